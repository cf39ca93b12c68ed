"""Slides of PowerPoint (PPTX) by zip and lxml: a leaf for each slide in the order of the show, its title first."""

from typing import Any, Final
from zipfile import BadZipFile

from lxml import etree

from oitcrawl.model.content import Document, Leaf, Media, Unread
from oitcrawl.read.asides import package_asides
from oitcrawl.read.docx import diagram_words
from oitcrawl.read.flow import Flow, document_of, one_line
from oitcrawl.read.package import Package, attribute, local_name, number_of
from oitcrawl.read.tables import MAX_SPAN, Grid
from oitcrawl.settings import Settings


def read_slides(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a PPTX: text of shapes, tables and charts of each slide; notes are left out.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: ``max_leaves`` slides are read, all are counted.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: it is damaged, locked or a bomb; other errors of zip and XML mean damage.
    """
    with Package(body) as package:
        parts = _in_order(package)
        leaves = [_slide(package, part, number) for number, part in enumerate(parts[: settings.max_leaves], 1)]
        properties = package.core_properties()
        asides = package_asides(package)
        images, torn = len(package.matching("ppt/media/.+")), package.torn
    return document_of(
        leaves,
        body,
        url=url,
        media=Media.PPTX,
        settings=settings,
        properties=properties,
        images=images,
        leaf_count=len(parts),
        sha256=sha256,
        torn=torn,
        asides=asides,
    )


def _in_order(package: Package) -> list[str]:
    """Parts of the slides as they are shown; by their numbers where the list of the show is broken.

    Raises:
        BadZipFile: there is no slide at all.
    """
    there = package.matching(r"ppt/slides/slide\d*\.xml")
    if not there and "ppt/presentation.xml" not in package.names:
        raise BadZipFile("no slides")
    try:
        show = package.xml("ppt/presentation.xml")
    except (KeyError, BadZipFile, etree.XMLSyntaxError):
        package.torn = True
        return there
    targets = _related(package, "ppt/presentation.xml")
    keys = (_relation(node) for node in show.iter() if local_name(node) == "sldId")
    shown = list(dict.fromkeys(targets.get(key, "") for key in keys))
    found = [part for part in shown if part in set(there)]
    package.torn = package.torn or len(found) < len(shown)
    return found or there


def _relation(node: Any) -> str:
    """The relationship a node names; its ``id`` without a namespace is another number."""
    return next((str(value) for key, value in node.items() if key.endswith("}id")), "")


def _related(package: Package, part: str) -> dict[str, str]:
    """Parts that a part refers to, by the keys of its relationships."""
    folder, _, name = part.rpartition("/")
    try:
        root = package.xml(f"{folder}/_rels/{name}.rels")
    except (KeyError, BadZipFile, etree.XMLSyntaxError):
        return {}
    return {attribute(node, "Id"): _joined(folder, attribute(node, "Target")) for node in root}


def _joined(folder: str, target: str) -> str:
    steps = [] if target.startswith("/") else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in {"", "."}:
            steps.append(step)
    return "/".join(steps)


def _slide(package: Package, part: str, number: int) -> Leaf:
    flow = Flow()
    try:
        root = package.xml(part)
    except (KeyError, BadZipFile, etree.XMLSyntaxError):
        package.torn = True
        return Leaf(number=number, text="")
    shapes = [node for node in root.iter() if local_name(node) in _SHAPES and not _is_fallback(node)]
    for shape in sorted(shapes, key=_rank):
        _shape(shape, flow)
    for target in _related(package, part).values():
        if "/diagrams/data" in target and target in package.names:
            for words in diagram_words(package.xml(target)):
                flow.say(words)
                flow.end_line()
    return flow.leaf(number)


_SHAPES: Final = frozenset({"sp", "cxnSp", "graphicFrame"})
_FIELDS: Final = frozenset({"sldNum", "dt", "ftr", "hdr"})  # page number, date and foot of the master


def _is_fallback(node: Any) -> bool:
    return any(local_name(one) == "Fallback" for one in node.iterancestors())


def _holder(shape: Any) -> str:
    """Kind of the place that a shape fills: ``title``, ``body``, ``sldNum``...; empty when it stands free."""
    marks = (one for one in shape.iter() if local_name(one) == "ph")
    return next((attribute(one, "type") or "body" for one in marks), "")


def _rank(shape: Any) -> int:
    return 0 if _holder(shape) in {"title", "ctrTitle"} else 1


def _shape(shape: Any, flow: Flow) -> None:
    if _holder(shape) in _FIELDS:
        return
    if local_name(shape) == "graphicFrame":
        for node in shape.iter():
            if local_name(node) == "tbl":
                _table(node, flow)
        return
    for node in shape.iter():
        if local_name(node) == "p":
            for line in _text(node).split("\n"):
                flow.say(line)
                flow.end_line()


def _text(node: Any) -> str:
    """The words of a paragraph or cell; line breaks and paragraphs end lines."""
    words = []
    for one in node.iter():
        match local_name(one):
            case "t":
                words.append(one.text or "")
            case "br" | "p":
                words.append("\n")
            case "tab":
                words.append(" ")
    return "".join(words)


def _table(node: Any, flow: Flow) -> None:
    marks = next((attribute(one, "firstRow") for one in node if local_name(one) == "tblPr"), "")
    grid = Grid()
    for line in (one for one in node if local_name(one) == "tr"):
        for cell in (one for one in line if local_name(one) == "tc"):
            if attribute(cell, "hMerge") or attribute(cell, "vMerge"):
                continue
            columns = number_of(cell, "gridSpan", most=MAX_SPAN)
            grid.cell(one_line(_text(cell)), columns=columns, rows=number_of(cell, "rowSpan", most=MAX_SPAN))
        head = not grid.rows and marks in {"1", "true"}
        flow.row(grid.end(head=head))
    flow.table(grid.rows, flow.here)
