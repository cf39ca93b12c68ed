"""The only door of xlsxwriter: the findings for people who work in sheets."""

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeVar

import xlsxwriter

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan, Attachment, Cost
from oitcrawl.report.collected import not_read
from oitcrawl.report.editions import edition_marks
from oitcrawl.report.fixes import effort_word, to_fix
from oitcrawl.report.legibility import cure, extent, grade_word, nature, reading, remark_word, remarks
from oitcrawl.report.lines import Value, best_leaf, best_url
from oitcrawl.report.persons import machine_text, persons_text
from oitcrawl.report.safe import cell, readable, safe_link
from oitcrawl.report.seen import cause_word, places_text
from oitcrawl.report.stakes import at_stake, due_word
from oitcrawl.report.view import agency_name
from oitcrawl.report.words import Words

_T = TypeVar("_T")

_LINK_LIMIT = 2000  # characters; spreadsheet programs take 2,079
_LINKS_LIMIT = 60_000  # hyperlinks of one sheet
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


def _footer(scan: AgencyScan, words: Words) -> str:
    """The left foot of printed sheets: the edition, where it is not the confirmed one of that very year."""
    if not scan.provisional and scan.edition_year in {None, scan.fiscal_year}:
        return ""
    return "&L&8" + f"{scan.edition}{edition_marks(scan, words)}".replace("&", "&&")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: columns of (key of the heading, width in characters), and rows of values.

    A ``Status`` is shown in its colour, an allowed address as a link.
    """

    name: str
    columns: tuple[tuple[str, int], ...]
    rows: tuple[tuple[Value, ...], ...]


def gaps_xlsx(scan: AgencyScan, words: Words) -> bytes:
    """The working group's workbook: what to fix, what it costs, items, components, the unchecked, sections, files."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    made = scan.finished.replace(tzinfo=None)  # never the clock: a sheet made again is byte-identical
    book.set_properties({"title": cell(words("page.title", agency=agency_name(scan))), "created": made})
    writer = _Writer(book, words, _footer(scan, words))
    for sheet in (
        _fixes(scan, words),
        _stakes(scan, words),
        _items(scan, words),
        _components(scan, words),
        _unchecked(scan, words),
        _sections(scan, words),
        _attachments(scan, words),
        _dead(scan, words),
    ):
        writer.add(sheet)
    book.close()
    return buffer.getvalue()


class _Writer:
    """Places sheets in a workbook: frozen heading, filter, wrapped cells, coloured statuses, allowed links."""

    def __init__(self, book: xlsxwriter.Workbook, words: Words, footer: str) -> None:
        self.footer = footer
        self.book = book
        self.words = words
        base = {
            "font_name": "Sarabun",
            "font_size": 11,
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": "#DBE0E6",
        }
        self.plain = book.add_format(base)
        self.number = book.add_format({**base, "num_format": "0.0"})
        self.link = book.add_format({**base, "font_color": "#1D4F91", "underline": 1})
        self.heading = book.add_format(
            {**base, "bold": True, "bg_color": "#1D4F91", "font_color": "#FFFFFF", "valign": "vcenter"}
        )
        self.status = {
            status: book.add_format({**base, "bold": True, "bg_color": fill, "font_color": ink})
            for status, (fill, ink) in _FILLS.items()
        }

    def add(self, sheet: Sheet) -> None:
        """One more sheet, ready for A4 landscape."""
        page = self.book.add_worksheet(sheet.name)
        for column, (key, width) in enumerate(sheet.columns):
            page.set_column(column, column, width)
            page.write_string(0, column, self.words(key), self.heading)
        page.set_row(0, 32)
        for row, values in enumerate(sheet.rows, 1):
            for column, value in enumerate(values):
                self._write(page, row, column, value)
        page.freeze_panes(1, 2)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        page.set_footer(f"{self.footer}&C&P / &N")

    def _write(self, page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value) -> None:
        if isinstance(value, Status):
            page.write_string(row, column, self.words.status(value), self.status[value])
        elif isinstance(value, (int, float)):
            page.write_number(row, column, value, self.number if isinstance(value, float) else self.plain)
        elif (href := safe_link(value)) and len(href) <= _LINK_LIMIT and row <= _LINKS_LIMIT:
            page.write_url(row, column, href, self.link, string=cell(readable(value)))
        else:
            page.write_string(row, column, cell(value), self.plain)


