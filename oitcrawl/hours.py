"""Hours of the day, as settings write them: ``01:00``, ``08:30-12:00, 13:00-16:30``, over midnight too."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of every day, from ``first`` until just before ``last``, over midnight when ``last`` is earlier."""

    first: time
    last: time

    def hold(self, at: time) -> bool:
        """Whether ``at`` falls in it."""
        if self.first < self.last:
            return self.first <= at < self.last
        return at >= self.first or at < self.last

    def end_after(self, moment: datetime) -> datetime:
        """The next moment at which it is over."""
        end = moment.replace(hour=self.last.hour, minute=self.last.minute, second=0, microsecond=0)
        return end if end > moment else end + DAY


def parse_time(text: str) -> time:
    """``01:00`` as a time of day.

    Raises:
        ValueError: it is none.
    """
    hour, colon, minute = text.strip().partition(":")
    if not colon or not (hour + minute).isdecimal() or len(minute) != 2:  # noqa: PLR2004 - two digits
        raise ValueError(text)
    return time(int(hour), int(minute))


def parse_hours(text: str) -> tuple[Hours, ...]:
    """``08:30-12:00,13:00-16:30`` as parts of the day; an empty text is none.

    Raises:
        ValueError: a part is wrong, or no minute of the day is left.
    """
    found = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        first, dash, last = part.replace("–", "-").partition("-")
        hours = Hours(parse_time(first), parse_time(last))
        if not dash or hours.first == hours.last:
            raise ValueError(text)
        found.append(hours)
    if all(any(one.hold(time(n // 60, n % 60)) for one in found) for n in range(24 * 60)):
        raise ValueError(text)
    return tuple(found)
