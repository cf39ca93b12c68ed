"""The power goes at any moment while something is written: what was whole stays whole, what was told is there."""

import json
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oitcrawl import durable
from oitcrawl.compose.whole import write_whole
from oitcrawl.model.finding import Status
from oitcrawl.report import publish, publish_overview
from oitcrawl.store.carry import export_store
from oitcrawl.store.scans import Store
from tests.faults.power import left_after, snapshot, traced
from tests.report.samples import all_in, scan, shots
from tests.store import samples as stored

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what is asked of the disk is read from /proc")
ROOT = Path(__file__).parents[2]
OLD = scan()
NEW = replace(all_in(Status.FOUND), started=datetime(2025, 3, 10, 9, tzinfo=UTC))
NEXT = replace(NEW, as_of=datetime(2025, 3, 11, tzinfo=UTC).date())


def written(one, out):
    return publish(one, out, formats=("json", "csv"), shots=shots)


@pytest.fixture
def out(tmp_path):
    """A folder of reports in which the older one stands, with a note of the agency's beside it."""
    folder = written(OLD, tmp_path / "out")
    (folder / "notes.txt").write_text("ของเรา", encoding="utf-8")
    return tmp_path / "out"


def below(tree, folder):
    return {path.removeprefix(f"{folder}/"): held for path, held in tree.items() if path.startswith(f"{folder}/")}


def broken(trace, folders):
    """Moments after which one of the folders may be neither as it was nor as it became."""
    after = snapshot(Path(trace.place))
    wanted = {folder: (below(trace.before, folder), below(after, folder)) for folder in folders}
    return [
        (cut, folder.name)
        for cut in range(len(trace.steps) + 1)
        for tree in left_after(trace, cut)
        for folder, whole in wanted.items()
        if below(tree, folder) not in whole
    ]


def lacking(trace, folders):
    """Folders that may be another than they became although all was said to be done."""
    after = snapshot(Path(trace.place))
    ends = list(left_after(trace, len(trace.steps)))
    return [folder.name for folder in folders if any(below(tree, folder) != below(after, folder) for tree in ends)]


def test_a_report_is_the_old_or_the_new_one_after_a_power_cut_at_any_moment(out):
    with traced(out) as trace:
        folder = written(NEW, out)
    folders = [folder, folder.parent / "latest"]

    assert len(trace.steps) > 30
    assert broken(trace, folders) == []
    assert lacking(trace, folders) == []


def test_a_report_of_another_day_is_whole_or_not_there_and_the_newest_is_never_one_that_is_lacking(out):
    with traced(out) as trace:
        folder = written(NEXT, out)
    pointer = folder.parent / "latest" / "pointer.json"
    led_to = {
        (json.loads(tree[str(pointer)])["folder"], bool(below(tree, folder)))
        for cut in range(len(trace.steps) + 1)
        for tree in left_after(trace, cut)
    }

    assert broken(trace, [folder, pointer.parent]) == []
    assert lacking(trace, [folder, pointer.parent]) == []
    assert led_to == {("2025-03-10", False), ("2025-03-10", True), ("2025-03-11", True)}


def test_the_first_report_of_all_is_there_when_it_was_said_to_be(tmp_path):
    with traced(tmp_path) as trace:
        folder = written(NEW, tmp_path / "new" / "out")

    assert broken(trace, [folder, folder.parent / "latest"]) == []
    assert lacking(trace, [folder, folder.parent / "latest"]) == []
    made = [step.paths[0] for step in trace.steps if step.what == "mkdir"]
    settled = [step.paths[0] for step in trace.steps if step.what == "settle_folder"]
    assert all(str(Path(one).parent) in settled for one in made), "a folder that was made may be gone"


def test_each_is_asked_for_in_its_order(out):
    with traced(out) as trace:
        folder = written(NEW, out)
    kinds = trace.kinds()
    swap = next(n for n, step in enumerate(trace.steps) if step.what == "exchange" and str(folder) in step.paths)
    fresh = trace.steps[swap].paths[0]
    files = {
        step.paths[0] for step in trace.steps[:swap] if step.what == "create" and step.paths[0].startswith(fresh)
    }
    waited = [step.paths[0] for step in trace.steps[:swap] if step.what.startswith("settle")]

    assert len(files) > 2
    assert files <= set(waited)
    assert waited.index(fresh) > max(map(waited.index, files))
    assert trace.steps[swap + 1].what == "settle_folder"
    assert trace.steps[swap + 1].paths == (str(folder.parent),)
    assert kinds.index("remove") > swap


