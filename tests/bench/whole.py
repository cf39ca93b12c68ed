"""The whole job without recognition: 2,000 pages and 300 PDFs fetched, read, matched - and by us also stored and judged.

    python tests/bench/whole.py [--pages 2000] [--rounds 3] [--papers FOLDER]

Beside Scrapy with pypdfium2 and with pypdf on the same site in the same run (../shared/bench/perf, extra ``rivals``).
The papers are those of ``tools/make_corpus.py --big --out FOLDER``; without ``--papers`` they are made, which takes
some minutes. Rounds alternate, medians are shown; exit code 1 when a target is missed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path.insert(0, str(HERE.parent))

from crawl import PERF, ROOT, compiled, filler, peak_mb  # noqa: E402

PORT = 8800  # the rival's spider knows no other
OURS, PDFIUM, PYPDF = "oitcrawl", "scrapy + pypdfium2", "scrapy + pypdf"
WANTED = {PDFIUM: 5.0, PYPDF: 12.0}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=2000)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--papers", type=Path)
    words.add_argument("--no-rivals", action="store_true")
    words.add_argument("--ours", metavar="URL", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.ours:
        return print(json.dumps(scan(said.ours)))
    if not PERF.is_dir():
        sys.exit("../shared/bench/perf is not here: no site to scan")
    with tempfile.TemporaryDirectory(prefix="oitcrawl-whole-") as place, site(Path(place), said) as home:
        names = [OURS] if said.no_rivals else [OURS, PDFIUM, PYPDF]
        runs = {name: [] for name in names}
        for number in range(said.rounds):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                runs[name].append(run := contend(name, home))
                print(f"round {number + 1}: {name}: {run['wall']:.1f} s", file=sys.stderr, flush=True)
    return 0 if report(runs) else 1


def report(runs):
    """Print the table; whether all targets were met."""
    middle = {
        name: {key: statistics.median(run[key] for run in some) for key in ("wall", "cpu", "rss_mb", "pages", "pdfs")}
        for name, some in runs.items()
    }
    ours = middle[OURS]
    print(f"\nmedians of {len(runs[OURS])} alternating rounds\n")
    print("| | pages | PDFs | wall s | CPU s | peak MB | wall, times ours |\n|---|---|---|---|---|---|---|")
    for name, one in middle.items():
        print(
            f"| {name} | {one['pages']:.0f} | {one['pdfs']:.0f} | {one['wall']:.1f} | {one['cpu']:.1f} "
            f"| {one['rss_mb']:.0f} | {one['wall'] / ours['wall']:.1f} |"
        )
    print()
    met = True
    for name, wanted in WANTED.items():
        if name in middle:
            times = middle[name]["wall"] / ours["wall"]
            met &= times >= wanted
            print(
                f"{'met   ' if times >= wanted else 'MISSED'} {name} takes {times:.1f} times as long, wanted {wanted}"
            )
    return met


def contend(name, home):
    """One run of one contender in a process of its own."""
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": compiled()}
    command, folder = [sys.executable, str(HERE), "--ours", home], ROOT
    if name != OURS:
        command = [sys.executable, str(PERF / "whole_scrapy.py"), name.rpartition(" ")[2]]
        folder = PERF
        environ["PYTHONPATH"] = str(fillers[0])
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=1800, check=False)
    if done.returncode:
        sys.exit(f"{name}: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


fillers = []


def scan(home):
    """A scan as ``oitcrawl scan`` makes it, judged and stored, without recognition and pictures."""
    from oitcrawl.compose import Order, scan_site, site_from_url
    from oitcrawl.ruleset.load import load_edition
    from oitcrawl.settings import Settings
    from oitcrawl.store.scans import Store

    settings = Settings(
        allow_private=True, rate=0.0, family_cap=10**6, max_pages=10**6, ocr="never", pictures="never", render="never"
    )
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="oitcrawl-whole-store-") as place, Store(place) as store:
        result = scan_site(Order(site=site_from_url(home), rules=load_edition("nacc-2568")), settings, store=store)
        store.save_scan(result)
    wall = time.perf_counter() - started
    cover = result.coverage
    return {
        "wall": wall,
        "cpu": cpu_of_all(),
        "rss_mb": peak_mb(),
        "pages": cover.pages,
        "pdfs": cover.documents + len(cover.unread),
    }


def cpu_of_all():
    """CPU seconds of this process and of its readers."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def site(place, said):
    """The generated site with its papers, served by a process of its own at the port that the rivals know."""
    folder = place / "site"
    fillers.append(filler(place))
    quiet = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(fillers[0])}
    made = [sys.executable, str(PERF / "gen_site.py"), str(folder), str(said.pages)]
    subprocess.run(made, check=True, env=quiet, stdout=subprocess.DEVNULL)
    lay_papers(said.papers or make_papers(place), folder)
    (folder / "robots.txt").write_text("User-agent: *\nDisallow:\n", encoding="ascii")
    server = subprocess.Popen(
        [sys.executable, str(HERE.with_name("crawl.py")), "--serve", str(folder), "--port", str(PORT)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def make_papers(place):
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "make_corpus.py"), "--big", "--out", str(place / "papers")], check=True
    )
    return place / "papers"


def lay_papers(papers, folder):
    """Put 300 papers where the pages of the site link to."""
    files = sorted(papers.rglob("*.pdf"))[:300]
    if len(files) < 300:
        sys.exit(f"{papers} holds {len(files)} PDFs, 300 are needed")
    for number, file in enumerate(files):
        there = folder / "upload" / "files" / f"25{60 + number % 10:02d}" / f"doc_{number:04d}.pdf"
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, there)


if __name__ == "__main__":
    sys.exit(main())
