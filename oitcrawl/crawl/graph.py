"""The map of a site: addresses by number, who links to whom, and the fewest clicks to each. Calm.

It packs into a few bytes for each link, so that the next night starts from what is known.
"""

import struct
import zlib
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from oitcrawl.crawl.labels import LabelBook
from oitcrawl.model.content import Label
from oitcrawl.scroll import Scroll

MAX_EDGES = 1000  # links of one page that count as ways
NOWHERE = -1
_FORMAT = b"oitgraph2"
_DEEPEST = 0xFFFF
_FAST = 1  # of zlib: higher levels cost more time than they save bytes


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
        self._remembered: dict[int, Sequence[int]] = {}  # of an earlier night, not confirmed yet
        self._measured = self._changes = 0

    def add(self, url: str, depth: int, before: int) -> int:
        """Take in a new address; its number."""
        self.urls.append(url)
        self.labels.grow()
        self.depths.append(min(depth, _DEEPEST))
        self.befores.append(before)
        self.worths.append(0.0)
        return len(self.urls) - 1

    def links(self, number: int) -> Sequence[int]:
        """Numbers that the page links to, as far as known by now, else from an earlier night."""
        return self._links.get(number) or self._remembered.get(number, ())

    def connect(self, number: int, targets: Iterable[int]) -> None:
        """Add links of a page."""
        known = self._links.get(number, ())
        self._links[number] = array("I", [*known, *targets][:MAX_EDGES])
        self._changes += 1

    def confirm(self, number: int) -> Sequence[int]:
        """The page is as it was in an earlier night, and so are its links; their numbers."""
        if number in self._remembered:
            self._links[number] = self._remembered.pop(number)
            self._changes += 1
        return self.links(number)

    def forget(self, number: int) -> None:
        """The page was read anew: forget the links remembered of it, and what it called their targets."""
        if number in self._remembered:
            for target in self._remembered.pop(number):
                self.labels.drop(target, number)
            self.labels.turn(number)

    def labels_of(self, number: int, worth: Callable[[Label], float]) -> tuple[Label, ...]:
        """The words around the links to an address that still stand, those that promise most first."""
        return self.labels.of(number, worth, self._remembered or None)

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

    def packed(self, kept: Sequence[int]) -> bytes:
        """The map of the addresses ``kept``, in that order, as bytes for ``unpack``."""
        places = dict(zip(kept, range(len(kept)), strict=True))
        known = {**self._remembered, **self._links}
        links = {places[page]: _moved(some, places) for page, some in known.items() if page in places}
        own = (
            "\n".join([self.urls[number] for number in kept]).encode("utf-8", "surrogatepass"),
            *(_chosen(row, kept).tobytes() for row in (self.depths, self.worths)),
            array("I", links).tobytes(),
            array("I", map(len, links.values())).tobytes(),
            b"".join([some.tobytes() for some in links.values()]),
        )
        return _FORMAT + zlib.compress(_framed((*own, *self.labels.packed(places))), _FAST)

    def unpack(self, data: bytes) -> None:
        """Take in what ``packed`` gave, into an empty map.

        Raises:
            ValueError: the bytes are damaged or of another version.
        """
        if self.urls or not data.startswith(_FORMAT):
            raise ValueError("no map of this version")
        try:
            urls, depths, worths, pages, sizes, links, *labels = _unframed(
                zlib.decompress(memoryview(data)[len(_FORMAT) :])
            )
        except (zlib.error, struct.error) as error:
            raise ValueError(str(error)) from error
        self.urls = urls.decode("utf-8", "surrogatepass").split("\n") if urls else []
        self.depths.frombytes(depths)
        self.worths.frombytes(worths)
        self.befores.extend([NOWHERE] * len(self.urls))
        self._take_links(array("I", pages), array("I", sizes), array("I", links))
        self.labels.unpack(*labels)
        if not len(self.urls) == len(self.depths) == len(self.worths) == len(self.labels):
            raise ValueError("the parts of the map do not fit each other")

    def _take_links(self, pages: "array[int]", sizes: "array[int]", links: "array[int]") -> None:
        if sum(sizes) != len(links) or (links and max(links) >= len(self.urls)):
            raise ValueError("links lead off the map")
        at = 0
        for page, size in zip(pages, sizes, strict=True):
            self._remembered[page] = links[at : at + size]
            at += size


def _moved(links: Iterable[int], places: Mapping[int, int]) -> "array[int]":
    return array("I", [places[number] for number in links if number in places])


def _chosen(row: "array[Any]", kept: Sequence[int]) -> "array[Any]":
    return array(row.typecode, [row[number] for number in kept])


def _framed(parts: Iterable[bytes]) -> bytes:
    return b"".join([piece for part in parts for piece in (struct.pack("<Q", len(part)), part)])


def _unframed(data: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(data):
        (size,) = struct.unpack_from("<Q", data, at)
        parts.append(data[at + 8 : at + 8 + size])
        at += 8 + size
    return parts