@pytest.mark.parametrize("without", ["settle", "settle_folder"])
def test_without_waiting_for_the_disk_reports_would_be_lost(out, monkeypatch, without):
    """The paper on which the power is cut shows what is wrong, too."""
    monkeypatch.setattr(durable, without, lambda _path: None)
    with traced(out) as trace:
        folder = written(NEW, out)

    assert broken(trace, [folder]) or lacking(trace, [folder])


@pytest.mark.parametrize(
    "write",
    [
        lambda place, turn: publish_overview([(OLD, NEW)[turn]], place),
        lambda place, turn: write_whole(place / "status.prom", b"%d" % turn * 999),
    ],
    ids=["overview", "page"],
)
def test_a_file_is_the_old_or_the_new_one(tmp_path, write):
    write(tmp_path, 0)
    with traced(tmp_path) as trace:
        write(tmp_path, 1)

    after = snapshot(tmp_path)
    assert "settle" in trace.kinds()
    assert after != trace.before
    for cut in range(len(trace.steps) + 1):
        for tree in left_after(trace, cut):  # hidden ones may be left of the writing
            assert all(tree[path] in (trace.before[path], after[path]) for path in after), cut


def test_an_exported_store_is_there_when_it_was_said_to_be(tmp_path):
    with Store(tmp_path / "data") as store:
        store.save_scan(stored.scan())
        (tmp_path / "carried").mkdir()
        with traced(tmp_path / "carried") as trace:
            export_store(store.database, tmp_path / "carried" / "a.zip")

    whole = (tmp_path / "carried" / "a.zip").read_bytes()
    for cut in range(len(trace.steps) + 1):
        assert all(tree.get(f"{trace.place}/a.zip", whole) == whole for tree in left_after(trace, cut))
    assert all(tree == {f"{trace.place}/a.zip": whole} for tree in left_after(trace, len(trace.steps)))


def test_every_connection_to_sqlite_waits_for_the_disk_at_the_end_of_a_transaction(tmp_path):
    with Store(tmp_path) as store:
        with store.database.read() as reads, store.database.alone() as alone:
            said = [one.exec_driver_sql("PRAGMA synchronous").scalar() for one in (reads, alone)]
        with store.database.write() as writes:
            said.append(writes.exec_driver_sql("PRAGMA synchronous").scalar())

    assert said == [2, 2, 2]  # FULL; NORMAL may lose the last scans, though never the database


KEEPER = """
import sys
from oitcrawl.store.scans import Store
from tests.store.samples import page, scan
with Store(sys.argv[1]) as store:
    journal = store.journal("abt-example", "terms")
    journal.write("visit", "a", {}, b"answer")
    store.contents.keep(page(7))
    store.save_scan(scan())
    store.journal_done("abt-example")
    print("told", flush=True)
"""


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_a_scan_is_on_the_disk_before_its_journal_goes_and_before_it_is_told(tmp_path):
    """As the system itself sees it: nothing of the database is written after the last wait for the disk."""
    log = tmp_path / "log"
    words = ["strace", "-f", "-y", "-o", str(log), "-e", "trace=pwrite64,write,fdatasync,fsync,unlink,unlinkat"]
    done = subprocess.run(
        [*words, sys.executable, "-c", KEEPER, str(tmp_path / "data")], cwd=ROOT, capture_output=True, text=True
    )
    if not log.is_file() or "ptrace" in done.stderr:
        pytest.skip("programs cannot be watched here")
    assert "told\n" == done.stdout, done.stderr
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    gone = next(n for n, line in enumerate(lines) if "unlink" in line and ".journal" in line)
    wal = [line for line in lines[:gone] if ".sqlite3-wal>" in line]

    assert "sync(" in wal[-1]
    assert any("pwrite64(" in line for line in wal)
    with sqlite3.connect(tmp_path / "data" / "oitcrawl.sqlite3") as raw:
        assert raw.execute("SELECT count(*) FROM scans").fetchone() == (1,)
    raw.close()
