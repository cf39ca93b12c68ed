"""Words that a label spells wrongly are put right when they are words of the rules, and left alone when they are not."""

import pytest

from oitcrawl.judge.slips import NearWords, Slips
from oitcrawl.thai.text import fold

WORDS = ("จัดซื้อจัดจ้าง", "ข้อมูลผู้บริหาร", "ความเสี่ยงการทุจริต", "การประเมินความเสี่ยง", "คู่มือประชาชน", "e-service")


@pytest.fixture(scope="module")
def slips():
    return Slips(map(fold, WORDS))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("รายงานจัดซิ้อจัดจ้าง", "รายงานจัดซื้อจัดจ้าง"),
        ("ขอมูลผุ้บริหาร", "ข้อมูลผู้บริหาร"),
        ("การประเมินความเสี่ยงการทุจรติ", "การประเมินความเสี่ยงการทุจริต"),
        ("คู่มือประชาขน", "คู่มือประชาชน"),
        ("ระบบ E-Sevice ของเรา", "ระบบ E-Service ของเรา"),
    ],
)
def test_dropped_exchanged_and_look_alike_letters_are_put_right(slips, written, meant):
    assert fold(meant) == slips.mended(fold(written))


@pytest.mark.parametrize("text", ["จัดซื้อจัดจ้าง", "สถานที่ท่องเที่ยว", "E-Service", ""])
def test_what_is_spelt_right_or_unknown_is_left_alone(slips, text):
    assert slips.mended(fold(text)) is None


def test_letters_of_other_scripts_do_no_harm(slips):
    assert fold("资料 จัดซื้อจัดจ้าง") == slips.mended(fold("资料 จัดซอจัดจ้าง"))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("corrupton", "corruption"),
        ("corrruption", "corruption"),
        ("corruptoin", "corruption"),
        ("corruptiun", "corruption"),
    ],
)
def test_a_latin_word_is_known_with_one_letter_wrong(written, meant):
    assert meant == NearWords(["corruption"]).nearest(written)


@pytest.mark.parametrize("word", ["service", "services", "plan", "pan", "zervice"])
def test_right_short_and_other_words_are_nobodys_slip(word):
    assert NearWords(["service", "plan"]).nearest(word) is None
