"""Each text in and around a content, asked what it says of one item: it names it, only touches it, or is vetoed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from oitcrawl.judge.clauses import Clauses
from oitcrawl.judge.titles import cover_windows
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label, Media
from oitcrawl.model.harvest import Record
from oitcrawl.model.reason import Source
from oitcrawl.ruleset.rule import Rule, RuleSet
from oitcrawl.thai.text import fold_label

Outcome = Literal["names", "other", "outweighed", "passing", "vetoed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What one text says of an item.

    Attributes:
        source: where it stands.
        words: the text.
        outcome: ``names`` the item; names ``other`` than it; fulfils a clause of it and is ``outweighed`` by another
            item; fulfils one, but only in ``passing``; fulfils one and is ``vetoed`` by a word.
        clause: of the item, that it fulfils; for ``other`` that of the other item.
        word: the word that forbids it, for ``vetoed``.
        item: O-code of the item that it names instead; else empty.
        score: 0-1, how surely it names what it names.
    """

    source: Source
    words: str
    outcome: Outcome
    clause: str = ""
    word: str = ""
    item: str = ""
    score: float = 0.0


def heard_in(record: Record, rule: Rule, rules: RuleSet, matcher: TopicMatcher) -> tuple[Heard, ...]:
    """What every text in and around ``record`` says of the item; those that say nothing of any are left out."""
    return _all_heard((*_own_texts(record), *_label_texts(record.labels)), rule, rules, matcher)


def heard_around(labels: Iterable[Label], rule: Rule, rules: RuleSet, matcher: TopicMatcher) -> tuple[Heard, ...]:
    """The same for an address that was not read, of which only the links to it are known."""
    return _all_heard(_label_texts(labels), rule, rules, matcher)


def _all_heard(
    texts: Iterable[tuple[Source, str]], rule: Rule, rules: RuleSet, matcher: TopicMatcher
) -> tuple[Heard, ...]:
    unique = dict.fromkeys((source, " ".join(text.split())) for source, text in texts if text.strip())
    heard = (_heard(source, text, rule, rules, matcher) for source, text in unique)
    return tuple(one for one in heard if one is not None)


def _heard(source: Source, text: str, rule: Rule, rules: RuleSet, matcher: TopicMatcher) -> Heard | None:
    verdict = matcher.classify(text)
    clause = str(verdict.clause) if verdict.clause is not None else ""
    if verdict.slug == rule.slug:
        return Heard(source=source, words=text, outcome="names", clause=clause, score=verdict.score)
    index, number = _clauses(rules), rules.rules.index(rule)
    matches = index.match(fold_label(text))
    own = next((str(one.clause) for one in matches.candidates if one.rule == number), "")
    item = verdict.item or ""
    if own:
        outcome: Outcome = "outweighed" if item else "passing"
        return Heard(source=source, words=text, outcome=outcome, clause=own, item=item, score=verdict.score)
    for barred, (start, end) in matches.barred:
        if barred == number:
            folded = fold_label(text)[start:end]
            word = index.words.get(folded, folded)
            return Heard(source=source, words=text, outcome="vetoed", word=word, item=item, score=verdict.score)
    if item:
        return Heard(source=source, words=text, outcome="other", clause=clause, item=item, score=verdict.score)
    return None


@lru_cache(maxsize=2)
def _clauses(rules: RuleSet) -> Clauses:
    return Clauses(rules)


def _own_texts(record: Record) -> Iterator[tuple[Source, str]]:
    if record.media is Media.HTML:
        yield Source.PAGE_TITLE, record.title
        yield from ((Source.PAGE_HEADING, heading) for heading in record.headings[:1])
        yield from ((Source.SECTION, heading) for heading in record.headings[1:])
        yield from ((Source.BREADCRUMB, crumb) for crumb in record.breadcrumb[-1:])
    else:
        yield from ((Source.COVER, window) for window in cover_windows(record.cover))
        yield Source.PROPERTIES, record.title
    yield Source.FILE_NAME, record.file_name


def _label_texts(labels: Iterable[Label]) -> Iterator[tuple[Source, str]]:
    for label in labels:
        yield Source.ANCHOR, label.text
        yield Source.ROW, label.row
        yield from ((Source.HEADING, heading) for heading in label.headings)
        yield Source.LINKING_TITLE, label.page_title
