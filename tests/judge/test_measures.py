"""Sums of money and lengths of time are told by their units; dates, years and telephone numbers are neither."""

import pytest

from oitcrawl.judge.measures import measures
from oitcrawl.ruleset.check import Measure


@pytest.mark.parametrize(
    "text",
    [
        "งบประมาณ 45,000 บาท",
        "ใช้ไป ๔๕,๐๐๐ บาท",
        "1,250,000.00",
        "วงเงิน 1.5 ล้านบาท",
        "จ่าย 500.- และ 500 บาท",
        "ซื้อวัสดุ\n9600.00\nเฉพาะเจาะจง",
    ],
)
def test_sums_of_money(text):
    assert [] != measures(text, Measure.MONEY)


@pytest.mark.parametrize("text", ["ปีงบประมาณ 2568", "โทร 0 5544 1234", "1/2568", "ร้อยละ 98.25", "12.30 น.", "หน้า 45"])
def test_other_numbers_are_no_money(text):
    assert [] == measures(text, Measure.MONEY)


@pytest.mark.parametrize(
    "text",
    [
        "15 นาที",
        "๗ วันทำการ",
        "ภายในสามสิบวัน",
        "ไม่เกินสิบห้าวัน",
        "1-3 วัน",
        "ครึ่งชั่วโมง",
        "2 ชม.",
        "หนึ่งเดือน",
        "1 สัปดาห์",
        "ให้บริการ 15 นาที",
    ],
)
def test_lengths_of_time(text):
    assert [] != measures(text, Measure.DURATION)


@pytest.mark.parametrize("text", ["9 ธันวาคม 2567", "ครั้งที่ 2", "2 เดือนแรก", "12 เดือนมกราคม", "ทุกวัน", "ปี 2568"])
def test_dates_are_no_lengths_of_time(text):
    assert [] == measures(text, Measure.DURATION)


def test_all_are_counted():
    assert 3 == len(measures("10 นาที แล้ว 2 วัน แล้ว 3 ชั่วโมง", Measure.DURATION))


@pytest.mark.parametrize("text", ["แจ้งได้ตลอด 24 ชั่วโมง", "เปิด 24 ชม."])
def test_opening_hours_are_no_lengths_of_time(text):
    assert [] == measures(text, Measure.DURATION)


def test_a_length_of_time_is_shown_whole():
    assert ["สามสิบวัน"] == measures("ภายในสามสิบวัน", Measure.DURATION)


@pytest.mark.parametrize("text", ["รูปถ่ายที่ถ่ายไว้ไม่เกิน 6 เดือน", "ใบรับรองแพทย์มีอายุ 30 วัน", "เดินบัญชีย้อนหลัง 6 เดือน"])
def test_how_long_a_paper_is_good_for_is_no_time_that_a_thing_takes(text):
    assert [] == measures(text, Measure.DURATION)


def test_renewing_what_has_a_term_takes_its_own_time():
    assert ["3 วัน"] == measures("ต่ออายุใบอนุญาต ใช้เวลา 3 วัน", Measure.DURATION)
