"""How far a text layer can be trusted, and the light repairs that are always safe."""

import re
from collections.abc import Sequence
from typing import Final

from oitcrawl.model.content import TextLayer
from oitcrawl.thai.text import mend

GARBLED_SHARE: Final = 0.3  # of the letters are codes that nobody can read
PARTIAL_SHARE: Final = 0.03
READABLE_SHARE: Final = 0.5  # of the characters must be letters or digits, or they are glyph numbers
FEW: Final = 40  # characters; less text cannot be told by shares

_CODES: Final = re.compile("[\ue000-\uf6ff\uf71b-\uf883\uf89a-\uf8ff\ufffd\U000f0000-\U000ffffd]")
_THAI: Final = re.compile("[ก-๛]")
_LETTER: Final = re.compile(r"[\wก-๛]")
_LEADERS: Final = re.compile(r"[\s.…_*=\-–—|]+")  # forms are full of dotted lines
# Words that mix letters with figures and signs, as text of a scan read in the wrong language: "tl':i:m1Ab'V1A".
_ODD_WORD: Final = re.compile(
    r"\S*(?:[A-Za-z][\"':;!\\{}^~£€<>%|`+*]+[A-Za-z0-9]|[a-z]\d+[A-Za-z]|\d[a-z]+\d|[A-Za-z][^\x00-\x7fก-๛\s’”)]+[A-Za-z])\S*"
)
ODD_SHARE: Final = 0.3
_WEST: Final = re.compile("[\xa1-\xda\xdf-\xfb]")
# What no Thai writer puts together, and no repair can undo: a mark that follows a leading vowel,
# three marks on one consonant, three leading vowels.
_IMPOSSIBLE: Final = re.compile("[เ-ไ][ัิ-ฺ็-๎]|[ัิ-ฺ็-๎]{3,}|[เ-ไ]{3,}|[าะๅ]{3,}")
_DOUBLED: Final = re.compile("([ก-ฮ][ัิ-ฺ็-๎]+)\\1")


def judge_text(text: str) -> TextLayer:
    """GOOD, PARTIAL, GARBLED or NONE for the text of one page, by the characters it is made of."""
    if not text.strip():
        return TextLayer.NONE
    codes = len(_CODES.findall(text)) if has_codes(text) else 0
    letters = len(_LETTER.findall(text)) + codes
    solid = len(_LEADERS.sub("", text))
    if codes >= GARBLED_SHARE * letters or (solid > FEW and letters < READABLE_SHARE * solid):
        return TextLayer.GARBLED if letters > 2 or solid > FEW else TextLayer.NONE  # noqa: PLR2004 - a stray sign
    thai = len(_THAI.findall(text))
    if thai * 10 < letters and _is_gibberish(text):
        return TextLayer.GARBLED
    broken = codes + len(_IMPOSSIBLE.findall(text))
    if thai > FEW and broken > GARBLED_SHARE * thai:
        return TextLayer.GARBLED
    return TextLayer.PARTIAL if broken > PARTIAL_SHARE * letters + 1 else TextLayer.GOOD


def _is_gibberish(text: str) -> bool:
    """Whether text without Thai is no language at all; addresses do not count."""
    words = [word for word in text.split() if "/" not in word and "@" not in word]
    odd = sum(len(word) for word in words if _ODD_WORD.fullmatch(word))
    return sum(map(len, words)) > FEW and odd >= ODD_SHARE * sum(map(len, words))


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


def doubled(text: str) -> float:
    """Share of Thai letters that stand in clusters written twice (``ข้อข้มูล``), as one PDF reader does."""
    thai = len(_THAI.findall(text))
    return sum(len(hit.group()) for hit in _DOUBLED.finditer(text)) / thai if thai else 0.0


def repair(text: str) -> str:
    """``text`` with what PDF writers broke put right where nothing else can be meant.

    ``ประจ าปี`` -> ``ประจำปี``, nikhahit and sara aa -> sara am, zero-width characters away, tone marks of old Windows
    fonts back from their private codes, and Thai that a font without a map gives as Western letters.
    """
    return mend(_from_west(text))


def _from_west(text: str) -> str:
    """Old fonts for TIS-620 show as ``¡ÒÃ``: Western letters and no Thai at all."""
    west = len(_WEST.findall(text)) if not text.isascii() else 0
    if west <= FEW / 2 or _THAI.search(text) or west * 3 < len("".join(text.split())):
        return text
    return "".join(
        bytes([ord(letter)]).decode("cp874", "ignore") if "\xa1" <= letter <= "\xfb" else letter for letter in text
    )
