"""A page names an agency in full, in short, or by the words that are its own."""

import pytest

from oitcrawl.agencies.naming import is_named


@pytest.mark.parametrize(
    "name, text",
    [
        ("องค์การบริหารส่วนตำบลทุ่งสมมุติ", "ยินดีต้อนรับสู่ องค์การบริหารส่วนตำบลทุ่งสมมุติ อำเภอเมือง"),
        ("องค์การบริหารส่วนตำบลทุ่งสมมุติ", "อบต.ทุ่งสมมุติ"),
        ("อบต.ทุ่งสมมุติ", "องค์การบริหารส่วนตำบล ทุ่งสมมุติ"),
        ("เทศบาลตำบลบ้านสมมุติ (จังหวัดแพร่)", "ทต. บ้านสมมุติ"),
        ("เทศบาลตำบลบ้านสมมุติ อำเภอเมือง จังหวัดแพร่", "เทศบาลตำบลบ้านสมมุติ"),
        ("กรมสมมุติศึกษา", "Department | กรมสมมุติศึกษา"),
        ("Office of Sommut", "OFFICE OF SOMMUT"),
    ],
)
def test_a_name_is_found_in_its_usual_forms(name, text):
    assert is_named(name, text)


@pytest.mark.parametrize(
    "name, text",
    [
        ("องค์การบริหารส่วนตำบลทุ่งสมมุติ", "องค์การบริหารส่วนตำบลบ้านอื่น"),
        ("กรมสมมุติศึกษา", "รับเดิมพันออนไลน์"),
    ],
)
def test_another_agency_is_told_apart(name, text):
    assert not is_named(name, text)


def test_words_of_its_own_that_are_short_are_not_enough():
    assert not is_named("เทศบาลตำบลนา", "ข่าวนาข้าว ราคาข้าว")
