"""The draft plan tells what the scan knows, row by row, and leaves a visible blank for all that it does not."""

from dataclasses import replace
from datetime import date

import pytest
from report.samples import all_in, scan, site_down, summary, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.report.plan import plan, plan_year
from oitcrawl.report.words import Words

THAI = Words("th")
WINDOW = {"window_opens": date(2025, 4, 1), "window_closes": date(2025, 4, 30)}


def rows(seen, indicator=0):
    return seen.indicators[indicator].grid.rows


def row_of(seen, item):
    (row,) = (row for one in seen.indicators for row in one.grid.rows if row[1][0].startswith(f"{item} "))
    return row


def with_item(code, **values):
    base = scan(**WINDOW)
    items = tuple(replace(one, **values) if one.item == code else one for one in base.items)
    return replace(base, items=items, summary=summary(items))


def test_the_table_has_the_columns_that_agencies_write_every_year():
    assert plan(scan(), THAI).indicators[0].grid.heads == (
        "มาตรการ/โครงการ/กิจกรรม",
        "ประเด็นที่ต้องปรับปรุง",
        "ขั้นตอนหรือวิธีการ",
        "ระยะเวลา",
        "ผู้รับผิดชอบ",
    )


def test_each_indicator_has_a_table_with_every_gap_and_everything_that_waits():
    seen = plan(scan(**WINDOW), THAI)
    waiting = {
        one.item for one in scan().items if one.status.is_gap or one.status in {Status.UNVERIFIED, Status.NOT_DUE}
    }

    assert [one.title for one in seen.indicators] == [
        "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล",
        "ตัวชี้วัดที่ 10 การป้องกันการทุจริต",
    ]
    told = [row[1][0].split(" · ")[0] for one in seen.indicators for row in one.grid.rows[:-1]]
    assert set(told) == waiting
    assert len(told) == len(waiting)


def test_measures_are_numbered_through_both_tables():
    seen = plan(scan(), THAI)
    numbers = [int(row[0][0].split(".")[0]) for one in seen.indicators for row in one.grid.rows]

    assert numbers == list(range(1, len(numbers) + 1))


def test_a_gap_becomes_a_measure_with_its_issue_its_steps_and_its_owner():
    measure, issue, steps, time, owner = row_of(plan(scan(**WINDOW), THAI), "O7")

    assert measure[0].endswith("จัดทำและเผยแพร่รายงานผลการดำเนินงานประจำปีฉบับของปีที่กำหนด")
    assert issue[:2] == ("O7 · ไม่เป็นปัจจุบัน", "ฉบับใหม่ที่สุดที่พบเป็นของปีงบประมาณ 2565 แต่ต้องเป็นของปี 2567")
    assert steps[0].startswith("1. เผยแพร่รายงานผลการดำเนินงานของปีงบประมาณ พ.ศ. 2567")
    assert "ตรวจความครบถ้วนก่อนเผยแพร่" not in "".join(steps)  # said once, above the tables
    assert "ตรวจความครบถ้วนก่อนเผยแพร่" in plan(scan(**WINDOW), THAI).each
    assert time[1] == "แล้วเสร็จภายใน 31\u00a0มี.ค.\u00a02568"
    assert owner == ("สำนักปลัด",)


def test_what_nobody_could_check_asks_for_what_would_settle_it():
    item = next(one for one in scan().items if one.status is Status.UNVERIFIED)
    _, issue, steps, _, _ = row_of(plan(scan(), THAI), item.item)

    assert issue[0] == f"{item.item} · ตรวจไม่ได้"
    assert steps[0].removeprefix("1. ") in item.settles


def test_what_only_people_know_is_a_blank():
    seen = plan(with_item("O12", owner=""), THAI)

    assert row_of(seen, "O12")[4] == ("[โปรดระบุส่วนราชการที่รับผิดชอบ]",)
    assert all(row[1] == ("[โปรดระบุคะแนน]",) for row in seen.official.rows)
    assert all("[โปรดระบุ" in row[2][0] and "[โปรดระบุ" in row[3][0] for row in seen.follow.rows)


