"""A scan in a few words, for an agency's history: each item's status, and why it differs from the scan before."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from oitcrawl.model.estimate import Range
from oitcrawl.model.status import Status


class Cause(StrEnum):
    """Why a status differs from that of an earlier scan."""

    SITE = "site"
    RULES = "rules"  # the same evidence under other rules, or by another version of this program
    FRAME = "frame"  # another edition or fiscal year: another question
    BOTH = "both"  # evidence and rules differ: which of them it was cannot be told
    TIME = "time"  # the same evidence on a later day
    SCANNER = "scanner"  # one of the two scans could not see
    PERSON = "person"

    @property
    def is_sure(self) -> bool:
        """Whether one scan is enough to say so: a second look at the same evidence would say the same."""
        return self in {Cause.RULES, Cause.FRAME, Cause.TIME, Cause.PERSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One item in one scan, as the machine judged it.

    Attributes:
        slug: permanent name of the item.
        item: its O-code in the edition of the scan.
        cause: why the status differs from that of the scan before; None where it does not, or nothing came before.
    """

    slug: str
    item: str
    status: Status
    cause: Cause | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One scan of an agency.

    Attributes:
        number: of the scan in its store.
        terms: digest of the rules and version of the program that it was judged by.
        judged_from: number of the scan whose contents were judged again; None for a visit to the website.
        estimate: by the machine's verdicts.
        after: number of the scan that ``Mark.cause`` is told against; None without any.
    """

    number: int
    as_of: date
    finished: datetime
    edition: str
    fiscal_year: int
    terms: tuple[str, str]
    judged_from: int | None = None
    estimate: Range
    after: int | None = None
    marks: tuple[Mark, ...]

    @property
    def frame(self) -> tuple[str, int]:
        """What was asked: edition and fiscal year."""
        return self.edition, self.fiscal_year

    @property
    def found(self) -> int:
        """Items that are found."""
        return sum(mark.status is Status.FOUND for mark in self.marks)

    @property
    def gaps(self) -> int:
        """Items with something wrong."""
        return sum(mark.status.is_gap for mark in self.marks)

    @property
    def unseen(self) -> int:
        """Items of which nothing could be told."""
        return sum(mark.status is Status.UNVERIFIED for mark in self.marks)
