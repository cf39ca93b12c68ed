"""A rule as the engine sees it: frozen, phrases resolved, nothing left to look up. Calm."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from oitcrawl.model.site import AgencyKind
from oitcrawl.ruleset.case import Case
from oitcrawl.ruleset.check import Check, MonthsCheck, Phrases, YearRule
from oitcrawl.ruleset.edition import EQUAL_WEIGHTS, Indicator, Known, Weights, YearlyWindow
from oitcrawl.ruleset.scheme import Numbering


class Due(StrEnum):
    """When a thing begins to be owed."""

    HALF_YEAR = "half_year"  # after 31 March of the fiscal year
    FIRST_MONTH = "first_month"  # after 31 October of the fiscal year, when its first month has ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """Terms that must all occur; each term is a set of alternatives."""

    terms: tuple[Phrases, ...]

    def __iter__(self) -> Iterator[Phrases]:
        return iter(self.terms)

    def __str__(self) -> str:
        """The clause as it was written."""
        return "[" + ", ".join(source for term in self.terms for source in term.source) + "]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a label, title, heading, file name or cover must say to be about an item.

    Attributes:
        any: one of these clauses suffices.
        none: vetoes; any of these and it is not this item.
        hints: clauses for addresses and file names; weaker.
    """

    any: tuple[Clause, ...]
    none: tuple[Phrases, ...] = ()
    hints: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One thing that the evidence of an item must hold.

    Attributes:
        key: permanent name inside the rule.
        label: Thai name.
        any: alternatives, one of which suffices.
        only: asked of these kinds of agency; empty means all.
        year: overrides the item's year, or None.
        due: not owed before then, or None.
        unless_nil: satisfied when the text says that there was none (family ``@nil``).
        advice: what to publish when it is absent; may be empty.
    """

    key: str
    label: str
    known: Known
    any: tuple[Check, ...]
    only: tuple[AgencyKind, ...] = ()
    year: YearRule | None = None
    due: Due | None = None
    unless_nil: bool = False
    advice: str = ""
    note: str = ""

    def asked_of(self, kind: AgencyKind) -> bool:
        """Whether an agency of this kind is asked for it."""
        return not self.only or kind in self.only


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One item of an edition.

    Attributes:
        item: its code in the edition, such as ``O7``.
        slug: its permanent name across editions.
        pages: an HTML page itself may be the evidence.
        offsite: evidence may be kept elsewhere.
        only: asked of these kinds of agency; empty means all.
        due: nothing is owed before then, or None.
        where: Thai names of menus where people expect it.
        path: the file it was read from, for messages.
        inherited: groups of clauses (``topic.any``, ``components.results``) written, and proved, in the base edition.
    """

    item: str
    slug: str
    title: str
    group: str
    year: YearRule
    topic: Topic
    components: tuple[Component, ...]
    pages: bool = True
    offsite: bool = True
    only: tuple[AgencyKind, ...] = ()
    due: Due | None = None
    advice: str = ""
    where: tuple[str, ...] = ()
    note: str = ""
    cases: tuple[Case, ...] = ()
    path: str = ""
    inherited: frozenset[str] = frozenset()

    def asked_of(self, kind: AgencyKind) -> bool:
        """Whether an agency of this kind is asked for it."""
        return not self.only or kind in self.only

    def component(self, key: str) -> Component:
        """The component of this key. KeyError when there is none."""
        return {component.key: component for component in self.components}[key]


def asks_for_months(of: Rule | Component) -> bool:
    """Whether every month that has ended is asked for."""
    parts = of.components if isinstance(of, Rule) else (of,)
    return any(isinstance(check, MonthsCheck) for part in parts for check in part.any)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One edition, whole.

    Attributes:
        digest: ``sha256:...`` over everything that can change a verdict.
        note: a Thai sentence that every output of a provisional edition carries.
        fiscal_year: the Buddhist fiscal year that the edition was made for.
        groups: (group, title) pairs.
        rules: in the edition's order.
        vocabulary: (family, phrases) pairs by name.
        numberings: what numbers mean in past editions and look-alike lists; facts of other lists, not of the edition.
    """

    edition: str
    title: str
    authority: str = ""
    note: str = ""
    provisional: bool = False
    fiscal_year: int
    digest: str
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    weights: Weights = EQUAL_WEIGHTS
    window: YearlyWindow | None = None
    rules: tuple[Rule, ...]
    vocabulary: tuple[tuple[str, Phrases], ...] = ()
    numberings: tuple[Numbering, ...] = field(default=(), hash=False)  # they hold mappings

    def by_item(self, item: str) -> Rule:
        """The rule of an item code such as ``O7``. KeyError when the edition has none."""
        return {rule.item: rule for rule in self.rules}[item]

    def by_slug(self, slug: str) -> Rule:
        """The rule of a slug. KeyError when the edition has none."""
        return {rule.slug: rule for rule in self.rules}[slug]

    def family(self, name: str) -> Phrases:
        """A family of the vocabulary, without its ``@``; empty when the edition has none of that name."""
        return dict(self.vocabulary).get(name, Phrases(source=(f"@{name}",), any=()))
