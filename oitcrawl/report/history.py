"""The past of a scan: what changed and whether it counts yet. Holds no scan that came later. Calm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.outline import Cause, Mark, Outline
from oitcrawl.model.person import PersonWord, Source
from oitcrawl.model.scan import AgencyScan
from oitcrawl.report.compare import (
    Change,
    ChangeKind,
    Comparison,
    Numbered,
    Sights,
    Standing,
    in_order,
    outline,
    step_kind,
)
from oitcrawl.report.words import in_thailand

CONFIRM: Final = 2
"""Scans in a row that must agree before a change counts, unless a setting says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the report of a scan knows of earlier ones.

    Attributes:
        outlines: whole scans that asked the same, the oldest first, the scan itself last; before them the last one
            that asked something else, where the scan is the first of its kind.
        chosen: what changed since a scan that a person chose, told apart from what changed since the last one.
        confirm: scans in a row that must agree before a change counts.
    """

    outlines: tuple[Outline, ...]
    chosen: Comparison | None = None
    confirm: int = CONFIRM

    @property
    def kin(self) -> tuple[Outline, ...]:
        """Those that asked what the scan asks: the same edition for the same fiscal year."""
        frame = self.outlines[-1].frame if self.outlines else None
        return tuple(one for one in self.outlines if one.frame == frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where one item stands after a scan.

    Attributes:
        said: its status in that scan; None before it was known.
        settled: the status that counts: enough scans in a row said so; None while nothing could be seen.
        waiting: another status, said too few times; None when nothing waits.
        times: scans in a row that said what waits.
        cause: of what is settled or, where something waits, of that.
        stepped: the status that counted before the one that is settled, on the scan that settled it; else None.
        withdrawn: a status that had been waiting and that this scan does not confirm.
        blind: scans in a row that could not see it.
        terms: those of the last scan that saw it.
        since: the day of the first scan that said what is settled.
        first: and of the one that said what waits.
    """

    said: Status | None = None
    settled: Status | None = None
    waiting: Status | None = None
    times: int = 0
    cause: Cause | None = None
    stepped: Status | None = None
    withdrawn: Status | None = None
    blind: int = 0
    terms: tuple[str, str] | None = None
    since: date | None = None
    first: date | None = None

    @property
    def is_quiet(self) -> bool:
        """Whether another scan that says the same under the same rules leaves all as it is."""
        return self.said is self.settled and self.waiting is self.stepped is self.withdrawn is None and not self.blind


def past(scans: Sequence[Numbered], sights: Sights | None = None) -> Past:
    """The past of the last of these scans, the oldest first."""
    before = [None, *scans[:-1]]
    return Past(outlines=tuple(outline(one, was, sights) for one, was in zip(scans, before, strict=True)))


def stands(outlines: Sequence[Outline], confirm: int = CONFIRM) -> dict[str, tuple[Stand, ...]]:
    """Where each item of the last scan stood after each scan, by slug.

    Args:
        outlines: of scans, the oldest first.
        confirm: scans in a row that must agree before a change counts.
    """
    if not outlines:
        return {}
    marks = [{mark.slug: mark for mark in one.marks} for one in outlines]
    return {slug: _walk(outlines, [known.get(slug) for known in marks], confirm) for slug in marks[-1]}


def _walk(outlines: Sequence[Outline], marks: Sequence[Mark | None], confirm: int) -> tuple[Stand, ...]:
    stand, walked = Stand(), []
    for one, mark in zip(outlines, marks, strict=True):
        if mark is None:
            stand = Stand()
        elif not stand.is_quiet or mark.status is not stand.said or one.terms != stand.terms:
            stand = _after(replace(stand, stepped=None, withdrawn=None), mark, one, confirm)
        walked.append(stand)
    return tuple(walked)


def _after(was: Stand, mark: Mark, one: Outline, confirm: int) -> Stand:
    """Where an item stands after one more scan said something of it."""
    if mark.status is Status.UNVERIFIED:
        return replace(was, said=mark.status, blind=was.blind + 1)
    seen = replace(was, said=mark.status, blind=0, terms=one.terms)
    fresh = replace(seen, waiting=None, first=None, times=0)
    if was.settled is None:
        return replace(fresh, settled=mark.status, cause=mark.cause, since=_day(one))
    if mark.status is was.settled:
        return replace(fresh, withdrawn=was.waiting)
    if mark.status is not was.waiting:
        return _differs(was, seen, mark, one, confirm)
    return _agrees(was, seen, one, confirm)


def _agrees(was: Stand, seen: Stand, one: Outline, confirm: int) -> Stand:
    """Where it stands after a scan that says what the one before it had said."""
    if one.judged_from is not None:  # the same visit once more is no second look
        return seen
    if was.times + 1 < confirm:
        return replace(seen, times=was.times + 1)
    fresh = replace(seen, waiting=None, first=None, times=0)
    return replace(fresh, settled=was.waiting, stepped=was.settled, since=was.first)


def _differs(was: Stand, seen: Stand, mark: Mark, one: Outline, confirm: int) -> Stand:
    """Where it stands after a scan that says what none before it had said."""
    cause = _cause(was, mark, one)
    if not cause.is_sure and confirm > 1:
        return replace(seen, waiting=mark.status, times=1, cause=cause, first=_day(one))
    return replace(
        seen,
        settled=mark.status,
        stepped=was.settled,
        waiting=None,
        times=0,
        first=None,
        cause=cause,
        since=_day(one),
    )


def _cause(was: Stand, mark: Mark, one: Outline) -> Cause:
    """Why it differs from what counted; across scans that could not see, only the rules can be compared."""
    if mark.cause is None or mark.cause is Cause.SCANNER:
        return Cause.SITE if was.terms == one.terms else Cause.BOTH
    return mark.cause


