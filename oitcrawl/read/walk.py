"""One walk through a parsed page in document order: text, tables, links and headings fall out of it together."""

from functools import partial
from typing import TYPE_CHECKING

from oitcrawl.model.content import LinkKind, Table
from oitcrawl.read.links import Reference
from oitcrawl.read.marks import Mark, mark_of
from oitcrawl.read.node import Attrs, Node
from oitcrawl.read.state import (
    BLOCK_ROW,
    BOLD_LENGTH,
    BOLD_SHARE,
    BREAK,
    DONE,
    FEW_LINKS,
    FEW_PIECES,
    HEADING_LENGTH,
    HOLDERS,
    LEVEL_BLOCK,
    LIST_ROW,
    MANY_PIECES,
    MENU_SHARE,
    ROW_LINKS,
    SHORT_CHROME,
    Closer,
    Heads,
    Item,
    OpenForm,
    OpenTable,
    heading_for,
    squash,
    under,
)

if TYPE_CHECKING:
    from oitcrawl.read.frames import Frames


def lone_text(node: Node) -> str | None:
    """The text that is all an element holds; None when it holds anything else, or nothing."""
    child = node.child
    if child is None:
        return None
    words: str | None = child.text_content
    return words if words is not None and child.next is None else None


class Chrome:
    """Chrome under way, and what the content held before it."""

    __slots__ = tuple("alts has_form headings heads link_chars panel pictures start tables titles".split())

    def __init__(self, walk: "Walk") -> None:
        self.start, self.heads, self.panel = len(walk.chrome), walk.heads, walk.panel
        self.link_chars, self.pictures, self.has_form = walk.link_chars, len(walk.pictures), walk.has_form
        self.headings, self.titles = len(walk.headings), len(walk.titles)
        self.tables, self.alts = len(walk.tables), len(walk.alts)


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
        pictures: of each picture of the content larger than icons, how many headings stand before it.
        frames: what the parts of the site's frame gave on other pages; None walks through them.
        framed: (start, end, lines) of pieces of the chrome of which the lines are known.
        is_menu: for a walk through a part alone, whether it is mostly links, or short.
    """

    def __init__(self, frames: "Frames | None" = None) -> None:
        self.frames = frames
        self.is_menu = False
        self.framed: list[tuple[int, int, str]] = []
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
        self.pictures: list[int] = []
        self.bold = self.link_chars = 0
        self.in_anchor = self.in_chrome = self.has_map = self.has_form = False
        self.heads: Heads = ()
        self.panels: dict[str, str] = {}  # id of a panel -> label of the tab that opens it
        self.open_tables: list[OpenTable] = []
        self.open_items: list[Item] = []
        self.open_forms: list[OpenForm] = []
        self.in_article = self.inner_level = 0  # the latter of a heading inside the link under way
        self.last_button = self.panel = ""  # the panel under way by its label
        self.title = self.base = self.refresh = self.published = self.generator = ""
        self.scripts = self.script_links = self.loaders = 0
        self.wants_script = self.empty_panels = False
        self.linked_head: tuple[int, Heads] | None = None  # where a heading that is a link stands; headings before it

    def through(self, root: Node) -> None:
        """Gather everything below ``root``. Without recursion: hostile pages nest by the ten thousand.

        Most of the time that a page takes is spent here and in the openers: what holds but a text, as most elements
        do, is done with at once, so that only the others are put on the stack.
        """
        from oitcrawl.read.elements import OPENERS

        node: Node | None = root.child
        stack: list[tuple[Node | None, Closer | None]] = []
        opener_of = OPENERS.get
        while True:
            while node is not None:
                tag = node.tag
                if tag == "-text":
                    self.out.append(node.text_content)
                    node = node.next
                    continue
                opener = opener_of(tag)
                close = opener(self, node, tag) if opener is not None else None
                if close is DONE:
                    node = node.next
                    continue
                child = node.child
                if child is not None:
                    stack.append((node.next, close))
                    node = child
                    continue
                if close is not None:
                    close()
                node = node.next
            if not stack:
                return
            node, close = stack.pop()
            if close is not None:
                close()

    def since(self, start: int) -> str:
        """Text of the pieces from ``start`` on, on one line."""
        if len(self.out) == start + 1:
            return " ".join(self.out[start].split())
        return squash("".join(self.out[start:]))

    def head(self, level: int, text: str) -> None:
        """``text`` is the heading from here on; those of its level and deeper ones end."""
        if text:
            self.trim(level)
            self.heads = (*self.heads, (level, under(self.heads, text)))

    def trim(self, level: int) -> None:
        """A heading of ``level`` begins: those of its level and deeper ones end, also for links inside it."""
        heads = self.heads
        while heads and heads[-1][0] >= level:  # they stand in the order of their levels
            heads = heads[:-1]
        self.heads = heads

    # Blocks

    def block(self, tag: str, attrs: Attrs, node: Node | None = None) -> Closer | None:
        """Open a block; what it is tells its class, id and role.

        Args:
            tag: its name.
            attrs: its attributes.
            node: the block itself where what becomes of it is left to the walk, which may be DONE with it at once.
        """
        out = self.out
        out.append(BREAK)
        start = len(out)
        css, ident = attrs.get("class"), attrs.get("id")
        if self.in_chrome:
            return partial(self._close_breadcrumb, start) if css and "bread" in css else None
        role = attrs.get("role")
        if ident and ident in self.panels:
            close = partial(self._close_panel, start, len(self.references), self.bold, self.heads, self.panel)
            self.panel = under(((0, self.panel),), self.panels[ident])
            self.head(LEVEL_BLOCK, self.panel)
            return close
        if css or ident or role:
            mark = mark_of(tag, css or "", ident or "", role or "")
            if mark is not Mark.PLAIN:
                return self._marked(mark, start, node)
        if tag in HOLDERS:
            return partial(self._close_holder, start)
        if node is not None and (words := lone_text(node)) is not None:
            out.append(words)
            self._close_holder(start)
            return DONE
        return partial(self.close_block, start, len(self.references), self.bold)

    def _marked(self, mark: Mark, start: int, node: Node | None) -> Closer:
        match mark:
            case Mark.BREADCRUMB:
                return partial(self._close_breadcrumb, start)
            case Mark.HEADING:
                self.trim(LEVEL_BLOCK)
                return partial(self._close_titled, start, len(self.references), self.bold)
            case Mark.CHROME | Mark.SURE_CHROME:
                return self.enter_chrome(node, sure=mark is Mark.SURE_CHROME)
            case Mark.LOADER:
                self.loaders += 1
        return partial(self.close_block, start, len(self.references), self.bold)

    def close_block(self, start: int, first: int, bold: int) -> None:
        """A plain block ends: its words may tell what its few links are, or it may be a bold heading.

        Args:
            start: pieces of text when it opened.
            first: references.
            bold: characters in bold letters.
        """
        pieces = len(self.out) - start
        links = len(self.references) - first
        if pieces < FEW_PIECES:
            if 0 < links <= FEW_LINKS:
                self._weak_rows(start, first)
            elif not links and self.bold > bold:
                self._bold_heading(start, bold)
        self._close_holder(start)

    def _close_holder(self, start: int) -> None:
        """A table or list ends, whose rows and items tell what it holds; a heading that is a link ends with it."""
        if self.linked_head is not None and start <= self.linked_head[0]:
            self.heads, self.linked_head = self.linked_head[1], None
        self.out.append(BREAK)

    def _weak_rows(self, start: int, first: int) -> None:
        waiting = [one for one in self.references[first:] if not one.row]
        if not waiting:
            return
        text = self.since(start)
        if len(text) > BLOCK_ROW:
            return
        if len(waiting) > 1 and self._is_all_links(text, first, len(self.references)):
            return
        for reference in waiting:
            if len(text) > len(reference.text) + 2:
                reference.row = text

    def _bold_heading(self, start: int, bold: int) -> None:
        length = sum(map(len, self.out[start:]))
        if length <= BOLD_LENGTH * 2 and self.bold - bold >= BOLD_SHARE * length:
            self._title(self.since(start), BOLD_LENGTH)

    def _title(self, text: str, longest: int) -> None:
        if text and len(text) <= longest:
            self.head(LEVEL_BLOCK, text)
            self.titles.append(text)

    def _close_titled(self, start: int, first: int, bold: int) -> None:
        before = self.heads
        if len(self.out) - start < FEW_PIECES:
            self._title(self.since(start), HEADING_LENGTH)
        self.close_block(start, first, bold)
        if len(self.references) > first:
            self.linked_head = (start, before)

    def _close_panel(self, start: int, first: int, bold: int, heads: Heads, around: str) -> None:
        self.close_block(start, first, bold)
        self.heads, self.panel = heads, around

    def _close_breadcrumb(self, start: int) -> None:
        pieces = self.out[start:]
        parts = [squash(part) for piece in pieces for part in piece.replace("»", "›").replace("/", "›").split("›")]
        if not self.breadcrumb:
            self.breadcrumb = tuple(part for part in parts if part and part not in {">", "|", "→"})[:12]
        self.out.append(BREAK)
        if self.out is self.content:
            self.chrome += pieces
            del self.content[start:]
            self.content.append(BREAK)

    # Chrome

    def enter_chrome(self, node: Node | None, *, sure: bool) -> Closer:
        """Text goes aside from here on.

        Args:
            node: what goes aside, if all of it may be taken in at once.
            sure: its tag or role says so; what only its class calls a menu must prove it when it ends.
        """
        if node is not None and self.frames is not None and self.frames.take(self, node, sure=sure):
            return DONE
        frame = Chrome(self)
        self.out, self.in_chrome, self.heads, self.panel = self.chrome, True, (), ""
        self.chrome.append(BREAK)
        return partial(self._leave_chrome, frame, sure=sure)

    def _leave_chrome(self, frame: Chrome, *, sure: bool) -> None:
        if sure or self._is_menu(frame):
            del self.headings[frame.headings :]
            del self.titles[frame.titles :]
            del self.tables[frame.tables :]
            del self.alts[frame.alts :], self.pictures[frame.pictures :]
            self.has_form = frame.has_form  # a poll or a newsletter beside every page
        else:
            self.content += self.chrome[frame.start :]
            del self.chrome[frame.start :]
        self.out, self.in_chrome, self.heads, self.panel = self.content, False, frame.heads, frame.panel
        self.content.append(BREAK)

    def _is_menu(self, frame: Chrome) -> bool:
        """Whether what its class calls a menu is mostly links, or short; else it is content after all."""
        words = sum(len(piece) for piece in "".join(self.chrome[frame.start :]).split())
        return words <= SHORT_CHROME or (self.link_chars - frame.link_chars) * 2 >= words

    # Lists

    def close_sublist(self, heads: Heads) -> None:
        """The list inside an item ends, whose words are no heading any more: ``heads`` are in force again."""
        self.heads = heads

    def close_item(self) -> None:
        """An item ends: its words are the row of its links, unless they are those of a sublist."""
        item = self.open_items.pop()
        if item.has_sublist:
            self.heads = item.heads
        elif len(self.references) > item.first and 1 < len(self.out) - item.start < MANY_PIECES:
            self.firm_rows(self.since(item.start), item.first, len(self.references))
        self.out.append(BREAK)

    # Links

    def refer(self, href: str, text: str, kind: LinkKind = LinkKind.ANCHOR, *, heading: str = "") -> Reference:
        """Note a reference to ``href``."""
        reference = Reference(href, text, heading or heading_for(text, self.heads), kind)
        self.references.append(reference)
        return reference

    def firm_rows(self, text: str, first: int, last: int) -> None:
        """The row or list item around the references ``first`` to ``last`` says ``text``."""
        if last - first > ROW_LINKS or len(text) > LIST_ROW:
            return
        if last - first > 2 and self._is_all_links(text, first, last):  # noqa: PLR2004 - number and title, then "คลิก"
            return
        for reference in self.references[first:last]:
            if not reference.firm and len(text) > len(reference.text) + 2:
                reference.row, reference.firm = text, True

    def _is_all_links(self, text: str, first: int, last: int) -> bool:
        """Whether a row is a menu: its words are those of its links, which tell nothing of each other."""
        return sum(len(one.text) for one in self.references[first:last]) >= MENU_SHARE * len(text)
