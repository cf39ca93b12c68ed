"""``kill -9`` of the programs of the night in the middle of scans: the next start goes on, nothing is lost or doubled."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from oitcrawl.compose import Order, scan_site
from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import DemoSite, SiteServer
from oitcrawl.fleet.turn import NIGHT
from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings
from oitcrawl.store.runs import RunOutcome
from oitcrawl.store.scans import Store
from tests.compose.test_resume import CONCURRENCY, large

ROOT = Path(__file__).parents[2]
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


class Office:
    """A folder with an agencies file and settings, as an office would have it."""

    def __init__(self, folder, database, **agencies):
        self.folder, self.database = folder, database
        told = [f'  - {{code: {code}, name: "อบต.{code}", url: "{url}"}}' for code, url in agencies.items()]
        (folder / "agencies.yaml").write_text("\n".join(["agencies:", *told]) + "\n", encoding="utf-8")
        settings = 'allow_private = true\nrate = 0.0\nocr = "never"\nrender = "never"\npictures = "never"\n'
        (folder / "oitcrawl.toml").write_text(settings, encoding="utf-8")

    def start(self, *words):
        more = {"PYTHONPATH": str(ROOT), "OITCRAWL_DATA_DIR": str(self.folder / "data"), "OITCRAWL_CACHE_DIR": ""}
        if self.database:
            more["OITCRAWL_DATABASE"] = self.database
        return subprocess.Popen(
            [sys.executable, "-m", "oitcrawl", *words, "--lang", "en"],
            cwd=self.folder,
            env={**os.environ, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words):
        running = self.start(*words)
        said, _ = running.communicate(timeout=90)
        return running.returncode, said

    def store(self):
        return Store(self.database or self.folder / "data", folder=self.folder / "data")


def wait(true, seconds=60):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.01)


@pytest.fixture
def office(tmp_path):
    """An office on SQLite."""
    return lambda **agencies: Office(tmp_path, "", **agencies)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_office(request, tmp_path):
    """The same on each kind of database."""
    database = "" if request.param == "sqlite" else request.getfixturevalue("postgres")
    return lambda **agencies: Office(tmp_path, database, **agencies)


def undisturbed(url):
    """A scan that nobody kills, and nobody keeps."""
    site = AgencySite(code="one", name="อบต.one", url=url)
    settings = Settings(allow_private=True, rate=0.0, ocr="never", render="never", pictures="never")
    scan_site(Order(site=site, rules=load_edition("nacc-2568", cases=False)), settings)


@pytest.mark.timeout(110)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of POSIX")
def test_schedule_run_killed_in_the_middle_of_scans_is_taken_over_and_nothing_is_lost_or_doubled(any_office, capsys):
    with SiteServer(Bundle(files=large())) as one, SiteServer(Bundle(files=large())) as two:
        place = any_office(one=one.url, two=two.url)
        undisturbed(one.url)
        needed = Counter(one.requests)
        one._server.requests.clear()
        first = place.start("schedule", "run", "--formats", "json")
        wait(lambda: min(len(one.requests), len(two.requests)) > 25)
        first.send_signal(KILL)
        first.communicate(timeout=30)
        killed = time.monotonic()

        second = place.start("schedule", "run", "--formats", "json")
        before = len(one.requests) + len(two.requests)
        wait(lambda: len(one.requests) + len(two.requests) > before)
        taken_over = time.monotonic() - killed
        with place.store() as store:
            wait(lambda: len(store.runs.last_good()) == 2)
            wait(lambda: not store.runs.under_way())
            finished = time.monotonic() - killed
            second.send_signal(signal.SIGTERM)
            said, _ = second.communicate(timeout=30)
            outcomes = Counter(run.outcome for run in store.runs.since(store.scan(1).started.replace(year=2000)))
            scans = {code: store.history(code) for code in store.codes()}
            resumed = [store.latest(code).coverage.resumed for code in scans]
            assert store.locks.holder(NIGHT) is None

    asked = Counter(one.requests) + Counter(two.requests)
    repeated = sum((asked - needed - needed).values())
    with capsys.disabled():
        print(
            f"\nkill -9 of schedule run: next start asks on after {taken_over:.1f} s, both agencies done after",
            end=" ",
        )
        print(f"{finished:.1f} s; {min(resumed)}+ answers kept of each, {repeated} asked twice")
    assert second.returncode == 0, said
    assert "ended without a word: going on in its place (2 scans under way)" in said
    assert {code: len(history) for code, history in scans.items()} == {"one": 1, "two": 1}
    assert not any(history[0].partial for history in scans.values())
    assert outcomes == {RunOutcome.DIED: 2, RunOutcome.GOOD: 2}
    assert min(resumed) > 10
    assert repeated <= 2 * (CONCURRENCY + 2), asked - needed - needed  # what was under way, and robots.txt
    assert taken_over < 30
    for code in ("one", "two"):
        assert len(list((place.folder / "reports" / code).glob("2*"))) == 1
    assert not list((place.folder / "data" / "journals").iterdir())


@pytest.mark.timeout(110)
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is of POSIX")
def test_a_scan_that_was_kept_before_the_kill_gets_its_report_and_is_not_made_again(office):
    with DemoSite() as site:
        place = office(one=site.url)
        assert place.run("scan", "--all", "--due")[0] == 0
        with place.store() as store:  # as it is when the kill came between the database and the report
            (run,) = store.runs.since(store.scan(1).started.replace(year=2000))
            store.runs.end(run.token, RunOutcome.RUNNING)
        shutil.rmtree(place.folder / "reports")
        asked = len(site.requests)
        code, said = place.run("scan", "--all", "--due")

        assert (code, len(site.requests)) == (0, asked), said
        assert list((place.folder / "reports" / "one").glob("2*/scan.json"))
        with place.store() as store:
            assert [run.outcome for run in store.runs.since(run.started)] == [RunOutcome.GOOD]
            assert len(store.history("one")) == 1


@pytest.mark.timeout(110)
def test_a_second_start_of_any_kind_says_who_is_at_it_and_does_nothing(office):
    with SiteServer(Bundle(files=large())) as site:
        place = office(one=site.url)
        first = place.start("schedule", "run", "--formats", "json")
        wait(lambda: len(site.requests) > 5)

        for words in (("scan", "--all", "--due"), ("schedule", "run")):
            code, said = place.run(*words)
            assert code == 0
            assert f"pid {first.pid}" in said
            assert "is at it already: nothing to do" in said
        code, told = place.run("schedule", "show", "--json")
        assert json.loads(told)["running"]["pid"] == first.pid
        with place.store() as store:
            wait(store.runs.last_good)
            wait(lambda: not store.runs.under_way())
            assert len(store.history("one")) == 1
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=30)
        assert first.returncode == 0


@pytest.mark.timeout(110)
def test_the_demo_of_two_agencies_is_scanned_when_due_and_not_again(office):
    """Real sites on loopback: both are due, then neither, and the plan of the year to come is exact."""
    with DemoSite() as one, DemoSite() as two:
        place = office(one=one.url, two=two.url)

        code, said = place.run("scan", "--all", "--due")
        assert (code, "2 of 2 agencies are due" in said) == (0, True), said
        asked = len(one.requests) + len(two.requests)
        code, said = place.run("scan", "--all", "--due")
        assert (code, "nothing is due; the next scan is at" in said) == (0, True), said
        assert len(one.requests) + len(two.requests) == asked
        assert (place.folder / "reports" / "index.html").exists()

        code, told = place.run("schedule", "show", "--days", "365", "--json")
        runs = Counter(run["agency"] for run in json.loads(told)["runs"])
        assert set(runs) == {"one", "two"}
        assert all(365 + 7 - 2 <= count <= 365 + 7 + 1 for count in runs.values()), runs
