"""Crawl, parse and match a Thai site on loopback, beside Scrapy on the same site in the same run.

    python tests/bench/crawl.py [--pages 2000] [--rounds 5] [--keep]

Needs ../shared/bench/perf (it makes the site and holds the rivals' spiders) and scrapy (extra ``rivals``). Rounds
alternate; the table shows medians. Every contender is a process of its own; the site is served by another one.
Exit code 1 when a target is missed.
"""

import argparse
import asyncio
import atexit
import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import ClassVar

ROOT = Path(__file__).parents[2]
PERF = ROOT.parent / "shared" / "bench" / "perf"
GROWTH_KB = 30  # of each page between a quarter of the pages and the last one: its record and the labels of its links
OURS, KEPT, TYPICAL, LINKEXT = "oitcrawl", "oitcrawl, texts kept", "scrapy_typical", "scrapy_linkext"
README, RAW = "httpx, as in its README", "raw protocol client"  # fetch, parse and links alone: no robots, no matching
CLIENTS = {README: "httpx", RAW: "raw fast"}  # as crawlers.py of the rivals calls them
ROBOTS = b"User-agent: *\nDisallow: /upload/\n"  # the rivals only note attachments, so we do not fetch them either


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=2000)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--keep", action="store_true", help="also measure with texts kept in SQLite, as a scan does")
    words.add_argument("--no-rivals", action="store_true")
    words.add_argument("--serve", metavar="FOLDER", help=argparse.SUPPRESS)
    words.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    words.add_argument("--ours", metavar="URL", help=argparse.SUPPRESS)
    words.add_argument("--client", metavar="NAME", help=argparse.SUPPRESS)
    said = words.parse_args()
    if said.serve:
        return asyncio.run(serve(Path(said.serve), said.port))
    if said.ours:
        return print(json.dumps(crawl(said.ours, keep=said.keep)))
    if said.client:
        return print(json.dumps(client(said.client)))
    if not PERF.is_dir():
        sys.exit("../shared/bench/perf is not here: no site to crawl")
    return compare(said)


def compare(said):
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place, site(Path(place), said.pages) as home:
        names = [OURS, *([KEPT] if said.keep else []), *([] if said.no_rivals else [TYPICAL, LINKEXT, *CLIENTS])]
        runs = {name: [] for name in names}
        for number in range(said.rounds):
            for name in names[number % len(names) :] + names[: number % len(names)]:
                if run := contend(name, home):
                    runs[name].append(run)
                    print(f"round {number + 1}: {name}: {run['pps']:.0f} pages/s", file=sys.stderr, flush=True)
    return 0 if report({name: some for name, some in runs.items() if some}, said.pages) else 1


def report(runs, pages):
    """Print the table; whether all targets were met."""
    middle = {
        name: {key: statistics.median(run[key] for run in some) for key in some[0] if key != "name"}
        for name, some in runs.items()
    }
    print(f"\n{pages} pages on loopback, medians of {len(runs[OURS])} alternating rounds\n")
    print("| | pages | pages/s (min-max) | CPU s per 1,000 pages | with start-up | peak MB | CPU, times ours |")
    print("|---|---|---|---|---|---|---|")
    ours = middle[OURS]
    for name, one in middle.items():
        speeds = [run["pps"] for run in runs[name]]
        print(
            f"| {name} | {one['pages']:.0f} | {one['pps']:.0f} ({min(speeds):.0f}-{max(speeds):.0f}) "
            f"| {per_thousand(one, 'crawl_cpu')} | {per_thousand(one, 'cpu')} | {one['rss_mb']:.0f} "
            f"| {one['cpu'] / one['pages'] / ours['cpu'] * ours['pages']:.1f} |"
        )
    checks = targets(middle, pages)
    print()
    for said, met in checks:
        print(f"{'met   ' if met else 'MISSED'} {said}")
    return all(met for _, met in checks)


