"""Composes the texts of publications and sets them as PDF, scan, Word, workbook or HTML."""

import random
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any, Self

from demosite.office import docx, xlsx
from demosite.paper import Block as InFile
from demosite.paper import Centred, Form, Grid, Heading, Paper, Paragraph
from demosite.pdf import Press
from fontTools.ttLib import TTFont

from maker.wording import Draft, Words

FONTS = Path(__file__).parents[4] / "oitcrawl" / "report" / "static"
FORMS = {"pdf": Form.PDF, "scan": Form.SCAN, "docx": Form.DOCX, "xlsx": Form.XLSX, "locked": Form.LOCKED}
ENDINGS = {"pdf": ".pdf", "scan": ".pdf", "locked": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "page": ""}
_SWAPS = {"✓": "/", "✔": "/", "√": "/", "☑": "[/]", "☐": "[ ]", "–": "-", "—": "-", "“": '"', "”": '"', "’": "'"}
_COVER = 4  # lines of a cover that stand in the middle


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, on pages only."""

    alt: str


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame of another site, on pages only."""

    src: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link; in files its words and address."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Fields:
    """A form to fill in and send, on pages only."""


Block = InFile | Picture | Frame | Anchor | Fields
FILLED_IN = "online_channel"  # the component that is a form where it stands on a page


def compose(draft: Draft, words: Words, *, without: Collection[str] = (), nil: bool = False) -> tuple[Block, ...]:
    """The text of a document: cover, filler, then the parts that are not taken away, or the word that all is nil."""
    blocks = [Centred(line) for line in _lines(draft.cover, words)[:_COVER]]
    blocks += [Paragraph(line) for line in _lines(draft.cover, words)[_COVER:]]
    blocks += [Paragraph(line) for line in _lines(draft.filler, words)]
    if nil:
        return (*blocks, *_part(draft.nil, words))
    for key, part in draft.parts.items():
        if key not in without:
            blocks += [*_part(part, words), *([Fields()] if key == FILLED_IN else [])]
    if draft.columns:
        blocks += _columns(draft.columns, words, without)
    return tuple(blocks)


def _lines(text: str, words: Words) -> list[str]:
    return [line.strip() for line in words.fill(text).splitlines() if line.strip()]


def _part(part: Any, words: Words) -> list[Block]:
    if isinstance(part, str):
        return [Paragraph(line) for line in _lines(part, words)]
    blocks: list[Block] = [Paragraph(line) for line in _lines(part.get("text") or "", words)]
    blocks += [_grid(part["table"], words)] if part.get("table") else []
    blocks += [Picture(words.fill(alt)) for alt in part.get("images") or ()]
    blocks += [Anchor(words.fill(text), words.fill(href)) for text, href in part.get("links") or ()]
    blocks += [Frame(part["embed"])] if part.get("embed") else []
    return blocks


def _grid(rows: list[list[Any]], words: Words) -> Grid:
    width = max(map(len, rows))
    return Grid(tuple(tuple(words.fill(str(cell if cell is not None else "")) for cell in [*row, *[""] * width][:width]) for row in rows))  # fmt: skip


def _columns(told: Mapping[str, Any], words: Words, without: Collection[str]) -> list[Block]:
    columns = dict(told.get("base") or {})
    for key, more in told["parts"].items():
        columns |= more if key not in without else {}
    if not columns:
        return []
    deep = max(map(len, columns.values()))
    rows = [[values[row] if row < len(values) else "" for values in columns.values()] for row in range(deep)]
    return [_grid([list(columns), *rows], words)]


