"""The past of a stored scan: which scans belong to it, in a few words each, and what changed since a chosen one."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from oitcrawl.errors import StoreError, UsageError
from oitcrawl.model.content import Page
from oitcrawl.model.finding import Evidence
from oitcrawl.model.outline import Outline
from oitcrawl.model.scan import AgencyScan
from oitcrawl.persons.pages import print_of
from oitcrawl.report.compare import Comparison, Had, Numbered, Sight, Sights, compare, had_by, outline
from oitcrawl.report.history import Past, since_chosen, since_last
from oitcrawl.report.words import in_thailand
from oitcrawl.store.scans import ScanRow, Store
from oitcrawl.thai.calendar import thai_date

Since = int | date
"""An earlier scan as people name it: its number, or a day by whose end it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed between two stored scans.

    Attributes:
        number, as_of: of the later one.
        told: the changes; it names the earlier one.
        gone: addresses that the later one found to be gone; counted only where the two follow each other.
    """

    number: int
    as_of: date
    told: Comparison
    gone: int


def difference(
    store: Store, agency: str, scans: Sequence[int], heard: Callable[[AgencyScan], AgencyScan]
) -> Difference:
    """What changed between two scans of an agency.

    Args:
        store: where they are.
        agency: its code.
        scans: their numbers; of one, what changed from it to the newest; of none, since the scan before the newest.
        heard: gives a scan with people's words in it.

    Raises:
        UsageError: there are no such scans.
        StoreError: the database cannot be read.
    """
    earlier, number = _pair(store, agency, scans)
    scan = store.scan(number)
    rows = store.history(agency)
    if scan is None or scan.agency.code != agency:
        raise _no_scan(f"#{number}", rows)
    past = past_of(store, number, scan, earlier)
    follows = len(past.outlines) > 1 and earlier in {None, past.outlines[-2].number}
    told = since_last(past, heard(scan)) if follows else since_chosen(past, heard(scan))
    if told is None:
        raise _no_scan(f"< #{number}", ())
    return Difference(number=number, as_of=scan.as_of, told=told, gone=len(scan.coverage.removed) if follows else 0)


def _pair(store: Store, agency: str, scans: Sequence[int]) -> tuple[int | None, int]:
    """The numbers of the earlier and the later scan.

    Raises:
        UsageError: too many, or none is stored.
    """
    if len(scans) > 2:  # noqa: PLR2004
        raise UsageError("เปรียบเทียบได้ครั้งละสองการตรวจ", cure="oitcrawl diff CODE 12 15", en="give two scans at most")
    if len(scans) == 2:  # noqa: PLR2004
        return min(scans), max(scans)
    newest = store.newest(agency)
    if newest is None:
        known = ", ".join(store.codes())
        raise UsageError(
            f"ยังไม่เคยตรวจหน่วยงานรหัส {agency!r}",
            cure=f"รหัสที่มี: {known}" if known else "เริ่มด้วย oitcrawl scan URL",
            en=f"no scan of {agency!r} is stored — known: {known or 'none; start with oitcrawl scan URL'}",
        )
    return (scans[0] if scans else None), newest


def past_of(store: Store, number: int, scan: AgencyScan, since: Since | None = None) -> Past:
    """What the report of a scan knows of earlier ones; scans that were made after it are not looked at.

    Args:
        store: where they are.
        number: of the scan.
        scan: itself, as it is stored.
        since: another scan that changes are told against as well.

    Raises:
        UsageError: there is no such earlier scan.
        StoreError: the database cannot be read.
    """
    rows = store.history(scan.agency.code)
    outlines = _outlines(store, scan.agency.code, line_of(rows, number), _loader(store, (number, scan)))
    if since is None:
        return Past(outlines=outlines)
    earlier = _chosen(rows, number, since)
    before = store.scan(earlier.id)
    if before is None:
        raise _no_scan(f"#{earlier.id}", rows)
    return replace(Past(outlines=outlines), chosen=compare((earlier.id, before), (number, scan), sights_in(store)))


def line_of(rows: Sequence[ScanRow], number: int) -> tuple[ScanRow, ...]:
    """The scans that the one of that number follows, the oldest first and itself last.

    Interrupted ones saw a part of the site and would look like a loss; a visit that was judged again after a later
    one had been made belongs to no line but its own. Before the first scan for an edition and fiscal year stands the
    last visit for another.
    """
    made = sorted((row for row in rows if row.id <= number), key=lambda row: row.id)
    own = next((row for row in made if row.id == number), None)
    if own is None:
        return ()
    line: list[ScanRow] = []
    for row in made:
        whole = not row.partial or row.id == number
        if whole and row.finished <= own.finished and (not line or line[-1].finished <= row.finished):
            line.append(row)
    kin = [row for row in line if _frame(row) == _frame(own)]
    other = [row for row in line if row.id < kin[0].id and row.judged_from is None]
    return (*other[-1:], *kin)


def _frame(row: ScanRow) -> tuple[str, int]:
    return row.edition, row.fiscal_year


def outlines_of(store: Store, agency: str, number: int, rows: Sequence[ScanRow]) -> tuple[Outline, ...]:
    """The line of a stored scan in a few words each, the oldest first; whole scans are read only where these lack.

    Args:
        store: where they are.
        agency: its code.
        number: of the scan.
        rows: the history of the agency.

    Raises:
        StoreError: the database cannot be read.
    """
    return _outlines(store, agency, line_of(rows, number), _loader(store))


def _outlines(
    store: Store, agency: str, line: Sequence[ScanRow], load: Callable[[int], AgencyScan | None]
) -> tuple[Outline, ...]:
    """Each scan of the line in a few words; those that are not kept yet are made and kept."""
    kept = store.outlines.of(agency)
    sights = sights_in(store)
    told: list[Outline] = []
    for row in line:
        before = told[-1].number if told else None
        one = kept.get(row.id)
        if one is None or one.after != before:
            if (scan := load(row.id)) is None:
                continue
            was = load(before) if before is not None else None
            one = outline((row.id, scan), (before, was) if before is not None and was else None, sights)
            with suppress(StoreError):  # a database that may only be read is read
                store.outlines.put(agency, one)
        told.append(one)
    return tuple(told)


def _loader(store: Store, own: Numbered | None = None) -> Callable[[int], AgencyScan | None]:
    """Gives stored scans; None for one that cannot be read: a damaged old scan stops no report."""

    @cache
    def load(number: int) -> AgencyScan | None:
        if own is not None and number == own[0]:
            return own[1]
        try:
            return store.scan(number)
        except StoreError:
            return None

    return load


def sights_in(store: Store) -> Sights:
    """What two scans saw of each other's evidence, by what the store keeps of their visits."""

    @cache
    def read(number: int) -> dict[str, set[str]]:
        kept = store.keepsakes.load(number)
        seen: dict[str, set[str]] = {}
        for record in kept[1].harvest.records if kept else ():
            for url in {record.url, record.final_url}:
                seen.setdefault(url, set()).add(record.sha256)
        return seen

    @cache
    def told(sha256: str) -> str:
        text = store.contents.load(sha256) if sha256 else None
        return print_of(text) if isinstance(text, Page) else ""

    def had(scan: Numbered) -> Had:
        own = had_by(scan[1])

        def of(piece: Evidence) -> bool:
            if own(piece):
                return True
            digests = read(scan[0]).get(piece.url, set())
            said = told(piece.sha256)
            return piece.sha256 in digests or (bool(said) and said in map(told, digests))

        return of

    return lambda before, after: Sight(before=had(before), after=had(after))


