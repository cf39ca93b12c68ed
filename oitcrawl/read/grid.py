"""Tables that people made (CSV, XLSX, XLS, ODS): plain cells with the numbers of their rows, merged cells filled."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Final

from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from oitcrawl.read.charset import decode
from oitcrawl.read.trouble import trouble_of
from oitcrawl.read.workbook import cell_text, looked_at

Row = tuple[int, tuple[str, ...]]
_SEPARATORS: Final = ",;\t|"
_LOOKED_AT: Final = 20_000  # letters that tell the separator
_MOST_MERGED: Final = 200_000  # cells that are filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One table.

    Attributes:
        name: of its sheet; empty for CSV.
        rows: (number as its program shows it, from 1; cells) pairs; rows without any letter are left out.
    """

    name: str = ""
    rows: tuple[Row, ...] = ()


def read_grids(body: bytes) -> tuple[Grid, ...]:
    """The tables of a file, told apart by its bytes: one of a CSV, one for each visible sheet of a workbook.

    Raises:
        Trouble: it is locked, damaged or a bomb.
    """
    try:
        if body.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return tuple(_sheets(body))
        return (Grid(rows=tuple(_filled(_lines(body)))),)
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # whatever the libraries of workbooks raise; calamine's panics are no Exception
        raise trouble_of(error) from error


def _sheets(body: bytes) -> Iterator[Grid]:
    looked_at(body)
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    names = [one.name for one in book.sheets_metadata if one.visible is SheetVisibleEnum.Visible] or book.sheet_names
    for name in names:
        sheet = book.get_sheet_by_name(name)
        cells = [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
        _unmerge(cells, sheet)
        yield Grid(name=name, rows=tuple(_filled((number, tuple(row)) for number, row in enumerate(cells, 1))))


def _unmerge(cells: list[list[str]], sheet: CalamineSheet) -> None:
    """Give every cell of a merged range its value: a province stands once beside all its agencies."""
    room = _MOST_MERGED
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top >= len(cells) or left >= len(cells[top]):
            continue
        value = cells[top][left]
        for row in cells[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
                room -= 1
        if room < 0:
            return


def _lines(body: bytes) -> Iterator[Row]:
    text = decode(body, is_markup=False).text.replace("\0", "")
    first, skipped = 0, 0
    if told := re.match(r"sep=(.)\r?\n", text):  # Excel's own word
        first, skipped = told.end(), 1
    reader = csv.reader(StringIO(text[first:], newline=""), delimiter=told[1] if told else _separator(text))
    before = skipped
    for cells in reader:
        yield before + 1, tuple(cells)
        before = skipped + reader.line_num


def _separator(text: str) -> str:
    """The one that stands in most lines as often as in the others."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:_LOOKED_AT].splitlines() if line.strip()]
    return max(
        _SEPARATORS, key=lambda one: (sum(one in line for line in lines), sum(line.count(one) for line in lines))
    )


def _filled(rows: Iterator[Row]) -> Iterator[Row]:
    return ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
