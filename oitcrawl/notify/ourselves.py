"""How this machine itself is, for whoever watches it: the same look that stops announcements."""

from datetime import datetime, timedelta
from typing import Final

from oitcrawl.model.standing import Trouble
from oitcrawl.notify.health import Pulse, lost_among, troubles
from oitcrawl.notify.office import limits_of
from oitcrawl.settings import Settings
from oitcrawl.store.scans import Store

_BACK: Final = timedelta(days=60)  # runs that are looked at
_NAMED: Final = 5  # agencies that are called by their codes


def our_troubles(store: Store, settings: Settings, now: datetime, free_bytes: int | None) -> tuple[Trouble, ...]:
    """What is wrong with us; nothing when all is well.

    Args:
        store: of scans.
        settings: what may be wrong without a halt.
        now: the time.
        free_bytes: free on the disk of the data; None where that cannot be told.

    Raises:
        StoreError: the database cannot be read.
    """
    tried, lost = lost_among(store.runs.since(now - _BACK), store.runs.last_good(), now)
    pulse = Pulse(
        now=now,
        newest=store.runs.last_kept(),
        server=store.locks.server_time(),
        free_mb=None if free_bytes is None else free_bytes // 1_000_000,
        tried=len(tried),
        lost=len(lost),
    )
    found = troubles(pulse, limits_of(settings))
    ours = tuple(Trouble(kind=one.ailment.value, words=(one.thai, one.english)) for one in found)
    return (*ours, *_lacking(store))


def _lacking(store: Store) -> tuple[Trouble, ...]:
    """Agencies whose scan is kept and whose report could not be written."""
    codes = sorted({run.agency for run, _ in store.runs.unreported()})
    if not codes:
        return ()
    some = ", ".join(codes[:_NAMED]) + (" ..." if len(codes) > _NAMED else "")
    thai = f"เขียนรายงานของ {len(codes):,} หน่วยงานไม่ได้ ({some}) ผลตรวจเก็บไว้แล้ว — แก้โฟลเดอร์รายงาน แล้วสั่ง"
    english = f"the reports of {len(codes):,} agencies could not be written ({some}), their scans are kept — mend the"
    again = f"oitcrawl report {codes[0]}"
    return (Trouble(kind="report", words=(f"{thai} {again}", f"{english} report folder, then {again}")),)
