"""What becomes of an answer: is it true, must a browser show it, is it a twin of another page, what does it say."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from oitcrawl.crawl.endings import Endings
from oitcrawl.model.content import Content, Document, Link, Page
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.model.scan import HiddenLink
from oitcrawl.model.visit import Failed, Fetched, Visit
from oitcrawl.settings import Settings

MAX_HIDDEN = 300

Reader = Callable[[Fetched], Awaitable[Content]]


class Doubts(Protocol):
    """Tells answers that only look like success: soft 404, firewall, login, parked domain, empty detail page."""

    async def doubt(self, answer: Fetched, content: Content) -> Failed | None:
        """The failure that the answer really is, or None. May visit addresses that cannot exist to find out."""

    async def astray(self, answer: Fetched) -> Failed | None:
        """The failure that a redirect to the home page really is, or None."""


class Renders(Protocol):
    """Shows pages to a browser."""

    @property
    def pages(self) -> int:
        """Rendered so far."""

    @property
    def trouble(self) -> str:
        """Why there is no browser after all, in Thai; empty while there is one."""

    def wants(self, page: Page, worth: float) -> bool:
        """Whether ``page`` must be shown to a browser to be seen as a person sees it, and a budget is left for it.

        Args:
            page: as read from its HTML.
            worth: 0-1, how likely it leads to a disclosure.
        """

    async def show(self, page: Page, answer: Fetched) -> Page | None:
        """The page as the browser shows it, with the links of both; None when the browser could not."""

    def put_by(self, page: Page, answer: Fetched, worth: float) -> None:
        """Remember a page that was not shown, for the second look."""

    def second_look(self) -> list[tuple[Page, Fetched]]:
        """Pages that may hide what is lacking when nothing else is left to visit, the worthiest first; once."""


class Twins(Protocol):
    """Knows pages that say the same as another one."""

    def twin_of(self, page: Page) -> str:
        """The address of a page that says and links the same, or an empty string; remembers ``page`` otherwise."""


class Opens(Protocol):
    """Opens what the agency keeps elsewhere."""

    @property
    def requests(self) -> int:
        """Requests sent so far."""

    def admits(self, url: str) -> bool:
        """Whether ``url`` may be opened."""

    async def open(self, url: str) -> Fetched | Failed | OffsiteState:
        """What ``url`` keeps, the failure of what was deleted, or the state in which it stays unread."""


@dataclass(slots=True, kw_only=True)
class Reception:
    """Receives answers.

    Attributes:
        read: bytes in, content out.
        keep: takes each content's text for the judge.
        doubts: tells untrue answers; None believes all.
        browser: shows pages that scripts build; None has none.
        twins: tells pages that say the same; None tells none.
        hidden: links inside comments that were seen.
        endings: knows which pages end halfway.
    """

    read: Reader
    keep: Callable[[Page | Document], None]
    doubts: Doubts | None = None
    browser: Renders | None = None
    twins: Twins | None = None
    hidden: list[Link] = field(default_factory=list)
    endings: Endings = field(default_factory=Endings)

    async def take(
        self, answer: Fetched, worth: float, again: Callable[[Failed], bool] = lambda _failed: False
    ) -> Content | Failed | str:
        """What the answer says, the failure that it really is, or the address of a page that says the same.

        Args:
            answer: as fetched.
            worth: 0-1, how likely it leads to a disclosure.
            again: whether a page that ends halfway will be asked for once more; else it is read for what is there.
        """
        content = await self.read(answer)
        if isinstance(content, Page) and (cut := self.endings.cut(answer, content)) and again(cut):
            return cut
        if self.doubts is not None and (untrue := await self.doubts.doubt(answer, content)):
            return untrue
        if isinstance(content, Page):
            content = _without_itself(await self._shown(content, answer, worth), answer.url)
            if self.twins is not None and (twin := self.twins.twin_of(content)):
                return twin
            self.hidden.extend(content.hidden)
        if isinstance(content, Page | Document):
            self.keep(content)
        return content

    async def take_as_it_is(self, answer: Fetched) -> Content:
        """What an answer from elsewhere says, without doubts and browser."""
        content = await self.read(answer)
        if isinstance(content, Page | Document):
            self.keep(content)
        return content

    def believing(self, visit: Callable[[str], Awaitable[Visit]]) -> Callable[[str], Awaitable[Visit]]:
        """``visit``, with the failure in place of an answer that is not what it seems; nothing of it is kept."""

        async def visited(url: str) -> Visit:
            answer = await visit(url)
            if self.doubts is None or not isinstance(answer, Fetched):
                return answer
            return await self.doubts.doubt(answer, await self.read(answer)) or answer

        return visited

    async def astray(self, answer: Fetched) -> Failed | None:
        """The failure that a redirect to a page already seen really is, or None."""
        return await self.doubts.astray(answer) if self.doubts is not None else None

    async def _shown(self, page: Page, answer: Fetched, worth: float) -> Page:
        """The page, as a browser shows it where that is needed and can be had."""
        if self.browser is None:
            return page
        if not self.browser.wants(page, worth):
            self.browser.put_by(page, answer, worth)
            return page
        return await self.browser.show(page, answer) or page

    async def second_look(self) -> AsyncIterator[tuple[Fetched, Page]]:
        """Pages that were not shown at first, as a browser shows them, now that nothing else is left."""
        for page, answer in self.browser.second_look() if self.browser is not None else ():
            if (shown := await self.browser.show(page, answer) if self.browser is not None else None) is not None:
                shown = _without_itself(shown, answer.url)
                self.keep(shown)
                yield answer, shown

    def hidden_links(self) -> tuple[HiddenLink, ...]:
        """Links in comments of pages, each address once."""
        first = {link.url: link.label for link in reversed(self.hidden)}
        hidden = (
            HiddenLink(url=url, found_on=label.found_on, label=label.text or label.row)
            for url, label in first.items()
        )
        return tuple(hidden)[::-1][:MAX_HIDDEN]


def browser_state(browser: Renders | None, settings: Settings) -> str:
    """Whether a browser showed pages: ``used``, ``spent`` on as many as allowed, ``absent``, or ``never`` wanted."""
    if settings.render == "never":
        return "never"
    if browser is None or (browser.trouble and not browser.pages):
        return "absent"
    return "spent" if browser.pages >= settings.max_rendered else "used"


def _without_itself(page: Page, asked: str) -> Page:
    """``page`` without links to the address that redirected to it: they lead to itself, it lists nothing."""
    if asked == page.url or all(link.url != asked for link in page.links):
        return page
    return replace(page, links=tuple(link for link in page.links if link.url != asked))
