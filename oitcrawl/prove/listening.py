"""A matcher that remembers what it was asked, so that only cases which can feel a lost clause are run again."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from oitcrawl.judge.topic import TopicMatcher, TopicVerdict
from oitcrawl.ruleset.check import Phrases
from oitcrawl.ruleset.rule import Clause, RuleSet
from oitcrawl.thai.text import WordFinder, bare, fold


class Question(NamedTuple):
    """What the matcher was asked: a text, and the address beside it."""

    text: str
    href: str = ""

    @property
    def bare(self) -> str:
        """All its words, decoded and folded, without the marks that addresses lose."""
        written = f"{self.text} {self.href}"
        return _bare(f"{written} {unquote(written)}")


class ListeningMatcher(TopicMatcher):
    """The matcher of real scans, which also writes down each question."""

    def __init__(self, rules: RuleSet) -> None:
        super().__init__(rules)
        self.heard: set[Question] = set()

    def classify(self, text: str, *, href: str = "", recognised: bool = False) -> TopicVerdict:
        """As the real one."""
        self.heard.add(Question(text, href))
        return super().classify(text, href=href, recognised=recognised)


class Reach:
    """The questions that a clause can have a say in: those that hold one word at least of each of its terms."""

    def __init__(self, asked: Iterable[Question]) -> None:
        self._said = {one: one.bare for one in asked}
        self._holding: dict[Phrases, frozenset[Question]] = {}  # clauses share their terms

    def of(self, clause: Clause) -> frozenset[Question]:
        """The questions within reach of ``clause``."""
        return frozenset.intersection(*(self._hold(term) for term in clause))

    def _hold(self, term: Phrases) -> frozenset[Question]:
        if term not in self._holding:
            words = WordFinder(dict.fromkeys(map(_bare, (*term.any, *term.inside_not))))
            self._holding[term] = frozenset(asked for asked, said in self._said.items() if words.has_any(said))
        return self._holding[term]


def _bare(text: str) -> str:
    """Addresses may have lost marks; without them on both sides nothing that could match is passed over."""
    return bare(fold(text))
