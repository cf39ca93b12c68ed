"""The closed vocabulary of checks: each word of a rule file has one function here, and there are no others."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from oitcrawl.judge.contacts import contacts, persons
from oitcrawl.judge.context import JudgeContext
from oitcrawl.judge.excerpt import Spot
from oitcrawl.judge.freshness import wanted_years
from oitcrawl.judge.measures import measures
from oitcrawl.judge.reading import HEADING_LENGTH, LOOSE, NO_QUOTE, PICTURE_TEXT, Quote, Reading
from oitcrawl.judge.sections import offers
from oitcrawl.model.content import Document, Page, Table
from oitcrawl.model.finding import ComponentState
from oitcrawl.ruleset.check import (
    Check,
    ColumnsCheck,
    ContactCheck,
    DateCheck,
    FileCheck,
    FormCheck,
    HeadingCheck,
    HumanCheck,
    ImageCheck,
    LinkCheck,
    MapCheck,
    MeasureCheck,
    MonthsCheck,
    PeriodCheck,
    PersonCheck,
    PhraseCheck,
    Phrases,
    RowsCheck,
    phrases_of,
)
from oitcrawl.ruleset.rule import Component
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.dates import Dated, Precision
from oitcrawl.thai.looks import alike as looks_like
from oitcrawl.thai.text import fold, thai_digits_to_arabic

NEAR = 200  # folded characters between a phrase and its companion
LONGEST = 120  # folded characters of a phrase
FEW = 3  # sums or times shown
HEADER_SPREAD = 200  # folded characters over which the header of a flattened table may lie
MIN_HEADER = 2  # columns without which words of a flattened table are no header

# On a page that only lists other contents these still speak of the page itself.
_OF_THE_PAGE = (LinkCheck, FormCheck, MapCheck, ContactCheck, DateCheck)


# A letter, digit or cell border read wrongly off a picture hides these: they are never called absent from it.
_FINE_PRINT = (ColumnsCheck, ContactCheck, DateCheck, MeasureCheck, PeriodCheck, PersonCheck, RowsCheck)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one content says of one component: its state and, when present, the words that show it.

    Attributes:
        nil: present because the text says that there was none.
        question: for ``human``: at what a person must look.
    """

    state: ComponentState
    quote: Quote = NO_QUOTE
    nil: bool = False
    question: str = ""


def examine(component: Component, reading: Reading, context: JudgeContext) -> Shown:
    """The state of ``component`` by this content alone: present, human, unreadable or absent."""
    checks = [check for check in component.any if not reading.landing or isinstance(check, _OF_THE_PAGE)]
    for check in checks:
        if (proof := prove(check, reading, context)) is not None:
            return Shown(state=ComponentState.PRESENT, quote=proof)
    if component.unless_nil and (spots := reading.spots(reading.index.nil)):
        return Shown(state=ComponentState.PRESENT, quote=reading.quote(spots[0]), nil=True)
    asked = (check for check in checks if isinstance(check, HumanCheck) and _shows(check, reading))
    question = next((check.question for check in asked), "")
    if question and (reading.whole or reading.is_picture):
        return Shown(state=ComponentState.HUMAN, question=question)
    sure = reading.whole and not (reading.recognised and any(isinstance(check, _FINE_PRINT) for check in checks))
    sure = sure and not (reading.recognised and any(map(partial(_resembles, reading), checks)))
    return Shown(state=ComponentState.ABSENT if sure else ComponentState.UNREADABLE)


def _resembles(reading: Reading, check: Check) -> bool:
    """Whether words that look like those asked for stand in a picture: one letter misread takes nothing away."""
    words = {looks_like(fold(word)) for phrases in phrases_of(check) for word in phrases.any}
    return any(word in part for part in map(looks_like, reading.folded) for word in words if len(word) >= LOOSE)


def _shows(check: HumanCheck, reading: Reading) -> bool:
    """Whether there is anything to look at that words do not tell."""
    return reading.images >= check.images or reading.size < PICTURE_TEXT


