"""Training lines: digits with what may stand around them, drawn, cut out roughly and spoiled."""

import random
import re
from dataclasses import dataclass

from faces import Face
from PIL import Image, ImageDraw
from spoil import skewed, spoiled

THAI = "๐๑๒๓๔๕๖๗๘๙"
LETTER = "ก"  # stands in the labels for any stretch of letters
MARKS = ".,/()-"
WORDS = (
    "พ.ศ. ปี ปีงบประมาณ ประจำปี ประจำปีงบประมาณ วันที่ เดือน มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม "
    "สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค. ข้อ หน้า "
    "ฉบับที่ ครั้งที่ หมู่ที่ มาตรา ที่ เลขที่ ถึง และ บาท จำนวน รอบ เดือน ไตรมาส ร้อยละ แผน รายงาน คำสั่ง ประกาศ โทร. กว่า ชั้น ฯ "
    "ลงวันที่ จังหวัด อำเภอ ตำบล เทศบาล คน โครงการ ระหว่าง ตั้งแต่ สำนัก กอง งาน เรื่อง ศ. ตค ดต คด ฅน ฌาน ฒ ฎ ฏ ฐ ณ ญ ฆ ๆ ฬ"
).split()
CONSONANTS = "กขคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
VOWELS = ("", "", "า", "ะ", "ิ", "ี", "ึ", "ื", "ุ", "ู", "ำ", "ั", "์", "่", "้", "ี่", "ั้", "๊", "็")
BEFORE = ("", "", "", "เ", "แ", "โ", "ใ", "ไ")


@dataclass(frozen=True)
class Line:
    """A picture and what must be read from it."""

    image: Image.Image
    label: str


def easy(face: Face, rng: random.Random) -> Line:
    """A few clean digits: what a fresh network learns from first."""
    core = run(rng, 1, 4)
    return Line(draw(face, rng.randint(30, 60), ("", core, ""), rng).image, label("", core, ""))


def line(face: Face, rng: random.Random) -> Line:
    left, core, right = context(rng), content(rng), context(rng)
    if rng.random() < 0.08:
        core = context(rng) or "พ.ศ."  # nothing but letters: they are not digits
    dpi, points = rng.choice((150, 150, 200, 200, 200, 250, 300)), rng.triangular(10, 24, 15)
    drawn = draw(face, round(points * dpi / 72), (left, core, right), rng)
    return Line(spoiled(drawn.image, rng), label(drawn.left, core, drawn.right))


def content(rng: random.Random) -> str:
    """What numbers in agencies' documents look like; years most of all."""
    shapes = {
        "{year}": 50, "{year}{dash}{year}": 12, "{short}{mark}{year}": 6, "{short}{mark}{short}": 4, "({year})": 4,
        "({short})": 2, "{amount}": 6, "{day} {word} {year}": 6, "{long}": 10,
    }  # fmt: skip
    makers = {
        "year": lambda: year(rng),
        "dash": lambda: rng.choice(("-", "-", " - ", "–", "/")),
        "mark": lambda: rng.choice("/.,-"),
        "short": lambda: run(rng, 1, 4),
        "long": lambda: run(rng, 1, 8),
        "day": lambda: run(rng, 1, 2),
        "word": lambda: syllables(rng) if rng.random() < 0.5 else rng.choice(WORDS),
        "amount": lambda: (
            ",".join(run(rng, n, n) for n in (rng.randint(1, 3), 3, 3)[: rng.randint(2, 3)]) + f".{run(rng, 2, 2)}"
        ),
    }
    shape = rng.choices(list(shapes), list(shapes.values()))[0]
    return re.sub(r"{(\w+)}", lambda match: makers[match[1]](), shape)


def year(rng: random.Random) -> str:
    digits = f"25{rng.randint(40, 80)}" if rng.random() < 0.6 else f"25{rng.randint(0, 99):02}"
    digits = digits if rng.random() < 0.85 else f"{rng.randint(0, 9999):04}"
    return scripted(digits, rng)


