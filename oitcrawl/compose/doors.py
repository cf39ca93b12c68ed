"""Opens the doors of one scan (client, readers) and hands them down."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, timezone
from functools import partial
from typing import Protocol
from urllib.parse import urlsplit

from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.urls import Addresses
from oitcrawl.crawl.visit import Visitor
from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Content, Document, Page
from oitcrawl.model.harvest import Record
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import Fetched
from oitcrawl.read import is_markup, read
from oitcrawl.ruleset.load import RuleSet
from oitcrawl.scan import scan_agency
from oitcrawl.settings import Settings
from oitcrawl.store.documents import MemoryContents
from oitcrawl.survey import Progress, Reader, SurveyTools
from oitcrawl.thai.calendar import FiscalYear
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


class Contents(Protocol):
    """Where the texts of contents are kept between their visit and the judging."""

    def keep(self, content: Page | Document) -> None:
        """Take a content in; one digest is kept once."""

    def load(self, sha256: str) -> Page | Document | None:
        """The content of that digest, or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One scan as ordered.

    Attributes:
        site: the agency.
        rules: the edition.
        as_of: judged for this day; None is today in Bangkok.
        fiscal_year: Buddhist year assessed; None is the year of the next window.
    """

    site: AgencySite
    rules: RuleSet
    as_of: date | None = None
    fiscal_year: int | None = None

    def assignment(self) -> Assignment:
        """The order with its defaults filled in."""
        as_of = self.as_of or today()
        year = FiscalYear(self.fiscal_year) if self.fiscal_year else fiscal_year_of_next_window(self.site, as_of)
        return Assignment(site=self.site, rules=self.rules, fiscal_year=year, as_of=as_of, engine=__version__)


@dataclass(slots=True, kw_only=True)
class Watch:
    """How a caller watches a scan and stops it.

    Attributes:
        progress: told (visited, waiting, address) after each visit.
        on_start: given a function that stops the scan early; callable from a signal handler or another thread.
    """

    progress: Progress = lambda _done, _left, _url: None
    on_start: Callable[[Callable[[], None]], None] = field(default=lambda _stop: None)


def scan_site(
    order: Order, settings: Settings, *, watch: Watch | None = None, contents: Contents | None = None
) -> AgencyScan:
    """Scan one agency in this process and return the result; nothing is written.

    Args:
        order: what to scan and by which rules.
        settings: budgets and courtesy.
        watch: progress and early stop.
        contents: where texts are kept (``keep``/``load``); None keeps them in memory.

    Raises:
        OitcrawlError: a failure of our own. What the web does never raises.
    """
    return asyncio.run(_scan(order, settings, watch or Watch(), contents))


async def _scan(order: Order, settings: Settings, watch: Watch, contents: Contents | None) -> AgencyScan:
    assignment = order.assignment()
    settings = _with_own_rate(settings, order.site)
    library = contents if contents is not None else MemoryContents()
    matcher = TopicMatcher(order.rules)
    async with AsyncExitStack() as doors:
        fetcher = await doors.enter_async_context(Fetcher(settings, home=order.site.url, also=order.site.also))
        readers = doors.enter_context(ThreadPoolExecutor(1, thread_name_prefix="reader"))
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        watch.on_start(partial(_set_from_anywhere, loop, stop))
        addresses = Addresses(order.site.url, also=order.site.also)
        tools = SurveyTools(
            addresses=addresses,
            visits=Visitor(fetcher, settings, home=order.site.url),
            read=make_reader(addresses, settings, readers),
            keep=library.keep,
            interest=matcher.interest,
            progress=watch.progress,
            stop=stop,
        )
        return await scan_agency(
            assignment,
            tools,
            lambda record: _load(library, record),
            settings,
            matcher=matcher,
            now=lambda: datetime.now(UTC).replace(microsecond=0),
        )


def make_reader(addresses: Addresses, settings: Settings, readers: ThreadPoolExecutor) -> Reader:
    """The survey's reader: pages at once (a millisecond), documents in a thread so that the crawl goes on."""

    def now(answer: Fetched) -> Content:
        return read(
            answer.body,
            url=answer.final_url,
            content_type=answer.content_type,
            charset=answer.charset,
            disposition=answer.disposition,
            resolve=addresses.resolve,
            settings=settings,
        )

    async def read_answer(answer: Fetched) -> Content:
        if is_markup(answer.body, answer.content_type):
            return now(answer)
        return await asyncio.get_running_loop().run_in_executor(readers, now, answer)

    return read_answer


def _load(library: Contents, record: Record) -> Page | Document | None:
    return library.load(record.sha256) if record.sha256 else None


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