def prove(check: Check, reading: Reading, context: JudgeContext) -> Quote | None:  # noqa: C901, PLR0911, PLR0912 - one line per word
    """The words that satisfy ``check``, or None when nothing does.

    A human check never proves anything; months are counted over all contents, by ``components``.
    """
    match check:
        case PhraseCheck():
            return _phrase(check, reading)
        case HeadingCheck():
            loose = reading.recognised
            return _first(h for h in reading.headings if reading.index.holds(check.phrases, h, recognised=loose))
        case ColumnsCheck():
            return _columns(check, reading)
        case LinkCheck():
            return _first(text for text in _open(reading) if reading.index.holds(check.phrases, text))
        case FileCheck():
            return _file(check, reading)
        case ContactCheck():
            return _first(contacts(check.kind, reading))
        case PersonCheck():
            return _first(persons(check.count, reading), described=check.count > 1)
        case PeriodCheck():
            return _first(_periods(reading.first_dates)) or _first(_periods(reading.dates))
        case DateCheck():
            return _date(check, reading, context)
        case RowsCheck():
            return _rows(check, reading)
        case MeasureCheck():
            return _measure(check, reading)
        case ImageCheck():
            return _first(["ภาพในหน้า"] if reading.images >= check.count else [], described=True)
        case MapCheck():
            return _map(reading)
        case FormCheck():
            return _form(reading)
        case HumanCheck() | MonthsCheck():
            return None
    assert_never(check)


def _first(texts: Iterator[str] | list[str], *, described: bool = False) -> Quote | None:
    text = next(iter(texts), None)
    return None if text is None else Quote(text=text, marked="" if described else text, described=described)


def _phrase(check: PhraseCheck, reading: Reading) -> Quote | None:
    spots = [one for one in reading.spots(check.phrases) if check.title or not reading.is_in_title(one)]
    spots = [one for one in spots if (one.part, one.start) not in reading.hollow] if spots else spots
    if check.near is not None:
        companions = reading.spots(check.near)
        starts = [(spot.part, spot.start) for spot in companions]
        spots = [spot for spot in spots if any(_close(spot, other) for other in _around(spot, companions, starts))]
    apart = _apart(spots)
    return reading.quote(apart[0]) if apart and len(apart) >= check.count else None


def _around(spot: Spot, companions: list[Spot], starts: list[tuple[int, int]]) -> list[Spot]:
    """The companions that may be close: looked up, for a long paper has thousands of both."""
    first = bisect_left(starts, (spot.part, spot.start - NEAR - LONGEST))
    return companions[first : bisect_right(starts, (spot.part, spot.end + NEAR))]


def _close(one: Spot, other: Spot) -> bool:
    if one.part != other.part or (one.start, one.end) == (other.start, other.end):
        return False
    return max(one.start, other.start) - min(one.end, other.end) <= NEAR


def _apart(spots: list[Spot]) -> list[Spot]:
    """Spots that do not overlap an earlier one, so that a phrase and its longer form count once."""
    kept: list[Spot] = []
    for spot in spots:
        if not kept or spot.part != kept[-1].part or spot.start >= kept[-1].end:
            kept.append(spot)
    return kept


def _columns(check: ColumnsCheck, reading: Reading) -> Quote | None:
    for table in reading.tables:
        for header in _headers(table):
            if all(any(reading.index.holds(one, cell) for cell in header) for one in check.columns):
                return _first([" | ".join(cell for cell in header if cell.strip())], described=True)
    return None if reading.tables else _flattened_header(check.columns, reading)


def _headers(table: Table) -> Iterator[tuple[str, ...]]:
    """The header, or what may be one: the first rows, also two rows of merged cells read as one.

    A row with one cell in a table of several is its title or the name of a group: it names no column.
    """
    if table.header:
        yield table.header
        yield (*table.header, *(table.rows[0] if table.rows else ()))
    else:
        wide = any(_filled(row) > 1 for row in table.rows)
        rows = [row for row in table.rows if _filled(row) > 1 or not wide][:2]
        yield from rows
        yield tuple(cell for row in rows for cell in row)


def _filled(row: tuple[str, ...]) -> int:
    return sum(1 for cell in row if cell.strip())


def _flattened_header(columns: tuple[Phrases, ...], reading: Reading) -> Quote | None:
    """A table of a PDF is only its words; the words of its header still lie close together, and below its title.

    A single word without cells is no header: where any place will do, a rule says so by a phrase.
    """
    if len(columns) < MIN_HEADER:
        return None
    below = _title_end(reading)
    places = [[spot for spot in reading.spots(one) if spot.part or spot.start >= below] for one in columns]
    starts = [[(spot.part, spot.start) for spot in spots] for spots in places]
    for first in places[0]:
        low, high = (first.part, first.start - HEADER_SPREAD), (first.part, first.start + HEADER_SPREAD)
        if all(bisect_left(some, low) < bisect_right(some, high) for some in starts):
            return reading.quote(first)
    return None


