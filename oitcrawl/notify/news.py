"""What is new for a recipient: where an agency stands, beside what the recipient knows of it. Calm."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from oitcrawl.model.finding import Status
from oitcrawl.model.outline import Cause
from oitcrawl.notify.situation import ItemNow, Situation
from oitcrawl.report.compare import ChangeKind, change_kind

WORSE: Final = frozenset({ChangeKind.NEW_GAP, ChangeKind.WORSENED})
BETTER: Final = frozenset({ChangeKind.MENDED, ChangeKind.IMPROVED})
_SCANNER: Final = frozenset({Cause.RULES, Cause.FRAME})
_UNCLEAR: Final = frozenset({Cause.BOTH, *_SCANNER})


class Occasion(StrEnum):
    """Why somebody is told something."""

    CHANGE = "change"
    WINDOW = "window"
    WEEKLY = "weekly"
    FIRST = "first"


class Doing(StrEnum):
    """Whose doing a change is, in the order in which they are told."""

    SITE = "site"
    TIME = "time"
    UNCLEAR = "unclear"
    SCANNER = "scanner"
    PERSON = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """When recipients are told something without a change.

    Attributes:
        today: in Thailand.
        weekday: of the weekly summary, 0 is Monday; None for none.
        days: before the window opens.
    """

    today: date
    weekday: int | None = 0
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a recipient knows of an agency.

    Attributes:
        number: of the scan that told it; 0 before the first.
        statuses: by slug, as it was told.
        swings: slugs of items that were told to swing.
        dark: since when the website was told to be unreadable; empty when it was not.
        weekly: the day of the last weekly summary.
        window: the opening day and days before it that were announced: ``2027-04-01/30``.
    """

    number: int = 0
    statuses: dict[str, str] = field(default_factory=dict)
    swings: tuple[str, ...] = ()
    dark: str = ""
    weekly: str = ""
    window: str = ""

    def to_json(self) -> str:
        """It as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Known":
        """What ``to_json`` wrote; keys of a later version are passed over."""
        data: dict[str, Any] = json.loads(text)
        told = {name: data[name] for name in cls.__slots__ if name in data}
        return cls(**{**told, "swings": tuple(told.get("swings", ()))})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """An item that stands elsewhere than the recipient was told."""

    item: ItemNow
    before: Status
    after: Status
    doing: Doing

    @property
    def kind(self) -> ChangeKind:
        """What it means."""
        return change_kind(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new of one agency for one recipient.

    Attributes:
        items: those that concern the recipient.
        part: whether these are those of divisions only.
        first: nothing was told of the agency before.
        moved: in the order of the edition.
        swinging: items told to swing from now on.
        dark: the website cannot be read since that day, which was not told before.
        light: it can be read again.
        weekly: the summary is due.
        window: days until the window opens, where that is due.
        knows: what the recipient knows once this is told.
    """

    situation: Situation
    items: tuple[ItemNow, ...]
    part: bool
    first: bool
    moved: tuple[Moved, ...]
    swinging: tuple[ItemNow, ...]
    dark: date | None
    light: bool
    weekly: bool
    window: int | None
    knows: Known

    @property
    def occasions(self) -> frozenset[Occasion]:
        """Why the recipient may want to know."""
        told = {
            Occasion.FIRST: self.first,
            Occasion.CHANGE: bool(self.moved or self.swinging or self.dark or self.light),
            Occasion.WINDOW: self.window is not None,
            Occasion.WEEKLY: self.weekly,
        }
        return frozenset(occasion for occasion, holds in told.items() if holds)


