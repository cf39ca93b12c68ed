"""Thai text made comparable: the folded form, positions back to the original, and phrases found in it."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from typing import Final, NamedTuple
from unicodedata import category, normalize

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from oitcrawl.thai.lao import letter_of_lao


def fold(text: str) -> str:
    """The form on which Thai text is compared: letters, vowel and tone marks and digits, nothing else.

    Sara am in every spelling becomes ``า`` (PDF text layers put one for the other), two ``เ`` become ``แ``, ``ฎ``
    becomes ``ฏ``; Thai and full-width digits become Arabic; Lao letters and the private codes of old Windows fonts
    become Thai; Latin becomes lower case; marks typed twice or in the wrong order are put right; spaces, punctuation,
    zero-width and unknown private-use characters go. ``fold(fold(text)) == fold(text)``.
    """
    try:
        return _fold_thai(text)
    except UnicodeEncodeError:
        pass
    text = _ODD.sub(_spell_all, text)
    try:
        return _fold_thai(text)
    except UnicodeEncodeError:
        return _fold_foreign(text)


class Folded:
    """A text and its folded form, with the way back.

    Attributes:
        text: the original.
        folded: ``fold(text)``.
    """

    __slots__ = ("__dict__", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the original of ``folded[start:end]``; an empty slice gives an empty span.

        Raises:
            IndexError: the slice reaches beyond the folded text.
        """
        if start >= end:
            place = self._cell(start).start if start < len(self.folded) else len(self.text)
            return place, place
        cells = [self._cell(index) for index in range(start, end)]
        return min(cell.start for cell in cells), max(cell.end for cell in cells)

    def original(self, start: int, end: int) -> str:
        """The original words of ``folded[start:end]``."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def _cell(self, index: int) -> "Cell":
        """Where one folded character came from; only its own segment is folded slowly."""
        number = bisect_right(self._before, index) - 1
        cells = self._cells.get(number)
        if cells is None:
            cells = self._cells[number] = fold_cells(self.text[self._cuts[number] : self._cuts[number + 1]])
        here = self._cuts[number]
        cell = cells[index - self._before[number]]
        return Cell(cell.char, here + cell.start, here + cell.end)

    @cached_property
    def _cells(self) -> dict[int, list["Cell"]]:
        return {}

    @cached_property
    def _cuts(self) -> list[int]:
        """Places where the text may be cut and folded piece by piece: nothing mends what stands on both sides."""
        cuts = [0]
        while found := _CUT.search(self.text, cuts[-1] + _SEGMENT):
            cuts.append(found.start())
        return [*cuts, len(self.text)]

    @cached_property
    def _before(self) -> list[int]:
        """Folded characters before each segment."""
        lengths = [len(fold(self.text[start:end])) for start, end in pairwise(self._cuts)]
        return list(accumulate(lengths[:-1], initial=0))


class Hit(NamedTuple):
    """A phrase found in folded text: its number in the index, and where it stands in the folded text."""

    phrase: int
    start: int
    end: int


class PhraseIndex:
    """Many phrases looked for in one pass over folded text.

    Attributes:
        phrases: the phrases as given.

    Raises:
        ValueError: a phrase has no letter or digit, so that it would be found everywhere.
    """

    __slots__ = ("_automaton", "phrases")

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(phrases)
        patterns = [fold(phrase) for phrase in self.phrases]
        for phrase, pattern in zip(self.phrases, patterns, strict=True):
            if not pattern:
                raise ValueError(f"phrase {phrase!r} holds no letter or digit")
        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.Standard)

    def find(self, folded: str) -> list[Hit]:
        """Every occurrence of every phrase, overlapping ones too, by end position."""
        return [Hit(*hit) for hit in self._automaton.find_matches_as_indexes(folded, overlapping=True)]


class WordFinder:
    """Many words looked for in text as it stands; where several begin, the longest counts, and none overlap."""

    __slots__ = ("_automaton",)

    def __init__(self, words: Iterable[str]) -> None:
        self._automaton = AhoCorasick(list(words), MatchKind.LeftmostLongest, implementation=Implementation.DFA)

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """The words found from left to right: number, start and end of each."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(text)
        return found

    def has_any(self, text: str) -> bool:
        """Whether one of the words stands in ``text``."""
        return bool(self._automaton.find_matches_as_indexes(text))


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that lie inside no longer one, by start: of รองอธิบดี and อธิบดี at one place only the first stays."""
    kept: list[Hit] = []
    widest = Hit(-1, -1, -1)
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end, hit.phrase)):
        if hit.end > widest.end:
            widest = hit
        elif hit[1:] != widest[1:]:
            continue
        kept.append(hit)
    return kept


def bare(folded: str) -> str:
    """Folded text without the marks above and below its letters, which recognition and some addresses lose."""
    return folded.translate(_NO_MARKS)


def thai_digits_to_arabic(text: str) -> str:
    """``text`` with Arabic digits for Thai ones; its length stays."""
    return text.translate(_DIGITS) if _THAI_DIGIT.search(text) else text


def mend(text: str) -> str:
    """``text`` as a person would type it, where a PDF's text layer or an old font broke it; to be shown, not matched.

    Private codes of old Windows fonts become Thai, ``ค าน า`` becomes ``คำนำ``, a mark that stands apart joins its
    letter, marks typed twice or in the wrong order are put right, two ``เ`` become ``แ``, zero-width characters go.
    """
    try:
        raw = text.encode("cp874")
    except UnicodeEncodeError:
        text = _PRIVATE.sub(lambda match: PRIVATE_THAI[match.group()], _ZERO_WIDTH.sub("", normalize("NFC", text)))
        raw = text.encode("cp874", "replace")
    if _NIKHAHIT in raw:
        text = _NIKHAHIT_AA.sub("\\1ำ", text)
    if _APART.search(text):
        text = _LOST_NIKHAHIT.sub(_nikhahit_back, text)
        text = _APART.sub("", text)
    classes = text.encode("cp874", "replace").translate(_CLASSES)
    if b"\2\1" in classes or b"\1\1" in classes or b"\2\2" in classes:
        text = _RUN.sub(_mend_run, text)
    return text.replace("เเ", "แ")


def _nikhahit_back(match: re.Match[str]) -> str:
    """Consonant, space and sara aa: the space is what is left of a nikhahit, unless none can stand there."""
    vowel, letter, tone = match.groups()
    is_aa = vowel or (letter + tone not in _AM if tone else letter in _NO_AM)
    return f"{vowel}{letter}{tone}{'า' if is_aa else 'ำ'}"


class Cell(NamedTuple):
    """One folded character and the original characters it came from."""

    char: str
    start: int
    end: int


def fold_cells(text: str) -> list[Cell]:
    """``fold`` done slowly, character by character, keeping where each came from."""
    cells = [Cell(char, index, index + 1) for index, letter in enumerate(text) for char in _TABLE[ord(letter)] or ""]
    mended: list[Cell] = []
    for is_thai, group in groupby(cells, key=lambda cell: _is_thai(cell.char)):
        run = list(group)
        mended += _order_marks(run) if is_thai else _compose(run)
    return _join_sara_e(mended)


_SEGMENT: Final = 400  # characters
_CUT: Final = re.compile("[ก-ฮ]")  # a consonant: no mark is put right across it, nothing joins it from before
_MARKS: Final = "ัิีึืฺุู็่้๊๋์"
_NO_MARKS: Final = dict.fromkeys(map(ord, "ัิีึืฺุู็่้๊๋์"))
_LATE: Final = frozenset("็่้๊๋์")  # written after vowels above and below
_RUN: Final = re.compile(f"[{_MARKS}]{{2,}}")
_FOREIGN: Final = re.compile("[^\u0e00-\u0e7f]+")
_ODD: Final = re.compile(
    "[^\x00-\x7f\xa0\u0e01-\u0e3a\u0e3f-\u0e5b\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]+"
)
_KEPT: Final = re.compile(f"({_ODD.pattern})")
_THAI_DIGIT: Final = re.compile("[๐-๙]")
_DIGITS: Final = {ord("๐") + digit: str(digit) for digit in range(10)}
_ZERO_WIDTH: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_NIKHAHIT: Final = "\u0e4d".encode("cp874")
_NIKHAHIT_AA: Final = re.compile("\u0e4d+([่-๋]?)[ \u00a0]?[าำ]")
_APART: Final = re.compile("[ \u00a0](?=[ะ-ฺ็-๎])(?<=[ก-ฮัิ-ฺ็-๎].)")  # a gap before what never begins a word
_LOST_NIKHAHIT: Final = re.compile("([เแโใไ]?)([ก-ฮ])([่-๋]?) า")
_NO_AM: Final = frozenset("หมวษฬญศฐฒณภฎฏฑผฝฟฆถป")  # sara am never follows these directly
_AM: Final = frozenset("น้ ซ้ ค้ ย้ ล้ ช้ ถ้ ห้ ต่ ค่ ร่ ย่ ม่ ว่ ฉ่".split())  # with a tone only these

# Positional variants of marks in Thai fonts of Windows (F700-F71A) and of old Macintosh and Adobe fonts (F884-F899).
PRIVATE_THAI: Final = dict(
    zip(
        map(chr, [*range(0xF700, 0xF71B), *range(0xF884, 0xF89A)]),
        "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ฺุู" + "ัิีึื็่่่้้้๊๊๊๋๋๋์์์ํ",
        strict=True,
    )
)
_PRIVATE: Final = re.compile("[\uf700-\uf71a\uf884-\uf899]")


def _spell(letter: str) -> str:
    """What one character folds to, apart from its neighbours."""
    letter = PRIVATE_THAI.get(letter, letter)
    if "\u0e80" <= letter <= "\u0edf":
        letter = letter_of_lao(letter)
    elif "\uff01" <= letter <= "\uff5e":
        letter = chr(ord(letter) - 0xFEE0)
    if "๐" <= letter <= "๙":
        return _DIGITS[ord(letter)]
    if letter in "ำฎ":
        return "า" if letter == "ำ" else "ฏ"
    if letter in "ฺํ๎\u034f" or "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef":
        return ""  # Pali marks and the nikhahit half of a sara am; variation selectors of emoji
    return "".join(char for char in letter.lower() if category(char)[0] in "LM" or category(char) == "Nd")


class _Table(dict[int, str | None]):
    """A translation table that learns a character when it meets it."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _spell(chr(code)) or None
        return self[code]


