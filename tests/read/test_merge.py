"""Recognised text becomes leaves of its document, and the document says how far it was read."""

import pytest

from oitcrawl.model.content import Document, Leaf, Media, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.read.merge import with_transcripts
from oitcrawl.read.words import Transcript

URL = "https://www.abt-tonmai.go.th/plan.pdf"
SCAN = Unread(url=URL, media=Media.PDF, cause=UnreadCause.SCAN, leaf_count=2, sha256="ab", size=9)
CLEAR = Transcript(text="แผนการดำเนินงาน", confidence=0.92, words=1)
DIM = Transcript(text="แฟนการดาเบิน", confidence=0.62, words=1)
HOPELESS = Transcript(text="ฆ์ ร| ฅ", confidence=0.3, words=3)
BLANK = Transcript(text="", confidence=1.0)
UNREADABLE = Transcript(text="", confidence=0.0)


def layer(**transcripts):
    return with_transcripts(SCAN, {int(key[1:]): value for key, value in transcripts.items()}).text_layer


def test_a_scan_becomes_a_document_with_all_that_was_known_of_it():
    document = with_transcripts(SCAN, {1: CLEAR, 2: CLEAR})

    assert (URL, Media.PDF, "ab", 9, 2) == (
        document.url,
        document.media,
        document.sha256,
        document.size,
        document.leaf_count,
    )
    assert Leaf(number=1, text="แผนการดำเนินงาน", source=TextSource.OCR, quality=0.92) == document.leaves[0]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (CLEAR, CLEAR, TextLayer.GOOD),
        (CLEAR, BLANK, TextLayer.GOOD),
        (CLEAR, DIM, TextLayer.PARTIAL),
        (CLEAR, UNREADABLE, TextLayer.PARTIAL),
        (CLEAR, HOPELESS, TextLayer.PARTIAL),
        (HOPELESS, HOPELESS, TextLayer.NONE),
        (BLANK, UNREADABLE, TextLayer.NONE),
    ],
)
def test_a_document_is_as_good_as_its_worst_page(first, second, expected):
    assert expected is layer(_1=first, _2=second)


def test_a_page_that_nobody_read_makes_it_partial():
    document = with_transcripts(SCAN, {1: CLEAR})

    assert TextLayer.PARTIAL is document.text_layer
    assert Leaf(number=2, text="", source=TextSource.NONE, quality=0.0) == document.leaves[1]


def test_the_upper_part_of_a_page_is_not_the_page():
    assert TextLayer.PARTIAL is with_transcripts(SCAN, {1: CLEAR, 2: CLEAR}, parts={1}).text_layer


def test_leaves_with_text_of_their_own_and_members_stay():
    own, inner = Leaf(number=1, text="ข้อความเดิม"), Document(url=URL + "#a", media=Media.TEXT)
    mixed = Document(
        url=URL,
        media=Media.PDF,
        title="แผน",
        leaves=(own, Leaf(number=2, text="", source=TextSource.NONE, quality=0.0)),
        members=(inner,),
        text_layer=TextLayer.PARTIAL,
        leaf_count=2,
    )
    document = with_transcripts(mixed, {2: CLEAR})

    assert (own, "แผนการดำเนินงาน") == (document.leaves[0], document.leaves[1].text)
    assert ("แผน", (inner,), TextLayer.GOOD) == (document.title, document.members, document.text_layer)
