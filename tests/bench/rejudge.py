"""All agencies of a store judged again: agencies a minute and memory, in one process and in several.

    python tests/bench/rejudge.py [--agencies 200] [--at-once 1 2] [--reports] [--database URL]

The demo agency and two made sites are really scanned; their stored scans are copied under as many codes as wanted, as
an older engine judged them. Each run is a process of its own; the memory of its helpers is told too.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = (ROOT, ROOT / "tools", ROOT / "tests" / "corpus" / "sites")
sys.path = [*map(str, FOLDERS), *(place for place in sys.path if place != str(Path(__file__).parent))]


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--agencies", type=int, default=200)
    words.add_argument("--at-once", type=int, nargs="+", default=[1, 2])
    words.add_argument("--reports", action="store_true", help="write their reports too")
    words.add_argument("--database", default="", help="a PostgreSQL server in place of a folder")
    said = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as folder:
        fill(Path(folder), said.agencies, said.database)
        for number in said.at_once:
            tell(number, said.agencies, *judged(Path(folder), number, said))


def fill(folder, count, database):
    from maker.build import _agency, make, served

    from oitcrawl.compose import Order, open_desk
    from oitcrawl.demo.serve import DemoSite
    from oitcrawl.settings import Settings
    from tests.copies import copied

    settings = Settings(
        allow_private=True, rate=0.0, retries=0, timeout=1.5, pictures="never", render="never", data_dir=str(folder), database=database
    )  # fmt: skip
    with open_desk(settings) as desk:
        with DemoSite() as site:
            agency = replace(site.agency, url=site.url)
            save(desk, Order(site=agency, rules=desk.rules(), as_of=site.as_of, fiscal_year=site.fiscal_year))
        for made in (make(101, "table"), make(102, "vendor")):
            with served(made) as url:
                plan = made.plan
                save(
                    desk, Order(site=_agency(plan, url), rules=desk.rules(), as_of=plan.as_of, fiscal_year=plan.this)
                )
        known = len(desk.store.codes())
        for number in range(1, known + 1):
            copied(desk.store, number, [f"abt-{at:04}" for at in range(number, count - known + 1, known)])
        print(f"{len(desk.store.codes())} agencies are stored")


def save(desk, order):
    scan = desk.scan(order)
    print(f"{scan.agency.code}: {scan.coverage.pages} pages, {scan.coverage.documents} documents")
    desk.store.save_scan(scan)


def judged(folder, at_once, said):
    """Seconds of a run, its CPU seconds, and the most memory of it and its helpers in MB."""
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "OITCRAWL_DATA_DIR": str(folder),
        "OITCRAWL_DATABASE": said.database,
    }
    words = ["rejudge", "--all", "--again", "--at-once", str(at_once), "--json", "--out", str(folder / "reports")]
    words += [] if said.reports else ["--no-reports"]
    started, before = time.perf_counter(), os.times()
    process = subprocess.Popen(
        [sys.executable, "-m", "oitcrawl", *words], env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    most = 0.0
    while process.poll() is None:
        most = max(most, memory(process.pid))
        time.sleep(0.2)
    after = os.times()
    told = json.loads(process.stdout.read())
    assert told["judged"] == told["agencies"], told
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - started, cpu, most


def memory(pid):
    """MB of a process and all below it; 0 where /proc does not tell."""
    try:
        text = Path(f"/proc/{pid}/status").read_text()
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return 0.0
    own = re.search(r"VmRSS:\s+(\d+)", text)
    return (int(own[1]) / 1024 if own else 0.0) + sum(memory(int(child)) for child in below)


def tell(at_once, agencies, seconds, cpu, most):
    rate = agencies / seconds * 60
    print(
        f"{at_once} process(es): {seconds:6.1f} s, {rate:6.0f} agencies a minute, {cpu / agencies:.2f} s CPU each, {most:.0f} MB"
    )


if __name__ == "__main__":
    main()
