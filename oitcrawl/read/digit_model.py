"""Our own model of Thai and Arabic digits: a stretch of a line read in several sizes, and what they agree on."""

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageOps, ImageStat

from oitcrawl.read.words import UNSURE_DIGIT

NAME: Final = "thaidigits"
FOLDER: Final = Path(__file__).parent / "tessdata"
LETTER: Final = "ก"  # what the model prints for any stretch of letters
DIGITS: Final = frozenset("๐๑๒๓๔๕๖๗๘๙0123456789")
FIRST: Final = 2  # views that do when they say the same, and surely
DISSENT: Final = 1  # views that may differ from the others at a place
SURE: Final = 0.90  # confidence of a digit; see tests/bench/digits.py for what it costs and saves
DARK: Final = 110  # tone of paper below which the letters are the light ones
BLANK: Final = 0.2  # of the darkness of the darkest column: less is paper
WIDE: Final = 0.9  # of the widest space: the nearest such one ends a word
RULE_BEYOND: Final = 0.6  # heights of a digit that an upright line goes on above and below
RULE_SHARE: Final = 0.9  # of the rows of a column that are dark where a line stands
RULE_TONE: Final = 0.3  # of the way from paper to ink: thin lines are grey
FAINT: Final = 40  # tones between paper and ink: less is an empty strip
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
    _View(above=0.15, below=0.15, height=40),
    _View(above=0.35, below=0.20, height=36),
    _View(above=0.25, below=0.40, height=29),
)


