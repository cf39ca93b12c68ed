"""Words as character recognition gives them: text, confidence and where they stand in the picture."""

from dataclasses import dataclass
from enum import StrEnum

from oitcrawl.model.content import UNSURE_DIGIT

__all__ = ["UNSURE_DIGIT", "Box", "Region", "Transcript", "Word"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle in pixels; ``right`` and ``bottom`` lie outside."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word.

    Attributes:
        text: as recognised, without spaces around it.
        confidence: 0-1.
        box: where it stands.
        symbols: (text, confidence, box) of each of its characters, left to right; empty when not asked for.
        line: number of its line, from 0, in reading order.
    """

    text: str
    confidence: float
    box: Box
    symbols: tuple[tuple[str, float, Box], ...] = ()
    line: int = 0


class Region(StrEnum):
    """How much of a page is read, least first: the stages of triage."""

    TOP = "top"  # its first lines
    UPPER = "upper"  # top 40%
    PAGE = "page"  # all of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What recognition made of a page or of a part of it.

    Attributes:
        text: lines; ``▯`` for each digit that could not be read for sure.
        confidence: 0-1, mean of the words by their letters, less for lines that were seen but not read; without any
            word 1.0 when the page is blank, 0.0 when something stands there that could not be read.
        words: number of words.
        turned: degrees by which the page had to be turned clockwise to stand upright (0, 90, 180, 270).
        seconds: CPU seconds spent.
    """

    text: str
    confidence: float
    words: int = 0
    turned: int = 0
    seconds: float = 0.0
