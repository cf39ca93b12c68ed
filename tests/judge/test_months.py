"""Every month that has ended is asked for: contents are counted together, and what names no month may be any."""

from datetime import date

import pytest

from oitcrawl.judge.assignment import Assignment, judge
from oitcrawl.judge.months import months_told
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Document, Label, Leaf, Media, UnreadCause
from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.model.harvest import Record
from oitcrawl.model.visit import FailCause
from oitcrawl.prove.sites import site_of
from oitcrawl.ruleset.case import CaseContent, Expect, JudgingCase
from oitcrawl.ruleset.load import load_edition
from oitcrawl.thai.calendar import FiscalYear, month_ends

RULES = load_edition("nacc-2569", cases=False)
MATCHER = TopicMatcher(RULES)
YEAR = FiscalYear(2569)
OCT, NOV, DEC, JAN, MAR = date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 3, 1)
BODY = "ซื้อวัสดุสำนักงาน วงเงิน 20,000 บาท ราคากลาง 20,000 บาท ผู้ได้รับการคัดเลือก ร้านสมมติ"


def told(label="", text="", row="", file_name=""):
    labels = (Label(text=label, row=row),) if label or row else ()
    record = Record(url="https://a.example/x", media=Media.PDF, labels=labels, file_name=file_name)
    content = Document(url=record.url, media=Media.PDF, leaves=(Leaf(number=1, text=text),)) if text else None
    return months_told(record, content, YEAR)


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ({"label": "ตุลาคม 2568"}, {OCT}),
        ({"label": "ต.ค. 68"}, {OCT}),
        ({"label": "12.สขร. เดือน มกราคม2569"}, {JAN}),
        ({"label": "สขร.1 ประจำเดือน พฤศจิกายน 2568"}, {NOV}),  # the number of the form is no day
        ({"label": "แบบ สขร. 1 เดือนธันวาคม พ.ศ. 2568"}, {DEC}),
        ({"label": "ตุลาคม - ธันวาคม 2568"}, {OCT, NOV, DEC}),
        ({"label": "คลิก", "row": "สรุปผลการจัดซื้อจัดจ้าง | เดือนตุลาคม 2568 | คลิก"}, {OCT}),
        ({"label": "ตุลาคม", "row": "ตุลาคม พฤศจิกายน ธันวาคม"}, {OCT}),  # its neighbours' links stand in the row
        ({"label": "เดือนมีนาคม"}, {MAR}),
        ({"file_name": "สขร-เดือนธันวาคม-2568.pdf"}, {DEC}),
        ({"text": "สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน ตุลาคม 2568\n" + BODY}, {OCT}),
        ({"text": "สขร.1 ตุลาคม 2568\nก\nข\nค\nง\nส่งมอบภายในเดือนธันวาคม 2568"}, {OCT}),
        ({"label": "ตุลาคม 2567"}, set()),  # of another fiscal year
        ({"label": "ประจำปีงบประมาณ 2569"}, set()),
        ({"label": "ตุลาคม 2568 - มกราคม 2569"}, {OCT, NOV, DEC, JAN}),
        ({"label": "ตุลาคม 2568 - กันยายน 2569"}, set()),
        ({"label": "วันที่ 3 เดือนพฤศจิกายน 2568"}, set()),  # a day is when it was made
    ],
)
def test_the_months_that_a_content_is_about(words, months):
    assert months == told(**words)


def test_a_year_of_one_content_tells_of_all_its_leaves():
    leaves = tuple(Leaf(number=n, text=f"สขร.1 เดือน{name} 2568") for n, name in enumerate(["ตุลาคม", "พฤศจิกายน"], 1))
    content = Document(url="https://a.example/x", media=Media.XLSX, leaves=leaves)

    assert {OCT, NOV} == months_told(Record(url=content.url, media=Media.XLSX), content, YEAR)


# --- by the edition that asks for it ---


def finding(as_of, *contents):
    case = JudgingCase(name="x", as_of=as_of, fiscal_year=YEAR, contents=contents, expect=Expect(status=Status.FOUND))
    site = site_of(case)
    assignment = Assignment(site=site.agency, rules=RULES, fiscal_year=YEAR, as_of=as_of, engine="test")
    items = judge(assignment, site.harvest, site.load, MATCHER).items
    return next(one for one in items if one.slug == "procurement-monthly")


def month(name, year=2568, **more):
    text = f"สรุปผลการดำเนินการจัดซื้อจัดจ้างในรอบเดือน {name} {year}\n{BODY}"
    return CaseContent(label=f"สขร.1 เดือน{name} {year}", media=Media.PDF, text=text, **more)


def state(one):
    return next(part.state for part in one.components if part.key == "months")


def test_nothing_is_owed_before_the_first_month_has_ended_and_one_month_the_day_after():
    assert Status.NOT_DUE is finding(date(2025, 10, 31)).status
    assert Status.MISSING is finding(date(2025, 11, 1)).status
    assert Status.FOUND is finding(date(2025, 11, 1), month("ตุลาคม")).status


def test_what_is_out_before_it_is_owed_is_seen_and_nothing_is_lacking():
    early = finding(date(2025, 10, 20), month("ตุลาคม"))

    assert ComponentState.NOT_DUE is state(early)
    assert not early.status.is_gap


def test_files_of_all_months_together_are_complete_and_the_lacking_month_is_named():
    months = [month(name) for name in ("ตุลาคม", "พฤศจิกายน", "ธันวาคม")]
    incomplete = finding(date(2026, 1, 15), months[0], months[2])

    assert Status.FOUND is finding(date(2026, 1, 15), *months).status
    assert Status.INCOMPLETE is incomplete.status
    assert "พฤศจิกายน 2568" in incomplete.because
    assert "ธันวาคม 2568" not in incomplete.because


@pytest.mark.parametrize("closed", [{"unread": UnreadCause.SCAN}, {"offsite": True}])
def test_a_file_that_cannot_be_read_counts_for_the_month_that_its_link_names(closed):
    dark = CaseContent(label="สขร.1 เดือนพฤศจิกายน 2568", media=Media.PDF, **closed)
    one = finding(date(2025, 12, 10), month("ตุลาคม"), dark)

    assert ComponentState.PRESENT is state(one)


def test_a_file_that_names_no_month_may_be_the_one_that_lacks():
    one = finding(
        date(2025, 12, 10),
        month("ตุลาคม"),
        CaseContent(label="สขร.1 ปีงบประมาณ 2569", media=Media.PDF, unread=UnreadCause.SCAN),
    )

    assert Status.UNVERIFIED is one.status
    assert ComponentState.UNREADABLE is state(one)


def test_a_dead_link_shows_no_month():
    one = finding(
        date(2025, 12, 10),
        month("ตุลาคม"),
        CaseContent(label="สขร.1 เดือนพฤศจิกายน 2568", media=Media.PDF, failed=FailCause.NOT_FOUND),
    )

    assert Status.INCOMPLETE is one.status


def test_months_end_where_the_calendar_says():
    assert [date(2025, 10, 31), date(2026, 2, 28), date(2025, 12, 31)] == [
        month_ends(first) for first in (OCT, date(2026, 2, 1), DEC)
    ]
