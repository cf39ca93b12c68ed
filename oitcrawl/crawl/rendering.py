"""When a page is shown to a browser, and what becomes of what it shows. Calm: signs in, decision out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from heapq import heappush, heappushpop
from typing import Final

from oitcrawl.model.content import Label, Link, Page
from oitcrawl.model.visit import Fetched
from oitcrawl.settings import Settings

Interest = Callable[[str, Label], float]

STRONG: Final = frozenset({"shell", "holes", "script_links", "table_without_links"})
WORTHY: Final = 0.4  # interest from which words name a disclosure or the ITA page
SHARE: Final = 0.1  # of all pages may be rendered on weak signs
_FREE: Final = 2  # pages rendered on weak signs however few were seen
_FUTILE: Final = 2  # renderings without gain after which weak signs of their kind are believed no more
_FUTILE_STRONG: Final = 5  # the same of strong signs, where the page does not need a browser for sure
SECOND_LOOK: Final = 20
_MANY_LABELS: Final = 3  # panels named like disclosures make a page an ITA page
_MAX_KEPT: Final = 1_500_000  # bytes of a page kept for a second look


@dataclass(order=True, slots=True)
class _Doubtful:
    """A page for the second look."""

    worth: float
    number: int
    page: Page = field(compare=False)
    answer: Fetched = field(compare=False)


class Chooser:
    """Decides which pages are rendered.

    Strong signs suffice. Weak ones are shown by plain sites as well: dead labels in the menu of every page, empty
    boxes of a theme. So they count only where something is at stake, on a tenth of the pages at most, and a kind of
    sign that brought nothing twice is let go.
    """

    def __init__(self, settings: Settings, interest: Interest) -> None:
        self._settings, self._interest = settings, interest
        self._dead: set[str] = set()
        self._futile: Counter[tuple[str, ...]] = Counter()
        self._doubtful: list[_Doubtful] = []
        self._chosen = self._weak = self._seen = 0

    def wants(self, page: Page, worth: float) -> bool:
        """Whether ``page`` is to be rendered; counts it as rendered if so.

        Args:
            page: as read from its HTML.
            worth: 0-1, how likely the link that led to it leads to a disclosure.
        """
        self._seen += 1
        if self._settings.render == "never" or self._chosen >= self._settings.max_rendered:
            return False
        if self._settings.render == "always" or page.needs_script or self._is_strong(page):
            self._chosen += 1
            return True
        if not self._is_worth_it(page, worth) or not self._has_room() or self._futile[page.script_signs] >= _FUTILE:
            return False
        self._chosen += 1
        self._weak += 1
        return True

    def put_by(self, page: Page, answer: Fetched, worth: float) -> None:
        """Remember a page that was not rendered for the second look, if it may be worth one."""
        if not page.script_signs or self._settings.render != "auto" or len(answer.body) > _MAX_KEPT:
            return
        stake = max(worth if worth < 1 else 0.0, self.worth_of(page))
        if stake < WORTHY:
            return
        one = _Doubtful(stake, -self._seen, page, answer)
        if len(self._doubtful) < SECOND_LOOK:
            heappush(self._doubtful, one)
        else:
            heappushpop(self._doubtful, one)

    def second_look(self) -> list[tuple[Page, Fetched]]:
        """The pages to render when nothing else is left, the worthiest first; each is given once."""
        doubtful, self._doubtful = sorted(self._doubtful, reverse=True), []
        chosen = []
        for one in doubtful:
            if self._has_room() and self._futile[one.page.script_signs] < _FUTILE + 1:
                self._weak += 1
                chosen.append((one.page, one.answer))
        room = self._settings.max_rendered - self._chosen
        self._chosen += len(chosen[:room])
        return chosen[:room]

    def learn(self, page: Page, gained: int) -> None:
        """Take note of what rendering ``page`` brought: ``gained`` links that its HTML did not have."""
        self._dead.update(page.dead_anchors)
        if not gained:
            self._futile[page.script_signs] += 1

    def worth_of(self, page: Page) -> float:
        """How much the page's own title and headings promise, 0-1."""
        words = (page.title, *page.headings[:5], *page.breadcrumb[-1:])
        return max((self._interest("", Label(text=word)) for word in words if word), default=0.0)

    def opens(self, page: Page) -> Callable[[list[str], list[tuple[str, bool]]], list[int]]:
        """Tells what is to be opened on ``page``, given its titles and the labels of what can be opened as shown.

        On ITA pages that is everything but routes of the page's own (True beside their label): they lead to other
        parts of the site, wherever they stand, and are opened where they promise much.
        """
        before = self.worth_of(page)

        def choose(titles: list[str], told: list[tuple[str, bool]]) -> list[int]:
            promising = [self._promises(label) for label, _ in told]
            is_hub = before >= WORTHY or any(map(self._promises, titles)) or sum(promising) >= _MANY_LABELS
            return [n for n, (_, route) in enumerate(told) if (promising[n] if route else is_hub)]

        return choose

    def _promises(self, label: str) -> bool:
        return self._interest("", Label(text=label)) >= WORTHY

    def _is_strong(self, page: Page) -> bool:
        """Whether a strong sign stands there, and did not bring nothing time after time."""
        return not STRONG.isdisjoint(page.script_signs) and self._futile[page.script_signs] < _FUTILE_STRONG

    def _is_worth_it(self, page: Page, worth: float) -> bool:
        """Whether weak signs stand where something is at stake."""
        signs = set(page.script_signs)
        new = (text for text in page.dead_anchors if text not in self._dead)
        if "dead_links" in signs and any(map(self._promises, new)):
            return True
        signs.discard("dead_links")
        return bool(signs) and (worth >= 1 or max(worth, self.worth_of(page)) >= WORTHY)

    def _has_room(self) -> bool:
        return self._weak < max(_FREE, int(self._seen * SHARE))


def joined(
    static: Page, shown: Sequence[Page], opened: Iterable[Link], named: Iterable[Link], own: Callable[[str], bool]
) -> tuple[Page, int]:
    """One page of what its HTML and the browser show, and how many own addresses the HTML alone did not have.

    Args:
        static: as read from its HTML.
        shown: as read from what the browser shows at the end, and maybe from what it showed before.
        opened: links that came to light when something was opened; what was opened is their heading.
        named: links that only JSON or a script names; left out where the page has their address.
        own: whether an address is the agency's own.
    """
    links: dict[tuple[str, str], Link] = {}
    for page in (*shown, static):
        for link in page.links:
            links.setdefault((link.url, link.label.text), link)
    for link in opened:
        key = link.url, link.label.text
        links[key] = _headed(links[key], link.label.heading) if key in links else link
    there = {url for url, _ in links}
    links.update({(link.url, link.label.text): link for link in named if link.url not in there})
    gained = {url for url, _ in links if own(url)} - {link.url for link in static.links}
    page = replace(
        shown[0],
        links=tuple(links.values()),
        refresh=static.refresh or shown[0].refresh,
        hidden=static.hidden,
        script_signs=static.script_signs,
        cut=static.cut,
        tail=static.tail,
        needs_script=False,
        rendered=True,
    )
    return page, len(gained)


def _headed(link: Link, heading: str) -> Link:
    return replace(link, label=replace(link.label, heading=heading)) if heading else link
