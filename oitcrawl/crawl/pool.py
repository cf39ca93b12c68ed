"""The connections to one place: kept while they live, never more than allowed, a stale one replaced once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from oitcrawl.crawl.dial import Place
from oitcrawl.crawl.wire import Answer, Stale, Wire

KEPT = 15.0  # seconds that a connection without work is kept


class Pool:
    """Connections to one place."""

    def __init__(self, place: Place, dial: Callable[[Place], Awaitable[Wire]], size: int) -> None:
        self._place, self._dial = place, dial
        self._room = asyncio.Semaphore(size)
        self._idle: list[Wire] = []
        self._all: set[Wire] = set()

    async def whole(self, head: bytes, limit: int) -> Answer:
        """Send ``head`` over a connection and take the answer with its body; raises as ``Wire.whole``."""
        async with self._room:
            wire = self._kept() or await self._new()
            try:
                return await wire.whole(head, limit)
            except Stale:
                self._drop(wire)
                wire = await self._new()
                return await wire.whole(head, limit)
            finally:
                self._back(wire)

    async def stream(self, head: bytes, limit: int) -> "Stream":
        """Send ``head`` and wait for the header lines; the connection is taken until the stream is closed."""
        await self._room.acquire()
        wire: Wire | None = None
        try:
            wire = self._kept() or await self._new()
            try:
                await wire.begin(head, limit)
            except Stale:
                self._drop(wire)
                wire = await self._new()
                await wire.begin(head, limit)
        except BaseException:
            self._leave(wire)
            raise
        return Stream(wire, self._leave)

    def close(self) -> None:
        """Let go of all connections."""
        for wire in tuple(self._all):
            self._drop(wire)
        self._idle.clear()

    async def _new(self) -> Wire:
        wire = await self._dial(self._place)
        self._all.add(wire)
        return wire

    def _drop(self, wire: Wire) -> None:
        self._all.discard(wire)
        wire.close()

    def _kept(self) -> Wire | None:
        """A kept connection that seems to live, the one used last first: the others may end."""
        while self._idle:
            wire = self._idle.pop()
            if wire.alive and wire.rested() < KEPT:
                return wire
            self._drop(wire)
        return None

    def _back(self, wire: Wire) -> None:
        if wire.done():
            self._idle.append(wire)
        else:
            self._drop(wire)

    def _leave(self, wire: Wire | None) -> None:
        if wire is not None:
            self._back(wire)
        self._room.release()


class Stream:
    """An answer whose body is taken as it comes."""

    def __init__(self, wire: Wire, leave: Callable[[Wire], None]) -> None:
        self.wire = wire
        self._leave = leave
        self._open = True

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.wire.pieces()

    def close(self) -> None:
        """Give the connection back; it is kept when the answer was taken to its end."""
        if self._open:
            self._open = False
            self._leave(self.wire)
