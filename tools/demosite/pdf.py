"""Papers as PDF: a real Thai text layer, a scan without one, or locked by a password. The same bytes each time."""

import random
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

import pypdfium2
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from PIL import Image

from demosite.fonts import ORIGINAL, merged_font, shaped
from demosite.paper import Block, Centred, Form, Grid, Heading, NewLeaf, Paper, Paragraph, Signature
from demosite.wording import pieces

LINE = 6.2
SMALL = 5.2


class Press:
    """Sets papers with the fonts of one folder: ``with Press(folder) as press: press.pdf(paper)``."""

    def __init__(self, fonts: Path) -> None:
        self._folder = TemporaryDirectory(prefix="demo-fonts-")  # fpdf2 takes fonts by file name only
        self.regular = Path(self._folder.name, "sarabun.ttf")
        self.bold = Path(self._folder.name, "sarabun-bold.ttf")
        self.regular.write_bytes(merged_font(fonts, 400))
        self.bold.write_bytes(merged_font(fonts, 700))

    def __enter__(self) -> Self:
        """Ready."""
        return self

    def __exit__(self, *_: object) -> None:
        """Put the fonts away."""
        self._folder.cleanup()

    def pdf(self, paper: Paper) -> bytes:
        """The bytes of ``paper`` as PDF, scan or locked PDF."""
        plain = self._set(paper)
        return _scan(plain, paper) if paper.form is Form.SCAN else plain

    def _set(self, paper: Paper) -> bytes:
        sheet = _Sheet(self.regular, self.bold)
        sheet.set_title(paper.title)
        sheet.set_author("องค์การบริหารส่วนตำบลทุ่งตัวอย่าง")
        sheet.set_creation_date(_moment(paper))
        sheet.add_page()
        for block in paper.blocks:
            sheet.lay(block)
        if paper.form is Form.LOCKED:
            sheet.set_encryption(
                owner_password="demo-owner", user_password="demo", encryption_method=EncryptionMethod.RC4
            )
        return sheet.finish()


class _Sheet(FPDF):
    def __init__(self, regular: Path, bold: Path) -> None:
        super().__init__(format="A4")
        self.add_font("Sarabun", "", regular)
        self.add_font("Sarabun", "B", bold)
        self.set_margins(22, 20, 18)
        self.set_auto_page_break(auto=True, margin=18)
        self.set_font("Sarabun", size=13)

    def header(self) -> None:
        """Page number above, from the second page on."""
        if self.page_no() > 1:
            self.set_font("Sarabun", size=11)
            self.cell(0, 6, f"- {self.page_no()} -", align="C", new_x="LMARGIN", new_y="NEXT")
            self.ln(2)

    def lay(self, block: Block) -> None:
        match block:
            case NewLeaf():
                self.add_page()
            case Heading(text):
                self.ln(2)
                self._lines(text, size=14, style="B")
            case Centred(text):
                self._lines(text, size=15, style="B", align="C")
            case Paragraph(text):
                self._lines(f"      {text}", size=13)
            case Grid(rows):
                self._grid(rows)
            case Signature():
                self._sign(block)

    def finish(self) -> bytes:
        for font in self.fonts.values():
            if font.missing_glyphs:
                raise ValueError(f"the font lacks {[hex(code) for code in font.missing_glyphs]}")
            font.ttfont.recalcTimestamp = False
            for glyph, _code in font.subset.items():  # noqa: PERF102 - not a dict
                if glyph is not None:
                    glyph.unicode = tuple(ORIGINAL.get(code, code) for code in glyph.unicode)
        return bytes(self.output())

    def _lines(self, text: str, *, size: int, style: str = "", align: str = "L") -> None:
        self.set_font("Sarabun", style, size)
        for line in self._wrapped(text, self.epw):
            self.cell(0, LINE, shaped(line), align=align, new_x="LMARGIN", new_y="NEXT")

    def _sign(self, sign: Signature) -> None:
        self.ln(8)
        self.set_font("Sarabun", size=13)
        if self.will_page_break(4 * LINE):
            self.add_page()
        for line in ("ลงชื่อ", f"({sign.name})", sign.position, sign.day):
            self.set_x(self.l_margin + self.epw * 0.4)
            self.cell(self.epw * 0.6, LINE, shaped(line), align="C", new_x="LMARGIN", new_y="NEXT")

    def _grid(self, rows: tuple[tuple[str, ...], ...]) -> None:
        self.ln(2)
        self.set_font("Sarabun", "B", 11)
        widths = _widths(rows, self.epw, self.get_string_width)
        for number, row in enumerate(rows):
            self.set_font("Sarabun", "B" if number == 0 else "", 11)
            cells = [self._wrapped(cell, width - 2) for cell, width in zip(row, widths, strict=True)]
            height = max(len(cell) for cell in cells) * SMALL + 2
            if self.will_page_break(height):
                self.add_page()
                self.set_font("Sarabun", "B" if number == 0 else "", 11)
            self._row(cells, widths, height)
        self.ln(3)

    def _row(self, cells: list[list[str]], widths: list[float], height: float) -> None:
        top, left = self.get_y(), self.l_margin
        for lines, width in zip(cells, widths, strict=True):
            self.rect(left, top, width, height)
            for number, line in enumerate(lines):
                self.set_xy(left + 1, top + 1 + number * SMALL)
                self.cell(width - 2, SMALL, shaped(line))
            left += width
        self.set_xy(self.l_margin, top + height)

    def _wrapped(self, text: str, width: float) -> list[str]:
        lines, line = [], ""
        for word in re.split(r"(?<=\s)", text):
            for piece in _pieces(word, lambda s: self.get_string_width(s.rstrip()) <= width - 0.5):
                if line and self.get_string_width((line + piece).rstrip()) > width - 0.5:
                    lines.append(line.rstrip())
                    line = ""
                line += piece
        return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(word: str, fits: Callable[[str], bool]) -> list[str]:
    if fits(word):
        return [word]
    parts: list[str] = []
    for part in pieces(word):
        if parts and fits(parts[-1] + part):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def _widths(rows: tuple[tuple[str, ...], ...], whole: float, measure: Callable[[str], float]) -> list[float]:
    """Column widths by the longest cell within reason, never below the longest number."""
    columns = list(zip(*rows, strict=True))
    least = [max(measure(part) for cell in column for part in pieces(cell) or [""]) + 4 for column in columns]
    wanted = [min(max(measure(cell) for cell in column) + 4, 70) for column in columns]
    spare = [max(want - floor, 0.1) for want, floor in zip(wanted, least, strict=True)]
    left = whole - sum(least)
    return [floor + left * part / sum(spare) for floor, part in zip(least, spare, strict=True)]


def _scan(plain: bytes, paper: Paper) -> bytes:
    """What a copying machine makes of ``plain``: grey-less pictures, a little askew, specks."""
    out = FPDF(format="A4")
    out.set_creation_date(_moment(paper))
    noise = random.Random(paper.name)
    for leaf in pypdfium2.PdfDocument(plain):
        picture = leaf.render(scale=130 / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(noise.uniform(-0.6, 0.6), fillcolor=255, resample=Image.Resampling.BICUBIC)
        for _ in range(220):
            picture.putpixel((noise.randrange(picture.width), noise.randrange(picture.height)), 0)
        out.add_page()
        out.image(picture.point(lambda grey: 255 if grey > 150 else 0).convert("1"), 0, 0, 210, 297)
    return bytes(out.output())


def _moment(paper: Paper) -> datetime:
    return datetime(paper.made.year, paper.made.month, paper.made.day, 9, 30, tzinfo=UTC)
