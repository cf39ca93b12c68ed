"""The forms of Thai dates: a pattern and a reader for each, in the order in which they are tried.

A group ``said`` marks the words that state the time, where a pattern sees more than those.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from oitcrawl.thai.broken import is_listed
from oitcrawl.thai.calendar import BE_OFFSET, FiscalYear
from oitcrawl.thai.date_words import (
    BUDGET,
    DAY,
    ERA,
    FOUR,
    LATIN_MONTH,
    MONTH,
    OF_YEAR,
    SAME_LINE_TWO,
    THE_DAY,
    THE_MONTH,
    TO,
    TWO,
    UNIT,
    YEAR,
    B,
    G,
    N,
    Period,
    Precision,
    gregorian,
    loose,
    month_number,
)
from oitcrawl.thai.periods import Reading, day_of, fiscal, last_day, stretch


class Form(NamedTuple):
    """One way to write a time; ``needs``: signs without which no text holds it, which is told in no time."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Reading]
    needs: frozenset[str] = frozenset()


# --- ranges of days and months ------------------------------------------------------------------------------------

_DAY_RANGE: Final = re.compile(
    rf"(?<![\d/.,-]){THE_DAY}?(?P<day1>{DAY})(?:{G}{THE_MONTH}?(?P<month1>{MONTH})(?:{G}{ERA}?{G}(?P<year1>{YEAR}))?)?"
    rf"{TO}{THE_DAY}?(?P<day2>{DAY}){G}{THE_MONTH}?(?P<month2>{MONTH}){G}(?:{ERA}|ปี)?{G}(?P<year2>{YEAR})"
)
_MONTH_RANGE: Final = re.compile(
    rf"{THE_MONTH}?(?P<month1>{MONTH})(?:{G}(?:{ERA}|ปี)?{G}(?P<year1>{YEAR}))?"
    rf"{TO}(?:สิ้น)?{THE_MONTH}?(?P<month2>{MONTH})[ )]{{0,4}}(?P<budget>{BUDGET})?{G}(?:{ERA}|ปี)?{G}(?P<year2>{YEAR})"
)


def _day_range(match: re.Match[str]) -> Reading:
    month2, day2, year2 = month_number(match["month2"]), int(match["day2"]), gregorian(match["year2"])
    month1, day1 = month_number(match["month1"]) if match["month1"] else month2, int(match["day1"])
    year1 = gregorian(match["year1"]) if match["year1"] else year2 - ((month1, day1) > (month2, day2))
    if is_listed(match):
        return None
    try:
        return stretch(date(year1, month1, day1), date(year2, month2, day2))
    except ValueError:
        return None


def _month_range(match: re.Match[str]) -> Reading:
    if is_listed(match):
        return None
    month1, month2, year2 = month_number(match["month1"]), month_number(match["month2"]), gregorian(match["year2"])
    if match["budget"]:
        year1, year2 = year2 - (month1 >= 10), year2 - (month2 >= 10)  # noqa: PLR2004 - October
    else:
        year1 = gregorian(match["year1"]) if match["year1"] else year2 - (month1 > month2)
    return stretch(date(year1, month1, 1), last_day(year2, month2))


# --- days ---------------------------------------------------------------------------------------------------------

_DAY_IN_WORDS: Final = re.compile(
    rf"(?<!\d)(?<!\d[/.,])(?:{THE_DAY}(?P<apart>[0-3] \d)|{THE_DAY}?(?P<day>{DAY})){G}{THE_MONTH}?(?P<month>{MONTH})"
    rf"{G}(?:{ERA}|ปี)?{G}(?P<year>{YEAR})"
)
_DAY_IN_DIGITS: Final = re.compile(
    rf"(?P<lead>(?:{loose('วันที่')}|ลว\.?){G})?(?<![\d/.-])(?<!เลขที่)(?<!เลขที่ )"
    rf"(?P<day>[0-3]?\d) ?(?P<sep>[/.-]) ?(?P<month>[0-3]?\d) ?(?P=sep) ?(?P<year>{FOUR}|\d\d)(?!\d|[/.-]\d)"
)
_DAY_ISO: Final = re.compile(r"(?<![\d/.-])(?P<year>(?:2[45]|19|20)\d\d)([-/.])(?P<month>\d\d)\2(?P<day>\d\d)(?!\d)")
_DAY_ENGLISH: Final = re.compile(
    rf"(?<![\d.,/])(?:(?P<day1>{DAY})(?:st|nd|rd|th)? (?P<month1>{LATIN_MONTH})"
    rf"|(?P<month2>{LATIN_MONTH}) (?P<day2>{DAY}))"
    rf"(?:st|nd|rd|th)?,? (?P<year>{FOUR})",
    re.IGNORECASE,
)


