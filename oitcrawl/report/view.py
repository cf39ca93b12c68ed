"""A scan as its report tells it: all thinking ends here, templates only place things. Calm."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan, Range
from oitcrawl.report.attachments import AttachmentsView, attachments
from oitcrawl.report.cards import CardView, card
from oitcrawl.report.changes import ChangesView, changes
from oitcrawl.report.collected import HealthView, UncheckedView, health, method, stopped, unchecked
from oitcrawl.report.declared import DeclaredTable, declared_table
from oitcrawl.report.editions import edition_marks
from oitcrawl.report.fixes import FixView, also_today, fixes, fixes_due, fixes_lead, off_by
from oitcrawl.report.history import Past
from oitcrawl.report.links import LinkView, link
from oitcrawl.report.mark import scan_mark
from oitcrawl.report.persons import people_line
from oitcrawl.report.pictures import NO_THUMBS
from oitcrawl.report.seen import SeenView, how_much
from oitcrawl.report.sight import NOTHING, estimate_of, is_blind, seen_of
from oitcrawl.report.stakes import StakesView, stakes
from oitcrawl.report.trail import TrailView, trail
from oitcrawl.report.words import Words

_BAR_WIDTH = 1000.0
_SAYS_NOTHING = 99.9  # points


@dataclass(frozen=True, slots=True, kw_only=True)
class CountView:
    """How many items are in a status, and its stretch of the bar (in thousandths)."""

    status: str
    word: str
    count: int
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateView:
    """The estimated range, never an official score; ``start`` and ``width`` in thousandths of the scale."""

    label: str
    text: str
    start: float
    width: float
    known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """The top of a report. ``tone`` is ``bad``, ``blind`` or ``good``; ``split`` holds the counts behind it."""

    agency: str
    site: LinkView
    facts: tuple[tuple[str, str], ...]
    verdict: str
    split: tuple[CountView, ...]
    tone: str
    estimate: EstimateView
    indicators: tuple[EstimateView, ...]
    off_by: str
    basis: str
    window: str
    window_note: str
    banners: tuple[str, ...]
    note: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A thematic group with its cards; tiles show the same cards small, ``bar`` their statuses in one line."""

    group: str
    title: str
    tally: str
    bar: tuple[CountView, ...]
    bar_text: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """A whole report, ready to be placed; ``paper_foot`` stands at the foot of each printed page.

    ``mark`` tells programs which scan it is of.
    """

    lang: str
    mark: str
    title: str
    head: HeadView
    counts: tuple[CountView, ...]
    bar_text: str
    matrix_title: str
    groups: tuple[GroupView, ...]
    fixes: tuple[FixView, ...]
    fixes_today: tuple[FixView, ...]
    fixes_lead: str
    fixes_due: str
    fixes_none: str
    declared: DeclaredTable | None
    stakes: StakesView | None
    changes: ChangesView | None
    trail: TrailView | None
    unchecked: UncheckedView
    seen: SeenView | None
    attachments: AttachmentsView | None
    health: HealthView
    method: tuple[tuple[str, str], ...]
    footer: str
    paper_foot: str


def view(
    scan: AgencyScan, *, past: Past | None = None, words: Words, thumbs: Mapping[str, bytes] = NO_THUMBS
) -> ReportView:
    """The report of ``scan``; with ``past`` also what changed, with ``thumbs`` pictures by file."""
    counts = _counts(scan)
    seen = _count_views(counts, words)
    listed = fixes(scan, words)
    return ReportView(
        lang=words.lang,
        mark=scan_mark(scan),
        title=words("page.title", agency=agency_name(scan)),
        head=_head(scan, counts, words),
        counts=seen,
        bar_text=words("matrix.bar", counts=", ".join(f"{one.word} {one.count}" for one in seen)),
        matrix_title=words("matrix.title", total=len(scan.items)),
        groups=_groups(scan, words, thumbs),
        fixes=listed,
        fixes_today=also_today(listed),
        fixes_lead=fixes_lead(scan, words),
        fixes_due=fixes_due(scan, words),
        fixes_none=words("fixes.none_blind" if counts[Status.UNVERIFIED] else "fixes.none"),
        declared=declared_table(scan, words),
        stakes=stakes(scan, words),
        changes=changes(scan, past, words) if past else None,
        trail=trail(scan, past, words) if past else None,
        unchecked=unchecked(scan, words),
        seen=how_much(scan.coverage, words),
        attachments=attachments(scan, words),
        health=health(scan, words),
        method=method(scan, words),
        footer=words("page.footer", engine=scan.engine),
        paper_foot=words("print.foot", agency=agency_name(scan), date=words.date(scan.as_of)),
    )


def agency_name(scan: AgencyScan) -> str:
    """The agency's name, or its code where no name is known."""
    return scan.agency.name.strip() or scan.agency.code


def window_note(opens: date | None, closes: date | None, as_of: date, words: Words) -> str:
    """How far the assessment window is on ``as_of``: ``อีก 12 วันจะเปิดให้กรอก``; empty when it is not known."""
    if opens is None or closes is None:
        return ""
    if as_of < opens:
        return words("window.ahead", days=f"{(opens - as_of).days:,}")
    if as_of > closes:
        return words("window.closed", days=f"{(as_of - closes).days:,}")
    if as_of == closes:
        return words("window.last")
    return words("window.open", days=f"{(closes - as_of).days:,}")