def _chosen(rows: Sequence[ScanRow], number: int, since: Since) -> ScanRow:
    """The earlier scan that a person named; of a day, the last whole one by its end.

    Raises:
        UsageError: there is none.
    """
    earlier = [row for row in rows if row.id < number]
    if isinstance(since, int):
        found = next((row for row in earlier if row.id == since), None)
        return found or _raise(_no_scan(f"#{since}", earlier))
    days = [row for row in earlier if not row.partial and in_thailand(row.finished).date() <= since]
    found = max(days, key=lambda row: (row.finished, row.id), default=None)
    return found or _raise(_no_scan(since.isoformat(), earlier))


def _raise(error: UsageError) -> ScanRow:
    raise error


def _no_scan(named: str, earlier: Sequence[ScanRow]) -> UsageError:
    known = [f"#{row.id} ({thai_date(in_thailand(row.finished).date())})" for row in earlier[:6]]
    return UsageError(
        f"ไม่มีการตรวจก่อนหน้าตามที่ระบุ ({named})",
        cure=f"การตรวจก่อนหน้าที่มี: {', '.join(known)}" if known else "ตรวจอีกครั้งก่อน แล้วจึงเปรียบเทียบได้",
        en=f"no earlier scan {named} — earlier ones: {', '.join(f'#{row.id}' for row in earlier[:6]) or 'none yet'}",
    )
