"""What was asked and answered is a WARC that the tools of web archives read; a full disk leaves what was written."""

import base64
import errno
import gzip
import hashlib
from datetime import UTC, datetime

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from oitcrawl.errors import StoreError
from oitcrawl.model.visit import Exchange
from oitcrawl.store.warc import WarcFile

MOMENT = datetime(2025, 3, 10, 2, 0, 5, tzinfo=UTC)
THAI = "แผนพัฒนา".encode("cp874")


def exchange(number=1, body=THAI, status=200, **more):
    return Exchange(
        url=f"https://www.agency.example/Pages/{number}?a=b",
        request_headers=(("Host", "www.agency.example"), ("User-Agent", "oitcrawl")),
        status=status,
        reason="OK",
        headers=(("Content-Type", "text/html"), ("Transfer-Encoding", "chunked"), ("ETag", '"x"')),
        body=body,
        started=MOMENT,
        **more,
    )


def written(folder, *exchanges, code="abt-test"):
    with WarcFile(folder, code, MOMENT, "oitcrawl/0") as warc:
        for one in exchanges:
            warc.record(one)
    return warc


def records(path):
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            yield record, record.content_stream().read()


def test_the_file_is_named_after_agency_and_moment(tmp_path):
    assert (
        written(tmp_path / "new", code="../ABT Test").path == tmp_path / "new" / "abt-test-20250310T020005Z.warc.gz"
    )


def test_every_request_and_its_answer_come_back_to_the_byte(tmp_path):
    warc = written(tmp_path, exchange(), exchange(2, b"%PDF-1.7\r\n\x00", 404))
    info, first, _, second, question = records(warc.path)

    assert info[0].rec_type == "warcinfo"
    answer, body = first
    assert body == THAI
    assert answer.rec_headers["WARC-Target-URI"] == "https://www.agency.example/Pages/1?a=b"
    assert answer.rec_headers["WARC-Date"].startswith("2025-03-10T02:00:05")
    digest = base64.b32encode(hashlib.sha1(THAI).digest()).decode()
    assert answer.rec_headers["WARC-Payload-Digest"] == f"sha1:{digest}"
    assert answer.http_headers.get_header("ETag") == '"x"'
    assert (second[0].http_headers.get_statuscode(), second[1]) == ("404", b"%PDF-1.7\r\n\x00")
    assert question[0].rec_type == "request"
    assert question[0].http_headers.statusline == "/Pages/2?a=b HTTP/1.1"
    assert question[0].rec_headers["WARC-Concurrent-To"] == second[0].rec_headers["WARC-Record-ID"]


def test_how_a_body_was_cut_on_the_wire_is_undone(tmp_path):
    _, (answer, _), _ = records(written(tmp_path, exchange()).path)

    assert answer.http_headers.get_header("Transfer-Encoding") is None
    assert answer.http_headers.get_header("Content-Length") == str(len(THAI))


def test_a_body_that_was_sent_packed_is_kept_packed_and_unpacks(tmp_path):
    packed = exchange(body=gzip.compress(THAI))
    packed = Exchange(
        url=packed.url, status=200, headers=(("Content-Encoding", "gzip"),), body=packed.body, started=MOMENT
    )

    _, (_, body), _ = records(written(tmp_path, packed).path)

    assert body == THAI


def test_the_standard_checker_finds_nothing_wrong(tmp_path):
    warc = written(tmp_path, *(exchange(number, bytes([number]) * 1000) for number in range(50)))

    checker = Checker(type("Words", (), {"inputs": [str(warc.path)], "verbose": False}))
    checker.process_all()
    assert checker.exit_value == 0
    assert sum(1 for _ in records(warc.path)) == 101


class SmallDisk:
    """A file on a disk with room for so many bytes; like a real one it takes a part of what does not fit."""

    def __init__(self, file, room):
        self.file, self.room = file, room

    def __getattr__(self, name):
        return getattr(self.file, name)

    def write(self, data):
        if self.room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        done = self.file.write(data[: self.room])
        self.room -= done
        return done


def test_a_full_disk_leaves_what_was_written_readable_and_says_so_once(tmp_path):
    whole = written(tmp_path / "large", *(exchange(number) for number in range(9))).path.stat().st_size
    warc = WarcFile(tmp_path, "a", MOMENT, "oitcrawl/0")
    warc._file = SmallDisk(warc._file, whole // 2)
    with warc:
        for number in range(9):
            warc.record(exchange(number))

    kept = [
        record.rec_headers["WARC-Target-URI"] for record, _ in records(warc.path) if record.rec_type == "response"
    ]
    assert 2 <= len(kept) < 6
    assert kept == [exchange(number).url for number in range(len(kept))]
    assert warc.trouble == f"เขียน {warc.path} ต่อไม่ได้ (No space left on device) มีเฉพาะส่วนก่อนหน้านั้น"


def test_a_folder_that_cannot_be_made_is_told_before_the_scan(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="WARC"):
        WarcFile(tmp_path / "file", "a", MOMENT, "oitcrawl/0")
