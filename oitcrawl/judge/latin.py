"""What Latin words in addresses, file names and English labels hint at: whole words, joined as clauses. Calm."""

import re
from typing import NamedTuple

from oitcrawl.judge.slips import NearWords
from oitcrawl.ruleset.rule import Clause, RuleSet

SHARE = 0.5  # of a name's telling letters that a clause must explain
JOINED = 3  # letters of the shortest word that may be written together with others


class Hint(NamedTuple):
    """A clause of Latin words that a name fulfils: rule number, clause, its words, and their share of the name."""

    rule: int
    clause: Clause
    words: tuple[str, ...]
    share: float


class LatinHints:
    """All hints of an edition, looked for among the words of a name."""

    def __init__(self, rules: RuleSet) -> None:
        self._clauses = [
            (number, clause, tuple(tuple(tuple(_WORD.findall(word.lower())) for word in term) for term in clause))
            for number, rule in enumerate(rules.rules)
            for clause in rule.topic.hints
        ]
        # word -> clauses that it can begin: a name has few words, and there are many clauses
        self._beginning: dict[str, list[int]] = {}
        for at, (_, _, terms) in enumerate(self._clauses):
            for first in dict.fromkeys(words[0] for words in terms[0] if words):
                self._beginning.setdefault(first, []).append(at)
        said = {word for _, _, terms in self._clauses for term in terms for words in term for word in words}
        self._filler = frozenset(rules.family("latin-filler"))
        self._other = frozenset(rules.family("latin-other"))
        self._paper = frozenset(rules.family("latin-paper"))
        self._known = said | self._filler | self._other
        self._near = NearWords(said)

    def told(self, name: str) -> Hint | None:
        """The clause that explains most of ``name``; None when none explains half of it."""
        words = self.words(name)
        best: Hint | None = None
        for at in sorted({at for word in words for at in self._beginning.get(word, ())}):
            number, clause, terms = self._clauses[at]
            met = _met(terms, words)
            if met is not None and (best is None or _rank(met) > _rank(best.words)):
                best = Hint(number, clause, met, 0.0)
        if best is None or any(word in self._other and word not in best.words for word in words):
            return None
        telling = sum(len(word) for word in words if word not in self._filler or word in best.words)
        share = _weight(best.words) / telling
        return best._replace(share=share) if share >= SHARE else None

    def is_paper(self, name: str) -> bool:
        """Whether ``name`` only says what kind of paper it is, and of what time."""
        words = self.words(name)
        return len(words) > 1 and all(word in self._paper or word in self._filler for word in words)

    def words(self, name: str) -> list[str]:
        """The words of a name: parted by separators, digits and capitals, and where known words stand together."""
        found = []
        for word in _WORD.findall(_CAPITAL.sub(" ", name).lower()):
            if word in self._known:
                found.append(word)
            elif word.endswith("s") and word[:-1] in self._known:
                found.append(word[:-1])
            else:
                found.extend(self._taken_apart(word) or (self._near.nearest(word) or word,))
        return list(dict.fromkeys(found))

    def _taken_apart(self, joined: str) -> tuple[str, ...]:
        """Known words that ``joined`` consists of, nothing left over, longest first; empty when it does not."""
        for end in range(len(joined) - 1, 1, -1):
            head, tail = joined[:end], joined[end:]
            if head not in self._known:
                continue
            if tail in self._known and max(len(head), len(tail)) > JOINED:
                return head, tail
            if more := self._taken_apart(tail):
                return head, *more
        return ()


def _met(terms: tuple[tuple[tuple[str, ...], ...], ...], words: list[str]) -> tuple[str, ...] | None:
    """The words that fulfil every term, each by its first alternative; None when a term has none."""
    met: list[str] = []
    for term in terms:
        found = next((some for some in term if all(word in words for word in some)), None)
        if found is None:
            return None
        met.extend(found)
    return tuple(dict.fromkeys(met))


def _weight(words: tuple[str, ...]) -> int:
    return sum(map(len, words))


def _rank(words: tuple[str, ...]) -> tuple[int, int]:
    """For comparing: a name that fulfils a plan and its report is the report."""
    return len(words), _weight(words)


_WORD = re.compile(r"[a-z]+")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")

__all__ = ["Hint", "LatinHints"]
