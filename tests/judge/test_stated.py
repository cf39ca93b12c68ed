"""The year of the assessment that a page or section states for its list."""

import pytest

from oitcrawl.judge.stated import StatedYears, stated_year
from oitcrawl.model.content import Label, Media
from oitcrawl.model.harvest import Record

HOME = "https://www.agency.example/"


def page(path, title="", headings=(), labels=(), breadcrumb=()):
    return Record(
        url=HOME + path, media=Media.HTML, title=title, headings=headings, labels=labels, breadcrumb=breadcrumb
    )


def label(path, heading="", title=""):
    return Label(text="คลิก", heading=heading, page_title=title, found_on=HOME + path)


def year(records, one):
    return StatedYears(records, lambda text: "แผน" in text).of(one)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("ITA 2566", 2566),
        ("การประเมิน ITA ประจำปี พ.ศ. ๒๕๖๗", 2567),
        ("OIT68", 2568),
        ("ITA ปี 69", 2569),
        ("oit2023", 2566),
        ("การเปิดเผยข้อมูลสาธารณะ ปีงบประมาณ พ.ศ.2565", 2565),
        ("ข้อมูลที่เผยแพร่ ปีงบประมาณ 2567", 2567),
        ("ปี 2567", 2567),
        ("2568", 2568),
        ("ITA 2566 - 2568", None),
        ("ITA", None),
        ("แผนพัฒนา ปีงบประมาณ 2567", None),
        ("ประชุมสภา 2567", None),
        ("โทร 025661234", None),
        ("", None),
    ],
)
def test_a_text_states_the_year_of_an_assessment_or_it_does_not(text, stated):
    assert stated == stated_year(text, lambda words: "แผน" in words)


def test_the_heading_above_a_link_is_heard_before_the_title():
    one = page("ita", title="ITA 2568", headings=("ITA 2566",))

    assert 2566 == year([one], label("ita", heading="ITA 2566", title="ITA 2568"))


def test_a_year_stands_above_the_heading_of_a_group():
    one = page("ita", title="ITA", headings=("ปี 2567", "ข้อมูลพื้นฐาน", "ปี 2566", "การบริหารงาน"))

    assert 2567 == year([one], label("ita", heading="ข้อมูลพื้นฐาน"))
    assert 2566 == year([one], label("ita", heading="การบริหารงาน"))


def test_a_group_that_stands_under_two_years_states_none():
    one = page("ita", title="ITA 2568", headings=("ปี 2567", "ข้อมูลพื้นฐาน", "ปี 2566", "ข้อมูลพื้นฐาน"))

    assert year([one], label("ita", heading="ข้อมูลพื้นฐาน", title="ITA 2568")) is None


def test_breadcrumb_links_to_the_page_its_address_and_its_parent_are_heard_in_turn():
    called = Label(text="ปี 2566", found_on=HOME)

    assert 2567 == year([page("list", breadcrumb=("หน้าหลัก", "ITA 2567"))], label("list"))
    assert 2566 == year([page("list", labels=(called,))], label("list"))
    assert 2565 == year([page("ita2565/list.html")], label("ita2565/list.html"))
    parent = page("year", title="OIT 2568")
    assert 2568 == year([parent, page("group", labels=(label("year", title="OIT 2568"),))], label("group"))


def test_pages_that_lead_to_each_other_come_to_an_end():
    first, second = page("a", labels=(label("b"),)), page("b", labels=(label("a"),))

    assert year([first, second], label("a")) is None


def test_a_year_in_an_address_that_does_not_speak_of_the_assessment_is_that_of_an_upload():
    assert year([page("files/2566/list.html")], label("files/2566/list.html")) is None
