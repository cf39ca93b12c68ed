"""Years in Thai digits through recognition and second look, by family, resolution and kind of damage.

    python tests/bench/digits.py --fonts FOLDER [--lines 40] [--seed 1]

Lines are made fresh: Thai words around a year, drawn, spoiled as scans are, read by the stock Thai model and then by
ours. ``--fonts`` is the folder of web fonts of tools/train_digits (fetched with npm when missing); without it only the
families of Debian are measured. Exit code 1 when a target is missed.
"""

import argparse
import os
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tools" / "train_digits")]

from faces import Face, fetch, held_out, training  # noqa: E402
from PIL import Image, ImageDraw  # noqa: E402
from spoil import skewed, spoiled  # noqa: E402

from oitcrawl.read import tesseract  # noqa: E402
from oitcrawl.read.digits import digit_model, second_look  # noqa: E402

DPIS = (150, 200, 300)
LINES_PER_PAGE = 8
SENTENCES = (
    "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. {}",
    "รายงานผลการดำเนินงาน ประจำปี {} รอบ 6 เดือน",
    "แผนพัฒนาท้องถิ่น (พ.ศ. {}-{})",
    "ประกาศ ณ วันที่ ๑๒ มกราคม พ.ศ. {}",
    "คำสั่งที่ ๑๕๓/{} ลงวันที่ ๓ ตุลาคม {}",
    "งบประมาณรายจ่ายประจำปี พ.ศ.{} ของเทศบาล",
    "ข้อมูลสถิติการให้บริการ ปี {} (เดือนตุลาคม {})",
    "ไตรมาสที่ ๒ ปีงบประมาณ {} ถึงวันที่ ๓๑ มีนาคม {}",
    "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ปี{}",
)
TARGETS = {"training": 0.90, "held out": 0.75}
WRONG = 0.01
KINDS = ("right", "unsure", "lost", "WRONG")
YEARLIKE = re.compile("[๐-๙▯]{3}|[0-9▯]{4}")  # may be taken for a year, or for one that was cut
SHORT = re.compile("^[๐-๙▯]{1,3}$")
THAI_RUN = re.compile("[๐-๙]+")
RUN = re.compile("[๐-๙0-9▯]+")


@dataclass
class Found:
    """Verdicts on years, and on other numbers in Thai digits."""

    years: Counter = field(default_factory=Counter)
    others: Counter = field(default_factory=Counter)

    def add(self, more):
        self.years += more.years
        self.others += more.others


@dataclass(frozen=True)
class Case:
    """A page of sentences in one face, spoiled."""

    image: Image.Image
    lines: tuple[tuple[str, tuple[str, ...]], ...]  # text, years


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--lines", type=int, default=40, help="lines per family and resolution")
    words.add_argument("--fonts", type=Path)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--only", default="", help="comma-separated families")
    words.add_argument("--show", action="store_true", help="print what was read wrong")
    said = words.parse_args()
    if said.fonts:
        fetch(said.fonts)
    fonts = said.fonts or Path("no-web-fonts")
    sums = {group: Found() for group in TARGETS}
    shares = "".join(f"{kind:>8}" for kind in KINDS)
    print(f"{'family':28}{'dpi':>5}{'years':>7}{shares}   {'others':>7}{shares}")
    for group, families in (("training", training(fonts)), ("held out", held_out(fonts))):
        for family in families:
            if said.only and family.name not in said.only.split(","):
                continue
            for dpi in DPIS:
                rng = random.Random(f"{said.seed} {family.name} {dpi}")
                found = measured(family.faces, dpi, said.lines, rng, said.show)
                sums[group].add(found)
                print(row(f"{family.name} ({group})", dpi, found), flush=True)
    for group, found in sums.items():
        print(row(f"ALL {group}", "", found))
    met = [met_by(found.years, TARGETS[group]) for group, found in sums.items() if found.years]
    return 0 if all(met) else 1


def met_by(found, target):
    every = max(1, found.total())
    return found["right"] / every >= target and found["WRONG"] / every < WRONG


def row(name, dpi, found):
    return f"{name:28}{dpi:>5}{shares(found.years)}   {shares(found.others)}"


def shares(found):
    every = max(1, found.total())
    return f"{found.total():>7}" + "".join(f"{found[kind] / every:>8.1%}" for kind in KINDS)


def measured(faces, dpi, lines, rng, show):
    found = Found()
    for _ in range(0, lines, LINES_PER_PAGE):
        case = page(rng.choice(faces), dpi, rng)
        first = tesseract.recognise(case.image, language=tesseract.THAI, dpi=dpi, seconds=60).words
        found.add(verdicts(case, second_look(first, case.image, digit_model()), show))
    return found


def page(face: Face, dpi: int, rng: random.Random) -> Case:
    size = round(rng.choice((14, 16, 16, 18)) * dpi / 72)
    chosen = []
    for sentence in rng.sample(SENTENCES, LINES_PER_PAGE):
        years = tuple(thai(rng.randint(2540, 2580)) for _ in range(sentence.count("{}")))
        chosen.append((sentence.format(*years), years))
    widest = max(sum(font.getlength(part) for part, font in face.runs(text, size)) for text, _ in chosen)
    sheet = Image.new("L", (round(widest) + 4 * size, 2 * size * (LINES_PER_PAGE + 1)), 255)
    pen = ImageDraw.Draw(sheet)
    for number, (text, _) in enumerate(chosen):
        x = 2.0 * size
        for part, font in face.runs(text, size):
            pen.text((x, 2 * size * (number + 1)), part, font=font, fill=0, anchor="ls")
            x += font.getlength(part)
    turned = skewed(sheet, max(-1.0, min(1.0, rng.gauss(0, 0.4))), (sheet.width / 2, sheet.height / 2))
    return Case(spoiled(turned, rng, harsh=0.5, high=size), tuple(chosen))


def thai(number):
    return "".join("๐๑๒๓๔๕๖๗๘๙"[int(digit)] for digit in str(number))


def verdicts(case, words, show):
    """One verdict per number, searched for in what was read where its line was drawn."""
    found = Found()
    step = case.image.height / (LINES_PER_PAGE + 1)
    for number, (text, years) in enumerate(case.lines):
        own = [word for word in words if abs((word.box.top + word.box.bottom) / 2 - step * (number + 0.8)) < step / 2]
        read = " ".join(word.text for word in own)
        runs, truth = RUN.findall(read), THAI_RUN.findall(text)
        rest = []
        for one in truth:
            if one in runs:
                runs.remove(one)
                (found.years if one in years else found.others)["right"] += 1
            else:
                rest.append(one)
        for one in rest:
            kind = verdict(runs, YEARLIKE if one in years else SHORT)
            (found.years if one in years else found.others)[kind] += 1
            if show:
                print(f"    {kind} {one}: {text}  ->  {read}")
    return found


def verdict(runs, like):
    some = [run for run in runs if like.search(run)]
    for kind, ones in (("WRONG", [run for run in some if "▯" not in run]), ("unsure", some)):
        if ones:
            runs.remove(ones[0])
            return kind
    return "lost"


if __name__ == "__main__":
    sys.exit(main())
