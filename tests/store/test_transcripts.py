"""Recognised pages are kept for ever, by file, page, region and engine."""

import pytest

from oitcrawl.store.database import SCHEMA, Database
from oitcrawl.store.migrations import migrate
from oitcrawl.store.transcripts import MemoryTranscripts, StoredTranscripts

KEY = ("a" * 64, 3, "page", "tesseract 5.5 tha:1")
PAGE = {"text": "ปีงบประมาณ พ.ศ. ๒๕๖๘", "confidence": 0.91, "words": 3}


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def shelf(request, places):
    if request.param == "memory":
        yield MemoryTranscripts()
        return
    database = Database(places(request.param))
    yield StoredTranscripts(database)
    database.close()


def test_what_was_put_comes_back(shelf):
    shelf.put(KEY, PAGE)

    assert PAGE == shelf.get(KEY)


@pytest.mark.parametrize(
    "other", [("b" * 64, *KEY[1:]), (KEY[0], 4, *KEY[2:]), (*KEY[:2], "top", KEY[3]), (*KEY[:3], "tesseract 6")]
)
def test_another_file_page_region_or_engine_is_another_entry(shelf, other):
    shelf.put(KEY, PAGE)

    assert shelf.get(other) is None


def test_the_first_stays(shelf):
    shelf.put(KEY, PAGE)
    shelf.put(KEY, {**PAGE, "text": "อื่น"})

    assert PAGE == shelf.get(KEY)


def test_a_store_of_the_first_version_is_given_the_new_table_and_keeps_what_it_has(place, raw):
    Database(place).close()
    migrate(place, 6)
    raw("DROP TABLE transcripts")
    raw("UPDATE oitcrawl_schema SET version = 1")
    raw("INSERT INTO contents VALUES ('d', 'pdf', 1, :data)", data=b"\0")

    database = Database(place)
    StoredTranscripts(database).put(KEY, PAGE)
    database.close()

    assert [(SCHEMA,)] == raw("SELECT version FROM oitcrawl_schema")
    assert [("d",)] == raw("SELECT sha256 FROM contents")
