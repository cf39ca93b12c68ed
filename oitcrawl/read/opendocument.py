"""OpenDocument letters and slides (ODT, ODP) by zip and lxml: paragraphs are lines, tables are rows."""

from collections.abc import Iterator
from typing import Any, Final

from oitcrawl.model.content import Document, Leaf, Media, Unread
from oitcrawl.read.flow import PAGE, Flow, document_of, one_line
from oitcrawl.read.package import Package, attribute, local_name, number_of, require
from oitcrawl.read.tables import MAX_SPAN, Grid
from oitcrawl.settings import Settings

MAX_REPEATED: Final = 200  # times that an empty or a filled cell of a letter is believed to repeat


def read_open_document(
    body: bytes, *, url: str, media: Media, settings: Settings, sha256: str = ""
) -> Document | Unread:
    """Read an ODT or ODP: pages part where the writer drew or forced a break, slides are leaves.

    Args:
        body: the bytes.
        url: its canonical address.
        media: ODT, or PPTX for slides.
        settings: ``max_leaves`` pages are kept.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: it is damaged, locked or a bomb; other errors of zip and XML mean damage.
    """
    with Package(body) as package:
        package.refuse_locks()
        root = package.xml(require("content.xml", package.names))
        properties = package.properties_of("meta.xml")
        images, torn = len(package.matching("Pictures/.+")), package.torn
    slides = [node for node in root.iter() if local_name(node) == "page"] if media is Media.PPTX else []
    leaves = [_slide(node, number) for number, node in enumerate(slides, 1)] if slides else _letter(root)
    return document_of(
        leaves,
        body,
        url=url,
        media=media,
        settings=settings,
        properties=properties,
        images=images,
        sha256=sha256,
        torn=torn,
    )


def _letter(root: Any) -> list[Leaf]:
    walk = _Walk(_breaking_styles(root))
    walk.blocks(next((node for node in root.iter() if local_name(node) == "body"), root))
    return list(walk.flow.leaves())


def _slide(node: Any, number: int) -> Leaf:
    walk = _Walk({})
    walk.blocks(node)
    return walk.flow.leaf(number)


def _breaking_styles(root: Any) -> dict[str, str]:
    """Names of the styles that force a page end, with ``before`` or ``after``."""
    found = {}
    for style in (node for node in root.iter() if local_name(node) == "style"):
        for properties in style:
            for side in ("before", "after"):
                if attribute(properties, f"break-{side}") == "page":
                    found[attribute(style, "name")] = side
    return found


# Notes and tracked changes are not what a reader sees; titles and descriptions of pictures say "image1.png".
_SKIPPED: Final = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "forms", "notes", "title", "desc", "binary-data", "script"}
    | {"sequence-decls", "variable-decls", "user-field-decls", "event-listeners", "note-citation", "index-title"}
)
_SIGNS: Final = {"s": " ", "tab": " ", "line-break": "\n", "soft-page-break": PAGE}


class _Walk:
    """A way through an OpenDocument body. Recursion is safe: the parser refuses elements nested deeper than 256."""

    def __init__(self, breaking: dict[str, str]) -> None:
        self.flow = Flow()
        self._breaking = breaking

    def blocks(self, parent: Any) -> None:
        """Paragraphs and tables under ``parent``, whatever holds them."""
        for node in parent:
            match local_name(node):
                case "p" | "h":
                    self._paragraph(node)
                case "table":
                    self._table(node)
                case "soft-page-break":
                    self.flow.end_page()
                case name if name not in _SKIPPED:
                    self.blocks(node)

    def _paragraph(self, node: Any) -> None:
        side = self._breaking.get(attribute(node, "style-name"), "")
        if side == "before":
            self.flow.end_page()
        for word in _words(node):
            self.flow.say(word)
        self.flow.end_line()
        if side == "after":
            self.flow.end_page()

    def _table(self, node: Any) -> None:
        if self._breaking.get(attribute(node, "style-name")) == "before":
            self.flow.end_page()
        grid, page = Grid(), self.flow.here
        self._rows(node, grid, head=False)
        self.flow.table(grid.rows, page)

    def _rows(self, node: Any, grid: Grid, *, head: bool) -> None:
        for line in node:
            match local_name(line):
                case "table-row":
                    _cells(line, grid)
                    self.flow.row(grid.end(head=head))
                case "table-header-rows":
                    self._rows(line, grid, head=True)
                case "table-rows" | "table-row-group":
                    self._rows(line, grid, head=head)
                case "soft-page-break":
                    self.flow.end_page()


def _cells(line: Any, grid: Grid) -> None:
    for cell in (one for one in line if local_name(one) == "table-cell"):
        text = one_line("".join(_words(cell)).replace(PAGE, " "))
        columns = number_of(cell, "number-columns-spanned", most=MAX_SPAN)
        rows = number_of(cell, "number-rows-spanned", most=MAX_SPAN)
        for _ in range(number_of(cell, "number-columns-repeated", most=MAX_REPEATED if text else 1)):
            grid.cell(text, columns=columns, rows=rows)


def _words(node: Any) -> Iterator[str]:
    """Texts, line ends and page ends of a paragraph or cell, also of the text boxes in it."""
    yield node.text or ""
    for child in node:
        name = local_name(child)
        if name in _SIGNS:
            yield _SIGNS[name]
        elif name in {"p", "h"}:
            yield "\n"
            yield from _words(child)
            yield "\n"
        elif name and name not in _SKIPPED:
            yield from _words(child)
        yield child.tail or ""