def run(rng: random.Random, low: int, high: int) -> str:
    return scripted("".join(rng.choices("0123456789", k=rng.randint(low, high))), rng)


def scripted(digits: str, rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.78:
        return "".join(THAI[int(digit)] for digit in digits)
    if kind < 0.94:
        return digits
    return "".join(THAI[int(digit)] if rng.random() < 0.5 else digit for digit in digits)


def context(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.3:
        return ""
    words = [rng.choice(WORDS) if rng.random() < 0.6 else syllables(rng) for _ in range(rng.randint(1, 2))]
    if kind > 0.92:
        words.append("." * rng.randint(3, 9))
    return rng.choice(("", " ")).join(words)


def syllables(rng: random.Random) -> str:
    return "".join(rng.choice(BEFORE) + rng.choice(CONSONANTS) + rng.choice(VOWELS) for _ in range(rng.randint(1, 3)))


def label(left: str, core: str, right: str) -> str:
    """Digits and marks as they stand; every stretch of letters, with the marks and spaces in it, as one LETTER."""
    text = ""
    for part in (left, *core.replace("–", "-"), right):
        if len(part) != 1 or part not in f"{THAI}{MARKS} 0123456789":
            text = text.rstrip() + (LETTER if part and not text.rstrip().endswith(LETTER) else "")
        elif part == " " and (not text or text.endswith((LETTER, " "))):
            continue
        else:
            text += part
    return re.sub(rf"{LETTER}[{re.escape(MARKS)} {LETTER}]*{LETTER}|{LETTER}\.", LETTER, text.strip())


@dataclass(frozen=True)
class Drawn:
    """A picture, and what is left of the letters before and after its core."""

    image: Image.Image
    left: str
    right: str


def draw(face: Face, size: int, parts: tuple[str, str, str], rng: random.Random) -> Drawn:
    """The core whole; of its neighbours as much as a rough cut leaves."""
    spaces = [rng.choice((0, 0, 0.08, 0.3)) * size for _ in "ab"]
    widths = [sum(font.getlength(text) for text, font in face.runs(part, size)) for part in parts]
    pad = size * 4
    canvas = Image.new("L", (round(sum(widths) + sum(spaces)) + 2 * pad, size * 5), 255)
    pen, x, base = ImageDraw.Draw(canvas), float(pad), round(size * 2.8)
    starts = []
    for part, width, space in zip(parts, widths, (*spaces, 0), strict=True):
        starts.append(x)
        at = x
        for text, font in face.runs(part, size):
            pen.text((at, base), text, font=font, fill=0, anchor="ls")
            at += font.getlength(text)
        x += width + space
    core = (starts[1], starts[1] + widths[1])
    top, bottom = heights(face, size, base)
    canvas = skewed(canvas, rng.gauss(0, 0.7) if rng.random() < 0.5 else 0.0, (sum(core) / 2, base))
    return cut(canvas, parts, core, (top, bottom), size, rng)


def heights(face: Face, size: int, base: int) -> tuple[int, int]:
    text, font = face.runs("๓๕", size)[0]
    box = font.getbbox(text, anchor="ls")
    return base + round(box[1]), base + round(box[3])


def cut(
    canvas: Image.Image,
    parts: tuple[str, str, str],
    core: tuple[float, float],
    rows: tuple[int, int],
    size: int,
    rng: random.Random,
) -> Drawn:
    high = rows[1] - rows[0]
    kept = [rng.choice((rng.uniform(0.02, 0.5), rng.uniform(0.1, 3.0))) * size for _ in "lr"]
    above, below = (rng.choice((rng.uniform(0.05, 0.3), rng.uniform(0.1, 1.0))) * high for _ in "ab")
    box = (core[0] - kept[0], rows[0] - above, core[1] + kept[1], rows[1] + below)
    seen = [part if keep > 0.55 * size else "" for part, keep in zip((parts[0], parts[2]), kept, strict=True)]
    return Drawn(canvas.crop(tuple(round(value) for value in box)), *seen)
