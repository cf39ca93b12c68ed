"""``oitcrawl letter``: asks the keepers of a firewall to let the scanner in."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, cast

import typer

from oitcrawl import compose
from oitcrawl.cli import options
from oitcrawl.compose import petition
from oitcrawl.errors import UsageError
from oitcrawl.model.site import AgencySite
from oitcrawl.report.letter import Form, letter_text
from oitcrawl.settings import load_settings

_NO_BLOCK = 1


def letter(
    agency: Annotated[str, typer.Argument(help="รหัสหน่วยงาน หรือที่อยู่เว็บไซต์", metavar="AGENCY")],
    out: Annotated[
        Path | None, typer.Option("--out", help="เขียนลงไฟล์นี้ .docx หรือ .txt (ไม่บอกคือแสดงที่จอ)", metavar="FILE")
    ] = None,
    form: Annotated[
        str, typer.Option("--form", help="memo บันทึกข้อความ, letter หนังสือภายนอก", metavar="memo|letter")
    ] = "memo",
    office: Annotated[str, typer.Option("--office", help="ส่วนราชการผู้ส่ง", metavar="TEXT", show_default=False)] = "",
    to: Annotated[str, typer.Option("--to", help="เรียนผู้ใด", metavar="TEXT", show_default=False)] = "",
    address: Annotated[
        list[str] | None, typer.Option("--address", help="หมายเลข IP ของเครื่องที่ใช้ตรวจ (ระบุซ้ำได้)", metavar="IP")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="ใช้หลักฐานที่เก็บไว้เท่านั้น ไม่ถามเว็บไซต์")] = False,
    agencies: options.AgenciesFile = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="ยอมให้เว็บไซต์อยู่ในเครือข่ายภายใน")] = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ร่างหนังสือขอให้ผู้ดูแลเว็บไซต์เปิดทางให้โปรแกรม เมื่อมีหลักฐานว่าระบบป้องกัน (firewall) ปฏิเสธ เช่น ตอบ 403

    ตัวอย่าง: oitcrawl letter abt-example --out ขอเปิดทาง.docx

    ถ้าไม่มีหลักฐานที่เก็บไว้ จะถามหน้าแรกหนึ่งครั้ง   จบด้วยรหัส 1 เมื่อไม่พบว่าถูกปฏิเสธ (ไม่ร่างหนังสือ)
    """
    voice = options.voice(lang, quiet=quiet)
    settings = load_settings(path=settings_file, flags={"allow_private": allow_private or None})
    now = datetime.now(UTC)
    if form not in {"memo", "letter"}:
        raise UsageError(f"--form {form} ไม่มี", cure="ใช้ memo หรือ letter", en=f"--form {form}: use memo or letter")
    with compose.open_desk(settings) as desk:
        site = _site(desk, agency, agencies)
        found = petition.evidence(desk.store, site.code, site.url, now)
    if not found.refusals and not offline:
        found = petition.asked_now(site, settings) if not found.beside else found
    if not found.refusals:
        beside = f" มีเพียง {found.beside:,} หน้าที่ตอบ 403 ซึ่งมักเป็นโฟลเดอร์ที่ปิดไว้" if found.beside else ""
        beside_en = f"; {found.beside:,} pages answered 403, which closed folders do" if found.beside else ""
        voice.warn(
            f"ไม่พบหลักฐานว่าเว็บไซต์ของ {site.name or site.code} ปฏิเสธโปรแกรม จึงไม่ร่างหนังสือ{beside}"
            " — ตรวจใหม่: oitcrawl scan",
            f"nothing says that the site of {site.name or site.code} turns us away: no letter{beside_en}"
            " — to look again: oitcrawl scan",
        )
        raise typer.Exit(_NO_BLOCK)
    wish = petition.Wish(form=cast("Form", form), office=office, to=to, addresses=tuple(address or ()))
    view, words = petition.petition(site, found, settings, wish, now=now, lang=lang)
    if out is None:
        voice.answer(letter_text(view).removesuffix("\n"))
        return
    petition.write_letter(out, view, words, now)
    voice.say(
        f"เขียน {out} แล้ว — เติมส่วนที่เป็น [โปรดระบุ…] ตรวจ และลงนามก่อนส่ง",
        f"wrote {out} — fill in what stands in brackets, look it over and sign it",
    )


def _site(desk: compose.Desk, agency: str, agencies: Path | None) -> AgencySite:
    """The agency of the agencies file, else one that was scanned by its address alone."""
    try:
        return desk.choose([agency], agencies=agencies)[0]
    except UsageError:
        if (known := petition.site_of(desk, agency)) is None:
            raise
        return known
