"""Phrase families: what ``@name`` stands for, and the misspellings that people keep making. Calm."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product
from typing import NoReturn

from oitcrawl.ruleset.check import Phrases

MAX_VARIANTS = 16

Fail = Callable[[str, str], NoReturn]
"""Raises for a mistake: message and cure."""


@dataclass(frozen=True, slots=True)
class Family:
    """A family as written: phrases and @names, and the longer phrases inside which it does not count."""

    terms: tuple[str, ...]
    inside_not: tuple[str, ...] = ()


class Vocabulary:
    """Resolves written terms to phrases."""

    def __init__(self, families: Mapping[str, Family], spelling: Mapping[str, Sequence[str]]) -> None:
        self._families = families
        self._spelling = spelling
        self._resolved: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The families, as in the files."""
        return tuple(self._families)

    def phrases(self, terms: Sequence[str], fail: Fail) -> Phrases:
        """What a list of phrases and @families stands for.

        Args:
            terms: as written.
            fail: called for an unknown family or families that include each other in a circle.
        """
        found, inside_not = self._resolve(terms, (), fail)
        return Phrases(source=tuple(terms), any=self._spelt(found), inside_not=self._spelt(inside_not))

    def _resolve(
        self, terms: Sequence[str], trail: tuple[str, ...], fail: Fail
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        found: list[str] = []
        inside_not: list[str] = []
        for term in terms:
            more, less = self._family(term[1:], trail, fail) if term.startswith("@") else ((term,), ())
            found.extend(more)
            inside_not.extend(less)
        return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(inside_not))

    def _family(self, name: str, trail: tuple[str, ...], fail: Fail) -> tuple[tuple[str, ...], tuple[str, ...]]:
        if name in self._resolved:
            return self._resolved[name]
        if name in trail:
            fail(f"กลุ่มคำอ้างกันเป็นวง: {' → '.join(f'@{step}' for step in (*trail, name))}", "ตัดการอ้างออกหนึ่งแห่ง")
        if name not in self._families:
            fail(f"ไม่รู้จักกลุ่มคำ '@{name}'", did_you_mean(name, self.names))
        family = self._families[name]
        found, inner = self._resolve(family.terms, (*trail, name), fail)
        outer, _ = self._resolve(family.inside_not, (*trail, name), fail)
        self._resolved[name] = found, tuple(dict.fromkeys((*inner, *outer)))
        return self._resolved[name]

    def _spelt(self, phrases: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(variant for phrase in phrases for variant in self._variants(phrase)))

    def _variants(self, phrase: str) -> list[str]:
        """The phrase and its recurrent misspellings, the right one first."""
        slips = [(right, wrong) for right, wrong in self._spelling.items() if right in phrase]
        variants = []
        for choice in product(*((right, *wrong) for right, wrong in slips)):
            variant = phrase
            for (right, _), word in zip(slips, choice, strict=True):
                variant = variant.replace(right, word)
            variants.append(variant)
        return list(dict.fromkeys(variants))[:MAX_VARIANTS]


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """The cure for a word that is not known: the nearest one that is, or all of them when they are few."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    if near:
        return f"หมายถึง {near[0]!r} หรือไม่ (did you mean {near[0]!r}?)"
    return f"ที่ใช้ได้: {', '.join(known)}" if 0 < len(known) <= 16 else ""  # noqa: PLR2004 - more do not fit a line
