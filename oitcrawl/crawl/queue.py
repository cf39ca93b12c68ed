"""Numbers that wait for their turn: the worthiest first, then the shallowest, then the first to come. Calm."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address to visit.

    Attributes:
        depth: clicks from the home page.
        path: addresses clicked from the home page to here, home first.
        interest: 0-1, how likely it leads to a disclosure.
    """

    url: str
    depth: int
    path: tuple[str, ...]
    interest: float


@dataclass(slots=True)
class Queue:
    """Each number waits once; one that is pushed again with more worth waits further in front."""

    _heap: list[tuple[float, int, int, int]] = field(default_factory=list)
    _worths: dict[int, float] = field(default_factory=dict)
    _turn: int = 0

    def push(self, number: int, worth: float, depth: int) -> None:
        """Let ``number`` wait with this worth."""
        self._turn += 1
        self._worths[number] = worth
        heappush(self._heap, (-worth, depth, self._turn, number))

    def pop(self) -> tuple[int, float] | None:
        """The next number and its worth, or None."""
        while self._heap:
            negative, _, _, number = heappop(self._heap)
            if self._worths.get(number) == -negative:  # else a better label put it further forward, or it was dropped
                return number, self._worths.pop(number)
        return None

    def drop(self, number: int) -> None:
        """Let ``number`` wait no longer, if it does."""
        self._worths.pop(number, None)

    def worth(self, number: int) -> float | None:
        """The worth with which ``number`` waits, or None."""
        return self._worths.get(number)

    def waiting(self) -> Iterator[tuple[int, float]]:
        """All that wait, by number, with their worth."""
        return iter(sorted(self._worths.items()))

    def __len__(self) -> int:
        """How many wait."""
        return len(self._worths)
