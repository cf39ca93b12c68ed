"""What judging needs to know beside the contents: who, which fiscal year, which day, and how far the crawl came."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from oitcrawl.model.scan import Coverage
from oitcrawl.model.site import AgencySite
from oitcrawl.thai.calendar import FiscalYear


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

    @property
    def before_half(self) -> bool:
        """Whether the first half of the fiscal year is not over yet (nothing due at half-year is owed)."""
        return not self.is_past(self.fiscal_year.half_ends)

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
