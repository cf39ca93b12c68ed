"""A second look at words that the Thai model took for odd Thai: addresses, abbreviations, English titles."""

import re
from collections.abc import Sequence
from typing import Final

from oitcrawl.read.pictures import Picture, cut
from oitcrawl.read.tesseract import LATIN, has_language, recognise
from oitcrawl.read.words import Word

# Measured on mixed pages: Latin words read as Thai reach 0.92, sound Thai words 0.92-0.95. Read again by the Latin
# model, Latin words reach 0.89-0.96 and Thai ones, which it takes for ``HinamAtu``, 0.75 at most.
ODD: Final = 0.91
SURE: Final = 0.85
SHARE: Final = 3  # one word in so many is looked at again; where more are odd, it is the picture that is bad
FEW: Final = 12  # words that are always looked at again
SECONDS: Final = 2.0  # for one word
TALL: Final = 8  # pixels; lower things are specks and dots

_LATIN: Final = re.compile("[A-Za-z]")
_NO_NUMBER: Final = re.compile(r"[^\W0-9๐-๙_]")
_NUMBER: Final = re.compile(r"[0-9][0-9.,:/()-]+")
_THAI_DIGITS: Final = re.compile(r"[๐-๙.,:/()-]+")


def latin_look(words: Sequence[Word], picture: Picture, dpi: int) -> list[Word]:
    """``words`` with those read again that are Latin; about 4 ms for each odd word, nothing for a Thai page.

    Args:
        words: as the Thai model read them.
        picture: what they were read from.
        dpi: about its resolution.
    """
    if not has_language(LATIN):
        return list(words)
    odd = sorted((word.confidence, number) for number, word in enumerate(words) if _is_odd(word))
    chosen = {number for _, number in odd[: max(FEW, len(words) // SHARE)]}
    return [_again(word, picture, dpi) if number in chosen else word for number, word in enumerate(words)]


def _is_odd(word: Word) -> bool:
    """Numbers are not: the Thai model knows Arabic digits, and a table is full of them."""
    tall = word.box.bottom - word.box.top > TALL
    return tall and word.confidence < ODD and len(word.text) > 1 and _NO_NUMBER.search(word.text) is not None


def _again(word: Word, picture: Picture, dpi: int) -> Word:
    found = recognise(cut(picture, word.box), language=LATIN, dpi=dpi, seconds=SECONDS, line=True)
    text = " ".join(one.text for one in found.words)
    if found.confidence < max(SURE, word.confidence) or not _is_likely(text, instead_of=word.text):
        return word
    return Word(text=text, confidence=found.confidence, box=word.box, line=word.line)


def _is_likely(text: str, *, instead_of: str) -> bool:
    """Whether ``text`` may be what stands there: Thai digits look like Latin letters, and must not become them."""
    if _NUMBER.fullmatch(text):
        return not re.search("[๐-๙]", instead_of)
    letters = len(_LATIN.findall(text))
    return letters > (2 if _THAI_DIGITS.fullmatch(instead_of) else 1) and 2 * letters > len(text)
