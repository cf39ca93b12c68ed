"""Which scans stay: all young ones, then one of each week and month, and always what something rests on."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.store.retention import Facts, Terms, plan

TODAY = date(2026, 3, 1)
TERMS = Terms(today=TODAY)


def fact(number, days, *, agency="a", partial=False, source=..., judged_from=None):
    moment = datetime.combine(TODAY, datetime.min.time(), UTC) - timedelta(days=days)
    source = number if source is ... else source
    return Facts(
        number=number,
        agency=agency,
        finished=moment.isoformat(),
        partial=partial,
        source=source,
        judged_from=judged_from,
    )


def nights(days, **more):
    """A scan each night, the oldest first."""
    return [fact(number, days - number, **more) for number in range(1, days + 1)]


def test_a_year_and_a_half_of_nights_becomes_a_month_of_nights_a_year_of_weeks_and_then_months():
    some = nights(540)
    made = plan(some, TERMS)

    left = [one for one in some if one.number not in made.drop]
    ages = [540 - one.number for one in left]

    assert list(range(31)) == sorted(age for age in ages if age <= 30)
    assert 48 <= len([age for age in ages if 30 < age <= 365]) <= 50
    assert 5 <= len([age for age in ages if age > 365]) <= 7


def test_texts_of_scans_younger_than_ninety_days_stay_and_older_ones_lose_them():
    some = nights(200)
    made = plan(some, TERMS)
    left = {one.number: 200 - one.number for one in some if one.number not in made.drop}

    assert {number for number, age in left.items() if age <= 90} == made.sources
    assert {number for number, age in left.items() if age > 90} == made.strip == made.past


def test_the_last_whole_scan_of_an_agency_stays_with_all_of_it_however_old():
    made = plan([fact(1, 2000), fact(2, 1999, partial=True), fact(3, 1, agency="b")], TERMS)

    assert ({2}, {1, 3}, set()) == (made.drop, made.sources, made.strip)


def test_an_interrupted_scan_stays_while_an_agency_has_no_other():
    made = plan([fact(1, 900, partial=True), fact(2, 800, partial=True), fact(3, 1, agency="b")], TERMS)

    assert ({1}, {2, 3}) == (made.drop, made.sources)


def test_interrupted_scans_go_when_they_are_no_longer_young():
    made = plan([fact(1, 31, partial=True), fact(2, 20, partial=True), fact(3, 1)], TERMS)

    assert {1} == made.drop


def test_a_scan_whose_harvest_another_one_shares_stays():
    some = [fact(1, 80), fact(2, 79, source=1), fact(3, 0, source=1)]
    made = plan(some, TERMS)

    assert (set(), {1}) == (made.drop & {1}, made.sources)


def test_what_the_next_night_builds_upon_stays_with_its_harvest_and_what_a_word_is_about_stays():
    some = [fact(1, 400), fact(2, 399), fact(3, 398), fact(4, 1)]

    made = plan(some, TERMS, built_on={1}, rest_on={2})

    assert (set(), {1, 4}, {2, 3}) == (made.drop & {1, 2}, made.sources, made.strip | made.drop & {3})


def test_the_newest_number_is_never_free_again():
    made = plan([fact(1, 1), fact(2, 100, partial=True)], TERMS)

    assert 2 not in made.drop


def test_without_scans_there_is_nothing_to_do():
    assert plan([], TERMS) == plan([], TERMS)
    assert not plan([], TERMS).drop


@given(
    st.lists(
        st.builds(
            lambda number, days, agency, partial, source: (number, days, agency, partial, source),
            st.integers(1, 40),
            st.integers(0, 1200),
            st.sampled_from("abc"),
            st.booleans(),
            st.integers(0, 40),
        ),
        unique_by=lambda one: one[0],
    )
)
def test_whatever_the_scans_the_last_good_one_stays_whole_and_no_harvest_is_orphaned(rows):
    numbers = {row[0] for row in rows}
    some = [
        fact(number, days, agency=agency, partial=partial, source=source if source in numbers else number)
        for number, days, agency, partial, source in rows
    ]
    made = plan(some, TERMS)
    left = {one.number: one for one in some if one.number not in made.drop}

    for agency in {one.agency for one in some}:
        mine = [one for one in some if one.agency == agency]
        best = max(mine, key=lambda one: (not one.partial, one.finished, one.number))
        assert best.number in left
        assert best.source in made.sources
    assert made.sources <= left.keys()
    assert not made.strip & made.drop
    assert {one.number for one in left.values() if one.finished >= TERMS.before(30)} == {
        one.number for one in some if one.finished >= TERMS.before(30)
    }
    again = plan(list(left.values()), TERMS)
    assert not again.drop
