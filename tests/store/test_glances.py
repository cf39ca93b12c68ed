"""Scans at a glance: the last ones of every agency, made again where they are lacking."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from oitcrawl.model.glance import Glance, glance
from oitcrawl.store.migrations import migrate
from oitcrawl.store.scans import Store
from tests.store.samples import scan


@pytest.fixture
def store(place):
    with Store(place) as opened:
        yield opened


def of_agency(code, **values):
    one = scan(**values)
    return replace(one, agency=replace(one.agency, code=code))


def test_a_glance_tells_who_when_and_the_status_of_every_item():
    one = scan(day=3)
    seen = glance(one)

    assert (seen.agency, seen.as_of, seen.estimate) == (one.agency, one.as_of, one.summary.estimate)
    assert [(item.item, item.slug, item.status) for item in seen.items] == [
        (item.item, item.slug, item.status) for item in one.items
    ]
    assert seen == Glance.from_json(seen.to_json())


def test_half_letters_of_broken_fonts_are_no_obstacle():
    one = scan()
    seen = glance(replace(one, agency=replace(one.agency, name="อบต.\ud800")))

    assert Glance.from_json(seen.to_json()).agency.name == "อบต.?"


def test_the_last_scans_of_each_agency_come_newest_first_and_agencies_in_order(store):
    for code, day in (("b", 3), ("a", 5), ("b", 9), ("b", 6)):
        store.save_scan(of_agency(code, day=day))

    found = list(store.glances.newest())

    assert [[(number, one.finished.day) for number, one in rows] for rows in found] == [[(2, 5)], [(3, 9), (4, 6)]]
    assert store.glances.of(3) == glance(store.scan(3))
    assert store.glances.of(99) is None


def test_an_interrupted_scan_is_told_only_where_there_is_no_other(store):
    for code, day, partial in (("a", 3, False), ("a", 9, True), ("b", 3, True), ("b", 4, True)):
        store.save_scan(of_agency(code, day=day, partial=partial))

    assert [[number for number, _ in rows] for rows in store.glances.newest()] == [[1], [4]]


def test_the_scan_before_a_moment_is_found(store):
    for day in (3, 5, 9):
        store.save_scan(of_agency("a", day=day))

    assert store.glances.before("a", store.scan(3).finished)[0] == 2
    assert store.glances.before("a", datetime(2020, 1, 1, tzinfo=UTC)) is None


def test_glances_that_an_earlier_version_did_not_keep_are_made_once(place, raw):
    with Store(place) as store:
        store.save_scan(of_agency("a", day=3))
    migrate(place, 6)
    raw("DROP TABLE glances")
    raw("UPDATE oitcrawl_schema SET version = 5")
    with Store(place) as store:
        assert [[number for number, _ in rows] for rows in store.glances.newest()] == [[1]]
        assert store.glances.of(1) == glance(store.scan(1))
    kept = raw("SELECT scan FROM glances")
    raw("UPDATE glances SET data = :data", data=b"\0")  # of a version that nobody knows

    assert kept == [(1,)]
    with Store(place) as store:
        assert store.glances.of(1) == glance(store.scan(1))
