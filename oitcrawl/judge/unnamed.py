"""Contents that show what an item asks for and call themselves nothing of the kind: it may not be called missing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, Protocol

from oitcrawl.judge.candidates import Admits, Candidate
from oitcrawl.judge.freshness import Fit
from oitcrawl.judge.joining import plain_sign
from oitcrawl.judge.labels import says_nothing
from oitcrawl.judge.sighting import UNNAMED, Sighting, Suspect
from oitcrawl.judge.signs import Signs, Topics
from oitcrawl.judge.titles import title_lines
from oitcrawl.model.content import Media
from oitcrawl.model.finding import ComponentState
from oitcrawl.model.harvest import Record
from oitcrawl.model.reason import Source
from oitcrawl.ruleset.check import phrases_of
from oitcrawl.ruleset.rule import Component, Rule

MOST: Final = 40  # contents opened per item
SHARE: Final = 0.5  # of what the item asks for, that such a content must show
STRENGTH: Final = 0.3  # of such a sign, which finds nothing
LINES: Final = 3  # at the head of a content, that say what it is
NAMED: Final = 2  # things shown that are told

About = Callable[[Iterable[str]], frozenset[str]]


class Opens(Admits, Protocol):
    """Opens contents and tells what they show."""

    def sightings(self, candidates: Mapping[str, list[Candidate]]) -> dict[str, tuple[Sighting, ...]]:
        """Per item what the candidates show of it."""


def unnamed_of(
    records: Sequence[Record],
    signs: Mapping[str, Signs],
    hungry: Mapping[str, Rule],
    opener: Opens,
    topics: Topics,
    about: About,
) -> dict[str, tuple[Suspect, ...]]:
    """Per item, the contents that may be it by what they show; only such as no item claims are opened.

    Args:
        records: all of the site.
        signs: what each record says that it is.
        hungry: by slug, the rules of the items of which nothing was found.
        opener: opens them.
        topics: knows the home page.
        about: the items of whose own subject texts speak.
    """
    if not hungry:
        return {}
    asked: dict[str, list[Candidate]] = defaultdict(list)
    opened: dict[str, int] = defaultdict(int)
    for record in records:
        for slug in sorted(_touched(record, signs[record.url], topics, about) & hungry.keys()):
            sign = plain_sign(slug, STRENGTH, Source.CONTENT, _headline(record))
            if opened[slug] < MOST and opener.admits(sign, record):
                opened[slug] += 1
                asked[record.url].append(Candidate(record, sign, hopeful=False))
    seen = opener.sightings(asked)
    found = {slug: tuple(_possible(hungry[slug], some)) for slug, some in seen.items()}
    return {slug: some for slug, some in found.items() if some}


def _touched(record: Record, signs: Signs, topics: Topics, about: About) -> AbstractSet[str]:
    """The items of whose subject the words of a content speak, that was read and that no item claims."""
    is_claimed = any(not one.mere for one in signs.by_slug.values()) or bool(signs.lost)
    if is_claimed or topics.is_home(record) or record.is_away or record.unread is not None:
        return frozenset()
    return about(_words_of(record))


def _words_of(record: Record) -> list[str]:
    """What a content and the links to it say that it is."""
    heads = record.headings[:LINES] if record.media is Media.HTML else title_lines(record.cover)[:LINES]
    links = (label.heading if says_nothing(label.text) else label.text for label in record.labels)
    return [text for text in (record.title, *heads, *links) if text]


def _possible(rule: Rule, some: Sequence[Sighting]) -> Iterator[Suspect]:
    for one in some:
        shown = _shown(rule, one)
        if shown and one.fits[rule.year] not in {Fit.OLDER, Fit.NEWER}:
            labels = ", ".join(part.label for part in shown[:NAMED])
            why = f"อาจเป็นเรื่องนี้ โปรดเปิดดู เพราะแสดง {labels} แม้ไม่ได้เรียกตนเองตามชื่อข้อ"
            yield Suspect(url=one.record.url, why=why, label=one.name, reason=UNNAMED)


def _shown(rule: Rule, one: Sighting) -> list[Component]:
    """What it shows, if that is enough; told in words, for any file has pages, and many have dates and rows."""
    asked = [part for part in rule.components if part.key in one.shown and _is_told_in_words(part)]
    shown = (one.shown[part.key] for part in asked)
    present = [
        part
        for part, state in zip(asked, shown, strict=True)
        if state.state is ComponentState.PRESENT and not state.nil
    ]
    return present if present and len(present) >= SHARE * len(asked) else []


def _is_told_in_words(component: Component) -> bool:
    return any(True for check in component.any for _ in phrases_of(check))


def _headline(record: Record) -> str:
    return record.title or next(iter((*record.headings, *title_lines(record.cover))), "")
