"""A text and its folded form, with the way back: where in the original each folded character came from."""

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, groupby, pairwise
from typing import Final, NamedTuple
from unicodedata import category, normalize

from oitcrawl.thai.text import LATE, MARKS, SPELLED, fold, kept_places


class Folded:
    """A text and its folded form, with the way back.

    Attributes:
        text: the original.
        folded: ``fold(text)``.
    """

    __slots__ = ("__dict__", "folded", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the original of ``folded[start:end]``; an empty slice gives an empty span.

        Raises:
            IndexError: the slice reaches beyond the folded text.
        """
        if start >= end:
            place = self._span(start, start + 1)[0] if start < len(self.folded) else len(self.text)
            return place, place
        if end > len(self.folded):
            raise IndexError(end)
        return self._span(start, end)

    def original(self, start: int, end: int) -> str:
        """The original words of ``folded[start:end]``."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def _span(self, start: int, end: int) -> tuple[int, int]:
        """As ``span`` of a slice that is not empty: slowly folded are only the segments where it begins and ends."""
        first, last = (bisect_right(self._before, index) - 1 for index in (start, end - 1))
        before = self._before
        starts, ends = self._segment(first)[0], self._segment(last)[1]
        begin = min(starts[start - before[first] : end - before[first]])
        stop = max(ends[max(start - before[last], 0) : end - before[last]])
        return self._cuts[first] + begin, self._cuts[last] + stop

    def _segment(self, number: int) -> tuple[list[int], list[int]]:
        """Start and end in the segment of each of its folded characters."""
        origins = self._origins.get(number)
        if origins is None:
            origins = self._origins[number] = _origins_of(self.text[self._cuts[number] : self._cuts[number + 1]])
        return origins

    @cached_property
    def _origins(self) -> dict[int, tuple[list[int], list[int]]]:
        return {}

    @cached_property
    def _cuts(self) -> list[int]:
        """Places where the text may be cut and folded piece by piece: nothing mends what stands on both sides."""
        cuts = [0]
        while found := _CUT.search(self.text, cuts[-1] + _SEGMENT):
            cuts.append(found.start())
        return [*cuts, len(self.text)]

    @cached_property
    def _before(self) -> list[int]:
        """Folded characters before each segment."""
        lengths = [len(fold(self.text[start:end])) for start, end in pairwise(self._cuts)]
        return list(accumulate(lengths[:-1], initial=0))


def _origins_of(text: str) -> tuple[list[int], list[int]]:
    """Where each folded character came from; only what is mended on the way must be followed cell by cell."""
    places = kept_places(text)
    if places is not None:
        return places, [place + 1 for place in places]
    cells = fold_cells(text)
    return [cell.start for cell in cells], [cell.end for cell in cells]


class Cell(NamedTuple):
    """One folded character and the original characters it came from."""

    char: str
    start: int
    end: int


def fold_cells(text: str) -> list[Cell]:
    """``fold`` done slowly, character by character, keeping where each came from."""
    cells = [Cell(char, index, index + 1) for index, letter in enumerate(text) for char in SPELLED[ord(letter)] or ""]
    mended: list[Cell] = []
    for is_thai, group in groupby(cells, key=lambda cell: _is_thai(cell.char)):
        run = list(group)
        mended += _order_marks(run) if is_thai else _compose(run)
    return _join_sara_e(mended)


_SEGMENT: Final = 400  # characters
_CUT: Final = re.compile("[ก-ฮ]")  # a consonant: no mark is put right across it, nothing joins it from before


def _is_thai(char: str) -> bool:
    return "\u0e00" <= char <= "\u0e7f"


def _order_marks(cells: list[Cell]) -> list[Cell]:
    ordered: list[Cell] = []
    for is_mark, group in groupby(cells, key=lambda cell: cell.char in MARKS):
        run = list(group)
        if is_mark and len(run) > 1:
            run.sort(key=lambda cell: cell.char in LATE)
            run = [_merge(list(same)) for _, same in groupby(run, key=lambda cell: cell.char)]
        ordered += run
    return ordered


def _compose(cells: list[Cell]) -> list[Cell]:
    composed: list[Cell] = []
    clusters: list[list[Cell]] = []
    for cell in cells:
        joins = clusters and (category(cell.char)[0] == "M" or "\u1160" <= cell.char <= "\u11ff")
        if joins:
            clusters[-1].append(cell)
        else:
            clusters.append([cell])
    for cluster in clusters:
        whole = _merge(cluster)
        text = "".join(cell.char for cell in cluster)
        changed = normalize("NFC", text)
        composed += cluster if changed == text else [whole._replace(char=char) for char in changed]
    return composed


def _join_sara_e(cells: list[Cell]) -> list[Cell]:
    joined: list[Cell] = []
    waiting = False  # the last cell is an e that may take a second one
    for cell in cells:
        if cell.char == "เ" and waiting:
            joined[-1] = _merge([joined[-1], cell])._replace(char="แ")
            waiting = False
        else:
            joined.append(cell)
            waiting = cell.char == "เ"
    return joined


def _merge(cells: list[Cell]) -> Cell:
    return Cell(cells[0].char, min(cell.start for cell in cells), max(cell.end for cell in cells))
