"""A report folder is written whole or not at all; the old one stays until the new one is complete."""

import errno
import json
import os
import re
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from report.samples import all_in, fleet, hostile, scan

from oitcrawl.errors import PublishError
from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report import publish, publish_overview
from oitcrawl.report.forms import is_ours


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_report_folder_holds_the_files_of_the_contract(tmp_path):
    folder = publish(scan(), tmp_path)

    assert folder == tmp_path / "abt-suanphai" / "2025-03-10"
    names = {path.name for path in folder.iterdir()}
    divisions = {name for name in names if name.startswith(("division-", "gaps-"))}
    assert names - divisions == {
        *("calendar.ics", "gaps.xlsx", "index.html", "items.csv", "plan.docx", "scan.json", "submission.xlsx")
    }
    assert {"division-สำนักปลัด.html", "gaps-สำนักปลัด.xlsx", "division-ไม่ระบุผู้รับผิดชอบ.html"} <= divisions
    assert all(is_ours(name) for name in names)
    assert AgencyScan.from_json((folder / "scan.json").read_bytes()) == scan()


def test_only_the_formats_asked_for_are_written(tmp_path):
    folder = publish(scan(), tmp_path, formats=("json", "csv"))

    assert sorted(path.name for path in folder.iterdir()) == ["items.csv", "scan.json"]


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path):
    with pytest.raises(ValueError, match="odt"):
        publish(scan(), tmp_path, formats=("html", "odt"))

    assert list(tmp_path.iterdir()) == []


def test_a_report_made_again_is_byte_identical(tmp_path):
    publish(scan(), tmp_path / "one")
    first = tree(tmp_path / "one")
    publish(AgencyScan.from_json(scan().to_json()), tmp_path / "one")
    publish(scan(), tmp_path / "two")

    assert tree(tmp_path / "one") == first
    assert tree(tmp_path / "two") == first


def test_latest_leads_to_the_newest_scan_whatever_the_order_of_publishing(tmp_path):
    older, newer = scan(), scan(as_of=date(2025, 3, 11), started=datetime(2025, 3, 11, tzinfo=UTC))
    publish(newer, tmp_path)
    publish(older, tmp_path)
    latest = tmp_path / "abt-suanphai" / "latest"

    assert json.loads((latest / "pointer.json").read_text())["folder"] == "2025-03-11"
    assert "../2025-03-11/index.html" in (latest / "index.html").read_text(encoding="utf-8")


def test_a_report_apart_leaves_that_of_its_day_and_latest_as_they_are(tmp_path):
    publish(scan(), tmp_path)
    before = tree(tmp_path)
    folder = publish(replace(scan(), fiscal_year=2571, judged_from=1), tmp_path, apart=True)

    assert f"2025-03-10-{scan().edition}-FY2571" == folder.name
    assert before == {name: bytes_ for name, bytes_ in tree(tmp_path).items() if folder.name not in name}
    assert (folder / "index.html").is_file()


def test_latest_leads_to_a_report_apart_only_while_there_is_no_other(tmp_path):
    pointer = tmp_path / "abt-suanphai" / "latest" / "pointer.json"
    folder = publish(replace(scan(), fiscal_year=2571, judged_from=1), tmp_path, apart=True)
    assert folder.name == json.loads(pointer.read_text())["folder"]

    publish(scan(), tmp_path)
    assert "2025-03-10" == json.loads(pointer.read_text())["folder"]


def test_latest_follows_a_scan_of_the_same_day_and_forgets_a_folder_that_is_gone(tmp_path):
    newer = publish(scan(as_of=date(2025, 3, 11), started=datetime(2025, 3, 11, tzinfo=UTC)), tmp_path)
    for path in newer.iterdir():
        path.unlink()
    newer.rmdir()
    publish(scan(), tmp_path)

    pointer = json.loads((tmp_path / "abt-suanphai/latest/pointer.json").read_text())
    assert pointer["folder"] == "2025-03-10"


