"""What one text says of the year of a content: which of the times in it are its own, and which of these counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from oitcrawl.model.finding import When
from oitcrawl.ruleset.check import YearRule
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.dates import Dated, Precision, dates_of, fiscal_years, title_years

ALIKE = 0.12  # clues whose trust differs by less are trusted alike
FOLDER_TRUST = 0.4  # the round of an assessment may agree with what is wanted, and never accuses
MADE_SHARE = 0.7  # how far the day on which something was made is trusted beside a year that is stated
NUMBER_SHARE = 0.5  # and the year of the number that a paper was given
MADE_LEAST = 0.46  # it may still accuse, when nothing else says a year
ONE_YEAR = 400  # days; a longer span is that of a plan of several years
LATE_MONTHS = (8, 9)  # what is signed at the very end of a fiscal year may be about that year or the next


class TimeKind(StrEnum):
    """What a stated time says of a content."""

    PLAN = "plan"  # the span of a plan of several years
    FISCAL = "fiscal"  # a fiscal year, or a part of one
    YEAR = "year"
    REVISED = "revised"  # when a plan was reviewed or amended
    MADE = "made"  # a day, a month or a document number: when it was made


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """A text that may state the year, and how far to trust it (0-1).

    Attributes:
        source: Thai words for where it stands, such as ``ชื่อเรื่อง``.
        entries: its days say when it was made rather than what it is about.
        running: it is running text, which also speaks of the plans and years of others.
        folder: the year is that of an assessment or a folder, not of the content in it.
        signed: its day is that of a signature, and trusted as it is.
        posted: its day is the one on which it was put on the web.
    """

    text: str
    trust: float
    source: str
    entries: bool = False
    running: bool = False
    folder: bool = False
    signed: bool = False
    posted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The years that the best clue states.

    Attributes:
        years: Buddhist fiscal years, ascending; empty when no clue states one.
        trust: of the clue, 0-1.
        when: the time as stated, for the evidence.
        source: Thai words for where it was stated.
        kind: what sort of time it is.
        against: what a clue of similar trust says to the contrary, or None.
        rounds: years of the assessments whose results it says it builds on.
        of_round: it is the round of an assessment under which the content stands; one living page stands under many.
    """

    years: tuple[int, ...] = ()
    trust: float = 0.0
    when: When | None = None
    source: str = ""
    kind: TimeKind = TimeKind.YEAR
    against: "Told | None" = None
    rounds: tuple[int, ...] = ()
    of_round: bool = False

    @property
    def sureness(self) -> float:
        """How far a verdict may rest on it: less when something of similar trust says otherwise."""
        return self.trust * (0.5 if self.against is not None else 1.0)


def may_tell(text: str) -> bool:
    """Whether a text holds two digits near each other, as every year does."""
    return _TWO_DIGITS.search(text) is not None


def told_by(clue: Clue, wanted: YearRule) -> Told:
    """What one clue states; titles and rows repeat with every link to a content, and are asked by every item."""
    return _told_once(clue, wanted) if len(clue.text) <= SHORT else _told_now(clue, wanted)


def is_of_round(text: str, one: Dated) -> bool:
    """Whether ``one`` names the round of an assessment ("ITA 2568", "ผลการประเมินคุณธรรมฯ ปี 2568")."""
    before = text[max(0, one.position - BEFORE) : one.position] + one.text.rstrip(_DIGITS)
    return _ROUND.search(before) is not None or _FULL_NAME.search(before) is not None


