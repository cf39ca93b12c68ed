"""Letters and workbooks: DOCX by zip and lxml, XLSX and its kin by calamine. Bombs and entities do nothing here."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

from oitcrawl.model.content import Document, Leaf, Media, Table, Unread, UnreadCause
from oitcrawl.read.quality import judge_leaves, judge_text, repair
from oitcrawl.read.tables import MAX_SPAN, Row, make_table, plain_table
from oitcrawl.read.unread import unread
from oitcrawl.settings import Settings

MAX_PART: Final = 80_000_000  # bytes of one part of a zipped document, unpacked
MAX_CELLS: Final = 3_000_000  # of one sheet, counting the empty ones between the outermost filled ones
CELL: Final = " | "


class TooLarge(Exception):  # noqa: N818 - reads as what happened
    """A part unpacks to more than we hold."""


def read_docx(body: bytes, *, url: str, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a DOCX: paragraphs a line each, tables as rows; its pages are those that Word has drawn last.

    Args:
        body: the bytes.
        url: its canonical address.
        settings: ``max_leaves`` pages are kept.
        sha256: digest of the bytes, for the value.
    """
    try:
        with ZipFile(BytesIO(body)) as archive:
            root = _xml(archive, _main_part(archive))
            title, dates = _properties(archive)
            images = sum(1 for name in archive.namelist() if name.startswith("word/media/"))
    except TooLarge:
        return unread(url, Media.DOCX, UnreadCause.TOO_LARGE, sha256=sha256, size=len(body))
    except (
        BadZipFile,
        KeyError,
        etree.XMLSyntaxError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        cause = UnreadCause.PASSWORD if "encrypted" in str(error) else UnreadCause.DAMAGED
        return unread(url, Media.DOCX, cause, detail=type(error).__name__, sha256=sha256, size=len(body))
    leaves = _Letter(root).leaves()
    text = "\n".join(leaf.text for leaf in leaves)
    if not text.strip():
        cause = UnreadCause.SCAN if images else UnreadCause.EMPTY
        return unread(url, Media.DOCX, cause, leaf_count=len(leaves), sha256=sha256, size=len(body))
    return Document(
        url=url,
        media=Media.DOCX,
        title=title,
        leaves=leaves[: settings.max_leaves],
        text_layer=judge_text(text),
        meta_dates=dates,
        leaf_count=len(leaves),
        images=images,
        sha256=sha256,
        size=len(body),
    )


def _main_part(archive: ZipFile) -> str:
    names = [name for name in archive.namelist() if re.fullmatch(r"word/document\d*\.xml", name)]
    return min(names, default="word/document.xml")


def _part(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise TooLarge
    return data


def _xml(archive: ZipFile, name: str) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(_part(archive, name), parser)
    if root is None:
        raise BadZipFile(name)
    return root


def _properties(archive: ZipFile) -> tuple[str, tuple[date, ...]]:
    try:
        core = _xml(archive, "docProps/core.xml")
    except (KeyError, etree.XMLSyntaxError, BadZipFile, TooLarge):
        return "", ()
    texts = {etree.QName(node).localname: node.text or "" for node in core.iterchildren(tag=etree.Element)}
    days = (texts.get("created", ""), texts.get("modified", ""))
    return " ".join(texts.get("title", "").split()), tuple(found for day in days if (found := _day(day)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT: Final = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED: Final = frozenset({"Fallback", "instrText", "delText", "del", "moveFrom", "rPr", "pPr", "sectPr", "tblPr"})


class _Letter:
    """A Word document under way: pages of lines and tables."""

    def __init__(self, root: Any) -> None:
        self.pages: list[tuple[list[str], list[Table]]] = [([], [])]
        self.line: list[str] = []
        body = next((node for node in root.iter() if _name(node) == "body"), root)
        self._blocks(body)

    def leaves(self) -> tuple[Leaf, ...]:
        """The pages that hold text; an empty one between them stays."""
        while len(self.pages) > 1 and not self.pages[-1][0]:
            self.pages.pop()
        return tuple(
            Leaf(number=number, text="\n".join(lines), tables=tuple(tables))
            for number, (lines, tables) in enumerate(self.pages, 1)
        )

    def _blocks(self, parent: Any) -> None:
        for node in parent:
            match _name(node):
                case "p":
                    self._paragraph(node)
                case "tbl":
                    self._table(node)
                case "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo":
                    self._blocks(node)

    def _paragraph(self, node: Any) -> None:
        for word in _words(node):
            if word == _PAGE:
                self._end_line()
                if self.pages[-1][0]:
                    self.pages.append(([], []))
            elif word == "\n":
                self._end_line()
            else:
                self.line.append(word)
        self._end_line()

    def _end_line(self) -> None:
        text = " ".join(repair("".join(self.line)).split())
        self.line = []
        if text:
            self.pages[-1][0].append(text)

    def _table(self, node: Any) -> None:
        lines, tables = self.pages[-1]
        rows: list[Row] = []
        for line in (one for one in node if _name(one) == "tr"):
            row, breaks = _table_row(line, rows[-1] if rows else None)
            rows.append(row)
            if breaks and lines:
                self.pages.append(([], []))
                lines = self.pages[-1][0]
            lines.append(CELL.join(cell for cell in row.cells if cell))
        table = make_table(rows)
        if table:
            tables.append(table)


_PAGE: Final = "\f"


def _name(node: Any) -> str:
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _words(node: Any) -> Iterator[str]:
    """Texts, line ends and page ends of a paragraph, also of the text boxes in it; without recursion."""
    stack = [(iter(node), False)]  # children, and whether they are a paragraph of a box
    while stack:
        child = next(stack[-1][0], None)
        if child is None:
            if stack.pop()[1]:
                yield "\n"
            continue
        match name := _name(child):
            case "t":
                yield child.text or ""
            case "tab":
                yield " "
            case "noBreakHyphen":
                yield "-"
            case "lastRenderedPageBreak":
                yield _PAGE
            case "br" | "cr":
                yield _PAGE if _attribute(child, "type") == "page" else "\n"
            case _ if name not in _SKIPPED:
                yield "\n" if name == "p" else ""
                stack.append((iter(child), name == "p"))


def _attribute(node: Any, name: str) -> str:
    return str(node.get(_W + name) or node.get(_W_STRICT + name) or "")


def _table_row(node: Any, above: Row | None) -> tuple[Row, bool]:
    """A row, and whether a page ends in it. Cells merged downwards repeat the words above."""
    row, breaks = Row(), False
    for cell in (one for one in node if _name(one) == "tc"):
        words = list(_words(cell))
        breaks = breaks or _PAGE in words
        text = " ".join(repair("".join(words).replace(_PAGE, " ")).split())
        span, merged = _merging(cell)
        column = len(row.cells)
        if merged and above is not None and column < len(above.cells):
            text = above.cells[column]
        row.cells.append(text)
        if span > 1:
            row.wide[column] = span
            row.cells.extend([""] * (span - 1))
    row.head = any(_name(one) == "tblHeader" for part in node if _name(part) == "trPr" for one in part)
    return row, breaks


def _merging(cell: Any) -> tuple[int, bool]:
    """Columns that the cell spans, and whether it goes on from the one above."""
    span, merged = 1, False
    for part in (one for one in cell if _name(one) == "tcPr"):
        for one in part:
            if _name(one) == "gridSpan":
                value = _attribute(one, "val")
                span = min(int(value), MAX_SPAN) if value.isdigit() else 1
            elif _name(one) == "vMerge":
                merged = _attribute(one, "val") != "restart"
    return span, merged


def read_sheets(body: bytes, *, url: str, media: Media, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a workbook (XLSX, XLSM, XLSB, XLS, ODS): one leaf a sheet, its rows as lines and as a table.

    Args:
        body: the bytes.
        url: its canonical address.
        media: what it is.
        settings: ``max_rows`` rows of a sheet and ``max_leaves`` sheets are read.
        sha256: digest of the bytes, for the value.
    """
    try:
        _weigh(body)
        book = CalamineWorkbook.from_filelike(BytesIO(body))
        names = [
            one.name for one in book.sheets_metadata if one.visible is SheetVisibleEnum.Visible
        ] or book.sheet_names
        leaves = tuple(
            _sheet(book, name, number, settings.max_rows)
            for number, name in enumerate(names[: settings.max_leaves], 1)
        )
    except TooLarge:
        return unread(url, media, UnreadCause.TOO_LARGE, sha256=sha256, size=len(body))
    except PasswordError:
        return unread(url, media, UnreadCause.PASSWORD, sha256=sha256, size=len(body))
    except (CalamineError, OSError, ValueError, BadZipFile, KeyError) as error:
        return unread(url, media, UnreadCause.DAMAGED, detail=type(error).__name__, sha256=sha256, size=len(body))
    if not any(leaf.text for leaf in leaves):
        return unread(url, media, UnreadCause.EMPTY, leaf_count=len(names), sha256=sha256, size=len(body))
    layer = judge_leaves([judge_text(leaf.text) for leaf in leaves if leaf.text])
    return Document(
        url=url, media=media, leaves=leaves, text_layer=layer, leaf_count=len(names), sha256=sha256, size=len(body)
    )


_FILLED: Final = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>')


def _weigh(body: bytes) -> None:
    """Refuse sheets whose outermost filled cells lie so far apart that the reader's grid would fill the memory.

    Raises:
        TooLarge: such a sheet, or a part that unpacks to too much.
    """
    if not body.startswith(b"PK"):
        return
    with ZipFile(BytesIO(body)) as archive:
        for name in archive.namelist():
            if not re.fullmatch(r"xl/(worksheets/[^/]+|sharedStrings)\.(xml|bin)|content\.xml", name):
                continue
            data = _part(archive, name)
            if name.startswith("xl/worksheets") and _span(data) > MAX_CELLS:
                raise TooLarge


def _span(data: bytes) -> int:
    cells = [(_column(column), int(row)) for column, row in _FILLED.findall(data)]
    if not cells:
        return 0
    columns, rows = zip(*cells, strict=True)
    return int((max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(book: CalamineWorkbook, name: str, number: int, max_rows: int) -> Leaf:
    values = book.get_sheet_by_name(name).to_python(skip_empty_area=True, nrows=max_rows)
    rows = [[cell_text(value) for value in row] for row in values]
    table = plain_table(_without_empty_columns(rows))
    text = "\n".join(CELL.join(cell for cell in row if cell) for row in rows if any(row))
    return Leaf(number=number, text=text, tables=(table,) if table else (), name=name)


def _without_empty_columns(rows: list[list[str]]) -> Iterable[list[str]]:
    width = max(map(len, rows), default=0)
    filled = [column for column in range(width) if any(column < len(row) and row[column] for row in rows)]
    return ([row[column] if column < len(row) else "" for column in filled] for row in rows if any(row))


def cell_text(value: object) -> str:
    """A cell as a person sees it: whole numbers without a point, dates as year-month-day."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return " ".join(repair(str(value)).split())
