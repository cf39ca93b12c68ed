"""A second scheme, colleges with items of their own, runs from its files alone: no line of Python knows of it."""

import json
from pathlib import Path

import pytest
from sites.server import serve

from oitcrawl.cli import run
from oitcrawl.prove import prove_rules
from oitcrawl.ruleset.load import editions, load_edition

HERE = Path(__file__).parent
STATUSES = {
    "college-departments": "found",
    "college-development-plan": "found",
    "college-self-assessment": "outdated",
    "college-curriculum": "incomplete",
    "college-admission": "missing",
    "college-graduates": "missing",
    "college-dual-education": "missing",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("college")


@pytest.fixture(scope="module")
def scanned(folder):
    """The site of a college, scanned by the command that people use."""
    with serve(HERE / "college") as running, pytest.MonkeyPatch.context() as outside:
        outside.setenv("OITCRAWL_DATA_DIR", str(folder / "data"))
        words = ["scan", running.url, "--rules", str(HERE), "--edition", "ovec-2569", "--fiscal-year", "2569"]
        more = ["--as-of", "2026-06-10", "--rate", "0", "--allow-private", "--render", "never", "--ocr", "never"]
        code = run([*words, *more, "--out", str(folder / "reports"), "--json", str(folder / "scan.json"), "--quiet"])
    assert 0 == code
    return json.loads((folder / "scan.json").read_text(encoding="utf-8"))


def test_it_lies_in_a_folder_of_its_own_and_is_not_shipped():
    assert "ovec-2569" not in editions()
    assert 7 == len(load_edition("ovec-2569", own=HERE).rules)


def test_every_clause_of_it_is_proved():
    proof = prove_rules(load_edition("ovec-2569", own=HERE))

    assert () == proof.failed
    assert () == proof.unproved


@pytest.mark.parametrize("slug", STATUSES)
def test_a_college_is_judged_by_it(scanned, slug):
    found = {item["slug"]: item for item in scanned["items"]}

    assert STATUSES[slug] == found[slug]["status"], found[slug]["because"]


def test_the_scan_says_by_what_it_was_judged(scanned):
    assert ("ovec-2569", 2569, True) == (scanned["edition"], scanned["edition_year"], scanned["provisional"])
    assert "ฉบับตัวอย่างสำหรับทดสอบ" in scanned["edition_note"]
    assert [f"O{n}" for n in range(1, 8)] == [item["item"] for item in scanned["items"]]


def test_the_estimate_is_by_its_own_indicators_and_weights(scanned):
    estimate = scanned["summary"]["estimate"]

    assert ["1", "2"] == [number for number, _ in scanned["summary"]["indicators"]]
    assert 0 <= estimate["low"] <= estimate["high"] <= 100


def test_the_report_speaks_of_its_items_and_of_no_other_scheme(scanned, folder):
    (page,) = folder.joinpath("reports").glob("*/2*/index.html")
    text = page.read_text(encoding="utf-8")

    assert "การจัดการศึกษาระบบทวิภาคี" in text
    assert "ฉบับชั่วคราว" in text
    assert "O28" not in text
    assert "O1-O28" not in text


def test_the_commands_without_network_know_it_too(capsys, tmp_path):
    own = ["--rules", str(HERE), "--edition", "ovec-2569"]
    paper = tmp_path / "sar.txt"
    paper.write_text("รายงานการประเมินตนเองของสถานศึกษา ปี 2568\nมาตรฐานที่ 1 ผลการประเมิน ดี\n", encoding="utf-8")

    assert 0 == run(["classify", "ภาวะการมีงานทำ", *own])
    assert 0 == run(["rules", "show", "college-curriculum", *own])
    assert 0 == run(["check", str(paper), *own, "--fiscal-year", "2569", "--as-of", "2026-06-10"])
    out = capsys.readouterr().out
    assert "O6 ภาวะการมีงานทำของผู้สำเร็จการศึกษา" in out
    assert "O4 หลักสูตรที่เปิดสอน" in out
    assert "O3 รายงานการประเมินตนเองของสถานศึกษา (SAR) — พบครบถ้วน" in out
