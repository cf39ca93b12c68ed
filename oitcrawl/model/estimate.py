"""The estimate as values: its range, what each item weighs in it, and how far it strayed from real scores."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oitcrawl.model.status import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """An estimated score, worst and best case, 0-100. Never an official score."""

    low: float
    high: float


class Effort(StrEnum):
    """What kind of work an item waits for, the smallest first; told by the cause of its status."""

    NONE = "none"
    LINK = "link"  # only the link is broken: minutes
    LOOK = "look"  # nothing for the webmaster to do: a person has to look
    PUBLISH = "publish"  # a scan, a password, a closed Drive: hours, and no new content
    PART = "part"  # something that the evidence lacks
    EDITION = "edition"  # the evidence is about another year
    CREATE = "create"  # there is nothing


# How much work each kind is beside the others: an assumption of ours, made only to put the fix list in order.
_SIZES = {
    Effort.NONE: 1,
    Effort.LINK: 1,
    Effort.LOOK: 1,
    Effort.PUBLISH: 2,
    Effort.PART: 2,
    Effort.EDITION: 5,
    Effort.CREATE: 8,
}
_MOST_PARTS = 3  # to be added for more than these is as much as another edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one item that is asked for weighs in the estimate, lost or not, and what winning it takes.

    Attributes:
        item: O-code in the edition.
        status: as the estimate takes it, people's words included.
        indicator: number of its indicator.
        indicator_points: of that indicator (0-100) that it carries.
        oit_points: of the OIT (0-100).
        ita_points: of the total (0-100); None where the edition does not say what share of it the OIT is.
        gain_low: OIT points by which the worst case rises when this item alone becomes found.
        gain_high: and the best case; 0 for an item that the best case takes for found already.
        effort: what kind of work it waits for.
        parts: components to be added, for ``Effort.PART``; else 0.
        owner: responsible division, where known.
        due: for ``not_due``, the last day on which it is not owed; None where that is not known.
    """

    item: str
    status: Status
    indicator: str
    indicator_points: float
    oit_points: float
    ita_points: float | None = None
    gain_low: float = 0.0
    gain_high: float = 0.0
    effort: Effort = Effort.NONE
    parts: int = 0
    owner: str = ""
    due: date | None = None

    @property
    def worth(self) -> float:
        """OIT points per unit of work; what has the most comes first in the fix list."""
        return self.oit_points / (_SIZES[self.effort] + min(self.parts, _MOST_PARTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A real score table beside what the estimate makes of the same case: how far the estimate may be trusted.

    Attributes:
        year: Buddhist fiscal year of the table.
        indicator: number of the indicator.
        lost: O-codes in the edition of the items that scored 0; all others scored 100.
        official: points of the indicator (0-100) that the table states.
        estimated: points that the estimate gives.
    """

    year: int
    indicator: str
    lost: tuple[str, ...]
    official: float
    estimated: float

    @property
    def error(self) -> float:
        """Points of the indicator by which the estimate is off."""
        return round(abs(self.official - self.estimated), 2)
