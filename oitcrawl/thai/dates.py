"""Dates, months, quarters, halves, years and spans as Thai officials write them, read into first and last days."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import Final

from oitcrawl.thai.calendar import BE_OFFSET, FiscalYear
from oitcrawl.thai.date_forms import FORMS, signs_of
from oitcrawl.thai.date_words import Period, Precision
from oitcrawl.thai.periods import Reading
from oitcrawl.thai.text import PRIVATE_THAI

__all__ = ["Dated", "Precision", "file_name_date", "find_dates", "fiscal_years", "title_years"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A time that a text states.

    Attributes:
        start, end: its first and last day (Gregorian).
        precision: how finely it was stated.
        text: the words that said so, exactly as they stand.
        position: where they stand in the text that was read.
        cited: it is the year in the name of a law (``พ.ร.บ. ... พ.ศ. 2540``), not a time the text is about.
        number: it is the year of a document or meeting number (``ครั้งที่ 1/2567``).
    """

    start: date
    end: date
    precision: Precision
    text: str
    position: int = 0
    cited: bool = False
    number: bool = False


def find_dates(text: str, *, reference: date | None = None) -> tuple[Dated, ...]:
    """Every time stated in ``text``, in order; what is stated without a year is left out.

    Args:
        text: any text; digits may be Thai, Arabic or mixed.
        reference: years more than 25 years after this day, or two digits more than 2, are taken for other numbers.
    """
    plain, origins = _without_strays(text)
    found: list[Dated] = []
    for first, last in _windows(plain):
        for start, end, period in _read(plain[first:last].translate(_ALIKE)):
            here = first + start if origins is None else origins[first + start]
            there = first + end if origins is None else origins[first + end - 1] + 1
            found.append(_dated(period, text[here:there], here))
    if reference is not None:
        found = [dated for dated in found if dated.end.year <= reference.year + _far(dated)]
    return tuple(sorted(found, key=lambda dated: (dated.position, -len(dated.text))))


@lru_cache(maxsize=4096)
def dates_of(text: str) -> tuple[Dated, ...]:
    """As ``find_dates``, remembered: titles and labels return with every link to a content."""
    return find_dates(text)


def fiscal_years(dated: Dated) -> tuple[int, ...]:
    """The Buddhist fiscal years that ``dated`` is about, ascending.

    A day or month of October to December 2567 is fiscal year 2568; a plain ``พ.ศ. 2567`` or ``ประจำปี 2567`` is 2567,
    because agencies mean the fiscal year by it.
    """
    if (dated.start.month, dated.start.day, dated.end.month, dated.end.day) == (1, 1, 12, 31):
        first, last = dated.start.year + BE_OFFSET, dated.end.year + BE_OFFSET
    else:
        first, last = FiscalYear.of(dated.start).be, FiscalYear.of(dated.end).be
    return tuple(range(first, last + 1))


def title_years(text: str) -> tuple[int, ...]:
    """The Buddhist fiscal years that a title, label or file name is about, ascending; empty when it says none.

    A span of years counts before all else (a plan for 2566-2570 reviewed in 2567 is about its span), then fiscal
    years, quarters and halves, then plain years, months, and last days and document numbers. The year in the name of
    a law does not count. A two-digit year may close a title (``แผนปฏิบัติการ68.pdf``).
    """
    text = _HOST.sub("", text)
    found = [dated for dated in dates_of(text) if not dated.cited]
    for wanted in _TIERS:
        years = {year for dated in found if wanted == _tier(dated) for year in fiscal_years(dated)}
        if years:
            return tuple(sorted(years))
    closing = _CLOSING_YEAR.search(text.translate(_ALIKE))
    return (2500 + int(closing[1]),) if closing and not _is_code(text[: closing.start()]) else ()


def file_name_date(name: str) -> Dated | None:
    """The day in a file name of digits, or None: ``630703`` is 3 July 2563, ``25630703`` and ``20200703`` too.

    Only for file names: in a text such numbers are amounts and codes.
    """
    for match in _PACKED.finditer(name.translate(_ALIKE)):
        year, month, day = match.groups()
        number = int(year) + (0 if len(year) > 2 else 2500)  # noqa: PLR2004 - two digits
        try:
            found = date(number - BE_OFFSET if number >= _FIRST_BE else number, int(month), int(day))
        except ValueError:
            continue
        text = name[match.start() : match.end()]
        return Dated(start=found, end=found, precision=Precision.DAY, text=text, position=match.start())
    return None


_Found = tuple[int, int, Period]  # start, end, and what it was read as

