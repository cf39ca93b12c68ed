"""Trains the model of Thai and Arabic digits: ``python tools/train_digits/train.py --out FILE --work FOLDER``.

Needs Debian's tesseract-ocr (lstmtraining, combine_lang_model, unicharset_extractor) and fonts-thai-tlwg-ttf, and npm for
the web fonts. The same seed, versions and fonts give the same lines.
"""

import argparse
import os
import random
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from faces import Family, fetch, pick, training
from lines import Line, easy, line

NAME = "thaidigits"
# One layer that reads along the line in both directions: three of them learn nothing from short lines for an hour.
SPEC = "[1,36,0,1 Ct3,3,16 Mp3,3 Lfys64 Lbx128 O1c1]"
SHEET = 100  # lines in one picture file, each a page of its own
EVALUATED = 3  # sheets for the error rates that lstmtraining prints: lines of training families, not learnt from
EASY = 20  # sheets of clean and short lines
SEED = 2568


def main() -> None:
    said = arguments()
    work = said.work.resolve()
    fetch(said.fonts or work / "fonts")
    sheets = drawn(work, training(said.fonts or work / "fonts"), said.lines, said.seed)
    start = language(work)
    learn(work, start, sheets, said.scale)
    shrink(work, start, said.out)
    print(f"{said.out}: {said.out.stat().st_size / 1000:.0f} kB")


def arguments() -> argparse.Namespace:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--out", type=Path, required=True, help="the model to write")
    words.add_argument("--work", type=Path, default=Path("train_digits.tmp"), help="folder for lines and checkpoints")
    words.add_argument("--fonts", type=Path, help="folder of the web fonts; fetched when missing")
    words.add_argument("--lines", type=int, default=20_000)
    words.add_argument("--scale", type=float, default=1.0, help="of the number of iterations, for a quick trial")
    words.add_argument("--seed", type=int, default=SEED)
    return words.parse_args()


@dataclass(frozen=True)
class Sheets:
    """Lists of files for lstmtraining."""

    easy: Path
    hard: Path
    evaluated: Path


def drawn(work: Path, families: list[Family], count: int, seed: int) -> Sheets:
    """Lines drawn and packed for lstmtraining."""
    folder = work / "sheets"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bases, simple = [], EVALUATED + EASY
    for number in range(count // SHEET + simple):
        rng, make = random.Random(seed * 10_000 + number), easy if EVALUATED <= number < simple else line
        bases.append(sheet(folder / f"{number:04}", [make(pick(families, rng), rng) for _ in range(SHEET)]))
    with ThreadPoolExecutor(2) as pool:
        files = list(pool.map(packed, bases))
    return Sheets(
        easy=listed(work / "easy.txt", files[EVALUATED:simple]),
        hard=listed(work / "hard.txt", files[simple:]),
        evaluated=listed(work / "evaluated.txt", files[:EVALUATED]),
    )


def listed(place: Path, files: list[Path]) -> Path:
    place.write_text("".join(f"{file}\n" for file in files))
    return place


def sheet(base: Path, lines: list[Line]) -> Path:
    """A TIFF with one line per page, its WordStr boxes and its text."""
    first, *others = [one.image for one in lines]
    first.save(base.with_suffix(".tif"), save_all=True, append_images=others, compression="raw", dpi=(200, 200))
    boxes = []
    for page, one in enumerate(lines):
        wide, high = one.image.size
        boxes += [f"WordStr 0 0 {wide} {high} {page} #{one.label}", f"\t {wide} 0 {wide + 1} {high} {page}"]
    base.with_suffix(".box").write_text("\n".join(boxes) + "\n", encoding="utf-8")
    base.with_suffix(".gt.txt").write_text("\n".join(one.label for one in lines) + "\n", encoding="utf-8")
    return base


def packed(base: Path) -> Path:
    run("tesseract", base.with_suffix(".tif"), base, "--psm", "13", "lstm.train", quiet=True)
    return base.with_suffix(".lstmf")


def language(work: Path) -> Path:
    """The traineddata to start from: the characters and nothing else, no dictionary."""
    texts = sorted((work / "sheets").glob("*.gt.txt"))
    scripts = work / "scripts"
    scripts.mkdir(exist_ok=True)
    (scripts / "radical-stroke.txt").write_text("# no Han\n")
    run("unicharset_extractor", "--output_unicharset", work / "unicharset", "--norm_mode", "1", *texts)
    places = ("--input_unicharset", work / "unicharset", "--script_dir", scripts, "--output_dir", work)
    run("combine_lang_model", *places, "--lang", NAME)
    return work / NAME / f"{NAME}.traineddata"


def learn(work: Path, start: Path, sheets: Sheets, scale: float) -> None:
    """Few clean digits first, as a fresh network learns nothing from spoiled lines; small steps last."""
    points = work / "checkpoints"
    shutil.rmtree(points, ignore_errors=True)
    points.mkdir()
    always = ("--traineddata", start, "--model_output", points / NAME, "--eval_listfile", sheets.evaluated)
    until = 0
    stages = ((sheets.easy, 12_000, 0.002), (sheets.hard, 31_000, 0.002), (sheets.hard, 14_000, 0.0005))
    for number, (lines, iterations, rate) in enumerate(stages):
        until += round(iterations * scale)
        pace = ("--max_iterations", str(until), "--learning_rate", str(rate), "--target_error_rate", "0.0001")
        begun = ("--reset_learning_rate",) if number else ("--net_spec", SPEC)
        run("lstmtraining", *always, *pace, *begun, "--train_listfile", lines)


def shrink(work: Path, start: Path, out: Path) -> None:
    """The last checkpoint as whole numbers, a quarter of the size."""
    point = work / "checkpoints" / f"{NAME}_checkpoint"
    out.parent.mkdir(parents=True, exist_ok=True)
    ends = ("--stop_training", "--convert_to_int", "--continue_from", point, "--traineddata", start)
    run("lstmtraining", *ends, "--model_output", out)


def run(program: str, *words: str | Path, quiet: bool = False) -> None:
    said = subprocess.DEVNULL if quiet else None
    once = os.environ | {"OMP_THREAD_LIMIT": "1"}
    subprocess.run([program, *map(str, words)], check=True, env=once, stdout=said, stderr=said)


if __name__ == "__main__":
    main()
