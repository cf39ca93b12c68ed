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
_URGENT = frozenset({LinkKind.SEED, LinkKind.REFRESH})
_FRAME_FLOOR = 0.3  # what stands in a frame belongs to the page


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


class Frontier:
    """Addresses known and not yet visited, in the order of their interest.

    Labels of an address are collected for as long as the survey lasts, also after its visit: the judge joins them.
    """

    def __init__(self, interest: Callable[[str, Label], float], settings: Settings) -> None:
        self._interest = interest
        self._settings = settings
        self._heap: list[tuple[float, int, int, Target]] = []
        self._waiting: dict[str, float] = {}
        self._seen: set[str] = set()
        self._labels: dict[str, list[Label]] = {}
        self._texts: set[tuple[str, str]] = set()
        self._families: Counter[str] = Counter()
        self._refused: dict[str, Refused] = {}
        self._turn = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, link: Link, *, depth: int, path: tuple[str, ...]) -> bool:
        """Take in a link; whether its address is new.

        The common case, a pair of address and words that is already known, costs one look-up.
        """
        url, label = link.url, link.label
        pair = (url, label.text)
        if pair in self._texts:
            return False
        self._texts.add(pair)
        self._note(url, label)
        if url in self._seen:
            if url in self._waiting:
                self._raise(url, label, depth, path)
            return False
        if url in self._refused:
            return False
        if reason := self._barred(url, depth):
            self._refuse(url, reason, label.found_on)
            return False
        self._seen.add(url)
        self._push(url, self._worth(link), depth, path)
        return True

    def pop(self) -> Target | None:
        """The likeliest address that was not visited, or None."""
        while self._heap:
            worth, _, _, target = heappop(self._heap)
            if self._waiting.get(target.url) != -worth:
                continue  # a better label put it further forward, or it was visited
            del self._waiting[target.url]
            if self._over_cap(target):
                continue
            return target
        return None

    def seen(self, url: str) -> bool:
        """Whether ``url`` was added, visited or waiting."""
        return url in self._seen

    def mark(self, url: str) -> None:
        """Count ``url`` as visited: a redirect led to it."""
        self._seen.add(url)
        self._waiting.pop(url, None)

    def labels(self, url: str) -> tuple[Label, ...]:
        """The words around the links to ``url``, the most telling first."""
        return tuple(sorted(self._labels.get(url, ()), key=lambda label: -self._interest(url, label)))

    def left(self) -> Iterator[Target]:
        """The targets that were not visited."""
        return (target for worth, _, _, target in self._heap if self._waiting.get(target.url) == -worth)

    def refused(self) -> tuple[Refused, ...]:
        """What the caps kept away, at most a few thousand."""
        return tuple(self._refused.values())

    def _note(self, url: str, label: Label) -> None:
        known = self._labels.setdefault(url, [])
        if not (label.text or label.row or label.heading) and known:
            return
        if len(known) < MAX_LABELS:
            known.append(label)
        elif len(label.row) > min(len(one.row) for one in known):
            known[min(range(len(known)), key=lambda n: len(known[n].row))] = label

    def _barred(self, url: str, depth: int) -> tuple[RefusedBy, str] | None:
        if is_unsafe(url):
            return RefusedBy.UNSAFE, "ที่อยู่อาจเปลี่ยนข้อมูล"
        if len(url) > self._settings.max_url:
            return RefusedBy.TRAP, "ที่อยู่ยาวเกินกำหนด"
        if depth > self._settings.max_depth:
            return RefusedBy.TRAP, "ลึกเกินกำหนด"
        return (RefusedBy.TRAP, "ที่อยู่วนซ้ำ") if loops(url) else None

    def _refuse(self, url: str, reason: tuple[RefusedBy, str], found_on: str) -> None:
        if len(self._refused) < MAX_REFUSED:
            self._refused[url] = Refused(url=url, by=reason[0], detail=reason[1], found_on=found_on)

    def _worth(self, link: Link) -> float:
        if link.kind in _URGENT:
            return 1.0
        worth = self._interest(link.url, link.label)
        return max(worth, _FRAME_FLOOR) if link.kind is LinkKind.FRAME else worth

    def _raise(self, url: str, label: Label, depth: int, path: tuple[str, ...]) -> None:
        worth = self._interest(url, label)
        if worth > self._waiting[url]:
            self._push(url, worth, depth, path)

    def _push(self, url: str, worth: float, depth: int, path: tuple[str, ...]) -> None:
        self._turn += 1
        self._waiting[url] = worth
        heappush(self._heap, (-worth, depth, self._turn, Target(url=url, depth=depth, path=path, interest=worth)))

    def _over_cap(self, target: Target) -> bool:
        kin = family(target.url)
        cap = cap_of(target.url, self._settings.family_cap)
        if self._families[kin] >= cap:
            self._refuse(target.url, (RefusedBy.TRAP, f"ที่อยู่แบบ {kin} เกิน {cap}"), "")
            return True
        self._families[kin] += 1
        return False
