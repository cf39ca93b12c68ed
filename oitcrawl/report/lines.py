"""The CSV: every item as one line, for programs and for people who work in sheets."""

import csv
import io

from oitcrawl.model.finding import ItemFinding
from oitcrawl.model.scan import AgencyScan, Cost
from oitcrawl.report.due import due_of
from oitcrawl.report.persons import persons_text
from oitcrawl.report.safe import cell
from oitcrawl.report.seen import places_text
from oitcrawl.report.words import Words

Value = str | int | float

_COLUMNS = (
    *("item", "slug", "title", "group", "status", "status_word", "because", "year_wanted", "year_found", "lacking"),
    *("owner", "advice", "settles", "confidence", "url", "leaf", "cost", "places"),
    *("machine_status", "person"),
    *("indicator_points", "ita_points", "effort", "fix_rank"),
    *("due_start", "due_finish"),
)


def items_csv(scan: AgencyScan, words: Words) -> bytes:
    """Every item as one line; UTF-8 with a byte order mark, so that spreadsheet programs read the Thai right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    costs = {one.item: one for one in scan.summary.costs}
    ranks = {one.item: rank for rank, one in enumerate(scan.summary.costs, 1) if one.status.is_gap}
    for item in scan.items:
        cost = costs.get(item.item)
        values = (*_of_item(item, cost, words), *_of_cost(cost, ranks.get(item.item, "")), *_dates(item, scan))
        writer.writerow([cell(value) if isinstance(value, str) else value for value in values])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def best_url(item: ItemFinding) -> str:
    """Address of its best evidence; empty when it has none."""
    return item.evidence[0].url if item.evidence else ""


def best_leaf(item: ItemFinding) -> Value:
    """And the page of it; empty for pages of the web."""
    return (item.evidence[0].leaf or "") if item.evidence else ""


def _of_item(item: ItemFinding, cost: Cost | None, words: Words) -> tuple[Value, ...]:
    return (
        item.item,
        item.slug,
        item.title,
        item.group,
        item.status.value,
        words.status(item.status),
        item.because,
        words.years(item.year_wanted),
        words.years(item.year_found),
        "; ".join(item.lacking),
        item.owner,
        item.advice,
        item.settles,
        round(item.confidence, 2),
        best_url(item),
        best_leaf(item),
        round(cost.oit_points, 2) if cost else 0.0,
        places_text(item, words),
        item.machine.status.value if item.machine else "",
        persons_text(item, words),
    )


def _dates(item: ItemFinding, scan: AgencyScan) -> tuple[str, str]:
    """By when work on it should begin and end (ISO 8601); empty where no day is known."""
    due = due_of(item, scan)
    return ("", "") if due is None else (due.start.isoformat(), due.finish.isoformat())


def _of_cost(cost: Cost | None, rank: Value) -> tuple[Value, ...]:
    if cost is None:
        return ("", "", "", rank)
    total: Value = "" if cost.ita_points is None else round(cost.ita_points, 2)
    return (round(cost.indicator_points, 2), total, cost.effort.value, rank)
