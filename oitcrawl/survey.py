"""The one loop: frontier -> visit -> read -> new links. Crawling and reading need each other; they meet here."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from oitcrawl.crawl.again import SecondTries
from oitcrawl.crawl.frontier import Frontier
from oitcrawl.crawl.limit import within
from oitcrawl.crawl.offsite import kind_of, stays_with
from oitcrawl.crawl.origins import at_a_twin, moved_home
from oitcrawl.crawl.pace import Pace
from oitcrawl.crawl.pager import older_pages
from oitcrawl.crawl.queue import Target
from oitcrawl.crawl.references import References
from oitcrawl.crawl.spelling import Speller, mistyped
from oitcrawl.crawl.truth import untruths
from oitcrawl.crawl.urls import Addresses
from oitcrawl.logbook import Logbook
from oitcrawl.model.content import Document, Label, Link, LinkKind, Page
from oitcrawl.model.harvest import Harvest
from oitcrawl.model.scan import TrapReason
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, Validators, Visit, whole
from oitcrawl.reception import Doubts, Opens, Reader, Reception, Renders, Twins, browser_state
from oitcrawl.settings import Settings

Progress = Callable[[int, int, str], None]


class Visits(Protocol):
    """What the survey asks of the visitor: one address in, one value out, and when to give up."""

    @property
    def requests(self) -> int:
        """Requests sent so far."""

    @property
    def pace(self) -> Pace:
        """How fast the site is asked, and what slowed it."""

    async def visit(self, url: str, validators: Validators | None = None) -> Visit:
        """Fetch one address with courtesy, unless unchanged; never raises for what the web does."""

    async def sitemaps(self) -> tuple[str, ...]:
        """Addresses that the site's sitemaps name, at most a few thousand."""

    def told(self, truth: Failed | None) -> None:
        """Learn what an answer with a body really was; None when it was what it seemed."""

    @property
    def gave_up(self) -> bool:
        """Whether so many visits in a row failed that the site is left alone."""


@dataclass(slots=True, kw_only=True)
class SurveyTools:
    """The doors that compose.py opened and hands down.

    Attributes:
        addresses: resolves links, and tells the site's own addresses from others.
        visits: the visitor.
        read: bytes in, content out; HTML at once, documents off the event loop.
        keep: takes each content's text for the judge.
        interest: how likely a link leads to a disclosure, 0-1.
        progress: told (visited, waiting, address) after each visit.
        stop: set to end the survey early; what was seen so far is kept.
        doubts, browser, twins: see Reception; None does without.
        again: keeps what failed for a second try at the end; None makes one of the settings.
        elsewhere: opens what is kept on other hosts that the settings name; None opens nothing there.
        is_vague: whether a link says nothing of its target, which then is worth what its page was.
        is_past: whether a list page is older than anything that is wanted, so that its next pages need no visit.
    """

    addresses: Addresses
    visits: Visits
    read: Reader
    keep: Callable[[Page | Document], None]
    interest: Callable[[str, Label], float]
    progress: Progress = lambda _done, _left, _url: None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    doubts: Doubts | None = None
    browser: Renders | None = None
    twins: Twins | None = None
    again: SecondTries | None = None
    elsewhere: Opens | None = None
    is_past: Callable[[Page], bool] = lambda _page: False
    is_vague: Callable[[Label], bool] = lambda _label: False


async def survey(site: AgencySite, tools: SurveyTools, settings: Settings) -> Harvest:
    """Visit the site of one agency, likely links first, within the budgets of ``settings``.

    Returns:
        All that was seen, and all that was not with its cause. The web's failures are values in it.
    """
    walk = _Walk(site, tools, settings)
    await walk.run()
    return walk.harvest()


