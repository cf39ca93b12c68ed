"""Tables as people see them: cells that span rows or columns put in their places, and which row is the header."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from oitcrawl.model.content import Table
from oitcrawl.thai.text import fold

MAX_SPAN: Final = 60  # columns or rows that one cell may claim; more is a mistake or a trap
MAX_TABLE_ROWS: Final = 5000
HEADER_CELL: Final = 80  # characters; longer cells are content
LOOK: Final = 8  # rows from the top among which the header may stand
HEADER_DEPTH: Final = 3


@dataclass(slots=True, kw_only=True)
class Row:
    """One row under way.

    Attributes:
        cells: texts by column; a cell that spans columns fills the first.
        wide: columns that each spanning cell fills, by its column.
        head: every cell is marked as a header (th, thead).
        bold: every filled cell is bold.
        linked: it holds links, so that it is content.
        depth: rows that its tallest cell fills.
    """

    cells: list[str] = field(default_factory=list)
    wide: dict[int, int] = field(default_factory=dict)
    head: bool = False
    bold: bool = False
    linked: bool = False
    depth: int = 1

    @property
    def filled(self) -> int:
        """Cells that hold text."""
        return len(self.cells) - self.cells.count("")


class Grid:
    """The rows of one table while they are read; cells that span rows are repeated in each of them."""

    __slots__ = ("_carried", "_row", "rows")

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._row = Row()
        self._carried: dict[int, tuple[str, int]] = {}  # column -> text, rows it still fills

    def cell(self, text: str, columns: int = 1, rows: int = 1) -> None:
        """The next cell of the row under way."""
        row = self._row
        if self._carried:
            self._carry()
        column = len(row.cells)
        row.cells.append(text)
        if columns > 1:
            columns = min(columns, MAX_SPAN)
            row.wide[column] = columns
            row.cells.extend([""] * (columns - 1))
        if rows > 1:
            row.depth = max(row.depth, rows)
            self._carried[column] = (text, min(rows, MAX_SPAN))

    def end(self, *, head: bool = False, bold: bool = False, linked: bool = False) -> Row:
        """Finish the row under way."""
        row, self._row = self._row, Row()
        if self._carried:
            self._carry(into=row)
            self._carried = {at: (text, left - 1) for at, (text, left) in self._carried.items() if left > 1}
        row.head, row.bold, row.linked = head, bold, linked
        if row.cells and len(self.rows) < MAX_TABLE_ROWS:
            self.rows.append(row)
        return row

    def drop(self) -> None:
        """Forget the row under way: it lays out the page."""
        self._row = Row()
        self._carried = {}

    def _carry(self, into: Row | None = None) -> None:
        row = into or self._row
        while (held := self._carried.get(len(row.cells))) is not None:
            row.cells.append(held[0])

    def table(self) -> Table | None:
        """The table, or None when it is no table but a way of laying out a page."""
        return make_table(self.rows)


def make_table(rows: Sequence[Row]) -> Table | None:
    """A table of ``rows``; None when fewer than two of them have two filled cells."""
    rows = [row for row in rows if row.filled]
    if sum(1 for row in rows if row.filled > 1) < 2:  # noqa: PLR2004 - a header and a row
        return None
    at = _header_at(rows)
    if at is None:
        return Table(rows=tuple(tuple(row.cells) for row in rows))
    depth = min(max(rows[at].depth, _marked(rows, at)), HEADER_DEPTH, len(rows) - at)
    header = _joined(rows[at : at + depth])
    return Table(header=header, rows=tuple(tuple(row.cells) for row in rows[at + depth :]))


def plain_table(rows: Iterable[Sequence[str]]) -> Table | None:
    """A table of plain cells: of a workbook, a letter or a file with commas."""
    return make_table([Row(cells=list(cells)) for cells in rows])


def _marked(rows: Sequence[Row], at: int) -> int:
    """How many rows from ``at`` on are marked as header."""
    count = 0
    for row in rows[at : at + HEADER_DEPTH]:
        if not row.head:
            break
        count += 1
    return count


def _header_at(rows: Sequence[Row]) -> int | None:
    for at, row in enumerate(rows[:LOOK]):
        if row.filled < 2 or at + 1 == len(rows):  # noqa: PLR2004 - a line across the table is its title
            continue
        if row.head or (row.bold and not row.linked and not all(later.bold for later in rows[at:])):
            return at
        if not row.linked and _says_header(row.cells):
            return at
        if at and not _is_form(row.cells):
            break
    return None


# What the columns of agencies' tables are called, folded.
_COLUMN: Final = re.compile(
    "|".join(
        fold(word)
        for word in (
            "ลำดับ รายการ โครงการ กิจกรรม งบประมาณ จำนวน หมายเหตุ วันที่ ระยะเวลา ผู้รับผิดชอบ หน่วยงาน วงเงิน สถานะ "
            "ขั้นตอน ประเภท รายละเอียด ตัวชี้วัด เป้าหมาย ความเสี่ยง มาตรการ ผลการ องค์ประกอบ ร้อยละ ตำแหน่ง คำอธิบาย ราคา "
            "ผู้เสนอ เหตุผล เลขที่ หัวข้อ เบิกจ่าย คงเหลือ ปัญหา อุปสรรค ข้อเสนอแนะ แหล่ง สถานที่ ช่องทาง เรื่อง ชื่อ แนวทาง "
            "ยุทธศาสตร์ ดาวน์โหลด url"
        ).split()
    )
    + "|^(?:ที่|ข้อ|ปี|เดือน|ลิงก์|ลิงค์|link|no|วัน|ไฟล์|คะแนน|ผล|เวลา)$".replace("ํา", "า")
)
_DIGITS: Final = re.compile(r"^[\d๐-๙.,%/\s-]+$")


def _says_header(cells: Sequence[str]) -> bool:
    """Whether cells read as the names of columns: short, no figures, at least two and a third known ones."""
    filled = [cell for cell in cells if cell]
    if any(len(cell) > HEADER_CELL or _DIGITS.match(cell) for cell in filled):
        return False
    known = sum(1 for cell in filled if _COLUMN.search(fold(cell)))
    return known >= 2 and known * 3 >= len(filled)  # noqa: PLR2004


def _is_form(cells: Sequence[str]) -> bool:
    """Whether a row above a header may be its form's lines (``หน่วยงาน: ...``): few of many cells are filled."""
    return sum(1 for cell in cells if cell) * 2 <= len(cells)


def _joined(rows: Sequence[Row]) -> tuple[str, ...]:
    """Header rows as one: the words above a column joined with the words of the cells that span it."""
    width = max(len(row.cells) for row in rows)
    columns: list[list[str]] = [[] for _ in range(width)]
    for row in rows:
        for at, text in enumerate(row.cells):
            for column in range(at, min(at + row.wide.get(at, 1), width)) if text else ():
                if text not in columns[column]:
                    columns[column].append(text)
    return tuple(" ".join(words) for words in columns)
