"""Files inside files: names, nesting, every limit, every kind of damage."""

import bz2
import gzip
import io
import lzma
import zipfile
from dataclasses import replace

import pytest
from read.making import tiny_docx, tiny_pdf, zipped
from read.making_archives import rar4, rar5, seven_zip, tar_of, zip_entry

from oitcrawl.model.content import Document, Media, Page, Unread, UnreadCause
from oitcrawl.read import archive, inside, rar
from oitcrawl.read.trouble import Trouble
from oitcrawl.settings import Settings

URL = "https://www.abt-tonmai.go.th/file"
WORDS = "รายงานผลการดำเนินงาน ประจำปี ๒๕๖๘"
FILES = {"แผน/รายงาน ๒๕๖๘.txt": WORDS.encode(), "คู่มือ.pdf": tiny_pdf("คู่มือ")}

needs_library = pytest.mark.skipif(rar.library() is None, reason="libarchive is not installed")
MAKERS = [
    pytest.param(zipped, id="zip"),
    pytest.param(tar_of, id="tar"),
    pytest.param(lambda files: tar_of(files, "w:gz"), id="tar.gz"),
    pytest.param(lambda files: tar_of(files, "w:bz2"), id="tar.bz2"),
    pytest.param(lambda files: tar_of(files, "w:xz"), id="tar.xz"),
    pytest.param(rar4, id="rar4", marks=needs_library),
    pytest.param(rar5, id="rar5", marks=needs_library),
    pytest.param(seven_zip, id="7z", marks=needs_library),
]

PACKERS = [make for make in MAKERS if make.id not in {"tar", "rar4", "rar5"}]  # ours of RAR only store


def paths(read):
    return [one.path for one in read.members if not isinstance(one, Page)]


def causes(read):
    return {one.path: (one.cause, one.detail) for one in read.members if isinstance(one, Unread)}


@pytest.mark.parametrize("make", MAKERS)
def test_members_are_documents_with_path_and_address(content, make):
    read = content(make(FILES))

    assert (Media.ARCHIVE, [*FILES]) == (read.media, paths(read))
    assert [WORDS, "คู่มือ"] == [one.leaves[0].text for one in read.members]
    assert f"{URL}#%E0%B8%84%E0%B8%B9%E0%B9%88%E0%B8%A1%E0%B8%B7%E0%B8%AD.pdf" == read.members[1].url
    assert all(one.sha256 and one.size for one in (read, *read.members))


