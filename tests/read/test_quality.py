"""How far text can be trusted, and what is put right."""

import pytest

from oitcrawl.model.content import TextLayer
from oitcrawl.read.quality import doubled, judge_leaves, judge_text, repair

THAI = "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๘ ขององค์การบริหารส่วนตำบลต้นไม้ "


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        (THAI, TextLayer.GOOD),
        (" \n\f", TextLayer.NONE),
        ("Annual report 2024, see page 3-4 (draft).", TextLayer.GOOD),
        ("1,250,000.00 | 300 | 45.5% | 2568 | 12,000 | 99", TextLayer.GOOD),
        ("ชื่อ............................ นามสกุล.............................. อายุ........ ปี\n" * 5, TextLayer.GOOD),
        ("".join(chr(0xE080 + n) for n in range(90)), TextLayer.GARBLED),
        (THAI + "".join(chr(0xE080 + n) for n in range(9)), TextLayer.PARTIAL),
        ("\ufffd" * 60 + " รายงาน", TextLayer.GARBLED),
        ("!\"#$%&'()*+,-./:;<=>?@[]^{|}~ " * 4, TextLayer.GARBLED),
        ("เ่ก้้้ไิ้แึ" * 20, TextLayer.GARBLED),
    ],
)
def test_text_is_judged_by_its_characters(text, layer):
    assert layer is judge_text(text)


def test_a_document_is_good_only_when_every_leaf_is():
    good, none, garbled = TextLayer.GOOD, TextLayer.NONE, TextLayer.GARBLED

    assert good is judge_leaves([good, good])
    assert TextLayer.PARTIAL is judge_leaves([good, none])
    assert TextLayer.PARTIAL is judge_leaves([good, garbled])
    assert garbled is judge_leaves([garbled, none])
    assert none is judge_leaves([none]) is judge_leaves([])


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("ประจ าปี", "ประจำปี"),
        ("ค าน า", "คำนำ"),
        ("ท\u0e4dางาน", "ทำงาน"),
        ("งาน\u200bดี", "งานดี"),
        ("ท\uf70aี", "ที่"),
        ("เเผน", "แผน"),
        ("ที่มาที่ไป ยับยั้ง", "ที่มาที่ไป ยับยั้ง"),
        ("à la carte", "à la carte"),
    ],
)
def test_what_can_only_mean_one_thing_is_put_right(broken, right):
    assert right == repair(broken)


def test_thai_shown_as_western_letters_comes_back():
    assert THAI == repair(THAI.encode("cp874").decode("latin-1"))


def test_clusters_written_twice_are_counted():
    assert doubled("ข้อข้มูลนี้นี้") > 0.3
    assert 0 == doubled("ข้อมูล") == doubled("")
