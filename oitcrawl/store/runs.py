"""Runs: scans that were begun without a person beside them, and what became of each, even when nobody could say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa

from oitcrawl.model.glance import Dark
from oitcrawl.store.database import Database
from oitcrawl.store.newest import SOON
from oitcrawl.store.tables import harvests, runs, scans

_LONG: Final = 300  # characters of a cause that are kept


class RunOutcome(StrEnum):
    """What became of a run."""

    RUNNING = "running"
    GOOD = "good"  # a whole scan is kept
    UNREPORTED = "unreported"  # the same, but its report could not be written
    PARTIAL = "partial"  # stopped by us: it can be gone on with
    UNREADABLE = "unreadable"  # nothing of the site could be read
    FAILED = "failed"  # our own failure
    DIED = "died"  # its program ended without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run.

    Attributes:
        token: its name; the scan that it brings has this ``uid``.
        agency: code of the agency.
        planned: when it should have been begun; None where nobody planned it.
        started: when it was.
        finished: when it ended; None while it runs.
        outcome: what became of it.
        cause: why it is no good one, in one line.
        holder: token of the lock under which it is made.
    """

    token: str
    agency: str
    planned: datetime | None = None
    started: datetime
    finished: datetime | None = None
    outcome: RunOutcome = RunOutcome.RUNNING
    cause: str = ""
    holder: str = ""


