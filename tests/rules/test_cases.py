"""Every rule's own cases come true; one test per case."""

from functools import cache

import pytest

from oitcrawl.prove import Prover
from tests.rules.conftest import name_of, shipped

CASES = [
    pytest.param(rules, rule, case, id=name_of(rules, rule, case.name[:60]))
    for rules in shipped()
    for rule in rules.rules
    for case in rule.cases
]


@cache
def prover(edition):
    return Prover(next(rules for rules in shipped() if rules.edition == edition))


@pytest.mark.parametrize(("rules", "rule", "case"), CASES)
def test_it_comes_true(rules, rule, case):
    assert None is prover(rules.edition).run(rule, case)


def test_every_rule_has_cases_for_and_against_and_one_that_is_judged():
    bare = {
        name_of(rules, rule)
        for rules in shipped()
        for rule in rules.rules
        if {True, False, None} != {getattr(case, "item", None) for case in rule.cases}
    }

    assert set() == bare
