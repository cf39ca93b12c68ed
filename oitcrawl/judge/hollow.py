"""Heads of tables whose rows are told apart by numbers alone: such a table names none of what its head promises."""

import re
from collections.abc import Sequence

from oitcrawl.thai.text import fold

_ROWS = re.compile(r"(?m)^(?P<head>[^\n]+)\n(?:[ \t]*(?:ลำดับ)?ที่[ \t]*\d+(?:[ \t]+[\d,.\-–]+)*[ \t]*(?:\n|\Z)){2,}")


def hollow_heads(parts: Sequence[str]) -> frozenset[tuple[int, int]]:
    """Where such heads begin: number of the part and of the folded character in it.

    Args:
        parts: the text, part by part, as it is.
    """
    return frozenset(
        (number, len(fold(text[: found.start()])))
        for number, text in enumerate(parts)
        for found in _ROWS.finditer(text)
    )
