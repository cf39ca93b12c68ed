"""What a survey of one site brought home, before anything is judged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oitcrawl.model.content import Document, Label, Media, Page, TextLayer, UnreadCause
from oitcrawl.model.scan import Coverage, ScanWarning


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
        offsite: kept elsewhere (Drive and the like) and not fetched: ``media`` is OTHER and there is no text.
        needs_script: the page seems to be built by a script and was not rendered.
        last_modified: date of the HTTP header, where sent.
        quality: 0-1, mean quality of the leaves that have text.
        recognised: leaves whose text was recognised from pictures.
        silent: leaves without text.
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
    file_name: str = ""
    last_modified: date | None = None
    quality: float = 1.0
    recognised: int = 0
    silent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """An address that may hold something and was not read: failed, refused or left unvisited.

    Attributes:
        url: canonical address.
        reason: a value of FailCause or RefusedBy, or ``unvisited``.
        permanent: nothing is there (404, 410): a dead link.
        labels: the words around the links that led here.
        is_page: whether it looks like a page (that may lead further) rather than an attachment.
    """

    url: str
    reason: str
    permanent: bool = False
    labels: tuple[Label, ...] = ()
    is_page: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Harvest:
    """All that the survey of one site brought home.

    Attributes:
        records: every address read, the home page first.
        blanks: every address not read that could matter.
        dead_labels: (label, page) of menu entries and rows that lead nowhere (``#``).
        coverage: for the report.
        warnings: what the survey noticed.
    """

    records: tuple[Record, ...]
    blanks: tuple[Blank, ...] = ()
    dead_labels: tuple[tuple[str, str], ...] = ()
    coverage: Coverage
    warnings: tuple[ScanWarning, ...] = ()


LoadContent = Callable[[Record], Page | Document | None]
