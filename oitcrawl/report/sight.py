"""Whether enough of a site was seen that its items say something of it. Calm."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from oitcrawl.model.estimate import Range
from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan

_SHARE: Final = 4  # one in so many: what is said of fewer items says nothing of the site

NOTHING: Final = Range(low=0.0, high=100.0)
"""The estimate of what nobody could see."""
SEEN: Final = frozenset({Status.FOUND, Status.INCOMPLETE, Status.OUTDATED, Status.MISSING, Status.WAIVED})
"""Statuses that somebody or something looked for; what is not due, or asked of nobody, tells nothing of a site."""


def seen_of(counts: Mapping[Status, int]) -> int:
    """How many items could be judged."""
    return sum(counts.get(status, 0) for status in SEEN)


def is_blind(seen: int, unseen: int) -> bool:
    """Whether what could be judged is so small a part that neither a verdict nor an estimate can rest on it."""
    return unseen > 0 and seen * _SHARE <= seen + unseen


def estimate_of(scan: AgencyScan) -> Range:
    """The estimated range of a scan; all that is possible where too little was seen to estimate anything."""
    counts = Counter(item.status for item in scan.items)
    return NOTHING if is_blind(seen_of(counts), counts[Status.UNVERIFIED]) else scan.summary.estimate
