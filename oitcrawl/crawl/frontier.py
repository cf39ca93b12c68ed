"""What to visit next: likely links first, each address once, no family of alike addresses without end. Calm."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

from oitcrawl.crawl.traps import cap_of, family, loops
from oitcrawl.crawl.urls import is_unsafe
from oitcrawl.model.content import Label, Link, LinkKind
from oitcrawl.model.visit import Refused, RefusedBy
from oitcrawl.settings import Settings

MAX_LABELS = 8
MAX_REFUSED = 2000
MAX_KNOWN = 200_000  # addresses remembered; a site that names more is a trap
MAX_TEXTS = 2000  # wordings of one address that are told apart
MAX_WEIGHED = 6  # wordings of one address that are asked how much they promise
MAX_EDGES = 1000  # links of one page that count as ways
_URGENT = frozenset({LinkKind.SEED, LinkKind.REFRESH})
_FRAME_FLOOR = 0.3  # what stands in a frame belongs to the page
_SHORT_TEXT = 16  # "คลิก", "ดาวน์โหลด": such words say different things in different rows
_TOO_DEEP = (RefusedBy.TRAP, "ลึกเกินกำหนด")


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


class _Known:
    """An address that was linked to.

    Attributes:
        worth: interest while it waits, else None.
        texts: digests of the words it was linked with.
        labels: at most MAX_LABELS; ``ranked`` once they were sorted.
        best: the label that promised most of those that were weighed; it is never given up.
        poorest: richness and place of the label to give up first, once all places are taken.
        links: where its page leads, once read.
        before: the page that leads here by the fewest clicks, once measured.
        shut: never visited: unsafe, too long, over the cap of its family.
    """

    __slots__ = (
        "before",
        "best",
        "depth",
        "labels",
        "links",
        "path",
        "poorest",
        "ranked",
        "shut",
        "texts",
        "url",
        "worth",
    )

    def __init__(self, url: str, depth: int, path: tuple[str, ...]) -> None:
        self.url = url
        self.depth = depth
        self.path = path
        self.worth: float | None = None
        self.texts: set[int] = set()
        self.labels: list[Label] = []
        self.best: Label | None = None
        self.ranked = False
        self.poorest: tuple[int, int] | None = None
        self.links: list[_Known] = []
        self.before: _Known | None = None
        self.shut = False

    def target(self) -> Target:
        """As a visitor needs it."""
        return Target(url=self.url, depth=self.depth, path=self.path, interest=self.worth or 0.0)


class Frontier:
    """Addresses known and not yet visited, in the order of their interest.

    Labels of an address are collected for as long as the survey lasts, also after its visit: the judge joins them.
    Likely links first is not nearest first: a page may be met by a long way before its short way is seen. So what
    seems too deep is set aside, and the true clicks are counted when nothing else is left.
    """

    def __init__(self, interest: Callable[[str, Label], float], settings: Settings) -> None:
        self._interest = interest
        self._settings = settings
        self._heap: list[tuple[float, int, int, _Known]] = []
        self._known: dict[str, _Known] = {}
        self._starts: list[_Known] = []
        self._aside: dict[str, tuple[_Known, Link]] = {}
        self._families: Counter[str] = Counter()
        self._refused: dict[str, Refused] = {}
        self._waiting = self._turn = self._edges = self._measured = 0
        self._path: tuple[str, ...] | None = None
        self._here: _Known | None = None

    def __len__(self) -> int:
        return self._waiting

    def add(self, link: Link, *, depth: int, path: tuple[str, ...]) -> bool:
        """Take in a link; whether its address is new.

        The common case, a pair of address and words that is already known, costs two look-ups.
        """
        label = link.label
        if path is not self._path:
            self._path, self._here = path, self._known.get(path[-1]) if path else None
        known = self._known.get(link.url)
        if known is None:
            return self._meet(link, depth, path)
        if self._here is not None:
            self._connect(self._here, known, link.kind)
        if depth < known.depth:
            self._come_nearer(known, link, depth, path)
        said = _said(label)
        if said in known.texts or len(known.texts) >= MAX_TEXTS:
            return False
        known.texts.add(said)
        if known.worth is not None and len(known.texts) <= MAX_WEIGHED:
            self._put_forward(known, link)
        self._note(known, label)
        return False

    def pop(self) -> Target | None:
        """The likeliest address that was not visited, or None."""
        while self._heap or self._bring_back():
            negative, _, _, known = heappop(self._heap)
            if known.worth != -negative:
                continue  # a better label put it further forward, or it was visited
            target = known.target()
            known.worth = None
            self._waiting -= 1
            known.shut = self._over_cap(target)
            if not known.shut:
                return target
        return None

    def seen(self, url: str) -> bool:
        """Whether ``url`` was added, visited or waiting."""
        known = self._known.get(url)
        return known is not None and not known.shut and url not in self._aside

    def mark(self, url: str) -> None:
        """Count ``url`` as visited: a redirect led to it."""
        known = self._known.get(url)
        if known is None:
            self._known[url] = _Known(url, 0, ())
            return
        self._aside.pop(url, None)
        if known.worth is not None:
            known.worth = None
            self._waiting -= 1

    def labels(self, url: str) -> tuple[Label, ...]:
        """The words around the links to ``url``, the most telling first."""
        known = self._known.get(url)
        if known is None:
            return ()
        if not known.ranked:
            known.labels.sort(key=lambda label: -self._interest(url, label))
            known.ranked, known.poorest = True, None
        return tuple(known.labels)

    def way(self, url: str) -> tuple[str, ...]:
        """The addresses clicked from the home page to ``url`` by the fewest clicks known, home first."""
        self._measure()
        known = self._known.get(url)
        if known is None:
            return ()
        steps: list[str] = []
        while known.before is not None:
            known = known.before
            steps.append(known.url)
        return (*known.path, *reversed(steps))

    def left(self) -> Iterator[Target]:
        """The targets that were not visited."""
        self._bring_back()
        return (known.target() for known in self._known.values() if known.worth is not None)

    def refused(self) -> tuple[Refused, ...]:
        """What the caps kept away, at most a few thousand."""
        self._bring_back()
        for url, (known, link) in self._aside.items():
            if known.depth > self._settings.max_depth:
                self._refuse(url, _TOO_DEEP, link.label.found_on)
        return tuple(self._refused.values())

    def _meet(self, link: Link, depth: int, path: tuple[str, ...]) -> bool:
        """Take in an address that was never seen."""
        url = link.url
        if len(self._known) >= MAX_KNOWN:
            self._refuse(url, (RefusedBy.BUDGET, "ที่อยู่มากเกินกำหนด"), link.label.found_on)
            return False
        known = self._known[url] = _Known(url, depth, path)
        known.texts.add(_said(link.label))
        known.labels.append(link.label)
        known.best = link.label
        if self._here is not None:
            self._connect(self._here, known, link.kind)
        elif not path:
            self._starts.append(known)
        if reason := self._barred(url):
            known.shut = True
            self._refuse(url, reason, link.label.found_on)
            return False
        if depth > self._settings.max_depth:
            self._aside[url] = (known, link)
            return False
        self._push(known, self._worth(link))
        return True

    def _connect(self, here: _Known, there: _Known, kind: LinkKind) -> None:
        if kind is not LinkKind.SITEMAP and len(here.links) < MAX_EDGES:  # nobody clicks in a sitemap
            here.links.append(there)
            self._edges += 1

    def _come_nearer(self, known: _Known, link: Link, depth: int, path: tuple[str, ...]) -> None:
        """A shorter way was found; what was set aside as too deep may now be near enough."""
        known.depth, known.path = depth, path
        if known.url in self._aside and depth <= self._settings.max_depth:
            del self._aside[known.url]
            self._push(known, self._worth(link))

    def _put_forward(self, known: _Known, link: Link) -> None:
        """Let a waiting address wait further in front if ``link`` promises more."""
        worth = self._worth(link)
        if known.worth is not None and worth > known.worth:
            known.best = link.label
            self._push(known, worth)

    def _note(self, known: _Known, label: Label) -> None:
        """Keep ``label``; when all places are taken, instead of the poorest one if it is richer."""
        if not (label.text or label.row or label.heading):
            return
        if len(known.labels) < MAX_LABELS:
            known.labels.append(label)
            known.ranked = False
            return
        if known.poorest is None:
            known.poorest = min((_richness(one), at) for at, one in enumerate(known.labels) if one is not known.best)
        if label is known.best or _richness(label) > known.poorest[0]:
            known.labels[known.poorest[1]] = label
            known.ranked, known.poorest = False, None

    def _barred(self, url: str) -> tuple[RefusedBy, str] | None:
        if len(url) > self._settings.max_url:
            return RefusedBy.TRAP, "ที่อยู่ยาวเกินกำหนด"
        if is_unsafe(url):
            return RefusedBy.UNSAFE, "ที่อยู่อาจเปลี่ยนข้อมูล"
        return (RefusedBy.TRAP, "ที่อยู่วนซ้ำ") if loops(url) else None

    def _refuse(self, url: str, reason: tuple[RefusedBy, str], found_on: str) -> None:
        if len(self._refused) < MAX_REFUSED:
            self._refused[url] = Refused(url=url, by=reason[0], detail=reason[1], found_on=found_on)

    def _worth(self, link: Link) -> float:
        if link.kind in _URGENT:
            return 1.0
        worth = self._interest(link.url, link.label)
        return max(worth, _FRAME_FLOOR) if link.kind is LinkKind.FRAME else worth

    def _push(self, known: _Known, worth: float) -> None:
        self._turn += 1
        self._waiting += known.worth is None
        known.worth = worth
        heappush(self._heap, (-worth, known.depth, self._turn, known))

    def _over_cap(self, target: Target) -> bool:
        kin = family(target.url)
        cap = cap_of(target.url, self._settings.family_cap)
        if self._families[kin] >= cap:
            self._refuse(target.url, (RefusedBy.TRAP, f"ที่อยู่แบบ {kin} เกิน {cap}"), "")
            return True
        self._families[kin] += 1
        return False

    def _bring_back(self) -> bool:
        """Let what was set aside wait again when a shorter way to it is known now; whether there was any."""
        if not self._aside or self._edges == self._measured:
            return False
        self._measure()
        near = [pair for pair in self._aside.values() if pair[0].depth <= self._settings.max_depth]
        for known, link in near:
            del self._aside[known.url]
            self._push(known, self._worth(link))
        return bool(near)

    def _measure(self) -> None:
        """Count the fewest clicks to every address, level by level from the seeds."""
        if self._edges == self._measured:
            return
        self._measured = self._edges
        level, depth = self._starts, 0
        reached = set(map(id, level))
        while level:
            depth += 1
            deeper: list[_Known] = []
            for known in level:
                for there in known.links:
                    if id(there) not in reached:
                        reached.add(id(there))
                        there.before, there.depth = known, min(depth, there.depth)
                        deeper.append(there)
            level = deeper


def _said(label: Label) -> int:
    """A digest of what ``label`` says; a short text says something else in every row."""
    return hash(label.text if len(label.text) > _SHORT_TEXT else (label.text, label.row))


def _richness(label: Label) -> int:
    """How much is said around a link: a row with its words tells more than "click here"."""
    return len(label.text) + len(label.row)
