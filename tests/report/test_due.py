"""Dates leave room for the work, know weekends and the window, and say nothing where nothing is known."""

from dataclasses import replace
from datetime import date

import pytest
from report.samples import N, all_in, scan

from oitcrawl.model.finding import Status
from oitcrawl.report.due import Goal, Pressure, back, due_of, due_view, dues, no_dates, working_days
from oitcrawl.report.words import Words

THAI = Words("th")
MONDAY_WINDOW = {"window_opens": date(2025, 4, 7), "window_closes": date(2025, 4, 27)}  # a Monday to a Sunday


def not_due_until(day: date):
    """The sample in which O6 is not owed until a day, and O6 itself."""
    whole = scan()
    costs = tuple(replace(one, due=day) if one.item == "O6" else one for one in whole.summary.costs)
    return replace(whole, summary=replace(whole.summary, costs=costs))


def of(item: str, base=None):
    whole = base or scan()
    return due_of(next(one for one in whole.items if one.item == item), whole)


def test_work_is_finished_on_the_last_working_day_before_links_are_entered():
    due = of("O12", scan(**MONDAY_WINDOW))

    assert (due.finish, due.goal) == (date(2025, 4, 4), Goal.BEFORE_WINDOW)  # the Friday before that Monday


def test_a_bigger_work_begins_earlier():
    starts = {item: of(item).start for item in ("O7", "O2", "O12")}

    assert starts["O7"] < starts["O2"] < starts["O12"] == date(2025, 3, 31)
    assert {of(item).finish for item in starts} == {date(2025, 3, 31)}


def test_too_few_working_days_are_told_with_what_is_left():
    due = of("O7", scan(as_of=date(2025, 3, 27)))

    assert (due.pressure, due.left, due.days) == (Pressure.BEHIND, 3, 10)
    assert "เหลือ 3 วันทำการ" in due_view(due, THAI).note


@pytest.mark.parametrize(
    ("as_of", "goal", "finish", "pressure"),
    [
        (date(2025, 1, 6), Goal.BEFORE_WINDOW, date(2025, 3, 31), Pressure.AHEAD),
        (date(2025, 3, 31), Goal.BEFORE_WINDOW, date(2025, 3, 31), Pressure.BEHIND),
        (date(2025, 4, 1), Goal.IN_WINDOW, date(2025, 4, 30), Pressure.AHEAD),
        (date(2025, 4, 30), Goal.IN_WINDOW, date(2025, 4, 30), Pressure.BEHIND),
        (date(2025, 5, 1), Goal.CLOSED, date(2025, 4, 30), Pressure.LATE),
    ],
)
def test_the_date_follows_the_window(as_of, goal, finish, pressure):
    due = of("O7", scan(as_of=as_of))

    assert (due.goal, due.finish, due.pressure) == (goal, finish, pressure)


def test_a_window_that_closes_on_a_sunday_ends_on_friday_unless_that_is_over():
    assert of("O7", scan(**MONDAY_WINDOW, as_of=date(2025, 4, 14))).finish == date(2025, 4, 25)
    assert of("O7", scan(**MONDAY_WINDOW, as_of=date(2025, 4, 26))).finish == date(2025, 4, 26)


def test_what_is_not_due_yet_has_the_day_of_the_edition():
    whole = scan()
    due = of("O6", whole)

    assert due.goal is Goal.PERIOD
    assert due.since == date(2025, 4, 1)  # half of the year has to be over first
    assert due.since <= due.start <= due.finish == date(2025, 4, 30)


def test_what_becomes_due_long_before_the_window_is_finished_before_it():
    early = of("O6", replace(not_due_until(date(2024, 9, 30)), as_of=date(2024, 9, 2)))

    assert (early.since, early.finish) == (date(2024, 10, 1), date(2025, 3, 31))


def test_what_becomes_due_after_the_window_is_begun_when_it_does():
    late = of("O6", not_due_until(date(2025, 9, 30)))

    assert late.since == late.start == date(2025, 10, 1)
    assert working_days(late.start, late.finish) == late.days


def test_without_a_window_only_days_of_the_edition_are_known_and_the_page_says_why():
    whole = scan(window_opens=None, window_closes=None)

    assert [due.item for due in dues(whole)] == ["O6"]
    assert "window:" in no_dates(whole, THAI)
    assert no_dates(scan(), THAI) == ""


def test_what_needs_nothing_has_no_date():
    assert dues(all_in(Status.FOUND)) == ()
    assert of("O10") is None


def test_what_must_begin_first_comes_first():
    starts = [due.start for due in dues(scan())]

    assert starts == sorted(starts)
    assert {one.item for one in scan().items if one.status in {Status.UNVERIFIED, N}} < {d.item for d in dues(scan())}


def test_an_old_scan_without_costs_still_has_days():
    old = scan()
    old = replace(old, summary=replace(old.summary, costs=()))

    assert of("O12", old).finish == date(2025, 3, 31)
    assert of("O6", old) is None


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2025, 3, 10), date(2025, 3, 14), 5),
        (date(2025, 3, 14), date(2025, 3, 17), 2),
        (date(2025, 3, 15), date(2025, 3, 16), 0),
        (date(2025, 3, 17), date(2025, 3, 14), 0),
        (date(2025, 1, 1), date(2025, 12, 31), 261),
    ],
)
def test_working_days_leave_out_weekends(first, last, days):
    assert working_days(first, last) == days


def test_going_back_skips_weekends():
    assert back(date(2025, 3, 17), 1) == date(2025, 3, 14)
    assert back(date(2025, 3, 16), 0) == date(2025, 3, 14)
    assert back(date(2025, 3, 17), 5) == date(2025, 3, 10)
