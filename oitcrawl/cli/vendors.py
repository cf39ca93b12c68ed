"""``oitcrawl vendors``: which agencies share a website template, and what its vendor could mend for all of them."""

import json
from typing import Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.compose import Templates, open_desk, shared_templates
from oitcrawl.report.shared import change_of, name_of
from oitcrawl.report.vendors import Vendor
from oitcrawl.report.words import Words
from oitcrawl.settings import load_settings

_NAMED = 6  # agencies of a template told on the terminal


def vendors(
    limit: Annotated[int, typer.Option("--limit", min=0, help="จำนวนระบบที่แสดง 0 คือทั้งหมด", metavar="N")] = 20,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงระบบเว็บไซต์ (แม่แบบ) ที่หลายหน่วยงานใช้ร่วมกัน และสิ่งที่ผู้พัฒนาแก้ครั้งเดียวได้หลายเว็บไซต์

    ตัวอย่าง: oitcrawl vendors --json

    ดูความเหมือนจากโครงสร้างหน้าและรูปแบบที่อยู่ของการตรวจล่าสุด แสดงเฉพาะที่ใช้ร่วมกันตั้งแต่ 3 หน่วยงาน
    """
    voice = options.voice(lang, quiet=quiet)
    words = Words("en" if lang == "en" else "th")
    with open_desk(load_settings(path=settings_file)) as desk:
        found = shared_templates(desk)
    if as_json:
        voice.raw(json.dumps(found.as_dict(words), ensure_ascii=False, indent=1) + "\n")
        return
    for one in found.vendors[: limit or None]:
        _tell(voice, words, found, one)
    _tell_rest(voice, found, limit)


def _tell(voice: Voice, words: Words, found: Templates, vendor: Vendor) -> None:
    voice.answer(
        f"{name_of(vendor, words)} — {words('shared.uses', count=f'{len(vendor.agencies):,}')}", style="bold"
    )
    codes, names = found.codes(vendor.agencies), {one.slug: one.code for one in found.fleet.columns()}
    voice.answer(f"  {' '.join(vendor.routes)}")
    voice.answer(f"  {', '.join(codes[:_NAMED])}{' ...' if len(codes) > _NAMED else ''}")
    for fix in vendor.fixes:
        cause, change = change_of(fix, words)
        items = " ".join(sorted((names[slug] for slug, _ in fix.items), key=lambda code: (len(code), code)))
        voice.answer(f"  • {words('shared.sites', count=f'{len(fix.agencies):,}')}: {items} — {cause}")
        voice.answer(f"    {change}")


def _tell_rest(voice: Voice, found: Templates, limit: int) -> None:
    if not found.fleet.members:
        voice.say(
            "ยังไม่มีผลการตรวจ เริ่มด้วย oitcrawl scan --all", "nothing is stored yet: begin with oitcrawl scan --all"
        )
        return
    if limit and (more := len(found.vendors) - limit) > 0:
        voice.say(f"และอีก {more:,} ระบบ (--limit 0 แสดงทั้งหมด)", f"and {more:,} more (--limit 0 shows all)")
    voice.say(
        f"{found.apart:,} หน่วยงานใช้ระบบที่ไม่ซ้ำกับใคร หรือซ้ำกันไม่ถึง 3 หน่วยงาน",
        f"{found.apart:,} agencies share their template with fewer than two others",
    )
    if found.unknown:
        voice.say(
            f"{found.unknown:,} หน่วยงานตรวจไว้ด้วยรุ่นก่อน จึงยังไม่รู้ระบบ: oitcrawl rejudge --all --no-reports",
            f"{found.unknown:,} agencies were scanned by an earlier version: oitcrawl rejudge --all --no-reports",
        )
