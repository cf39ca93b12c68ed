"""What goes into the queue, and what is told of it: a night over many agencies, seen from one place."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import uuid4

from oitcrawl.compose.desk import open_desk
from oitcrawl.fleet.doorway import open_queue, run_async
from oitcrawl.fleet.due import BANGKOK, Terms, next_due
from oitcrawl.fleet.engine import Depth, Wanted
from oitcrawl.fleet.jobs import Ticket, priority
from oitcrawl.fleet.ledger import pasts
from oitcrawl.model.site import AgencySite
from oitcrawl.settings import Settings
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import Store, open_store

DAY: Final = timedelta(hours=24)
RECENT: Final = timedelta(hours=1)
_SHOWN: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """What came of queueing.

    Attributes:
        queued: codes of agencies that were queued, the first to be scanned first.
        already: codes of those that had a scan queued or under way.
        not_due: how many were passed over because their turn is later.
    """

    queued: tuple[str, ...]
    already: tuple[str, ...]
    not_due: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetStatus:
    """How the fleet does.

    Attributes:
        queue: what is queued and under way.
        done: agencies whose last run of the last 24 hours brought a whole scan.
        failed: those whose last run did not: (code, cause) pairs.
        agencies: agencies that have a whole scan, ever.
        stale: codes of those whose last whole scan is older than wanted.
        oldest: code and moment of the oldest last whole scan; None without any.
        per_hour: scans ended in the last hour, good or not.
        ends: when the queue will be empty at this rate; None when nothing is left, or nothing moves.
    """

    queue: Depth
    done: int = 0
    failed: tuple[tuple[str, str], ...] = ()
    agencies: int = 0
    stale: tuple[str, ...] = ()
    oldest: tuple[str, datetime] | None = None
    per_hour: int = 0
    ends: datetime | None = None

    def as_dict(self) -> dict[str, Any]:
        """The status for JSON."""
        return {
            "queue": {**asdict(self.queue), "left": self.queue.left},
            "done": self.done,
            "failed": [{"agency": code, "cause": cause} for code, cause in self.failed],
            "agencies": self.agencies,
            "stale": list(self.stale),
            "oldest": {"agency": self.oldest[0], "scanned": self.oldest[1].isoformat()} if self.oldest else None,
            "per_hour": self.per_hour,
            "ends": self.ends.isoformat() if self.ends else None,
        }


def enqueue(
    settings: Settings,
    sites: Sequence[AgencySite],
    *,
    due_only: bool = False,
    edition: str | None = None,
    as_of: date | None = None,
    fiscal_year: int | None = None,
    now: datetime | None = None,
) -> Queued:
    """Queue a scan of each agency that has none queued or under way.

    Args:
        settings: of the store, the fleet and the nights.
        sites: the agencies.
        due_only: pass over those whose turn is later.
        edition: of the rules; None is that of the agency, or the default one.
        as_of: judged for this day; None is the day on which each is scanned.
        fiscal_year: Buddhist year assessed; None is that of the next window.
        now: the time.

    Raises:
        UsageError: the store is no PostgreSQL, or the library of the queue is not installed.
        StoreError: the database does not answer or cannot be used.
        RulesError: an edition is unknown or broken.
    """
    queue, now, terms = open_queue(settings), now or datetime.now(UTC), Terms.of(settings)
    with open_desk(settings) as desk:
        for name in {edition or site.edition for site in sites}:  # better here than once for each agency, at night
            desk.rules(name)
        past = pasts(desk.store, now, [site.code for site in sites] if len(sites) < _SHOWN else None)
        wanted = [
            Wanted(
                ticket=Ticket(run=uuid4().hex, site=site, edition=edition, as_of=as_of, fiscal_year=fiscal_year),
                priority=priority(terms, site, past(site.code), now),
            )
            for site in sites
            if not due_only or next_due(terms, site, past(site.code), now).at <= now
        ]
    wanted.sort(key=lambda one: -one.priority)
    queued = run_async(queue.enqueue(wanted))
    already = tuple(one.ticket.site.code for one in wanted if one.ticket.site.code not in set(queued))
    return Queued(queued=queued, already=already, not_due=len(sites) - len(wanted))


def fleet_status(settings: Settings, *, now: datetime | None = None) -> FleetStatus:
    """How the fleet does now.

    Raises:
        UsageError: the store is no PostgreSQL, or the library of the queue is not installed.
        StoreError: the database does not answer or cannot be read.
    """
    queue, now = open_queue(settings), now or datetime.now(UTC)
    depth = run_async(queue.depth())
    with open_store(settings) as store:
        return _status(store, depth, timedelta(days=settings.fleet_stale_days), now)


def notes(told: FleetStatus, settings: Settings) -> tuple[tuple[str, str], ...]:
    """The status as (name, words) pairs in the language of the settings."""
    queue, days = told.queue, settings.fleet_stale_days
    oldest = f"{told.oldest[1].astimezone(BANGKOK):%Y-%m-%d}" if told.oldest else "-"
    ends = f"{told.ends.astimezone(BANGKOK):%Y-%m-%d %H:%M}" if told.ends else "-"
    if settings.lang == "en":
        return (
            ("Queue", f"{queue.left:,} left, {queue.running:,} of them under way, {queue.workers:,} workers"),
            ("Last 24 hours", f"{told.done:,} done, {len(told.failed):,} failed, {told.per_hour:,} an hour"),
            ("Older than wanted", f"{len(told.stale):,} beyond {days} days, the oldest of {oldest}"),
            ("Estimated end", ends),
        )
    return (
        ("คิวงาน", f"เหลือ {queue.left:,} กำลังตรวจ {queue.running:,} เครื่องทำงาน {queue.workers:,}"),
        ("24 ชั่วโมงล่าสุด", f"ตรวจแล้ว {told.done:,} ไม่สำเร็จ {len(told.failed):,} ชั่วโมงละ {told.per_hour:,}"),
        ("ผลเก่า", f"เกิน {days} วัน {len(told.stale):,} หน่วยงาน เก่าที่สุด {oldest}"),
        ("คาดว่าเสร็จ", ends),
    )


def _status(store: Store, depth: Depth, stale: timedelta, now: datetime) -> FleetStatus:
    good, runs = store.runs.last_good(), store.runs.since(now - DAY)
    last = {run.agency: run for run in runs if run.outcome is not RunOutcome.RUNNING}
    ended = sum(run.finished is not None and run.finished > now - RECENT for run in runs)
    begun = min((run.started for run in runs if run.finished and run.finished > now - RECENT), default=now)
    per_hour = ended * RECENT / max(min(now - begun, RECENT), timedelta(minutes=1))
    oldest = min(good.items(), key=lambda pair: pair[1], default=None)
    return FleetStatus(
        queue=depth,
        done=sum(run.outcome is RunOutcome.GOOD for run in last.values()),
        failed=tuple((code, run.cause) for code, run in sorted(last.items()) if _is_failed(run)),
        agencies=len(good),
        stale=tuple(sorted(code for code, moment in good.items() if now - moment > stale)),
        oldest=oldest,
        per_hour=round(per_hour),
        ends=now + depth.left / per_hour * RECENT if depth.left and per_hour else None,
    )


def _is_failed(run: Run) -> bool:
    return run.outcome in {RunOutcome.FAILED, RunOutcome.UNREADABLE, RunOutcome.DIED}
