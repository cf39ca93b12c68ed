"""PDF text page by page: pdfium probes, ``pdftotext -raw`` gives the text where it is installed, pdfium where not."""

import re
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from threading import Lock
from typing import Final

import pypdfium2

from oitcrawl.model.content import Document, Leaf, Media, TextLayer, Unread, UnreadCause
from oitcrawl.read.program import FILE, TooSlow, find_program, run_on
from oitcrawl.read.quality import doubled, judge_leaves, judge_text, repair
from oitcrawl.read.unread import unread
from oitcrawl.settings import Settings

DOUBLED_SHARE: Final = 0.08  # of clusters written twice: pdfium on files of some drawing programs
PASSWORD_ERROR: Final = 4  # FPDF_ERR_PASSWORD
_PDFIUM: Final = Lock()  # pdfium knows no threads


def read_pdf(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a PDF: text of each page, repaired and judged; a scan or a locked file becomes ``Unread``.

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
        texts = _texts(body, probe, settings, until)
    except TooSlow:
        return unread(url, Media.PDF, UnreadCause.TOO_SLOW, sha256=sha256, size=len(body))
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == PASSWORD_ERROR or "password" in str(error).lower()
        cause = UnreadCause.PASSWORD if locked else UnreadCause.DAMAGED
        return unread(url, Media.PDF, cause, detail=str(error)[:200], sha256=sha256, size=len(body))
    return _document(texts, probe, body, url=url, sha256=sha256)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What pdfium tells cheaply.

    Attributes:
        count: pages of the file.
        has_text: some page has a character.
    """

    count: int
    has_text: bool
    title: str = ""
    dates: tuple[date, ...] = ()


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
    return Probe(count=count, has_text=has_text, title=_title(meta.get("Title", "")), dates=dates)


def _title(text: str) -> str:
    """The title of the properties, unless a program made it up."""
    title = " ".join(repair(re.sub(r"^Microsoft \w+ - ", "", text.replace("\0", ""))).split())
    return "" if _MADE_UP.fullmatch(title) else title


_MADE_UP: Final = re.compile(
    r"[0-9A-Fa-f{}-]*|งานนำเสนอ PowerPoint|PowerPoint Presentation|(?:Untitled|Document|Book|สมุดงาน|เอกสาร)\s*\d*",
    re.IGNORECASE,
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


def _texts(body: bytes, probe: Probe, settings: Settings, until: float) -> list[str]:
    """Raw text of each page, as many as are read."""
    leaves = min(probe.count, settings.max_leaves)
    texts = _by_program(body, leaves, until)
    if texts is None or not any(text.strip() for text in texts):
        texts = _by_pdfium(body, leaves, until)
    return texts[:leaves] + [""] * (leaves - len(texts))


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


def _by_pdfium(body: bytes, leaves: int, until: float) -> list[str]:
    texts = []
    with _opened(body) as pdf:
        for number in range(leaves):
            if time.monotonic() > until:
                raise TooSlow
            with closing(pdf[number]) as page, closing(page.get_textpage()) as words:
                texts.append(words.get_text_bounded().replace("\r\n", "\n").replace("\r", "\n"))
    return texts


def _document(texts: list[str], probe: Probe, body: bytes, *, url: str, sha256: str) -> Document | Unread:
    leaves = tuple(Leaf(number=number, text=_clean(text)) for number, text in enumerate(texts, 1))
    layers = [judge_text(leaf.text) for leaf in leaves]
    silent = [leaf.number for leaf, layer in zip(leaves, layers, strict=True) if layer is TextLayer.NONE]
    blank = _blank_among(body, silent) if silent else frozenset()
    told = [layer for number, layer in enumerate(layers, 1) if number not in blank]
    layer = judge_leaves(told)
    if layer is TextLayer.NONE:
        return unread(url, Media.PDF, UnreadCause.SCAN, leaf_count=probe.count, sha256=sha256, size=len(body))
    if layer is TextLayer.GOOD and any(doubled(leaf.text) > DOUBLED_SHARE for leaf in leaves[:3]):
        layer = TextLayer.PARTIAL
    return Document(
        url=url,
        media=Media.PDF,
        title=probe.title,
        leaves=leaves,
        text_layer=layer,
        meta_dates=probe.dates,
        leaf_count=probe.count,
        images=body.count(b"/Subtype/Image") + body.count(b"/Subtype /Image"),
        sha256=sha256,
        size=len(body),
    )


def _clean(text: str) -> str:
    lines = (" ".join(line.split()) for line in repair(text).split("\n"))
    return "\n".join(line for line in lines if line)


def _blank_among(body: bytes, numbers: list[int]) -> frozenset[int]:
    """Those of ``numbers`` that show nothing: no picture, and no more lines than an empty form has."""
    with _opened(body) as pdf:
        return frozenset(number for number in numbers if _is_blank(pdf[number - 1]))


def _is_blank(page: pypdfium2.PdfPage) -> bool:
    with closing(page):
        kinds = [one.type for one in islice(page.get_objects(max_depth=2), MAX_LINES + 1)]
    return len(kinds) <= MAX_LINES and pypdfium2.raw.FPDF_PAGEOBJ_IMAGE not in kinds


MAX_LINES: Final = 30  # drawn objects of a page that may still be blank; letters drawn as outlines are more