@pytest.mark.parametrize("make", MAKERS)
def test_a_torn_archive_is_damage_or_gives_what_is_left(content, make):
    whole = make({"ก.txt": WORDS.encode() * 50, "ข.txt": bytes(range(256)) * 40})
    for cut in (20, 100, len(whole) // 2, len(whole) - 30):
        read = content(whole[:cut])

        assert isinstance(read, Unread) or all(one.path for one in read.members)


@pytest.mark.parametrize("make", MAKERS)
def test_one_member_is_found_again_by_its_path(make):
    body = make(FILES)

    assert FILES["คู่มือ.pdf"] == archive.member_bytes(body, "คู่มือ.pdf", Settings())
    with pytest.raises(KeyError):
        archive.member_bytes(body, "ไม่มี.pdf", Settings())


def test_a_page_and_a_scan_inside_are_what_they_are(content):
    scan = tiny_pdf(bytes(16))
    read = content(zipped({"หน้า.html": "<h1>แผน</h1>", "สแกน.pdf": scan}))

    assert isinstance(read.members[0], Page)
    assert (UnreadCause.SCAN, 1, "สแกน.pdf") == (
        read.members[1].cause,
        read.members[1].leaf_count,
        read.members[1].path,
    )
    assert 64 == len(read.members[1].sha256)


@pytest.mark.parametrize("encoding", ["utf-8", "cp874"])
def test_thai_names_without_a_mark_are_read_in_either_encoding(content, encoding):
    assert ["รายงาน.txt"] == paths(content(zip_entry("รายงาน.txt".encode(encoding), b"a")))


@needs_library
def test_thai_names_of_old_rar_are_read(content):
    assert ["รายงาน.txt"] == paths(content(rar4({"รายงาน.txt": b"a"}, encoding="cp874")))


def test_a_packed_file_alone_has_the_name_of_the_outer_one_without_its_ending(content):
    for pack, ending in ((bz2.compress, "bz2"), (lzma.compress, "xz"), (gzip.compress, "gz")):
        read = content(pack(WORDS.encode()), url=f"{URL}/report.txt.{ending}")

        assert [("report.txt", WORDS)] == [(one.path, one.leaves[0].text) for one in read.members]
        assert WORDS.encode() == archive.member_bytes(pack(WORDS.encode()), "report.txt", Settings())


def test_a_packed_file_may_bring_its_own_name(content):
    packed = gzip.compress(WORDS.encode())
    named = packed[:3] + b"\x08" + packed[4:10] + "แผน.txt".encode("cp874") + b"\0" + packed[10:]

    assert ["แผน.txt"] == paths(content(named))


def test_archives_inside_archives_are_opened_but_not_for_ever(content):
    body = tiny_docx("<w:p><w:r><w:t>ลึก</w:t></w:r></w:p>")
    for name in ("ลึก.docx", "3.zip", "2.zip", "1.zip"):
        body = zipped({name: body})

    def innermost(read):
        return innermost(read.members[0]) if isinstance(read, Document) and read.members else read

    assert ("1.zip/2.zip/3.zip", UnreadCause.TOO_LARGE, "nesting") == (
        (found := innermost(content(body))).path,
        found.cause,
        found.detail,
    )
    found = innermost(content(body, settings=Settings(max_nesting=3)))
    assert ("1.zip/2.zip/3.zip/ลึก.docx", "ลึก") == (found.path, found.leaves[0].text)
    assert b"PK" == archive.member_bytes(body, "1.zip/2.zip/3.zip", Settings())[:2]
    assert b"PK" == archive.member_bytes(body, found.path, Settings(max_nesting=3))[:2]
    with pytest.raises(KeyError):
        archive.member_bytes(body, found.path, Settings(max_nesting=2))


def test_names_are_labels_that_lead_nowhere(content):
    names = [
        "../../etc/passwd.txt",
        "/root/a.txt",
        "C:\\งาน\\b.txt",
        "a/./../b.txt",
        "..",
        "x\u202etxt.exe",
        "x" * 900,
    ]
    read = content(zipped(dict.fromkeys(names, "ข้อความ")))

    assert ["etc/passwd.txt", "root/a.txt", "งาน/b.txt", "a/b.txt", "ไม่มีชื่อ", "xtxt.exe", "x" * 300] == paths(read)


@pytest.mark.filterwarnings("ignore:Duplicate")
def test_files_of_one_name_are_told_apart(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for text in "กขค":
            made.writestr("แผน.txt", text)
    read = content(out.getvalue())

    assert ["แผน.txt", "แผน (2).txt", "แผน (3).txt"] == paths(read)
    assert ["ก", "ข", "ค"] == [one.leaves[0].text for one in read.members]
    assert "ข".encode() == archive.member_bytes(out.getvalue(), "แผน (2).txt", Settings())


def test_what_systems_leave_behind_is_not_a_member(content):
    junk = dict.fromkeys(["__MACOSX/._ก.txt", "ข/Thumbs.db", ".DS_Store", "~$แผน.docx", "desktop.ini"], "x")

    assert ["ก.txt"] == paths(content(zipped(junk | {"ก.txt": "ก"})))
    assert UnreadCause.EMPTY is content(zipped(junk)).cause
    assert UnreadCause.EMPTY is content(zipped({})).cause


def test_links_and_folders_are_not_members(content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        link = zipfile.ZipInfo("ลิงก์")
        link.external_attr = 0o120777 << 16
        made.writestr(link, "/etc/passwd")
        made.writestr("โฟลเดอร์/", "")
        made.writestr("ก.txt", "ก")

    assert ["ก.txt"] == paths(content(out.getvalue()))


@pytest.mark.parametrize("make", MAKERS)
def test_no_more_entries_than_the_limit_are_opened(content, make):
    read = content(make({f"{n}.txt": b"a" for n in range(40)}), settings=Settings(max_entries=10))

    assert 11 == len(read.members)
    assert (UnreadCause.TOO_LARGE, "entries") == causes(read)[archive.REST]


def test_ten_thousand_entries_take_no_time(content):
    read = content(zipped(dict.fromkeys((f"{n}.txt" for n in range(10_000)), "ก")))

    assert 301 == len(read.members)


def test_entries_of_nested_archives_count_together(content):
    nested = zipped({f"{n}.zip": zipped({f"{n}.txt": b"a" for n in range(10)}) for n in range(10)})
    read = content(nested, settings=Settings(max_entries=30))

    opened = [one for outer in read.members if isinstance(outer, Document) for one in outer.members]
    assert len([one for one in opened if isinstance(one, Document)]) < 30


@pytest.mark.parametrize("make", PACKERS)
def test_a_member_larger_than_the_limit_is_left_and_others_read(content, make):
    read = content(make({"ก.txt": WORDS.encode(), "ใหญ่.txt": b"a b " * 25_000}), settings=Settings(max_body=90_000))

    assert WORDS == read.members[0].leaves[0].text
    assert (UnreadCause.TOO_LARGE, "size") == causes(read)["ใหญ่.txt"]


@pytest.mark.parametrize("make", PACKERS)
def test_bombs_are_stopped_by_their_ratio(content, monkeypatch, make):
    monkeypatch.setattr(inside, "FREE", 100_000)
    read = content(make({"bomb.bin": bytes(5_000_000)}), settings=Settings(max_ratio=20))
    found = read if isinstance(read, Unread) else read.members[0]

    assert (UnreadCause.TOO_LARGE, "ratio") == (found.cause, found.detail)


def test_bombs_inside_bombs_share_one_limit(content, monkeypatch):
    monkeypatch.setattr(inside, "FREE", 100_000)
    inner = zipped({f"{n}.bin": bytes(90_000) for n in range(20)})
    read = content(zipped({f"{n}.zip": inner for n in range(20)}), settings=Settings(max_ratio=3, max_entries=1000))
    opened = [one for outer in read.members if isinstance(outer, Document) for one in outer.members]

    assert sum(one.size for one in opened) < 400_000
    assert any(
        one.cause is UnreadCause.TOO_LARGE and one.detail == "ratio" for one in opened if isinstance(one, Unread)
    )


@pytest.mark.parametrize("make", MAKERS)
def test_an_archive_that_takes_too_long_is_left(content, make):
    read = content(make({"ก.txt": b"a b", "ข.txt": b"b c"}), settings=Settings(reader_seconds=-1.0))

    assert UnreadCause.TOO_SLOW is (read if isinstance(read, Unread) else read.members[0]).cause


def test_locked_members_say_so(content):
    read = content(zip_entry("ลับ.pdf".encode(), b"a", flags=1))

    assert (Media.ARCHIVE, UnreadCause.PASSWORD) == (read.media, read.cause)


@needs_library
def test_a_locked_rar_says_so(content):
    assert UnreadCause.PASSWORD is content(rar4(FILES, encrypted=True)).cause


def test_packing_that_nobody_here_knows_is_told(content):
    read = content(zip_entry("ก.pdf".encode(), b"a", method=96, flags=0x800))

    assert (UnreadCause.UNSUPPORTED, "method 96") == causes(read)["ก.pdf"]


def test_without_the_library_the_cure_names_it(content, monkeypatch):
    monkeypatch.setattr(rar, "library", lambda: None)
    read = content(rar5(FILES))

    assert UnreadCause.NEEDS_PROGRAM is read.cause
    assert "sudo apt install libarchive13" in read.cure


def test_a_member_that_is_damaged_harms_no_other(content):
    body = zipped({"ก.txt": "a" * 5000, "ข.txt": WORDS})
    at = body.index("ก.txt".encode()) + len("ก.txt".encode())
    read = content(body[:at] + b"\xff\xff\xff" + body[at + 3 :])

    assert [UnreadCause.DAMAGED, WORDS] == [read.members[0].cause, read.members[1].leaves[0].text]


def test_overlapping_entries_are_no_way_around_the_limits(content):
    """A bomb whose entries share the same bytes: each is refused or counted."""
    one = zip_entry(b"a.txt", b"ok " * 100)
    central = one[one.index(b"PK\1\2") : one.index(b"PK\5\6")]
    end = one[one.index(b"PK\5\6") :]
    many = one[: one.index(b"PK\1\2")] + central * 50
    count = (50).to_bytes(2, "little") * 2 + len(central * 50).to_bytes(4, "little")
    read = content(many + end[:8] + count + end[16:])

    assert isinstance(read, Unread | Document)
    opened = () if isinstance(read, Unread) else read.members
    assert len([one for one in opened if isinstance(one, Document)]) <= 1 or len(opened) <= 301


def test_troubles_of_finding_a_member_are_raised():
    with pytest.raises(Trouble):
        archive.member_bytes(zip_entry("ลับ.pdf".encode(), b"a", flags=0x801), "ลับ.pdf", Settings())
    with pytest.raises(Trouble):
        archive.member_bytes(zipped({"ก.bin": bytes(9000)}), "ก.bin", replace(Settings(), max_body=5000))


def test_what_is_kept_in_a_pdf_is_a_member(content):
    pypdfium2 = pytest.importorskip("pypdfium2")
    pdf = pypdfium2.PdfDocument(tiny_pdf("แผน"))
    pdf.new_attachment("รายการ.csv").set_data("ลำดับ,โครงการ\n1,ถนน".encode())
    out = io.BytesIO()
    pdf.save(out)
    read = content(out.getvalue())

    assert ["แผน"] == [leaf.text for leaf in read.leaves]
    assert [("รายการ.csv", Media.CSV, f"{URL}#")] == [
        (one.path, one.media, one.url[: len(URL) + 1]) for one in read.members
    ]
    assert "ลำดับ,โครงการ\n1,ถนน".encode() == archive.member_bytes(out.getvalue(), "รายการ.csv", Settings())


@needs_library
@pytest.mark.parametrize("make", [rar4, rar5])
def test_a_rar_that_stores_a_zip_is_not_taken_for_a_zip(content, make):
    read = content(make({"รายงาน.zip": zipped({"a.txt": WORDS}, stored=True), "b.txt": WORDS.encode()}))

    assert ["รายงาน.zip", "b.txt"] == [member.path for member in read.members]
