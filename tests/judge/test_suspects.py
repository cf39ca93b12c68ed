"""What was not read holds open what its words leave possible, and nothing else."""

import pytest

from oitcrawl.judge.signs import Topics
from oitcrawl.judge.suspects import Suspects
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label, Media, UnreadCause
from oitcrawl.model.harvest import Blank, Harvest, Record
from oitcrawl.model.scan import Coverage
from oitcrawl.ruleset.load import load_edition

MATCHER = TopicMatcher(load_edition("nacc-2568", cases=False))


def held(*blanks, records=()):
    """(slugs that the blanks hold, whether they hold any other too)."""
    harvest = Harvest(records=tuple(records), blanks=blanks, coverage=Coverage())
    suspects = Suspects(harvest, Topics(MATCHER, harvest.records), at_home=["contact"])
    return set(suspects.by_slug), bool(suspects.open)


def failed(*, is_page, reason="timeout", url="https://www.a.go.th/x", **label):
    words = {"text": "", "row": "", **label}
    return Blank(url=url, reason=reason, labels=(Label(**words),), is_page=is_page)


def test_a_page_of_one_content_holds_what_its_words_speak_of_and_no_list_of_executives():
    slugs, open_to_all = held(failed(is_page=True, text="งานพัสดุ - ติดตามการจัดซื้อ 2568"))

    assert "procurement-list-and-progress" in slugs
    assert "executives" not in slugs
    assert not open_to_all


def test_a_page_with_the_name_of_a_menu_may_lead_to_anything():
    for name in ("กองคลัง", "การบริหารงานบุคคล", "งานพัสดุ", "ข้อมูลสาธารณะ", "เอกสารเผยแพร่", "ปีงบประมาณ 2568"):
        assert held(failed(is_page=True, text=name))[1], name


def test_a_silent_file_is_of_the_subject_of_the_heading_above_it():
    slugs, open_to_all = held(failed(is_page=False, text="ดาวน์โหลด", heading="การบริหารงานบุคคล"))

    assert {"hr-plan", "hr-report"} == slugs
    assert not open_to_all


def test_a_silent_file_of_which_nothing_is_said_may_be_anything():
    for row in ("", "รายละเอียดตามไฟล์แนบ ดาวน์โหลด"):
        assert held(failed(is_page=False, text="ดาวน์โหลด", row=row)) == (set(), True)


def test_a_file_whose_words_only_touch_an_item_holds_that_item_open():
    slugs, open_to_all = held(failed(is_page=False, text="ตารางด้านทรัพยากรบุคคล ประจำปี 2567"))

    assert {"hr-plan", "hr-report"} <= slugs
    assert not open_to_all


def test_a_file_whose_words_name_another_thing_holds_nothing():
    for text in ("แบบฟอร์มลาพักผ่อน", "ภาพกิจกรรมวันเด็ก"):
        assert held(failed(is_page=False, text=text)) == (set(), False), text


def test_a_service_of_another_agency_in_a_menu_holds_nothing_but_an_outside_paper_of_a_year_does():
    assert held(failed(is_page=True, reason="offsite", text="ระบบจัดซื้อจัดจ้าง")) == (set(), False)
    away = failed(is_page=True, reason="offsite", text="ติดตามการจัดซื้อ ปี 2568")
    assert "procurement-list-and-progress" in held(away)[0]


@pytest.mark.parametrize("cause", [UnreadCause.PASSWORD, UnreadCause.DAMAGED])
def test_a_locked_file_is_held_by_the_same_words(cause):
    label = Label(text="ตารางด้านทรัพยากรบุคคล ประจำปี 2567")
    locked = Record(url="https://www.a.go.th/a.pdf", media=Media.PDF, unread=cause, labels=(label,))

    slugs, open_to_all = held(records=(locked,))

    assert {"hr-plan", "hr-report"} <= slugs
    assert not open_to_all


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("ผลการดำเนินงานตามนโยบายงดรับของขวัญ", {"gift-report"}),
        ("ความก้าวหน้าแผนป้องกันการทุจริต", {"anticorruption-report"}),
        ("ข้อมูลเรื่องร้องเรียนการทุจริต ทั้งปี", {"complaint-statistics"}),
    ],
)
def test_words_that_say_more_than_the_item_that_they_name_hold_its_neighbours_too(words, others):
    slugs, open_to_all = held(failed(is_page=False, text=words))

    assert others <= slugs
    assert not open_to_all


def test_the_plain_name_of_an_item_holds_none_of_its_neighbours():
    assert held(failed(is_page=False, text="นโยบายไม่รับของขวัญ"))[0] == {"no-gift-policy"}
    assert held(failed(is_page=False, text="แผนปฏิบัติการป้องกันการทุจริต"))[0] == {"anticorruption-plan"}


@pytest.mark.parametrize(
    "words", ["หน้าแรก", "หน้าแรก (ท้ายหน้า)", "กลับหน้าหลัก", "กลับไปสู่หน้าแรกของเว็บไซต์", "HOME", "Home Page"]
)
def test_a_failed_link_to_the_home_page_holds_what_home_pages_tell_alone(words):
    assert held(failed(is_page=True, text=words)) == ({"contact"}, False)


@pytest.mark.parametrize(
    "label",
    [
        {"text": "หน้าแรก", "row": "หน้าแรก 1 2 3 ถัดไป"},
        {"text": "หน้าหลักข้อมูลสาธารณะ"},
        {"text": "หน้าแรก ITA 2568"},
        {"text": "homepage กองคลัง"},
    ],
)
def test_a_pager_and_the_first_page_of_a_part_of_the_site_may_lead_to_anything(label):
    assert held(failed(is_page=True, **label))[1]


def test_a_hint_in_latin_words_has_no_neighbours():
    assert held(failed(is_page=False, text="press-release")) == ({"news"}, False)


def test_what_is_left_alone_on_purpose_holds_what_its_link_names_and_nothing_else():
    """A counter may hand out a plan: nobody may be told that the plan is missing. A way out hands out nothing."""
    slugs, open_to_all = held(
        failed(
            is_page=True,
            reason="unsafe",
            url="https://www.a.go.th/count.php?id=7",
            text="แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570",
        )
    )
    nothing = held(*(failed(is_page=True, reason="unsafe", text=word) for word in ("ออกจากระบบ", "ลบ", "", "กองคลัง")))

    assert slugs
    assert not open_to_all
    assert (set(), False) == nothing
