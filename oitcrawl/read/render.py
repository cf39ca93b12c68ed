"""Pages of a PDF drawn as pictures: grey ones in the resolution that recognition wants, coloured ones for people."""

from collections.abc import Callable
from contextlib import closing
from typing import Final

import pypdfium2

from oitcrawl.read.pdf import _opened
from oitcrawl.read.pictures import Picture, Unfit

INCH: Final = 72  # points
LONGEST: Final = 1300  # points; a page that is longer was made of pictures at one point per pixel
SHORTEST: Final = 420  # points of the longest side; a smaller page is a scan with a wrong resolution
A4: Final = 842  # points of the longest side
MAX_PIXELS: Final = 20_000_000


def render(body: bytes, leaf: int, dpi: int, top_share: float = 1.0) -> Picture:
    """Page ``leaf`` (from 1) in grey.

    Args:
        body: a PDF.
        leaf: the page.
        dpi: dots per inch, for a page about as large as A4 or A3; others are drawn as though they were A4.
        top_share: upper part that is drawn, 0-1.

    Raises:
        Unfit: a damaged or locked file, or no such page.
    """
    try:
        with _opened(body) as pdf, closing(pdf[leaf - 1]) as page:
            width, height = page.get_size()
            scale = _scale(width, height, dpi)
            crop = (0, height * (1 - top_share), 0, 0)
            with closing(page.render(scale=scale, grayscale=True, crop=crop)) as bitmap:
                picture: Picture = bitmap.to_pil().convert("L")
                return picture.copy()
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise Unfit(f"{type(error).__name__}: {error}"[:200]) from error


def draw(body: bytes, leaf: int, width: int) -> Picture:
    """Page ``leaf`` (from 1) in colour, ``width`` pixels wide, or less where it is much higher than wide.

    Raises:
        Unfit: a damaged or locked file, or no such page.
    """
    return draw_covered(body, leaf, width, lambda _page, _picture: 0)[0]


Paint = Callable[[pypdfium2.PdfPage, Picture], int]


def draw_covered(body: bytes, leaf: int, width: int, paint: Paint) -> tuple[Picture, int]:
    """The same, after ``paint`` went over it; and what that gives.

    Raises:
        Unfit: a damaged or locked file, or no such page.
    """
    try:
        with _opened(body) as pdf, closing(pdf[leaf - 1]) as page:
            wide, high = page.get_size()
            scale = min(width / max(wide, 1), (MAX_PIXELS / max(wide * high, 1)) ** 0.5)
            with closing(page.render(scale=scale)) as bitmap:
                picture: Picture = bitmap.to_pil().convert("RGB").copy()
            return picture, paint(page, picture)
    except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
        raise Unfit(f"{type(error).__name__}: {error}"[:200]) from error


def count_pages(body: bytes) -> int:
    """Pages of a PDF; 0 when it cannot be opened."""
    try:
        with _opened(body) as pdf:
            return len(pdf)
    except pypdfium2.PdfiumError:
        return 0


def _scale(width: float, height: float, dpi: int) -> float:
    """Pixels per point."""
    longest = max(width, height)
    scale = dpi / INCH
    if not SHORTEST <= longest <= LONGEST:
        scale *= A4 / longest
    pixels = width * height * scale * scale
    return scale if pixels <= MAX_PIXELS else scale * float((MAX_PIXELS / pixels) ** 0.5)
