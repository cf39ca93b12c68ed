"""Recognised pages are kept for ever, by file, page, region and engine."""

import sqlite3

import pytest

from oitcrawl.store.database import FILE_NAME, SCHEMA, Database
from oitcrawl.store.transcripts import MemoryTranscripts, StoredTranscripts

KEY = ("a" * 64, 3, "page", "tesseract 5.5 tha:1")
PAGE = {"text": "ปีงบประมาณ พ.ศ. ๒๕๖๘", "confidence": 0.91, "words": 3}


@pytest.fixture(params=["memory", "stored"])
def shelf(request, tmp_path):
    if request.param == "memory":
        yield MemoryTranscripts()
        return
    database = Database(tmp_path)
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


def test_a_store_of_the_first_version_is_given_the_new_table_and_keeps_what_it_has(tmp_path):
    Database(tmp_path).close()
    raw = sqlite3.connect(tmp_path / FILE_NAME)
    raw.execute("DROP TABLE transcripts")
    raw.execute("UPDATE oitcrawl_schema SET version = 1")
    raw.execute("INSERT INTO contents VALUES ('d', 'pdf', 1, x'00')")
    raw.commit()
    raw.close()

    database = Database(tmp_path)
    StoredTranscripts(database).put(KEY, PAGE)
    database.close()

    raw = sqlite3.connect(tmp_path / FILE_NAME)
    assert [(SCHEMA,)] == raw.execute("SELECT version FROM oitcrawl_schema").fetchall()
    assert [("d",)] == raw.execute("SELECT sha256 FROM contents").fetchall()
    raw.close()
