"""What was judged: evidence, components and the finding of one item."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from oitcrawl.model.content import Media
from oitcrawl.model.offsite import OffsiteKind, OffsiteState
from oitcrawl.model.person import MachineVerdict, PersonWord
from oitcrawl.model.reason import Reason, RunnerUp, Source
from oitcrawl.model.status import ComponentState, Status

__all__ = [
    "ComponentFinding",
    "ComponentState",
    "Evidence",
    "ItemFinding",
    "MachineVerdict",
    "PersonWord",
    "Place",
    "PlaceState",
    "Reason",
    "RunnerUp",
    "Source",
    "Status",
    "When",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as evidence states it: first and last day, and the words that said so."""

    start: date
    end: date
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence that a person can put a finger on.

    Attributes:
        url: where it stands.
        found_on: the page whose link led there; empty for the home page.
        media: what it is.
        title: what it calls itself (heading of the page, cover of the document) or what its link calls it.
        label: the words of the link that led there.
        quote: original words that matched, with a little around them; or what is there, where ``described``.
        marked: the matched words inside ``quote``.
        matched: all words inside ``quote`` that matched, as they stand there; empty in scans of earlier versions.
        leaf: page of the document, from 1; None for HTML pages.
        heading: heading above the quote, where known.
        component: key of the component that it supports; None for the item as a whole.
        dated: the time it is about, where known.
        sha256: digest of the bytes.
        offsite: reached from the main site, but kept elsewhere (Drive and the like).
        kept: where; None on the site itself.
        reach: whether it could be opened there; None on the site itself.
        strength: 0-1, how surely it is about the item.
        path: addresses clicked from the home page to here.
        clicks: for each of ``path`` the words of the link that is clicked there; empty words where no link with words
            was seen, and no words at all in scans of earlier versions.
        readable: whether its text could be read.
        right_year: whether ``dated`` fits what the rule wants; None when none is wanted or none told.
        why: what speaks for it, the telling words first; empty in scans of earlier versions.
        personal: numbers of private persons that stand on its page, which are covered in all that is said of it.
        described: ``quote`` is no quotation but says what is there: ``เอกสาร 12 หน้า``, or words of several places.
    """

    url: str
    found_on: str = ""
    media: Media
    title: str = ""
    label: str = ""
    quote: str = ""
    marked: str = ""
    matched: tuple[str, ...] = ()
    leaf: int | None = None
    heading: str = ""
    component: str | None = None
    dated: When | None = None
    sha256: str = ""
    offsite: bool = False
    kept: OffsiteKind | None = None
    reach: OffsiteState | None = None
    strength: float = 0.0
    path: tuple[str, ...] = ()
    clicks: tuple[str, ...] = ()
    readable: bool = True
    right_year: bool | None = None
    why: tuple[Reason, ...] = ()
    personal: int = 0
    described: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentFinding:
    """The state of one component.

    Attributes:
        key: key of the component in the edition.
        label: Thai name.
        known: how sure it is that the assessment asks for it: ``seed``, ``seen`` or ``recalled`` (unconfirmed).
        note: why the state is what it is, one Thai line; may be empty.
        evidence: index into the item's evidence of the piece that shows it, or None.
        machine: what the machine says, where a person's word stands in ``state``; else None.
    """

    key: str
    label: str
    state: ComponentState
    known: str = "seen"
    note: str = ""
    evidence: int | None = None
    machine: ComponentState | None = None


class PlaceState(StrEnum):
    """What became of a place where a disclosure is usually found."""

    SEEN = "seen"
    UNREAD = "unread"  # fetched, but it gave no text
    NEEDS_BROWSER = "needs_browser"
    FAILED = "failed"
    REFUSED = "refused"
    UNVISITED = "unvisited"
    OFFSITE = "offsite"
    GONE = "gone"  # a dead link
    NOWHERE = "nowhere"  # a menu entry without an address
    ABSENT = "absent"  # nothing of the site is called so

    @property
    def is_settled(self) -> bool:
        """Whether nothing can hide there: it was read, leads nowhere or does not exist."""
        return self in {PlaceState.SEEN, PlaceState.GONE, PlaceState.NOWHERE, PlaceState.ABSENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where such a disclosure is usually found on a site, and whether that was seen.

    Attributes:
        kind: ``link`` (a menu or link that calls itself so), ``menu`` (where people expect it), ``hub`` (a page that
            lists disclosures) or ``open`` (an address that says nothing of itself).
        name: what it is called; may be empty.
        url: empty for what is absent.
        cause: why it was not read: a value of FailCause, RefusedBy or UnreadCause; may be empty.
    """

    kind: Literal["link", "menu", "hub", "open"]
    name: str
    url: str = ""
    state: PlaceState
    cause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFinding:
    """The verdict on one item.

    Attributes:
        item: O-code in the edition.
        slug: permanent name across editions.
        because: one Thai sentence that says why.
        year_wanted: Buddhist fiscal years that would pass; empty when no year is asked.
        year_found: Buddhist fiscal years of the best evidence.
        confidence: 0-1.
        lacking: labels of absent components.
        advice: what to publish and how, in Thai.
        settles: for ``unverified``: what would settle it, in Thai.
        owner: responsible division, where known.
        runner_up: the best evidence that did not pass, and why, in Thai; may be empty.
        next_best: the same as data; None when there is none, and in scans of earlier versions.
        warnings: kinds of warnings that touch this item.
        places: where it is usually found and whether these were seen, those that leave doubts first, at most six.
        machine: what the machine says, where ``status`` is by a person's word; None where it is the machine's own.
        persons: what people said of it, also what no longer counts (``lapsed``), whole item first.
    """

    item: str
    slug: str
    title: str
    group: str
    status: Status
    because: str
    year_wanted: tuple[int, ...] = ()
    year_found: tuple[int, ...] = ()
    confidence: float = 0.0
    components: tuple[ComponentFinding, ...] = ()
    lacking: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    advice: str = ""
    settles: str = ""
    owner: str = ""
    runner_up: str = ""
    next_best: RunnerUp | None = None
    warnings: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    machine: MachineVerdict | None = None
    persons: tuple[PersonWord, ...] = ()
