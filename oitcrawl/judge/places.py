"""Where each disclosure is usually found on a site, and whether that was seen: what a verdict leans on."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from oitcrawl.judge.labels import best_words, is_back_door, telling_cell
from oitcrawl.judge.sighting import Gathered, Suspect
from oitcrawl.judge.signs import Topics
from oitcrawl.judge.suspects import unread_reason
from oitcrawl.model.content import Label, UnreadCause
from oitcrawl.model.finding import ItemFinding, Place, PlaceState, Status
from oitcrawl.model.harvest import Blank, Harvest, Record
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.ruleset.rule import Rule, RuleSet
from oitcrawl.thai.text import fold, fold_label

MOST = 6  # places of one item
_FEW = 3  # of one that was found
_HUBS = 2  # pages that list disclosures, of these
_OPEN = 2  # addresses that say nothing of themselves
_MENU = 12  # folded characters that a menu's name may have beside the expected one
_LONG = 60  # characters; menus have shorter names
_NAME = 90  # characters
_UNASKED = {Status.NOT_APPLICABLE, Status.WAIVED}
_CALM = {Status.FOUND, Status.NOT_DUE}
_LACKING = {Status.MISSING, Status.UNVERIFIED}
_RANKS = {PlaceState.SEEN: 0, PlaceState.GONE: 1, PlaceState.NOWHERE: 1, PlaceState.ABSENT: 2}
_SEEN = PlaceState.SEEN
_HOME = frozenset(map(fold, ("หน้าแรก", "หน้าหลัก", "เว็บไซต์หลัก")))


def with_places(
    findings: Iterable[ItemFinding], harvest: Harvest, gathered: Gathered, rules: RuleSet, topics: Topics
) -> tuple[ItemFinding, ...]:
    """The findings, each with the places where such a thing is usually found and what became of them."""
    atlas = _Atlas(harvest, gathered, topics)
    by_slug = {rule.slug: rule for rule in rules.rules}
    return tuple(
        one if one.status in _UNASKED else replace(one, places=atlas.of(by_slug[one.slug], one.status))
        for one in findings
    )


@dataclass(frozen=True, slots=True)
class _Spot:
    """An address of the site with what became of it."""

    url: str
    labels: tuple[Label, ...]
    state: PlaceState
    cause: str
    own: tuple[str, ...] = ()

    def names(self) -> Iterator[tuple[str, str]]:
        """What links and rows call it and what it calls itself; a heading above one is of the page named with it."""
        for label in self.labels:
            yield label.text, ""
            if label.row and label.row != label.text:
                yield telling_cell(label.row), ""
            if label.heading and label.found_on:
                yield label.heading, label.found_on
        yield from ((name, "") for name in self.own)

    def above(self, page: str) -> "_Spot":
        """What the heading above a link to it on ``page`` names: that page, unless it is not known what is behind."""
        return replace(self, url=page, state=_SEEN, cause="") if page and self.state.is_settled else self

    def place(self, kind: str, name: str = "") -> Place:
        """It as a place of that kind; ``name`` where it is known by another than that of its links."""
        name = " ".join((name or best_words(self.labels)).split())
        return Place(kind=kind, name=name[:_NAME], url=self.url, state=self.state, cause=self.cause)  # type: ignore[arg-type]


class _Atlas:
    """The links of a site by what they call their targets."""

    def __init__(self, harvest: Harvest, gathered: Gathered, topics: Topics) -> None:
        self.gathered = gathered
        self.spots = [*map(_of_record, harvest.records), *_of_blanks(harvest.blanks)]
        self.named: dict[str, list[_Spot]] = {}
        self.menus: dict[str, _Spot] = {}
        self.hubs: list[_Spot] = []
        for spot in self.spots:
            self._file(spot, topics)

    def _file(self, spot: _Spot, topics: Topics) -> None:
        for slug in {sign.slug for sign in topics.told(spot.labels, spot.url) if not sign.mere}:
            self.named.setdefault(slug, []).append(spot)
        for name, page in spot.names():
            words = fold_label(name) if len(name) <= _LONG else ""  # a headline, and no menu
            known = self.menus.get(words)
            if words and (known is None or (known.state.is_settled and not spot.state.is_settled)):
                self.menus[words] = spot.above(page)
        if topics.is_hub(spot.labels):
            self.hubs.append(spot)

    def of(self, rule: Rule, status: Status) -> tuple[Place, ...]:
        """The places of one item: what leaves doubts first, then what was seen, then what is not there."""
        links = [*self._links(rule)]
        if status in _CALM:
            return _chosen(_unique(links), _FEW)
        links = links or [Place(kind="link", name=rule.title[:_NAME], state=PlaceState.ABSENT)]
        opened = [_of_suspect(one, "open") for one in self.gathered.open[:_OPEN]]
        hubs = [spot.place("hub") for spot in _likely(self.hubs)[:_HUBS]]
        there, absent = self._expected(rule)
        menus = [*there, *([absent] if absent and status in _LACKING else [])]
        return _chosen(_unique([*links, *opened, *menus, *hubs]), MOST)

    def _links(self, rule: Rule) -> Iterator[Place]:
        """Links that call themselves so, contents that were taken for it, entries that lead nowhere."""
        yield from (spot.place("link") for spot in self.named.get(rule.slug, ()))
        shown = (one for one in self.gathered.sightings.get(rule.slug, ()) if not one.sign.mere)
        yield from (_of_record(one.record).place("link", one.name) for one in shown)
        yield from (_of_suspect(one, "link") for one in self.gathered.suspects.get(rule.slug, ()))
        yield from (_nowhere(label, page) for label, page in self.gathered.dead_labels.get(rule.slug, ()))

    def _expected(self, rule: Rule) -> tuple[list[Place], Place | None]:
        """The menus in which people expect it: those that are there, and all others as one place."""
        names = [name for name in rule.where if fold(name) not in _HOME]
        spots = {name: self._menu(fold(name)) for name in names}
        there = [spot.place("menu", name) for name, spot in spots.items() if spot is not None]
        lacking = " · ".join(name for name, spot in spots.items() if spot is None)
        return there, Place(kind="menu", name=lacking, state=PlaceState.ABSENT) if lacking else None

    def _menu(self, words: str) -> _Spot | None:
        """Where the menu of that name leads: the one called exactly so, or the shortest name that holds it."""
        if words in self.menus:
            return self.menus[words]
        near = [name for name in self.menus if words in name and len(name) <= len(words) + _MENU]
        return self.menus[min(near, key=len)] if near else None


def _unique(places: Iterable[Place]) -> list[Place]:
    """Each address once, and what has none by its name."""
    first: dict[str, Place] = {}
    for one in places:
        first.setdefault(one.url or one.name, one)
    return list(first.values())


def _chosen(places: list[Place], most: int) -> tuple[Place, ...]:
    """Doubts before what was seen, that before what is gone or absent, and neither crowded out by the other."""
    doubts = [one for one in places if not one.state.is_settled]
    calm = sorted((one for one in places if one.state.is_settled), key=lambda one: _RANKS[one.state])
    room = most - min(len(calm), most // 3)
    return tuple([*doubts[:room], *calm][:most])


def _likely(hubs: list[_Spot]) -> list[_Spot]:
    """Hubs that were not seen first: they may hide anything."""
    return sorted(hubs, key=lambda spot: spot.state.is_settled)


def _of_record(record: Record) -> _Spot:
    reason = unread_reason(record)
    return _Spot(record.url, record.labels, _state(reason), reason, (record.title, *record.headings[:1]))


def _of_blanks(blanks: Iterable[Blank]) -> Iterator[_Spot]:
    for blank in blanks:
        if not is_back_door(blank.url):
            state = PlaceState.GONE if blank.permanent else _state(blank.reason)
            yield _Spot(blank.url, blank.labels, state, blank.reason)


def _of_suspect(suspect: Suspect, kind: str) -> Place:
    reason = "" if suspect.was_read else suspect.reason
    return _Spot(suspect.url, suspect.labels, _state(reason), reason).place(kind, suspect.label)


def _nowhere(label: str, page: str) -> Place:
    return Place(kind="link", name=telling_cell(label)[:_NAME], url=page, state=PlaceState.NOWHERE)


def _state(reason: str) -> PlaceState:
    match reason:
        case "":
            return PlaceState.SEEN
        case "unvisited":
            return PlaceState.UNVISITED
        case "offsite" | "offsite_login" | "offsite_failed" | "offsite_form" | "sister_site" | "other_site":
            return PlaceState.OFFSITE
        case UnreadCause.NEEDS_JAVASCRIPT:
            return PlaceState.NEEDS_BROWSER
    if reason in set(FailCause):
        return PlaceState.FAILED
    return PlaceState.REFUSED if reason in set(RefusedBy) else PlaceState.UNREAD
