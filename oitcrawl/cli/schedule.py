"""``oitcrawl schedule run|show``: every night by itself, denser as the window nears."""

from pathlib import Path
from typing import Annotated

import typer

from oitcrawl.agencies import load_agencies
from oitcrawl.cli import options
from oitcrawl.errors import UsageError
from oitcrawl.settings import load_settings

app = typer.Typer(help="ตรวจทุกคืนโดยไม่ต้องมีคนเฝ้า", no_args_is_help=True, rich_markup_mode=None)
DEFAULT_AGENCIES = Path("agencies.yaml")


@app.command("run")
def run(
    agencies: options.AgenciesFile = None,
    out: options.Out = None,
    formats: options.Formats = options.FORMATS,
    rules: options.Rules = None,
    allow_private: options.AllowPrivate = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจทุกหน่วยงานตามกำหนดไปเรื่อย ๆ จนกว่าจะสั่งหยุด (Ctrl-C หรือ SIGTERM)

    ตัวอย่าง: oitcrawl schedule run --agencies agencies.yaml
    """
    voice = options.voice(lang, quiet=quiet)
    flags = {
        "allow_private": allow_private or None,
        "reports_dir": str(out) if out else None,
        "rules_dir": options.rules_flag(rules),
        "lang": lang,
    }
    file, names = _file(agencies), options.parse_formats(formats)
    settings = load_settings(path=settings_file, flags=flags)
    from oitcrawl.cli.nightly import go_on  # with all that a scan needs, which other commands do without

    go_on(file, settings, voice, names)


@app.command("show")
def show(
    agencies: options.AgenciesFile = None,
    days: Annotated[int, typer.Option("--days", min=1, max=400, help="แสดงกี่วันข้างหน้า", metavar="N")] = 1,
    limit: Annotated[int, typer.Option("--limit", min=0, help="แสดงไม่เกินกี่ครั้ง (0 = ทั้งหมด)", metavar="N")] = 40,
    as_json: options.AsJson = False,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """แสดงการตรวจครั้งถัดไปของแต่ละหน่วยงาน และใครกำลังตรวจอยู่

    ตัวอย่าง: oitcrawl schedule show --days 7
    """
    voice = options.voice(lang, quiet=quiet)
    sites = load_agencies(_file(agencies))
    settings = load_settings(path=settings_file)
    from oitcrawl.cli.nightly import tell_coming

    tell_coming(sites, settings, voice, days=days, limit=limit, as_json=as_json)


def _file(given: Path | None) -> Path:
    file = given or DEFAULT_AGENCIES
    if not file.is_file():
        raise UsageError(
            f"ไม่มีไฟล์ {file}",
            cure="บอกชื่อไฟล์ด้วย --agencies FILE",
            en=f"there is no {file} — name one with --agencies FILE",
        )
    return file
