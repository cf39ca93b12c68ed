"""Where an agency stands once nightly noise is taken out: what enough scans agree on, and what only swings. Calm."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from oitcrawl.model.estimate import Range
from oitcrawl.model.finding import Status
from oitcrawl.model.glance import Glance, ItemGlance
from oitcrawl.model.outline import Cause, Outline
from oitcrawl.model.site import AgencySite
from oitcrawl.report.divisions import owners_of
from oitcrawl.report.history import Stand, stands
from oitcrawl.report.words import in_thailand


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What is noise.

    Attributes:
        confirm: scans in a row that must agree before a change counts.
        swings: changes within ``days`` from which an item is said to swing.
        days: in which they are counted.
    """

    confirm: int = 2
    swings: int = 3
    days: int = 14


@dataclass(frozen=True, slots=True)
class Step:
    """A change that counts: the scan that settled it, and why."""

    number: int
    cause: Cause


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemNow:
    """One item as it stands.

    Attributes:
        owners: divisions that answer for it.
        status: what counts; None while nothing could be seen.
        seen: what the last scan said, a person's word in it.
        since: the first day on which what counts was said.
        steps: how it came there, as far as scans are kept.
        swings: it changes to and fro: nothing of it is news.
        by_person: a person's word stands in place of the machine's.
    """

    slug: str
    item: str
    title: str
    owners: tuple[str, ...]
    status: Status | None
    seen: Status
    since: date | None = None
    steps: tuple[Step, ...] = ()
    swings: bool = False
    by_person: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """One agency as it stands.

    Attributes:
        number: of the scan that tells it.
        opens: first day of the assessment window, where known.
        dark: the day from which the website could not be read at all, time after time; None while it can.
        lost: the last scan saw nothing, and the one before it did.
    """

    code: str
    name: str
    province: str
    group: str
    number: int
    as_of: date
    finished: datetime
    fiscal_year: int
    estimate: Range | None
    opens: date | None
    items: tuple[ItemNow, ...]
    dark: date | None = None
    lost: bool = False


def situation(
    site: AgencySite, number: int, glance: Glance, outlines: Sequence[Outline], noise: Noise, dark: date | None = None
) -> Situation:
    """Where an agency stands.

    Args:
        site: who it is.
        number: of its newest scan that counts.
        glance: that scan, people's words in it.
        outlines: that scan, last, and those before it.
        noise: what is noise.
        dark: see ``Situation``.
    """
    walked = stands(outlines, noise.confirm)
    first = in_thailand(glance.finished).date() - timedelta(days=noise.days)
    recent = [in_thailand(one.finished).date() > first for one in outlines]
    items = tuple(_item(item, outlines, walked.get(item.slug, ()), recent, noise) for item in glance.items)
    return Situation(
        code=site.code,
        name=site.name.strip() or glance.agency.name.strip() or site.code,
        province=site.province,
        group=site.group,
        number=number,
        as_of=glance.as_of,
        finished=glance.finished,
        fiscal_year=glance.fiscal_year,
        estimate=glance.estimate,
        opens=site.window.opens if site.window else glance.window_opens,
        items=items,
        dark=dark,
        lost=_is_lost([story[-1] for story in walked.values()]),
    )


def unread(site: AgencySite, dark: date, finished: datetime) -> Situation:
    """An agency whose website could never be read."""
    return Situation(
        code=site.code,
        name=site.name.strip() or site.code,
        province=site.province,
        group=site.group,
        number=0,
        as_of=dark,
        finished=finished,
        fiscal_year=0,
        estimate=None,
        opens=site.window.opens if site.window else None,
        items=(),
        dark=dark,
    )


def _item(
    item: ItemGlance, outlines: Sequence[Outline], story: Sequence[Stand], recent: Sequence[bool], noise: Noise
) -> ItemNow:
    last = story[-1] if story else Stand()
    by_person = last.said is not None and item.status is not last.said
    steps = tuple(
        Step(one.number, stand.cause or Cause.SITE)
        for one, stand in zip(outlines, story, strict=False)
        if stand.stepped is not None
    )
    return ItemNow(
        slug=item.slug,
        item=item.item,
        title=item.title,
        owners=owners_of(item),
        status=item.status if by_person else last.settled,
        seen=item.status,
        since=None if by_person else last.since,
        steps=steps,
        swings=not by_person and _swings(story, recent) >= noise.swings,
        by_person=by_person,
    )


def _swings(story: Sequence[Stand], recent: Sequence[bool]) -> int:
    """How often it changed lately by the site's doing, or was about to and did not."""
    return sum(
        is_recent
        and (stand.withdrawn is not None or (stand.stepped is not None and stand.cause in {Cause.SITE, Cause.BOTH}))
        for stand, is_recent in zip(story, recent, strict=False)
    )


def _is_lost(last: Sequence[Stand]) -> bool:
    return bool(last) and all(one.said is Status.UNVERIFIED for one in last) and any(one.blind == 1 for one in last)
