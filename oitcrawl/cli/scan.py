"""``oitcrawl scan``: scan agencies, keep the scans, write the reports."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from oitcrawl.cli import options
from oitcrawl.cli.console import Voice
from oitcrawl.cli.summary import tell_cut_off, tell_line, tell_scan
from oitcrawl.compose import Desk, Order, Outcome, Watch, Watchers, Wish, open_desk
from oitcrawl.compose.several import unwritten
from oitcrawl.errors import OitcrawlError, OwnFailure, SiteUnjudgeable, StoreError, UsageError
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
    rules: options.Rules = None,
    fiscal_year: options.Year = None,
    as_of: options.AsOf = None,
    out: options.Out = None,
    json_file: options.JsonFile = None,
    formats: options.Formats = options.FORMATS,
    max_pages: Annotated[int | None, typer.Option(help="จำนวนหน้าและเอกสารสูงสุดต่อหน่วยงาน")] = None,
    max_minutes: Annotated[float | None, typer.Option(help="นาทีสูงสุดต่อหน่วยงาน")] = None,
    rate: Annotated[float | None, typer.Option(help="คำขอต่อวินาทีต่อเว็บไซต์ (0 = ไม่จำกัด)")] = None,
    due: options.OnlyDue = False,
    at_once: options.AtOnce = None,
    ocr: options.Ocr = None,
    render: options.Render = None,
    broken_tls: options.BrokenTls = None,
    warc: options.Warc = None,
    check_cloaking: options.CheckCloaking = False,
    allow_private: options.AllowPrivate = False,
    resume: Annotated[bool, typer.Option("--resume", help="ทำต่อจากการตรวจที่ค้างไว้ แม้ค้างนานเกิน 6 ชั่วโมง")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="เริ่มใหม่ทั้งหมด ไม่ใช้ผลการตรวจครั้งก่อน")] = False,
    fail_on: options.FailOn = None,
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
        "render": render,
        "broken_tls": broken_tls,
        "warc": warc,
        **_said(allow_private=allow_private, check_cloaking=check_cloaking),
        "reports_dir": str(out) if out else None,
    }
    flags |= {"rules_dir": options.rules_flag(rules), "lang": lang}
    wish = _Wish(formats=options.parse_formats(formats), json_file=json_file, levels=_levels(fail_on))
    with open_desk(load_settings(path=settings_file, flags=flags)) as desk:
        chosen = desk.choose(target or [], agencies=agencies, every=every, group=group)
        day, year = options.parse_day(as_of), options.parse_year(fiscal_year)
        begin, most = _begin(resume=resume, fresh=fresh), at_once or desk.settings.sites_at_once
        order = partial(desk.order, edition=edition, as_of=day, fiscal_year=year)
        orders = [replace(order(site), wish=begin) for site in chosen]
        code = _scan_due(desk, orders, voice, wish, most) if due else _scan_all(desk, orders, voice, wish, most)
        if due and code != INTERRUPTED and desk.settings.notify_after_night:
            code = max(code, _announce(desk, agencies, voice, chosen))
        if code == OwnFailure.exit_code:
            raise typer.Exit(code)  # within, so that what was told is not told again by a store that cannot be closed
    raise typer.Exit(code)


def _announce(desk: Desk, agencies: Path | None, voice: Voice, chosen: Sequence[AgencySite]) -> int:
    from oitcrawl.cli.notify import announce_after_night  # with mail, which other commands do without

    return announce_after_night(desk, agencies, voice, {site.code for site in chosen})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What is wanted of each scan: formats of the report, JSON beside it, statuses that count as failure."""

    formats: tuple[str, ...]
    json_file: str | None
    levels: frozenset[Status]


def _scan_all(desk: Desk, orders: list[Order], voice: Voice, wish: _Wish, at_once: int) -> int:
    """Scan one agency, or many at once; one agency's trouble never stops the next."""
    desk.check_writable()
    if len(orders) == 1:
        codes = [_scan_one(desk, orders[0], voice, wish)]
    else:
        codes = _scan_many(desk, orders, voice, wish, at_once)
    with suppress(OwnFailure) if OwnFailure.exit_code in codes else nullcontext():  # its cause was told already
        desk.publish_overview()
    options.pruned(desk.pruned, voice)
    codes.append(options.unprinted(desk.press.trouble, voice))
    return INTERRUPTED if INTERRUPTED in codes else max(codes, default=0)


def _scan_due(desk: Desk, orders: list[Order], voice: Voice, wish: _Wish, at_once: int) -> int:
    """Scan what is due, unless somebody is at it."""
    from oitcrawl.cli.due import scan_due  # with the schedule, which other commands do without

    desk.check_writable()
    codes: list[int] = []

    def close(order: Order, outcome: Outcome, uid: str) -> bool:
        place = f"[{len(codes) + 1}]"
        tell = partial(tell_line, voice, place)
        codes.append(_close(desk, order, outcome, voice, wish, tell, place=f"{place} ", uid=uid))
        return codes[-1] != OwnFailure.exit_code

    with interrupts(voice) as on_start:
        codes.append(scan_due(desk, orders, voice, close, at_once=at_once, on_start=on_start))
    if len(codes) > 1:
        desk.publish_overview()
    options.pruned(desk.pruned, voice)
    codes.append(options.unprinted(desk.press.trouble, voice))
    return INTERRUPTED if INTERRUPTED in codes else max(codes)


def _scan_one(desk: Desk, order: Order, voice: Voice, wish: _Wish) -> int:
    outcome: Outcome
    try:
        outcome = run_scan(desk, order, voice)
    except OitcrawlError as error:
        outcome = error

    def tell(scan: AgencyScan, folder: Path) -> None:
        tell_scan(voice, scan, folder)
        if scan.partial:
            tell_cut_off(voice, scan.agency.code, desk.cut_off(scan))

    return _close(desk, order, outcome, voice, wish, tell)


