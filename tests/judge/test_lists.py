"""A list is past when its newest row is older than anything wanted, and never when its contents may last."""

from datetime import date

import pytest

from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.lists import PastLists, since
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label, Leaf, Link, Page
from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.load import load_edition
from oitcrawl.thai.calendar import FiscalYear

SITE = "https://x.go.th/"
RULES = load_edition("nacc-2568", cases=False)
ORDER = Assignment(
    site=AgencySite(code="x", url=SITE), rules=RULES, fiscal_year=FiscalYear(2568), as_of=date(2025, 3, 1), engine="0"
)
PAST = PastLists(ORDER, TopicMatcher(RULES))
MONTHS = ("ธันวาคม", "ตุลาคม", "สิงหาคม", "มิถุนายน", "เมษายน", "มกราคม")


def listed(*days, title="ข่าวประชาสัมพันธ์", words="กิจกรรมวันสำคัญ"):
    text = "\n".join(f"{words} {day}" for day in days)
    return Page(url=SITE + "news?page=9", title=title, leaf=Leaf(number=1, text=text))


def year(number):
    return [f"{28 - at} {month} {number}" for at, month in enumerate(MONTHS)]


def test_nothing_before_last_fiscal_year_is_wanted():
    assert date(2023, 10, 1) == since(ORDER)


def test_a_list_of_old_news_is_past():
    assert PAST.is_past(listed(*year(2564)))


@pytest.mark.parametrize(
    "days",
    [
        year(2568),  # recent
        ["5 มกราคม 2567", *year(2564)],  # its newest row is wanted
        year(2564)[::-1],  # oldest first: what comes later is newer
        year(2564)[:3],  # too few to tell
        ["2564", "2563", "2562", "2561", "2560", "2559"],  # no days
        [],
    ],
)
def test_recent_mixed_rising_short_and_undated_lists_are_followed(days):
    assert not PAST.is_past(listed(*days))


@pytest.mark.parametrize(
    "title", ["คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "โครงสร้างหน่วยงาน", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "ITA"]
)
def test_a_list_of_what_stays_in_force_is_followed(title):
    assert not PAST.is_past(listed(*year(2564), title=title))


def test_a_list_whose_rows_name_disclosures_is_followed():
    page = listed(*year(2564), words="ประกาศ")
    label = Label(text="แผนปฏิบัติการป้องกันการทุจริต 5 ปี", row="แผนปฏิบัติการป้องกันการทุจริต 5 ปี 28 ธันวาคม 2564")
    links = (Link(url=SITE + "d/1", label=label),)

    assert not PAST.is_past(Page(url=page.url, title=page.title, leaf=page.leaf, links=links))


@pytest.mark.parametrize(("title", "past"), [("คลังเอกสาร", False), ("ประกาศราคากลาง", True)])
def test_a_list_of_documents_is_followed_unless_it_names_another_thing(title, past):
    page = listed(*year(2564), title=title)
    links = tuple(
        Link(url=f"{SITE}{n}.pdf", label=Label(text=f"เอกสาร {n}", row=f"เอกสาร {n} วันที่")) for n in range(5)
    )

    assert past == PAST.is_past(Page(url=page.url, title=page.title, leaf=page.leaf, links=links))
