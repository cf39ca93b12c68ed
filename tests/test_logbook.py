"""Files inside files are written down as documents of their own, called what their archive is called too."""

from dataclasses import dataclass

from oitcrawl.logbook import Logbook
from oitcrawl.model.content import (
    Document,
    Label,
    Leaf,
    Media,
    TextLayer,
    TextSource,
    Unread,
    UnreadCause,
    member_url,
)
from oitcrawl.model.visit import Fetched, TlsTrouble

URL = "https://www.example.go.th/ita/o12.zip"
HUB = "https://www.example.go.th/ita"
OUTER = Label(text="O12 แผนการใช้จ่ายงบประมาณ 2568", found_on=HUB)


@dataclass
class Place:
    url: str = URL
    path: tuple = ("https://www.example.go.th/", HUB)


def member(path, text="แผนการใช้จ่ายงบประมาณ"):
    return Document(
        url=member_url(URL, path),
        media=Media.PDF,
        leaves=(Leaf(number=1, text=text),),
        leaf_count=1,
        path=path,
        sha256=path,
    )


def written(content):
    log = Logbook()
    log.content(Place(), Fetched(url=URL, final_url=URL, body=b"zip"), content)
    return log, log.records(lambda url: (OUTER,) if url == URL else (), lambda url: Place().path)


def archive(*members):
    return Document(url=URL, media=Media.ARCHIVE, members=members, sha256="outer")


def test_an_archive_is_written_down_as_what_is_in_it():
    log, records = written(archive(member("แผน/ไตรมาส1.pdf"), member("แผน/ไตรมาส2.pdf")))

    assert [member_url(URL, "แผน/ไตรมาส1.pdf"), member_url(URL, "แผน/ไตรมาส2.pdf")] == [one.url for one in records]
    assert (2, 1, 3) == (log.documents, log.visited, log.bytes)


def test_a_member_is_called_by_its_own_name_first_and_then_as_its_archive():
    _, (record,) = written(archive(member("แผน/ไตรมาส1.pdf")))

    assert ["ไตรมาส1.pdf", OUTER.text] == [label.text for label in record.labels]
    assert "ไตรมาส1.pdf" == record.file_name
    assert (*Place().path, URL) == record.path


def test_a_member_that_could_not_be_read_is_told_with_the_words_of_its_link():
    scan = Unread(url=member_url(URL, "s.pdf"), media=Media.PDF, cause=UnreadCause.SCAN, path="s.pdf", leaf_count=3)

    log, (record,) = written(archive(scan))

    (told,) = log.coverage(lambda url: (OUTER,) if url == URL else ()).unread
    assert (scan.url, "s.pdf") == (told.url, told.label)
    assert (UnreadCause.SCAN, 3, TextLayer.NONE) == (record.unread, record.silent, record.text_layer)


def test_a_document_with_attachments_is_written_down_itself_too():
    letter = Document(
        url=URL,
        media=Media.PDF,
        leaves=(Leaf(number=1, text="หนังสือนำส่ง"),),
        leaf_count=1,
        members=(member("แนบ.pdf"),),
        sha256="outer",
    )

    _, records = written(letter)

    assert [URL, member_url(URL, "แนบ.pdf")] == [one.url for one in records]


def test_quality_is_the_mean_of_the_leaves_with_text():
    mixed = Document(
        url=URL,
        media=Media.PDF,
        leaves=(
            Leaf(number=1, text="ก", quality=1.0),
            Leaf(number=2, text="ข", quality=0.5, source=TextSource.OCR),
            Leaf(number=3, text="", quality=0.0, source=TextSource.NONE),
        ),
        leaf_count=4,
        sha256="m",
    )

    _, (record,) = written(mixed)

    assert (0.75, 1, 2) == (record.quality, record.recognised, record.silent)


def test_a_server_whose_certificate_is_in_trouble_is_warned_of_once():
    log = Logbook()
    for number in range(3):
        url = f"https://x.go.th/{number}"
        log.heed(Fetched(url=url, final_url=url, body=b"", tls=TlsTrouble.INCOMPLETE))

    assert [("tls_problem", "https://x.go.th/")] == [(one.kind, one.url) for one in log.warnings]
