"""A worker: takes scans from the queue until it is told to stop, rescues those of dead ones, waits for a server."""

import asyncio
import os
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from oitcrawl.errors import OitcrawlError
from oitcrawl.fleet.doorway import open_queue, run_async
from oitcrawl.fleet.engine import LOST, Queue, queue_away
from oitcrawl.fleet.hall import Hall
from oitcrawl.fleet.jobs import NotScanned, Ticket, is_tried_again
from oitcrawl.model.scan import AgencyScan
from oitcrawl.settings import Settings

PATIENCE: Final = 300.0  # seconds for which a server that went away is waited for
_LOOK: Final = 1.0  # seconds between two looks whether the queue is empty


@dataclass(slots=True, kw_only=True)
class Ears:
    """Who is told what a worker does.

    Attributes:
        began: told each agency whose scan is begun.
        ended: told each agency with its scan; None when another try had brought it already.
        failed: told each agency with why there is no scan, and whether it is tried again.
        troubled: told, in Thai and English, what does not end the worker.
        on_start: given a function that tells it to stop, and at the second call to drop everything; callable from a
            signal handler or another thread.
    """

    began: Callable[[str], None] = lambda _code: None
    ended: Callable[[str, AgencyScan | None, float], None] = lambda _code, _scan, _seconds: None
    failed: Callable[[str, NotScanned, bool], None] = lambda _code, _failure, _again: None
    troubled: Callable[[str, str], None] = lambda _thai, _english: None
    on_start: Callable[[Callable[[], None]], None] = field(default=lambda _stop: None)


def work(settings: Settings, ears: Ears, *, at_once: int = 0, until_empty: bool = False) -> None:
    """Do what is queued until told to stop.

    Args:
        settings: of the scans and of the fleet.
        ears: who is told.
        at_once: agencies under way at a time; 0 takes ``settings.sites_at_once``.
        until_empty: stop when nothing is queued or under way any more, in any worker.

    Raises:
        UsageError: the store is no PostgreSQL, or the library of the queue is not installed.
        StoreAway: the server does not answer, for minutes when it did before.
        OitcrawlError: the store cannot be opened.
    """
    at_once = at_once or settings.sites_at_once
    queue = open_queue(settings)
    with Hall(settings, worker=f"{socket.gethostname()}:{os.getpid()}", at_once=at_once) as hall:
        worker = _Worker(queue, hall, ears, settings, at_once)
        run_async(worker.run(until_empty=until_empty))


class _Worker:
    """One worker, in the event loop that keeps it alive in the eyes of the others; its scans run in the hall."""

    def __init__(self, queue: Queue, hall: Hall, ears: Ears, settings: Settings, at_once: int) -> None:
        self._settings = settings
        self._queue, self._hall, self._ears, self._at_once = queue, hall, ears, at_once
        self._leaving = asyncio.Event()
        self._scans: set[asyncio.Task[None]] = set()
        self._working: asyncio.Task[None] | None = None

    async def run(self, *, until_empty: bool) -> None:
        """Work until told to stop.

        Raises:
            StoreAway: the server went away and stayed away.
        """
        loop = asyncio.get_running_loop()

        def stop() -> None:
            loop.call_soon_threadsafe(self._stop)

        self._ears.on_start(stop)
        self._queue.take(self._scan)
        async with self._queue.open():
            beside = [asyncio.create_task(self._rescues())]
            if until_empty:
                beside.append(asyncio.create_task(self._watch_for_the_end()))
            try:
                while not self._leaving.is_set():
                    await self._work()
            finally:
                for task in beside:
                    task.cancel()
                await asyncio.gather(*beside, return_exceptions=True)

    async def _work(self) -> None:
        """Work until told to stop, or until the server went away and came back."""
        self._working = asyncio.create_task(self._queue.work(self._at_once))
        with suppress(asyncio.CancelledError, *LOST):
            await self._working
        if not self._leaving.is_set():
            self._ears.troubled(
                "ติดต่อคิวงานไม่ได้ กำลังรอเซิร์ฟเวอร์ฐานข้อมูลกลับมา", "the queue went away: waiting for its database server"
            )
            await self._until_back()

    async def _until_back(self) -> None:
        """Wait for the server.

        Raises:
            StoreAway: it stays away.
        """
        until, pause = time.monotonic() + PATIENCE, 0.2
        while not self._leaving.is_set():
            with suppress(*LOST):
                await self._queue.counted()
                return
            if time.monotonic() > until:
                raise queue_away()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._leaving.wait(), pause)
            pause = min(2 * pause, 10.0)

    def _stop(self) -> None:
        """Take nothing more, and let scans under way end; the second time give them back at once."""
        if self._leaving.is_set():
            for task in self._scans:
                task.cancel()
        self._leaving.set()
        if self._working is not None and not self._working.cancelling():
            self._working.cancel()

    async def _scan(self, ticket: Ticket, tries: int) -> None:
        """Do one scan.

        Raises:
            NotScanned: there is none.
        """
        task, code, began = asyncio.current_task(), ticket.site.code, time.monotonic()
        assert task is not None
        self._scans.add(task)
        self._ears.began(code)
        try:
            self._ears.ended(code, await self._hall.scan(ticket), time.monotonic() - began)
        except NotScanned as failure:
            self._ears.failed(code, failure, is_tried_again(self._settings, failure, tries))
            raise
        finally:
            self._scans.discard(task)

    async def _rescues(self) -> None:
        while True:
            with suppress(*LOST, OitcrawlError):
                if count := await self._queue.rescue(self._hall.lose):
                    self._ears.troubled(
                        f"รับช่วงงาน {count} รายการจากเครื่องที่หยุดไป", f"took over {count} scans of a worker that is gone"
                    )
            await asyncio.sleep(self._queue.beat)

    async def _watch_for_the_end(self) -> None:
        while True:
            await asyncio.sleep(_LOOK)
            with suppress(*LOST):
                if not (await self._queue.counted()).left:
                    self._stop()
                    return
