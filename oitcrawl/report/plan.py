"""The draft of the improvement plan that agencies hand in every year, filled from the gaps. Calm.

Its sections are those of the papers that agencies publish: reasons, results, measures for each indicator with steps,
time and owner, follow-up, signatures. It is a draft by a machine and says so on every page.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.editions import edition_marks
from oitcrawl.report.measures import MeasureView, indicator_of, measures
from oitcrawl.report.safe import clean
from oitcrawl.report.sight import estimate_of
from oitcrawl.report.view import agency_name, range_text
from oitcrawl.report.words import Words
from oitcrawl.thai.calendar import BE_OFFSET

_QUARTER_ENDS = ((12, 31), (3, 31), (6, 30), (9, 30))
_LISTED = 30  # items named in one paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class GridView:
    """A table: heading cells, shares of its width in percent, rows of cells of lines."""

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """The measures of one indicator."""

    title: str
    grid: GridView


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The whole draft, ready to be placed. ``titles`` are the lines of its heading; ``mark`` stands on every page."""

    lang: str
    mark: str
    foot: str
    titles: tuple[str, ...]
    draft_note: str
    reasons: tuple[str, ...]
    aims: tuple[str, ...]
    official: GridView
    found_lead: str
    found: GridView
    strong: str
    weak: str
    each: str
    indicators: tuple[IndicatorView, ...]
    follow_lead: str
    follow_goals: tuple[str, ...]
    follow: GridView
    signers: tuple[str, ...]
    basis: str


def plan(scan: AgencyScan, words: Words) -> PlanView:
    """The draft plan of ``scan``."""
    agency, year = clean(agency_name(scan)), plan_year(scan)
    numbers = tuple(dict.fromkeys(map(indicator_of, scan.items)))
    return PlanView(
        lang=words.lang,
        mark=words("plan.mark", date=words.date(scan.as_of)),
        foot=words("plan.foot", agency=_cut(agency), year=year),
        titles=(words("plan.title_draft"), words("plan.title_name"), words("plan.title_year", year=year), agency),
        draft_note=words("plan.draft_note", date=words.date(scan.as_of)),
        reasons=(
            words("plan.reason_why", agency=agency, year=year),
            words(
                "plan.reason_basis",
                site=clean(scan.agency.url),
                date=words.date(scan.as_of),
                edition=_edition(scan, words),
            ),
            words("plan.reason_context"),
        ),
        aims=(words("plan.aim_complete", year=year), words("plan.aim_clear"), words("plan.aim_follow")),
        official=_official(numbers, scan, words),
        found_lead=words("plan.found_lead", total=len(scan.items), estimate=range_text(estimate_of(scan), "–")),
        found=_found(numbers, scan, words),
        strong=_named(scan, words, ("plan.strong", "plan.strong_none"), lambda one: one.status is Status.FOUND),
        weak=_named(scan, words, ("plan.weak", "plan.weak_none"), lambda one: one.status.is_gap),
        each=words("plan.each", step=words("plan.step_check")),
        indicators=_indicators(numbers, scan, words),
        follow_lead=words("plan.follow_lead", agency=agency),
        follow_goals=_goals(scan, words),
        follow=_follow(scan, year, words),
        signers=(words("plan.signer_made"), words("plan.signer_checked"), words("plan.signer_approved")),
        basis=words("plan.basis", engine=clean(scan.engine), digest=clean(scan.rules_digest)[:19]),
    )


def plan_year(scan: AgencyScan) -> int:
    """Buddhist fiscal year of the plan: the one assessed, or the next where its links can no longer be entered."""
    closes = scan.window_closes
    return scan.fiscal_year + (closes is not None and scan.as_of > closes)


def _official(numbers: tuple[str, ...], scan: AgencyScan, words: Words) -> GridView:
    """Real scores of the year before: nothing that a machine could know."""
    blank = (words("plan.blank_score"),), (words("plan.blank_remark"),)
    rows = (((words("plan.others"),), *blank), *(((_indicator(number, words),), *blank) for number in numbers))
    return GridView(
        heads=(
            words("plan.col_indicator"),
            words("plan.col_score", year=plan_year(scan) - 1),
            words("plan.col_remark"),
        ),
        shares=(38, 22, 40),
        rows=rows,
    )


