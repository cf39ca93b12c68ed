"""The report says first what matters, and never says more than is known."""

from dataclasses import replace
from datetime import date

import pytest
from report.samples import after, all_in, scan, site_down, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import Range
from oitcrawl.report.view import range_text, view, window_note
from oitcrawl.report.words import Words

THAI = Words("th")


def test_the_verdict_counts_gaps_and_what_could_not_be_checked():
    head = view(scan(), words=THAI).head

    assert head.verdict == "ต้องแก้ไข 6 ข้อ จาก 28 ข้อ · ตรวจไม่ได้ 2 ข้อ"
    assert head.tone == "bad"


def test_a_site_that_is_down_is_never_called_bad_or_good():
    made = view(site_down(), words=THAI)

    assert made.head.tone == "blind"
    assert made.head.verdict == "ตรวจไม่ได้ทั้ง 28 ข้อ จึงยังบอกไม่ได้ว่าเว็บไซต์ขาดอะไร"
    assert made.fixes == ()
    assert "ยังบอกไม่ได้" in made.fixes_none


def test_all_found_is_good():
    head = view(all_in(Status.FOUND), words=THAI).head

    assert (head.tone, head.verdict) == ("good", "พบครบถ้วนทั้ง 28 ข้อ")


def test_a_partial_scan_carries_a_banner_with_its_cause():
    assert "เว็บไซต์ไม่ตอบ" in view(site_down(), words=THAI).head.banners[0]
    assert view(scan(), words=THAI).head.banners == ()


def test_a_label_that_the_reason_names_is_not_said_twice():
    made = scan()
    named = replace(made.items[26], because=f"ยังขาด: {made.items[26].lacking[0]}")

    fix = view(replace(made, items=(*made.items[:26], named, made.items[27])), words=THAI).fixes[1]

    assert fix.lacking == made.items[26].lacking[1:]


def test_every_item_has_a_card_under_its_group():
    made = view(scan(), words=THAI)

    assert [len(group.cards) for group in made.groups] == [4, 7, 2, 3, 4, 6, 2]
    assert made.groups[0].tally == "3 จาก 4 ข้อครบ"


def test_the_bar_is_filled_exactly():
    made = view(scan(), words=THAI)

    assert sum(one.width for one in made.counts) == pytest.approx(1000, abs=0.1)
    assert sum(one.count for one in made.counts) == 28


def test_changes_are_told_only_when_an_earlier_scan_is_given():
    previous = with_statuses(scan(), O2=Status.FOUND)

    assert view(scan(), words=THAI).changes is None
    assert view(scan(), past=after(), words=THAI).changes is None
    changes = view(scan(), past=after(previous), words=THAI).changes
    assert changes is not None
    assert [(part.cause, [(one.item, one.kind) for one in part.changes]) for part in changes.last.parts] == [
        ("site", [("O2", "new_gap")])
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 3, 10), "อีก 22 วันจะเปิดให้กรอก"),
        (date(2025, 4, 1), "กำลังเปิดให้กรอก เหลือ 29 วัน"),
        (date(2025, 4, 30), "วันนี้เป็นวันสุดท้าย"),
        (date(2025, 5, 2), "ปิดไปแล้ว 2 วัน"),
    ],
)
def test_days_to_the_window_are_counted_from_the_as_of_date(today, expected):
    assert window_note(date(2025, 4, 1), date(2025, 4, 30), today, THAI) == expected


def test_an_unknown_window_counts_no_days():
    made = view(scan(window_opens=None, window_closes=None), words=THAI).head

    assert (made.window, made.window_note) == ("ยังไม่ได้ระบุ", "")


def test_a_range_of_one_number_is_one_number_and_one_that_says_nothing_is_none():
    assert range_text(Range(low=85.71, high=85.73), "ไม่ทราบ") == "85.7"
    assert range_text(Range(low=10.0, high=85.7), "ไม่ทราบ") == "10.0–85.7"
    assert range_text(Range(low=0.0, high=100.0), "ไม่ทราบ") == "ไม่ทราบ"


def test_english_words_stand_around_thai_findings():
    made = view(scan(), words=Words("en"))

    assert made.head.verdict == "6 of 28 items need fixing · 2 could not be checked"
    assert made.fixes[1].because.endswith(
        "but it is not complete. Lacking: How the budget was spent, Problems and obstacles."
    )
    assert made.fixes[1].told.thai.startswith("พบเอกสาร")


def test_the_head_says_how_far_such_an_estimate_was_off():
    assert "ต่างไปได้ถึง 15.0 คะแนน" in view(scan(), words=THAI).head.off_by
    assert "off by up to 15.0 points" in view(scan(), words=Words("en")).head.off_by


def test_each_group_has_a_bar_of_its_statuses_with_the_same_in_words():
    group = view(scan(), words=THAI).groups[1]

    assert sum(one.count for one in group.bar) == len(group.cards)
    assert group.bar_text.startswith("9.2 การบริหารงานและการให้บริการ: ")
    assert all(f"{one.word} {one.count}" in group.bar_text for one in group.bar)


def seen_only(*statuses):
    """A scan of a site of which the first items have these statuses and nobody could see the rest."""
    items = scan().items
    told = tuple(replace(one, status=status) for one, status in zip(items, statuses, strict=False))
    blind = tuple(replace(one, status=Status.UNVERIFIED) for one in items[len(told) :])
    return replace(scan(), items=(*told, *blind))


def test_a_site_whose_other_pages_all_failed_is_not_called_free_of_gaps():
    head = view(seen_only(Status.NOT_DUE), words=THAI).head

    assert (head.tone, head.verdict) == ("blind", "ตรวจไม่ได้ทั้ง 27 ข้อ จึงยังบอกไม่ได้ว่าเว็บไซต์ขาดอะไร")
    assert head.estimate.text == "ยังประมาณไม่ได้"
    assert not head.estimate.known
    assert head.indicators == ()


def test_what_was_seen_of_a_few_items_is_no_verdict_on_the_site():
    few = seen_only(*[Status.FOUND] * 4, Status.MISSING, Status.NOT_DUE)
    made = view(few, words=THAI)
    told = "ตรวจได้เพียง 5 จาก 27 ข้อ จึงยังบอกไม่ได้ว่าเว็บไซต์ขาดอะไร · ในนั้นต้องแก้ไข 1 ข้อ"

    assert (made.head.tone, made.head.verdict) == ("blind", told)
    assert made.stakes is None
    assert len(made.fixes) == 1


def test_a_third_of_the_items_is_enough_for_a_verdict():
    head = view(seen_only(*[Status.FOUND] * 10), words=THAI).head

    assert head.verdict == "ไม่มีข้อที่ต้องแก้ไข · ตรวจไม่ได้ 18 ข้อ"
    assert head.estimate.known
