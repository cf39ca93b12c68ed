"""A scan is kept while every word to its database fails in turn, or kills: the last one stays, and trying again works."""

import json
import os
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from oitcrawl.errors import StoreAway, StoreError
from oitcrawl.store import database as database_module
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.verify import verify
from tests.faults.ground import SQLITE, DatabaseFault, database_struck, is_one_line_with_a_cure
from tests.faults.test_publish import child
from tests.store.samples import page, scan
from tests.store.test_keepsakes import keepsake

ROOT = Path(__file__).parents[2]
CODE = "abt-example"
OLD, NEW = scan(day=3), scan(day=9)


def kept(place, one, uid=""):
    """Keep a scan with texts and what it brought home, as a command does."""
    with Store(place) as store:
        for number in range(3):
            store.contents.keep(page(number + 100 * one.finished.day))
        store.lay_beside(CODE, Beside(keepsake=keepsake(one.finished.day)))
        return store.save_scan(one, uid=uid)


def look(place):
    """Scans that are kept; the last good one can be read, and nothing is damaged."""
    with Store(place) as store:
        rows = store.history(CODE)
        assert store.latest(CODE) in (OLD, NEW)
        assert store.keepsakes.load(rows[0].id) is not None
        assert verify(store.database).troubles == ()
        return [store.scan(row.id) for row in rows]


@pytest.mark.parametrize("name", SQLITE)
def test_every_word_to_the_database_may_fail(tmp_path, name):
    kept(tmp_path, OLD)
    words, told = 0, []
    while True:
        with database_struck(DatabaseFault(words, name=name)) as fault:
            try:
                kept(tmp_path, NEW, uid=f"scan-{words}")
            except StoreError as error:
                told.append(str(error))
        after = look(tmp_path)
        if not fault.struck:
            break
        assert after in ([OLD], [NEW, OLD]), words
        assert kept(tmp_path, NEW, uid=f"scan-{words}") == 2  # the same again completes, and is kept once
        assert look(tmp_path) == [NEW, OLD]
        forget(tmp_path)
        words += 1 if name == "SQLITE_FULL" else 3  # where it strikes is the same; what is said is not

    assert words > 15
    assert len(told) > (12 if name == "SQLITE_FULL" else 4)
    assert all(map(is_one_line_with_a_cure, told)), told


def forget(place):
    """Take the newer scan away, and what was kept with it."""
    with sqlite3.connect(place / database_module.FILE_NAME) as raw:
        tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")]
        for table in tables:
            columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            if table == "scans":
                raw.execute("DELETE FROM scans WHERE id > 1")
            elif "scan" in columns:
                raw.execute(f"DELETE FROM {table} WHERE scan > 1")
    raw.close()


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is of Unix")
def test_killed_at_every_word_to_the_database_nothing_is_lost(tmp_path):
    kept(tmp_path, OLD)
    words, ended = 0, False
    while not ended:
        ended = child(lambda at=words: killed_at(tmp_path, at)) == 0
        assert look(tmp_path) in ([OLD], [NEW, OLD]), words
        assert kept(tmp_path, NEW, uid=f"scan-{words}") == 2
        forget(tmp_path)
        words += 1

    assert words > 15


def killed_at(place, at):
    with database_struck(DatabaseFault(at, kill=True)):
        kept(place, NEW, uid=f"scan-{at}")


def test_a_disk_that_is_really_full_keeps_the_last_scan_and_says_so(tmp_path):
    """By SQLite itself: it may not have a page more than it has."""
    kept(tmp_path, OLD)
    with Store(tmp_path) as store:

        def cramped(connection, _record):
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

        store.database.engine.dispose()
        sa.event.listen(store.database.engine, "connect", cramped)
        with pytest.raises(StoreError, match="ดิสก์เต็ม") as told:
            many_kept(store)
        sa.event.remove(store.database.engine, "connect", cramped)
        store.database.engine.dispose()
        assert is_one_line_with_a_cure(str(told.value))
        assert store.history(CODE)[0].finished == OLD.finished
        store.save_scan(NEW)  # with the texts that waited
        assert page(0) == store.contents.load(page(0).sha256)
        assert store.latest(CODE) == NEW
        assert verify(store.database).troubles == ()


