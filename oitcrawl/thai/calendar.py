"""The Thai government's fiscal year: 1 October to 30 September, named by the Buddhist year in which it ends."""

from dataclasses import dataclass
from datetime import date, timedelta

BE_OFFSET = 543


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year of the Buddhist era: ``FiscalYear(2568)`` runs from 2024-10-01 to 2025-09-30.

    Attributes:
        be: the Buddhist year in which the fiscal year ends.
    """

    be: int

    @classmethod
    def of(cls, day: date) -> "FiscalYear":
        """The fiscal year in which ``day`` (Gregorian) falls: 9 Dec 2567 BE is fiscal year 2568."""
        return cls(day.year + BE_OFFSET + (1 if day.month >= 10 else 0))  # noqa: PLR2004 - October

    @property
    def starts(self) -> date:
        """Its first day."""
        return date(self.be - BE_OFFSET - 1, 10, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        return date(self.be - BE_OFFSET, 9, 30)

    @property
    def previous(self) -> "FiscalYear":
        """The fiscal year before."""
        return FiscalYear(self.be - 1)

    @property
    def half_ends(self) -> date:
        """The last day of its first half-year: 31 March."""
        return date(self.be - BE_OFFSET, 3, 31)

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Its twelve months as (Gregorian year, month), October first."""
        first = self.starts.year
        return tuple((first, month) for month in (10, 11, 12)) + tuple((first + 1, month) for month in range(1, 10))

    def holds(self, day: date) -> bool:
        """Whether ``day`` falls in this fiscal year."""
        return self.starts <= day <= self.ends

    def __str__(self) -> str:
        """The Buddhist year, as people write it."""
        return str(self.be)


def month_ends(first: date) -> date:
    """The last day of the month that begins on ``first``."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


_SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")


def thai_date(day: date) -> str:
    """``day`` as people write it: ``1 เม.ย. 2568``."""
    return f"{day.day} {_SHORT_MONTHS[day.month - 1]} {day.year + BE_OFFSET}"
