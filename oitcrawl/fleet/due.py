"""When each agency's next scan is due: nothing but arithmetic on days, so that a year can be planned at once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from enum import Enum
from hashlib import sha256
from typing import Final

from oitcrawl.hours import Hours, parse_hours, parse_time
from oitcrawl.model.site import AgencySite, Window
from oitcrawl.settings import Settings
from oitcrawl.thai.calendar import FiscalYear

BANGKOK: Final = timezone(timedelta(hours=7), "Asia/Bangkok")  # Thailand keeps no summer time
NIGHT_GAP: Final = timedelta(hours=12)  # a scan that is younger counts for the coming night
HALF_DAY_GAP: Final = timedelta(hours=3)  # the same, while there are two a day
_USUAL: Final = ((4, 1), (4, 30))  # about 1-30 April, not confirmed: where the agencies file names no window


class Pace(Enum):
    """How often an agency is scanned on a day."""

    SPARSE = "sparse"  # every N days
    NIGHTLY = "nightly"
    TWICE = "twice"


class Why(Enum):
    """Why a scan is due, with what people are told."""

    FIRST = ("first", "ยังไม่เคยตรวจ", "never scanned")
    RESUME = ("resume", "ทำต่อจากที่ค้าง", "goes on with one that was cut off")
    RETRY = ("retry", "ครั้งก่อนตรวจไม่สำเร็จ", "failed last time")
    NEW_YEAR = ("new_year", "ขึ้นปีงบประมาณใหม่", "a new fiscal year")
    SPARSE = ("sparse", "ตามรอบ", "its turn")
    NIGHTLY = ("nightly", "ใกล้หรืออยู่ในรอบประเมิน", "its window is near or open")
    TWICE = ("twice", "รอบประเมินใกล้เปิด", "its window opens within days")

    def __init__(self, word: str, thai: str, english: str) -> None:
        self.word, self.thai, self.english = word, thai, english


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the settings say of nights; see ``Settings`` for each."""

    every_days: int = 1
    dense_days: int = 60
    twice_days: int = 7
    at: time = time(1)
    spread: timedelta = timedelta(hours=4)
    quiet: tuple[Hours, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> "Terms":
        """The terms in ``settings``, which have been looked at when they were read."""
        return cls(
            every_days=settings.scan_every_days,
            dense_days=settings.dense_days,
            twice_days=settings.twice_days,
            at=parse_time(settings.scan_at),
            spread=timedelta(minutes=settings.scan_spread_minutes),
            quiet=parse_hours(settings.quiet_hours),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What became of an agency's scans so far; moments know their zone.

    Attributes:
        good: when its last whole scan was begun.
        tried: when its last attempt was begun that brought none; counts while it is later than ``good``.
        cut: a scan was cut off by ourselves and can be gone on with.
    """

    good: datetime | None = None
    tried: datetime | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """The next scan of an agency: when, in Bangkok time, and why then. A moment that is over means at once."""

    at: datetime
    why: Why


def next_due(terms: Terms, site: AgencySite, past: Past, now: datetime) -> Due:
    """When the next scan of ``site`` is due.

    Args:
        terms: of the settings.
        site: the agency; its code fixes the minute and the day of its turn, its window how dense they are.
        past: what became of its scans so far.
        now: the time, with its zone.
    """
    now = now.astimezone(BANGKOK)
    if past.cut:
        return Due(at=awake(terms, site.code, now), why=Why.RESUME)
    planned = _after_good(terms, site, past.good) if past.good else Due(at=now, why=Why.FIRST)
    if past.tried is None or (past.good is not None and past.tried <= past.good):
        return replace(planned, at=awake(terms, site.code, planned.at)) if past.good is None else planned
    if past.good is not None and planned.at > past.tried:
        return planned  # the attempt was not the plan's: its turn is still to come
    return _after_failure(terms, site, past.tried)


def planned_runs(terms: Terms, site: AgencySite, past: Past, since: datetime, until: datetime) -> Iterator[Due]:
    """All runs of ``site`` from ``since`` until just before ``until``, were each of them good."""
    now = since.astimezone(BANGKOK)
    while True:
        due = next_due(terms, site, past, now)
        now = max(now, due.at)
        if now >= until:
            return
        yield replace(due, at=now)
        past = Past(good=now)


def catch_up(terms: Terms, site: AgencySite, due: Due, now: datetime, grace: timedelta) -> datetime:
    """When a scan that should have been begun is to be: at once, or when that is too late in the next night.

    However many were missed, one is made.

    Args:
        terms: of the settings.
        site: the agency.
        due: its scan; one that is due later stays as it is.
        now: the time.
        grace: how late a scan may be begun.
    """
    now = now.astimezone(BANGKOK)
    if due.at > now or due.why in {Why.FIRST, Why.RESUME}:
        return max(due.at, now)
    days = [now.date() + timedelta(days=number) for number in (-2, -1, 0, 1, 2)]
    moments = sorted(at for day in days for at in slots(terms, site, day))
    missed = max((at for at in moments if at <= now), default=due.at)
    if now - max(missed, due.at) <= grace:
        return awake(terms, site.code, now)
    return next(at for at in moments if at > now)


def pace_on(terms: Terms, window: Window | None, day: date) -> Pace:
    """How often an agency with that window is scanned on that day."""
    days = (next_window(window, day).opens - day).days
    if days > terms.dense_days:
        return Pace.SPARSE
    return Pace.TWICE if 0 < days <= terms.twice_days else Pace.NIGHTLY


def next_window(window: Window | None, day: date) -> Window:
    """The window that is open on ``day`` or opens next; one that is over is taken to come again each year."""
    if window is None:
        opens, closes = (date(day.year, *one) for one in _USUAL)
        window = Window(opens=opens, closes=closes)
    years = max(0, day.year - window.closes.year)
    coming = _years_later(window, years)
    return coming if coming.closes >= day else _years_later(window, years + 1)


def awake(terms: Terms, code: str, moment: datetime) -> datetime:
    """``moment`` in Bangkok time, or when it falls into quiet hours the agency's own minute after them."""
    moment = moment.astimezone(BANGKOK)
    for own in (_offset(terms, code), timedelta()):
        for _ in range(len(terms.quiet) + 1):
            quiet = next((one for one in terms.quiet if one.hold(moment.time())), None)
            if quiet is None:
                return moment
            moment = quiet.end_after(moment) + own
    return moment


def slots(terms: Terms, site: AgencySite, day: date) -> tuple[datetime, ...]:
    """The moments of the night that begins on ``day`` at which ``site`` would be scanned, were it its turn."""
    first = datetime.combine(day, terms.at, BANGKOK) + _offset(terms, site.code)
    moments = [first]
    if pace_on(terms, site.window, day) is Pace.TWICE:
        moments.append(first + timedelta(hours=12))
    return tuple(awake(terms, site.code, moment) for moment in moments)


def _after_good(terms: Terms, site: AgencySite, good: datetime) -> Due:
    """The first moment of the plan after a whole scan."""
    good = good.astimezone(BANGKOK)
    day = good.date() - timedelta(days=1)  # a night may last beyond midnight
    before = pace_on(terms, site.window, good.date())
    while True:
        gap = HALF_DAY_GAP if Pace.TWICE in {before, pace_on(terms, site.window, day)} else NIGHT_GAP
        for at in slots(terms, site, day):
            why = _why(terms, site, good, at, day)
            if why is not None and at - good >= gap:
                return Due(at=at, why=why)
        day += timedelta(days=1)


def _why(terms: Terms, site: AgencySite, good: datetime, at: datetime, day: date) -> Why | None:
    """Why it is the agency's turn at that moment of the night of ``day``; None when it is not."""
    match pace_on(terms, site.window, day):
        case Pace.TWICE:
            return Why.TWICE
        case Pace.NIGHTLY:
            return Why.NIGHTLY
        case Pace.SPARSE:
            if FiscalYear.of(at.date()) != FiscalYear.of(good.date()):  # other documents are asked for
                return Why.NEW_YEAR
            turn = (day.toordinal() + _digest(site.code) // 86_400) % terms.every_days == 0
            return Why.SPARSE if turn else None


def _after_failure(terms: Terms, site: AgencySite, tried: datetime) -> Due:
    """The first moment after an attempt that failed: the next night, however seldom its turn comes."""
    tried = tried.astimezone(BANGKOK)
    day = tried.date() - timedelta(days=1)
    while True:
        for at in slots(terms, site, day):
            if at - tried >= HALF_DAY_GAP:
                return Due(at=at, why=Why.RETRY)
        day += timedelta(days=1)


def _years_later(window: Window, years: int) -> Window:
    return Window(opens=_year_later(window.opens, years), closes=_year_later(window.closes, years))


def _year_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def _offset(terms: Terms, code: str) -> timedelta:
    """By how much the agency's scan is later than the beginning of the night: always the same."""
    seconds = int(terms.spread.total_seconds())
    return timedelta(seconds=_digest(code) % seconds) if seconds else timedelta()


def _digest(code: str) -> int:
    return int.from_bytes(sha256(code.encode("utf-8", "replace")).digest()[:8])
