"""By when each item should be done: before links are entered, and early enough for the work it takes. Calm."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan, Cost, Effort
from oitcrawl.report.words import Words

# Working days that each kind of work takes: an assumption of ours, which every page that shows a date says.
_WORK = {
    Effort.NONE: 1,
    Effort.LINK: 1,
    Effort.LOOK: 1,
    Effort.PUBLISH: 2,
    Effort.PART: 2,  # and one for each component
    Effort.EDITION: 10,
    Effort.CREATE: 15,
}
_MOST_PARTS = 3
_SOON = 7  # days
_SATURDAY = 5


class Goal(StrEnum):
    """What a date is taken from."""

    BEFORE_WINDOW = "before_window"  # the last working day before links are entered
    IN_WINDOW = "in_window"  # links are being entered: the last working day of that
    CLOSED = "closed"  # that is over
    PERIOD = "period"  # the edition asks for it from the next day on


class Pressure(StrEnum):
    """How a date stands to the day of the scan."""

    LATE = "late"  # it has passed
    BEHIND = "behind"  # fewer working days are left than the work takes
    SOON = "soon"  # the work should begin within a week
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """By when one item should be done.

    Attributes:
        item: O-code in the edition.
        start: the last day on which the work may begin, if it takes ``days``.
        finish: the last day for it to be on the site.
        days: working days that the work is taken to need; public holidays are not known.
        left: working days from the day of the scan to ``finish``, both counted; 0 when it has passed.
    """

    item: str
    start: date
    finish: date
    days: int
    left: int
    goal: Goal
    pressure: Pressure


@dataclass(frozen=True, slots=True, kw_only=True)
class DueView:
    """A date in words: ``tone`` is a ``Pressure``."""

    finish: str
    start: str
    note: str
    tone: str


def due_of(item: ItemFinding, scan: AgencyScan) -> Due | None:
    """By when an item should be done; None when nothing is to be done, or no date is known."""
    cost = scan.summary.cost(item.item)
    target = _target(item, scan, cost)
    if target is None:
        return None
    finish, goal = target
    days = _days(cost)
    start = back(finish, days - 1)
    left = working_days(scan.as_of, finish)
    pressure = _pressure(start, finish, scan.as_of)
    return Due(item=item.item, start=start, finish=finish, days=days, left=left, goal=goal, pressure=pressure)


def dues(scan: AgencyScan) -> tuple[Due, ...]:
    """Every date of a scan, what must begin first before the rest."""
    known = (due for item in scan.items if (due := due_of(item, scan)) is not None)
    return tuple(sorted(known, key=lambda due: (due.start, due.finish)))


def due_view(due: Due | None, words: Words) -> DueView | None:
    """A date in words."""
    if due is None:
        return None
    note = words(f"due.{due.pressure.value}", left=due.left, days=due.days, start=words.short_date(due.start))
    return DueView(
        finish=words.short_date(due.finish),
        start=words.short_date(due.start),
        note=note,
        tone=due.pressure.value,
    )


def goal_word(due: Due, words: Words) -> str:
    """What the date is taken from."""
    return words(f"due.goal_{due.goal.value}")


def no_dates(scan: AgencyScan, words: Words) -> str:
    """Why there is no date, and what would give some; empty where the window is known."""
    return words("due.no_window") if scan.window_opens is None or scan.window_closes is None else ""


def back(day: date, count: int) -> date:
    """The working day ``count`` working days before ``day``, or before the nearest working day that is not later."""
    day = _workday(day)
    for _ in range(count):
        day = _workday(day - timedelta(days=1))
    return day


def working_days(first: date, last: date) -> int:
    """Days from Monday to Friday between two days, both counted; 0 when ``last`` is earlier."""
    span = (last - first).days + 1
    if span <= 0:
        return 0
    weeks, rest = divmod(span, 7)
    return weeks * 5 + sum((first + timedelta(days=day)).weekday() < _SATURDAY for day in range(rest))


def _target(item: ItemFinding, scan: AgencyScan, cost: Cost | None) -> tuple[date, Goal] | None:
    if item.status is Status.NOT_DUE:
        return (cost.due, Goal.PERIOD) if cost is not None and cost.due is not None else None
    if not item.status.is_gap and item.status is not Status.UNVERIFIED:
        return None
    opens, closes = scan.window_opens, scan.window_closes
    if opens is None or closes is None:
        return None
    if scan.as_of > closes:
        return closes, Goal.CLOSED
    before = back(opens, 1) if _workday(opens) == opens else _workday(opens)
    if scan.as_of > before:
        return max(_workday(closes), scan.as_of), Goal.IN_WINDOW
    return before, Goal.BEFORE_WINDOW


def _pressure(start: date, finish: date, as_of: date) -> Pressure:
    if finish < as_of:
        return Pressure.LATE
    if start < as_of:
        return Pressure.BEHIND
    return Pressure.SOON if (start - as_of).days <= _SOON else Pressure.AHEAD


def _days(cost: Cost | None) -> int:
    if cost is None:
        return 1
    return _WORK[cost.effort] + min(cost.parts, _MOST_PARTS)


def _workday(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
