"""How far a text layer can be trusted: the share of it that is sound, and the repairs that are always safe."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from oitcrawl.model.content import TextLayer
from oitcrawl.read.mending import SAMPLE, doubled
from oitcrawl.read.mojibake import set_encoding_right
from oitcrawl.thai.text import mend

__all__ = [
    "NEEDS_OCR",
    "doubled",
    "has_codes",
    "has_thai",
    "judge_leaves",
    "judge_text",
    "layer_of",
    "repair",
    "weigh",
]

NEEDS_OCR: Final = 0.6  # quality below which nobody can read a text, so that the picture of the page has to be read
PARTIAL: Final = 0.94  # quality below which words are missing or broken, so that what is not found may yet be there
UNREADABLE: Final = 0.01
CODES_SHARE: Final = 0.3  # of the letters are codes that nobody can read
FEW: Final = 40  # characters; less text cannot be told by shares
READABLE_SHARE: Final = 0.5  # of the characters must be letters or digits, or they are glyph numbers
ODD_SHARE: Final = 0.3  # of the letters in words of no language: nobody can read the rest
ENOUGH: Final = 200  # Thai letters by which frequencies can be told
RARE_SHARE: Final = (
    0.04  # of the rarest letters, which are 1-3% of Thai pages; a font with a wrong map has 9% and more
)
MARK_SHARE: Final = 0.08  # of marks above and below, which are 10-20% of Thai pages: they were lost on the way
MIN_SWAPPED: Final = 3  # vowels below or above before a vowel behind: the font's map takes one mark for another
SWAPPED_SHARE: Final = 0.004  # of the letters, from which no mark can be trusted
HOPELESS: Final = 0.6  # what wrong frequencies and wrong marks take from the quality
APART_SHARE: Final = 0.35  # of the Thai words that are single clusters: the gaps between clusters became spaces

_CODES: Final = re.compile("[\ue000-\uf6ff\uf71b-\uf883\uf89a-\uf8ff\ufffd\x80-\x9f\U000f0000-\U000ffffd]")
_BULLET: Final = re.compile("(?<![\uf000-\uf0ff])[\uf000-\uf0ff](?![\uf000-\uf0ff])")  # of a symbol font, and sound
_THAI: Final = re.compile("[ก-๛]")
# Words that mix letters with figures and signs, as text of a scan read in the wrong language: "tl':i:m1Ab'V1A".
_ODD_WORD: Final = re.compile(
    r"\S*(?:[A-Za-z][\"':;!\\{}^~£€<>%|`+*]+[A-Za-z0-9]|[a-z]\d+[A-Za-z]|\d[a-z]+\d|[A-Za-z][^\x00-\x7fก-๛\s’”)]+[A-Za-z])\S*"
)
_SINGLE: Final = re.compile(" [เ-ไ]?[ก-ฮ][ัิ-ฺ็-๎]*[ะาำ]?(?= )")


def weigh(text: str) -> float:
    """Quality of a text, 0-1: the share of it that a reader of Thai or English could make sense of.

    Sound text reaches 0.95, text of which words are broken stays below ``PARTIAL``, and what nobody can read below
    ``NEEDS_OCR`` but above 0.0, which is kept for text without letters. The layer is weighed, not its spelling.
    """
    raw = text.encode("cp874", "replace")
    codes = _codes(text)
    foreign = 0 if text.isascii() else sum(map(len, _FOREIGN.findall(text)))
    thai, letters = len(raw.translate(None, _NOT_THAI)), len(raw.translate(None, _NOT_LETTERS)) + codes + foreign
    solid = len(raw.translate(None, _LEADERS))
    if solid > FEW and letters < READABLE_SHARE * solid:
        return max(UNREADABLE, (NEEDS_OCR - UNREADABLE) * letters / (READABLE_SHARE * solid))
    if letters == 0:
        return 0.0
    quality = 1 - max(0, codes - 1) / letters * (1 - NEEDS_OCR) / CODES_SHARE
    if thai * 10 >= letters:
        quality -= _unsound(raw, text, thai)
    else:
        quality -= max(0.0, _gibberish(text) - ODD_SHARE / 3) * (1 - NEEDS_OCR) / (ODD_SHARE * 2 / 3)
    return min(1.0, max(UNREADABLE, quality))


def _codes(text: str) -> int:
    """Characters that stand for no letter; bullets of symbol fonts are none."""
    return len(_CODES.findall(text)) - len(_BULLET.findall(text)) if has_codes(text) else 0


def _unsound(raw: bytes, text: str, thai: int) -> float:
    """What is wrong with a Thai text, as a share of it."""
    kinds = raw.translate(_KINDS)
    lost = 3 * max(0, sum(map(kinds.count, _IMPOSSIBLE)) - 1) / thai
    if thai >= ENOUGH:
        marks = len(kinds.translate(None, b"-CLA")) / thai
        rare = len(raw.translate(None, _NOT_RARE)) / thai
        lost += HOPELESS * (max(0.0, 1 - marks / MARK_SHARE) + min(1.0, max(0.0, rare / RARE_SHARE - 1)))
    swapped = kinds.count(b"VA")
    if swapped >= MIN_SWAPPED and swapped > SWAPPED_SHARE * thai:
        lost += HOPELESS
    return lost + _apart(text) + doubled(text[:SAMPLE])


def _apart(text: str) -> float:
    """Share of Thai words that are single clusters, where there are more of them than sound text has."""
    single = len(_SINGLE.findall(text)) if text.count(" ") * 6 > len(text) else 0
    share = single / (text.count(" ") + 1)
    return share if share > APART_SHARE else 0.0


def _gibberish(text: str) -> float:
    """Share of text without Thai that is in words of no language; addresses do not count."""
    words = [word for word in text.split() if "/" not in word and "@" not in word]
    count = sum(map(len, words))
    odd = sum(len(word) for word in words if _ODD_WORD.fullmatch(word))
    return odd / count if count > FEW else 0.0


def judge_text(text: str) -> TextLayer:
    """GOOD, PARTIAL, GARBLED or NONE for the text of one page, by its quality."""
    if not text.strip():
        return TextLayer.NONE
    return layer_of(weigh(text))


def layer_of(quality: float) -> TextLayer:
    """What a text of this quality can be used for; one without letters is NONE."""
    if quality == 0.0:
        return TextLayer.NONE
    if quality < NEEDS_OCR:
        return TextLayer.GARBLED
    return TextLayer.PARTIAL if quality < PARTIAL else TextLayer.GOOD


def judge_leaves(layers: Sequence[TextLayer]) -> TextLayer:
    """The text layer of a document from those of its pages: GOOD only when every page can be read."""
    seen = set(layers)
    if not seen or seen == {TextLayer.NONE}:
        return TextLayer.NONE
    if TextLayer.GOOD not in seen and TextLayer.PARTIAL not in seen:
        return TextLayer.GARBLED
    if seen == {TextLayer.GOOD}:
        return TextLayer.GOOD
    return TextLayer.PARTIAL


def has_thai(text: str) -> bool:
    """Whether a Thai letter stands in ``text``."""
    return _THAI.search(text) is not None


def has_codes(text: str) -> bool:
    """Whether private-use or replacement characters may stand in ``text``; a hundred times faster than counting."""
    raw = text.encode("utf-8", "replace")
    return b"\xee" in raw or b"\xef" in raw or b"\xf3" in raw


def repair(text: str) -> str:
    """``text`` with what PDF writers broke put right where nothing else can be meant; for titles, cells and lines.

    ``ประจ าปี`` -> ``ประจำปี``, nikhahit and sara aa -> sara am, zero-width characters away, tone marks of old Windows
    fonts back from their private codes, and Thai that was read in a wrong encoding.
    """
    return mend(set_encoding_right(text))


def _kind(letter: str) -> str:
    """C: consonant, L: leading vowel, V: vowel above or below, T: what follows it, A: vowel behind, -: none."""
    if "ก" <= letter <= "ฮ":
        return "C"
    found = {"เแโใไ": "L", "ัิีึืุู": "V", "ฺ็่้๊๋์ํ๎": "T", "ะาำๅ": "A"}
    return next((kind for letters, kind in found.items() if letter in letters), "-")


def _letters(test: Callable[[str], bool]) -> bytes:
    """The bytes of cp874 whose letters do not pass ``test``."""
    return bytes(byte for byte in range(256) if not test(bytes([byte]).decode("cp874", "ignore") or " "))


_KINDS: Final = bytes(ord(_kind(bytes([byte]).decode("cp874", "ignore") or " ")) for byte in range(256))
_NOT_THAI: Final = _letters(lambda letter: "ก" <= letter <= "๛")
_NOT_LETTERS: Final = _letters(lambda letter: letter.isalnum() or letter == "_" or "ก" <= letter <= "๛")
_NOT_RARE: Final = _letters(lambda letter: letter in "ฃฅฆฌฎฏฐฑฒฬฮฤฦฉฝฟฺ๊๋ํ๎")
_LEADERS: Final = " \t\n\r\f\v\xa0.…_*=-–—|".encode("cp874")  # forms are full of dotted lines
# Neighbours that no Thai writer puts together, and no repair could part: each spoils about three letters.
_IMPOSSIBLE: Final = tuple(pair.encode() for pair in "-V -T -A LV LT LA L- LL VV TV AV AT TT VA".split())
_FOREIGN: Final = re.compile("[\xc0-\u0dff\u0e80-\u1fff\u2e80-\uabff]")
