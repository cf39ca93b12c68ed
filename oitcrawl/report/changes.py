"""What changed since the last scan: statuses that differ, and pages that were there and are gone."""

from dataclasses import dataclass

from oitcrawl.model.scan import AgencyScan, RemovedAddress
from oitcrawl.report.compare import ChangeKind, compare
from oitcrawl.report.links import LinkView, anchor, link
from oitcrawl.report.safe import clean
from oitcrawl.report.words import Words

LISTED = 100  # addresses that are gone


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """One changed item."""

    item: str
    anchor: str
    title: str
    before: str
    before_word: str
    after: str
    after_word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneView:
    """One address that was read at the last scan and is gone."""

    label: str
    target: LinkView
    how: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesView:
    """What changed since the last scan, by kind: (title, changes); then what is gone."""

    since: str
    kinds: tuple[tuple[str, tuple[ChangeView, ...]], ...]
    caution: str
    gone: tuple[GoneView, ...] = ()
    gone_title: str = ""
    gone_cut: str = ""


def changes(scan: AgencyScan, previous: AgencyScan, words: Words) -> ChangesView:
    """What changed from ``previous`` to ``scan``."""
    found = compare(scan, previous)
    views = {
        kind: tuple(
            ChangeView(
                item=one.item,
                anchor=anchor(one.item),
                title=one.title,
                before=one.before.value,
                before_word=words.status(one.before),
                after=one.after.value,
                after_word=words.status(one.after),
            )
            for one in found.changes
            if one.kind is kind
        )
        for kind in ChangeKind
    }
    caution = "changes.edition" if found.frame_changed else "changes.rules" if found.rules_changed else ""
    removed = scan.coverage.removed
    return ChangesView(
        since=words("changes.since", date=words.date(previous.as_of)),
        kinds=tuple((words(f"changes.{kind.value}"), some) for kind, some in views.items() if some),
        caution=words(caution) if caution else "",
        gone=tuple(_gone(one, words) for one in removed[:LISTED]),
        gone_title=words("changes.gone", count=f"{len(removed):,}") if removed else "",
        gone_cut=words("unchecked.more", count=f"{len(removed) - LISTED:,}") if len(removed) > LISTED else "",
    )


def _gone(one: RemovedAddress, words: Words) -> GoneView:
    return GoneView(
        label=clean(one.label).strip() or words("health.no_label"),
        target=link(one.url),
        how=words(f"removed.{one.how.value}"),
        seen=words("changes.gone_seen", date=words.short_date(one.seen)) if one.seen else "",
    )
