"""What each element of HTML means to the walk: one opener per tag, which may give what to do at its end."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from oitcrawl.read import anchors, cells, pieces
from oitcrawl.read.node import Attrs, Node
from oitcrawl.read.state import BREAK, DONE, HEADING_LENGTH, LEVEL_BLOCK, LEVEL_LIST, Closer, Item
from oitcrawl.read.walk import Walk, lone_text

Opener = Callable[[Walk, Node, str], Closer | None]


def _block(walk: Walk, node: Node, tag: str) -> Closer | None:
    attrs = node.attributes
    css = attrs.get("class")
    if css and ("drop" in css or "sub" in css) and _SUBMENU.search(css):
        return _submenu(walk, attrs, tag)
    return walk.block(tag, attrs, node)


_SUBMENU: Final = re.compile(r"(?:drop-?down|sub)[-_]?(?:content|menu|nav|list|items?)(?![\w-])")


def _submenu(walk: Walk, attrs: Attrs, tag: str) -> Closer | None:
    """A block that drops down from a menu entry or a button: their words are the heading of its links."""
    if walk.open_items and not walk.open_items[-1].has_sublist:
        return _sublist(walk, attrs, tag)
    heads = walk.heads
    inner = walk.block(tag, attrs)
    if walk.last_button:
        walk.head(LEVEL_LIST, walk.last_button)

    def close() -> None:
        if inner:
            inner()
        walk.close_sublist(heads)

    return close


def _break(walk: Walk, _node: Node, _tag: str) -> None:
    walk.out.append(BREAK)


def _article(walk: Walk, node: Node, tag: str) -> Closer | None:
    inner = walk.block(tag, node.attributes)
    if inner is None or walk.in_chrome:
        return inner
    walk.in_article += 1

    def close() -> None:
        walk.in_article -= 1
        inner()

    return close


def _page_edge(walk: Walk, node: Node, tag: str) -> Closer | None:
    """The header, aside or navigation of a page; a header inside an article holds the article's own title."""
    if walk.in_chrome or (walk.in_article and tag == "header"):
        return walk.block("div", node.attributes)
    walk.out.append(BREAK)
    if "bread" in (node.attributes.get("class") or node.attributes.get("aria-label") or "").lower():
        return walk.block("div", {"class": "breadcrumb"})
    return walk.enter_chrome(node, sure=tag in {"nav", "footer"})


# Headings and bold letters


def _heading(walk: Walk, node: Node, tag: str) -> Closer:
    out = walk.out
    out.append(BREAK)
    start, level = len(out), _LEVELS[tag]
    walk.trim(level)
    words = lone_text(node)
    if words is None:
        return partial(_close_heading, walk, start, len(walk.references), level)
    out.append(words)
    _end_heading(walk, start, level, " ".join(words.split())[:HEADING_LENGTH], linked=walk.in_anchor)
    return DONE


_LEVELS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_SMALL_PRINT: Final = 5  # h5 and h6


def _close_heading(walk: Walk, start: int, first: int, level: int) -> None:
    linked = walk.in_anchor or len(walk.references) > first
    _end_heading(walk, start, level, walk.since(start)[:HEADING_LENGTH], linked=linked)


def _end_heading(walk: Walk, start: int, level: int, text: str, *, linked: bool) -> None:
    if linked:
        walk.linked_head = (start, walk.heads)
    walk.out.append(BREAK)
    if text and level < _SMALL_PRINT:
        walk.headings.append(text)
    walk.head(level, text)
    walk.inner_level = level


def _titled(walk: Walk, _node: Node, _tag: str) -> Closer:
    """Summary, legend, caption, dt: a heading of what follows, though no h1-h6."""
    walk.out.append(BREAK)
    start, first = len(walk.out), len(walk.references)
    walk.trim(LEVEL_BLOCK)

    def close() -> None:
        text = walk.since(start)
        walk.out.append(BREAK)
        if len(text) <= HEADING_LENGTH and len(walk.references) == first:
            walk.head(LEVEL_BLOCK, text)

    return close


def _bold(walk: Walk, node: Node, tag: str) -> Closer | None:
    if tag == "font" and (node.attributes.get("size") or "") not in _LARGE:
        return None
    start, before = len(walk.out), walk.bold

    def close() -> None:
        walk.bold = before + sum(map(len, walk.out[start:]))

    return close


_LARGE: Final = frozenset("4 5 6 7 +1 +2 +3 +4".split())


# Lists


def _list(walk: Walk, node: Node, tag: str) -> Closer | None:
    return _sublist(walk, node.attributes, tag) if walk.open_items else walk.block(tag, node.attributes, node)


def _sublist(walk: Walk, attrs: Attrs, tag: str) -> Closer | None:
    """A list; inside an item it is the item's sublist, and the item's own words are the heading of its links."""
    close = walk.block(tag, attrs)
    item = walk.open_items[-1] if walk.open_items else None
    if item is None or item.has_sublist or item.sink is not walk.out:
        return close
    item.has_sublist = True
    own = walk.since(item.start)
    del walk.dead[item.dead :]  # what stands before a sublist opens it
    walk.firm_rows(own, item.first, len(walk.references))
    if len(own) <= HEADING_LENGTH:
        walk.head(LEVEL_LIST + len(walk.open_items), own)
    return close or partial(walk.close_sublist, item.heads)


def _item(walk: Walk, _node: Node, _tag: str) -> Closer:
    walk.out.append(BREAK)
    out = walk.out
    walk.open_items.append(Item(len(out), len(walk.references), walk.heads, out, len(walk.dead)))
    return walk.close_item


def _skip(_walk: Walk, _node: Node, _tag: str) -> Closer:
    """An element whose insides are not text for people."""
    return DONE


def _looked_at(look: Callable[[Walk, Node, str], None]) -> Opener:
    """An element whose insides are not text for people, but that tells something."""

    def opener(walk: Walk, node: Node, tag: str) -> Closer:
        look(walk, node, tag)
        return DONE

    return opener


OPENERS: Final[dict[str, Opener]] = {
    **dict.fromkeys(
        "p div section center blockquote dl dd figure figcaption address fieldset details".split(), _block
    ),
    **dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), _heading),
    **dict.fromkeys("summary legend caption dt".split(), _titled),
    **dict.fromkeys("b strong font".split(), _bold),
    **dict.fromkeys("br hr".split(), _break),
    **dict.fromkeys("article main".split(), _article),
    **dict.fromkeys("header footer nav aside".split(), _page_edge),
    **dict.fromkeys("ul ol menu".split(), _list),
    **dict.fromkeys("td th".split(), cells.cell),
    **dict.fromkeys("iframe frame embed object".split(), pieces.framed),
    **dict.fromkeys("style template svg datalist canvas audio video math -comment".split(), _skip),
    "input": pieces.field,
    "textarea": _looked_at(pieces.field),
    **dict.fromkeys("app-root app-main".split(), pieces.app),
    "pre": _block,
    "button": anchors.button,
    "li": _item,
    "table": cells.table,
    "tr": cells.row,
    "a": anchors.anchor,
    "area": anchors.area,
    "img": pieces.image,
    "form": pieces.form,
    "meta": pieces.meta,
    "base": pieces.base,
    "title": _looked_at(pieces.title),
    "script": _looked_at(pieces.script),
    "noscript": _looked_at(pieces.no_script),
    "select": _looked_at(pieces.select),
}
