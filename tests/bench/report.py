"""What a report of one agency takes: size and time of the page with more than 28 pictures, of each form, of the PDF.

    python tests/bench/report.py [--rounds 5]

The scan is that of reports/sample, all 28 items of the demo agency. The heavy line is the same page with pictures of
noise, the heaviest that thumbnails come. The overview of 8,300 agencies has a bench of its own: tests/bench/overview.py.
Exit code 1 when a target is missed.
"""

import argparse
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]
TARGETS = {
    "size_mb": ("page with its pictures of evidence", 1.5, "MB"),
    "render_s": ("rendered in", 1.0, "s"),
    "heavy_mb": ("page with pictures of noise", 1.5, "MB"),
    "whole_s": ("report folder in all usual forms, written in", 2.0, "s"),
    "pdf_s": ("printed as PDF in", 15.0, "s"),
}


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=5)
    said = words.parse_args()
    scan, shots = sample()
    print(f"{len(scan.items)} items, {len(shots)} pictures")
    return tell(measured(scan, shots, said.rounds))


def sample():
    from make_sample import SAMPLE, pictures_of

    from oitcrawl.model.scan import AgencyScan

    if not (SAMPLE / "scan.json").is_file():
        sys.exit("reports/sample is not here: python tools/make_sample.py")
    files = {path.relative_to(SAMPLE).as_posix(): path.read_bytes() for path in SAMPLE.rglob("*") if path.is_file()}
    return AgencyScan.from_json(files["scan.json"]), pictures_of(files)


def measured(scan, shots, rounds):
    from oitcrawl.compose.press import Press
    from oitcrawl.model.formats import DEFAULT_FORMATS

    heavy = {file: replace(shot, thumb=noise(number)) for number, (file, shot) in enumerate(shots.items())}
    press = Press()
    page = published(scan, shots, ("html",))
    found = {
        "size_mb": page["index.html"] / 1e6,
        "render_s": took(lambda: published(scan, shots, ("html",)), rounds),
        "heavy_mb": published(scan, heavy, ("html",))["index.html"] / 1e6,
        "whole_s": took(lambda: published(scan, shots, DEFAULT_FORMATS), rounds),
        "pdf_s": took(lambda: published(scan, shots, ("pdf",), printer=press), 1),
    }
    for name in DEFAULT_FORMATS:
        seconds = took(lambda name=name: published(scan, shots, (name,)), 1)
        sizes = ", ".join(
            f"{file} {size / 1e3:.0f} kB" for file, size in sorted(published(scan, shots, (name,)).items())
        )
        print(f"  {name:10} {seconds * 1000:6.0f} ms  {sizes[:160]}")
    if press.trouble is not None:
        print(f"no PDF: {press.trouble.en}")
        found.pop("pdf_s")
    return found


def published(scan, shots, formats, **doors):
    """Sizes of the files written, the pictures beside the page left out."""
    from oitcrawl.report.publish import publish_at

    with tempfile.TemporaryDirectory(prefix="oitcrawl-bench-") as place:
        folder = publish_at(
            scan, Path(place) / "report", formats=formats, shots=lambda one: shots.get(one.file), **doors
        )
        return {path.name: path.stat().st_size for path in folder.iterdir() if path.is_file()}


def noise(seed):
    """A thumbnail as heavy as they come: nothing in it repeats."""
    drawn = Image.frombytes("RGB", (168, 220), random.Random(seed).randbytes(168 * 220 * 3))
    out = BytesIO()
    drawn.save(out, "WEBP", quality=50)
    return out.getvalue()


def took(work, rounds):
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def tell(found):
    for key, value in found.items():
        what, target, unit = TARGETS[key]
        print(f"{what}: {value:.2f} {unit} (target < {target:g} {unit}: {'met' if value < target else 'MISSED'})")
    print("overview of 8,300 agencies: python tests/bench/overview.py")
    return 0 if all(value < TARGETS[key][1] for key, value in found.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
