"""Which disclosure a label, title, file name or address is about: all rules' topics looked for in one pass. Calm."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from oitcrawl.judge.addresses import THAI, is_path, parts_of_path, words_of_path
from oitcrawl.judge.clauses import Candidate, Clauses, Matches, Span, Terms
from oitcrawl.judge.latin import LatinHints
from oitcrawl.judge.remembered import Remembered
from oitcrawl.model.content import Label
from oitcrawl.ruleset.rule import Clause, RuleSet
from oitcrawl.thai.text import bare, fold, fold_label

FLOOR = 0.42  # below it a text only mentions the topic in passing
WHOLE = 0.9  # from it on the words of one item explain the whole text
NEAR_TIE = 3  # folded characters of difference that leave two items hardly apart
HINTED = 0.5  # score of an address or file name that only hints, in Latin words
MENDED = 0.8  # of the score that stays when words had to be put right or completed first
SHORT = 64  # folded characters of a label or name; in longer texts no slip of the pen is looked for
BLOCK = 160  # folded characters of running text in which the terms of a clause must stand together
CACHE = 30_000  # verdicts kept of texts: the same words lead to many addresses
ADDRESSES = 6_000  # verdicts kept of addresses
INTERESTS = 20_000  # interests kept
TAIL = 80  # characters of an address that tell of its target


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicVerdict:
    """What a text would be taken for.

    Attributes:
        slug, item: of the disclosure, or None when it is about none.
        score: 0-1, how surely.
        because: why, one Thai line.
        runner_up: slug and score of the next best disclosure, or None.
        hub: it names a place where disclosures are listed (an ITA page, a year folder).
        clause: of the rule, that the text fulfils; None when it is about nothing.
        barred: slug of a disclosure that the text would be about, but for a word that rules it out.
    """

    slug: str | None = None
    item: str | None = None
    score: float = 0.0
    because: str = ""
    runner_up: tuple[str, float] | None = None
    hub: bool = False
    clause: Clause | None = None
    barred: str | None = None


_ABOUT_NOTHING = TopicVerdict(because="ไม่พบถ้อยคำของข้อใด")
_HUB = TopicVerdict(because="หน้ารวมของหลายข้อ", hub=True)
# what most texts of a site come to, kept once: is it for the address to tell more
_SETTLED = {(id(one), tells): (one, tells) for one in (_ABOUT_NOTHING, _HUB) for tells in (True, False)}


class _Ranked(NamedTuple):
    """A candidate with its weight among the items and its score."""

    weight: float
    score: float
    candidate: Candidate


class TopicMatcher:
    """Tells what labels, titles, file names and addresses are about, by the rules of one edition.

    Made of ``terms``, plain and without marks, it is made at once; see ``fewer``.
    """

    def __init__(self, rules: RuleSet, *, terms: tuple[Terms | None, Terms | None] = (None, None)) -> None:
        self._rules = rules
        self._clauses = Clauses(rules, terms=terms[0])
        self._bare_terms = terms[1]
        self._bare_clauses: Clauses | None = None
        self._verdicts: Remembered[tuple[TopicVerdict, bool]] = Remembered(CACHE)
        self._addressed: Remembered[TopicVerdict] = Remembered(ADDRESSES)
        self._interests: Remembered[float] = Remembered(INTERESTS)
        self._generic = _folded(rules.family("generic"))
        self._hub_exact = _folded(rules.family("hub-exact"))

    def fewer(self, rules: RuleSet) -> "TopicMatcher":
        """A matcher of rules whose topics hold no phrase that these do not, made at once."""
        return TopicMatcher(rules, terms=(self._clauses.terms, self._bare().terms))

    def classify(self, text: str, *, href: str = "", recognised: bool = False) -> TopicVerdict:
        """What ``text`` would be taken for; ``href`` helps only where the text says nothing.

        Text ``recognised`` from a picture may have lost or changed the marks above and below its letters.
        """
        if recognised:
            return self._classify_recognised(text)
        key = hash(text)
        verdict, address_tells = self._verdicts.get(key) or self._verdicts.put(key, self._settled(text))
        return self._by_address(href) if address_tells and href else verdict

    def kin(self, text: str) -> frozenset[str]:
        """Slugs of the disclosures of whose subject ``text`` speaks, though it names none of them."""
        return frozenset(self._rules.rules[one].slug for one in self._clauses.kin(fold_label(text)))

    def about(self, texts: Iterable[str]) -> frozenset[str]:
        """Slugs of the disclosures whose own subject is in what ``texts`` say of one thing."""
        return frozenset(self._rules.rules[one].slug for one in self._clauses.about(map(fold_label, texts)))

    def beside(self, verdict: TopicVerdict, text: str) -> frozenset[str]:
        """Slugs of the neighbours that ``text`` may mean as well, where it says more than what it is about."""
        if verdict.clause is None or verdict.score >= WHOLE:
            return frozenset()
        return frozenset(
            self._rules.rules[one].slug for one in self._clauses.beside(fold_label(text), verdict.clause)
        ) - {verdict.slug}

    def body(self, text: str) -> tuple[tuple[str, float], ...]:
        """Disclosures that running text names, as (slug, score), best first."""
        folded = fold(text)
        best: dict[str, float] = {}
        for start in range(0, max(len(folded) - BLOCK // 2, 1), BLOCK // 2):
            block = folded[start : start + BLOCK]
            for one in self._rank(self._clauses.match(block), block):
                slug = self._rules.rules[one.candidate.rule].slug
                best[slug] = max(best.get(slug, 0.0), one.score)
        return tuple(sorted(best.items(), key=lambda pair: -pair[1]))

    def interest(self, url: str, label: Label) -> float:
        """How likely a link leads to a disclosure, 0-1: its words, the words around it, its address."""
        tail = url.rpartition("/")[2][:TAIL]
        around = label.row or label.heading
        key = hash((label.text, around, tail))
        interest = self._interests.get(key)
        if interest is None:
            interest = self._interests.put(key, self._interest(label.text, around, tail))
        return interest

    def _interest(self, text: str, around: str, tail: str) -> float:
        verdict = self.classify(text, href=tail)
        if verdict.slug is None and not verdict.hub and around and self._says_nothing(text):
            verdict = self.classify(around)
        interest = 0.95 if verdict.hub else 0.4 + 0.5 * verdict.score if verdict.slug else 0.2
        if _DOCUMENT.search(tail):
            interest += 0.05
        if _YEAR.search(fold_label(text)):
            interest += 0.05
        if _NEWS_ADDRESS.search(tail.lower()):
            interest -= 0.15
        return min(max(interest, 0.0), 1.0)

    def _settled(self, text: str) -> tuple[TopicVerdict, bool]:
        told = self._classify(text)
        return _SETTLED.get((id(told[0]), told[1]), told)

    def _classify_recognised(self, text: str) -> TopicVerdict:
        verdict = self.classify(text)
        loose = self._judge(self._bare(), bare(fold(text)))
        return loose if loose.slug and loose.score > verdict.score else verdict

    def _classify(self, text: str) -> tuple[TopicVerdict, bool]:
        """What a text is about, and whether it says so little that the address of its link tells more."""
        if is_path(text):
            return self._by_address(text), False
        folded = fold_label(text)
        verdict = self._judge(self._clauses, folded)
        if verdict.slug:
            return verdict, False
        cut = text.endswith(CUT)
        if cut or len(folded) <= SHORT:
            verdict = self._read_again(folded, verdict, cut=cut)
            if verdict.slug is None and folded.isascii() and len(folded) >= MIN_LATIN:
                verdict = self._hinted((text,)) or verdict
        return verdict, verdict.slug is None and self._says_nothing(text)

    def _by_address(self, address: str) -> TopicVerdict:
        key = hash(address)
        return self._addressed.get(key) or self._addressed.put(key, self._judge_address(address))

    def _judge_address(self, address: str) -> TopicVerdict:
        """What an address or file name is about: its Thai words, those words without their marks, Latin hints."""
        folded = fold_label(words_of_path(address))
        verdict = self._judge(self._clauses, folded)
        if verdict.slug is None and _lost_its_marks(folded):
            verdict = self._judge(self._bare(), folded)
        if verdict.slug is None:
            verdict = self._read_again(folded, verdict, cut=True)
        parts = parts_of_path(address)
        if THAI.search(folded) or (verdict.slug and not self._hints.is_paper(parts[0])):
            return verdict
        return self._hinted(parts) or verdict

    def _read_again(self, folded: str, verdict: TopicVerdict, *, cut: bool) -> TopicVerdict:
        """What a text that names nothing is about, once its slips are put right or the word that it breaks off in."""
        mended = self._clauses.terms.slips.mended(folded) if len(folded) <= SHORT else None
        if mended is None and not cut:
            return verdict
        again = self._judge(self._clauses, mended) if mended else verdict
        if again.slug is None and cut:
            whole = self._clauses.completed(mended or folded)
            again = self._told(self._clauses, whole, mended or folded) if whole else again
        return replace(again, score=round(MENDED * again.score, 3)) if again.slug else verdict

    def _hinted(self, parts: tuple[str, ...]) -> TopicVerdict | None:
        """What Latin words hint at: those of the last part that tells, or of the last two together.

        Where the last part names a kind of paper only, its folder tells whose: ``/procurement/annual-report``.
        """
        names = (parts[0], " ".join(parts))
        for name in reversed(names) if self._hints.is_paper(parts[0]) else names:
            hint = self._hints.told(name)
            if hint is not None:
                rule = self._rules.rules[hint.rule]
                because = f"ที่อยู่หรือชื่อไฟล์มีคำว่า «{' '.join(hint.words)}»"
                return TopicVerdict(slug=rule.slug, item=rule.item, score=HINTED, because=because, clause=hint.clause)
        return None

    def _judge(self, clauses: Clauses, folded: str) -> TopicVerdict:
        return self._told(clauses, clauses.match(folded), folded)

    def _told(self, clauses: Clauses, matches: Matches, folded: str) -> TopicVerdict:
        ranked = self._rank(matches, folded)
        if not ranked or ranked[0].score < FLOOR:
            return self._nothing(matches, ranked, folded)
        best, others = ranked[0], ranked[1:]
        score = best.score
        if others and best.weight - others[0].weight < NEAR_TIE:
            score *= 0.8
        rule = self._rules.rules[best.candidate.rule]
        runner_up = (self._rules.rules[others[0].candidate.rule].slug, round(others[0].score, 3)) if others else None
        words = [
            clauses.words.get(folded[start:end], folded[start:end]) for start, end in _outer(best.candidate.spans)
        ]
        because = f"มีคำว่า «{'» และ «'.join(dict.fromkeys(words))}»"
        return TopicVerdict(
            slug=rule.slug,
            item=rule.item,
            score=round(score, 3),
            because=because,
            runner_up=runner_up,
            clause=best.candidate.clause,
        )

    def _nothing(self, matches: Matches, ranked: list[_Ranked], folded: str) -> TopicVerdict:
        hub = matches.hub or _only(folded, matches.filler) or _strip_digits(folded) in self._hub_exact
        if ranked:
            rule = self._rules.rules[ranked[0].candidate.rule]
            because = f"กล่าวถึงเรื่องของ {rule.item} เพียงผ่าน ๆ"
            return TopicVerdict(because=because, runner_up=(rule.slug, round(ranked[0].score, 3)), hub=hub)
        if matches.barred:
            number, (start, end) = matches.barred[0]
            word = self._clauses.words.get(folded[start:end], folded[start:end])
            because = f"คล้าย {self._rules.rules[number].item} แต่มีคำว่า «{word}»"
            return TopicVerdict(because=because, hub=hub, barred=self._rules.rules[number].slug)
        return _HUB if hub else _ABOUT_NOTHING

    def _rank(self, matches: Matches, folded: str) -> list[_Ranked]:
        """The best candidate of each item, best item first."""
        best: dict[int, _Ranked] = {}
        for candidate in matches.candidates:
            one = _weigh(candidate, matches.filler, folded)
            if candidate.rule not in best or one.weight > best[candidate.rule].weight:
                best[candidate.rule] = one
        return sorted(best.values(), key=lambda one: (-one.weight, one.candidate.rule))

    def _says_nothing(self, text: str) -> bool:
        """Whether a label is empty, a bare code or number, or a word like "click here"."""
        folded = fold_label(text)
        if _DIGITS.search(folded):
            folded = _strip_digits(fold_label(_CODE.sub(" ", text)))
        return not folded or folded in self._generic

    @cached_property
    def _hints(self) -> LatinHints:
        return LatinHints(self._rules)

    def _bare(self) -> Clauses:
        if self._bare_clauses is None:
            self._bare_clauses = Clauses(self._rules, lambda phrase: bare(fold(phrase)), terms=self._bare_terms)
        return self._bare_clauses


def _weigh(candidate: Candidate, filler: list[Span], folded: str) -> _Ranked:
    """How much of the text the clause explains, and how early: a long title that mentions it late scores low."""
    spans = sorted(candidate.spans)
    covered = _union(spans)
    start = spans[0][0]
    empty = [one for one in filler if not any(a < one[1] and one[0] < b for a, b in spans)]
    before = len(_strip_digits(folded[:start])) - _union(sorted(one for one in empty if one[1] <= start))
    said = len(_strip_digits(folded)) - _union(sorted(empty))
    share = covered / max(said, covered)
    lead = max(0.0, 1.0 - max(before - 2, 0) / 40)
    score = 0.45 * share**0.5 + 0.35 * lead + 0.2 * min(1.0, covered / 16)
    return _Ranked(covered * (0.55 + 0.45 * lead), min(score, 1.0), candidate)


def _outer(spans: list[Span]) -> list[Span]:
    """The spans that lie inside no other, in text order, at most three."""
    outer: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outer or end > outer[-1][1]:
            outer.append((start, end))
    return outer[:MAX_WORDS]


def _union(spans: list[Span]) -> int:
    """Folded characters under sorted spans, each counted once."""
    total, reach = 0, 0
    for start, end in spans:
        if end > reach:
            total += end - max(start, reach)
            reach = end
    return total


def _strip_digits(folded: str) -> str:
    return _DIGITS.sub("", folded)


def _only(folded: str, filler: list[Span]) -> bool:
    """Whether the text is nothing but a year and filler, such as a folder "ปีงบประมาณ 2568"."""
    if not _YEAR.search(folded):
        return False
    rest = folded
    for start, end in sorted(filler, reverse=True):
        rest = rest[:start] + "#" * (end - start) + rest[end:] if "#" not in rest[start:end] else rest
    return not _strip_digits(rest.replace("#", "").replace("ปี", ""))


def _lost_its_marks(folded: str) -> bool:
    """Google Sites drops every vowel and tone mark above or below from its addresses."""
    thai = [letter for letter in folded if "ก" <= letter <= "๛"]
    return len(thai) >= MIN_BARE and bare(folded) == folded


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(fold, words))


MIN_BARE = 6  # Thai letters without marks that make a lost spelling likely
MIN_LATIN = 5  # letters of a label in Latin words
CUT = ("...", "…", "..")  # a label that ends so broke off
MAX_WORDS = 3  # matched words shown
_DIGITS = re.compile("[0-9]+")  # ten times as fast as str.translate
_CODE = re.compile(r"\b(?:o|oit|moit|eb)[ _-]?\d{1,2}\b", re.IGNORECASE)
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?)$", re.IGNORECASE)
_NEWS_ADDRESS = re.compile(r"news|activity|gallery|calendar")
_YEAR = re.compile(r"25[5-9]\d")

__all__ = ["TopicMatcher", "TopicVerdict"]
