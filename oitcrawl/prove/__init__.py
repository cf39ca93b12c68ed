"""Proves rules by their own cases, then takes each clause away in turn and demands that some case feels it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.decide import decide
from oitcrawl.judge.gather import gather
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.finding import ComponentState, ItemFinding
from oitcrawl.prove.mutants import Mutant, mutants
from oitcrawl.prove.sites import CaseSite, site_of
from oitcrawl.ruleset.case import Case, JudgingCase, LabelCase
from oitcrawl.ruleset.rule import Rule, RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedCase:
    """A case whose expectation did not come true; ``expected`` and ``actual`` say what it looked at."""

    item: str
    slug: str
    case: str
    expected: str
    actual: str
    because: str = ""


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
    failed = tuple(bad for rule in rules.rules for case in rule.cases if (bad := prover.run(rule, case)))
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


class Prover:
    """Runs cases of one edition through the judge that real scans use."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._matcher = TopicMatcher(rules)
        self._sites: dict[JudgingCase, CaseSite] = {}
        self._sound: dict[tuple[str, Case], bool] = {}

    def run(self, rule: Rule, case: Case) -> FailedCase | None:
        """The failure of one case of ``rule``, or None when it comes true."""
        return self._run(rule, case, self._rules, self._matcher)

    def feels(self, mutant: Mutant) -> bool:
        """Whether a case that comes true with the whole rule fails with the mutant."""
        rules = _with(self._rules, mutant.rule)
        matcher = TopicMatcher(rules) if mutant.of_topic else self._matcher
        return any(
            self._run(rule, case, rules, matcher) is not None and self._is_sound(rule, case)
            for rule, case in self._witnesses(mutant)
        )

    def _witnesses(self, mutant: Mutant) -> Iterator[tuple[Rule, Case]]:
        """Cases that may feel the mutant, the likeliest and cheapest first."""
        own = mutant.rule
        siblings = [rule for rule in self._rules.rules if rule.slug != own.slug]
        if mutant.of_topic:
            yield from (
                (rule, case) for rule in (own, *siblings) for case in rule.cases if isinstance(case, LabelCase)
            )
        yield from ((own, case) for case in own.cases if isinstance(case, JudgingCase))
        if mutant.of_topic:
            yield from ((rule, case) for rule in siblings for case in rule.cases if isinstance(case, JudgingCase))

    def _is_sound(self, rule: Rule, case: Case) -> bool:
        """A case that fails anyway proves nothing."""
        key = rule.slug, case
        if key not in self._sound:
            self._sound[key] = self.run(self._rules.by_slug(rule.slug), case) is None
        return self._sound[key]

    def _run(self, rule: Rule, case: Case, rules: RuleSet, matcher: TopicMatcher) -> FailedCase | None:
        if isinstance(case, LabelCase):
            return _label_failure(rule, case, matcher)
        finding = self._judge(rules.by_slug(rule.slug), case, rules, matcher)
        return _judging_failure(rule, case, finding)

    def _judge(self, rule: Rule, case: JudgingCase, rules: RuleSet, matcher: TopicMatcher) -> ItemFinding:
        site = self._sites.setdefault(case, self._sites.get(case) or site_of(case))
        context = JudgeContext(
            agency=site.agency, fiscal_year=case.fiscal_year, as_of=case.as_of, coverage=site.harvest.coverage
        )
        # One rule to judge by; which item a content speaks of is still told by the matcher of the whole edition.
        alone = replace(rules, rules=(rule,))
        gathered = gather(site.harvest, site.load, alone, matcher, context)
        return decide(gathered, alone, context)[0]


def _with(rules: RuleSet, changed: Rule) -> RuleSet:
    return replace(rules, rules=tuple(changed if rule.slug == changed.slug else rule for rule in rules.rules))


def _label_failure(rule: Rule, case: LabelCase, matcher: TopicMatcher) -> FailedCase | None:
    verdict = matcher.classify(case.label, href=case.href)
    if (verdict.slug == rule.slug) == case.item:
        return None
    expected = rule.item if case.item else f"ไม่ใช่ {rule.item}"
    return FailedCase(
        item=rule.item,
        slug=rule.slug,
        case=case.name,
        expected=expected,
        actual=verdict.item or "ไม่ใช่ข้อใด",
        because=verdict.because,
    )


def _judging_failure(rule: Rule, case: JudgingCase, finding: ItemFinding) -> FailedCase | None:
    expected, actual = _looked_at(case, finding)
    if expected == actual:
        return None
    return FailedCase(
        item=rule.item,
        slug=rule.slug,
        case=case.name,
        expected=", ".join(expected),
        actual=", ".join(actual),
        because=finding.because,
    )


def _looked_at(case: JudgingCase, finding: ItemFinding) -> tuple[list[str], list[str]]:
    """What the case demands and what came of it, as far as the case looks."""
    demand = case.expect
    states = {one.key: one.state for one in finding.components}
    expected, actual = [demand.status.value], [finding.status.value]
    if demand.lacking is not None:
        absent = [key for key, state in states.items() if state is ComponentState.ABSENT]
        expected.append(f"lacking {sorted(demand.lacking)}")
        actual.append(f"lacking {sorted(absent)}")
    for key, state in demand.components:
        expected.append(f"{key} {state}")
        actual.append(f"{key} {states.get(key, '-')}")
    if demand.year_found is not None:
        expected.append(f"year {sorted(demand.year_found)}")
        actual.append(f"year {sorted(finding.year_found)}")
    return expected, actual
