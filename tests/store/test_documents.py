"""Texts kept in memory and in the database have one face."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa

from oitcrawl.errors import StoreError
from oitcrawl.model.content import Document, Media, Unread, UnreadCause
from oitcrawl.store.database import Database
from oitcrawl.store.documents import MemoryContents, StoredContents
from oitcrawl.store.scans import Store
from tests.store.samples import URL, document, page, scan

SCAN = Unread(
    url=f"{URL}/s.pdf", media=Media.PDF, cause=UnreadCause.SCAN, cure="...", leaf_count=4, sha256="b" * 64, size=9
)


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def library(request, places):
    if request.param == "memory":
        yield MemoryContents()
        return
    database = Database(places(request.param))
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


def test_contents_are_written_in_batches_and_survive(place):
    database = Database(place)
    library = StoredContents(database)
    for number in range(200):
        library.keep(page(number, links=3))
    library.flush()
    database.close()

    again = Database(place)

    assert [page(number, links=3) for number in (0, 63, 64, 199)] == [
        StoredContents(again).load(page(number).sha256) for number in (0, 63, 64, 199)
    ]
    again.close()


def test_a_content_of_an_older_reader_is_written_anew(place):
    database = Database(place)
    library = StoredContents(database)
    library.keep(replace(document(1), title="เก่า"))
    library.flush()
    library.keep(replace(document(1), title="ใหม่"))
    library.flush()
    same_reader = library.load(document(1).sha256)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE contents SET reader = 0")
    library.keep(replace(document(1), title="ใหม่"))
    library.flush()
    newer_reader = library.load(document(1).sha256)
    database.close()

    assert ("เก่า", "ใหม่") == (same_reader.title, newer_reader.title)


def test_of_one_page_at_two_addresses_the_one_met_last_is_kept(place):
    database = Database(place)
    library = StoredContents(database)
    for url in ("https://a.example/", "https://b.example/"):
        library.keep(replace(page(1), url=url))
        library.flush()

    met = library.known(page(1).sha256)
    database.close()

    assert met.url == "https://b.example/"


def test_all_that_reading_gave_is_known_but_not_what_an_older_reader_gave(place):
    database = Database(place)
    library = StoredContents(database)
    some = (page(1), document(2), Unread(url="u", media=Media.PDF, cause=UnreadCause.SCAN, sha256="f" * 64))
    for one in some:
        library.keep(one)

    assert list(some) == [library.known(one.sha256) for one in some]

    with database.write() as connection:
        connection.exec_driver_sql("UPDATE contents SET reader = 0")

    assert [None] * 3 == [library.known(one.sha256) for one in some]
    database.close()


def test_a_damaged_content_counts_as_not_kept(place):
    database = Database(place)
    library = StoredContents(database)
    library.keep(page(1))
    library.flush()
    with database.write() as connection:
        connection.execute(sa.text("UPDATE contents SET data = :data"), {"data": b"\1\2"})

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


def test_what_could_not_be_read_is_recalled_with_its_cause(library):
    library.keep(SCAN)

    assert (SCAN, None) == (library.recall(SCAN.sha256), library.load(SCAN.sha256))


def test_an_archive_is_recalled_with_all_that_is_inside(library):
    inner = replace(document(2), path="ก/สถิติ.xlsx", members=(SCAN,))
    archive = Document(url=URL, media=Media.ARCHIVE, members=(inner, SCAN, page(7)), leaf_count=0, sha256="c" * 64)

    library.keep(archive)

    assert archive == library.recall(archive.sha256)


def test_a_page_is_loaded_but_never_recalled_for_its_links_depend_on_its_address(library):
    library.keep(page(1))

    assert (page(1), None) == (library.load(page(1).sha256), library.recall(page(1).sha256))


def test_what_another_version_of_the_readers_made_is_not_recalled(place, monkeypatch):
    database = Database(place)
    old = StoredContents(database)
    monkeypatch.setattr("oitcrawl.store.documents.READER", 1)
    old.keep(document(1))
    old.flush()
    monkeypatch.undo()

    assert StoredContents(database).recall(document(1).sha256) is None
    database.close()


def test_the_same_file_of_several_agencies_is_kept_once(place):
    with Store(place) as store:
        for code in ("a", "b", "c"):
            store.contents.keep(replace(document(1), url=f"https://{code}.example.go.th/law.xlsx"))
            store.contents.keep(page(ord(code)))
            store.save_scan(scan(code))
        with store.database.read() as connection:
            kept = connection.execute(sa.text("SELECT count(*) FROM contents")).scalar()

    assert kept == 1 + 3


def test_two_writers_of_the_same_texts_in_any_order_do_not_wait_for_each_other(place):
    start = threading.Barrier(4)

    def write(number):
        with Store(place) as store:
            start.wait()
            for turn in range(6):
                some = [page(one, text=f"{turn} {number}") for one in range(40)]
                for one in some if number % 2 else reversed(some):
                    store.contents.keep(one)
                store.contents.flush()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))

    with Store(place) as store:
        assert store.contents.load(page(7).sha256) is not None
