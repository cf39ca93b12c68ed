"""A PostgreSQL server of our own for tests: in a temporary folder, on loopback, gone when the tests are, however they end.

As a fixture: ``postgres`` (the address of an empty database) and ``postgres_server``. By hand::

    with Server() as server:
        address = server.new_database()
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final, Self

import pytest

ABSENT: Final = "PostgreSQL is not here: apt install postgresql (./oitcrawl.sh test does it where it may)"
USER: Final = "oitcrawl"
PASSWORD: Final = "ความลับ:p@ss/word"  # with all that an address must escape


def programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``; None where they are not installed."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else []
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    return next((place for place in places if (place / "postgres").exists()), None)


class Server:
    """A running server with durable commits; ``kill`` and ``start`` are what a power cut is to its programs."""

    def __init__(self) -> None:
        """Make a cluster and start it.

        Raises:
            FileNotFoundError: PostgreSQL is not installed, or there is no user without privileges to run it.
        """
        place, user = programs(), _unprivileged()
        if place is None:
            raise FileNotFoundError(ABSENT)
        self.folder = tempfile.mkdtemp(prefix="oitcrawl-postgres-")
        if user:
            os.chown(self.folder, *user)
        self._made, self._quickly = 0, ""
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-c", _KEEPER, str(place), self.folder, USER, *map(str, user)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._say(PASSWORD)
        self.port = 0
        self.start()

    def start(self) -> None:
        """Start it, on the port that it had."""
        self.port = int(self._say(f"start {self.port}"))

    def kill(self) -> None:
        """End it at once, in the middle of whatever it does, as ``pg_ctl stop -m immediate`` does."""
        self._say("kill")

    def crash(self) -> None:
        """End its first process by ``kill -9``: the others notice it and end, and nobody clears up."""
        self._say("crash")

    def address(self, database: str) -> str:
        """The address of a database, with its password."""
        return self.url(database).render_as_string(hide_password=False)

    def url(self, database: str) -> Any:
        """The same as a ``sqlalchemy.URL``."""
        import sqlalchemy as sa

        return sa.URL.create("postgresql+psycopg", USER, PASSWORD, "127.0.0.1", self.port, database)

    def new_database(self) -> str:
        """The address of a new, empty database."""
        self._made += 1
        if self._made == 1 and int(self.sql("SHOW server_version_num")[0][0]) >= 150_000:
            self._quickly = "STRATEGY file_copy"  # four times faster; older servers know no other way
        self.sql(f"CREATE DATABASE test{self._made} TEMPLATE template0 ENCODING 'UTF8' {self._quickly}")
        return self.address(f"test{self._made}")

    def drop(self, address: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.sql(f"DROP DATABASE IF EXISTS {address.rpartition('/')[2]} WITH (FORCE)")

    def sql(self, words: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement and give its rows, past all code of ours."""
        import psycopg

        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=database, autocommit=True
        ) as connection:
            cursor = connection.execute(words.encode())
            return cursor.fetchall() if cursor.description else []

    def close(self) -> None:
        """Stop it and remove its folder."""
        self._keeper.stdin.close()
        self._keeper.stdout.close()
        self._keeper.wait(60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _say(self, order: str) -> str:
        self._keeper.stdin.write(order + "\n")
        self._keeper.stdin.flush()
        answer = self._keeper.stdout.readline().strip()
        if not answer.startswith("ok"):
            raise RuntimeError(f"PostgreSQL: {answer or 'its keeper ended'}")
        return answer.removeprefix("ok").strip()


@pytest.fixture(scope="session")
def postgres_server():
    """One server for all tests of a process; they are skipped where PostgreSQL cannot be had."""
    pytest.importorskip("psycopg", reason="psycopg is not here: pip install 'oitcrawl[fleet]'")
    try:
        server = Server()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    with server:
        yield server


@pytest.fixture
def postgres(postgres_server):
    """The address of an empty database, gone after the test."""
    address = postgres_server.new_database()
    yield address
    postgres_server.drop(address)


def _version(folder: Path) -> float:
    name = folder.parent.name
    return float(name) if name.replace(".", "", 1).isdigit() else 0.0


def _unprivileged() -> tuple[int, ...]:
    """User and group that run the server when we are root, whom it refuses; nothing when we are not."""
    if os.name == "nt" or os.getuid() != 0:
        return ()
    import pwd

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return entry.pw_uid, entry.pw_gid
    raise FileNotFoundError("PostgreSQL refuses to run as root, and there is no user postgres or nobody")


# A program of its own, without our rights: it ends the server and its folder when we are gone, even by kill -9.
_KEEPER: Final = """
import os, shutil, signal, socket, subprocess, sys, time
bin, folder, user, *rights = sys.argv[1:]
if rights:
    os.setgroups([]); os.setgid(int(rights[1])); os.setuid(int(rights[0]))
for stop in (signal.SIGINT, signal.SIGTERM):
    signal.signal(stop, signal.SIG_IGN)  # Ctrl-C is for the tests; the end of their orders ends us
os.environ.update(LC_ALL="C", HOME=folder)
os.chdir(folder)
data, log = os.path.join(folder, "data"), os.path.join(folder, "log")
sys.stdin.reconfigure(encoding="utf-8"); sys.stdout.reconfigure(encoding="utf-8")
server = None

def say(*words):
    print(*words, flush=True)

def make(password):
    secret = os.path.join(folder, "secret")
    with open(secret, "w", encoding="utf-8") as file:
        file.write(password)
    done = subprocess.run([os.path.join(bin, "initdb"), "-D", data, "-U", user, "-E", "UTF8", "--no-locale", "--no-sync",
        "--auth=scram-sha-256", "--pwfile", secret], capture_output=True, text=True, errors="replace")
    os.unlink(secret)
    say("ok" if done.returncode == 0 else " ".join(done.stderr.split()))

def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]

def start(port):
    global server
    for _ in range(5):
        number = port or free_port()
        with open(log, "ab") as out:
            # fsync guards against the machine, not against the server's end: what it committed survives its kill
            server = subprocess.Popen([os.path.join(bin, "postgres"), "-D", data, "-p", str(number), "-F",
                "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "shared_buffers=32MB",
                "-c", "max_connections=80", "-c", "timezone=Asia/Bangkok"], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        until = time.monotonic() + 60
        while server.poll() is None and time.monotonic() < until:
            ready = subprocess.run([os.path.join(bin, "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(number)])
            if ready.returncode == 0:
                return say("ok", number)
            time.sleep(0.05)
        time.sleep(0.3)  # of one that was killed the last processes may still be ending
    with open(log, errors="replace") as file:
        say(" ".join(file.read().split())[-500:])

def end(how):
    if server is not None and server.poll() is None:
        server.send_signal(how)
        server.wait(30)

make(sys.stdin.readline().rstrip("\\n"))
for order in sys.stdin:
    word, _, port = order.strip().partition(" ")
    if word == "start":
        start(int(port))
    elif word == "kill":
        end(signal.SIGQUIT)
        say("ok")
    elif word == "crash":
        end(signal.SIGKILL)
        say("ok")
end(signal.SIGQUIT)
shutil.rmtree(folder, ignore_errors=True)
"""
