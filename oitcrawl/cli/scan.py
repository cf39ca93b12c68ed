"""``oitcrawl scan``: scan agencies, keep the scans, write the reports."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.summary import tell_scan
from oitcrawl.compose import Desk, Order, Watch, open_desk
from oitcrawl.errors import OitcrawlError, UsageError
from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.site import AgencySite
from oitcrawl.settings import load_settings

INTERRUPTED = 130
UNJUDGEABLE = 3


def scan(
    target: Annotated[list[str] | None, typer.Argument(help="ที่อยู่เว็บไซต์ หรือรหัสหน่วยงานในไฟล์รายชื่อ")] = None,
    every: Annotated[bool, typer.Option("--all", help="ทุกหน่วยงานในไฟล์รายชื่อ")] = False,
    group: Annotated[str | None, typer.Option("--group", help="เฉพาะกลุ่มนี้")] = None,
    agencies: options.AgenciesFile = None,
    edition: options.Edition = None,
    fiscal_year: options.Year = None,
    as_of: options.AsOf = None,
    out: options.Out = None,
    json_file: Annotated[
        str | None, typer.Option("--json", help="เขียนผลเป็น JSON ลงไฟล์นี้ (- คือจอ)", metavar="FILE")
    ] = None,
    formats: options.Formats = "html,json,csv,xlsx",
    max_pages: Annotated[int | None, typer.Option(help="จำนวนหน้าและเอกสารสูงสุดต่อหน่วยงาน")] = None,
    max_minutes: Annotated[float | None, typer.Option(help="นาทีสูงสุดต่อหน่วยงาน")] = None,
    rate: Annotated[float | None, typer.Option(help="คำขอต่อวินาทีต่อเว็บไซต์ (0 = ไม่จำกัด)")] = None,
    ocr: options.Ocr = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="ยอมให้เว็บไซต์เป้าหมายอยู่ในเครือข่ายภายใน (เฉพาะเครื่องและพอร์ตนั้น)")
    ] = False,
    fail_on: Annotated[
        str | None, typer.Option(help="จบด้วยรหัส 1 เมื่อพบสถานะเหล่านี้", metavar="missing,outdated,incomplete")
    ] = None,
    settings_file: options.SettingsFile = None,
    lang: options.Lang = "th",
    quiet: options.Quiet = False,
) -> None:
    """ตรวจเว็บไซต์ของหน่วยงานแล้วเขียนรายงาน

    ตัวอย่าง: oitcrawl scan https://www.example.go.th/
    """
    voice = options.voice(lang, quiet=quiet)
    flags: dict[str, Any] = {
        "max_pages": max_pages,
        "max_minutes": max_minutes,
        "rate": rate,
        "ocr": ocr,
        "allow_private": allow_private or None,
        "reports_dir": str(out) if out else None,
        "lang": lang,
    }
    levels = _levels(fail_on)
    names = options.parse_formats(formats)
    with open_desk(load_settings(path=settings_file, flags=flags)) as desk:
        chosen = desk.choose(target or [], agencies=agencies, every=every, group=group)
        orders = [
            desk.order(
                site, edition=edition, as_of=options.parse_day(as_of), fiscal_year=options.parse_year(fiscal_year)
            )
            for site in chosen
        ]
        code = _scan_all(desk, orders, voice, formats=names, json_file=json_file, levels=levels)
    raise typer.Exit(code)


def _scan_all(
    desk: Desk,
    orders: list[Order],
    voice: Voice,
    *,
    formats: tuple[str, ...],
    json_file: str | None,
    levels: frozenset[Status],
) -> int:
    """Scan one after the other; one agency's trouble never stops the next."""
    desk.check_writable()
    codes = []
    for number, order in enumerate(orders, 1):
        if len(orders) > 1:
            voice.say(f"[{number}/{len(orders)}] {order.site.name or order.site.url}", f"[{number}/{len(orders)}]")
        codes.append(_scan_one(desk, order, voice, formats=formats, json_file=json_file, levels=levels))
        if codes[-1] == INTERRUPTED:
            break
    desk.publish_overview()
    return INTERRUPTED if INTERRUPTED in codes else max(codes, default=0)


def _scan_one(
    desk: Desk,
    order: Order,
    voice: Voice,
    *,
    formats: tuple[str, ...],
    json_file: str | None,
    levels: frozenset[Status],
) -> int:
    try:
        result = run_scan(desk, order, voice)
        desk.demand_judgeable(result, order)
        folder = desk.deliver(result, formats=formats)
    except OitcrawlError as error:
        name = order.site.name or order.site.url
        voice.warn(f"{name}: {error}", f"{order.site.url}: {error.en or error}")
        return error.exit_code
    if json_file == "-":
        voice.raw(result.to_json())
    elif json_file:
        desk.write_text(Path(json_file), result.to_json())
    tell_scan(voice, result, folder)
    if result.partial:
        return INTERRUPTED
    return 1 if any(item.status in levels for item in result.items) else 0


def run_scan(desk: Desk, order: Order, voice: Voice) -> AgencyScan:
    """One scan with progress; the first Ctrl-C ends the crawl and keeps what was seen, the second stops at once."""
    with voice.progress(order.site.name or order.site.url) as progress, _interrupts(voice) as on_start:
        words = voice.pick("อ่านภาพสแกน", "reading scans")

        def recognised(pages: int, url: str) -> None:
            progress(pages, 0, f"{words} {url}")

        return desk.scan(order, Watch(progress=progress, recognised=recognised, on_start=on_start))


@contextmanager
def _interrupts(voice: Voice) -> Iterator[Callable[[Callable[[], None]], None]]:
    stops: list[Callable[[], None]] = []

    def on_signal(_number: int, _frame: object) -> None:
        if not stops:
            raise KeyboardInterrupt
        stops.pop()()
        voice.warn(
            "กำลังหยุด จะเขียนรายงานบางส่วนจากที่ตรวจแล้ว (กดอีกครั้งเพื่อเลิกทันที)",
            "stopping; a partial report will be written (press again to quit at once)",
        )

    numbers = [signal.SIGINT, signal.SIGTERM]
    before = [signal.signal(number, on_signal) for number in numbers]
    try:
        yield stops.append
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _levels(text: str | None) -> frozenset[Status]:
    try:
        return frozenset(Status(word.strip()) for word in (text or "").split(",") if word.strip())
    except ValueError:
        raise UsageError(
            f"--fail-on {text} ใช้ไม่ได้",
            cure="ใช้ missing,outdated,incomplete",
            en=f"--fail-on {text}: use missing,outdated,incomplete",
        ) from None


def site_name(site: AgencySite) -> str:
    """What a person calls the agency."""
    return site.name or site.url
