"""What keeps an item from being seen on a site that whoever built the site could mend, not its authors. Calm."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from oitcrawl.model.finding import ItemFinding, Place, PlaceState, Status
from oitcrawl.model.template import route
from oitcrawl.model.visit import FailCause, RefusedBy


class SnagKind(StrEnum):
    """What is in the way."""

    BROWSER = "browser"  # scripts build the page, and no browser has shown it
    BLOCKED = "blocked"  # the site shuts the scanner out
    FAILED = "failed"  # its server fails or is too slow
    DEAD = "dead"  # the menu leads to an address where nothing is
    NOWHERE = "nowhere"  # the menu entry leads nowhere (#)
    EMPTY = "empty"  # the menu is there and its page was read, but it does not hold the item
    NO_MENU = "no_menu"  # no menu or link is called so


@dataclass(frozen=True, slots=True, kw_only=True)
class Snag:
    """What is in the way of one item.

    Attributes:
        kind: what.
        detail: the cause, or the pattern of the address; the same detail is the same cause. May be empty.
        menu: what the menu entry is called; may be empty.
    """

    kind: SnagKind
    detail: str = ""
    menu: str = ""


_SHUT: Final = frozenset({FailCause.FORBIDDEN, FailCause.BLOCKED, FailCause.LOGIN, FailCause.TOO_MANY_REQUESTS})
_NAMED: Final = frozenset({"link", "menu"})


def snag_of(item: ItemFinding) -> Snag | None:
    """What is in the way of an item that is lacking or could not be checked; None where it is the content itself."""
    if item.status is Status.UNVERIFIED:
        return _first(_unseen(place) for place in item.places)
    if not item.status.is_gap:
        return None
    named = [place for place in item.places if place.kind in _NAMED]
    dead = _first(_dead(place) for place in named if place.kind == "link")
    if dead is not None or item.status is not Status.MISSING:
        return dead
    seen = next((place for place in named if place.kind == "link" and place.state is PlaceState.SEEN), None)
    if seen is not None:
        return Snag(kind=SnagKind.EMPTY, menu=seen.name)
    return Snag(kind=SnagKind.NO_MENU) if named else None


def _first(snags: Iterable[Snag | None]) -> Snag | None:
    return next((one for one in snags if one is not None), None)


def _unseen(place: Place) -> Snag | None:
    """What kept a place from being seen."""
    pattern = route(place.url)
    match place.state:
        case PlaceState.NEEDS_BROWSER:
            return Snag(kind=SnagKind.BROWSER, menu=place.name)
        case PlaceState.REFUSED if place.cause == RefusedBy.ROBOTS:
            return Snag(kind=SnagKind.BLOCKED, detail=place.cause, menu=place.name)
        case PlaceState.FAILED if place.cause in _SHUT:
            return Snag(kind=SnagKind.BLOCKED, detail=place.cause, menu=place.name)
        case PlaceState.FAILED:
            return Snag(kind=SnagKind.FAILED, detail=f"{place.cause} {pattern}", menu=place.name)
        case _:
            return None


def _dead(place: Place) -> Snag | None:
    """A menu entry that leads to nothing."""
    if place.state is PlaceState.NOWHERE:
        return Snag(kind=SnagKind.NOWHERE, menu=place.name)
    if place.state is PlaceState.GONE:
        return Snag(kind=SnagKind.DEAD, detail=route(place.url), menu=place.name)
    return None
