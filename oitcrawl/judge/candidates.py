"""Which contents are opened for which item: of each item the likeliest, each content once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from oitcrawl.judge.joining import Sign
from oitcrawl.model.harvest import Record

MAX_CANDIDATES = 60  # contents opened per item, likeliest first
FAINT = 0.2  # a weaker sign is not worth opening a content


@dataclass(frozen=True, slots=True)
class Candidate:
    """A content to be asked what it shows of an item.

    Attributes:
        hopeful: its title or label names the wanted year.
    """

    record: Record
    sign: Sign
    hopeful: bool


class Admits(Protocol):
    """Knows the rules well enough to tell what may be evidence."""

    def standing(self, record: Record) -> Iterator[Sign]:
        """Signs that a record has whatever it is called."""

    def admits(self, sign: Sign, record: Record) -> bool:
        """Whether the rule lets such a content be evidence."""

    def hopeful(self, sign: Sign, record: Record) -> bool:
        """Whether title or label already name a year that passes."""


def candidates(
    records: Iterable[Record], signs: Mapping[str, Mapping[str, Sign]], by: Admits
) -> dict[str, list[Candidate]]:
    """Per address, what to look for in it: of each item the likeliest contents."""
    by_slug: dict[str, list[Candidate]] = defaultdict(list)
    for record in records:
        for sign in (*signs[record.url].values(), *by.standing(record)):
            if sign.strength >= FAINT and by.admits(sign, record):
                by_slug[sign.slug].append(Candidate(record, sign, by.hopeful(sign, record)))
    chosen: dict[str, list[Candidate]] = defaultdict(list)
    for some in by_slug.values():
        unique = one_per_content(sorted(some, key=_rank))
        for one in unique[:MAX_CANDIDATES]:
            chosen[one.record.url].append(one)
    return chosen


def _rank(one: Candidate) -> tuple[bool, bool, float, int]:
    return (one.sign.mere, not one.hopeful, -one.sign.strength, len(one.record.path))


def one_per_content(some: Iterable[Candidate]) -> list[Candidate]:
    """The first of each content, told by its bytes."""
    seen: set[str] = set()
    kept = []
    for one in some:
        key = one.record.sha256 or one.record.url
        if key not in seen:
            seen.add(key)
            kept.append(one)
    return kept
