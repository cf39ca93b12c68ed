"""What changed between two scans of one agency, item by item, joined on the permanent slug. Calm."""

from dataclasses import dataclass
from enum import StrEnum

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import AgencyScan


class ChangeKind(StrEnum):
    """Kinds of change, in the order in which they are told."""

    NEW_GAP = "new_gap"
    WORSENED = "worsened"
    BLIND = "blind"
    MENDED = "mended"
    IMPROVED = "improved"
    SEEN = "seen"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item whose status differs.

    Attributes:
        item: its O-code in the newer scan.
        before, after: the two statuses.
    """

    kind: ChangeKind
    item: str
    title: str
    before: Status
    after: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs between two scans.

    Attributes:
        changes: in the order of ``ChangeKind``, then of the edition.
        rules_changed: the rules differ, so that a difference may not be the site's doing.
        frame_changed: edition or fiscal year differ.
    """

    changes: tuple[Change, ...]
    rules_changed: bool
    frame_changed: bool


def compare(scan: AgencyScan, previous: AgencyScan) -> Comparison:
    """What changed from ``previous`` to ``scan``; items known to one of them only are passed over."""
    before = {item.slug: item for item in previous.items}
    pairs = [(before[item.slug], item) for item in scan.items if item.slug in before]
    changes = [_change(old, new) for old, new in pairs if old.status is not new.status]
    order = list(ChangeKind)
    return Comparison(
        changes=tuple(sorted(changes, key=lambda change: order.index(change.kind))),
        rules_changed=scan.rules_digest != previous.rules_digest,
        frame_changed=(scan.edition, scan.fiscal_year) != (previous.edition, previous.fiscal_year),
    )


def _change(old: ItemFinding, new: ItemFinding) -> Change:
    kind = change_kind(old.status, new.status)
    return Change(kind=kind, item=new.item, title=new.title, before=old.status, after=new.status)


def change_kind(before: Status, after: Status) -> ChangeKind:
    """What a step between statuses means; one out of or into ``unverified`` is never the site's merit or fault."""
    if after is Status.UNVERIFIED:
        return ChangeKind.BLIND
    if before is Status.UNVERIFIED:
        return ChangeKind.NEW_GAP if after.is_gap else ChangeKind.SEEN
    if before.is_gap and after.is_gap:
        return ChangeKind.WORSENED if after.rank > before.rank else ChangeKind.IMPROVED
    if after.is_gap:
        return ChangeKind.NEW_GAP
    return ChangeKind.MENDED if before.is_gap and after is Status.FOUND else ChangeKind.OTHER
