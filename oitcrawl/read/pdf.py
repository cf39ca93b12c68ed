"""PDF text page by page: pdfium probes, ``pdftotext -raw`` gives the text where it is installed, pdfium where not.

A page whose text nobody can read one way is read the other way; texts are mended, weighed, and kept with a quality.
"""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Final

import pypdfium2

from oitcrawl.model.content import Document, Leaf, Media, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.read.asides import properties_aside
from oitcrawl.read.mending import restore
from oitcrawl.read.pdf_page import Sight, field_values, sight_of
from oitcrawl.read.pdf_tears import is_torn
from oitcrawl.read.program import FILE, TooSlow, find_program, run_on
from oitcrawl.read.properties import clean_author, clean_title
from oitcrawl.read.quality import NEEDS_OCR, judge_leaves, layer_of, weigh
from oitcrawl.read.unread import unread
from oitcrawl.settings import Settings

LITTLE: Final = 20  # letters; so little text on a picture of the page is a page number, a stamp or a scanner's name
CAPTION: Final = 4  # Thai letters of it that may say something
PASSWORD_ERROR: Final = 4  # FPDF_ERR_PASSWORD
_PDFIUM: Final = Lock()  # pdfium knows no threads


def read_pdf(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a PDF: text of each page, repaired and judged; a scan or a locked file becomes ``Unread``.

    A page that has no text, or only a stamp on a picture of it, is a leaf with source NONE; a text that nobody can
    read stays, with a quality below ``NEEDS_OCR``.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: ``max_leaves`` pages are read, in ``reader_seconds``.
        sha256: digest of the bytes, for the value.
    """
    until = time.monotonic() + settings.reader_seconds
    try:
        with _opened(body) as pdf:
            probe = _probe(pdf, settings.max_leaves, until)
        if not probe.has_text:
            return unread(url, Media.PDF, UnreadCause.SCAN, leaf_count=probe.count, sha256=sha256, size=len(body))
        leaves = _leaves(body, probe, settings, until)
        torn = is_torn(body, until)
    except TooSlow:
        return unread(url, Media.PDF, UnreadCause.TOO_SLOW, sha256=sha256, size=len(body))
    except pypdfium2.PdfiumError as error:
        told = getattr(error, "err_code", None) == PASSWORD_ERROR or "password" in str(error).lower()
        locked = told and b"Encrypt" in body  # PDFium may repeat what it said of an earlier file
        cause = UnreadCause.PASSWORD if locked else UnreadCause.DAMAGED
        return unread(url, Media.PDF, cause, detail=str(error)[:200], sha256=sha256, size=len(body))
    read = _document(leaves, probe, body, url=url, sha256=sha256)
    return replace(read, torn=torn) if isinstance(read, Document) else read


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What pdfium tells cheaply.

    Attributes:
        count: pages of the file.
        has_text: some page has a character.
        has_form: it has form fields.
        said: every text of its properties, whoever made it up.
    """

    count: int
    has_text: bool
    has_form: bool = False
    title: str = ""
    author: str = ""
    dates: tuple[date, ...] = ()
    said: tuple[str, ...] = ()


@contextmanager
def _opened(body: bytes) -> Iterator[pypdfium2.PdfDocument]:
    with _PDFIUM, closing(pypdfium2.PdfDocument(body)) as pdf:
        yield pdf


def _probe(pdf: pypdfium2.PdfDocument, max_leaves: int, until: float) -> Probe:
    """Stops at the first page with text: a page with text costs 2 ms, a scan 0.1."""
    count = len(pdf)
    has_text = False
    for number in range(min(count, max_leaves)):
        if time.monotonic() > until:
            raise TooSlow
        with closing(pdf[number]) as page, closing(page.get_textpage()) as words:
            if words.count_chars() > 0:
                has_text = True
                break
    meta = pdf.get_metadata_dict()
    dates = tuple(found for key in ("CreationDate", "ModDate") if (found := pdf_date(meta.get(key, ""))))
    return Probe(
        count=count,
        has_text=has_text or pdf.get_formtype() != pypdfium2.raw.FORMTYPE_NONE,
        has_form=pdf.get_formtype() != pypdfium2.raw.FORMTYPE_NONE,
        title=clean_title(meta.get("Title", "")),
        author=clean_author(meta.get("Author", "")),
        dates=dates,
        said=tuple(meta.get(key, "") for key in ("Title", "Author", "Subject", "Keywords")),
    )


def pdf_date(text: str) -> date | None:
    """The day of a date of PDF properties (``D:25670115...``), also when the program wrote a Buddhist year."""
    found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)", text)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    try:
        return date(year - 543 if year > 2400 else year, month, day)  # noqa: PLR2004 - no Christian year yet
    except ValueError:
        return None


def _leaves(body: bytes, probe: Probe, settings: Settings, until: float) -> list[tuple[Leaf, TextLayer | None]]:
    """The pages that are read, each with what its text is good for; None for a page that shows nothing."""
    count = min(probe.count, settings.max_leaves)
    texts, is_program = _texts(body, count, until)
    found = [_leaf(number, text) for number, text in enumerate(texts, 1)]
    weak = [leaf.number for leaf in found if leaf.quality < NEEDS_OCR and leaf.text]
    if weak:
        others = _by_pdfium(body, weak, until) if is_program else _by_program(body, count, until) or []
        again = zip(weak, others if is_program else [others[number - 1] for number in weak if others], strict=False)
        better = [_leaf(number, text) for number, text in again]
        for leaf in better:
            found[leaf.number - 1] = max(found[leaf.number - 1], leaf, key=lambda one: one.quality)
    if probe.has_form:
        found = _with_values(body, found)
    return _seen(body, found)


