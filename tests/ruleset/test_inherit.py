"""What an heir inherits is proved where it was written; what it writes, it proves."""

import pytest

from oitcrawl.prove.mutants import mutants
from oitcrawl.ruleset.load import load_edition
from tests.ruleset.conftest import EDITION, RULE

BASE = f"""{RULE}pages: false
cases:
  - {{label: คำหนึ่ง, item: true}}
"""
HEIR = "edition: heir\nextends: small\nfiscal_year: 2569\nitems:\n  O1: O01-one.yaml\n"


@pytest.fixture
def clauses(folder):
    """The clauses to be proved of the heir whose file holds these lines, and of its base."""

    def of(*lines):
        files = {"heir/edition.yaml": HEIR, "heir/O01-one.yaml": "\n".join(["extends: one", *lines, ""])}
        root = folder(rule=BASE, edition=EDITION, more=files)
        return [
            {one.clause for one in mutants(load_edition(name, root=root).by_item("O1"))} for name in ("heir", "small")
        ]

    return of


CASES = "cases: [{label: คำหนึ่ง, item: true}]"


def test_without_cases_of_its_own_it_proves_all_by_those_of_the_base(clauses):
    heir, base = clauses("title: ใหม่")

    assert base == heir


def test_with_cases_of_its_own_only_what_it_writes(clauses):
    heir, base = clauses(
        CASES, "topic:", "  none: [คำห้าม]", "components:", "  more: {label: อื่น, known: seen, any: [rows: 2]}"
    )

    assert {"topic.none คำห้าม", "components.part", "components.more", "components.more.any[0] rows"} == heir
    assert {"topic.any [คำหนึ่ง]", "pages: false", "components.part.any[0] phrase ['คำสอง']"} <= base


def test_a_component_whose_checks_are_written_anew_is_proved_anew(clauses):
    heir, _ = clauses(CASES, "components:", "  part: {any: [rows: 2]}")

    assert {"components.part", "components.part.any[0] rows"} == heir


def test_a_label_alone_writes_no_clause(clauses):
    heir, _ = clauses(CASES, "components:", "  part: {label: ชื่อใหม่, advice: คำแนะนำ}")

    assert {"components.part"} == heir


def test_what_is_inherited_is_no_part_of_the_digest(folder):
    files = {"heir/edition.yaml": HEIR}
    one = load_edition("heir", root=folder(rule=BASE, more=files | {"heir/O01-one.yaml": "extends: one\n"}))
    other = load_edition(
        "heir", root=folder(rule=BASE, more=files | {"heir/O01-one.yaml": f"extends: one\n{CASES}\n"})
    )

    assert one.by_item("O1").inherited != other.by_item("O1").inherited
    assert one.digest == other.digest
