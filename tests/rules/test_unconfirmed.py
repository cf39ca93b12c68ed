"""What is not confirmed never lays blame alone: over all rules of all editions, whatever else is present."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oitcrawl.judge.checks import Shown
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.decide import decide
from oitcrawl.judge.freshness import Fit, Told
from oitcrawl.judge.sighting import Gathered, Sighting
from oitcrawl.judge.signs import Sign
from oitcrawl.model.content import Media
from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.model.harvest import Record
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.ruleset.edition import Known
from oitcrawl.thai.calendar import FiscalYear
from tests.rules.conftest import name_of, shipped

UNCONFIRMED = [
    pytest.param(rules, rule, id=name_of(rules, rule))
    for rules in shipped()
    for rule in rules.rules
    if any(part.known is Known.RECALLED for part in rule.components)
]
HINT = "ยังไม่ยืนยันว่าเกณฑ์ถาม"
STATES = st.sampled_from([ComponentState.PRESENT, ComponentState.ABSENT, ComponentState.UNREADABLE])
KINDS = st.sampled_from([AgencyKind.LOCAL_GOVERNMENT, AgencyKind.CENTRAL])


def finding(rules, rule, states, kind=AgencyKind.LOCAL_GOVERNMENT):
    """The verdict when one content of the right year shows the components in these states, every month told."""
    year = FiscalYear(rules.fiscal_year)
    context = JudgeContext(
        agency=AgencySite(code="x", kind=kind, url="https://x.example/"), fiscal_year=year, as_of=year.ends
    )
    years = {rule.year, *(part.year for part in rule.components if part.year)}
    sighting = Sighting(
        record=Record(url="https://x.example/a.pdf", media=Media.PDF, title=rule.title),
        sign=Sign(slug=rule.slug, strength=0.9, text=rule.title, source="ปกเอกสาร"),
        told=dict.fromkeys(years, Told(years=(year.be,), trust=0.9)),
        fits=dict.fromkeys(years, Fit.RIGHT),
        shown={key: Shown(state=state) for key, state in states.items()},
        months=frozenset(context.months_over),
    )
    return decide(Gathered(sightings={rule.slug: (sighting,)}), replace(rules, rules=(rule,)), context)[0]


def known(rule, *certain):
    return [part.key for part in rule.components if part.known in certain]


@pytest.mark.parametrize(("rules", "rule"), UNCONFIRMED)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_they_never_change_a_verdict_to_a_gap_but_lower_the_confidence(rules, rule, data):
    confirmed = {key: data.draw(STATES) for key in known(rule, Known.SEEN, Known.SEED)}
    doubted = {key: data.draw(STATES) for key in known(rule, Known.RECALLED)}
    kind = data.draw(KINDS)

    best = finding(rules, rule, confirmed | dict.fromkeys(doubted, ComponentState.PRESENT), kind)
    one = finding(rules, rule, confirmed | doubted, kind)
    assert one.status.is_gap <= best.status.is_gap
    assert one.status is not Status.INCOMPLETE or set(one.lacking) == set(best.lacking)
    assert one.confidence <= best.confidence


@pytest.mark.parametrize(("rules", "rule"), UNCONFIRMED)
def test_one_that_is_absent_is_a_hint_and_no_lack(rules, rule):
    states = dict.fromkeys(known(rule, Known.SEEN, Known.SEED), ComponentState.PRESENT)
    doubted = dict.fromkeys(known(rule, Known.RECALLED), ComponentState.ABSENT)
    one = finding(rules, rule, states | doubted)
    whole = finding(rules, rule, states | dict.fromkeys(doubted, ComponentState.PRESENT))

    hints = {part.key: part.note for part in one.components if part.key in doubted}
    assert () == one.lacking
    assert not one.status.is_gap
    assert set(doubted) == {key for key, note in hints.items() if HINT in note}
    assert one.confidence < whole.confidence


@pytest.mark.parametrize(("rules", "rule"), UNCONFIRMED)
def test_with_nothing_present_at_all_only_what_is_confirmed_is_lacking(rules, rule):
    one = finding(rules, rule, dict.fromkeys((part.key for part in rule.components), ComponentState.ABSENT))

    blamed = {rule.component(key).label for key in known(rule, Known.SEEN, Known.SEED)}
    assert set(one.lacking) <= blamed


def test_both_editions_have_some():
    assert {rules.edition for rules in shipped()} == {one.values[0].edition for one in UNCONFIRMED}
    assert date(2025, 9, 30) == FiscalYear(2568).ends
