"""Only questions that a lost clause can have a say in are asked again; none that it can is passed over."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.judge.reading import CheckIndex
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.prove import Prover
from oitcrawl.prove.listening import ListeningMatcher, Question, Reach
from oitcrawl.prove.mutants import mutants
from oitcrawl.prove.trial import Trial
from oitcrawl.ruleset.check import Phrases
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.rule import Clause

TOY = Path(__file__).parents[1] / "ruleset" / "toy"
RULES = load_edition("moit-toy", root=TOY)
INDEX = CheckIndex(RULES)
TOPICS = [mutant for rule in RULES.rules for mutant in mutants(rule) if mutant.topic is not None]
WORDS = sorted({word for mutant in TOPICS for term in mutant.topic for word in term})

pieces = st.sampled_from([*WORDS, "ประจำปี", " ", "2568", "%E0%B8%A2%E0%B8%B2", "โรงพยาบาล", ".pdf", "/"])


def phrases(*words):
    return Phrases(source=words, any=words)


@pytest.mark.parametrize(
    ("text", "href", "within"),
    [
        ("แผนจัดซื้อยา", "", True),
        ("แผนงาน", "", False),
        ("แ ผ น / ย า", "", True),
        ("คลิก", "https://www.agency.example/%E0%B9%81%E0%B8%9C%E0%B8%99%E0%B8%A2%E0%B8%B2.pdf", True),
        ("แผน", "/ยา.pdf", True),
    ],
)
def test_a_question_is_within_reach_when_it_holds_a_word_of_every_term(text, href, within):
    question = Question(text, href)
    clause = Clause(terms=(phrases("แผน"), phrases("ยา", "เวชภัณฑ์")))

    assert within == (question in Reach([question]).of(clause))


def test_the_marks_that_addresses_lose_do_not_matter():
    question = Question("", "/ปฏบตการจดการ")

    assert {question} == Reach([question]).of(Clause(terms=(phrases("ปฏิบัติการจัดการ"),)))


@given(st.lists(pieces, min_size=1, max_size=5).map("".join), st.sampled_from(TOPICS))
def test_beyond_the_reach_of_a_lost_clause_every_answer_stays(text, mutant):
    question = Question(text)
    if not Reach([question]).of(mutant.topic):
        rules = replace(RULES, rules=tuple(mutant.rule if r.slug == mutant.rule.slug else r for r in RULES.rules))

        assert TopicMatcher(RULES).classify(text) == TopicMatcher(rules).classify(text)


@pytest.mark.parametrize("mutant", TOPICS, ids=lambda one: f"{one.rule.slug} {one.clause}")
def test_the_short_way_feels_what_the_long_way_feels(mutant):
    rules = replace(RULES, rules=tuple(mutant.rule if r.slug == mutant.rule.slug else r for r in RULES.rules))
    trials = [Trial(rule.slug, case) for rule in RULES.rules for case in rule.cases]
    failing = [
        one
        for one in trials
        if one.run(rules, TopicMatcher(rules), INDEX) and not one.run(RULES, TopicMatcher(RULES), INDEX)
    ]

    assert bool(failing) == Prover(RULES).feels(mutant)


def test_it_answers_as_the_real_one_and_remembers_the_question():
    matcher = ListeningMatcher(RULES)

    assert TopicMatcher(RULES).classify("แผนจัดซื้อยา") == matcher.classify("แผนจัดซื้อยา")
    assert {Question("แผนจัดซื้อยา")} == matcher.heard
