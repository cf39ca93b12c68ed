"""What shows what an item asks for and is called nothing of the kind keeps the item from being called missing."""

from oitcrawl.model.finding import Status
from tests.judge.web import Web

GIFTS = """{title}
ประจำปีงบประมาณ พ.ศ. {year}
งานนิติการ ขอเรียนว่าในรอบปีที่ผ่านมานั้น
1. ได้เวียนหนังสือให้ทุกกองทราบแล้ว และทุกกองได้ตอบกลับมาครบถ้วน
2. ผลปรากฏว่า ไม่มีการรับทรัพย์สิน แต่อย่างใด
"""


def site(text, *, link="เอกสารงานนิติการ เล่มที่ 4"):
    web = Web().page("", '<a href="ita">เอกสาร</a>', title="อบต.ตัวอย่าง")
    return web.page("ita", f"<h1>เอกสารของกอง</h1><a href=k.pdf>{link}</a>").file("k.pdf", text)


def test_a_content_that_shows_most_of_an_item_under_a_strange_name_leaves_it_open():
    one = site(GIFTS.format(title="เรื่องของขวัญของขวัญปีใหม่ เล่ม 4", year=2567)).items()["O22"]

    assert one.status is Status.UNVERIFIED
    assert "อาจเป็นเรื่องนี้ โปรดเปิดดู" in one.because
    assert "ยังไม่ได้อ่าน" not in one.because
    assert "k.pdf" in one.settles
    assert "review" in one.settles


def test_one_of_an_earlier_year_does_not():
    assert site(GIFTS.format(title="เรื่องของขวัญของขวัญปีใหม่ เล่ม 4", year=2565)).items()["O22"].status is Status.MISSING


def test_one_that_shows_nothing_of_it_does_not():
    text = "เรื่องของขวัญของขวัญปีใหม่ เล่ม 4\nขอเชิญทุกท่านร่วมจับสลากในงานเลี้ยง พ.ศ. 2568\n"

    assert site(text).items()["O22"].status is Status.MISSING


def test_one_whose_words_touch_another_subject_does_not():
    text = GIFTS.format(title="รายงานการประชุมสภา เล่ม 4", year=2567)

    assert site(text).items()["O22"].status is Status.MISSING


def test_it_excuses_no_other_item():
    items = site(GIFTS.format(title="เรื่องของขวัญของขวัญปีใหม่ เล่ม 4", year=2567)).items()

    assert items["O24"].status is Status.MISSING
    assert items["O8"].status is Status.MISSING
