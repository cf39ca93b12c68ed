"""Night after night in one process: APScheduler keeps the plan in the store's database, and this wakes up for it."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from apscheduler.events import EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.job import Job
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from oitcrawl.errors import OitcrawlError
from oitcrawl.fleet.due import BANGKOK, Due, Past, catch_up, next_due
from oitcrawl.fleet.ledger import pasts
from oitcrawl.fleet.night import Night
from oitcrawl.fleet.plain_jobs import PlainJobs, Turns
from oitcrawl.model.site import AgencySite

REFRESH: Final = 60.0  # seconds between two looks at the agencies file, the clock and scans made by hand
_EARLY: Final = timedelta(seconds=5)
_PREFIX: Final = "agency:"


@dataclass(slots=True, kw_only=True)
class Ears:
    """Who is told what happens, and gives what may change while the program runs.

    Attributes:
        agencies: gives the agencies, read again when their file has changed.
        planned: told the number of agencies and the next scan, after each change of the plan.
        idle: told when the last scan under way has ended.
        troubled: told, in Thai and English, what went wrong and does not end the program.
        refresh: seconds between two looks at what may have changed.
    """

    agencies: Callable[[], tuple[AgencySite, ...]]
    planned: Callable[[int, datetime | None], None] = lambda _count, _next: None
    idle: Callable[[], None] = lambda: None
    troubled: Callable[[str, str], None] = lambda _thai, _english: None
    refresh: float = REFRESH


class Schedule:
    """Scans agencies when they are due, until it is stopped."""

    def __init__(self, night: Night, ears: Ears, *, grace: timedelta) -> None:
        """Make one that does nothing yet.

        Args:
            night: what the scans share.
            ears: who is told.
            grace: how late a scan may be begun; see ``Settings.misfire_hours``.
        """
        self._night, self._ears, self._grace = night, ears, grace
        self._sites: dict[str, AgencySite] = {}
        self._stop = asyncio.Event()
        self._under_way: set[str] = set()
        self._idle = asyncio.Event()
        self._idle.set()
        _silence()
        self._scheduler = AsyncIOScheduler(
            jobstores={"default": PlainJobs(night.desk.store.database.engine, self._job)},
            timezone=BANGKOK,
        )
        self._scheduler.add_listener(self._missed, EVENT_JOB_MISSED)

    async def run(self, on_start: Callable[[Callable[[], None]], None] = lambda _stop: None) -> None:
        """Go on until stopped; scans under way are then ended early, and can be gone on with.

        Args:
            on_start: given a function that stops it; callable from a signal handler or another thread.

        Raises:
            OitcrawlError: the agencies file or the store cannot be read at the start.
        """
        loop = asyncio.get_running_loop()

        def stop() -> None:
            loop.call_soon_threadsafe(self.stop)

        on_start(stop)
        self._scheduler.start(paused=True)
        async with self._night.crew:
            try:
                self._plan_all()
                self._scheduler.resume()
                await self._watch()
            finally:
                self.stop()
                self._scheduler.pause()
                await self._idle.wait()
                self._scheduler.shutdown(wait=False)
                await asyncio.sleep(0)

    def stop(self) -> None:
        """End all scans early and begin none; to be called in the event loop."""
        self._stop.set()
        self._night.crew.stop()

    async def _watch(self) -> None:
        """Look at what may have changed meanwhile, a clock that jumped or a machine that slept among it."""
        while not self._stop.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stop.wait(), self._ears.refresh)
            if not self._stop.is_set():
                with self._troubles():
                    self._plan_all()
                self._scheduler.wakeup()

    def _plan_all(self) -> None:
        """Bring the plan in line with the agencies and with what the store knows of their scans."""
        sites = {site.code: site for site in self._ears.agencies()}
        jobs = {job.id.removeprefix(_PREFIX): job for job in self._scheduler.get_jobs()}
        now = self._night.clock()
        past = pasts(self._night.desk.store, now)
        self._sites = sites
        for code in jobs.keys() - sites.keys():
            with suppress(JobLookupError):
                self._scheduler.remove_job(_PREFIX + code)
        for code in [code for code in sites if code not in self._under_way]:
            self._plan(code, self._moment(code, past(code), now), jobs.get(code))
        self._tell_plan()

    def _tell_plan(self) -> None:
        times = [job.next_run_time for job in self._scheduler.get_jobs() if job.next_run_time]
        self._ears.planned(len(self._sites), min(times, default=None))

    def _moment(self, code: str, past: Past, now: datetime) -> datetime:
        """When the next scan of an agency is to be begun."""
        terms, site = self._night.terms, self._sites[code]
        return catch_up(terms, site, next_due(terms, site, past, now), now, self._grace)

    def _plan(self, code: str, moment: datetime, job: Job | None) -> None:
        """Plan the next scan of an agency; one that is planned for that moment, or waits to be begun, stays."""
        if job is not None and job.next_run_time and (moment == job.next_run_time or _both_now(moment, job)):
            return
        if job is not None:
            self._scheduler.modify_job(job.id, next_run_time=moment)
            return
        self._scheduler.add_job(
            self._fire,
            Turns(self._turn_after(code)),
            id=_PREFIX + code,
            args=(code,),
            next_run_time=moment,
            **self._manners(),
        )

    def _manners(self) -> dict[str, Any]:
        seconds = max(1, int(self._grace.total_seconds()))
        return {"coalesce": True, "max_instances": 1, "misfire_grace_time": seconds}

    def _job(self, job_id: str, moment: datetime | None) -> dict[str, Any]:
        """What makes a job of what the database keeps: its name and its next moment."""
        code = job_id.removeprefix(_PREFIX)
        return {
            "func": self._fire,
            "args": (code,),
            "kwargs": {},
            "trigger": Turns(self._turn_after(code)),
            "executor": "default",
            "name": code,
            "next_run_time": moment,
            **self._manners(),
        }

    def _turn_after(self, code: str) -> Callable[[datetime], datetime]:
        """A function that gives the first turn of an agency after a moment."""

        def after(moment: datetime) -> datetime:
            site = self._sites.get(code) or AgencySite(code=code, url="")
            return next_due(self._night.terms, site, Past(good=moment), moment).at

        return after

    async def _fire(self, code: str) -> None:
        """The moment of an agency has come."""
        if self._stop.is_set() or code not in self._sites or code in self._under_way:
            return
        self._under_way.add(code)
        self._idle.clear()
        with self._troubles():
            await self._scan(code)
        self._under_way.discard(code)
        with self._troubles():
            if not self._stop.is_set():
                self._plan_again(code)
            if not self._under_way:
                self._ears.idle()
                self._tell_plan()
        if not self._under_way:
            self._idle.set()

    async def _scan(self, code: str) -> None:
        now, site, terms = self._night.clock(), self._sites[code], self._night.terms
        due: Due = next_due(terms, site, pasts(self._night.desk.store, now, [code])(code), now)
        if due.at <= now + _EARLY:  # somebody may have scanned it by hand meanwhile
            try:
                order = self._night.desk.order(site)
            except OitcrawlError as error:
                self._night.refuse(code, due, error)
                raise
            await self._night.scan(order, due)

    def _plan_again(self, code: str) -> None:
        now = self._night.clock()
        moment = self._moment(code, pasts(self._night.desk.store, now, [code])(code), now)
        if moment <= now:  # nothing was written down of it, as in quiet hours: never at once again and again
            moment = now.astimezone(BANGKOK) + timedelta(seconds=self._ears.refresh)
        with suppress(JobLookupError):
            self._scheduler.modify_job(_PREFIX + code, next_run_time=moment)

    def _missed(self, event: JobExecutionEvent) -> None:
        """A scan could not be begun within the grace: it waits for its next turn."""
        code = event.job_id.removeprefix(_PREFIX)
        late = event.scheduled_run_time.astimezone(BANGKOK)
        self._ears.troubled(
            f"{code}: เลยเวลาที่กำหนด ({late:%d/%m %H:%M}) เกิน misfire_hours จึงรอรอบถัดไป",
            f"{code}: later than misfire_hours after {late:%d/%m %H:%M}, and so waits for its next turn",
        )

    @contextmanager
    def _troubles(self) -> Iterator[None]:
        """Tell what goes wrong inside; tomorrow is another night."""
        try:
            yield
        except OitcrawlError as error:
            self._ears.troubled(str(error), error.en or str(error))
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not cost all agencies their nights
            told = f"{type(error).__name__}: {error}"
            self._ears.troubled(f"โปรแกรมขัดข้อง ({told}) โปรดแจ้งผู้พัฒนา", f"our own failure ({told}) — please report it")


def _both_now(moment: datetime, job: Job) -> bool:
    """Whether a job that is due by its plan is also due by ours: it is about to be begun."""
    return bool(job.next_run_time <= moment) and moment <= datetime.now(BANGKOK)


def _silence() -> None:
    """Let the library write to no log: what matters is told by ``Ears``."""
    log = logging.getLogger("apscheduler")
    log.addHandler(logging.NullHandler())
    log.propagate = False
