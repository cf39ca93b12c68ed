"""Newer years come first; what stays in force fades slowly; only links that say nothing are worth what their page was."""

import pytest

from oitcrawl.judge.interest import Interest, is_vague, year_told
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label
from oitcrawl.ruleset.load import load_edition
from oitcrawl.thai.calendar import FiscalYear

RULES = load_edition("nacc-2568", cases=False)
INTEREST = Interest(TopicMatcher(RULES), RULES, FiscalYear(2568))


def worth(text, **around):
    return INTEREST("https://x.go.th/d/1", Label(text=text, **around))


def test_the_wanted_years_come_before_those_before_them():
    worths = [worth(f"รายงานผลการดำเนินงานประจำปีงบประมาณ {year}") for year in (2568, 2567, 2566, 2564, 2561)]

    assert sorted(worths, reverse=True) == worths
    assert worths[1] > 2 * worths[2] > 0


def test_an_old_year_still_comes_before_news():
    assert worth("การเปิดเผยข้อมูลสาธารณะ ITA ปี 2562") > worth("กิจกรรมวันเด็กแห่งชาติ")


def test_what_stays_in_force_fades_slowly():
    manual = "คู่มือการปฏิบัติงานของเจ้าหน้าที่"

    assert worth(manual) > worth(f"{manual} ปี 2563") > 0.7 * worth(manual)


def test_a_plan_of_several_years_is_as_new_as_its_last_year():
    assert worth("แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)") == worth("แผนพัฒนาท้องถิ่น (พ.ศ. 2568 - 2570)")


def test_the_year_nearest_to_the_link_counts():
    assert 2568 == year_told(Label(text="แผน", row="แผน ปี ๒๕๖๘", page_title="ITA 2562"))
    assert 2562 == year_told(Label(text="คลิก", row="O7 รายงาน", page_title="ITA 2562"))
    assert year_told(Label(text="โทร 025680000", row="รหัส 12568")) is None


@pytest.mark.parametrize(
    ("label", "vague"),
    [
        (Label(text="คลิก"), True),
        (Label(text="ดาวน์โหลด", row="ดาวน์โหลด"), True),
        (Label(text="คลิก", row="O7 รายงานผลการดำเนินงาน คลิก"), False),
        (Label(text="แผนพัฒนาท้องถิ่น"), False),
        (Label(text="2"), False),
        (Label(text="ถัดไป"), False),
    ],
)
def test_what_says_nothing_is_told_from_pagers_and_names(label, vague):
    assert vague == is_vague(label)
