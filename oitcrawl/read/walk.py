"""One walk through a parsed page in document order: text, tables, links and headings fall out of it together.

The walk knows nothing of the parser's library but the handful of properties in ``Node``.
"""

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from oitcrawl.model.content import LinkKind, Table
from oitcrawl.read.links import Reference
from oitcrawl.read.marks import Mark, mark_of
from oitcrawl.read.tables import Grid

BREAK: Final = "\x1e"  # between blocks; white space to str.split
CELL: Final = " | "
BLOCK_ROW: Final = 300  # characters of a small block that tells what its links are
LIST_ROW: Final = 700  # a longer row or item is a way of laying out the page
FEW_LINKS: Final = 4
ROW_LINKS: Final = 12
FEW_PIECES: Final = 60
MANY_PIECES: Final = 2000
LAYOUT_CELL: Final = 2000  # characters of a cell that holds a part of the page, not data
HEADING_LENGTH: Final = 300
BOLD_LENGTH: Final = 150
SHORT_CHROME: Final = 400  # characters; a longer part must be mostly links to be chrome by its class alone
BOLD_SHARE: Final = 0.9

# Levels of headings that are not h1-h6: a block that stands out, a line across a table, the parent of a list.
LEVEL_BLOCK: Final = 7
LEVEL_TABLE: Final = 8
LEVEL_LIST: Final = 9


class Node(Protocol):
    """What the walk needs of a node of the parser."""

    @property
    def tag(self) -> str | None: ...
    @property
    def attrs(self) -> Mapping[str, str | None]: ...
    @property
    def child(self) -> "Node | None": ...
    @property
    def next(self) -> "Node | None": ...
    @property
    def text_content(self) -> str | None: ...


Heads = tuple[tuple[int, str], ...]


def squash(text: str) -> str:
    """``text`` on one line, with single spaces."""
    return " ".join(text.split())


class Frame:
    """An open element: what had been gathered when it opened, and what to do when it closes."""

    __slots__ = ("alts", "attrs", "bold", "close", "dead", "extra", "first", "heads", "images", "sink", "start", "tag")

    def __init__(self, walk: "Walk", tag: str, close: "Closer", attrs: Mapping[str, str | None] | None = None) -> None:
        self.tag = tag
        self.close = close
        self.attrs = attrs
        self.sink = walk.out
        self.start = len(walk.out)
        self.first = len(walk.references)
        self.dead = len(walk.dead)
        self.alts = len(walk.alts)
        self.images = walk.images
        self.bold = walk.bold
        self.heads = walk.heads
        self.extra = 0


Closer = Callable[[Frame], None]


class Item(Frame):
    """An open list item."""

    __slots__ = ("has_sublist",)

    def __init__(self, walk: "Walk", tag: str, close: "Closer") -> None:
        super().__init__(walk, tag, close)
        self.has_sublist = False


class OpenTable:
    """A table under way."""

    __slots__ = ("cells", "grid", "heads", "nested", "roomy")

    def __init__(self) -> None:
        self.grid = Grid()
        self.nested = False  # a cell of the row under way holds a table
        self.roomy = False  # the cell before was no cell of data
        self.cells = [0, 0, 0]  # of the row under way: cells, th cells, bold or empty cells
        self.heads: Heads = ()


class OpenForm:
    """A form under way."""

    __slots__ = ("fields", "login")

    def __init__(self) -> None:
        self.fields = 0
        self.login = False


