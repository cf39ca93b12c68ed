"""How a page looks, robust to counters, dates and tokens, so that two answers can be told to be the same. Calm."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from oitcrawl.crawl.wordings import COUNTERS, DATES
from oitcrawl.model.content import Page
from oitcrawl.thai.text import fold

LEAST = 12  # folded letters; a page that shows fewer is like many others
SAME = 0.95  # share of the text that two spellings of one page have in common
_DIGITS = re.compile(r"\d+")
_THINGS = re.compile(rb"<(?:img|iframe|frame|object|embed|video|audio|canvas|svg)\b", re.IGNORECASE)
_FILE = re.compile(
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
        return _alike(self.lines, other.lines, len) and _alike(self.links, other.links, lambda _link: 1)


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
        links=frozenset(url for url in own if not _repeats(url, page.url, echoed)),
        files=frozenset(link.url for link in page.links if _FILE.search(link.url.partition("?")[0])),
        things=len(_THINGS.findall(body)),
    )


def _plain(text: str, drop: list[str]) -> str:
    if COUNTERS.search(text.lower()) and len(text) < 60:  # noqa: PLR2004 - a counter is a short line
        return ""
    plain = _DIGITS.sub("", fold(DATES.sub("", text)))
    for word in drop:
        plain = plain.replace(word, "")
    return plain


def _repeats(url: str, own: str, echoed: Iterable[str]) -> bool:
    """Whether a link leads to the page itself in another form: print, language, share."""
    return url == own or any(len(word) > 2 and word in url for word in echoed)  # noqa: PLR2004


def _alike(one: frozenset[str], other: frozenset[str], weigh: Callable[[str], int]) -> bool:
    whole = sum(map(weigh, one | other))
    return not whole or sum(map(weigh, one & other)) >= SAME * whole