class _Walk:
    """One survey under way."""

    def __init__(self, site: AgencySite, tools: SurveyTools, settings: Settings) -> None:
        self.tools, self.settings = tools, settings
        self.addresses = tools.addresses
        self.frontier = Frontier(tools.interest, settings, is_vague=tools.is_vague)
        self.reception = Reception(
            read=tools.read, keep=tools.keep, doubts=tools.doubts, browser=tools.browser, twins=tools.twins
        )
        self.again = SecondTries(settings) if tools.again is None else tools.again
        self.speller = Speller(self.reception.believing(tools.visits.visit))
        self.references = References(site.url, tools.interest)
        self.log = Logbook()
        self.started = time.monotonic()
        self.stopped_by: str | None = None
        self.under_way: dict[str, Target] = {}
        self.change = asyncio.Condition()
        self._sow(site)

    def _sow(self, site: AgencySite) -> None:
        self.home = self.log.pulse.home = self.addresses.resolve(site.url, site.url) or site.url
        named = (*site.seeds, *(url for _, url in site.declared))
        self.named = {url: self.addresses.resolve(self.home, url) or url for url in named}
        for url in (self.home, *self.named.values()):
            self._add(Link(url=url, label=Label(text=""), kind=LinkKind.SEED), depth=0, path=())

    async def run(self) -> None:
        """Until nothing is left, a budget is spent or somebody says stop; what is under way then is cut off."""
        workers = [self._worker() for _ in range(self.settings.concurrency)]
        if await within(workers, seconds=self._left(), stop=self.tools.stop):
            self.stopped_by = self.stopped_by or self._spent()

    async def _worker(self) -> None:
        while (target := await self._next()) is not None:
            await self._go(target)
            del self.under_way[target.url]
            async with self.change:
                self.change.notify_all()

    async def _next(self) -> Target | None:
        """The next target, or None when the survey is over. Waits while others may still bring links."""
        async with self.change:
            while True:
                self.stopped_by = self.stopped_by or self._spent()
                if self.stopped_by:
                    return None
                if target := self.frontier.pop() or self._second():
                    self.under_way[target.url] = target
                    return target
                if self.under_way:
                    await self.change.wait()
                elif not (await self._look_again() or await self._try_again()):
                    return None

    def _second(self) -> Target | None:
        """What is due for a second try, unless the site is to be left alone."""
        return None if self.tools.visits.gave_up else self.again.pop()

    async def _try_again(self) -> bool:
        """Let what failed be visited again, now that nothing else is left; whether there is any worth it."""
        return not self.tools.visits.gave_up and await self.again.next_round(
            brief=not self.log.pages, seconds=self._left(), stop=self.tools.stop
        )

    async def _look_again(self) -> bool:
        """Show a browser what may hide what is lacking, now that nothing else is left; whether it led further."""
        async for answer, page in self.reception.second_look():
            way = self.frontier.way(answer.url)
            place = Target(url=answer.url, depth=len(way), path=way, interest=0.0)
            self.log.again(place, answer, page)
            self._follow(place, page)
            if self.tools.stop.is_set():
                break
        return bool(self.frontier)

    def _spent(self) -> str | None:
        """The budget that is spent, or None."""
        limits = {
            "interrupted": self.tools.stop.is_set(),
            "failures": self.tools.visits.gave_up and bool(self.frontier),
            "pages": self.visited >= self.settings.max_pages and bool(self.frontier),
            "minutes": self._left() <= 0,
            "bytes": self.log.bytes > self.settings.max_bytes,
        }
        return next((name for name, spent in limits.items() if spent), None)

    def _left(self) -> float:
        """Seconds left of the time budget."""
        return self.settings.max_minutes * 60 - (time.monotonic() - self.started)

    @property
    def visited(self) -> int:
        """Addresses visited, those that will be tried again included."""
        return self.log.visited + len(self.again)

    async def _go(self, target: Target) -> None:
        if self.tools.elsewhere is not None and not self.addresses.is_own(target.url):
            await self._open(target, self.tools.elsewhere)
            return
        answer = whole(await self.tools.visits.visit(target.url))
        if target.url == self.home and isinstance(answer, Failed):
            answer = await self._at_twin(answer)
        self.log.heed(answer)
        again = self.again.keep(target, answer)
        match answer:
            case Fetched():
                await self._read(target, answer)
            case Failed() | Refused() if not again:
                await self._blank(target, answer)
        self.tools.progress(self.visited, len(self.frontier), target.url)
        if target.url == self.home and not isinstance(answer, Failed | Refused):
            await self._sitemaps(target)

    async def _read(self, target: Target, answer: Fetched) -> None:
        if not self.addresses.is_own(answer.final_url):
            self.log.offsite(target.url, self.frontier.labels(target.url), target.path, kind_of(answer.final_url))
            return
        known = self.frontier.seen(answer.final_url) and not self.reception.endings.is_halfway(answer.final_url)
        if answer.final_url != target.url and known:
            if untrue := await self.reception.astray(answer):
                self.log.blank(untrue)
            else:
                self.log.alias(target.url, answer.final_url)
            return
        self.frontier.mark(answer.final_url)
        if target.url == self.home:
            self.addresses.prefer(answer.final_url)
        content = await self.reception.take(answer, target.interest, partial(self.again.keep, target))
        self.tools.visits.told(content if isinstance(content, Failed) else None)
        match content:
            case str():
                self.log.alias(target.url, content)
            case Failed(cause=FailCause.CUT_OFF):
                pass  # it waits for its second try
            case Failed():
                await self._blank(target, content)
            case _:
                self.log.content(target, answer, content)
                if isinstance(content, Page):
                    self._follow(target, content)

    async def _open(self, target: Target, elsewhere: Opens) -> None:
        """Open what is kept elsewhere: what is read counts as reached from here, and leads no further than itself."""
        answer, kept = await elsewhere.open(target.url), kind_of(target.url)
        match answer:
            case Fetched():
                content = await self.reception.take_as_it_is(answer)
                self.log.content(target, answer, content, kept=kept)
                for link in content.links if isinstance(content, Page) else ():
                    if stays_with(target.url, link.url):
                        self._add(link, depth=target.depth + 1, path=(*target.path, target.url))
            case Failed():
                self.log.blank(answer)
            case _:
                self.log.offsite(target.url, self.frontier.labels(target.url), target.path, kept, answer)
        self.tools.progress(self.visited, len(self.frontier), target.url)

    async def _at_twin(self, failed: Failed) -> Fetched | Failed:
        """The home page under a twin of its address, where it cannot be reached under its own."""
        found = await at_a_twin(failed, self.tools.visits.visit)
        if found is not None:
            self.log.warnings.append(moved_home(failed, found.final_url))
        return found or failed

    async def _blank(self, target: Target, answer: Failed | Refused) -> None:
        """Write down what gave nothing, unless its address was mistyped and what was meant is there."""
        found = await self.speller.mend(answer, target.interest) if isinstance(answer, Failed) else None
        if found is not None and not self.log.reads(found.url):
            await self._read(replace(target, url=found.url, interest=0.0), found)
        if isinstance(answer, Refused) or found is None or not self.log.reads(found.url):
            self.log.blank(answer)
            return
        labels = self.frontier.labels(target.url)
        self.log.warnings.append(mistyped(answer, found.url, labels[0].found_on if labels else ""))
        self.log.alias(target.url, found.url)

    def _follow(self, target: Target, page: Page) -> None:
        """Hand the links of a page to the frontier; what is kept off the site is noted, not fetched."""
        path = (*target.path, target.url)
        if page.refresh:
            onward = Link(url=page.refresh, label=Label(text=""), kind=LinkKind.REFRESH)
            self._add(onward, depth=target.depth, path=path)
        away = self.frontier.follow(page.links, depth=target.depth + 1, path=path, own=self._may_open)
        self.frontier.tire(page, away)
        self.frontier.pass_over(older_pages(page, self.tools.is_past), TrapReason.OLDER)
        for link in away:
            self._note(link, path)

    def _add(self, link: Link, *, depth: int, path: tuple[str, ...]) -> None:
        if self._may_open(link.url):
            self.frontier.add(link, depth=depth, path=path)
        else:
            self._note(link, path)

    def _may_open(self, url: str) -> bool:
        """Whether ``url`` is on the agency's own site, or elsewhere where the settings allow to look."""
        elsewhere = self.tools.elsewhere
        return self.addresses.is_own(url) or (elsewhere is not None and elsewhere.admits(url))

    def _note(self, link: Link, path: tuple[str, ...]) -> None:
        """Note a link that leads away from the site."""
        if kept := self.references.note(link):
            self.log.offsite(link.url, (link.label,), path, kept)

    async def _sitemaps(self, home: Target) -> None:
        for url in await self.tools.visits.sitemaps():
            if resolved := self.addresses.resolve(home.url, url):
                self._add(Link(url=resolved, label=Label(text=""), kind=LinkKind.SITEMAP), depth=1, path=(home.url,))

    def harvest(self) -> Harvest:
        """What was brought home, with labels as known at the end of the survey."""
        for failed in self.again.last_words():
            self.under_way.pop(failed.url, None)
            self.log.blank(failed)
        self.log.cut_off(self.reception.endings.all_cut())
        cut = [one for one in self.under_way.values() if not self.log.reads(one.url)]
        left, pace = (*self.frontier.left(), *cut), self.tools.visits.pace
        self.log.refuse(self.frontier.refused())
        coverage = replace(
            self.log.coverage(self.frontier.labels),
            unvisited=len(left),
            stopped_by=self.stopped_by,
            seconds=round(time.monotonic() - self.started, 2),
            requests=self.tools.visits.requests + (self.tools.elsewhere.requests if self.tools.elsewhere else 0),
            slowed=pace.slowed,
            lowest_rate=pace.lowest_rate,
            waited=round(pace.waited, 2),
            rendered=self.tools.browser.pages if self.tools.browser else 0,
            browser=browser_state(self.tools.browser, self.settings),
            hidden=self.reception.hidden_links(),
            traps=self.frontier.traps(),
            references=self.references.listed(),
        )
        return Harvest(
            records=self.log.records(self.frontier.labels, self.frontier.way, first=self.home),
            blanks=(
                *self.log.blanks(self.frontier.labels),
                *self.frontier.unvisited(left),
                *self.references.promised(),
            ),
            dead_labels=tuple(self.log.dead_labels),
            led=self.log.led(self.named),
            coverage=coverage,
            warnings=(*self.log.warnings, *untruths(self.log.failed)),
        )
