"""The proof of rules: cases through the real judge, and a witness for every clause."""

from dataclasses import replace
from pathlib import Path

import pytest

from oitcrawl.model.finding import Status
from oitcrawl.prove import Prover, UnprovedClause, prove_rules
from oitcrawl.prove.mutants import mutants
from oitcrawl.ruleset.case import JudgingCase, LabelCase
from oitcrawl.ruleset.check import Phrases
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.rule import Clause, Topic

TOY = Path(__file__).parent / "ruleset" / "toy"
NEVER_SEEN = "คำที่ไม่มีในกรณีใด"


@pytest.fixture(scope="module")
def rules():
    return load_edition("moit-toy", root=TOY)


def changed(rules, slug, **parts):
    return replace(rules, rules=tuple(replace(r, **parts) if r.slug == slug else r for r in rules.rules))


def without_case(rules, slug, name):
    cases = tuple(case for case in rules.by_slug(slug).cases if case.name != name)
    assert len(cases) < len(rules.by_slug(slug).cases)
    return changed(rules, slug, cases=cases)


def test_an_edition_of_another_scheme_proves_whole(rules):
    proof = prove_rules(rules)

    assert () == proof.failed
    assert () == proof.unproved
    assert proof.ok
    assert sum(len(rule.cases) for rule in rules.rules) == proof.cases
    assert sum(1 for rule in rules.rules for _ in mutants(rule)) == proof.clauses


def test_a_case_that_does_not_come_true_is_told_with_both_sides(rules):
    wrong = LabelCase(label="มาตรฐานการให้บริการ", item=False)
    proof = prove_rules(changed(rules, "service-standard", cases=(wrong,)), mutate=False)

    (failed,) = proof.failed
    assert ("MOIT 2", wrong.label, "ไม่ใช่ MOIT 2", "MOIT 2") == (
        failed.item,
        failed.case,
        failed.expected,
        failed.actual,
    )
    assert not proof.ok
    assert 0 == proof.clauses


def test_a_judging_case_fails_on_status_on_lacking_on_components_and_on_years(rules):
    case = next(one for one in rules.by_slug("medicine-plan").cases if one.name == "ครบถ้วนด้วยข้อความ")
    wrong = {
        "status": replace(case.expect, status=Status.MISSING),
        "lacking": replace(case.expect, lacking=("budget",)),
        "components": replace(case.expect, components=(("budget", "human"),)),
        "years": replace(case.expect, year_found=(2560,)),
    }
    prover = Prover(rules)
    rule = rules.by_slug("medicine-plan")

    assert None is prover.run(rule, case)
    assert [] == [name for name, expect in wrong.items() if prover.run(rule, replace(case, expect=expect)) is None]


@pytest.mark.parametrize(
    ("slug", "case", "clause"),
    [
        ("medicine-plan", "บัญชีรายการยา", "topic.any [บัญชีรายการยา]"),
        ("medicine-plan", "รายงานตามแผนการจัดซื้อยา", "topic.none รายงาน"),
        ("medicine-plan", "แผนของปีก่อน", "year: this_year"),
        ("medicine-plan", "ครึ่งปีแรกยังไม่ต้องบอกปริมาณ", "components.used.due: half_year"),
        ("medicine-plan", "ครบถ้วนด้วยตาราง และไม่มีรายการใช้", "components.used.unless_nil"),
        ("medicine-plan", "ตารางไม่มีราคา", "components.budget.any[1].columns ['ราคา']"),
        ("medicine-plan", "ตารางไม่มีรายการ และปริมาณไม่มีหน่วย", "components.used.any[0].near ['หน่วย']"),
        ("service-standard", "ไม่บอกเวลา", "components.duration"),
        ("village-clinic", "โรงพยาบาลไม่ต้องมี", "only"),
        ("village-clinic", "มีที่ตั้ง", "components.look"),
    ],
)
def test_a_clause_whose_only_witness_is_gone_is_told(rules, slug, case, clause):
    poorer = without_case(rules, slug, case)
    proof = prove_rules(poorer)

    assert UnprovedClause(item=poorer.by_slug(slug).item, slug=slug, clause=clause) in proof.unproved


def test_a_case_that_fails_anyway_proves_nothing(rules):
    cases = (LabelCase(label=NEVER_SEEN, item=True),)
    proof = prove_rules(changed(rules, "service-standard", cases=cases))

    clauses = {one.clause for one in proof.unproved if one.slug == "service-standard"}
    assert "topic.any [มาตรฐานการให้บริการ]" in clauses


def test_a_sibling_may_be_the_witness_of_a_veto(rules):
    """Without its veto the plan takes the label of the report, which stands in the report's own cases."""
    poorer = without_case(rules, "medicine-plan", "รายงานตามแผนการจัดซื้อยา")
    report = Topic(any=(Clause(terms=(Phrases(source=("รายงาน",), any=("รายงาน",)),)),))
    label = LabelCase(label="รายงานบัญชีรายการยา", item=True)
    with_sibling = changed(poorer, "service-standard", topic=report, cases=(label,))

    assert "topic.none รายงาน" in {one.clause for one in prove_rules(poorer).unproved}
    assert None is Prover(with_sibling).run(with_sibling.by_slug("service-standard"), label)
    assert "topic.none รายงาน" not in {one.clause for one in prove_rules(with_sibling).unproved}


def test_every_mutant_lacks_one_clause_and_is_named_once(rules):
    for rule in rules.rules:
        names = [mutant.clause for mutant in mutants(rule)]

        assert len(names) == len(set(names))
        assert all(mutant.rule != rule and mutant.rule.slug == rule.slug for mutant in mutants(rule))


def test_the_report_reads_as_lines_and_as_data(rules):
    proof = prove_rules(without_case(rules, "village-clinic", "โรงพยาบาลไม่ต้องมี"))

    assert any("MOIT 3 only" in line for line in proof.lines())
    assert proof.lines()[-1].startswith("moit-toy: ")
    assert {"item": "MOIT 3", "slug": "village-clinic", "clause": "only"} in proof.as_dict()["unproved"]
    assert proof.as_dict()["ok"] is False


def test_cases_of_both_kinds_are_run(rules):
    kinds = {type(case) for rule in rules.rules for case in rule.cases}

    assert {LabelCase, JudgingCase} == kinds