def _day_in_words(match: re.Match[str]) -> Reading:
    day = int((match["apart"] or match["day"]).replace(" ", ""))
    return day_of(gregorian(match["year"]), month_number(match["month"]), day)


def _day_in_digits(match: re.Match[str]) -> Reading:
    day, month, separator, year = int(match["day"]), int(match["month"]), match["sep"], match["year"]
    if len(year) == 2:  # noqa: PLR2004 - digits
        if separator == "." and not match["lead"]:
            return None  # 1.2.67 numbers a section
        if int(year) < 40 and separator != "/":  # noqa: PLR2004 - Gregorian in two digits
            return None
    number = gregorian(year)
    if month > 12 >= day > 0 and int(re.sub(r"\D", "", year)) < 2400:  # noqa: PLR2004 - written the American way
        day, month = month, day
    if month > 12:  # noqa: PLR2004 - no month
        return None
    return day_of(number, month, day)


def _day_iso(match: re.Match[str]) -> Reading:
    return day_of(gregorian(match["year"]), int(match["month"]), int(match["day"]))


def _day_english(match: re.Match[str]) -> Reading:
    return day_of(
        gregorian(match["year"]),
        month_number(match["month1"] or match["month2"]),
        int(match["day1"] or match["day2"]),
    )


# --- numbers that are no times ------------------------------------------------------------------------------------

_NO_TIME: Final = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}"
    r"|(?:โทรศัพท์|โทรสาร|โทร|แฟกซ์|มือถือ|tel|fax|phone|ต่อ) ?[.:]? ?(?:หมายเลข)? ?\+?\d[\d -]{2,16}"
    r"|(?<![\d/])\+?0[- ]?\d{1,4}[- ]\d{3,4}(?:[- ]?\d{3,4})?(?!\d)"
    r"|(?<!\d)\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<!\d)\d+\.\d{1,2}(?!\d)(?![.-])"
    r"|\d{7,}|(?:มาตรา|วรรค|หมู่ที่|บ้านเลขที่|รหัส|ISO) ?\d[\d/:-]*",
    re.IGNORECASE,
)


def _no_time(match: re.Match[str]) -> Reading:
    del match
    return False


# --- quarters, halves ---------------------------------------------------------------------------------------------

_ASIDE: Final = r"(?: ?\([^()\n]{0,70}\))?"
_FISCAL_HEAD: Final = (
    rf"{N}(?:/|(?:ของ|แห่ง|ใน)? ?(?:{BUDGET}|{OF_YEAR}|ปี)?{N}{ERA}?){N}"  # what stands before the year
)
_PART: Final = (
    rf"(?:(?:{loose('ไตรมาส')}(?: ?ท ?ี ?่)?|Q) ?(?P<quarter{{0}}>[1-4])"
    r"(?: ?(?:-|ถึง|และ|,) ?(?P<until{0}>[1-4]))?(?!\d)"
    r"|(?P<months{0}>(?<!\d)(?:3|6|9|12|สาม|หก|เก้า|สิบสอง)) ?เดือน ?(?P<which{0}>แรก|หลัง)?"
    r"|ครึ่งปี ?(?P<half{0}>แรก|หลัง)|รอบ(?:ที่)? ?(?P<round{0}>[12])(?!\d))"
)
_PART_YEAR: Final = re.compile(rf"(?:รอบ ?)?{_PART.format('')}{_ASIDE}{_FISCAL_HEAD}(?P<year>{YEAR})", re.IGNORECASE)
_YEAR_PART: Final = re.compile(
    rf"(?:{BUDGET}|{OF_YEAR}){N}{ERA}?{N}(?P<year>{YEAR})[^\d\n\0]{{0,12}}?{_PART.format('')}", re.IGNORECASE
)
_COUNT: Final = {"สาม": 3, "หก": 6, "เก้า": 9, "สิบสอง": 12}


def _part_of_year(match: re.Match[str]) -> Reading:
    year = FiscalYear(gregorian(match["year"]) + BE_OFFSET)
    first, count = _which_months(match)
    last_year, last_month = year.months[first + count - 1]
    begin_year, begin_month = year.months[first]
    return stretch(date(begin_year, begin_month, 1), last_day(last_year, last_month))


