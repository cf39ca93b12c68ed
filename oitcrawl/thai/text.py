"""Thai text made comparable: the folded form, positions back to the original, and phrases found in it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
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


@lru_cache(maxsize=16_384)
def fold_phrase(phrase: str) -> str:
    """As ``fold``, remembered: every automaton asks for the same few thousand phrases of the rules again."""
    return fold(phrase)


@lru_cache(maxsize=4096)
def fold_label(text: str) -> str:
    """As ``fold``, remembered: the words of menus return on every page, and are asked for several times."""
    return fold(text)


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
        patterns = [fold_phrase(phrase) for phrase in self.phrases]
        for phrase, pattern in zip(self.phrases, patterns, strict=True):
            if not pattern:
                raise ValueError(f"phrase {phrase!r} holds no letter or digit")
        self._automaton = AhoCorasick(patterns, matchkind=MatchKind.Standard)

    def find(self, folded: str) -> list[Hit]:
        """Every occurrence of every phrase, overlapping ones too, by end position."""
        return [Hit(*hit) for hit in self.places(folded)]

    def places(self, folded: str) -> list[tuple[int, int, int]]:
        """As ``find``, but plain: number of the phrase, start and end."""
        found: list[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return found


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


MARKS: Final = "ัิีึืฺุู็่้๊๋์"
_NO_MARKS: Final = dict.fromkeys(map(ord, "ัิีึืฺุู็่้๊๋์"))
LATE: Final = frozenset("็่้๊๋์")  # written after vowels above and below
_RUN: Final = re.compile(f"[{MARKS}]{{2,}}")
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


SPELLED: Final = _Table()


def _in_cp874(byte: int) -> str:
    return bytes([byte]).decode("cp874", "replace")


# The same table over the bytes of cp874, where one call of bytes.translate does the work ten times faster.
_BYTES: Final = bytes((_spell(_in_cp874(byte)) or "\0").encode("cp874")[0] for byte in range(256))
_DROPPED: Final = bytes(byte for byte in range(256) if not _spell(_in_cp874(byte)))
_CLASSES: Final = bytes(
    (2 if _in_cp874(byte) in LATE else 1) if _in_cp874(byte) in MARKS else 0 for byte in range(256)
)


def _fold_thai(text: str) -> str:
    folded = text.encode("cp874").translate(_BYTES, _DROPPED)
    classes = folded.translate(_CLASSES)
    text = folded.decode("cp874")
    if b"\2\1" in classes or b"\1\1" in classes or b"\2\2" in classes:
        text = _RUN.sub(_mend_run, text)
    return text.replace("เเ", "แ")


def kept_places(text: str) -> list[int] | None:
    """Where the characters stand that ``fold`` keeps, when it puts none of them right; None when it may."""
    try:
        raw = text.encode("cp874")
    except UnicodeEncodeError:
        return None
    folded = raw.translate(_BYTES, _DROPPED)
    classes = folded.translate(_CLASSES)
    if b"\2\1" in classes or b"\1\1" in classes or b"\2\2" in classes or _TWO_E in folded:
        return None
    return [place for place, byte in enumerate(raw) if byte not in _DROPPED_SET]


_TWO_E: Final = "เเ".encode("cp874")
_DROPPED_SET: Final = frozenset(_DROPPED)


def _fold_foreign(text: str) -> str:
    pieces = _KEPT.split(text)
    pieces[::2] = map(_fold_thai, pieces[::2])
    text = "".join(pieces)
    return _FOREIGN.sub(lambda match: normalize("NFC", match.group()), text)


def _spell_all(match: re.Match[str]) -> str:
    return "".join(SPELLED[ord(letter)] or "" for letter in match.group())


def _mend_run(match: re.Match[str]) -> str:
    marks = sorted(match.group(), key=LATE.__contains__)
    return "".join(mark for mark, _ in groupby(marks))
