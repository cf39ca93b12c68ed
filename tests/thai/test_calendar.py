"""The fiscal year begins on 1 October and is named by the Buddhist year in which it ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.thai.calendar import FiscalYear, thai_date


@pytest.mark.parametrize(
    ("day", "be"),
    [(date(2024, 9, 30), 2567), (date(2024, 10, 1), 2568), (date(2024, 12, 9), 2568), (date(2025, 9, 30), 2568)],
)
def test_october_opens_the_next_fiscal_year(day, be):
    assert FiscalYear(be) == FiscalYear.of(day)


@given(st.integers(2400, 2700))
def test_a_fiscal_year_holds_its_days_and_no_other(be):
    year = FiscalYear(be)

    assert year.holds(year.starts)
    assert year.holds(year.ends)
    assert not year.holds(year.starts - timedelta(days=1))
    assert not year.holds(year.ends + timedelta(days=1))
    assert year.previous.ends + timedelta(days=1) == year.starts
    assert {year} == {FiscalYear.of(date(*month, 15)) for month in year.months}
    assert year.starts < year.half_ends < year.ends
    assert (3, 31) == (year.half_ends.month, year.half_ends.day)
    assert str(be) == str(year)


def test_a_date_is_written_as_people_write_it():
    assert "1 เม.ย. 2568" == thai_date(date(2025, 4, 1))
    assert "29 ก.พ. 2567" == thai_date(date(2024, 2, 29))