def _found(numbers: tuple[str, ...], scan: AgencyScan, words: Words) -> GridView:
    rows = []
    for number in numbers:
        items = [item for item in scan.items if indicator_of(item) == number]
        count = Counter(item.status for item in items)
        gaps = sum(item.status.is_gap for item in items)
        rest = len(items) - gaps - count[Status.FOUND] - count[Status.UNVERIFIED]
        cells = (len(items), count[Status.FOUND], gaps, count[Status.UNVERIFIED], rest)
        rows.append(((_indicator(number, words),), *((str(cell),) for cell in cells)))
    heads = (
        "plan.col_indicator",
        "plan.col_items",
        "plan.col_found",
        "plan.col_gaps",
        "plan.col_unseen",
        "plan.col_rest",
    )
    return GridView(heads=tuple(words(key) for key in heads), shares=(35, 13, 13, 13, 13, 13), rows=tuple(rows))


def _named(scan: AgencyScan, words: Words, keys: tuple[str, str], is_one: Callable[[ItemFinding], bool]) -> str:
    """A paragraph that names items, by the first key; the second says that there are none."""
    items = [item for item in scan.items if is_one(item)]
    if not items:
        return words(keys[1])
    names = ", ".join(f"{item.item} {clean(item.title)}" for item in items[:_LISTED])
    return words(keys[0], count=len(items), total=len(scan.items), names=names)


def _indicators(numbers: tuple[str, ...], scan: AgencyScan, words: Words) -> tuple[IndicatorView, ...]:
    made: list[IndicatorView] = []
    first = 1
    for number in numbers:
        rows = measures(scan, number, words, first=first)
        first += len(rows)
        made.append(IndicatorView(title=_indicator(number, words), grid=_measures_grid(rows, words)))
    return tuple(made)


def _measures_grid(rows: tuple[MeasureView, ...], words: Words) -> GridView:
    heads = ("plan.col_measure", "plan.col_issue", "plan.col_steps", "plan.col_time", "plan.col_owner")
    return GridView(
        heads=tuple(words(key) for key in heads),
        shares=(16, 26, 30, 15, 13),
        rows=tuple((one.measure, one.issue, one.steps, one.time, one.owner) for one in rows),
    )


def _goals(scan: AgencyScan, words: Words) -> tuple[str, ...]:
    waiting = sum(item.status.is_gap or item.status in {Status.UNVERIFIED, Status.NOT_DUE} for item in scan.items)
    return (words("plan.goal_all", count=waiting), words("plan.goal_links"), words("plan.goal_score"))


def _follow(scan: AgencyScan, year: int, words: Words) -> GridView:
    """When progress is reported: before links are entered, at the end of each quarter, at the end of the year."""
    rounds = [(day, words("plan.round_quarter")) for day in _quarters(year) if day > scan.as_of]
    if scan.window_opens is not None and scan.window_opens > scan.as_of:
        rounds.append((scan.window_opens - timedelta(days=1), words("plan.round_window")))
    days = sorted({day for day, _ in rounds})
    rows = [
        ((words("plan.by", date=words.date(day)),), tuple(what for when, what in rounds if when == day))
        for day in days
    ]
    rows.append(((words("plan.after_year", year=year),), (words("plan.round_year", year=year),)))
    who = (words("plan.blank_reporter"),), (words("plan.blank_receiver"),)
    return GridView(
        heads=tuple(
            words(key) for key in ("plan.col_when", "plan.col_what", "plan.col_reporter", "plan.col_receiver")
        ),
        shares=(24, 40, 18, 18),
        rows=tuple((*row, *who) for row in rows),
    )


def _quarters(year: int) -> tuple[date, ...]:
    """Last days of the quarters of a Buddhist fiscal year."""
    common = year - BE_OFFSET
    return tuple(date(common - (month == 12), month, day) for month, day in _QUARTER_ENDS)  # noqa: PLR2004 - December


def _indicator(number: str, words: Words) -> str:
    return words.maybe(f"indicator.{number}") or words("plan.indicator", number=clean(number))


def _edition(scan: AgencyScan, words: Words) -> str:
    return words.own(clean(scan.edition_title or scan.edition)) + edition_marks(scan, words)


def _cut(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:79]}…"  # noqa: PLR2004 - letters of one line at the foot
