"""A page of the web is pictured with the numbers of persons in it covered, or not at all. All are invented."""

import pytest

from oitcrawl.compose.readers import Readers
from oitcrawl.crawl.urls import Addresses
from oitcrawl.settings import Settings
from oitcrawl.store.documents import MemoryContents
from oitcrawl.store.spool import Heap, Spool
from oitcrawl.store.transcripts import MemoryTranscripts

CARD = "1-2345-67890-12-1"


@pytest.fixture
def readers():
    with Heap() as pages, Spool() as spool:
        yield Readers(
            addresses=Addresses("https://agency.example/"),
            settings=Settings(),
            pool=None,
            library=MemoryContents(),
            shelf=MemoryTranscripts(),
            spool=spool,
            pages=pages,
        )


def put(readers, html, charset="utf-8"):
    readers.pages.put("digest", f"<title>ประกาศ</title>{html}".encode(charset), charset)


@pytest.mark.parametrize("charset", ["utf-8", "cp874"])
def test_what_stands_in_the_page_itself_is_covered(readers, charset):
    put(readers, f"<p>ผู้ร้อง นายทดสอบ สมมุติ {CARD} โทร 081-234-5678</p>", charset)

    body, declared = readers.covered_page("digest", 2)

    assert declared == "utf-8"
    assert "นายทดสอบ สมมุติ x-xxxx-xxxxx-xx-x โทร xxx-xxx-xxxx" in body.decode()


@pytest.mark.parametrize(
    ("html", "personal"),
    [
        (f"<p>{CARD}</p>", 2),  # more was seen than stands in the page: a script brought it
        ("<p>1-2345-<b>67890</b>-12-1</p>", 1),
        ("<p>nothing</p>", 1),
    ],
)
def test_what_cannot_be_covered_has_no_picture(readers, html, personal):
    put(readers, html)

    assert readers.covered_page("digest", personal) is None


def test_a_page_that_was_not_put_by_has_none(readers):
    assert readers.covered_page("digest", 1) is None
