"""What each gap could cost of its indicator, of the OIT and of the total, and how far that was off. Calm."""

from collections.abc import Sequence
from dataclasses import dataclass

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan, Cost, Trial
from oitcrawl.report.due import due_of, period_word
from oitcrawl.report.fixes import effort_word
from oitcrawl.report.links import anchor
from oitcrawl.report.sight import estimate_of
from oitcrawl.report.telling import telling
from oitcrawl.report.words import Words

_SAYS_NOTHING = 99.9  # points of the range


@dataclass(frozen=True, slots=True, kw_only=True)
class StakeView:
    """One item with what it may cost; points are texts with one digit behind the point, ``ita`` may be empty.

    Attributes:
        name: what the item asks for, in English; empty in a Thai report.
        due: when its period ends, and by when it must be there; only for what is not due yet.
    """

    item: str
    anchor: str
    title: str
    name: str
    status: str
    word: str
    indicator: str
    of_indicator: str
    oit: str
    ita: str
    effort: str
    owner: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StakesGroup:
    """Items that are lost, may be lost, or will be; ``total`` sums their points of the OIT."""

    title: str
    total: str
    rows: tuple[StakeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StakesView:
    """The table; ``trials`` are sentences on real score tables."""

    lead: str
    groups: tuple[StakesGroup, ...]
    with_total: bool
    trials: tuple[str, ...]


_GROUPS = (
    ("lost", {Status.INCOMPLETE, Status.OUTDATED, Status.MISSING}),
    ("may", {Status.UNVERIFIED}),
    ("later", {Status.NOT_DUE}),
)


def stakes(scan: AgencyScan, words: Words) -> StakesView | None:
    """The table of a scan; None when nothing is at stake, or the estimate says nothing at all."""
    summary = scan.summary
    costs = at_stake(scan)
    estimate = estimate_of(scan)
    if not costs or estimate.high - estimate.low >= _SAYS_NOTHING:
        return None
    groups = ((name, [one for one in costs if one.status in statuses]) for name, statuses in _GROUPS)
    return StakesView(
        lead=words("stakes.lead_weights" if summary.own_weights else "stakes.lead"),
        groups=tuple(_group(name, some, scan, words) for name, some in groups if some),
        with_total=any(one.ita_points is not None for one in costs),
        trials=tuple(trial_text(one, words) for one in summary.trials),
    )


def at_stake(scan: AgencyScan) -> list[Cost]:
    """What is lost, may be lost or will be, in the order of ``Summary.costs``."""
    statuses = {status for _, some in _GROUPS for status in some}
    known = {item.item for item in scan.items}
    return [one for one in scan.summary.costs if one.status in statuses and one.item in known]


def trial_text(trial: Trial, words: Words) -> str:
    """What losing these items cost in a real table, and by this estimate."""
    return words(
        "stakes.trial",
        year=trial.year,
        items=", ".join(trial.lost),
        indicator=trial.indicator,
        official=f"{100 - trial.official:.2f}",
        estimated=f"{100 - trial.estimated:.2f}",
        error=f"{trial.error:.2f}",
    )


def _group(name: str, costs: Sequence[Cost], scan: AgencyScan, words: Words) -> StakesGroup:
    items = {item.item: item for item in scan.items}
    return StakesGroup(
        title=words(f"stakes.{name}"),
        total=words("stakes.total", points=f"{sum(one.oit_points for one in costs):.1f}"),
        rows=tuple(_row(one, items[one.item], scan, words) for one in costs),
    )


def _row(cost: Cost, item: ItemFinding, scan: AgencyScan, words: Words) -> StakeView:
    return StakeView(
        item=cost.item,
        anchor=anchor(cost.item),
        title=item.title,
        name=telling(item, words).name,
        status=cost.status.value,
        word=words.status(cost.status),
        indicator=cost.indicator,
        of_indicator=f"{cost.indicator_points:.1f}",
        oit=f"{cost.oit_points:.1f}",
        ita="" if cost.ita_points is None else f"{cost.ita_points:.1f}",
        effort=effort_word(cost, words),
        owner=item.owner,
        due=period_word(due_of(item, scan), words),
    )
