"""All stored agencies judged again: streaming, going on where it was cut off, in several processes, on both databases."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from sites.server import serve, site_case, site_folders

from oitcrawl.cli import run
from oitcrawl.compose import Order, Terms, fates, open_desk
from oitcrawl.compose.afresh import Afresh
from oitcrawl.settings import Settings
from oitcrawl.store.tables import harvests
from tests.copies import copied

ROOT = Path(__file__).parents[2]
SITE = next(folder for folder in site_folders() if folder.name == "dead-labels")
CODES = tuple(f"abt-{number:02}" for number in range(4))
NO_REPORT = Terms(formats=())


def settings(folder, database=""):
    return Settings(
        allow_private=True, rate=0.0, retries=0, render="never", pictures="never", ocr="never",
        data_dir=str(folder / "data"), reports_dir=str(folder / "reports"), database=database,
    )  # fmt: skip


def fill(place, codes=CODES):
    """A store with a copy of one scanned site for each code, and nothing else."""
    case = site_case(SITE)
    with open_desk(place) as desk:
        with serve(SITE) as running:
            order = Order(site=case.agency_at(running.url), rules=desk.rules(), as_of=case.as_of, fiscal_year=2568)
            desk.store.save_scan(desk.scan(order))
        copied(desk.store, 1, codes)
        with desk.store.database.write() as connection:
            connection.execute(sa.text("DELETE FROM glances WHERE scan = 1"))
            connection.execute(sa.text("DELETE FROM harvests WHERE scan = 1"))
            connection.execute(sa.text("DELETE FROM scans WHERE id = 1"))


@pytest.fixture(params=["folder", "server"])
def place(request, tmp_path):
    """Settings of a filled store, in a folder and on a server."""
    database = "" if request.param == "folder" else request.getfixturevalue("postgres")
    place = settings(tmp_path, database)
    fill(place)
    return place


@pytest.fixture
def here(tmp_path):
    """Settings of a filled store in a folder."""
    place = settings(tmp_path)
    fill(place)
    return place


def scans(desk):
    return {code: len(desk.store.history(code)) for code in desk.store.codes()}


def test_every_agency_is_judged_once_and_a_second_time_passes_them_over(place):
    with open_desk(place) as desk:
        first = list(fates(desk, desk.store.codes(), NO_REPORT))
        second = list(fates(desk, desk.store.codes(), NO_REPORT))

        assert [(code, True) for code in CODES] == [(one.code, one.number is not None) for one in first]
        assert [(code, None, None) for code in CODES] == [(one.code, one.number, one.trouble) for one in second]
        assert dict.fromkeys(CODES, 2) == scans(desk)
        again = list(fates(desk, desk.store.codes(), replace(NO_REPORT, again=True)))
        assert all(one.number for one in again)
        assert dict.fromkeys(CODES, 3) == scans(desk)


def test_two_processes_come_to_the_same_as_one(place, tmp_path):
    with open_desk(place) as desk:
        told = list(fates(desk, desk.store.codes(), Terms(formats=("json",)), at_once=2))
        two = {code: desk.store.latest(code) for code in CODES}
        one = {fate.code: desk.store.scan(fate.number) for fate in fates(desk, CODES, replace(NO_REPORT, again=True))}

        assert [] == [fate.trouble for fate in told if fate.trouble]
        assert set(CODES) == {fate.code for fate in told}
        assert {code: scan.items for code, scan in one.items()} == {code: scan.items for code, scan in two.items()}
        assert set(CODES) == {path.name for path in (tmp_path / "reports").iterdir() if path.is_dir()}


def test_another_year_or_day_is_not_done_already(here):
    with open_desk(here) as desk:
        list(fates(desk, CODES, NO_REPORT))
        terms = Terms(formats=(), fiscal_year=2570, as_of=date(2027, 3, 1))
        first, second = (list(fates(desk, CODES, terms)) for _ in range(2))

    assert all(fate.number and fate.changed for fate in first)
    assert [None] * 4 == [fate.number for fate in second]


def test_failures_of_one_are_told_and_stop_no_other(here, monkeypatch):
    with open_desk(here) as desk:
        with desk.store.database.write() as connection:
            connection.execute(sa.delete(harvests).where(harvests.c.scan == desk.store.newest(CODES[1])))
        broken = desk.store.newest(CODES[2])
        whole = Afresh._anew
        monkeypatch.setattr(
            Afresh, "_anew", lambda self, code, number: 1 / 0 if number == broken else whole(self, code, number)
        )
        told = list(fates(desk, CODES, NO_REPORT))

    assert [True, False, False, True] == [fate.trouble is None for fate in told]
    assert "ไม่ได้เก็บเนื้อหาไว้" in told[1].trouble[0]
    assert "ZeroDivisionError" in told[2].trouble[0]
    assert (2, 4) == (told[1].trouble[2], told[2].trouble[2])


def test_the_command_tells_all_at_its_end(here, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("OITCRAWL_DATA_DIR", here.data_dir)
    with open_desk(here) as desk, desk.store.database.write() as connection:
        connection.execute(sa.delete(harvests).where(harvests.c.scan == desk.store.newest(CODES[1])))
    words = ["rejudge", "--all", "--lang", "en", "--formats", "json", "--json", "--out", str(tmp_path / "reports")]

    assert 2 == run(words)
    first = capsys.readouterr()
    assert 2 == run(words)
    second = json.loads(capsys.readouterr().out)

    told = json.loads(first.out)
    assert (4, 3, 0, 0) == (told["agencies"], told["judged"], told["passed_over"], told["left"])
    assert [CODES[1]] == [one["agency"] for one in told["failed"]]
    assert "judged 3 of 4 agencies again" in first.err
    assert CODES[1] in first.err
    assert (0, 3) == (second["judged"], second["passed_over"])
    assert (tmp_path / "reports" / "index.html").is_file()
    assert 3 == len(list((tmp_path / "reports").glob("*/latest/index.html")))


def test_a_report_that_was_cut_off_is_written_by_the_next_run(here, monkeypatch, tmp_path):
    with open_desk(here) as desk:
        monkeypatch.setattr(desk, "rewrite", lambda *_args, **_more: exec("raise SystemExit"))
        with pytest.raises(SystemExit):
            list(fates(desk, CODES[:1], Terms(formats=("json",))))
    assert not (tmp_path / "reports" / CODES[0]).exists()

    with open_desk(here) as desk:
        (fate,) = fates(desk, CODES[:1], Terms(formats=("json",)))
        (settled,) = fates(desk, CODES[:1], Terms(formats=("json",)))

    assert (None, None) == (fate.number, fate.trouble)  # judged already; only the report was lacking
    assert settled == fate
    assert list((tmp_path / "reports" / CODES[0]).glob("*/scan.json"))
    assert [] == list((tmp_path / "data" / "rejudging").iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_killed_in_the_middle_it_goes_on_where_it_was(place, tmp_path):
    at_once = "1" if place.database else "2"
    codes = tuple(f"more-{number:03}" for number in range(36))
    with open_desk(place) as desk:
        copied(desk.store, desk.store.newest(CODES[0]), codes)
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "OITCRAWL_DATA_DIR": place.data_dir,
        "OITCRAWL_DATABASE": place.database,
    }
    words = ["-m", "oitcrawl", "rejudge", "--all", "--no-reports", "--at-once", at_once, "--out", str(tmp_path / "r")]
    process = subprocess.Popen([sys.executable, *words], env=environ, stderr=subprocess.DEVNULL)
    with open_desk(place) as desk:
        judged = wait_for(lambda: judged_again(desk), process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert 0 < judged
        time.sleep(1.0)  # its other processes end with it
        before = scans(desk)
        assert 0 < sum(count == 1 for count in before.values()), "it was over before it was killed"
        time.sleep(0.5)
        assert before == scans(desk), "somebody goes on judging"

    words[words.index("--at-once") + 1] = "1"
    assert 0 == subprocess.run([sys.executable, *words], env=environ, stderr=subprocess.DEVNULL).returncode
    with open_desk(place) as desk:
        assert dict.fromkeys((*CODES, *codes), 2) == scans(desk)  # none is lost, none done twice


def judged_again(desk):
    with desk.store.database.read() as connection:
        return connection.execute(sa.text("SELECT count(judged_from) FROM harvests")).scalar_one()


def wait_for(what, process):
    for _ in range(600):
        if found := what():
            return found
        assert process.poll() is None
        time.sleep(0.02)
    raise AssertionError("nothing happened")
