"""``oitcrawl report`` adds to what is published and never takes of it; it says what it wrote."""

import pytest
from report.samples import scan

from oitcrawl.cli import run
from oitcrawl.compose import open_desk
from oitcrawl.settings import Settings

FOLDER = ("reports", "abt-suanphai", "2025-03-10")


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A working folder with the published report of one scan."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))
    with open_desk(Settings(data_dir=str(tmp_path / "data"), reports_dir=str(tmp_path / "reports"))) as desk:
        desk.deliver(scan())
        desk.publish_overview()
    return tmp_path


def test_one_more_format_is_told_by_its_own_path_and_the_rest_of_the_report_stays(office, capsys):
    before = tree(office / "reports")
    assert run(["report", "abt-suanphai", "--formats", "xlsx"]) == 0

    assert capsys.readouterr().out.split() == ["/".join((*FOLDER, "gaps.xlsx"))]
    assert tree(office / "reports") == before


def test_the_page_is_what_a_whole_report_is_told_by(office, capsys):
    assert run(["report", "abt-suanphai"]) == 0

    assert capsys.readouterr().out.split() == ["/".join((*FOLDER, "index.html"))]


@pytest.mark.parametrize("command", [("report", "abt-suanphai"), ("scan", "https://abt-suanphai.invalid/")])
def test_a_page_of_ones_own_is_refused_with_its_cure_before_anything_begins(office, capsys, command):
    page = office / "elsewhere" / "index.html"
    page.parent.mkdir()
    page.write_text("<title>ของสำนักงาน</title>", encoding="utf-8")
    code = run([*command, "--out", "elsewhere"])

    said = capsys.readouterr().err.strip().splitlines()
    assert code == 4
    assert [line for line in said if "ไม่เขียนทับ" in line and "--out" in line]
    assert list(page.parent.iterdir()) == [page]
    assert page.read_text(encoding="utf-8") == "<title>ของสำนักงาน</title>"


def test_an_english_report_leaves_the_thai_one_and_the_overview_as_they_are(office, capsys):
    before = tree(office / "reports")
    assert run(["report", "abt-suanphai", "--lang", "en"]) == 0

    after = tree(office / "reports")
    assert capsys.readouterr().out.split() == ["/".join((*FOLDER, "en", "index.html"))]
    assert {name: after[name] for name in before} == before
    assert {name for name in after if name not in before} == {
        f"abt-suanphai/2025-03-10/en/{name.rpartition('/')[2]}" for name in before if "2025-03-10" in name
    }


def test_all_reports_in_english_have_an_english_overview_beside_the_thai_one(office):
    before = tree(office / "reports")
    assert run(["report", "--all", "--lang", "en", "--formats", "html"]) == 0

    after = tree(office / "reports")
    page = after["index.en.html"].decode()
    assert {name: after[name] for name in before} == before
    assert '<html lang="en">' in page
    assert 'href="abt-suanphai/2025-03-10/en/index.html"' in page
