"""Where the headings of a page stand in its text. Calm."""

from collections.abc import Iterable

from oitcrawl.thai.text import fold_label


def places_of(headings: Iterable[str], folded: str, since: int = 0) -> tuple[int, ...]:
    """Positions of ``headings``, in document order, in ``folded`` text from ``since`` on; -1 for one not found."""
    places = []
    for heading in headings:
        words = fold_label(heading)
        place = folded.find(words, since) if words else -1
        since = place + len(words) if place >= 0 else since
        places.append(place)
    return tuple(places)
