"""What an item may cost in the estimated OIT, by thematic groups: the official weights are not known. Calm."""

from collections import Counter
from collections.abc import Mapping

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan

_TOLERANCE = 0.1  # points; the estimate of a scan is rounded


def costs(scan: AgencyScan) -> Mapping[str, float]:
    """Points of the OIT (0-100) that each item carries, by item code; nothing for items that are not asked.

    The OIT is the mean of its indicators, an indicator that of its groups, a group that of its items (each 0 or 100).
    Empty when the estimate of the scan was not made so (an edition with weights of its own): no points are better
    than wrong ones.
    """
    asked = [item for item in scan.items if item.status is not Status.NOT_APPLICABLE]
    in_group = Counter(item.group for item in asked)
    in_indicator = Counter(indicator(group) for group in in_group)
    points = {
        item.item: 100 / len(in_indicator) / in_indicator[indicator(item.group)] / in_group[item.group]
        for item in asked
    }
    best = sum(points[item.item] for item in asked if not item.status.is_gap)
    return points if abs(best - scan.summary.estimate.high) <= _TOLERANCE else {}


def indicator(group: str) -> str:
    """The indicator a group belongs to: ``9.2`` belongs to ``9``."""
    return group.partition(".")[0]
