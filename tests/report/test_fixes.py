"""The fix list goes by points per work, and says what each fix wins, what kind of work it is and whose."""

from dataclasses import replace
from datetime import date, timedelta

from report.samples import all_in, scan, with_statuses

from oitcrawl.model.estimate import Cost, Effort
from oitcrawl.model.finding import PlaceState, Status
from oitcrawl.report.fixes import also_today, effort_word, fixes, fixes_due, fixes_lead, gain_words, off_by, to_fix
from oitcrawl.report.words import Words

THAI, ENGLISH = Words("th"), Words("en")


def cost(**values):
    return Cost(
        **{
            "item": "O1",
            "status": Status.MISSING,
            "indicator": "9",
            "indicator_points": 5.0,
            "oit_points": 2.5,
            "gain_low": 2.5,
            **values,
        }
    )


def older():
    """A scan of a version that told no costs."""
    made = scan()
    return replace(made, summary=replace(made.summary, costs=(), trials=()))


def test_a_broken_link_of_much_weight_goes_before_work_of_days():
    # points / work: O12 5.0/1 (a link), O27 12.5/4 (two parts), O16 3.33/4, O2 2.5/4, O9 1.43/4, O7 1.43/5 (an edition)
    assert [item.item for item in to_fix(scan())] == ["O12", "O27", "O16", "O2", "O9", "O7"]


def test_a_line_names_owner_advice_work_gain_and_card():
    fix = fixes(scan(), THAI)[0]

    assert (fix.item, fix.owner, fix.anchor) == ("O12", "กองคลัง", "O12")
    assert (fix.effort, fix.gain, fix.gain_total) == ("แก้ลิงก์ (นาที)", "+5.0 คะแนน", "+2.0 ของคะแนนรวม ITA")
    assert fix.advice


def test_in_english_too():
    fix = fixes(scan(), ENGLISH)[1]

    assert (fix.effort, fix.gain, fix.gain_total) == (
        *("Add what is lacking: 2", "+12.5 points", "+5.0 of the ITA total"),
    )


def test_every_kind_of_work_has_its_words_in_both_languages():
    for words in (THAI, ENGLISH):
        told = {effort_word(cost(effort=one, parts=2), words) for one in Effort}
        assert len(told) == len(Effort)
    assert effort_word(cost(effort=Effort.NONE), THAI) == effort_word(None, THAI) == ""


def test_the_total_is_told_only_where_its_share_is_known_and_no_gain_where_there_is_none():
    assert gain_words(cost(), THAI) == ("+2.5 คะแนน", "")
    assert gain_words(cost(gain_low=0.0, ita_points=1.0), THAI) == gain_words(None, THAI) == ("", "")


def test_a_scan_of_an_earlier_version_puts_the_worst_status_first_and_tells_no_points():
    lines = fixes(older(), THAI)

    assert [fix.item for fix in lines] == ["O12", "O7", "O2", "O9", "O16", "O27"]
    assert {(fix.gain, fix.effort) for fix in lines} == {("", "")}
    assert fixes_lead(older(), THAI) == "เรียงตามความรุนแรงของสถานะ"


def test_the_lead_calls_the_points_estimates_and_says_how_far_they_were_off():
    assert "ค่าประมาณ ไม่ใช่คะแนนหรือน้ำหนักทางการ" in fixes_lead(scan(), THAI)
    assert "ต่างไปได้ถึง 15.0 คะแนน" in fixes_lead(scan(), THAI)
    assert off_by(older(), THAI) == ""


def test_nothing_to_fix_is_an_empty_list():
    assert fixes(all_in(Status.FOUND), THAI) == ()
    assert fixes(with_statuses(all_in(Status.FOUND), O1=Status.UNVERIFIED, O6=Status.NOT_DUE), THAI) == ()


def test_the_list_says_by_when_and_nothing_once_the_window_is_over():
    opens, closes = scan().window_opens, scan().window_closes

    assert fixes_due(scan(), THAI).startswith("แก้ไขให้เสร็จก่อนวันที่ 1 เมษายน 2568")
    assert "เปิดแล้ว" in fixes_due(scan(as_of=opens), THAI)
    assert fixes_due(scan(as_of=closes + timedelta(days=1)), THAI) == ""
    assert fixes_due(scan(window_opens=None, window_closes=None), THAI) == ""


def test_each_fix_says_what_to_open():
    found = {fix.item: [link.text for _, link in fix.where] for fix in fixes(scan(), THAI)}

    assert found["O7"][0].endswith(".pdf")
    assert found["O7"][1].endswith("/Pages/ita_year_detail/7")
    assert found["O12"][0].endswith("/docs/file/old-7.pdf")


def test_what_is_nowhere_is_to_be_put_where_such_things_are_listed():
    missing = next(one for one in scan().items if one.item == "O12")
    places = tuple(one for one in missing.places if one.state is not PlaceState.GONE)
    (fix,) = fixes(scan(items=(replace(missing, places=places),)), THAI)

    assert [name for name, _ in fix.where] == ["หน้าที่ควรวาง"]
    assert fixes(scan(items=(replace(missing, places=()),)), THAI)[0].where == ()


def test_what_has_to_begin_today_is_named_though_it_ranks_below():
    made = fixes(scan(as_of=date(2025, 3, 24)), THAI)
    behind = [fix.item for fix in made if fix.due and fix.due.tone == "behind"]

    assert [fix.item for fix in also_today(made)] == [item for item in behind if item != made[0].item] == ["O7"]
    assert also_today(fixes(older(), THAI)) == ()
