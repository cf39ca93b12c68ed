"""What gathering hands to deciding: sightings of each item with what they show, and what was not seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from oitcrawl.judge.checks import Shown
from oitcrawl.judge.freshness import Fit, Told
from oitcrawl.judge.joining import Sign
from oitcrawl.judge.labels import best_words
from oitcrawl.judge.titles import clearest, is_recognised, whole_title
from oitcrawl.model.content import Label, Media
from oitcrawl.model.harvest import Blank, Record
from oitcrawl.model.scan import ScanWarning
from oitcrawl.ruleset.check import YearRule

SHARED = "shared_file"  # reason of a suspect that links offer for two items
UNNAMED = "unnamed"  # reason of one that shows what an item asks for and does not call itself so


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One content that speaks of an item, and what it shows.

    Attributes:
        sign: why it is taken for the item.
        told: per year rule of the item and its components, the years stated.
        fits: per year rule, how these years stand to the wanted ones.
        shown: per component key, what it shows; empty when it could not be read.
        readable: whether its text was read at all.
        cause: Thai words for why it was not.
        landing: a page that only lists other contents.
        unclaimed: lines of it that hold nothing of what the item asks for, asked only where it shows little of that.
        months: first days of the months it is about, where the item asks for every month.
    """

    record: Record
    sign: Sign
    told: Mapping[YearRule, Told]
    fits: Mapping[YearRule, Fit]
    shown: Mapping[str, Shown] = field(default_factory=dict)
    readable: bool = True
    cause: str = ""
    landing: bool = False
    unclaimed: tuple[str, ...] = ()
    months: frozenset[date] = frozenset()

    @property
    def name(self) -> str:
        """What people know the content by."""
        record = self.record
        if self.sign.heading is not None and self.sign.text:
            return self.sign.text
        own = "" if self.sign.by_label else self.stated
        own = clearest(own, self.label) if own and is_recognised(record) else own
        lines = (line.strip() for line in record.cover.splitlines())
        names = (own, record.title, *record.headings[:1], self.label, next(filter(None, lines), ""), record.file_name)
        return " ".join(next(filter(None, names), record.url).split())[:160]

    @property
    def stated(self) -> str:
        """The words of the sign; of the cover of a document, the whole title that they begin."""
        is_plain = self.record.media is Media.HTML or self.sign.by_label or self.sign.heading is not None
        return self.sign.text if is_plain else whole_title(self.record.cover, self.sign.text)

    @property
    def label(self) -> str:
        """The words of the link that led there, or of the row around it."""
        return best_words(self.record.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """An address that may hold what was not found.

    Attributes:
        why: Thai words for why it was not read.
        reason: the same as a value of FailCause, RefusedBy or UnreadCause, ``unvisited``, ``offsite``,
            ``SHARED`` or ``UNNAMED``.
        faint: it names a neighbour of the item, and the item only by its subject.
        label: what links call it; may be empty.
        labels: all the words around the links to it.
        cover: what recognition read of the cover of a scan; may be empty.
    """

    url: str
    why: str
    label: str = ""
    labels: tuple[Label, ...] = ()
    cover: str = ""
    reason: str = ""
    faint: bool = False

    @property
    def was_read(self) -> bool:
        """Whether it was read, and only nobody can say for what item it counts."""
        return self.reason in {SHARED, UNNAMED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A content that links call an item, and that says itself that it is another.

    Attributes:
        sign: what links say.
        own: what it says itself.
        name: O-code and title of the item that it is.
    """

    url: str
    sign: Sign
    own: Sign
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that is known of every item, before deciding.

    Attributes:
        sightings: per slug, best first.
        suspects: per slug, what may hold its evidence and was not read.
        open: what may lead to anything and was not read: suspects of every item.
        dead: per slug, dead links (404, 410) that call themselves so.
        dead_labels: per slug, (label, page) of menu entries that lead nowhere.
        warnings: for the report.
        lost: per slug, what links call so and its content overrules.
        twofold: addresses of files that links offer for several items.
        copied: addresses of what lies under several years with the very same bytes.
    """

    sightings: Mapping[str, tuple[Sighting, ...]] = field(default_factory=dict)
    suspects: Mapping[str, tuple[Suspect, ...]] = field(default_factory=dict)
    open: tuple[Suspect, ...] = ()
    dead: Mapping[str, tuple[Blank, ...]] = field(default_factory=dict)
    dead_labels: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    warnings: tuple[ScanWarning, ...] = ()
    lost: Mapping[str, tuple[Lost, ...]] = field(default_factory=dict)
    twofold: frozenset[str] = frozenset()
    copied: frozenset[str] = frozenset()
