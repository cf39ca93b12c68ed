"""What waits to be looked at again, on disk by its digest, until the scan is over."""

from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

from oitcrawl.scratch import Scratch, tidy

MAX_BYTES = 2_000_000_000
MAX_HEAP = 1_000_000_000


class Spool:
    """A temporary folder of files by SHA-256; gone when the ``with`` block ends.

    Attributes:
        bytes: how much lies there.
    """

    def __init__(self, *, max_bytes: int = MAX_BYTES) -> None:
        tidy()  # what killed scans left may be gigabytes
        self._folder = Scratch()
        self._max_bytes = max_bytes
        self.bytes = 0

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the folder."""
        self._folder.remove()

    def put(self, sha256: str, body: bytes) -> bool:
        """Keep ``body``; False when the spool is full or the disk is."""
        file = self._file(sha256)
        if file.exists():
            return True
        if self.bytes + len(body) > self._max_bytes:
            return False
        try:
            file.write_bytes(body)
        except OSError:
            file.unlink(missing_ok=True)
            return False
        self.bytes += len(body)
        return True

    def file(self, sha256: str) -> Path | None:
        """Where the bytes of that digest lie, or None when they were not kept."""
        file = self._file(sha256)
        return file if file.exists() else None

    def _file(self, sha256: str) -> Path:
        return self._folder.path / sha256


class Heap:
    """Many small things in one temporary file: a file for each would cost ten times as much; gone when closed."""

    def __init__(self, *, max_bytes: int = MAX_HEAP) -> None:
        self._file = TemporaryFile(prefix="oitcrawl-heap-")  # noqa: SIM115 - closed with the heap
        self._places: dict[str, tuple[int, int, str]] = {}
        self._max_bytes = max_bytes
        self._end = 0

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the file."""
        self._file.close()

    def put(self, sha256: str, body: bytes, note: str = "") -> bool:
        """Keep ``body`` and a word about it; False when the heap is full or the disk is."""
        if sha256 in self._places:
            return True
        if self._end + len(body) > self._max_bytes:
            return False
        try:
            self._file.seek(self._end)
            self._file.write(body)
        except OSError:
            return False
        self._places[sha256] = self._end, len(body), note
        self._end += len(body)
        return True

    def get(self, sha256: str) -> tuple[bytes, str] | None:
        """What was kept under that digest, with its note; None when it was not, or cannot be read."""
        place = self._places.get(sha256)
        if place is None:
            return None
        try:
            self._file.seek(place[0])
            body = self._file.read(place[1])
        except OSError:
            return None
        return (body, place[2]) if len(body) == place[1] else None
