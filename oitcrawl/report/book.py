"""The only door of xlsxwriter: sheets of values become a workbook that is read on a screen and printed on A4."""

import datetime as dt
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import xlsxwriter

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.editions import edition_marks
from oitcrawl.report.lines import Value
from oitcrawl.report.safe import cell, clean, readable, safe_link
from oitcrawl.report.words import Words

_T = TypeVar("_T")
Cell = Value | dt.date | Status

_LINK_LIMIT = 2000  # characters; spreadsheet programs take 2,079
_LINKS_LIMIT = 60_000  # hyperlinks of one sheet
_HEADER_LIMIT = 100  # characters of the agency's name in the head of a printed sheet, which takes 255 in all
_FONT = "Tahoma"  # is everywhere that spreadsheet programs are, and has Thai: others give way to tiny letters
_DAYS = {"th": "[$-107041E]d mmm yyyy", "en": "d mmm yyyy"}  # the Thai calendar, in western digits
_FILLS = {
    Status.FOUND: ("#E7F3EC", "#17653B"),
    Status.NOT_DUE: ("#E8EFF5", "#33566F"),
    Status.UNVERIFIED: ("#F0EBF8", "#5C3D8F"),
    Status.INCOMPLETE: ("#FCF2DA", "#7A4D00"),
    Status.OUTDATED: ("#FDEBDF", "#8F3A06"),
    Status.MISSING: ("#FCE9EB", "#A01C2C"),
    Status.WAIVED: ("#ECEEF0", "#545B64"),
    Status.NOT_APPLICABLE: ("#ECEEF0", "#545B64"),
}
_BASE = {
    "font_name": _FONT,
    "font_size": 10,
    "valign": "top",
    "text_wrap": True,
    "border": 1,
    "border_color": "#DBE0E6",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: columns of (key of the heading, width in characters), and rows of values.

    A ``Status`` is shown in its colour, an allowed address as a link, a day as a day that can be sorted.
    """

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheet(name: str, rows: Iterable[_T], *columns: tuple[str, int, Callable[[_T], Cell]]) -> Sheet:
    """A sheet of ``rows``, each column as (key of the heading, width, what it tells of a row)."""
    return Sheet(
        name=name,
        columns=tuple((key, width) for key, width, _ in columns),
        rows=tuple(tuple(value(row) for _, _, value in columns) for row in rows),
    )


def workbook(scan: AgencyScan, words: Words, sheets: Iterable[Sheet], *, title: str) -> bytes:
    """The sheets as one workbook; the same scan gives the same bytes.

    Args:
        scan: for its agency, edition and moment.
        words: for headings.
        sheets: at least one.
        title: of the file, and of every printed page.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = scan.finished.replace(tzinfo=None)  # never the clock: a sheet made again is byte-identical
    book.set_properties({"title": cell(title), "created": made})
    writer = _Writer(book, words, header=_header(title), footer=_footer(scan, words))
    for one in sheets:
        writer.add(one)
    book.close()
    return buffer.getvalue()


class _Writer:
    """Places sheets in a workbook: frozen heading, filter, wrapped cells, coloured statuses, allowed links."""

    def __init__(self, book: xlsxwriter.Workbook, words: Words, *, header: str, footer: str) -> None:
        self.book, self.words = book, words
        self.header, self.footer = header, footer
        self.plain = self._look()
        self.number = self._look(num_format="0.0")
        self.day = self._look(num_format=_DAYS[words.lang], align="left")
        self.link = self._look(font_color="#1D4F91", underline=1)
        self.heading = self._look(bold=True, bg_color="#1D4F91", font_color="#FFFFFF", valign="vcenter")
        self.status = {
            status: self._look(bold=True, bg_color=fill, font_color=ink) for status, (fill, ink) in _FILLS.items()
        }

    def _look(self, **more: Any) -> Any:
        return self.book.add_format({**_BASE, **more})

    def add(self, one: Sheet) -> None:
        """One more sheet, ready for A4 landscape."""
        page = self.book.add_worksheet(one.name)
        for column, (key, width) in enumerate(one.columns):
            page.set_column(column, column, width)
            page.write_string(0, column, self.words(key), self.heading)
        page.set_row(0, 32)
        for row, values in enumerate(one.rows, 1):
            for column, value in enumerate(values):
                self._write(page, row, column, value)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, max(len(one.rows), 1), len(one.columns) - 1)
        self._for_paper(page)

    def _for_paper(self, page: xlsxwriter.worksheet.Worksheet) -> None:
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)  # inches
        page.set_header(self.header)
        page.set_footer(f"{self.footer}&C&P / &N")

    def _write(self, page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell) -> None:
        if isinstance(value, Status):
            page.write_string(row, column, self.words.status(value), self.status[value])
        elif isinstance(value, dt.date):
            page.write_datetime(row, column, value, self.day)
        elif isinstance(value, (int, float)):
            page.write_number(row, column, value, self.number if isinstance(value, float) else self.plain)
        elif (href := safe_link(value)) and len(href) <= _LINK_LIMIT and row <= _LINKS_LIMIT:
            page.write_url(row, column, href, self.link, string=cell(readable(value)))
        else:
            page.write_string(row, column, cell(value), self.plain)


def _header(title: str) -> str:
    """The head of printed sheets; an ampersand is a command there."""
    return "&L&8" + clean(title)[:_HEADER_LIMIT].replace("&", "&&") + "&R&8&A"


def _footer(scan: AgencyScan, words: Words) -> str:
    """The left foot of printed sheets: the edition, where it is not the confirmed one of that very year."""
    if not scan.provisional and scan.edition_year in {None, scan.fiscal_year}:
        return ""
    return "&L&8" + f"{scan.edition}{edition_marks(scan, words)}".replace("&", "&&")
