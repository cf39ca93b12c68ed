"""What an item may cost in the estimated OIT, by thematic groups: the official weights are not known. Calm."""

from collections import Counter
from collections.abc import Iterable, Mapping

from oitcrawl.model.finding import ItemFinding, Status

_NOT_ASKED = frozenset({Status.NOT_APPLICABLE, Status.WAIVED})


def costs(items: Iterable[ItemFinding]) -> Mapping[str, float]:
    """Points of the OIT (0-100) that each item carries, by item code; nothing for items that are not asked.

    The OIT is the mean of its indicators, an indicator that of its groups, a group that of its items (each 0 or 100).
    """
    asked = [item for item in items if item.status not in _NOT_ASKED]
    in_group = Counter(item.group for item in asked)
    in_indicator = Counter(indicator(group) for group in in_group)
    return {
        item.item: 100 / len(in_indicator) / in_indicator[indicator(item.group)] / in_group[item.group]
        for item in asked
    }


def indicator(group: str) -> str:
    """The indicator a group belongs to: ``9.2`` belongs to ``9``."""
    return group.partition(".")[0]
