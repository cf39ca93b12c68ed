"""``oitcrawl rejudge``: stored scans under today's rules, another edition, year or day, without a visit."""

from typing import Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.cli.rejudge_all import rejudge_all
from oitcrawl.cli.summary import tell_scan
from oitcrawl.compose import Terms, open_desk
from oitcrawl.errors import UsageError
from oitcrawl.settings import load_settings


def rejudge(
    agency: Annotated[str | None, typer.Argument(help="รหัสหน่วยงานที่เคยตรวจ")] = None,
    every: Annotated[bool, typer.Option("--all", help="ทุกหน่วยงานที่เคยตรวจ ทำต่อจากที่ค้างได้")] = False,
    scan: Annotated[int | None, typer.Option("--scan", help="เลขที่การตรวจ (ดูจาก oitcrawl history)")] = None,
    edition: options.Edition = None,
    rules: options.Rules = None,
    fiscal_year: options.Year = None,
    as_of: options.AsOf = None,
    again: Annotated[bool, typer.Option("--again", help="กับ --all: รวมที่ตัดสินตามเกณฑ์นี้ไว้แล้วด้วย")] = False,
    at_once: Annotated[
        int, typer.Option("--at-once", min=1, max=64, help="กับ --all: จำนวนโปรแกรมย่อยที่ตัดสินพร้อมกัน", metavar="N")
    ] = 1,
    reports: Annotated[
        bool, typer.Option("--reports/--no-reports", help="กับ --all: เขียนรายงานของแต่ละหน่วยงานใหม่ด้วยหรือไม่")
    ] = True,
    formats: options.Formats = options.FORMATS,
    out: options.Out = None,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตัดสินใหม่จากเนื้อหาที่เก็บไว้ ตามเกณฑ์ ปีงบประมาณ หรือวันที่อื่น โดยไม่เปิดเว็บไซต์อีก

    ตัวอย่าง: oitcrawl rejudge abt-example --fiscal-year 2569

    ทุกหน่วยงาน: oitcrawl rejudge --all --at-once 4   หยุดกลางคันได้ สั่งซ้ำจะทำต่อเฉพาะที่ยังไม่ได้ตัดสินตามเกณฑ์นี้
    """
    voice = options.voice(lang, quiet=quiet)
    terms = Terms(
        edition=edition,
        fiscal_year=options.parse_year(fiscal_year),
        as_of=options.parse_day(as_of),
        formats=options.parse_formats(formats),
        again=again,
    )
    flags = {
        "reports_dir": str(out) if out else None,
        "rules_dir": options.rules_flag(rules),
        "lang": lang,
    }
    if as_json and not every:
        raise UsageError(
            "--json ใช้กับ --all", cure="ผลของหน่วยงานเดียวเป็น JSON อยู่ใน scan.json ของรายงาน", en="--json goes with --all"
        )
    with open_desk(load_settings(path=settings_file, flags=flags)) as desk:
        desk.check_writable()
        if every and scan is None:
            code = rejudge_all(desk, voice, terms, at_once=at_once, reports=reports, as_json=as_json)
            raise typer.Exit(code)
        (number,) = desk.numbers(agency, every=False, scan=scan)
        judged, folder = desk.rejudge(
            number, edition=edition, fiscal_year=terms.fiscal_year, as_of=terms.as_of, formats=terms.formats
        )
        tell_scan(voice, desk.heard(judged), folder)
        desk.publish_overview()
        options.pruned(desk.pruned, voice)
        code = options.unprinted(desk.press.trouble, voice)
    raise typer.Exit(code)