def _scan_many(desk: Desk, orders: list[Order], voice: Voice, wish: _Wish, at_once: int) -> list[int]:
    """Exit codes of all agencies, in the order in which they ended; one line is told for each."""
    codes: list[int] = []

    def ended(order: Order, outcome: Outcome) -> None:
        place = f"[{len(codes) + 1}/{len(orders)}]"
        tell = partial(tell_line, voice, place)
        codes.append(_close(desk, order, outcome, voice, wish, tell, place=f"{place} "))

    title = voice.pick(f"{len(orders)} หน่วยงาน", f"{len(orders)} agencies")
    with voice.progress(title) as progress, interrupts(voice) as on_start:
        desk.scan_several(orders, Watchers(ended=ended, progress=progress, on_start=on_start), at_once=at_once)
    return codes if len(codes) == len(orders) else [*codes, INTERRUPTED]


def _close(
    desk: Desk,
    order: Order,
    outcome: Outcome,
    voice: Voice,
    wish: _Wish,
    tell: Callable[[AgencyScan, Path], None],
    *,
    place: str = "",
    uid: str = "",
) -> int:
    """Keep and report what a scan came to; its exit code."""
    try:
        if isinstance(outcome, OitcrawlError):
            raise outcome  # noqa: TRY301 - told as all others are
        desk.demand_judgeable(outcome, order)
        folder = desk.deliver(outcome, formats=wish.formats, uid=uid)
        outcome = desk.heard(outcome)
        if wish.json_file and wish.json_file != "-":
            desk.write_text(Path(wish.json_file), outcome.to_json())
    except Exception as raised:  # noqa: BLE001 - one agency's trouble never stops the next
        error = unwritten(order.site.code, raised)
        if isinstance(error, SiteUnjudgeable) and not uid:  # a night writes down its runs itself
            _keep_trial(desk, order, error, voice)
        name = order.site.name or order.site.url
        th, en = _go_on(error) if isinstance(error, StoreError) else ("", "")
        voice.warn(f"{place}{name}: {error}{th}", f"{place}{order.site.url}: {error.en or error}{en}")
        return error.exit_code
    if wish.json_file == "-":
        voice.raw(outcome.to_json())
    tell(outcome, folder)
    if outcome.partial:
        return INTERRUPTED
    return 1 if any(item.status in wish.levels for item in outcome.items) else 0


_AGAIN = "แล้วสั่งเดิมอีกครั้ง"


def _go_on(error: StoreError) -> tuple[str, str]:
    """What follows the words of ``error``, which may have said already that the command is to be given again."""
    again = "" if error.cure.endswith(_AGAIN) else f" {_AGAIN}"
    return f"{again} จะทำต่อจากที่ค้างไว้", " — then give the same command again: it goes on where it was"


def _keep_trial(desk: Desk, order: Order, error: SiteUnjudgeable, voice: Voice) -> None:
    try:
        desk.tried(order, error)
    except OitcrawlError as ours:
        voice.warn(str(ours), ours.en)


def close_scan(
    desk: Desk, order: Order, outcome: Outcome, voice: Voice, formats: tuple[str, ...], *, place: str, uid: str
) -> int:
    """Keep and report what a scan came to that nobody sits beside, in one line; its exit code."""
    wish = _Wish(formats=formats, json_file=None, levels=frozenset())
    return _close(desk, order, outcome, voice, wish, partial(tell_line, voice, place), place=f"{place} ", uid=uid)


def run_scan(desk: Desk, order: Order, voice: Voice) -> AgencyScan:
    """One scan with progress; the first Ctrl-C ends the crawl and keeps what was seen, the second stops at once."""
    with voice.progress(order.site.name or order.site.url) as progress, interrupts(voice) as on_start:
        words = voice.pick("อ่านภาพสแกน", "reading scans")

        def recognised(pages: int, url: str) -> None:
            progress(pages, 0, f"{words} {url}")

        return desk.scan(order, Watch(progress=progress, recognised=recognised, on_start=on_start, notice=voice.say))


def _said(**words: bool) -> dict[str, bool]:
    """The words that were said; of the others the settings decide."""
    return {name: True for name, said in words.items() if said}


def _begin(*, resume: bool, fresh: bool) -> Wish:
    """What to do about a scan that was cut off.

    Raises:
        UsageError: both at once.
    """
    if resume and fresh:
        raise UsageError("--resume และ --fresh ใช้พร้อมกันไม่ได้", cure="เลือกอย่างเดียว", en="--resume or --fresh, not both")
    return Wish.RESUME if resume else Wish.FRESH if fresh else Wish.AUTO


_STOPPING = (
    "กำลังหยุด จะเขียนรายงานบางส่วนจากที่ตรวจแล้ว (กดอีกครั้งเพื่อเลิกทันที)",
    "stopping; a partial report will be written (press again to quit at once)",
)


@contextmanager
def interrupts(
    voice: Voice, words: tuple[str, str] = _STOPPING, *, again: bool = False
) -> Iterator[Callable[[Callable[[], None]], None]]:
    """Let the first Ctrl-C or SIGTERM call what it is given, and the second end at once; ``words`` are said of it.

    Args:
        voice: says them.
        words: Thai and English.
        again: later ones call it too, for what can be stopped by degrees.
    """
    stops: list[Callable[[], None]] = []

    def on_signal(_number: int, _frame: object) -> None:
        if not stops:
            raise KeyboardInterrupt
        (stops[0] if again else stops.pop())()
        voice.warn(*words)

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