def _day(one: Outline) -> date:
    return in_thailand(one.finished).date()


def since_last(past: Past, scan: AgencyScan) -> Comparison | None:
    """What changed since the scan before; None when there was none.

    Args:
        past: of ``scan``.
        scan: with people's words in it.
    """
    if len(past.outlines) < 2:  # noqa: PLR2004 - itself and one more
        return None
    last, now = past.outlines[-2:]
    walked = stands(past.outlines, past.confirm)
    changes = [one for item in scan.items if (one := _told(item, walked.get(item.slug, ()), last)) is not None]
    return Comparison(
        number=last.number,
        as_of=last.as_of,
        changes=in_order([replace(one, seen=_last_so(one, past.outlines[:-1])) for one in changes]),
        rules_changed=last.terms != now.terms,
        frame_changed=last.frame != now.frame,
    )


def _last_so(one: Change, earlier: Sequence[Outline]) -> tuple[int, date] | None:
    """The earlier scan that last said what a change starts from; None where that is the last one, or none said so."""
    if one.standing not in {Standing.SETTLED, Standing.ONCE} or one.cause is Cause.PERSON:
        return None
    for at in reversed(earlier):
        if any(mark.slug == one.slug and mark.status is one.before for mark in at.marks):
            return None if at is earlier[-1] else (at.number, at.as_of)
    return None


def since_chosen(past: Past, scan: AgencyScan) -> Comparison | None:
    """What changed since the chosen scan, with what the next scan still has to confirm told as such."""
    if (chosen := past.chosen) is None:
        return None
    walked = stands(past.outlines, past.confirm)
    once = {slug for slug, stand in walked.items() if stand[-1].waiting is not None}
    items = {item.slug: item for item in scan.items}
    ways = _ways(past, chosen.number, walked)
    changes = [
        replace(
            one,
            cause=ways.get(one.slug, one.cause),
            standing=Standing.ONCE if one.slug in once and one.standing is Standing.SETTLED else one.standing,
        )
        for one in chosen.changes
        if not _person(items.get(one.slug))
    ]
    return replace(chosen, changes=tuple(changes))


def _ways(past: Past, number: int, walked: Mapping[str, Sequence[Stand]]) -> dict[str, Cause]:
    """Why each item changed after the scan of that number, by the steps in between, where that one is in the line."""
    start = next((at for at, one in enumerate(past.outlines, 1) if one.number == number), None)
    ways: dict[str, Cause] = {}
    for slug, story in walked.items() if start is not None else ():
        steps = {one.cause for one in story[start:] if one.stepped is not None and one.cause}
        steps |= {story[-1].cause} if story[-1].waiting is not None and story[-1].cause else set()
        if steps and story[-1].said is not Status.UNVERIFIED:
            ways[slug] = steps.pop() if len(steps) == 1 else Cause.BOTH
    return ways


def _told(item: ItemFinding, walked: Sequence[Stand], last: Outline) -> Change | None:
    """What is told of one item, or None."""
    if (word := _person(item)) is not None:
        return _by_person(item, word, last)
    if len(walked) < 2:  # noqa: PLR2004
        return None
    was, now = walked[-2:]
    return _of_the_site(item, now) or _of_the_scanner(item, was, now)


def _of_the_site(item: ItemFinding, now: Stand) -> Change | None:
    """What the last scan settled, says for the first time, or does not confirm."""
    if now.settled is None or now.said is Status.UNVERIFIED:
        return None
    if now.stepped is not None:
        return _change(item, now.stepped, now.settled, now.cause, Standing.SETTLED)
    if now.waiting is not None:
        return _change(item, now.settled, now.waiting, now.cause, Standing.ONCE)
    if now.withdrawn is not None:
        back = _change(item, now.withdrawn, now.settled, Cause.SITE, Standing.WITHDRAWN)
        return replace(back, kind=ChangeKind.OTHER)
    return None


def _of_the_scanner(item: ItemFinding, was: Stand, now: Stand) -> Change | None:
    """A step into or out of not seeing."""
    blind, known = Status.UNVERIFIED, was.said is not None and now.said is not None
    if not known or (was.said is blind) is (now.said is blind):
        return None
    before, after = was.said or blind, now.said or blind
    return _change(item, before, after, Cause.SCANNER, Standing.UNSEEN)


def _change(item: ItemFinding, before: Status, after: Status, cause: Cause | None, standing: Standing) -> Change:
    return Change(
        kind=step_kind(before, after, cause or Cause.SITE),
        slug=item.slug,
        item=item.item,
        title=item.title,
        before=before,
        after=after,
        cause=cause or Cause.SITE,
        standing=standing,
    )


def _person(item: ItemFinding | None) -> PersonWord | None:
    """The word of the store that stands in place of the machine's verdict."""
    if item is None or item.machine is None:
        return None
    return next((word for word in item.persons if word.source is Source.STORE and not word.lapsed), None)


def _by_person(item: ItemFinding, word: PersonWord, last: Outline) -> Change | None:
    """A person's word that was said since the last scan; an older one is no news."""
    said = item.machine.status if item.machine else item.status
    if word.at is None or word.at <= last.finished or said is item.status:
        return None
    told = _change(item, said, item.status, Cause.PERSON, Standing.SETTLED)
    return replace(told, kind=ChangeKind.OTHER)  # the site did nothing


def tally(changes: Sequence[Change]) -> Mapping[ChangeKind, int]:
    """How many changes of each kind count, without those that wait, were withdrawn or say nothing of the site."""
    counted = [one.kind for one in changes if one.standing is Standing.SETTLED and one.cause is not Cause.PERSON]
    return {kind: counted.count(kind) for kind in ChangeKind if kind in counted}
