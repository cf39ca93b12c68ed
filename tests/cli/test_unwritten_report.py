"""A report that cannot be written is not lost: it is told, counted, written without another scan, and costs no other."""

import json
import shutil

import pytest
from jinja2 import UndefinedError

from oitcrawl.cli import run
from oitcrawl.compose import Desk
from oitcrawl.demo.serve import DemoSite

DUE = ["scan", "--all", "--due"]


@pytest.fixture
def sites(tmp_path, monkeypatch):
    """Two agencies, aa and bb, in the folder where the commands run."""
    monkeypatch.chdir(tmp_path)
    told = {"ALLOW_PRIVATE": "1", "RATE": "0", "OCR": "never", "RENDER": "never", "PICTURES": "never"}
    for name, value in told.items():
        monkeypatch.setenv(f"OITCRAWL_{name}", value)
    with DemoSite() as aa, DemoSite() as bb:
        lines = [f"  - {{code: {code}, url: '{site.url}'}}" for code, site in (("aa", aa), ("bb", bb))]
        (tmp_path / "agencies.yaml").write_text("\n".join(["agencies:", *lines]), encoding="utf-8")
        yield aa, bb


def told(capsys, *words):
    """Exit code and all that was said."""
    capsys.readouterr()
    code = run([*words])
    said = capsys.readouterr()
    return code, said.out + said.err


def troubles(capsys):
    return [
        one["th"] for one in json.loads(told(capsys, "status", "--json")[1])["troubles"] if one["kind"] == "report"
    ]


def test_a_report_that_was_in_the_way_is_written_by_the_next_night_without_a_scan(sites, tmp_path, capsys):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "aa").write_text("x")

    assert told(capsys, *DUE)[0] == 4
    assert (tmp_path / "reports" / "bb" / "latest").exists()
    (trouble,) = troubles(capsys)
    assert "oitcrawl report aa" in trouble
    code, said = told(capsys, *DUE)
    assert (code, "aa: " in said) == (4, True), said  # it is still in the way
    asked = len(sites[0].requests)
    (tmp_path / "reports" / "aa").unlink()
    code, said = told(capsys, *DUE)
    assert (code, "aa: เขียนรายงานที่ค้างแล้ว" in said) == (0, True), said
    assert (tmp_path / "reports" / "aa" / "latest" / "index.html").exists()
    assert (troubles(capsys), len(sites[0].requests)) == ([], asked)


def test_a_report_written_by_hand_is_lacking_no_more(sites, tmp_path, capsys):
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "aa").write_text("x")
    told(capsys, *DUE)
    (tmp_path / "reports" / "aa").unlink()

    assert told(capsys, "report", "aa")[0] == 0
    assert troubles(capsys) == []


def test_a_mistake_of_ours_in_one_report_costs_no_other_agency_its_night(sites, tmp_path, capsys, monkeypatch):
    right = Desk._publish

    def wrong(desk, number, scan, *more):
        if scan.agency.code == "aa":
            raise UndefinedError("'dict object' has no attribute 'x'")
        return right(desk, number, scan, *more)

    monkeypatch.setattr(Desk, "_publish", wrong)
    for _ in range(2):  # the second time nothing but that report is lacking
        code, said = told(capsys, *DUE)
        assert (code, "Traceback" in said, "UndefinedError" in said) == (4, False, True), said
    assert (tmp_path / "reports" / "bb" / "latest").exists()
    assert len(troubles(capsys)) == 1
    shutil.rmtree(tmp_path / "reports")
    monkeypatch.setattr(Desk, "_publish", right)
    assert told(capsys, *DUE)[0] == 0
    assert (tmp_path / "reports" / "aa" / "latest").exists()
