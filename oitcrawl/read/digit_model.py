"""Our own model of Thai and Arabic digits: a stretch of a line read in several sizes, and what they agree on."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, reduce
from pathlib import Path
from typing import Any, Final

from PIL import Image

from oitcrawl.read.words import UNSURE_DIGIT

NAME: Final = "thaidigits"
FOLDER: Final = Path(__file__).parent / "tessdata"
LETTER: Final = "ก"  # what the model prints for any stretch of letters
DIGITS: Final = frozenset("๐๑๒๓๔๕๖๗๘๙0123456789")
SURE: Final = 0.90  # confidence of a digit; see tests/bench/digits.py for what it costs and saves
BLANK: Final = 0.2  # of the darkness of the darkest column: less is paper
DPI: Final = 200  # only silences a warning: lines are scaled to the height of the network


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A stretch of a line, in pixels.

    Attributes:
        left: its first column.
        right: the column after its last.
        top: first row of its digits.
        bottom: row after the last of its digits.
        gap_left: the space before the first digit is between ``left`` and here.
        gap_right: the space after the last digit is between here and ``right``.
    """

    left: int
    right: int
    top: int
    bottom: int
    gap_left: int
    gap_right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A digit, ``▯``, mark or ``LETTER`` that the model saw, with its columns in the picture."""

    text: str
    confidence: float
    left: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """How a stretch is cut out: margins above and below, by the height of its digits, and that height in pixels."""

    above: float
    below: float
    height: int


# Near enough to how the model learnt, different enough to err differently.
_VIEWS: Final = (
    _View(above=0.25, below=0.25, height=32),
    _View(above=0.45, below=0.35, height=26),
    _View(above=0.12, below=0.15, height=40),
)


@cache
def digit_model() -> Any:
    """The ``PyTessBaseAPI`` of our model in this process; loaded when first asked for."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr

    folder = f"{FOLDER}{os.sep}"
    quiet = {"debug_file": os.devnull}
    return tesserocr.PyTessBaseAPI(path=folder, lang=NAME, psm=tesserocr.PSM.RAW_LINE, variables=quiet)


def read_area(picture: Image.Image, area: Area, api: Any) -> list[Sign]:
    """What all views agree on, left to right; a digit that they do not agree on, or not surely, is ``▯``."""
    start, end = _between_words(picture, area)
    views = [_read(picture, replace(area, left=start, right=end), view, api) for view in _VIEWS]
    return [_settled(sign) for sign in reduce(_agreed, views)]


def _between_words(picture: Image.Image, area: Area) -> tuple[int, int]:
    """Columns where no letter of a neighbour is cut: places of letters are rough, but there is a space."""
    left, right = area.left, area.right
    if area.gap_left > area.left:
        left = _space(picture, area, area.left, area.gap_left)
    if area.gap_right < area.right:
        right = _space(picture, area, area.gap_right, area.right)
    return left, max(right, left + 1)


def _space(picture: Image.Image, area: Area, start: int, end: int) -> int:
    """The middle of the longest stretch of columns without ink."""
    columns = picture.crop((start, area.top, end, area.bottom)).resize((end - start, 1), Image.Resampling.BOX)
    tones = columns.tobytes()
    limit = max(tones) - BLANK * (max(tones) - min(tones))
    best, run = (0, start), 0
    for place, tone in enumerate(tones):
        run = run + 1 if tone >= limit else 0
        best = max(best, (run, start + place + 1 - run // 2))
    return best[1]


def _settled(sign: Sign) -> Sign:
    return _unsure(sign) if sign.text in DIGITS and sign.confidence < SURE else sign


def _unsure(sign: Sign) -> Sign:
    return Sign(text=UNSURE_DIGIT, confidence=0.0, left=sign.left, right=sign.right)


def _agreed(ours: Sequence[Sign], theirs: Sequence[Sign]) -> list[Sign]:
    """Where both say the same, the lesser confidence; where they do not, ``▯`` for each digit of the longer."""
    agreed: list[Sign] = []
    matcher = SequenceMatcher(a=[one.text for one in ours], b=[one.text for one in theirs], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(ours[a0:a1], theirs[b0:b1], strict=True)
            agreed += [one if one.confidence <= other.confidence else _at(other, one) for one, other in pairs]
        else:
            a, b = (_doubts(ours[a0:a1]), _doubts(theirs[b0:b1]))
            agreed += a if len(a) >= len(b) else b
    return agreed


def _at(sign: Sign, place: Sign) -> Sign:
    return Sign(text=sign.text, confidence=sign.confidence, left=place.left, right=place.right)


def _doubts(signs: Sequence[Sign]) -> list[Sign]:
    return [_unsure(sign) for sign in signs if sign.text in DIGITS or sign.text == UNSURE_DIGIT]


def _read(picture: Image.Image, area: Area, view: _View, api: Any) -> list[Sign]:
    high = max(1, area.bottom - area.top)
    top, bottom = round(area.top - view.above * high), round(area.bottom + view.below * high)
    scale = view.height / high
    cut = _cut(picture, (area.left, top, area.right, bottom))
    size = (max(8, round(cut.width * scale)), max(8, round(cut.height * scale)))
    signs = _signs(cut.resize(size, Image.Resampling.BICUBIC), api)
    return [
        Sign(text=text, confidence=sure, left=area.left + left / scale, right=area.left + right / scale)
        for text, sure, left, right in signs
    ]


def _cut(picture: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    """``crop``, but what lies outside the picture is white, not black."""
    sheet = Image.new("L", (box[2] - box[0], box[3] - box[1]), 255)
    inside = (max(0, box[0]), max(0, box[1]), min(picture.width, box[2]), min(picture.height, box[3]))
    if inside[0] < inside[2] and inside[1] < inside[3]:
        sheet.paste(picture.crop(inside), (inside[0] - box[0], inside[1] - box[1]))
    return sheet


def _signs(line: Image.Image, api: Any) -> list[tuple[str, float, int, int]]:
    """(text, confidence 0-1, left, right) of each sign of a picture of one line."""
    import tesserocr

    api.SetPageSegMode(tesserocr.PSM.RAW_LINE)
    api.SetImage(line)
    api.SetSourceResolution(DPI)
    try:
        api.Recognize()
        walk = api.GetIterator()
        return [] if walk is None else _symbols(walk, tesserocr)
    finally:
        api.Clear()


def _symbols(walk: Any, library: Any) -> list[tuple[str, float, int, int]]:
    level = library.RIL.SYMBOL
    signs = []
    for one in library.iterate_level(walk, level):
        try:
            text = one.GetUTF8Text(level).strip()
        except RuntimeError:  # nothing was read there
            continue
        box = one.BoundingBox(level)
        if text and box:
            signs.append((text, one.Confidence(level) / 100, box[0], box[2]))
    return signs