def range_text(estimate: Range, unknown: str) -> str:
    """``58.3–72.1``, one number when both ends are alike, ``unknown`` when the range says nothing (0 to 100)."""
    if estimate.high - estimate.low >= _SAYS_NOTHING:
        return unknown
    low, high = f"{estimate.low:.1f}", f"{estimate.high:.1f}"
    return low if low == high else f"{low}–{high}"


def _counts(scan: AgencyScan) -> Counter[Status]:
    return Counter(item.status for item in scan.items)


def _count_views(counts: Counter[Status], words: Words) -> tuple[CountView, ...]:
    total = counts.total() or 1
    views: list[CountView] = []
    start = 0.0
    for status in (Status.MISSING, Status.OUTDATED, Status.INCOMPLETE, Status.UNVERIFIED, *_CALM):
        if count := counts[status]:
            width = _BAR_WIDTH * count / total
            views.append(
                CountView(
                    status=status.value,
                    word=words.status(status),
                    count=count,
                    start=round(start, 2),
                    width=round(width, 2),
                )
            )
            start += width
    return tuple(views)


_CALM = (Status.NOT_DUE, Status.FOUND, Status.WAIVED, Status.NOT_APPLICABLE)


def _head(scan: AgencyScan, counts: Counter[Status], words: Words) -> HeadView:
    tone, verdict = _verdict(counts, words)
    opens, closes = scan.window_opens, scan.window_closes
    cause = stopped(scan.coverage, words)
    banner = "banner.partial" if scan.partial else "banner.stopped" if scan.coverage.stopped_by else ""
    return HeadView(
        agency=agency_name(scan),
        site=link(scan.agency.url),
        facts=_head_facts(scan, words),
        verdict=verdict,
        split=tuple(
            one for one in _count_views(counts, words) if Status(one.status).is_gap or one.status == "unverified"
        ),
        tone=tone,
        estimate=_estimate(words("estimate.label"), estimate_of(scan), words),
        indicators=tuple(
            _estimate(words("estimate.indicator", number=number), part, words)
            for number, part in (scan.summary.indicators if estimate_of(scan) is not NOTHING else ())
        ),
        off_by=off_by(scan, words),
        basis=scan.summary.basis,
        window=words.span(opens, closes) if opens and closes else words("window.unknown"),
        window_note=window_note(opens, closes, scan.as_of, words),
        banners=(words(banner, cause=cause),) if banner else (),
        note=scan.edition_note,
        people=people_line(scan.summary, words),
    )


def _head_facts(scan: AgencyScan, words: Words) -> tuple[tuple[str, str], ...]:
    kind = words.maybe(f"kind.{scan.agency.kind}") or scan.agency.kind
    place = f"{kind} · {scan.agency.province}" if scan.agency.province else kind
    return (
        (words("head.year"), words("head.year_value", year=scan.fiscal_year)),
        (words("head.as_of"), words.date(scan.as_of)),
        (words("head.edition"), words.own(scan.edition_title or scan.edition) + edition_marks(scan, words)),
        (words("head.kind"), place),
    )


def _verdict(counts: Counter[Status], words: Words) -> tuple[str, str]:
    total = counts.total()
    gaps = sum(count for status, count in counts.items() if status.is_gap)
    blind = counts[Status.UNVERIFIED]
    more = f" · {words('verdict.unverified', count=blind)}" if blind else ""
    seen = seen_of(counts)
    if is_blind(seen, blind):
        told = words("verdict.few" if seen else "verdict.blind", seen=seen, total=seen + blind)
        return "blind", told + (f" · {words('verdict.few_gaps', count=gaps)}" if gaps else "")
    if gaps:
        return "bad", words("verdict.fix", gaps=gaps, total=total) + more
    if blind:
        return "blind", words("verdict.calm") + more
    return "good", words("verdict.all" if counts[Status.FOUND] == total else "verdict.calm", total=total)


def _estimate(label: str, estimate: Range, words: Words) -> EstimateView:
    low, high = (min(max(value, 0.0), 100.0) for value in (estimate.low, estimate.high))
    width = max((high - low) * _BAR_WIDTH / 100, 8.0)
    start = min(low * _BAR_WIDTH / 100, _BAR_WIDTH - width)
    return EstimateView(
        label=label,
        text=range_text(estimate, words("estimate.unknown")),
        start=round(start, 2),
        width=round(width, 2),
        known=estimate.high - estimate.low < _SAYS_NOTHING,
    )


def _groups(scan: AgencyScan, words: Words, thumbs: Mapping[str, bytes]) -> tuple[GroupView, ...]:
    titles = dict(scan.groups)
    by_group: dict[str, list[ItemFinding]] = {}
    for item in scan.items:
        by_group.setdefault(item.group, []).append(item)
    return tuple(
        _group(group, titles.get(group, ""), items, scan, words, thumbs) for group, items in by_group.items()
    )


def _group(
    group: str, title: str, items: list[ItemFinding], scan: AgencyScan, words: Words, thumbs: Mapping[str, bytes]
) -> GroupView:
    bar = _count_views(Counter(item.status for item in items), words)
    told = ", ".join(f"{one.word} {one.count}" for one in bar)
    return GroupView(
        group=group,
        title=title,
        tally=words("matrix.group", done=sum(item.status is Status.FOUND for item in items), total=len(items)),
        bar=bar,
        bar_text=words("matrix.group_bar", group=group, title=words.own(title), counts=told),
        cards=tuple(card(item, scan, words, thumbs) for item in items),
    )
