"""``oitcrawl report`` and ``oitcrawl history``: from stored scans, without a crawl."""

import json
from typing import Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.compose import open_desk
from oitcrawl.errors import UsageError
from oitcrawl.fleet.doorway import fleet_notes
from oitcrawl.report.inplace import written
from oitcrawl.settings import load_settings


def report(
    agency: Annotated[str | None, typer.Argument(help="รหัสหน่วยงานที่เคยตรวจ")] = None,
    every: Annotated[bool, typer.Option("--all", help="ทุกหน่วยงานที่เคยตรวจ")] = False,
    scan: Annotated[int | None, typer.Option("--scan", help="เลขที่การตรวจ (ดูจาก oitcrawl history)")] = None,
    since: options.SinceScan = None,
    formats: options.Formats = options.FORMATS,
    out: options.Out = None,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """เขียนรายงานใหม่จากผลที่เก็บไว้ ไม่ต้องตรวจเว็บไซต์อีก

    ตัวอย่าง: oitcrawl report abt-example --since 2026-03-01
    """
    voice = options.voice(lang, quiet=quiet)
    names = options.parse_formats(formats)
    flags = {"reports_dir": str(out) if out else None, "lang": lang}
    settings = load_settings(path=settings_file, flags=flags)
    with open_desk(settings) as desk:
        desk.check_writable()
        for number in desk.numbers(agency, every=every, scan=scan):
            folder = desk.rewrite(number, formats=names, since=options.parse_since(since))
            for path in written(folder, names):
                voice.answer(str(path))
        desk.publish_overview(notes=fleet_notes(settings) if every else ())
        options.pruned(desk.pruned, voice)
        code = options.unprinted(desk.press.trouble, voice)
    raise typer.Exit(code)


def history(
    agency: Annotated[str, typer.Argument(help="รหัสหน่วยงานที่เคยตรวจ")],
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงผลการตรวจทุกครั้งของหน่วยงาน ใหม่ที่สุดก่อน

    ตัวอย่าง: oitcrawl history abt-example
    """
    voice = options.voice(lang, quiet=quiet)
    with open_desk(load_settings(path=settings_file)) as desk:
        rows = desk.store.history(agency)
        known = desk.store.codes()
        people = bool(desk.store.reviews.of(agency))
    if not rows:
        raise UsageError(
            f"ยังไม่เคยตรวจหน่วยงานรหัส {agency!r}",
            cure=f"รหัสที่มี: {', '.join(known)}" if known else "เริ่มด้วย oitcrawl scan URL",
            en=f"no scan of {agency!r} is stored — known: {', '.join(known) or 'none; start with oitcrawl scan URL'}",
        )
    if as_json:
        voice.raw(json.dumps([row.as_dict() for row in rows], ensure_ascii=False, indent=1) + "\n")
        return
    for row in rows:
        voice.answer(row.line(lang))
    if people:
        voice.say(
            f"จำนวนข้างต้นเป็นผลของโปรแกรม คำของคนดูจาก oitcrawl review {agency} history",
            f"these are the machine's verdicts; people's words: oitcrawl review {agency} history",
        )
