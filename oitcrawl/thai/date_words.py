"""Words of Thai dates as patterns: months, eras, years, and what stands around them.

Patterns see text in which digits are Arabic, sara am is ``า``, ``ฎ`` is ``ฏ`` and dashes are ``-``.
"""

import re
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from oitcrawl.thai.calendar import BE_OFFSET


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


def loose(word: str) -> str:
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
    pattern = re.sub("[ศษ]", "[ศษ]", loose(stem)) if stem.startswith("พฤ") else loose(stem)  # they are mixed up often
    return f"{pattern}(?: ?{loose(ending.rstrip('์'))} ?์?)?"


def _short_month(name: str) -> str:
    pattern = rf"{name[:-1]} ?\.? ?{name[-1]}(?: ?\.)?"
    # The civil service commission is called ก.พ. too.
    return rf"(?<!สานักงาน )(?<!กฏ )(?<!มติ )(?<!หนังสือ )(?<!เกณฑ์ ){pattern}" if name == "กพ" else pattern


_LETTER: Final = "ก-ฺเ-๎"
MONTH: Final = (
    "(?:"
    + "|".join(map(_long_month, _MONTHS))
    + rf"|(?:(?<=เดือน)|(?<=เดือน )|(?<![{_LETTER}.]))(?:"
    + "|".join(_short_month(name) for name in sorted(_SHORT, key=len, reverse=True))
    + ")"
    + ")"
)
LATIN_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

G: Final = " {0,3}"  # a gap inside a line
N: Final = r"\s{0,4}"  # a gap that may hold a line break, as covers have
FOUR: Final = r"(?:2 ?[45] ?\d ?\d|(?:19|20)\d\d)(?!\d|[.,]\d)"
TWO: Final = r"(?:[4-9]\d)(?!\d|[.,]\d)"
SAME_LINE_TWO: Final = rf"(?<!\n)(?<!\n )(?<!\n  ){TWO}"  # under a heading "ปี" a lone 60 is an amount
YEAR: Final = rf"(?:{FOUR}|['’]?{TWO})"
DAY: Final = r"(?:[0-3]\d|[1-9])"
ERA: Final = r"(?:พ ?\.{0,2} ?ศ(?: ?\.){0,3}|พุทธศักราช|ค ?\. ?ศ(?: ?\.)?|B\.?E\.?|C\.?E\.?|A\.?D\.?)"
THE_DAY: Final = rf"(?:{loose('วันที่')}{G})"
THE_MONTH: Final = rf"(?:(?:{loose('ประจา')} ?)?{loose('เดือน')}{G})"
OF_YEAR: Final = loose("ประจาปี")
BUDGET: Final = rf"(?:(?:{loose('ประจา')} ?)?ป ?ี ?ง ?บ(?: ?{loose('ประมาณ')})?\.?|FY|fiscal year)"
B: Final = r" {0,3}(?:\n {0,3})?"  # a gap that may hold the end of one line, as a title that wraps has
TO: Final = rf"(?P<to>{B}(?:-{{1,2}}|{loose('จนถึง')}|{loose('ถึง')}|to){B})"
# After a number these words say that it is an amount and no year.
UNIT: Final = (
    r"(?! ?(?:บาท|ล้าน|แสน(?!ส)|หมื่น|พัน(?!ธ)|ร้อยละ|%|ราย(?!งาน|จ่าย|ได้|ชื่อ|รับ|การ|ละ|เดือน|ปี|ไตร)"
    r"|คน(?!พิ|ไทย|จน|ใน)|ครัวเรือน|หลังคา|ไร่|ตัน|กม|กิโล|เมตร|ตร\.|ลิตร|เล่ม|ชิ้น|คัน(?!ดิน)|ครั้ง(?!ที่)|วัน(?!ที่)"
    r"|แห่ง(?!ช|พ)|หน้า|รูป|ตัว(?!ชี้|อย่าง)|ชั่วโมง|นาที))"
)


def gregorian(digits: str) -> int:
    """The Gregorian year of two or four digits of either era."""
    number = int(re.sub(r"\D", "", digits))
    if number >= 1900:  # noqa: PLR2004 - four digits
        return number - BE_OFFSET if number >= 2400 else number  # noqa: PLR2004 - Buddhist era
    return number + 2500 - BE_OFFSET if number >= 40 else number + 2000  # noqa: PLR2004 - 67 is 2567, 24 is 2024


def month_number(name: str) -> int:
    """The number of a month from its name, long or short, Thai or English."""
    bare = re.sub(r"[ .]", "", name).lower()
    if bare in _SHORT:
        return _SHORT.index(bare) + 1
    if bare[:3] in _ENGLISH:
        return _ENGLISH.index(bare[:3]) + 1
    bare = re.sub("พฤ[ศษ]จ", "พฤศจ", re.sub("พฤ[ศษ]ภ", "พฤษภ", bare))
    return next(number for number, stem in enumerate(_MONTHS, 1) if bare.startswith(stem.partition("[")[0]))
