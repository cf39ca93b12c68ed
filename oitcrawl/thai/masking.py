"""Covers numbers of private persons in texts that are shown: every digit becomes ``x``, all else stays. Calm."""

import re
from collections.abc import Collection, Iterator
from typing import Final

from oitcrawl.thai.masked_address import mask_address
from oitcrawl.thai.personal import ADDRESS, find_personal, may_hold_personal
from oitcrawl.thai.personal_cards import ARABIC

COVER: Final = "x"
FRAGMENT: Final = 6  # digits of a number that a cut left at the edge of a text, from which they are covered too
_ANY: Final = "0-9๐-๙０-９▯"
_INNER: Final = 8  # digits of a text that is nothing but a part of a number
_RUN: Final = re.compile(rf"[{_ANY}](?:[\s\-\u200b\u2010-\u2015\u2212\uff0d.·_/|()（）]{{0,9}}[{_ANY}])*")
_DIGIT: Final = re.compile(f"[{_ANY}]")
_DOUBT: Final = "ผู้บริหาร"  # a short text does not tell whether a telephone is an official's: listed ones are told
_FEW: Final = re.compile(rf"(?:[{_ANY}][^{_ANY}]{{0,9}}){{{FRAGMENT}}}")


def mask_personal(text: str, known: Collection[str] = ()) -> str:
    """``text``, of the same length but for packed addresses, with the numbers of persons in it covered.

    Args:
        text: anything that is shown. Addresses in it are covered by ``mask_address``, since links have to work.
        known: digits of numbers known to be personal by the document that the text is from. A part of one that was
            cut at the edge of the text is covered too.
    """
    if not _FEW.search(text) if known else not may_hold_personal(text):
        return text
    places = [(one.start, one.end) for one in find_personal(text, about=_DOUBT)]
    places += known_places(text, frozenset(known)) if known else ()
    kept = [match.span() for match in ADDRESS.finditer(text)]
    if not places:
        return _addresses(text, known) if kept else text
    letters = list(text)
    for start, end in places:
        if any(first <= start and end <= last for first, last in kept):
            continue
        letters[start:end] = [COVER if _DIGIT.match(letter) else letter for letter in letters[start:end]]
    covered = "".join(letters)
    return _addresses(covered, known) if kept else covered


def _addresses(text: str, known: Collection[str]) -> str:
    return ADDRESS.sub(lambda match: mask_address(match[0], known), text)


def known_places(text: str, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where numbers stand that are known, and what a cut left of them."""
    lengths = {len(number) for number in known}
    for run in _RUN.finditer(text):
        spots = [run.start() + match.start() for match in _DIGIT.finditer(run[0])]
        digits = "".join(text[spot] for spot in spots).translate(ARABIC)
        for length in lengths:
            for at in range(len(digits) - length + 1):
                if digits[at : at + length] in known:
                    yield spots[at], spots[at + length - 1] + 1
        begins = not text[: run.start()].strip(" .…\n") or text[: run.start()].rstrip().endswith("…")
        ends = not text[run.end() :].strip(" .…\n") or text[run.end() :].lstrip().startswith("…")
        for first, last in _fragments(digits, known, begins=begins, ends=ends):
            yield spots[first], spots[last - 1] + 1


def _fragments(digits: str, known: frozenset[str], *, begins: bool, ends: bool) -> Iterator[tuple[int, int]]:
    """(first, behind the last) of digits at an edge of a text that are the end or the beginning of a number."""
    if len(digits) < FRAGMENT or not (begins or ends):
        return
    for number in known:
        if begins and ends and len(digits) >= _INNER and digits in number:
            yield 0, len(digits)
        for size in range(min(len(number), len(digits)), FRAGMENT - 1, -1):
            if begins and digits.startswith(number[-size:]):
                yield 0, size
                break
        for size in range(min(len(number), len(digits)), FRAGMENT - 1, -1):
            if ends and digits.endswith(number[:size]):
                yield len(digits) - size, len(digits)
                break
