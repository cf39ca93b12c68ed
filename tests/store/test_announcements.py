"""What was announced to whom, on both databases: once, whatever happens in between."""

from datetime import UTC, datetime, timedelta

import pytest

from oitcrawl.store.announcements import Announcement, Sending
from oitcrawl.store.scans import Store

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
WHO = "mailto:clerk@abt.example.go.th"


@pytest.fixture
def store(place):
    with Store(place) as opened:
        yield opened.announcements


def one(digest="a" * 64, *, recipient=WHO, knows=None):
    return Announcement(
        recipient=recipient, digest=digest, occasion="change", planned=NOW, knows=knows or {"abt": '{"scan": 1}'}
    )


def test_what_was_sent_is_known_and_never_intended_again(store):
    assert store.intend(one())
    assert store.told(WHO) == {}
    store.end(WHO, "a" * 64, Sending.SENT, at=NOW)

    assert {"abt": '{"scan": 1}'} == store.told(WHO)
    assert not store.intend(one())
    assert store.left() == ()


def test_what_is_being_sent_is_not_begun_by_another(store):
    assert store.intend(one())
    assert not store.intend(one())
    assert [one()] == list(store.left())


def test_what_failed_is_not_known_and_may_be_tried_again(store):
    store.intend(one())
    store.end(WHO, "a" * 64, Sending.FAILED, at=NOW, cause="ปลายทางไม่ตอบ")

    assert store.told(WHO) == {}
    assert "ปลายทางไม่ตอบ" == store.since(NOW)[0].cause
    assert store.intend(one())


def test_what_may_have_arrived_counts_as_known(store):
    store.intend(one())
    store.end(WHO, "a" * 64, Sending.UNSURE, at=NOW)

    assert {"abt"} == set(store.told(WHO))
    assert not store.intend(one())


def test_later_news_replace_what_was_known_of_that_agency_only(store):
    store.intend(one(knows={"abt": "1", "thesaban": "1"}))
    store.end(WHO, "a" * 64, Sending.SENT, at=NOW)
    store.intend(one("b" * 64, knows={"abt": "2"}))
    store.end(WHO, "b" * 64, Sending.SENT, at=NOW)

    assert {"abt": "2", "thesaban": "1"} == store.told(WHO)
    assert store.told("env:OTHER") == {}


def test_many_agencies_are_written_at_once(store):
    knows = {f"abt-{number}": str(number) for number in range(1000)}
    store.intend(one(knows=knows))
    store.end(WHO, "a" * 64, Sending.SENT, at=NOW)

    assert knows == store.told(WHO)


def test_old_ones_are_forgotten_and_what_is_known_stays(store):
    store.intend(one())
    store.end(WHO, "a" * 64, Sending.SENT, at=NOW)
    store.intend(one("b" * 64))

    assert 1 == store.forget(NOW + timedelta(days=1))
    assert ["b" * 64] == [left.digest for left in store.left()]
    assert {"abt"} == set(store.told(WHO))
