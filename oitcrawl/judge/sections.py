"""Parts of a page: the section under a heading, and whether a page or section only lists links."""

from collections.abc import Container, Iterator

from oitcrawl.judge.joining import Sign
from oitcrawl.judge.labels import says_nothing
from oitcrawl.judge.reading import Reading
from oitcrawl.model.content import Link, Page
from oitcrawl.thai.text import fold, fold_label

LISTING = 0.5  # share of the text that is words of links
LONE = 0.75  # the same, when there is but one link
LITTLE = 24  # folded characters that say nothing of their own
NAME = 12  # folded characters; a shorter entry may be the button of a form
PROMISE = 80  # folded characters of an excuse
PROMISES = [
    fold(words)
    for words in (
        "อยู่ระหว่างปรับปรุง",
        "อยู่ระหว่างจัดทำ",
        "อยู่ระหว่างการจัดทำ",
        "กำลังปรับปรุง",
        "กำลังจัดทำ",
        "coming soon",
        "under construction",
    )
]


def window_of(whole: Reading, sign: Sign, slugs: tuple[str | None, ...]) -> tuple[int, int] | None:
    """Folded positions from the heading of ``sign`` to the next heading of another item; None where there is none."""
    page = whole.content
    if not isinstance(page, Page) or sign.heading is None:
        return None
    places = whole.heading_places
    start = places[sign.heading] if sign.heading < len(places) else -1
    if start < 0:
        return None
    ends = [
        place
        for place, slug in zip(places, slugs, strict=False)
        if place > start and slug is not None and slug != sign.slug
    ]
    return start, min(ends, default=len(whole.folded[0]))


def offers(view: Reading) -> Iterator[tuple[str, str]]:
    """(label, address) of its links beside those of its menus.

    A menu leads to the same places from every page. Words of it that its page speaks of too are still those of the
    menu, unless they stand in a line of their own or the link under a heading.
    """
    if not isinstance(view.content, Page):
        return
    chrome, lines = fold(view.content.chrome), {fold(line) for line in view.seen.splitlines()}
    heads = {fold(text) for text in (view.content.title, *view.content.headings)}
    placed = {(link.label.text, link.url) for link in view.content.links if link.label.heading}
    for text, url in view.link_labels:
        words = fold(text)
        is_own = words not in chrome or (text, url) in placed or (words in lines and words not in heads)
        if is_own and url != view.content.url:  # a page offers nothing by a link to itself
            yield text, url


def is_hollow(section: Reading, heading: str, dead: Container[str]) -> bool:
    """Whether a section holds nothing but its heading and entries that lead nowhere: a place left empty.

    Args:
        section: of a page.
        heading: of the section.
        dead: addresses at which there is nothing (404, 410).
    """
    page = section.content
    if not isinstance(page, Page):
        return False
    inside = [link for link in page.links if heading in link.label.headings or _stands_in(section, link)]
    if any(link.url not in dead for link in inside):
        return False
    heads = {fold_label(text) for text in page.headings}
    entries = {fold_label(text) for text in (*page.dead_anchors, *(link.label.text for link in inside))} - heads
    there = [word for word in entries if section.mentions_folded(word)]
    left = section.size - sum(len(word) for word in (*heads, *there) if section.mentions_folded(word))
    if left < PROMISE and any(section.mentions_folded(words) for words in PROMISES):
        return True
    if left >= LITTLE or (page.has_form and not any(map(_names, there))):
        return False
    return bool(there) or not section.images  # a picture alone may be what is named


def _names(entry: str) -> bool:
    """Whether an entry that leads nowhere names a content, or opens one: a button of a form does neither."""
    return len(entry) >= NAME or says_nothing(entry)


def _stands_in(section: Reading, link: Link) -> bool:
    return bool(link.label.text) and section.mentions_folded(fold_label(link.label.text))


def is_landing(view: Reading, heading: str = "") -> bool:
    """Whether most of what a page (or the section under ``heading``) says are words of its links.

    It lists, its targets disclose.
    """
    if not isinstance(view.content, Page):
        return False
    words = _link_words(view)
    own = fold_label(heading)
    # the headings of chapters that follow a section before the next item say nothing of it
    size = view.size - len(own) - sum(len(one) for one in _headings_in(view) - words - {own}) - _beside_links(view)
    if size <= 0:
        return False
    share = sum(map(len, words)) / size
    return share >= (LISTING if len(words) > 1 else LONE)


def _beside_links(view: Reading) -> int:
    """Folded characters of tables of links that are none: the names of their columns, numbers of rows and readers."""
    labels = {fold_label(text) for text, _ in view.link_labels}
    size = 0
    for table in view.tables:
        cells = [[fold_label(cell) for cell in row] for row in table.rows]
        if cells and all(any(cell in labels for cell in row) for row in cells):
            digits = (cell for row in cells for cell in row if cell.isdigit())
            size += sum(map(len, (*map(fold_label, table.header), *digits)))
    return size


def _headings_in(section: Reading) -> set[str]:
    """Folded headings inside a section; of a whole page none, where they name what it says."""
    page = section.content
    if section.window is None or not isinstance(page, Page):
        return set()
    first, last = section.window
    places = zip(page.headings, section.heading_places, strict=True)
    return {fold_label(text) for text, place in places if first <= place < last}


def _link_words(view: Reading) -> set[str]:
    """Folded words of the links in the content; of a link that only says "คลิก" those of its row."""
    assert isinstance(view.content, Page)
    found = set()
    for link in view.content.links:
        label = link.label
        text = fold_label(label.row) if says_nothing(label.text) and label.row else fold_label(label.text)
        if text and view.mentions_folded(text):
            found.add(text)
    return found
