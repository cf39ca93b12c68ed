"""What each division is responsible for: its items as a scan of their own, and a name for its files. Calm."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.glance import ItemGlance
from oitcrawl.model.scan import AgencyScan, Summary
from oitcrawl.report.due import Due, Goal, Pressure, due_of, due_view, dues, goal_word, no_dates
from oitcrawl.report.fixes import effort_word, to_fix
from oitcrawl.report.links import LinkView, anchor
from oitcrawl.report.safe import clean
from oitcrawl.report.telling import Telling, telling
from oitcrawl.report.words import Words
from oitcrawl.thai.text import mend

_SEVERAL = re.compile(r"[,;]")  # between the divisions that share an item
_UNSAFE = re.compile(r"[^0-9A-Za-z\u0e01-\u0e5b._-]+")
_LETTERS = 50  # of a file name: a Thai letter takes three bytes, and a name may have 255
_NOBODY = "ไม่ระบุผู้รับผิดชอบ"
FILE = r"[0-9A-Za-z\u0e01-\u0e5b][0-9A-Za-z\u0e01-\u0e5b._-]*"
"""Pattern of the names that ``file`` has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A part of the agency and what it answers for.

    Attributes:
        name: as the agencies file has it; empty for the items that nobody is named for.
        file: the part of its file names that tells it from others.
        items: O-codes, in the order of the edition.
    """

    name: str
    file: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One line of a division's schedule; dates are empty when none is known, ``told`` is its item in words."""

    item: str
    anchor: str
    title: str
    told: Telling
    status: str
    word: str
    work: str
    start: str
    finish: str
    goal: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionView:
    """What a division's page has beside the parts that it shares with the agency's report.

    Attributes:
        named: whether it is a division, and not the items that nobody is named for.
        first: what to do first, one line; empty when there is nothing to do.
        note: where there are no dates, why; else what they rest on.
    """

    name: str
    named: bool
    agency: str
    lead: str
    first: str
    steps: tuple[StepView, ...]
    note: str
    sheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionLink:
    """A division as the agency's page leads to its own page and sheet."""

    name: str
    named: bool
    tally: str
    page: str
    sheet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutView:
    """What stands beside the agency's page, as far as it was made: files as (name, words)."""

    divisions: tuple[DivisionLink, ...]
    files: tuple[LinkView, ...]


def divisions(scan: AgencyScan) -> tuple[Division, ...]:
    """The divisions in the order of their first items, items of nobody last; none when no owner is known at all."""
    owned: dict[str, list[str]] = {}
    for item in scan.items:
        for name in owners_of(item) or ("",):
            owned.setdefault(name, []).append(item.item)
    if not any(owned):
        return ()
    taken: set[str] = set()
    names = sorted(owned, key=lambda name: not name)
    return tuple(Division(name=name, file=_file(name, taken), items=tuple(owned[name])) for name in names)


def owners_of(item: ItemFinding | ItemGlance) -> tuple[str, ...]:
    """The divisions responsible for an item, each once, in one spelling: ``กํา`` typed in two strokes is ``กำ``."""
    parts = (" ".join(clean(part).split()) for part in _SEVERAL.split(mend(item.owner)))
    return tuple(dict.fromkeys(part for part in parts if part))


def page_name(division: Division) -> str:
    """File of its page."""
    return f"division-{division.file}.html"


def sheet_name(division: Division) -> str:
    """File of its sheet."""
    return f"gaps-{division.file}.xlsx"


def shown_name(division: Division, words: Words) -> str:
    """What people call it."""
    return division.name or words("div.nobody")


def part_of(scan: AgencyScan, division: Division) -> AgencyScan:
    """The scan as if the edition asked for nothing but the items of one division."""
    items = tuple(item for item in scan.items if item.item in division.items)
    return replace(scan, items=items, summary=_summary(scan.summary, items))


