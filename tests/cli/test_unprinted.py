"""A PDF that cannot be printed is told in one line with its cure and an exit code; all other files are written."""

from report.samples import scan

from oitcrawl.cli import run
from oitcrawl.compose import open_desk
from oitcrawl.settings import Settings


def store_one(folder):
    with open_desk(Settings(data_dir=str(folder / "data"), reports_dir=str(folder / "reports"))) as desk:
        desk.deliver(scan(), formats=())


def test_a_report_without_a_browser_is_written_but_for_its_pdf(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("OITCRAWL_BROWSER", str(tmp_path / "no-browser"))
    store_one(tmp_path)
    capsys.readouterr()

    code = run(["report", "abt-suanphai", "--formats", "html,csv,docx,pdf"])

    said = capsys.readouterr().err.strip().splitlines()
    folder = tmp_path / "reports" / "abt-suanphai" / "2025-03-10"
    assert {path.name for path in folder.iterdir()} == {"index.html", "items.csv", "plan.docx"}
    assert code == 4
    assert [line for line in said if "report.pdf" in line and "Chromium" in line and "oitcrawl doctor" in line]
    assert len([line for line in said if "report.pdf" in line]) == 1


def test_several_reports_without_a_browser_are_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("OITCRAWL_BROWSER", str(tmp_path / "no-browser"))
    store_one(tmp_path)
    capsys.readouterr()

    assert run(["report", "--all", "--formats", "json,pdf", "--lang", "en"]) == 4
    assert capsys.readouterr().err.count("no Chromium") == 1
