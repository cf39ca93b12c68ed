"""Which months of a fiscal year a content is about, by the words around it and its own titles. Calm."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from oitcrawl.judge.labels import says_nothing
from oitcrawl.model.content import Document, Page
from oitcrawl.model.harvest import Record
from oitcrawl.thai.calendar import FiscalYear, month_ends
from oitcrawl.thai.dates import Dated, Precision, dates_of

HEAD_LINES: Final = 4  # lines of a leaf or sheet in which its month stands
LINE: Final = 120  # characters; a longer line is running text
_SPANS: Final = {Precision.QUARTER, Precision.HALF, Precision.SPAN}
_LONG: Final = 300  # days; a longer span is that of a year or a plan, and names no month
_YEARS: Final = {Precision.YEAR, Precision.FISCAL_YEAR}

# A form's number before a month is no day of it: "สขร.1 ประจำเดือน ตุลาคม" is the whole of October.
_FORM_NUMBER: Final = re.compile(
    r"(?<!วันที่)(?<!วันที่ )(?<![0-9๐-๙])[0-9๐-๙]{1,2}(?=\s*(?:ประจำ|ในรอบ|รอบ|ของ)?\s*เดือน)"
    r"|(?:(?<=[ก-ฮ][ก-ฮ])|(?<=[ก-ฮ][ก-ฮ]\.))[0-9๐-๙](?![0-9๐-๙])"
)
_NAMES: Final = (
    ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."),
    ("ธันวาคม", "ธ.ค."),
    ("มกราคม", "ม.ค."),
    ("กุมภาพันธ์", "ก.พ."),
    ("มีนาคม", "มี.ค."),
    ("เมษายน", "เม.ย."),
    ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."),
    ("กรกฎาคม", "ก.ค."),
    ("สิงหาคม", "ส.ค."),
    ("กันยายน", "ก.ย."),
)


def months_told(record: Record, content: Page | Document | None, year: FiscalYear) -> frozenset[date]:
    """First days of the months of ``year`` that a content is about.

    Args:
        record: its labels, title and file name tell, whether or not it could be read.
        content: its own titles tell too; None when it could not be read.
        year: months of other years do not count; a month without a year is taken for one of this year.
    """
    around = _outside(record)
    times = [one for text in (*around, *(_inside(content) if content is not None else ())) for one in _times(text)]
    firsts = _firsts(year)
    if any(one.precision not in _YEARS or _bare(one.text, firsts) for one in times):
        return frozenset(first for first in firsts if any(_is_about(one, first) for one in times))
    return frozenset(month for text in around for month in _bare(text, firsts))


def _outside(record: Record) -> list[str]:
    labels = [text for label in record.labels for text in (label.text, _own_cell(label.row, label.text))]
    return [text for text in (*labels, record.title, record.file_name) if text]


def _own_cell(row: str, text: str) -> str:
    """The row of a link that says nothing itself; a row of telling links names the months of its neighbours too."""
    return row if says_nothing(text) and not any(name in text for names in _NAMES for name in names) else ""


def _inside(content: Page | Document) -> Iterable[str]:
    """Titles, headings and the first lines of every leaf or sheet: where a summary says of which month it is."""
    yield content.title
    if isinstance(content, Page):
        yield from content.headings
    for leaf in content.leaves:
        lines = [line.strip() for line in leaf.text.splitlines() if line.strip()]
        yield " ".join(line for line in lines[:HEAD_LINES] if len(line) <= LINE)


def _times(text: str) -> list[Dated]:
    return [one for one in dates_of(_FORM_NUMBER.sub(" ", text)) if not one.cited and not one.number]


def _is_about(one: Dated, first: date) -> bool:
    """Whether a time stated is that month, or a span of a few months with that month in it."""
    if one.precision is Precision.MONTH:
        return one.start == first
    is_short = one.precision in _SPANS and (one.end - one.start).days <= _LONG
    return is_short and one.start <= first and month_ends(first) <= one.end


def _bare(text: str, firsts: list[date]) -> set[date]:
    """Months named without a year."""
    return {first for first, names in zip(firsts, _NAMES, strict=True) if any(name in text for name in names)}


def _firsts(year: FiscalYear) -> list[date]:
    return [date(gregorian, month, 1) for gregorian, month in year.months]
