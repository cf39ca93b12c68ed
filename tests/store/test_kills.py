"""Whatever is killed while a scan is written, the last good scan stays, and no scan is lost, doubled or half there."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from oitcrawl.errors import StoreAway, StoreError
from oitcrawl.store import database as database_module
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.verify import verify
from tests.store.samples import page, scan
from tests.store.test_keepsakes import keepsake

ROOT = Path(__file__).parents[2]
WRITER = """
import sys, time
from tests.store.samples import page, scan
from tests.store.test_keepsakes import keepsake
from oitcrawl.store.scans import Beside, Store

def stay(_scan, _number):
    print("inside", flush=True)
    time.sleep(60)

with Store(sys.argv[1]) as store:
    for number in range(100, 164):
        store.contents.keep(page(number))
    store.lay_beside("abt-example", Beside(keepsake=keepsake(900), end=stay))
    store.save_scan(scan(day=9))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_a_writer_killed_inside_its_transaction_leaves_the_last_good_scan_and_no_trace(place, raw):
    with Store(place) as store:
        store.lay_beside("abt-example", Beside(keepsake=keepsake(3)))
        number = store.save_scan(scan(day=3))
        before = store.keepsakes.load(number)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(place)], cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout.readline() == "inside\n"

    writer.kill()
    writer.communicate()

    with Store(place) as store:
        assert scan(day=3) == store.latest("abt-example")
        assert before == store.keepsakes.load(number)
        assert [number] == [row.id for row in store.history("abt-example")]
        assert verify(store.database).troubles == ()
        assert page(100) == store.contents.load(page(100).sha256)  # what was read is not read again
        assert store.save_scan(scan(day=10)) > number  # and nobody's lock is left


def environment():
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture
def fragile(postgres_server):
    """A server that is sure to run when the test is over."""
    import psycopg

    yield postgres_server
    try:
        postgres_server.sql("SELECT 1")
    except psycopg.OperationalError:  # the test left it killed
        postgres_server.kill()
        postgres_server.start()


def test_a_server_killed_in_the_middle_of_a_write_is_waited_for_and_the_scan_is_kept_once(postgres, fragile):
    killed = []

    def kill(_scan, _number):
        if not killed:
            killed.append(time.monotonic())
            fragile.kill()
            threading.Timer(1.0, fragile.start).start()

    with Store(postgres) as store:
        store.save_scan(scan(day=3))
        store.lay_beside("abt-example", Beside(keepsake=keepsake(900), end=kill))
        number = store.save_scan(scan(day=9))
        seconds = time.monotonic() - killed[0]

        assert [number, 1] == [row.id for row in store.history("abt-example")]
        assert scan(day=9) == store.latest("abt-example")
        assert keepsake(900) == store.keepsakes.load(number)[1]
        assert verify(store.database).troubles == ()
    print(
        f"\nPostgreSQL killed in a write, started again after 1 s: the scan was kept {seconds:.1f} s after the kill"
    )
    assert seconds < 15


def test_a_reader_waits_for_a_server_that_is_started_again(postgres, fragile):
    with Store(postgres) as store:
        store.save_scan(scan(day=3))
        fragile.kill()
        threading.Timer(1.0, fragile.start).start()

        assert scan(day=3) == store.latest("abt-example")


def test_a_server_that_stays_away_is_told_and_the_last_good_scan_is_there_afterwards(postgres, fragile, monkeypatch):
    monkeypatch.setattr(database_module, "PATIENCE", 1.0)
    with Store(postgres) as store:
        store.save_scan(scan(day=3))
        fragile.kill()
        with pytest.raises(StoreAway) as error:
            store.save_scan(scan(day=9))
        fragile.start()

        assert error.value.cure
        assert scan(day=3) == store.latest("abt-example")
        assert 1 == len(store.history("abt-example"))
        store.save_scan(scan(day=9))
        assert scan(day=9) == store.latest("abt-example")


def test_a_server_killed_again_and_again_loses_and_doubles_no_scan(postgres, fragile):
    over, kills = threading.Event(), []

    def disturb():
        while not over.wait(0.4):
            fragile.kill()
            fragile.start()
            kills.append(time.monotonic())

    saved = []
    with Store(postgres) as store:
        trouble = threading.Thread(target=disturb)
        trouble.start()
        try:
            while len(kills) < 3:
                store.contents.keep(page(len(saved), links=3))
                saved.append(store.save_scan(scan(f"a{len(saved)}")))
        finally:
            over.set()
            trouble.join()

        assert len(saved) == len(set(saved)) == len(store.codes())
        assert [1] * len(saved) == [len(store.history(code)) for code in store.codes()]
        assert verify(store.database).troubles == ()
    print(f"\nPostgreSQL killed {len(kills)} times under {len(saved)} scans: none lost, none twice")
    assert len(kills) >= 3


def test_a_scan_that_was_kept_although_nobody_heard_it_is_not_kept_twice(place):
    with Store(place) as store:
        first = store.save_scan(scan(), uid="job-7")
        other = store.save_scan(scan(), uid="job-8")

        assert first == store.save_scan(scan(), uid="job-7")
        assert [other, first] == [row.id for row in store.history("abt-example")]


def test_a_reader_sees_one_moment_however_often_it_asks(place):
    import sqlalchemy as sa

    with Store(place) as store, Store(place) as other:
        count = sa.text("SELECT count(*) FROM scans")
        with store.database.read() as connection:
            before = connection.execute(count).scalar()
            other.save_scan(scan())
            after = connection.execute(count).scalar()

        assert (0, 0, 1) == (before, after, len(store.history("abt-example")))


def test_a_connection_that_only_reads_cannot_write_to_a_server(postgres):
    import sqlalchemy as sa

    with Store(postgres) as store, pytest.raises(StoreError), store.database.read() as connection:
        connection.execute(sa.text("DELETE FROM scans"))
