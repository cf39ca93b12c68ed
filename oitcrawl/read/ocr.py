"""Character recognition of pages and pictures in Thai and English: the one door for those who want their text."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from oitcrawl.model.content import Media
from oitcrawl.read import tesseract
from oitcrawl.read.digits import digit_model, digits_version, is_installed, second_look
from oitcrawl.read.latin import latin_look
from oitcrawl.read.pictures import (
    Picture,
    Texture,
    Unfit,
    cleaned,
    count_pictures,
    open_picture,
    straightened,
    texture_of,
    tidied,
    top_of,
    turned,
)
from oitcrawl.read.quality import repair
from oitcrawl.read.render import count_pages, render
from oitcrawl.read.tesseract import THAI, Reading
from oitcrawl.read.words import UNSURE_DIGIT, Region, Transcript, Word
from oitcrawl.settings import Settings
from oitcrawl.thai.tone_marks import restore_tones

# Measured on 34 made pages (8-18 pt, six families, clean, noisy, one-bit, 100-300 dpi) and 27 real ones: errors are
# fewest at 125-175 dpi, as Tesseract brings lines to 36 pixels by itself; 200 dpi takes 10% longer, 300 dpi 50%.
DPI: Final = 150
RECIPE: Final = 2  # raise it when what is made of the same picture changes: what was read before is read anew
SHARES: Final = {Region.TOP: 0.40, Region.UPPER: 0.40, Region.PAGE: 1.0}  # of the top only its first lines are read
TOP_ROWS: Final = 10  # rows of squares with text that hold a title: about five lines
WIDE: Final = 0.16  # of the squares across that a line of text fills; an emblem fills a tenth
DOUBTFUL: Final = 0.75  # confidence: upright pages reach 0.85-0.95, pages upside down or on their side 0.6
FEW_LETTERS: Final = 40  # a photograph may hold as many; it is not worth to be tried upside down
COVERED: Final = 0.6  # of what looks like text: less is a page with photographs, or one whose lines were missed
ENOUGH: Final = 0.5  # real pages with photographs reach 0.44, with text 0.55-1.0, blurred and grainy ones 0-0.41
SPECK: Final = 0.35  # confidence of dirt taken for letters
SPECK_LETTERS: Final = 3
NO_DIGITS: Final = "no digits"
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
        confidence=look.reading.share * look.seen * sure / letters if letters else float(look.blank),
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
    return f"{tesseract.version()} dpi:{DPI} {digits_version() if is_installed() else NO_DIGITS} recipe:{RECIPE}"


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
        """The upper ``share`` (0-1) of it."""
        if self.media is Media.PDF:
            return render(self.body, self.leaf, DPI, share)
        if self.media is Media.IMAGE:
            return top_of(open_picture(self.body, self.leaf, self.max_pixels), share)
        raise Unfit(f"{self.media} has no picture")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A part of a page as it was read.

    Attributes:
        covered: 0-1, how much of what looks like text was seen as text.
    """

    picture: Picture
    texture: Texture
    reading: Reading
    covered: float
    turned: int = 0

    @property
    def blank(self) -> bool:
        """Whether nothing stands there but dirt."""
        has_words = any(not _is_speck(word) for word in self.reading.words)
        return not has_words and self.reading.share == 1 and self.texture.is_empty

    @property
    def worth(self) -> float:
        """Confidence, less where lines were missed: those that were found may be read well nevertheless."""
        return self.reading.confidence * self.seen

    @property
    def seen(self) -> float:
        """What lines that were missed leave of a confidence, 0-1."""
        return min(1.0, self.covered / ENOUGH)


def _look(sheet: _Sheet, region: Region, until: float) -> _Look:
    """The page as it stands; cleaned or turned upright where that reads better."""
    share = SHARES[region]
    drawn = sheet.draw(share)
    if region is Region.TOP:
        first = _first_lines(drawn)
        drawn, share = top_of(drawn, first), share * first
    best = _clearest(drawn, until)
    if best.blank or best.reading.share < 1 or not _is_doubtful(best.reading):
        return best
    whole = sheet.draw(1.0)
    for degrees in _turns(whole, best.reading):
        look = replace(_clearest(top_of(turned(whole, degrees), share), until), turned=degrees)
        if _is_better(look, best):
            best = look
    return best


def _first_lines(picture: Picture) -> float:
    """The share of a picture, from its top, that holds its first lines of text, whatever emblem stands above them."""
    cells = texture_of(picture).cells
    across, seen = cells.tobytes(), 0
    for row in range(cells.height):
        line = across[row * cells.width : (row + 1) * cells.width]
        seen += sum(1 for cell in line if cell) >= WIDE * cells.width
        if seen == TOP_ROWS:
            return min(1.0, (row + 2) / cells.height)
    return 1.0


def _clearest(picture: Picture, until: float) -> _Look:
    """The reading of a picture as it is, or cleaned when lines were missed."""
    picture = straightened(picture)
    texture = texture_of(picture)
    look = _read(tidied(picture, texture), until)
    if look.blank or look.covered >= COVERED or look.reading.share < 1:
        return look
    clean = cleaned(picture, texture)
    if clean is None:
        return look
    second = _read(clean, until)
    return second if second.worth > look.worth else look


def _read(picture: Picture, until: float) -> _Look:
    texture = texture_of(picture)
    reading = tesseract.recognise(picture, language=THAI, dpi=DPI, seconds=until - time.monotonic())
    covered = texture.covered(word.box for word in reading.words if not _is_speck(word))
    return _Look(picture=picture, texture=texture, reading=reading, covered=covered)


def _is_speck(word: Word) -> bool:
    return word.confidence < SPECK and len(word.text) <= SPECK_LETTERS


def _is_doubtful(reading: Reading) -> bool:
    return reading.sideways or reading.confidence < DOUBTFUL


def _is_better(new: _Look, old: _Look) -> bool:
    """Lines from top to bottom may be read well, but of a part of a page they show the wrong part."""
    if old.reading.sideways and not new.reading.sideways:
        return new.reading.confidence > DOUBTFUL
    return new.worth > old.worth


def _turns(whole: Picture, reading: Reading) -> tuple[int, ...]:
    """Degrees that are worth a try."""
    likely = (270, 90) if reading.sideways else (180,)
    told = tesseract.turn_of(whole)
    if told is None:
        return likely if reading.letters > FEW_LETTERS else ()
    if reading.sideways and told in {0, 180}:
        return likely
    return (told,) if told else ()


def _second_looks(look: _Look) -> list[Word]:
    """The words without dirt; Latin ones and Thai digits read again by models that know them."""
    if look.reading.share < 1:
        return _without_thai_digits(look.reading.words)
    words = latin_look(look.reading.words, look.picture, DPI)
    words = [word for word in words if not _is_speck(word)]
    return second_look(words, look.picture, digit_model()) if is_installed() else _without_thai_digits(words)


def _without_thai_digits(words: Sequence[Word]) -> list[Word]:
    """No Thai digit that only the stock model saw is one: it takes ๖ for ๒ and ๘ for ๕."""
    return [replace(word, text=_THAI_DIGIT.sub(UNSURE_DIGIT, word.text)) for word in words]


def _text(words: Sequence[Word]) -> str:
    lines = (" ".join(word.text for word in line) for _, line in groupby(words, key=lambda word: word.line))
    return restore_tones(repair("\n".join(lines)))
