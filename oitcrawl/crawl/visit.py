"""Courtesy: robots.txt, an own pace for each site, Retry-After, and when to leave a site alone."""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol
from urllib.parse import urlsplit

from oitcrawl.crawl.impossible import is_home
from oitcrawl.crawl.pace import MAX_WAIT, Pace
from oitcrawl.crawl.robots import AGENT, Robots, robots_from
from oitcrawl.crawl.sitemap import Sitemap, read_sitemap
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, Validators, Visit
from oitcrawl.settings import Settings

_RULES = "/robots.txt"
_FIRST_PAUSE = 0.5  # seconds before robots.txt is asked for again
_MAX_SITEMAPS = 12
_MAX_NAMED = 5000
# robots.txt is asked for again at once: a server in trouble may have rules that it could not tell.
_TROUBLE = frozenset({FailCause.SERVER_ERROR, FailCause.TOO_MANY_REQUESTS})
# Success by status, refusal by content: a firewall that answers 200 shuts the scanner out all the same.
_TURNED_AWAY = frozenset({FailCause.BLOCKED, FailCause.MAINTENANCE, FailCause.PARKED})
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

Bars = Callable[[str], Awaitable[Refused | Failed | None]]


class Fetches(Protocol):
    """What the visitor asks of a fetcher."""

    async def fetch(self, url: str, bars: Bars | None = None, validators: Validators | None = None) -> Visit:
        """One address in, one value out; ``bars`` tells why a redirect may not be followed."""

    def asked_to_wait(self, url: str) -> str:
        """The Retry-After header of the last failure of ``url``, or an empty string."""


class Visitor:
    """Visits the addresses of one site as a polite guest.

    Attributes:
        requests: requests sent, robots.txt and second tries included.
        pace: how fast the site is asked, and what slowed it.
    """

    def __init__(
        self,
        fetcher: Fetches,
        settings: Settings,
        *,
        home: str,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        agent: str = AGENT,
    ) -> None:
        self._fetcher, self._settings, self._home = fetcher, settings, home
        self._clock, self._sleep, self._agent = clock, sleep, agent
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self.pace = Pace(settings, clock=clock)
        self._under_way = 0
        self._room = asyncio.Condition()
        self._failed_in_a_row = self._turned_away = 0
        self.requests = 0

    @property
    def gave_up(self) -> bool:
        """Whether so many visits in a row failed that the site is left alone."""
        return max(self._failed_in_a_row, self._turned_away) >= self._settings.max_failures

    async def visit(self, url: str, validators: Validators | None = None) -> Visit:
        """Fetch ``url`` once, when the site allows it and, with ``validators``, only if it changed since.

        A failure that may pass is worth another visit, but later: see SecondTries.
        """
        robots = await self._robots_of(url)
        answer: Visit
        if robots.down is not None:
            answer = replace(robots.down, url=url)
        elif not self._allowed(robots, url):
            return Refused(url=url, by=RefusedBy.ROBOTS, detail=robots.shut)
        else:
            answer = await self._try(url, validators)
        self._count(answer)
        if isinstance(answer, Fetched) and is_home(url, self._home):
            self._home = answer.final_url  # http, https, www: where the site turned out to live
        return answer

    def told(self, truth: Failed | None) -> None:
        """Learn what the last answer with a body really was: a firewall's or a repairs page, or what it seemed."""
        self._turned_away = self._turned_away + 1 if truth is not None and truth.cause in _TURNED_AWAY else 0

    def allows(self, url: str) -> bool:
        """Whether the rules of robots.txt known so far allow ``url``."""
        asked = self._robots.get(_origin(url))
        return asked is None or not asked.done() or self._allowed(asked.result(), url)

    async def turn(self) -> None:
        """Wait until the pace of the site allows another request, and count it.

        For whoever sends requests by another way, such as a browser before it navigates.
        """
        while (seconds := self.pace.take()) > 0:
            await self._sleep(seconds)
            if not self.pace.is_resting:
                break
        self.requests += 1

    def spent(self, requests: int) -> None:
        """Count ``requests`` that were sent without a turn, such as what a page loaded in the browser."""
        self.requests += requests
        self.pace.spend(requests)

    async def sitemaps(self) -> tuple[str, ...]:
        """Addresses that the site's own sitemaps name, those that an index names included; at most a few thousand."""
        robots = await self._robots_of(self._home)
        todo = list(robots.sitemaps) or [_beside(self._home, "/sitemap.xml")]
        found: dict[str, None] = {}
        for turn, url in enumerate(todo):
            if turn >= _MAX_SITEMAPS or len(found) >= _MAX_NAMED:
                break
            if _host(url) != _host(self._home) or await self._bars(url) is not None:
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

    async def _bars(self, url: str) -> Refused | Failed | None:
        """Why ``url``, which another address redirects to, may not be asked for, by the rules of its own origin."""
        robots = await self._robots_of(url)
        if robots.down is not None:
            return robots.down
        return None if self._allowed(robots, url) else Refused(url=url, by=RefusedBy.ROBOTS, detail=url)

    async def _bars_rules(self, url: str) -> Refused | None:
        """The same for what a robots.txt leads to, by the rules that are known so far."""
        known = url.endswith(_RULES) or self.allows(url)
        return None if known else Refused(url=url, by=RefusedBy.ROBOTS, detail=url)

    def _allowed(self, robots: Robots, url: str) -> bool:
        """Whether the rules allow ``url`` to us, and to whomever else the requests name."""
        return robots.allows(url) and (self._agent == AGENT or robots.allows(url, self._agent))

    async def _read_robots(self, origin: str) -> Robots:
        answer = await self._persist(f"{origin}{_RULES}")
        robots = robots_from(answer)
        self.pace.keep_apart(robots.delay)
        if robots.down is not None:
            del self._robots[origin]  # a site may come back: the next visit asks again
        elif isinstance(answer, Fetched) and answer.final_url.endswith(_RULES):
            here = self._robots[origin]  # http://x/robots.txt led to https://x/robots.txt: that one's rules are known
            self._robots.setdefault(answer.final_url.removesuffix(_RULES), here)
        return robots

    async def _persist(self, url: str) -> Visit:
        """Fetch the robots.txt ``url``, again and again while the server is in trouble.

        It takes no place: whoever was redirected to its server holds one, and waits.
        """
        answer = await self._ask(url, self._bars_rules)
        for turn in range(self._settings.retries):
            if not (isinstance(answer, Failed) and answer.cause in _TROUBLE) or self.gave_up:
                break
            if not self.pace.is_resting:
                await self._sleep(min(_FIRST_PAUSE * 4**turn, MAX_WAIT))
            answer = await self._ask(url, self._bars_rules)
        return answer

    async def _try(self, url: str, validators: Validators | None = None) -> Visit:
        async with self._place():
            return await self._ask(url, self._bars, validators)

    async def _ask(self, url: str, bars: Bars, validators: Validators | None = None) -> Visit:
        await self.turn()
        began = self._clock()
        answer = await self._fetcher.fetch(url, bars, validators)
        if isinstance(answer, Failed) and (asked := _seconds(self._fetcher.asked_to_wait(url))) is not None:
            self.pace.rest(asked)
        self.pace.heed(answer, began)
        return answer

    @asynccontextmanager
    async def _place(self) -> AsyncIterator[None]:
        """One of the places for requests under way; there are as many as the pace allows just now."""
        async with self._room:
            while self._under_way >= self.pace.window:
                await self._room.wait()
            self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1
            async with self._room:
                self._room.notify_all()

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
        seconds = float(header)
        return None if math.isnan(seconds) else max(0.0, seconds)
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
