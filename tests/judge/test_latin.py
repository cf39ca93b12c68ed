"""Latin words of addresses and file names: parted, joined as clauses, and never a hint of something else."""

import pytest

from oitcrawl.judge.latin import LatinHints
from oitcrawl.ruleset.load import load_edition


@pytest.fixture(scope="module")
def edition():
    return load_edition("nacc-2568", cases=False)


@pytest.fixture(scope="module")
def hints(edition):
    return LatinHints(edition)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("AntiCorruptionPlan2568", ["anti", "corruption", "plan"]),
        ("hrplan68", ["hr", "plan"]),
        ("complaintguide", ["complaint", "guide"]),
        ("HRReport_final(2)", ["hr", "report", "final"]),
        ("procurment-plans", ["procurement", "plan"]),
        ("planet", ["planet"]),
    ],
)
def test_a_name_is_parted_into_words(hints, name, words):
    assert words == hints.words(name)


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("procurement-plan-2568", "O12"),
        ("procurement_report", "O13"),
        ("hr-report", "O15"),
        ("complaint-manual", "O17"),
        ("complaint-channel", "O18"),
        ("complaint_stat", "O19"),
        ("corruption-risk", "O23"),
        ("corruption-risk-management-report", "O24"),
        ("anti-corruption-plan", "O25"),
        ("anti-corruption-plan-report", "O26"),
        ("integrity-measures-report", "O28"),
    ],
)
def test_plan_report_manual_and_statistics_of_one_subject_are_told_apart(edition, hints, name, item):
    assert item == edition.rules[hints.told(name).rule].item


@pytest.mark.parametrize(
    "name",
    ["research-ethics", "monthly-procurement-report", "product-development", "flood-risk-report-of-villages", ""],
)
def test_a_word_of_another_thing_or_too_many_unknown_words_leave_no_hint(hints, name):
    assert hints.told(name) is None
