"""Old report folders go when the settings say so; what a person added to, named or is led to never goes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from report.samples import scan

from oitcrawl.report import publish
from oitcrawl.report.prune import prune


def on(day):
    return replace(scan(), as_of=date(2025, 3, day), started=datetime(2025, 3, day, tzinfo=UTC))


@pytest.fixture
def place(tmp_path):
    """Reports of five days, the newest of which `latest` leads to."""
    for day in range(1, 6):
        folder = publish(on(day), tmp_path, formats=("json", "csv"))
    return folder.parent


def names(place):
    return sorted(path.name for path in place.iterdir())


def test_the_oldest_go_and_the_newest_stay(place):
    assert prune(place, keep=2) == ("2025-03-01", "2025-03-02", "2025-03-03")
    assert names(place) == ["2025-03-04", "2025-03-05", "latest"]


def test_nothing_goes_where_all_are_kept(place):
    before = names(place)

    assert prune(place, keep=0) == prune(place, keep=5) == ()
    assert names(place) == before


def test_what_latest_leads_to_and_what_was_just_written_stay(place):
    publish(replace(on(1), started=datetime(2025, 4, 1, tzinfo=UTC)), place.parent, formats=("json",))

    assert prune(place, keep=1, spare="2025-03-02") == ("2025-03-03", "2025-03-04")
    assert names(place) == ["2025-03-01", "2025-03-02", "2025-03-05", "latest"]


@pytest.mark.parametrize("added", ["บันทึก.txt", "evidence/ภาพถ่าย.png", "ตอบกลับ/หนังสือ.docx"])
def test_a_folder_to_which_somebody_added_a_file_stays_whole(place, added):
    file = place / "2025-03-01" / added
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"x")

    assert prune(place, keep=4) == ()
    assert sorted(path.name for path in file.parents[added.count("/")].iterdir())[-2:] != []
    assert (place / "2025-03-01" / "scan.json").is_file()


@pytest.mark.parametrize("name", ["2025-01-01 สำรอง", "copy", "2025-01", "2025-01-01.bak"])
def test_a_folder_that_we_do_not_name_so_stays(place, name):
    (place / "2025-03-01").rename(place / name)
    prune(place, keep=1)

    assert (place / name / "scan.json").is_file()


@pytest.mark.parametrize("told", [None, b"{}", b'{"format": "other"}'])
def test_a_folder_without_a_scan_of_ours_stays(place, told):
    file = place / "2025-03-01" / "scan.json"
    file.unlink()
    if told is not None:
        file.write_bytes(told)

    assert prune(place, keep=4) == ()


def test_a_link_to_a_folder_elsewhere_is_never_followed(place, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (place / "2025-03-01").rename(elsewhere)
    (place / "2025-03-01").symlink_to(elsewhere, target_is_directory=True)

    prune(place, keep=1)
    assert (elsewhere / "scan.json").is_file()
    assert (place / "2025-03-01").is_symlink()


def test_a_folder_that_cannot_be_taken_away_stays_and_is_not_claimed(place, monkeypatch):
    def refuse(_folder):
        raise PermissionError

    monkeypatch.setattr("oitcrawl.report.prune.take_away", refuse)

    assert prune(place, keep=1) == ()
    assert len(names(place)) == 6
