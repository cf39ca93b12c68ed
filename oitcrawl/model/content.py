"""What was read: pages, documents, and what could not be read with its cause."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Media(StrEnum):
    """What the bytes are, decided from the bytes."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    DOC = "doc"
    ODT = "odt"
    ODS = "ods"
    PPTX = "pptx"
    RTF = "rtf"
    CSV = "csv"
    TEXT = "text"
    IMAGE = "image"
    ARCHIVE = "archive"
    OTHER = "other"


class TextLayer(StrEnum):
    """How far the text of a content can be trusted."""

    GOOD = "good"
    PARTIAL = "partial"  # some leaves have no text or a broken one
    GARBLED = "garbled"  # private-use font codes and the like: there is text, but nobody can read it
    NONE = "none"  # a scan


class UnreadCause(StrEnum):
    """Why the bytes gave no text."""

    SCAN = "scan"
    PASSWORD = "password"  # noqa: S105 - a cause, not a secret
    DAMAGED = "damaged"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TOO_SLOW = "too_slow"
    NEEDS_JAVASCRIPT = "needs_javascript"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words that stand around one link: what a person would take its target to be.

    Attributes:
        text: the link's own text, alt text of its picture, or its title attribute.
        row: text of the table row or list item it stands in, cut at 300 characters, when that is more than ``text``.
        heading: nearest heading above it.
        page_title: title of the page it stands on.
        found_on: address of that page.
    """

    text: str
    row: str = ""
    heading: str = ""
    page_title: str = ""
    found_on: str = ""


class LinkKind(StrEnum):
    """How a target is referred to."""

    ANCHOR = "anchor"
    FRAME = "frame"  # frame, iframe, embed, object
    REFRESH = "refresh"
    SCRIPT = "script"  # onclick="location=..."
    SITEMAP = "sitemap"
    SEED = "seed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A reference from a page to an address (absolute, canonical)."""

    url: str
    label: Label
    kind: LinkKind = LinkKind.ANCHOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as rows of cell texts. ``header`` is the header row, empty when none could be told."""

    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page of a document, one sheet of a workbook, or the whole of an HTML page.

    Attributes:
        number: from 1.
        text: its text; lines end with a newline.
        name: name of the sheet, else empty.
    """

    number: int
    text: str
    tables: tuple[Table, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An HTML page as read.

    Attributes:
        title: of the ``<title>``.
        headings: texts of h1-h4 in document order, at most 60.
        breadcrumb: texts of the breadcrumb trail, home first.
        leaf: text and tables of the main content, without scripts, navigation, header and footer as far as
            they can be told; all of the text when they cannot.
        chrome: text of navigation, header and footer (agencies keep address and telephone there).
        links: every reference with the words around it; canonical addresses, no fragments.
        images: number of pictures in the content larger than icons.
        alts: alternative texts of pictures.
        emails, phones: contact addresses in links (mailto:, tel:).
        has_map: an embedded map.
        has_form: a form other than search or login.
        dead_anchors: labels of links that lead nowhere (``#``, ``javascript:void(0)``), at most 300.
        text_layer: GARBLED when most of its letters are private-use codes.
        needs_script: signs that its content is built by a script.
        refresh: target of a meta refresh, absolute, or empty.
    """

    url: str
    title: str = ""
    headings: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    leaf: Leaf
    chrome: str = ""
    links: tuple[Link, ...] = ()
    images: int = 0
    alts: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    has_map: bool = False
    has_form: bool = False
    dead_anchors: tuple[str, ...] = ()
    text_layer: TextLayer = TextLayer.GOOD
    needs_script: bool = False
    refresh: str = ""
    sha256: str = ""
    size: int = 0

    @property
    def media(self) -> Media:
        """Always HTML."""
        return Media.HTML

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """Its one leaf, so that pages and documents are judged alike."""
        return (self.leaf,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An attachment as read.

    Attributes:
        title: title of the document properties; often wrong, empty when absent.
        leaves: its pages or sheets, in order; a leaf without text has an empty text.
        meta_dates: created and modified dates of the properties.
        leaf_count: number of pages or sheets in the file, also of those not read.
        images: number of embedded pictures, as far as cheaply known.
    """

    url: str
    media: Media
    title: str = ""
    leaves: tuple[Leaf, ...] = ()
    text_layer: TextLayer = TextLayer.GOOD
    meta_dates: tuple[date, ...] = ()
    leaf_count: int = 0
    images: int = 0
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Bytes that gave no text, with the cause.

    Attributes:
        cure: what would make it readable, one Thai line for the report; may be empty.
    """

    url: str
    media: Media
    cause: UnreadCause
    detail: str = ""
    cure: str = ""
    leaf_count: int = 0
    sha256: str = ""
    size: int = 0


Content = Page | Document | Unread
