"""A page of the web is pictured with the numbers of persons in it covered, or not at all. All are invented."""

import re

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


BOXES = "".join(f"<td>{digit}</td>\n      " for digit in CARD.replace("-", ""))


@pytest.mark.parametrize(
    "html",
    [
        f"<table><tr><th>ชื่อ</th><th colspan=13>เลขประจำตัวประชาชน</th></tr><tr><td>นายทดสอบ</td>{BOXES}</tr></table>",
        f"<p>เลขประจำตัวประชาชน</p><table><tr><td>นายทดสอบ</td>{BOXES}</tr></table>",
        f"<table><tr><td>เลขประจำตัวประชาชน</td>{BOXES.replace('td>', 'TD>')}</tr></table>",
        "<p>เลขประจำตัวประชาชน<div>" + "</div><div>".join(CARD.replace("-", "")) + "</div>",
        "<p>1-2345-<b>67890</b>-12-1</p>",
        "<p>1-2345-678<br>90-12-1 ว่าง</p>",
        "<p>1&#8209;2345&ndash;67890-12-1&nbsp;</p><script>'1-2345-'</script><!-- 9 -->",
        "<p>เลขประจำตัวประชาชน １２３４５６７８９０１２１</p>",
    ],
)
def test_a_number_that_markup_parts_is_covered_digit_by_digit(readers, html):
    put(readers, html)

    body, _ = readers.covered_page("digest", 1)

    shown = re.sub("<script.*?</script>|<!--.*?-->|<[^>]*>|&[^;]*;", "", body.decode())
    assert not re.search("[0-9０-９]", shown)
    assert shown.count("x") >= 13
    assert "ชื่อ" not in html or "<th colspan=13>" in body.decode()


@pytest.mark.parametrize(
    ("html", "personal"),
    [
        (f"<p>{CARD}</p>", 2),  # more was seen than stands in the page: a script brought it
        ("<p>nothing</p>", 1),
    ],
)
def test_what_cannot_be_covered_has_no_picture(readers, html, personal):
    put(readers, html)

    assert readers.covered_page("digest", personal) is None


def test_a_page_that_was_not_put_by_has_none(readers):
    assert readers.covered_page("digest", 1) is None
