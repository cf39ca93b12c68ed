"""How large a grid the cells of a sheet span, told before a reader fills its memory with empty cells."""

import re
import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Final

from lxml import etree

from oitcrawl.read.package import attribute, local_name

# Cells as any program may write them, and as nobody may: whatever the reader of workbooks takes for a place counts.
_FILLED: Final = re.compile(
    rb"<(?:\w{1,20}:)?c\s(?:[^<>]{0,300}?\s)??r\s*=\s*[\"']([A-Za-z]{1,30})(\d{1,30})[\"'][^<>/]{0,300}>"
)
_PLACELESS: Final = re.compile(rb"<(?:\w{1,20}:)?c(?:>|\s(?!r=|[^<>]{0,300}?\br\s*=)[^<>/]{0,300}>)")
_LINE: Final = re.compile(rb"<(?:\w{1,20}:)?row\s(?:[^<>]{0,300}?\s)??r\s*=\s*[\"'](\d{1,30})[\"']")
_MOST: Final = 1_100_000  # repetitions that one cell or row may claim: sheets have 1,048,576 rows


def max_span(name: str, data: bytes) -> int:
    """Cells between the outermost filled ones, of the largest sheet in a part of a workbook.

    Args:
        name: of the part; its folder and ending tell how it is written.
        data: its bytes.
    """
    if name == "content.xml":
        return max((_area(cells) for cells in _open_document(data)), default=0)
    if not name.startswith("xl/worksheets"):
        return 0
    if name.endswith(".bin"):
        return _area(_binary(data))
    return max(_area((int(row), _column(column)) for column, row in _FILLED.findall(data)), _placeless(data))


def _placeless(data: bytes) -> int:
    """Cells of a sheet whose rows have numbers and whose cells have no places: they stand one beside another."""
    if _PLACELESS.search(data) is None:
        return 0
    rows = [(int(found[1]), found.start()) for found in _LINE.finditer(data)]
    ends = [start for _, start in rows[1:]] + [len(data)]
    corners = (
        ((row, 1), (row, data.count(b"<c", start, end) + data.count(b":c", start, end)))
        for (row, start), end in zip(rows, ends, strict=True)
    )
    return _area(chain.from_iterable(corners))


def _area(cells: Iterable[tuple[int, int]]) -> int:
    """Cells of the smallest grid that holds all of ``cells``, given as (row, column)."""
    top = left = _MOST * 2
    bottom = right = -1
    for row, column in cells:
        top, bottom = min(top, row), max(bottom, row)
        left, right = min(left, column), max(right, column)
    return (bottom - top + 1) * (right - left + 1) if bottom >= 0 else 0


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


_ROW: Final = 0  # BrtRowHdr
_CELLS: Final = range(1, 12)  # BrtCellBlank to BrtFmlaError


def _binary(data: bytes) -> Iterator[tuple[int, int]]:
    """Cells of a sheet of an XLSB: records of a kind, a length and a body that starts with the row or the column."""
    at = row = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        first = int.from_bytes(data[at : at + 4], "little")
        if kind == _ROW:
            row = first
        elif kind in _CELLS:
            yield row, first
        at += size


def _number(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where it ends."""
    value = 0
    for shift in range(most):
        byte = data[at + shift] if at + shift < len(data) else 0
        value |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:  # noqa: PLR2004 - the last one
            return value, at + shift + 1
    return value, at + most


_SHEET: Final = 0x0809  # start of a sheet
_OLD_CELLS: Final = frozenset({0x0006, 0x00BD, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E})


def old_span(data: bytes) -> int:
    """Cells between the outermost filled ones of the largest sheet in the stream of an XLS.

    Args:
        data: the stream: records of a kind, a length and a body; of a cell it starts with row and column.
    """
    largest = at = 0
    cells: list[tuple[int, int]] = []
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _SHEET:
            largest, cells = max(largest, _area(cells)), []
        elif kind in _OLD_CELLS and at + 8 <= len(data):
            cells.append(struct.unpack_from("<HH", data, at + 4))
        at += 4 + size
    return max(largest, _area(cells))


def _open_document(data: bytes) -> Iterator[Iterator[tuple[int, int]]]:
    """Corners of the filled cells of each sheet of an ODS, repeated ones included."""
    events = etree.iterparse(BytesIO(data), events=("end",), resolve_entities=False, no_network=True, recover=True)
    for _, node in events:
        if local_name(node) == "table":
            yield chain.from_iterable(_rows(node))
            node.clear()


def _rows(table: etree._Element) -> Iterator[Iterator[tuple[int, int]]]:
    row = 0
    for line in (node for node in table.iter() if local_name(node) == "table-row"):
        times = _times(line, "number-rows-repeated")
        yield _corners(line, row, row + times - 1)
        row += times


def _corners(line: etree._Element, top: int, bottom: int) -> Iterator[tuple[int, int]]:
    column = 0
    for cell in line:
        times = _times(cell, "number-columns-repeated")
        if len(cell):
            yield top, column
            yield bottom, column + times - 1
        column += times


def _times(node: etree._Element, name: str) -> int:
    """How often a cell or row is repeated, 1 to ``_MOST``; 1 when that is not said, or no number."""
    value = attribute(node, name)
    return max(1, min(int(value[-30:]), _MOST)) if value.isascii() and value.isdigit() else 1
