"""One case on trial: its label classified, or its small site judged, and the outcome held against what it demands."""

from dataclasses import dataclass, replace
from functools import cached_property

from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.decide import decide
from oitcrawl.judge.gather import gather, topics_of
from oitcrawl.judge.reading import CheckIndex
from oitcrawl.judge.signs import Topics
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.finding import ComponentState, ItemFinding
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


@dataclass(frozen=True, eq=False)
class Trial:
    """A case and the slug of the rule that it stands in; equal to itself only, so that it is quick to look up."""

    slug: str
    case: Case

    @property
    def judges(self) -> bool:
        """Whether it is a judging case."""
        return isinstance(self.case, JudgingCase)

    @cached_property
    def _site(self) -> CaseSite:
        assert isinstance(self.case, JudgingCase)
        return site_of(self.case)

    @cached_property
    def _read(self) -> list[tuple[TopicMatcher, Topics]]:
        return []

    def run(self, rules: RuleSet, matcher: TopicMatcher, index: CheckIndex) -> FailedCase | None:
        """Its failure under these rules, or None when it comes true.

        ``matcher`` knows the topics of these rules, ``index`` the phrases of their checks.
        """
        rule = rules.by_slug(self.slug)
        if isinstance(self.case, LabelCase):
            return _label_failure(rule, self.case, matcher)
        return _judging_failure(rule, self.case, self._judge(rule, self.case, rules, matcher, index))

    def _judge(
        self, rule: Rule, case: JudgingCase, rules: RuleSet, matcher: TopicMatcher, index: CheckIndex
    ) -> ItemFinding:
        site = self._site
        context = JudgeContext(
            agency=site.agency, fiscal_year=case.fiscal_year, as_of=case.as_of, coverage=site.harvest.coverage
        )
        # One rule to judge by; which item a content speaks of is still told by the matcher of the whole edition.
        alone = replace(rules, rules=(rule,))
        topics = self._topics(alone, matcher, context)
        gathered = gather(site.harvest, site.load, alone, matcher, context, topics=topics, index=index)
        return decide(gathered, alone, context)[0]

    def _topics(self, alone: RuleSet, matcher: TopicMatcher, context: JudgeContext) -> Topics:
        """What words of the site speak of which items: kept for the first matcher, whatever its checks ask for."""
        if self._read and self._read[0][0] is matcher:
            return self._read[0][1]
        topics = topics_of(self._site.harvest, alone, matcher, context)
        if not self._read:
            self._read.append((matcher, topics))
        return topics


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
