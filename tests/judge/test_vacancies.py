"""What is promised for later is not there, whatever the place is called that says so."""

import pytest

from oitcrawl.model.finding import Status
from tests.judge.web import Web

LINK = '<a href="m.html">คู่มือปฏิบัติงาน</a>'
LATER = "<p>ขออภัย อยู่ระหว่างปรับปรุงข้อมูล</p>"
STEPS = "<p>ขั้นตอนการปฏิบัติงานรับหนังสือ ใช้เวลา 10 นาที ตามระเบียบงานสารบรรณ</p>" * 6


def manual(body):
    page = f"<h2>คู่มือปฏิบัติงาน</h2>{body}"
    return Web().page("", LINK).page("m.html", page, title="คู่มือปฏิบัติงาน").items()["O8"].status


def test_a_page_under_repair_is_nothing():
    assert manual(LATER) is Status.MISSING


def test_a_page_that_holds_something_is_not_emptied_by_such_words():
    assert manual(f"{STEPS}{LATER}") is not Status.MISSING


@pytest.mark.parametrize("form", ["", '<form action="s"><input name="q1"><textarea name="t"></textarea></form>'])
def test_a_section_under_repair_is_nothing_though_there_is_a_form_elsewhere_on_the_page(form):
    ask = f"<h2>แจ้งเรื่องร้องเรียนการทุจริต</h2><p>กรอกชื่อและเรื่องที่ต้องการแจ้งได้ที่แบบด้านล่าง เจ้าหน้าที่จะตอบกลับโดยเร็ว</p>{form}"
    page = f"{ask}<h2>คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่ของเทศบาล</h2>{LATER}"
    web = Web().page("", '<a href="all.html">ข้อมูลสาธารณะ</a>').page("all.html", page, title="ข้อมูลสาธารณะ")

    assert web.items()["O8"].status is Status.MISSING
