"""Paints over the numbers of private persons in the picture of a PDF page, where its text layer says they stand."""

from contextlib import closing
from ctypes import byref, c_int
from typing import Final

import pypdfium2
from PIL import ImageDraw
from pypdfium2 import raw

from oitcrawl.read.pictures import Picture
from oitcrawl.thai.personal import find_personal

_MOST: Final = 60_000  # characters of a page that are looked at
_PAINT: Final = (90, 90, 90)
_Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def paint_over(page: pypdfium2.PdfPage, picture: Picture) -> int:
    """Cover every number of a person that the text layer of ``page`` shows; how many different ones those are.

    Args:
        page: the page.
        picture: the whole of it, as drawn.
    """
    with closing(page.get_textpage()) as layer:
        count = min(layer.count_chars(), _MOST)
        text = "".join(_letter(raw.FPDFText_GetUnicode(layer, at)) for at in range(count))
        pen, covered = ImageDraw.Draw(picture), set()
        for one in find_personal(text):
            for at in range(one.start, one.end):
                if not text[at].isspace():
                    pen.rectangle(_on_picture(page, picture, _box(layer, at)), fill=_PAINT)
            covered.add(one.digits)
    return len(covered)


def _letter(code: int) -> str:
    """One letter for each of the layer, so that places in the text are places in the layer."""
    return " " if code in (0, 13) or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)  # noqa: PLR2004


def _box(layer: pypdfium2.PdfTextPage, at: int) -> _Box:
    """The room of a letter in its line, and its ink where that reaches further."""
    ink: _Box = layer.get_charbox(at)
    room: _Box = layer.get_charbox(at, loose=True)
    return min(ink[0], room[0]), min(ink[1], room[1]), max(ink[2], room[2]), max(ink[3], room[3])


def _on_picture(page: pypdfium2.PdfPage, picture: Picture, box: _Box) -> tuple[int, int, int, int]:
    """A box of the page as pixels of its picture, a little larger: letters reach beyond their boxes."""
    left, bottom, right, top = box
    more = 1.0  # points
    ends = [_pixel(page, picture, x, y) for x, y in ((left - more, bottom - more), (right + more, top + more))]
    (x1, y1), (x2, y2) = ends
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _pixel(page: pypdfium2.PdfPage, picture: Picture, x: float, y: float) -> tuple[int, int]:
    """Where a point of the page lies in its picture, turned and cropped as the page is."""
    across, down = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, picture.width, picture.height, 0, x, y, byref(across), byref(down))
    return across.value, down.value