_FIRST_BE: Final = 2400
_BEFORE, _AFTER = 150, 70  # characters around a year that may belong to one date
_TIERS: Final = ("span", "fiscal", "year", "month", "day")
# What could be a year: four digits, or two behind a word or sign that years stand behind.
_ENDS: Final = r"[คยพมน์ธีบาณศงYyAaTto./'’\u2010-\u2014-]"
_YEAR_SIGN: Final = re.compile(
    r"[2๒２໒] ?[45๔๕４５໔໕] ?\d ?\d|[12๑๒１２][09๐๙０９]\d\d|\d ?[/.-] ?\d{1,2} ?[/.-] ?\d\d"
    rf"|(?:(?<={_ENDS})|(?<={_ENDS}\s)|(?<={_ENDS}\s\s))(?<!\d[.,])[4-9๔-๙４-９໔-໙]\d(?!\d|[.,]\d)"
)
_STRAY: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u0e4d\uf700-\uf71a\uf884-\uf899]")
_CLOSING_YEAR: Final = re.compile(
    r"(?<![\d.,/:#=+])(?<!ที่)(?<!ที่ )(?<!ข้อ)(?<!ข้อ )(?<!ม\.)(?<!มาตรา )(?<!หมู่ )(?<!\d[- ])"
    r"(?<=[^\d])([5-7]\d)\)?(?:[ _-]?\(\d+\))?(?:\.[A-Za-z]{3,4})?\s*$"
)
_PACKED: Final = re.compile(
    r"(?<!\d)(25[4-8]\d|20[0-4]\d|[5-7]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)",
)
_HOST: Final = re.compile(r"(?:https?://|www\.)[^/\s]+")  # in a title an address is read too, but for its host
_LATIN_WORD: Final = re.compile("[A-Za-z0-9]{1,64}$")
_LAW: Final = re.compile(
    r"พระราช(?:บัญญัติ|กฤษฏีกา|กาหนด)|พ ?\. ?ร ?\. ?[บกฏ]|รัฐธรรมนูญ|กฏกระทรวง|ระเบียบ(?!วาระ)|ข้อบังคับ"
    r"|ประมวลกฏหมาย|มาตรา[ \d]|กฏ ก"
)
_ERA_FIRST: Final = re.compile(r"พ ?\.? ?ศ|พุทธศักราช")


def _alike() -> dict[int, str]:
    table = {ord("ำ"): "า", ord("ฎ"): "ฏ", ord("\r"): " "}
    table |= {code: chr(code - 0x80) for code in range(0xE81, 0xEE0)}
    for zero in ("๐", "໐", "\uff10"):
        table |= {ord(zero) + digit: str(digit) for digit in range(10)}
    table |= dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2009\u202f\u3000"), " ")
    return table | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d~"), "-")


_ALIKE: Final = _alike()  # one character for one, so that positions stay


def _without_strays(text: str) -> tuple[str, list[int] | None]:
    """The text without characters that nobody sees, and where each of the rest came from (None: nothing went)."""
    if not _STRAY.search(text):
        return text, None
    kept = [(PRIVATE_THAI.get(char, char), index) for index, char in enumerate(text)]
    kept = [(char, index) for char, index in kept if not _STRAY.match(char)]
    return "".join(char for char, _ in kept), [index for _, index in kept]


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around everything that could be a year: most text has none and costs nothing."""
    first = last = -1
    for match in _YEAR_SIGN.finditer(text):
        start, end = max(0, match.start() - _BEFORE), min(len(text), match.end() + _AFTER)
        if start <= last:
            last = end
            continue
        if last >= 0:
            yield _widen(text, first, last)
        first, last = start, end
    if last >= 0:
        yield _widen(text, first, last)


def _widen(text: str, first: int, last: int) -> tuple[int, int]:
    """The stretch without half a number at either end."""
    while first > 0 and (text[first - 1].isdigit() or text[first - 1] in ".,/-"):
        first -= 1
    while last < len(text) and (text[last].isdigit() or text[last] in ".,/-"):
        last += 1
    return first, last


def _read(plain: str) -> Iterator[tuple[int, int, Period]]:
    """Every form in turn; what an earlier form has taken is blanked for the later ones."""
    rest, found = plain, list[_Found]()
    signs = signs_of(plain)
    for form in FORMS:
        if form.needs <= signs:
            rest = form.pattern.sub(partial(_take, form.read, found), rest)
    since = 0
    for start, end, period in sorted(found):
        cited = period.precision is Precision.YEAR and _is_cited(plain, since, start, end)
        yield start, end, period._replace(cited=cited)
        since = end


def _take(read: Callable[[re.Match[str]], Reading], found: list[_Found], match: re.Match[str]) -> str:
    period = read(match)
    if period is None:
        return match.group()
    if isinstance(period, Period):
        said = "said" if "said" in match.re.groupindex else 0
        words, start = match[said], match.start(said)
        found.append((start + len(words) - len(words.lstrip()), start + len(words.rstrip()), period))
    return "\0" * len(match.group())


def _is_cited(plain: str, since: int, start: int, end: int) -> bool:
    """Whether the year belongs to the name of a law that stands before it, after the last other time at ``since``."""
    if not _ERA_FIRST.match(plain, start, end):
        return False
    before = plain[max(since, start - _BEFORE) : start].rpartition("\n\n")[2]
    return _LAW.search(before) is not None


def _dated(period: Period, text: str, position: int) -> Dated:
    return Dated(
        start=period.start,
        end=period.end,
        precision=period.precision,
        text=text,
        position=position,
        cited=period.cited,
        number=period.number,
    )


def _far(dated: Dated) -> int:
    """How many years ahead a text may speak of; a single year in two digits is soon a count of something."""
    short = dated.precision is not Precision.SPAN and not re.search(r"\d ?\d ?\d ?\d", dated.text)
    return 2 if short else 25


def _is_code(before: str) -> bool:
    """Whether what ends here is a word of letters and digits, such as ``eaccede554f15e``."""
    word = _LATIN_WORD.search(before)
    return word is not None and any(char.isdigit() for char in word.group())


def _tier(dated: Dated) -> str:
    if dated.number or dated.precision is Precision.DAY:
        return "day"
    if dated.precision is Precision.SPAN:
        return "span" if len(fiscal_years(dated)) > 1 else "month"
    return {Precision.YEAR: "year", Precision.MONTH: "month"}.get(dated.precision, "fiscal")