def _leaf(number: int, raw: str) -> Leaf:
    """A page with its text mended and weighed."""
    mended = restore(raw)
    text = "\n".join(line for line in (" ".join(line.split()) for line in mended.text.split("\n")) if line)
    source = TextSource.REPAIRED if mended.is_repaired else TextSource.TEXT
    return Leaf(number=number, text=text, source=source, quality=weigh(text))


def _with_values(body: bytes, leaves: list[Leaf]) -> list[Leaf]:
    """The pages with the values of their form fields that their text does not hold."""
    with _opened(body) as pdf:
        values = field_values(pdf, [leaf.number for leaf in leaves])
    added = []
    for leaf in leaves:
        lines = [value for value in values.get(leaf.number, ()) if value not in leaf.text]
        text = "\n".join([*filter(None, [leaf.text]), *lines])
        added.append(replace(leaf, text=text, quality=weigh(text)) if lines else leaf)
    return added


def _seen(body: bytes, leaves: list[Leaf]) -> list[tuple[Leaf, TextLayer | None]]:
    """The pages, and what those show that have next to no text: a scan, nothing, or a few words as they are."""
    few = [leaf.number for leaf in leaves if _useful(leaf.text) <= LITTLE]
    sights = _sights(body, few) if few else {}
    return [_judged(leaf, sights.get(leaf.number)) for leaf in leaves]


def _judged(leaf: Leaf, sight: Sight | None) -> tuple[Leaf, TextLayer | None]:
    is_silent = leaf.quality == 0.0
    if sight is Sight.BLANK and is_silent:
        return replace(leaf, text="", quality=1.0), None
    if sight is Sight.PICTURE or is_silent:
        text = leaf.text if len(_THAI.findall(leaf.text)) >= CAPTION else ""
        return replace(leaf, text=text, source=TextSource.NONE, quality=0.0), TextLayer.NONE
    return leaf, layer_of(leaf.quality)


def _useful(text: str) -> int:
    """Letters and digits of a text that no scanner program put there."""
    return sum(map(str.isalnum, _SCANNER.sub("", text))) if len(text) < MAX_STAMP else LITTLE + 1


MAX_STAMP: Final = 150  # characters; a longer text is no stamp
_SCANNER: Final = re.compile(r"(?i)(?:scanned|generated|created)\s+(?:by|with)\s+[\w .]{3,30}|camscanner|anyscanner")
_THAI: Final = re.compile("[ก-ฮ]")


def _texts(body: bytes, count: int, until: float) -> tuple[list[str], bool]:
    """Raw text of each of the first ``count`` pages, and whether the program gave it."""
    texts = _by_program(body, count, until)
    is_program = texts is not None and any(text.strip() for text in texts)
    if texts is None or not is_program:
        texts = _by_pdfium(body, range(1, count + 1), until)
    return texts[:count] + [""] * (count - len(texts)), is_program


def text_program() -> str | None:
    """Path of ``pdftotext``, or None where it is not installed."""
    return find_program("pdftotext")


def _by_program(body: bytes, leaves: int, until: float) -> list[str] | None:
    """Text by ``pdftotext -raw``: marks in their places for every producer. None when it is absent or fails."""
    program = text_program()
    if program is None:
        return None
    words = [program, "-raw", "-q", "-enc", "UTF-8", "-eol", "unix", "-l", str(leaves), FILE, "-"]
    output = run_on(body, words, until - time.monotonic(), suffix=".pdf")
    return None if output is None else output.decode("utf-8", "replace").split("\f")


def _by_pdfium(body: bytes, numbers: Iterable[int], until: float) -> list[str]:
    texts = []
    with _opened(body) as pdf:
        for number in numbers:
            if time.monotonic() > until:
                raise TooSlow
            with closing(pdf[number - 1]) as page, closing(page.get_textpage()) as words:
                texts.append(words.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n"))
    return texts


def _sights(body: bytes, numbers: list[int]) -> dict[int, Sight]:
    sights = {}
    with _opened(body) as pdf:
        for number in numbers:
            with closing(pdf[number - 1]) as page:
                sights[number] = sight_of(page)
    return sights


def _document(
    leaves: list[tuple[Leaf, TextLayer | None]], probe: Probe, body: bytes, *, url: str, sha256: str
) -> Document | Unread:
    layer = judge_leaves([layer for _, layer in leaves if layer is not None])
    if layer is TextLayer.NONE:
        return unread(url, Media.PDF, UnreadCause.SCAN, leaf_count=probe.count, sha256=sha256, size=len(body))
    return Document(
        url=url,
        media=Media.PDF,
        title=probe.title,
        author=probe.author,
        leaves=tuple(leaf for leaf, _ in leaves),
        text_layer=layer,
        meta_dates=probe.dates,
        leaf_count=probe.count,
        images=body.count(b"/Subtype/Image") + body.count(b"/Subtype /Image"),
        sha256=sha256,
        size=len(body),
        asides=properties_aside(probe.said),
    )
