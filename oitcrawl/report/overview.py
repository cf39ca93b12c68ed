"""All agencies in one page: a row for each, the items that they lack, and a map of both. Calm."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from oitcrawl.model.finding import Status
from oitcrawl.model.glance import Course
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.fleet import GAPS, LETTERS, Column, Fleet, Member, Place, aligned, fleet_of, latest
from oitcrawl.report.heat import HeatView, ItemView, PartView, Plot, heat, items, shares
from oitcrawl.report.safe import clean
from oitcrawl.report.shared import SharedView, shared
from oitcrawl.report.sight import SEEN, is_blind
from oitcrawl.report.steps import Steps
from oitcrawl.report.vendors import vendors
from oitcrawl.report.view import range_text
from oitcrawl.report.words import Words, in_thailand

FIRST: Final = 50  # rows that a page with script shows at once
OWNERS: Final = 400  # divisions to choose from, those of the most agencies
_SHOWN: Final = (
    Status.MISSING,
    Status.OUTDATED,
    Status.INCOMPLETE,
    Status.UNVERIFIED,
    Status.NOT_DUE,
    Status.FOUND,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One agency.

    Attributes:
        href: its report; empty where there is none beside the overview.
        codes: of the items to mend, ``O2 O7``.
        counts: by status, in the order of the columns.
        letters: status of each item in the order of the fleet's columns, for the script.
        owed: ``3.2 5.1``: two items of the division of that number, for the script.
        estimate: range, ``low`` is there to sort by.
        change: (style, text) parts; ``net`` is there to sort by.
        days: to the window, there to sort by.
        cut_off: that a later scan was cut off; empty where the last one ended.
        dark: since when the website cannot be read, and how often it was tried; empty where the last scan could.
        template: number of the template that its site shares with others, for the script; 0 for none.
    """

    name: str
    href: str
    province: str
    kind: str
    gaps: int
    unverified: int
    codes: str
    counts: tuple[int, ...]
    letters: str
    owed: str
    estimate: str
    low: str
    change: tuple[tuple[str, str], ...]
    net: int
    as_of: str
    as_of_text: str
    fiscal_year: int
    window: str
    days: int
    partial: bool
    template: int = 0
    dark: str = ""
    cut_off: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """The overview of all agencies.

    Attributes:
        columns: (value, word) of the statuses that have a column.
        note: agencies whose reports are not there; empty where all are.
        first, rest: the rows, cut where a page with script stops at first.
        states: agencies that have gaps, that could not be checked, that are complete.
        provinces, kinds, owners: to choose from; owners by their number.
        shared: what can be mended once for many sites.
    """

    lang: str
    title: str
    lead: str
    note: str
    facts: tuple[tuple[str, str], ...]
    states: tuple[PartView, ...]
    states_text: str
    columns: tuple[tuple[str, str], ...]
    unverified_column: int
    rows: tuple[RowView, ...]
    first: tuple[RowView, ...]
    rest: tuple[RowView, ...]
    shown_text: str
    provinces: tuple[str, ...]
    kinds: tuple[str, ...]
    owners: tuple[str, ...]
    fleet_columns: tuple[Column, ...]
    letters: tuple[tuple[str, str, str], ...]
    items: tuple[ItemView, ...]
    heat: HeatView
    shared: SharedView
    mark: str = ""  # it is of no single scan


def overview(
    agencies: Iterable[Course | AgencyScan],
    *,
    words: Words,
    notes: tuple[tuple[str, str], ...] = (),
    place: Place = latest,
) -> OverviewView:
    """The overview; of several scans of an agency the newest counts. Most gaps first, then most unverified.

    Args:
        agencies: with their scans.
        words: of its language.
        notes: told among its facts, each with its name.
        place: where their reports are.
    """
    fleet = fleet_of(agencies)
    columns = fleet.columns()
    owners = _owners(fleet)
    alike = vendors(fleet)
    template = {code: one.number for one in alike for code in one.agencies}
    rows = _rows(fleet, columns, Numbers(owners, template, place), words)
    plots = [Plot(name=r.name, href=r.href, province=r.province, kind=r.kind, letters=r.letters) for r in rows]
    states = _states(rows)
    return OverviewView(
        lang=words.lang,
        title=words("over.title"),
        lead=_lead(rows, words),
        note=_note(rows, words),
        facts=(*_facts(fleet, words), *notes),
        states=shares(states, words),
        states_text=", ".join(
            f"{words(f'over.state_{status.value}')} {count:,}" for status, count in states if count
        ),
        columns=tuple((status.value, words.status(status)) for status in _SHOWN),
        unverified_column=_SHOWN.index(Status.UNVERIFIED),
        rows=rows,
        first=rows[:FIRST],
        rest=rows[FIRST:],
        shown_text=words("over.shown"),
        provinces=tuple(sorted({row.province for row in rows if row.province})),
        kinds=tuple(sorted({row.kind for row in rows if row.kind})),
        owners=tuple(owners),
        fleet_columns=columns,
        letters=tuple((LETTERS[status], status.value, words.status(status)) for status in reversed(Status)),
        items=items(plots, columns, _SHOWN, words),
        heat=heat(plots, columns, words),
        shared=shared(alike, fleet, columns, words, place),
    )


def _lead(rows: tuple[RowView, ...], words: Words) -> str:
    return words(
        "over.lead",
        count=f"{len(rows):,}",
        with_gaps=f"{sum(row.gaps > 0 for row in rows):,}",
        blind=f"{sum(row.unverified > 0 for row in rows):,}",
    )


def _note(rows: tuple[RowView, ...], words: Words) -> str:
    absent = sum(not row.href for row in rows)
    return words("over.no_reports", count=f"{absent:,}") if absent else ""


