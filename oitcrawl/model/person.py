"""A person's word on an item: as it is kept, as it is shown beside the machine's verdict, and that verdict."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from oitcrawl.model.status import ComponentState, Status


class Word(StrEnum):
    """What a person may say."""

    CONFIRM = "confirm"
    REJECT = "reject"
    WAIVE = "waive"
    WITHDRAW = "withdraw"


class Source(StrEnum):
    """Where a word was written down."""

    STORE = "store"
    AGENCIES = "agencies_file"


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineVerdict:
    """What the machine says of an item, kept where a person's word stands in its place.

    Attributes:
        because, lacking, advice, settles, confidence: as of ``ItemFinding``.
    """

    status: Status
    because: str = ""
    lacking: tuple[str, ...] = ()
    advice: str = ""
    settles: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWord:
    """A word as a scan shows it.

    Attributes:
        number: in the store; 0 for one of the agencies file.
        component: key of the component that it is about; empty for the item as a whole.
        status: what it makes of the item; None for a word on a component.
        by: who said it, as typed.
        reason: why, as typed; may be empty for a confirmation.
        at: when it was said; None where that is not known.
        until: last day on which it counts.
        url: what was looked at; empty for a waiver.
        lapsed: why it no longer counts, in Thai; empty while it does.
    """

    number: int = 0
    source: Source
    word: Word
    component: str = ""
    status: Status | None = None
    by: str
    reason: str = ""
    at: datetime | None = None
    until: date
    url: str = ""
    lapsed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A piece of evidence as it was when a person looked at it.

    Attributes:
        sha256: digest of its bytes; empty for an address that the machine never opened.
        leaf: page of the document, from 1; None for pages of the web.
        print: digest of the text of a page of the web without clocks and counters; empty for documents.
    """

    url: str
    sha256: str = ""
    leaf: int | None = None
    print: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A word as it is kept: never changed, only withdrawn or followed by a newer one.

    Attributes:
        number: in this store; 0 before it is kept.
        uid: the same in every store.
        agency: code of the agency.
        slug: permanent name of the item.
        item: its O-code in ``edition``, for people.
        component: key of the component; empty for the item as a whole.
        status: what the person makes of the item; None for components and withdrawals.
        by, reason, at, until: as of ``PersonWord``.
        about: what was looked at first, then what else the machine showed; empty for waivers and withdrawals.
        machine: what the machine said at that moment.
        machine_state: and of the component.
        withdraws: ``uid`` of the word that is taken back; else empty.
    """

    number: int = 0
    uid: str
    agency: str
    slug: str
    item: str
    component: str = ""
    word: Word
    status: Status | None = None
    by: str
    reason: str = ""
    at: datetime
    until: date
    about: tuple[Looked, ...] = ()
    machine: MachineVerdict
    machine_state: ComponentState | None = None
    edition: str
    fiscal_year: int
    withdraws: str = ""

    @property
    def looked(self) -> Looked | None:
        """What was looked at, if anything."""
        return self.about[0] if self.about else None
