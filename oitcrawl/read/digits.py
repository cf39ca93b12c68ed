"""A second look at Thai digits: Tesseract's Thai models know no ๔ ๖ ๗ ๘ ๙ and put others in their place, silently."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import groupby, islice
from statistics import fmean
from typing import Any, Final

from PIL import Image

from oitcrawl.read.digit_model import DIGITS, FOLDER, LETTER, NAME, Sign, digit_model, read_area
from oitcrawl.read.digit_runs import THAI_DIGITS, Glyph, Stretch, glyphs_of, is_thai_digit, stretches, symbols_of
from oitcrawl.read.words import UNSURE_DIGIT, Box, Word

__all__ = ["digit_model", "digits_version", "is_installed", "second_look"]

YEARS: Final = range(2540, 2581)  # of the Buddhist era, that documents of agencies speak of
_NUMBER: Final = re.compile(f"[๐-๙0-9{UNSURE_DIGIT}]+")
_NOTHING: Final = re.compile("[^๐-๙0-9]*")
_YEAR: Final = 4  # digits
_ASIDE: Final = re.compile(r"[.,()/\-–ะ-ฺ็-๎]+")
_YEARLIKE: Final = (_YEAR, _YEAR + 1)
_APART: Final = 0.45  # heights of a digit between two of them that may belong to different words
_SPACE: Final = 1.5  # heights that always part words


def second_look(words: Sequence[Word], picture: Image.Image, api: Any) -> list[Word]:
    """Words with their Thai digits read again by our own model; a digit that it is not sure of becomes ``▯``.

    Numbers in Arabic digits stay as they are. A year in Thai digits outside of ``YEARS`` is not believed.

    Args:
        words: of a page, in reading order.
        picture: which their boxes refer to.
        api: ``digit_model()``.
    """
    grey: Image.Image | None = None
    seen: dict[int, list[Word]] = {}
    for _, group in groupby(range(len(words)), key=lambda number: words[number].line):
        line = glyphs_of(words, list(group))
        changes: list[_Change] = []
        for stretch in stretches(line, picture.width):
            grey = grey or picture.convert("L")
            changes += _changes(line, stretch, read_area(grey, stretch.area, api))
        if changes:
            seen |= _rewritten(words, line, changes)
    return [new for number, word in enumerate(words) for new in seen.get(number, [word])]


def is_installed() -> bool:
    """Whether the model is there."""
    return (FOLDER / f"{NAME}.traineddata").is_file()


@cache
def digits_version() -> str:
    """Digest of the model, for keys of what was read with it."""
    return f"{NAME}:{sha256((FOLDER / f'{NAME}.traineddata').read_bytes()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """Letters of a line (by place) that give way to ``signs``, which stand at the first of them."""

    places: tuple[int, ...]
    signs: tuple[Sign, ...]
    apart: bool = False


def _changes(line: Sequence[Glyph], stretch: Stretch, signs: Sequence[Sign]) -> list[_Change]:
    """What the model's reading of a stretch does to its letters."""
    changes: list[_Change] = []
    taken: set[int] = set()
    high = stretch.area.bottom - stretch.area.top
    for run in _whole_years(list(_runs(signs, line, high))):
        free = [place for place in range(stretch.first, stretch.last) if place not in taken]
        places = _bare(line, [place for place in free if _is_under(line[place], run, high)])
        before = [line[place] for place in places]
        if places and _is_welcome(run, before, stretch):
            taken |= set(places)
            changes.append(_Change(places=places, signs=tuple(_plausible(run, before)), apart=bool(changes)))
    return changes + [
        _Change(places=(place,), signs=(_hidden(line[place]),))
        for place in range(stretch.first, stretch.last)
        if place not in taken and is_thai_digit(line[place].text)
    ]


def _bare(line: Sequence[Glyph], places: Sequence[int]) -> tuple[int, ...]:
    """Without signs and vowels at the ends, which are no digits misread: in พ.ศ.๒๕๖๘ the last dot stays."""
    solid = [place for place in places if not _ASIDE.fullmatch(line[place].text)]
    return tuple(place for place in places if solid[0] <= place <= solid[-1]) if solid else ()


def _is_under(glyph: Glyph, run: Sequence[Sign], high: int) -> bool:
    """Whether a letter stands where a run stands; places are rough, so only digits may stand a little outside."""
    spare = 0.2 * high if is_thai_digit(glyph.text) else -0.15 * high
    return run[0].left - spare <= glyph.middle <= run[-1].right + spare


def _hidden(glyph: Glyph) -> Sign:
    """A Thai digit of the first pass that the model did not see: whatever it is, it is no digit to rely on."""
    text = "".join(UNSURE_DIGIT if letter in THAI_DIGITS else letter for letter in glyph.text)
    return Sign(text=text, confidence=0.0, left=glyph.box.left, right=glyph.box.right)


def _runs(signs: Sequence[Sign], line: Sequence[Glyph], high: int) -> Iterator[list[Sign]]:
    """Stretches from digit to digit without letters or spaces between; marks at their ends are left out."""
    run: list[Sign] = []
    for sign in signs:
        if run and (sign.text == LETTER or _is_space(run[-1], sign, line, high)):
            yield from _trimmed(run)
            run = []
        if sign.text != LETTER:
            run.append(sign)
    yield from _trimmed(run)


def _whole_years(runs: Sequence[list[Sign]]) -> list[list[Sign]]:
    """Runs that only together are a year belong together: places of digits are rough."""
    whole: list[list[Sign]] = []
    for run in runs:
        if whole and _is_year(_text([*whole[-1], *run])) and run[0].left - whole[-1][-1].right < _far(run):
            whole[-1] = [*whole[-1], *run]
        else:
            whole.append(run)
    return whole


