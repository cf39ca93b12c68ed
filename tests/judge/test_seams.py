"""Short words are seen where they stand, and not where two others meet."""

import pytest

from oitcrawl.judge.seams import is_torn, seams_of
from oitcrawl.thai.text import fold


def torn(text, word):
    folded = fold(text)
    start = folded.find(fold(word))
    assert start >= 0
    return is_torn(start, start + len(fold(word)), seams_of(text, folded))


@pytest.mark.parametrize("text", ["เกลี่ยอัตรากำลัง บริหาร", "อัตรากำลัง\nบริหาร", "กำลัง\tบริหาร"])
def test_a_word_made_of_the_end_of_one_and_the_beginning_of_the_next_is_none(text):
    assert torn(text, "งบ")


@pytest.mark.parametrize("text", ["ใช้ งบ 5,000", "งบประมาณ", "แผน งบกลาง"])
def test_a_word_beside_white_space_stands_there(text):
    assert not torn(text, "งบ")


@pytest.mark.parametrize(("text", "word"), [("มีผู้มาร่วม 120 คน", "0 คน"), ("โครงการ ร. 1 แห่ง", "ร 1")])
def test_white_space_between_a_number_and_its_unit_tears_nothing(text, word):
    assert not torn(text, word)


def test_a_longer_word_may_be_broken_by_the_end_of_a_line():
    assert not torn("จัดทำงบประ\nมาณรายจ่าย", "งบประมาณ")


def test_a_text_that_holds_the_letter_of_the_seam_has_none():
    assert seams_of("ฃวด งาน", fold("ฃวด งาน")) == frozenset()
