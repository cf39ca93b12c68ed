"""The one door to the distributed queue: Procrastinate, in the PostgreSQL database of the store."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import procrastinate
import psycopg
from procrastinate import exceptions, jobs, retry, schema

from oitcrawl.errors import StoreAway, StoreError
from oitcrawl.fleet.jobs import NotScanned, Ticket, delay_before, is_tried_again, site_lock
from oitcrawl.settings import Settings
from oitcrawl.store.address import understood
from oitcrawl.store.troubles import refusal

QUEUE: Final = "oitcrawl"
SCAN: Final = "oitcrawl.scan"
TIDY: Final = "oitcrawl.tidy"
LOST: Final = (exceptions.ConnectorException, psycopg.OperationalError)  # what a server that went away looks like
_KEPT_HOURS: Final = 72  # of jobs that failed; the others go when they are done
_LOCKS: Final = (0x6F697463, 0x71756575)  # "oitc", "queu": whoever makes tables, queues or rescues holds it
_MARK: Final = "oitcrawl "  # before the last migration in the comment of the queue's first table
_BATCH: Final = 500

Work = Callable[[Ticket, int], Awaitable[None]]
Lose = Callable[[Ticket, int], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A scan to be queued.

    Attributes:
        ticket: what a worker is told.
        priority: the highest comes first.
    """

    ticket: Ticket
    priority: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """What is in the queue.

    Attributes:
        waiting: scans that could begin now.
        later: scans that wait for their next try.
        running: scans under way.
        failed: scans given up within the last days.
        workers: programs with a recent sign of life.
    """

    waiting: int = 0
    later: int = 0
    running: int = 0
    failed: int = 0
    workers: int = 0

    @property
    def left(self) -> int:
        """Scans that are not done."""
        return self.waiting + self.later + self.running


