"""Whether a verdict waits for a person, and why: what the report shows is what ``oitcrawl review`` asks."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.status import Status

SURE: Final = 0.6  # confidence below which a verdict waits for a person
CONFLICTS: Final = frozenset({"label_contradicts_file", "same_file_two_items", "stale_year_copy"})
_GAPS = (Status.INCOMPLETE, Status.OUTDATED, Status.MISSING)


class Why(StrEnum):
    """Why something waits; the first of these is told first."""

    LAPSED = "lapsed"
    UNVERIFIED = "unverified"
    CONFLICT = "conflict"
    UNSURE = "unsure"
    HUMAN = "human"


def whys(item: ItemFinding, *, lapsed: bool) -> Iterator[Why]:
    """Why an item as a whole waits; ``lapsed``: a person's word on it no longer counts and none has followed."""
    if lapsed:
        yield Why.LAPSED
    if item.status is Status.UNVERIFIED:
        yield Why.UNVERIFIED
    if CONFLICTS & set(item.warnings):
        yield Why.CONFLICT
    if item.machine is None and item.status in {Status.FOUND, *_GAPS} and item.confidence < SURE:
        yield Why.UNSURE