def targets(middle, pages):
    """What the project wants of itself, as (sentence with the figure, whether it is met)."""
    ours = middle[OURS]
    cpu, grown = ours["crawl_cpu"] / ours["pages"] * 1000, ours["growth_kb"]
    checks = [
        (f"every page visited: {ours['pages']:.0f} of {pages}", ours["pages"] == pages),
        (f"pages/s {ours['pps']:.0f}, wanted 300", ours["pps"] >= 300),
        (f"CPU s per 1,000 pages {cpu:.2f}, allowed 3.00", cpu <= 3.0),
        (f"peak {ours['rss_mb']:.0f} MB, allowed 200", ours["rss_mb"] < 200),
        (f"memory grown by {grown:.1f} KB a page, allowed {GROWTH_KB}", grown <= GROWTH_KB),
    ]
    for name, wanted in ((TYPICAL, 10.0), (LINKEXT, 3.0), (README, 3.0)):
        if name in middle:
            times, how = dearer(middle[name], ours)
            checks.append((f"{name} takes {times:.1f} times our CPU ({how}), wanted {wanted}", times >= wanted))
    if RAW in middle:
        times, how = dearer(ours, middle[RAW])
        checks.append((f"we take {times:.2f} times the CPU of a {RAW} ({how}), allowed 2.5", times <= 2.5))
    return checks


def dearer(one, other):
    """How many times the CPU a page of ``one`` takes, and what was counted: the crawl, or start-up too."""
    key, how = (
        ("crawl_cpu", "crawl alone") if "crawl_cpu" in one and "crawl_cpu" in other else ("cpu", "with start-up")
    )
    return one[key] / one["pages"] / (other[key] / other["pages"]), how


def per_thousand(one, key):
    return f"{one[key] / one['pages'] * 1000:.2f}" if key in one else "-"


def contend(name, home):
    """One run of one contender in a process of its own; None when it is not installed."""
    command, folder = [sys.executable, str(Path(__file__).resolve()), "--ours", home], ROOT
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "ROOT": home}
    if name in {OURS, KEPT}:
        environ["PYTHONPYCACHEPREFIX"] = compiled()
    if name == KEPT:
        command.append("--keep")
    elif name in CLIENTS:
        command = [*command[:2], "--client", CLIENTS[name]]
    elif name in {TYPICAL, LINKEXT}:
        command, folder = [sys.executable, str(PERF / "crawl_scrapy.py"), name.removeprefix("scrapy_")], PERF
    done = subprocess.run(command, cwd=folder, env=environ, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        print(f"{name}: {done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    return json.loads(done.stdout.strip().splitlines()[-1])


@cache
def compiled():
    """A folder with the byte code of ours, which programs that are installed, as the rivals are, have beside them."""
    folder = tempfile.mkdtemp(prefix="oitcrawl-bench-code-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": folder}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    program = "import oitcrawl.cli; from oitcrawl.ruleset.load import load_edition; load_edition('nacc-2568')"
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)
    return folder


@contextmanager
def site(place, pages):
    """The generated site, served by a process of its own; gives the address of its home page."""
    quiet = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(filler(place))}
    made = [sys.executable, str(PERF / "gen_site.py"), str(place / "site"), str(pages)]
    subprocess.run(made, check=True, env=quiet, stdout=subprocess.DEVNULL)
    (place / "site" / "robots.txt").write_bytes(ROBOTS)
    server = subprocess.Popen(
        [sys.executable, str(Path(__file__).resolve()), "--serve", str(place / "site")],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield server.stdout.readline().strip()
    finally:
        server.terminate()
        server.wait()


def filler(place):
    """A folder with the one function of pythainlp that the generator calls; its words only fill sentences."""
    package = place / "filler" / "pythainlp"
    if importlib.util.find_spec("pythainlp"):
        return place
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "corpus.py").write_text(FILLER, encoding="utf-8")
    return package.parent


FILLER = """
import random

def thai_words():
    r = random.Random(2568)
    heads, tails = "กขคงจชซดตถทนบปผพฟมยรลวสหอ", ["า", "ี", "ู", "ิน", "าง", "อน", "ัก", "ุด", "วย", "าย", "ือ", "็ด"]
    return {"".join(r.choice(heads) + r.choice(tails) for _ in range(r.randint(1, 4))) for _ in range(40_000)}
"""


class Served(asyncio.Protocol):
    """Answers GET with ready-made bytes, keep-alive, as fast as Python can: the crawler shall be what is measured."""

    answers: ClassVar[dict] = {}

    def connection_made(self, transport):
        self.transport, self.rest = transport, b""

    def data_received(self, data):
        *asked, self.rest = (self.rest + data).split(b"\r\n\r\n")
        for head in asked:
            path = head.split(b" ", 2)[1].partition(b"?")[0].decode("latin-1")
            self.transport.write(self.answers.get(path) or self.answers[""])


KINDS = {".html": "text/html; charset=utf-8", ".txt": "text/plain", ".pdf": "application/pdf"}


