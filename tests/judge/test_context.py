"""How long verdicts hold: the context hears every question about a day."""

import re
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import oitcrawl.judge
from oitcrawl.judge.context import JudgeContext
from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.rule import Due
from oitcrawl.thai.calendar import FiscalYear

days = st.dates(date(2024, 1, 1), date(2027, 1, 1))


def context(as_of):
    return JudgeContext(
        agency=AgencySite(code="x", url="https://x.go.th/"), fiscal_year=FiscalYear(2568), as_of=as_of
    )


def answers(one, asked):
    return [one.is_early(Due.HALF_YEAR), *(one.has_come(day) for day in asked), *(one.is_past(day) for day in asked)]


@given(days, st.lists(days, max_size=5), st.integers(1, 900))
def test_answers_stay_the_same_until_the_day_that_is_told_and_not_on_it(as_of, asked, later):
    first = context(as_of)
    then = answers(first, asked)
    day = as_of + timedelta(days=later)

    if day < first.holds_until:
        assert then == answers(context(day), asked)
    if first.holds_until < date.max:
        assert then != answers(context(first.holds_until), asked)


def test_what_ends_with_the_calendar_never_passes():
    assert not context(date(2025, 1, 1)).is_past(date.max)


def test_judges_compare_days_through_the_context_alone():
    folder = Path(oitcrawl.judge.__file__).parent
    compared = re.compile(r"[<>]=?\s*(?:self\.)?context\.as_of|context\.as_of\s*[<>]")

    assert [] == [file.name for file in folder.glob("*.py") if compared.search(file.read_text(encoding="utf-8"))]
