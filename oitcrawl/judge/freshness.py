"""Which fiscal year a content is about, by the most trustworthy clue that says so, and whether that is wanted."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from oitcrawl.model.finding import When
from oitcrawl.ruleset.rule import YearRule
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.thai.dates import Dated, Precision, dates_of, fiscal_years, title_years

SURE = 0.35  # a clue less trustworthy than this settles nothing: an upload folder proves no year
ACCUSING = 0.45  # and calling a content outdated takes a better one still
ONE_YEAR = 400  # days; a longer span is that of a plan of several years
LATE_MONTHS = (8, 9)  # what is signed at the very end of a fiscal year may be about that year or the next


class Fit(StrEnum):
    """How the year of a content stands to the year that a rule wants."""

    RIGHT = "right"
    NOT_ASKED = "not_asked"
    OLDER = "older"
    NEWER = "newer"
    UNKNOWN = "unknown"

    @property
    def counts(self) -> bool:
        """Whether the content may satisfy the rule."""
        return self in {Fit.RIGHT, Fit.NOT_ASKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clue:
    """A text that may state the year, and how far to trust it (0-1).

    Attributes:
        source: Thai words for where it stands, such as ``ชื่อเรื่อง``.
        entries: it is running text, whose dates say when it was made rather than what it is about.
        folder: the year is that of an assessment or a folder, not of the content in it.
    """

    text: str
    trust: float
    source: str
    entries: bool = False
    folder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The years that the best clue states.

    Attributes:
        years: Buddhist fiscal years, ascending; empty when no clue states one.
        trust: of the clue, 0-1.
        when: the time as stated, for the evidence.
        source: Thai words for where it was stated.
    """

    years: tuple[int, ...] = ()
    trust: float = 0.0
    when: When | None = None
    source: str = ""


def tell(clues: Iterable[Clue], wanted: YearRule) -> Told:
    """The years stated by the most trustworthy clue that states any. Ties: the earlier clue."""
    for clue in sorted(clues, key=lambda one: -one.trust):
        told = _told(clue, wanted)
        if told.years:
            return told
    return Told()


def fit(told: Told, wanted: YearRule, year: FiscalYear) -> Fit:
    """How the years told stand to the wanted ones in fiscal year ``year``; a weak clue never makes an accusation."""
    passing = wanted_years(wanted, year)
    if not passing:
        return Fit.NOT_ASKED
    if not told.years or told.trust < SURE:
        return Fit.UNKNOWN
    if set(passing) & set(told.years):
        return Fit.RIGHT
    if told.trust < ACCUSING:
        return Fit.UNKNOWN
    return Fit.OLDER if max(told.years) < max(passing) else Fit.NEWER


def wanted_years(rule: YearRule, year: FiscalYear) -> tuple[int, ...]:
    """Buddhist fiscal years that pass, the preferred one first; empty when the rule asks for none."""
    match rule:
        case YearRule.THIS_YEAR | YearRule.COVERS:
            return (year.be,)
        case YearRule.LAST_YEAR:
            return (year.previous.be,)
        case YearRule.THIS_OR_LAST_YEAR:
            return (year.be, year.previous.be)
        case YearRule.IN_FORCE:
            return ()


_ASSESSMENT = re.compile(
    r"(?:(?<![a-z])(?:ITAS?|OIT)(?![a-z])|การประเมินคุณธรรม|ข้อมูลสาธารณะ)[^\n\d๐-๙]{0,60}$", re.IGNORECASE
)
SHORT = 300  # characters of clues that are remembered
_DIGITS = "0123456789๐๑๒๓๔๕๖๗๘๙"


def _told(clue: Clue, wanted: YearRule) -> Told:
    """What one clue states; titles and rows repeat with every link to a content, and are asked by every item."""
    return _told_once(clue, wanted) if len(clue.text) <= SHORT else _told_now(clue, wanted)


@lru_cache(maxsize=8192)
def _told_once(clue: Clue, wanted: YearRule) -> Told:
    return _told_now(clue, wanted)


def _told_now(clue: Clue, wanted: YearRule) -> Told:
    found = [one for one in dates_of(clue.text) if not one.cited]
    own = [one for one in found if not _ASSESSMENT.search(clue.text[: one.position] + one.text.rstrip(_DIGITS))]
    if found and not own:
        # the only year is that of the assessment: it names the round, as a folder does
        return _of_folder(found, wanted, clue)
    if clue.folder:
        return _of_folder(found, wanted, clue)
    chosen, years = _about(own, wanted, clue)
    if not years and not clue.entries:
        years = title_years(clue.text)
        chosen = None
    return Told(years=years, trust=clue.trust, when=_when(chosen, years), source=clue.source)


def _of_folder(found: Sequence[Dated], wanted: YearRule, clue: Clue) -> Told:
    """Under "ITA 2568" stand this year's plans and last year's results: the round shifts to what the rule wants."""
    years = {year for one in found for year in fiscal_years(one)}
    shift = 1 if wanted is YearRule.LAST_YEAR else 0
    trust = min(clue.trust, (SURE + ACCUSING) / 2)
    shifted = tuple(sorted(year - shift for year in years))
    return Told(years=shifted, trust=trust, when=_when(None, shifted), source=clue.source)


def _about(found: Sequence[Dated], wanted: YearRule, clue: Clue) -> tuple[Dated | None, tuple[int, ...]]:
    """The first kind of times that says what the content is about, and the years of it."""
    for kind in _order(wanted):
        some = [one for one in found if _kind(one) == kind]
        if some:
            years = {year for one in some for year in _years(one, kind, wanted, clue)}
            return some[0], tuple(sorted(years))
    return None, ()


def _order(wanted: YearRule) -> tuple[str, ...]:
    """Plans of several years speak by their span, all else by its own year; days only say when it was made."""
    if wanted is YearRule.COVERS:
        return ("plan", "fiscal", "year", "made")
    return ("fiscal", "year", "plan", "made")


def _kind(one: Dated) -> str:
    if one.number or one.precision in {Precision.DAY, Precision.MONTH}:
        return "made"
    if one.precision is Precision.YEAR:
        return "year"
    return "plan" if (one.end - one.start).days > ONE_YEAR else "fiscal"


def _years(one: Dated, kind: str, wanted: YearRule, clue: Clue) -> tuple[int, ...]:
    years = fiscal_years(one)
    if kind != "made" or wanted is not YearRule.LAST_YEAR or one.number:
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
