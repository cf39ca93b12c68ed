"""A rule with one clause taken away, for every clause it has. Calm."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from oitcrawl.ruleset.check import Check, ColumnsCheck, HumanCheck, PhraseCheck, Phrases, YearRule
from oitcrawl.ruleset.rule import Clause, Component, Rule

T = TypeVar("T")

NEVER = PhraseCheck(phrases=Phrases(source=(), any=()))
"""A check that nothing satisfies: what is left when the only check of a component is taken away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A rule without one of its clauses.

    Attributes:
        clause: the clause that is gone, as a person finds it in the file.
        rule: what is left.
        topic: the clause of the topic that is gone, or None. What a rule is about is felt by sibling rules too.
    """

    clause: str
    rule: Rule
    topic: Clause | None = None


def mutants(rule: Rule) -> Iterator[Mutant]:
    """Every mutant of a rule, in the order of its file; what it inherits is proved where it is written."""
    yield from _of_topic(rule)
    yield from _of_item(rule)
    for component in rule.components:
        yield from _of_component(rule, component)


def _of_topic(rule: Rule) -> Iterator[Mutant]:
    topic = rule.topic
    own = {name: f"topic.{name}" not in rule.inherited for name in ("any", "none", "hints")}
    for n, clause in enumerate(topic.any if own["any"] else ()):
        left = replace(topic, any=_without(topic.any, n))
        yield Mutant(clause=f"topic.any {clause}", rule=replace(rule, topic=left), topic=clause)
    for n, veto in enumerate(topic.none if own["none"] else ()):
        left = replace(topic, none=_without(topic.none, n))
        gone = Clause(terms=(veto,))
        yield Mutant(clause=f"topic.none {veto.source[0]}", rule=replace(rule, topic=left), topic=gone)
    for n, clause in enumerate(topic.hints if own["hints"] else ()):
        left = replace(topic, hints=_without(topic.hints, n))
        yield Mutant(clause=f"topic.hints {clause}", rule=replace(rule, topic=left), topic=clause)


def _of_item(rule: Rule) -> Iterator[Mutant]:
    if rule.year is not YearRule.IN_FORCE:
        yield Mutant(clause=f"year: {rule.year}", rule=replace(rule, year=YearRule.IN_FORCE))
    if rule.only and "only" not in rule.inherited:
        yield Mutant(clause="only", rule=replace(rule, only=()))
    if rule.due and "due" not in rule.inherited:
        yield Mutant(clause=f"due: {rule.due}", rule=replace(rule, due=None))
    if not rule.pages and "pages" not in rule.inherited:
        yield Mutant(clause="pages: false", rule=replace(rule, pages=True))
    if not rule.offsite and "offsite" not in rule.inherited:
        yield Mutant(clause="offsite: false", rule=replace(rule, offsite=True))


def _of_component(rule: Rule, component: Component) -> Iterator[Mutant]:
    name = f"components.{component.key}"
    others = tuple(one for one in rule.components if one is not component)
    yield Mutant(clause=name, rule=replace(rule, components=others))
    for part, left in _weaker(component) if name not in rule.inherited else ():
        components = tuple(left if one is component else one for one in rule.components)
        yield Mutant(clause=f"{name}.{part}", rule=replace(rule, components=components))


def _weaker(component: Component) -> Iterator[tuple[str, Component]]:
    for n, check in enumerate(component.any):
        yield f"any[{n}] {_told(check)}", replace(component, any=_without(component.any, n) or (NEVER,))
        for part, left in _looser(check):
            checks = tuple(left if at == n else one for at, one in enumerate(component.any))
            yield f"any[{n}].{part}", replace(component, any=checks)
    if component.year:
        yield f"year: {component.year}", replace(component, year=None)
    if component.due:
        yield f"due: {component.due}", replace(component, due=None)
    if component.only:
        yield "only", replace(component, only=())
    if component.unless_nil:
        yield "unless_nil", replace(component, unless_nil=False)


def _looser(check: Check) -> Iterator[tuple[str, Check]]:
    """The check without one of its conditions."""
    match check:
        case PhraseCheck():
            if check.near is not None:
                yield f"near {list(check.near.source)}", replace(check, near=None)
            if check.count > 1:
                yield f"count: {check.count}", replace(check, count=1)
            if check.title:
                yield "title", replace(check, title=False)
        case HumanCheck() if check.images:
            yield f"images: {check.images}", replace(check, images=0)
        case ColumnsCheck() if len(check.columns) > 1:
            for n, column in enumerate(check.columns):
                yield f"columns {list(column.source)}", replace(check, columns=_without(check.columns, n))
        case _:
            return


def _without(values: tuple[T, ...], index: int) -> tuple[T, ...]:
    return values[:index] + values[index + 1 :]


def _told(check: Check) -> str:
    word = type(check).__name__.removesuffix("Check").lower()
    phrases = getattr(check, "phrases", None)
    if isinstance(phrases, Phrases):
        return f"{word} {list(phrases.source)}"
    return f"{word} {check.question}" if isinstance(check, HumanCheck) else word
