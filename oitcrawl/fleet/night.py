"""Scans of one night: each is begun when it is its turn, written down as a run, kept and reported."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from oitcrawl.compose.desk import Desk
from oitcrawl.compose.doors import Order
from oitcrawl.compose.several import Crew, Outcome
from oitcrawl.errors import OitcrawlError, SiteUnjudgeable, UsageError
from oitcrawl.fleet.due import Due, Terms, awake
from oitcrawl.fleet.ledger import OWNER
from oitcrawl.store.runs import Run, RunOutcome

Close = Callable[[Order, Outcome, str], bool]
Clock = Callable[[], datetime]
_NEVER: Final = "เก็บผลไม่ได้"
_UNREPORTED: Final = "เขียนรายงานไม่ได้"


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Night:
    """What all scans of a night share.

    Attributes:
        desk: where orders come in and reports go out.
        crew: does the scans.
        terms: of the settings.
        token: of the lock that is held.
        close: told each order with its outcome and the name of its run, keeps and reports it; whether it could.
            Raises nothing.
        clock: the time.
        keep_partial: whether a scan that was stopped is closed too; without, it waits in its journal.
    """

    desk: Desk
    crew: Crew
    terms: Terms
    token: str
    close: Close
    clock: Clock = utc_now
    keep_partial: bool = False

    async def scan(self, order: Order, due: Due | None = None) -> Outcome | None:
        """Scan one agency when it is its turn, and keep and report what came of it.

        Returns:
            What came of it; None when it was not begun: quiet hours have come, or everything was stopped.

        Raises:
            StoreError: the database cannot be written.
        """
        run = Run(
            token=uuid4().hex,
            agency=order.site.code,
            planned=due.at if due else None,
            started=self.clock(),
            holder=OWNER + self.token,
        )
        outcome = await self.crew.scan(order, lambda: self._begin(run))
        if outcome is None:
            return None
        outcome = self._judgeable(order, outcome)
        stopped = not isinstance(outcome, OitcrawlError) and outcome.partial
        done = self.close(order, outcome, run.token) if not stopped or self.keep_partial else True
        self.desk.store.runs.end(run.token, *self._verdict(run, outcome, reported=done), at=self.clock())
        return outcome

    def refuse(self, code: str, due: Due, error: OitcrawlError) -> None:
        """Write down that a scan could not even be ordered, so that it waits for the next night.

        Raises:
            StoreError: the database cannot be written.
        """
        now = self.clock()
        run = Run(token=uuid4().hex, agency=code, planned=due.at, started=now, holder=OWNER + self.token)
        self.desk.store.runs.begin(run)
        self.desk.store.runs.end(run.token, RunOutcome.FAILED, error.message, at=now)

    def _begin(self, run: Run) -> bool:
        """Write down that a run is begun; False in quiet hours."""
        now = self.clock()
        if awake(self.terms, run.agency, now) != now:
            return False
        self.desk.store.runs.begin(replace(run, started=now))
        return True

    def _judgeable(self, order: Order, outcome: Outcome) -> Outcome:
        """The outcome, or why nothing can be said of the site."""
        if isinstance(outcome, OitcrawlError):
            return outcome
        try:
            self.desk.demand_judgeable(outcome, order)
        except (SiteUnjudgeable, UsageError) as error:
            return error
        return outcome

    def _verdict(self, run: Run, outcome: Outcome, *, reported: bool) -> tuple[RunOutcome, str]:
        if isinstance(outcome, OitcrawlError):
            site = isinstance(outcome, SiteUnjudgeable | UsageError)
            return (RunOutcome.UNREADABLE if site else RunOutcome.FAILED), outcome.message
        if outcome.partial:
            return RunOutcome.PARTIAL, "interrupted"
        kept = self.desk.store.runs.scan_of(run.token) is not None
        if not kept:
            return RunOutcome.FAILED, _NEVER
        return (RunOutcome.GOOD, "") if reported else (RunOutcome.UNREPORTED, _UNREPORTED)


async def scan_due(
    night: Night, orders: Sequence[tuple[Order, Due]], on_start: Callable[[Callable[[], None]], None]
) -> int:
    """Scan what is due, the longest due first; how many were begun.

    Args:
        night: what they share.
        orders: what is due.
        on_start: given a function that stops all early; callable from a signal handler or another thread.

    Raises:
        StoreError: the database cannot be written.
    """
    loop = asyncio.get_running_loop()

    def stop() -> None:
        loop.call_soon_threadsafe(night.crew.stop)

    on_start(stop)
    async with night.crew:
        ordered = sorted(orders, key=lambda pair: pair[1].at)
        done = await asyncio.gather(*(night.scan(order, due) for order, due in ordered))
    return sum(outcome is not None for outcome in done)
