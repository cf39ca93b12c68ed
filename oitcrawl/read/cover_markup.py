"""Covers known numbers of persons in the source of a page, also where its markup parts their digits into cells."""

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import Final

from oitcrawl.thai.masking import COVER, known_places, mask_personal

_PART: Final = re.compile(
    r"<!--(?:.*?-->|.*)|<(script|style)\b(?:.*?</\1\b|.*)|<(?P<tag>/?[a-z][a-z0-9]*)?[^>]*(?:>|$)|&(?:#\w{1,8}|\w{1,12});",
    re.IGNORECASE | re.DOTALL,
)
_INSIDE: Final = frozenset(
    "a b i u s em strong span font small big sub sup mark label tt code wbr abbr bdi bdo".split()
)
_UNSEEN: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
_Letter = tuple[str, int, int]  # and where it begins and ends in the source


def cover_markup(source: str, known: Collection[str]) -> str:
    """``source`` with the digits of every number covered that it shows; as long as it was, but for entities.

    Args:
        source: HTML.
        known: digits of the numbers that it shows.
    """
    letters = list(_shown(source))
    text = "".join(letter for letter, _, _ in letters)
    covered = {at for start, end in known_places(text, frozenset(known)) for at in range(start, end)}
    pieces, end = [], 0
    for at in sorted(covered):
        letter, first, last = letters[at]
        if letter.isdecimal():
            pieces += [source[end:first], COVER]
            end = last
    return mask_personal("".join((*pieces, source[end:])), known)


def _shown(source: str) -> Iterator[_Letter]:
    """The letters that a page shows; ends of cells and lines, and spaces in any number, are one space."""
    end, gap = 0, False
    for part in _PART.finditer(source):
        for at in range(end, part.start()):
            if not source[at].isspace():
                yield source[at], at, at + 1
            elif not gap:
                yield " ", at, at
            gap = source[at].isspace()
        letter = _letter(part)
        if letter and not (gap and letter == " "):
            yield letter, *part.span()
        gap, end = gap if not letter else letter == " ", part.end()
    yield from ((source[at], at, at + 1) for at in range(end, len(source)))


def _letter(part: re.Match[str]) -> str:
    """What a tag or an entity is to the eye: a letter, a space or nothing."""
    if part[0].startswith("&"):
        letter = unescape(part[0])
        return "" if letter in _UNSEEN else letter if len(letter) == 1 and not letter.isspace() else " "
    tag = (part["tag"] or "").lower().lstrip("/")
    return " " if tag and tag not in _INSIDE else ""