def _which_months(match: re.Match[str]) -> tuple[int, int]:
    """Number of the first month in the fiscal year, from 0, and how many months."""
    if match["quarter"]:
        first, until = int(match["quarter"]), int(match["until"] or match["quarter"])
        return 3 * (first - 1), 3 * (max(first, until) - first + 1)
    if match["months"]:
        count = _COUNT.get(match["months"]) or int(match["months"])
        return (12 - count if match["which"] == "หลัง" else 0), count
    return (6 if match["half"] == "หลัง" or match["round"] == "2" else 0), 6


# --- months -------------------------------------------------------------------------------------------------------

# In a table of months "ตุลาคม 45 60" counts something: two digits are a year only when near and alone in their line.
_NEAR_TWO: Final = r"(?<!\n)(?<!\n )(?<!\n  )(?:[56]\d|7[0-5])(?!\d|[.,]\d| {0,3}\d)"
_MONTH_YEAR: Final = re.compile(
    rf"{THE_MONTH}?(?P<month>{MONTH}){N}(?P<budget>{BUDGET})?{N}(?:{ERA}|ปี)?{N}"
    rf"(?P<year>{FOUR}|['’]?{_NEAR_TWO}){UNIT}"
)
_MONTH_DIGITS: Final = re.compile(rf"{loose('เดือน')}{G}(?P<month>0?[1-9]|1[0-2]) ?/ ?(?P<year>{YEAR})")
_MONTH_ENGLISH: Final = re.compile(rf"\b(?P<month>{LATIN_MONTH}),? (?P<year>{FOUR})", re.IGNORECASE)


def _month_year(match: re.Match[str]) -> Reading:
    month, year = month_number(match["month"]), gregorian(match["year"])
    if match["budget"] and month >= 10:  # noqa: PLR2004 - October
        year -= 1
    return stretch(date(year, month, 1), last_day(year, month))


def _month_plain(match: re.Match[str]) -> Reading:
    word, year = match["month"], gregorian(match["year"])
    month = int(word) if word.isdigit() else month_number(word)
    return stretch(date(year, month, 1), last_day(year, month))


# --- years --------------------------------------------------------------------------------------------------------

_YEAR_HEAD: Final = rf"(?P<budget>{BUDGET})?(?:{OF_YEAR}|ระหว่างปี|ปี)?{N}{ERA}?{N}"
_YEARS: Final = re.compile(
    rf"(?<!\d)(?<!\d[.,/-]){_YEAR_HEAD}(?P<first>(?<!\d){FOUR})(?:{TO}|_)(?:{BUDGET}|ปี)?"
    rf"{G}(?:{ERA}{B})?(?P<last>{FOUR}|{TWO})(?![-/]\d){UNIT}"
)
_SHORT_YEARS: Final = re.compile(
    r"(?:แผน(?!ที่|ก|ผัง|ภู)|ยุทธศาสตร์|นโยบาย|ระยะ(?!ทาง|เวลา)|ปี|พ ?\.? ?ศ|plan)"
    r"(?:[^\n\d\0]{0,60}|[^\n\0]{0,20} ?ปี[^\n\d\0]{0,20})"
    r"(?<!\d)(?<!\d[/.,-])(?<!ข้อ )(?<!หน้า )(?<!มาตรา )(?<!ละ )(?<!คะแนน )(?<!อายุ )(?<!ที่ )"
    rf"(?P<said>(?P<first>{TWO}){TO}(?P<last>{TWO}))(?![-/]\d){UNIT}",
    re.IGNORECASE,
)
_BUDGETED: Final = rf"{loose('งบประมาณ')}(?: ?รายจ่าย)?(?: ?{OF_YEAR})?"
_FISCAL_YEAR: Final = re.compile(
    rf"(?:(?:{BUDGET}{N}(?:{ERA}|ปี)?|{_BUDGETED}{N}(?:{ERA}|ปี)){N}(?P<year>{FOUR}|['’]?{SAME_LINE_TWO})"
    # งบประมาณ is an amount, unless what follows can hardly be one.
    rf"|(?:{_BUDGETED}{G}|งบ(?:หน้า)?{G})(?P<recent>25[4-8]\d(?!\d|[.,]\d))|งบ(?:หน้า)?{G}(?P<two>{TWO})){UNIT}",
    re.IGNORECASE,
)
_YEAR_WITH_WORD: Final = re.compile(
    rf"(?:(?:{OF_YEAR}|(?<!\d)(?<!\d )(?<!ต่อ)ปี(?:การศึกษา|ปฏิทิน)?){N}{ERA}?|{ERA}|ITA|OIT)"
    rf"(?:{N}|[_-])(?P<year>{FOUR}|{SAME_LINE_TWO}{UNIT})",
    re.IGNORECASE,
)
_NUMBER_OF_YEAR: Final = re.compile(
    rf"(?:(?:ครั้งที่|คาสั่งที่|คาสั่ง|ประกาศที่|ฉบับที่) ?\d{{1,5}} ?/ ?(?P<two>{TWO})"
    r"|(?<![\d/])\d{1,5} ?/ ?(?P<four>25\d\d))(?![\d/])"
)
_LONE_YEAR: Final = re.compile(
    rf"(?<![\d=#+])(?<!\d[.,:])(?:(?<!\d\d\d[- ])|(?<=25\d\d[- ]))(?P<year>25[3-8]\d)(?!\d|[.,:]\d|-\d{{3}}){UNIT}"
)
_ENGLISH_YEAR: Final = re.compile(
    r"\b(?:report|plan|year|budget|policy|assessment|statistics|statement|manual)s?[ _/-]{0,3}"
    r"(?P<said>(?P<year>20[0-4]\d))(?!\d|[.,]\d)",
    re.IGNORECASE,
)


