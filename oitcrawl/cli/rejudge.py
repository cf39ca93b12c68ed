"""``oitcrawl rejudge``: stored scans under today's rules, another edition, year or day, without a visit."""

from collections.abc import Mapping
from typing import Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.summary import tell_scan
from oitcrawl.compose import Desk, open_desk
from oitcrawl.errors import OitcrawlError
from oitcrawl.settings import load_settings


def rejudge(
    agency: Annotated[str | None, typer.Argument(help="รหัสหน่วยงานที่เคยตรวจ")] = None,
    every: Annotated[bool, typer.Option("--all", help="ทุกหน่วยงานที่เคยตรวจ")] = False,
    scan: Annotated[int | None, typer.Option("--scan", help="เลขที่การตรวจ (ดูจาก oitcrawl history)")] = None,
    edition: options.Edition = None,
    rules: options.Rules = None,
    fiscal_year: options.Year = None,
    as_of: options.AsOf = None,
    formats: options.Formats = options.FORMATS,
    out: options.Out = None,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตัดสินใหม่จากเนื้อหาที่เก็บไว้ ตามเกณฑ์ ปีงบประมาณ หรือวันที่อื่น โดยไม่เปิดเว็บไซต์อีก

    ตัวอย่าง: oitcrawl rejudge abt-example --fiscal-year 2569
    """
    voice = options.voice(lang, quiet=quiet)
    names = options.parse_formats(formats)
    terms = {
        "edition": edition,
        "fiscal_year": options.parse_year(fiscal_year),
        "as_of": options.parse_day(as_of),
    }
    flags = {
        "reports_dir": str(out) if out else None,
        "rules_dir": options.rules_flag(rules),
        "lang": lang,
    }
    with open_desk(load_settings(path=settings_file, flags=flags)) as desk:
        desk.check_writable()
        numbers = desk.numbers(agency, every=every, scan=scan)
        codes = [_one(desk, number, voice, terms, names) for number in numbers]
        desk.publish_overview()
        options.pruned(desk.pruned, voice)
        codes.append(options.unprinted(desk.press.trouble, voice))
    raise typer.Exit(max(codes, default=0))


def _one(desk: Desk, number: int, voice: Voice, terms: Mapping[str, object], formats: tuple[str, ...]) -> int:
    """Judge one scan again; what is lost of one scan never stops the next."""
    try:
        judged, folder = desk.rejudge(number, formats=formats, **terms)  # type: ignore[arg-type]
    except OitcrawlError as error:
        voice.warn(str(error), error.en or str(error))
        return error.exit_code
    tell_scan(voice, desk.heard(judged), folder)
    return 0
