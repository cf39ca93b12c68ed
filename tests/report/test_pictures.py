"""Pictures of evidence stand in the report folder, small ones in the page; what is lost is not pretended."""

import base64
from dataclasses import replace

from report.samples import SITE, WEBP, hostile, scan, shots

from oitcrawl.report import publish
from oitcrawl.report.collected import method
from oitcrawl.report.forms import THUMBS, Shot
from oitcrawl.report.pictures import picture_of
from oitcrawl.report.words import Words

THAI = Words("th")


def item(code):
    return next(one for one in scan().items if one.item == code)


def test_a_picture_leads_to_its_file_says_what_it_shows_and_when_it_was_seen():
    name = scan().pictures[0].file

    found = picture_of(item("O5").evidence[0], scan(), THAI, {name: WEBP})

    assert found.file == name
    assert found.alt == f"ภาพหน้า 3 ของ {item('O5').evidence[0].title}"
    assert found.caption == "ภาพเมื่อ 10 มีนาคม 2568 เวลา 09:01 น."
    assert found.thumb == f"data:image/webp;base64,{base64.b64encode(WEBP).decode()}"


def test_a_file_that_is_not_there_or_another_page_has_no_picture():
    name, piece = scan().pictures[0].file, item("O5").evidence[0]

    assert picture_of(piece, scan(), THAI, {}) is None
    assert picture_of(replace(piece, leaf=4), scan(), THAI, {name: WEBP}) is None
    assert picture_of(replace(piece, sha256="0" * 64), scan(), THAI, {name: WEBP}) is None


def test_the_files_are_written_beside_the_page_and_an_older_report_s_notes_stay(tmp_path):
    folder = publish(scan(), tmp_path, shots=shots)
    (folder / "evidence" / "note.txt").write_text("mine", encoding="utf-8")
    (folder / "evidence" / "aa-1.webp").write_bytes(b"of a scan before")

    publish(scan(), tmp_path, shots=shots)

    names = sorted(one.name for one in (folder / "evidence").iterdir())
    assert names == sorted([*(one.file.rpartition("/")[2] for one in scan().pictures[:3]), "note.txt"])
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert page.count("data:image/webp") == 3
    assert f'<a href="{scan().pictures[0].file}">' in page


def test_a_page_full_of_thumbnails_only_links_to_the_rest(tmp_path):
    large = bytes(THUMBS // 2)

    folder = publish(scan(), tmp_path, shots=lambda _picture: Shot(full=WEBP, thumb=large))

    page = (folder / "index.html").read_text(encoding="utf-8")
    assert page.count("data:image/webp") == 2
    assert page.count("เปิดภาพขนาดเต็ม") == 2
    assert len(page.encode()) < 3_000_000


def test_a_scan_from_elsewhere_cannot_write_outside_its_folder(tmp_path):
    evil = tuple(
        replace(scan().pictures[0], file=name)
        for name in ("../evil.webp", "evidence/../../evil.webp", "/evil.webp", "evidence/index.html")
    )

    folder = publish(replace(hostile(), pictures=evil), tmp_path, shots=shots)

    assert not (folder / "evidence").exists()
    assert list(tmp_path.rglob("evil*")) == [folder.parent]


def test_the_report_says_how_many_pictures_there_are_and_of_what():
    lines = dict(method(scan(), THAI))

    assert lines["ภาพหลักฐาน"].startswith("4 ภาพ ของเอกสาร อยู่ในโฟลเดอร์ evidence ไม่มีภาพหน้าเว็บ")
    assert "ภาพหลักฐาน" not in dict(method(scan(pictured="", pictures=()), THAI))
    assert SITE in scan().pictures[0].url
