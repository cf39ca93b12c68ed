"""Text of old Word (6 to 2003) from its streams: pieces of text, and which marks end rows of tables."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from oitcrawl.read.charset import is_thai_bytes
from oitcrawl.read.ole import Container
from oitcrawl.read.trouble import Locked, Trouble

WORD97, WORD95 = 0xA5EC, 0xA5DC
ROW: Final = "\x1c"  # stands for the end of a row; Word does not use it
IN_CELL: Final = "\x1d"  # stands for the end of a paragraph inside a cell
_THAI: Final = 0x041E  # language of the file
_COMPLEX, _ENCRYPTED, _SECOND_TABLE = 0x0004, 0x0100, 0x0200
_LENGTHS: Final = range(0x4C, 0x68, 4)  # of text, footnotes, headers, macros, comments, endnotes, text boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Characters ``start`` to ``end`` lie at ``place`` of the stream, ``width`` bytes each."""

    start: int
    end: int
    place: int
    width: int


class OtherWord(Trouble):
    """A letter of a Word that we do not know; it may be sound."""


def word_text(container: Container) -> str:
    """The text with the control characters of Word, row ends as ``ROW``; text boxes stand at the end.

    Args:
        container: the opened file; it is ``torn`` when not all of the text was there.

    Raises:
        Trouble: it is locked, damaged, or of a Word that we do not know.
    """
    data = container.stream("WordDocument")
    try:
        mark, version, _, language = struct.unpack_from("<HHHH", data)
        flags = struct.unpack_from("<H", data, 0x0A)[0]
        if flags & _ENCRYPTED:
            raise Locked("encrypted")
        if mark == WORD97:
            text, wanted = _of_97(data, container.stream(f"{1 if flags & _SECOND_TABLE else 0}Table"))
        elif mark == WORD95:
            text, wanted = _of_95(data, is_complex=bool(flags & _COMPLEX), is_thai=language == _THAI)
        else:
            raise OtherWord(f"word {mark:x} {version}")
    except (struct.error, IndexError, ValueError) as error:
        raise Trouble("word") from error
    units = len(text) if len(text) >= wanted else len(text.encode("utf-16-le")) // 2  # Word counts halves of pairs
    container.torn = container.torn or not wanted or units < wanted
    return text


def _of_97(data: bytes, table: bytes) -> tuple[str, int]:
    """The text, and how many characters it should have."""
    at, size = struct.unpack_from("<II", data, 0x1A2)
    pieces = _pieces(table[at : at + size], is_wide=True)
    lengths = [struct.unpack_from("<I", data, place)[0] for place in _LENGTHS]
    text = _text(data, pieces, 0, lengths[0], _tables(data, table))
    before = sum(lengths[:-1])
    boxes = _text(data, pieces, before, before + lengths[-1], None) if lengths[-1] else ""
    return f"{text}\r{boxes}", lengths[0] and lengths[0] + 1 + lengths[-1]


def _of_95(data: bytes, *, is_complex: bool, is_thai: bool) -> tuple[str, int]:
    """The text, and how many characters it should have."""
    start, _ = struct.unpack_from("<II", data, 0x18)
    length = struct.unpack_from("<I", data, 0x34)[0]
    if is_complex:
        at, size = struct.unpack_from("<II", data, 0x160)
        pieces = _pieces(data[at : at + size], is_wide=False)
        raw = b"".join(data[one.place : one.place + one.end - one.start] for one in pieces)[:length]
    else:
        raw = data[start : start + length]
    text = raw.decode("cp874" if is_thai or is_thai_bytes(raw) else "cp1252", "replace")
    return text.replace("\x07\x07", "\x07" + ROW), length


