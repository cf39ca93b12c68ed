"""A link that an agency entered or will enter for an item, beside what the site really holds."""

from dataclasses import dataclass
from enum import StrEnum


class DeclaredState(StrEnum):
    """What became of a declared link."""

    READ = "read"
    UNREAD = "unread"  # it opened, and gave no text
    DEAD = "dead"  # nothing is there
    FAILED = "failed"  # it gave no usable answer this time
    REFUSED = "refused"  # we chose not to open it
    UNVISITED = "unvisited"
    OUTSIDE = "outside"  # on a site of others, which is not opened
    SENT_AWAY = "sent_away"  # on the agency's own site, and sent on to one of others

    @property
    def opened(self) -> bool:
        """Whether its content came."""
        return self in {DeclaredState.READ, DeclaredState.UNREAD}


class DeclaredFit(StrEnum):
    """How what a declared link shows stands to what was found for its item."""

    BEST = "best"  # it is the best evidence of the item
    AMONG = "among"  # it is evidence of the item, and other evidence is better or shows more
    OTHER_ITEM = "other_item"  # it says that it is another item
    NONE = "none"  # it is no evidence of the item
    UNKNOWN = "unknown"  # nobody could look


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredLink:
    """One declared link.

    Attributes:
        item: O-code in the edition.
        url: as written.
        answered: address that answered, or outside the site the one that it is sent on to; empty where none is known.
        to_home: it is sent on to the home page, and shows nothing of its own.
        cause: why it was not read: a value of FailCause, RefusedBy, UnreadCause or OffsiteState, ``unvisited``; else
            empty.
        name: what it calls itself; may be empty.
        sha256: digest of its bytes; may be empty.
        offsite: kept elsewhere than on the agency's own site.
        taken_for: O-codes of the items that its own words or the links to it name, the surest first; that the agency
            declared it speaks for none of them.
        right_year: whether it is of a year that passes; None where none is wanted or told, or it is no evidence.
        better: address of better evidence for the item; empty where there is none.
        because: why it is no evidence, one Thai line; may be empty.
    """

    item: str
    url: str
    state: DeclaredState
    fit: DeclaredFit
    answered: str = ""
    cause: str = ""
    name: str = ""
    sha256: str = ""
    offsite: bool = False
    taken_for: tuple[str, ...] = ()
    right_year: bool | None = None
    better: str = ""
    because: str = ""
    to_home: bool = False
