"""What a browser lays down on the disk goes with its scan: at its end, and after a kill when the next one begins."""

import subprocess
import sys
from pathlib import Path

import pytest

from oitcrawl import scratch
from oitcrawl.crawl.browser_program import found
from oitcrawl.scratch import tidy

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the browser's own library chooses the folder"),
    pytest.mark.skipif(not found(), reason="no browser is installed"),
]
SCAN = """
import sys
from datetime import date
from pathlib import Path
from oitcrawl.compose import Order, Watch, scan_site
from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import SiteServer
from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings
from tests.compose.test_nights import files

def told(*_words):
    if any(Path(sys.argv[1]).rglob("*chromiumdev_profile*")):
        print("shows", flush=True)
        if sys.argv[2] == "stay":
            sys.stdin.read()

with SiteServer(Bundle(files=files())) as server:
    site = AgencySite(code="town", name="อบต.ตัวอย่าง", url=server.url)
    order = Order(site=site, rules=load_edition("nacc-2568", cases=False), as_of=date(2025, 4, 1), fiscal_year=2568)
    settings = Settings(allow_private=True, rate=0.0, render="always", ocr="never", pictures="never", max_pages=4)
    scan_site(order, settings, watch=Watch(progress=told))
print("ended", flush=True)
"""


def scanning(folder, how):
    return subprocess.Popen(
        [sys.executable, "-c", SCAN, str(folder), how],
        cwd=ROOT,
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "HOME": str(Path.home()),
            "TMPDIR": str(folder),
            "PYTHONPATH": ".",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_browser_s_profile_lies_in_a_folder_of_ours_and_goes_at_the_end(tmp_path):
    with scanning(tmp_path, "go") as running:
        said = running.stdout.read().split()

    assert said[-1] == "ended"
    assert "shows" in said
    assert not list(tmp_path.iterdir())


def test_a_killed_scan_s_profile_goes_when_the_next_scan_begins(tmp_path, monkeypatch):
    with scanning(tmp_path, "stay") as running:
        assert running.stdout.readline() == "shows\n"
        running.kill()
    assert list(tmp_path.rglob("*chromiumdev_profile*"))
    assert {path.name[: len(scratch.PREFIX)] for path in tmp_path.iterdir()} == {scratch.PREFIX}

    monkeypatch.setattr(scratch, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(scratch, "_YOUNG", -1.0)
    tidy()
    assert not list(tmp_path.iterdir())
