"""The forms of Thai dates: a pattern and a reader for each, in the order in which they are tried.

Patterns see text in which digits are Arabic, sara am is ``า``, ``ฎ`` is ``ฏ`` and dashes are ``-``.
"""

import calendar
import re
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Final, Literal, NamedTuple

from oitcrawl.thai.calendar import BE_OFFSET, FiscalYear


class Precision(StrEnum):
    """How finely a time was stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    SPAN = "span"


class Period(NamedTuple):
    """What a form was read as; ``cited`` and ``number`` as in ``Dated``."""

    start: date
    end: date
    precision: Precision
    cited: bool = False
    number: bool = False


Reading = Period | Literal[False] | None  # False: no time, and nothing else may read it; None: not this form
Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Reading]]


def _loose(word: str) -> str:
    """A pattern for ``word`` in which a PDF or an OCR may have put spaces."""
    return " ?".join(word)


_MONTHS: Final = (
    "มกรา[คม]",
    "กุมภา[พันธ์]",
    "มีนา[คม]",
    "เมษา[ยน]",
    "พฤษภา[คม]",
    "มิถุนา[ยน]",
    "กรกฏา[คม]",
    "สิงหา[คม]",
    "กันยา[ยน]",
    "ตุลา[คม]",
    "พฤศจิกา[ยน]",
    "ธันวา[คม]",
)
_SHORT: Final = ("มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค")
_ENGLISH: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def _long_month(name: str) -> str:
    stem, ending = name.rstrip("]").split("[")
    loose = _loose(stem).replace("ศ", "[ศษ]") if stem.startswith("พฤศ") else _loose(stem).replace("ษภ", "[ศษ]ภ")
    return f"{loose}(?: ?{_loose(ending.rstrip('์'))} ?์?)?"


def _short_month(name: str) -> str:
    pattern = rf"{name[:-1]} ?\.? ?{name[-1]}(?: ?\.)?"
    # The civil service commission is called ก.พ. too.
    return rf"(?<!สานักงาน )(?<!กฏ )(?<!มติ )(?<!หนังสือ )(?<!เกณฑ์ ){pattern}" if name == "กพ" else pattern


_LETTER: Final = "ก-ฺเ-๎"
_MONTH: Final = (
    "(?:"
    + "|".join(map(_long_month, _MONTHS))
    + rf"|(?:(?<=เดือน)|(?<=เดือน )|(?<![{_LETTER}.]))(?:"
    + "|".join(_short_month(name) for name in sorted(_SHORT, key=len, reverse=True))
    + ")"
    + ")"
)
_LATIN_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

_G: Final = " {0,3}"  # a gap inside a line
_N: Final = r"\s{0,4}"  # a gap that may hold a line break, as covers have
_FOUR: Final = r"(?:2 ?[45] ?\d ?\d|(?:19|20)\d\d)(?!\d|[.,]\d)"
_TWO: Final = r"(?:[4-9]\d)(?!\d|[.,]\d)"
_YEAR: Final = rf"(?:{_FOUR}|['’]?{_TWO})"
_DAY: Final = r"(?:[0-3]\d|[1-9])"
_ERA: Final = r"(?:พ ?\.{0,2} ?ศ(?: ?\.){0,3}|พุทธศักราช|ค ?\. ?ศ(?: ?\.)?|B\.?E\.?|C\.?E\.?|A\.?D\.?)"
_THE_DAY: Final = rf"(?:{_loose('วันที่')}{_G})"
_THE_MONTH: Final = rf"(?:(?:{_loose('ประจา')} ?)?{_loose('เดือน')}{_G})"
_OF_YEAR: Final = _loose("ประจาปี")
_BUDGET: Final = rf"(?:(?:{_loose('ประจา')} ?)?ป ?ี ?ง ?บ(?: ?{_loose('ประมาณ')})?\.?|FY|fiscal year)"
_TO: Final = rf"{_G}(?:-{{1,2}}|{_loose('จนถึง')}|{_loose('ถึง')}|to){_G}"
# After a number these words say that it is an amount and no year.
_UNIT: Final = (
    r"(?! ?(?:บาท|ล้าน|แสน(?!ส)|หมื่น|พัน(?!ธ)|ร้อยละ|%|ราย(?!งาน|จ่าย|ได้|ชื่อ|รับ|การ|ละ|เดือน|ปี|ไตร)|คน(?!พิ|ไทย|จน|ใน)"
    r"|ครัวเรือน|หลังคา|ไร่|ตัน|กม|กิโล|เมตร|ตร\.|ลิตร|เล่ม|ชิ้น|คัน(?!ดิน)|ครั้ง(?!ที่)|วัน(?!ที่)|แห่ง(?!ช|พ)|หน้า|รูป|ตัว(?!ชี้|อย่าง)|ชั่วโมง|นาที))"
)


def _gregorian(digits: str) -> int:
    """The Gregorian year of two or four digits of either era."""
    number = int(re.sub(r"\D", "", digits))
    if number >= 1900:  # noqa: PLR2004 - four digits
        return number - BE_OFFSET if number >= 2400 else number  # noqa: PLR2004 - Buddhist era
    return number + 2500 - BE_OFFSET if number >= 40 else number + 2000  # noqa: PLR2004 - 67 is 2567, 24 is 2024


def _month(name: str) -> int:
    """The number of a month from its name, long or short, Thai or English."""
    bare = re.sub(r"[ .]", "", name).lower()
    if bare in _SHORT:
        return _SHORT.index(bare) + 1
    if bare[:3] in _ENGLISH:
        return _ENGLISH.index(bare[:3]) + 1
    bare = re.sub("พฤ[ศษ]จ", "พฤศจ", re.sub("พฤ[ศษ]ภ", "พฤษภ", bare))
    return next(number for number, stem in enumerate(_MONTHS, 1) if bare.startswith(stem.partition("[")[0]))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> Reading:
    try:
        found = date(year, month, day)
    except ValueError:
        return False  # 31 ก.พ. is no day, and no month either
    return Period(found, found, Precision.DAY)


def _months(first: date, last: date) -> Precision:
    """What a stretch of whole months is called."""
    if first.day != 1 or last != _last_day(last.year, last.month):
        return Precision.SPAN
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count == 12 and first.month in {1, 10}:  # noqa: PLR2004 - months of a year
        return Precision.YEAR if first.month == 1 else Precision.FISCAL_YEAR
    if count == 6 and first.month in {1, 4, 7, 10}:  # noqa: PLR2004 - months of a half
        return Precision.HALF
    if count == 3 and first.month in {1, 4, 7, 10}:  # noqa: PLR2004 - months of a quarter
        return Precision.QUARTER
    return Precision.MONTH if count == 1 else Precision.SPAN


def _stretch(first: date, last: date) -> Reading:
    return Period(first, last, _months(first, last)) if first <= last else None


def _fiscal(be: int) -> Period:
    year = FiscalYear(be)
    return Period(year.starts, year.ends, Precision.FISCAL_YEAR)


# --- ranges of days and months ------------------------------------------------------------------------------------

_DAY_RANGE: Final = re.compile(
    rf"(?<![\d/.,-]){_THE_DAY}?(?P<day1>{_DAY})(?:{_G}{_THE_MONTH}?(?P<month1>{_MONTH})(?:{_G}{_ERA}?{_G}(?P<year1>{_YEAR}))?)?"
    rf"{_TO}{_THE_DAY}?(?P<day2>{_DAY}){_G}{_THE_MONTH}?(?P<month2>{_MONTH}){_G}(?:{_ERA}|ปี)?{_G}(?P<year2>{_YEAR})"
)
_MONTH_RANGE: Final = re.compile(
    rf"{_THE_MONTH}?(?P<month1>{_MONTH})(?:{_G}(?:{_ERA}|ปี)?{_G}(?P<year1>{_YEAR}))?"
    rf"{_TO}(?:สิ้น)?{_THE_MONTH}?(?P<month2>{_MONTH})[ )]{{0,4}}(?P<budget>{_BUDGET})?{_G}(?:{_ERA}|ปี)?{_G}(?P<year2>{_YEAR})"
)


def _day_range(match: re.Match[str]) -> Reading:
    month2, day2, year2 = _month(match["month2"]), int(match["day2"]), _gregorian(match["year2"])
    month1, day1 = _month(match["month1"]) if match["month1"] else month2, int(match["day1"])
    year1 = _gregorian(match["year1"]) if match["year1"] else year2 - ((month1, day1) > (month2, day2))
    try:
        return _stretch(date(year1, month1, day1), date(year2, month2, day2))
    except ValueError:
        return None


def _month_range(match: re.Match[str]) -> Reading:
    month1, month2, year2 = _month(match["month1"]), _month(match["month2"]), _gregorian(match["year2"])
    if match["budget"]:
        year1, year2 = year2 - (month1 >= 10), year2 - (month2 >= 10)  # noqa: PLR2004 - October
    else:
        year1 = _gregorian(match["year1"]) if match["year1"] else year2 - (month1 > month2)
    return _stretch(date(year1, month1, 1), _last_day(year2, month2))


# --- days ---------------------------------------------------------------------------------------------------------

_DAY_IN_WORDS: Final = re.compile(
    rf"(?<!\d)(?<!\d[/.,])(?:{_THE_DAY}(?P<apart>[0-3] \d)|{_THE_DAY}?(?P<day>{_DAY})){_G}{_THE_MONTH}?(?P<month>{_MONTH})"
    rf"{_G}(?:{_ERA}|ปี)?{_G}(?P<year>{_YEAR})"
)
_DAY_IN_DIGITS: Final = re.compile(
    rf"(?P<lead>(?:{_loose('วันที่')}|ลว\.?){_G})?(?<![\d/.-])(?<!เลขที่)(?<!เลขที่ )"
    rf"(?P<day>[0-3]?\d) ?(?P<sep>[/.-]) ?(?P<month>[0-3]?\d) ?(?P=sep) ?(?P<year>{_FOUR}|\d\d)(?!\d|[/.-]\d)"
)
_DAY_ISO: Final = re.compile(r"(?<![\d/.-])(?P<year>(?:2[45]|19|20)\d\d)([-/.])(?P<month>\d\d)\2(?P<day>\d\d)(?!\d)")
_DAY_ENGLISH: Final = re.compile(
    rf"(?<![\d.,/])(?:(?P<day1>{_DAY})(?:st|nd|rd|th)? (?P<month1>{_LATIN_MONTH})|(?P<month2>{_LATIN_MONTH}) (?P<day2>{_DAY}))"
    rf"(?:st|nd|rd|th)?,? (?P<year>{_FOUR})",
    re.IGNORECASE,
)


def _day_in_words(match: re.Match[str]) -> Reading:
    day = int((match["apart"] or match["day"]).replace(" ", ""))
    return _day(_gregorian(match["year"]), _month(match["month"]), day)


def _day_in_digits(match: re.Match[str]) -> Reading:
    day, month, separator, year = int(match["day"]), int(match["month"]), match["sep"], match["year"]
    if len(year) == 2:  # noqa: PLR2004 - digits
        if separator == "." and not match["lead"]:
            return None  # 1.2.67 numbers a section
        if int(year) < 40 and separator != "/":  # noqa: PLR2004 - Gregorian in two digits
            return None
    number = _gregorian(year)
    if month > 12 >= day and int(re.sub(r"\D", "", year)) < 2400:  # noqa: PLR2004 - written the American way
        day, month = month, day
    return _day(number, month, day)


def _day_iso(match: re.Match[str]) -> Reading:
    return _day(_gregorian(match["year"]), int(match["month"]), int(match["day"]))


def _day_english(match: re.Match[str]) -> Reading:
    return _day(
        _gregorian(match["year"]), _month(match["month1"] or match["month2"]), int(match["day1"] or match["day2"])
    )


# --- numbers that are no times ------------------------------------------------------------------------------------

_NO_TIME: Final = re.compile(
    r"(?:https?://|www\.)[!-~]+|[\w.+-]+@[\w.-]+"
    r"|(?:โทรศัพท์|โทรสาร|โทร|แฟกซ์|มือถือ|tel|fax|phone|ต่อ) ?[.:]? ?(?:หมายเลข)? ?\+?\d[\d -]{2,16}"
    r"|(?<![\d/])\+?0[- ]?\d{1,4}[- ]\d{3,4}(?:[- ]?\d{3,4})?(?!\d)|(?<!\d)\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<!\d)\d+\.\d{1,2}(?!\d)(?![.-])"
    r"|\d{7,}|(?:มาตรา|วรรค|หมู่ที่|บ้านเลขที่|รหัส|ISO) ?\d[\d/:-]*",
    re.IGNORECASE,
)


def _no_time(match: re.Match[str]) -> Reading:
    del match
    return False


# --- quarters, halves ---------------------------------------------------------------------------------------------

_ASIDE: Final = r"(?: ?\([^()\n]{0,70}\))?"
_FISCAL_HEAD: Final = (
    rf"{_N}(?:/|(?:ของ|แห่ง|ใน)? ?(?:{_BUDGET}|{_OF_YEAR}|ปี)?{_N}{_ERA}?){_N}"  # what stands before the year
)
_PART: Final = (
    rf"(?:(?:{_loose('ไตรมาส')}(?: ?ท ?ี ?่)?|Q) ?(?P<quarter{{0}}>[1-4])(?: ?(?:-|ถึง|และ|,) ?(?P<until{{0}}>[1-4]))?(?!\d)"
    r"|(?P<months{0}>(?<!\d)(?:3|6|9|12|สาม|หก|เก้า|สิบสอง)) ?เดือน ?(?P<which{0}>แรก|หลัง)?"
    r"|ครึ่งปี ?(?P<half{0}>แรก|หลัง)|รอบ(?:ที่)? ?(?P<round{0}>[12])(?!\d))"
)
_PART_YEAR: Final = re.compile(rf"(?:รอบ ?)?{_PART.format('')}{_ASIDE}{_FISCAL_HEAD}(?P<year>{_YEAR})", re.IGNORECASE)
_YEAR_PART: Final = re.compile(
    rf"(?:{_BUDGET}|{_OF_YEAR}){_N}{_ERA}?{_N}(?P<year>{_YEAR})[^\d\n\0]{{0,12}}?{_PART.format('')}", re.IGNORECASE
)
_COUNT: Final = {"สาม": 3, "หก": 6, "เก้า": 9, "สิบสอง": 12}


def _part_of_year(match: re.Match[str]) -> Reading:
    year = FiscalYear(_gregorian(match["year"]) + BE_OFFSET)
    first, count = _which_months(match)
    last_year, last_month = year.months[first + count - 1]
    begin_year, begin_month = year.months[first]
    return _stretch(date(begin_year, begin_month, 1), _last_day(last_year, last_month))


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

_MONTH_YEAR: Final = re.compile(
    rf"{_THE_MONTH}?(?P<month>{_MONTH}){_N}(?P<budget>{_BUDGET})?{_N}(?:{_ERA}|ปี)?{_N}(?P<year>{_YEAR}){_UNIT}"
)
_MONTH_DIGITS: Final = re.compile(rf"{_loose('เดือน')}{_G}(?P<month>0?[1-9]|1[0-2]) ?/ ?(?P<year>{_YEAR})")
_MONTH_ENGLISH: Final = re.compile(rf"\b(?P<month>{_LATIN_MONTH}),? (?P<year>{_FOUR})", re.IGNORECASE)


def _month_year(match: re.Match[str]) -> Reading:
    month, year = _month(match["month"]), _gregorian(match["year"])
    if match["budget"] and month >= 10:  # noqa: PLR2004 - October
        year -= 1
    return _stretch(date(year, month, 1), _last_day(year, month))


def _month_plain(match: re.Match[str]) -> Reading:
    word, year = match["month"], _gregorian(match["year"])
    month = int(word) if word.isdigit() else _month(word)
    return _stretch(date(year, month, 1), _last_day(year, month))


# --- years --------------------------------------------------------------------------------------------------------

_YEAR_HEAD: Final = rf"(?P<budget>{_BUDGET})?(?:{_OF_YEAR}|ระหว่างปี|ปี)?{_N}{_ERA}?{_N}"
_YEARS: Final = re.compile(
    rf"(?<![\d.,/-]){_YEAR_HEAD}(?P<first>(?<!\d){_FOUR}){_TO}(?:{_BUDGET}|ปี)?{_G}{_ERA}?{_G}(?P<last>{_FOUR}|{_TWO})(?![-/]\d){_UNIT}"
)
_SHORT_YEARS: Final = re.compile(
    rf"(?P<context>แผน|ยุทธศาสตร์|นโยบาย|ระยะ|ปี|พ ?\.? ?ศ|plan)(?P<between>[^\n\d\0]{{0,60}}|[^\n\0]{{0,20}} ?ปี[^\n\d\0]{{0,20}})"
    rf"(?P<said>(?P<first>(?<![\d/.,-]){_TWO})(?:{_TO})(?P<last>{_TWO}))(?![-/]\d){_UNIT}",
    re.IGNORECASE,
)
_FISCAL_YEAR: Final = re.compile(
    rf"(?P<head>{_BUDGET}|{_loose('งบประมาณ')}(?: ?รายจ่าย)?(?: ?{_OF_YEAR})?|งบ(?:หน้า)?){_N}(?:{_ERA}|ปี)?{_N}(?P<year>{_YEAR}){_UNIT}",
    re.IGNORECASE,
)
_YEAR_WITH_WORD: Final = re.compile(
    rf"(?P<head>(?:{_OF_YEAR}|(?<!\d)(?<!\d )ปี(?:การศึกษา|ปฏิทิน)?){_N}{_ERA}?|{_ERA}|ITA|OIT)"
    rf"(?P<gap>{_N}|[_-])(?P<year>{_FOUR}|{_TWO}{_UNIT})",
    re.IGNORECASE,
)
_NUMBER_OF_YEAR: Final = re.compile(
    rf"(?:(?:ครั้งที่|คาสั่งที่|คาสั่ง|ประกาศที่|ฉบับที่) ?\d{{1,5}} ?/ ?(?P<two>{_TWO})|(?<![\d/])\d{{1,5}} ?/ ?(?P<four>25\d\d))(?![\d/])"
)
_LONE_YEAR: Final = re.compile(
    rf"(?<![\d=#+])(?<!\d[.,:])(?:(?<!\d\d\d[- ])|(?<=25\d\d[- ]))(?P<year>25[3-8]\d)(?!\d|[.,:]\d|-\d{{3}}){_UNIT}"
)
_ENGLISH_YEAR: Final = re.compile(
    r"\b(?:report|plan|year|budget|policy|assessment|statistics|statement|manual)s?[ _/-]{0,3}(?P<said>(?P<year>20[0-4]\d))(?!\d|[.,]\d)",
    re.IGNORECASE,
)


def _years(match: re.Match[str]) -> Reading:
    return _year_span(_gregorian(match["first"]), _gregorian(match["last"]), fiscal=bool(match["budget"]))


def _year_span(first: int, last: int, *, fiscal: bool) -> Reading:
    if not first < last <= first + 30:
        return None
    if fiscal:
        begin, end = FiscalYear(first + BE_OFFSET).starts, FiscalYear(last + BE_OFFSET).ends
    else:
        begin, end = date(first, 1, 1), date(last, 12, 31)
    return Period(begin, end, Precision.SPAN)


def _short_years(match: re.Match[str]) -> Reading:
    return _year_span(_gregorian(match["first"]), _gregorian(match["last"]), fiscal=False)


def _fiscal_year(match: re.Match[str]) -> Reading:
    return _fiscal(_gregorian(match["year"]) + BE_OFFSET)


def _year(match: re.Match[str]) -> Reading:
    year = _gregorian(match["year"])
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)


def _number_of_year(match: re.Match[str]) -> Reading:
    year = _gregorian(match["four"] or match["two"])
    return Period(date(year, 1, 1), date(year, 12, 31), Precision.YEAR, number=True)


FORMS: Final[tuple[Form, ...]] = (
    (_DAY_RANGE, _day_range),
    (_DAY_IN_WORDS, _day_in_words),
    (_MONTH_RANGE, _month_range),
    (_DAY_ISO, _day_iso),
    (_DAY_IN_DIGITS, _day_in_digits),
    (_DAY_ENGLISH, _day_english),
    (_NO_TIME, _no_time),
    (_PART_YEAR, _part_of_year),
    (_YEAR_PART, _part_of_year),
    (_MONTH_YEAR, _month_year),
    (_MONTH_DIGITS, _month_plain),
    (_MONTH_ENGLISH, _month_plain),
    (_YEARS, _years),
    (_SHORT_YEARS, _short_years),
    (_FISCAL_YEAR, _fiscal_year),
    (_NUMBER_OF_YEAR, _number_of_year),
    (_YEAR_WITH_WORD, _year),
    (_LONE_YEAR, _year),
    (_ENGLISH_YEAR, _year),
)