class StoredRuns:
    """Runs in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, run: Run) -> None:
        """Write down that a run was begun.

        Raises:
            StoreError: the database cannot be written.
        """
        row = {
            "token": run.token,
            "agency": run.agency,
            "planned": _text(run.planned),
            "started": _text(run.started),
            "finished": None,
            "outcome": run.outcome.value,
            "cause": "",
            "holder": run.holder,
        }
        new = self._database.insert(runs).values(row).on_conflict_do_nothing(index_elements=["token"])
        self._database.run(lambda connection: connection.execute(new))

    def end(self, token: str, outcome: RunOutcome, cause: str = "", *, at: datetime | None = None) -> None:
        """Write down what became of a run.

        Raises:
            StoreError: the database cannot be written.
        """
        values = {"outcome": outcome.value, "cause": cause[:_LONG], "finished": _text(at or datetime.now(UTC))}
        done = runs.update().where(runs.c.token == token).values(values)
        self._database.run(lambda connection: connection.execute(done))

    def under_way(self) -> tuple[Run, ...]:
        """Runs of which no end was written down, the oldest first.

        Raises:
            StoreError: the database cannot be read.
        """
        return self._where(runs.c.outcome == RunOutcome.RUNNING.value)

    def since(self, moment: datetime, agencies: Iterable[str] | None = None) -> tuple[Run, ...]:
        """Runs begun at ``moment`` or later, the oldest first.

        Raises:
            StoreError: the database cannot be read.
        """
        wanted = runs.c.started >= _text(moment)
        return self._where(wanted if agencies is None else wanted & runs.c.agency.in_(list(agencies)))

    def scan_of(self, token: str) -> int | None:
        """Number of the scan that a run brought; None when none is kept.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.read() as connection:
            return connection.execute(sa.select(scans.c.id).where(scans.c.uid == token)).scalar()

    def unreported(self) -> tuple[tuple[Run, int], ...]:
        """Runs whose scan is kept and whose report could not be written, with its number, the oldest first.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(runs, scans.c.id.label("number")).join(scans, scans.c.uid == runs.c.token)
        query = query.where(runs.c.outcome == RunOutcome.UNREPORTED.value).order_by(runs.c.started)
        with self._database.read() as connection:
            return tuple((_run(row), row["number"]) for row in connection.execute(query).mappings())

    def reported(self, agency: str, number: int) -> None:
        """Write down that the report of a scan is there: nothing is lacking of that agency up to it.

        Raises:
            StoreError: the database cannot be read or written.
        """
        for run, scan in self.unreported():
            if run.agency == agency and scan <= number:
                self.end(run.token, RunOutcome.GOOD, at=run.finished)

    def last_kept(self) -> datetime | None:
        """When the scan ended that was kept last, whatever the clock said then; None without any.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(scans.c.finished).order_by(scans.c.id.desc()).limit(1)
        with self._database.read() as connection:
            return _moment(connection.execute(query).scalar())

    def last_number(self) -> int | None:
        """Number of the scan that was kept last; None without any.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.read() as connection:
            return connection.execute(sa.select(sa.func.max(scans.c.id))).scalar()

    def last_good(self) -> dict[str, datetime]:
        """By agency, when its last whole scan of the website was begun, whoever made it.

        One of the future does not count: it was made under a wrong clock, and would put off the next one until then.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(scans.c.agency, sa.func.max(scans.c.started)).group_by(scans.c.agency)
        query = query.outerjoin(harvests, harvests.c.scan == scans.c.id)
        query = query.where(scans.c.partial.is_(False), harvests.c.judged_from.is_(None), scans.c.started <= SOON)
        with self._database.read() as connection:
            return {row[0]: datetime.fromisoformat(row[1]) for row in connection.execute(query)}

    def cut_off(self) -> dict[str, datetime]:
        """By agency, when a scan of its website was cut off after its last finished one.

        Agencies without a finished scan are not among them: their newest is told as what it is.

        Raises:
            StoreError: the database cannot be read.
        """
        visits = sa.select(scans.c.agency, sa.func.max(scans.c.finished)).group_by(scans.c.agency)
        visits = visits.outerjoin(harvests, harvests.c.scan == scans.c.id).where(harvests.c.judged_from.is_(None))
        with self._database.read() as connection:
            good = {row[0]: row[1] for row in connection.execute(visits.where(scans.c.partial.is_(False)))}
            cut = {row[0]: row[1] for row in connection.execute(visits.where(scans.c.partial.is_(True)))}
        return {agency: datetime.fromisoformat(when) for agency, when in cut.items() if when > good.get(agency, when)}

    def unreadable(self, agency: str) -> tuple[Run, ...]:
        """Runs of an agency in which nothing of its website could be read, the newest first.

        Raises:
            StoreError: the database cannot be read.
        """
        wanted = (runs.c.outcome == RunOutcome.UNREADABLE.value) & (runs.c.agency == agency)
        return self._where(wanted)[::-1]

    def dark(self) -> dict[str, Dark]:
        """By agency, since when nothing of its website can be read; only those of whom that was so last.

        Raises:
            StoreError: the database cannot be read.
        """
        visited = sa.select(scans.c.agency, sa.func.max(scans.c.started)).group_by(scans.c.agency)
        visited = visited.outerjoin(harvests, harvests.c.scan == scans.c.id).where(harvests.c.judged_from.is_(None))
        lost = sa.select(runs.c.agency, runs.c.started).where(runs.c.outcome == RunOutcome.UNREADABLE.value)
        with self._database.read() as connection:
            read = {row[0]: datetime.fromisoformat(row[1]) for row in connection.execute(visited)}
            found: dict[str, list[datetime]] = {}
            for agency, started in connection.execute(lost.order_by(runs.c.started)):
                moment = datetime.fromisoformat(started)
                if agency not in read or moment > read[agency]:
                    found.setdefault(agency, []).append(moment)
        return {agency: Dark(since=times[0], times=len(times)) for agency, times in found.items()}

    def forget(self, before: datetime) -> int:
        """Remove runs that ended before ``before``; how many there were.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._database.write() as connection:
            return int(connection.execute(runs.delete().where(runs.c.finished < _text(before))).rowcount)

    def _where(self, wanted: sa.ColumnElement[bool]) -> tuple[Run, ...]:
        with self._database.read() as connection:
            rows = connection.execute(sa.select(runs).where(wanted).order_by(runs.c.started)).mappings().all()
        return tuple(_run(row) for row in rows)


def _run(row: sa.RowMapping) -> Run:
    started = _moment(row["started"])
    assert started is not None
    return Run(
        token=row["token"],
        agency=row["agency"],
        planned=_moment(row["planned"]),
        started=started,
        finished=_moment(row["finished"]),
        outcome=RunOutcome(row["outcome"]),
        cause=row["cause"],
        holder=row["holder"],
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _text(when: datetime | None) -> str | None:
    return when.astimezone(UTC).isoformat(timespec="microseconds") if when else None
