"""Pictures of evidence are kept for ever by the digest of what they show; a heap holds what waits for its picture."""

from datetime import UTC, datetime

import pytest

from oitcrawl.store.pictures import KeptPicture
from oitcrawl.store.scans import Store
from oitcrawl.store.spool import Heap

SEEN = datetime(2025, 3, 10, 2, 1, tzinfo=UTC)
PICTURE = KeptPicture(full=b"large", thumb=b"small", seen=SEEN)
KEY = ("a" * 64, 3)


def test_a_picture_comes_back_also_from_a_store_that_is_opened_again(place):
    with Store(place) as store:
        store.pictures.put(KEY, PICTURE)

    with Store(place) as store:
        assert PICTURE == store.pictures.get(KEY)


def test_the_first_of_a_page_stays_and_another_page_is_another(place):
    with Store(place) as store:
        store.pictures.put(KEY, PICTURE)
        store.pictures.put(KEY, KeptPicture(full=b"later", thumb=b"", seen=SEEN))

        assert PICTURE == store.pictures.get(KEY)
        assert store.pictures.get((KEY[0], 0)) is None


def test_a_heap_gives_back_what_was_put_with_its_note():
    with Heap() as heap:
        assert heap.put("a", b"one", "cp874")
        assert heap.put("b", b"two")
        assert heap.put("a", b"other")

        assert heap.get("b") == (b"two", "")
        assert heap.get("a") == (b"one", "cp874")
        assert heap.get("c") is None


def test_a_full_heap_takes_no_more():
    with Heap(max_bytes=5) as heap:
        assert heap.put("a", b"12345")
        assert not heap.put("b", b"6")
        assert heap.get("b") is None


@pytest.mark.parametrize("count", [300])
def test_a_heap_keeps_many_apart(count):
    with Heap() as heap:
        for number in range(count):
            heap.put(str(number), str(number).encode() * 7)

        assert all(heap.get(str(number)) == (str(number).encode() * 7, "") for number in range(count))
