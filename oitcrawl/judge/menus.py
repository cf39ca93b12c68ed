"""Menus that stand in the text of pages, as where a table lays out both: they say nothing of the page. Calm."""

from collections import Counter
from collections.abc import Iterable, Sequence

from oitcrawl.judge.reading import Reading
from oitcrawl.model.content import Media, Page
from oitcrawl.model.harvest import Record
from oitcrawl.thai.text import fold

PAGES = 5  # pages whose text begins alike ...
BEGINNING = 100  # ... by so many characters
LINKS = 8  # fewer links at the beginning of a page are no menu
SHARE = 0.5  # of the text before the heading of the page; titles of groups are no links
BETWEEN = 2  # links between two places of the heading, the first of which is its entry in the menu
SHORTEST = 3  # folded characters; a shorter entry would be found anywhere


def begun_by_menu(records: Iterable[Record]) -> frozenset[str]:
    """Addresses of pages whose text begins as that of most others: with their menu."""
    pages = [(one.url, one.cover[:BEGINNING]) for one in records if one.media is Media.HTML]
    alike = Counter(beginning for _, beginning in pages if len(beginning) == BEGINNING)
    enough = max(PAGES, len(pages) / 2)
    return frozenset(url for url, beginning in pages if alike[beginning] >= enough)


def menu_end(whole: Reading) -> int:
    """The folded position at which the menu ends that a page begins with; 0 where it begins with none.

    A menu is the words of links, in lines or in one cell, and titles of groups among them. It ends at the first
    heading of the page; where that is an entry of the menu too, at its second place.
    """
    page = whole.content
    first = fold(next(iter(page.headings), "")) if isinstance(page, Page) else ""
    if not first or not isinstance(page, Page):
        return 0
    words = {fold(words) for words in (*(link.label.text for link in page.links), *page.dead_anchors)}
    entries = sorted((one for one in words if len(one) >= SHORTEST), key=len, reverse=True)
    text, end, least = whole.folded[0], 0, LINKS
    while (place := text.find(first, end + 1)) >= 0:
        count, share = _made_of(text[end:place], entries)
        if count < least or share < SHARE:
            break
        end, least = place, BETWEEN
    return end


def _made_of(text: str, entries: Sequence[str]) -> tuple[int, float]:
    """How many entries stand in a text one behind the other, and how much of it they are."""
    place = count = size = 0
    while place < len(text):
        entry = next((len(one) for one in entries if text.startswith(one, place)), 0)
        count, size, place = count + bool(entry), size + entry, place + (entry or 1)
    return count, size / max(len(text), 1)
