"""Where the headings of a page stand in its text. Calm."""

from collections.abc import Iterable

from oitcrawl.thai.text import fold_label


def places_of(headings: Iterable[str], folded: str) -> tuple[int, ...]:
    """Positions of ``headings``, which come in document order, in the ``folded`` text; -1 for one not found."""
    places, since = [], 0
    for heading in headings:
        words = fold_label(heading)
        place = folded.find(words, since) if words else -1
        since = place + len(words) if place >= 0 else since
        places.append(place)
    return tuple(places)