def said(blocks: tuple[Block, ...]) -> str:
    """All the words of a text, a line per paragraph or cell."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Grid(rows):
                lines += [cell for row in rows for cell in row]
            case Heading(text) | Centred(text) | Paragraph(text):
                lines.append(text)
            case Anchor(text, _):
                lines.append(text)
            case _:
                pass
    return "\n".join(lines)


class Printer:
    """Sets texts as files: ``with Printer() as printer: printer.file(blocks, "pdf", ...)``."""

    def __init__(self) -> None:
        self._press = Press(FONTS)
        self._known = set(TTFont(self._press.regular).getBestCmap()) | {ord("\n")}

    def __enter__(self) -> Self:
        self._press.__enter__()
        return self

    def __exit__(self, *gone: object) -> None:
        self._press.__exit__(*gone)

    def file(
        self, blocks: tuple[Block, ...], media: str, *, name: str, made: date, thai_digits: bool = False
    ) -> bytes:
        """The bytes of a document.

        Args:
            blocks: its text.
            media: ``pdf``, ``scan``, ``docx``, ``xlsx`` or ``locked``.
            name: seeds the noise of a scan.
            made: day of its properties.
            thai_digits: whether its numbers are written in Thai digits.
        """
        paper = _Set(
            name=name, form=FORMS[media], title="", made=made, markup="", thai_digits=thai_digits, ready=self._legible(blocks)
        )  # fmt: skip
        makers = {"docx": docx, "xlsx": xlsx}
        return makers.get(media, self._press.pdf)(paper)

    def _legible(self, blocks: tuple[Block, ...]) -> tuple[InFile, ...]:
        printed = (_printed(block) for block in blocks)
        return tuple(_swapped(block, self._known) for block in printed if block is not None)


def _printed(block: Block) -> InFile | None:
    match block:
        case Anchor(text, href):
            return Paragraph(f"{text} {href}" if "://" in href else text)
        case Picture() | Frame() | Fields():
            return None
        case _:
            return block


class _Set(Paper):
    """A paper whose blocks are at hand: cells may hold signs that the markup has a use for."""

    __slots__ = ("ready",)

    def __init__(self, *, ready: tuple[Block, ...], **about: Any) -> None:
        super().__init__(**about)
        object.__setattr__(self, "ready", ready)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(map(_thai, self.ready)) if self.thai_digits else self.ready


_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def thai_digits(text: str) -> str:
    """``text`` with its numbers in Thai digits, mail and web addresses apart."""
    return re.sub(r"\S*[@/]\S*|[^@/\s]+", lambda one: one[0] if re.search("[@]|https?:", one[0]) else one[0].translate(_THAI), text)  # fmt: skip


def _thai(block: Block) -> Block:
    return _mapped(block, thai_digits)


def _swapped(block: Block, known: set[int]) -> Block:
    def legible(text: str) -> str:
        text = "".join(_SWAPS.get(sign, sign) for sign in text)
        return "".join(sign if ord(sign) in known else " " for sign in text)

    return _mapped(block, legible)


def _mapped(block: Block, change: Any) -> Block:
    match block:
        case Grid(rows):
            return Grid(tuple(tuple(change(cell) for cell in row) for row in rows))
        case Heading(text) | Centred(text) | Paragraph(text):
            return type(block)(change(text))
        case _:
            return block


def html(blocks: tuple[Block, ...], *, level: int = 2, digits: bool = False, titled: bool = True) -> str:
    """A text as HTML.

    Args:
        blocks: the text.
        level: of the heading that its first line becomes.
        digits: whether its numbers are written in Thai digits.
        titled: whether the first line is a heading; else all lines are alike.
    """
    out: list[str] = []
    for number, block in enumerate(map(_thai, blocks) if digits else blocks):
        match block:
            case Grid(rows):
                out.append(table(rows))
            case Heading(text) | Centred(text) if number == 0 and titled:
                out.append(f"<h{level}>{escape(text)}</h{level}>")
            case Heading(text) | Centred(text) | Paragraph(text):
                out.append(f"<p>{escape(text)}</p>")
            case Picture(alt):
                out.append(f'<img src="/img/person{number % 9}.png" width="160" height="190" alt="{escape(alt)}">')
            case Frame(src):
                out.append(f'<iframe src="{escape(src)}" width="600" height="450"></iframe>')
            case Anchor(text, href):
                out.append(f'<p><a href="{escape(href)}">{escape(text)}</a></p>')
            case Fields():
                out.append(
                    '<form method="post" action="/send"><input type="text" name="topic"><textarea name="detail"></textarea>'
                    '<input type="file" name="file"><button type="submit">ส่งเรื่อง</button></form>'
                )
            case _:
                pass
    return "\n".join(out)


def table(rows: tuple[tuple[str, ...], ...]) -> str:
    """Rows as an HTML table; the first one is its header."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f'<table border="1"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def person(number: int) -> bytes:
    """A portrait: a silhouette, so that nobody's face is anywhere."""
    import io

    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (160, 190), (225, 230 - number % 9 * 3, 235))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((50, 30, 110, 100), fill=(120, 110 + random.Random(number).randrange(40), 110))
    draw.pieslice((20, 105, 140, 275), 180, 360, fill=(13, 71, 43))
    out = io.BytesIO()
    picture.quantize(16).save(out, "PNG")
    return out.getvalue()
