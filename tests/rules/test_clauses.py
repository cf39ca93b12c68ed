"""A clause that no case can feel does not exist: each one, taken away, makes some case fail."""

from functools import cache

import pytest

from oitcrawl.prove import prove_rules
from tests.rules.conftest import name_of, shipped


@cache
def proof(edition):
    return prove_rules(next(rules for rules in shipped() if rules.edition == edition))


@pytest.mark.parametrize(
    ("edition", "slug"),
    [pytest.param(rules.edition, rule.slug, id=name_of(rules, rule)) for rules in shipped() for rule in rules.rules],
)
def test_every_clause_is_felt(edition, slug):
    assert [] == [one.clause for one in proof(edition).unproved if one.slug == slug]
