"""Positions in folded text lead back to the original."""

from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.thai.folded import Folded, fold_cells
from oitcrawl.thai.text import fold, kept_places

LETTERS = [*"กขจฎเแ่้ำาิ์ั", *" \n-.aZ09๓๔", "\u200b", "ํ", "ฺ", "—"]


@given(st.text(st.sampled_from(LETTERS), max_size=60))
def test_places_kept_are_those_that_slow_folding_finds(text):
    cells = fold_cells(text)
    places = kept_places(text)

    assert places is None or [(one, one + 1) for one in places] == [(cell.start, cell.end) for cell in cells]
    assert places is None or fold(text) == "".join(cell.char for cell in cells)


def test_only_text_that_needs_mending_is_folded_slowly():
    assert [0, 1, 3, 4] == kept_places("กา ข๑")
    assert kept_places("เเก") is None
    assert kept_places("ก้ั") is None
    assert kept_places("ก\u200b") is None


@given(st.text(st.sampled_from(LETTERS), min_size=400, max_size=2000), st.data())
def test_a_span_over_many_segments_begins_and_ends_where_its_letters_do(text, data):
    folded, cells = Folded(text), fold_cells(text)
    start = data.draw(st.integers(0, len(cells)))
    end = data.draw(st.integers(start, len(cells)))
    inside = cells[start:end]

    if inside:
        assert (min(c.start for c in inside), max(c.end for c in inside)) == folded.span(start, end)
