"""The map of a site: addresses by number, who links to whom, and the fewest clicks to each. Calm."""

from array import array
from collections.abc import Callable, Iterable, Sequence

from oitcrawl.crawl.labels import LabelBook
from oitcrawl.model.content import Label
from oitcrawl.scroll import Scroll

MAX_EDGES = 1000  # links of one page that count as ways
NOWHERE = -1
_DEEPEST = 0xFFFF


class SiteGraph:
    """Addresses, links, labels and ways of one site.

    Attributes:
        urls: address of each number.
        labels: the words around the links to each.
        depths: fewest clicks known.
        befores: number of the page that leads here by that way, or NOWHERE.
        worths: interest when it was last weighed.
    """

    def __init__(self, scroll: Scroll | None = None) -> None:
        self.urls: list[str] = []
        self.labels = LabelBook(scroll or Scroll())
        self.depths = array("H")
        self.befores = array("i")
        self.worths = array("d")
        self._links: dict[int, Sequence[int]] = {}
        self._measured = self._changes = 0

    def add(self, url: str, depth: int, before: int) -> int:
        """Take in a new address; its number."""
        self.urls.append(url)
        self.labels.grow()
        self.depths.append(min(depth, _DEEPEST))
        self.befores.append(before)
        self.worths.append(0.0)
        return len(self.urls) - 1

    def connect(self, number: int, targets: Iterable[int]) -> None:
        """Add links of a page."""
        known = self._links.get(number, ())
        self._links[number] = array("I", [*known, *targets][:MAX_EDGES])
        self._changes += 1

    def labels_of(self, number: int, worth: Callable[[Label], float]) -> tuple[Label, ...]:
        """The words around the links to an address, those that promise most first."""
        return self.labels.of(number, worth)

    def way(self, number: int) -> tuple[str, ...]:
        """The addresses clicked to come to ``number``, the first one first."""
        steps: list[str] = []
        while (number := self.befores[number]) != NOWHERE and len(steps) < _DEEPEST:
            steps.append(self.urls[number])
        return tuple(reversed(steps))

    def measure(self, starts: Iterable[int]) -> bool:
        """Count the fewest clicks to every address, level by level; whether there was anything to do."""
        if self._measured == self._changes:
            return False
        self._measured = self._changes
        level, depth = list(starts), 0
        reached = bytearray(len(self.urls))
        for number in level:
            reached[number] = 1
        while level:
            depth += 1
            level = [there for here in level for there in self._step(here, depth, reached)]
        return True

    def _step(self, here: int, depth: int, reached: bytearray) -> list[int]:
        deeper = []
        for there in self._links.get(here, ()):
            if not reached[there]:
                reached[there] = 1
                self.befores[there] = here
                self.depths[there] = min(depth, self.depths[there])
                deeper.append(there)
        return deeper
