"""A scan that is cut off, by real signals to the real command: what was finished stays, and it is told how to go on."""

import json
import signal
import subprocess
import sys

import pytest

from oitcrawl.cli import run
from oitcrawl.store.scans import Store
from tests.compose.test_resume import environment
from tests.faults.ground import tree
from tests.faults.test_commands import ended, site, started

__all__ = ["site"]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are of Unix")


def cut(site, folder, number, *more):
    """A scan that is stopped while it reads; its code and what it said."""
    site.gate.clear()
    site.asked.clear()
    site.count = 0
    running = started(site, folder, "--formats", "html,json", *more)
    assert site.asked.wait(30)
    running.send_signal(number)
    done = ended(running)
    site.gate.set()
    return done


def finished(site, folder, *more):
    site.gate.set()
    code, said = ended(started(site, folder, "--formats", "html,json", *more))
    assert 0 == code, said
    return said


def place_of(folder):
    (place,) = [path for path in (folder / "reports").iterdir() if path.is_dir()]
    return place


def names(place):
    return sorted(path.name for path in place.iterdir())


def told(folder, *words):
    done = subprocess.run(
        [sys.executable, "-m", "oitcrawl", *words],
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_last_finished_report_stays_whole_until_the_rest_is_done(site, tmp_path, number):
    finished(site, tmp_path)
    place = place_of(tmp_path)
    (day,) = set(names(place)) - {"latest"}
    before = tree(place)

    code, said = cut(site, tmp_path, number, "--fresh")

    assert 130 == code, said
    assert [day, f"{day}-partial", "latest"] == names(place)
    assert before == {name: content for name, content in tree(place).items() if "-partial" not in name}
    page = (place / f"{day}-partial" / "index.html").read_text(encoding="utf-8")
    assert "cut off midway" in page  # the command spoke English
    assert "partial: cut off midway" in said
    assert "last finished report (scan 1" in said
    assert str(place / day / "index.html") in said
    assert f"oitcrawl report {place.name} --scan 2" in said
    assert "--resume" in said

    overview = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert "cut off on" in overview
    code, standing = told(tmp_path, "status", "--json")
    (one,) = json.loads(standing)["agencies"]
    assert ("fine", 0) == (one["state"], code)
    assert one["cut_off"]
    code, standing = told(tmp_path, "status")
    assert "หยุดกลางคัน" in standing
    code, said = told(tmp_path, "report", place.name, "--out", "reports", "--lang", "en", "--formats", "html,json")
    assert str(place.relative_to(tmp_path) / day / "index.html") in said
    assert [day, f"{day}-partial", "latest"] == names(place)  # what is written again makes up for nothing
    code, said = told(tmp_path, "report", place.name, "--scan", "2", "--out", "reports", "--lang", "en")
    assert f"{day}-partial" in said

    said = finished(site, tmp_path, "--resume")
    assert "partial" not in said
    assert [day, "latest"] == names(place)
    assert not json.loads((place / day / "scan.json").read_text(encoding="utf-8"))["partial"]
    assert "cut off on" not in (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert json.loads(told(tmp_path, "status", "--json")[1])["agencies"][0]["cut_off"] is None


def test_the_first_scan_of_an_agency_that_is_cut_off_has_a_report_that_latest_leads_to(site, tmp_path):
    code, said = cut(site, tmp_path, signal.SIGINT)

    assert 130 == code, said
    place = place_of(tmp_path)
    (day,) = set(names(place)) - {"latest"}
    assert day.endswith("-partial")
    assert day == json.loads((place / "latest" / "pointer.json").read_text())["folder"]
    assert "last finished" not in said
    finished(site, tmp_path, "--resume")
    assert [day.removesuffix("-partial"), "latest"] == names(place)


def test_a_budget_that_is_spent_is_an_honest_end_and_no_part(site, tmp_path):
    finished(site, tmp_path, "--max-pages", "2")

    assert "-partial" not in str(names(place_of(tmp_path)))
    with Store(tmp_path / "data") as store:
        (row,) = (row for code in store.codes() for row in store.history(code))
    assert not row.partial


def test_judging_an_old_visit_again_makes_up_for_no_later_one_that_was_cut_off(site, tmp_path, monkeypatch):
    finished(site, tmp_path)
    cut(site, tmp_path, signal.SIGINT, "--fresh")
    place = place_of(tmp_path)
    there = names(place)
    for name, value in environment(tmp_path).items():
        if name.startswith("OITCRAWL"):
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["rejudge", place.name, "--out", "reports", "--quiet"])
    assert there == names(place)