_COUNTER = re.compile(r"ลำดับ|ที่|No\b")  # a line that begins so is the header itself


def _title_end(reading: Reading) -> int:
    """Where the title ends in the folded first part: its words name the document, not what stands in it."""
    lines = (line.strip() for line in reading.parts[0].splitlines()) if reading.parts else iter(())
    title = next(filter(None, lines), "")
    return 0 if len(title) > HEADING_LENGTH or _COUNTER.match(title) else len(fold(title))


def _open(reading: Reading) -> Iterator[str]:
    """Labels of links that lead somewhere: what a file holds is for the file to show."""
    return (text for text, url in offers(reading) if url not in reading.closed)


def _file(check: FileCheck, reading: Reading) -> Quote | None:
    content = reading.content
    if isinstance(content, Document) and content.leaf_count >= check.leaves:
        return Quote(text=f"เอกสาร {content.leaf_count} หน้า", described=True)
    return None


def _periods(dates: tuple[Dated, ...]) -> Iterator[str]:
    return (one.text for one in dates if one.precision is not Precision.DAY and not one.cited and not one.number)


def _date(check: DateCheck, reading: Reading, context: JudgeContext) -> Quote | None:
    years = wanted_years(check.year, context.fiscal_year)
    return _first(one.text for one in reading.dates if _is_entry(one, context) and (not years or _in(one, years)))


def _is_entry(one: Dated, context: JudgeContext) -> bool:
    is_day = one.precision in {Precision.DAY, Precision.MONTH} and not one.cited and not one.number
    return is_day and context.has_come(one.start)


def _in(one: Dated, years: tuple[int, ...]) -> bool:
    return FiscalYear.of(one.start).be in years


_NUMBERED = re.compile(r"(?m)^\s*\(?(\d{1,3})[.)]?\s+\S")


def _rows(check: RowsCheck, reading: Reading) -> Quote | None:
    for table in reading.tables:
        rows = [row for row in table.rows if sum(1 for cell in row if cell.strip()) > 1]
        if len(rows) >= check.count:
            return _first([f"ตาราง {len(rows)} แถว"], described=True)
    if reading.tables:
        return None
    numbers = {int(one) for one in _NUMBERED.findall(thai_digits_to_arabic(reading.seen))}
    run = next(n for n in range(len(numbers) + 1) if n + 1 not in numbers)
    return _first([f"รายการ 1-{run}"], described=True) if run >= check.count else None


def _measure(check: MeasureCheck, reading: Reading) -> Quote | None:
    found = measures(reading.seen, check.measure)
    return _first([", ".join(found[:FEW])], described=True) if len(found) >= check.count else None


_MAP_URL = (
    "google.com/maps",
    "google.co.th/maps",
    "goo.gl/maps",
    "maps.app.goo.gl",
    "maps.google.",
    "openstreetmap.org",
)
_FORM_URL = ("docs.google.com/forms", "forms.gle", "forms.office.com", "forms.cloud.microsoft")


def _map(reading: Reading) -> Quote | None:
    if isinstance(reading.content, Page) and reading.content.has_map:
        return _first(["แผนที่ในหน้า"], described=True)
    return _first(text or url for text, url in reading.link_labels if any(part in url for part in _MAP_URL))


# Forms by which the agency asks, and none by which one asks the agency.
_ASKED = re.compile("พึงพอใจ|พอใจ|สำรวจ|สํารวจ|แบบสอบถาม|แบบประเมิน|แบบวัด|ประเมินผล|EIT|IIT|survey|poll", re.IGNORECASE)
_FIELDS = re.compile("กรอก|แบบฟอร์ม|ชื่อ|ส่ง|แนบ")  # words beside the fields of one


def _form(reading: Reading) -> Quote | None:
    page = reading.content
    if isinstance(page, Page) and page.has_form and (reading.window is None or _FIELDS.search(reading.seen)):
        return _first(["แบบฟอร์มในหน้า"], described=True)
    forms = ((text, url) for text, url in offers(reading) if any(part in url for part in _FORM_URL))
    return _first(text or url for text, url in forms if not _ASKED.search(text))
