"""Sections of one long page are judged each by what stands in it, not by the pictures of its neighbours."""

import pytest

from oitcrawl.model.finding import Status
from tests.judge.web import Web

FACES = '<img src="1.jpg" width="300"><img src="2.jpg" width="300"><p>นายสมชาย ใจดี</p>'
EMPTY_PLACE = (
    "<h2>สถิติเรื่องร้องเรียนการทุจริต ปีงบประมาณ 2568</h2><p>จำนวนเรื่องร้องเรียนทั้งหมด 3 เรื่อง ของเทศบาลตำบลตัวอย่าง อำเภอเมือง</p>"
)


def long_page(*, faces="", statistics=""):
    body = f"<h2>ข้อมูลผู้บริหาร</h2><p>นายสมชาย ใจดี</p>{faces}{EMPTY_PLACE}{statistics}"
    return Web().page("", '<a href="all.html">ข้อมูลสาธารณะ</a>').page("all.html", body, title="ข้อมูลสาธารณะ")


def test_portraits_of_one_section_do_not_excuse_what_another_lacks():
    without, beside = long_page().items()["O19"], long_page(faces=FACES).items()["O19"]

    assert Status.INCOMPLETE is without.status is beside.status
    assert without.lacking == beside.lacking


@pytest.mark.parametrize("picture", ['<img src="s.jpg" width="900">'])
def test_a_picture_in_the_section_itself_may_show_what_its_words_do_not(picture):
    assert Status.UNVERIFIED is long_page(statistics=picture).items()["O19"].status


CHANNEL = (
    "<h2>ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ</h2>"
    "<p>ผู้แจ้งได้รับการปกปิดชื่อไว้เป็นความลับ และไม่ถูกกลั่นแกล้งในทางใด</p>"
    "<p>เปิดให้ประชาชนทั่วไปใช้ได้ตลอดเวลาโดยไม่เสียค่าใช้จ่ายใด</p>"
)


def channel(inside, *, menu=""):
    page = f"<nav><ul>{menu}</ul></nav><main>{CHANNEL}{inside}</main>"
    link = '<a href="c.html">ช่องทางแจ้งเรื่องร้องเรียนการทุจริต</a>'
    web = Web().page("", link).page("c.html", page, title="ช่องทางแจ้งเรื่องร้องเรียนการทุจริต")
    web.page("form.html", "<h1>แบบฟอร์มสำหรับประชาชน</h1><p>ยื่นด้วยตนเองที่งานบริหารทั่วไป</p>")
    return {part.key: part.state.value for part in web.items()["O18"].components}["online_channel"]


def test_a_channel_is_shown_by_a_link_in_the_page_and_by_none_of_its_menu():
    link = '<li><a href="form.html">แบบฟอร์มออนไลน์</a></li>'

    assert channel(link) == "present"
    assert channel("", menu=link) != "present"


def test_a_menu_is_no_channel_though_the_page_speaks_of_what_it_names():
    assert channel("", menu='<li><a href="form.html">แจ้งเรื่องร้องเรียนการทุจริต</a></li>') != "present"


def test_forms_beside_the_page_and_forms_that_ask_for_opinions_are_no_channel():
    address = "https://docs.google.com/forms/d/e/abc/viewform"
    assert channel(f'<li><a href="{address}">กรอกที่นี่</a></li>') == "present"
    assert channel("", menu=f'<li><a href="{address}">กรอกที่นี่</a></li>') != "present"
    assert channel(f'<li><a href="{address}">แบบสำรวจความพึงพอใจ</a></li>') != "present"


def test_a_form_in_the_text_is_a_channel_and_a_poll_in_the_menu_is_none():
    form = '<form action="send"><input name="who"><textarea name="what"></textarea></form>'

    assert channel(form) == "present"
    assert channel("", menu=f"<li>{form}</li>") != "present"


def test_a_channel_is_shown_neither_by_a_dead_link_nor_by_a_file_kept_elsewhere():
    assert channel('<p><a href="gone.html">แบบฟอร์มร้องเรียนการทุจริต</a></p>') != "present"
    elsewhere = "https://drive.google.com/file/d/1a2b3c4d5e6f7g8h9i0jklmnopqrs/view"
    assert channel(f'<p><a href="{elsewhere}">แบบฟอร์มร้องเรียนการทุจริต</a></p>') != "present"


def test_the_last_section_of_a_page_of_many_headings_is_seen():
    many = "".join(f"<h3>เรื่องที่ {number}</h3><p>ข้อความ</p>" for number in range(60))
    body = f"<h2>ข้อมูลผู้บริหาร</h2><p>นายสมชาย ใจดี</p>{many}{EMPTY_PLACE}"
    web = Web().page("", '<a href="all.html">ข้อมูลสาธารณะ</a>').page("all.html", body, title="ข้อมูลสาธารณะ")

    assert Status.INCOMPLETE is web.items()["O19"].status


def test_a_heading_over_one_link_is_the_label_of_that_link_whatever_chapter_follows():
    old = "รายงานผลการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2566\nงานที่ซื้อ จ้างซ่อมถนน วงเงินงบประมาณ 500,000 บาท"
    section = '<h3>รายงานผลการจัดซื้อจัดจ้างประจำปีงบประมาณ พ.ศ. 2567</h3><p><a href="a.pdf">รายงานสรุปผลจัดซื้อ</a></p>'
    chapter = "<h2>การเปิดเผยข้อมูลด้านการบริหารและพัฒนาทรัพยากรบุคคล</h2><h3>สถิติเรื่องร้องเรียนการทุจริต</h3>"
    web = Web().page("", '<a href="all.html">ข้อมูลสาธารณะ</a>').file("a.pdf", old)
    web.page("all.html", f"<h2>ข้อมูลผู้บริหาร</h2><p>นายสมชาย ใจดี</p>{section}{chapter}", title="ข้อมูลสาธารณะ")

    assert Status.OUTDATED is web.items()["O13"].status
