"""``oitcrawl fleet``: the cure where there is no queue, what is queued, what is done, and what failed."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from oitcrawl.cli import run
from oitcrawl.fleet import doorway
from tests.fleet.ground import agencies_file, sites

CAUSE = "401/403"


@pytest.fixture
def fleet(monkeypatch, tmp_path, postgres):
    """A function that runs one command of the fleet, in an office with a queue."""
    pytest.importorskip("procrastinate", reason="the queue is not here: pip install 'oitcrawl[fleet]'")
    monkeypatch.chdir(tmp_path)
    told = {"DATABASE": postgres, "ALLOW_PRIVATE": "1", "RATE": "0", "RENDER": "never", "OCR": "never"}
    told |= {"FLEET_TAKEOVER_SECONDS": "2", "FLEET_RETRY_SECONDS": "0", "FLEET_TRIES": "2"}
    for name, value in told.items():
        monkeypatch.setenv(f"OITCRAWL_{name}", value)
    return lambda *words: run(["fleet", *words])


@pytest.mark.parametrize("words", [["enqueue", "--all"], ["work"], ["status"]])
def test_without_postgresql_there_is_one_line_with_the_cure(words, capsys):
    assert 2 == run(["fleet", *words])

    told = capsys.readouterr().err
    assert 1 == len(told.strip().splitlines())
    assert "PostgreSQL" in told
    assert "database = " in told


def test_without_the_library_there_is_one_line_with_the_cure(fleet, monkeypatch, capsys):
    monkeypatch.setattr(doorway, "find_spec", lambda name: None if name == "procrastinate" else name)

    assert 2 == fleet("work", "--lang", "en")
    assert capsys.readouterr().err.strip().endswith("pip install 'oitcrawl[fleet]'")


def test_a_night_from_the_queue_to_the_status(fleet, tmp_path, capsys):
    with sites(2) as (open_site, shut):
        shut.status = 403
        for server in (open_site, shut):
            server.free.set()
        file = agencies_file(tmp_path, [open_site, shut])
        assert 0 == fleet("enqueue", "--all", "--agencies", str(file), "--json")
        queued = json.loads(capsys.readouterr().out)
        assert 0 == fleet("work", "--until-empty", "--at-once", "2", "--lang", "en")
        worked = capsys.readouterr().err
        assert 0 == fleet("status", "--json")
        told = json.loads(capsys.readouterr().out)
        assert 0 == fleet("status")
        lines = capsys.readouterr().out

        assert 0 == run(["report", "--all", "--formats", "html", "--quiet"])
        overview = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")

    assert {"queued": ["a0", "a1"], "already": [], "not_due": 0} == queued
    assert "a0: 40 pages" in worked
    assert {"waiting": 0, "later": 0, "running": 0, "failed": 1, "workers": 0, "left": 0} == told["queue"]
    assert (1, 1, ["a1"]) == (told["done"], told["agencies"], [one["agency"] for one in told["failed"]])
    assert CAUSE in told["failed"][0]["cause"]
    assert ("a0", [], None) == (told["oldest"]["agency"], told["stale"], told["ends"])
    assert told["per_hour"] > 0
    assert CAUSE in lines
    assert "คิวงาน" in overview
    assert "ตรวจแล้ว 1 ไม่สำเร็จ 1" in overview


def test_an_office_without_a_queue_hears_nothing_of_it(fleet, tmp_path, postgres_server, postgres, capsys):
    with sites(1) as (server,):
        server.free.set()
        assert 0 == run(["scan", f"http://127.0.0.1:{server.server_port}/", "--quiet"])
    assert 0 == run(["report", "--all", "--formats", "html", "--quiet"])

    assert "คิวงาน" not in (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    made = postgres_server.sql("SELECT to_regclass('procrastinate_jobs')", postgres.rpartition("/")[2])
    assert [(None,)] == made, "its tables are made by the fleet alone"


def test_what_is_not_due_is_not_queued(fleet, tmp_path, capsys):
    with sites(1) as (server,):
        server.free.set()
        file = agencies_file(tmp_path, [server])
        assert 0 == fleet("enqueue", "--due", "--agencies", str(file), "--json")
        first = json.loads(capsys.readouterr().out)
        assert 0 == fleet("work", "--until-empty", "--quiet")
        assert 0 == fleet("enqueue", "--due", "--agencies", str(file), "--json")
        second = json.loads(capsys.readouterr().out)

    assert {"queued": ["a0"], "already": [], "not_due": 0} == first
    assert {"queued": [], "already": [], "not_due": 1} == second


def test_a_scan_taken_from_the_queue_is_that_of_a_command(fleet, tmp_path, capsys):
    """One code path, with the queue or without."""
    from oitcrawl.settings import load_settings
    from oitcrawl.store.scans import open_store

    with sites(1) as (server,):
        server.free.set()
        file = agencies_file(tmp_path, [server])
        assert 0 == fleet("enqueue", "a0", "--agencies", str(file), "--as-of", "2027-01-05", "--fiscal-year", "2570")
        assert 0 == fleet("work", "--until-empty", "--quiet")
        assert 0 == run(
            [
                "scan",
                "a0",
                "--agencies",
                str(file),
                "--as-of",
                "2027-01-05",
                "--fiscal-year",
                "2570",
                "--fresh",
                "--quiet",
            ]
        )
    with open_store(load_settings()) as store:
        by_hand, by_queue = (store.scan(row.id) for row in store.history("a0"))

    assert (by_queue.items, by_queue.as_of, by_queue.fiscal_year) == (
        by_hand.items,
        by_hand.as_of,
        by_hand.fiscal_year,
    )


def test_an_edition_that_is_not_here_is_told_before_anything_is_queued(fleet, tmp_path, capsys):
    with sites(1) as servers:
        assert 2 == fleet(
            "enqueue", "--all", "--agencies", str(agencies_file(tmp_path, servers)), "--edition", "none"
        )


def test_the_estimated_end_goes_by_the_rate_of_the_last_hour(postgres, tmp_path):
    pytest.importorskip("procrastinate", reason="the queue is not here: pip install 'oitcrawl[fleet]'")
    from oitcrawl.fleet.engine import Depth
    from oitcrawl.fleet.orders import _status
    from oitcrawl.store.runs import Run, RunOutcome
    from oitcrawl.store.scans import Store

    now = datetime.now(UTC)
    with Store(postgres, folder=tmp_path) as store:
        for number in range(60):
            started = now - timedelta(minutes=30 - number / 2)
            store.runs.begin(Run(token=f"t{number}", agency=f"a{number}", started=started))
            store.runs.end(f"t{number}", RunOutcome.GOOD if number else RunOutcome.FAILED, at=started)
        told = _status(store, Depth(waiting=239, running=1), timedelta(days=3), now)

    assert 120 == told.per_hour
    assert now + timedelta(hours=2) == told.ends
    assert (59, ("a0",)) == (told.done, tuple(code for code, _ in told.failed))


def test_a_server_that_refuses_the_password_is_not_said_to_be_away(fleet, postgres, monkeypatch, capsys):
    from sqlalchemy import make_url

    wrong = make_url(postgres).set(password="wrong").render_as_string(hide_password=False)
    monkeypatch.setenv("OITCRAWL_DATABASE", wrong)

    assert 4 == fleet("status")
    told = capsys.readouterr().err
    assert 4 == run(["store", "verify"])
    assert told == capsys.readouterr().err
    assert "ไม่รับชื่อผู้ใช้หรือรหัสผ่าน" in told
    assert "wrong" not in told