def _far(run: Sequence[Sign]) -> float:
    return 2 * (run[-1].right - run[0].left) / len(run)


def _text(run: Sequence[Sign]) -> str:
    return "".join(sign.text for sign in run)


def _is_space(before: Sign, after: Sign, line: Sequence[Glyph], high: int) -> bool:
    """Whether there is a space between two signs; digits of typewriters stand wide apart without one."""
    if after.left - before.right <= _APART * high:
        return False
    one, other = (_nearest(line, (sign.left + sign.right) / 2) for sign in (before, after))
    return one.word != other.word or after.left - before.right > _SPACE * high


def _nearest(line: Sequence[Glyph], column: float) -> Glyph:
    return min(line, key=lambda glyph: abs(glyph.middle - column))


def _trimmed(run: Sequence[Sign]) -> Iterator[list[Sign]]:
    digits = [place for place, sign in enumerate(run) if _is_digit(sign)]
    if digits:
        yield list(run[digits[0] : digits[-1] + 1])


def _is_digit(sign: Sign) -> bool:
    return sign.text in DIGITS or sign.text == UNSURE_DIGIT


def _is_welcome(run: Sequence[Sign], before: Sequence[Glyph], stretch: Stretch) -> bool:
    """Whether a run may replace what the first pass saw there."""
    thai = any(is_thai_digit(glyph.text) for glyph in before)
    if not thai and any(letter.isdigit() for glyph in before for letter in glyph.text):
        return False  # Arabic digits, which the first pass knows
    text = _text(run)
    if stretch.seen:
        return not _NOTHING.fullmatch(text)
    if stretch.year:
        return len(text) == _YEAR and UNSURE_DIGIT not in text and _is_year(text)
    return UNSURE_DIGIT not in text


def _is_year(text: str) -> bool:
    return text.isdecimal() and int(text) in YEARS


def _plausible(run: Sequence[Sign], before: Sequence[Glyph]) -> Iterator[Sign]:
    """The run, with ``▯`` for what cannot be relied on.

    That is what follows ๒๕ in a year that cannot be or has a digit too many, and numbers that are no years when the
    first pass saw more digits: it splits digits that it does not know, but one may also have been cut off.
    """
    missed = sum(is_thai_digit(glyph.text) for glyph in before) > sum(_is_digit(sign) for sign in run)
    wrong: set[int] = set()
    for match in _NUMBER.finditer(_text(run)):
        number = match[0]
        if _is_year(number):
            continue
        if missed:
            wrong |= set(range(match.start(), match.end()))
        elif number.startswith("๒๕") and number.isdecimal() and len(number) in _YEARLIKE:
            wrong |= set(range(match.start() + 2, match.end()))
    for place, sign in enumerate(run):
        unsure = Sign(text=UNSURE_DIGIT, confidence=0.0, left=sign.left, right=sign.right)
        yield unsure if place in wrong else sign


_Symbol = tuple[str, float, Box]


def _rewritten(words: Sequence[Word], line: Sequence[Glyph], changes: Sequence[_Change]) -> Mapping[int, list[Word]]:
    """The words that changes touch, by number, each as the words that stand in its place now."""
    gone = {place for change in changes for place in change.places}
    start = {change.places[0]: change for change in changes}
    new: dict[int, list[list[_Symbol]]] = {line[place].word: [[]] for place in gone}
    for place, glyph in enumerate(line):
        if glyph.word not in new:
            continue
        change = start.get(place)
        if change is not None:
            if change.apart and new[glyph.word][-1] and _is_digit_symbol(new[glyph.word][-1][-1]):
                new[glyph.word].append([])
            new[glyph.word][-1] += [_symbol(sign, glyph.box) for sign in change.signs]
        elif place not in gone:
            new[glyph.word][-1].append(symbols_of(words[glyph.word])[glyph.symbol])
    return {number: [_word(words[number], parts) for parts in some if parts] for number, some in new.items()}


def _is_digit_symbol(symbol: _Symbol) -> bool:
    return _NUMBER.fullmatch(symbol[0]) is not None


def _symbol(sign: Sign, like: Box) -> _Symbol:
    box = Box(left=round(sign.left), top=like.top, right=round(sign.right), bottom=like.bottom)
    return sign.text, sign.confidence, box


def _sealed(symbols: Sequence[_Symbol]) -> list[_Symbol]:
    """So that no reader of dates takes a year or day out of the middle of a number that is not sure.

    Of four digits those that are sure stay, to help the eye: ๒๕▯๘.
    """
    text = "".join(part for part, _, _ in symbols)
    sealed = list(text)
    for match in _NUMBER.finditer(text):
        number = match[0]
        if UNSURE_DIGIT in number and len(number) != _YEAR:
            start = match.start() + (2 if number.startswith("๒๕") and len(number) > _YEAR else 0)
            sealed[start : match.end()] = [UNSURE_DIGIT if x in THAI_DIGITS else x for x in text[start : match.end()]]
    rest = iter(sealed)
    return [("".join(islice(rest, len(part))), sure, box) for part, sure, box in symbols]


def _word(old: Word, read: Sequence[_Symbol]) -> Word:
    symbols = _sealed(read)
    boxes = [box for _, _, box in symbols]
    return Word(
        text="".join(text for text, _, _ in symbols),
        confidence=fmean(sure for _, sure, _ in symbols),
        box=Box(
            left=min(box.left for box in boxes),
            top=min(box.top for box in boxes),
            right=max(box.right for box in boxes),
            bottom=max(box.bottom for box in boxes),
        ),
        symbols=tuple(symbols),
        line=old.line,
    )
