"""How a page looks, robust to counters, dates and tokens, so that two answers can be told to be the same. Calm."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from oitcrawl.crawl.wordings import CLOCK, COUNTERS, DATES, UNITS
from oitcrawl.model.content import Page
from oitcrawl.thai.text import fold

LEAST = 12  # folded letters; a page that shows fewer is like many others
SAME = 0.95  # share of the text that two spellings of one page have in common
OWN_LINKS = 2
FEW_LINES = 8  # so few may all hold a counter
THIRD = 0.3  # of the lines; clocks and counters change others
NEARLY = 0.1  # share by which two pages that may be the same differ at most
ECHO = 100  # characters
COUNTER = 60  # characters of a line of counters
BESIDE = 6  # folded letters that such a line has beside its counters
_DIGITS = re.compile(r"\d+")
_THINGS = re.compile(rb"<(?:img|iframe|frame|object|embed|video|audio|canvas|svg)\b", re.IGNORECASE)
FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|csv|zip|rar|7z|jpe?g|png)$|download|/file/d/|drive\.google|docs\.google",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A page reduced to what a visitor would recognise it by.

    Attributes:
        lines: folded lines of its main text and headings, without digits, dates and counters.
        links: where its links lead on its own host, without numbers of sessions.
        files: links to documents, pictures and drives.
        things: pictures, frames and players in its bytes.
    """

    lines: frozenset[str]
    links: frozenset[str]
    files: frozenset[str]
    things: int

    @property
    def letters(self) -> int:
        """Folded letters of its lines."""
        return sum(map(len, self.lines))

    def adds_nothing_to(self, other: "Look") -> bool:
        """Whether whatever is here is on ``other`` too: text, links, files, pictures."""
        return (
            self.lines <= other.lines
            and self.files <= other.files
            and self.links <= other.links
            and self.things <= other.things
        )

    def is_same_as(self, other: "Look") -> bool:
        """Whether both are one page, but for a word or a counter."""
        if self.letters < LEAST or abs(self.things - other.things) > 1:
            return False
        own = len(self.links ^ other.links)  # each may link to itself, and the other not
        return _alike(self.lines, other.lines) and own <= max(OWN_LINKS, (1 - SAME) * len(self.links | other.links))


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What can be told of a page at a glance, to spare nearly all pages the work of a look.

    Attributes:
        lines: of its main text, as they stand.
        size: characters of it.
        links: how many.
    """

    lines: frozenset[str]
    size: int
    links: int

    @classmethod
    def of(cls, page: Page) -> "Glance":
        """The glance at ``page``."""
        text = page.leaf.text
        return cls(lines=frozenset(text.splitlines()), size=len(text), links=len(page.links))

    def may_be(self, other: "Glance") -> bool:
        """Whether both may be one page: nearly as long, as many links, and some lines the same to the letter."""
        lines = min(len(self.lines), len(other.lines))
        return (
            abs(self.size - other.size) <= NEARLY * max(self.size, other.size) + ECHO
            and abs(self.links - other.links) <= NEARLY * max(self.links, other.links) + OWN_LINKS
            and (lines <= FEW_LINES or len(self.lines & other.lines) >= THIRD * lines)
        )


def look(page: Page, body: bytes, echoed: Iterable[str] = ()) -> Look:
    """The look of ``page``.

    Args:
        page: as read.
        body: its bytes.
        echoed: words of its address that it may repeat.
    """
    drop = [part for word in echoed if len(part := _DIGITS.sub("", fold(unquote(word)))) > 2]  # noqa: PLR2004
    host = urlsplit(page.url).hostname
    texts = (page.title, *page.headings, *page.leaf.text.splitlines())
    own = {link.url for link in page.links if urlsplit(link.url).hostname == host}
    return Look(
        lines=frozenset(filter(None, (_plain(text, drop) for text in texts))),
        links=frozenset(_without(url, echoed) for url in own if url != page.url),
        files=frozenset(_without(link.url, echoed) for link in page.links if FILE.search(link.url.partition("?")[0])),
        things=len(_THINGS.findall(body)),
    )


def is_counter(line: str) -> bool:
    """Whether ``line`` is a clock, a date of today or a counter of visitors and nothing else: it holds a number."""
    if len(line) >= 2 * COUNTER or _DIGITS.search(line) is None:
        return False
    plain = line.lower()
    if not CLOCK.search(plain) and not COUNTERS.search(plain):
        return False
    for wording in (CLOCK, DATES, COUNTERS, UNITS, _DIGITS):
        plain = wording.sub(" ", plain)
    return len(fold(plain)) <= BESIDE


def _plain(text: str, drop: list[str]) -> str:
    if (COUNTERS.search(text.lower()) and len(text) < COUNTER) or is_counter(text):
        return ""
    plain = _DIGITS.sub("", fold(DATES.sub("", text)))
    for word in drop:
        plain = plain.replace(word, "")
    return plain


def _without(url: str, echoed: Iterable[str]) -> str:
    """A link without the word of the page's own address, which print and share links repeat with the time behind."""
    for word in echoed:
        found = re.search(rf"(?<![0-9A-Za-z%]){re.escape(word)}(?![0-9A-Za-z])", url) if word in url else None
        if found and word:
            return f"{url[: found.start()]}*{_DIGITS.sub('N', url[found.end() :])}"
    return url


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    whole = sum(map(len, one | other))
    return not whole or sum(map(len, one & other)) >= SAME * whole