def _states(rows: tuple[RowView, ...]) -> tuple[tuple[Status, int], ...]:
    """Agencies by the worst that is told of them."""
    gaps = sum(row.gaps > 0 for row in rows)
    blind = sum(not row.gaps and row.unverified > 0 for row in rows)
    return (Status.MISSING, gaps), (Status.UNVERIFIED, blind), (Status.FOUND, len(rows) - gaps - blind)


def _facts(fleet: Fleet, words: Words) -> tuple[tuple[str, str], ...]:
    """Years, days and windows that the agencies share, as spans."""
    members = fleet.members.values()
    if not members:
        return ()
    days = [one.as_of for one in members]
    windows = {(one.window_opens, one.window_closes) for one in members if one.window_opens and one.window_closes}
    window = words("over.windows", count=len(windows)) if len(windows) > 1 else words("window.unknown")
    for opens, closes in windows if len(windows) == 1 else ():
        window = words.span(opens, closes) if opens and closes else window
    dark = sum(one.dark is not None for one in members)
    lost = ((words("over.dark_now"), words("over.dark_count", count=f"{dark:,}")),) if dark else ()
    return (
        (words("head.year"), words("head.year_value", year=words.years({one.fiscal_year for one in members}))),
        (words("over.as_of"), words.span(min(days), max(days))),
        (words("over.window"), window),
        *lost,
    )


def _owners(fleet: Fleet) -> dict[str, int]:
    """Number of each division that has something to mend, in the order of their names."""
    often = Counter(clean(owner) for member in fleet.members.values() for owner, _ in member.owed)
    names = sorted(name for name, _ in often.most_common(OWNERS))
    return {name: number for number, name in enumerate(names)}


@dataclass(frozen=True, slots=True)
class Numbers:
    """By what number rows name divisions, and agencies' templates; and where their reports are."""

    owners: dict[str, int]
    templates: dict[str, int]
    place: Place


def _rows(fleet: Fleet, columns: tuple[Column, ...], numbers: Numbers, words: Words) -> tuple[RowView, ...]:
    along = fleet.along(columns)
    codes = [column.code for column in columns]
    rows = [
        _row(one, aligned(one.letters, along[one.frame]), codes, numbers, words) for one in fleet.members.values()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.gaps, -row.unverified, row.name, row.href)))


def _row(one: Member, letters: str, codes: list[str], numbers: Numbers, words: Words) -> RowView:
    window, days = _window(one, words)
    owed = ((numbers.owners.get(clean(owner)), count) for owner, count in one.owed)
    seen = sum(one.letters.count(LETTERS[status]) for status in SEEN)
    estimate = "" if is_blind(seen, one.blind) else range_text(one.estimate, "")
    return RowView(
        name=one.agency.name.strip() or one.agency.code,
        href=numbers.place(one.code),
        province=one.agency.province.strip(),
        kind=words.maybe(f"kind.{one.agency.kind}"),
        gaps=one.gaps,
        unverified=one.blind,
        codes=" ".join(code for code, letter in zip(codes, letters, strict=True) if letter in GAPS),
        counts=tuple(one.letters.count(LETTERS[status]) for status in _SHOWN),
        letters=letters,
        owed=" ".join(f"{number}.{count}" for number, count in owed if number is not None),
        estimate=estimate or words("card.year_none"),
        low=f"{one.estimate.low:.1f}" if estimate else "-1",
        change=_change(one.steps, words),
        net=one.steps.better - one.steps.worse,
        as_of=f"{one.as_of:%Y%m%d}",
        as_of_text=words.short_date(one.as_of),
        fiscal_year=one.fiscal_year,
        window=window,
        days=days,
        partial=one.partial,
        template=numbers.templates.get(one.code, 0),
        dark=_dark(one, words),
        cut_off=_cut_off(one, words),
    )


def _cut_off(one: Member, words: Words) -> str:
    if one.cut_off is None:
        return ""
    when = words.short_date(in_thailand(one.cut_off).date())
    return words("over.cut_off", when=when, good=words.short_date(one.as_of))


def _dark(one: Member, words: Words) -> str:
    if one.dark is None:
        return ""
    since = words.short_date(in_thailand(one.dark.since).date())
    return words("over.dark", since=since, times=f"{one.dark.times:,}", good=words.short_date(one.as_of))


def _change(steps: Steps, words: Words) -> tuple[tuple[str, str], ...]:
    """What changed since the scan before, in words; only what is settled has a colour."""
    if steps.first or steps.other_question:
        return (("", words("over.change_first" if steps.first else "over.change_question")),)
    counts = (("better", steps.better), ("worse", steps.worse), ("waiting", steps.waiting), ("blind", steps.blind))
    told = [(f"d-{name}", words(f"over.change_{name}", count=count)) for name, count in counts if count]
    told = told or [("", words("over.change_none"))]
    return (*told, ("", words("over.change_rules"))) if steps.other_rules else tuple(told)


_FAR: Final = 99_999  # sorts behind every window


def _window(one: Member, words: Words) -> tuple[str, int]:
    """How far the window is on the day of the scan, and a number that sorts it: open ones first, closed ones last."""
    opens, closes, day = one.window_opens, one.window_closes, one.as_of
    if opens is None or closes is None:
        return "", _FAR * 2
    if day > closes:
        return words("over.window_closed", days=f"{_days(closes, day):,}"), _FAR + _days(closes, day)
    if day < opens:
        return words("over.window_ahead", days=f"{_days(day, opens):,}"), _days(day, opens)
    return words("over.window_open", days=f"{_days(day, closes):,}"), _days(day, closes) - 1000


def _days(first: date, last: date) -> int:
    return (last - first).days
