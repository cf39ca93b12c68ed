"""PDFs by Pango and Cairo, called as the system's libraries: what the desktop programs of GNOME print."""

import ctypes
import ctypes.util
import tempfile
from pathlib import Path
from typing import Any, Final

from corpus.drawn import EMBLEM, HIGH, LEFT, TOP, WIDE, WIDTH
from corpus.fonts import Face
from corpus.lines import size_of, table_widths
from corpus.papers import Block, Paper, Part

SCALE: Final = 1024  # Pango's units in a point
CENTRE: Final = 1
POINTER, NUMBER, STRING = ctypes.c_void_p, ctypes.c_double, ctypes.c_char_p


def is_here() -> bool:
    """Whether the system has both libraries."""
    return bool(ctypes.util.find_library("pangocairo-1.0") and ctypes.util.find_library("cairo"))


def by_pango(paper: Paper, face: Face, *, size: float = 13) -> bytes:
    """The paper as Pango lays it out; the family must be known to fontconfig."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.pdf"
        sheet = _Sheet(file)
        for page in paper.pages:
            y = TOP
            for block in page:
                y = sheet.draw(block, face.family, size_of(block, size), y) + size * 0.35
            if y > HIGH - 30:
                raise ValueError(f"a page is too long: {page[0].plain}")
            sheet.turn()
        sheet.close()
        return file.read_bytes()


class _Sheet:
    """A PDF under way."""

    def __init__(self, file: Path) -> None:
        self.cairo = ctypes.CDLL(ctypes.util.find_library("cairo"))
        self.pango = ctypes.CDLL(ctypes.util.find_library("pangocairo-1.0"))
        make = _tell(self.cairo.cairo_pdf_surface_create, POINTER, STRING, NUMBER, NUMBER)
        self.surface = make(str(file).encode(), WIDE, HIGH)
        # CAIRO_PDF_METADATA_CREATE_DATE = 5: fixed, so that the same paper gives the same bytes
        note = _tell(self.cairo.cairo_pdf_surface_set_metadata, None, POINTER, ctypes.c_int, STRING)
        note(self.surface, 5, b"2025-01-15T08:00:00Z")
        self.context = _tell(self.cairo.cairo_create, POINTER, POINTER)(self.surface)

    def draw(self, block: Block, family: str, size: float, y: float) -> float:
        """Draw a block from ``y`` down and return where it ends."""
        if block.part is Part.EMBLEM:
            return y + EMBLEM
        if block.part is Part.TABLE:
            widths = table_widths(len(block.rows[0]), WIDTH)
            for number, row in enumerate(block.rows):
                bold = number == 0
                ends = [
                    self._text(text, family, size, bold, LEFT + sum(widths[:at]), y, widths[at], centred=False)
                    for at, text in enumerate(row)
                ]
                y = max(ends)
            return y
        bold = block.part in (Part.TITLE, Part.HEADING)
        shift = WIDTH * 0.45 if block.part is Part.SIGN else 0.0
        centred = block.part in (Part.TITLE, Part.NUMBER, Part.SIGN)
        return self._text(block.plain, family, size, bold, LEFT + shift, y, WIDTH - shift, centred=centred)

    def _text(
        self, text: str, family: str, size: float, bold: bool, x: float, y: float, width: float, *, centred: bool
    ) -> float:
        place = _tell(self.pango.pango_cairo_create_layout, POINTER, POINTER)(self.context)
        font = _tell(self.pango.pango_font_description_from_string, POINTER, STRING)(
            f"{family}{' bold' if bold else ''}".encode()
        )
        _tell(self.pango.pango_font_description_set_absolute_size, None, POINTER, NUMBER)(font, size * SCALE)
        _tell(self.pango.pango_layout_set_font_description, None, POINTER, POINTER)(place, font)
        _tell(self.pango.pango_layout_set_width, None, POINTER, ctypes.c_int)(place, int(width * SCALE))
        if centred:
            _tell(self.pango.pango_layout_set_alignment, None, POINTER, ctypes.c_int)(place, CENTRE)
        body = text.encode()
        _tell(self.pango.pango_layout_set_text, None, POINTER, STRING, ctypes.c_int)(place, body, len(body))
        _tell(self.cairo.cairo_move_to, None, POINTER, NUMBER, NUMBER)(self.context, x, y)
        _tell(self.pango.pango_cairo_show_layout, None, POINTER, POINTER)(self.context, place)
        high = self._height(place)
        _tell(self.pango.pango_font_description_free, None, POINTER)(font)
        return y + high

    def _height(self, place: int) -> float:
        wide, high = ctypes.c_int(), ctypes.c_int()
        size = _tell(self.pango.pango_layout_get_size, None, POINTER, POINTER, POINTER)
        size(place, ctypes.addressof(wide), ctypes.addressof(high))
        return high.value / SCALE

    def turn(self) -> None:
        _tell(self.cairo.cairo_show_page, None, POINTER)(self.context)

    def close(self) -> None:
        _tell(self.cairo.cairo_destroy, None, POINTER)(self.context)
        _tell(self.cairo.cairo_surface_finish, None, POINTER)(self.surface)
        _tell(self.cairo.cairo_surface_destroy, None, POINTER)(self.surface)


def _tell(function: Any, result: Any, *kinds: Any) -> Any:
    function.restype, function.argtypes = result, kinds
    return function
