"""Character recognition of pages and pictures in Thai and English: the one door for those who want their text."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from typing import Final

from oitcrawl.model.content import Media
from oitcrawl.read import tesseract
from oitcrawl.read.latin import latin_look
from oitcrawl.read.pictures import (
    Picture,
    Unfit,
    count_pictures,
    is_blank,
    open_picture,
    straightened,
    top_of,
    turned,
)
from oitcrawl.read.quality import repair
from oitcrawl.read.render import count_pages, render
from oitcrawl.read.tesseract import THAI, Reading
from oitcrawl.read.words import UNSURE_DIGIT, Region, Transcript, Word
from oitcrawl.settings import Settings

# Measured on 34 made pages (8-18 pt, six families, clean, noisy, one-bit, 100-300 dpi) and 27 real ones: errors are
# fewest at 125-175 dpi, as Tesseract brings lines to 36 pixels by itself; 200 dpi takes 10% longer, 300 dpi 50%.
DPI: Final = 150
SHARES: Final = {Region.TOP: 0.15, Region.UPPER: 0.40, Region.PAGE: 1.0}
DOUBTFUL: Final = 0.75  # confidence: upright pages reach 0.85-0.95, pages upside down or on their side 0.6
SPECK: Final = 0.35  # confidence of dirt taken for letters
SPECK_LETTERS: Final = 3
_THAI_DIGIT: Final = re.compile("[๐-๙]")


def transcribe(body: bytes, media: Media, leaf: int, region: Region, settings: Settings) -> Transcript:
    """Read a page of a PDF or of a picture. CPU work of about a second: call it in a reader process.

    Args:
        body: the file.
        media: PDF or IMAGE.
        leaf: its page, from 1.
        region: how much of the page.
        settings: ``ocr_leaf_seconds`` for this page, ``max_pixels`` of a picture.

    Returns:
        The text; of a page for which the time did not suffice the lines read so far, with less confidence.

    Raises:
        Unfit: (a ``ValueError``) the page cannot be opened or is too large.
        RuntimeError: recognition is not available, see ``why_not``.
    """
    if not is_available():
        raise RuntimeError(why_not())
    started = time.process_time()
    sheet = _Sheet(body=body, media=media, leaf=leaf, max_pixels=settings.max_pixels)
    look = _look(sheet, region, time.monotonic() + settings.ocr_leaf_seconds)
    words = _second_looks(look)
    letters = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words)
    return Transcript(
        text=_text(words),
        confidence=look.reading.share * sure / letters if letters else float(look.blank),
        words=len(words),
        turned=look.turned,
        seconds=time.process_time() - started,
    )


def is_available() -> bool:
    """Whether pages can be recognised on this machine."""
    return tesseract.has_library() and tesseract.data_folder() is not None


def why_not() -> str:
    """Why pages cannot be recognised and what mends it, one Thai line; empty when they can."""
    if not tesseract.has_library():
        return "อ่านภาพสแกนไม่ได้ เพราะไม่มีไลบรารี tesserocr ติดตั้งด้วย pip install tesserocr"
    if tesseract.data_folder() is None:
        return "อ่านภาพสแกนไม่ได้ เพราะไม่พบข้อมูลภาษาไทยของ Tesseract ติดตั้งด้วย sudo apt install tesseract-ocr-tha"
    return ""


def engine() -> str:
    """What reads: versions of program and models; texts read by another engine are read anew. Empty when nothing."""
    if not is_available():
        return ""
    return f"{tesseract.version()} dpi:{DPI}{_digits_version()}"


def count_leaves(body: bytes, media: Media) -> int:
    """Pages of a PDF or of a picture file; 0 for what is neither or cannot be opened."""
    if media is Media.PDF:
        return count_pages(body)
    return count_pictures(body) if media is Media.IMAGE else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A page that can be drawn again, in parts."""

    body: bytes
    media: Media
    leaf: int
    max_pixels: int

    def draw(self, share: float) -> Picture:
        if self.media is Media.PDF:
            return render(self.body, self.leaf, DPI, share)
        if self.media is Media.IMAGE:
            return top_of(open_picture(self.body, self.leaf, self.max_pixels), share)
        raise Unfit(f"{self.media} has no picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A part of a page as it was read."""

    picture: Picture
    reading: Reading
    turned: int = 0
    blank: bool = False


def _look(sheet: _Sheet, region: Region, until: float) -> _Look:
    """The page as it stands; turned upright where that reads better."""
    share = SHARES[region]
    picture = straightened(sheet.draw(share))
    if is_blank(picture):
        return _Look(picture=picture, reading=Reading(), blank=True)
    first = _Look(picture=picture, reading=_read(picture, until))
    if first.reading.share < 1 or not _is_doubtful(first.reading):
        return first
    whole = sheet.draw(1.0)
    best = first
    for degrees in _turns(whole):
        picture = straightened(top_of(turned(whole, degrees), share))
        look = _Look(picture=picture, reading=_read(picture, until), turned=degrees)
        if look.reading.confidence > best.reading.confidence or (best is first and first.reading.sideways):
            best = look
    return best


def _read(picture: Picture, until: float) -> Reading:
    return tesseract.recognise(picture, language=THAI, dpi=DPI, seconds=until - time.monotonic())


def _is_doubtful(reading: Reading) -> bool:
    return reading.sideways or reading.confidence < DOUBTFUL


def _turns(whole: Picture) -> tuple[int, ...]:
    """Degrees that are worth a try; all of them where the model for orientation is not installed."""
    if not tesseract.has_language(tesseract.ORIENTATION):
        return (180, 90, 270)
    degrees = tesseract.turn_of(whole)
    return (degrees,) if degrees else ()


def _second_looks(look: _Look) -> list[Word]:
    """Words without dirt; Latin words and Thai digits read again by models that know them."""
    words = [word for word in look.reading.words if not _is_speck(word)]
    if look.reading.share < 1 or not words:
        return words
    words = latin_look(words, look.picture, DPI)
    return _digit_look(words, look.picture)


def _is_speck(word: Word) -> bool:
    return word.confidence < SPECK and len(word.text) <= SPECK_LETTERS


def _digit_look(words: list[Word], picture: Picture) -> list[Word]:
    if find_spec("oitcrawl.read.digits") is None:
        return words
    digits = import_module("oitcrawl.read.digits")
    return list(digits.second_look(words, picture, tesseract.reader(THAI)))


def _digits_version() -> str:
    return ""


def _text(words: Sequence[Word]) -> str:
    """Lines. A Thai digit that no second look confirmed is none: the model takes ๖ for ๒ and ๘ for ๕."""
    lines = (" ".join(word.text for word in line) for _, line in groupby(words, key=lambda word: word.line))
    return repair(_THAI_DIGIT.sub(UNSURE_DIGIT, "\n".join(lines)))
