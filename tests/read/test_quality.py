"""How far text can be trusted, and what is put right."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.model.content import TextLayer
from oitcrawl.read.quality import NEEDS_OCR, doubled, judge_leaves, judge_text, repair, weigh

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


def read_wrongly(text):
    """UTF-8 taken for TIS-620 by a program that drops the bytes it does not know: beyond repair."""
    return text.encode().decode("cp874", "replace")


SOUND = [
    THAI,
    "Annual report 2024, see page 3-4 (draft). Contact: office@abt-tonmai.go.th, tel. 0 5312 3456",
    "ชื่อ............................ นามสกุล.............................. อายุ........ ปี\n" * 5,
    "ยุทธศาสตร์ชาติ พ.ศ. ๒๕๖๑ – ๒๕๘๐",
    "12",
    "\uf0b7 ข้อหนึ่ง \uf0a7 ข้อสอง \uf0fc ข้อสาม",
]
GARBAGE = [
    "\ufffd" * 60 + " รายงาน",
    "!\"#$%&'()*+,-./:;<=>?@[]^{|}~ " * 4,
    "เ่ก้้้ไิ้แึ" * 20,
    "tl':i:m1Ab'V1A n1y!an'ut fi't:{9l uuu[tuu q0u1{ytn L:u=n1a " * 3,
    THAI.translate({code: chr(0x0E01 + (code * 7 + 13) % 46) for code in range(0x0E01, 0x0E2F)}) * 4,
    "".join(letter for letter in THAI * 8 if letter not in "ัิีึืุู็่้์"),
    read_wrongly(THAI) * 2,
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_weighs_most(text):
    assert weigh(text) > 0.95


@pytest.mark.parametrize("text", GARBAGE)
def test_what_nobody_can_read_weighs_less_than_half(text):
    assert 0.0 < weigh(text) < 0.5 < NEEDS_OCR


@pytest.mark.parametrize("text", ["", " \n", "- . -"])
def test_text_without_a_letter_weighs_nothing(text):
    assert 0.0 == weigh(text)


def test_damage_weighs_by_its_share():
    gaps = "ป ฏิ บั ติ ห น้ า ที่ " * 9
    twice = "สั่งสั่ แต่งตั้งตั้เจ้าหน้าที่ ชั้นชั้ หนึ่งนึ่ " * 9

    assert weigh(gaps) < 0.6
    assert weigh(twice) < 0.6
    assert weigh(THAI * 9 + gaps[:40]) > 0.9
    assert weigh(THAI * 3) > weigh(THAI * 3 + "\ue080" * 9) > weigh(THAI * 3 + "\ue080" * 30) > weigh("\ue080" * 30)


@given(st.text())
def test_any_text_has_a_weight(text):
    assert 0.0 <= weigh(text) <= 1.0
