"""Scans that were cut off: which finished one still counts, and whether one has made up for them since."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.partial import leads_to_finished, led_to
from oitcrawl.report.safe import file_name
from oitcrawl.store.scans import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """A scan that was cut off, among the others of its agency.

    Attributes:
        number: its own; None where it is not kept.
        good: number of the last finished scan; None without any.
        when: that one ended.
        report: folder of its report; None where there is none.
    """

    number: int | None
    good: int | None = None
    when: datetime | None = None
    report: Path | None = None


def cut_off(store: Store, scan: AgencyScan, reports: Path) -> CutOff:
    """What to tell of ``scan``, which was cut off and is kept.

    Args:
        store: where it is.
        scan: itself.
        reports: folder of all reports.

    Raises:
        StoreError: the database cannot be read.
    """
    rows = store.history(scan.agency.code)
    own = next((row.id for row in rows if row.partial and row.finished == scan.finished), None)
    last = next((row for row in rows if not row.partial), None)
    if last is None:
        return CutOff(number=own)
    place = reports / file_name(scan.agency.code)
    name = led_to(place) if leads_to_finished(place) else None
    return CutOff(number=own, good=last.id, when=last.finished, report=place / name if name else None)


def cut_off_since(store: Store, number: int, scan: AgencyScan) -> int | None:
    """Number of a scan of the website that was cut off after the visit that ``scan`` goes back to; None without any.

    Raises:
        StoreError: the database cannot be read.
    """
    rows = store.history(scan.agency.code)
    known = {row.id: row.judged_from for row in rows}
    visit = number
    while (first := known.get(visit)) is not None:
        visit = first
    return next((row.id for row in rows if row.partial and row.judged_from is None and row.id > visit), None)


def visit_of(store: Store, scan: AgencyScan) -> AgencyScan | None:
    """The scan of the website that ``scan`` goes back to; None where it is no longer kept.

    Raises:
        StoreError: the database cannot be read.
    """
    visit: AgencyScan | None = scan
    while visit is not None and visit.judged_from is not None:
        visit = store.scan(visit.judged_from)
    return visit
