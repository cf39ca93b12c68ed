"""The scheduler on a real clock: after downtime one catch-up each, one scan per agency at a time, a plan that lasts."""

import asyncio
import os
import pickle
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from oitcrawl.compose import open_desk
from oitcrawl.fleet.due import BANGKOK, Terms, slots
from oitcrawl.fleet.night import Night
from oitcrawl.fleet.schedule import Ears, Schedule
from oitcrawl.model.coverage import Coverage
from oitcrawl.model.scan import AgencyRef
from oitcrawl.model.site import AgencySite
from oitcrawl.settings import Settings
from oitcrawl.store.runs import Run, RunOutcome
from tests.store.samples import scan

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Crew:
    """Scans that take no time, or as long as the test wants."""

    def __init__(self, seconds=0.0):
        self.seconds, self.begun, self.under_way, self.most = seconds, [], [], 0
        self.ended = asyncio.Event()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_error):
        pass

    def stop(self):
        self.ended.set()

    async def scan(self, order, begin):
        if self.ended.is_set() or not begin():
            return None
        code = order.site.code
        self.begun.append(code)
        self.under_way.append(code)
        self.most = max(self.most, self.under_way.count(code))
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ended.wait(), self.seconds or 0.001)
        self.under_way.remove(code)
        now = datetime.now(UTC)
        about = AgencyRef(code=code, name="", kind="other", url=order.site.url)
        return replace(
            scan(), agency=about, started=now, finished=now, coverage=Coverage(pages=3), partial=self.ended.is_set()
        )


class Ground:
    """A store, agencies and a schedule on them."""

    def __init__(self, desk, codes=("a", "b")):
        self.desk, self.said, self.idle = desk, [], 0
        self.sites = tuple(AgencySite(code=code, url=f"https://{code}.example/") for code in codes)
        self.terms = Terms(spread=timedelta())

    @property
    def store(self):
        return self.desk.store

    def good(self, code, ago, **more):
        when = datetime.now(UTC) - ago
        about = AgencyRef(code=code, name="", kind="other", url="https://x.example/")
        self.store.save_scan(replace(scan(), agency=about, started=when, finished=when, **more))

    async def run(
        self, crew, *, ended=None, under_way=0, seconds=0.3, grace=DAY, refresh=60.0, close=None, meanwhile=None
    ):
        """Run the schedule until so many runs have ended, or are under way, and a little longer."""
        night = Night(
            desk=self.desk,
            crew=crew,
            terms=self.terms,
            token="here",
            close=close or (lambda _order, outcome, uid: bool(self.store.save_scan(outcome, uid=uid))),
        )
        ears = Ears(
            agencies=lambda: self.sites,
            idle=lambda: setattr(self, "idle", self.idle + 1),
            troubled=lambda _thai, english: self.said.append(english),
            refresh=refresh,
        )
        schedule = Schedule(night, ears, grace=grace)
        running = asyncio.create_task(schedule.run())
        if meanwhile:
            await meanwhile(schedule)
        await self.settled(schedule, len(self.sites) if ended is None else ended, under_way)
        await asyncio.sleep(seconds)
        schedule.stop()
        await asyncio.wait_for(running, 20)

    async def settled(self, schedule, ended, under_way=0):
        """Wait until so many runs have ended, or are under way."""
        until = asyncio.get_running_loop().time() + 20
        while asyncio.get_running_loop().time() < until:
            open_runs = len(self.store.runs.under_way())
            busy = bool(schedule._under_way)
            if under_way and open_runs >= under_way:
                return
            if not under_way and len(self.runs()) - open_runs >= ended and not busy:
                return
            await asyncio.sleep(0.02)
        raise TimeoutError(self.runs())

    def plan(self):
        """What the database holds of the plan."""
        with self.store.database.read() as connection:
            rows = connection.execute(sa.text("SELECT id, next_run_time FROM apscheduler_jobs ORDER BY id")).all()
        return {name: datetime.fromtimestamp(moment, BANGKOK) for name, moment in rows}

    def runs(self):
        return self.store.runs.since(datetime.now(UTC) - DAY)