def division_view(scan: AgencyScan, division: Division, words: Words) -> DivisionView:
    """What its page has of its own; ``scan`` is its part."""
    todo = [item for item in scan.items if item.status.is_gap or item.status is Status.UNVERIFIED]
    steps = _steps(scan, words)
    return DivisionView(
        name=shown_name(division, words),
        named=bool(division.name),
        agency=scan.agency.name.strip() or scan.agency.code,
        lead="" if division.name else words("div.lead_nobody", count=len(scan.items)),
        first=_first(steps, scan, words) if todo else "",
        steps=steps,
        note=no_dates(scan, words) or f"{_goal(scan, words)} {words('due.assumed')}".strip(),
        sheet=sheet_name(division),
    )


def _goal(scan: AgencyScan, words: Words) -> str:
    """What most dates are taken from, one sentence."""
    common = next((due for due in dues(scan) if due.goal is not Goal.PERIOD), None)
    return words("due.common", goal=goal_word(common, words)) if common is not None else ""


def _first(steps: tuple[StepView, ...], scan: AgencyScan, words: Words) -> str:
    """What is late comes first, then what heads the fix list, then what has to be looked at."""
    head = next((item.item for item in to_fix(scan)), "")
    pressing = (one for one in steps if one.tone in {Pressure.LATE, Pressure.BEHIND})
    one = next(pressing, next((step for step in steps if step.item == head), steps[0]))
    key = "div.first" if one.finish else "div.first_undated"
    return words(
        key, item=one.item, title=one.told.name or clean(one.title), work=one.work or one.word, finish=one.finish
    )


def _steps(scan: AgencyScan, words: Words) -> tuple[StepView, ...]:
    """What is to be done, the work that must begin first on top, what has no date last."""
    order = {due.item: number for number, due in enumerate(dues(scan))}
    ranks = {one.item: number for number, one in enumerate(scan.summary.costs)}
    wanted = [item for item in scan.items if _wants_work(item) or item.item in order]
    wanted.sort(key=lambda one: (order.get(one.item, len(order)), ranks.get(one.item, len(ranks))))
    return tuple(_step(item, due_of(item, scan), scan, words) for item in wanted)


def _wants_work(item: ItemFinding) -> bool:
    return item.status.is_gap or item.status is Status.UNVERIFIED


def _step(item: ItemFinding, due: Due | None, scan: AgencyScan, words: Words) -> StepView:
    seen = due_view(due, words)
    return StepView(
        item=item.item,
        anchor=anchor(item.item),
        title=item.title,
        told=telling(item, words),
        status=item.status.value,
        word=words.status(item.status),
        work=effort_word(scan.summary.cost(item.item), words),
        start=seen.start if seen else "",
        finish=seen.finish if seen else "",
        goal=goal_word(due, words) if due and due.goal in {Goal.PERIOD, Goal.CLOSED} else "",
        note=_note(due, seen.note, words) if due and seen else "",
        tone=seen.tone if seen else "",
    )


def _note(due: Due, note: str, words: Words) -> str:
    """How pressing it is, beside a start that stands in a column of its own."""
    calm = due.pressure in {Pressure.SOON, Pressure.AHEAD}
    return words("due.left", left=due.left) if calm else note


def _summary(whole: Summary, items: tuple[ItemFinding, ...]) -> Summary:
    counts = Counter(item.status for item in items)
    known = {item.item for item in items}
    return replace(
        whole,
        **{status.value: counts[status] for status in Status},  # type: ignore[arg-type]
        by_person=sum(item.machine is not None for item in items),
        costs=tuple(one for one in whole.costs if one.item in known),
    )


def _file(name: str, taken: set[str]) -> str:
    """A name that every system takes, and that no other division has, on disks that do not tell case either."""
    base = _safe(name or _NOBODY)
    number, file = 1, base
    while file.lower() in taken:
        number += 1
        file = f"{base}-{number}"
    taken.add(file.lower())
    return file


def _safe(name: str) -> str:
    text = _UNSAFE.sub("-", unicodedata.normalize("NFC", name))
    text = re.sub(r"\.{2,}", ".", text).strip("-._")[:_LETTERS].strip("-._")
    while text and unicodedata.combining(text[0]):
        text = text[1:]
    return text or "division"
