"""Temporary folders of our own, gone at their end; ``tidy`` removes those of processes that were killed."""

import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from types import TracebackType
from typing import IO, Final, Self

if sys.platform != "win32":
    import fcntl

PREFIX: Final = "oitcrawl-spool-"
_HELD: Final = ".held"  # whoever uses the folder holds a lock on this file, and the system lets go of it for the dead
_LEFT: Final = 86_400.0  # seconds after which nobody uses one any more, where locks cannot tell
_YOUNG: Final = 60.0  # seconds in which its owner may not have come to lock it


class Scratch:
    """A folder in the system's temporary folder; use it in a ``with`` block, or call ``remove``.

    Attributes:
        path: where it is.
    """

    def __init__(self, what: str = "") -> None:
        """Make it.

        Args:
            what: part of its name, for people.

        Raises:
            OSError: it cannot be made.
        """
        self._folder = TemporaryDirectory(prefix=f"{PREFIX}{what}", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name)
        self._held = _hold(self.path / _HELD)

    def remove(self) -> None:
        """Remove it with all that lies in it."""
        if self._held is not None:
            self._held.close()
        self._folder.cleanup()

    @contextmanager
    def for_programs(self) -> Iterator[None]:
        """Let programs that are started inside the block, by whatever library, use it as their temporary folder.

        One block at a time in a process, for it says so to all. Linux only: elsewhere the paths of their sockets may
        become too long.
        """
        before = os.environ.get("TMPDIR")
        if sys.platform == "linux":
            os.environ["TMPDIR"] = str(self.path)
        try:
            yield
        finally:
            if before is not None:
                os.environ["TMPDIR"] = before
            elif sys.platform == "linux":
                os.environ.pop("TMPDIR", None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.remove()


def tidy() -> None:
    """Remove our own folders of processes that were killed: they may hold gigabytes, and nobody else does."""
    with suppress(OSError):
        for left in Path(gettempdir()).glob(f"{PREFIX}*"):
            with suppress(OSError):
                if _is_nobodys(left):
                    shutil.rmtree(left, ignore_errors=True)


def _is_nobodys(left: Path) -> bool:
    about = left.lstat()
    if not stat.S_ISDIR(about.st_mode) or (hasattr(os, "geteuid") and about.st_uid != os.geteuid()):
        return False
    age = time.time() - about.st_mtime
    if not (left / _HELD).exists():
        return age > _LEFT
    return age > _YOUNG and _is_let_go(left / _HELD)


def _is_let_go(held: Path) -> bool:
    if sys.platform == "win32":
        return time.time() - held.stat().st_mtime > _LEFT
    with held.open("rb") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def _hold(file: Path) -> IO[bytes] | None:
    """The lock, held; None where the disk knows no locks, and its age will tell."""
    if sys.platform == "win32":
        return None
    held = file.open("xb")
    try:
        fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        held.close()
        file.unlink()
        return None
    return held
