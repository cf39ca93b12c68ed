"""Folding, positions and phrases, on the hazards seen in real files."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.thai.folded import Folded, fold_cells
from oitcrawl.thai.text import Hit, PhraseIndex, fold, longest, mend, thai_digits_to_arabic

THAI = st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B)
LAO = st.characters(min_codepoint=0x0E81, max_codepoint=0x0EDF)
PRIVATE = st.characters(min_codepoint=0xF700, max_codepoint=0xF71A) | st.characters(
    min_codepoint=0xF884, max_codepoint=0xF899
)
TROUBLE = st.sampled_from(list("เแำาํ่้๊๋ิีฺุู็์ฎฏ \u200b\u00a0\n.-()o0๐ée\u0301\ufe0f✓Ａ１"))
TEXT = st.text(THAI | TROUBLE) | st.text(THAI | LAO | PRIVATE | TROUBLE | st.characters())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ประจ าปี", "ประจำปี"),
        ("ประจํา ปี", "ประจำปี"),
        ("หำงดง", "หางดง"),
        ("ตาบล", "ตำบล"),
        ("อาเภอ", "อำเภอ"),
        ("ปฏิ บั ติ ห น้ า ที่", "ปฏิบัติหน้าที่"),
        ("ปฎิบัติ", "ปฏิบัติ"),
        ("กฏหมาย", "กฎหมาย"),
        ("เเผนพัฒนา", "แผนพัฒนา"),
        ("เ เผน", "แผน"),
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("พ.ศ. ๒๕๖๗", "พศ2567"),
        ("พ.ศ. ２５６７", "พศ2567"),
        ("ITA Online", "itaonline"),
        ("คะແນນ", "คะแนน"),
        ("ໄດ", "ได"),
        ("คู\u200bมือ\ufeff", "คูมือ"),
        ("ข\uf70aอ\uf706มูล", "ข่อ้มูล"),
        ("ที\u0e48\u0e48", "ที่"),
        ("ท\u0e48ี", "ที่"),
        ("แผน\ue123พัฒนา", "แผนพัฒนา"),
        ("แผน — “พัฒนา” ✓", "แผนพัฒนา"),
        ("Cafe\u0301", "café"),
        ("", ""),
        ("(-)", ""),
    ],
)
def test_every_spelling_of_a_word_folds_alike(written, meant):
    expected = fold(meant)
    actual = fold(written)

    assert expected == actual


def test_words_that_differ_stay_apart():
    words = ("แผน", "แผ่น", "เผน", "ข้อมูล", "ข่อมูล", "อธิบดี", "รองอธิบดี", "2567", "2568", "ๆ", "ขา", "ข่า")

    assert len({fold(word) for word in words}) == len(words)


@given(TEXT)
def test_folding_twice_is_folding_once(text):
    once = fold(text)

    assert once == fold(once)


@given(TEXT)
def test_the_slow_way_with_positions_folds_alike(text):
    expected = fold(text)
    actual = "".join(cell.char for cell in fold_cells(text))

    assert expected == actual


@given(
    st.text(THAI | TROUBLE.filter(lambda char: char not in "é\u0301"))
    | st.text(st.characters(max_codepoint=0x0DFF, exclude_characters="\u0385"))  # a symbol and a mark
)
def test_canonically_equal_text_folds_alike(text):
    assert fold(text) == fold(normalize("NFD", text))


@given(st.text(THAI), st.text(THAI), st.sampled_from([" ", "\n", "\u200b", "\u00a0", "-", "✓", "\ue000"]))
def test_what_is_dropped_leaves_no_trace(left, right, gap):
    assert fold(left + right) == fold(left + gap + right)


@given(TEXT, st.data())
def test_a_span_leads_back_to_words_that_fold_to_it(text, data):
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.folded)))
    end = data.draw(st.integers(start, len(folded.folded)))

    first, last = folded.span(start, end)

    assert 0 <= first <= last <= len(text)
    assert folded.folded[start:end] in fold(text[first:last])


@given(TEXT, st.integers(0, 5))
def test_positions_are_the_same_however_small_the_pieces(text, size):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("oitcrawl.thai.folded._SEGMENT", size + 1)
        folded = Folded(text)
        actual = [folded.span(index, index + 1) for index in range(len(folded.folded))]

    assert [(cell.start, cell.end) for cell in fold_cells(text)] == actual


def test_a_quote_shows_the_original_words():
    text = "เรื่อง  การ ปฏิ บั ติ ห น้ า ที่ ๒๕๖๗"
    folded = Folded(text)
    start = folded.folded.index(fold("หน้าที่"))

    actual = folded.original(start, start + len(fold("หน้าที่")))

    assert actual == "ห น้ า ที่"


def test_a_span_beyond_the_text_is_an_error():
    with pytest.raises(IndexError):
        Folded("กข").span(1, 3)


def test_phrases_are_found_in_any_spelling_and_overlapping():
    index = PhraseIndex(["อธิบดี", "รองอธิบดี"])

    actual = index.find(fold("ท่าน รอง อธิบดี"))

    assert sorted(actual) == [Hit(0, 7, 13), Hit(1, 4, 13)]


def test_positions_count_characters_and_not_bytes():
    actual = PhraseIndex(["abc"]).find("ก𝒳éabc")

    assert actual == [Hit(0, 3, 6)]


def test_the_longest_sibling_wins_at_its_place_only():
    index = PhraseIndex(["อธิบดี", "รองอธิบดี"])

    actual = longest(index.find(fold("รองอธิบดี และอธิบดี")))

    assert [hit.phrase for hit in actual] == [1, 0]


def test_phrases_that_fold_alike_are_both_found_and_both_kept():
    index = PhraseIndex(["กฎหมาย", "กฏหมาย"])

    actual = longest(index.find(fold("กฎหมาย")))

    assert {hit.phrase for hit in actual} == {0, 1}


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6))))
def test_longest_keeps_exactly_what_lies_in_nothing_longer(pairs):
    hits = [Hit(number, start, start + size) for number, (start, size) in enumerate(pairs)]
    expected = {
        hit
        for hit in hits
        if not any(other.start <= hit.start and hit.end <= other.end and other[1:] != hit[1:] for other in hits)
    }

    actual = longest(hits)

    assert expected == set(actual)
    assert actual == sorted(actual, key=lambda hit: hit.start)


def test_a_phrase_without_letters_is_refused():
    with pytest.raises(ValueError, match="no letter"):
        PhraseIndex(["แผน", " - "])


def test_no_phrases_find_nothing():
    assert PhraseIndex([]).find("กขค") == []


@given(TEXT)
def test_digits_change_in_place(text):
    actual = thai_digits_to_arabic(text)

    assert len(text) == len(actual)
    assert not set("๐๑๒๓๔๕๖๗๘๙") & set(actual)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("ค าน า", "คำนำ"),
        ("ประจ าปี", "ประจำปี"),
        ("เป็นจ านวน", "เป็นจำนวน"),
        ("ประจํา", "ประจำ"),
        ("นํ้า", "น้ำ"),
        ("เเผน", "แผน"),
        ("ข\uf706อ", "ข้อ"),
        ("คู่\u200bมือ", "คู่มือ"),
        ("ข้อมูล ณ วันที่ 1", "ข้อมูล ณ วันที่ 1"),
    ],
)
def test_broken_text_is_mended_for_quotes(broken, whole):
    actual = mend(broken)

    assert whole == actual


@given(TEXT)
def test_mending_never_changes_what_a_text_folds_to_within_thai(text):
    thai = "".join(char for char in text if char.isascii() or "\u0e00" < char < "\u0e4d")

    assert fold(thai) == fold(mend(thai))
