"""Character recognition per page: ours beside bare Tesseract, in alternating rounds of one run, on pages of its own.

    python tests/bench/ocr.py [--pages 6] [--rounds 3] [--jobs 2]

Shown are seconds a page of ``transcribe`` (drawing, straightening, cleaning and second looks included), of tesserocr on
the picture already drawn, and of the ``tesseract`` program with its default threads and with one; then pages a second
with several pages at once, each in a process. Exit code 1 when a target is missed.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from read.drawing import FONT, LINES, grainy, page, saved, scanned, slanted  # noqa: E402

from oitcrawl.model.content import Media  # noqa: E402
from oitcrawl.read import ocr, tesseract  # noqa: E402
from oitcrawl.read.render import render  # noqa: E402
from oitcrawl.read.words import Region  # noqa: E402
from oitcrawl.settings import Settings  # noqa: E402

WITHIN = 1.10  # times bare Tesseract
TIMES = 3.5  # times the program with its default settings
MORE = (
    "ตามพระราชบัญญัติการจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ พ.ศ. 2560",
    "คณะกรรมการตรวจรับพัสดุรายงานความก้าวหน้าของโครงการ จำนวน 935,950 บาท",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานของรัฐ",
    "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
)
OURS, BARE, PROGRAM, ONE_THREAD = "oitcrawl", "tesserocr, tha", "tesseract program", "tesseract program, one thread"


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--pages", type=int, default=6)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--jobs", type=int, default=2, help="pages at once")
    said = words.parse_args()
    if not ocr.is_available() or not FONT.is_file():
        sys.exit(ocr.why_not() or f"no font {FONT}")
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place:
        scans = [scanned(made(number), dpi=200) for number in range(said.pages)]
        files = drawn(scans, Path(place))
        return 0 if compare(scans, files, rounds=said.rounds, jobs=said.jobs) else 1


def made(number):
    """A full page as a scanner gives it: 200 dpi, grain, a slight slant."""
    lines = (LINES + MORE) * 3
    whole = page(lines[number % 5 :][:26], scale=200 / 150)
    return grainy(slanted(whole, (number % 3 - 1) * 0.4), 12)


def drawn(scans, folder):
    files = []
    for number, body in enumerate(scans):
        file = folder / f"{number}.png"
        file.write_bytes(saved(render(body, 1, ocr.DPI), "PNG", dpi=(ocr.DPI, ocr.DPI)))
        files.append(file)
    return files


def ours(body, region=Region.PAGE):
    return ocr.transcribe(body, Media.PDF, 1, region, Settings()).seconds


@cache
def plain_reader():
    """Tesseract as it comes."""
    tesseract.reader("tha")  # limits its threads
    import tesserocr

    return tesserocr.PyTessBaseAPI(path=f"{tesseract.data_folder()}{os.sep}", lang="tha", psm=tesserocr.PSM.AUTO)


def bare(picture):
    api = plain_reader()
    api.SetImage(picture)
    api.SetSourceResolution(ocr.DPI)
    return api.GetUTF8Text()


def program(file, limit=None):
    environment = {key: value for key, value in os.environ.items() if key != "OMP_THREAD_LIMIT"}
    environment |= {"OMP_THREAD_LIMIT": limit} if limit else {}
    command = ["tesseract", str(file), "-", "-l", "tha"]
    subprocess.run(command, env=environment, capture_output=True, check=True)


def timed(work, some):
    start = time.perf_counter()
    for one in some:
        work(one)
    return (time.perf_counter() - start) / len(some)


def compare(scans, files, *, rounds, jobs):
    pictures = [render(body, 1, ocr.DPI) for body in scans]
    ways = {
        OURS: lambda: timed(ours, scans),
        BARE: lambda: timed(bare, pictures),
        PROGRAM: lambda: timed(program, files),
        ONE_THREAD: lambda: timed(lambda file: program(file, "1"), files),
    }
    several = f"oitcrawl, {jobs} pages at once"
    seconds = {name: [] for name in [*ways, several]}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        ways[several] = lambda: at_once(pool, scans * jobs)
        list(pool.map(ours, scans[:1] * jobs))
        bare(pictures[0])
        for number in range(rounds):
            for name in list(ways) if number % 2 == 0 else reversed(ways):
                seconds[name].append(ways[name]())
    return told({name: statistics.median(some) for name, some in seconds.items()}, several)


def at_once(pool, scans):
    start = time.perf_counter()
    list(pool.map(ours, scans))
    return (time.perf_counter() - start) / len(scans)


def told(seconds, several):
    print("| way | s/page | pages/s |\n|---|---|---|")
    for name, one in seconds.items():
        print(f"| {name} | {one:.2f} | {1 / one:.2f} |")
    cost, gain = seconds[OURS] / seconds[BARE], seconds[PROGRAM] / seconds[several]
    print(f"\nours / bare Tesseract: {cost:.2f}, target <= {WITHIN}: {'reached' if cost <= WITHIN else 'MISSED'}")
    print(f"{several} / program: {gain:.1f} times, target >= {TIMES}: {'reached' if gain >= TIMES else 'MISSED'}")
    return cost <= WITHIN and gain >= TIMES


if __name__ == "__main__":
    sys.exit(main())
