"""Answers kept for the next time by the hash of what was asked: the questions, long Thai words, weigh more."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """Up to twice ``most`` answers; when it is full, those not asked for again are forgotten.

    Keys are hashes of 64 bits with a secret of the process in them: no two questions meet, by chance or intent.
    """

    __slots__ = ("_earlier", "_most", "_new")

    def __init__(self, most: int) -> None:
        self._most = most
        self._new: dict[int, T] = {}
        self._earlier: dict[int, T] = {}

    def get(self, key: int) -> T | None:
        """The answer, or None."""
        found = self._new.get(key)
        if found is None and (found := self._earlier.get(key)) is not None:
            self.put(key, found)
        return found

    def put(self, key: int, answer: T) -> T:
        """Keep ``answer`` and give it back."""
        if len(self._new) >= self._most:
            self._earlier, self._new = self._new, {}
        self._new[key] = answer
        return answer
