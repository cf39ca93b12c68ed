"""The topics of a RuleSet compiled into one automaton: which clauses a folded text fulfils, and where. Calm."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import NamedTuple

from oitcrawl.ruleset.rule import Clause, Phrases, Rule, RuleSet
from oitcrawl.thai.text import PhraseIndex, fold_phrase

SHORT_LATIN = 4  # a Latin word of so few letters counts only where it stands apart from other Latin letters

Span = tuple[int, int]


class Candidate(NamedTuple):
    """A clause that a text fulfils: rule number, the spans of its terms in order, and the clause as written."""

    rule: int
    spans: list[Span]
    clause: Clause


class Barred(NamedTuple):
    """A clause that a text fulfils, but for a veto; ``span`` is where the veto stands."""

    rule: int
    span: Span


class Matches(NamedTuple):
    """What a folded text holds."""

    candidates: list[Candidate]
    barred: list[Barred]
    filler: list[Span]
    hub: bool


class _Compiled(NamedTuple):
    rule: int
    terms: tuple[int, ...]
    mask: int
    vetoes: tuple[int, ...]
    veto_mask: int
    clause: Clause


class Clauses:
    """All clauses and vetoes of all topics, looked for in one pass.

    Attributes:
        rules: in the edition's order; numbers in candidates point here.
    """

    def __init__(self, rules: RuleSet, spell: Callable[[str], str] = fold_phrase) -> None:
        self.rules: tuple[Rule, ...] = rules.rules
        self._numbers: dict[Phrases, int] = {}
        self._by_first: dict[int, list[_Compiled]] = {}
        for number, rule in enumerate(rules.rules):
            self._compile(number, rule)
        self._filler, self._hub = (self._number(rules.family(name)) for name in ("filler", "hub"))
        self._bits = [1 << number for number in range(len(self._numbers))]
        self._spell = spell
        self._index_phrases()

    def match(self, folded: str) -> Matches:
        """Every clause that ``folded`` fulfils, vetoed ones apart."""
        places = self._places(folded)
        present = 0
        bits = self._bits
        for term in places:
            present |= bits[term]
        candidates: list[Candidate] = []
        barred: list[Barred] = []
        for term in places:
            for one in self._by_first.get(term, ()):
                if one.mask & present != one.mask:
                    continue
                spans = [place for part in one.terms for place in places[part]]
                veto = _veto(one, places, spans) if one.veto_mask & present else None
                if veto is None:
                    candidates.append(Candidate(one.rule, spans, one.clause))
                else:
                    barred.append(Barred(one.rule, veto))
        return Matches(candidates, barred, places.get(self._filler, []), self._hub in places)

    def _places(self, folded: str) -> dict[int, list[Span]]:
        """Term -> where it stands, without the places inside its excluded longer phrases."""
        places: dict[int, list[Span]] = {}
        walls: dict[int, list[Span]] = {}
        for phrase, start, end in self._index.places(folded):
            terms, walled, short = self._roles[phrase]
            if short and _touches_latin(folded, start, end):
                continue
            for term in terms:
                places.setdefault(term, []).append((start, end))
            for term in walled:
                walls.setdefault(term, []).append((start, end))
        for term, bars in walls.items():
            free = [one for one in places.get(term, ()) if not any(a <= one[0] and one[1] <= b for a, b in bars)]
            if free:
                places[term] = free
            else:
                places.pop(term, None)
        return places

    def _compile(self, number: int, rule: Rule) -> None:
        vetoes = tuple(self._number(veto) for veto in rule.topic.none)
        for clause in rule.topic.any:
            terms = tuple(self._number(term) for term in clause)
            one = _Compiled(number, terms, _mask(terms), vetoes, _mask(vetoes), clause)
            self._by_first.setdefault(terms[0], []).append(one)

    def _number(self, phrases: Phrases) -> int:
        return self._numbers.setdefault(phrases, len(self._numbers))

    @cached_property
    def words(self) -> dict[str, str]:
        """Folded phrase -> the phrase as it is written."""
        written = (word for phrases in self._numbers for word in (*phrases.any, *phrases.inside_not))
        return {self._spell(word): word for word in written}

    def _index_phrases(self) -> None:
        roles: dict[str, tuple[list[int], list[int]]] = {}
        for phrases, number in self._numbers.items():
            for word in _spelt(phrases.any, self._spell):
                roles.setdefault(word, ([], []))[0].append(number)
            for word in _spelt(phrases.inside_not, self._spell):
                roles.setdefault(word, ([], []))[1].append(number)
        self._index = PhraseIndex(roles or {"\u0e2f\u0e2fnothing": ([], [])})
        self._roles = [(tuple(terms), tuple(walls), _is_short_latin(word)) for word, (terms, walls) in roles.items()]


def _veto(one: _Compiled, places: dict[int, list[Span]], spans: list[Span]) -> Span | None:
    """Where a veto stands; one that is only part of a longer word of the clause itself does not count."""
    for term in one.vetoes:
        for start, end in places.get(term, ()):
            if not any(a <= start and end <= b and b - a > end - start for a, b in spans):
                return start, end
    return None


def _spelt(phrases: tuple[str, ...], spell: Callable[[str], str]) -> Iterator[str]:
    return iter(dict.fromkeys(filter(None, map(spell, phrases))))


def _mask(terms: tuple[int, ...]) -> int:
    return sum(1 << term for term in set(terms))


def _is_short_latin(word: str) -> bool:
    return len(word) <= SHORT_LATIN and word.isascii() and not word.isdigit()


def _touches_latin(folded: str, start: int, end: int) -> bool:
    before = folded[start - 1] if start else ""
    after = folded[end] if end < len(folded) else ""
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