async def serve(folder, port=0):
    Served.answers = {"": b"HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\n\r\nabsent"}
    for file in folder.rglob("*"):
        if file.suffix in KINDS:
            path = "/" + file.relative_to(folder).as_posix().removesuffix("index.html")
            packed = file.with_name(file.name + ".gz")
            Served.answers[path] = answer(packed if packed.is_file() else file)
    server = await asyncio.get_running_loop().create_server(Served, "127.0.0.1", port)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    await server.serve_forever()


def answer(file):
    body = file.read_bytes()
    kind = KINDS[Path(file.name.removesuffix(".gz")).suffix]
    packed = "Content-Encoding: gzip\r\n" if file.suffix == ".gz" else ""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{packed}Content-Length: {len(body)}\r\n"
    return f'{head}ETag: "{len(body)}"\r\nServer: bench\r\n\r\n'.encode() + body


def crawl(home, *, keep):
    """The survey of oitcrawl as a scan runs it: fetch, parse, match; ``keep`` also stores the texts."""
    from oitcrawl.eager import without_collector

    with without_collector():  # as the program loads them
        from oitcrawl.compose.readers import Readers
        from oitcrawl.crawl.fetch import Fetcher
        from oitcrawl.crawl.urls import Addresses
        from oitcrawl.crawl.visit import Visitor
        from oitcrawl.judge.topic import TopicMatcher
        from oitcrawl.model.site import AgencySite
        from oitcrawl.read.pool import ReaderPool
        from oitcrawl.ruleset.load import load_edition
        from oitcrawl.settings import Settings
        from oitcrawl.store.documents import MemoryContents
        from oitcrawl.store.scans import Store
        from oitcrawl.store.spool import Spool
        from oitcrawl.store.transcripts import MemoryTranscripts
        from oitcrawl.survey import SurveyTools, survey

    settings = Settings(allow_private=True, rate=0.0, family_cap=10**6, max_pages=10**6, ocr="never")
    matcher = TopicMatcher(load_edition("nacc-2568", cases=False))
    weights, harvests, start = [], [], []

    async def go(store):
        addresses = Addresses(home)
        async with Fetcher(settings, home=home) as fetcher, ReaderPool(settings) as pool:
            readers = Readers(
                addresses=addresses,
                settings=settings,
                pool=pool,
                library=store.contents if store else MemoryContents(),
                shelf=MemoryTranscripts(),
                spool=Spool(),
            )
            start.append(resident_mb())
            tools = SurveyTools(
                addresses=addresses,
                visits=Visitor(fetcher, settings, home=home),
                read=readers.read,
                keep=store.contents.keep if store else lambda _content: None,
                interest=matcher.interest,
                progress=lambda done, _left, _url: weights.append(resident_mb()) if done % 100 == 0 else None,
            )
            harvests.append(await survey(AgencySite(code="bench", url=home), tools, settings))

    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-store-") as place:
        store = Store(place) if keep else None
        before, started = time.process_time(), time.perf_counter()
        asyncio.run(go(store))
        wall, cpu = time.perf_counter() - started, time.process_time() - before
        if store:
            store.close()
    pages, quarter = harvests[0].coverage.pages, len(weights) // 4
    grown = (weights[-1] - weights[quarter]) / max(len(weights) - 1 - quarter, 1) / 100 if weights else 0.0
    return {
        "name": OURS,
        "pages": pages,
        "pps": pages / wall,
        "crawl_cpu": cpu,
        "cpu": time.process_time(),
        "rss_mb": peak_mb(),
        "growth_kb": grown * 1000,
        "start_mb": start[0],
    }


def client(name):
    """One of the plain clients of the rivals' ``crawlers.py`` on the site at ``ROOT``."""
    sys.path.insert(0, str(PERF))
    import crawlers

    kind, *how = name.split()
    frontier = crawlers.Frontier(fast="fast" in how)
    before, started = time.process_time(), time.perf_counter()
    asyncio.run(getattr(crawlers, f"c_{kind}")(frontier))
    wall, cpu = time.perf_counter() - started, time.process_time() - before
    return {
        "name": name,
        "pages": frontier.pages,
        "pps": frontier.pages / wall,
        "crawl_cpu": cpu,
        "cpu": time.process_time(),
        "rss_mb": peak_mb(),
    }


def resident_mb():
    try:
        fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def peak_mb():
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak / 1024


if __name__ == "__main__":
    sys.exit(main())
