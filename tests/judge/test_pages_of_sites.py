"""What stands around a content on its page is not it: chapters below, tables that list it, names of the agency above."""

import pytest

from oitcrawl.model.finding import Status
from tests.judge.test_menus import LINKS, laid_out
from tests.judge.web import Web

NIL = "<h3>สถิติเรื่องร้องเรียนการทุจริต</h3><p>ปีงบประมาณ {} รับเข้า 0 เรื่อง ไม่มีเรื่องร้องเรียนการทุจริตของเจ้าหน้าที่ในรอบนี้</p>"


def menued(inside):
    """A site whose pages all begin with their menu, and one page more."""
    web = Web().page("", laid_out('<h3>ยินดีต้อนรับ</h3><a href="c.html">สถิติเรื่องร้องเรียนการทุจริต</a>'))
    for number in range(13):
        web.page(f"m{number}.html", laid_out(f"<h3>เรื่องที่ {number}</h3><p>เนื้อความของเรื่องนี้</p>"))
    return web.page("c.html", laid_out(inside)).items()["O19"]


def test_a_page_that_is_mostly_menu_is_judged_by_what_stands_below_it():
    assert menued(NIL.format(2568)).status is Status.FOUND


@pytest.mark.parametrize("wrap", ["<td>{}</td>", "<td><ul>{}</ul></td>"])
def test_a_menu_in_one_cell_of_a_table_is_a_menu(wrap):
    whole = wrap.format(LINKS.replace("<li>", " ").replace("</li>", " "))
    page = f"<table><tr>{whole}<td>{NIL.format(2568)}</td></tr></table>"

    assert menued(page).status is Status.FOUND


def linked(year, inside):
    link = f'<a href="c.html">สถิติเรื่องร้องเรียนการทุจริต ปีงบประมาณ {year}</a>'
    return Web().page("", link).page("b.html", "").page("c.html", inside).items()["O19"]


def test_what_a_page_says_of_its_year_counts_more_than_the_link_to_it():
    assert linked(2568, NIL.format(2565)).status is Status.OUTDATED
    assert linked(2568, NIL.format(2568)).status is Status.FOUND


def test_a_year_that_is_no_statement_of_the_page_leaves_that_of_the_link():
    told = "<h3>สถิติเรื่องร้องเรียนการทุจริต</h3><p>ตามระเบียบ พ.ศ. 2560 ไม่มีเรื่องร้องเรียนการทุจริตของเจ้าหน้าที่ในรอบนี้</p>"

    assert linked(2568, told).status is Status.FOUND


ENDED = (
    "<h2>สถิติเรื่องร้องเรียนการทุจริต ปีงบประมาณ 2568</h2><p><a href='#'>เปิด</a></p>"
    "<h2>{}</h2><p>รับเข้า 0 เรื่อง ไม่มีเรื่องร้องเรียนการทุจริตของเจ้าหน้าที่ในรอบหกเดือนนี้ และไม่มีเรื่องค้างจากรอบก่อน</p>"
)


def section(below):
    web = Web().page("", '<a href="ita.html">ITA 2568</a>')
    return web.page("ita.html", f"<h1>การเปิดเผยข้อมูลสาธารณะ</h1>{ENDED.format(below)}").items()["O19"]


def test_a_section_ends_where_the_next_group_of_items_begins():
    assert section("ตัวชี้วัดย่อยที่ 10.1 การดำเนินการเพื่อป้องกันการทุจริต").status is Status.MISSING
    assert section("รายละเอียด").status is Status.FOUND


PLACE = "<p>เลขที่ 99 หมู่ที่ 9 ตำบลนาอุปมา อำเภอเมืองสมมุติ จังหวัดสมมุติ 80990</p><p>โทร. 02-000-0000 saraban@agency.example</p>"


def test_a_page_that_bears_only_the_name_of_the_agency_may_tell_where_it_is():
    body = f"<h2>เทศบาลตำบลนาอุปมา</h2>{PLACE}<p>แผนที่ตั้งสำนักงาน อยู่ติดตลาดสด และมีกระดานถาม-ตอบให้ฝากคำถามไว้ได้</p>"
    web = Web(name="เทศบาลตำบลนาอุปมา").page("", '<a href="w.html">เข้าสู่เว็บไซต์</a>').page("w.html", body)

    assert web.items()["O3"].status is Status.FOUND
