"""PDFs drawn line by line by fpdf2 (shaped) and ReportLab (not shaped), which cannot break Thai lines themselves."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Final

from corpus.fonts import Face
from corpus.lines import fill, size_of, table_widths
from corpus.papers import Block, Paper, Part

WIDE, HIGH = 595.28, 841.89  # points of an A4 sheet
LEFT, TOP, WIDTH = 57.0, 62.0, 481.0
LEADING: Final = 1.6
EMBLEM: Final = 60.0
MADE: Final = datetime(2025, 1, 15, 8, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as it stands on a sheet: left end and base line in points from the top, and the block it is of."""

    text: str
    x: float
    y: float
    size: float
    bold: bool
    part: Part


Measure = Callable[[str, float, bool], float]


def layout(page: tuple[Block, ...], measure: Measure, *, size: float, inside_words: bool = False) -> list[Line]:
    """Lines of a page from top to bottom; ``measure`` tells the width of (text, size, bold)."""
    found: list[Line] = []
    y = TOP
    for block in page:
        if block.part is Part.EMBLEM:
            y += EMBLEM + 14
            continue
        lines = list(_lines(block, measure, size_of(block, size), y, inside_words=inside_words))
        found += lines
        y = max(line.y for line in lines) + size * 0.35
    if y > HIGH - 30:
        raise ValueError(f"a page is too long: {page[0].plain}")
    return found


def _lines(block: Block, measure: Measure, size: float, y: float, *, inside_words: bool) -> Iterator[Line]:
    if block.part is Part.TABLE:
        yield from _cells(block, measure, size, y)
        return
    bold = block.part in (Part.TITLE, Part.HEADING)
    left, width = (LEFT + WIDTH * 0.45, WIDTH * 0.55) if block.part is Part.SIGN else (LEFT, WIDTH)
    for text in fill(block.text, width, lambda said: measure(said, size, bold), inside_words=inside_words):
        y += size * LEADING
        centred = block.part in (Part.TITLE, Part.NUMBER, Part.SIGN)
        x = left + (width - measure(text, size, bold)) / 2 if centred else left
        yield Line(text=text, x=x, y=y, size=size, bold=bold, part=block.part)


def _cells(block: Block, measure: Measure, size: float, y: float) -> Iterator[Line]:
    widths = table_widths(len(block.rows[0]), WIDTH)
    for number, row in enumerate(block.rows):
        y += size * LEADING
        for at, text in enumerate(row):
            if measure(text, size, number == 0) > widths[at]:
                raise ValueError(f"a cell is too narrow for {text}")
            x = LEFT + sum(widths[:at])
            yield Line(text=text, x=x, y=y, size=size, bold=number == 0, part=block.part)


def by_fpdf(paper: Paper, face: Face, *, size: float = 13, shaped: bool = True) -> bytes:
    """The paper as fpdf2 draws it."""
    pdf = _fpdf(face, shaped=shaped)
    pdf.set_title(paper.title)
    for lines, page in zip(fpdf_lines(paper, face, size=size), paper.pages, strict=True):
        pdf.add_page()
        if any(block.part is Part.EMBLEM for block in page):
            pdf.set_line_width(2)
            pdf.circle(x=WIDE / 2, y=TOP + EMBLEM / 2, radius=EMBLEM / 2)
            pdf.circle(x=WIDE / 2, y=TOP + EMBLEM / 2, radius=EMBLEM / 3, style="DF")
        for line in lines:
            pdf.set_font("face", "B" if line.bold else "", line.size)
            pdf.text(line.x, line.y, line.text)
    return bytes(pdf.output())


def fpdf_lines(paper: Paper, face: Face, *, size: float = 13, inside_words: bool = False) -> list[list[Line]]:
    """Where fpdf2 puts the lines of each page."""
    pdf = _fpdf(face, shaped=True)

    def measure(text: str, points: float, bold: bool) -> float:
        pdf.set_font("face", "B" if bold else "", points)
        return float(pdf.get_string_width(text))

    return [layout(page, measure, size=size, inside_words=inside_words) for page in paper.pages]


def _fpdf(face: Face, *, shaped: bool):  # noqa: ANN202 - the library is imported only where it is asked for
    from fpdf import FPDF

    pdf = FPDF(unit="pt", format="A4")
    pdf.set_creation_date(MADE)
    pdf.set_auto_page_break(False)
    pdf.add_font("face", "", face.files[400][0])
    pdf.add_font("face", "B", face.files.get(700, face.files[400])[0])
    pdf.set_text_shaping(shaped, script="thai", language="tha") if shaped else None
    return pdf


def by_reportlab(paper: Paper, face: Face, *, size: float = 13) -> bytes:
    """The paper as ReportLab draws it: letters one after the other, marks where the font puts them."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # streams as bytes: a fifth smaller
    names = {False: f"{face.family}-400", True: f"{face.family}-700"}
    pdfmetrics.registerFont(TTFont(names[False], str(face.files[400][0])))
    pdfmetrics.registerFont(TTFont(names[True], str(face.files.get(700, face.files[400])[0])))
    out = BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1)
    canvas.setTitle(paper.title)
    for page in paper.pages:
        for line in layout(page, lambda text, points, bold: canvas.stringWidth(text, names[bold], points), size=size):
            canvas.setFont(names[line.bold], line.size)
            canvas.drawString(line.x, HIGH - line.y, line.text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
