"""What only one program may do at a time, over all machines that share a database: who does it, and is it alive."""

import hashlib
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from oitcrawl.store.database import Database
from oitcrawl.store.tables import locks

BEAT: Final = timedelta(seconds=10)  # between two signs of life
STALE: Final = timedelta(seconds=60)  # without one: the holder is gone, or asleep
Clock = Callable[[sa.Connection], datetime]


class Sign(Enum):
    """What is known of the holder of a lock."""

    ALIVE = "alive"
    GONE = "gone"
    UNSURE = "unsure"  # on another machine, or in another container: only its beat can tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lock.

    Attributes:
        token: its own name, never used twice.
        host: name of the machine, and behind ``#`` what tells it from another of that name.
        pid: number of its process.
        what: the command, for people.
        since: when it took the lock.
        beat: its last sign of life.
    """

    token: str
    host: str
    pid: int
    what: str
    since: datetime
    beat: datetime

    @property
    def machine(self) -> str:
        """The name of its machine, for people."""
        return self.host.partition("#")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What came of asking for a lock.

    Attributes:
        taken: it is ours now.
        holder: who holds it otherwise, or from whom it was taken; None when nobody did.
        sign: what is known of that one.
    """

    taken: bool
    holder: Holder | None = None
    sign: Sign = Sign.GONE


class StoredLocks:
    """Locks in the database, each with its holder's signs of life."""

    def __init__(self, database: Database, *, clock: Clock | None = None) -> None:
        """Stand before ``database``.

        Args:
            database: shared by all that lock each other out.
            clock: the time; None takes that of a server, so that machines need not agree.
        """
        self._database, self._clock = database, clock or _time_of(database)

    def take(self, name: str, token: str, what: str) -> Claim:
        """Ask for a lock; that of a holder who is gone, or gave no sign of life for a minute, is taken over.

        Raises:
            StoreError: the database cannot be written.
        """
        return self._database.run(lambda connection: self._take(connection, name, token, what))

    def beat(self, name: str, token: str) -> bool:
        """Give a sign of life; False when the lock is another one's by now.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._database.write() as connection:
            ours = (locks.c.name == name) & (locks.c.token == token)
            done = connection.execute(locks.update().where(ours).values(beat=_text(self._clock(connection))))
        return bool(done.rowcount)

    def give_back(self, name: str, token: str) -> None:
        """Give a lock back; one that is another's by now is left alone.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._database.write() as connection:
            connection.execute(locks.delete().where((locks.c.name == name) & (locks.c.token == token)))

    def holder(self, name: str) -> Holder | None:
        """Who holds a lock, alive or not; None when nobody does.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.read() as connection:
            return _holder(connection, name)

    def server_time(self) -> datetime | None:
        """The time by the database server's clock; None where the database is a file.

        Raises:
            StoreError: the database cannot be read.
        """
        if self._database.dialect == "sqlite":
            return None
        with self._database.read() as connection:
            return _time_of(self._database)(connection)

    def _take(self, connection: sa.Connection, name: str, token: str, what: str) -> Claim:
        self._database.take_turns(connection, f"lock {name}")
        now = self._clock(connection)
        held = self._not_ahead(connection, name, now)
        sign = _sign(held, token, now) if held else Sign.GONE
        if held is not None and sign is not Sign.GONE and held.token != token:
            return Claim(taken=False, holder=held, sign=sign)
        ours = Holder(token=token, host=here(), pid=os.getpid(), what=what, since=now, beat=now)
        row = {**asdict(ours), "name": name, "since": _text(now), "beat": _text(now)}
        connection.execute(locks.delete().where(locks.c.name == name))
        connection.execute(locks.insert().values(row))
        return Claim(taken=True, holder=held)

    def _not_ahead(self, connection: sa.Connection, name: str, now: datetime) -> Holder | None:
        """Who holds a lock; a sign of life from the future is put down as one of ``now``.

        The clock was set back since, or another machine's is ahead. Whoever lives gives the next sign within seconds;
        of whoever is gone the time runs from here on, and not only once our clock has come to where its clock was.
        """
        held = _holder(connection, name)
        if held is None or held.beat - now <= BEAT:
            return held
        connection.execute(locks.update().where(locks.c.name == name).values(beat=_text(now)))
        return replace(held, beat=now)


def _sign(holder: Holder, token: str, now: datetime) -> Sign:
    """What is known of ``holder``, seen from this process."""
    if now - holder.beat > STALE:
        return Sign.GONE
    if holder.host != here():
        return Sign.GONE if _was_here_before(holder.host) else Sign.UNSURE
    if holder.pid == os.getpid() and holder.token != token:
        return Sign.ALIVE if holder.token in _OURS else Sign.GONE
    return Sign.ALIVE if _is_running(holder.pid) else Sign.GONE


_OURS: Final[set[str]] = set()


def new_token(random: Callable[[int], bytes] = os.urandom) -> str:
    """A name for a holder in this process, never used before."""
    token = random(16).hex()
    _OURS.add(token)
    return token


@cache
def here() -> str:
    """This machine since it was started, and the processes that one can see: ``name#machine#start``."""
    machine = _words("/etc/machine-id")
    start = _words("/proc/sys/kernel/random/boot_id")
    with suppress(OSError):
        start += str(Path("/proc/self/ns/pid").readlink())
    marks = [hashlib.sha256(text.encode()).hexdigest()[:12] if text else "" for text in (machine, start)]
    return "#".join((socket.gethostname(), *marks))


def _was_here_before(host: str) -> bool:
    """Whether ``host`` is this very machine before it was started anew: none of its processes lives."""
    name, machine, start = here().split("#")
    theirs = host.split("#")
    return bool(machine and start) and theirs[:2] == [name, machine] and not _is_contained()


def _is_contained() -> bool:
    """Whether this is a container: beside it may run others with the same machine number."""
    return Path("/.dockerenv").exists() or Path("/run/.containerenv").exists()


def _is_running(pid: int) -> bool:
    """Whether there is such a process; where that cannot be asked, its beat tells."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is another user's
        return True
    return " Z" not in _words(f"/proc/{pid}/stat").rpartition(")")[2][:2]  # ended, and nobody has looked


def _words(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _holder(connection: sa.Connection, name: str) -> Holder | None:
    row = connection.execute(sa.select(locks).where(locks.c.name == name)).mappings().first()
    if row is None:
        return None
    told = {key: row[key] for key in ("token", "host", "pid", "what")}
    return Holder(**told, since=datetime.fromisoformat(row["since"]), beat=datetime.fromisoformat(row["beat"]))


def _time_of(database: Database) -> Clock:
    if database.dialect == "sqlite":
        return lambda _connection: datetime.now(UTC)
    return lambda connection: connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one().astimezone(UTC)


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")
