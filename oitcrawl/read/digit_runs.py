"""Where in a line of recognised letters Thai digits stand, or must stand although the first pass saw none."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from oitcrawl.read.digit_model import Area
from oitcrawl.read.words import Box, Word

THAI_DIGITS: Final = "๐๑๒๓๔๕๖๗๘๙"
BEFORE, AFTER = 2, 4  # letters around seen digits that may be digits misread; models stop at what they know
GUESSED: Final = 6  # letters after a cue that may be digits misread
REACH: Final = 1.5  # heights of a digit beyond the seen ones in which a digit that was not seen may stand
PLAIN: Final = 0.9  # confidence of letters that are what they seem
_THAI: Final = re.compile("[ก-๎]+")
OFF: Final = 0.3  # heights by which the place of a letter may be wrong
_MONTHS: Final = "มกรา|กุมภาพันธ|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา"
# After these words a number follows; all of them may be spelt as recognition spells them (ํ า for ำ).
_YEAR_CUE: Final = re.compile(rf"พ\.?ศ\.?|(?:{_MONTHS})(?:คม|ยน|์|น)|ปีงบประมาณ|ปี(?!งบ)")
_NUMBER_CUE: Final = re.compile(r"วันที่|ข้อ|(?<=ค.สั่ง)ที่")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glyph:
    """A letter of the first pass and its place: word and symbol in it."""

    text: str
    confidence: float
    box: Box
    word: int
    symbol: int

    @property
    def middle(self) -> float:
        """Column of its centre."""
        return (self.box.left + self.box.right) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Letters ``first`` to ``last`` (exclusive) of a line that are to be read again.

    Attributes:
        area: where they stand.
        seen: the first pass saw Thai digits there; else something only calls for a number.
        year: what calls for a number calls for a year.
    """

    first: int
    last: int
    area: Area
    seen: bool
    year: bool = False


def glyphs_of(words: Sequence[Word], line: Sequence[int]) -> list[Glyph]:
    """The letters of the words of a line, given by their numbers; a word without symbols is cut evenly."""
    return [
        Glyph(text=text, confidence=sure, box=box, word=number, symbol=place)
        for number in line
        for place, (text, sure, box) in enumerate(symbols_of(words[number]))
    ]


def symbols_of(word: Word) -> Sequence[tuple[str, float, Box]]:
    """The symbols of a word, or its letters on equal parts of its box."""
    if word.symbols or not word.text:
        return word.symbols
    box, wide = word.box, (word.box.right - word.box.left) / len(word.text)
    return [
        (text, word.confidence, Box(left=round(x), top=box.top, right=round(x + wide), bottom=box.bottom))
        for text, x in ((text, box.left + wide * place) for place, text in enumerate(word.text))
    ]


def stretches(line: Sequence[Glyph], width: int) -> list[Stretch]:
    """What of a line in a picture ``width`` pixels wide is to be read again, left to right, not overlapping."""
    found: list[Stretch] = []
    for first, last, seen, year in _merged(sorted([*_seen(line), *_called(line)])):
        rows = _rows(line, first, last)
        if rows is not None:
            area = _area(line, first, last, rows, width)
            found.append(Stretch(first=first, last=last, area=area, seen=seen, year=year))
    return found


Span = tuple[int, int, bool, bool]  # first, last, seen, year


def is_thai_digit(text: str) -> bool:
    """Whether a symbol holds a Thai digit."""
    return any(letter in THAI_DIGITS for letter in text)


def _seen(line: Sequence[Glyph]) -> Iterator[Span]:
    """Around each Thai digit some letters of the same word."""
    for place, glyph in enumerate(line):
        if is_thai_digit(glyph.text):
            first, last = place, place + 1
            while first > 0 and place - first < BEFORE and line[first - 1].word == glyph.word:
                first -= 1
            while last < len(line) and last - place <= AFTER and line[last].word == glyph.word:
                last += 1
            yield first, last, True, False


def _called(line: Sequence[Glyph]) -> Iterator[Span]:
    """After a cue that no digit follows, the next letters."""
    text = "".join(glyph.text for glyph in line)
    owner = [place for place, glyph in enumerate(line) for _ in glyph.text]
    for cue, year in ((_YEAR_CUE, True), (_NUMBER_CUE, False)):
        for match in cue.finditer(text):
            first = owner[match.end()] if match.end() < len(owner) else len(line)
            last = min(len(line), first + GUESSED)
            ahead = "".join(glyph.text for glyph in line[first:last])
            if ahead and not any(letter.isdigit() for letter in ahead) and _is_doubtful(line, first):
                yield first, last, False, year


def _is_doubtful(line: Sequence[Glyph], first: int) -> bool:
    """Whether what follows a cue may be something else than letters that go on: most words after ปี are words."""
    glyph = line[first]
    parted = first > 0 and glyph.word != line[first - 1].word
    return parted or glyph.confidence < PLAIN or not _THAI.fullmatch(glyph.text)


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for first, last, seen, year in spans:
        if merged and first <= merged[-1][1] and (seen or merged[-1][2]):
            before = merged[-1]
            merged[-1] = (before[0], max(before[1], last), before[2] or seen, before[3] or year)
        elif not merged or first >= merged[-1][1]:
            merged.append((first, last, seen, year))
    return merged


def _rows(line: Sequence[Glyph], first: int, last: int) -> tuple[int, int] | None:
    """Top and bottom of the digits: those of the seen ones, else of all letters of the line."""
    for some in (_digits(line[first:last]), _digits(line), line):
        boxes = [one.box for one in some if one.box.bottom - one.box.top > 3]  # noqa: PLR2004 - pixels, not a dot
        if boxes:
            return round(median(box.top for box in boxes)), round(median(box.bottom for box in boxes))
    return None


def _digits(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [one for one in glyphs if is_thai_digit(one.text)]


def _area(line: Sequence[Glyph], first: int, last: int, rows: tuple[int, int], width: int) -> Area:
    """To the letters around, no farther than ``REACH``; of a word that goes on, a whole letter more.

    Slivers of letters look like digits: a whole letter looks like what it is. Places may be off by half a letter.
    """
    high = rows[1] - rows[0]
    left, right = line[first].box.left, max(one.box.right for one in line[first:last])
    start = gap_left = left - round(REACH * high)
    end = gap_right = right + round(REACH * high)
    if first:
        before = line[first - 1].box
        start = max(start, before.left)
        if line[first - 1].word != line[first].word:
            start, gap_left = start - round(OFF * high), line[first].box.right
    if last < len(line):
        after = line[last].box
        end = min(end, after.right)
        if line[last].word != line[last - 1].word:
            end, gap_right = end + round(OFF * high), line[last - 1].box.left
    start, end = max(0, min(start, left)), min(width, max(end, right, start + 1))
    return Area(
        left=start,
        right=end,
        top=rows[0],
        bottom=rows[1],
        gap_left=min(max(gap_left, start), end),
        gap_right=max(min(gap_right, end), start),
    )
