"""Sections of one long page are judged each by what stands in it, not by the pictures of its neighbours."""

import pytest

from oitcrawl.model.finding import Status
from tests.judge.web import Web

FACES = '<img src="1.jpg" width="300"><img src="2.jpg" width="300"><p>นายสมชาย ใจดี</p>'
EMPTY_PLACE = "<h2>สถิติเรื่องร้องเรียนการทุจริต ปีงบประมาณ 2568</h2><p>จำนวนเรื่องร้องเรียนทั้งหมด 3 เรื่อง ของเทศบาลตำบลตัวอย่าง อำเภอเมือง</p>"


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
