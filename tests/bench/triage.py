"""Reading scans in stages beside reading first pages and reading everything: time, titles, verdicts, memory.

    python tools/make_corpus.py --big --out DIR            300 documents, a third of them scans (made once, 5 minutes)
    python tests/bench/triage.py DIR [--some 40] [--whole 8] [--skip-everything]

First the covers alone: staged, page 1 of each, all pages (of a few files). Then the documents as a website on loopback:
scanned with an empty store, scanned again, and scanned with every page of every scan read: no verdict may differ.
"""

import argparse
import asyncio
import json
import resource
import statistics
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import date
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from unittest import mock
from urllib.parse import quote

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import oitcrawl.scan as story  # noqa: E402 - the checkout comes first
from oitcrawl.compose import Order, scan_site  # noqa: E402
from oitcrawl.judge.covers import cover_says, tells_enough  # noqa: E402
from oitcrawl.judge.topic import TopicMatcher  # noqa: E402
from oitcrawl.judge.wants import Want, is_scan  # noqa: E402
from oitcrawl.model.content import Media  # noqa: E402
from oitcrawl.model.site import AgencyKind, AgencySite  # noqa: E402
from oitcrawl.read.jobs import look  # noqa: E402
from oitcrawl.read.ocr import count_leaves  # noqa: E402
from oitcrawl.read.pool import ReaderPool  # noqa: E402
from oitcrawl.read.words import Region  # noqa: E402
from oitcrawl.ruleset.load import load_edition  # noqa: E402
from oitcrawl.settings import Settings  # noqa: E402
from oitcrawl.store.scans import Store  # noqa: E402
from oitcrawl.thai.text import fold  # noqa: E402

RULES = load_edition("nacc-2568", cases=False)
MATCHER = TopicMatcher(RULES)
SETTINGS = Settings(allow_private=True, rate=0.0, max_pages=5000, max_minutes=120.0, ocr_seconds=100_000.0)
LANES = 2


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("corpus", type=Path)
    words.add_argument("--some", type=int, default=40, help="scans whose covers are read")
    words.add_argument("--whole", type=int, default=8, help="scans of which all pages are read")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--skip-everything", action="store_true", help="do not read every page of the site")
    asked = words.parse_args()
    truth = json.loads((asked.corpus / "truth.json").read_text(encoding="utf-8"))
    scans = [one for one in truth["files"] if one["scanned"] and one["file"].endswith(".pdf")]
    asyncio.run(covers(asked, truth, scans))
    site(asked, truth)


# --- covers ---


