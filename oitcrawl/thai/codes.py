"""The numbers that agencies write before a disclosure: O7, ๐๑๔, 010, o 16, OIT 3, 017-งบหน้า68, MOIT 2, EB5."""

import re
from dataclasses import dataclass
from typing import Final, Literal, cast

Scheme = Literal["o", "oit", "moit", "eb", "bare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OCode:
    """A code as it stands in a text. Which item it means depends on the year of the numbering.

    Attributes:
        number: from 1.
        scheme: ``o`` and ``oit`` for the disclosures, ``moit`` and ``eb`` for the numberings of the health ministry,
            ``bare`` where a zero was typed for the letter O (``010``, ``๐๑๔``), the weakest.
        start, end: where it stands in the text.
    """

    number: int
    scheme: Scheme
    start: int
    end: int


def find_codes(text: str) -> tuple[OCode, ...]:
    """Every code in ``text``, in order.

    Years, dates, times, telephone numbers and decimals are no codes; a number that begins with a zero is one only at
    the start of the text, of a line, of a table cell or of a file name.
    """
    if not _MAY_CODE.search(text):
        return ()  # most labels, and found out cheaply
    codes = []
    for match in _CODE.finditer(text.translate(_ALIKE)):
        scheme = cast("Scheme", match.lastgroup)
        number = int(match[scheme])
        if 1 <= number <= _HIGHEST[scheme]:
            codes.append(
                OCode(number=number, scheme=scheme, start=match.start(scheme) - _lead(match), end=match.end())
            )
    return tuple(codes)


def plain_number(text: str) -> int | None:
    """The bare number that ``text`` begins with, as first cells of tables do: ``14``, ``๑๔.``, ``ข้อ 14``.

    It tells next to nothing by itself: every list is numbered. Sections (``1.2``), dates, years, times and amounts
    are none.

    Args:
        text: of one cell, or of the row that begins with it.
    """
    match = _PLAIN.match(text.translate(_ALIKE)) if _MAY_PLAIN.match(text) else None
    number = int(match["named"] or match["bare"]) if match else 0
    return number if 1 <= number <= _HIGHEST["bare"] else None


# The longest numbering of the disclosures ran to O48 (FY2564 and before); MOIT ran to 25 and EB to 30.
_HIGHEST: Final[dict[str, int]] = {"o": 48, "oit": 48, "moit": 30, "eb": 30, "bare": 48}


def _alike() -> dict[int, str]:
    table = {ord(zero) + digit: str(digit) for zero in ("๐", "໐", "\uff10") for digit in range(10)}
    table |= dict.fromkeys(map(ord, "OΟοОоＯｏ"), "o")
    table |= dict.fromkeys(map(ord, "\u00a0\t\u2009\u202f"), " ")
    return table | dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")


_ALIKE: Final = _alike()  # one character for one, so that positions stay

# What each code holds at least, and what a bare number begins with.
_MAY_CODE: Final = re.compile(
    "[oOΟοОоＯｏbB]|(?:[\n|/>»]|\\A)[ \u00a0\t\u2009\u202f([\"'*•\u200b\u2010-\u2014\u2212-]*[0๐໐０]"
)
_MAY_PLAIN: Final = re.compile("[ \u00a0\t\u2009\u202f\u200b]*(?:ข้อ|ตัวชี้วัด|ลำดับ|รายการ|[0-9๐-๙໐-໙０-９])")

_SEP: Final = r"(?:[ .:_#-]{0,2}| [-:] |[ ._-]?(?:ข้อ|ตัวชี้วัด)(?:ที่)? ?)"
_MONTH: Final = (
    r"(?:(?:วันที่|เดือน) ?)?(?:มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กร[กฎฏ]|สิงหา|กันยา|ตุลา|พฤศจิ|ธันวา"
    r"|เม\. ?ย|[ก-ฮ][ีิ]?\. ?[คพย]\.)"
)
_CODE: Final = re.compile(
    rf"(?<![A-Za-z])m ?oi ?t{_SEP}(?P<moit>0{{0,2}}\d{{1,2}})(?!\d|,\d)"
    rf"|(?<![A-Za-z])eb{_SEP}(?P<eb>0{{0,2}}\d{{1,2}})(?!\d|,\d)"
    rf"|(?<![A-Za-z])o ?i ?t{_SEP}(?P<oit>0{{0,2}}\d{{1,2}})(?!\d|,\d)"
    rf"|(?<![A-Za-z0-9=])o{_SEP}(?P<o>0{{0,2}}\d{{1,2}})(?!\d|,\d|%)(?!(?-i:[A-Z])|[A-Za-z]{{1,2}}(?![A-Za-z]))"
    # A zero for the letter. What follows would make it a date, a time, a telephone number, a decimal or an amount.
    rf"|(?:(?<=[\n|/>»])|\A)[ ([\"'*•\u200b-]*0(?P<bare>\d{{1,2}}| \d\d)"
    r"(?!\d|[ ]?[-/.:,][ ]?\d|[ ]\d{3}|[A-Za-z]|%)"
    rf"(?! ?{_MONTH})",
    re.IGNORECASE,
)

_PLAIN: Final = re.compile(
    r"[ \u200b]*(?:"
    r"(?:ข้อ|ตัวชี้วัด(?:ย่อย)?|ลำดับ|รายการ)(?:ที่)? ?[-:]? ?(?P<named>0{0,2}\d{1,2})(?![\d/:%]|[.,]\d| ?-? ?\d)"
    rf"|(?P<bare>0{{0,2}}\d{{1,2}})[ ]*(?:\Z|[|\n]|[.)](?!\d)(?! ?{_MONTH})))"
)


def _lead(match: re.Match[str]) -> int:
    """How many characters of the code stand before its number."""
    before = match.string[match.start() : match.start(cast("str", match.lastgroup))]
    return len(before.lstrip(" ([\"'*•\u200b-"))
