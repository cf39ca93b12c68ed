"""Texts kept in memory and in the database have one face."""

import pytest

from oitcrawl.errors import StoreError
from oitcrawl.store.database import Database
from oitcrawl.store.documents import MemoryContents, StoredContents
from tests.store.samples import document, page


@pytest.fixture(params=["memory", "stored"])
def library(request, tmp_path):
    if request.param == "memory":
        yield MemoryContents()
        return
    database = Database(tmp_path)
    yield StoredContents(database)
    database.close()


def test_what_was_kept_is_loaded_by_its_digest(library):
    for content in (page(1), page(2), document(1)):
        library.keep(content)

    assert page(2) == library.load(page(2).sha256)
    assert document(1) == library.load(document(1).sha256)
    assert page(1) == library.load(page(1).sha256)


def test_an_unknown_digest_gives_nothing(library):
    assert library.load("f" * 64) is None


def test_a_content_without_a_digest_is_passed_over(library):
    from dataclasses import replace

    library.keep(replace(page(), sha256=""))

    assert library.load("") is None


def test_the_same_bytes_are_kept_once(library):
    library.keep(page(1))
    library.load(page(1).sha256)
    library.keep(page(1))

    assert page(1) == library.load(page(1).sha256)


def test_memory_holds_many_alike_pages_in_little_room():
    library = MemoryContents()
    for number in range(300):
        library.keep(page(number, text=f"รายงานฉบับที่ {number} " * 40))

    assert 300 == len(library)
    assert library.size / 300 < 1200
    assert page(299, text="รายงานฉบับที่ 299 " * 40) == library.load(page(299).sha256)


def test_contents_are_written_in_batches_and_survive(tmp_path):
    database = Database(tmp_path)
    library = StoredContents(database)
    for number in range(200):
        library.keep(page(number, links=3))
    library.flush()
    database.close()

    again = Database(tmp_path)

    assert [page(number, links=3) for number in (0, 63, 64, 199)] == [
        StoredContents(again).load(page(number).sha256) for number in (0, 63, 64, 199)
    ]
    again.close()


def test_a_content_of_an_older_reader_is_written_anew(tmp_path):
    database = Database(tmp_path)
    library = StoredContents(database)
    library.keep(page(1, text="เก่า"))
    library.flush()
    library.keep(page(1, text="ใหม่"))
    library.flush()
    same_reader = library.load(page(1).sha256)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE contents SET reader = 0")
    library.keep(page(1, text="ใหม่"))
    library.flush()
    newer_reader = library.load(page(1).sha256)
    database.close()

    assert ("เก่า", "ใหม่") == (same_reader.leaf.text, newer_reader.leaf.text)


def test_a_damaged_content_counts_as_not_kept(tmp_path):
    database = Database(tmp_path)
    library = StoredContents(database)
    library.keep(page(1))
    library.flush()
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE contents SET data = x'0102'")

    assert library.load(page(1).sha256) is None
    database.close()


def test_a_full_disk_is_told_in_one_line(tmp_path):
    database = Database(tmp_path)
    library = StoredContents(database)
    with database.read() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")

    def fill():
        for number in range(200):
            library.keep(page(number, text="".join(chr(0x4E00 + number * 90 + one) for one in range(90))))

    with pytest.raises(StoreError, match="ดิสก์เต็ม") as told:
        fill()
    database.close()

    assert str(tmp_path) in told.value.message
    assert told.value.cure
    assert "\n" not in str(told.value)
