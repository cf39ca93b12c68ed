"""A paper as its author writes it: a few lines of markup, parsed into blocks that every format can set.

``# heading`` · ``> centred line`` · ``| cell | cell |`` (the first row is the header) · ``---`` new page ·
``!sign name; position; date`` · anything else is a paragraph.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Form(StrEnum):
    """What a paper is published as."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    SCAN = "scan"  # pictures of pages in a PDF, no text
    LOCKED = "locked"  # a PDF that asks for a password


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading."""

    text: str


@dataclass(frozen=True, slots=True)
class Centred:
    """A line in the middle."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first row is its header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, as what, and when."""

    name: str
    position: str
    day: str


@dataclass(frozen=True, slots=True)
class NewLeaf:
    """A new page."""


Block = Heading | Centred | Paragraph | Grid | Signature | NewLeaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document of the agency.

    Attributes:
        name: its name in the site, below ``docs/``.
        form: what it is published as.
        title: for the document properties.
        made: day of the document properties.
        markup: its text.
        thai_digits: whether its numbers are written ๑ ๒ ๓, as in most signed papers.
    """

    name: str
    form: Form
    title: str
    made: date
    markup: str
    thai_digits: bool = False

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Its text as blocks."""
        return parse(self.markup.translate(_THAI) if self.thai_digits else self.markup)

    @property
    def words(self) -> str:
        """All its text, as a reader should get it back."""
        return " ".join(_words(block) for block in self.blocks)


def parse(markup: str) -> tuple[Block, ...]:
    """Blocks of ``markup``."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for line in [*markup.strip().splitlines(), ""]:
        text = line.strip()
        if text.startswith("|"):
            rows.append(tuple(cell.strip() for cell in text.strip("|").split("|")))
            continue
        if rows:
            blocks.append(Grid(tuple(rows)))
            rows = []
        if text:
            blocks.append(_block(text))
    return tuple(blocks)


def _block(text: str) -> Block:
    if text == "---":
        return NewLeaf()
    if text.startswith("# "):
        return Heading(text[2:])
    if text.startswith("> "):
        return Centred(text[2:])
    if text.startswith("!sign "):
        name, position, day = (part.strip() for part in text[6:].split(";"))
        return Signature(name, position, day)
    return Paragraph(text)


def _words(block: Block) -> str:
    match block:
        case Heading(text) | Centred(text) | Paragraph(text):
            return text
        case Grid(rows):
            return " ".join(" ".join(row) for row in rows)
        case Signature(name, position, day):
            return f"ลงชื่อ ({name}) {position} {day}"
        case NewLeaf():
            return ""
