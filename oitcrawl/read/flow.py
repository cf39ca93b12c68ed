"""A letter under way: lines, tables and page ends as any format of letters gives them, and the document they make."""

import re
from collections.abc import Sequence
from typing import Final

from oitcrawl.model.content import Document, Leaf, Media, Table, Unread, UnreadCause
from oitcrawl.read.asides import properties_aside
from oitcrawl.read.properties import Properties
from oitcrawl.read.quality import judge_text, repair
from oitcrawl.read.tables import Row, make_table
from oitcrawl.read.unread import unread
from oitcrawl.settings import Settings

CELL: Final = " | "  # between the cells of a row that is written as a line
PAGE: Final = "\f"  # ends a page, among the words of a paragraph
MAX_LINES: Final = 400_000  # of one document; hostile ones repeat cells without end


class Flow:
    """Pages of lines and tables that grow from top to bottom."""

    __slots__ = ("_count", "_line", "pages")

    def __init__(self) -> None:
        self.pages: list[tuple[list[str], list[Table]]] = [([], [])]
        self._line: list[str] = []
        self._count = 0

    def say(self, words: str) -> None:
        """Words of the line under way; line ends and page ends in them count."""
        if words == "\n":
            self.end_line()
        elif words == PAGE:
            self.end_page()
        else:
            self._line.append(words)

    def end_line(self) -> None:
        """The line ends here; an empty one leaves no trace."""
        text = one_line("".join(self._line))
        self._line = []
        self._add(text)

    def end_page(self) -> None:
        """The page ends here, unless nothing stands on it yet."""
        self.end_line()
        if self.pages[-1][0]:
            self.pages.append(([], []))

    def row(self, row: Row) -> None:
        """A row of a table as a line; cells of several lines become one."""
        self._add(CELL.join(cell for cell in row.cells if cell))

    @property
    def here(self) -> int:
        """The page under way, from 0."""
        return len(self.pages) - 1

    def table(self, rows: Sequence[Row], page: int) -> None:
        """A table whose rows have been said, as a table of the page on which it began."""
        if table := make_table(rows):
            self.pages[page][1].append(table)

    def _add(self, text: str) -> None:
        if text and self._count < MAX_LINES:
            self._count += 1
            self.pages[-1][0].append(text)

    def leaves(self) -> tuple[Leaf, ...]:
        """The pages that hold text; an empty one between them stays."""
        self.end_line()
        while len(self.pages) > 1 and not self.pages[-1][0]:
            self.pages.pop()
        return tuple(
            Leaf(number=number, text="\n".join(lines), tables=tuple(tables))
            for number, (lines, tables) in enumerate(self.pages, 1)
        )

    def leaf(self, number: int) -> Leaf:
        """All of it as one leaf: a slide."""
        self.end_line()
        lines = [line for page, _ in self.pages for line in page]
        return Leaf(number=number, text="\n".join(lines), tables=tuple(one for _, some in self.pages for one in some))


def one_line(text: str) -> str:
    """``text`` repaired, in one line, without control characters: broken files are full of them."""
    if not text.isprintable():
        text = CONTROLS.sub("", text)
    return " ".join(repair(text).split())


CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f]")  # but those that are white space


def document_of(
    leaves: Sequence[Leaf],
    body: bytes,
    *,
    url: str,
    media: Media,
    settings: Settings,
    properties: Properties | None = None,
    images: int = 0,
    leaf_count: int = 0,
    sha256: str = "",
    torn: bool = False,
    asides: Sequence[Leaf] = (),
) -> Document | Unread:
    """The document of these leaves: its text judged, no more of them than ``settings.max_leaves``.

    Args:
        leaves: pages, slides or sheets in order.
        body: the bytes of the file, for its size.
        url: its canonical address.
        media: what it is.
        settings: limits.
        properties: what it says about itself.
        images: pictures in it: a file without text but with pictures is a scan, one without both is empty.
        leaf_count: pages of the file when they are more than ``leaves``.
        sha256: digest of the bytes.
        torn: the file is damaged: what is not there may have been.
        asides: what stands beside its pages and may be personal.
    """
    found, size = properties or Properties(), len(body)
    count = max(leaf_count, len(leaves))
    text = "\n".join(leaf.text for leaf in leaves)
    if not text.strip():
        cause = UnreadCause.DAMAGED if torn else UnreadCause.SCAN if images else UnreadCause.EMPTY
        return unread(url, media, cause, leaf_count=count, sha256=sha256, size=size)
    return Document(
        url=url,
        media=media,
        title=found.title,
        author=found.author,
        leaves=tuple(leaves[: settings.max_leaves]),
        text_layer=judge_text(text),
        meta_dates=found.dates,
        leaf_count=count,
        images=images,
        sha256=sha256,
        size=size,
        torn=torn,
        asides=tuple(asides) or properties_aside(found.said),
    )
