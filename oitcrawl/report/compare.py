"""What differs between two scans of one agency, item by item, joined on the permanent slug, and why. Calm."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from oitcrawl.model.finding import Evidence, ItemFinding, Status
from oitcrawl.model.outline import Cause, Mark, Outline
from oitcrawl.model.scan import AgencyScan

Had = Callable[[Evidence], bool]
"""Whether a scan saw a piece of evidence saying the same, taken for an item or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What each of two scans saw of the other's evidence.

    Attributes:
        before: asks the earlier scan.
        after: asks the later one.
    """

    before: Had
    after: Had


Numbered = tuple[int, AgencyScan]
"""A scan with its number in the store."""

Sights = Callable[[Numbered, Numbered], Sight]
"""Gives what two scans, the earlier one first, saw of each other's evidence."""


class ChangeKind(StrEnum):
    """Kinds of change, in the order in which they are told."""

    NEW_GAP = "new_gap"
    WORSENED = "worsened"
    BLIND = "blind"
    MENDED = "mended"
    IMPROVED = "improved"
    SEEN = "seen"
    OTHER = "other"


class Standing(StrEnum):
    """How far a difference counts as a change."""

    SETTLED = "settled"  # two scans in a row say so, or no second look could say otherwise
    ONCE = "once"  # the next scan has to confirm it
    WITHDRAWN = "withdrawn"  # the last scan said so, and this one no longer does
    UNSEEN = "unseen"  # one of the scans could not see: it says nothing of the site


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One item whose status differs.

    Attributes:
        item: its O-code in the newer scan.
        before, after: the two statuses.
        seen: number and day of the scan that said ``before`` last, where that is not the one compared with.
    """

    kind: ChangeKind
    slug: str
    item: str
    title: str
    before: Status
    after: Status
    cause: Cause
    standing: Standing
    seen: tuple[int, date] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All that differs between two scans.

    Attributes:
        number, as_of: of the earlier one.
        changes: in the order of ``ChangeKind``, then of the edition.
        rules_changed: the rules or the program differ, so that a difference may not be the site's doing.
        frame_changed: edition or fiscal year differ.
    """

    number: int
    as_of: date
    changes: tuple[Change, ...]
    rules_changed: bool
    frame_changed: bool


def outline(one: Numbered, before: Numbered | None, sights: Sights | None = None) -> Outline:
    """A scan in a few words.

    Args:
        one: the scan as the machine judged it.
        before: the scan before it that differences are told against.
        sights: None asks only what the two scans tell of themselves.
    """
    number, scan = one
    sight = (sights or by_themselves)(before, one) if before else None
    old = {item.slug: item for item in before[1].items} if before else {}
    marks = tuple(
        Mark(
            slug=item.slug,
            item=item.item,
            status=item.status,
            cause=cause_of(old[item.slug], item, before[1], scan, sight)
            if before and sight and item.slug in old and old[item.slug].status is not item.status
            else None,
        )
        for item in scan.items
    )
    return Outline(
        number=number,
        as_of=scan.as_of,
        finished=scan.finished,
        edition=scan.edition,
        fiscal_year=scan.fiscal_year,
        terms=(scan.rules_digest, scan.engine),
        judged_from=scan.judged_from,
        estimate=scan.summary.estimate,
        after=before[0] if before else None,
        marks=marks,
    )


def cause_of(old: ItemFinding, new: ItemFinding, before: AgencyScan, after: AgencyScan, sight: Sight) -> Cause:
    """Why the status of an item differs between two scans.

    Args:
        old: the item in ``before``.
        new: and in ``after``.
        before: the earlier scan.
        after: the later one.
        sight: what they saw of each other's evidence.
    """
    if Status.WAIVED in {old.status, new.status}:
        return Cause.PERSON
    if (before.edition, before.fiscal_year) != (after.edition, after.fiscal_year):
        return Cause.FRAME
    same_terms = (before.rules_digest, before.engine) == (after.rules_digest, after.engine)
    if before.started == after.started:  # one visit, judged twice
        return Cause.TIME if same_terms else Cause.RULES
    if Status.UNVERIFIED in {old.status, new.status}:
        return Cause.SCANNER
    if same_terms:
        return Cause.TIME if _time_tells(old, new, before, after) and _kept(old, new, sight) else Cause.SITE
    return Cause.RULES if _kept(old, new, sight) else Cause.BOTH


def _kept(old: ItemFinding, new: ItemFinding, sight: Sight) -> bool:
    """Whether both scans saw the evidence of both."""
    return all(map(sight.before, new.evidence)) and all(map(sight.after, old.evidence))


def by_themselves(before: Numbered, after: Numbered) -> Sight:
    """What two scans saw of each other's evidence, as far as they tell themselves."""
    return Sight(before=had_by(before[1]), after=had_by(after[1]))


def had_by(scan: AgencyScan) -> Had:
    """What a scan tells of itself: the evidence of its items and its documents, by address and digest."""
    seen = {(piece.url, piece.sha256) for item in scan.items for piece in item.evidence}
    seen |= {(file.url, file.sha256) for file in scan.attachments}
    return lambda piece: bool(piece.sha256) and (piece.url, piece.sha256) in seen


def _time_tells(old: ItemFinding, new: ItemFinding, before: AgencyScan, after: AgencyScan) -> bool:
    """Whether a later day alone explains it: a term ran out or began, or another year is wanted."""
    owed = {one.state.value for item in (old, new) for one in item.components}
    terms = Status.NOT_DUE in {old.status, new.status} or "not_due" in owed or old.year_wanted != new.year_wanted
    return before.as_of != after.as_of and terms


def compare(earlier: Numbered, later: Numbered, sights: Sights | None = None) -> Comparison:
    """What changed from one scan to a later one.

    Items known to one of them only are passed over; every change is told as settled: see ``history.since_chosen``.
    """
    (number, previous), (_, scan) = earlier, later
    before = {item.slug: item for item in previous.items}
    sight = (sights or by_themselves)(earlier, later)
    pairs = [(before[item.slug], item) for item in scan.items if item.slug in before]
    changes = [
        change(old, new, cause_of(old, new, previous, scan, sight))
        for old, new in pairs
        if old.status is not new.status
    ]
    return Comparison(
        number=number,
        as_of=previous.as_of,
        changes=in_order(changes),
        rules_changed=(scan.rules_digest, scan.engine) != (previous.rules_digest, previous.engine),
        frame_changed=(scan.edition, scan.fiscal_year) != (previous.edition, previous.fiscal_year),
    )


def change(old: ItemFinding, new: ItemFinding, cause: Cause) -> Change:
    """A step of one item between two scans."""
    kind = step_kind(old.status, new.status, cause)
    blind = kind in {ChangeKind.BLIND, ChangeKind.SEEN} and cause is Cause.SCANNER
    return Change(
        kind=kind,
        slug=new.slug,
        item=new.item,
        title=new.title,
        before=old.status,
        after=new.status,
        cause=cause,
        standing=Standing.UNSEEN if blind else Standing.SETTLED,
    )


def in_order(changes: list[Change]) -> tuple[Change, ...]:
    """Changes in the order in which they are told."""
    order = list(ChangeKind)
    return tuple(sorted(changes, key=lambda one: order.index(one.kind)))


def step_kind(before: Status, after: Status, cause: Cause) -> ChangeKind:
    """What a step between two scans means; what one could not see is seen again, not new nor mended."""
    if cause is Cause.SCANNER and before is Status.UNVERIFIED:
        return ChangeKind.SEEN
    return change_kind(before, after)


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
