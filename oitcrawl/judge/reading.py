"""One content, folded once, with every phrase of every rule found in one pass; a section of it is a view."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from oitcrawl.judge.excerpt import Spot, around, origin
from oitcrawl.judge.headings import places_of
from oitcrawl.judge.hollow import hollow_heads
from oitcrawl.judge.remembered import Remembered
from oitcrawl.judge.seams import is_torn, seams_of
from oitcrawl.judge.titles import title_line
from oitcrawl.model.content import Document, Page, Table, TextLayer, TextSource
from oitcrawl.ruleset.check import Phrases, phrases_of
from oitcrawl.ruleset.rule import RuleSet
from oitcrawl.thai.dates import Dated, find_dates
from oitcrawl.thai.folded import Folded
from oitcrawl.thai.text import PhraseIndex, bare, fold, fold_phrase

MAX_DATED_TEXT = 20_000  # characters in which dates are looked for
FIRST_WORDS = 3_000  # where a period is mostly stated
TITLE = 600  # characters in which a title stands
BODY = 40  # folded characters beside it that make a text of a title
HEADING_LENGTH = 90  # a longer line of a document is no heading
CLEAR = 0.85  # confidence of a recognised page from which a phrase that is not seen is not there
SHORT_TEXTS = 4_000  # headers, headings and labels of links that are remembered
LOOSE = 5  # letters without marks; a shorter phrase is not looked for without them
PICTURE_TEXT = 150  # a page with pictures and fewer folded characters than this says it with the pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Original words, ``marked`` the matched ones, on page ``leaf``; ``described``: no quotation, but told."""

    text: str = ""
    marked: str = ""
    leaf: int | None = None
    heading: str = ""
    described: bool = False


NO_QUOTE = Quote()


Hits = dict[int, list[tuple[int, int]]]


class CheckIndex:
    """One automaton over all phrases of all checks of a RuleSet; build it once and read every content with it."""

    def __init__(self, rules: RuleSet, *, beside: Iterable[Phrases] = ()) -> None:
        """``beside`` are phrases that no check of ``rules`` asks for, but one that is to be read with this index."""
        groups = [*_phrases_of(rules), rules.family("nil"), *beside]
        words = sorted({folded for group in groups for folded in _folded(group)})
        self._words = words
        self._index = PhraseIndex(words or ["\u0e2f\u0e2fnothing"])
        numbers = {word: number for number, word in enumerate(words)}
        self._compiled = {
            group: (
                frozenset(numbers[fold_phrase(word)] for word in group.any if fold_phrase(word)),
                frozenset(numbers[fold_phrase(word)] for word in group.inside_not if fold_phrase(word)),
            )
            for group in groups
        }
        self.nil = rules.family("nil")
        self._short: Remembered[Hits] = Remembered(SHORT_TEXTS)  # cells and links are asked about by many checks

    def hits(self, folded: str) -> dict[int, list[tuple[int, int]]]:
        """Phrase number -> places in ``folded``."""
        found: dict[int, list[tuple[int, int]]] = {}
        for phrase, start, end in self._index.places(folded):
            found.setdefault(phrase, []).append((start, end))
        return found

    @cached_property
    def _bare_index(self) -> tuple[PhraseIndex, tuple[tuple[int, ...], ...]]:
        """The same phrases without their marks, and the numbers of those that look alike so."""
        alike: dict[str, list[int]] = {}
        for number, word in enumerate(self._words):
            if len(plain := bare(word)) >= LOOSE:
                alike.setdefault(plain, []).append(number)
        return PhraseIndex(alike or ["\u0e2f\u0e2fnothing"]), tuple(map(tuple, alike.values()))

    def recognised_hits(self, folded: str) -> dict[int, list[tuple[int, int]]]:
        """As ``hits``, in text read off a picture, whose marks above and below cannot be relied on."""
        found = self.hits(folded)
        index, alike = self._bare_index
        kept = [place for place, letter in enumerate(folded) if bare(letter)]
        for hit in index.find(bare(folded)):
            span = kept[hit.start], kept[hit.end - 1] + 1
            for number in alike[hit.phrase] if alike else ():
                found.setdefault(number, []).append(span)
        return found

    def places(self, phrases: Phrases, hits: dict[int, list[tuple[int, int]]]) -> list[tuple[int, int]]:
        """Where one of ``phrases`` stands, without the places inside an excluded longer phrase; in text order."""
        wanted, barred = self._compiled[phrases]
        places = sorted({place for number in wanted for place in hits.get(number, ())})
        walls = [wall for number in barred for wall in hits.get(number, ())]
        return [one for one in places if not any(start <= one[0] and one[1] <= end for start, end in walls)]

    def holds(self, phrases: Phrases, text: str, *, recognised: bool = False) -> bool:
        """Whether one of ``phrases`` stands in a short text."""
        key = hash((text, recognised))
        hits = self._short.get(key)
        if hits is None:
            hits = self._short.put(key, (self.recognised_hits if recognised else self.hits)(fold(text)))
        return bool(hits) and bool(self.places(phrases, hits))