BEFORE = 160  # characters before a time in which the words that it belongs to stand
SHORT = 300  # characters of clues that are remembered
_TWO_DIGITS = re.compile(r"\d ?\d")
_DIGITS = "0123456789๐๑๒๓๔๕๖๗๘๙"
# "นำผลการประเมิน ITA ไปสู่การพัฒนาองค์กร ปี 2569" is about 2569: what is done with a result, or listed under the round,
# has a year of its own.
_OWN = r"(?!ไปสู่|ไปใช้|ไปปฏิบัติ|พัฒนา|ปรับปรุง|ยกระดับ|มาตรการ|แผน|รายงาน|โครงการ|คู่มือ|นโยบาย|สถิติ)"
_ROUND = re.compile(rf"(?:(?<![a-z])(?:ITAS?|OIT)(?![a-z])|ข้อมูลสาธารณะ)(?:{_OWN}[^\n\d๐-๙]){{0,60}}$", re.IGNORECASE)
_FULL_NAME = re.compile(rf"การประเมินคุณธรรม(?:{_OWN}[^\d๐-๙]){{0,130}}$")
_RESULT = re.compile(r"ผลการประเมิน(?:คุณธรรม| ?ITA)|วิเคราะห์ผล", re.IGNORECASE)
# Plans of the whole nation are named in the papers of all agencies, as laws are.
_NATION = re.compile(r"(?:ยุทธศาสตร์ชาติ|แผนแม่บท|แผนปฏิรูป|แผนพัฒนาเศรษฐกิจ|แผนพัฒนาฯ ฉบับ|นโยบายและแผนระดับชาติ)[^\n]{0,110}$")
# "ตามประกาศ ... พ.ศ. 2561": what a paper rests on is older than the paper.
_ADDUCED = re.compile(r"(?:ตาม|อ้างถึง|อ้างอิง)\s?(?:ประกาศ|คำสั่ง|หนังสือ|มติ)[^\d๐-๙]{0,130}$")
_ONWARD = re.compile(r"\s*(?:[-–—]|ถึง|จนถึง)\s*ปัจจุบัน")  # "พ.ศ. 2565 – ปัจจุบัน" goes on
_REVISED = re.compile(r"(?:ทบทวน|แก้ไข|เพิ่มเติม|เปลี่ยนแปลง|ฉบับปรับปรุง|ปรับปรุงครั้ง)[^\d๐-๙\n]{0,30}$")
_POSTED = re.compile(
    r"(?:เผยแพร่|เผยเเพร่|โพสต์|โพสท์|โพส|ลงประกาศ|อัปเดต|อัพเดต|อัพเดท|ปรับปรุงล่าสุด|ปรับปรุงข้อมูล|แก้ไขล่าสุด|เขียน|posted|published|updated"
    r"|last modified)(?:\s|:|-|เมื่อ|วันที่|ล่าสุด|on|date)*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def _told_once(clue: Clue, wanted: YearRule) -> Told:
    return _told_now(clue, wanted)


def _told_now(clue: Clue, wanted: YearRule) -> Told:
    stated = [one for one in dates_of(clue.text) if not one.cited]
    found = [one for one in stated if _is_own(clue, one)]
    own = [one for one in found if not is_of_round(clue.text, one)]
    if clue.folder or (found and not own):
        return _of_folder(found, wanted, clue)
    chosen, years, kind = _about(own, wanted, clue)
    if not stated and not clue.entries:
        years = title_years(clue.text)
        chosen = None
    return Told(
        years=years, trust=_trust(clue, kind, chosen), when=_when(chosen, years), source=clue.source, kind=kind
    )


def _trust(clue: Clue, kind: TimeKind, chosen: Dated | None) -> float:
    if kind is not TimeKind.MADE or clue.signed or clue.posted:
        return clue.trust
    share = NUMBER_SHARE if chosen is not None and chosen.number else MADE_SHARE
    return min(clue.trust, max(MADE_LEAST, clue.trust * share))


def _is_own(clue: Clue, one: Dated) -> bool:
    """Whether the time is of the content, not of a plan of the nation or the day on which it was put on the web."""
    before = clue.text[max(0, one.position - BEFORE) : one.position]
    if one.precision is Precision.SPAN and _is_long(one):
        return _NATION.search(before) is None
    if _ONWARD.match(clue.text, one.position + len(one.text)):
        return False
    if clue.posted or one.precision in {Precision.FISCAL_YEAR, Precision.QUARTER, Precision.HALF}:
        return True
    return _ADDUCED.search(before) is None and (one.precision is not Precision.DAY or _POSTED.search(before) is None)


def _of_folder(found: Sequence[Dated], wanted: YearRule, clue: Clue) -> Told:
    """Under "ITA 2568" stand this year's plans and last year's results: the round shifts to what the rule wants.

    What is made of the result of a round is made after it: an analysis of the ITA of 2567 is of use in 2568.
    """
    years = {year for one in found for year in fiscal_years(one)}
    shift = 1 if wanted is YearRule.LAST_YEAR else 0
    shifted = {year - shift for year in years}
    builds_on = not clue.folder and not shift and _RESULT.search(clue.text) is not None
    if builds_on:
        shifted |= {year + 1 for year in years}
    told = tuple(sorted(shifted))
    return Told(
        years=told,
        trust=min(clue.trust, FOLDER_TRUST),
        when=_when(None, told),
        source=clue.source,
        rounds=tuple(sorted(years)) if builds_on else (),
        of_round=not builds_on,
    )


def _about(found: Sequence[Dated], wanted: YearRule, clue: Clue) -> tuple[Dated | None, tuple[int, ...], TimeKind]:
    """The first kind of times that says what the content is about, and the years of it."""
    kinds = [(_kind(one, clue.text), one) for one in found]
    for kind in _order(wanted, clue):
        some = [one for sort, one in kinds if sort is kind]
        if some:
            years = {year for one in some for year in _years(one, kind, wanted, clue)}
            if clue.running and kind is not TimeKind.PLAN:  # older years are those that it looks back on
                years = {year for year in years if year >= max(years) - 1}
            return some[0], tuple(sorted(years)), kind
    return None, (), TimeKind.YEAR


def _order(wanted: YearRule, clue: Clue) -> tuple[TimeKind, ...]:
    """Plans of several years speak by their span, all else by its own year; days only say when it was made."""
    if wanted is YearRule.COVERS:
        return (TimeKind.PLAN, TimeKind.FISCAL, TimeKind.YEAR, TimeKind.REVISED, TimeKind.MADE)
    last = (TimeKind.MADE, TimeKind.PLAN) if clue.running else (TimeKind.PLAN, TimeKind.MADE)
    return (TimeKind.FISCAL, TimeKind.YEAR, *last, TimeKind.REVISED)


def _kind(one: Dated, text: str) -> TimeKind:
    if one.number or one.precision in {Precision.DAY, Precision.MONTH}:
        return TimeKind.MADE
    if one.precision is Precision.SPAN and _is_long(one):
        return TimeKind.PLAN
    if _REVISED.search(text[max(0, one.position - BEFORE) : one.position]):
        return TimeKind.REVISED
    return TimeKind.YEAR if one.precision is Precision.YEAR else TimeKind.FISCAL


def _is_long(one: Dated) -> bool:
    return (one.end - one.start).days > ONE_YEAR


def _years(one: Dated, kind: TimeKind, wanted: YearRule, clue: Clue) -> tuple[int, ...]:
    years = fiscal_years(one)
    if kind is not TimeKind.MADE or wanted is not YearRule.LAST_YEAR or one.number:
        return years
    if one.precision is Precision.MONTH and not clue.entries:
        return years  # "ประจำเดือนตุลาคม 2566" in a label is what it is about
    # A report on results is made after the year that it is about: signed in fiscal year 2568, it is about 2567.
    late = one.end.month in LATE_MONTHS
    return tuple(sorted({year - 1 for year in years} | (set(years) if late else set())))


def _when(dated: Dated | None, years: tuple[int, ...]) -> When | None:
    if not years:
        return None
    if dated is None:
        return When(start=FiscalYear(years[0]).starts, end=FiscalYear(years[-1]).ends, text=str(years[0]))
    return When(start=dated.start, end=dated.end, text=" ".join(dated.text.split()))
