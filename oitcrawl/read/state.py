"""What the walk through a page keeps in hand: measures, and the tables and forms that are open."""

import re
from collections.abc import Callable
from typing import Final

from oitcrawl.model.content import UNDER
from oitcrawl.read.tables import Grid

BREAK: Final = "\x00"  # between blocks; no parser lets it through from a page
CELL: Final = " | "
BLOCK_ROW: Final = 300  # characters of a small block that tells what its links are
LIST_ROW: Final = 700  # a longer row or item is a way of laying out the page
FEW_LINKS: Final = 4
ROW_LINKS: Final = 12
FEW_PIECES: Final = 60
MANY_PIECES: Final = 2000
LAYOUT_CELL: Final = 2000  # characters of a cell that holds a part of the page, not data
HEADING_LENGTH: Final = 300
BOLD_LENGTH: Final = 150
SHORT_CHROME: Final = 400  # characters; a longer part must be mostly links to be chrome by its class alone
BOLD_SHARE: Final = 0.9
MENU_SHARE: Final = 0.8

HOLDERS: Final = frozenset({"table", "ul", "ol", "menu"})

# Levels of headings that are not h1-h6: a block that stands out, a line across a table, the parent of a list.
LEVEL_BLOCK: Final = 7
LEVEL_TABLE: Final = 8
LEVEL_LIST: Final = 9  # and deeper by one for each list around it


Heads = tuple[tuple[int, str], ...]


def squash(text: str) -> str:
    """``text`` on one line, with single spaces."""
    return " ".join(text.replace(BREAK, " ").split() if BREAK in text else text.split())


_COUNTS: Final = re.compile(
    r"(?:ปีงบประมาณ|ประจำปี|ประจำ|ปีงบ|ปี|พ\.?\s?ศ\.?|ไตรมาส|รอบ|ครั้ง|เดือน|แรก|หลัง|ส่วน|เล่ม|ชุด|ฉบับ|ที่|ไฟล์|แนบ|เอกสาร|"
    r"ดาวน์โหลด|รายละเอียด|เพิ่มเติม|(?:มกรา|มีนา|พฤษภา|กรกฎา|สิงหา|ตุลา|ธันวา)คม|(?:เมษา|มิถุนา|กันยา|พฤศจิกา)ยน|"
    r"กุมภาพันธ์|fy|year|download|files?|part|[\W\d_])*",
    re.IGNORECASE,
)
_SHORT_COUNT: Final = 60


def counts(text: str) -> bool:
    """Whether a heading only counts what stands under one above it: ``ปีงบประมาณ 2567``, ``ไตรมาสที่ 1``, ``ไฟล์แนบ``."""
    return len(text) <= _SHORT_COUNT and _COUNTS.fullmatch(text) is not None


def under(heads: "Heads", text: str) -> str:
    """``text`` as a heading under ``heads``, the last of which tells what it does not say itself."""
    parent = heads[-1][1].partition(UNDER)[0] if heads else ""
    return f"{parent}{UNDER}{text}" if parent and counts(text) and not counts(parent) else text


Closer = Callable[[], None]


def heading_for(text: str, heads: Heads, below: int = 0) -> str:
    """The nearest heading that says more than a link's own ``text``; above level ``below`` where given."""
    for level, heading in reversed(heads):
        if heading != text and (not below or level < below):
            return heading
    return ""


def DONE() -> None:  # noqa: N802 - a sign, not a call
    """Given by an opener that has dealt with all inside its element."""


class Item:
    """An open list item: what had been gathered when it opened.

    Attributes:
        start: pieces of text.
        first: references.
        heads: headings in force.
        sink: where text goes.
        dead: labels of dead links.
    """

    __slots__ = ("dead", "first", "has_sublist", "heads", "sink", "start")

    def __init__(self, start: int, first: int, heads: Heads, sink: list[str], dead: int) -> None:
        self.start = start
        self.first = first
        self.heads = heads
        self.sink = sink
        self.dead = dead
        self.has_sublist = False


class OpenTable:
    """A table under way."""

    __slots__ = ("above", "cells", "grid", "heads", "nested", "roomy")

    def __init__(self) -> None:
        self.grid = Grid()
        self.nested = False  # a cell of the row under way holds a table
        self.roomy = False  # the cell before was no cell of data
        self.cells = [0, 0, 0]  # of the row under way: cells, th cells, bold or empty cells
        self.heads: Heads = ()
        self.above = ""  # words of the last row that does not leave its first cell empty


class OpenForm:
    """A form under way."""

    __slots__ = ("fields", "login")

    def __init__(self) -> None:
        self.fields = 0
        self.login = False
