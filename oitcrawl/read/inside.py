"""Files inside files: what an entry is, and the bounds that all nested containers share."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from oitcrawl.read.trouble import TooLarge, TooSlow
from oitcrawl.settings import Settings

CHUNK: Final = 1_000_000
FREE: Final = 20_000_000  # unpacked bytes that need no ratio: a picture of one colour shrinks a thousand times
MAX_NAME: Final = 300  # characters of a path inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file inside a container.

    Attributes:
        path: its path as a harmless label, unique in its container.
        load: gives its bytes; must be called before the next entry is asked for. Raises Trouble.
    """

    path: str
    load: Callable[[], bytes]


class Bounds:
    """What is left of the limits while a container and those nested in it are opened.

    Args:
        size: bytes of the outermost file; ``max_ratio`` counts from them.
        settings: the limits.
    """

    __slots__ = ("_entries", "_settings", "_total", "_until")

    def __init__(self, size: int, settings: Settings) -> None:
        self._settings = settings
        self._entries = settings.max_entries
        self._total = max(FREE, size * settings.max_ratio)
        self._until = time.monotonic() + settings.reader_seconds

    def count(self) -> bool:
        """Count one more entry inside this and all nested ones; False when there are too many."""
        self._entries -= 1
        return self._entries >= 0

    def watch(self) -> None:
        """Look at the clock.

        Raises:
            TooSlow: the time is spent.
        """
        if time.monotonic() > self._until:
            raise TooSlow("members")

    @property
    def limit(self) -> int:
        """Bytes that one entry may have."""
        return self._settings.max_body

    def unpack(self, size: int) -> None:
        """Count bytes that had to be unpacked.

        Raises:
            TooLarge: all together are more than ``max_ratio`` times the outermost file.
            TooSlow: the time is spent.
        """
        self._total -= size
        if self._total < 0:
            raise TooLarge("ratio")
        self.watch()

    def gather(self, chunks: Iterator[bytes], packed: int = 0) -> bytes:
        """The bytes of one entry, read in chunks and stopped at the first that is too much.

        Args:
            chunks: its bytes.
            packed: its size in the container, 0 when it is not known.

        Raises:
            TooLarge: it is larger than ``max_body``, has grown more than ``max_ratio`` times, or all together have.
            TooSlow: the time is spent.
        """
        limit = self.limit
        if packed:
            limit = min(limit, max(FREE, packed * self._settings.max_ratio))
        held = bytearray()
        for chunk in chunks:
            self.unpack(len(chunk))
            if len(held) + len(chunk) > limit:
                raise TooLarge("ratio" if limit < self.limit else "size")
            held += chunk
        return bytes(held)


def label(name: str) -> str:
    """A name inside a container as a label: no drive, no root, no way up, nothing that cannot be shown."""
    steps = [_UNSEEN.sub("", step).strip() for step in name.replace("\\", "/").split("/")]
    kept = [step for step in steps if step not in {"", ".", ".."} and not _DRIVE.fullmatch(step)]
    return "/".join(kept)[-MAX_NAME:].lstrip("/") or "ไม่มีชื่อ"


def thai_name(raw: bytes) -> str:
    """A name of unknown encoding: UTF-8 where it decodes so, else the Thai code page of Windows.

    Short Thai words of the code page may happen to be UTF-8 too (``แผน`` is then a Greek letter): of two readings the
    one with Thai letters is meant.
    """
    thai = raw.decode("cp874", "replace")
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        return thai
    is_code_page = "\ufffd" not in thai and _THAI.search(thai) and not _THAI.search(name)
    return thai if is_code_page else name


def is_junk(path: str) -> bool:
    """Whether systems and programs have left it, not people."""
    name = path.rpartition("/")[2]
    return path.startswith("__MACOSX/") or name.startswith(("~$", "._")) or name.lower() in _JUNK


class Labels:
    """Labels of one container, each given once: a second ``แผน.pdf`` becomes ``แผน (2).pdf``."""

    __slots__ = ("_given",)

    def __init__(self) -> None:
        self._given: dict[str, int] = {}

    def give(self, name: str) -> str:
        """The label of the next file of this name."""
        path = label(name)
        count = self._given[path] = self._given.get(path, 0) + 1
        if count == 1:
            return path
        stem, dot, ending = path.rpartition(".")
        fresh = f"{stem} ({count}).{ending}" if dot and "/" not in ending else f"{path} ({count})"
        return fresh if fresh not in self._given else self.give(fresh)


_THAI: Final = re.compile("[ก-ฮ]")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_JUNK: Final = frozenset({"thumbs.db", ".ds_store", "desktop.ini"})
