"""The frame that the pages of a site share: what a menu, header or footer said is remembered, not walked again."""

from typing import Final

from oitcrawl.read.lines import lines_of
from oitcrawl.read.node import Node
from oitcrawl.read.state import BREAK, FEW_LINKS, SHORT_CHROME, OpenForm
from oitcrawl.read.walk import Walk

ROOM: Final = 4_000_000  # characters of HTML kept; then it starts anew
MAX_PART: Final = 400_000  # characters of one part: more is no frame
MAX_ONCE: Final = 5_000  # parts seen once: pagers and the like, that no other page has, are not worth keeping

Key = tuple[str, str, bool]


class Frames:
    """What the parts of pages that only frame them gave, by their HTML to the letter.

    A part is walked in a room of its own, where it finds what it would find at its place, so that what it gives is
    the same wherever it stands; ``take_in`` then adds it to the page, the first time as every later time. Kept
    for the pages of one site; not for use by several threads.
    """

    __slots__ = ("_left", "_once", "_parts")

    def __init__(self) -> None:
        self._parts: dict[Key, Walk] = {}
        self._once: set[int] = set()
        self._left = ROOM

    def take(self, walk: Walk, node: Node, *, sure: bool) -> bool:
        """Add what the chrome ``node`` gives to ``walk``; whether it could be done.

        Args:
            walk: the walk through the page.
            node: what goes aside.
            sure: its tag or role says that it is chrome; what only its class calls so must prove it.
        """
        if walk.open_items or walk.open_tables or walk.in_anchor or walk.linked_head:
            return False  # what is open around it would see and change it
        key = node.html, walk.last_button, bool(walk.open_forms)
        room = self._parts.get(key)
        if room is None:
            room = _walked(node, walk)
            self._keep(key, room)
        take_in(walk, room, sure=sure)
        return True

    def _keep(self, key: Key, room: Walk) -> None:
        """Keep what a part gave, once it is seen for the second time."""
        size, digest = len(key[0]), hash(key)
        if digest not in self._once:
            if len(self._once) >= MAX_ONCE:
                self._once.clear()
            self._once.add(digest)
            return
        if size > MAX_PART:
            return
        self._left -= size
        if self._left < 0:
            self._parts.clear()
            self._left = ROOM - size
        self._parts[key] = room


def _walked(node: Node, walk: Walk) -> Walk:
    """A walk through ``node`` alone, that starts as one does that comes to it on its page."""
    room = Walk()
    room.out, room.in_chrome = room.chrome, True
    room.chrome.append(BREAK)
    room.last_button = walk.last_button
    room.inner_level = _UNTOUCHED
    room.open_forms = [OpenForm()] if walk.open_forms else []
    room.through(node)
    room.is_menu = _is_menu(room)
    if room.chrome[-1] == BREAK:  # else what follows it on a page may go on with its last line
        room.framed = [(0, len(room.chrome), lines_of(room.chrome))]
    return room


_UNTOUCHED: Final = -1


def _is_menu(room: Walk) -> bool:
    words = sum(len(piece) for piece in "".join(room.chrome).split())
    return words <= SHORT_CHROME or room.link_chars * 2 >= words


def take_in(walk: Walk, room: Walk, *, sure: bool) -> None:
    """Add to ``walk`` what ``room`` holds, as if its part had been walked there."""
    start = len(walk.chrome)
    if sure or room.is_menu:
        walk.chrome += room.chrome
        walk.framed += [(start, start + end, lines) for _, end, lines in room.framed]
    else:
        walk.content += room.chrome
        _take_content(walk, room)
    walk.content.append(BREAK)
    _take_links(walk, room)
    if room.linked_head:
        walk.linked_head = (start + room.linked_head[0], room.linked_head[1])
    if room.inner_level != _UNTOUCHED:
        walk.inner_level = room.inner_level
    walk.last_button = room.last_button
    walk.bold += room.bold
    walk.breadcrumb = walk.breadcrumb or room.breadcrumb
    _take_signs(walk, room)


def _take_content(walk: Walk, room: Walk) -> None:
    """What only content has."""
    walk.pictures += [len(walk.headings) + above for above in room.pictures]
    walk.headings += room.headings
    walk.titles += room.titles
    walk.tables += room.tables
    walk.alts += room.alts
    walk.has_form = walk.has_form or room.has_form


def _take_links(walk: Walk, room: Walk) -> None:
    """References are shared, but where blocks around them may still tell what a few of them are."""
    few = len(room.references) <= FEW_LINKS
    walk.references += [one.copy() for one in room.references] if few else room.references
    walk.link_chars += room.link_chars
    walk.dead += room.dead
    for panel, label in room.panels.items():
        walk.panels.setdefault(panel, label)
    for kept, more in ((walk.emails, room.emails), (walk.phones, room.phones)):
        kept += [one for one in more if one not in kept]


def _take_signs(walk: Walk, room: Walk) -> None:
    """What is counted, or counts once on a page."""
    walk.has_map = walk.has_map or room.has_map
    walk.title = walk.title or room.title
    walk.base = walk.base or room.base
    walk.refresh = walk.refresh or room.refresh
    walk.scripts += room.scripts
    walk.script_links += room.script_links
    walk.loaders += room.loaders
    walk.wants_script = walk.wants_script or room.wants_script
    if room.open_forms:
        walk.open_forms[-1].fields += room.open_forms[0].fields
        walk.open_forms[-1].login = walk.open_forms[-1].login or room.open_forms[0].login
