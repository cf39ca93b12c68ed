"""A site that is down leaves a trace: in its history and in the overview; its last good report stays."""

import json
import socket
from dataclasses import replace

import pytest
from report.samples import scan

from oitcrawl.cli import run
from oitcrawl.compose import open_desk, site_from_url
from oitcrawl.settings import Settings


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def down():
    """The address of a port that drops every connection."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/"


@pytest.fixture
def code(tmp_path, monkeypatch, down):
    """The code of the site that is down, with the published report of a good scan of last year."""
    monkeypatch.chdir(tmp_path)
    for name, value in {"DATA_DIR": str(tmp_path / "data"), "RETRIES": "0", "RATE": "0", "RENDER": "never"}.items():
        monkeypatch.setenv(f"OITCRAWL_{name}", value)
    site = site_from_url(down)
    good = replace(scan(), agency=replace(scan().agency, code=site.code, url=site.url))
    with open_desk(Settings(data_dir=str(tmp_path / "data"), reports_dir=str(tmp_path / "reports"))) as desk:
        desk.deliver(good)
        desk.publish_overview()
    return site.code


def test_each_try_is_told_by_history_and_overview_and_the_last_good_report_stays(tmp_path, code, down, capsys):
    before = tree(tmp_path / "reports" / code)
    assert "ตรวจไม่ได้ตั้งแต่" not in (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    codes = [run(["scan", down, "--allow-private", "--quiet"]) for _ in range(2)]
    capsys.readouterr()

    assert codes == [3, 3]
    assert tree(tmp_path / "reports" / code) == before
    page = (tmp_path / "reports" / "index.html").read_text(encoding="utf-8")
    assert "ตรวจไม่ได้ตั้งแต่" in page
    assert "2 ครั้ง · ผลที่แสดงเป็นของวันที่ 10 มี.ค. 2568" in page
    assert run(["history", code]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert [line[0] for line in lines] == ["-", "-", "#"]
    assert all("ตรวจไม่ได้" in line and "127.0.0.1" in line for line in lines[:2])
    assert run(["history", code, "--json"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)] == [None, None, 1]


def test_a_site_that_was_never_read_has_a_history_too(tmp_path, monkeypatch, down, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("OITCRAWL_RETRIES", "0")
    assert run(["scan", down, "--allow-private", "--quiet"]) == 3
    capsys.readouterr()

    assert run(["history", site_from_url(down).code, "--lang", "en"]) == 0
    assert "could not be read" in capsys.readouterr().out


def test_the_letter_of_a_site_that_shuts_us_out_is_named_with_its_agency(tmp_path, monkeypatch, capsys):
    from tests.fleet.ground import agencies_file, sites

    monkeypatch.chdir(tmp_path)
    for name in ("ALLOW_PRIVATE", "RATE", "RENDER"):
        monkeypatch.setenv(f"OITCRAWL_{name}", {"ALLOW_PRIVATE": "1", "RATE": "0", "RENDER": "never"}[name])
    with sites(1, status=403) as (shut,):
        shut.free.set()
        agencies_file(tmp_path, [shut])
        assert 3 == run(["scan", "--all"])
        assert "oitcrawl letter a0)" in capsys.readouterr().err
        assert 3 == run(["scan", "--all", "--lang", "en"])
        assert "oitcrawl letter a0," in capsys.readouterr().err
        assert 1 == run(["agencies", "check", "--allow-private"])
        assert "oitcrawl letter a0" in capsys.readouterr().out
        assert 3 == run(["scan", f"http://127.0.0.1:{shut.server_port}/"])
        assert f"oitcrawl letter http://127.0.0.1:{shut.server_port}/)" in capsys.readouterr().err
    assert 1 == run(["status"])
    assert "oitcrawl letter a0" in capsys.readouterr().out
