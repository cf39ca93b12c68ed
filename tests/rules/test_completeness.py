"""Every edition asks for what its specification says, tells what to publish, and carries the cases that prove it."""

import json
from functools import cache
from pathlib import Path

import pytest

from oitcrawl.model.finding import Status
from oitcrawl.ruleset.case import JudgingCase, LabelCase
from oitcrawl.ruleset.check import HumanCheck, YearRule
from oitcrawl.ruleset.edition import Known
from oitcrawl.ruleset.frozen import frozen_digests
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.source import read_source
from oitcrawl.ruleset.specification import specification
from oitcrawl.thai.text import fold
from tests.rules.conftest import name_of, shipped

DOMAIN = Path(__file__).parents[3] / "shared" / "domain"
KEPT = Path(__file__).parent / "specifications"
RULES = [pytest.param(rules, rule, id=name_of(rules, rule)) for rules in shipped() for rule in rules.rules]
needs_domain = pytest.mark.skipif(not DOMAIN.is_dir(), reason="the specification beside the repository is not here")


@cache
def given(name):
    """The specification beside the repository, as it is written there."""
    return read_source(DOMAIN / name).data


def asked(item):
    """What an item of the specification asks for, its defaults filled in."""
    components = {
        key: {
            "label": part["label"],
            "known": part["known"],
            "only": [part["only"]] if "only" in part else [],
            "unless_nil": part.get("unless_nil", False),
        }
        for key, part in item["components"].items()
    }
    return {"slug": item["slug"], "title": item["title"], "year": item["year"], "components": components}


def made(rule):
    """The same of a rule."""
    components = {
        part.key: {
            "label": part.label,
            "known": part.known.value,
            "only": [kind.value for kind in part.only],
            "unless_nil": part.unless_nil,
        }
        for part in rule.components
    }
    return {"slug": rule.slug, "title": rule.title, "year": rule.year.value, "components": components}


# --- the specification ---


@pytest.mark.shared
@needs_domain
def test_2568_asks_for_exactly_what_the_specification_says():
    rules, spec = load_edition("nacc-2568"), given("oit-2568.yaml")

    assert {item: asked(one) | {"group": one["group"]} for item, one in spec["items"].items()} == {
        rule.item: made(rule) | {"group": rule.group} for rule in rules.rules
    }
    assert spec["groups"] == dict(rules.groups)
    assert {number: one["groups"] for number, one in spec["indicators"].items()} == {
        one.number: list(one.groups) for one in rules.indicators
    }


@pytest.mark.shared
@needs_domain
def test_2569_has_the_items_of_the_specification_and_changes_only_what_it_says():
    """What its notes take in from other items stands as unconfirmed parts beside what is asked."""
    rules, base, spec = load_edition("nacc-2569"), load_edition("nacc-2568"), given("oit-2569.yaml")

    for item, one in spec["items"].items():
        rule = rules.by_item(item)
        old = made(base.by_slug(rule.slug)) if one["slug"] in {r.slug for r in base.rules} else {}
        wanted = asked(old | one) if "components" in one else old | one
        extra = set(made(rule)["components"]) - set(wanted["components"])
        assert one["slug"] == rule.slug
        assert wanted["title"] == rule.title
        assert wanted["year"] == rule.year
        assert wanted["components"] == {
            key: part for key, part in made(rule)["components"].items() if key not in extra
        }
        assert all(rule.component(key).known is Known.RECALLED for key in extra)
        assert not extra or "note" in one
    assert list(spec["items"]) == [rule.item for rule in rules.rules]


@pytest.mark.shared
@needs_domain
def test_both_editions_number_their_items_as_the_crosswalk_does():
    rows = [line.split(",") for line in (DOMAIN / "crosswalk.csv").read_text(encoding="utf-8").splitlines()[1:]]
    first, second = load_edition("nacc-2568"), load_edition("nacc-2569")

    assert {row[0]: row[1] for row in rows} == {rule.slug: rule.item for rule in first.rules}
    kept = {rule.slug: rule.item for rule in second.rules if rule.slug != "procurement-monthly"}
    assert kept == {row[0]: row[2] for row in rows if row[0] in kept}
    taken_in = {row[0] for row in rows} - set(kept)
    assert {"service-statistics", "procurement-list-and-progress", "gift-report"} == taken_in


