"""What a page says of its own emptiness, with the frame that it shares with the home page taken away. Calm."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from oitcrawl.crawl.look import Glance, Look, is_counter
from oitcrawl.crawl.signatures import covers, is_broken, opens, parts, plain
from oitcrawl.crawl.wordings import NO_DATA, NOT_THERE, TRIGGERS
from oitcrawl.model.content import LinkKind, Page
from oitcrawl.thai.text import fold

LITTLE = 900  # characters beside the frame
SHORT = 200  # folded letters beside the frame
HARDLY_ANY = 80
NOTHING = 25
SHORT_LINE = 160
MOST = 0.65  # of a line; "no data on complaints was found" is a statement
_DOCUMENT = re.compile(r"\.(?:pdf|docx|xlsx|pptx|odt|ods|zip|rar|7z)$", re.IGNORECASE)
_NOT_FOUND = re.compile(r"ไม่(?:พบ|เจอ)|not found")
_SCRIPTED = frozenset({"shell", "loader", "holes", "script_links", "empty_panels", "table_without_links"})
_ROWS = 2


class Hint(Enum):
    """How loudly a page says that nothing is there."""

    BROKEN = "broken"  # an error of the program behind it, and nothing else
    PLAINLY_GONE = "plainly gone"  # its title or first heading says so, and there is nothing else
    GONE = "gone"  # some line says so
    PLAINLY_EMPTY = "plainly empty"  # "no data" and nothing else
    NO_RECORD = "no record"  # "not found" of data, and nothing else
    EMPTY = "empty"  # some line says "no data"
    BARE = "bare"  # it says nothing at all beside its frame
    NO_DOCUMENT = "no document"  # a page where a document was promised
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What is on a page beside its frame.

    Attributes:
        lines: lines of its main text that the home page does not have, without clocks and counters.
        letters: folded letters of them, headings not counted.
        files: whether it offers a file, picture or frame that the home page does not.
        pictures: whether pictures or a map are shown.
    """

    lines: tuple[str, ...]
    letters: int
    files: bool
    pictures: bool


def is_worth_a_look(page: Page, seen: Glance, homes: Iterable[Glance]) -> bool:
    """Whether anything about ``page`` makes it doubtful: little of its own, words of absence, or home again.

    Nearly no page is, and only such are folded and compared.
    """
    frame: frozenset[str] = frozenset()
    for home in homes:
        if seen.may_be(home):
            return True
        frame |= home.lines
    own = seen.lines - frame
    if sum(map(len, own)) <= LITTLE:
        return True
    said = [line for line in own if len(line) <= SHORT_LINE]
    return TRIGGERS.has_any("\n".join((page.title, *page.headings[:2], *said)))


def own_part(page: Page, seen: Look, frames: tuple[Look, ...]) -> Own:
    """What ``page`` shows beside what the home pages ``frames`` show."""
    known = frozenset().union(*(one.lines for one in frames)) if frames else frozenset()
    files = frozenset().union(*(one.files for one in frames)) if frames else frozenset()
    heads = {fold(text) for text in (page.title, *page.headings, *page.breadcrumb)}
    told = (line for line in page.leaf.text.splitlines() if not is_counter(line))
    lines = tuple(line for line in told if re.sub(r"\d+", "", fold(line)) not in known)
    framed = any(link.kind is LinkKind.FRAME for link in page.links)
    return Own(
        lines=lines,
        letters=sum(len(fold(line)) for line in lines if fold(line) not in heads),
        files=bool(seen.files - files) or framed,
        pictures=page.images > 0 or page.has_map or bool(page.phones),
    )


def hint(page: Page, own: Own, url: str) -> Hint:
    """How loudly ``page``, asked for as ``url``, says that nothing is there."""
    if own.files or is_scripted(page):
        return Hint.NONE
    if not own.pictures and is_broken(page, own.lines):
        return Hint.BROKEN
    return _said(page, own, url)


def _said(page: Page, own: Own, url: str) -> Hint:
    """How loudly the words of ``page`` say that nothing is there."""
    short = own.letters <= SHORT
    if short and any(opens(NOT_THERE, part) for part in parts((page.title, *page.headings[:2]))):
        return Hint.PLAINLY_GONE
    said = [plain(line) for line in own.lines if len(line) <= SHORT_LINE]
    if any(NOT_THERE.search(line) for line in said):
        plainly = own.letters <= HARDLY_ANY and any(opens(NOT_THERE, line) for line in said)
        return Hint.PLAINLY_GONE if plainly and not own.pictures else Hint.GONE
    if without := [line for line in said if covers(NO_DATA, line, MOST)]:
        return _without_data(page, own, without)
    if promises_document(url) and short and not own.pictures and not _has_rows(page):
        return Hint.NO_DOCUMENT
    return Hint.BARE if own.letters <= NOTHING and not own.pictures and not page.has_form else Hint.NONE


def _without_data(page: Page, own: Own, lines: list[str]) -> Hint:
    """How loudly ``lines`` say that there is no data."""
    little = own.letters <= HARDLY_ANY and not own.pictures and not _has_rows(page)
    if any(_NOT_FOUND.search(line) for line in lines):
        return Hint.NO_RECORD if little else Hint.GONE
    return Hint.PLAINLY_EMPTY if little else Hint.EMPTY


def promises_document(url: str) -> bool:
    """Whether an address ends as those of documents do; ``.doc`` and ``.xls`` may truly be pages, saved by Office."""
    return _DOCUMENT.search(url.partition("?")[0]) is not None


def is_scripted(page: Page) -> bool:
    """Whether scripts may still fill the page: nothing can be said of what it lacks."""
    return page.needs_script or bool(page.refresh) or bool(_SCRIPTED & set(page.script_signs))


def _has_rows(page: Page) -> bool:
    return any(len(table.rows) >= _ROWS for table in page.leaf.tables)
