"""Memory of a survey of a small and of a large site, texts kept in SQLite as a scan does.

    python tests/bench/memory.py [--pages 2000] [--more 20000] [--top]

Needs ../shared/bench/perf, which makes the sites. Each survey is a process of its own; ru_maxrss is compared. Exit
code 1 when the large one takes 1.3 times as much. ``--top`` shows what lies in memory at the end of the small one.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import tracemalloc
from pathlib import Path

import crawl

ALLOWED = 1.3


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=2000)
    words.add_argument("--more", type=int, default=20_000)
    words.add_argument("--top", action="store_true")
    words.add_argument("--one", metavar="URL", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.one:
        return one(said.one, top=said.top)
    if not crawl.PERF.is_dir():
        sys.exit("../shared/bench/perf is not here: no site to crawl")
    small = measure(said.pages, top=said.top)
    large = measure(said.more)
    times = large["rss_mb"] / small["rss_mb"]
    each = (large["rss_mb"] - small["rss_mb"]) / (said.more - said.pages) * 1024
    print(f"\n{times:.2f} times the memory, {each:.2f} KB a page; allowed {ALLOWED} times")
    return 0 if times < ALLOWED else 1


def measure(pages, *, top=False):
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place, crawl.site(Path(place), pages) as home:
        command = [sys.executable, str(Path(__file__).resolve()), "--one", home, *(["--top"] if top else [])]
        environ = {**os.environ, "PYTHONPATH": str(crawl.ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    *more, last = done.stdout.strip().splitlines()
    print("\n".join(more))
    found = json.loads(last)
    print(
        f"{found['pages']} pages: {found['rss_mb']:.0f} MB at most, {found['start_mb']:.0f} MB before the first page, "
        f"{found['crawl_cpu'] / found['pages'] * 1000:.2f} CPU s per 1,000 pages",
        flush=True,
    )
    return found


def one(home, *, top):
    if top:
        tracemalloc.start()
    found = crawl.crawl(home, keep=True)
    if top:
        for line in tracemalloc.take_snapshot().statistics("lineno")[:25]:
            print(line)
    print(json.dumps(found))


if __name__ == "__main__":
    sys.exit(main())
