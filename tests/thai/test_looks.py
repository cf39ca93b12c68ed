"""A word read off a picture with one letter for another that looks like it is still that word."""

import pytest

from oitcrawl.thai.looks import alike
from oitcrawl.thai.text import bare, fold


@pytest.mark.parametrize(("word", "read"), [("ตัวบ่งชี้", "ตัวบ่งซี"), ("ลำดับ", "ลำคับ"), ("พัสดุ", "พัสดู"), ("ภารกิจ", "ถารกิจ")])
def test_letters_that_look_alike_are_one(word, read):
    assert alike(fold(word)) == alike(fold(read))


def test_other_letters_stay_apart_and_the_length_is_that_of_the_bare_word():
    assert alike(fold("แผนงาน")) != alike(fold("แผนจาน"))
    assert len(alike(fold("ตัวบ่งชี้"))) == len(bare(fold("ตัวบ่งชี้")))
