"""Words that several commands share."""

from collections.abc import Sequence
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

import typer

from oitcrawl.cli.console import Voice
from oitcrawl.errors import OitcrawlError, UsageError
from oitcrawl.model.formats import ALL_FORMATS, DEFAULT_FORMATS
from oitcrawl.ruleset.load import RuleSet, load_edition, rules_root
from oitcrawl.ruleset.own import own_folder
from oitcrawl.settings import load_settings

Lang = Annotated[str, typer.Option("--lang", help="ภาษาของข้อความ th หรือ en", envvar="OITCRAWL_LANG")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="แสดงเฉพาะข้อผิดพลาด (ใช้ใน cron)")]
AsJson = Annotated[bool, typer.Option("--json", help="ตอบเป็น JSON สำหรับโปรแกรมอื่น")]
AgenciesFile = Annotated[Path | None, typer.Option("--agencies", help="ไฟล์รายชื่อหน่วยงาน (YAML)", metavar="FILE")]
Edition = Annotated[str | None, typer.Option("--edition", help="ชุดเกณฑ์ เช่น nacc-2568")]
Rules = Annotated[
    Path | None,
    typer.Option(
        "--rules", help="โฟลเดอร์เกณฑ์ของหน่วยงานเอง (ใช้ร่วมกับเกณฑ์ที่มากับโปรแกรม)", metavar="DIR", show_default=False
    ),
]
Year = Annotated[
    int | None, typer.Option("--fiscal-year", help="ปีงบประมาณ (พ.ศ.) ที่ประเมิน ค่าเริ่มต้นคือปีของรอบถัดไป", metavar="2569")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="ตรวจเสมือนวันที่นี้ (ค.ศ.)", metavar="2026-03-01")]
SinceScan = Annotated[
    str | None,
    typer.Option(
        "--since", help="เทียบกับการตรวจเลขที่นี้ หรือการตรวจล่าสุดภายในวันที่นี้ (ค.ศ.)", metavar="SCAN|DATE", show_default=False
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="โฟลเดอร์รายงาน (ค่าเริ่มต้น reports/)", metavar="DIR")]
Formats = Annotated[str, typer.Option("--formats", help=f"รูปแบบรายงาน คั่นด้วยจุลภาค เลือกจาก {', '.join(ALL_FORMATS)}")]
OnlyDue = Annotated[bool, typer.Option("--due", help="เฉพาะที่ถึงกำหนดตามแผน (ใช้ใน cron) เรียกซ้อนกันได้โดยไม่ตรวจซ้ำ")]
AtOnce = Annotated[
    int | None,
    typer.Option(
        "--at-once",
        min=1,
        help="จำนวนหน่วยงานที่ตรวจพร้อมกัน เมื่อตรวจหลายหน่วยงาน (ค่าเริ่มต้น sites_at_once)",
        metavar="N",
        show_default=False,
    ),
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="ยอมให้เว็บไซต์เป้าหมายอยู่ในเครือข่ายภายใน (เฉพาะเครื่องและพอร์ตนั้น)")
]
Ocr = Annotated[
    str | None,
    typer.Option("--ocr", help="อ่านภาพสแกนด้วย OCR: auto หรือ never", metavar="auto|never"),
]
JsonFile = Annotated[str | None, typer.Option("--json", help="เขียนผลเป็น JSON ลงไฟล์นี้ (- คือจอ)", metavar="FILE")]
Warc = Annotated[
    str | None, typer.Option("--warc", help="เก็บทุกคำขอและคำตอบเป็น WARC ในโฟลเดอร์นี้", metavar="DIR", show_default=False)
]
CheckCloaking = Annotated[
    bool,
    typer.Option("--check-cloaking", help="เปิดหน้าแรกอีกครั้งด้วยชื่อของเครื่องมือค้นหา เพื่อหาสแปมที่ซ่อนจากผู้เข้าชม (ปกติปิด)"),
]
BrokenTls = Annotated[
    str | None,
    typer.Option(
        "--broken-tls",
        help="เว็บไซต์ที่ใบรับรอง (TLS) มีปัญหา: refuse ไม่อ่าน, read อ่านแล้วแจ้งในรายงาน",
        metavar="refuse|read",
    ),
]
Render = Annotated[
    str | None,
    typer.Option(
        "--render", help="เปิดหน้าด้วยเบราว์เซอร์: auto (เมื่อจำเป็น) always หรือ never", metavar="auto|never|always"
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on", help="จบด้วยรหัส 1 เมื่อพบสถานะเหล่านี้ (รวมคำของคนแล้ว)", metavar="missing,outdated,incomplete"
    ),
]
SettingsFile = Annotated[Path | None, typer.Option("--settings", help="ไฟล์ตั้งค่า (TOML)", metavar="FILE")]

