"""What a link is worth: its interest, that of its page where it says nothing, and what kind of link it is. Calm."""

from collections.abc import Callable
from dataclasses import dataclass

from oitcrawl.crawl.refusals import PROMISING
from oitcrawl.crawl.traps import nature
from oitcrawl.model.content import Label, Link, LinkKind
from oitcrawl.model.scan import TrapReason

_URGENT = frozenset({LinkKind.SEED, LinkKind.REFRESH})
_FRAME_FLOOR = 0.3  # what stands in a frame belongs to the page
_CALENDAR_CEILING = 0.15  # "ตุลาคม 2567" over a calendar promises no year's disclosures
_HANDED_ON = 0.98  # of the worth of a page, to links that say nothing themselves
_UNCLICKED = 0.5  # what only a sitemap names, and promises nothing, comes late


@dataclass(frozen=True, slots=True)
class Scales:
    """Weighs links.

    Attributes:
        interest: how likely a link leads to a disclosure, 0-1.
        is_vague: whether a link says nothing of its target; it is then worth what its page was.
    """

    interest: Callable[[str, Label], float]
    is_vague: Callable[[Label], bool]

    def weigh(self, link: Link, page: float | None) -> float:
        """The worth of ``link``, 0-1, on a page of the worth ``page``; None for home pages, which hand nothing on."""
        if link.kind in _URGENT:
            return 1.0
        worth = self.interest(link.url, link.label)
        if page is not None and self.is_vague(link.label):
            worth = page * _HANDED_ON
        if nature(link.url) is TrapReason.CALENDAR:
            return min(worth, _CALENDAR_CEILING)
        if link.kind is LinkKind.SITEMAP and worth < PROMISING:
            return worth * _UNCLICKED
        return max(worth, _FRAME_FLOOR) if link.kind is LinkKind.FRAME else worth