def news(now: Situation, known: Known | None, calendar: Calendar, divisions: Sequence[str] | None = None) -> News:
    """What is new of an agency.

    Args:
        now: where it stands.
        known: what the recipient knows; None when nothing was ever told.
        calendar: what is due today.
        divisions: whose items concern the recipient; None for all items.
    """
    was = known or Known()
    items = tuple(one for one in now.items if divisions is None or set(divisions) & set(one.owners))
    swinging = tuple(one for one in items if one.swings)
    moved = tuple(change for one in items if not one.swings and (change := _moved(one, was)) is not None)
    week, window = _week(calendar), _window(now, calendar)
    told = News(
        situation=now,
        items=items,
        part=divisions is not None,
        first=known is None,
        moved=moved,
        swinging=tuple(one for one in swinging if one.slug not in was.swings),
        dark=now.dark if now.dark and not was.dark else None,
        light=bool(was.dark) and not now.dark,
        weekly=known is not None and week is not None and was.weekly < week.isoformat(),
        window=window if window is not None and _is_later(was.window, now.opens, _step(window, calendar)) else None,
        knows=was,
    )
    return replace(told, knows=_knows(told, was, calendar))


def digest(told: Iterable[News]) -> str:
    """What names an announcement: the same facts have the same digest, in whatever words and order they are told."""
    facts = sorted((_facts(one) for one in told), key=lambda one: str(one["agency"]))
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def _facts(one: News) -> dict[str, Any]:
    return {
        "agency": one.situation.code,
        "first": one.first,
        "moved": [
            [move.item.slug, move.before.value, move.after.value, str(move.item.since), one.situation.number]
            for move in one.moved
        ],
        "swinging": [[item.slug, one.situation.number] for item in one.swinging],
        "dark": str(one.dark or ""),
        "light": one.situation.number if one.light else 0,
        "weekly": one.knows.weekly if one.weekly else "",
        "window": one.knows.window if one.window is not None else "",
    }


def _moved(item: ItemNow, was: Known) -> Moved | None:
    before = was.statuses.get(item.slug)
    if item.status is None or before is None or before == item.status.value:
        return None
    return Moved(item=item, before=Status(before), after=item.status, doing=_doing(item, was.number))


def _doing(item: ItemNow, number: int) -> Doing:
    """Whose doing it is that an item stands elsewhere than after the scan of that number."""
    causes = {step.cause for step in item.steps if step.number > number}
    if item.by_person or causes <= {Cause.PERSON}:  # without a step, too: a person's word was taken back
        return Doing.PERSON
    if causes <= _SCANNER:
        return Doing.SCANNER
    if causes & _UNCLEAR:
        return Doing.UNCLEAR
    return Doing.TIME if causes <= {Cause.TIME} else Doing.SITE


def _knows(told: News, was: Known, calendar: Calendar) -> Known:
    """What the recipient knows once it is told; of what swings, what it stood at before."""
    now = told.situation
    settled = {item.slug: item.status.value for item in told.items if item.status and not item.swings}
    week, window = _week(calendar), _window(now, calendar)
    return Known(
        number=now.number or was.number,
        statuses={**was.statuses, **settled},
        swings=tuple(item.slug for item in told.items if item.swings),
        dark=(was.dark or now.dark.isoformat()) if now.dark else "",
        weekly=week.isoformat() if week and (told.weekly or told.first) else was.weekly,
        window=f"{now.opens}/{_step(window, calendar)}" if window is not None else was.window,
    )


def _week(calendar: Calendar) -> date | None:
    """The last day, today included, that a weekly summary was due."""
    if calendar.weekday is None:
        return None
    return calendar.today - timedelta(days=(calendar.today.weekday() - calendar.weekday) % 7)


def _window(now: Situation, calendar: Calendar) -> int | None:
    """Days until the window opens, where that is to be said by now."""
    left = (now.opens - calendar.today).days if now.opens else 0
    return left if 0 < left <= max(calendar.days, default=0) else None


def _step(left: int, calendar: Calendar) -> int:
    return min(day for day in calendar.days if day >= left)


def _is_later(told: str, opens: date | None, step: int) -> bool:
    """Whether ``step`` days before ``opens`` were not announced yet."""
    day, _, before = told.partition("/")
    return day != str(opens) or int(before) > step
