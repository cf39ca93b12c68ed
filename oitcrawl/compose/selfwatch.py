"""Looks at the watch itself: how old each agency's last good scan is, what fails and why, store, disk, queue."""

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from oitcrawl.agencies import choose, load_agencies
from oitcrawl.compose.desk import DEFAULT_AGENCIES
from oitcrawl.model.site import AgencySite
from oitcrawl.model.standing import AgencyStanding, QueueStanding, Standing, State
from oitcrawl.settings import Settings
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import Store
from oitcrawl.store.sizes import has_table, total
from oitcrawl.version import __version__

BACK: Final = timedelta(days=60)  # tries that are looked at
_EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
_AFTER: Final = "ไม่ได้เลย: "  # of a cause: what stands before names the address
_CAUSES: Final = {
    RunOutcome.PARTIAL: "ตรวจยังไม่จบ",
    RunOutcome.DIED: "โปรแกรมหยุดกลางคัน",
    RunOutcome.FAILED: "ขัดข้องภายใน",
    RunOutcome.UNREADABLE: "อ่านเว็บไซต์ไม่ได้",
}


def standing(
    store: Store,
    settings: Settings,
    sites: Sequence[AgencySite] | None,
    *,
    queue: Callable[[], QueueStanding | None] = lambda: None,
    now: datetime | None = None,
) -> Standing:
    """How everything stands, but for troubles of our own.

    Args:
        store: of scans.
        settings: thresholds.
        sites: the agencies that should be scanned; None for those that have a scan or a try.
        queue: tells what the fleet's queue holds, where there is one.
        now: the time.

    Raises:
        StoreError: the database cannot be read.
    """
    now = now or datetime.now(UTC)
    days = max(settings.fleet_stale_days, settings.scan_every_days + 1)
    good, tried = store.runs.last_good(), _last_tries(store.runs.since(now - BACK))
    listed = sites if sites is not None else _seen(good, tried, store.codes())
    cut_off, oldest = store.runs.cut_off(), now - timedelta(days=days)
    agencies = [
        replace(_agency(site, good.get(site.code), tried.get(site.code), oldest), cut_off=cut_off.get(site.code))
        for site in listed
    ]
    return Standing(
        at=now,
        version=__version__,
        agencies=tuple(sorted(agencies, key=_worst_first)),
        stale_days=days,
        where=store.where,
        store_bytes=total(store.database),
        free_bytes=_free(store.database.folder),
        queue=queue(),
    )


def watched(agencies: Path | None, group: str | None) -> tuple[AgencySite, ...] | None:
    """The agencies of the file that is given or there; None where there is none.

    Raises:
        SettingsError: the file is wrong.
        UsageError: there is no such group.
    """
    file = agencies or (DEFAULT_AGENCIES if DEFAULT_AGENCIES.is_file() else None)
    if file is None:
        return None
    return choose(load_agencies(file), (), every=group is None, group=group)


def _seen(*codes: Iterable[str]) -> tuple[AgencySite, ...]:
    return tuple(AgencySite(code=code, url="") for code in sorted({code for some in codes for code in some}))


def _last_tries(runs: Iterable[Run]) -> dict[str, Run]:
    return {run.agency: run for run in runs if run.outcome is not RunOutcome.RUNNING}


def _agency(site: AgencySite, good: datetime | None, last: Run | None, oldest: datetime) -> AgencyStanding:
    is_failing = last is not None and last.outcome is not RunOutcome.GOOD and (good is None or last.started > good)
    if good is None:
        state = State.NEVER
    elif is_failing:
        state = State.FAILING
    else:
        state = State.STALE if good < oldest else State.FINE
    return AgencyStanding(
        code=site.code,
        name=site.name,
        group=site.group,
        state=state,
        good=good,
        tried=last.started if last else None,
        cause=_cause(last) if last and is_failing else "",
    )


def _cause(run: Run) -> str:
    """Why a run brought no whole scan, without what is of that agency alone, so that causes can be counted."""
    told = run.cause.partition(_AFTER)[2] or run.cause
    return " ".join(told.split(" — ")[0].split())[:120] or _CAUSES[run.outcome]


_ORDER: Final = {state: at for at, state in enumerate(State)}


def _worst_first(one: AgencyStanding) -> tuple[int, datetime, str]:
    return _ORDER[one.state], one.good or _EARLIEST, one.code


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def has_queue(store: Store) -> bool:
    """Whether the store's server holds a queue of the fleet: looking makes none.

    Raises:
        StoreError: the database cannot be read.
    """
    return store.database.dialect == "postgresql" and has_table(store.database, "procrastinate_jobs")