async def covers(asked, truth, scans):
    some = scans[:: max(1, len(scans) // asked.some)][: asked.some]
    few = some[:: max(1, len(some) // asked.whole)][: asked.whole]
    times = {"staged": [], "page 1": []}
    told = {}
    async with ReaderPool(SETTINGS) as pool:
        await run(pool, asked.corpus / some[0]["file"], 1, Region.TOP)  # the readers start
        for _ in range(asked.rounds):
            for name, work in (("staged", staged), ("page 1", first_page)):
                started = time.perf_counter()
                told[name] = await each(some, partial(work, pool, asked.corpus))
                times[name].append((time.perf_counter() - started) / len(some))
        started = time.perf_counter()
        pages = sum(await each(few, partial(all_pages, pool, asked.corpus)))
        whole = (time.perf_counter() - started) / len(few)
    fast, first = statistics.median(times["staged"]), statistics.median(times["page 1"])
    print(f"covers of {len(some)} scans, {LANES} at a time, median of {asked.rounds} rounds")
    for name, seconds in (("staged", fast), ("page 1", first)):
        right = sum(is_title(truth, one, text) for one, text in zip(some, told[name], strict=True))
        same = sum(is_item(truth, one, text) for one, text in zip(some, told[name], strict=True))
        print(f"  {name:8} {seconds:6.3f} s a file   titles {right}/{len(some)}   items {same}/{len(some)}")
    print(f"  all      {whole:6.3f} s a file   ({pages} pages of {len(few)} files)")
    print(
        f"  staged is {first / fast:.1f} times faster than page 1 (target 2.5), {whole / fast:.1f} than all (target 15)"
    )


async def each(some, work):
    """Results of ``work`` on each, ``LANES`` at a time, in order."""
    results = [None] * len(some)
    waiting = iter(enumerate(some))

    async def lane():
        for number, one in waiting:
            results[number] = await work(one)

    await asyncio.gather(*(lane() for _ in range(LANES)))
    return results


async def run(pool, path, leaf, region):
    return await pool.run(look, str(path), "", Media.PDF, leaf, region, SETTINGS, seconds=120)


async def staged(pool, corpus, one):
    for region in Region:
        found = await run(pool, corpus / one["file"], 1, region)
        if tells_enough(cover_says(MATCHER, found.text), found.confidence):
            break
    return found.text


async def first_page(pool, corpus, one):
    return (await run(pool, corpus / one["file"], 1, Region.PAGE)).text


async def all_pages(pool, corpus, one):
    count = count_leaves((corpus / one["file"]).read_bytes(), Media.PDF)
    for leaf in range(1, count + 1):
        await run(pool, corpus / one["file"], leaf, Region.PAGE)
    return count


def paper_of(truth, one):
    return truth["papers"][next(iter(one["papers"].values()))]


def is_title(truth, one, text):
    return fold(paper_of(truth, one)["title"]) in fold(text)


def is_item(truth, one, text):
    item = "O" + Path(one["file"]).name.split("-")[0].removeprefix("o")
    return cover_says(MATCHER, text).slug == next(rule.slug for rule in RULES.rules if rule.item == item)


# --- the site ---


def site(asked, truth):
    with (
        serving(asked.corpus, truth) as url,
        tempfile.TemporaryDirectory() as data,
        watching() as peak,
        Store(data) as store,
    ):
        first, seconds = timed(url, store)
        main_memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told(first, seconds, "first scan (target < 90 s)")
        print(f"  memory: main {main_memory} MB (target 300), largest reader {peak[0]} MB (target 700)")
        told(*timed(url, store), "second scan, nothing is read again")
        if not asked.skip_everything:
            with mock.patch.object(story, "worth_reading", every_scan):
                everything, seconds_all = timed(url, store)
            told(everything, seconds_all, "every page of every scan (what was read above is not read again)")
            compare(first, everything)


def timed(url, store):
    agency = AgencySite(code="bench", url=url, kind=AgencyKind.LOCAL_GOVERNMENT)
    order = Order(site=agency, rules=RULES, as_of=date(2025, 4, 1), fiscal_year=2568)
    started = time.perf_counter()
    return scan_site(order, SETTINGS, store=store), time.perf_counter() - started


def told(scan, seconds, what):
    coverage = scan.coverage
    print(f"{what}: {seconds:.1f} s, {coverage.documents} documents, {coverage.ocr_pages} pages recognised")


def every_scan(_assignment, _matcher, harvest, _load):
    return tuple(Want(slug=record.url, url=record.url, rank=0) for record in harvest.records if is_scan(record))


def compare(staged_scan, everything):
    others = {one.item: one for one in everything.items}
    lost = [
        (one.item, one.status.value, others[one.item].status.value)
        for one in staged_scan.items
        if one.status is not others[one.item].status
    ]
    print(f"verdicts that differ from reading everything: {len(lost)} {lost or ''} (target 0)")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


@contextmanager
def serving(corpus, truth):
    """The documents with a page of links: every third link says nothing, the others say what the file is."""
    files = [one for one in truth["files"] if one["file"].endswith(".pdf")]
    rows = []
    for number, one in enumerate(files):
        label = "ดาวน์โหลด" if number % 3 == 0 else paper_of(truth, one)["title"]
        rows.append(f'<li><a href="{quote(one["file"])}">{escape(label)}</a></li>')
    index = corpus / "index.html"
    index.write_text(
        f"<html><meta charset=utf-8><title>อบต.ทดสอบ</title><h1>เอกสารเผยแพร่</h1><ul>{''.join(rows)}</ul></html>",
        encoding="utf-8",
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(corpus)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/index.html"
    server.shutdown()
    server.server_close()
    index.unlink()


@contextmanager
def watching():
    """The largest memory of a reader process so far, in MB, as the one entry of a list."""
    peak, stop = [0], Event()

    def watch():
        while not stop.wait(0.5):
            for status in Path("/proc").glob("[0-9]*/status"):
                peak[0] = max(peak[0], reader_memory(status))

    Thread(target=watch, daemon=True).start()
    yield peak
    stop.set()


def reader_memory(status):
    try:
        if b"oitcrawl.read" not in (status.parent / "cmdline").read_bytes():
            return 0
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(lines.get("VmHWM", "0").split()[0]) // 1024
    except (OSError, ValueError, IndexError):
        return 0


if __name__ == "__main__":
    main()
