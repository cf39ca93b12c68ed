"""A scan that is killed goes on where it was: the same findings, and hardly a request sent twice."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from oitcrawl.cli import run
from oitcrawl.compose import Order, Watch, open_desk
from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import SiteServer
from oitcrawl.model.site import AgencySite
from oitcrawl.settings import Settings
from tests.compose.test_nights import Town, files, findings, page

ROOT = Path(__file__).parents[2]
CONCURRENCY = 4  # as a scan has it


def large(pages=90):
    """The site of the other tests, and news in lists."""
    site = files()
    lists = pages // 15
    site["news.html"] = page("ข่าว", *((f"/list/{n}.html", f"ข่าวหน้า {n}") for n in range(lists)))
    for n in range(lists):
        site[f"list/{n}.html"] = page(f"ข่าวหน้า {n}", *((f"/news/{n}-{k}.html", f"ข่าวที่ {n}.{k}") for k in range(15)))
        for k in range(15):
            site[f"news/{n}-{k}.html"] = page(f"ข่าวที่ {n}.{k}", text=f"เรื่องที่ {n}.{k} ของหมู่บ้าน " * 9)
    return site


def command(url, folder, *more):
    words = [
        "scan",
        url,
        "--allow-private",
        "--ocr",
        "never",
        "--render",
        "never",
        "--rate",
        "0",
        "--as-of",
        "2025-04-01",
    ]
    words += [
        "--fiscal-year",
        "2568",
        "--formats",
        "json",
        "--lang",
        "en",
        "--out",
        str(folder / "reports"),
        "--json",
        str(folder / "scan.json"),
    ]
    return [sys.executable, "-m", "oitcrawl", *words, *more]


def environment(folder):
    more = {
        "OITCRAWL_DATA_DIR": str(folder / "data"),
        "OITCRAWL_CONCURRENCY": str(CONCURRENCY),
        "OITCRAWL_PICTURES": "never",
        "OITCRAWL_CACHE_DIR": "",
    }
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def whole(url, folder, *more):
    """A scan to its end; its JSON and what it said."""
    done = subprocess.run(
        command(url, folder, *more), env=environment(folder), cwd=folder, capture_output=True, timeout=100
    )
    assert 0 == done.returncode, done.stderr.decode()
    return json.loads((folder / "scan.json").read_text(encoding="utf-8")), done.stderr.decode()


def killed(url, folder, server, after):
    """A scan that is killed once the server was asked ``after`` times more."""
    start = len(server.requests)
    running = subprocess.Popen(
        command(url, folder),
        env=environment(folder),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    until = time.monotonic() + 60
    while len(server.requests) - start < after and running.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    running.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    running.wait()


def told(scan):
    """What a scan says of the site."""
    attachments = sorted(scan["attachments"], key=lambda one: one["url"])
    cover = scan["coverage"]
    return scan["items"], scan["summary"], attachments, cover["pages"], cover["documents"], cover["sections"]


@pytest.mark.timeout(100)
def test_a_scan_that_is_killed_twice_finds_the_same_and_asks_hardly_anything_again(tmp_path):
    moments = random.Random(28)
    undisturbed, disturbed = tmp_path / "a", tmp_path / "b"
    undisturbed.mkdir()
    disturbed.mkdir()
    with SiteServer(Bundle(files=large())) as server:
        expected, _ = whole(server.url, undisturbed)
        needed = Counter(server.requests)
        killed(server.url, disturbed, server, moments.randint(5, 40))
        killed(server.url, disturbed, server, moments.randint(5, 40))
        found, said = whole(server.url, disturbed)
        asked = Counter(server.requests)
        asked.subtract(needed)

    repeated = sum((asked - needed).values())
    assert told(expected) == told(found)
    assert found["coverage"]["resumed"] > 5
    assert "going on with the scan begun at" in said
    assert repeated <= 2 * (CONCURRENCY + 1), asked - needed  # what was under way, and robots.txt
    assert not list((disturbed / "data" / "journals").iterdir())


def test_a_scan_stopped_by_hand_goes_on_too(tmp_path):
    with Town(tmp_path) as town:
        expected = town.from_nothing()
        settings = Settings(
            allow_private=True,
            rate=0.0,
            retries=0,
            render="never",
            ocr="never",
            pictures="never",
            concurrency=1,
            data_dir=str(tmp_path / "data"),
            reports_dir=str(tmp_path / "reports"),
        )
        stops, notices = [], []

        def go(*, stop_after=10**6):
            def progress(done, _left, _url):
                if done == stop_after:
                    stops[-1]()

            with open_desk(settings) as desk:
                site = AgencySite(code="town", name="อบต. ตัวอย่าง", url=town.server.url)
                order = Order(site=site, rules=desk.rules(), fiscal_year=2568, as_of=date(2025, 4, 1))
                watch = Watch(progress=progress, on_start=stops.append, notice=lambda thai, _: notices.append(thai))
                scan = desk.scan(order, watch)
                desk.deliver(scan, formats=())
            return scan

        stopped = go(stop_after=5)
        asked = len(town.server.requests)
        resumed = go()

    assert stopped.partial
    assert findings(expected) == findings(resumed)
    assert resumed.coverage.resumed >= 5
    assert len(town.server.requests) - asked <= len(files()) - 5 + 3
    assert [line for line in notices if "ทำต่อจากการตรวจที่ค้างไว้" in line]


def test_to_go_on_and_to_begin_anew_are_not_asked_for_at_once(capsys):
    assert 2 == run(["scan", "http://127.0.0.1:1/", "--resume", "--fresh", "--lang", "en"])
    assert "--resume or --fresh, not both" in capsys.readouterr().err


def test_a_site_that_gave_nothing_leaves_nothing_to_go_on_with(tmp_path):
    words = command("http://127.0.0.1:1/", tmp_path)
    done = subprocess.run(words, env=environment(tmp_path), cwd=tmp_path, capture_output=True, timeout=60)

    assert 3 == done.returncode
    assert [] == list((tmp_path / "data" / "journals").iterdir())