def _fixes(scan: AgencyScan, words: Words) -> Sheet:
    costs = {one.item: one for one in scan.summary.costs}
    return _sheet(
        words("sheet.fixes"),
        enumerate(to_fix(scan), 1),
        ("col.rank", 7, lambda one: one[0]),
        ("col.item", 7, lambda one: one[1].item),
        ("col.title", 34, lambda one: one[1].title),
        ("col.status", 18, lambda one: one[1].status),
        ("col.because", 40, lambda one: one[1].because),
        ("col.lacking", 34, lambda one: " • ".join(one[1].lacking)),
        ("col.year_wanted", 12, lambda one: words.years(one[1].year_wanted)),
        ("col.year_found", 12, lambda one: words.years(one[1].year_found)),
        ("col.advice", 44, lambda one: one[1].advice),
        ("col.owner", 18, lambda one: one[1].owner),
        ("col.effort", 24, lambda one: effort_word(costs.get(one[1].item), words)),
        ("col.cost", 16, lambda one: _points(costs.get(one[1].item))),
        ("col.url", 44, lambda one: best_url(one[1])),
        ("col.person", 60, lambda one: persons_text(one[1], words)),
    )


def _stakes(scan: AgencyScan, words: Words) -> Sheet:
    """Every number is an estimate, which each heading says."""
    items = {item.item: item for item in scan.items}
    return _sheet(
        words("sheet.stakes"),
        at_stake(scan),
        ("col.item", 7, lambda one: one.item),
        ("col.title", 34, lambda one: items[one.item].title),
        ("col.status", 18, lambda one: one.status),
        ("col.indicator", 10, lambda one: one.indicator),
        ("col.of_indicator", 16, lambda one: round(one.indicator_points, 1)),
        ("col.cost", 16, _points),
        ("col.of_total", 16, lambda one: "" if one.ita_points is None else round(one.ita_points, 1)),
        ("col.gain_low", 16, lambda one: round(one.gain_low, 1)),
        ("col.gain_high", 16, lambda one: round(one.gain_high, 1)),
        ("col.effort", 24, lambda one: effort_word(one, words)),
        ("col.due", 34, lambda one: due_word(one, words)),
        ("col.owner", 18, lambda one: items[one.item].owner),
    )


def _items(scan: AgencyScan, words: Words) -> Sheet:
    groups = dict(scan.groups)
    return _sheet(
        words("sheet.items"),
        scan.items,
        ("col.item", 7, lambda item: item.item),
        ("col.title", 34, lambda item: item.title),
        ("col.group", 24, lambda item: f"{item.group} {groups.get(item.group, '')}".strip()),
        ("col.status", 18, lambda item: item.status),
        ("col.because", 44, lambda item: item.because),
        ("col.year_wanted", 12, lambda item: words.years(item.year_wanted)),
        ("col.year_found", 12, lambda item: words.years(item.year_found)),
        ("col.owner", 18, lambda item: item.owner),
        ("col.url", 44, best_url),
        ("col.leaf", 8, best_leaf),
        ("col.machine", 18, lambda item: machine_text(item, words)),
        ("col.person", 60, lambda item: persons_text(item, words)),
        ("col.places", 60, lambda item: places_text(item, words)),
    )


def _components(scan: AgencyScan, words: Words) -> Sheet:
    return _sheet(
        words("sheet.components"),
        ((item, one) for item in scan.items for one in item.components),
        ("col.item", 7, lambda pair: pair[0].item),
        ("col.component", 50, lambda pair: pair[1].label),
        ("col.state", 16, lambda pair: words.state(pair[1].state)),
        ("col.known", 24, lambda pair: words.maybe(f"known.{pair[1].known}") or pair[1].known),
        ("col.note", 44, lambda pair: pair[1].note),
        ("col.title", 34, lambda pair: pair[0].title),
        ("col.machine", 16, lambda pair: words.state(pair[1].machine) if pair[1].machine else ""),
    )


