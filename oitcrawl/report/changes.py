"""What changed since the last scan and since a chosen one, by whose doing; then pages that are gone."""

from dataclasses import dataclass
from typing import Final

from oitcrawl.model.outline import Cause
from oitcrawl.model.scan import AgencyScan, RemovedAddress
from oitcrawl.report.compare import Change, Comparison, Standing
from oitcrawl.report.history import Past, since_chosen, since_last, tally
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.safe import clean
from oitcrawl.report.words import Words

LISTED = 100  # addresses that are gone
_PARTS: Final = ("site", "both", "rules", "time", "person", "scanner", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One changed item.

    Attributes:
        standing: a value of ``Standing``; ``sure`` are the words for it.
        seen: the scan that it was last as before, where that is an older one than the last; else empty.
    """

    item: str
    anchor: str
    title: str
    kind: str
    kind_word: str
    before: str
    before_word: str
    after: str
    after_word: str
    standing: str
    sure: str
    seen: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """What changed by one cause; ``note`` says what the cause means and what to do."""

    cause: str
    title: str
    note: str
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceView:
    """What changed since one scan.

    Attributes:
        since: which one.
        totals: what counts, in a few words.
        waiting: what the next scan has to confirm, in a few words; empty when nothing does.
        caution: that scan was made under other rules or for another year; may be empty.
    """

    since: str
    totals: str
    waiting: str
    caution: str
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneView:
    """One address that was read at the last scan and is gone."""

    label: str
    target: LinkView
    how: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """What changed since the last scan and, where one was chosen, since that one; then what is gone."""

    last: SinceView
    chosen: SinceView | None
    gone: tuple[GoneView, ...] = ()
    gone_title: str = ""
    gone_cut: str = ""


def changes(scan: AgencyScan, past: Past, words: Words) -> ChangesView | None:
    """What changed up to ``scan``; None when it is the first."""
    if (last := since_last(past, scan)) is None:
        return None
    chosen = since_chosen(past, scan)
    removed = scan.coverage.removed
    return ChangesView(
        last=_since(last, words),
        chosen=_since(chosen, words) if chosen else None,
        gone=tuple(_gone(one, words) for one in removed[:LISTED]),
        gone_title=words("changes.gone", count=f"{len(removed):,}") if removed else "",
        gone_cut=words("unchecked.more", count=f"{len(removed) - LISTED:,}") if len(removed) > LISTED else "",
    )


def _since(found: Comparison, words: Words) -> SinceView:
    caution = "changes.edition" if found.frame_changed else "changes.rules" if found.rules_changed else ""
    counts = tally(found.changes)
    waiting = sum(one.standing is Standing.ONCE for one in found.changes)
    said = sum(one.cause is Cause.PERSON for one in found.changes)
    told = [f"{words(f'changes.{kind.value}')} {count}" for kind, count in counts.items()] or [words("changes.none")]
    told += [words("changes.said_count", count=said)] if said else []
    parts = (
        PartView(
            cause=name,
            title=words(f"changes.cause_{name}"),
            note=words(f"changes.note_{name}", number=found.number),
            changes=tuple(_change(one, words) for one in found.changes if _part(one) == name),
        )
        for name in _PARTS
    )
    return SinceView(
        since=words("changes.since", date=words.date(found.as_of), number=found.number),
        totals=" · ".join(told),
        waiting=words("changes.waiting", count=waiting) if waiting else "",
        caution=words(caution) if caution else "",
        parts=tuple(part for part in parts if part.changes),
    )


def _part(one: Change) -> str:
    """Where a change is told."""
    if one.standing is Standing.WITHDRAWN:
        return "withdrawn"
    return "rules" if one.cause is Cause.FRAME else one.cause.value


def _change(one: Change, words: Words) -> ChangeView:
    return ChangeView(
        item=one.item,
        anchor=anchor(one.item),
        title=one.title,
        kind=one.kind.value,
        kind_word=words(_kind_key(one)),
        before=one.before.value,
        before_word=words.status(one.before),
        after=one.after.value,
        after_word=words.status(one.after),
        standing=one.standing.value,
        sure=words(f"changes.stands_{one.standing.value}"),
        seen=words("changes.last_so", number=one.seen[0], date=words.short_date(one.seen[1])) if one.seen else "",
    )


def _kind_key(one: Change) -> str:
    if one.standing is Standing.WITHDRAWN:
        return "changes.back"
    return "changes.said" if one.cause is Cause.PERSON else f"changes.{one.kind.value}"


def _gone(one: RemovedAddress, words: Words) -> GoneView:
    return GoneView(
        label=clean(one.label).strip() or words("health.no_label"),
        target=link(one.url),
        how=words(f"removed.{one.how.value}"),
        seen=words("changes.gone_seen", date=words.short_date(one.seen)) if one.seen else "",
    )
