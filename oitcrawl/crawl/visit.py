"""Courtesy: robots.txt, rate, number of requests at once, Retry-After, second tries, and when to leave a site."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from oitcrawl.crawl.robots import Robots, robots_from
from oitcrawl.crawl.sitemap import parse_sitemap
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, Visit
from oitcrawl.settings import Settings

MAX_WAIT = 60.0  # seconds that a Retry-After is waited for
_MAX_SITEMAPS = 12
_PASSING = frozenset(
    {FailCause.TIMEOUT, FailCause.CONNECT, FailCause.SERVER_ERROR, FailCause.TOO_MANY_REQUESTS, FailCause.PROTOCOL}
)
_OURS = frozenset(
    {
        FailCause.TIMEOUT,
        FailCause.CONNECT,
        FailCause.SERVER_ERROR,
        FailCause.TOO_MANY_REQUESTS,
        FailCause.FORBIDDEN,
        FailCause.DNS,
        FailCause.TLS,
    }
)


class Fetches(Protocol):
    """What the visitor asks of a fetcher."""

    retry_after: str

    async def fetch(self, url: str) -> Visit:
        """One address in, one value out."""


class Visitor:
    """Visits the addresses of one site as a polite guest.

    Attributes:
        requests: requests sent, robots.txt and second tries included.
    """

    def __init__(
        self,
        fetcher: Fetches,
        settings: Settings,
        *,
        home: str,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._fetcher, self._settings, self._home = fetcher, settings, home
        self._clock, self._sleep = clock, sleep
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self._places = asyncio.Semaphore(settings.concurrency)
        self._next = 0.0
        self._gap = 1.0 / settings.rate if settings.rate else 0.0
        self._failed_in_a_row = 0
        self.requests = 0

    @property
    def gave_up(self) -> bool:
        """Whether so many visits in a row failed that the site is left alone."""
        return self._failed_in_a_row >= self._settings.max_failures

    async def visit(self, url: str) -> Visit:
        """Fetch ``url`` when the site allows it; second tries only for causes that may pass."""
        robots = await self._robots_of(url)
        if not robots.allows(url):
            return Refused(url=url, by=RefusedBy.ROBOTS, detail=robots.shut)
        answer = await self._try(url)
        for turn in range(self._settings.retries):
            if not (isinstance(answer, Failed) and answer.cause in _PASSING) or self.gave_up:
                break
            await self._sleep(self._pause(turn))
            answer = await self._try(url)
        self._count(answer)
        return answer

    async def sitemaps(self) -> tuple[str, ...]:
        """Addresses that the site's sitemaps name, an index followed one step."""
        robots = await self._robots_of(self._home)
        todo = list(robots.sitemaps) or [_beside(self._home, "/sitemap.xml")]
        found: dict[str, None] = {}
        for turn, url in enumerate(todo):
            if turn >= _MAX_SITEMAPS:
                break
            answer = await self._try(url)
            named = parse_sitemap(answer.body) if isinstance(answer, Fetched) else ()
            inner = [one for one in named if _is_sitemap(one)]
            todo.extend(one for one in inner if one not in todo)
            found.update(dict.fromkeys(one for one in named if not _is_sitemap(one)))
        return tuple(found)

    async def _robots_of(self, url: str) -> Robots:
        if not self._settings.obey_robots:
            return _OPEN
        origin = url[: url.find("/", 8)] if url.find("/", 8) > 0 else url
        if origin not in self._robots:
            self._robots[origin] = asyncio.ensure_future(self._read_robots(f"{origin}/robots.txt"))
        return await asyncio.shield(self._robots[origin])

    async def _read_robots(self, url: str) -> Robots:
        answer = await self._try(url)
        for turn in range(self._settings.retries):
            if not (isinstance(answer, Failed) and answer.cause in _PASSING):
                break
            await self._sleep(self._pause(turn))
            answer = await self._try(url)
        robots = robots_from(answer)
        self._gap = max(self._gap, robots.delay)
        return robots

    async def _try(self, url: str) -> Visit:
        async with self._places:
            if self._gap:
                await self._turn()
            self.requests += 1
            return await self._fetcher.fetch(url)

    async def _turn(self) -> None:
        """Wait until the site's rate allows the next request."""
        now = self._clock()
        mine = max(now, self._next)
        self._next = mine + self._gap
        if mine > now:
            await self._sleep(mine - now)

    def _pause(self, turn: int) -> float:
        asked = _seconds(self._fetcher.retry_after)
        self._fetcher.retry_after = ""
        return min(asked, MAX_WAIT) if asked is not None else min(0.5 * 4**turn, MAX_WAIT)

    def _count(self, answer: Visit) -> None:
        if isinstance(answer, Failed) and answer.cause in _OURS:
            self._failed_in_a_row += 1
        elif isinstance(answer, Fetched | Failed):
            self._failed_in_a_row = 0


_OPEN = Robots()


def _seconds(header: str) -> float | None:
    """The seconds that a Retry-After header asks for, given as a number or a date; None without one."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(header) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _beside(url: str, path: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{path}"


def _is_sitemap(url: str) -> bool:
    return urlsplit(url).path.lower().endswith((".xml", ".xml.gz"))
