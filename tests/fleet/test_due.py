"""Time travel: a clock that tests hold goes over years, and the plan is exactly what the settings say."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.fleet.due import (
    BANGKOK,
    Pace,
    Past,
    Terms,
    Why,
    awake,
    next_due,
    next_window,
    pace_on,
    planned_runs,
    slots,
)
from oitcrawl.hours import parse_hours
from oitcrawl.model.site import AgencySite, Window
from oitcrawl.settings import Settings

DAY = timedelta(days=1)
WINDOW = Window(opens=date(2027, 4, 1), closes=date(2027, 4, 30))
SITE = AgencySite(code="abt-sample", url="https://abt.example/", window=WINDOW)
WEEKLY = Terms(every_days=7, spread=timedelta())


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=BANGKOK)


def year_of(terms, first="2026-05-01", last="2027-05-01", site=SITE, good="2026-04-30 01:00"):
    return list(planned_runs(terms, site, Past(good=at(good)), at(first), at(last)))


def test_a_year_of_nights_holds_exactly_the_runs_that_the_settings_say():
    """Weekly until 30 January, nightly from 31 January (60 days before 1 April), twice a day from 25 March."""
    runs = year_of(WEEKLY)
    days = Counter(run.at.date() for run in runs)

    first = next(day for day in sorted(days))
    turns = {first + 7 * n * DAY for n in range(40) if first + 7 * n * DAY < date(2027, 1, 31)}
    sparse = {day for day in days if day < date(2027, 1, 31)}
    assert sparse == turns | {date(2026, 10, 1)}
    nights = [date(2027, 1, 31) + n * DAY for n in range(90)]
    assert [day for day in sorted(days) if day >= date(2027, 1, 31)] == nights
    assert {day for day, count in days.items() if count == 2} == {date(2027, 3, 25) + n * DAY for n in range(7)}
    assert max(days.values()) == 2
    assert len(runs) == len(turns | {date(2026, 10, 1)}) + 90 + 7


def test_with_the_defaults_there_is_one_scan_every_night_and_two_on_the_last_seven_days():
    runs = year_of(Terms.of(Settings()))

    assert len(runs) == 365 + 7
    gaps = {round((b.at - a.at) / timedelta(hours=1)) for a, b in pairwise(runs)}
    assert gaps == {24, 12}


def test_a_leap_year_has_one_night_more_and_its_day_is_a_night_like_others():
    window = Window(opens=date(2028, 4, 1), closes=date(2028, 4, 30))
    site = AgencySite(code="abt-sample", url="https://abt.example/", window=window)
    runs = year_of(Terms(spread=timedelta()), "2028-01-01", "2029-01-01", site, "2027-12-31 01:00")

    assert len(runs) == 366 + 7
    assert date(2028, 2, 29) in {run.at.date() for run in runs}
    assert next(
        r.at.date() for r in year_of(WEEKLY, "2028-01-01", "2028-05-01", site) if r.why is Why.NIGHTLY
    ) == date(2028, 2, 1)  # 60 days with the 29th of February among them


def test_a_window_of_the_leap_day_comes_again_in_years_that_have_none():
    window = Window(opens=date(2028, 2, 29), closes=date(2028, 3, 15))

    assert next_window(window, date(2028, 3, 15)) == window
    assert next_window(window, date(2028, 3, 16)).opens == date(2029, 2, 28)
    assert next_window(window, date(2031, 6, 1)).opens == date(2032, 2, 29)


def test_a_window_over_the_turn_of_the_year_comes_again_whole():
    window = Window(opens=date(2026, 12, 20), closes=date(2027, 1, 10))

    assert next_window(window, date(2027, 1, 10)) == window
    assert next_window(window, date(2027, 1, 11)) == Window(opens=date(2027, 12, 20), closes=date(2028, 1, 10))
    assert next_window(window, date(2028, 1, 5)) == Window(opens=date(2027, 12, 20), closes=date(2028, 1, 10))


def test_without_a_window_that_of_april_is_taken():
    assert next_window(None, date(2026, 4, 30)).opens == date(2026, 4, 1)
    assert next_window(None, date(2026, 5, 1)).opens == date(2027, 4, 1)
    assert pace_on(WEEKLY, None, date(2027, 1, 30)) is Pace.SPARSE
    assert pace_on(WEEKLY, None, date(2027, 1, 31)) is Pace.NIGHTLY


def test_the_paces_change_on_the_very_day():
    paces = [pace_on(WEEKLY, WINDOW, date.fromisoformat(day)) for day in ("2027-03-24", "2027-03-25", "2027-03-31")]

    assert paces == [Pace.NIGHTLY, Pace.TWICE, Pace.TWICE]
    assert pace_on(WEEKLY, WINDOW, date(2027, 4, 1)) is Pace.NIGHTLY
    assert pace_on(WEEKLY, WINDOW, date(2027, 4, 30)) is Pace.NIGHTLY
    assert pace_on(WEEKLY, WINDOW, date(2027, 5, 1)) is Pace.SPARSE


def test_a_new_fiscal_year_is_looked_at_on_its_first_night_however_seldom_the_turn_comes():
    monthly = Terms(every_days=90, spread=timedelta())
    runs = year_of(monthly, "2026-09-01", "2026-12-01", good="2026-08-31 01:00")

    new = [run for run in runs if run.why is Why.NEW_YEAR]
    assert [run.at for run in new] == [at("2026-10-01 01:00")]


def test_an_agency_never_scanned_is_due_at_once_and_one_cut_off_too():
    now = at("2026-06-01 10:17")

    assert (next_due(WEEKLY, SITE, Past(), now).at, next_due(WEEKLY, SITE, Past(), now).why) == (now, Why.FIRST)
    cut = next_due(WEEKLY, SITE, Past(good=at("2026-06-01 01:00"), cut=True), now)
    assert (cut.at, cut.why) == (now, Why.RESUME)


def test_what_failed_is_tried_again_the_next_night_and_not_sooner():
    past = Past(good=at("2026-05-01 01:00"), tried=at("2026-06-01 01:02"))

    due = next_due(WEEKLY, SITE, past, at("2026-06-01 01:30"))

    assert (due.at, due.why) == (at("2026-06-02 01:00"), Why.RETRY)
    never = next_due(WEEKLY, SITE, Past(tried=at("2026-06-01 10:00")), at("2026-06-01 10:30"))
    assert (never.at, never.why) == (at("2026-06-02 01:00"), Why.RETRY)


def test_after_a_month_without_electricity_one_scan_is_due_at_once_not_thirty():
    terms = Terms(spread=timedelta())
    past = Past(good=at("2026-06-01 01:00"))
    now = at("2026-07-01 09:00")

    assert next_due(terms, SITE, past, now).at <= now
    runs = list(planned_runs(terms, SITE, past, now, at("2026-07-03 00:00")))
    assert [run.at for run in runs] == [now, at("2026-07-02 01:00")]


def test_a_scan_made_by_hand_in_the_evening_counts_for_the_night():
    terms = Terms(spread=timedelta())

    assert next_due(terms, SITE, Past(good=at("2026-06-01 20:00")), at("2026-06-01 21:00")).at == at(
        "2026-06-03 01:00"
    )
    assert next_due(terms, SITE, Past(good=at("2026-06-01 10:00")), at("2026-06-01 21:00")).at == at(
        "2026-06-02 01:00"
    )


def test_no_scan_is_begun_in_quiet_hours_and_the_second_of_the_day_waits_for_their_end():
    terms = Terms(spread=timedelta(), quiet=parse_hours("08:30-12:00,12:00-16:30"))
    runs = year_of(terms, "2027-03-24", "2027-04-02", good="2027-03-23 01:00")

    assert {run.at.time() for run in runs} == {time(1), time(16, 30)}
    assert len(runs) == 9 + 7
    assert awake(terms, "any", at("2027-03-25 09:00")) == at("2027-03-25 16:30")


def test_each_agency_keeps_its_minute_and_the_night_is_used_evenly():
    sites = [AgencySite(code=f"abt-{n}", url="https://a.example/", window=WINDOW) for n in range(2000)]
    nights = {day: [slots(Terms(), site, day)[0] for site in sites] for day in (date(2026, 6, 1), date(2026, 6, 2))}

    one, two = nights.values()
    assert [moment + DAY for moment in one] == two
    hours = Counter(moment.hour for moment in one)
    assert set(hours) == {1, 2, 3, 4}
    assert min(hours.values()) > 420


def test_turns_of_every_seventh_night_are_spread_over_the_week():
    sites = [AgencySite(code=f"abt-{n}", url="https://a.example/", window=WINDOW) for n in range(700)]
    past, now = Past(good=at("2026-06-01 03:00")), at("2026-06-01 09:00")

    days = Counter(next_due(Terms(every_days=7), site, past, now).at.date() for site in sites)

    assert len(days) == 7
    assert min(days.values()) > 60


@given(
    every=st.integers(1, 40),
    quiet=st.sampled_from(["", "08:00-18:00", "22:00-06:00", "00:30-23:30"]),
    spread=st.integers(0, 720),
    hours=st.integers(0, 3 * 366 * 24),
)
def test_whatever_the_settings_the_next_scan_comes_later_awake_and_not_too_late(every, quiet, spread, hours):
    terms = Terms(every_days=every, spread=timedelta(minutes=spread), quiet=parse_hours(quiet))
    good = at("2026-01-01 00:20") + timedelta(hours=hours)

    due = next_due(terms, SITE, Past(good=good), good)

    assert timedelta(hours=3) <= due.at - good <= (every + 3) * DAY
    assert not any(quiet.hold(due.at.time()) for quiet in terms.quiet)


@pytest.mark.parametrize(
    "text", ["8", "08:30", "08:30-08:30", "25:00-26:00", "00:00-12:00,12:00-00:00", "a-b", "1:2-3:4"]
)
def test_hours_that_cannot_be_are_refused(text):
    with pytest.raises(ValueError):
        parse_hours(text)