_TABLE: Final = _Table()


def _in_cp874(byte: int) -> str:
    return bytes([byte]).decode("cp874", "replace")


# The same table over the bytes of cp874, where one call of bytes.translate does the work ten times faster.
_BYTES: Final = bytes((_spell(_in_cp874(byte)) or "\0").encode("cp874")[0] for byte in range(256))
_DROPPED: Final = bytes(byte for byte in range(256) if not _spell(_in_cp874(byte)))
_CLASSES: Final = bytes(
    (2 if _in_cp874(byte) in _LATE else 1) if _in_cp874(byte) in _MARKS else 0 for byte in range(256)
)


def _fold_thai(text: str) -> str:
    folded = text.encode("cp874").translate(_BYTES, _DROPPED)
    classes = folded.translate(_CLASSES)
    text = folded.decode("cp874")
    if b"\2\1" in classes or b"\1\1" in classes or b"\2\2" in classes:
        text = _RUN.sub(_mend_run, text)
    return text.replace("เเ", "แ")


def _fold_foreign(text: str) -> str:
    pieces = _KEPT.split(text)
    pieces[::2] = map(_fold_thai, pieces[::2])
    text = "".join(pieces)
    return _FOREIGN.sub(lambda match: normalize("NFC", match.group()), text)


def _spell_all(match: re.Match[str]) -> str:
    return "".join(_TABLE[ord(letter)] or "" for letter in match.group())


