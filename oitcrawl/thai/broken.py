"""Ranges that a line end breaks: one that wraps is a range; entries of a list and rows of a table are none."""

import re
from typing import Final

from oitcrawl.thai.date_words import G


def is_listed(match: re.Match[str], *, apart: bool = False) -> bool:
    """Whether a range that a line end breaks is rather two entries of a list, or two rows of a table.

    A dash that begins a line is soon that of a list, unless what it leads to closes a bracket or lies ``apart``: more
    than a year behind, as the last year of a plan does. A dash that ends a line may be an empty cell.
    """
    to, text, end = match["to"], match.string, match.end()
    if "\n" not in to:
        return False
    if "-" not in to:
        return to.count("\n") > 1
    if to.count("\n") > 1 or _FULL.match(text, end):
        return True
    if to.strip(" ").startswith("\n"):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        closes = text[end:].lstrip(" ").startswith(")")
        return not closes and (not apart or _GOES_ON.match(text, end) is not None or line.lstrip().startswith("-"))
    return False


_GOES_ON: Final = re.compile(r"\s*-")
_FULL: Final = re.compile(rf"{G}[-\d]")