def _pieces(clx: bytes, *, is_wide: bool) -> list[_Piece]:
    """The table of pieces; it follows blocks of formatting."""
    at = 0
    while clx[at] == 1:
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    size = struct.unpack_from("<I", clx, at + 1)[0]
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    found = []
    for number in range(count):
        place = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)[0]
        narrow = not is_wide or bool(place & 0x40000000)
        if is_wide and narrow:
            place = (place & 0x3FFFFFFF) // 2
        found.append(_Piece(start=ends[number], end=ends[number + 1], place=place, width=1 if narrow else 2))
    return found


def _text(data: bytes, pieces: list[_Piece], start: int, end: int, rows: "_Tables | None") -> str:
    """Characters ``start`` to ``end``; the marks that end rows among them become ``ROW``."""
    parts = []
    for one in pieces:
        first, last = max(start, one.start), min(end, one.end)
        if first >= last:
            continue
        place = one.place + (first - one.start) * one.width
        raw = data[place : place + (last - first) * one.width]
        text = raw.decode("cp1252" if one.width == 1 else "utf-16-le", "replace")
        parts.append(_with_rows(text, place, one.width, rows) if rows else text)
    text = "".join(parts)
    return text if rows else text.replace("\x07\x07", "\x07" + ROW)


_MARKS: Final = re.compile("[\x07\r]")


def _with_rows(text: str, place: int, width: int, rows: "_Tables") -> str:
    """``text`` with the marks that end rows, and paragraphs inside cells, told from others."""

    def told(mark: re.Match[str]) -> str:
        at = place + mark.start() * width
        if mark.group() == "\x07":
            return ROW if rows.ends.holds(at) else "\x07"
        return IN_CELL if rows.cells.holds(at) else "\r"

    return _MARKS.sub(told, text)


class _Runs:
    """Stretches of a stream in which paragraphs end rows."""

    def __init__(self, runs: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in sorted(runs)]
        self._ends = [end for _, end in sorted(runs)]

    def holds(self, place: int) -> bool:
        """Whether ``place`` lies in one of them."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tables:
    """Where paragraphs end rows, and where they stand in tables."""

    ends: _Runs
    cells: _Runs


def _tables(data: bytes, table: bytes) -> _Tables | None:
    """Where tables are; None when the file does not say, or has none."""
    ends, cells = [], []
    try:
        at, size = struct.unpack_from("<II", data, 0x102)
        count = max((size - 4) // 8, 0)
        pages = struct.unpack_from(f"<{count}I", table, at + 4 * (count + 1)) if count else ()
        for page in dict.fromkeys(pages):
            for start, end, codes in _formats(data[page * 512 : page * 512 + 512]):
                if _ENDS_ROW in codes:
                    ends.append((start, end))
                if _IN_TABLE in codes:
                    cells.append((start, end))
    except (struct.error, IndexError):
        return None
    return _Tables(ends=_Runs(ends), cells=_Runs(cells)) if ends else None


def _formats(page: bytes) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Stretches of one page of paragraph formats, with what is switched on in each."""
    count = page[511]
    places = struct.unpack_from(f"<{count + 1}I", page)
    for number in range(count):
        at = page[4 * (count + 1) + 13 * number] * 2
        if at:
            size, first = (page[at + 1] * 2, at + 2) if page[at] == 0 else (page[at] * 2 - 1, at + 1)
            yield places[number], places[number + 1], _switched(page[first + 2 : first + size])


_IN_TABLE, _ENDS_ROW, _LONG_TABLE = 0x2416, 0x2417, 0xD608
_SIZES: Final = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes of an operand, by the upper bits of its code; 0 for counted ones


def _switched(codes: bytes) -> frozenset[int]:
    """Codes of switches that are on."""
    found, at = set[int](), 0
    while at + 2 < len(codes):
        code = int.from_bytes(codes[at : at + 2], "little")
        at += 2
        size = _SIZES[code >> 13]
        if code == _LONG_TABLE:
            size = 1 + int.from_bytes(codes[at : at + 2], "little")
        elif not size:
            size = 1 + codes[at]
        elif size == 1 and codes[at]:
            found.add(code)
        at += size
    return frozenset(found)
