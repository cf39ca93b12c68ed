"""The table of what each gap could cost: what is lost, what may be, what will be, and how far that is to be trusted."""

from dataclasses import replace

import pytest
from report.samples import all_in, scan, site_down, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.stakes import stakes
from oitcrawl.report.words import Words

THAI = Words("th")


def test_items_stand_under_lost_may_be_lost_and_will_be():
    table = stakes(scan(), THAI)

    assert [[row.item for row in group.rows] for group in table.groups] == [
        ["O12", "O27", "O16", "O2", "O9", "O7"],
        ["O13", "O24"],
        ["O6"],
    ]
    assert [group.title for group in table.groups] == [
        "เสียแล้ว ถ้าไม่แก้",
        "อาจเสีย เพราะยังตรวจไม่ได้",
        "ยังไม่เสีย แต่จะเสียถ้าไม่เผยแพร่ตามกำหนด",
    ]


def test_a_row_tells_points_of_indicator_oit_and_total():
    first = stakes(scan(), THAI).groups[0].rows[1]

    assert (first.item, first.indicator, first.of_indicator, first.oit, first.ita) == (
        *("O27", "10", "25.0", "12.5", "5.0"),
    )
    assert (first.effort, first.owner) == ("เติมส่วนที่ขาด 2 หัวข้อ", "กองยุทธศาสตร์และงบประมาณ")


def test_the_sums_are_what_the_estimate_lacks():
    made = scan()
    lost, may, _ = (float(group.total.split()[1]) for group in stakes(made, THAI).groups)

    assert lost == pytest.approx(100 - made.summary.estimate.high, abs=0.06)
    assert may == pytest.approx(made.summary.estimate.high - made.summary.estimate.low, abs=0.06)


def test_what_is_not_due_says_until_when():
    row = stakes(scan(), THAI).groups[2].rows[0]

    assert (row.item, row.oit, row.effort) == ("O6", "1.4", "เติมส่วนที่ขาด 1 หัวข้อ")
    assert row.due == "รอบสิ้นสุด 31 มี.ค. 2568 · จัดทำได้ตั้งแต่ 1 เม.ย. 2568 · ต้องอยู่บนเว็บไซต์ภายใน 30 เม.ย. 2568"


def test_the_real_score_tables_stand_beside_it():
    table = stakes(scan(), THAI)

    assert table.lead.startswith("ค่าประมาณ ไม่ใช่คะแนนทางการ")
    assert table.trials == (
        "ตารางปี 2568: เมื่อเสีย O7, O12, O13, O14 คะแนนจริงของตัวชี้วัดที่ 9 หายไป 28.00 แต่วิธีนี้คิดว่าหายไป 29.52 (ต่างกัน 1.52)",
        "ตารางปี 2568: เมื่อเสีย O28 คะแนนจริงของตัวชี้วัดที่ 10 หายไป 10.00 แต่วิธีนี้คิดว่าหายไป 25.00 (ต่างกัน 15.00)",
    )


def test_an_edition_with_weights_of_its_own_is_told_so():
    made = scan()
    weighted = replace(made, summary=replace(made.summary, own_weights=True, trials=()))

    assert "น้ำหนักของแต่ละข้อตามชุดเกณฑ์" in stakes(weighted, THAI).lead
    assert stakes(weighted, THAI).trials == ()


def test_nothing_at_stake_or_nothing_known_shows_no_table():
    made = scan()

    assert stakes(all_in(Status.FOUND), THAI) is None
    assert stakes(site_down(), THAI) is None
    assert stakes(replace(made, summary=replace(made.summary, costs=())), THAI) is None


def test_a_total_that_is_not_known_has_no_column():
    made = scan()
    costs = tuple(replace(one, ita_points=None) for one in made.summary.costs)
    table = stakes(replace(made, summary=replace(made.summary, costs=costs)), THAI)

    assert not table.with_total
    assert {row.ita for group in table.groups for row in group.rows} == {""}


def test_costs_and_trials_come_back_from_json_and_older_scans_load_without_them():
    made = with_statuses(scan(), O6=Status.NOT_DUE)
    summary = AgencyScan.from_json(made.to_json()).summary

    assert (summary.costs, summary.trials) == (made.summary.costs, made.summary.trials)
    assert len(summary.costs) == 27
