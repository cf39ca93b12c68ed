"""All agencies in one table: small rows, so that thousands fit. Calm."""

from collections.abc import Iterable
from dataclasses import dataclass

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.safe import file_name
from oitcrawl.report.view import agency_name, range_text, window_note
from oitcrawl.report.words import Words

_SHOWN = (Status.MISSING, Status.OUTDATED, Status.INCOMPLETE, Status.UNVERIFIED, Status.NOT_DUE, Status.FOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One agency. ``counts`` follow the columns of the table; ``low`` and ``as_of`` are there to sort by."""

    name: str
    href: str
    province: str
    kind: str
    gaps: int
    unverified: int
    counts: tuple[int, ...]
    estimate: str
    low: str
    as_of: str
    as_of_text: str
    fiscal_year: int
    window: str
    partial: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewView:
    """The overview of all agencies. ``columns`` are the (value, word) of the statuses that have a column."""

    lang: str
    title: str
    lead: str
    columns: tuple[tuple[str, str], ...]
    unverified_column: int
    rows: tuple[RowView, ...]
    shown_text: str


def overview(scans: Iterable[AgencyScan], *, words: Words) -> OverviewView:
    """The overview; of several scans of an agency the newest counts. Most gaps first, then most unverified."""
    newest: dict[str, tuple[str, RowView]] = {}
    for scan in scans:
        code = file_name(scan.agency.code)
        stamp = scan.started.isoformat()
        if code not in newest or newest[code][0] <= stamp:
            newest[code] = (stamp, _row(scan, code, words))
    rows = sorted(
        (row for _, row in newest.values()), key=lambda row: (-row.gaps, -row.unverified, row.name, row.href)
    )
    return OverviewView(
        lang=words.lang,
        title=words("over.title"),
        lead=words(
            "over.lead",
            count=f"{len(rows):,}",
            with_gaps=f"{sum(row.gaps > 0 for row in rows):,}",
            blind=f"{sum(row.unverified > 0 for row in rows):,}",
        ),
        columns=tuple((status.value, words.status(status)) for status in _SHOWN),
        unverified_column=_SHOWN.index(Status.UNVERIFIED),
        rows=tuple(rows),
        shown_text=words("over.shown"),
    )


def _row(scan: AgencyScan, code: str, words: Words) -> RowView:
    statuses = [item.status for item in scan.items]
    return RowView(
        name=agency_name(scan),
        href=f"{code}/latest/index.html",
        province=scan.agency.province,
        kind=words.maybe(f"kind.{scan.agency.kind}"),
        gaps=sum(status.is_gap for status in statuses),
        unverified=statuses.count(Status.UNVERIFIED),
        counts=tuple(statuses.count(status) for status in _SHOWN),
        estimate=range_text(scan.summary.estimate, words("card.year_none")),
        low=f"{scan.summary.estimate.low:.2f}",
        as_of=scan.as_of.isoformat(),
        as_of_text=words.short_date(scan.as_of),
        fiscal_year=scan.fiscal_year,
        window=window_note(scan.window_opens, scan.window_closes, scan.as_of, words),
        partial=scan.partial,
    )
