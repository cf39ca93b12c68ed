"""A set of digests in little memory, that may take a stranger for one of its own, and never the other way."""

from collections.abc import Iterable
from typing import Final

_LETTERS: Final = 10  # hexadecimal letters of a digest that give one bit: it is a hash already
_STARTS: Final = (24, 34, 44, 54)
_BITS_EACH: Final = 16  # so that of 400 strangers one passes
_FEWEST: Final = 1 << 20


class Sieve:
    """Digests of bytes (64 hexadecimal letters): a Bloom filter, two bytes for each."""

    def __init__(self, expected: int) -> None:
        self._bits = max(expected * _BITS_EACH, _FEWEST)
        self._held = bytearray(self._bits // 8 + 1)

    def add(self, digests: Iterable[str | bytes]) -> None:
        """Hold these."""
        held, bits = self._held, self._bits
        for digest in digests:
            for start in _STARTS:
                place = int(digest[start : start + _LETTERS], 16) % bits
                held[place >> 3] |= 1 << (place & 7)

    def __contains__(self, digest: str) -> bool:
        """Whether it is held; one in 400 that is not, is said to be."""
        held, bits = self._held, self._bits
        for start in _STARTS:
            place = int(digest[start : start + _LETTERS], 16) % bits
            if not held[place >> 3] & 1 << (place & 7):
                return False
        return True
