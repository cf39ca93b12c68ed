"""Opens what an agency keeps elsewhere, on hosts that the settings name, politely and through the public gate."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.offsite import direct, kind_of, onward, state_of
from oitcrawl.crawl.visit import Visitor
from oitcrawl.model.offsite import OffsiteKind, OffsiteState
from oitcrawl.model.visit import Failed, Fetched, Visit
from oitcrawl.settings import Settings

MAX_STEPS = 3  # from a viewer's address to the bytes
OpenVisitor = Callable[[str], Awaitable[Visitor]]
_NEVER = frozenset(kind for kind in OffsiteKind if not kind.keeps_documents) - {OffsiteKind.OTHER}


class Elsewhere:
    """Visits hosts beside the agency's own; an async context manager.

    Each host has its own client, pace and robots.txt. Only a host that is named with its port (for tests and
    intranets, together with ``allow_private``) may be a private address.
    """

    def __init__(self, settings: Settings, *, open_visitor: OpenVisitor | None = None) -> None:
        self._settings = settings
        self._hosts = tuple(one.strip().lower() for one in settings.offsite_hosts.split(",") if one.strip())
        self._visitors: dict[str, Visitor] = {}
        self._doors = AsyncExitStack()
        self._open = open_visitor

    async def __aenter__(self) -> Self:
        await self._doors.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._doors.__aexit__(kind, error, trace)

    @property
    def requests(self) -> int:
        """Requests sent so far."""
        return sum(one.requests for one in self._visitors.values())

    def admits(self, url: str) -> bool:
        """Whether ``url`` may be opened: its host is named in the settings, and documents are kept there."""
        place = urlsplit(url).netloc.rpartition("@")[2].lower()
        named = any(place == host or place.endswith("." + host) for host in self._hosts)
        return named and kind_of(url) not in _NEVER

    async def open(self, url: str) -> Fetched | Failed | OffsiteState:
        """What ``url`` keeps, from wherever its bytes are; never raises for what the web does.

        Returns:
            The answer under the address that people are given; a permanent failure for what was deleted; else the
            state in which it stays unread.
        """
        answer = await self._bytes(url)
        state = state_of(answer)
        if isinstance(state, Failed):
            return replace(state, url=url)
        if state is OffsiteState.OPEN and isinstance(answer, Fetched):
            return replace(answer, url=url, final_url=url)
        return state

    async def _bytes(self, url: str) -> Visit:
        step = direct(url)
        for _ in range(MAX_STEPS):
            answer = await (await self._visitor(step)).visit(step)
            following = onward(url, answer)
            if not following:
                break
            step = following
        return answer

    async def _visitor(self, url: str) -> Visitor:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._visitors:
            self._visitors[origin] = await (self._open or self._new)(origin + "/")
        return self._visitors[origin]

    async def _new(self, home: str) -> Visitor:
        place = urlsplit(home)
        explicit = place.port is not None and place.netloc.lower() in self._hosts
        settings = replace(self._settings, allow_private=self._settings.allow_private and explicit)
        fetcher = await self._doors.enter_async_context(Fetcher(settings, home=home))
        return Visitor(fetcher, settings, home=home)
