"""A scan of a site that misbehaves in every way ends in time and in its memory, and judges the honest parts rightly.

The real command with its real processes, once without and once with a browser; each misbehaviour is a case of its own.
"""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass

import pytest
from hostile.ground import FORBIDDEN, Canary, HostileSite, Scales, outcome_of, truth
from hostile.tricks_files import FILES, make_all
from hostile.tricks_fonts import LOOKED_AT
from hostile.tricks_http import HTTP
from hostile.tricks_pages import BROWSER, HTML, TRAPS

from oitcrawl.crawl.browser import is_available

pytestmark = [pytest.mark.timeout(400), pytest.mark.skipif(sys.platform == "win32", reason="memory is told by /proc")]
PLAIN = (*HTTP, *FILES, *HTML, *TRAPS)
SHOWN = pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright")
MINUTES = 4.0  # what a slow machine may need: 40 s on an idle one of two cores
MEGABYTES = 1000
GAPS = {"missing", "outdated", "incomplete"}
LIMITS = {
    "TIMEOUT": "0.8",
    "MAX_SECONDS": "3",
    "MAX_BODY": "8000000",
    "RETRIES": "0",
    "MAX_FAILURES": "1000",
    "FAMILY_CAP": "12",
    "CONCURRENCY": "8",
    "SLOW_SECONDS": "60",
    "READERS": "2",
    "READER_SECONDS": "2",
    "READER_MEMORY": "220",
    "RENDER_SECONDS": "2",
    "BROWSER_MEMORY": "350",
    "PICTURES": "never",
    "OCR": "never",
    "RATE": "0",
    "MAX_MINUTES": str(MINUTES),
}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a scan said, and what it did."""

    scan: dict
    base: str
    asked: tuple[tuple[str, str], ...]
    contacts: tuple[str, ...]
    seconds: float
    megabytes: float
    words: str

    def outcome(self, one):
        return outcome_of(self.scan, self.base + one.path, {path for _, path in self.asked})


def scanned(folder, tricks, render, **more):
    """The outcome of ``oitcrawl scan`` of the demo's site with ``tricks`` on it."""
    words = f"scan {{}} --allow-private --render {render} --formats json --as-of 2025-04-01 --fiscal-year 2568"
    limits = {f"OITCRAWL_{name}": value for name, value in (LIMITS | more).items()}
    folders = {"OITCRAWL_DATA_DIR": str(folder / "data"), "PYTHONPATH": os.pathsep.join(sys.path)}
    with Canary() as canary, HostileSite(tricks, canary=canary) as site:
        command = [sys.executable, "-P", "-m", "oitcrawl", *words.format(site.url).split()]
        command += ["--out", str(folder / "reports"), "--json", str(folder / "scan.json")]
        began = time.monotonic()
        process = subprocess.Popen(
            command, env=os.environ | limits | folders, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        with Scales(process.pid) as scales:
            said, _ = process.communicate(timeout=MINUTES * 60 + 60)
        seconds = time.monotonic() - began
        assert process.returncode == 0, said.decode()[-2000:]
        return Told(
            scan=json.loads((folder / "scan.json").read_text(encoding="utf-8")),
            base=site.url.rstrip("/"),
            asked=tuple(site.asked),
            contacts=tuple(canary.contacts),
            seconds=seconds,
            megabytes=scales.peak,
            words=said.decode(),
        )


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    make_all()
    return scanned(tmp_path_factory.mktemp("plain"), PLAIN, "never")


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    return scanned(tmp_path_factory.mktemp("shown"), BROWSER, "auto")


@pytest.fixture(scope="module")
def pictured(tmp_path_factory):
    """With recognition and with pictures of what is found."""
    make_all()
    little = {"OCR_SECONDS": "20", "OCR_LEAF_SECONDS": "4"}
    return scanned(tmp_path_factory.mktemp("pictured"), LOOKED_AT, "auto", PICTURES="auto", OCR="auto", **little)


@pytest.fixture(
    params=["plain", *(pytest.param(one, marks=[SHOWN, pytest.mark.browser]) for one in ("shown", "pictured"))]
)
def told(request):
    return request.getfixturevalue(request.param)


def test_there_are_at_least_sixty_misbehaviours_of_different_names():
    names = {one.name for one in (*PLAIN, *BROWSER, *LOOKED_AT)}

    assert len(names) == len(PLAIN) + len(BROWSER) + len(LOOKED_AT)
    assert len(names) >= 60


@pytest.mark.parametrize("one", PLAIN, ids=lambda one: one.name)
def test_a_misbehaviour_comes_to_what_it_is(plain, one):
    assert plain.outcome(one) in one.outcomes


@SHOWN
@pytest.mark.browser
@pytest.mark.parametrize("one", BROWSER, ids=lambda one: one.name)
def test_a_misbehaviour_in_the_browser_costs_its_page_at_most(shown, one):
    assert shown.outcome(one) in one.outcomes


@SHOWN
@pytest.mark.browser
@pytest.mark.parametrize("one", LOOKED_AT, ids=lambda one: one.name)
def test_a_hostile_font_or_picture_costs_itself_at_most(pictured, one):
    assert pictured.outcome(one) in one.outcomes


@SHOWN
@pytest.mark.browser
def test_recognition_the_browser_and_the_camera_met_them(pictured):
    assert pictured.scan["pictures"]
    assert pictured.scan["pictured"] == "all"
    assert any(path.startswith("/h/ttf-") for _, path in pictured.asked), "the browser loaded fonts"


@SHOWN
@pytest.mark.browser
def test_the_browser_was_at_work(shown):
    assert shown.scan["coverage"]["rendered"] >= 10


def test_the_scan_ends_inside_its_budget(told, record_property):
    record_property("figure", f"hostile scan: {told.seconds:.0f} s, {told.megabytes:.0f} MB at most")

    assert told.seconds < MINUTES * 60 + 30
    assert told.scan["coverage"]["stopped_by"] is None


def test_all_processes_together_stay_below_a_gigabyte(told):
    assert 50 < told.megabytes < MEGABYTES


def test_nothing_but_the_site_itself_is_ever_contacted(told):
    assert () == told.contacts


def test_nothing_that_may_change_something_or_that_robots_forbid_is_asked_for(told):
    assert [] == [call for call in told.asked if call[1] in FORBIDDEN or call[0] != "GET"]


def test_no_trap_is_followed_without_end(told):
    assert len(told.asked) < 1200


def test_the_honest_parts_are_judged_rightly_and_nobody_is_accused(told):
    right = truth()
    found = {one["item"]: one["status"] for one in told.scan["items"]}

    assert [] == [item for item, status in right.items() if status == "found" and found[item] != "found"]
    assert {} == {item: status for item, status in found.items() if status in GAPS and right[item] != status}


def test_nothing_a_page_says_commands_the_terminal(told):
    assert "\x1b]" not in told.words
    assert "\x1b[2J" not in told.words
