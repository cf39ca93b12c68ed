"""Files that wait to be looked at again, on disk by their digest, until the scan is over."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

MAX_BYTES = 2_000_000_000


class Spool:
    """A temporary folder of files by SHA-256; gone when the ``with`` block ends.

    Attributes:
        bytes: how much lies there.
    """

    def __init__(self, *, max_bytes: int = MAX_BYTES) -> None:
        self._folder = TemporaryDirectory(prefix="oitcrawl-spool-", ignore_cleanup_errors=True)
        self._max_bytes = max_bytes
        self.bytes = 0

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the folder."""
        self._folder.cleanup()

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
        return Path(self._folder.name) / sha256
