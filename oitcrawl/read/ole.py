"""OLE containers, in which Office kept its files before 2007: streams by name, within the bytes that are there."""

import struct
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from oitcrawl.read.charset import decode
from oitcrawl.read.properties import Properties, clean_author, clean_title, real_day
from oitcrawl.read.trouble import Trouble

MARK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_STREAM: Final = 60_000_000  # bytes
_LAST: Final = 0xFFFFFFFA  # sector numbers from here on are marks
_ENTRY: Final = 128  # bytes of an entry of the directory
_STREAM, _ROOT = 2, 5


class Container:
    """The streams of an OLE file.

    Attributes:
        torn: of a stream that was asked for not all bytes were there.

    Args:
        body: the bytes.

    Raises:
        Trouble: its tables are damaged.
    """

    def __init__(self, body: bytes) -> None:
        self._body, self.torn = body, False
        try:
            self._open()
        except (struct.error, IndexError, ValueError, OverflowError) as error:
            raise Trouble("ole") from error

    def _open(self) -> None:
        shift, small = struct.unpack_from("<HH", self._body, 30)
        if not self._body.startswith(MARK) or shift not in {9, 12} or small > shift:
            raise ValueError("no container")
        self._sector, self._small = 1 << shift, 1 << small
        self._directory, self._limit, self._mini_at = struct.unpack_from("<I4xII", self._body, 48)
        self._root = _LAST
        self._table = self._read_table()
        entries = self._chain(self._directory)
        self._streams: dict[str, tuple[int, int]] = {}
        self._mini = b""
        for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
            self._add(entries[at : at + _ENTRY])
        raw = self._chain(self._mini_at) if self._mini_at < _LAST else b""
        self._mini_table = struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])

    def _add(self, entry: bytes) -> None:
        length = min(max(struct.unpack_from("<H", entry, 64)[0] - 2, 0), 62)
        name = entry[:length].decode("utf-16-le", "replace")
        kind, start, size = entry[66], *struct.unpack_from("<II", entry, 116)
        if kind == _ROOT and start < _LAST:
            self._root, self._mini = start, self._chain(start)
        elif kind == _STREAM:
            self._streams.setdefault(name, (start, size))

    def _read_table(self) -> tuple[int, ...]:
        """The table that tells, for each sector, the one after it."""
        listed = list(struct.unpack_from("<109I", self._body, 76))
        more, count = struct.unpack_from("<II", self._body, 68)
        per = self._sector // 4
        seen = set[int]()
        while more < _LAST and count and more not in seen:
            seen.add(more)
            block = struct.unpack_from(f"<{per}I", self._body, self._place(more))
            listed += block[:-1]
            more, count = block[-1], count - 1
        raw = b"".join(self._at(number) for number in dict.fromkeys(listed) if number < _LAST)
        return struct.unpack(f"<{len(raw) // 4}I", raw)

    def _place(self, number: int) -> int:
        return int((number + 1) * self._sector)

    def _at(self, number: int) -> bytes:
        place = self._place(number)
        return self._body[place : place + self._sector].ljust(self._sector, b"\0")

    def _chain(self, number: int) -> bytes:
        """Sectors one after another from ``number`` on; a ring or a way out of the file ends them."""
        parts, seen = [], set[int]()
        while number < len(self._table) and number not in seen and self._place(number) < len(self._body):
            seen.add(number)
            parts.append(self._at(number))
            number = self._table[number]
        return b"".join(parts)

    @property
    def has_ring(self) -> bool:
        """Whether sectors of some stream follow each other in a ring, which other readers go round for ever."""
        streams = list(self._streams.values())
        small = [start for start, size in streams if size < self._limit]
        large = [
            self._directory,
            self._mini_at,
            self._root,
            *(start for start, size in streams if size >= self._limit),
        ]
        return _ends_never(self._table, large) or _ends_never(self._mini_table, small)

    def __contains__(self, name: str) -> bool:
        return name in self._streams

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; empty when there is none of this name."""
        start, size = self._streams.get(name, (_LAST, 0))
        data = self._chain(start) if size >= self._limit else self._small_chain(start)
        self.torn = self.torn or len(data) < size
        return data[: min(size, MAX_STREAM)]

    def _small_chain(self, start: int) -> bytes:
        parts, seen = [], set[int]()
        while start < len(self._mini_table) and start not in seen:
            seen.add(start)
            parts.append(self._mini[start * self._small : (start + 1) * self._small])
            start = self._mini_table[start]
        return b"".join(parts)

    def properties(self) -> Properties:
        """Title, author and dates of its summary; empty where it has none."""
        data = self.stream("\x05SummaryInformation")
        try:
            texts, days = _summary(data)
        except (struct.error, IndexError, ValueError, OverflowError):
            return Properties()
        dates = dict.fromkeys(day for key in (_CREATED, _SAVED) if (day := days.get(key)))
        title, author = clean_title(texts.get(_TITLE, "")), clean_author(texts.get(_AUTHOR, ""))
        return Properties(title=title, author=author, dates=tuple(dates))


def _ends_never(table: Sequence[int], starts: Iterable[int]) -> bool:
    """Whether a way through ``table`` from one of ``starts`` comes back to where it was."""
    seen = set[int]()
    for start in starts:
        way, at = set[int](), start
        while at < len(table) and at not in seen:
            seen.add(at)
            way.add(at)
            at = table[at]
        if at in way:
            return True
    return False


_CODE_PAGE, _TITLE, _AUTHOR, _CREATED, _SAVED = 1, 2, 4, 12, 13
_SHORT, _TEXT, _WIDE, _TIME = 2, 30, 31, 64  # kinds of values
_UTF16, _UTF8 = 1200, 65001


def _summary(data: bytes) -> tuple[dict[int, str], dict[int, date]]:
    """Texts and days of a property set, by their numbers."""
    start = struct.unpack_from("<I", data, 44)[0]
    count = min(struct.unpack_from("<I", data, start + 4)[0], 100)
    places = dict(struct.unpack_from("<II", data, start + 8 + 8 * number) for number in range(count))
    page = 0
    if _CODE_PAGE in places:
        page = struct.unpack_from("<H", data, start + places[_CODE_PAGE] + 4)[0]
    texts, days = {}, {}
    for number, place in places.items():
        kind, value = struct.unpack_from("<II", data, start + place)
        at = start + place + 8
        if kind == _TEXT:
            texts[number] = _decoded(data[at : at + min(value, 2000)], page)
        elif kind == _WIDE:
            texts[number] = data[at : at + 2 * min(value, 1000)].decode("utf-16-le", "replace").rstrip("\0")
        elif kind == _TIME and (day := _day(struct.unpack_from("<Q", data, at - 4)[0])):
            days[number] = day
    return texts, days


def _decoded(raw: bytes, page: int) -> str:
    if page == _UTF16:
        return raw.decode("utf-16-le", "replace").rstrip("\0")
    raw = raw.rstrip(b"\0")
    if page == _UTF8:
        return raw.decode("utf-8", "replace")
    return decode(raw, charset=f"cp{page}", is_markup=False).text


def _day(ticks: int) -> date | None:
    """The day of a time in tenths of microseconds since 1601; programs write 0 for none."""
    try:
        day = date(1601, 1, 1) + timedelta(days=ticks // 864_000_000_000)
    except OverflowError:
        return None
    return real_day(day.year, day.month, day.day) if day.year >= _FIRST_YEAR else None


_FIRST_YEAR: Final = 1985
