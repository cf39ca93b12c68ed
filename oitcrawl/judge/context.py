"""What judging needs to know beside the contents: who, which fiscal year, which day, and how far the crawl came."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import takewhile
from typing import assert_never

from oitcrawl.model.scan import Coverage
from oitcrawl.model.site import AgencySite
from oitcrawl.ruleset.rule import Due
from oitcrawl.thai.calendar import FiscalYear, month_ends


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeContext:
    """The frame of one judgement.

    Attributes:
        agency: whose site it is.
        fiscal_year: the fiscal year under assessment.
        as_of: the day for which it is judged; nothing later is owed, nor counts.
        coverage: how far the crawl came.
        ahead: days that were asked for and have not come yet.
    """

    agency: AgencySite
    fiscal_year: FiscalYear
    as_of: date
    coverage: Coverage = field(default_factory=Coverage)
    ahead: set[date] = field(default_factory=set)

    def is_early(self, due: Due | None) -> bool:
        """Whether what is due then is not owed yet; nothing is early that has no due date."""
        return due is not None and not self.is_past(self.last_free_day(due))

    @property
    def has_begun(self) -> bool:
        """Whether the fiscal year has begun: before it nothing of it is owed, nor results of a year that goes on."""
        return self.has_come(self.fiscal_year.starts)

    def last_free_day(self, due: Due | None) -> date:
        """The last day on which what is due then is not owed; of what has no due date, the day before the year."""
        return last_free_day(due, self.fiscal_year)

    @property
    def months_over(self) -> tuple[date, ...]:
        """First days of the months of the fiscal year that have ended, October first."""
        months = (date(year, month, 1) for year, month in self.fiscal_year.months)
        return tuple(takewhile(lambda first: self.is_past(month_ends(first)), months))

    def has_come(self, day: date) -> bool:
        """Whether ``day`` is the day of judgement or before it. Whoever asks here lets us know how long it holds."""
        if day > self.as_of:
            self.ahead.add(day)
        return day <= self.as_of

    def is_past(self, day: date) -> bool:
        """Whether ``day`` is before the day of judgement."""
        return day != date.max and self.has_come(day + timedelta(days=1))

    @property
    def holds_until(self) -> date:
        """The first later day on which something asked so far is answered otherwise; ``date.max`` when none is."""
        return min(self.ahead, default=date.max)


def last_free_day(due: Due | None, year: FiscalYear) -> date:
    """The last day of ``year`` on which what is due then is not owed; without a due date, the last before it."""
    match due:
        case None:
            return year.previous.ends
        case Due.HALF_YEAR:
            return year.half_ends
        case Due.FIRST_MONTH:
            return month_ends(year.starts)
    assert_never(due)
