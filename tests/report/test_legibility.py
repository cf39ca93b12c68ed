"""A file is graded by what is known of it, and what nobody tried is not called unreadable."""

from dataclasses import replace

import pytest
from report.samples import attachment

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.report.legibility import (
    Grade,
    Nature,
    Remark,
    cure,
    extent,
    grade,
    grade_word,
    nature,
    percent,
    reading,
    remark_word,
    remarks,
)
from oitcrawl.report.words import Words

THAI = Words("th")
SCAN = attachment("ก", cause=UnreadCause.SCAN, leaves=4, silent=4, quality=0.0)
READ = attachment("ก", recognised=1, silent=3, leaves=4, quality=0.92)
UNCLEAR = attachment("ก", cause=UnreadCause.UNCLEAR, leaves=4, silent=4, quality=0.0)
LOCKED = attachment("ก", cause=UnreadCause.PASSWORD, leaves=4, silent=4, quality=0.0)
MIXED = attachment("ก", recognised=2, leaves=12)
BOX = attachment("ก", media=Media.ARCHIVE, leaves=0, quality=0.0)
BLANK = attachment("ก", media=Media.XLSX, leaves=1, silent=1, quality=0.0)
FAINT = attachment("ก", recognised=12, leaves=12, quality=0.55)
BROKEN = attachment("ก", quality=0.7)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (attachment("ก"), (Nature.TEXT, Grade.GOOD)),
        (SCAN, (Nature.SCAN, Grade.SILENT)),
        (READ, (Nature.SCAN, Grade.GOOD)),
        (UNCLEAR, (Nature.SCAN, Grade.UNREADABLE)),
        (LOCKED, (Nature.UNKNOWN, Grade.UNREADABLE)),
        (MIXED, (Nature.MIXED, Grade.GOOD)),
        (BOX, (Nature.BOX, Grade.NONE)),
        (BLANK, (Nature.TEXT, Grade.SILENT)),
        (FAINT, (Nature.SCAN, Grade.LOW)),
    ],
)
def test_nature_and_grade_follow_from_what_was_read(one, expected):
    assert (nature(one), grade(one)) == expected


@pytest.mark.parametrize(
    ("quality", "expected"),
    [(1.0, "ดี 100%"), (0.9, "ดี 90%"), (0.8999, "พอใช้ 89%"), (0.8, "พอใช้ 80%"), (0.7999, "ต่ำ 79%"), (0.29, "ต่ำ 29%")],
)
def test_a_number_never_looks_better_than_its_word(quality, expected):
    assert grade_word(attachment("ก", quality=quality), THAI) == expected


def test_what_was_not_measured_has_a_word_without_a_number():
    words = [grade_word(one, THAI) for one in (SCAN, UNCLEAR, BOX)]

    assert words == ["ไม่มีข้อความ", "อ่านไม่ได้", ""]
    assert percent(attachment("ก", quality=0.57)) == 57


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (attachment("ก", size=20_000_000), ()),
        (BOX, ()),
        (SCAN, (Remark.SCAN,)),
        (UNCLEAR, (Remark.UNREAD,)),
        (LOCKED, (Remark.UNREAD,)),
        (MIXED, (Remark.MIXED,)),
        (FAINT, (Remark.SCAN, Remark.FAINT)),
        (BROKEN, (Remark.BROKEN,)),
        (attachment("ก", torn=True), (Remark.TORN,)),
        (replace(LOCKED, torn=True), (Remark.UNREAD,)),
        (attachment("ก", years_inside=(2566, 2567), years_named=(2567,)), ()),
        (
            attachment(
                "ก", years_inside=(2567,), years_named=(2568,), size=20_000_001, same_as=("http://b.example/",)
            ),
            (Remark.YEAR, Remark.COPIES, Remark.LARGE),
        ),
    ],
)
def test_remarks_are_made_for_causes_and_the_gravest_comes_first(one, expected):
    assert remarks(one) == expected
    assert list(expected) == sorted(expected, key=lambda remark: remark.rank)


def test_an_unread_file_tells_its_cause_and_the_cure_of_that_cause():
    assert remark_word(Remark.UNREAD, LOCKED, THAI) == "มีรหัสผ่าน"
    assert cure(Remark.UNREAD, LOCKED, THAI) == "เผยแพร่ไฟล์ที่ไม่มีรหัสผ่าน"
    assert cure(Remark.SCAN, SCAN, THAI).startswith("เผยแพร่ PDF ที่มีข้อความ")


def test_pages_are_told_only_of_formats_that_have_them():
    assert extent(attachment("ก", leaves=1_200), THAI) == "1,200 หน้า"
    assert extent(attachment("ก", media=Media.XLSX, leaves=3), THAI) == "3 แผ่นงาน"
    assert extent(attachment("ก", media=Media.DOCX, leaves=1), THAI) == ""
    assert extent(attachment("ก", leaves=0), THAI) == ""


def test_how_pages_were_read_is_told_where_it_matters():
    told = {one: reading(one, THAI) for one in (attachment("ก"), SCAN, READ, FAINT, MIXED, LOCKED)}

    assert list(told.values()) == [
        "",
        "ยังไม่ได้อ่านด้วย OCR",
        "อ่านด้วย OCR 1 จาก 4 หน้า",
        "อ่านด้วย OCR ครบทุกหน้า",
        "เป็นภาพ 2 จาก 12 หน้า",
        "",
    ]
    assert reading(attachment("ก", silent=2), THAI) == "ไม่มีข้อความ 2 จาก 12 หน้า"