def _mend_run(match: re.Match[str]) -> str:
    marks = sorted(match.group(), key=_LATE.__contains__)
    return "".join(mark for mark, _ in groupby(marks))


def _is_thai(char: str) -> bool:
    return "\u0e00" <= char <= "\u0e7f"


def _order_marks(cells: list[Cell]) -> list[Cell]:
    ordered: list[Cell] = []
    for is_mark, group in groupby(cells, key=lambda cell: cell.char in _MARKS):
        run = list(group)
        if is_mark:
            run.sort(key=lambda cell: cell.char in _LATE)
            run = [_merge(list(same)) for _, same in groupby(run, key=lambda cell: cell.char)]
        ordered += run
    return ordered


def _compose(cells: list[Cell]) -> list[Cell]:
    composed: list[Cell] = []
    clusters: list[list[Cell]] = []
    for cell in cells:
        joins = clusters and (category(cell.char)[0] == "M" or "\u1160" <= cell.char <= "\u11ff")
        if joins:
            clusters[-1].append(cell)
        else:
            clusters.append([cell])
    for cluster in clusters:
        whole = _merge(cluster)
        text = "".join(cell.char for cell in cluster)
        changed = normalize("NFC", text)
        composed += cluster if changed == text else [whole._replace(char=char) for char in changed]
    return composed


def _join_sara_e(cells: list[Cell]) -> list[Cell]:
    joined: list[Cell] = []
    waiting = False  # the last cell is an e that may take a second one
    for cell in cells:
        if cell.char == "เ" and waiting:
            joined[-1] = _merge([joined[-1], cell])._replace(char="แ")
            waiting = False
        else:
            joined.append(cell)
            waiting = cell.char == "เ"
    return joined


def _merge(cells: list[Cell]) -> Cell:
    return Cell(cells[0].char, min(cell.start for cell in cells), max(cell.end for cell in cells))
