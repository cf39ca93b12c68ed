"""What was read: pages, documents, and what could not be read with its cause."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote

UNSURE_DIGIT = "▯"  # in recognised text a digit that could not be read for sure; no date is ever read from it


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
    PPT = "ppt"
    IMAGE = "image"
    ARCHIVE = "archive"
    EMAIL = "email"
    OTHER = "other"


class TextLayer(StrEnum):
    """How far the text of a content can be trusted."""

    GOOD = "good"
    PARTIAL = "partial"  # some leaves have no text or a broken one
    GARBLED = "garbled"  # private-use font codes and the like: there is text, but nobody can read it
    NONE = "none"  # a scan


class TextSource(StrEnum):
    """Where the text of a leaf comes from."""

    TEXT = "text"  # as the file gives it
    REPAIRED = "repaired"  # from the file, and mended where its writer broke it
    OCR = "ocr"  # read off the picture of the page
    NONE = "none"  # there is none, or nobody has read it yet


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
    UNCLEAR = "unclear"  # a picture of text that recognition could not read with confidence
    NEEDS_PROGRAM = "needs_program"  # readable with a program that this machine lacks
    CRASHED = "crashed"  # the reader died over it, twice


UNDER = " › "  # between a heading and one that stands under it


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The words that stand around one link: what a person would take its target to be.

    Attributes:
        text: the link's own text, alt text of its picture, or its title attribute.
        row: text of the table row or list item it stands in, cut at 300 characters, when that is more than ``text``.
        heading: nearest heading above it; where that is a mere year or number (``ปี 2567``, ``ไฟล์แนบ 2``), behind
            the nearest one above it that is not: ``แผนพัฒนา › ปี 2567``.
        page_title: title of the page it stands on.
        found_on: address of that page.
    """

    text: str
    row: str = ""
    heading: str = ""
    page_title: str = ""
    found_on: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above it, the nearest first."""
        return tuple(reversed(self.heading.split(UNDER))) if self.heading else ()


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
        text: its text; lines end with a newline. ``▯`` stands for a digit that recognition could not read for sure.
        name: name of the sheet, else empty.
        source: where the text comes from.
        quality: 0-1, how far the text can be trusted: for text layers the share of sound letters, for recognised
            text the mean confidence of its words.
    """

    number: int
    text: str
    tables: tuple[Table, ...] = ()
    name: str = ""
    source: TextSource = TextSource.TEXT
    quality: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An HTML page as read.

    Attributes:
        title: of the ``<title>``.
        headings: texts of h1-h4 in document order, at most 120.
        breadcrumb: texts of the breadcrumb trail, home first.
        leaf: text and tables of the main content, without scripts, navigation, header and footer as far as
            they can be told; all of the text when they cannot.
        chrome: text of navigation, header and footer (agencies keep address and telephone there).
        links: every reference with the words around it; canonical addresses, no fragments.
        images: number of pictures in the content larger than icons.
        pictures: of each of them, how many of the page's headings stand before it; empty when that is not known.
        alts: alternative texts of pictures.
        emails, phones: contact addresses in links (mailto:, tel:).
        has_map: an embedded map.
        has_form: a form other than search or login.
        dead_anchors: labels of links that lead nowhere (``#``, ``javascript:void(0)``), at most 300.
        text_layer: GARBLED when most of its letters are private-use codes.
        needs_script: signs that its content is built by a script.
        script_signs: all signs of script that were seen, weak ones too: ``shell``, ``loader``, ``holes``,
            ``script_links``, ``table_without_links``, ``dead_links``, ``empty_panels``, ``onclick``.
        hidden: links inside HTML comments: nobody sees them, so they are no evidence, but the report says so.
        veiled: links to gambling that the page hides from its visitors; strangers put them there.
            One to the page itself is its description, if that invites to gambling.
        rendered: a browser built it.
        cut: how its HTML ends halfway, as of ``read.ending``: ``inside``, ``open`` or ``unended``; empty where
            it does not. Some templates are written so: whether it was cut is for its whole site to say.
        tail: sketch of its last bytes, where it ends so.
        barred: why its data did not come though a browser showed it, and what they are for stayed empty: ``post``
            (another method than GET, not sent), ``closed`` (robots.txt, or an address that may change something), or
            ``silent`` (asked for, and their server did not answer or was in trouble).
        refresh: target of a meta refresh, absolute, or empty.
        published: day on which the page says by its meta elements that it was published, or None.
        generator: the program that it says by its meta elements to be made with; may be empty.
        asides: values of the fields of its forms, as of ``Document``.
        skeleton: sketch of how it is built, see ``read/skeleton``; empty in pages read by earlier versions.
    """

    url: str
    title: str = ""
    headings: tuple[str, ...] = ()
    breadcrumb: tuple[str, ...] = ()
    leaf: Leaf
    chrome: str = ""
    links: tuple[Link, ...] = ()
    images: int = 0
    pictures: tuple[int, ...] = ()
    alts: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    has_map: bool = False
    has_form: bool = False
    dead_anchors: tuple[str, ...] = ()
    text_layer: TextLayer = TextLayer.GOOD
    needs_script: bool = False
    script_signs: tuple[str, ...] = ()
    hidden: tuple[Link, ...] = ()
    veiled: tuple[Link, ...] = ()
    rendered: bool = False
    barred: str = ""
    cut: str = ""
    tail: str = ""
    refresh: str = ""
    published: date | None = None
    generator: str = ""
    skeleton: str = ""
    asides: tuple[Leaf, ...] = ()
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
        author: author of the document properties, empty when absent.
        members: what is kept inside: files of an archive, attachments of a PDF or of a mail, each with the address
            ``member_url(url, path)``. An archive has members and no leaves.
        path: for a member its path inside, else empty.
        torn: the file is damaged, and what is read of it may not be all that it said.
        asides: headers, notes, comments, hidden sheets and properties that may hold a number of a person, by name and
            with the number 0: nothing but personal data is looked for in them.
    """

    url: str
    media: Media
    title: str = ""
    leaves: tuple[Leaf, ...] = ()
    text_layer: TextLayer = TextLayer.GOOD
    meta_dates: tuple[date, ...] = ()
    leaf_count: int = 0
    images: int = 0
    author: str = ""
    members: "tuple[Document | Page | Unread, ...]" = ()
    path: str = ""
    sha256: str = ""
    size: int = 0
    torn: bool = False
    asides: tuple[Leaf, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Bytes that gave no text, with the cause.

    Attributes:
        cure: what would make it readable, one Thai line for the report; may be empty.
        path: for a member of an archive its path inside, else empty.
    """

    url: str
    media: Media
    cause: UnreadCause
    detail: str = ""
    cure: str = ""
    leaf_count: int = 0
    path: str = ""
    sha256: str = ""
    size: int = 0


def member_url(url: str, path: str) -> str:
    """Address of a file inside another: opening it gives the outer one; the fragment says which file is meant."""
    return f"{url}#{quote(path, safe='/')}"


Content = Page | Document | Unread
