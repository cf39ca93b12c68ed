"""Where in a table of agencies the heading stands, and what each row below it says. Calm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from oitcrawl.agencies.cells import clean
from oitcrawl.agencies.heads import Column, Head, head
from oitcrawl.thai.text import fold

Row = tuple[int, tuple[str, ...]]
_DEEP: Final = 40  # rows in which the heading is looked for, below titles and emblems
_TITLES: Final = ("รวม", "หมายเหตุ", "ที่มา", "ข้อมูล ณ", "total", "note", "source")
_SECTIONS: Final = ("จังหวัด", "อำเภอ", "กลุ่ม", "ภาค", "เขต")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table.

    Attributes:
        number: as its program shows it, from 1.
        sheet: its name; empty for CSV.
        cells: (meaning of the column, its heading, value) triples.
    """

    number: int
    sheet: str = ""
    cells: tuple[tuple[Head, str, str], ...] = ()

    def of(self, column: Column) -> str:
        """The first value that stands under a kind of column, or an empty string."""
        return next((value for meaning, _, value in self.cells if meaning.column is column and value), "")

    def all_of(self, column: Column) -> tuple[tuple[str, str], ...]:
        """(item, value) pairs under all columns of a kind."""
        return tuple((meaning.item, value) for meaning, _, value in self.cells if meaning.column is column and value)

    def under(self, heading: str) -> str:
        """The value under a heading as it is written."""
        return next((value for _, written, value in self.cells if fold(written) == fold(heading)), "")


@dataclass(slots=True, kw_only=True)
class Table:
    """Rows of agencies below their heading.

    Attributes:
        headings: as written, without empty ones.
        unknown: headings that nobody understands.
        passed: numbers of rows that are no agency: sums, remarks, titles of sections, headings once more.
    """

    sheet: str = ""
    headings: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    lines: list[Line] = field(default_factory=list)
    passed: list[int] = field(default_factory=list)


def table_of(rows: Sequence[Row], sheet: str = "") -> Table | None:
    """The table in ``rows``; None when none of its first rows is a heading: an address and a name or code."""
    place = _heading(rows)
    if place is None:
        return None
    first, depth = place
    names = _names(rows[first : first + depth])
    meanings = [head(name) if name else Head(Column.NOT_KEPT) for name in names]
    meanings = [
        one if one.column is not Column.UNKNOWN else _again(rows, first, at, one) for at, one in enumerate(meanings)
    ]
    unknown = (name for name, one in zip(names, meanings, strict=True) if one.column is Column.UNKNOWN)
    table = Table(sheet=sheet, headings=tuple(filter(None, names)), unknown=tuple(dict.fromkeys(unknown)))
    _fill(table, rows[first + depth :], names, meanings)
    return table


def _fill(table: Table, rows: Iterable[Row], names: Sequence[str], meanings: Sequence[Head]) -> None:
    province = ""
    for number, cells in rows:
        values = [clean(cell) for cell in cells]
        alone = list(dict.fromkeys(filter(None, values)))
        if _is_no_agency(alone, values, names):
            table.passed.append(number)
            if len(alone) == 1 and alone[0].startswith("จังหวัด"):
                province = alone[0].removeprefix("จังหวัด").strip()
            continue
        told = list(zip(meanings, names, values, strict=False))
        if province and not any(meaning.column is Column.PROVINCE and value for meaning, _, value in told):
            told.append((Head(Column.PROVINCE), "จังหวัด", province))
        table.lines.append(Line(number=number, sheet=table.sheet, cells=tuple(told)))


def _is_no_agency(alone: Sequence[str], values: Sequence[str], names: Sequence[str]) -> bool:
    if not alone:
        return True
    if len(alone) == 1 and (alone[0].startswith((*_SECTIONS, *_TITLES)) or alone[0].isdecimal()):
        return True
    opening = alone[0].lower()
    if opening.startswith(_TITLES) and not any("." in value and " " not in value for value in alone[1:]):
        return True
    same = sum(bool(value) and value == name for value, name in zip(values, names, strict=False))
    return same >= 2 and same >= len(alone) - 1  # noqa: PLR2004 - the heading once more, as on each printed page


def _heading(rows: Sequence[Row]) -> tuple[int, int] | None:
    """Where the heading begins, and how many rows it has: most columns understood, the higher first."""
    best: tuple[int, int, int] | None = None
    for at, (_, cells) in enumerate(rows[:_DEEP]):
        for depth in (1, 2):
            found = _understood(_names(rows[at : at + depth]))
            if depth > 1 and (at + 1 >= len(rows) or not _is_heading_too(rows[at + 1][1], cells)):
                continue
            if Column.URL in found and len(found) > 1 and (best is None or len(found) > best[0]):
                best = (len(found), at, depth)
    return None if best is None else best[1:]


def _is_heading_too(below: Sequence[str], above: Sequence[str]) -> bool:
    """Whether the row below a heading belongs to it: it names columns, and says again or nothing where that did."""
    named = [head(clean(cell)).column for cell in below if clean(cell)]
    kept = [one for one in named if one is not Column.UNKNOWN]
    return len(kept) == len(named) > 0 and any(clean(cell) for cell in above)


def _names(rows: Sequence[Row]) -> list[str]:
    """The headings of one or two rows: what stands lower is more exact."""
    width = max((len(cells) for _, cells in rows), default=0)
    stacked = [[clean(cells[at]) if at < len(cells) else "" for _, cells in rows] for at in range(width)]
    return [next((name for name in reversed(column) if name), "") for column in stacked]


def _again(rows: Sequence[Row], first: int, at: int, one: Head) -> Head:
    """The meaning of the upper heading of a column whose lower one says nothing."""
    cells = rows[first][1]
    return head(clean(cells[at])) if at < len(cells) and clean(cells[at]) else one


def _understood(names: Iterable[str]) -> set[Column]:
    return {head(name).column for name in names if name} - {Column.UNKNOWN, Column.NOT_KEPT}
