"""What to visit next: likely links first, each address once, no family of alike addresses without end. Calm."""

from collections.abc import Callable, Iterable, Iterator

from oitcrawl.crawl.graph import NOWHERE, SiteGraph
from oitcrawl.crawl.labels import NOBODY, said
from oitcrawl.crawl.queue import Queue, Target
from oitcrawl.crawl.refusals import PROMISING, Refusals
from oitcrawl.crawl.traps import is_document
from oitcrawl.crawl.twins import Sameness
from oitcrawl.crawl.weigh import Scales
from oitcrawl.model.content import Label, Link, LinkKind, Page
from oitcrawl.model.harvest import Blank
from oitcrawl.model.scan import TrapNote, TrapReason
from oitcrawl.model.visit import Refused
from oitcrawl.settings import Settings

MAX_KNOWN = 200_000  # addresses remembered; a site that names more is a trap
MAX_WEIGHED = 6  # wordings of one address that are asked how much they promise
_MAX_HEARD = 16_000  # pairs of address and words that are told from new ones at once
_WORTHY = 0.3
_SAME = 1e-6
_SHUT, _ASIDE = 1, 2


class Frontier:
    """Addresses known and not yet visited, in the order of their interest.

    Labels of an address are collected for as long as the survey lasts, also after its visit: the judge joins them.
    Likely links first is not nearest first: a page may be met by a long way before its short way is seen. What
    seems too deep is set aside, and the true clicks are counted when nothing else is left.
    """

    def __init__(
        self,
        interest: Callable[[str, Label], float],
        settings: Settings,
        *,
        is_vague: Callable[[Label], bool] = lambda _label: False,
    ) -> None:
        """Begin with nothing known; ``is_vague`` tells links that say nothing: they are worth what their page was."""
        self._interest, self._scales = interest, Scales(interest, is_vague)
        self._settings = settings
        self._graph = SiteGraph()
        self._met: dict[str, int] = {}
        self._states = bytearray()
        self._queue = Queue()
        self._starts: list[int] = []
        self._aside: dict[int, Link] = {}
        self._heard: set[int] = set()
        self._refusals = Refusals(settings)
        self._sameness = Sameness()
        self._brought = False  # whether the page followed last led to a new address worth a visit

    def __len__(self) -> int:
        return len(self._queue)

    def add(self, link: Link, *, depth: int, path: tuple[str, ...]) -> bool:
        """Take in a single link, such as a seed or one of a sitemap; whether its address is new."""
        here = self._place(path)
        number = self._met.get(link.url)
        if number is None:
            number = self._meet(link, depth, here)
            new = number is not None and not self._states[number]
        else:
            self._hear(number, link, said(link.label), depth, here)
            new = False
        if number is not None and here != NOWHERE and link.kind is not LinkKind.SITEMAP:
            self._graph.connect(here, (number,))  # nobody clicks in a sitemap
        return new

    def follow(
        self, links: Iterable[Link], *, depth: int, path: tuple[str, ...], own: Callable[[str], bool]
    ) -> list[Link]:
        """Take in the links of a page that was read.

        The common case, a pair of address and words that is already known, costs two look-ups.

        Args:
            links: of the page.
            depth: clicks from the home page to their targets.
            path: addresses clicked from the home page to the page, which is the last one.
            own: whether an address is the site's own.

        Returns:
            The links that are not the site's own.
        """
        here = self._place(path)
        met, heard, depths = self._met, self._heard, self._graph.depths
        self._brought = False
        strangers: list[Link] = []
        edges: list[int] = []
        for link in links:
            number = met.get(link.url)
            if number is None:
                if not own(link.url):
                    strangers.append(link)
                elif (number := self._meet(link, depth, here)) is not None:
                    edges.append(number)
                continue
            edges.append(number)
            digest = said(link.label)
            if digest ^ number not in heard or depth < depths[number]:
                self._hear(number, link, digest, depth, here)
        self._graph.connect(here, edges)
        return strangers

    def tire(self, page: Page, strangers: Iterable[Link]) -> None:
        """Right after ``follow``: leave the family of ``page`` alone when its pages hardly differ any more."""
        if self._sameness.tires(page, [link.url for link in strangers], brought=self._brought):
            self._refusals.shut(page.url, TrapReason.ALIKE)

    def pass_over(self, urls: Iterable[str], reason: TrapReason) -> None:
        """Do not visit ``urls``, unless their links promise a disclosure."""
        for url in urls:
            number = self._met.get(url)
            if number is None:
                number = self._number(url, 0, NOWHERE)
            elif (worth := self._queue.worth(number)) is None or worth >= PROMISING:
                continue  # visited, kept away before, or promising
            self._queue.drop(number)
            self._states[number] = _SHUT
            self._refusals.trap(url, reason)

    def pop(self) -> Target | None:
        """The likeliest address that was not visited, or None."""
        while (next_one := self._queue.pop()) is not None or self._bring_back():
            if next_one is None:
                continue
            number, place = next_one
            worth = self._graph.worths[number]
            due = self._refusals.due(self._graph.urls[number], worth)
            if due < place - _SAME and len(self._queue):
                self._queue.push(number, due, self._graph.depths[number])
                continue
            target = self._target(number, worth)
            if self._refusals.admits(target.url, worth):
                return target
            self._states[number] = _SHUT
        return None

    def unvisited(self, left: Iterable[Target]) -> list[Blank]:
        """What is left of the survey, as addresses that may hold something."""
        return [Blank(url=one.url, reason="unvisited", labels=self.labels(one.url)) for one in left]

    def seen(self, url: str) -> bool:
        """Whether ``url`` was added, visited or waiting."""
        number = self._met.get(url)
        return number is not None and not self._states[number]

    def mark(self, url: str) -> None:
        """Count ``url`` as visited: a redirect led to it."""
        number = self._met.get(url)
        if number is None:
            self._number(url, 0, NOWHERE)
            return
        if self._aside.pop(number, None) is not None:
            self._states[number] = 0
        self._queue.drop(number)

    def labels(self, url: str) -> tuple[Label, ...]:
        """The words around the links to ``url``, the most telling first."""
        number = self._met.get(url)
        return () if number is None else self._graph.labels_of(number, lambda label: self._interest(url, label))

    def way(self, url: str) -> tuple[str, ...]:
        """The addresses clicked from the home page to ``url`` by the fewest clicks known, home first."""
        self._graph.measure(self._starts)
        number = self._met.get(url)
        return () if number is None else self._graph.way(number)

    def left(self) -> Iterator[Target]:
        """The targets that were not visited."""
        self._bring_back()
        return (self._target(number, worth) for number, worth in self._queue.waiting())

    def refused(self) -> tuple[Refused, ...]:
        """What the caps kept away, at most a few thousand."""
        self._bring_back()
        for number in self._aside:
            if self._graph.depths[number] > self._settings.max_depth:
                self._refusals.trap(self._graph.urls[number], TrapReason.DEEP)
        self._aside.clear()
        return self._refusals.all()

    def traps(self) -> tuple[TrapNote, ...]:
        """What the caps kept away, summed up by family, the largest first; after ``refused``."""
        return self._refusals.notes()

    def _place(self, path: tuple[str, ...]) -> int:
        """Number of the page where the walk stands; NOWHERE for none."""
        if not path:
            return NOWHERE
        number = self._met.get(path[-1])
        return self._number(path[-1], len(path) - 1, self._place(path[:-1])) if number is None else number

    def _number(self, url: str, depth: int, here: int) -> int:
        """The number of an address that is met for the first time."""
        number = self._met[url] = self._graph.add(url, depth, here)
        self._states.append(0)
        return number

    def _meet(self, link: Link, depth: int, here: int) -> int | None:
        """Take in an address that was not seen before; its number."""
        url = link.url
        if len(self._met) >= MAX_KNOWN:
            self._refusals.trap(url, TrapReason.TOO_MANY)
            return None
        number = self._number(url, depth, here)
        if here == NOWHERE:
            self._starts.append(number)
        digest = said(link.label)
        self._graph.labels.note(number, link.label, digest, _page(here), best=True)
        self._heard.add(digest ^ number)
        self._let_wait(number, link, depth, here)
        return number

    def _let_wait(self, number: int, link: Link, depth: int, here: int) -> None:
        """Push a new address, unless a rule of ours keeps us from it."""
        url = self._graph.urls[number]
        if self._refusals.bars(url):
            self._states[number] = _SHUT
        elif depth > self._settings.max_depth:
            self._states[number] = _ASIDE
            self._aside[number] = link
        else:
            worth = self._worth(link, here)
            self._brought = self._brought or worth >= _WORTHY or is_document(url)
            self._push(number, worth)

    def _hear(self, number: int, link: Link, digest: int, depth: int, here: int) -> None:
        """Another link to an address that is known."""
        if depth < self._graph.depths[number]:
            self._come_nearer(number, depth, here)
        if len(self._heard) > _MAX_HEARD:
            self._heard.clear()
        self._heard.add(digest ^ number)
        book = self._graph.labels
        if book.knows(number, digest):
            return
        better = book.count(number) < MAX_WEIGHED and self._put_forward(number, link, here)
        book.note(number, link.label, digest, _page(here), best=better)

    def _come_nearer(self, number: int, depth: int, here: int) -> None:
        """A shorter way was found; what was set aside as too deep may now be near enough."""
        self._graph.depths[number], self._graph.befores[number] = depth, here
        if number in self._aside and depth <= self._settings.max_depth:
            self._back(number)

    def _back(self, number: int) -> None:
        link = self._aside.pop(number)
        self._states[number] = 0
        self._push(number, self._worth(link, self._graph.befores[number]))

    def _put_forward(self, number: int, link: Link, here: int) -> bool:
        """Let a waiting address wait further in front if ``link`` promises more; whether it does."""
        waits = self._queue.worth(number)
        if waits is None or (worth := self._worth(link, here)) <= waits:
            return False
        self._push(number, worth)
        return True

    def _worth(self, link: Link, here: int) -> float:
        handed_on = here != NOWHERE and self._graph.depths[here] > 0
        return self._scales.weigh(link, self._graph.worths[here] if handed_on else None)

    def _push(self, number: int, worth: float) -> None:
        self._graph.worths[number] = worth
        self._queue.push(number, worth, self._graph.depths[number])

    def _target(self, number: int, worth: float) -> Target:
        graph = self._graph
        return Target(url=graph.urls[number], depth=graph.depths[number], path=graph.way(number), interest=worth)

    def _bring_back(self) -> bool:
        """Let what was set aside wait again when a shorter way to it is known now; whether there was any."""
        if not self._aside or not self._graph.measure(self._starts):
            return False
        near = [number for number in self._aside if self._graph.depths[number] <= self._settings.max_depth]
        for number in near:
            self._back(number)
        return bool(near)


def _page(here: int) -> int:
    return NOBODY if here == NOWHERE else here