def _unchecked(scan: AgencyScan, words: Words) -> Sheet:
    blind = (item for item in scan.items if item.status is Status.UNVERIFIED)
    rows: Iterable[tuple[str, str, str, str, str]] = (
        *((item.item, item.title, item.because, item.settles, _first_doubt(item)) for item in blind),
        *(
            ("", label, words(f"cause.{cause}"), words.maybe(f"settle.{cause}"), url)
            for cause, url, label in not_read(scan.coverage)
        ),
    )
    return _sheet(
        words("sheet.unchecked"),
        rows,
        ("col.item", 7, lambda row: row[0]),
        ("col.title", 40, lambda row: row[1]),
        ("col.cause", 44, lambda row: row[2]),
        ("col.settle", 44, lambda row: row[3]),
        ("col.target", 50, lambda row: row[4]),
    )


def _sections(scan: AgencyScan, words: Words) -> Sheet:
    return _sheet(
        words("sheet.sections"),
        scan.coverage.sections,
        ("col.section", 40, lambda one: one.name or words("seen.others", count=one.others)),
        ("col.address", 44, lambda one: one.url),
        *(
            (f"col.{name}", 12, attrgetter(name))
            for name in ("read", "failed", "refused", "unvisited", "needs_browser", "unread", "gone")
        ),
        ("col.cause", 40, lambda one: cause_word(one.cause, words) if one.cause else ""),
        ("col.examples", 60, lambda one: " ".join(f"• {readable(url)}" for url, _ in one.examples)),
    )


def _attachments(scan: AgencyScan, words: Words) -> Sheet:
    return _sheet(
        words("sheet.attachments"),
        scan.attachments,
        ("col.items", 9, lambda one: ", ".join(one.items)),
        ("col.title", 40, lambda one: one.name),
        ("col.media", 12, lambda one: words(f"media.{one.media.value}")),
        ("col.extent", 12, lambda one: extent(one, words)),
        ("col.nature", 14, lambda one: words(f"nature.{nature(one).value}")),
        ("col.reading", 26, lambda one: reading(one, words)),
        ("col.grade", 14, lambda one: grade_word(one, words)),
        ("col.year_inside", 12, lambda one: words.years(one.years_inside)),
        ("col.year_named", 12, lambda one: words.years(one.years_named)),
        ("col.remarks", 30, lambda one: " • ".join(remark_word(remark, one, words) for remark in remarks(one))),
        ("col.cures", 44, lambda one: " • ".join(cure(remark, one, words) for remark in remarks(one))),
        ("col.size", 10, lambda one: round(one.size / 1000)),
        ("col.file_name", 30, lambda one: one.file_name),
        ("col.address", 50, lambda one: one.url),
        ("col.same_as", 50, _same_as),
        ("col.stands_on", 50, lambda one: one.found_on),
    )


def _dead(scan: AgencyScan, words: Words) -> Sheet:
    return _sheet(
        words("sheet.dead"),
        enumerate((one for one in scan.coverage.failed if one.permanent), 1),
        ("col.rank", 7, lambda one: one[0]),
        ("col.label", 40, lambda one: one[1].label),
        ("col.target", 50, lambda one: one[1].url),
        ("col.stands_on", 50, lambda one: one[1].found_on),
        ("col.answer", 24, lambda one: words(f"cause.{one[1].cause.value}")),
    )


def _sheet(name: str, rows: Iterable[_T], *columns: tuple[str, int, Callable[[_T], Value]]) -> Sheet:
    return Sheet(
        name=name,
        columns=tuple((key, width) for key, width, _ in columns),
        rows=tuple(tuple(value(row) for _, _, value in columns) for row in rows),
    )


def _first_doubt(item: ItemFinding) -> str:
    """The address that would settle an item without a verdict, where one is known."""
    return next((one.url for one in item.places if one.url and not one.state.is_settled), "")


def _same_as(one: Attachment) -> str:
    """One address is a link; several are a list, which must not be taken for one long link."""
    return one.same_as[0] if len(one.same_as) == 1 else " ".join(f"• {readable(url)}" for url in one.same_as)


def _points(cost: Cost | None) -> Value:
    """Points of the OIT; empty when nobody knows."""
    return "" if cost is None else round(cost.oit_points, 1)
