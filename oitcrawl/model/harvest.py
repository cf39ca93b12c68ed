"""What a survey of one site brought home, before anything is judged."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from oitcrawl.model.content import Document, Label, Media, Page, TextLayer, UnreadCause
from oitcrawl.model.offsite import OffsiteKind, OffsiteState
from oitcrawl.model.scan import Coverage, ScanWarning
from oitcrawl.model.site import AgencySite


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One address as the survey remembers it: small, so that thousands fit in memory.

    The full text is fetched again through ``LoadContent`` for the few records that become candidates.

    Attributes:
        url: canonical address that was asked for (what labels point to).
        final_url: address that answered.
        labels: the words around the links that led here, most telling first, at most 8, each from another place.
        path: addresses clicked from the home page to here, home first, without this one.
        cover: for documents the first 1,500 characters, pages parted by form feeds; for pages the first 600 of the
            main content.
        unread: why there is no text, or None.
        offsite: kept elsewhere (Drive and the like); unless opened, ``media`` is OTHER and there is no text.
        kept: where it is kept; None on the site itself.
        reach: what became of something kept elsewhere.
        needs_script: the page seems to be built by a script and was not rendered.
        barred: why a browser showed it without its data, as of ``Page.barred``; empty for all others.
        last_modified: date of the HTTP header, where sent.
        quality: 0-1, mean quality of the leaves that have text.
        recognised: leaves whose text was recognised from pictures.
        silent: leaves without text.
        torn: the file is damaged, or the page ends halfway, and not all that it said could be read.
        overrun: intruders made it what it is now: advertising for gambling, or their own sign.
    """

    url: str
    final_url: str = ""
    media: Media
    title: str = ""
    headings: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    cover: str = ""
    labels: tuple[Label, ...] = ()
    path: tuple[str, ...] = ()
    sha256: str = ""
    text_layer: TextLayer = TextLayer.GOOD
    leaf_count: int = 1
    size: int = 0
    unread: UnreadCause | None = None
    offsite: bool = False
    needs_script: bool = False
    barred: str = ""
    file_name: str = ""
    last_modified: date | None = None
    quality: float = 1.0
    recognised: int = 0
    silent: int = 0
    torn: bool = False
    kept: OffsiteKind | None = None
    reach: OffsiteState = OffsiteState.UNOPENED
    overrun: bool = False

    @property
    def is_away(self) -> bool:
        """Whether it is kept elsewhere and was not opened: known by its links only."""
        return self.offsite and self.reach is not OffsiteState.OPEN


class Records(Sequence[Record]):
    """Records that are made when they are looked at: thousands need not lie in memory at once.

    The first few thousand stay once made, so that the records of an ordinary site are made once.
    """

    KEPT = 4000

    def __init__(self, size: int, make: Callable[[int], Record]) -> None:
        """Records 0 to ``size`` - 1, each as ``make`` gives it, the same at every call."""
        self._made: list[Record | None] = [None] * min(size, self.KEPT)
        self._size, self._make = size, make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> Record: ...

    @overload
    def __getitem__(self, at: slice) -> "Sequence[Record]": ...

    def __getitem__(self, at: int | slice) -> "Record | Sequence[Record]":
        """The record at that place, or several."""
        if isinstance(at, slice):
            return tuple(self[one] for one in range(*at.indices(self._size)))
        number = at + self._size if at < 0 else at
        if not 0 <= number < self._size:
            raise IndexError(at)
        if number >= len(self._made):
            return self._make(number)
        record = self._made[number]
        if record is None:
            record = self._made[number] = self._make(number)
        return record

    def __iter__(self) -> Iterator[Record]:
        """All of them, in order."""
        return map(self.__getitem__, range(self._size))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """An address that may hold something and was not read: failed, refused or left unvisited.

    Attributes:
        url: canonical address.
        reason: a value of FailCause or RefusedBy, ``unvisited``, ``sister_site`` (of the agency, by its name) or
            ``other_site``: a link promises an item at a site that was not read; ``offsite_form``: at a form there.
        permanent: nothing is there (404, 410): a dead link.
        labels: the words around the links that led here.
        is_page: whether it looks like a page (that may lead further) rather than an attachment.
        sent_to: address outside the site to which it is sent on, where that is why it was not read; else empty.
    """

    url: str
    reason: str
    permanent: bool = False
    labels: tuple[Label, ...] = ()
    is_page: bool = True
    sent_to: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is on a site of others, which a link promises an item at."""
        return self.reason in {"sister_site", "other_site", "offsite_form"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """All that the survey of one site brought home.

    Attributes:
        records: every address read, the home page first.
        blanks: every address not read that could matter.
        dead_labels: (label, page) of menu entries and rows that lead nowhere (``#``).
        led: (as written, address of its record or blank) of addresses that the agency's people named (seeds and
            declared ones), where the two differ.
        coverage: for the report.
        warnings: what the survey noticed.
    """

    records: Sequence[Record]
    blanks: tuple[Blank, ...] = ()
    dead_labels: tuple[tuple[str, str], ...] = ()
    led: tuple[tuple[str, str], ...] = ()
    coverage: Coverage
    warnings: tuple[ScanWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Keepsake:
    """What is kept of a scan so that it can be judged again without the web.

    Attributes:
        site: the agency as it was judged, with the name and kind that its home page told.
        harvest: as it was judged, covers of scans included.
        recognised: (digest of a file, digest under which its text with what was recognised is kept) pairs.
    """

    site: AgencySite
    harvest: Harvest
    recognised: tuple[tuple[str, str], ...] = ()


LoadContent = Callable[[Record], Page | Document | None]
