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
    PERIOD = "period"  # the edition asks for it only from a later day on


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
        since: the day from which the edition asks for it, where that is still to come: its period has to end first.
        start: the last day on which the work may begin, if it takes ``days``.
        finish: the last day for it to be on the site.
        days: working days that the work is taken to need; public holidays are not known.
        left: working days from the day of the scan to ``finish``, both counted; 0 when it has passed.
    """

    item: str
    since: date | None
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
    days = _days(cost)
    if item.status is Status.NOT_DUE:
        if cost is None or cost.due is None:
            return None
        since = cost.due + timedelta(days=1)
        finish, goal = _after(since, days, scan), Goal.PERIOD
    elif (target := _target(item, scan)) is not None:
        since, (finish, goal) = None, target
    else:
        return None
    start = back(finish, days - 1)
    return Due(
        item=item.item,
        since=since,
        start=start if since is None else min(max(start, since), finish),
        finish=finish,
        days=days,
        left=working_days(scan.as_of, finish),
        goal=goal,
        pressure=_pressure(start, finish, scan.as_of),
    )


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
    return words(f"due.goal_{due.goal.value}", **_period(due, words))


def period_word(due: Due | None, words: Words) -> str:
    """When the period of what is not due yet ends, from when on it can be made, and by when it must be there."""
    if due is None or due.since is None:
        return ""
    return words("stakes.due", **_period(due, words), finish=words.short_date(due.finish))


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


def _period(due: Due, words: Words) -> dict[str, str]:
    """The days of the period that has to end first; empty texts where there is none."""
    if due.since is None:
        return {"ends": "", "since": ""}
    return {"ends": words.short_date(due.since - timedelta(days=1)), "since": words.short_date(due.since)}


def _target(item: ItemFinding, scan: AgencyScan) -> tuple[date, Goal] | None:
    """The last day for what is owed now."""
    opens, closes = scan.window_opens, scan.window_closes
    if opens is None or closes is None or not (item.status.is_gap or item.status is Status.UNVERIFIED):
        return None
    if scan.as_of > closes:
        return closes, Goal.CLOSED
    before = _day_before(opens)
    if scan.as_of > before:
        return max(_workday(closes), scan.as_of), Goal.IN_WINDOW
    return before, Goal.BEFORE_WINDOW


def _after(since: date, days: int, scan: AgencyScan) -> date:
    """The last day for what is owed from ``since`` on: before links are entered, while they are, or at once."""
    earliest = _forward(since, days - 1)
    ends = [_day_before(scan.window_opens)] if scan.window_opens else []
    ends += [_workday(scan.window_closes)] if scan.window_closes else []
    return next((end for end in ends if end >= earliest), earliest)


def _day_before(opens: date) -> date:
    """The last working day before a day."""
    return _workday(opens - timedelta(days=1))


def _forward(day: date, count: int) -> date:
    """The first working day from ``day`` on, and ``count`` working days after it."""
    while working_days(day, day) == 0 or count > 0:
        count -= working_days(day, day)
        day += timedelta(days=1)
    return day


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
