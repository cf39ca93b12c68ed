"""From a place in folded text back to the words that were seen, and as many around them as a person needs. Calm."""

import re
from dataclasses import dataclass

from oitcrawl.thai.folded import Folded
from oitcrawl.thai.text import fold

QUOTE = 160  # characters of original text shown around a match


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the folded text of one part of a reading: part number from 0, first and last position."""

    part: int
    start: int
    end: int


def origin(text: str, folded: str, spot: Spot) -> tuple[int, int]:
    """Span of ``spot`` in the original; looks only at the lines around it, for positions of a whole leaf are dear."""
    wanted = folded[spot.start : spot.end]
    position = done = 0
    for line in text.splitlines(keepends=True):
        length = len(fold(line))
        if done + length > spot.start:
            break
        done, position = done + length, position + len(line)
    first = max(0, position - 20)
    near = Folded(text[first : position + 400 + 3 * len(wanted)])
    at = near.folded.find(wanted, max(0, spot.start - done - 5))
    if at < 0:
        return Folded(text).span(spot.start, spot.end)
    start, end = near.span(at, at + len(wanted))
    return first + start, first + end


_EDGE = re.compile(r"\s")


def around(text: str, start: int, end: int) -> str:
    """About ``QUOTE`` characters of original text with the match in them, cut at white space where there is some."""
    room = max(0, QUOTE - (end - start)) // 2
    first, last = max(0, start - room), min(len(text), end + room)
    if first and (gap := _EDGE.search(text, first, start)):
        first = gap.end()
    if last < len(text):
        gaps = list(_EDGE.finditer(text, end, last))
        last = gaps[-1].start() if gaps else last
    return ("…" if first else "") + " ".join(text[first:last].split()) + ("…" if last < len(text) else "")
