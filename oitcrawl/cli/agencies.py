"""``oitcrawl agencies list|check``."""

import json
from dataclasses import asdict
from functools import partial
from pathlib import Path

import typer

from oitcrawl.agencies import load_agencies
from oitcrawl.cli import agencies_import, options
from oitcrawl.compose import check_home, site_names, site_problems
from oitcrawl.errors import UsageError
from oitcrawl.settings import load_settings

app = typer.Typer(help="ไฟล์รายชื่อหน่วยงาน", no_args_is_help=True, rich_markup_mode=None)
app.command("import")(agencies_import.import_)


@app.command("list")
def list_(
    agencies: options.AgenciesFile = None,
    as_json: options.AsJson = False,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงหน่วยงานในไฟล์รายชื่อ

    ตัวอย่าง: oitcrawl agencies list --agencies agencies.yaml
    """
    voice = options.voice(lang, quiet=quiet)
    sites = load_agencies(_file(agencies))
    if as_json:
        voice.raw(json.dumps([asdict(site) for site in sites], ensure_ascii=False, indent=1, default=str) + "\n")
        return
    for site in sites:
        voice.answer(f"{site.code:<24} {site.name or '-'}  {site.group or ''}  {site.url}")


@app.command("check")
def check(
    agencies: options.AgenciesFile = None,
    allow_private: bool = typer.Option(False, "--allow-private", help="ยอมให้เว็บไซต์อยู่ในเครือข่ายภายใน"),
    offline: bool = typer.Option(False, "--offline", help="ตรวจรูปแบบไฟล์เท่านั้น ไม่ต่อเครือข่าย"),
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจไฟล์รายชื่อ: รูปแบบถูกต้อง และหน้าแรกของทุกหน่วยงานตอบจริง

    ตัวอย่าง: oitcrawl agencies check --agencies agencies.yaml
    """
    voice = options.voice(lang, quiet=quiet)
    sites = load_agencies(_file(agencies))
    settings = load_settings(flags={"allow_private": allow_private or None})
    troubles = 0
    for site in sites:
        wrong, hints = site_names(site, partial(options.edition_of, own=None))
        problems = site_problems(site) + wrong + (() if offline else check_home(site, settings))
        troubles += bool(problems)
        voice.answer(f"{'✗' if problems else '✓'} {site.code:<24} {site.name or site.url}")
        for line in (*problems, *hints):
            voice.answer(f"    {line}")
    voice.say(f"{len(sites)} หน่วยงาน มีปัญหา {troubles}", f"{len(sites)} agencies, {troubles} with problems")
    raise typer.Exit(2 if troubles else 0)


def _file(given: Path | None) -> Path:
    file = given or Path("agencies.yaml")
    if not file.is_file():
        raise UsageError(
            f"ไม่มีไฟล์ {file}",
            cure="บอกชื่อไฟล์ด้วย --agencies FILE",
            en=f"there is no {file} — name one with --agencies FILE",
        )
    return file
