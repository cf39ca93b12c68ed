"""The text of a page as lines, one for each block, put together from the pieces that the walk gathered."""

from typing import Final

from oitcrawl.read.state import BREAK

_HIDDEN: Final = "\u00ad\u200b\u200c\u200d\ufeff"  # soft hyphen and zero-width characters
_ZERO_WIDTH: Final = dict.fromkeys(map(ord, _HIDDEN))


def lines_of(pieces: list[str]) -> str:
    """A line for each block; marks that nobody sees still stand in it."""
    lines = [line.strip() for line in " ".join("".join(pieces).split()).split(BREAK)]
    return "\n".join([line for line in lines if line and line != "|"])


def visible(text: str) -> str:
    """``text`` without marks that nobody sees."""
    return text.translate(_ZERO_WIDTH) if any(mark in text for mark in _HIDDEN) else text


def joined(pieces: list[str], framed: list[tuple[int, int, str]]) -> str:
    """As ``lines_of``; ``framed`` gives (start, end, lines) of pieces of which the lines are known, in order."""
    told: list[str] = []
    at = 0
    for start, end, lines in framed:
        told += lines_of(pieces[at:start]), lines
        at = end
    told.append(lines_of(pieces[at:]))
    return "\n".join(filter(None, told))