def _years(match: re.Match[str]) -> Reading:
    first, last = gregorian(match["first"]), gregorian(match["last"])
    if match["to"] and is_listed(match, apart=last > first + 1):
        return None
    return _year_span(first, last, fiscal=bool(match["budget"]))


def _year_span(first: int, last: int, *, fiscal: bool) -> Reading:
    if not first < last <= first + 30:
        return None
    if fiscal:
        begin, end = FiscalYear(first + BE_OFFSET).starts, FiscalYear(last + BE_OFFSET).ends
    else:
        begin, end = date(first, 1, 1), date(last, 12, 31)
    return Period(begin, end, Precision.SPAN)


def _short_years(match: re.Match[str]) -> Reading:
    if "\n" in match["to"] and not match.string[match.end() :].lstrip(" ").startswith(")"):
        return None  # two digits at the end of a line are soon an amount
    return _year_span(gregorian(match["first"]), gregorian(match["last"]), fiscal=False)


def _fiscal_year(match: re.Match[str]) -> Reading:
    return fiscal(gregorian(match["year"] or match["recent"] or match["two"]) + BE_OFFSET)


def _year(match: re.Match[str]) -> Reading:
    year = gregorian(match["year"])
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _number_of_year(match: re.Match[str]) -> Reading:
    year = gregorian(match["four"] or match["two"])
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, number=True)


_SLASH: Final = frozenset("/")
_LATIN: Final = frozenset({"latin"})
_TO: Final = frozenset({"to"})
_MONTHLY: Final = frozenset({"month"})
# The signs, as ``signs_of`` tells them, that a form cannot be without.
_SIGNS: Final = {
    "latin": re.compile("[A-Za-z]{3}"),
    "to": re.compile("[-_]|ถ ?ึ ?ง|to", re.IGNORECASE),
    "month": re.compile(MONTH),
    "part": re.compile("ไ ?ต ?ร|Q|เดือน|ครึ่งปี|รอบ", re.IGNORECASE),
    "/": re.compile("/"),
    "parted": re.compile(r"\d ?[/.-] ?\d"),
}


def signs_of(plain: str) -> frozenset[str]:
    """Which of the signs that forms need stand in a text."""
    return frozenset(name for name, sign in _SIGNS.items() if sign.search(plain))


FORMS: Final[tuple[Form, ...]] = (
    Form(_DAY_RANGE, _day_range, _TO | _MONTHLY),
    Form(_DAY_IN_WORDS, _day_in_words, _MONTHLY),
    Form(_MONTH_RANGE, _month_range, _TO | _MONTHLY),
    Form(_DAY_ISO, _day_iso, frozenset({"parted"})),
    Form(_DAY_IN_DIGITS, _day_in_digits, frozenset({"parted"})),
    Form(_DAY_ENGLISH, _day_english, _LATIN),
    Form(_NO_TIME, _no_time),
    Form(_PART_YEAR, _part_of_year, frozenset({"part"})),
    Form(_YEAR_PART, _part_of_year, frozenset({"part"})),
    Form(_MONTH_YEAR, _month_year, _MONTHLY),
    Form(_MONTH_DIGITS, _month_plain, _SLASH),
    Form(_MONTH_ENGLISH, _month_plain, _LATIN),
    Form(_YEARS, _years, _TO),
    Form(_SHORT_YEARS, _short_years, _TO),
    Form(_FISCAL_YEAR, _fiscal_year),
    Form(_NUMBER_OF_YEAR, _number_of_year, _SLASH),
    Form(_YEAR_WITH_WORD, _year),
    Form(_LONE_YEAR, _year),
    Form(_ENGLISH_YEAR, _year, _LATIN),
)