@pytest.fixture(params=["sqlite", "postgresql"])
def ground(request, tmp_path):
    database = "" if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_desk(
        Settings(data_dir=str(tmp_path), database=database, reports_dir=str(tmp_path / "reports"))
    ) as desk:
        yield Ground(desk)


def next_turn(ground, site):
    """The next turn of an agency scanned just now."""
    now = datetime.now(BANGKOK)
    days = [now.date() + n * DAY for n in (-1, 0, 1, 2)]
    return next(at for day in days for at in slots(ground.terms, site, day) if at - now >= 12 * HOUR)


async def test_new_agencies_are_scanned_at_once_and_then_planned_for_their_next_turn(ground):
    crew = Crew()

    await ground.run(crew)

    assert sorted(crew.begun) == ["a", "b"]
    assert ground.plan() == {f"agency:{site.code}": next_turn(ground, site) for site in ground.sites}
    assert [(run.outcome, run.holder) for run in ground.runs()] == [(RunOutcome.GOOD, "night:here")] * 2
    assert ground.idle >= 1
    assert ground.said == []


async def test_after_days_without_electricity_each_agency_is_scanned_once_and_not_for_every_night_missed(ground):
    for site in ground.sites:
        ground.good(site.code, 5 * DAY)
    await ground.run(Crew())
    with ground.store.database.write() as connection:
        ago = (datetime.now(UTC) - 4 * DAY).timestamp()
        connection.execute(sa.text("UPDATE apscheduler_jobs SET next_run_time = :ago"), {"ago": ago})
        connection.execute(sa.text("DELETE FROM runs"))
        connection.execute(sa.text("DELETE FROM scans"))
    for site in ground.sites:
        ground.good(site.code, 5 * DAY)
    crew = Crew()

    await ground.run(crew)

    assert sorted(crew.begun) == ["a", "b"]
    assert ground.plan() == {f"agency:{site.code}": next_turn(ground, site) for site in ground.sites}


async def test_a_turn_missed_by_more_than_the_grace_waits_for_the_next_night(ground):
    at = (datetime.now(BANGKOK) - 6 * HOUR).replace(second=0, microsecond=0)
    ground.terms = Terms(spread=timedelta(), at=at.time())
    for site in ground.sites:
        ground.good(site.code, 5 * DAY)
    crew = Crew()

    await ground.run(crew, grace=HOUR, ended=0)

    assert crew.begun == []
    assert set(ground.plan().values()) == {at + DAY}
    crew = Crew()
    await ground.run(crew, grace=7 * HOUR)
    assert sorted(crew.begun) == ["a", "b"]


async def test_a_plan_that_came_in_time_while_nothing_could_run_is_coalesced_by_the_scheduler(ground):
    """The event loop stands still over several turns, as on a machine that slept: one scan, not many."""
    ground.sites = ground.sites[:1]
    ground.good("a", 5 * DAY)
    crew = Crew()

    async def sleep(schedule):
        await ground.settled(schedule, 1)
        crew.begun.clear()
        job = schedule._scheduler.get_job("agency:a")
        with ground.store.database.write() as connection:
            connection.execute(sa.text("DELETE FROM runs"))
            connection.execute(sa.text("DELETE FROM scans"))
        ground.good("a", 5 * DAY)
        assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, 86_400)
        schedule._scheduler.modify_job(job.id, next_run_time=datetime.now(BANGKOK) - 3 * DAY)

    await ground.run(crew, meanwhile=sleep)

    assert crew.begun == ["a"]


async def test_an_agency_is_never_scanned_twice_at_a_time(ground):
    crew = Crew(seconds=0.5)

    async def again(schedule):
        await ground.settled(schedule, 0, under_way=2)
        for code in ("a", "b"):
            schedule._scheduler.modify_job(f"agency:{code}", next_run_time=datetime.now(BANGKOK))
        await asyncio.sleep(0.2)
        schedule._plan_all()

    await ground.run(crew, refresh=0.1, meanwhile=again)

    assert crew.most == 1
    assert sorted(crew.begun) == ["a", "b"]


