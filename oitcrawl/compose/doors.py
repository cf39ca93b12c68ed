"""Opens the doors of one scan (client, readers) and hands them down."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from urllib.parse import urlsplit

from oitcrawl.compose.cloaking import cloaked
from oitcrawl.compose.nights import Night, Plan
from oitcrawl.compose.pictures import photographer
from oitcrawl.compose.readers import Library, Readers
from oitcrawl.compose.records import open_warc, with_trouble
from oitcrawl.crawl.browser import Browser, is_available
from oitcrawl.crawl.elsewhere import Elsewhere
from oitcrawl.crawl.fetch import Fetcher, user_agent
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.truth import Doubter
from oitcrawl.crawl.twins import ExactTwins
from oitcrawl.crawl.urls import Addresses
from oitcrawl.crawl.visit import Visitor
from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.interest import Interest, is_vague
from oitcrawl.judge.lists import PastLists
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Document, Page
from oitcrawl.model.harvest import Harvest, Record
from oitcrawl.model.scan import AgencyScan, ScanWarning
from oitcrawl.model.site import AgencySite
from oitcrawl.read import ocr
from oitcrawl.read.charset import decode
from oitcrawl.read.pool import ReaderPool
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.ruleset.naming import by_slug
from oitcrawl.scan import Aside, scan_agency
from oitcrawl.settings import Settings
from oitcrawl.store.documents import MemoryContents
from oitcrawl.store.journal import Wish
from oitcrawl.store.scans import Store
from oitcrawl.store.spool import Heap, Spool
from oitcrawl.store.transcripts import MemoryTranscripts
from oitcrawl.survey import Progress, SurveyTools
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.transcribe import Scribe
from oitcrawl.version import __version__

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")  # Thailand keeps no summer time
_WINDOW_CLOSES = (4, 30)  # about 1-30 April, not confirmed (scoring.md, Calendar)


def today() -> date:
    """Today in Bangkok."""
    return datetime.now(BANGKOK).date()


def fiscal_year_of_next_window(site: AgencySite | None, as_of: date) -> FiscalYear:
    """The year whose assessment window closes next, by the agency's own window where it has one."""
    if site is not None and site.window is not None:
        return FiscalYear.of(site.window.opens)
    closes = date(as_of.year, *_WINDOW_CLOSES)
    return FiscalYear.of(closes if as_of <= closes else date(as_of.year + 1, *_WINDOW_CLOSES))


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One scan as ordered.

    Attributes:
        site: the agency.
        rules: the edition.
        as_of: judged for this day; None is today in Bangkok.
        fiscal_year: Buddhist year assessed; None is the year of the next window.
        wish: whether a scan that was cut off is gone on with, and whether the last scan is built upon.
    """

    site: AgencySite
    rules: RuleSet
    as_of: date | None = None
    fiscal_year: int | None = None
    wish: Wish = Wish.AUTO

    def assignment(self) -> Assignment:
        """The order with its defaults filled in; items by their slugs, so that what is kept outlives the edition."""
        as_of = self.as_of or today()
        year = FiscalYear(self.fiscal_year) if self.fiscal_year else fiscal_year_of_next_window(self.site, as_of)
        site = by_slug(self.site, self.rules)
        return Assignment(site=site, rules=self.rules, fiscal_year=year, as_of=as_of, engine=__version__)


@dataclass(slots=True, kw_only=True)
class Watch:
    """How a caller watches a scan and stops it.

    Attributes:
        progress: told (visited, waiting, address) after each visit.
        recognised: told (pages, address) after each page that was read by character recognition.
        on_start: given a function that stops the scan early; callable from a signal handler or another thread.
        notice: told, in Thai and in English, what the scan builds upon, where that is worth a line.
    """

    progress: Progress = lambda _done, _left, _url: None
    recognised: Callable[[int, str], None] = lambda _pages, _url: None
    notice: Callable[[str, str], None] = lambda _thai, _english: None
    on_start: Callable[[Callable[[], None]], None] = field(default=lambda _stop: None)


def scan_site(
    order: Order, settings: Settings, *, watch: Watch | None = None, store: Store | None = None
) -> AgencyScan:
    """Scan one agency in this process and return the result; nothing is written.

    Args:
        order: what to scan and by which rules.
        settings: budgets and courtesy.
        watch: progress and early stop.
        store: where texts are kept and found again; None keeps them in memory for this scan.

    Raises:
        OitcrawlError: a failure of our own. What the web does never raises.
    """
    return asyncio.run(_alone(order, settings, watch or Watch(), store))


async def _alone(order: Order, settings: Settings, watch: Watch, store: Store | None) -> AgencyScan:
    async with ReaderPool(settings) as pool:
        common = Common(pool=pool, store=store)
        watch.on_start(common.stopper())
        return await scan_among(order, settings, watch, common)


@dataclass(slots=True, kw_only=True)
class Common:
    """What scans in one process share.

    Attributes:
        pool: reader processes.
        store: where texts are kept and found again; None keeps them in memory for each scan.
        aside: does the judging of one scan where it holds up no other; None where there is no other.
        stop: set to end them all early.
    """

    pool: ReaderPool
    store: Store | None = None
    aside: Aside | None = None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    _matchers: dict[str, TopicMatcher] = field(default_factory=dict)

    def matcher(self, rules: RuleSet) -> TopicMatcher:
        """The topic matcher of an edition, made once: it takes 20 ms, and remembers the words of all sites."""
        if rules.digest not in self._matchers:
            self._matchers[rules.digest] = TopicMatcher(rules)
        return self._matchers[rules.digest]

    def stopper(self) -> Callable[[], None]:
        """A function that sets ``stop``; callable from a signal handler or another thread."""
        return partial(_set_from_anywhere, asyncio.get_running_loop(), self.stop)


async def scan_among(order: Order, settings: Settings, watch: Watch, common: Common) -> AgencyScan:
    """Scan one agency, maybe beside others in the same event loop."""
    assignment = order.assignment()
    settings = _with_own_rate(settings, order.site)
    matcher, store, stop = common.matcher(order.rules), common.store, common.stop
    async with AsyncExitStack() as doors:
        doors.enter_context(common.pool.ration.scan())
        warc = doors.enter_context(open_warc(order.site.code, settings)) if settings.warc else None
        fetcher = await doors.enter_async_context(
            Fetcher(settings, home=order.site.url, also=order.site.also, record=warc.record if warc else None)
        )
        readers = Readers(
            addresses=Addresses(order.site.url, also=order.site.also),
            settings=settings,
            pool=common.pool,
            library=store.contents if store else MemoryContents(),
            shelf=store.transcripts if store else MemoryTranscripts(),
            spool=doors.enter_context(Spool()),
            pages=doors.enter_context(Heap()) if store and settings.pictures != "never" else None,
        )
        visitor = Visitor(fetcher, settings, home=order.site.url)
        browser = await _browser(doors, order.site, settings, readers, matcher, visitor)
        night = _night(order, assignment, settings, watch, store, browser)
        visits = night.visits(visitor) if night else visitor
        readers.fetch = visits.visit
        photographed = await photographer(doors, order.site, readers, visitor, common.store, stop)
        elsewhere = await doors.enter_async_context(Elsewhere(settings)) if settings.offsite_hosts else None
        found = await cloaked(order.site, settings, readers, visitor) if settings.check_cloaking else ()
        tools = SurveyTools(
            addresses=readers.addresses,
            visits=visits,
            doubts=Doubter(visit=visits.visit, read=readers.read, home=order.site.url),
            elsewhere=elsewhere,
            twins=ExactTwins(),
            is_past=PastLists(assignment, matcher).is_past,
            browser=browser,
            read=readers.read,
            keep=readers.library.keep,
            interest=Interest(matcher, assignment.rules, assignment.fiscal_year),
            is_vague=is_vague,
            progress=watch.progress,
            stop=stop,
        )
        if night:
            tools = night.equip(tools, home=order.site.url, again=readers.again)
            if not found and (scan := await night.as_before(matcher, tools, _now)) is not None:
                return with_trouble(await photographed(scan), warc)
        scan = await scan_agency(
            assignment,
            tools,
            partial(_load, readers.library, asyncio.get_running_loop()),
            settings,
            matcher=matcher,
            now=_now,
            scribe=_scribe(readers, settings, matcher, watch, stop, night),
            complete=partial(_completed, found, night),
            witness=night.witness if night else lambda _site, _harvest: None,
            aside=common.aside,
        )
        return with_trouble(await photographed(scan), warc)


def _completed(found: tuple[ScanWarning, ...], night: Night | None, harvest: Harvest) -> Harvest:
    """The harvest with what was found beside its survey, so that it is told again when it is judged again."""
    whole = replace(harvest, warnings=(*harvest.warnings, *found)) if found else harvest
    return night.complete(whole) if night else whole


def _night(
    order: Order,
    assignment: Assignment,
    settings: Settings,
    watch: Watch,
    store: Store | None,
    browser: Browser | None,
) -> Night | None:
    """What is known of the site from earlier scans; None where nothing is kept."""
    if store is None:
        return None
    helpers = ("browser" if browser else "", "ocr" if settings.ocr != "never" and ocr.is_available() else "")
    plan = Plan(assignment=assignment, settings=settings, helpers=helpers, wish=order.wish, notice=watch.notice)
    return Night(store, plan)


async def _browser(
    doors: AsyncExitStack,
    site: AgencySite,
    settings: Settings,
    readers: Readers,
    matcher: TopicMatcher,
    visitor: Visitor,
) -> Browser | None:
    """The way to a browser, which starts at the first page that needs it; None where it is not to be had."""
    if settings.render == "never" or not is_available(settings.browser):
        return None
    return await doors.enter_async_context(
        Browser(
            settings,
            gate=Gate.of(site.url, site.also, allow_private=settings.allow_private),
            addresses=readers.addresses,
            interest=matcher.interest,
            read=readers.read,
            decode=lambda body, charset: decode(body, charset=charset)[0],
            may=visitor.allows,
            spent=visitor.spent,
            agent=user_agent(settings),
            ration=readers.pool.ration,
        )
    )


def _scribe(
    readers: Readers,
    settings: Settings,
    matcher: TopicMatcher,
    watch: Watch,
    stop: asyncio.Event,
    night: Night | None,
) -> Scribe | None:
    """The way to character recognition; None where it is not wanted or not to be had."""
    if settings.ocr == "never" or not ocr.is_available():
        return None
    return Scribe(
        look=readers.look,
        unfold=readers.unfold,
        seconds=settings.ocr_seconds,
        leaves=settings.ocr_leaves,
        interest=matcher.interest,
        lanes=readers.pool.workers,
        progress=watch.recognised,
        stop=stop,
        keep=night.keep_text if night else lambda _digest, _text: None,
    )


def _load(library: Library, loop: asyncio.AbstractEventLoop, record: Record) -> Page | Document | None:
    """The text of a record; for a judge that works aside ``loop`` fetches it: one thread uses the library."""
    if not record.sha256:
        return None
    if _is_in(loop):
        return library.load(record.sha256)

    async def load() -> Page | Document | None:
        return library.load(record.sha256)

    return asyncio.run_coroutine_threadsafe(load(), loop).result()


def _is_in(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _set_from_anywhere(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    loop.call_soon_threadsafe(stop.set)


def _with_own_rate(settings: Settings, site: AgencySite) -> Settings:
    return settings if site.rate is None else replace(settings, rate=site.rate)


def classifier(rules: RuleSet) -> TopicMatcher:
    """The topic matcher of an edition, for labels and single documents."""
    return TopicMatcher(rules)


def site_from_url(url: str) -> AgencySite:
    """An agency of which only the address is known; its code is made from the host."""
    parts = urlsplit(url)
    host = (parts.hostname or "site").removeprefix("www.")
    code = "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in host).strip("-")
    return AgencySite(code=f"{code}-{parts.port}" if parts.port else code, url=url)
