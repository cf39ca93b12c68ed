"""A second look at words that the Thai model took for odd Thai: addresses, abbreviations, English titles."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median
from typing import Final

from oitcrawl.read.pictures import Picture, cut
from oitcrawl.read.tesseract import LATIN, around, has_language, recognise
from oitcrawl.read.words import Box, Word

# Measured on mixed pages: Latin words read as Thai reach 0.92, sound Thai words 0.92-0.95. Read again by the Latin
# model, Latin words reach 0.89-0.96 and Thai ones, which it takes for ``HinamAtu``, 0.75 at most.
ODD: Final = 0.91
NUMBER_ODD: Final = 0.6
SURE: Final = 0.85
SHARE: Final = 3  # one word in so many is looked at again; where more are odd, it is the picture that is bad
FEW: Final = 12  # words that are always looked at again
ADDRESS_SURE: Final = 0.6  # no Thai word reads as an address
SECONDS: Final = 2.0  # for one word
REACH: Final = 0.4  # heights of a letter above and below it: found 275 of 310 Latin words, the whole boxes 261
TALL: Final = 8  # pixels; lower things are specks and dots

_LATIN: Final = re.compile("[A-Za-z]")
_NUMBER: Final = re.compile(r"[0-9][0-9.,:/()-]+")
_ADDRESS: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:https?://|www\.)[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.ASCII
)
_FIGURES: Final = re.compile(r"[0-9.,:/()%-]+|[๐-๙.,:/()%-]+")
_THAI_DIGITS: Final = re.compile(r"[๐-๙.,:/()-]+")


def latin_look(words: Sequence[Word], picture: Picture, dpi: int) -> list[Word]:
    """``words`` with those read again that are Latin; about 4 ms for each odd run, nothing for a Thai page.

    Args:
        words: as the Thai model read them.
        picture: what they were read from.
        dpi: about its resolution.
    """
    if not has_language(LATIN):
        return list(words)
    odd = sorted((word.confidence, number) for number, word in enumerate(words) if _is_odd(word))
    chosen = {number for _, number in odd[: max(FEW, len(words) // SHARE)]}
    read: list[Word] = []
    for (_, is_chosen), some in groupby(enumerate(words), key=lambda one: (one[1].line, one[0] in chosen)):
        run = [word for _, word in some]
        read += _again(run, picture, dpi) if is_chosen else run
    return read


def _is_odd(word: Word) -> bool:
    """Numbers are only when they are very unsure: the Thai model knows Arabic digits, and tables are full of them."""
    if len(word.text) < 2 or word.box.bottom - word.box.top <= TALL:  # noqa: PLR2004 - a letter tells no language
        return False
    return word.confidence < (NUMBER_ODD if _FIGURES.fullmatch(word.text) else ODD)


def _again(words: list[Word], picture: Picture, dpi: int) -> list[Word]:
    """Words that stand side by side, read as one line; each by itself where that is no Latin."""
    box = around([_band(word) for word in words])
    found = recognise(cut(picture, box), language=LATIN, dpi=dpi, seconds=SECONDS, line=True)
    text = " ".join(one.text for one in found.words)
    before = max(word.confidence for word in words)
    sure = found.confidence >= (ADDRESS_SURE if _ADDRESS.fullmatch(text) else max(SURE, before))
    if sure and _is_likely(text, instead_of="".join(word.text for word in words)):
        return [Word(text=text, confidence=found.confidence, box=box, line=words[0].line)]
    return [new for word in words for new in _again([word], picture, dpi)] if len(words) > 1 else words


def _band(word: Word) -> Box:
    """The box of a word without pieces of the lines above and below, which boxes of marks reach into."""
    if not word.symbols:
        return word.box
    top, bottom = (
        median(edges) for edges in zip(*((box.top, box.bottom) for _, _, box in word.symbols), strict=True)
    )
    room = (bottom - top) * REACH
    return replace(
        word.box, top=max(word.box.top, round(top - room)), bottom=min(word.box.bottom, round(bottom + room))
    )


def _is_likely(text: str, *, instead_of: str) -> bool:
    """Whether ``text`` may be what stands there: Thai digits look like Latin letters, and must not become them."""
    if _NUMBER.fullmatch(text):
        return not re.search("[๐-๙]", instead_of)
    letters = len(_LATIN.findall(text))
    return letters > (2 if _THAI_DIGITS.fullmatch(instead_of) else 1) and 2 * letters > len(text)
