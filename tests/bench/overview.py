"""The overview of 8,300 invented agencies: how long it takes, how much memory, how large, how soon it is seen.

    python tests/bench/overview.py [--agencies 8300] [--keep DIR]

Each agency has two scans in a store of its own; the page is written by the desk as after a scan, in a process of its
own. Then Chromium opens it: first paint by its own performance entries, the time of a key in the search box, and all
that without JavaScript. Exit code 1 when a target is missed.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path = [str(ROOT), str(ROOT / "tests"), *(place for place in sys.path if place != str(Path(__file__).parent))]
TARGETS = {
    "render_s": ("rendered in", 20.0, "s"),
    "rss_mb": ("memory of the whole process", 500.0, "MB"),
    "size_mb": ("file", 6.0, "MB"),
    "paint_s": ("first paint", 1.0, "s"),
    "plain_paint_s": ("first paint without JavaScript", 1.0, "s"),
    "key_ms": ("a key in the search box until it is painted", 100.0, "ms"),
}
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"),
]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--agencies", type=int, default=8300)
    words.add_argument("--keep", type=Path, metavar="DIR", help="leave store and page there")
    words.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.write:
        return write(said.write)
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place:
        folder = said.keep or Path(place)
        if not (folder / "oitcrawl.sqlite3").is_file():
            fill(folder, said.agencies)
        return tell(measure(folder))


def measure(folder):
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(Path(__file__).resolve()), "--write", str(folder)]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    return found | seen(folder / "reports" / "index.html")


def tell(found):
    missed = 0
    for key, (name, target, unit) in TARGETS.items():
        if key not in found:
            print(f"{name:>46}: not measured (no Chromium)")
            continue
        good = found[key] < target
        missed += not good
        print(f"{name:>46}: {found[key]:8.2f} {unit:<2}  target < {target:g} {unit}  {'met' if good else 'MISSED'}")
    more = {key: round(value, 3) for key, value in found.items() if key not in TARGETS}
    print(f"{'more':>46}: {more}")
    return 1 if missed else 0


def fill(folder, count):
    """A store with two scans of each agency, the older one of thirty days before."""
    from report.many import agencies

    from oitcrawl.store.scans import Store

    folder.mkdir(parents=True, exist_ok=True)
    with Store(folder) as store:
        for before, now in agencies(count):
            store.save_scan(before)
            store.save_scan(now)


def write(folder):
    """In a process of its own: the page, as the desk writes it after a scan."""
    from oitcrawl.compose.desk import open_desk
    from oitcrawl.settings import Settings

    settings = Settings(data_dir=str(folder), reports_dir=str(folder / "reports"))
    start = time.perf_counter()
    with open_desk(settings) as desk:
        page = desk.publish_overview()
    took = time.perf_counter() - start
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"render_s": took, "rss_mb": rss, "size_mb": page.stat().st_size / 1e6}))
    return 0


def seen(page):
    """What Chromium says of the page; nothing where there is no Chromium."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        except Error:
            return {}
        found = _opened(browser, page.as_uri()) | {
            f"plain_{key}": value for key, value in _opened(browser, page.as_uri(), plain=True).items()
        }
        browser.close()
    return found


def _opened(browser, address, *, plain=False):
    paints, found = [], {}
    for number in range(4):  # the first one warms the disk
        context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=not plain)
        tab = context.new_page()
        tab.goto(address, timeout=120_000)
        entries = _entries(tab)
        if number:
            paints.append(entries["first-contentful-paint"] / 1000)
            found["loaded_s"] = entries["load"] / 1000
        if not plain and number == 3:
            found |= _used(tab)
        context.close()
    return found | {"paint_s": statistics.median(paints)}


def _entries(tab):
    """Paint entries and the end of loading, in ms; asked from outside, so that they are known without a script too."""
    for _ in range(100):
        if tab.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
            break
        tab.wait_for_timeout(100)
    return tab.evaluate(
        """() => Object.fromEntries([
            ...performance.getEntriesByType("paint").map((one) => [one.name, one.startTime]),
            ["load", performance.getEntriesByType("navigation")[0].loadEventEnd],
        ])"""
    )


def _used(tab):
    """Milliseconds from a key to the paint after it, the worst of a word; of a sort, a filter and of all rows."""
    keys = [
        _until_painted(tab, f"set('search', {word!r}, 'input')")
        for word in ("ต", "ตำ", "ตำบ", "ตำบล", "ตำบลบ้าน 8", "")
    ]
    return {
        "key_ms": max(keys),
        "filter_ms": _until_painted(
            tab, "set('province', document.getElementById('province').options[5].value, 'change')"
        ),
        "sort_ms": _until_painted(tab, "document.querySelector('#table thead button').click()"),
        "every_ms": _until_painted(tab, "document.getElementById('every').click()"),
    }


def _until_painted(tab, action):
    return tab.evaluate(
        """() => new Promise((done) => {
            const set = (id, value, kind) => {
                const one = document.getElementById(id);
                one.value = value;
                one.dispatchEvent(new Event(kind, { bubbles: true }));
            };
            requestAnimationFrame(() => {
                const start = performance.now();
                ACTION;
                requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            });
        })""".replace("ACTION", action)
    )


def _chromium():
    import shutil

    return next(
        filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome", "chrome"))), None
    )


if __name__ == "__main__":
    sys.exit(main())
