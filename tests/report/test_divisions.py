"""Each division gets its own items, dates and files, under names that every system takes."""

import re
from dataclasses import replace
from datetime import date

import pytest
from report.samples import HOSTILE, hostile, scan

from oitcrawl.model.finding import Status
from oitcrawl.report.divisions import (
    FILE,
    division_view,
    divisions,
    owners_of,
    page_name,
    part_of,
    sheet_name,
    shown_name,
)
from oitcrawl.report.words import Words

THAI = Words("th")


def owned(**owners: str):
    """The sample with these owners only."""
    items = tuple(replace(one, owner=owners.get(one.item, "")) for one in scan().items)
    return scan(items=items)


def test_divisions_come_in_the_order_of_their_items_and_nobody_last():
    some = divisions(owned(O12="กองคลัง", O2="สำนักปลัด", O13="กองคลัง"))

    assert [(one.name, one.items) for one in some[:2]] == [("สำนักปลัด", ("O2",)), ("กองคลัง", ("O12", "O13"))]
    assert some[2].name == ""
    assert len(some[2].items) == 25
    assert shown_name(some[2], THAI) == "ยังไม่ระบุผู้รับผิดชอบ"


def test_files_are_named_after_the_division():
    (first, *_) = divisions(owned(O12="กองคลัง"))

    assert (page_name(first), sheet_name(first)) == ("division-กองคลัง.html", "gaps-กองคลัง.xlsx")


def test_an_agency_that_names_nobody_has_no_division():
    assert divisions(owned()) == ()


def test_an_item_of_two_divisions_is_on_both_pages():
    some = divisions(owned(O12="กองคลัง, กองช่าง ; กองคลัง"))

    assert [one.name for one in some] == ["กองคลัง", "กองช่าง", ""]
    assert {one.items for one in some[:2]} == {("O12",)}


def test_sara_am_in_one_stroke_or_in_two_is_one_division():
    some = divisions(owned(O12="กองกำกับ", O13="กองกํากับ"))

    assert [one.name for one in some] == ["กองกำกับ", ""]
    assert some[0].items == ("O12", "O13")


def test_one_name_with_other_spaces_is_one_division():
    assert [one.name for one in divisions(owned(O12=" กอง คลัง", O13="กอง  คลัง\n"))][:1] == ["กอง คลัง"]
    assert owners_of(owned(O12=" กอง คลัง ").items[11]) == ("กอง คลัง",)


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "CON",
        "nul.txt",
        "a/b\\c:d*?",
        "…",
        "ก" * 300,
        HOSTILE,
        ".",
        "-",
        "=cmd",
        "ั้ก",
        "กอง\u202eคลัง",
        "😀",
    ],
)
def test_file_names_are_safe_whatever_a_division_is_called(name):
    (first, *_) = divisions(owned(O12=name))

    assert re.fullmatch(FILE, first.file)
    assert len(page_name(first).encode()) < 200
    assert ".." not in first.file
    assert page_name(first).startswith("division-")  # so that no name is one that Windows keeps for itself


def test_names_that_come_to_the_same_file_stay_apart():
    some = divisions(owned(O1="Fund", O2="fund", O3="กอง/คลัง", O4="กอง:คลัง", O5="ไม่ระบุผู้รับผิดชอบ"))
    files = [one.file.lower() for one in some]

    assert len(set(files)) == len(files)
    assert files[2:4] == ["กอง-คลัง", "กอง-คลัง-2"]


def test_a_part_counts_its_own_items_only():
    whole = owned(O12="กองคลัง", O13="กองคลัง", O14="กองคลัง")
    part = part_of(whole, divisions(whole)[0])

    assert [one.item for one in part.items] == ["O12", "O13", "O14"]
    assert (part.summary.missing, part.summary.unverified, part.summary.found, part.summary.outdated) == (1, 1, 1, 0)
    assert {one.item for one in part.summary.costs} == {"O12", "O13", "O14"}


def test_the_schedule_holds_all_that_waits_for_somebody_with_dates():
    whole = owned(O6="กองคลัง", O7="กองคลัง", O12="กองคลัง", O13="กองคลัง", O14="กองคลัง")
    division = divisions(whole)[0]
    seen = division_view(part_of(whole, division), division, THAI)

    assert {step.item for step in seen.steps} == {"O6", "O7", "O12", "O13"}
    assert seen.steps[0].item == "O7"  # the biggest work begins first
    assert all(step.finish and step.start and step.note for step in seen.steps)
    assert seen.first.startswith("เริ่มจาก O12 ")  # what heads the fix list, as nothing is late yet
    assert seen.named


def test_what_is_late_is_to_be_begun_with():
    whole = replace(owned(O7="กองคลัง", O12="กองคลัง"), as_of=date(2025, 3, 27))
    division = divisions(whole)[0]

    assert division_view(part_of(whole, division), division, THAI).first.startswith("เริ่มจาก O7 ")


def test_without_a_window_the_schedule_says_what_to_do_about_it():
    whole = replace(owned(O12="กองคลัง"), window_opens=None, window_closes=None)
    division = divisions(whole)[0]
    seen = division_view(part_of(whole, division), division, THAI)

    assert [step.finish for step in seen.steps] == [""]
    assert "window:" in seen.note
    assert "ภายใน" not in seen.first


def test_a_division_with_nothing_to_do_is_told_so():
    whole = owned(O14="กองคลัง")
    division = divisions(whole)[0]
    seen = division_view(part_of(whole, division), division, THAI)

    assert (seen.steps, seen.first) == ((), "")
    assert {one.status for one in part_of(whole, division).items} == {Status.FOUND}


def test_hostile_owners_are_shown_clean():
    some = divisions(hostile())

    assert all("\u202e" not in one.name and "\x00" not in one.name for one in some)
