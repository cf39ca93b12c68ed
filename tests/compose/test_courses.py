"""The last scans of every agency: with people's words, without the same visit twice, and led to where latest leads."""

from dataclasses import replace

import pytest

from oitcrawl.compose.courses import courses
from oitcrawl.model.glance import glance
from oitcrawl.store.scans import Store
from tests.persons.samples import review
from tests.store.samples import scan


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


def unheard(_scan):
    raise AssertionError("nobody said anything of it: it is not read whole")


def test_scans_come_newest_first_and_are_not_read_whole(store):
    for day in (3, 5, 9):
        store.save_scan(scan(day=day))

    (course,) = courses(store, unheard)

    assert course.now == glance(scan(day=9))
    assert course.earlier == (glance(scan(day=5)), glance(scan(day=3)))


def test_no_scans_give_no_courses(store):
    assert list(courses(store, unheard)) == []


def test_only_what_people_spoke_of_is_read_whole(store):
    spoken = replace(scan(day=5), agency=replace(scan().agency, code="abt"))
    for one in (scan(day=3), spoken):
        store.save_scan(one)
    store.reviews.add(review())
    read = []

    def hear(one):
        read.append(one.agency.code)
        return replace(one, fiscal_year=2599)

    told = {course.now.agency.code: course.now.fiscal_year for course in courses(store, hear)}

    assert read == ["abt"]
    assert told == {"abt": 2599, scan().agency.code: scan().fiscal_year}


def test_the_same_visit_judged_again_is_not_the_scan_before(store):
    store.save_scan(scan(day=3))
    number = store.save_scan(scan(day=5))
    for _ in range(4):
        store.save_scan(replace(scan(day=5), judged_from=number))

    (course,) = courses(store, unheard)

    assert course.now.judged_from == number
    assert course.earlier == (glance(scan(day=3)),)


def test_another_year_judged_from_a_visit_does_not_stand_for_the_agency(store):
    number = store.save_scan(scan(day=5))
    apart = store.save_scan(replace(scan(day=5), judged_from=number, fiscal_year=2599))
    store.save_scan(replace(scan(day=5), judged_from=apart, fiscal_year=2599))

    (course,) = courses(store, unheard)

    assert course.now == glance(scan(day=5))
    assert course.earlier == ()
