"""What agencies meet when the edition changes: history by slug, any edition for any year, a new year written at once."""

import io
import json
from dataclasses import replace
from datetime import date

import pytest
from report.samples import scan as sample

from oitcrawl.cli import run
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.decide import decide
from oitcrawl.judge.sighting import Gathered
from oitcrawl.model.finding import Status
from oitcrawl.model.site import AgencySite
from oitcrawl.prove import ProofReport, UnprovedClause, prove_rules, summed
from oitcrawl.report.compare import ChangeKind, compare
from oitcrawl.ruleset.caution import caution
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.new_year import write_new_year
from oitcrawl.thai.calendar import FiscalYear
from tests.ruleset.conftest import TOY

OLD, NEW = load_edition("nacc-2568", cases=False), load_edition("nacc-2569", cases=False)


def scan(rules, year, **found):
    """A scan in which nothing was found but the slugs that ``found`` names, with the status it gives."""
    context = JudgeContext(
        agency=AgencySite(code="x", url="https://x.example/"), fiscal_year=FiscalYear(year), as_of=date(2026, 4, 1)
    )
    statuses = {slug.replace("_", "-"): status for slug, status in found.items()}
    items = tuple(
        replace(item, status=statuses.get(item.slug, Status.MISSING)) for item in decide(Gathered(), rules, context)
    )
    return replace(sample(), items=items, edition=rules.edition, fiscal_year=year, rules_digest=rules.digest)


def test_an_item_is_followed_under_its_new_number():
    before = scan(OLD, 2568, procurement_report=Status.FOUND)  # O13
    after = scan(NEW, 2569, hr_plan=Status.FOUND)  # O13 too

    told = compare((1, before), (2, after))
    assert {("O12", ChangeKind.NEW_GAP), ("O13", ChangeKind.MENDED)} == {(one.item, one.kind) for one in told.changes}
    assert told.frame_changed


def test_what_only_one_of_two_editions_asks_for_is_no_change():
    before = scan(OLD, 2568, gift_report=Status.FOUND, procurement_list_and_progress=Status.FOUND)
    after = scan(NEW, 2569, procurement_monthly=Status.FOUND)

    assert () == compare((1, before), (2, after)).changes


@pytest.mark.parametrize("year", [2568, 2569, 2571])
def test_any_edition_judges_any_year_and_says_so(capsys, tmp_path, year):
    paper = tmp_path / "แผน.txt"
    paper.write_text("แผนปฏิบัติการป้องกันการทุจริต", encoding="utf-8")

    assert 0 == run(["check", str(paper), "--edition", "nacc-2569", "--fiscal-year", str(year), "--json"])
    (row,) = json.loads(capsys.readouterr().out)
    assert ("nacc-2569", 2569, True, year) == tuple(
        row[key] for key in ("edition", "edition_year", "provisional", "fiscal_year")
    )
    assert "ไม่ใช่ตัวบททางการ" in row["edition_note"]
    assert (f"FY{year}" in row["edition_note"]) == (year != 2569)


def test_a_confirmed_edition_of_the_very_year_is_called_neither():
    assert "ชั่วคราว" not in caution(OLD, 2568)
    assert "ปีงบประมาณ" not in caution(OLD, 2568)


def lines(monkeypatch, capsys, *words):
    monkeypatch.setattr("sys.stdin", io.StringIO('{"label": "สขร.1 เดือนตุลาคม"}\n'))
    assert 0 == run(["classify", "-", *words])
    return json.loads(capsys.readouterr().out)


def test_classified_lines_are_marked_only_by_an_edition_that_is_not_confirmed(monkeypatch, capsys):
    marked = lines(monkeypatch, capsys, "--edition", "nacc-2569")
    plain = lines(monkeypatch, capsys)

    assert ("O11", "nacc-2569") == (marked["item"], marked["edition"])
    assert "ไม่ใช่ตัวบททางการ" in marked["edition_note"]
    assert {"label", "item", "score", "because"} == set(plain)
    assert plain["item"] is None  # a look-alike of the edition before


