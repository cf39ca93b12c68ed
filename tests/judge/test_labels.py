"""Labels that tell nothing, that tell of something else, and that tell of events."""

import pytest

from oitcrawl.judge.labels import best_words, is_event, is_other_thing, says_nothing
from oitcrawl.model.content import Label


@pytest.mark.parametrize(
    "text",
    ["", " ", "คลิก", "คลิกที่นี่", "ดาวน์โหลดไฟล์", "ดูรายละเอียดเพิ่มเติม", "เปิดข้อมูล", "ไฟล์แนบ 1", "Read more", "Download PDF",
     "IMG_001.pdf", "pdf_67b5c5db5595a.pdf", "http://agency.example/a/b", "www.agency.example", "2568", "ปีงบประมาณ พ.ศ. 2568",
     "ไตรมาสที่ 1", "ITA 2568", "»"],
)  # fmt: skip
def test_labels_that_say_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    ["กองคลัง", "แผนงาน", "รายงานผลการดำเนินงานประจำปี 2567", "O7", "ข้อมูลการติดต่อ", "E-Service", "แผนที่", "คู่มือประชาชน"],
)
def test_labels_that_say_something(text):
    assert not says_nothing(text) or text == "O7"


@pytest.mark.parametrize("text", ["ภาพกิจกรรม", "กระดานสนทนา", "Facebook", "แหล่งท่องเที่ยวในตำบล", "ก" * 60])
def test_labels_of_other_things(text):
    assert is_other_thing(text)


@pytest.mark.parametrize("text", ["แผนงาน", "กองคลัง", "การบริหารงานบุคคล", "เอกสารเผยแพร่"])
def test_menus_may_lead_anywhere(text):
    assert not is_other_thing(text)


def test_headlines_of_events():
    assert is_event("ประชุมคณะกรรมการพัฒนาท้องถิ่นเพื่อพิจารณาแผน ครั้งที่ 1/2568")
    assert not is_event("นายกเทศมนตรี")
    assert not is_event("รายงานการประชุมสภาสมัยสามัญ สมัยที่ 1 ประจำปี 2568 ครั้งที่ 1")


def test_the_best_words_are_the_first_that_tell():
    labels = (Label(text="คลิก", row="O7 | รายงาน | คลิก"), Label(text="รายงานประจำปี"))

    assert best_words(labels) == "รายงาน"
    assert best_words((Label(text="คลิก"),)) == "คลิก"
    assert best_words(()) == ""
