"""The words around the links to each address: few of them, the richest, and packed. Calm."""

from array import array
from collections.abc import Callable, Container, Mapping

from oitcrawl.model.content import Label
from oitcrawl.scroll import Scroll

MAX_LABELS = 8
NOBODY = 0xFFFF_FFFF  # the page of words that stand on none: seeds, sitemaps
_SHORT_TEXT = 16  # "คลิก", "ดาวน์โหลด": such words say different things in different rows
_MASK = 0xFFFF_FFFF
_RICHEST = 0xFFFF
_PART = "\x1f"
_RANKED, _UNTOLD = 1, 2


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
        self._flags = bytearray()
        self._contexts = array("I")  # by the number of a page: place of its address and title
        self._context: tuple[int, str, str] = (NOBODY, "", "")

    def grow(self) -> None:
        """Make room for one more address."""
        for rows in (self._places, self._digests, self._pages, self._riches):
            rows.extend(_EMPTY)
        for marks in (self._counts, self._best, self._poorest, self._flags):
            marks.append(0)
        self._contexts.append(0)

    def count(self, number: int) -> int:
        """How many labels the address has."""
        return self._counts[number]

    def knows(self, number: int, digest: int) -> bool:
        """Whether a label that says this is kept."""
        if self._flags[number] & _UNTOLD:
            self._tell_again(number)
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
        self._flags[number] &= ~_RANKED
        self._poorest[number] = 0

    def of(
        self, number: int, worth: Callable[[Label], float] | None = None, gone: Container[int] | None = None
    ) -> tuple[Label, ...]:
        """The labels of an address.

        Args:
            number: of the address.
            worth: puts those that promise most first, from then on; None leaves them as they are.
            gone: numbers of pages whose words no longer count.
        """
        first = number * MAX_LABELS
        labels = [self._read(slot) for slot in range(first, first + self._counts[number])]
        if worth is not None and not self._flags[number] & _RANKED:
            order = sorted(range(len(labels)), key=[-worth(label) for label in labels].__getitem__)
            self._reorder(number, order)
            labels = [labels[at] for at in order]
        if gone is not None:
            labels = [label for at, label in enumerate(labels) if self._pages[first + at] not in gone]
        return tuple(labels)

    def turn(self, page: int) -> None:
        """The page was read anew: its title may be another."""
        self._contexts[page] = 0
        self._context = (NOBODY, "", "")

    def drop(self, number: int, page: int) -> None:
        """Forget what ``page`` calls the address: it was read anew."""
        first, count = number * MAX_LABELS, self._counts[number]
        self._keep(number, [at for at in range(count) if self._pages[first + at] != page])

    def _keep(self, number: int, order: list[int]) -> None:
        if len(order) < self._counts[number]:
            flags = self._flags[number]
            self._reorder(number, order)
            self._counts[number], self._flags[number] = len(order), flags

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
        self._flags[number] |= _RANKED

    def _tell_again(self, number: int) -> None:
        """Digests are good for one process only: make those of remembered labels again."""
        first = number * MAX_LABELS
        for slot in range(first, first + self._counts[number]):
            self._digests[slot] = said(self._read(slot)) & _MASK
        self._flags[number] &= ~_UNTOLD

    def packed(self, kept: Mapping[int, int]) -> tuple[bytes, ...]:
        """The labels of the addresses ``kept`` (old number -> new, in order) as bytes, for ``unpack``.

        Labels that stand on pages that are not kept are left out.
        """
        texts = Scroll(room=1 << 40)
        places, pages, riches = array("I"), array("I"), array("H")
        counts, best = bytearray(), bytearray()
        for number in kept:
            slots = self._standing(number, kept)
            blank = [0] * (MAX_LABELS - len(slots))
            places.extend([texts.put(self._scroll.get(self._places[slot])) for slot in slots] + blank)
            pages.extend([kept.get(self._pages[slot], NOBODY) for slot in slots] + blank)
            riches.extend([self._riches[slot] for slot in slots] + blank)
            counts.append(len(slots))
            promised = number * MAX_LABELS + self._best[number]
            best.append(slots.index(promised) if promised in slots else 0)
        contexts = array("I", [self._context_in(texts, number) for number in kept])
        flags = bytes(self._flags[number] for number in kept)
        rows = [row.tobytes() for row in (places, pages, riches, contexts)]
        return (texts.whole(), *rows, bytes(counts), bytes(best), flags)

    def unpack(self, texts: bytes, *parts: bytes) -> None:
        """Take in what ``packed`` gave, into an empty book.

        Raises:
            ValueError: the parts do not fit each other.
        """
        places, pages, riches, contexts, counts, best, flags = parts
        moved = self._scroll.take(texts)
        self._places = array("I", [place + moved if place else 0 for place in array("I", places)])
        self._contexts = array("I", [place + moved if place else 0 for place in array("I", contexts)])
        self._pages, self._riches = array("I", pages), array("H", riches)
        self._counts, self._best = bytearray(counts), bytearray(best)
        size = len(self._counts)
        self._digests, self._poorest = array("I", bytes(4 * size * MAX_LABELS)), bytearray(size)
        self._flags = bytearray(flags).translate(_UNTELL)
        if not size * MAX_LABELS == len(self._places) == len(self._pages) == len(self._riches):
            raise ValueError("labels do not fit their addresses")

    def _standing(self, number: int, kept: Mapping[int, int]) -> list[int]:
        first = number * MAX_LABELS
        slots = range(first, first + self._counts[number])
        return [slot for slot in slots if self._pages[slot] == NOBODY or self._pages[slot] in kept]

    def _context_in(self, texts: Scroll, page: int) -> int:
        place = self._contexts[page]
        return texts.put(self._scroll.get(place)) if place else 0

    def __len__(self) -> int:
        """How many addresses there are."""
        return len(self._counts)


_UNTELL = bytes(flag | _UNTOLD for flag in range(256))
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
