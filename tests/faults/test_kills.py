"""``kill -9`` of whole commands at chance moments, again and again: each time all is whole, and in the end all is done.

A longer run: ``OITCRAWL_KILLS=200 pytest -n0 tests/faults/test_kills.py``. Programs of the night and workers of the
fleet are killed in tests/fleet.
"""

import json
import os
import random
import sqlite3
import sys
import time

import pytest

from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import SiteServer
from oitcrawl.store.database import FILE_NAME
from oitcrawl.store.scans import Store
from oitcrawl.store.verify import verify
from tests.compose.test_resume import command, large, told
from tests.faults.forge import Forge

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kill -9 are of Unix"),
    pytest.mark.timeout(110 if "OITCRAWL_KILLS" not in os.environ else 7200),
]
KILLS = int(os.environ.get("OITCRAWL_KILLS", "5"))  # of each command


@pytest.fixture(scope="module")
def forge(tmp_path_factory):
    with Forge(tmp_path_factory.mktemp("cache")) as one:
        yield one


@pytest.fixture(scope="module")
def server():
    with SiteServer(Bundle(files=large(45))) as one:
        yield one


class Office:
    """A folder with its commands; ``seconds`` is what the last one took."""

    def __init__(self, forge, folder, url):
        folder.mkdir()
        self.forge, self.folder, self.url = forge, folder, url

    def scan(self, *more):
        return command(self.url, self.folder, *more)[3:]

    @property
    def code(self):
        with Store(self.folder / "data") as store:
            return store.codes()[0]

    def done(self, *words):
        began = time.monotonic()
        code, said = self.forge.run(self.folder, *words)
        self.seconds = time.monotonic() - began
        assert code == 0, said
        return said

    def killed(self, moments, seconds, *words):
        """A command that is killed before it has ended, if it is not too quick for that."""
        running = self.forge.start(self.folder, *words)
        return running.kill(moments.uniform(0.01, seconds))

    def look(self):
        """All is whole: the store, every report, and the commands that look at them work."""
        with Store(self.folder / "data") as store:
            assert verify(store.database).troubles == ()
            rows = [row for code in store.codes() for row in store.history(code)]
            assert all(store.scan(row.id) is not None for row in rows)
        for report in (self.folder / "reports").glob("*/2*"):
            assert json.loads((report / "scan.json").read_text(encoding="utf-8"))["items"]
        for pointer in (self.folder / "reports").glob("*/latest/pointer.json"):
            day = json.loads(pointer.read_text(encoding="utf-8"))["folder"]
            assert (pointer.parents[1] / day).is_dir()
        return rows

    def works(self, rows):
        code, said = self.forge.run(self.folder, "status", "--quiet")
        assert code in (0, 1), said
        if rows:
            self.done("report", "--all", "--formats", "json", "--quiet")

    def aged(self):
        """Two days go by for what was left."""
        for path in [*self.folder.rglob("*"), *self.folder.rglob(".*")]:
            os.utime(path, (time.time() - 172_800,) * 2, follow_symlinks=False)

    def strays(self):
        """What lies there beyond the database and its reports."""
        usual = {f"data/{FILE_NAME}{end}" for end in ("", "-wal", "-shm")} | {"said", "scan.json"}
        files = {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}
        return {
            name
            for name in files - usual
            if "/." in name or not name.startswith(("reports/",)) or name.endswith(".part")
        }


@pytest.fixture
def office(forge, server, tmp_path):
    return lambda name: Office(forge, tmp_path / name, server.url)


def test_scans_killed_again_and_again_end_with_the_judgement_of_one_that_was_not(office):
    whole, broken, moments = office("whole"), office("broken"), random.Random(4)
    whole.done(*whole.scan())
    seconds, codes = whole.seconds, []
    for number in range(KILLS):
        codes.append(broken.killed(moments, seconds, *broken.scan("--fresh" if number % 4 == 3 else "--resume")))
        rows = broken.look()
        if number % 4 == 1:
            broken.works(rows)
    broken.aged()
    broken.done(*broken.scan("--resume"))

    assert codes.count(-9) >= KILLS / 2, "killed too late"
    assert set(codes) <= {-9, 0}, codes
    results = [json.loads((one.folder / "scan.json").read_text(encoding="utf-8")) for one in (whole, broken)]
    assert told(results[0]) == told(results[1])
    assert broken.strays() == whole.strays() == set()


def test_judging_again_killed_again_and_again_ends_with_the_same_judgement(office):
    whole, broken, moments = office("whole"), office("broken"), random.Random(5)
    words = ["rejudge", "--fiscal-year", "2567", "--as-of", "2024-04-01", "--formats", "json,html", "--quiet"]
    for one in (whole, broken):
        one.done(*one.scan())
    first = broken.look()
    whole.done(*words, whole.code)
    seconds, codes = whole.seconds, []
    for number in range(KILLS):
        codes.append(broken.killed(moments, seconds, *words, broken.code))
        rows = broken.look()
        assert rows[-1].id == first[-1].id
        if number % 4 == 1:
            broken.works(rows)
    broken.aged()
    broken.done(*words, broken.code)

    assert codes.count(-9) >= KILLS / 2, "killed too late"
    assert judged(whole) == judged(broken)
    assert broken.strays() == whole.strays() == set()


def judged(office):
    with Store(office.folder / "data") as store:
        return store.scan(max(row.id for row in store.history(office.code))).items


def test_reports_written_again_and_killed_again_and_again_are_whole(office):
    broken, moments = office("broken"), random.Random(6)
    words = ["report", "--all", "--formats", "html,json,xlsx,csv", "--quiet"]
    broken.done(*broken.scan())
    broken.done(*words)
    seconds, before = broken.seconds, reports(broken)
    codes = []
    for _ in range(KILLS):
        codes.append(broken.killed(moments, seconds, *words))
        broken.look()
        assert {name: held for name, held in reports(broken).items() if "/." not in f"/{name}"} == before
    broken.aged()
    broken.done(*words)

    assert codes.count(-9) >= KILLS / 2, "killed too late"
    assert reports(broken) == before
    assert broken.strays() == set()


def reports(office):
    place = office.folder / "reports"
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_the_database_does_not_grow_by_kills(office):
    """What a killed scan has read is kept once, however often it is read."""
    broken, moments = office("broken"), random.Random(7)
    broken.done(*broken.scan())
    size, counts = room(broken)
    for _ in range(KILLS):
        broken.killed(moments, broken.seconds, *broken.scan("--fresh"))
    later, now = room(broken)
    finished = now["scans"] - counts["scans"]

    assert now["contents"] == counts["contents"]
    assert later - size <= 200_000 * max(finished, 1)


def room(office):
    with sqlite3.connect(office.folder / "data" / FILE_NAME) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        counts = {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("scans", "contents")}
    raw.close()
    return (office.folder / "data" / FILE_NAME).stat().st_size, counts
