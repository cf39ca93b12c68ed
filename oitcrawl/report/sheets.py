"""The findings for people who work in sheets: the working group's workbook, and that of one division."""

from collections.abc import Iterable
from operator import attrgetter

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan, Attachment, Cost
from oitcrawl.report.book import Cell, Sheet, sheet, workbook
from oitcrawl.report.collected import not_read
from oitcrawl.report.due import due_of, due_view, period_word
from oitcrawl.report.fixes import effort_word, to_fix
from oitcrawl.report.legibility import cure, extent, grade_word, nature, reading, remark_word, remarks
from oitcrawl.report.lines import Value, best_leaf, best_url
from oitcrawl.report.persons import machine_text, persons_text
from oitcrawl.report.safe import readable
from oitcrawl.report.seen import cause_word, places_text
from oitcrawl.report.stakes import at_stake
from oitcrawl.report.view import agency_name
from oitcrawl.report.words import Words


def gaps_xlsx(scan: AgencyScan, words: Words) -> bytes:
    """The working group's workbook: what to fix, what it costs, items, components, the unchecked, sections, files."""
    makers = (_fixes, _stakes, _items, _components, _unchecked, _sections, _attachments, _dead)
    title = words("page.title", agency=agency_name(scan))
    return workbook(scan, words, (make(scan, words) for make in makers), title=title)


def division_xlsx(scan: AgencyScan, name: str, words: Words) -> bytes:
    """The workbook of one division: what it has to do and by when, its items and their components.

    Args:
        scan: its part, as of ``divisions.part_of``.
        name: what it is called.
        words: of the language.
    """
    makers = (_fixes, _open_items, _items, _components)
    title = words("div.title", division=name, agency=agency_name(scan))
    return workbook(scan, words, (make(scan, words) for make in makers), title=title)


def _fixes(scan: AgencyScan, words: Words) -> Sheet:
    costs = {one.item: one for one in scan.summary.costs}
    return sheet(
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
        ("col.start", 14, lambda one: _day(one[1], scan, "start")),
        ("col.finish", 14, lambda one: _day(one[1], scan, "finish")),
        ("col.pressure", 26, lambda one: _pressure(one[1], scan, words)),
        ("col.effort", 24, lambda one: effort_word(costs.get(one[1].item), words)),
        ("col.cost", 16, lambda one: _points(costs.get(one[1].item))),
        ("col.url", 44, lambda one: best_url(one[1])),
        ("col.person", 60, lambda one: persons_text(one[1], words)),
    )


def _stakes(scan: AgencyScan, words: Words) -> Sheet:
    """Every number is an estimate, which each heading says."""
    items = {item.item: item for item in scan.items}
    return sheet(
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
        ("col.due", 34, lambda one: period_word(due_of(items[one.item], scan), words)),
        ("col.owner", 18, lambda one: items[one.item].owner),
    )


def _items(scan: AgencyScan, words: Words) -> Sheet:
    groups = dict(scan.groups)
    return sheet(
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
    return sheet(
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
    return sheet(
        words("sheet.unchecked"),
        rows,
        ("col.item", 7, lambda row: row[0]),
        ("col.title", 40, lambda row: row[1]),
        ("col.cause", 44, lambda row: row[2]),
        ("col.settle", 44, lambda row: row[3]),
        ("col.target", 50, lambda row: row[4]),
    )


def _sections(scan: AgencyScan, words: Words) -> Sheet:
    return sheet(
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
    return sheet(
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
    return sheet(
        words("sheet.dead"),
        enumerate((one for one in scan.coverage.failed if one.permanent), 1),
        ("col.rank", 7, lambda one: one[0]),
        ("col.label", 40, lambda one: one[1].label),
        ("col.target", 50, lambda one: one[1].url),
        ("col.stands_on", 50, lambda one: one[1].found_on),
        ("col.answer", 24, lambda one: words(f"cause.{one[1].cause.value}")),
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


def _open_items(scan: AgencyScan, words: Words) -> Sheet:
    """What nobody could check and what is not due yet: a division has to look, and to keep the day in mind."""
    wanted = [item for item in scan.items if item.status in {Status.UNVERIFIED, Status.NOT_DUE}]
    return sheet(
        words("sheet.open"),
        wanted,
        ("col.item", 7, lambda item: item.item),
        ("col.title", 34, lambda item: item.title),
        ("col.status", 18, lambda item: item.status),
        ("col.because", 44, lambda item: item.because),
        ("col.settle", 44, lambda item: item.settles or item.advice),
        ("col.start", 14, lambda item: _day(item, scan, "start")),
        ("col.finish", 14, lambda item: _day(item, scan, "finish")),
        ("col.target", 50, lambda item: _first_doubt(item) or best_url(item)),
    )


def _day(item: ItemFinding, scan: AgencyScan, which: str) -> Cell:
    """The day on which work should begin (``start``) or end (``finish``); empty when none is known."""
    due = due_of(item, scan)
    return "" if due is None else due.start if which == "start" else due.finish


def _pressure(item: ItemFinding, scan: AgencyScan, words: Words) -> str:
    seen = due_view(due_of(item, scan), words)
    return seen.note if seen else ""
