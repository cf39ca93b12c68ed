"""Letters of Word (DOCX, DOCM) by zip and lxml: paragraphs are lines, tables are rows, pages as Word drew them."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from oitcrawl.model.content import Document, Leaf, Media, Unread
from oitcrawl.read.asides import package_asides
from oitcrawl.read.flow import PAGE, Flow, document_of, one_line
from oitcrawl.read.package import Package, attribute, local_name, number_of
from oitcrawl.read.tables import MAX_SPAN, Row
from oitcrawl.settings import Settings


def read_docx(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a DOCX: paragraphs a line each, tables as rows; its pages are those that Word has drawn last.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: ``max_leaves`` pages are kept.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: it is damaged, locked or a bomb; other errors of zip and XML mean damage.
    """
    with Package(body) as package:
        root = package.xml(min(package.matching(r"word/document\d*\.xml"), default="word/document.xml"))
        properties = package.core_properties()
        images = len(package.matching("word/media/.*"))
        charts = [diagram_words(package.xml(name)) for name in package.matching(r"word/diagrams/data\d*\.xml")]
        torn = package.torn
        asides = package_asides(package)
    return document_of(
        letter_leaves(root, charts),
        body,
        url=url,
        media=Media.DOCX,
        settings=settings,
        properties=properties,
        images=images,
        sha256=sha256,
        torn=torn,
        asides=asides,
    )


def letter_leaves(root: Any, charts: Sequence[Sequence[str]] = ()) -> tuple[Leaf, ...]:
    """The pages of a WordprocessingML document; the words of its ``charts`` stand at the end of the last."""
    flow = Flow()
    _blocks(next((node for node in root.iter() if local_name(node) == "body"), root), flow)
    for words in chain.from_iterable(charts):
        flow.say(words)
        flow.end_line()
    return flow.leaves()


def diagram_words(root: Any) -> list[str]:
    """The words of a SmartArt chart, a line for each paragraph: agencies draw their structure with it."""
    paragraphs = (node for node in root.iter() if local_name(node) == "p")
    return ["".join(one.text or "" for one in node.iter() if local_name(one) == "t") for node in paragraphs]


_SKIPPED: Final = frozenset({"Fallback", "instrText", "delText", "del", "moveFrom", "rPr", "pPr", "sectPr", "tblPr"})
_HOLDERS: Final = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "sect", "sub-section"})


def _blocks(parent: Any, flow: Flow) -> None:
    """Paragraphs and tables under ``parent``; without recursion, for hostile files nest holders by the thousand."""
    stack = [iter(parent)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        match local_name(node):
            case "p":
                for word in _words(node):
                    flow.say(word)
                flow.end_line()
            case "tbl":
                _table(node, flow)
            case name if name in _HOLDERS:
                stack.append(iter(node))


def _table(node: Any, flow: Flow) -> None:
    rows: list[Row] = []
    page = flow.here
    for line in (one for one in node if local_name(one) == "tr"):
        row, breaks = _table_row(line, rows[-1] if rows else None)
        rows.append(row)
        if breaks:
            flow.end_page()
        flow.row(row)
    flow.table(rows, page)


def _words(node: Any) -> Iterator[str]:
    """Texts, line ends and page ends of a paragraph, also of the text boxes in it; without recursion."""
    stack = [(iter(node), False)]  # children, and whether they are a paragraph of a box
    while stack:
        child = next(stack[-1][0], None)
        if child is None:
            if stack.pop()[1]:
                yield "\n"
            continue
        match name := local_name(child):
            case "t":
                yield child.text or ""
            case "tab":
                yield " "
            case "noBreakHyphen":
                yield "-"
            case "lastRenderedPageBreak":
                yield PAGE
            case "br" | "cr":
                yield PAGE if attribute(child, "type") == "page" else "\n"
            case _ if name not in _SKIPPED:
                yield "\n" if name == "p" else ""
                stack.append((iter(child), name == "p"))


def _table_row(node: Any, above: Row | None) -> tuple[Row, bool]:
    """A row, and whether a page ends in it. Cells merged downwards repeat the words above."""
    row, breaks = Row(), False
    for cell in (one for one in node if local_name(one) == "tc"):
        words = list(_words(cell))
        breaks = breaks or PAGE in words
        text = one_line("".join(words).replace(PAGE, " "))
        span, merged = _merging(cell)
        column = len(row.cells)
        if merged and above is not None and column < len(above.cells):
            text = above.cells[column]
        row.cells.append(text)
        if span > 1:
            row.wide[column] = span
            row.cells.extend([""] * (span - 1))
    row.head = any(local_name(one) == "tblHeader" for part in node if local_name(part) == "trPr" for one in part)
    return row, breaks


def _merging(cell: Any) -> tuple[int, bool]:
    """Columns that the cell spans, and whether it goes on from the one above."""
    span, merged = 1, False
    for part in (one for one in cell if local_name(one) == "tcPr"):
        for one in part:
            if local_name(one) == "gridSpan":
                span = number_of(one, "val", most=MAX_SPAN)
            elif local_name(one) == "vMerge":
                merged = attribute(one, "val") != "restart"
    return span, merged
