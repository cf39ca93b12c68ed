"""How large a grid the cells of a sheet span, told before a reader fills its memory with empty cells."""

import re
import struct
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from typing import Final

from lxml import etree

from oitcrawl.read.package import local_name, number_of

_FILLED: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>')
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
    return _area((int(row), _column(column)) for column, row in _FILLED.findall(data))


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
    for letter in letters:
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
        times = number_of(line, "number-rows-repeated", most=_MOST)
        yield _corners(line, row, row + times - 1)
        row += times


def _corners(line: etree._Element, top: int, bottom: int) -> Iterator[tuple[int, int]]:
    column = 0
    for cell in line:
        times = number_of(cell, "number-columns-repeated", most=_MOST)
        if len(cell):
            yield top, column
            yield bottom, column + times - 1
        column += times
