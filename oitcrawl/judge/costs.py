"""What each item weighs in the estimate by the weights of the edition, what it costs, and how far that may err.

Source: published score tables: an item scores 0 or 100, an indicator is a weighted mean of its items, and the OIT the
mean of its indicators. The weights themselves are not published.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oitcrawl.judge.context import last_free_day
from oitcrawl.judge.effort import effort_of
from oitcrawl.model.estimate import Cost, Trial
from oitcrawl.model.finding import ComponentState, ItemFinding, Status
from oitcrawl.ruleset.edition import Indicator, RealScore
from oitcrawl.ruleset.rule import Due, RuleSet, asks_for_months
from oitcrawl.thai.calendar import FiscalYear

FULL = 100.0
_DIGITS = 4

# Score of an item in the worst and in the best case; an item that nobody asks for has none.
SCORES: Mapping[Status, tuple[float, float]] = {
    Status.WAIVED: (FULL, FULL),  # a person answers for it
    Status.FOUND: (FULL, FULL),
    Status.NOT_DUE: (FULL, FULL),  # nothing owed is lacking on that day
    Status.UNVERIFIED: (0.0, FULL),
    Status.INCOMPLETE: (0.0, 0.0),
    Status.OUTDATED: (0.0, 0.0),
    Status.MISSING: (0.0, 0.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The part of an indicator and of the OIT that an item carries, 0-1 each."""

    indicator: str
    of_indicator: float
    of_oit: float


def shares(groups: Mapping[str, str], rules: RuleSet) -> dict[str, Share]:
    """The share of every item that is asked, by item code.

    Args:
        groups: the group of each item that is asked, by item code.
        rules: with its weights, where it has any; else groups of an indicator weigh alike, and items of a group.
    """
    told = {one.number: part for one in rules.indicators if (part := _within(one, groups, rules))}
    return {
        item: Share(indicator=number, of_indicator=part, of_oit=part / len(told))
        for number, parts in told.items()
        for item, part in parts.items()
    }


def _within(indicator: Indicator, groups: Mapping[str, str], rules: RuleSet) -> dict[str, float]:
    """The part of one indicator that each of its items carries; nothing when no item of it is asked."""
    own = {item: group for item, group in groups.items() if group in indicator.groups}
    if known := dict(rules.weights.items):
        total = sum(known.get(item, 0.0) for item in own)
        return {item: known.get(item, 0.0) / total for item in own} if total else {}
    sizes = Counter(own.values())
    return {item: 1 / len(sizes) / sizes[group] for item, group in own.items()}


def costs(items: Sequence[ItemFinding], rules: RuleSet, year: int | None = None) -> tuple[Cost, ...]:
    """What each item that is asked weighs, in the order of ``Summary.costs``.

    Args:
        items: with people's words, where there are any.
        rules: the edition.
        year: the Buddhist fiscal year judged for, which tells when an item becomes due; None leaves that open.
    """
    known = shares(asked(items), rules)
    found = [_cost(item, known[item.item], rules, year) for item in items if item.item in known]
    return tuple(sorted(found, key=lambda one: (_rank(one.status), -round(one.worth, _DIGITS))))


def asked(items: Sequence[ItemFinding]) -> dict[str, str]:
    """The groups of the items that are asked, by item code."""
    return {item.item: item.group for item in items if item.status in SCORES}


def trials(rules: RuleSet) -> tuple[Trial, ...]:
    """Real score tables that the edition knows, beside what the estimate makes of them."""
    everything = shares({rule.item: rule.group for rule in rules.rules}, rules)
    return tuple(_trial(one, everything, rules) for one in rules.weights.real_scores)


def _trial(real: RealScore, everything: Mapping[str, Share], rules: RuleSet) -> Trial:
    lost = tuple(rules.by_slug(slug).item for slug in real.lost)
    own = (everything[item] for item in lost if item in everything)
    gone = sum(share.of_indicator for share in own if share.indicator == real.indicator)
    return Trial(
        year=real.year,
        indicator=real.indicator,
        lost=lost,
        official=real.score,
        estimated=round(FULL * (1 - gone), 2),
    )


def _rank(status: Status) -> int:
    """Gaps, then what could not be checked, then what is not due yet, then the rest."""
    if status.is_gap:
        return 0
    return {Status.UNVERIFIED: 1, Status.NOT_DUE: 2}.get(status, 3)


def _cost(item: ItemFinding, share: Share, rules: RuleSet, year: int | None) -> Cost:
    points = FULL * share.of_oit
    of_total = rules.weights.of_total
    low, high = SCORES[item.status]
    effort, parts = effort_of(item)
    return Cost(
        item=item.item,
        status=item.status,
        indicator=share.indicator,
        indicator_points=round(FULL * share.of_indicator, _DIGITS),
        oit_points=round(points, _DIGITS),
        ita_points=None if of_total is None else round(points * of_total, _DIGITS),
        gain_low=round((FULL - low) * share.of_oit, _DIGITS),
        gain_high=round((FULL - high) * share.of_oit, _DIGITS),
        effort=effort,
        parts=parts,
        owner=item.owner,
        due=_due(item, rules, year),
    )


def _due(item: ItemFinding, rules: RuleSet, year: int | None) -> date | None:
    """The last day on which what is not due is not owed: by its due date, else because its year has not begun."""
    if item.status is not Status.NOT_DUE or year is None:
        return None
    rule = rules.by_slug(item.slug)
    later = {part.key for part in item.components if part.state is ComponentState.NOT_DUE}
    parts = [part for part in rule.components if part.key in later]
    months = [Due.FIRST_MONTH for part in parts if asks_for_months(part)]
    dues = [due for due in (rule.due, *(part.due for part in parts), *months) if due is not None]
    return max((last_free_day(due, FiscalYear(year)) for due in dues), default=last_free_day(None, FiscalYear(year)))
