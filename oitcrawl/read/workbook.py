"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) by calamine: one leaf a sheet, within bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from oitcrawl.model.content import Document, Leaf, Media, Unread
from oitcrawl.read.asides import HIDDEN_SHEET, MOST, may_be_personal, package_asides
from oitcrawl.read.flow import CELL, document_of, one_line
from oitcrawl.read.ole import MARK, Container
from oitcrawl.read.package import Package
from oitcrawl.read.properties import Properties
from oitcrawl.read.span import max_span, old_span
from oitcrawl.read.tables import plain_table
from oitcrawl.read.trouble import TooLarge, Trouble
from oitcrawl.settings import Settings


def read_sheets(body: bytes, *, url: str, media: Media, settings: Settings, sha256: str = "") -> Document | Unread:
    """Read a workbook (XLSX, XLSM, XLSB, XLS, ODS): one leaf a sheet, its rows as lines and as a table.

    Args:
        body: the bytes.
        url: its canonical address.
        media: what it is.
        settings: ``max_rows`` rows of a sheet and ``max_leaves`` sheets are read.
        sha256: digest of the bytes, for the value.

    Raises:
        Trouble: it is locked or a bomb; other errors of zip, XML and calamine mean damage.
    """
    properties = looked_at(body, settings.max_cells)
    book = CalamineWorkbook.from_filelike(BytesIO(body))
    names = [one.name for one in book.sheets_metadata if one.visible is SheetVisibleEnum.Visible] or book.sheet_names
    if not names:
        raise Trouble("no sheets")
    leaves = [
        _sheet(book, name, number, settings.max_rows) for number, name in enumerate(names[: settings.max_leaves], 1)
    ]
    return document_of(
        leaves,
        body,
        url=url,
        media=media,
        settings=settings,
        properties=properties,
        leaf_count=len(names),
        sha256=sha256,
        asides=(*_hidden(book, names, settings), *_beside(body)),
    )


def _hidden(book: CalamineWorkbook, shown: list[str], settings: Settings) -> Iterator[Leaf]:
    """Sheets that nobody sees who does not look for them."""
    for name in [one for one in book.sheet_names if one not in shown][: settings.max_leaves]:
        try:
            leaf = _sheet(book, name, 0, settings.max_rows)
        except CalamineError:  # of charts and macros
            continue
        if may_be_personal(leaf.text[:MOST]):
            yield replace(leaf, name=f"{HIDDEN_SHEET} {name}", text=leaf.text[:MOST])


def _beside(body: bytes) -> tuple[Leaf, ...]:
    if not body.startswith(b"PK"):
        return ()
    with Package(body) as package:
        return package_asides(package)


def looked_at(body: bytes, max_cells: int = 3_000_000) -> Properties:
    """Properties of a workbook, once it has been found to be no trap.

    Raises:
        Trouble: it is damaged.
        TooLarge: its outermost filled cells lie so far apart that the reader's grid would fill the memory, or a part
            unpacks to too much.
        Locked: it is encrypted.
    """
    if body.startswith(MARK):
        container = Container(body)
        if container.has_ring:  # calamine would take memory without end
            raise Trouble("ring")
        if max(old_span(container.stream(name)) for name in ("Workbook", "Book")) > max_cells:
            raise TooLarge("cells")
        if container.torn:
            raise Trouble("torn")
        return container.properties()
    if not body.startswith(b"PK"):
        return Properties()
    with Package(body) as package:
        package.refuse_locks()
        for name in package.matching(r"xl/(worksheets/[^/]+|sharedStrings|workbook)\.(xml|bin)|content\.xml"):
            data = package.part(name)
            if name.endswith(".xml") and b"\0" in data:  # calamine takes zeros of a broken disk for text
                raise Trouble("zeros")
            if max_span(name, data) > max_cells:
                raise TooLarge(name)
        is_open = "content.xml" in package.names
        return package.properties_of("meta.xml") if is_open else package.core_properties()


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
    return one_line(str(value))
