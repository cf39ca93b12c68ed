"""Which numbering the lists of a site follow, and what a number in them means where no words tell. Calm."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from oitcrawl.judge.labels import is_other_thing, says_nothing
from oitcrawl.judge.numbers import CELL, Numbers, numbers_of, own_words
from oitcrawl.judge.stated import StatedYears
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Label
from oitcrawl.model.harvest import Harvest
from oitcrawl.ruleset.rule import RuleSet
from oitcrawl.ruleset.scheme import Code, Numbering

ENOUGH: Final = 4  # rows that must agree before an edition is recognised that nobody states
SOME: Final = 3  # the same for bare numbers (ข้อ 14) where the edition is stated: every list is numbered
PLAINLY: Final = 2  # rows that contradict a statement, and outnumber those that agree
FORGIVEN: Final = 4  # one row in so many may disagree in a recognised edition
CLEAR: Final = 2  # rows by which the best edition leads; those closer count together, as far as they agree
SAID: Final = 0.45  # strength of a number that stands where words say nothing
PROVEN: Final = 0.4  # of one beside words that name no item, in a list whose rows show what its numbers mean
UNCLEAR: Final = 0.3  # the same in a list that only states its year
UNCONFIRMED: Final = 0.8  # share left where the meaning of a number is recalled only


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An item that a number names.

    Attributes:
        strength: 0-1; weaker than words.
        source: Thai words for how it is known.
        text: the number as it stands there.
        mere: other words stand beside it that name no item.
    """

    slug: str
    strength: float
    source: str
    text: str
    mere: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A numbered row and the item that its words name, empty for none."""

    codes: tuple[Code, ...]
    slug: str


@dataclass(frozen=True, slots=True)
class _Words:
    """What stands beside a number.

    Attributes:
        beside: there are words that say something.
        slug: of the item that they name, empty for none.
        barred: items that they resemble and are not.
        other: they plainly name another thing.
    """

    beside: bool
    slug: str
    barred: frozenset[str]
    other: bool


class _Value(NamedTuple):
    """What a number is worth."""

    strength: float
    mere: bool


@dataclass(frozen=True, slots=True)
class _Section:
    """Rows of one page under one stated year; bare numbers apart, for they need more proof."""

    page: str
    year: int | None
    bare: bool


class SiteNumbers:
    """Knows which numbering each list of a site follows.

    It is the one that the surroundings state unless the rows plainly contradict it, else the one that the rows fit:
    rows whose words name an item show what their number means there.
    """

    def __init__(self, harvest: Harvest, rules: RuleSet, matcher: TopicMatcher, *, agency: str = "") -> None:
        self._harvest, self._matcher, self._agency = harvest, matcher, agency
        self._own = own_numbering(rules)
        # the edition at hand says what its year asks; another scheme may have one for the same year
        others = (one for one in rules.numberings if one.fiscal_year != rules.fiscal_year)
        self._numberings = (*others, self._own) if rules.numberings else ()
        self._slugs = {rule.slug for rule in rules.rules}
        self._followed: dict[_Section, tuple[Numbering, ...]] = {}

    def signs(self, label: Label, url: str = "") -> tuple[Numbered, ...]:
        """The items that the number of a link names: one or, where an item was split, several.

        None where its own words name that item too, and where no numbering is known for the list; where they name
        another item, they win: a list that proves its numbering only mentions that of the number.

        Args:
            label: the words around the link.
            url: its target, whose file name may hold the number.
        """
        numbers = numbers_of(label, url) if self._numberings else None
        if numbers is None:
            return ()
        words = self._words(label, numbers)
        if numbers.bare and words.beside:
            return ()
        followed = self.followed(label, bare=numbers.bare)
        meant = {_meant(one, numbers) for one in followed}
        slugs = meant.pop() if len(meant) == 1 else ()
        if not slugs or words.slug in slugs:
            return ()
        value = _value(words, proven=self._is_proven(label, bare=numbers.bare))
        if value is None:
            return ()
        sure = all(code in one.seen for one in followed for code in numbers.codes)
        return tuple(
            Numbered(
                slug=slug,
                strength=value.strength * (1 if sure else UNCONFIRMED),
                source=f"เลขข้อ {numbers.name} ตาม{' และ '.join(one.title for one in followed)}",
                text=numbers.text,
                mere=value.mere,
            )
            for slug in slugs
            if slug in self._slugs and slug not in words.barred
        )

    def followed(self, label: Label, *, bare: bool = False) -> tuple[Numbering, ...]:
        """The numbering that the list around a link follows; several where the rows cannot tell them apart."""
        section = _Section(label.found_on, self._years.of(label), bare)
        if section not in self._followed:
            self._followed[section] = self._find(section)
        return self._followed[section]

    def _is_proven(self, label: Label, *, bare: bool) -> bool:
        """Whether the rows themselves show which numbering the list follows."""
        followed = self.followed(label, bare=bare)
        rows = self._rows.get(_Section(label.found_on, self._years.of(label), bare), ())
        return all(_fits(*_tally(one, rows)) for one in followed)

    def _words(self, label: Label, numbers: Numbers) -> _Words:
        """What a link, its row and the words beside its number say."""
        told = [one for one in dict.fromkeys((label.text, own_words(label), numbers.text)) if not says_nothing(one)]
        cells = dict.fromkeys(cell for text in told for cell in (text, *text.split(CELL)))
        verdicts = [self._matcher.classify(cell) for cell in cells]
        return _Words(
            beside=bool(told),
            slug=next((one.slug for one in verdicts if one.slug), ""),
            barred=frozenset(one.barred for one in verdicts if one.barred),
            other=bool(told) and told[0] == label.text and is_other_thing(label.text),
        )

    # --- which numbering ---

    def _find(self, section: _Section) -> tuple[Numbering, ...]:
        rows = self._rows.get(section, ())
        tallies = {one.name: _tally(one, rows) for one in self._numberings}
        if section.year is not None and (stated := self._stated(section, tallies)):
            return stated
        best = max((hits - misses for hits, misses in tallies.values()), default=0)
        return tuple(
            one
            for one in self._numberings
            if _fits(*tallies[one.name]) and best - tallies[one.name][0] + tallies[one.name][1] < CLEAR
        )

    def _stated(self, section: _Section, tallies: Mapping[str, tuple[int, int]]) -> tuple[Numbering, ...]:
        """The numbering of the stated year, or the look-alike whose words the page bears; none if rows contradict."""
        title = f"{self._agency} {self._titles.get(section.page, '')}"
        others = [one for one in self._numberings if any(word in title for word in one.words)]
        stated = [one for one in self._numberings if one.fiscal_year == section.year]
        if others:
            stated = [*others, *(one for one in stated if one is self._own)]
        kept = []
        for one in stated:
            hits, misses = tallies[one.name]
            if section.bare and (hits < SOME or misses * FORGIVEN > hits):
                continue
            if misses < PLAINLY or misses < hits:
                kept.append(one)
        return tuple(kept)

    @cached_property
    def _years(self) -> StatedYears:
        return StatedYears(self._harvest.records, lambda text: self._matcher.classify(text).slug is not None)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {label.found_on: label.page_title for label, _ in self._labels()}

    @cached_property
    def _rows(self) -> dict[_Section, tuple[_Row, ...]]:
        """All numbered rows of the site, each once."""
        found: dict[_Section, dict[_Row, None]] = defaultdict(dict)
        for label, url in self._labels():
            numbers = numbers_of(label, url)
            if numbers is not None:
                section = _Section(label.found_on, self._years.of(label), numbers.bare)
                found[section][_Row(numbers.codes, self._words(label, numbers).slug)] = None
        for text, page in self._harvest.dead_labels:
            label = Label(text=text, row=text if " | " in text else "", found_on=page)
            if (numbers := numbers_of(label, "")) is not None:
                section = _Section(page, self._years.of_page(page), numbers.bare)
                found[section][_Row(numbers.codes, self._words(label, numbers).slug)] = None
        return {section: tuple(rows) for section, rows in found.items()}

    def _labels(self) -> Iterator[tuple[Label, str]]:
        sources: Iterable[tuple[str, tuple[Label, ...]]] = (
            (one.url, one.labels) for many in (self._harvest.records, self._harvest.blanks) for one in many
        )
        return ((label, url) for url, labels in sources for label in labels)


def own_numbering(rules: RuleSet) -> Numbering:
    """The numbering of an edition itself."""
    codes = {_code(rule.item): (rule.slug,) for rule in rules.rules}
    runs: dict[str, int] = {}
    for letters, number in codes:
        runs[letters] = max(number, runs.get(letters, 0))
    title = f"ลำดับข้อของปี {rules.fiscal_year}"
    return Numbering(name=rules.edition, title=title, fiscal_year=rules.fiscal_year, runs=runs, seen=codes)


def _code(item: str) -> Code:
    letters = item.rstrip("0123456789")
    return letters.strip(" -"), int(item[len(letters) :])


def _value(words: _Words, *, proven: bool) -> _Value | None:
    """What a number is worth beside such words; None for nothing. Words that name another item win over it."""
    if not words.beside:
        return _Value(SAID, mere=False)
    if words.slug or words.other:
        return _Value(UNCLEAR, mere=True) if proven else None
    return _Value(PROVEN, mere=False) if proven else _Value(UNCLEAR, mere=True)


def _meant(numbering: Numbering, numbers: Numbers) -> tuple[str, ...]:
    """The items that every number of a row means; none when they differ."""
    meant = {numbering.slugs(code) for code in numbers.codes}
    return meant.pop() if len(meant) == 1 else ()


def _tally(numbering: Numbering, rows: Iterable[_Row]) -> tuple[int, int]:
    """How many rows agree with a numbering, and how many contradict it: another item, or a number beyond its last."""
    hits = misses = 0
    for row in rows:
        meant = {slug for code in row.codes for slug in numbering.slugs(code)}
        if not all(map(numbering.holds, row.codes)):
            misses += 1
        elif row.slug and meant:
            hits, misses = (hits + 1, misses) if row.slug in meant else (hits, misses + 1)
    return hits, misses


def _fits(hits: int, misses: int) -> bool:
    return hits >= ENOUGH and misses * FORGIVEN <= hits
