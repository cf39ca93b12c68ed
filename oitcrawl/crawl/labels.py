"""The words around the links to each address: few of them, the richest, and packed. Calm."""

from array import array
from collections.abc import Callable

from oitcrawl.model.content import Label
from oitcrawl.scroll import Scroll

MAX_LABELS = 8
NOBODY = 0xFFFF_FFFF  # the page of words that stand on none: seeds, sitemaps
_SHORT_TEXT = 16  # "คลิก", "ดาวน์โหลด": such words say different things in different rows
_MASK = 0xFFFF_FFFF
_RICHEST = 0xFFFF
_PART = "\x1f"


def said(label: Label) -> int:
    """A digest of what ``label`` says, good for this process; a short text says something else in every row."""
    text = label.text
    return hash(text if len(text) > _SHORT_TEXT else (text, label.row))


class LabelBook:
    """Labels by the number of their address: MAX_LABELS places for each in flat arrays; the texts lie in a scroll.

    When all places are taken, a richer label takes the place of the poorest; the one that promised most is never
    given up. A page says its title and address once for all its links.
    """

    def __init__(self, scroll: Scroll) -> None:
        self._scroll = scroll
        self._places = array("I")
        self._digests = array("I")
        self._pages = array("I")
        self._riches = array("H")
        self._counts = bytearray()
        self._best = bytearray()
        self._poorest = bytearray()  # place to give up first + 1, once all are taken
        self._ranked = bytearray()
        self._contexts = array("I")  # by the number of a page: place of its address and title
        self._context: tuple[int, str, str] = (NOBODY, "", "")

    def grow(self) -> None:
        """Make room for one more address."""
        for rows in (self._places, self._digests, self._pages, self._riches):
            rows.extend(_EMPTY)
        for marks in (self._counts, self._best, self._poorest, self._ranked):
            marks.append(0)
        self._contexts.append(0)

    def count(self, number: int) -> int:
        """How many labels the address has."""
        return self._counts[number]

    def knows(self, number: int, digest: int) -> bool:
        """Whether a label that says this is kept."""
        first = number * MAX_LABELS
        return digest & _MASK in self._digests[first : first + self._counts[number]]

    def note(self, number: int, label: Label, digest: int, page: int, *, best: bool = False) -> None:
        """Keep ``label``; when all places are taken, instead of the poorest one if it is richer.

        Args:
            number: of the address that it calls so.
            label: the words.
            digest: of ``said``.
            page: number of the page on which they stand, or NOBODY.
            best: it promises more than all labels so far, and is never given up.
        """
        if not (label.text or label.row or label.heading):
            return
        at = self._room_for(number, _richness(label), best=best)
        if at is None:
            return
        if best:
            self._best[number] = at
        self._write(number * MAX_LABELS + at, label, digest, page)
        self._ranked[number] = 0
        self._poorest[number] = 0

    def of(self, number: int, worth: Callable[[Label], float] | None = None) -> tuple[Label, ...]:
        """The labels of an address.

        Args:
            number: of the address.
            worth: puts those that promise most first, from then on; None leaves them as they are.
        """
        first = number * MAX_LABELS
        labels = [self._read(slot) for slot in range(first, first + self._counts[number])]
        if worth is not None and not self._ranked[number]:
            order = sorted(range(len(labels)), key=[-worth(label) for label in labels].__getitem__)
            self._reorder(number, order)
            labels = [labels[at] for at in order]
        return tuple(labels)

    def _room_for(self, number: int, richness: int, *, best: bool) -> int | None:
        """The place where a label of this richness goes, or None when the others are richer."""
        count = self._counts[number]
        if count < MAX_LABELS:
            self._counts[number] = count + 1
            return count
        if not self._poorest[number]:
            first, kept = number * MAX_LABELS, self._best[number]
            riches = self._riches
            self._poorest[number] = 1 + min((riches[first + at], at) for at in range(count) if at != kept)[1]
        at = self._poorest[number] - 1
        return at if best or richness > self._riches[number * MAX_LABELS + at] else None

    def _write(self, slot: int, label: Label, digest: int, page: int) -> None:
        parts = [label.text, label.row, label.heading]
        if page == NOBODY:
            parts += [label.found_on, label.page_title]
        else:
            if self._context[0] != page:
                self._stand_on(page, label)
            _, found_on, title = self._context
            if label.found_on != found_on or label.page_title != title:
                parts += [label.found_on, label.page_title]
        self._places[slot] = self._scroll.put(_joined(parts))
        self._digests[slot] = digest & _MASK
        self._pages[slot] = page
        self._riches[slot] = _richness(label)

    def _stand_on(self, page: int, label: Label) -> None:
        """Write down the address and title of a page, once."""
        if place := self._contexts[page]:
            found_on, title = _parted(self._scroll.get(place))
        else:
            found_on, title = label.found_on, label.page_title
            self._contexts[page] = self._scroll.put(_joined([found_on, title]))
        self._context = (page, found_on, title)

    def _read(self, slot: int) -> Label:
        text, row, heading, *elsewhere = _parted(self._scroll.get(self._places[slot]))
        page = self._pages[slot]
        found_on, title = elsewhere or self._context_of(page)
        return Label(text=text, row=row, heading=heading, page_title=title, found_on=found_on)

    def _context_of(self, page: int) -> list[str]:
        place = self._contexts[page] if page != NOBODY else 0
        return _parted(self._scroll.get(place)) if place else ["", ""]

    def _reorder(self, number: int, order: list[int]) -> None:
        first = number * MAX_LABELS
        for rows in (self._places, self._digests, self._pages, self._riches):
            rows[first : first + len(order)] = array(rows.typecode, [rows[first + at] for at in order])
        best = self._best[number]
        self._best[number] = order.index(best) if best in order else 0
        self._poorest[number] = 0
        self._ranked[number] = 1


_EMPTY = (0,) * MAX_LABELS


def _richness(label: Label) -> int:
    """How much is said around a link: a row with its words tells more than "click here"."""
    return min(len(label.text) + len(label.row), _RICHEST)


def _joined(parts: list[str]) -> bytes:
    text = _PART.join(parts)
    if text.count(_PART) >= len(parts):
        text = _PART.join([part.replace(_PART, " ") for part in parts])
    return text.encode("utf-8", "surrogatepass")


def _parted(data: bytes) -> list[str]:
    return data.decode("utf-8", "surrogatepass").split(_PART)