def _phrases_of(rules: RuleSet) -> Iterable[Phrases]:
    checks = (check for rule in rules.rules for part in rule.components for check in part.any)
    return (phrases for check in checks for phrases in phrases_of(check))


def _folded(group: Phrases) -> Iterable[str]:
    return filter(None, map(fold_phrase, (*group.any, *group.inside_not)))


class Reading:
    """A content made ready for checks.

    Attributes:
        content: the page or document.
        whole: whether all of it could be read, so that what is not seen is not there.
        window: folded first and last position of the section looked at, or None for all of it.
        landing: it lists other contents; its words are not evidence of what it lists.
        closed: addresses that are gone, or of files kept elsewhere and not opened.
        titled: its first line names what it is.
        menu_end: folded position at which the menu ends that a page begins with; 0 without one.
        torn: it is a page that ends halfway.
    """

    def __init__(
        self,
        content: Page | Document,
        index: CheckIndex,
        *,
        chrome: bool = False,
        window: tuple[int, int] | None = None,
        landing: bool = False,
        closed: Container[str] = (),
        titled: bool = False,
    ) -> None:
        self.content = content
        self.index = index
        self.chrome = chrome
        self.window = window
        self.landing = landing
        self.closed = closed
        self.titled = titled
        self.menu_end, self.torn = 0, False

    def section(self, window: tuple[int, int] | None, *, landing: bool, chrome: bool = False) -> "Reading":
        """The same content, seen through a window or with its chrome."""
        other = Reading(self.content, self.index, chrome=chrome, window=window, landing=landing, closed=self.closed)
        other.titled, other.menu_end, other.torn = self.titled, self.menu_end, self.torn
        if chrome == self.chrome:
            other.__dict__.update({key: self.__dict__[key] for key in _SHARED if key in self.__dict__})
        return other

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Original text of each leaf with its tables, and the chrome last when it counts."""
        texts = [_with_tables(leaf.text, leaf.tables) for leaf in self.content.leaves]
        if self.chrome and isinstance(self.content, Page):
            texts.append(self.content.chrome)
        return tuple(texts)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Folded text of each part."""
        return tuple(fold(part) for part in self.parts)

    @cached_property
    def _hits(self) -> tuple[dict[int, list[tuple[int, int]]], ...]:
        read = [leaf.source is TextSource.OCR for leaf in self.content.leaves]
        return tuple(
            self.index.recognised_hits(part) if number < len(read) and read[number] else self.index.hits(part)
            for number, part in enumerate(self.folded)
        )

    @cached_property
    def recognised(self) -> bool:
        """Whether some of it was read off pictures."""
        return any(leaf.source is TextSource.OCR for leaf in self.content.leaves)

    def spots(self, phrases: Phrases) -> list[Spot]:
        """Where one of ``phrases`` stands, inside the window."""
        return [
            Spot(number, start, end)
            for number, hits in enumerate(self._hits)
            for start, end in self.index.places(phrases, hits)
            if self._inside(start, end) and not is_torn(start, end, self._seams[number])
        ]

    @cached_property
    def _seams(self) -> tuple[frozenset[int], ...]:
        return tuple(seams_of(part, folded) for part, folded in zip(self.parts, self.folded, strict=True))

    def is_in_title(self, spot: Spot) -> bool:
        """Whether it stands in the title: a report that calls itself one of results has shown none by that."""
        return spot.part == 0 and spot.start < self._title_end

    @cached_property
    def _title_end(self) -> int:
        """Folded position at which the title ends; sections have headings, and what is short is all title."""
        if self.titled and self.window is not None and self.window[0] == self.menu_end > 0:
            return self._heading_end()
        if not self.titled or self.window is not None or not self.parts:
            return 0
        end = len(fold(title_line(self.parts[0][:TITLE])))
        return end if self.size - end >= BODY else 0

    def _heading_end(self) -> int:
        """Where the first heading of a page ends that stands right behind its menu; 0 where it does not."""
        heading = fold(next(iter(self.content.headings), "")) if isinstance(self.content, Page) else ""
        return self.menu_end + len(heading) if heading and self.folded[0].startswith(heading, self.menu_end) else 0

    def _inside(self, start: int, end: int) -> bool:
        return self.window is None or (self.window[0] <= start and end <= self.window[1])

    @cached_property
    def seen(self) -> str:
        """The original text looked at, all parts."""
        if self.window is None:
            return "\n".join(self.parts)
        start, end = Folded(self.parts[0]).span(*self.window)
        return self.parts[0][start:end]

    @cached_property
    def size(self) -> int:
        """Folded characters looked at."""
        return self.window[1] - self.window[0] if self.window else sum(map(len, self.folded))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """Title and headings of a page; title and short lines of a document."""
        if isinstance(self.content, Page):
            found = (self.content.title, *self.content.headings)
            return found if self.window is None else tuple(h for h in found if self.mentions(h))
        lines = (line.strip() for part in self.parts for line in part.splitlines())
        return (self.content.title, *(line for line in lines if line and len(line) <= HEADING_LENGTH))

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Tables inside the window."""
        tables = tuple(table for leaf in self.content.leaves for table in leaf.tables)
        return tables if self.window is None else tuple(t for t in tables if self.mentions(_first_words(t)))

    @cached_property
    def link_labels(self) -> tuple[tuple[str, str], ...]:
        """(label, address) of the links inside the window; none for documents."""
        if not isinstance(self.content, Page):
            return ()
        links = tuple((link.label.text, link.url) for link in self.content.links)
        return links if self.window is None else tuple(one for one in links if self.mentions(one[0]))

    def mentions(self, words: str) -> bool:
        """Whether these very words stand inside the window."""
        return self.mentions_folded(fold(words))

    def mentions_folded(self, folded: str) -> bool:
        """The same of words already folded."""
        if self.window is None:
            return bool(folded) and any(folded in part for part in self.folded)
        return bool(folded) and self.folded[0].find(folded, *self.window) >= 0

    @cached_property
    def dates(self) -> tuple[Dated, ...]:
        """Times stated in the text looked at."""
        return find_dates(self.seen[:MAX_DATED_TEXT])

    @cached_property
    def first_dates(self) -> tuple[Dated, ...]:
        """Times stated at its beginning."""
        return find_dates(self.seen[:FIRST_WORDS])

    @cached_property
    def whole(self) -> bool:
        """Whether all was read: nothing garbled or torn, no leaf left out, no picture that stands for the text."""
        content = self.content
        if content.text_layer is not TextLayer.GOOD or self.torn:
            return False
        if any(leaf.source is TextSource.OCR and leaf.quality < CLEAR for leaf in content.leaves if leaf.text):
            return False
        if isinstance(content, Document):
            return not content.torn and content.leaf_count <= len(content.leaves)
        return not content.needs_script and not self.is_picture

    @property
    def is_picture(self) -> bool:
        """Whether it says what it says with pictures: a person can see it, a machine cannot."""
        return isinstance(self.content, Page) and self.images > 0 and self.size < PICTURE_TEXT and not self.landing

    @cached_property
    def hollow(self) -> frozenset[tuple[int, int]]:
        """Where heads of tables begin that hold numbers only."""
        return hollow_heads(self.parts)

    @cached_property
    def images(self) -> int:
        """Pictures in what is looked at: of a section those under its headings, as far as the page tells."""
        page = self.content
        if self.window is None or not isinstance(page, Page) or not page.pictures:
            return page.images
        first, last = self.window
        inside = {number for number, place in enumerate(self.heading_places, 1) if first <= place < last}
        return sum(above in inside for above in page.pictures)

    @cached_property
    def heading_places(self) -> tuple[int, ...]:
        """Where each heading of a page stands in its folded text; -1 for one that is not there."""
        page = self.content
        return places_of(page.headings, self.folded[0], self.menu_end) if isinstance(page, Page) else ()

    def quote(self, spot: Spot) -> Quote:
        """The original words around ``spot``."""
        text = self.parts[spot.part]
        start, end = origin(text, self.folded[spot.part], spot)
        is_leaf = isinstance(self.content, Document) and spot.part < len(self.content.leaves)
        return Quote(
            text=around(text, start, end),
            marked=" ".join(text[start:end].split()),
            leaf=self.content.leaves[spot.part].number if is_leaf else None,
            heading=self._heading_above(text, start),
        )

    def _heading_above(self, text: str, start: int) -> str:
        if not isinstance(self.content, Page):
            return ""
        above = [(text.rfind(h, 0, start + 1), h) for h in self.content.headings if h]
        best = max(above, default=(-1, ""))
        return best[1] if best[0] >= 0 else ""


_SHARED = ("parts", "folded", "_hits", "_seams", "heading_places")


def _with_tables(text: str, tables: Sequence[Table]) -> str:
    """``text`` and the tables whose words it does not hold yet."""
    folded = fold(text) if tables else ""
    missing = [table for table in tables if fold(_first_words(table)) not in folded]
    rows = ["\t".join(row) for table in missing for row in ((table.header,) if table.header else ()) + table.rows]
    return "\n".join([text, *rows]) if rows else text


def _first_words(table: Table) -> str:
    row = table.header or (table.rows[0] if table.rows else ())
    return next((cell for cell in row if cell.strip()), "")
