"""Byte strings written one after another and read again by their place; on disk beyond a few megabytes."""

from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

ROOM = 4_000_000  # bytes kept in memory
_STEP = 500_000  # bytes written to disk at once, when there are more
_HEAD = 4  # bytes that tell the length of an entry


class Scroll:
    """Grows at its end. What a scan must remember of each page lies here, so that memory does not grow with a site.

    The file has no name and is gone with the process. A disk that takes no more leaves everything in memory.
    """

    def __init__(self, folder: Path | None = None, *, room: int = ROOM) -> None:
        """Begin empty.

        Args:
            folder: where the file is made when it is needed; None is the system's folder for such files.
            room: bytes kept in memory before anything is written to disk.
        """
        self._folder, self._room = folder, room
        self._tail = bytearray(b"\0")  # place 0 is nobody's, so that 0 can mean "none"
        self._start = 0  # place of the first byte of the tail
        self._file: IO[bytes] | None = None

    def put(self, data: bytes) -> int:
        """Write ``data``; its place, at least 1."""
        place = self._start + len(self._tail)
        self._tail += len(data).to_bytes(_HEAD, "little")
        self._tail += data
        if len(self._tail) > self._room:
            self._spill()
        return place

    def get(self, place: int) -> bytes:
        """What was written at ``place``."""
        at = place - self._start
        if at >= 0:
            size = int.from_bytes(self._tail[at : at + _HEAD], "little")
            return bytes(self._tail[at + _HEAD : at + _HEAD + size])
        assert self._file is not None
        self._file.seek(place)
        return self._file.read(int.from_bytes(self._file.read(_HEAD), "little"))

    def __del__(self) -> None:
        """Give the file back."""
        if self._file is not None:
            self._file.close()

    def _spill(self) -> None:
        """Move all that is in memory to disk; from then on little is kept."""
        try:
            if self._file is None:
                self._file = TemporaryFile(dir=self._folder, prefix="oitcrawl-")  # noqa: SIM115 - lives as long as this
            self._file.seek(self._start)
            self._file.write(self._tail)
            self._file.flush()
        except OSError:
            self._room = 2 * len(self._tail)  # a full disk: try again later
            return
        self._start += len(self._tail)
        self._tail.clear()
        self._room = _STEP
