"""Files inside RAR and 7z by libarchive, where the system has it."""

import locale
import logging
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from oitcrawl.model.content import UnreadCause
from oitcrawl.read.inside import CHUNK, Bounds, Entry, Labels, thai_name
from oitcrawl.read.trouble import Locked, TooLarge, Trouble

CURE: Final = "ติดตั้งด้วย sudo apt install libarchive13 (หรือ libarchive13t64) หรือเผยแพร่เอกสารข้างในทีละไฟล์"


@cache
def library() -> Any | None:
    """The door to libarchive, or None where the system lacks it."""
    try:
        import libarchive
        from libarchive import ffi

        ffi.ffi("entry_is_encrypted", [ffi.c_archive_entry_p], ffi.c_int)
    except (ImportError, OSError, AttributeError, TypeError):
        return None
    logging.getLogger("libarchive").setLevel(logging.ERROR)  # it warns of every name
    _speak_utf8()
    return libarchive


def _speak_utf8() -> None:
    """Names come out only in a locale that can write them."""
    if "\u0e01".encode(locale.getpreferredencoding(do_setlocale=False), "ignore"):
        return
    for name in ("C.UTF-8", "en_US.UTF-8", ".UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        return


def rar_entries(body: bytes, bounds: Bounds) -> Iterator[Entry]:
    """The files of a RAR or 7z.

    Raises:
        Trouble: it is locked or damaged, a limit is reached, or the library is absent.
    """
    door = library()
    if door is None:
        raise Trouble("libarchive", cause=UnreadCause.NEEDS_PROGRAM, cure=CURE)
    labels = Labels()
    try:
        with door.memory_reader(body, format_name=_format_of(body)) as archive:
            for entry in archive:
                bounds.watch()
                if entry.isdir or entry.issym:
                    continue
                loader = _Loader(door, entry, bounds)
                yield Entry(path=labels.give(_name(entry)), load=loader.load)
                if loader.spoiled:  # going on would unpack, to skip it, what we refused to unpack
                    raise TooLarge("rest")
    except door.ArchiveError as error:
        raise _trouble(error) from error


def _format_of(body: bytes) -> str:
    """The library bids by what it sees anywhere: a RAR that stores an ODT as it is would be taken for a ZIP."""
    return next((name for magic, name in _FORMATS if body.startswith(magic)), "all")


_FORMATS: Final = ((b"Rar!\x1a\x07\x01\x00", "rar5"), (b"Rar!\x1a\x07\x00", "rar"), (b"7z\xbc\xaf", "7zip"))


def _name(entry: Any) -> str:
    name = entry.pathname
    return thai_name(name) if isinstance(name, bytes) else str(name or "")


class _Loader:
    """The bytes of one entry, once."""

    def __init__(self, door: Any, entry: Any, bounds: Bounds) -> None:
        self._door, self._entry, self._bounds = door, entry, bounds
        self.spoiled = False

    def load(self) -> bytes:
        """Unpack it.

        Raises:
            Trouble: it is locked, damaged or too large.
        """
        if self._door.ffi.entry_is_encrypted(self._entry._entry_p):  # noqa: SLF001 - the library has no word for it
            raise Locked("encrypted")
        try:
            return self._bounds.gather(self._entry.get_blocks(CHUNK))
        except TooLarge:
            self.spoiled = True
            raise
        except self._door.ArchiveError as error:
            raise _trouble(error) from error


def _trouble(error: Any) -> Trouble:
    """What the library says, as trouble; it tells locks and methods it lacks only in words."""
    said = str(error.msg or error)
    if any(word in said.lower() for word in ("encrypt", "passphrase", "password")):
        return Locked(said[:80])
    cause = UnreadCause.UNSUPPORTED if "support" in said.lower() else UnreadCause.DAMAGED
    return Trouble(said[:80], cause=cause)