class Queue:
    """The queue, seen from one program."""

    def __init__(self, address: str, settings: Settings) -> None:
        """Stand before it; nothing is opened.

        Args:
            address: of the server, ``postgresql://...`` with its password.
            settings: of the fleet.
        """
        for name in ("procrastinate", "psycopg.pool"):  # what matters of it is told by us, in one line
            logging.getLogger(name).addHandler(logging.NullHandler())
            logging.getLogger(name).propagate = False
        self._address, self._settings = address, settings
        self._about: dict[str, Any] = {"application_name": "oitcrawl fleet", "connect_timeout": 10}
        self._connector = procrastinate.PsycopgConnector(
            conninfo=address, kwargs=self._about, min_size=1, max_size=3, timeout=15.0
        )
        self._app = procrastinate.App(connector=self._connector)

    # --- tables ---

    def prepare(self) -> None:
        """Make the queue's tables, or bring those that we made to this version; done already, it changes nothing.

        Raises:
            StoreAway: the server does not answer.
            StoreError: it lets us not in, or refuses to make them.
        """
        migrations = sorted(path.name for path in Path(schema.SchemaManager.get_migrations_path()).glob("*.sql"))
        try:
            with psycopg.connect(self._address, **self._about) as connection:
                connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCKS)
                for words in _lacking(connection, migrations):
                    connection.execute(words.encode())
        except psycopg.OperationalError as error:
            raise refusal(error, understood(self._address).where) or queue_away() from error
        except psycopg.Error as error:
            why = error.diag.message_primary or type(error).__name__
            raise StoreError(
                f"สร้างตารางของคิวงานไม่ได้ ({why})",
                cure="ให้สิทธิ์สร้างตารางแก่ผู้ใช้ของฐานข้อมูลนี้ หรือใช้ฐานข้อมูลที่ว่าง",
                en=f"the queue's tables cannot be made ({why}) — let the database's user make tables",
            ) from error

    def is_made(self) -> bool:
        """Whether its tables are there.

        Raises:
            StoreAway: the server does not answer.
        """
        try:
            with psycopg.connect(self._address, **self._about) as connection:
                row = connection.execute("SELECT to_regclass('procrastinate_jobs') IS NOT NULL").fetchone()
        except psycopg.OperationalError as error:
            raise refusal(error, understood(self._address).where) or queue_away() from error
        return bool(row and row[0])

    # --- queueing ---

    async def enqueue(self, wanted: Iterable[Wanted]) -> tuple[str, ...]:
        """Queue scans, all or none, passing over agencies that have one queued or under way.

        Returns:
            Codes of the agencies that were queued.

        Raises:
            StoreAway: the server does not answer.
        """
        try:
            async with self._app.open_async(), self._connector.pool.connection() as connection:
                await connection.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCKS)
                taken = await _taken(connection)
                fresh = {one.ticket.site.code: one for one in wanted if one.ticket.site.code not in taken}
                new = [_job(one) for one in fresh.values()]
                for start in range(0, len(new), _BATCH):
                    await self._app.job_manager.batch_defer_jobs_async(new[start : start + _BATCH], connection)
        except LOST as error:
            raise queue_away() from error
        return tuple(fresh)

    async def depth(self) -> Depth:
        """What is in the queue now.

        Raises:
            StoreAway: the server does not answer.
        """
        try:
            async with self._app.open_async():
                return await self.counted()
        except LOST as error:
            raise queue_away() from error

    async def counted(self) -> Depth:
        """The same, where the queue is open."""
        async with self._connector.pool.connection() as connection:
            found = await (await connection.execute(_DEPTH, {"task": SCAN, "since": self.stalled_after})).fetchone()
        assert found is not None
        waiting, later, running, failed, workers = found
        return Depth(waiting=waiting, later=later, running=running, failed=failed, workers=workers)

    # --- working ---

    @property
    def stalled_after(self) -> float:
        """Seconds without a sign of life after which a worker is taken for dead: half of the take-over time."""
        return self._settings.fleet_takeover_seconds / 2

    @property
    def beat(self) -> float:
        """Seconds between two signs of life, and between two looks for the dead."""
        return self._settings.fleet_takeover_seconds / 6

    def open(self) -> Any:
        """A context within which work may be done."""
        return self._app.open_async()

    def take(self, work: Work) -> None:
        """Say what is done with a ticket, given which try it is; once, before ``work``."""

        @self._app.task(name=SCAN, queue=QUEUE, pass_context=True, retry=_Again(self._settings))
        async def scan(context: procrastinate.JobContext, /, **told: Any) -> None:
            try:
                await work(Ticket.of(told), context.job.attempts + 1)
            except asyncio.CancelledError:
                assert context.job.id is not None
                await self._forgive(context.job.id)
                raise

        @self._app.periodic(cron="17 12 * * *")
        @self._app.task(name=TIDY, queue=QUEUE, queueing_lock=TIDY, lock=TIDY)
        async def tidy(timestamp: int) -> None:  # noqa: ARG001 - of its face
            kinds = {"include_failed": True, "include_aborted": True, "include_cancelled": True}
            await self._app.job_manager.delete_old_jobs(_KEPT_HOURS, QUEUE, **kinds)

    async def work(self, at_once: int) -> None:
        """Do what is queued until cancelled, then let scans under way end within the time of grace.

        Raises:
            ConnectorException: the server went away.
        """
        await self._app.run_worker_async(
            queues=[QUEUE],
            concurrency=at_once,
            listen_notify=False,  # a look every few seconds costs less than a connection for each worker
            fetch_job_polling_interval=min(5.0, self._settings.fleet_takeover_seconds / 12),
            shutdown_graceful_timeout=self._settings.fleet_grace_seconds,
            update_heartbeat_interval=self.beat,
            stalled_worker_timeout=self.stalled_after,
            install_signal_handlers=False,
            delete_jobs="successful",
        )

    async def rescue(self, lose: Lose) -> int:
        """Put scans of workers that died back into the queue, or give up those tried too often; how many there were.

        One program at a time does so: another could take a scan back that a healthy worker has just begun.
        """
        manager, count = self._app.job_manager, 0
        async with self._connector.pool.connection() as connection:
            free = await (await connection.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", _LOCKS)).fetchone()
            if not free or not free[0]:
                return 0
            for job in await manager.get_stalled_jobs(queue=QUEUE, seconds_since_heartbeat=self.stalled_after):
                count += 1
                try:
                    await self._take_over(job, lose)
                except exceptions.ConnectorException:  # its worker was alive after all, and has just ended it
                    continue
        return count

    async def _take_over(self, job: jobs.Job, lose: Lose) -> None:
        manager, tries = self._app.job_manager, job.attempts + 1
        if job.task_name == SCAN and tries >= self._settings.fleet_tries:
            with suppress(ValueError):  # a ticket of another version: nobody knows whose it was
                await lose(Ticket.of(job.task_kwargs), tries)
            await manager.finish_job(job, jobs.Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job, retry_at=datetime.now(UTC))

    async def _forgive(self, number: int) -> None:
        """A scan that is given back has cost no try."""
        words = "UPDATE procrastinate_jobs SET attempts = attempts - 1 WHERE id = %s AND status = 'doing'"
        try:
            async with self._connector.pool.connection() as connection:
                await connection.execute(words, [number])
        except LOST:  # then it costs one
            return


class _Again(retry.BaseRetryStrategy):
    """Which scans are tried again, and when."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get_retry_decision(self, *, exception: BaseException, job: jobs.Job) -> retry.RetryDecision | None:
        """At once when it was given back, later when the cause may pass, else never."""
        if isinstance(exception, asyncio.CancelledError):
            return retry.RetryDecision(retry_at=datetime.now(UTC))
        tries = job.attempts + 1
        if not isinstance(exception, NotScanned) or not is_tried_again(self._settings, exception, tries):
            return None
        return retry.RetryDecision(retry_at=datetime.now(UTC) + delay_before(self._settings, tries))


def queue_away() -> StoreAway:
    """The server of the queue does not answer."""
    return StoreAway(
        "คิวงานบนเซิร์ฟเวอร์ฐานข้อมูล (PostgreSQL) ไม่ตอบ",
        cure="ตรวจว่าเซิร์ฟเวอร์ทำงานและค่า database ถูกต้อง แล้วสั่งใหม่",
        en="the queue's database server (PostgreSQL) does not answer — see that it runs and that `database` is "
        "right, then try again",
    )


def _job(one: Wanted) -> jobs.Job:
    site = one.ticket.site
    return jobs.Job(
        queue=QUEUE,
        task_name=SCAN,
        priority=one.priority,
        lock=site_lock(site),
        queueing_lock=f"agency {site.code}",
        task_kwargs=one.ticket.as_dict(),
    )


async def _taken(connection: psycopg.AsyncConnection[Any]) -> set[str]:
    """Codes of the agencies that have a scan queued or under way."""
    words = (
        "SELECT args->'site'->>'code' FROM procrastinate_jobs WHERE task_name = %s AND status IN ('todo', 'doing')"
    )
    return {row[0] for row in await (await connection.execute(words, [SCAN])).fetchall()}


def _lacking(connection: psycopg.Connection[Any], migrations: Sequence[str]) -> list[str]:
    """Statements that bring the queue's tables to this version; those that somebody else made are left alone."""
    row = connection.execute(
        "SELECT to_regclass('procrastinate_jobs') IS NOT NULL, "
        "obj_description(to_regclass('procrastinate_jobs'), 'pg_class')"
    ).fetchone()
    is_there, mark = row or (False, "")
    made = str(mark or "")
    note = f"COMMENT ON TABLE procrastinate_jobs IS '{_MARK}{migrations[-1]}'"
    if not is_there:
        return [schema.SchemaManager.get_schema(), note]
    last = made.removeprefix(_MARK)
    if not made.startswith(_MARK) or last >= migrations[-1]:
        return []
    folder = Path(schema.SchemaManager.get_migrations_path())
    return [*((folder / name).read_text(encoding="utf-8") for name in migrations if name > last), note]


_DEPTH: Final = """
SELECT count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= now())),
       count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
       count(*) FILTER (WHERE status = 'doing'),
       count(*) FILTER (WHERE status = 'failed'),
       (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %(since)s))
  FROM procrastinate_jobs WHERE task_name = %(task)s
"""
