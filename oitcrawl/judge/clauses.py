"""The topics of a RuleSet compiled into one automaton: which clauses a folded text fulfils, and where. Calm."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from oitcrawl.judge.slips import Slips
from oitcrawl.ruleset.check import Phrases
from oitcrawl.ruleset.rule import Clause, Rule, RuleSet
from oitcrawl.thai.text import PhraseIndex, fold_phrase

SHORTEST_TAIL, LONGEST_TAIL = 3, 40  # folded characters of the end of a text that broke off within a word
WHOLE = 8  # of these, where the broken word is all that names an item
COMMON = frozenset(("การ", "ความ", "ประ", "และ", "ของ", "ที่", "ให้", "ด้าน", "งาน"))  # they begin any word
SUBJECT = 7  # folded characters of a term that two items share as their subject; shorter ones are of any paper
LAST = "\uffff"
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
        terms: the phrases of their topics.
    """

    def __init__(
        self, rules: RuleSet, spell: Callable[[str], str] = fold_phrase, *, terms: "Terms | None" = None
    ) -> None:
        """``terms`` of other rules serve as well, when the topics of these hold no phrase that those do not."""
        self.rules: tuple[Rule, ...] = rules.rules
        self.terms = Terms(_groups(rules), spell) if terms is None else terms
        self._by_first: dict[int, list[_Compiled]] = {}
        for number, rule in enumerate(rules.rules):
            self._compile(number, rule)
        self._filler, self._hub = (self.terms.number(rules.family(name)) for name in _FAMILIES)
        self._bits = [1 << number for number in range(len(self.terms))]

    @property
    def words(self) -> dict[str, str]:
        """Folded phrase -> the phrase as it is written."""
        return self.terms.words

    def match(self, folded: str) -> Matches:
        """Every clause that ``folded`` fulfils, vetoed ones apart."""
        return self._matches(self.terms.places(folded))

    def kin(self, folded: str) -> frozenset[int]:
        """Numbers of the rules of whose subject ``folded`` speaks, though it fulfils no clause and no veto of theirs.

        A term that only items of one group use is their subject (personnel); one that several groups use is a form of
        paper (a plan, a report), and tells of none of them.
        """
        places = self.terms.places(folded)
        touched = (number for term in places for number in self._subjects.get(term, ()))
        return frozenset(one for one in touched if places.keys().isdisjoint(self._vetoes.get(one, ())))

    def about(self, texts: Iterable[str]) -> frozenset[int]:
        """As ``kin``, only by words that no other group uses for anything; a veto in one text holds for all."""
        found: set[int] = set()
        barred: set[int] = set()
        for places in map(self.terms.places, texts):
            found.update(*self._telling(places).values())
            barred.update(one for one, vetoes in self._vetoes.items() if not places.keys().isdisjoint(vetoes))
        return frozenset(found - barred)

    def beside(self, folded: str, clause: Clause) -> frozenset[int]:
        """Numbers of the rules of its group that share with ``clause``, where ``folded`` fulfils it, the subject."""
        places = self.terms.places(folded)
        own = [one for one in self._matches(places).candidates if one.clause == clause]
        groups = {self.rules[one.rule].group for one in own}
        spans = [span for one in own for span in one.spans]
        near = (
            some
            for (start, end), some in self._telling(places).items()
            if any(a <= start <= end <= b or start <= a <= b <= end for a, b in spans)
        )
        return frozenset(number for some in near for number in some if self.rules[number].group in groups)

    def _telling(self, places: dict[int, list[Span]]) -> dict[Span, set[int]]:
        """Where words of one group stand that are long enough to be a subject, and the rules that use them."""
        users: dict[Span, set[int]] = {}
        for term, spans in places.items():
            for span in spans:
                users.setdefault(span, set()).update(self._users.get(term, ()))
        return {
            (start, end): some
            for (start, end), some in users.items()
            if end - start >= SUBJECT and len({self.rules[one].group for one in some}) == 1
        }

    @cached_property
    def _subjects(self) -> dict[int, frozenset[int]]:
        return {
            term: frozenset(some)
            for term, some in self._users.items()
            if len({self.rules[one].group for one in some}) == 1
        }

    @cached_property
    def _users(self) -> dict[int, set[int]]:
        users: dict[int, set[int]] = {}
        for number, rule in enumerate(self.rules):
            for term in (term for clause in rule.topic.any for term in clause):
                users.setdefault(self.terms.number(term), set()).add(number)
        return users

    @cached_property
    def _vetoes(self) -> dict[int, frozenset[int]]:
        return {number: frozenset(map(self.terms.number, rule.topic.none)) for number, rule in enumerate(self.rules)}

    def completed(self, folded: str) -> Matches | None:
        """As ``match``, where the last word of a text that broke off counts for each phrase that it begins.

        Only clauses count whose other terms are all there; None when the text ends in no such beginning.
        """
        tail, begun = self.terms.begun(folded)
        if not begun:
            return None
        places = self.terms.places(folded)
        place = (len(folded) - tail, len(folded))
        ways = [places | {term: [place]} for term in begun if term not in places]
        candidates = [one for more in ways for one in self._matches(more).candidates if place in one.spans]
        sound = [one for one in candidates if len(one.clause.terms) > 1 or tail >= WHOLE]
        return Matches(sound, [], places.get(self._filler, []), False) if sound else None

    def _matches(self, places: dict[int, list[Span]]) -> Matches:
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

    def _compile(self, number: int, rule: Rule) -> None:
        vetoes = tuple(self.terms.number(veto) for veto in rule.topic.none)
        for clause in rule.topic.any:
            terms = tuple(self.terms.number(term) for term in clause)
            one = _Compiled(number, terms, _mask(terms), vetoes, _mask(vetoes), clause)
            self._by_first.setdefault(terms[0], []).append(one)


