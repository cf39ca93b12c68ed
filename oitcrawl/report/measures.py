"""Gaps as the measures of an improvement plan: what to do about which item, how, by when, by whom. Calm."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from oitcrawl.model.estimate import Effort
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.divisions import owners_of
from oitcrawl.report.due import Due, Goal, Pressure, due_of
from oitcrawl.report.fixes import to_fix
from oitcrawl.report.safe import clean, prose
from oitcrawl.report.telling import steps
from oitcrawl.report.words import Words

_LONG: Final = 420  # letters of one line
_ROOM: Final = 900  # letters of the lines of one cell: a row of the table has to fit on a page
_STEPS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureView:
    """One row of the plan: cells as lines. What only people know is a blank that a person fills in."""

    measure: tuple[str, ...]
    issue: tuple[str, ...]
    steps: tuple[str, ...]
    time: tuple[str, ...]
    owner: tuple[str, ...]


def indicator_of(item: ItemFinding) -> str:
    """Number of the indicator that an item belongs to."""
    return item.group.partition(".")[0]


def measures(scan: AgencyScan, indicator: str, words: Words, *, first: int) -> tuple[MeasureView, ...]:
    """The rows of one indicator: gaps in the order of the fix list, what is not due, what is not known, what stays.

    Args:
        scan: what was found.
        indicator: its number.
        words: of the language.
        first: number of the first measure.
    """
    items = [item for item in _in_order(scan) if indicator_of(item) == indicator]
    rows = [_row(item, scan, words, number) for number, item in enumerate(items, first)]
    kept = [item for item in scan.items if indicator_of(item) == indicator and item.status is Status.FOUND]
    if kept:
        rows.append(_keep(kept, words, first + len(rows)))
    return tuple(rows)


def _in_order(scan: AgencyScan) -> Iterator[ItemFinding]:
    yield from to_fix(scan)
    for status in (Status.NOT_DUE, Status.UNVERIFIED):
        yield from (item for item in scan.items if item.status is status)


def _row(item: ItemFinding, scan: AgencyScan, words: Words, number: int) -> MeasureView:
    return MeasureView(
        measure=(words("plan.numbered", number=number, text=_measure(item, scan, words)),),
        issue=_issue(item, words),
        steps=_numbered(_steps(item, words), words),
        time=_time(due_of(item, scan), scan, words),
        owner=tuple(clean(name) for name in owners_of(item)) or (words("plan.blank_owner"),),
    )


def _keep(items: list[ItemFinding], words: Words, number: int) -> MeasureView:
    """What is there already has to stay right: links die, and editions grow old."""
    codes = ", ".join(item.item for item in items)
    owners = tuple(dict.fromkeys(clean(name) for item in items for name in owners_of(item)))
    return MeasureView(
        measure=(words("plan.numbered", number=number, text=words("plan.keep")),),
        issue=(words("plan.keep_issue", count=len(items), codes=codes),),
        steps=_numbered([words("plan.keep_links"), words("plan.keep_update"), words("plan.keep_tell")], words),
        time=(words("plan.all_year"),),
        owner=owners or (words("plan.blank_owner"),),
    )


def _measure(item: ItemFinding, scan: AgencyScan, words: Words) -> str:
    cost = scan.summary.cost(item.item)
    effort = _of_status(item.status) if cost is None or cost.effort is Effort.NONE else cost.effort
    if item.status is Status.NOT_DUE:
        return words("measure.not_due", title=_title(item))
    return words(f"measure.{effort.value}", title=_title(item))


def _of_status(status: Status) -> Effort:
    """The kind of work where a scan of an earlier version does not tell it."""
    return {
        Status.MISSING: Effort.CREATE,
        Status.OUTDATED: Effort.EDITION,
        Status.INCOMPLETE: Effort.PART,
    }.get(status, Effort.LOOK)


def _issue(item: ItemFinding, words: Words) -> tuple[str, ...]:
    lacking = ", ".join(label for label in item.lacking if label not in item.because)
    near = prose(item.runner_up)
    lines = (
        words("plan.issue_item", item=item.item, status=words.status(item.status)),
        prose(item.because),
        words("plan.issue_lacking", labels=clean(lacking)) if lacking else "",
        words("plan.issue_near", text=near) if near and item.status.is_gap else "",
    )
    return _fitting([line for line in lines if line])


def _steps(item: ItemFinding, words: Words) -> list[str]:
    """What the advice asks for; what has to follow whatever that is stands once above the tables."""
    asked = steps(item.settles if item.status is Status.UNVERIFIED else item.advice)
    if not asked:
        asked = (words("plan.step_wait" if item.status is Status.NOT_DUE else "plan.blank_steps"),)
    return list(_fitting(list(asked[:_STEPS])))


def _numbered(lines: list[str], words: Words) -> tuple[str, ...]:
    return tuple(words("plan.numbered", number=number, text=line) for number, line in enumerate(lines, 1))


def _time(due: Due | None, scan: AgencyScan, words: Words) -> tuple[str, ...]:
    """From when to when; a blank where no day is known, or it has passed."""
    if due is None or due.goal is Goal.CLOSED or due.finish < scan.as_of:
        return (words("plan.blank_time"),)
    begin = words("plan.begin", start=_whole(words.short_date(max(due.start, scan.as_of))))
    return (
        words("plan.at_once") if due.pressure is Pressure.BEHIND else begin,
        words("plan.finish", finish=_whole(words.short_date(due.finish))),
        words("plan.days", days=due.days),
    )


def _whole(day: str) -> str:
    """A date that does not break at the end of a line."""
    return day.replace(" ", "\u00a0")


def _title(item: ItemFinding) -> str:
    (title,) = _fitting([clean(item.title) or item.item])
    return title


def _fitting(lines: list[str]) -> tuple[str, ...]:
    """Lines as far as a cell has room for them, each cut where it is too long."""
    fitting: list[str] = []
    room = _ROOM
    for line in lines:
        most = min(_LONG, room)
        if most > 1:
            fitting.append(line if len(line) <= most else f"{line[: most - 1]}…")
            room -= len(fitting[-1])
    return tuple(fitting)
