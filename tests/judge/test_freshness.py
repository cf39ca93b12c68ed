"""Which year a content is about, clue by clue, and how it stands to the wanted one."""

import pytest

from oitcrawl.judge.freshness import Clue, Fit, fit, tell, wanted_years
from oitcrawl.ruleset.rule import YearRule
from oitcrawl.thai.calendar import FiscalYear

FY = FiscalYear(2568)


def told(text, wanted=YearRule.THIS_YEAR, **more):
    return tell([Clue(text=text, trust=0.9, source="ชื่อเรื่อง", **more)], wanted)


@pytest.mark.parametrize(
    ("rule", "years"),
    [
        (YearRule.THIS_YEAR, (2568,)),
        (YearRule.LAST_YEAR, (2567,)),
        (YearRule.COVERS, (2568,)),
        (YearRule.THIS_OR_LAST_YEAR, (2568, 2567)),
        (YearRule.IN_FORCE, ()),
    ],
)
def test_wanted_years(rule, years):
    assert wanted_years(rule, FY) == years


@pytest.mark.parametrize(
    ("rule", "years", "expected"),
    [
        (YearRule.THIS_YEAR, (2568,), Fit.RIGHT),
        (YearRule.THIS_YEAR, (2567,), Fit.OLDER),
        (YearRule.THIS_YEAR, (2569,), Fit.NEWER),
        (YearRule.LAST_YEAR, (2567,), Fit.RIGHT),
        (YearRule.LAST_YEAR, (2568,), Fit.NEWER),
        (YearRule.COVERS, (2566, 2567, 2568, 2569, 2570), Fit.RIGHT),
        (YearRule.COVERS, (2561, 2562, 2563, 2564, 2565), Fit.OLDER),
        (YearRule.THIS_OR_LAST_YEAR, (2567,), Fit.RIGHT),
        (YearRule.THIS_OR_LAST_YEAR, (2566,), Fit.OLDER),
        (YearRule.THIS_YEAR, (), Fit.UNKNOWN),
        (YearRule.IN_FORCE, (2540,), Fit.NOT_ASKED),
        (YearRule.IN_FORCE, (), Fit.NOT_ASKED),
    ],
)
def test_how_years_stand_to_the_wanted_ones(rule, years, expected):
    text = " ".join(f"ปีงบประมาณ {year}" for year in years)

    assert fit(told(text, rule), rule, FY) is expected


def test_a_weak_clue_may_agree_but_never_accuse():
    def weak(text, trust):
        return fit(tell([Clue(text=text, trust=trust, source="")], YearRule.THIS_YEAR), YearRule.THIS_YEAR, FY)

    assert weak("ปี 2568", 0.4) is Fit.RIGHT
    assert weak("ปี 2566", 0.4) is Fit.UNKNOWN
    assert weak("ปี 2566", 0.5) is Fit.OLDER
    assert weak("ปี 2568", 0.2) is Fit.UNKNOWN


def test_the_most_trustworthy_clue_that_says_a_year_wins():
    clues = [
        Clue(text="ปี 2565", trust=0.5, source="หัวข้อ"),
        Clue(text="ไม่มีปี", trust=0.9, source="ชื่อเรื่อง"),
        Clue(text="ปี 2567", trust=0.8, source="ลิงก์"),
    ]

    found = tell(clues, YearRule.LAST_YEAR)

    assert found.years == (2567,)
    assert found.source == "ลิงก์"
    assert found.when.text == "ปี 2567" or "2567" in found.when.text


def test_the_own_year_of_a_paper_goes_before_the_span_of_its_plan():
    title = "แผนการดำเนินงานประจำปี 2566 ตามแผนพัฒนาท้องถิ่น (พ.ศ. 2566-2570)"

    assert told(title, YearRule.THIS_YEAR).years == (2566,)
    assert told(title, YearRule.COVERS).years == (2566, 2567, 2568, 2569, 2570)


def test_a_plan_reviewed_in_one_year_is_about_its_span():
    title = "แผนพัฒนาท้องถิ่น (พ.ศ. 2561-2565) แก้ไขเพิ่มเติม ครั้งที่ 2/2568"

    assert told(title, YearRule.COVERS).years[-1] == 2565


def test_december_2567_is_fiscal_year_2568():
    assert told("ประกาศ ณ วันที่ 9 ธันวาคม 2567", entries=True).years == (2568,)


def test_a_result_report_is_made_after_the_year_it_is_about():
    assert told("ประกาศ ณ วันที่ 9 ธันวาคม 2567", YearRule.LAST_YEAR, entries=True).years == (2567,)
    assert told("ลงวันที่ 25 กันยายน 2567", YearRule.LAST_YEAR, entries=True).years == (2566, 2567)


def test_a_half_year_says_its_fiscal_year():
    assert told("รอบ 6 เดือน (ตุลาคม 2567 - มีนาคม 2568)").years == (2568,)


def test_a_year_of_the_assessment_names_the_round_and_not_the_content():
    plan, result = (told("ITA 2568", rule) for rule in (YearRule.THIS_YEAR, YearRule.LAST_YEAR))

    assert (plan.years, result.years) == ((2568,), (2567,))
    assert plan.trust < 0.45


def test_the_year_of_a_law_is_no_year_of_the_content():
    text = "ตามพระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540"

    assert told(text).years == ()


def test_two_digits_may_close_a_title():
    assert told("แผนปฏิบัติการป้องกันการทุจริต 68.pdf").years == (2568,)