class Walk:
    """What was gathered so far on the way through a page.

    Attributes:
        content, chrome: pieces of text of the main part, and of navigation, header and footer.
        references: links and frames.
        headings: texts of h1-h4 of the content.
        titles: texts of blocks that their class or bold letters make headings.
        tables: tables of the content.
        dead: labels of links that lead nowhere.
        alts: alternative texts of pictures.
        images: pictures of the content larger than icons.
    """

    def __init__(self) -> None:
        self.content: list[str] = []
        self.chrome: list[str] = []
        self.out = self.content
        self.references: list[Reference] = []
        self.headings: list[str] = []
        self.titles: list[str] = []
        self.tables: list[Table] = []
        self.dead: list[str] = []
        self.alts: list[str] = []
        self.emails: list[str] = []
        self.phones: list[str] = []
        self.breadcrumb: tuple[str, ...] = ()
        self.images = self.bold = self.link_chars = 0
        self.in_chrome = self.has_map = self.has_form = False
        self.heads: Heads = ()
        self.panels: dict[str, str] = {}  # id of a panel -> label of the tab that opens it
        self.open_tables: list[OpenTable] = []
        self.open_items: list[Item] = []
        self.open_forms: list[OpenForm] = []
        self.inner_level = 0  # level of a heading inside the link under way
        self.in_article = 0
        self.title = self.base = self.refresh = ""
        self.scripts = self.script_links = self.loaders = 0
        self.wants_script = False
        self._chrome_marks = (0, 0, 0)  # headings, titles and tables when the chrome began

    def through(self, root: Node) -> None:
        """Gather everything below ``root``. Without recursion: hostile pages nest by the ten thousand."""
        from oitcrawl.read.elements import OPENERS, SKIPPED

        node: Node | None = root.child
        stack: list[tuple[Node, Frame | None]] = []
        while True:
            while node is not None:
                tag = node.tag or ""
                if tag == "-text":
                    self.out.append(node.text_content or "")
                    node = node.next
                    continue
                opener = OPENERS.get(tag)
                frame = opener(self, node, tag) if opener else None
                child = node.child
                if child is not None and tag not in SKIPPED:
                    stack.append((node, frame))
                    node = child
                    continue
                if frame:
                    frame.close(frame)
                node = node.next
            if not stack:
                return
            node, frame = stack.pop()
            if frame:
                frame.close(frame)
            node = node.next

    def since(self, frame: Frame) -> str:
        """Text gathered since ``frame`` opened, on one line."""
        return " ".join("".join(self.out[frame.start :]).split())

    def head(self, level: int, text: str) -> None:
        """``text`` is the heading from here on; deeper ones end."""
        if text:
            self.heads = (*[one for one in self.heads if one[0] < level], (level, text))

    def heading_for(self, text: str, heads: Heads, below: int = 0) -> str:
        """The nearest heading that says more than the link's own ``text``; above level ``below`` where given."""
        for level, heading in reversed(heads):
            if heading != text and (not below or level < below):
                return heading
        return ""

    # Blocks

    def block(self, tag: str, attrs: Mapping[str, str | None]) -> Frame | None:
        """Open a block; what it is tells its class, id and role."""
        self.out.append(BREAK)
        css, ident = attrs.get("class") or "", attrs.get("id") or ""
        if self.in_chrome:
            return Frame(self, tag, self._close_breadcrumb) if "bread" in css else None
        if ident and ident in self.panels:
            frame = Frame(self, tag, self._close_panel)
            self.head(LEVEL_BLOCK, self.panels[ident])
            return frame
        mark = mark_of(tag, css, ident, attrs.get("role") or "")
        if mark is Mark.PLAIN:
            return Frame(self, tag, self.close_block)
        if mark is Mark.BREADCRUMB:
            return Frame(self, tag, self._close_breadcrumb)
        if mark is Mark.HEADING:
            return Frame(self, tag, self._close_titled)
        if mark is Mark.LOADER:
            self.loaders += 1
            return Frame(self, tag, self.close_block)
        return self.enter_chrome(tag, sure=mark is Mark.SURE_CHROME)

    def close_block(self, frame: Frame) -> None:
        """A plain block ends: its words may tell what its few links are, or it may be a bold heading."""
        pieces = len(self.out) - frame.start
        links = len(self.references) - frame.first
        if 0 < links <= FEW_LINKS and pieces < FEW_PIECES:
            self._weak_rows(frame)
        elif not links and self.bold > frame.bold and pieces < FEW_PIECES:
            self._bold_heading(frame)
        self.out.append(BREAK)

    def _weak_rows(self, frame: Frame) -> None:
        waiting = [one for one in self.references[frame.first :] if not one.row]
        text = self.since(frame) if waiting else ""
        if len(text) > BLOCK_ROW:
            return
        for reference in waiting:
            if len(text) > len(reference.text) + 2:
                reference.row = text

    def _bold_heading(self, frame: Frame) -> None:
        length = sum(map(len, self.out[frame.start :]))
        if length <= BOLD_LENGTH * 2 and self.bold - frame.bold >= BOLD_SHARE * length:
            self._title(self.since(frame), BOLD_LENGTH)

    def _title(self, text: str, longest: int) -> None:
        if text and len(text) <= longest:
            self.head(LEVEL_BLOCK, text)
            self.titles.append(text)

    def _close_titled(self, frame: Frame) -> None:
        if len(self.out) - frame.start < FEW_PIECES:
            self._title(self.since(frame), HEADING_LENGTH)
        self.close_block(frame)

    def _close_panel(self, frame: Frame) -> None:
        self.close_block(frame)
        self.heads = frame.heads

    def _close_breadcrumb(self, frame: Frame) -> None:
        pieces = self.out[frame.start :]
        parts = [squash(part) for piece in pieces for part in piece.replace("»", "›").replace("/", "›").split("›")]
        if not self.breadcrumb:
            self.breadcrumb = tuple(part for part in parts if part and part not in {">", "|", "→"})[:12]
        self.out.append(BREAK)
        if self.out is self.content:
            self.chrome += pieces
            del self.content[frame.start :]
            self.content.append(BREAK)

    # Chrome

    def enter_chrome(self, tag: str, *, sure: bool) -> Frame:
        """Text goes aside from here on."""
        frame = Frame(self, tag, self._leave_sure_chrome if sure else self._leave_chrome)
        frame.extra = self.link_chars
        frame.start = len(self.chrome)
        self.out, self.in_chrome, self.heads = self.chrome, True, ()
        self.chrome.append(BREAK)
        self._chrome_marks = (len(self.headings), len(self.titles), len(self.tables))
        return frame

    def _leave_chrome(self, frame: Frame) -> None:
        """What only its class calls a menu must be mostly links, or short; else it was the content after all."""
        words = "".join("".join(self.chrome[frame.start :]).split())
        linked = self.link_chars - frame.extra
        if len(words) <= SHORT_CHROME or linked * 2 >= len(words):
            self._leave_sure_chrome(frame)
            return
        self.content += self.chrome[frame.start :]
        del self.chrome[frame.start :]
        self._back_to_content(frame)

    def _leave_sure_chrome(self, frame: Frame) -> None:
        headings, titles, tables = self._chrome_marks
        del self.headings[headings:]
        del self.titles[titles:]
        del self.tables[tables:]
        del self.alts[frame.alts :]
        self.images = frame.images
        self._back_to_content(frame)

    def _back_to_content(self, frame: Frame) -> None:
        self.out, self.in_chrome, self.heads = self.content, False, frame.heads
        self.content.append(BREAK)

    # Lists

    def close_sublist(self, frame: Frame) -> None:
        """The list inside an item ends, and the item's words are no heading any more."""
        self.heads = frame.heads

    def close_item(self, frame: Frame) -> None:
        """An item ends: its words are the row of its links, unless they are those of a sublist."""
        item = self.open_items.pop()
        self.out.append(BREAK)
        if item.has_sublist:
            self.heads = frame.heads
        elif len(self.references) > frame.first and len(self.out) - frame.start < MANY_PIECES:
            self.firm_rows(self.since(frame), frame.first, len(self.references))

    # Links

    def refer(self, href: str, text: str, kind: LinkKind = LinkKind.ANCHOR, *, heading: str = "") -> Reference:
        """Note a reference to ``href``."""
        reference = Reference(href, text, heading or self.heading_for(text, self.heads), kind)
        self.references.append(reference)
        return reference

    def firm_rows(self, text: str, first: int, last: int) -> None:
        """The row or list item around the references ``first`` to ``last`` says ``text``."""
        if last - first > ROW_LINKS or len(text) > LIST_ROW:
            return
        for reference in self.references[first:last]:
            if not reference.firm and len(text) > len(reference.text) + 2:
                reference.row, reference.firm = text, True
