"""People's words are added and never changed, and a database of an earlier version takes them in."""

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from oitcrawl.errors import StoreError
from oitcrawl.store.database import FILE_NAME, SCHEMA
from oitcrawl.store.scans import Store
from tests.persons.samples import review
from tests.store.samples import scan


@pytest.fixture
def store(place):
    with Store(place) as opened:
        yield opened


def test_a_word_comes_back_equal_with_its_number(store):
    one = store.reviews.add(review(number=0))

    assert 1 == one.number
    assert review(number=1) == one
    assert (one,) == store.reviews.of("abt")
    assert () == store.reviews.of("other")


def test_words_stand_in_the_order_in_which_they_were_kept(store):
    uids = [store.reviews.add(review(uid=name, until=date(2026, 1, 1))).uid for name in ("b", "a", "c")]

    assert ["b", "a", "c"] == uids == [one.uid for one in store.reviews.of("abt")]


def test_a_word_that_is_here_already_is_neither_doubled_nor_changed(store):
    first = store.reviews.add(review())

    assert first == store.reviews.add(review(reason="แก้ทีหลัง"))
    assert (first,) == store.reviews.of("abt")


def test_a_word_that_cannot_be_understood_is_one_line(store, raw):
    store.reviews.add(review())
    raw("UPDATE reviews SET data = '{}'")

    with pytest.raises(StoreError, match="เลขที่ 1"):
        store.reviews.of("abt")


def test_a_database_of_schema_4_keeps_its_scans_and_takes_words(tmp_path):
    raw = sqlite3.connect(tmp_path / FILE_NAME)
    raw.executescript((Path(__file__).parent / "schema4.sql").read_text(encoding="utf-8"))
    assert (4,) == raw.execute("SELECT version FROM oitcrawl_schema").fetchone()
    raw.close()

    with Store(tmp_path) as store:
        assert scan(day=3) == store.latest("abt-example")
        assert 1 == store.reviews.add(review()).number

    raw = sqlite3.connect(tmp_path / FILE_NAME)
    assert [(SCHEMA,)] == raw.execute("SELECT version FROM oitcrawl_schema").fetchall()
    raw.close()


def test_words_of_a_terminal_of_another_character_set_are_kept(store):
    kept = store.reviews.add(review(by="นาย\udcff", reason="เหตุ\0ผล"))

    assert ("นาย?", "เหตุ\0ผล") == (kept.by, kept.reason)
