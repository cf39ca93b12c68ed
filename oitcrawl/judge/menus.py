"""Menus that stand in the text of pages, as where a table lays out both: they say nothing of the page. Calm."""

from collections import Counter
from collections.abc import Iterable

from oitcrawl.judge.reading import Reading
from oitcrawl.model.content import Media, Page
from oitcrawl.model.harvest import Record
from oitcrawl.thai.text import fold

PAGES = 5  # pages whose text begins alike ...
BEGINNING = 100  # ... by so many characters
LINES = 8  # fewer links at the beginning of a page are no menu
TITLES = 2  # lines in a menu that are no links: titles of groups, the entry of the page itself


def begun_by_menu(records: Iterable[Record]) -> frozenset[str]:
    """Addresses of pages whose text begins as that of most others: with their menu."""
    pages = [(one.url, one.cover[:BEGINNING]) for one in records if one.media is Media.HTML]
    alike = Counter(beginning for _, beginning in pages if len(beginning) == BEGINNING)
    enough = max(PAGES, len(pages) / 2)
    return frozenset(url for url, beginning in pages if alike[beginning] >= enough)


def menu_end(whole: Reading) -> int:
    """The folded position at which the menu ends that a page begins with; 0 where it begins with none.

    A menu is lines at the beginning that are the words of links, and titles of groups of them among these.
    It ends at the first heading of the page; where that is a link of the menu too, at its second place.
    """
    page = whole.content
    if not isinstance(page, Page):
        return 0
    entries = {fold(words) for words in (*(link.label.text for link in page.links), *page.dead_anchors)}
    lines = [folded for line in whole.parts[0].splitlines() if (folded := fold(line))]
    first, place, seen = fold(next(iter(page.headings), "")), 0, 0
    for number, line in enumerate(lines):
        seen += line == first
        is_heading = line == first and (seen > 1 or line not in entries)
        # titles of groups are no links, nor is the entry of the page itself
        if is_heading or entries.isdisjoint(lines[number : number + TITLES + 1]):
            return place if number >= LINES else 0
        place += len(line)
    return 0
