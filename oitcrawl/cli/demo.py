"""``oitcrawl demo``: the bundled agency, served on loopback, scanned and reported."""

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from oitcrawl.cli import options
from oitcrawl.cli.scan import run_scan
from oitcrawl.cli.summary import tell_scan
from oitcrawl.compose import open_desk
from oitcrawl.demo.serve import DemoSite
from oitcrawl.settings import load_settings


def demo(
    out: Annotated[Path, typer.Option("--out", help="โฟลเดอร์รายงาน", metavar="DIR")] = Path("reports"),
    edition: options.Edition = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ลองโปรแกรมกับเว็บไซต์ตัวอย่างในเครื่อง: ไม่ใช้อินเทอร์เน็ต ไม่ต้องตั้งค่า

    ตัวอย่าง: oitcrawl demo
    """
    voice = options.voice(lang, quiet=quiet)
    voice.say("เปิดเว็บไซต์ตัวอย่างในเครื่องนี้แล้วตรวจ ...", "serving the sample site on this machine and scanning it ...")
    with (
        tempfile.TemporaryDirectory(prefix="oitcrawl-demo-", ignore_cleanup_errors=True) as scratch,
        DemoSite() as site,
    ):
        settings = load_settings(
            environ={},
            path=None,
            flags={"allow_private": True, "rate": 0.0, "data_dir": scratch, "reports_dir": str(out), "lang": lang},
        )
        with open_desk(settings) as desk:
            desk.check_writable(overview=False)
            agency = replace(site.agency, url=site.url)
            order = desk.order(agency, edition=edition, as_of=site.as_of, fiscal_year=site.fiscal_year)
            result = run_scan(desk, order, voice)
            folder = desk.deliver_at(result, out / "demo")
    tell_scan(voice, result, folder, kept=False)
    voice.say(
        "ขั้นต่อไป ตรวจเว็บของท่าน: oitcrawl scan https://www.example.go.th/",
        "next: oitcrawl scan https://www.example.go.th/",
    )
