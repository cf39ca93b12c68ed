"""The pieces of a body under way. Calm: a body that comes in crumbs costs no more memory than its bytes."""

from collections import deque
from collections.abc import Iterator
from typing import Final

_CRUMB: Final = 4096  # bytes; smaller pieces are laid together
_LOAF: Final = 65_536


class Pieces:
    """Pieces in their order; many small ones, as of chunks of two bytes, become few large ones."""

    __slots__ = ("_crumbs", "_whole")

    def __init__(self) -> None:
        self._whole: deque[bytes] = deque()
        self._crumbs = bytearray()

    def __bool__(self) -> bool:
        return bool(self._whole or self._crumbs)

    def __iter__(self) -> Iterator[bytes]:
        self._lay()
        return iter(self._whole)

    def append(self, piece: bytes) -> None:
        """Take a piece in, behind all others."""
        if len(piece) >= _CRUMB:
            self._lay()
            self._whole.append(piece)
            return
        self._crumbs += piece
        if len(self._crumbs) >= _LOAF:
            self._lay()

    def popleft(self) -> bytes:
        """Take the first piece out.

        Raises:
            IndexError: there is none.
        """
        if not self._whole:
            self._lay()
        return self._whole.popleft()

    def _lay(self) -> None:
        if self._crumbs:
            self._whole.append(bytes(self._crumbs))
            self._crumbs.clear()