@pytest.mark.parametrize("file", sorted(KEPT.glob("*.json")), ids=lambda file: file.stem)
def test_a_past_edition_asks_for_what_is_written_down_of_it(file):
    """The second source: where it differs, a person sees in which line."""
    assert json.loads(file.read_text(encoding="utf-8")) == specification(load_edition(file.stem))


def test_every_edition_that_is_confirmed_is_frozen_and_written_down():
    confirmed = {rules.edition for rules in shipped() if not rules.provisional}

    assert confirmed == set(frozen_digests())
    assert confirmed == {file.stem for file in KEPT.glob("*.json")}


# --- advice ---


def words_of(text):
    """Folded runs of six letters: enough to tell a word of one's own from one of any text."""
    folded = fold(text)
    return {folded[at : at + 6] for at in range(len(folded) - 5)}


@pytest.mark.parametrize(("rules", "rule"), RULES)
def test_every_component_says_what_to_publish_in_its_own_words(rules, rule):
    silent = [
        part.key
        for part in rule.components
        if len(part.advice) < len("ระบุผู้รับผิดชอบ") or not words_of(part.label) & words_of(part.advice)
    ]

    assert [] == silent
    assert len(rule.advice) > len(rule.title) / 2
    assert rule.where


# --- cases ---


def judged(rule, *statuses):
    return [case for case in rule.cases if isinstance(case, JudgingCase) and case.expect.status in statuses]


def asks_a_person(part):
    """What a machine does not see of it, a person must look at: it is never called absent."""
    return any(isinstance(check, HumanCheck) for check in part.any)


@pytest.mark.parametrize(("rules", "rule"), RULES)
def test_a_case_finds_it(rules, rule):
    assert judged(rule, Status.FOUND)


@pytest.mark.parametrize(("rules", "rule"), RULES)
def test_a_case_lacks_each_component_that_can_lay_blame(rules, rule):
    blamed = {key for case in judged(rule, Status.INCOMPLETE) for key in case.expect.lacking or ()}

    owed = {part.key for part in rule.components if part.known is not Known.RECALLED and not asks_a_person(part)}
    assert set() == owed - blamed


@pytest.mark.parametrize(("rules", "rule"), RULES)
def test_a_case_leaves_to_a_person_each_component_that_a_machine_cannot_deny(rules, rule):
    left = {key for case in judged(rule, *Status) for key, state in case.expect.components if state == "human"}

    assert set() == {part.key for part in rule.components if asks_a_person(part)} - left


@pytest.mark.parametrize(("rules", "rule"), RULES)
def test_a_case_lacks_each_unconfirmed_component_and_one_without_any_is_no_gap(rules, rule):
    unconfirmed = {part.key for part in rule.components if part.known is Known.RECALLED}
    absent = {key for case in judged(rule, *Status) for key in case.expect.lacking or ()}

    assert set() == unconfirmed - absent


@pytest.mark.parametrize(("rules", "rule"), [one for one in RULES if one.values[1].year is not YearRule.IN_FORCE])
def test_a_case_is_out_of_date_where_a_year_is_asked(rules, rule):
    other_year = [part for part in rule.components if part.year is YearRule.IN_FORCE]

    assert judged(rule, Status.OUTDATED) or (other_year and judged(rule, Status.INCOMPLETE))


@pytest.mark.parametrize(("rules", "rule"), RULES)
def test_two_labels_at_least_name_it_and_two_look_like_it(rules, rule):
    labels = [case for case in rule.cases if isinstance(case, LabelCase)]

    assert 2 <= sum(case.item for case in labels)
    assert 2 <= sum(not case.item for case in labels)
