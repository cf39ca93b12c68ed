"""Faults on demand: the n-th touch of the disk, or the n-th word to the database, fails or kills the process.

Touches of the disk are seen by an audit hook, which no code of ours goes round, whatever way it writes; writing itself
fails in the middle, as on a full disk. Waiting for the disk (fsync) is counted too, and the two folders that change
names at once: see ``exchanged``.
"""

import contextlib
import errno
import io
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from oitcrawl.report import folder as report_folder

CHANGES = {
    "open",
    "os.mkdir",
    "os.rename",
    "os.link",
    "os.symlink",
    "os.remove",
    "os.rmdir",
    "os.truncate",
    "os.utime",
}
SQLITE = {
    "SQLITE_FULL": "database or disk is full",
    "SQLITE_IOERR_WRITE": "disk I/O error",
    "SQLITE_BUSY": "database is locked",
    "SQLITE_READONLY": "attempt to write a readonly database",
}


class Fault:
    """Fails once, at the ``at``-th touch; ``kill`` ends the process there as ``kill -9`` does.

    Attributes:
        place: only what lies in this folder is counted.
        at: number of the touch that fails; that and all later ones with ``lasting``, as on a disk that stays full.
        seen: touches so far.
    """

    def __init__(self, place: Path, at: int, *, code: int = errno.ENOSPC, kill: bool = False, lasting: bool = False):
        self.place, self.at, self.code, self.kill, self.lasting = str(place), at, code, kill, lasting
        self.seen = 0

    @property
    def struck(self) -> bool:
        return self.seen > self.at

    def touch(self, what: str) -> None:
        """Count a touch.

        Raises:
            OSError: it is the one that fails.
        """
        number, self.seen = self.seen, self.seen + 1
        if number != self.at and not (self.lasting and number > self.at):
            return
        if self.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(self.code, os.strerror(self.code), what)


_active: list[Fault] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if not _active or event not in CHANGES:
        return
    path = arguments[0]
    if not isinstance(path, str | bytes | os.PathLike):
        return
    if event == "open" and not _writes(arguments):
        return
    name = os.fsdecode(path)
    if name.startswith(_active[-1].place):
        _active[-1].touch(name)


def _writes(arguments: tuple[object, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


class _Leaky(io.FileIO):
    """A file of which half is written when the fault strikes."""

    def write(self, content):
        for fault in _active[-1:]:
            try:
                fault.touch(str(self.name))
            except OSError:
                super().write(bytes(content)[: len(content) // 2])
                raise
        return super().write(content)


@cache
def _hook() -> None:
    """Look at what the interpreter does from now on: such a hook cannot be taken away."""
    sys.addaudithook(_watch)


@contextlib.contextmanager
def struck(fault: Fault) -> Iterator[Fault]:
    """Let ``fault`` strike inside the block."""
    _hook()
    opened, exchanged, settled = io.open, report_folder.exchanged, os.fsync

    def leaky(file, mode="r", *more, **words):
        if mode == "wb" and str(file).startswith(fault.place):
            return _Leaky(file, "wb")
        return opened(file, mode, *more, **words)

    def counted(one, other):
        fault.touch(str(other))
        done = exchanged(one, other)
        if fault.kill:
            fault.touch(str(other))
        return done

    def settling(door):
        fault.touch(f"fsync of {door}")
        settled(door)

    io.open, report_folder.exchanged, os.fsync = leaky, counted, settling
    _active.append(fault)
    try:
        yield fault
    finally:
        _active.pop()
        io.open, report_folder.exchanged, os.fsync = opened, exchanged, settled


class DatabaseFault:
    """The n-th word to SQLite fails, or kills: statements, their beginnings of transactions, and commits."""

    def __init__(self, at: int, *, name: str = "SQLITE_FULL", kill: bool = False):
        self.at, self.name, self.kill = at, name, kill
        self.seen = 0

    @property
    def struck(self) -> bool:
        return self.seen > self.at

    def touch(self) -> None:
        number, self.seen = self.seen, self.seen + 1
        if number != self.at:
            return
        if self.kill:
            os.kill(os.getpid(), signal.SIGKILL)
        error = sqlite3.OperationalError(SQLITE[self.name])
        error.sqlite_errorname = self.name
        raise error


@contextlib.contextmanager
def database_struck(fault: DatabaseFault) -> Iterator[DatabaseFault]:
    """Let ``fault`` strike in connections that are opened inside the block."""

    class Cursor(sqlite3.Cursor):
        def execute(self, *words):
            fault.touch()
            return super().execute(*words)

        def executemany(self, *words):
            fault.touch()
            return super().executemany(*words)

    class Connection(sqlite3.Connection):
        def cursor(self, factory=Cursor):
            return super().cursor(factory)

        def commit(self):
            fault.touch()
            super().commit()
            if fault.kill:
                fault.touch()

    before = sqlite3.dbapi2.connect
    sqlite3.dbapi2.connect = lambda *words, **more: before(*words, **{**more, "factory": Connection})
    try:
        yield fault
    finally:
        sqlite3.dbapi2.connect = before


def tree(folder: Path) -> dict[str, bytes]:
    """Every file in ``folder``, by its relative name; hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def is_one_line_with_a_cure(text: str) -> bool:
    """Whether a complaint is one line that also says how to go on."""
    return bool(text) and "\n" not in text.strip() and " — " in text and "Traceback" not in text
