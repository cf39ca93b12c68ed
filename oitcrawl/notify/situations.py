"""Where agencies stand, as the store has it, and how the machine itself is."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import oitcrawl.notify.health as ours
from oitcrawl.compose.courses import Hear
from oitcrawl.compose.history import outlines_of
from oitcrawl.model.glance import Glance, glance
from oitcrawl.model.site import AgencySite
from oitcrawl.notify.health import Limits, Pulse, Trouble
from oitcrawl.notify.situation import Noise, Situation, situation, unread
from oitcrawl.report.words import in_thailand
from oitcrawl.store.scans import ScanRow, Store

_BACK: Final = timedelta(days=60)  # runs that are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What is known of all agencies.

    Attributes:
        situations: by code; agencies of which nothing is known are left out.
        troubles: why nothing is to be announced now.
    """

    situations: Mapping[str, Situation]
    troubles: tuple[Trouble, ...]


def look(store: Store, hear: Hear, sites: Sequence[AgencySite], noise: Noise, limits: Limits, now: datetime) -> Look:
    """Where agencies stand, and whether that can be trusted.

    Args:
        store: of scans.
        hear: gives a scan with people's words in it.
        sites: the agencies.
        noise: what is noise.
        limits: what may be wrong with us.
        now: the time.

    Raises:
        StoreError: the database cannot be read.
    """
    runs = store.runs.since(now - _BACK)
    dark = {code: in_thailand(at).date() for code, at in ours.dark_since(runs, noise.confirm).items()}
    reviewed = store.reviews.agencies()
    found: dict[str, Situation] = {}
    for site in sites:
        heard = hear if site.code in reviewed else None
        if (one := _situation(store, site, noise, dark.get(site.code), heard, now)) is not None:
            found[site.code] = one
    tried, lost = ours.lost_among(runs, store.runs.last_good(), now)
    fresh = {code for code, one in found.items() if one.number and now - ours.DAY < one.finished <= now}
    blind = {code for code in fresh if found[code].lost}
    pulse = Pulse(
        now=now,
        newest=store.runs.last_kept(),
        server=store.locks.server_time(),
        free_mb=_free(store),
        tried=len(tried | fresh),
        lost=len(lost | blind),
    )
    return Look(situations=found, troubles=ours.troubles(pulse, limits))


def _situation(
    store: Store, site: AgencySite, noise: Noise, dark: date | None, hear: Hear | None, now: datetime
) -> Situation | None:
    rows = store.history(site.code)
    number = _counting(rows)
    if number is None:
        return unread(site, dark, now) if dark else None
    seen = _glance(store, number, hear)
    return situation(site, number, seen, outlines_of(store, site.code, number, rows), noise, dark) if seen else None


def _glance(store: Store, number: int, hear: Hear | None) -> Glance | None:
    if hear is None:
        return store.glances.of(number)
    scan = store.scan(number)
    return glance(hear(scan)) if scan is not None else None


def _counting(rows: Sequence[ScanRow]) -> int | None:
    """The newest whole scan; one that was judged again counts where it asks the same as the visit it goes back to."""
    known = {row.id: row for row in rows}
    for row in rows:
        visit = row
        while visit.judged_from in known:
            visit = known[visit.judged_from]
        if not row.partial and (visit.edition, visit.fiscal_year) == (row.edition, row.fiscal_year):
            return row.id
    return None


def _free(store: Store) -> int | None:
    """Free megabytes where the data lie."""
    try:
        return shutil.disk_usage(store.database.folder).free // 1_000_000
    except OSError:
        return None
