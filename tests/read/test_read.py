"""One door for all bytes: never an exception, always a cause."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from read.making import ole, resolve, tiny_docx, tiny_pdf, tiny_png, tiny_xlsx, zipped
from read.making_archives import rar4, rar5, tar_of
from read.making_letters import in_bytes, shape, slide_table, tiny_odt, tiny_pptx, tiny_rtf
from read.making_old import tiny_xls, word97

import oitcrawl.read as reading
from oitcrawl.model.content import Document, Media, Page, Unread, UnreadCause
from oitcrawl.read import read
from oitcrawl.settings import Settings

URL = "https://www.abt-tonmai.go.th/x"
LETTER = "<w:p><w:r><w:t>แผน</w:t></w:r></w:p>"
GOOD = [
    "<html><h1>แผน</h1><table><tr><td>1<td><a href=a.pdf>ก</a></table>".encode(),
    tiny_pdf("แผนงาน", bytes(16)),
    tiny_docx(LETTER),
    tiny_xlsx(ก=[["ลำดับ", "รายการ"], [1, "ข"]]),
    "ข้อความล้วน".encode("cp874"),
    tiny_odt("<text:p>แผน</text:p>"),
    tiny_pptx(shape("แผน") + slide_table(("ก", "ข"), ("ค", "ง"))),
    tiny_rtf(in_bytes("แผน") + "\\trowd\\cellx1\\intbl a\\cell\\row"),
    word97("แผน\rก\x07ข\x07\n", tables=True, info=("ก", "ข")),
    tiny_xls({"ก": [["ลำดับ", 1]]}),
    zipped({"ใน.zip": zipped({"ก.txt": "แผน"}), "ข.txt": "แผน"}),
    tar_of({"ก.txt": "แผน".encode()}, "w:gz"),
    rar5({"ก.txt": "แผน".encode()}),
    rar4({"ก.txt": "แผน".encode()}),
    b"From: a@b\nTo: c@d\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\na\n--x\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment\n\nb\n--x--\n",
]


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (ole("PowerPoint Document"), Media.PPT),
        (ole("__properties_version1.0"), Media.EMAIL),
        (tiny_png(), Media.IMAGE),
        (b"<?xml version='1.0'?><svg xmlns='x'></svg>", Media.IMAGE),
        (b'{"a": 1}', Media.OTHER),
    ],
)
def test_what_this_engine_does_not_read_says_so_with_a_cure(content, body, media):
    found = content(body, content_type="application/json")

    assert (media, UnreadCause.UNSUPPORTED) == (found.media, found.cause)
    assert found.cure


def test_bytes_beyond_the_limit_are_not_read(content):
    assert UnreadCause.TOO_LARGE is content(b"<p>x" * 100, settings=Settings(max_body=100)).cause


def test_every_content_carries_size_and_digest(content):
    for body in [*GOOD, tiny_png(), b"%PDF-1.4 junk obj"]:
        found = content(body)

        assert (len(body), 64) == (found.size, len(found.sha256))


def test_good_files_are_read():
    kinds = [type(read(body, url=URL, resolve=resolve, settings=Settings())) for body in GOOD]

    assert [Page, *[Document] * (len(GOOD) - 1)] == kinds


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(GOOD),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=8)), max_size=12),
    st.floats(0.3, 1),
)
def test_bytes_changed_at_random_never_raise(body, changes, kept):
    hurt = bytearray(body)
    for place, junk in changes:
        at = int(place * len(hurt))
        hurt[at : at + len(junk)] = junk
    found = read(bytes(hurt[: int(kept * len(hurt))]), url=URL, resolve=resolve, settings=Settings())

    assert isinstance(found, Page | Document | Unread)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(
        [b"", b"PK\x03\x04", b"%PDF-1.4 obj", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]
    ),
)
def test_any_bytes_give_a_value(body, magic):
    assert isinstance(read(magic + body, url=URL, resolve=resolve, settings=Settings()), Page | Document | Unread)


def test_an_error_in_a_reader_is_damage_not_a_crash(content, monkeypatch):
    def fail(*_args, **_more):
        raise RecursionError

    monkeypatch.setitem(reading._READERS, Media.DOCX, fail)

    assert UnreadCause.DAMAGED is content(tiny_docx(LETTER)).cause
