"""What an edition says beside its rules: indicators, weights, the window, and how sure each thing is. Calm."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oitcrawl.model.site import Window
from oitcrawl.thai.calendar import BE_OFFSET, FiscalYear


class Known(StrEnum):
    """How sure it is that the assessment asks for a thing."""

    SEED = "seed"  # stated in a real assessment report
    SEEN = "seen"  # stated on real agency sites
    RECALLED = "recalled"  # from general knowledge of the manual: unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """An indicator of the assessment and the groups of items under it."""

    number: str
    title: str
    groups: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RealScore:
    """One indicator of a real score table, which the estimate is tried on.

    Attributes:
        year: Buddhist fiscal year of the table.
        indicator: its number.
        lost: slugs of the items that scored 0; all others scored 100.
        score: points of the indicator, 0-100.
    """

    year: int
    indicator: str
    lost: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How items weigh in the estimate.

    Attributes:
        basis: how they were come by.
        items: (item, weight) pairs; empty means that every group of an indicator weighs alike.
        of_total: share of the OIT in the total of the assessment, 0-1; None where that is not known.
        real_scores: what real score tables say.
    """

    known: Known = Known.RECALLED
    basis: str = ""
    items: tuple[tuple[str, float], ...] = ()
    of_total: float | None = None
    real_scores: tuple[RealScore, ...] = ()


EQUAL_WEIGHTS = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyWindow:
    """The days of the year, as (month, day), between which agencies enter their links; ``known`` says how sure."""

    opens: tuple[int, int]
    closes: tuple[int, int]
    known: Known = Known.RECALLED

    def of(self, year: FiscalYear) -> Window:
        """The window of one fiscal year."""
        return Window(opens=_day(year, *self.opens), closes=_day(year, *self.closes))


def _day(year: FiscalYear, month: int, day: int) -> date:
    first_month = year.starts.month
    return date(year.be - BE_OFFSET - (1 if month >= first_month else 0), month, day)