@cache
def digit_model() -> Any:
    """The ``PyTessBaseAPI`` of our model in this process; loaded when first asked for."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr

    folder = f"{FOLDER}{os.sep}"
    # White on dark is turned here, once, instead of reading every doubtful line twice.
    quiet = {"debug_file": os.devnull, "tessedit_do_invert": "0"}
    return tesserocr.PyTessBaseAPI(path=folder, lang=NAME, psm=tesserocr.PSM.RAW_LINE, variables=quiet)


def read_area(picture: Image.Image, area: Area, api: Any) -> list[Sign]:
    """What the views agree on, left to right; a digit that they do not agree on, or not surely, is ``▯``."""
    picture = _without_rules(picture, area)
    start, end = _between_words(picture, area)
    area = replace(area, left=start, right=end)
    views = [_read(picture, area, view, api) for view in _VIEWS[:FIRST]]
    if not _are_one(views):
        views += [_read(picture, area, view, api) for view in _VIEWS[FIRST:]]
    return _agreed(views)


def _without_rules(picture: Image.Image, area: Area) -> Image.Image:
    """The picture without the upright lines of tables in the area, which look like a digit or part one from its like.

    A line goes on above and below the digits, as no letter does.
    """
    beyond = round(RULE_BEYOND * (area.bottom - area.top))
    box = (area.left, max(0, area.top - beyond), area.right, min(picture.height, area.bottom + beyond))
    strip = picture.crop(box)
    ink, paper = float(min(strip.tobytes(), default=255)), float(ImageStat.Stat(strip).median[0])
    if paper - ink < FAINT:
        return picture
    limit = paper - RULE_TONE * (paper - ink)
    dark = strip.point([255 if tone < limit else 0 for tone in range(256)])
    columns = dark.resize((dark.width, 1), Image.Resampling.BOX).tobytes()
    rules = [place for place, share in enumerate(columns) if share >= RULE_SHARE * 255]
    if not rules:
        return picture
    clean = picture.copy()
    for place in rules:
        left = max(0, area.left + place - 1)
        clean.paste(round(paper), (left, box[1], min(picture.width, left + 3), box[3]))
    return clean


def _are_one(views: Sequence[Sequence[Sign]]) -> bool:
    sure = all(sign.confidence >= SURE for view in views for sign in view if sign.text in DIGITS)
    return sure and len({tuple(sign.text for sign in view) for view in views}) == 1


def _between_words(picture: Image.Image, area: Area) -> tuple[int, int]:
    """Columns where no letter of a neighbour is cut: places of letters are rough, but there is a space."""
    left, right = area.left, area.right
    if area.gap_left > area.left:
        left = _spaces(picture, area, area.left, area.gap_left)[-1]
    if area.gap_right < area.right:
        right = _spaces(picture, area, area.gap_right, area.right)[0]
    return left, max(right, left + 1)


def _spaces(picture: Image.Image, area: Area, start: int, end: int) -> list[int]:
    """The middles of all stretches of columns without ink that are wide enough to part words."""
    columns = picture.crop((start, area.top, end, area.bottom)).resize((end - start, 1), Image.Resampling.BOX)
    tones = columns.tobytes()
    limit = max(tones) - BLANK * (max(tones) - min(tones))
    spaces, place = [], start
    for blank, group in groupby(tones, key=lambda tone: tone >= limit):
        wide = len(list(group))
        spaces += [(wide, place + wide // 2)] if blank else []
        place += wide
    widest = max(wide for wide, _ in spaces)
    return [middle for wide, middle in spaces if wide >= WIDE * widest]


def _agreed(views: Sequence[Sequence[Sign]]) -> list[Sign]:
    """The reading that most views share; ``▯`` where too many of the others say something else, or nothing."""
    texts = [tuple(sign.text for sign in view) for view in views]
    base = views[texts.index(Counter(texts).most_common(1)[0][0])]
    ballots = [_ballot(base, view) for view in views if view is not base]
    agreed: list[Sign] = []
    for place, sign in enumerate(base):
        agreed += _added(ballots, place, sign)
        agreed.append(_voted(sign, [same[place] for same, _ in ballots]))
    return agreed + (_added(ballots, len(base), base[-1]) if base else [])


def _ballot(base: Sequence[Sign], view: Sequence[Sign]) -> tuple[dict[int, float], dict[int, int]]:
    """Confidence by which a view says the same at each place (0.0: it does not), and digits more before a place."""
    same, more = dict.fromkeys(range(len(base)), 0.0), dict.fromkeys(range(len(base) + 1), 0)
    beside: set[int] = set()
    matcher = SequenceMatcher(a=[one.text for one in base], b=[one.text for one in view], autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            same |= {a0 + step: view[b0 + step].confidence for step in range(a1 - a0)}
        elif a1 - a0 < b1 - b0:
            more[a1] = sum(sign.text in DIGITS for sign in view[b0:b1]) - (a1 - a0)
            if more[a1] > 0:  # then it does not see the same beside it either
                beside.update((a0 - 1, a1))
    return {place: 0.0 if place in beside else vote for place, vote in same.items()}, more


def _voted(sign: Sign, votes: Sequence[float]) -> Sign:
    if sign.text not in DIGITS:
        return sign
    sure = [vote for vote in [sign.confidence, *votes] if vote >= SURE]
    if len(sure) < len(votes) + 1 - DISSENT:
        return _unsure(sign)
    return replace(sign, confidence=min(sure))


def _added(ballots: Sequence[tuple[dict[int, float], dict[int, int]]], place: int, near: Sign) -> list[Sign]:
    """``▯`` for digits that more than ``DISSENT`` views see where the others see none."""
    counts = sorted((more[place] for _, more in ballots if more[place] > 0), reverse=True)
    return [_unsure(near)] * (counts[DISSENT] if len(counts) > DISSENT else 0)


def _unsure(sign: Sign) -> Sign:
    return replace(sign, text=UNSURE_DIGIT, confidence=0.0)


def _read(picture: Image.Image, area: Area, view: _View, api: Any) -> list[Sign]:
    high = max(1, area.bottom - area.top)
    top, bottom = round(area.top - view.above * high), round(area.bottom + view.below * high)
    scale = view.height / high
    cut = _cut(picture, (area.left, top, area.right, bottom))
    size = (max(8, round(cut.width * scale)), max(8, round(cut.height * scale)))
    cut = ImageOps.invert(cut) if ImageStat.Stat(cut).median[0] < DARK else cut
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
