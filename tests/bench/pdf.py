"""PDF text pages per second and core: our reader beside pypdf, on the same files in the same run.

    python tests/bench/pdf.py [FOLDER] [--rounds 3] [--no-rivals]

Without FOLDER: the real documents of ../shared/sites where they are, else PDFs made with fpdf2 and a Thai font of the
system. CPU time counts, that of ``pdftotext`` too. Exit code 1 when the target is missed.
"""

import argparse
import logging
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
SITES = ROOT.parent / "shared" / "sites"
FONTS = ("/usr/share/fonts/truetype/tlwg/Laksaman.ttf", "C:/Windows/Fonts/leelawad.ttf")
TARGET = 300  # pages/s and core
OURS, FALLBACK, RIVAL = "oitcrawl", "oitcrawl without pdftotext", "pypdf"
LINE = "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ขององค์การบริหารส่วนตำบลต้นไม้งาม อำเภอท่าน้ำ ครั้งที่ {}"


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("folder", nargs="?", type=Path)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--no-rivals", action="store_true")
    said = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place:
        folder = said.folder or (SITES if SITES.is_dir() else made(Path(place)))
        bodies = [path.read_bytes() for path in sorted(folder.rglob("*.pdf"))]
        if not bodies:
            sys.exit(f"no PDF in {folder}")
        return 0 if compare(bodies, rounds=said.rounds, rivals=not said.no_rivals) else 1


def made(folder):
    """Twenty files of ten pages."""
    from fpdf import FPDF

    font = next((one for one in FONTS if Path(one).is_file()), None)
    if font is None:
        sys.exit("no ../shared, and no Thai font to make PDFs with: name a FOLDER of PDFs")
    for number in range(20):
        pdf = FPDF()
        pdf.add_font("thai", fname=font)
        pdf.set_font("thai", size=14)
        for _ in range(10):
            pdf.add_page()
            pdf.multi_cell(0, text="\n".join(LINE.format(line) for line in range(30)))
        pdf.output(str(folder / f"{number}.pdf"))
    return folder


def compare(bodies, *, rounds, rivals):
    ways = {OURS: ours, FALLBACK: fallback} | ({RIVAL: rival} if rivals else {})
    speeds = {name: [] for name in ways}
    pages = ours(bodies)
    for _ in range(rounds):
        for name, way in ways.items():
            before, wall = cpu(), time.perf_counter()
            way(bodies)
            spent = (cpu() - before) or (time.perf_counter() - wall)
            speeds[name].append(pages / spent)
    print(f"{len(bodies)} files, {pages} pages, median of {rounds} rounds\n\n| reader | pages/s/core |\n|---|---|")
    for name, some in speeds.items():
        print(f"| {name} | {statistics.median(some):.0f} |")
    reached = statistics.median(speeds[OURS])
    print(f"\ntarget >= {TARGET}: {'reached' if reached >= TARGET else 'MISSED'}")
    return reached >= TARGET


def cpu():
    """CPU seconds of this process and of its children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def ours(bodies):
    from oitcrawl.read import read
    from oitcrawl.settings import Settings

    contents = [read(body, url="x", resolve=lambda _base, _href: None, settings=Settings()) for body in bodies]
    return sum(one.leaf_count for one in contents)


def fallback(bodies):
    from oitcrawl.read import pdf

    known, pdf.text_program = pdf.text_program, lambda: None
    try:
        return ours(bodies)
    finally:
        pdf.text_program = known


def rival(bodies):
    from io import BytesIO

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    return sum(len([page.extract_text() for page in PdfReader(BytesIO(body)).pages]) for body in bodies)


if __name__ == "__main__":
    sys.exit(main())