def test_files_that_are_not_ours_stay(tmp_path):
    folder = publish(scan(), tmp_path)
    (folder / "บันทึก.txt").write_text("ของเรา", encoding="utf-8")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "O7.png").write_bytes(b"png")
    publish(all_in(Status.FOUND), tmp_path)

    assert {"evidence", "index.html", "บันทึก.txt"} <= {path.name for path in folder.iterdir()}
    assert (folder / "evidence" / "O7.png").read_bytes() == b"png"


def test_a_hostile_code_stays_inside_the_folder(tmp_path):
    folder = publish(hostile(), tmp_path / "reports")

    assert folder == tmp_path / "reports" / "evil-code" / "2025-03-10"
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]
    json.loads((folder / "scan.json").read_bytes())


def test_a_code_without_a_safe_letter_is_told(tmp_path):
    with pytest.raises(PublishError, match="ชื่อโฟลเดอร์"):
        publish(replace(scan(), agency=replace(scan().agency, code="อบต")), tmp_path)


@pytest.mark.parametrize("in_the_way", ["", "abt-suanphai", "abt-suanphai/2025-03-10"])
def test_a_file_in_the_way_is_told_and_left_alone(tmp_path, in_the_way):
    out = tmp_path / "reports"
    blocked = out / in_the_way
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("ของผู้อื่น", encoding="utf-8")

    with pytest.raises(PublishError) as caught:
        publish(scan(), out)

    assert "มีไฟล์ขวางอยู่" in caught.value.message
    assert caught.value.cure
    assert blocked.read_text(encoding="utf-8") == "ของผู้อื่น"


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(PublishError, match="ไม่มีสิทธิ์เขียน"):
            publish(scan(), tmp_path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("code", "reason"), [(errno.ENOSPC, "ดิสก์เต็ม"), (errno.EROFS, "อ่านได้อย่างเดียว"), (errno.EIO, "")]
)
def test_a_disk_that_fails_midway_leaves_the_old_report_whole(tmp_path, monkeypatch, code, reason):
    publish(scan(), tmp_path)
    before = tree(tmp_path)
    write = Path.write_bytes
    written = []

    def fail_at_the_third(path, content):
        written.append(path)
        if len(written) == 3:
            write(path, content[:10])
            raise OSError(code, os.strerror(code), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", fail_at_the_third)
    with pytest.raises(PublishError) as caught:
        publish(all_in(Status.FOUND), tmp_path)

    assert reason in caught.value.message
    assert "\n" not in str(caught.value)
    assert tree(tmp_path) == before


def test_when_the_new_folder_cannot_take_its_place_the_old_one_is_put_back(tmp_path, monkeypatch):
    folder = publish(scan(), tmp_path)
    before = tree(tmp_path)
    rename = Path.rename

    def refuse_the_new(path, target):
        if path.name.endswith(".new") and Path(target) == folder:
            raise PermissionError(errno.EACCES, "no", str(path))
        return rename(path, target)

    monkeypatch.setattr("oitcrawl.report.folder.exchanged", lambda _one, _other: False)  # as on other systems
    monkeypatch.setattr(Path, "rename", refuse_the_new)
    with pytest.raises(PublishError, match="ไม่มีสิทธิ์เขียน"):
        publish(all_in(Status.FOUND), tmp_path)

    assert tree(tmp_path) == before
    assert [path.name for path in folder.parent.iterdir() if path.name.startswith(".")] == []


def test_the_overview_links_every_agency_to_its_newest_report(tmp_path):
    for one in fleet():
        publish(one, tmp_path, formats=("html",))
    page = publish_overview(fleet(), tmp_path)

    text = page.read_text(encoding="utf-8")
    assert page == tmp_path / "index.html"
    for one in ("abt-suanphai", "muang-nakhon", "hospital-9", "evil-code"):
        assert f'href="{one}/latest/index.html"' in text
        assert (tmp_path / one / "latest" / "index.html").is_file()


def test_an_overview_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    publish_overview(fleet(), tmp_path)
    before = tree(tmp_path)

    def full(path, content):
        raise OSError(errno.ENOSPC, "full", str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(PublishError, match="ดิสก์เต็ม"):
        publish_overview([], tmp_path)

    assert tree(tmp_path) == before


def test_what_a_killed_report_left_is_cleared_away_but_never_that_of_another_process(tmp_path):
    place = publish(scan(), tmp_path).parent
    old, young, notes = (place / name for name in (".2025-04-01.0123abcd.new", ".2025-04-01.abcd0123.new", ".my.new"))
    for folder in (old, young, notes):
        folder.mkdir()
    for folder in (old, notes):
        os.utime(folder, (1.0, 1.0))

    publish(scan(), tmp_path)

    assert (False, True, True) == (old.exists(), young.exists(), notes.exists())


FULL = {"calendar.ics", "gaps.xlsx", "index.html", "items.csv", "plan.docx", "scan.json", "submission.xlsx"}


def names_in(folder):
    return {path.name for path in folder.iterdir() if path.is_file()}


def test_a_run_with_fewer_formats_leaves_the_other_files_of_the_scan_whole(tmp_path):
    folder = publish(scan(), tmp_path)
    first = tree(folder)
    for formats in (("xlsx",), ("json", "csv"), ()):
        assert publish(scan(), tmp_path, formats=formats) == folder
        assert tree(folder) == first


def test_a_form_asked_for_later_is_laid_beside_those_that_stand_there(tmp_path):
    folder = publish(scan(), tmp_path, formats=("html", "csv"))
    publish(scan(), tmp_path, formats=("pdf",), printer=lambda page: b"%PDF-1.4")

    assert names_in(folder) == {"index.html", "items.csv", "report.pdf"}
    page = (folder.parent / "latest" / "index.html").read_text(encoding="utf-8")
    assert "../2025-03-10/index.html" in page


def test_fewer_formats_of_another_scan_of_the_day_take_the_place_of_all_forms(tmp_path):
    folder = publish(scan(), tmp_path)
    later = scan(started=datetime(2025, 3, 10, 9, tzinfo=UTC), finished=datetime(2025, 3, 10, 9, 5, tzinfo=UTC))
    publish(later, tmp_path, formats=("csv",))

    assert names_in(folder) >= FULL
    assert AgencyScan.from_json((folder / "scan.json").read_bytes()) == later
    assert tree(folder) == tree(publish(later, tmp_path / "elsewhere"))


def test_latest_leads_to_the_folder_where_no_page_was_asked_for(tmp_path):
    publish(scan(), tmp_path, formats=("csv",))
    page = (tmp_path / "abt-suanphai" / "latest" / "index.html").read_text(encoding="utf-8")

    assert 'href="../2025-03-10/"' in page


def test_the_english_report_lies_in_a_folder_of_its_own_beside_the_thai_one(tmp_path):
    folder = publish(scan(), tmp_path)
    before = tree(tmp_path)
    english = publish(scan(), tmp_path, lang="en")

    assert english == folder / "en"
    assert '<html lang="en">' in (english / "index.html").read_text(encoding="utf-8")[:40]
    after = tree(tmp_path)
    assert {name: after[name] for name in before} == before
    assert publish(scan(), tmp_path, formats=("csv",)) == folder
    assert tree(tmp_path) == after


def test_a_report_in_another_language_goes_with_its_scan(tmp_path):
    publish(scan(), tmp_path)
    english = publish(scan(), tmp_path, lang="en")
    (english / "note.txt").write_text("ของคน", encoding="utf-8")
    folder = publish(scan(started=datetime(2025, 3, 10, 9, tzinfo=UTC)), tmp_path)

    assert sorted(tree(folder / "en")) == ["note.txt"]


def test_a_page_of_ones_own_in_the_place_of_the_overview_is_left_as_it_is(tmp_path):
    (tmp_path / "index.html").write_text(
        '<!DOCTYPE html>\n<html lang="th"><title>ของสำนักงาน</title>', encoding="utf-8"
    )
    before = tree(tmp_path)

    with pytest.raises(PublishError, match="ไม่เขียนทับ") as told:
        publish_overview(fleet(), tmp_path)
    assert "--out" in str(told.value)
    assert tree(tmp_path) == before


def test_an_overview_of_ours_is_written_again_also_one_that_does_not_name_itself(tmp_path):
    page = publish_overview(fleet(), tmp_path)
    first = page.read_bytes()
    page.write_bytes(first.replace(b'<meta name="generator" content="oitcrawl">\n', b""))
    publish_overview(fleet(), tmp_path)

    assert page.read_bytes() == first


def test_the_overview_links_only_to_reports_that_are_there_and_says_which_are_not(tmp_path):
    here, *others = fleet()
    publish(here, tmp_path)
    page = publish_overview([here, *others], tmp_path).read_text(encoding="utf-8")
    links = set(re.findall(r'href="([^"#]+/latest/index\.html)"', page))

    assert links == {f"{here.agency.code}/latest/index.html"}
    assert all((tmp_path / link).is_file() for link in links)
    assert page.count("ไม่มีรายงานในโฟลเดอร์นี้</span>") == len(others)
    assert f"{len(others)} หน่วยงานยังไม่มีรายงานในโฟลเดอร์นี้" in page
    assert page.count("<tr data-s=") == len(others) + 1


def test_an_overview_beside_all_its_reports_has_no_word_of_it(tmp_path):
    for one in fleet():
        publish(one, tmp_path, formats=("html",))

    assert "ไม่มีรายงานในโฟลเดอร์นี้" not in publish_overview(fleet(), tmp_path).read_text(encoding="utf-8")


def test_a_report_that_was_removed_by_hand_is_no_link(tmp_path):
    folder = publish(scan(), tmp_path, formats=("html",))
    shutil.rmtree(folder)

    assert "latest/index.html" not in publish_overview([scan()], tmp_path).read_text(encoding="utf-8")


def cut(day=10, hour=9):
    """A scan that was cut off."""
    return replace(scan(), as_of=date(2025, 3, day), started=datetime(2025, 3, day, hour, tzinfo=UTC), partial=True)


def led(out):
    return json.loads((out / "abt-suanphai" / "latest" / "pointer.json").read_text())["folder"]


@pytest.mark.parametrize("day", [10, 11])
def test_a_scan_that_was_cut_off_takes_the_place_of_no_finished_one(tmp_path, day):
    publish(scan(), tmp_path)
    before = tree(tmp_path)
    folder = publish(cut(day, hour=23), tmp_path)

    assert f"2025-03-{day}-partial" == folder.name
    assert before == {name: content for name, content in tree(tmp_path).items() if folder.name not in name}
    for name in ("index.html", "division-สำนักปลัด.html"):
        assert "ผลบางส่วน — หยุดกลางคัน" in (folder / name).read_text(encoding="utf-8")


def test_latest_leads_to_a_part_of_a_scan_only_until_one_is_finished(tmp_path):
    publish(cut(10), tmp_path)
    assert "2025-03-10-partial" == led(tmp_path)
    publish(cut(11), tmp_path)
    assert "2025-03-11-partial" == led(tmp_path)
    publish(scan(started=datetime(2025, 3, 10, tzinfo=UTC)), tmp_path)  # begun before, as one that was gone on with
    assert "2025-03-10" == led(tmp_path)


def test_a_part_of_a_scan_leads_nowhere_where_that_is_not_wished(tmp_path):
    folder = publish(cut(), tmp_path, lead=False)

    assert [folder.name] == [path.name for path in folder.parent.iterdir()]
