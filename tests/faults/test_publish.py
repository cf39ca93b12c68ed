"""A report is written while its disk fails at every touch in turn: the last one stays whole, and writing again works."""

import errno
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from oitcrawl.compose.whole import write_whole
from oitcrawl.errors import PublishError
from oitcrawl.model.finding import Status
from oitcrawl.report import publish, publish_overview
from tests.faults.ground import Fault, is_one_line_with_a_cure, struck, tree
from tests.report.samples import all_in, scan, shots

FORMS = ("json", "csv")
OLD = scan()
NEW = replace(all_in(Status.FOUND), started=datetime(2025, 3, 10, 9, tzinfo=UTC))


def written(one, out):
    return publish(one, out, formats=FORMS, shots=shots)


@pytest.fixture
def out(tmp_path):
    """A folder of reports in which the older one stands, with a note of the agency's beside it."""
    place = tmp_path / "out"
    folder = written(OLD, place)
    (folder / "notes.txt").write_text("ของเรา", encoding="utf-8")
    return place


def kinds(out, tmp_path):
    """What the folders may look like: as before, or as after."""
    old = tree(out)
    fresh = written(NEW, tmp_path / "fresh")
    (fresh / "notes.txt").write_text("ของเรา", encoding="utf-8")
    return old, tree(tmp_path / "fresh")


def halves(files):
    """The two folders that are each written at once: the report, and what leads to it."""
    return [{name: body for name, body in files.items() if part in name} for part in ("/2025-03-10/", "/latest/")]


def is_whole(out, old, new):
    now = {name: body for name, body in tree(out).items() if "/." not in f"/{name}"}
    return all(half in (before, after) for half, before, after in zip(*map(halves, (now, old, new)), strict=True))


@pytest.mark.parametrize(
    ("code", "lasting"),
    [(errno.ENOSPC, True), (errno.ENOSPC, False), (errno.EACCES, False), (errno.EIO, True)],
    ids=["full", "full-once", "denied-once", "broken"],
)
def test_every_touch_of_the_disk_may_fail(out, tmp_path, code, lasting):
    old, new = kinds(out, tmp_path)
    touches, told = 0, []
    while True:
        fault = Fault(out, touches, code=code, lasting=lasting)
        try:
            with struck(fault):
                written(NEW, out)
        except PublishError as error:
            told.append(error)
        assert is_whole(out, old, new), f"touch {touches} of the disk"
        if not lasting:
            assert not [path for path in out.rglob(".*") if path.is_file() and path.suffix != ".new"]
        if not fault.struck:
            break
        touches += 1
        if is_new(out, new):
            written(OLD, out)

    assert is_new(out, new)
    assert touches > 25
    assert len(told) > 15
    assert all(is_one_line_with_a_cure(str(error)) and error.exit_code == 4 for error in told), told


def is_new(out, new):
    return {name: body for name, body in tree(out).items() if "/." not in f"/{name}"} == new


@pytest.mark.skipif(sys.platform != "linux", reason="other systems change two folders in two steps")
def test_killed_at_every_touch_of_the_disk_the_same_command_completes(out, tmp_path):
    old, new = kinds(out, tmp_path)
    touches, ended = 0, False
    while not ended:
        ended = child(lambda at=touches: struck_write(out, at)) == 0
        assert is_whole(out, old, new), f"killed at touch {touches}"
        touches += 1
        if touches % 4 == 0:
            written(OLD, out)  # nothing that is left lies in the way

    assert touches > 25


def struck_write(out, at):
    with struck(Fault(out, at, kill=True)):
        written(NEW, out)


def child(work):
    """The exit status of a fork of this process that does ``work``."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - told by its exit code
            os._exit(9)
        os._exit(0)
    return os.waitpid(pid, 0)[1]


def test_the_overview_fails_whole_at_every_touch_too(out):
    page = publish_overview([OLD], out)
    before, touches, told = page.read_bytes(), 0, []
    while True:
        fault = Fault(out, touches, code=errno.ENOSPC, lasting=True)
        try:
            with struck(fault):
                publish_overview([NEW], out)
        except PublishError as error:
            told.append(str(error))
        if not fault.struck:
            break
        assert before == page.read_bytes() or touches == len(told)  # only what clears up may fail after it
        touches += 1

    assert len(told) >= 2
    assert all(map(is_one_line_with_a_cure, told))
    assert before != page.read_bytes()


def test_what_writers_of_pages_left_that_were_killed_is_cleared_up_an_hour_later(tmp_path):
    left = [
        tmp_path / name for name in (".index.html.0a1b2c3d.new", ".status.prom.4711", ".status.prom.4712", ".my.own")
    ]
    for path in left:
        path.write_bytes(b"half")
        if path.suffix != ".4712":  # somebody may be writing it
            os.utime(path, (1, 1))
    publish_overview([OLD], tmp_path)
    write_whole(tmp_path / "status.prom", b"whole")

    assert {path.name for path in tmp_path.glob(".*")} == {".status.prom.4712", ".my.own"}
