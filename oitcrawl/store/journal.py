"""What a scan under way was answered, written down at once in a file of its own, so that a kill loses nothing."""

import json
import os
import struct
import sys
import zlib
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import IO, Any, Final

if sys.platform != "win32":
    import fcntl

FRESH: Final = timedelta(hours=6)
KEPT: Final = timedelta(days=7)
_HEAD: Final = struct.Struct("<III")  # lengths of an entry's head and body, and the check sum of both
_MAGIC: Final = "oitcrawl.journal/2"


class Wish(Enum):
    """What to do about a scan that was cut off."""

    AUTO = "auto"  # go on when it is fresh
    RESUME = "resume"  # go on, however old it is
    FRESH = "fresh"  # begin anew


class Verdict(Enum):
    """What became of it."""

    NONE = "none"  # there is none
    RESUMED = "resumed"
    TOO_OLD = "too_old"
    OTHER_TERMS = "other_terms"  # other settings, rules or version
    DROPPED = "dropped"  # as wished


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing written down: a head of plain values and a body."""

    head: dict[str, Any]
    body: bytes


class Journal:
    """The journal of one scan. Entries of a scan that was cut off are read again, each once, in their order.

    Attributes:
        verdict: what became of the journal that was found.
        began: when the scan that is resumed was begun; None when none is.
        found: entries found.
        terms: under which the scan is made.
    """

    def __init__(
        self, path: Path, terms: str, *, wish: Wish = Wish.AUTO, now: datetime | None = None, or_under: str = ""
    ) -> None:
        """Open the journal of a scan, and take up the one that was cut off where that is wished.

        A disk that cannot be written makes a scan that cannot be resumed, never one that fails.

        Args:
            path: the file; its folder is made.
            terms: under which the scan is made; under others it is not resumed.
            wish: whether to go on.
            now: the time.
            or_under: other terms under which one that was cut off is gone on with too; a new one has ``terms``.
        """
        self._path, self._places = path, defaultdict[tuple[str, str], deque[tuple[int, int, int]]](deque)
        self._file: IO[bytes] | None = None
        self._owned = False
        self.verdict, self.found, self.terms = Verdict.NONE, 0, terms
        self.began: datetime | None = None
        now = now or datetime.now(UTC)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        except OSError:
            return
        if not _lock(file):
            file.close()
            return
        self._file, self._owned = file, True
        self._guard(lambda: self._begin({terms, or_under}, wish, now))

    def write(self, kind: str, key: str, head: dict[str, Any], body: bytes = b"") -> None:
        """Write an entry down at once."""
        told = json.dumps([kind, key, head], separators=(",", ":")).encode()
        lengths = _HEAD.pack(len(told), len(body), zlib.crc32(body, zlib.crc32(told)))
        self._guard(lambda: self._put(lengths + told + body))

    def take(self, kind: str, key: str) -> Entry | None:
        """The next entry of that kind and key that was found, or None; also for one that a power cut left in part.

        Such a file may be as long as it should be and hold nothing: an empty answer must not be taken for the site's.
        """
        places = self._places.get((kind, key))
        if not places or self._file is None:
            return None
        place, head, body = places.popleft()
        entry: Entry | None = self._guard(lambda: self._get(place, head, body))
        return entry

    @property
    def left(self) -> int:
        """Entries found and not taken yet."""
        return sum(map(len, self._places.values()))

    def close(self) -> None:
        """Give the file back; it stays."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def remove(self) -> None:
        """Close and delete it: the scan is kept."""
        if self._owned:
            self.close()
            self._path.unlink(missing_ok=True)

    def _begin(self, known: set[str], wish: Wish, now: datetime) -> None:
        assert self._file is not None
        first = self._first()
        if first is None:
            self._anew(self.terms, now)
            return
        began = datetime.fromisoformat(first["began"])
        self.verdict = _verdict(first["terms"] in known, now - began, wish)
        if self.verdict is not Verdict.RESUMED:
            self._anew(self.terms, now)
            return
        self.began, self.terms = began, first["terms"]
        self._index()

    def _anew(self, terms: str, now: datetime) -> None:
        assert self._file is not None
        self._file.seek(0)
        self._file.truncate()
        self.write("", "", {"magic": _MAGIC, "terms": terms, "began": now.isoformat()})

    def _index(self) -> None:
        """Note where each entry lies; what was cut off in the middle of its writing is cut away."""
        assert self._file is not None
        end = self._file.tell()
        size = self._file.seek(0, os.SEEK_END)
        while (found := self._lengths(end, size)) is not None:
            head, body = found
            self._file.seek(end + _HEAD.size)
            try:
                kind, key, _ = json.loads(self._file.read(head))
            except ValueError:
                break  # a power cut: from here on nothing was written down
            self._places[kind, key].append((end + _HEAD.size, head, body))
            self.found += 1
            end += _HEAD.size + head + body
        self._file.truncate(end)
        self._file.seek(end)

    def _lengths(self, at: int, size: int) -> tuple[int, int] | None:
        assert self._file is not None
        self._file.seek(at)
        raw = self._file.read(_HEAD.size)
        if len(raw) < _HEAD.size:
            return None
        head, body, _ = _HEAD.unpack(raw)
        return (head, body) if at + _HEAD.size + head + body <= size else None

    def _first(self) -> dict[str, Any] | None:
        """The head of the first entry, which tells of the scan; None when the file is no journal."""
        assert self._file is not None
        found = self._lengths(0, self._file.seek(0, os.SEEK_END))
        try:
            first = self._read(_HEAD.size, *found) if found else None
        except (ValueError, TypeError):
            return None
        head = first.head if first else {}
        return head if head.get("magic") == _MAGIC else None

    def _read(self, place: int, head: int, body: int) -> Entry | None:
        """An entry; None when it is not as it was written."""
        assert self._file is not None
        self._file.seek(place - _HEAD.size)
        _, _, checksum = _HEAD.unpack(self._file.read(_HEAD.size))
        told, content = self._file.read(head), self._file.read(body) if body else b""
        if zlib.crc32(content, zlib.crc32(told)) != checksum:
            return None
        return Entry(json.loads(told)[2], content)

    def _get(self, place: int, head: int, body: int) -> Entry | None:
        assert self._file is not None
        entry = self._read(place, head, body)
        self._file.seek(0, os.SEEK_END)
        return entry

    def _put(self, data: bytes) -> None:
        if self._file is not None:
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]

    def _guard(self, work: Callable[[], Any]) -> Any:
        """``work``, or None and no journal any more when the disk is full or the file damaged."""
        try:
            return work()
        except (OSError, ValueError, KeyError, TypeError):
            self._places.clear()
            self.remove()
            return None


def tidy(folder: Path, *, now: datetime | None = None) -> None:
    """Remove journals that nobody has touched for a week: their scans will not be gone on with."""
    oldest = ((now or datetime.now(UTC)) - KEPT).timestamp()
    with suppress(OSError):
        for file in folder.glob("*.journal"):
            if file.stat().st_mtime < oldest:
                file.unlink()


def _verdict(same_terms: bool, age: timedelta, wish: Wish) -> Verdict:
    if wish is Wish.FRESH:
        return Verdict.DROPPED
    if not same_terms:
        return Verdict.OTHER_TERMS
    return Verdict.TOO_OLD if wish is Wish.AUTO and age > FRESH else Verdict.RESUMED


def _lock(file: IO[bytes]) -> bool:
    """Whether the file is ours alone; a scan of the same agency in another process goes without."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True
