"""A scan is kept on a server of which every word fails in turn: the last scan stays, and the same command completes.

Then whole commands, while the server is killed under them, stays away, takes no writing.
"""

import json
import subprocess
import sys
import threading

import pytest

from oitcrawl.errors import StoreError
from oitcrawl.store import database as database_module
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.verify import verify
from tests.compose.test_resume import command, environment
from tests.faults.ground import is_one_line_with_a_cure, tree
from tests.faults.server import ServerFault, cutting, raising, server_struck
from tests.faults.test_commands import ended, site  # noqa: F401 - ``site`` is a fixture
from tests.store.samples import page, scan
from tests.store.test_keepsakes import keepsake

pytest.importorskip("psycopg", reason="psycopg is not here: pip install 'oitcrawl[fleet]'")
CODE = "abt-example"
OLD, NEW = scan(day=3), scan(day=9)
SAID = {
    "DiskFull": "ดิสก์ของเซิร์ฟเวอร์ฐานข้อมูลเต็ม",
    "ReadOnlySqlTransaction": "อ่านได้อย่างเดียว",
    "SerializationFailure": "มีโปรแกรมอื่นกำลังเขียนอยู่",
    "AdminShutdown": "ต่อเซิร์ฟเวอร์ฐานข้อมูลไม่ได้",
}


def kept(place, folder, one, uid=""):
    """Keep a scan with texts and what it brought home, as a command does."""
    with Store(place, folder=folder) as store:
        for number in range(3):
            store.contents.keep(page(number + 100 * one.finished.day))
        store.lay_beside(CODE, Beside(keepsake=keepsake(one.finished.day)))
        return store.save_scan(one, uid=uid)


def look(place, folder):
    """Scans that are kept; the last good one can be read, and nothing is damaged."""
    with Store(place, folder=folder) as store:
        rows = store.history(CODE)
        assert store.latest(CODE) in (OLD, NEW)
        assert store.keepsakes.load(rows[0].id) is not None
        assert verify(store.database).troubles == ()
        return [store.scan(row.id) for row in rows]


def struck(place, folder, fault, uid):
    """What was said while ``fault`` struck; empty when the scan was kept all the same."""
    with server_struck(fault):
        try:
            kept(place, folder, NEW, uid)
        except StoreError as error:
            return str(error) if error.exit_code == 4 else "another exit code"
    return ""


@pytest.mark.parametrize(
    ("kind", "lasting", "step"),
    [
        ("cut", False, 2),
        ("DiskFull", True, 2),
        ("SerializationFailure", False, 4),
        ("SerializationFailure", True, 7),
        ("ReadOnlySqlTransaction", True, 6),
        ("AdminShutdown", True, 7),
    ],
)
def test_every_word_to_a_server_may_fail(postgres, postgres_server, tmp_path, monkeypatch, kind, lasting, step):
    monkeypatch.setattr(database_module, "PATIENCE", 0.3 if lasting else 5.0)
    fail = cutting(postgres_server) if kind == "cut" else raising(kind)
    kept(postgres, tmp_path, OLD)
    words, told, done = 0, [], 1
    while True:
        fault = ServerFault(words, fail, lasting=lasting)
        said = struck(postgres, tmp_path, fault, f"scan-{words}")
        if not fault.struck:
            break
        after = look(postgres, tmp_path)
        assert after in ([OLD], [NEW, OLD]), words
        assert said or after == [NEW, OLD], words  # no word of it, and not kept: never
        again = kept(postgres, tmp_path, NEW, f"scan-{words}")  # the same again completes, and is kept once
        assert look(postgres, tmp_path) == [NEW, OLD]
        told.append(said)
        done = again
        forget(postgres_server, postgres)
        words += step

    complaints = [line for line in told if line]
    assert words > 15
    assert done > 1
    assert all(map(is_one_line_with_a_cure, complaints)), complaints
    assert all("of the server" not in line and "DETAIL" not in line for line in complaints)
    if kind != "cut":
        assert all(SAID[kind] in line for line in complaints), complaints
    if kind == "cut":
        assert told.count("") > len(told) / 2, "a connection that is lost once is opened again"
    else:
        assert complaints or not lasting


def forget(server, address):
    """Take the newer scan away, and what was kept with it."""
    name = address.rpartition("/")[2]
    columns = (
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'scan' AND table_schema = 'public'"
    )
    for (table,) in server.sql(columns, name):
        if table != "scans":
            server.sql(f'DELETE FROM "{table}" WHERE scan > 1', name)
    server.sql("DELETE FROM scans WHERE id > 1", name)