def many_kept(store):
    for number in range(400):
        store.contents.keep(page(number))


HOLDER = """
import sqlite3, sys, time
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another program that has begun to write, and does not end; ``communicate`` ends it."""
    file = str(tmp_path / database_module.FILE_NAME)
    kept(tmp_path, OLD)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_a_database_locked_beyond_all_patience_is_told_and_nothing_is_lost(tmp_path, holder, monkeypatch):
    monkeypatch.setattr(database_module, "PATIENCE", 0.4)
    with Store(tmp_path) as store:
        store.contents.keep(page(7))
        began = time.monotonic()
        with pytest.raises(StoreAway, match="มีโปรแกรมอื่นกำลังเขียนอยู่") as told:
            store.save_scan(NEW, uid="one")
        assert 0.3 < time.monotonic() - began < 10
        assert is_one_line_with_a_cure(str(told.value))
        assert store.latest(CODE) == OLD  # who reads waits for nobody
        holder.communicate()
        assert store.save_scan(NEW, uid="one") == 2
    assert look_scans(tmp_path) == [NEW, OLD]


def look_scans(place):
    with Store(place) as store:
        assert store.contents.load(page(7).sha256) == page(7)
        return [store.scan(row.id) for row in store.history(CODE)]


def test_texts_of_one_scan_outlive_the_failure_of_another(tmp_path, holder, monkeypatch):
    """Scans beside each other share what waits: were it dropped, the other would not find what it has read."""
    monkeypatch.setattr(database_module, "PATIENCE", 0.2)
    with Store(tmp_path) as store:
        store.contents.keep(page(7))
        with pytest.raises(StoreAway):
            store.contents.flush()
        holder.communicate()
        assert store.contents.load(page(7).sha256) == page(7)


def test_a_database_that_is_locked_for_less_than_the_patience_is_waited_for(tmp_path, holder):
    with Store(tmp_path) as store:
        ender = threading.Timer(0.3, holder.stdin.close)
        ender.start()
        assert store.save_scan(NEW) == 2
        ender.join()


@pytest.mark.skipif(sys.platform == "win32", reason="limits are of Unix")
def test_a_disk_that_takes_no_more_bytes_stops_a_real_process_with_one_line(tmp_path):
    """By the system itself: no file may grow beyond a limit, from a few bytes on to all that is needed."""
    kept(tmp_path, OLD)
    said = []
    for limit in (100_000, 250_000, 10_000_000):
        done = subprocess.run(
            [sys.executable, "-c", LIMITED, str(tmp_path), str(limit)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        said.append(json.loads(done.stdout or "null") if done.returncode == 0 else done.stderr)
        with Store(tmp_path) as store:
            assert store.latest(CODE) in (OLD, NEW)
            assert verify(store.database).troubles == ()

    assert said[-1] == ""
    assert all(is_one_line_with_a_cure(line) for line in said[:-1] if line), said
    assert any(said[:-1]), said


LIMITED = """
import json, resource, sys
from oitcrawl.errors import StoreError
from oitcrawl.store.scans import Store
from tests.store.samples import page, scan
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
told = ""
try:
    with Store(sys.argv[1]) as store:
        for number in range(1000, 1100):
            store.contents.keep(page(number, text=f"{number} " * 3000))
        store.save_scan(scan(day=9))
except StoreError as error:
    told = str(error)
print(json.dumps(told))
"""


def test_a_disk_that_is_full_is_called_so_whatever_the_database_says(tmp_path, monkeypatch):
    """SQLite tells of a full disk beside its file as of a failure of the disk."""
    from oitcrawl.store import troubles

    kept(tmp_path, OLD)
    for free, words in ((4096, "ดิสก์เต็ม"), (10**9, "อ่านหรือเขียนไม่สำเร็จ")):
        monkeypatch.setattr(troubles, "disk_usage", lambda _place, free=free: Usage(free))
        with Store(tmp_path) as store, database_struck(DatabaseFault(0, name="SQLITE_IOERR_WRITE")):
            store.database.engine.dispose()  # so that the next connection is one that fails
            with pytest.raises(StoreError, match=words) as told:
                store.save_scan(NEW)
        assert str(told.value).endswith("แล้วสั่งเดิมอีกครั้ง")


class Usage:
    def __init__(self, free):
        self.free = free
