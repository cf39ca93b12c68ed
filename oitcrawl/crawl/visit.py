"""Courtesy: robots.txt, rate, number of requests at once, Retry-After, second tries, and when to leave a site."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from oitcrawl.crawl.robots import Robots, robots_from
from oitcrawl.crawl.sitemap import Sitemap, read_sitemap
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, Validators, Visit
from oitcrawl.settings import Settings

MAX_WAIT = 60.0  # seconds that a Retry-After is waited for
_FIRST_PAUSE = 0.5  # seconds before a second try
_MAX_SITEMAPS = 12
_MAX_NAMED = 5000
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

    async def fetch(
        self, url: str, may: Callable[[str], bool] | None = None, validators: Validators | None = None
    ) -> Visit:
        """One address in, one value out; ``may`` tells which redirects may be followed."""

    def asked_to_wait(self, url: str) -> str:
        """The Retry-After header of the last failure of ``url``, or an empty string."""


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

    async def visit(self, url: str, validators: Validators | None = None) -> Visit:
        """Fetch ``url`` when the site allows it and, with ``validators``, only if it changed since."""
        robots = await self._robots_of(url)
        answer: Visit
        if robots.down is not None:
            answer = replace(robots.down, url=url)
        elif not robots.allows(url):
            return Refused(url=url, by=RefusedBy.ROBOTS, detail=robots.shut)
        else:
            answer = await self._persist(url, validators)
        self._count(answer)
        return answer

    async def sitemaps(self) -> tuple[str, ...]:
        """Addresses that the site's own sitemaps name, those that an index names included; at most a few thousand."""
        robots = await self._robots_of(self._home)
        todo = list(robots.sitemaps) or [_beside(self._home, "/sitemap.xml")]
        found: dict[str, None] = {}
        for turn, url in enumerate(todo):
            if turn >= _MAX_SITEMAPS or len(found) >= _MAX_NAMED:
                break
            if _host(url) != _host(self._home):
                continue
            answer = await self._try(url)
            named = read_sitemap(answer.body) if isinstance(answer, Fetched) else Sitemap()
            todo.extend(one for one in named.maps if one not in todo)
            found.update(dict.fromkeys(named.pages))
        return tuple(found)[:_MAX_NAMED]

    async def _robots_of(self, url: str) -> Robots:
        if not self._settings.obey_robots:
            return _OPEN
        origin = _origin(url)
        if origin not in self._robots:  # asked once, however many wait for it
            self._robots[origin] = asyncio.ensure_future(self._read_robots(origin))
        return await asyncio.shield(self._robots[origin])

    def _may(self, url: str) -> bool:
        """Whether the rules known so far allow ``url``, which another address redirects to."""
        asked = self._robots.get(_origin(url))
        return asked is None or not asked.done() or asked.result().allows(url)

    async def _read_robots(self, origin: str) -> Robots:
        robots = robots_from(await self._persist(f"{origin}/robots.txt"))
        self._gap = max(self._gap, robots.delay)
        if robots.down is not None:
            del self._robots[origin]  # a site may come back: the next visit asks again
        return robots

    async def _persist(self, url: str, validators: Validators | None = None) -> Visit:
        """Fetch ``url``, again and again for a cause that may pass."""
        answer = await self._try(url, validators)
        for turn in range(self._settings.retries):
            if not (isinstance(answer, Failed) and answer.cause in _PASSING) or self.gave_up:
                break
            await self._wait(url, turn)
            answer = await self._try(url, validators)
        return answer

    async def _try(self, url: str, validators: Validators | None = None) -> Visit:
        async with self._places:
            if self._gap or self._next:
                await self._turn()
            self.requests += 1
            return await self._fetcher.fetch(url, self._may, validators)

    async def _turn(self) -> None:
        """Wait until the site's rate allows the next request."""
        now = self._clock()
        mine = max(now, self._next)
        self._next = mine + self._gap
        if mine > now:
            await self._sleep(mine - now)

    async def _wait(self, url: str, turn: int) -> None:
        """Wait before another try of ``url``: the whole site for as long as it asks, else this address alone."""
        asked = _seconds(self._fetcher.asked_to_wait(url))
        if asked is None:
            await self._sleep(min(_FIRST_PAUSE * 4**turn, MAX_WAIT))
        else:
            self._next = max(self._next, self._clock() + min(asked, MAX_WAIT))

    def _count(self, answer: Visit) -> None:
        if isinstance(answer, Failed) and answer.cause in _OURS:
            self._failed_in_a_row += 1
        elif not isinstance(answer, Refused):
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


def _origin(url: str) -> str:
    end = url.find("/", 8)
    return url if end < 0 else url[:end]


def _beside(url: str, path: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{path}"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
