"""Periods made of days, months and years that were read."""

import calendar
from datetime import date
from typing import Literal

from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.date_words import Period, Precision

Reading = Period | Literal[False] | None  # False: no time, and nothing else may read it; None: not this form


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def day_of(year: int, month: int, day: int) -> Reading:
    """A day; False for one that no calendar has."""
    try:
        found = date(year, month, day)
    except ValueError:
        return False  # 31 ก.พ. is no day, and no month either
    return Period(found, found, Precision.DAY)


def _months(first: date, last: date) -> Precision:
    """What a stretch of whole months is called."""
    if first.day != 1 or last != last_day(last.year, last.month):
        return Precision.SPAN
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count == 12 and first.month in {1, 10}:  # noqa: PLR2004 - months of a year
        return Precision.YEAR if first.month == 1 else Precision.FISCAL_YEAR
    if count == 6 and first.month in {1, 4, 7, 10}:  # noqa: PLR2004 - months of a half
        return Precision.HALF
    if count == 3 and first.month in {1, 4, 7, 10}:  # noqa: PLR2004 - months of a quarter
        return Precision.QUARTER
    return Precision.MONTH if count == 1 else Precision.SPAN


def stretch(first: date, last: date) -> Reading:
    """From one day to another; None when they stand the wrong way round."""
    return Period(first, last, _months(first, last)) if first <= last else None


def fiscal(be: int) -> Period:
    """A Buddhist fiscal year."""
    year = FiscalYear(be)
    return Period(year.starts, year.ends, Precision.FISCAL_YEAR)
