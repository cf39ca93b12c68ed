"""Proves rules by their own cases, then takes each clause away in turn and demands that some case feels it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from oitcrawl.judge.reading import CheckIndex
from oitcrawl.judge.topic import TopicMatcher, TopicVerdict
from oitcrawl.prove.listening import ListeningMatcher, Question, Reach
from oitcrawl.prove.mutants import NEVER, Mutant, mutants
from oitcrawl.prove.trial import FailedCase, Trial
from oitcrawl.ruleset.case import Case
from oitcrawl.ruleset.rule import Clause, Rule, RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class UnprovedClause:
    """A clause that no case can feel."""

    item: str
    slug: str
    clause: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofReport:
    """What a proof of one edition came to.

    Attributes:
        cases: number of cases run.
        clauses: number of clauses taken away, one at a time.
    """

    edition: str
    digest: str
    cases: int
    clauses: int
    failed: tuple[FailedCase, ...]
    unproved: tuple[UnprovedClause, ...]

    @property
    def ok(self) -> bool:
        """Whether every case came true and every clause is felt."""
        return not self.failed and not self.unproved

    def lines(self) -> tuple[str, ...]:
        """The report for people: mistakes first, then what no case feels, then the sum in one line."""
        failed = (
            f"ไม่ผ่าน {one.item} «{one.case}»: คาดว่า {one.expected} แต่ได้ {one.actual}"
            + (f" ({one.because})" if one.because else "")
            for one in self.failed
        )
        unproved = (f"ไม่มีกรณีใดรู้สึกเมื่อตัด {one.item} {one.clause}" for one in self.unproved)
        total = (
            f"{self.edition}: กรณีทดสอบ {self.cases} ไม่ผ่าน {len(self.failed)} · "
            f"เงื่อนไข {self.clauses} ยังไม่พิสูจน์ {len(self.unproved)}"
        )
        return (*failed, *unproved, total)

    def as_dict(self) -> dict[str, Any]:
        """The report for other programs, JSON-able."""
        return {**asdict(self), "ok": self.ok}


def prove_rules(rules: RuleSet, *, mutate: bool = True) -> ProofReport:
    """Run the cases of every rule of an edition and, when ``mutate``, feel for each of its clauses."""
    prover = Prover(rules)
    failed = prover.failed
    taken = [(rule, mutant) for rule in rules.rules for mutant in mutants(rule)] if mutate else []
    unproved = tuple(
        UnprovedClause(item=rule.item, slug=rule.slug, clause=mutant.clause)
        for rule, mutant in taken
        if not prover.feels(mutant)
    )
    return ProofReport(
        edition=rules.edition,
        digest=rules.digest,
        cases=sum(len(rule.cases) for rule in rules.rules),
        clauses=len(taken),
        failed=failed,
        unproved=unproved,
    )


def summed(proofs: Sequence[ProofReport]) -> dict[str, Any]:
    """Several editions as one answer for other programs: sums and mistakes, and each edition beside."""
    rows = [proof.as_dict() for proof in proofs]
    return {
        "edition": ", ".join(row["edition"] for row in rows),
        "cases": sum(row["cases"] for row in rows),
        "clauses": sum(row["clauses"] for row in rows),
        "failed": [{"edition": row["edition"], **one} for row in rows for one in row["failed"]],
        "unproved": [{"edition": row["edition"], **one} for row in rows for one in row["unproved"]],
        "ok": all(row["ok"] for row in rows),
        "editions": rows,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What a case came to with the whole rules, and what it asked of the matcher."""

    failure: FailedCase | None
    questions: frozenset[Question]


class Prover:
    """Runs the cases of one edition through the judge that real scans use, with whole rules and with mutants."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._matcher = ListeningMatcher(rules)
        self._index = CheckIndex(rules, beside=(NEVER.phrases,))
        self._trials = [Trial(rule.slug, case) for rule in rules.rules for case in rule.cases]

    @cached_property
    def _outcomes(self) -> dict[Trial, "_Outcome"]:
        """Every case run once with the whole rules."""
        found = {}
        for one in self._trials:
            self._matcher.heard.clear()
            failure = one.run(self._rules, self._matcher, self._index)
            found[one] = _Outcome(failure=failure, questions=frozenset(self._matcher.heard))
        return found

    @property
    def failed(self) -> tuple[FailedCase, ...]:
        """Every case that does not come true."""
        return tuple(one.failure for one in self._outcomes.values() if one.failure is not None)

    def run(self, rule: Rule, case: Case) -> FailedCase | None:
        """The failure of one case of ``rule``, or None when it comes true."""
        return Trial(rule.slug, case).run(self._rules, self._matcher, self._index)

    def feels(self, mutant: Mutant) -> bool:
        """Whether a case that comes true with the whole rule fails with the mutant."""
        rules = _with(self._rules, mutant.rule)
        if mutant.topic is not None:
            return self._feels_topic(mutant.topic, mutant.rule.slug, rules)
        own = (one for one in self._trials if one.judges and one.slug == mutant.rule.slug)
        return any(self._fails(one, rules, self._matcher) for one in own)

    def _feels_topic(self, clause: Clause, slug: str, rules: RuleSet) -> bool:
        """Cases of any rule may feel it; one to whose every question the answer stays is not run again."""
        asked = self._reach.of(clause)
        within = [one for one in self._trials if asked & self._outcomes[one].questions]
        if not within:
            return False
        matcher = self._matcher.fewer(rules)

        def moved(one: Question) -> bool:
            return matcher.classify(one.text, href=one.href) != self._answers[one]

        within.sort(key=lambda one: (one.judges, one.slug != slug))  # the cheapest and likeliest first
        return any(
            any(moved(question) for question in asked & self._outcomes[one].questions)
            and self._fails(one, rules, matcher)
            for one in within
        )

    def _fails(self, one: Trial, rules: RuleSet, matcher: TopicMatcher) -> bool:
        """Whether a case that comes true with the whole rules fails with these; one that never does is no proof."""
        return one.run(rules, matcher, self._index) is not None and self._outcomes[one].failure is None

    @cached_property
    def _asked(self) -> frozenset[Question]:
        """Every question of every case."""
        return frozenset(question for one in self._outcomes.values() for question in one.questions)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self._asked)

    @cached_property
    def _answers(self) -> dict[Question, TopicVerdict]:
        """What the whole rules answer."""
        return {one: self._matcher.classify(one.text, href=one.href) for one in self._asked}


def _with(rules: RuleSet, changed: Rule) -> RuleSet:
    return replace(rules, rules=tuple(changed if rule.slug == changed.slug else rule for rule in rules.rules))