IMPATIENT = """
import sys
from oitcrawl.cli import main
from oitcrawl.store import database
database.PATIENCE = float(sys.argv.pop(1))
main()
"""


class Office:
    """Commands of one folder, whose store is on the server."""

    def __init__(self, folder, address, url):
        self.folder, self.address, self.url = folder, address, url

    def start(self, *more, patience=30.0, program=IMPATIENT):
        words = command(self.url, self.folder, *more)[3:]
        return subprocess.Popen(
            [sys.executable, "-c", program, str(patience), *words],
            env=environment(self.folder) | {"OITCRAWL_DATABASE": self.address},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *more, patience=30.0):
        return ended(self.start(*more, patience=patience))

    def kept(self):
        with Store(self.address, folder=self.folder / "data") as store:
            assert verify(store.database).troubles == ()
            return [row for code in store.codes() for row in store.history(code)]

    def found(self):
        return [one["status"] for one in json.loads((self.folder / "scan.json").read_text(encoding="utf-8"))["items"]]


@pytest.fixture
def fragile(postgres_server):
    """A server that runs when the test is over, whatever was done to it."""
    yield postgres_server
    import psycopg

    try:
        postgres_server.sql("SELECT 1")
    except psycopg.OperationalError:
        postgres_server.start()


@pytest.fixture
def office(site, postgres, tmp_path, fragile):  # noqa: F811 - the fixture
    return Office(tmp_path, postgres, site.url)


def under_way(site, office, *more, **how):  # noqa: F811 - the fixture
    """A second scan, in the middle."""
    site.gate.clear()
    site.asked.clear()
    site.count = 0
    running = office.start("--fresh", *more, **how)
    assert site.asked.wait(60)
    return running


def test_a_server_killed_in_mid_scan_and_started_again_costs_the_scan_nothing(site, office, fragile):  # noqa: F811
    site.gate.set()
    assert office.run()[0] == 0
    before, (good,) = office.found(), office.kept()
    running = under_way(site, office)
    fragile.crash()
    threading.Timer(1.0, fragile.start).start()
    site.gate.set()
    code, said = ended(running)

    assert code == 0, said
    assert "Traceback" not in said
    assert [row.id for row in office.kept()][1:] == [good.id]
    assert office.found() == before
    assert not list((office.folder / "data" / "journals").iterdir())


def test_a_server_that_stays_away_is_told_in_one_line_and_the_scan_goes_on_when_it_is_back(site, office, fragile):  # noqa: F811
    site.gate.set()
    assert office.run()[0] == 0
    before, (good,), report = office.found(), office.kept(), tree(office.folder / "reports")
    running = under_way(site, office, patience=1.0)
    fragile.crash()
    site.gate.set()
    code, said = ended(running)
    assert code == 4, said
    assert is_one_line_with_a_cure(said), said
    assert "then give the same command again" in said
    assert "p@ss" not in said
    assert tree(office.folder / "reports") == report
    code, told = office.run("--resume", patience=1.0)  # still away: told again, and nothing is thrown away
    assert (code, is_one_line_with_a_cure(told)) == (4, True), told

    fragile.start()
    assert office.kept() == [good]
    site.count = 0
    code, said = office.run("--resume")
    assert code == 0, said
    assert "going on with the scan begun at" in said
    assert site.count <= 4, "what was read is not asked for again"
    assert office.found() == before
    assert len(office.kept()) == 2


def test_a_server_that_takes_no_writing_is_told_in_one_line_and_nothing_is_lost(site, office):  # noqa: F811
    """Its disk is full: reading works, writing does not."""
    site.gate.set()
    assert office.run()[0] == 0
    (good,), report = office.kept(), tree(office.folder / "reports")
    code, said = ended(office.start("--fresh", program=UNWRITABLE))
    assert code == 4, said
    assert is_one_line_with_a_cure(said), said
    assert SAID["DiskFull"] in said
    assert tree(office.folder / "reports") == report

    assert office.kept() == [good]
    code, said = office.run()
    assert code == 0, said
    assert "going on with the scan begun at" in said
    assert len(office.kept()) == 2


UNWRITABLE = """
import sys
from oitcrawl.cli import main
from tests.faults.server import ServerFault, raising, server_struck
del sys.argv[1]
with server_struck(ServerFault(0, raising("DiskFull"), lasting=True, only="INSERT")):
    main()
"""
