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
    OpenForm,
    OpenTable,
    heading_for,
    squash,
)

if TYPE_CHECKING:
    from oitcrawl.read.frames import Frames


class Frame:
    """An open block: what had been gathered when it opened.

    Attributes:
        start: pieces of text.
        first: references.
        bold: characters in bold letters.
        heads: headings in force.
    """

    __slots__ = ("bold", "first", "heads", "start")

    def __init__(self, walk: "Walk") -> None:
        self.start = len(walk.out)
        self.first = len(walk.references)
        self.bold = walk.bold
        self.heads = walk.heads


class Item(Frame):
    """An open list item."""

    __slots__ = ("dead", "has_sublist", "sink")

    def __init__(self, walk: "Walk") -> None:
        self.start = len(walk.out)
        self.first = len(walk.references)
        self.heads = walk.heads
        self.sink = walk.out
        self.dead = len(walk.dead)
        self.has_sublist = False


class Chrome(Frame):
    """Chrome under way, and what the content held before it."""

    __slots__ = ("alts", "headings", "images", "link_chars", "tables", "titles")

    def __init__(self, walk: "Walk") -> None:
        super().__init__(walk)
        self.start = len(walk.chrome)
        self.link_chars, self.images = walk.link_chars, walk.images
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
        images: pictures of the content larger than icons.
        frames: what the parts of the site's frame gave on other pages; None walks through them.
        is_menu: for a walk through a part alone, whether it is mostly links, or short.
    """

    def __init__(self, frames: "Frames | None" = None) -> None:
        self.frames = frames
        self.is_menu = False
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
        self.in_anchor = self.in_chrome = self.has_map = self.has_form = False
        self.heads: Heads = ()
        self.panels: dict[str, str] = {}  # id of a panel -> label of the tab that opens it
        self.open_tables: list[OpenTable] = []
        self.open_items: list[Item] = []
        self.open_forms: list[OpenForm] = []
        self.inner_level = 0  # level of a heading inside the link under way
        self.in_article = 0
        self.last_button = ""
        self.title = self.base = self.refresh = ""
        self.scripts = self.script_links = self.loaders = 0
        self.wants_script = False
        self.linked_head: tuple[int, Heads] | None = None  # where a heading that is a link stands; headings before it

    def through(self, root: Node) -> None:
        """Gather everything below ``root``. Without recursion: hostile pages nest by the ten thousand."""
        from oitcrawl.read.elements import OPENERS, SKIPPED

        node: Node | None = root.child
        stack: list[tuple[Node, Closer | None]] = []
        while True:
            while node is not None:
                tag = node.tag
                if tag == "-text":
                    self.out.append(node.text_content)
                    node = node.next
                    continue
                opener = OPENERS.get(tag)
                close = opener(self, node, tag) if opener else None
                child = node.child
                if child is not None and close is not DONE and tag not in SKIPPED:
                    stack.append((node, close))
                    node = child
                    continue
                if close:
                    close()
                node = node.next
            if not stack:
                return
            node, close = stack.pop()
            if close:
                close()
            node = node.next

    def since(self, start: int) -> str:
        """Text of the pieces from ``start`` on, on one line."""
        if len(self.out) == start + 1:
            return " ".join(self.out[start].split())
        return " ".join("".join(self.out[start:]).replace(BREAK, " ").split())

    def head(self, level: int, text: str) -> None:
        """``text`` is the heading from here on; deeper ones end."""
        if text:
            self.heads = (*[one for one in self.heads if one[0] < level], (level, text))

    def trim(self, level: int) -> None:
        """A heading of ``level`` begins: those of its level and deeper ones end, also for links inside it."""
        self.heads = tuple(one for one in self.heads if one[0] < level)

    # Blocks

    def block(self, tag: str, attrs: Attrs, node: Node | None = None) -> Closer | None:
        """Open a block; what it is tells its class, id and role.

        Args:
            tag: its name.
            attrs: its attributes.
            node: the block itself where what becomes of it is left to the walk; chrome may then be DONE at once.
        """
        self.out.append(BREAK)
        css, ident, role = attrs.get("class"), attrs.get("id"), attrs.get("role")
        if self.in_chrome:
            return partial(self._close_breadcrumb, Frame(self)) if css and "bread" in css else None
        frame = Frame(self)
        if ident and ident in self.panels:
            self.head(LEVEL_BLOCK, self.panels[ident])
            return partial(self._close_panel, frame)
        if css or ident or role:
            mark = mark_of(tag, css or "", ident or "", role or "")
            if mark is not Mark.PLAIN:
                return self._marked(mark, frame, node)
        return partial(self._close_holder if tag in HOLDERS else self.close_block, frame)

    def _marked(self, mark: Mark, frame: Frame, node: Node | None) -> Closer:
        match mark:
            case Mark.BREADCRUMB:
                return partial(self._close_breadcrumb, frame)
            case Mark.HEADING:
                self.trim(LEVEL_BLOCK)
                return partial(self._close_titled, frame)
            case Mark.CHROME | Mark.SURE_CHROME:
                return self.enter_chrome(node, sure=mark is Mark.SURE_CHROME)
            case Mark.LOADER:
                self.loaders += 1
        return partial(self.close_block, frame)

    def close_block(self, frame: Frame) -> None:
        """A plain block ends: its words may tell what its few links are, or it may be a bold heading."""
        pieces = len(self.out) - frame.start
        links = len(self.references) - frame.first
        if 0 < links <= FEW_LINKS and pieces < FEW_PIECES:
            self._weak_rows(frame)
        elif not links and self.bold > frame.bold and pieces < FEW_PIECES:
            self._bold_heading(frame)
        self._close_holder(frame)

    def _close_holder(self, frame: Frame) -> None:
        """A table or list ends, whose rows and items tell what it holds; a heading that is a link ends with it."""
        if self.linked_head is not None and frame.start <= self.linked_head[0]:
            self.heads, self.linked_head = self.linked_head[1], None
        self.out.append(BREAK)

    def _weak_rows(self, frame: Frame) -> None:
        waiting = [one for one in self.references[frame.first :] if not one.row]
        text = self.since(frame.start) if waiting else ""
        if len(text) > BLOCK_ROW or (
            len(waiting) > 1 and self._is_all_links(text, frame.first, len(self.references))
        ):
            return
        for reference in waiting:
            if len(text) > len(reference.text) + 2:
                reference.row = text

    def _bold_heading(self, frame: Frame) -> None:
        length = sum(map(len, self.out[frame.start :]))
        if length <= BOLD_LENGTH * 2 and self.bold - frame.bold >= BOLD_SHARE * length:
            self._title(self.since(frame.start), BOLD_LENGTH)

    def _title(self, text: str, longest: int) -> None:
        if text and len(text) <= longest:
            self.head(LEVEL_BLOCK, text)
            self.titles.append(text)

    def _close_titled(self, frame: Frame) -> None:
        before = self.heads
        if len(self.out) - frame.start < FEW_PIECES:
            self._title(self.since(frame.start), HEADING_LENGTH)
        self.close_block(frame)
        if len(self.references) > frame.first:
            self.linked_head = (frame.start, before)

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

    def enter_chrome(self, node: Node | None, *, sure: bool) -> Closer:
        """Text goes aside from here on.

        Args:
            node: what goes aside, if all of it may be taken in at once.
            sure: its tag or role says so; what only its class calls a menu must prove it when it ends.
        """
        if node is not None and self.frames is not None and self.frames.take(self, node, sure=sure):
            return DONE
        frame = Chrome(self)
        self.out, self.in_chrome, self.heads = self.chrome, True, ()
        self.chrome.append(BREAK)
        return partial(self._leave_chrome, frame, sure=sure)

    def _leave_chrome(self, frame: Chrome, *, sure: bool) -> None:
        if sure or self._is_menu(frame):
            del self.headings[frame.headings :]
            del self.titles[frame.titles :]
            del self.tables[frame.tables :]
            del self.alts[frame.alts :]
            self.images = frame.images
        else:
            self.content += self.chrome[frame.start :]
            del self.chrome[frame.start :]
        self.out, self.in_chrome, self.heads = self.content, False, frame.heads
        self.content.append(BREAK)

    def _is_menu(self, frame: Chrome) -> bool:
        """Whether what its class calls a menu is mostly links, or short; else it is content after all."""
        words = sum(len(piece) for piece in "".join(self.chrome[frame.start :]).split())
        return words <= SHORT_CHROME or (self.link_chars - frame.link_chars) * 2 >= words

    # Lists

    def close_sublist(self, frame: Frame) -> None:
        """The list inside an item ends, and the item's words are no heading any more."""
        self.heads = frame.heads

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
