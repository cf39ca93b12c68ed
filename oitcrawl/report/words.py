"""Every fixed word of a report in Thai and English, and dates, years and numbers as officials write them. Calm."""

import datetime as dt
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from oitcrawl.model.finding import ComponentState, Status
from oitcrawl.thai.calendar import BE_OFFSET

Lang = Literal["th", "en"]

_BANGKOK = dt.timezone(dt.timedelta(hours=7))  # without daylight saving since 1920: no time zone database needed


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: ``Words("th")("fixes.title")``."""

    lang: Lang

    def __call__(self, key: str, /, **values: object) -> str:
        """The text under ``key`` with ``values`` filled in.

        Raises:
            KeyError: no such key.
        """
        return strings()[key][0 if self.lang == "th" else 1].format(**values)

    def maybe(self, key: str) -> str:
        """The text under ``key``, or an empty string when there is none."""
        return self(key) if key in strings() else ""

    def own(self, thai: str) -> str:
        """What the edition calls something, in the language of the report; as it stands where no English is known."""
        return (self.lang == "en" and english(thai)) or thai

    def status(self, status: Status) -> str:
        """The word of a status."""
        return status.thai if self.lang == "th" else self(f"status.{status.value}")

    def state(self, state: ComponentState) -> str:
        """The word of a component's state."""
        return state.thai if self.lang == "th" else self(f"state.{state.value}")

    def date(self, day: dt.date) -> str:
        """``1 เมษายน 2568``; in English ``1 April 2025``."""
        return self._date(day, "months")

    def short_date(self, day: dt.date) -> str:
        """``1 เม.ย. 2568``, for tables."""
        return self._date(day, "short_months")

    def span(self, first: dt.date, last: dt.date) -> str:
        """``1–30 เมษายน 2568``, ``1 ตุลาคม 2566 – 30 กันยายน 2567`` or one day."""
        if first == last:
            return self.date(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self.date(last)}"
        return f"{self.date(first)} – {self.date(last)}"

    def _date(self, day: dt.date, months: str) -> str:
        year = day.year + BE_OFFSET if self.lang == "th" else day.year
        return f"{day.day} {self(months).split()[day.month - 1]} {year}"

    def moment(self, when: dt.datetime) -> str:
        """Date and time in Thailand; a time without a zone is taken as it stands."""
        local = in_thailand(when)
        return self("moment", date=self.date(local.date()), time=f"{local:%H:%M}")

    def years(self, years: Iterable[int]) -> str:
        """Buddhist fiscal years, runs drawn together: ``2566–2570``; empty when there are none."""
        return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in _runs(sorted(set(years))))

    def duration(self, seconds: float) -> str:
        """``3 นาที 20 วินาที``."""
        minutes, rest = divmod(round(seconds), 60)
        return self("minutes", minutes=f"{minutes:,}", seconds=rest) if minutes else self("seconds", seconds=rest)

    def size(self, count: int) -> str:
        """Bytes as people say them: ``12.4 MB``."""
        value, unit = float(count), "B"
        for unit in ("B", "kB", "MB", "GB"):
            if value < 1000 or unit == "GB":  # noqa: PLR2004
                break
            value /= 1000
        return f"{value:,.0f} {unit}" if unit == "B" else f"{value:,.1f} {unit}"


def in_thailand(when: dt.datetime) -> dt.datetime:
    """``when`` by the clock in Thailand; a time without a zone is taken as it stands."""
    return when.astimezone(_BANGKOK) if when.tzinfo else when


@cache
def strings() -> dict[str, tuple[str, str]]:
    """All fixed texts by key, as (Thai, English)."""
    text = resources.files("oitcrawl.report").joinpath("static/words.json").read_text(encoding="utf-8")
    return {key: (thai, english) for key, (thai, english) in json.loads(text).items()}


def english(thai: str) -> str:
    """English for a Thai name or note of an edition, numbers carried over; empty where none is known."""
    numbers = _NUMBER.findall(thai)
    known = _english()
    text = known.get(thai) or known.get(_NUMBER.sub("{}", thai), "")
    return text.format(*numbers) if text.count("{}") <= len(numbers) else ""


_NUMBER = re.compile(r"\d+")


@cache
def _english() -> dict[str, str]:
    text = resources.files("oitcrawl.report").joinpath("static/english.json").read_text(encoding="utf-8")
    return {str(thai): str(said) for thai, said in json.loads(text).items()}


def _runs(years: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs
