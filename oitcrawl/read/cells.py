"""Tables in a page, while it is walked: cells, rows, and which of them only lay the page out."""

from functools import partial
from typing import Final

from oitcrawl.read.node import Attrs, Node
from oitcrawl.read.state import (
    BLOCK_ROW,
    BOLD_SHARE,
    BREAK,
    CELL,
    DONE,
    HEADING_LENGTH,
    LAYOUT_CELL,
    LEVEL_TABLE,
    MANY_PIECES,
    Closer,
    OpenTable,
    squash,
)
from oitcrawl.read.tables import Row
from oitcrawl.read.walk import Walk, lone_text

SHORT_LABEL: Final = 12  # characters; a dead "คลิก" or "ดาวน์โหลด" is told by its row


def table(walk: Walk, node: Node, tag: str) -> Closer:
    """A table opens; tables inside tables lay out the page."""
    inner = walk.block(tag, node.attributes)
    if walk.open_tables:
        walk.open_tables[-1].nested = True
    table = OpenTable()
    walk.open_tables.append(table)

    def close() -> None:
        walk.open_tables.pop()
        found = table.grid.table()
        if found is not None:
            walk.tables.append(found)
        walk.heads = tuple(one for one in walk.heads if one[0] != LEVEL_TABLE)
        if inner:
            inner()

    return close


def row(walk: Walk, _node: Node, _tag: str) -> Closer | None:
    """A row opens."""
    walk.out.append(BREAK)
    if not walk.open_tables:
        return None
    table = walk.open_tables[-1]
    table.cells, table.nested, table.roomy = [0, 0, 0], False, True
    return partial(_close_row, walk, table, len(walk.references), len(walk.dead))


def _close_row(walk: Walk, table: OpenTable, first: int, dead: int) -> None:
    cells, heads, bolds = table.cells
    walk.out.append(BREAK)
    if table.nested:
        table.grid.drop()
        return
    links_now = len(walk.references)
    row = table.grid.end(head=heads == cells > 0, bold=bolds == cells, linked=links_now > first)
    if links_now > first or len(walk.dead) > dead:
        words = CELL.join([cell for cell in row.cells if cell])
        walk.firm_rows(words, first, links_now)
        _hang(walk, table, row, words, first)
        if len(walk.dead) > dead:
            walk.dead[dead:] = [
                label if len(label) > SHORT_LABEL else words[:HEADING_LENGTH] for label in walk.dead[dead:]
            ]
    elif _is_line(row):
        table.above = ""
        walk.head(LEVEL_TABLE, next(cell for cell in row.cells if cell)[:HEADING_LENGTH])
    elif heads < cells and row.filled:
        table.above = CELL.join([cell for cell in row.cells if cell])[:HEADING_LENGTH]


def _hang(walk: Walk, table: OpenTable, row: Row, words: str, first: int) -> None:
    """A row that leaves its first cell empty goes on with the one above it, whose words head its links."""
    if row.cells and row.cells[0]:
        table.above = words[:HEADING_LENGTH]
    elif table.above and len(words) <= BLOCK_ROW:
        for reference in walk.references[first:]:
            reference.heading = table.above


def _is_line(row: Row) -> bool:
    """Whether one cell goes across the table: a heading of the rows below it."""
    return row.filled == 1 and bool(row.wide)


def cell(walk: Walk, node: Node, tag: str) -> Closer | None:
    """A cell opens; one that holds but a text, as most do, is done with at once."""
    out = walk.out
    if not walk.open_tables:
        out.append(BREAK)
        return None
    table = walk.open_tables[-1]
    cells = table.cells
    out.append(CELL if cells[0] and not table.roomy else BREAK)
    cells[0] += 1
    cells[1] += tag == "th"
    words = lone_text(node)
    if words is None:
        return partial(_close_cell, walk, node.attributes, table, len(out), walk.bold)
    out.append(words)
    _end_cell(walk, node.attributes, table, len(out) - 1, walk.bold, words)
    return DONE


def _close_cell(walk: Walk, attrs: Attrs, table: OpenTable, start: int, bold: int) -> None:
    pieces = walk.out[start:]
    if table.nested or len(pieces) >= MANY_PIECES:
        _give_up_cell(walk, table, start)
    else:
        _end_cell(walk, attrs, table, start, bold, "".join(pieces))


def _end_cell(walk: Walk, attrs: Attrs, table: OpenTable, start: int, bold: int, whole: str) -> None:
    """A cell ends that says ``whole``."""
    text = squash(whole)
    if table.nested or len(text) > LAYOUT_CELL:
        _give_up_cell(walk, table, start)
        return
    columns, rows = attrs.get("colspan"), attrs.get("rowspan")
    table.grid.cell(text, _number(columns) if columns else 1, _number(rows) if rows else 1)
    table.cells[2] += not text or walk.bold - bold >= BOLD_SHARE * len(whole)
    table.roomy = len(text) > BLOCK_ROW
    if table.roomy:
        walk.out[start - 1] = BREAK
    elif not text:
        del walk.out[start - 1 :]
    elif BREAK in whole:
        walk.out[start:] = [text]


def _give_up_cell(walk: Walk, table: OpenTable, start: int) -> None:
    """A cell ends that holds a part of the page."""
    table.nested = table.roomy = True
    walk.out[start - 1] = BREAK


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004 - more is a trap
