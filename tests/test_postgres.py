"""The server for tests is a real one: it refuses a wrong password, and what was committed survives its kill."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_a_database_is_empty_and_our_own(postgres, postgres_server):
    name = postgres.rpartition("/")[2]

    assert postgres_server.sql("SELECT current_database()", name) == [(name,)]
    assert postgres_server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", name) == [(0,)]


def test_a_wrong_password_is_refused(postgres_server):
    import psycopg

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host="127.0.0.1", port=postgres_server.port, user="oitcrawl", password="x", dbname="postgres")


def test_what_was_committed_survives_a_kill(postgres, postgres_server):
    name = postgres.rpartition("/")[2]
    postgres_server.sql("CREATE TABLE kept (n INTEGER)", name)
    postgres_server.sql("INSERT INTO kept VALUES (1)", name)

    postgres_server.kill()
    postgres_server.start()

    assert postgres_server.sql("SELECT n FROM kept", name) == [(1,)]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
@pytest.mark.usefixtures("postgres_server")
def test_a_server_is_gone_when_its_tests_were_killed():
    program = "import time\nfrom tests.postgres import Server\nprint(Server().folder, flush=True)\ntime.sleep(60)"
    tests = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    folder = Path(tests.stdout.readline().strip())
    tests.kill()
    tests.communicate()

    until = time.monotonic() + 20
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)

    assert not folder.exists()