_FAMILIES = ("filler", "hub")


def _groups(rules: RuleSet) -> Iterator[Phrases]:
    for rule in rules.rules:
        yield from rule.topic.none
        yield from (term for clause in rule.topic.any for term in clause)
    yield from map(rules.family, _FAMILIES)


class Terms:
    """The phrases of all topics in one automaton."""

    def __init__(self, groups: Iterable[Phrases], spell: Callable[[str], str]) -> None:
        self._numbers: dict[Phrases, int] = {}
        for group in groups:
            self._numbers.setdefault(group, len(self._numbers))
        self._spell = spell
        roles: dict[str, tuple[list[int], list[int]]] = {}
        for phrases, number in self._numbers.items():
            for word in _spelt(phrases.any, spell):
                roles.setdefault(word, ([], []))[0].append(number)
            for word in _spelt(phrases.inside_not, spell):
                roles.setdefault(word, ([], []))[1].append(number)
        self._index = PhraseIndex(roles or {"\u0e2f\u0e2fnothing": ([], [])})
        self._written = {word: tuple(terms) for word, (terms, _) in roles.items()}
        self._roles = [(tuple(terms), tuple(walls), _is_short_latin(word)) for word, (terms, walls) in roles.items()]

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, phrases: Phrases) -> int:
        """The number of a term. KeyError when it is none of them."""
        return self._numbers[phrases]

    @cached_property
    def words(self) -> dict[str, str]:
        """Folded phrase -> the phrase as it is written."""
        written = (word for phrases in self._numbers for word in (*phrases.any, *phrases.inside_not))
        return {self._spell(word): word for word in written}

    @cached_property
    def slips(self) -> Slips:
        """The words of these phrases, known even where they are spelt wrongly."""
        return Slips(self.words)

    def places(self, folded: str) -> dict[int, list[Span]]:
        """Term -> where it stands, without the places inside its excluded longer phrases."""
        places: dict[int, list[Span]] = {}
        walls: dict[int, list[Span]] = {}
        hits = self._index.places(folded)
        for phrase, start, end in hits:
            terms, walled, short = self._roles[phrase]
            if short and _touches_latin(folded, start, end) and not _is_parted(folded, start, end, hits):
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

    def begun(self, folded: str) -> tuple[int, tuple[int, ...]]:
        """The longest end of a text that begins phrases: its length, and the terms of these phrases."""
        for start in range(max(len(folded) - LONGEST_TAIL, 0), len(folded) - SHORTEST_TAIL + 1):
            tail = folded[start:]
            if tail in COMMON:
                continue
            phrases = self._sorted[bisect_left(self._sorted, (tail,)) : bisect_left(self._sorted, (tail + LAST,))]
            begun = [terms for phrase, terms in phrases if len(tail) < len(phrase) <= 3 * len(tail)]
            if begun:
                return len(tail), tuple(dict.fromkeys(term for terms in begun for term in terms))
        return 0, ()

    @cached_property
    def _sorted(self) -> list[tuple[str, tuple[int, ...]]]:
        return sorted((word, terms) for word, terms in self._written.items() if not word.isascii())


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


def _is_parted(folded: str, start: int, end: int, hits: list[tuple[int, int, int]]) -> bool:
    """Whether longer words of the rules part a Latin word from its neighbours: spaces between are folded away."""
    others = [(a, b) for _, a, b in hits if b - a > SHORT_LATIN]
    begins = not _is_latin(folded[start - 1 : start]) or any(
        b == start or (a < start and b == end) for a, b in others
    )
    ends = not _is_latin(folded[end : end + 1]) or any(a == end or (a == start and b > end) for a, b in others)
    return begins and ends


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _touches_latin(folded: str, start: int, end: int) -> bool:
    return (start > 0 and _is_latin(folded[start - 1])) or _is_latin(folded[end : end + 1])
