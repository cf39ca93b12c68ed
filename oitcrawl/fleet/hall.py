"""The hall in which a worker's scans run: a thread and an event loop of their own, so that the queue never waits."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from oitcrawl.compose.desk import Desk, open_desk
from oitcrawl.compose.several import Crew
from oitcrawl.errors import OitcrawlError, SiteUnjudgeable, StoreAway
from oitcrawl.fleet.jobs import NotScanned, Ticket, may_pass
from oitcrawl.model.scan import AgencyScan
from oitcrawl.settings import Settings
from oitcrawl.store.runs import Run, RunOutcome

OWNER: Final = "fleet:"  # before the name of the worker that makes a run
T = TypeVar("T")


class Hall:
    """Does scans one asks for from another event loop. A context manager; leaving it ends them all."""

    def __init__(self, settings: Settings, *, worker: str, at_once: int) -> None:
        """Make one that is closed.

        Args:
            settings: budgets and courtesy, for each agency.
            worker: its name, under which runs are written down.
            at_once: agencies under way at a time, at least 1.
        """
        self._settings, self._worker, self._at_once = settings, worker, at_once
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="oitcrawl-hall", daemon=True)
        self._doors = AsyncExitStack()
        self._desk: Desk
        self._crew: Crew

    def __enter__(self) -> Self:
        """Open the store.

        Raises:
            OitcrawlError: the database cannot be opened.
        """
        self._thread.start()
        try:
            self._do(self._open()).result()
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._do(self._close()).result()
        finally:
            self._end()

    async def scan(self, ticket: Ticket) -> AgencyScan | None:
        """Scan one agency and keep the scan under the ticket's name; cancelling the caller gives it up.

        Returns:
            The scan; None when another try has brought it home already.

        Raises:
            NotScanned: there is none.
        """
        return await asyncio.wrap_future(self._do(self._scan(ticket)))

    async def lose(self, ticket: Ticket, tries: int) -> None:
        """Write down that no worker survived the scan of an agency, and that no other will try."""
        await asyncio.wrap_future(self._do(self._lose(ticket, tries)))

    def _do(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _open(self) -> None:
        self._desk = self._doors.enter_context(open_desk(self._settings))
        self._crew = Crew(self._settings, self._desk.store, at_once=self._at_once)
        await self._doors.enter_async_context(self._crew)

    async def _close(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._doors.aclose()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _scan(self, ticket: Ticket) -> AgencyScan | None:
        runs = self._desk.store.runs
        try:
            if runs.scan_of(ticket.run) is not None:
                runs.end(ticket.run, RunOutcome.GOOD)
                return None
            runs.begin(self._run(ticket))
            scan = await self._made(ticket)
            self._desk.store.save_scan(scan, uid=ticket.run)
            runs.end(ticket.run, RunOutcome.GOOD)
        except OitcrawlError as error:
            raise self._failure(
                ticket, NotScanned(str(error), passing=isinstance(error, StoreAway), en=error.en)
            ) from error
        except NotScanned as failure:
            raise self._failure(ticket, failure) from failure.__cause__
        except Exception as error:  # a mistake of ours at one agency must not cost the others their night
            told = f"โปรแกรมขัดข้อง ({type(error).__name__}: {error})"
            raise self._failure(ticket, NotScanned(told)) from error
        return scan

    async def _made(self, ticket: Ticket) -> AgencyScan:
        """The scan, as a command beside which somebody sits makes it.

        Raises:
            NotScanned: nothing of the site could be read.
            OitcrawlError: a failure of our own, or an edition that is not here.
        """
        desk = self._desk
        order = desk.order(ticket.site, edition=ticket.edition, as_of=ticket.as_of, fiscal_year=ticket.fiscal_year)
        outcome = await self._crew.scan(order)
        if outcome is None:  # the hall is being left
            raise asyncio.CancelledError
        if isinstance(outcome, OitcrawlError):
            raise outcome
        try:
            desk.demand_judgeable(outcome, order)
        except OitcrawlError as error:
            passing = isinstance(error, SiteUnjudgeable) and may_pass(outcome)
            raise NotScanned(str(error), passing=passing, unreadable=True, en=error.en) from error
        return outcome

    def _failure(self, ticket: Ticket, failure: NotScanned) -> NotScanned:
        """``failure``, written down where that is possible, unless another try was better."""
        runs = self._desk.store.runs
        outcome = RunOutcome.UNREADABLE if failure.unreadable else RunOutcome.FAILED
        try:
            if runs.scan_of(ticket.run) is None:
                runs.end(ticket.run, outcome, failure.cause)
        except StoreAway:
            failure.passing = True  # nobody knows of it: it is tried again
        except OitcrawlError:
            pass
        return failure

    async def _lose(self, ticket: Ticket, tries: int) -> None:
        runs = self._desk.store.runs
        if runs.scan_of(ticket.run) is None:
            runs.begin(self._run(ticket))
            runs.end(ticket.run, RunOutcome.DIED, f"โปรแกรมตรวจหยุดกลางคันครบ {tries} ครั้ง")

    def _run(self, ticket: Ticket) -> Run:
        return Run(token=ticket.run, agency=ticket.site.code, started=datetime.now(UTC), holder=OWNER + self._worker)