@pytest.mark.parametrize("as_of", [date(2025, 5, 2), date(2026, 1, 5)])
def test_without_a_day_to_count_to_the_time_is_a_blank(as_of):
    assert row_of(plan(replace(scan(**WINDOW), as_of=as_of), THAI), "O7")[3] == ("[โปรดระบุวันเริ่มและวันแล้วเสร็จ]",)
    assert row_of(plan(scan(window_opens=None, window_closes=None), THAI), "O7")[3] == ("[โปรดระบุวันเริ่มและวันแล้วเสร็จ]",)


def test_more_work_begins_earlier_and_work_that_is_late_begins_at_once():
    early = replace(scan(**WINDOW), as_of=date(2025, 1, 6))
    late = replace(scan(**WINDOW), as_of=date(2025, 3, 28))

    assert row_of(plan(early, THAI), "O7")[3][0] == "เริ่ม 18\u00a0มี.ค.\u00a02568"
    assert row_of(plan(late, THAI), "O7")[3][0] == "เริ่มทันที"


def test_the_plan_is_of_the_year_assessed_until_its_links_can_no_longer_be_entered():
    assert plan_year(scan(**WINDOW)) == 2568
    assert plan_year(replace(scan(**WINDOW), as_of=date(2025, 4, 30))) == 2568
    assert plan_year(replace(scan(**WINDOW), as_of=date(2025, 5, 1))) == 2569
    assert plan_year(scan(window_opens=None, window_closes=None)) == 2568


def test_progress_is_reported_before_links_are_entered_each_quarter_and_at_the_end():
    follow = plan(scan(**WINDOW), THAI).follow

    assert [row[0][0] for row in follow.rows] == [
        "ภายใน 31 มีนาคม 2568",
        "ภายใน 30 มิถุนายน 2568",
        "ภายใน 30 กันยายน 2568",
        "หลังสิ้นปีงบประมาณ พ.ศ. 2568",
    ]
    assert len(follow.rows[0][1]) == 2  # the quarter ends on the day before links are entered


def test_what_is_complete_is_kept_up_in_a_row_of_its_own():
    complete = all_in(Status.FOUND)
    seen = plan(complete, THAI)

    assert [len(one.grid.rows) for one in seen.indicators] == [1, 1]
    assert rows(seen)[0][1][0].startswith("รักษาระดับ 20 ข้อ: O1, O2")
    assert seen.weak.endswith("ไม่พบจากการตรวจครั้งนี้")


def test_a_site_that_was_down_has_no_strong_points_and_still_a_plan():
    seen = plan(site_down(), THAI)

    assert seen.strong.endswith("ยังไม่มีข้อที่พบครบถ้วน")
    assert sum(len(one.grid.rows) for one in seen.indicators) == len(site_down().items)


def test_counts_of_an_indicator_add_up():
    for row in plan(with_statuses(scan(), O2=Status.FOUND), THAI).found.rows:
        total, *parts = (int(cell[0]) for cell in row[1:])
        assert sum(parts) == total


def test_the_draft_is_spoken_in_english_on_demand():
    seen = plan(scan(**WINDOW), Words("en"))

    assert seen.mark.startswith("DRAFT")
    assert row_of(seen, "O7")[3][1] == "Done by 31\u00a0Mar\u00a02025"


def test_what_stays_names_those_who_are_known_and_only_else_a_blank():
    seen = scan(**WINDOW)
    kept = [replace(one, status=Status.FOUND, owner="กองคลัง" if one.item == "O1" else "") for one in seen.items]

    def owner(items):
        return plan(replace(seen, items=tuple(items)), THAI).indicators[0].grid.rows[-1][4]

    assert owner(kept) == ("กองคลัง",)
    assert owner(replace(one, owner="") for one in kept) == ("[โปรดระบุส่วนราชการที่รับผิดชอบ]",)
