"""What judging needs to know beside the contents: who, which fiscal year, which day, and how far the crawl came."""

from dataclasses import dataclass, field
from datetime import date

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
    """

    agency: AgencySite
    fiscal_year: FiscalYear
    as_of: date
    coverage: Coverage = field(default_factory=Coverage)

    @property
    def before_half(self) -> bool:
        """Whether the first half of the fiscal year is not over yet (nothing due at half-year is owed)."""
        return self.as_of <= self.fiscal_year.half_ends