async def test_a_stop_ends_scans_early_and_the_next_start_goes_on_with_them(ground):
    await ground.run(Crew(seconds=30), under_way=2)

    assert [run.outcome for run in ground.runs()] == [RunOutcome.PARTIAL] * 2
    assert ground.store.codes() == ()  # no part of a scan takes the place of a whole one
    crew = Crew()
    await ground.run(crew, ended=4)
    assert sorted(crew.begun) == ["a", "b"]
    assert len(ground.store.history("a")) == 1


async def test_agencies_that_come_and_go_change_the_plan_without_a_new_start(ground):
    async def change(schedule):
        await ground.settled(schedule, 2)
        ground.sites = (ground.sites[0], AgencySite(code="new", url="https://new.example/"))

    crew = Crew()
    await ground.run(crew, refresh=0.1, ended=3, meanwhile=change)

    assert sorted(crew.begun) == ["a", "b", "new"]
    assert set(ground.plan()) == {"agency:a", "agency:new"}


async def test_a_scan_made_by_hand_counts_and_what_fails_waits_for_the_next_night(ground):
    ground.good("a", HOUR)

    def broken(_order, _outcome, _uid):
        """Says that the disk is full, as the command does, and keeps nothing."""
        return False

    crew = Crew()
    await ground.run(crew, close=broken, refresh=0.1, ended=1)

    assert crew.begun == ["b"]
    assert [run.outcome for run in ground.runs()] == [RunOutcome.FAILED]
    assert ground.plan()["agency:b"] - datetime.now(BANGKOK) > HOUR * 3


async def test_what_cannot_even_be_ordered_is_said_once_and_waits_for_the_next_night(ground):
    ground.sites = (AgencySite(code="a", url="https://a.example/", edition="nacc-1234"),)

    await ground.run(Crew(), refresh=0.1)

    assert len(ground.said) == 1
    assert "nacc-1234" in ground.said[0]
    assert [run.outcome for run in ground.runs()] == [RunOutcome.FAILED]


async def test_in_quiet_hours_nothing_is_begun(ground):
    now = datetime.now(BANGKOK)
    from oitcrawl.hours import Hours

    quiet = Hours(
        (now - HOUR).time().replace(second=0, microsecond=0), (now + HOUR).time().replace(second=0, microsecond=0)
    )
    ground.terms = Terms(spread=timedelta(), quiet=(quiet,))
    crew = Crew()

    await ground.run(crew, ended=0)

    assert crew.begun == []
    assert {moment.time() for moment in ground.plan().values()} == {quiet.last}


async def test_what_a_stranger_wrote_into_the_plan_is_never_run(ground, tmp_path):
    mark = tmp_path / "was-run"

    class Evil:
        def __reduce__(self):
            return os.mkdir, (str(mark),)

    await ground.run(Crew())
    with ground.store.database.write() as connection:
        words = "INSERT INTO apscheduler_jobs (id, next_run_time, job_state) VALUES ('agency:evil', 1.0, :state)"
        connection.execute(sa.text(words), {"state": pickle.dumps(Evil())})

    await ground.run(Crew(), ended=0)

    assert not mark.exists()
    assert set(ground.plan()) == {"agency:a", "agency:b"}


async def test_a_run_of_which_nothing_was_written_down_is_not_begun_again_and_again(ground):
    ground.sites = ground.sites[:1]
    now = datetime.now(UTC)
    for number in range(3):
        ground.store.runs.begin(
            Run(token=str(number), agency="a", started=now - HOUR + number * timedelta(seconds=1))
        )
        ground.store.runs.end(str(number), RunOutcome.DIED)
    crew = Crew()

    await ground.run(crew, refresh=0.1, ended=3)

    assert crew.begun == []