@pytest.mark.parametrize("words", [["list"], ["show", "O11"]])
def test_rules_are_shown_with_the_caution_even_in_silence(capsys, words):
    assert 0 == run(["rules", *words, "--edition", "nacc-2569", "--quiet"])
    assert "ไม่ใช่ตัวบททางการ" in capsys.readouterr().err


def test_proofs_of_several_editions_are_summed():
    toys = [prove_rules(load_edition(name, root=TOY), mutate=False) for name in ("moit-toy", "moit-toy-next")]
    told = summed(toys)

    assert ["moit-toy", "moit-toy-next"] == [one["edition"] for one in told["editions"]]
    assert told["cases"] == sum(len(rule.cases) for name in told["editions"] for rule in toy(name["edition"]).rules)
    assert told["ok"] == all(toy.ok for toy in toys)
    assert [one["edition"] for one in told["failed"]] == ["moit-toy-next" for toy in toys for _ in toy.failed]


def toy(name):
    return load_edition(name, root=TOY)


def test_a_new_year_is_written_found_again_and_never_written_over(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("OITCRAWL_RULES_DIR", str(tmp_path / "mine"))

    assert 0 == run(["rules", "new-year", "2570", "--from", "nacc-2569"])
    written = capsys.readouterr()
    file = tmp_path / "mine" / "nacc-2570" / "edition.yaml"
    assert str(file) == written.out.strip()
    assert "สิ่งที่ต้องทำต่อ" in written.err
    assert "O11" in written.err

    before = file.read_bytes()
    assert 2 == run(["rules", "new-year", "2570", "--from", "nacc-2569"])
    assert before == file.read_bytes()
    assert 0 == run(["rules", "list", "--edition", "nacc-2570"])
    assert "ยังไม่มีอะไรยืนยัน" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--rules", "--out"])
def test_the_next_command_names_a_folder_that_is_not_looked_into_of_itself(capsys, monkeypatch, tmp_path, option):
    monkeypatch.setenv("OITCRAWL_RULES_DIR", str(tmp_path / "mine"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "other").mkdir()

    assert 0 == run(["rules", "new-year", "2571", "--from", "nacc-2569", option, str(tmp_path / "other")])
    away = capsys.readouterr().err
    assert 0 == run(["rules", "new-year", "2571", "--from", "nacc-2569", option, str(tmp_path / "mine")])
    home = capsys.readouterr().err

    assert f'--fiscal-year 2571 --rules "{tmp_path / "other"}"\n' in away
    assert f'rules prove --edition nacc-2571 --rules "{tmp_path / "other"}"\n' in away
    assert "--rules" not in home


def test_a_new_year_that_is_written_well_tells_no_clause_that_no_case_feels(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("OITCRAWL_RULES_DIR", str(tmp_path / "mine"))
    unproved = UnprovedClause(item="O7", slug="annual-report", clause="topic.any[0]")
    sound = ProofReport(edition="x", digest="", cases=3, clauses=5, failed=(), unproved=(unproved,))
    monkeypatch.setattr("oitcrawl.cli.new_year.prove_rules", lambda _rules: sound)

    assert 0 == run(["rules", "new-year", "2570", "--from", "nacc-2569"])
    said = capsys.readouterr().err
    assert "ไม่มีกรณีใดรู้สึก" not in said
    assert "ยังไม่พิสูจน์ 1" in said


def test_a_new_year_of_an_edition_that_the_folder_does_not_know_is_refused_unwritten(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("OITCRAWL_RULES_DIR", str(tmp_path / "mine"))
    write_new_year(2570, NEW, tmp_path / "mine")

    assert 2 == run(["rules", "new-year", "2571", "--from", "nacc-2570", "--out", str(tmp_path / "other")])
    assert "nacc-2570" in capsys.readouterr().err
    assert not (tmp_path / "other").exists()