DEFAULT_EDITION = "nacc-2568"
FORMATS = ",".join(DEFAULT_FORMATS)


def unprinted(trouble: OitcrawlError | None, voice: Voice) -> int:
    """Tell once that PDFs are lacking, where they are; the exit code that it makes, else 0."""
    if trouble is None:
        return 0
    voice.warn(str(trouble), trouble.en)
    return trouble.exit_code


def pruned(names: Sequence[str], voice: Voice) -> None:
    """Tell which old reports went to make room, and how to have one back."""
    if names:
        shown = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")  # noqa: PLR2004 - as many as a line holds
        voice.say(
            f"ลบโฟลเดอร์รายงานเก่าเกินจำนวนที่ตั้งไว้ (keep_reports) {len(names)} โฟลเดอร์: {shown}"
            " · สร้างใหม่ได้ด้วย oitcrawl report --scan เลขที่",
            f"removed {len(names)} old report folders beyond keep_reports: {shown}"
            " · make one again with oitcrawl report --scan N",
        )


def voice(lang: str, *, quiet: bool = False) -> Voice:
    """The voice of one command.

    Raises:
        UsageError: a language that is not spoken here.
    """
    if lang not in {"th", "en"}:
        raise UsageError(f"--lang {lang} ใช้ไม่ได้", cure="ใช้ th หรือ en", en=f"--lang {lang}: use th or en")
    return Voice(lang, quiet=quiet)


def rules_flag(own: Path | None) -> str | None:
    """The folder of own rules as a value of the settings.

    Raises:
        UsageError: there is no such folder.
    """
    if own is not None and not own.is_dir():
        raise UsageError(
            f"ไม่มีโฟลเดอร์เกณฑ์ {own}", cure="ตรวจชื่อโฟลเดอร์หลัง --rules", en=f"--rules {own}: there is no such folder"
        )
    return None if own is None else str(own)


def rules_of(own: Path | None) -> Traversable:
    """The folder of all rules: those that ship, under the office's own."""
    return rules_root(own_folder(load_settings(flags={"rules_dir": rules_flag(own)})))


def edition_of(name: str | None, own: Path | None, *, cases: bool = False) -> RuleSet:
    """The edition that a command is about, an office's own one before one that ships.

    Args:
        name: as given by ``--edition``; None is the default one.
        own: as given by ``--rules``; None takes the folder that the settings name.
        cases: whether its cases are read too.

    Raises:
        UsageError, SettingsError, RulesError: a wrong folder, setting or rule file.
    """
    settings = load_settings(flags={"rules_dir": rules_flag(own)})
    return load_edition(name or DEFAULT_EDITION, own=own_folder(settings), cases=cases)


def parse_day(text: str | None, option: str = "--as-of") -> date | None:
    """``2026-03-01`` as a date; ``option`` is where it was typed.

    Raises:
        UsageError: not a day of the Gregorian calendar, or a Buddhist year.
    """
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"{option} {text} ไม่ใช่วันที่",
            cure="เขียนแบบ ปี ค.ศ.-เดือน-วัน เช่น 2026-03-01",
            en=f"{option} {text} is no date — write 2026-03-01",
        ) from None
    if day.year > 2400:  # noqa: PLR2004 - a Buddhist year was typed
        raise UsageError(
            f"{option} {text} เป็นปี พ.ศ.",
            cure=f"ใช้ปี ค.ศ. คือ {day.year - 543}{text[4:]}",
            en=f"{option} {text} is a Buddhist year — use {day.year - 543}{text[4:]}",
        )
    return day


def parse_since(text: str | None) -> int | date | None:
    """``12`` as the number of a scan, ``2026-03-01`` as a day.

    Raises:
        UsageError: neither.
    """
    if text is None:
        return None
    return int(text) if text.isascii() and text.isdecimal() else parse_day(text, "--since")


def parse_year(year: int | None) -> int | None:
    """A fiscal year of the Buddhist era.

    Raises:
        UsageError: a Gregorian or an impossible year.
    """
    if year is not None and not 2550 <= year <= 2650:  # noqa: PLR2004 - a century around the assessment
        raise UsageError(
            f"--fiscal-year {year} ใช้ไม่ได้",
            cure="ใส่ปีงบประมาณ พ.ศ. เช่น 2569",
            en=f"--fiscal-year {year}: write the Buddhist year, such as 2569",
        )
    return year


def parse_formats(text: str) -> tuple[str, ...]:
    """``html,xlsx`` as names of formats.

    Raises:
        UsageError: an unknown format.
    """
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if unknown := [name for name in names if name not in ALL_FORMATS]:
        raise UsageError(
            f"--formats {unknown[0]} ไม่มี",
            cure=f"ใช้ได้: {', '.join(ALL_FORMATS)}",
            en=f"--formats {unknown[0]}: choose of {', '.join(ALL_FORMATS)}",
        )
    return names
