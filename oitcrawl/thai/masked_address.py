"""Covers numbers of private persons in addresses: agencies name files after the people in them. Calm.

An address with a covered number leads nowhere; what is shown of it says where to look all the same.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from oitcrawl.thai.personal_cards import DIGITS_OF_CARD, is_card_number

COVER: Final = "x"
_ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_DIGIT: Final = r"%E0%B9%9(?P<packed>[0-9])|(?P<plain>[0-9๐-๙])"
_BETWEEN: Final = r"(?:[-_.+ ~–]|%20|%2D|%E2%80%93)"
_PART: Final = re.compile(f"{_DIGIT}|(?P<between>{_BETWEEN})|(?P<other>%[0-9A-F]{{2}}|[^%]|%)", re.IGNORECASE)
_MAYBE: Final = re.compile(rf"(?:(?:%E0%B9%9[0-9]|[0-9๐-๙]){_BETWEEN}{{0,3}}){{10}}", re.IGNORECASE)
_GROUPS: Final = (1, 4, 5, 2, 1)
_CALLED: Final = re.compile(
    r"(?:\b|_)(?:cid|pid|nid|idcard|id_?card(?:_?no)?|card_?(?:id|no)|citizen(?:_?id)?|national_?id|personal_?id|people_?id)=?/?$",
    re.IGNORECASE,
)
_COVERED: Final = re.compile(rf"{COVER}(?:{_BETWEEN}{{0,3}}{COVER}){{9}}", re.IGNORECASE)
_WIDE: Final = 3  # marks between two digits of one number, at most


@dataclass(frozen=True, slots=True)
class _Place:
    """A digit and where it is written; ``gap`` tells whether something parts it from the one before."""

    digit: str
    start: int
    end: int
    gap: bool


def mask_address(url: str, known: Collection[str] = ()) -> str:
    """``url`` with the digits of persons' numbers in it covered; one without marks only where something tells it.

    Args:
        url: an address, or any part of one.
        known: digits of numbers that are known to be personal.
    """
    if not _MAYBE.search(url):
        return url
    covered = {place for run in _runs(url) for place in _personal(url, run, frozenset(known))}
    if not covered:
        return url
    pieces, at = [], 0
    for place in sorted(covered, key=lambda one: one.start):
        pieces += [url[at : place.start], COVER]
        at = place.end
    return "".join((*pieces, url[at:]))


def is_covered(url: str) -> bool:
    """Whether a number was covered in ``url``, so that it leads nowhere any more."""
    return _COVERED.search(url) is not None


def _runs(url: str) -> Iterator[list[_Place]]:
    """Digits that follow each other, with no more than a few marks between."""
    run: list[_Place] = []
    marks = 0
    for part in _PART.finditer(url):
        digit = part["packed"] or part["plain"]
        if digit:
            run.append(_Place(digit.translate(_ARABIC), *part.span(), gap=marks > 0))
            marks = 0
        elif part["between"] and marks < _WIDE:
            marks += 1
        else:
            yield run
            run, marks = [], 0
    yield run


def _personal(url: str, run: list[_Place], known: frozenset[str]) -> Iterator[_Place]:
    digits = "".join(place.digit for place in run)
    for size in {DIGITS_OF_CARD} | set(map(len, known)):
        for at in range(len(run) - size + 1):
            number = digits[at : at + size]
            if number in known or (size == DIGITS_OF_CARD and _is_card(url, run, at, number)):
                yield from run[at : at + size]


def _is_card(url: str, run: list[_Place], at: int, number: str) -> bool:
    """Whether 13 digits are parted as on a card, or stand alone behind a word for it; many a moment is as long."""
    if not is_card_number(number):
        return False
    parted = tuple(place.gap for place in run[at + 1 : at + DIGITS_OF_CARD])
    if parted == _PARTED:
        return True
    return len(run) == DIGITS_OF_CARD and _CALLED.search(url[: run[0].start]) is not None


_PARTED: Final = tuple(gap for size in _GROUPS for gap in (True, *(False,) * (size - 1)))[1:]
