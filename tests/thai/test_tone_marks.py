"""Recognised words get the tone marks back that they cannot be without; sound text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.thai.tone_marks import KEPT, WORDS, restore_tones


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("แนวปฏิบัติการจัดการเรืองร้องเรียนการทุจริต", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต"),
        ("การประเมินความเสียงการให้หรือรับสินบน", "การประเมินความเสี่ยงการให้หรือรับสินบน"),
        ("ประมวลจริยธรรมและการขับเคลือนจริยธรรม", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม"),
        ("โครงสร้างและอำนาจหน้าทีของหน่วยงานทีเกียวข้อง", "โครงสร้างและอำนาจหน้าที่ของหน่วยงานที่เกี่ยวข้อง"),
        ("วันที ๔ มกราคม", "วันที่ ๔ มกราคม"),
        ("ตัวชีวัดของท้องถิน", "ตัวชี้วัดของท้องถิ่น"),
        ("พืนที่", "พื้นที่"),
        ("พื้นที", "พื้นที่"),
        ("พืนที", "พื้นที่"),
    ],
)
def test_a_lost_mark_comes_back(read, right):
    assert right == restore_tones(read)


@pytest.mark.parametrize(
    "text",
    [
        "เทศบาลเมืองอุทัยธานี",
        "หนังสือรับรอง",
        "เสียงตามสาย",
        "ทันทีที่ได้รับ",
        "เวทีประชาคม",
        "นายบุญเรือง ทองเรืองศรี",
        "สิทธิประโยชน์ของเครือข่าย",
        "ทรัพย์สินของทางราชการ",
        "",
    ],
)
def test_sound_words_stay(text):
    assert text == restore_tones(text)


@given(st.lists(st.sampled_from([*WORDS.split(), *KEPT, " ", "การ", "๒๕๖๘", "\n"])).map("".join))
def test_text_of_sound_words_stays(text):
    assert text == restore_tones(text)


@given(st.text())
def test_restored_text_is_left_alone(text):
    once = restore_tones(text)

    assert once == restore_tones(once)
