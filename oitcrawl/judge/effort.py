"""What kind of work an item waits for, told by the cause of its status and never guessed from its subject."""

from oitcrawl.model.content import UnreadCause
from oitcrawl.model.estimate import Effort
from oitcrawl.model.finding import ComponentState, ItemFinding, PlaceState, Status
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.thai.text import fold

# Why a content gave no text, where publishing the same content in another way mends it. What our own machine could
# not do (a program it lacks, a limit it met) is nothing for the webmaster.
_MENDED_BY_PUBLISHING = {
    UnreadCause.SCAN,
    UnreadCause.UNCLEAR,
    UnreadCause.GARBLED,
    UnreadCause.PASSWORD,
    UnreadCause.DAMAGED,
    UnreadCause.EMPTY,
    UnreadCause.UNSUPPORTED,
    OffsiteState.LOGIN.reason,
    OffsiteState.UNOPENED.reason,  # kept elsewhere: moved to the site itself it would have been read
}


def effort_of(item: ItemFinding) -> tuple[Effort, int]:
    """The kind of work, and for ``Effort.PART`` how many components are to be added."""
    match item.status:
        case Status.MISSING:
            return _of_missing(item), 0
        case Status.OUTDATED:
            return (Effort.LINK if _wanted_one_is_gone(item) else Effort.EDITION), 0
        case Status.INCOMPLETE:
            return Effort.PART, max(1, len(item.lacking))
        case Status.UNVERIFIED:
            return (Effort.PUBLISH if _is_closed(item) else Effort.LOOK), 0
        case Status.NOT_DUE:
            return _of_not_due(item)
    return Effort.NONE, 0


def _of_missing(item: ItemFinding) -> Effort:
    """Only the link is dead; there is one of another year; there is nothing."""
    if "broken_link" in item.warnings:
        return Effort.LINK
    return Effort.EDITION if item.evidence else Effort.CREATE


def _wanted_one_is_gone(item: ItemFinding) -> bool:
    """Whether a dead link names a year that is wanted: somebody made that edition, and only its link is broken."""
    gone = (fold(place.name) for place in item.places if place.kind == "link" and place.state is PlaceState.GONE)
    return any(str(year) in name for name in gone for year in item.year_wanted)


def _is_closed(item: ItemFinding) -> bool:
    """Whether the first thing that leaves a doubt is there and closed: a scan, a password, a login."""
    doubt = next((place for place in item.places if not place.state.is_settled), None)
    if doubt is not None:
        return doubt.cause in _MENDED_BY_PUBLISHING
    unread = any(part.state is ComponentState.UNREADABLE for part in item.components)
    pictures = unread and "image_only_document" in item.warnings
    return pictures or any(one.reach is OffsiteState.LOGIN for one in item.evidence)


def _of_not_due(item: ItemFinding) -> tuple[Effort, int]:
    """What will have to be done by then."""
    later = sum(part.state is ComponentState.NOT_DUE and part.known != "recalled" for part in item.components)
    if item.evidence and any(part.state is ComponentState.PRESENT for part in item.components):
        return Effort.PART, max(1, later)
    return Effort.CREATE, 0
