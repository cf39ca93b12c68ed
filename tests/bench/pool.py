"""What the pool of reader processes gives and costs: the same files read in this process and through the pool.

    python tests/bench/pool.py [--documents 120] [--readers 2] [--rounds 3]

Prints pages per second, the ratio, what a job and a megabyte cost on their way, the time of starting, and the memory of
this process and of each reader. Needs fpdf2, python-docx and a Thai font of the system. Exit code 1 when texts differ.
"""

import argparse
import asyncio
import statistics
import sys
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
FONTS = ("/usr/share/fonts/truetype/tlwg/Laksaman.ttf", "C:/Windows/Fonts/leelawad.ttf")
LINE = "ข้อ {} รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ขององค์การบริหารส่วนตำบลต้นไม้งาม อำเภอท่าน้ำ"
URL = "https://www.abt-tonmai.go.th/file"
PAGES, LINES = 8, 30


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--documents", type=int, default=120)
    words.add_argument("--readers", type=int, default=2)
    words.add_argument("--rounds", type=int, default=3)
    said = words.parse_args()
    bodies = made(said.documents)
    size = sum(map(len, bodies)) / 1e6
    print(f"{len(bodies)} documents, {size:.1f} MB, {said.readers} readers, median of {said.rounds} rounds\n")
    return asyncio.run(measure(bodies, readers=said.readers, rounds=said.rounds))


async def measure(bodies, *, readers, rounds):
    from oitcrawl.read.pool import ReaderPool
    from oitcrawl.settings import Settings

    settings = Settings(readers=readers)
    async with ReaderPool(settings) as pool:
        begun = time.perf_counter()
        await asyncio.gather(*(pool.run(time.sleep, 0.0, seconds=60) for _ in range(readers)))
        start = time.perf_counter() - begun
        alone, together, gap = [], [], 0.0
        for _ in range(rounds):
            seconds, expected = timed(lambda: [here(body, settings) for body in bodies])
            alone.append(seconds)
            seconds, found, worst = await through(pool, bodies, settings)
            together.append(seconds)
            gap = max(gap, worst)
        tell(expected, statistics.median(alone), statistics.median(together), readers)
        await costs(pool)
        print(f"| starting {readers} readers | {start * 1000:.0f} ms |")
        print(f"| longest pause of the event loop | {gap * 1000:.0f} ms |")
        tell_memory(pool)
    same = texts(expected) == texts(found)
    print(f"\nsame texts: {'yes' if same else 'NO'}")
    return 0 if same else 1


def here(body, settings):
    from oitcrawl.read import read

    return read(body, url=URL, resolve=lambda _base, _href: None, settings=settings)


async def through(pool, bodies, settings):
    """Seconds, contents in order, and the longest pause between two ticks of the event loop."""
    from oitcrawl.read.pool import read_in_pool

    pauses = [0.0]

    async def tick():
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.002)
            pauses.append(time.perf_counter() - before - 0.002)

    heart = asyncio.create_task(tick())
    begun = time.perf_counter()
    contents = await asyncio.gather(*(read_in_pool(pool, body, url=URL, settings=settings) for body in bodies))
    seconds = time.perf_counter() - begun
    heart.cancel()
    return seconds, contents, max(pauses)


def tell(contents, alone, together, readers):
    pages = sum(one.leaf_count for one in contents)
    print("| what | figure |\n|---|---|")
    print(f"| in this process | {pages / alone:.0f} pages/s |")
    print(f"| through {readers} readers | {pages / together:.0f} pages/s |")
    print(f"| ratio | {alone / together:.2f} |")


async def costs(pool):
    """What the way to a reader and back costs, for nothing and for bodies of some sizes."""
    print(f"| a job without a body | {await by_pipe(pool, b'', 300) * 1000:.2f} ms |")
    for megabytes in (1, 10, 50):
        body = b"x" * (megabytes << 20)
        print(f"| {megabytes} MB to a reader by the pipe | {await by_pipe(pool, body, 5) * 1000:.1f} ms |")
        print(f"| {megabytes} MB by a file | {await by_file(pool, body) * 1000:.1f} ms |")


async def by_pipe(pool, body, times):
    spent = []
    for _ in range(times):
        begun = time.perf_counter()
        await pool.run(len, body, seconds=60)
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


async def by_file(pool, body):
    import tempfile

    from read import pool_jobs as jobs

    spent = []
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place:
        file = Path(place) / "body"
        for _ in range(5):
            begun = time.perf_counter()
            await asyncio.to_thread(file.write_bytes, body)
            await pool.run(jobs.length_of, str(file), seconds=60)
            spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def timed(work):
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def tell_memory(pool):
    numbers = [("this process", "self")]
    numbers += [(f"reader {n}", one._process.pid) for n, one in enumerate(pool._readers, 1) if one._process]
    for name, number in numbers:
        status = Path(f"/proc/{number}/status")
        if status.is_file():
            peak = int(status.read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0])
            print(f"| most memory of {name} | {peak / 1024:.0f} MB |")


def texts(contents):
    return [[leaf.text for leaf in getattr(one, "leaves", ())] for one in contents]


def made(documents):
    """Three PDFs for each DOCX, all of Thai text."""
    font = next((one for one in FONTS if Path(one).is_file()), None)
    if font is None:
        sys.exit("no Thai font to make PDFs with")
    return [docx(n) if n % 4 == 3 else pdf(n, font) for n in range(documents)]


def pdf(number, font):
    from fpdf import FPDF

    paper = FPDF()
    paper.add_font("thai", fname=font)
    paper.set_font("thai", size=14)
    for page in range(PAGES):
        paper.add_page()
        paper.multi_cell(0, text="\n".join(LINE.format(f"{number}.{page}.{line}") for line in range(LINES)))
    return bytes(paper.output())


def docx(number):
    from docx import Document

    out = BytesIO()
    paper = Document()
    for line in range(LINES * PAGES):
        paper.add_paragraph(LINE.format(f"{number}.{line}"))
    paper.save(out)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
