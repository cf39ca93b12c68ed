"""What a worker is told of one scan, which scans come first, and which failures are worth another try."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import TypeAdapter

from oitcrawl.fleet.due import BANGKOK, Pace, Past, Terms, pace_on
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.settings import Settings

WINDOW_NEAR: Final = 40  # priorities: the highest comes first, and they add up
NEVER_SCANNED: Final = 20
FAILED_LAST: Final = 10
LONGEST_DELAY: Final = timedelta(hours=1)  # between two tries: a night is no longer than eight
_GROWTH: Final = 4  # times that each delay is longer than the one before
# Causes that may have passed within the hour. A firewall, robots.txt, a wrong name or a bad certificate do not.
_PASSING: Final = frozenset(
    {
        FailCause.TIMEOUT,
        FailCause.CONNECT,
        FailCause.SERVER_ERROR,
        FailCause.TOO_MANY_REQUESTS,
        FailCause.DNS,
        FailCause.PROTOCOL,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """What a worker is told of one scan: all that it needs beside its own settings.

    Attributes:
        run: name of this scan, the same at every try: under it no more than one scan is kept.
        site: the agency.
        edition: of the rules; None is that of the agency, or the default one.
        as_of: judged for this day; None is the day on which it is scanned.
        fiscal_year: Buddhist year assessed; None is that of the next window.
    """

    run: str
    site: AgencySite
    edition: str | None = None
    as_of: date | None = None
    fiscal_year: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The ticket for JSON."""
        told: dict[str, Any] = _tickets().dump_python(self, mode="json", exclude_defaults=True)
        return told

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Ticket":
        """The ticket that ``as_dict`` wrote, also when a newer version did.

        Raises:
            ValueError: it is none.
        """
        return _tickets().validate_python(told)


@cache
def _tickets() -> TypeAdapter[Ticket]:
    return TypeAdapter(Ticket)


class NotScanned(Exception):  # noqa: N818 - it says what happened
    """A try that brought no scan.

    Attributes:
        cause: why, in one line.
        passing: it may be otherwise later.
        unreadable: nothing of the site could be read; otherwise the failure is ours.
        en: the cause in English; may be empty.
    """

    def __init__(self, cause: str, *, passing: bool = False, unreadable: bool = False, en: str = "") -> None:
        super().__init__(cause)
        self.cause, self.passing, self.unreadable, self.en = cause, passing, unreadable, en


def priority(terms: Terms, site: AgencySite, past: Past, now: datetime) -> int:
    """How early an agency comes: its window is near or open, it was never scanned, it failed last time."""
    near = pace_on(terms, site.window, now.astimezone(BANGKOK).date()) is not Pace.SPARSE
    failed = past.tried is not None and (past.good is None or past.tried > past.good)
    return WINDOW_NEAR * near + NEVER_SCANNED * (past.good is None) + FAILED_LAST * failed


def site_lock(site: AgencySite) -> str:
    """What two agencies on one host share: they are scanned one after the other, wherever the workers are."""
    return "site " + urlsplit(site.url).netloc.lower().removeprefix("www.")


def delay_before(settings: Settings, tries: int) -> timedelta:
    """How long to wait after that many tries, at least one; each time longer, never over an hour."""
    seconds = settings.fleet_retry_seconds * _GROWTH ** min(tries - 1, 10)
    return min(timedelta(seconds=seconds), LONGEST_DELAY)


def is_tried_again(settings: Settings, failure: NotScanned, tries: int) -> bool:
    """Whether a scan that failed after that many tries is tried once more."""
    return failure.passing and tries < settings.fleet_tries


def may_pass(scan: AgencyScan) -> bool:
    """Whether a site of which nothing could be read may well answer within the hour."""
    coverage = scan.coverage
    refused = any(one.by is not RefusedBy.ROBOTS or not _was_not_had(one.detail) for one in coverage.refused)
    return not refused and not coverage.unread and all(one.cause in _PASSING for one in coverage.failed)


def _was_not_had(detail: str) -> bool:
    """Whether robots.txt forbids all only because it could not be fetched, for a cause that may pass."""
    return any(f"({cause.value})" in detail for cause in _PASSING)
