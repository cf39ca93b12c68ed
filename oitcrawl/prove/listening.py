"""A matcher that remembers what it was asked, so that only cases which can feel a lost clause are run again."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from oitcrawl.judge.topic import TopicMatcher, TopicVerdict
from oitcrawl.ruleset.rule import Clause, RuleSet
from oitcrawl.thai.text import bare, fold


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

    def __init__(self, clause: Clause) -> None:
        self._terms = [tuple({_bare(word) for word in (*term.any, *term.inside_not)}) for term in clause]

    def of(self, words: dict[Question, str]) -> Iterable[Question]:
        """Of these questions (with their bare words) the ones within reach."""
        return (
            asked for asked, said in words.items() if all(any(one in said for one in term) for term in self._terms)
        )


def _bare(text: str) -> str:
    """Addresses may have lost marks; without them on both sides nothing that could match is passed over."""
    return bare(fold(text))
