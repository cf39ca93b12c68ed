"""What each element of HTML means to the walk: one opener per tag, which may give a frame to be closed."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from oitcrawl.model.content import LinkKind
from oitcrawl.read import links
from oitcrawl.read.links import Reference
from oitcrawl.read.marks import Mark, mark_of
from oitcrawl.read.tables import Row
from oitcrawl.read.walk import (
    BLOCK_ROW,
    BOLD_SHARE,
    BREAK,
    CELL,
    HEADING_LENGTH,
    LAYOUT_CELL,
    LEVEL_BLOCK,
    LEVEL_LIST,
    LEVEL_TABLE,
    MANY_PIECES,
    Closer,
    Heads,
    Item,
    Node,
    OpenForm,
    OpenTable,
    Walk,
    squash,
)

Attrs = Mapping[str, str | None]
Opener = Callable[[Walk, Node, str], Closer | None]


def _block(walk: Walk, node: Node, tag: str) -> Closer | None:
    return walk.block(tag, node.attrs)


def _break(walk: Walk, _node: Node, _tag: str) -> None:
    walk.out.append(BREAK)


def _article(walk: Walk, node: Node, tag: str) -> Closer | None:
    inner = walk.block(tag, node.attrs)
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
        return walk.block("div", node.attrs)
    walk.out.append(BREAK)
    if "bread" in (node.attrs.get("class") or node.attrs.get("aria-label") or "").lower():
        return walk.block("div", {"class": "breadcrumb"})
    return walk.enter_chrome(sure=tag in {"nav", "footer"})


# Headings and bold letters


def _heading(walk: Walk, _node: Node, tag: str) -> Closer:
    walk.out.append(BREAK)
    start, first, level = len(walk.out), len(walk.references), int(tag[1])

    def close() -> None:
        text = walk.since(start)[:HEADING_LENGTH]
        if walk.in_anchor or len(walk.references) > first:
            walk.linked_head = (start, walk.heads)
        walk.out.append(BREAK)
        if text and level <= 4:  # noqa: PLR2004 - h5 and h6 are small print
            walk.headings.append(text)
        walk.head(level, text)
        walk.inner_level = level

    return close


def _titled(walk: Walk, _node: Node, _tag: str) -> Closer:
    """Summary, legend, caption, dt: a heading of what follows, though no h1-h6."""
    walk.out.append(BREAK)
    start, first = len(walk.out), len(walk.references)

    def close() -> None:
        text = walk.since(start)
        walk.out.append(BREAK)
        if len(text) <= HEADING_LENGTH and len(walk.references) == first:
            walk.head(LEVEL_BLOCK, text)

    return close


def _bold(walk: Walk, node: Node, tag: str) -> Closer | None:
    if tag == "font" and (node.attrs.get("size") or "") not in _LARGE:
        return None
    start, before = len(walk.out), walk.bold

    def close() -> None:
        walk.bold = before + sum(map(len, walk.out[start:]))

    return close


_LARGE: Final = frozenset("4 5 6 7 +1 +2 +3 +4".split())


def _button(walk: Walk, node: Node, _tag: str) -> Closer:
    attrs, start = node.attrs, len(walk.out)

    def close() -> None:
        if _is_toggle(attrs):
            _note_toggle(walk, attrs, walk.since(start))

    return close


# Lists


def _list(walk: Walk, node: Node, tag: str) -> Closer | None:
    """A list; inside an item it is the item's sublist, and the item's own words are the heading of its links."""
    close = walk.block(tag, node.attrs)
    item = walk.open_items[-1] if walk.open_items else None
    if item is None or item.has_sublist or item.sink is not walk.out:
        return close
    item.has_sublist = True
    own = walk.since(item.start)
    del walk.dead[item.dead :]  # what stands before a sublist opens it
    walk.firm_rows(own, item.first, len(walk.references))
    if len(own) <= HEADING_LENGTH:
        walk.head(LEVEL_LIST, own)
    return close or partial(walk.close_sublist, item)


def _item(walk: Walk, _node: Node, _tag: str) -> Closer:
    walk.out.append(BREAK)
    walk.open_items.append(Item(walk))
    return walk.close_item


# Tables


def _table(walk: Walk, node: Node, tag: str) -> Closer:
    inner = walk.block(tag, node.attrs)
    if walk.open_tables:
        walk.open_tables[-1].nested = True
    table = OpenTable()
    walk.open_tables.append(table)

    def close() -> None:
        walk.open_tables.pop()
        found = table.grid.table()
        if found is not None:
            walk.tables.append(found)
        walk.heads = tuple(one for one in walk.heads if one[0] != LEVEL_TABLE)
        if inner:
            inner()

    return close


def _row(walk: Walk, _node: Node, _tag: str) -> Closer | None:
    walk.out.append(BREAK)
    if not walk.open_tables:
        return None
    table = walk.open_tables[-1]
    table.cells, table.nested, table.roomy = [0, 0, 0], False, True
    return partial(_close_row, walk, table, len(walk.references))


def _close_row(walk: Walk, table: OpenTable, first: int) -> None:
    cells, heads, bolds = table.cells
    walk.out.append(BREAK)
    if table.nested:
        table.grid.drop()
        return
    links_now = len(walk.references)
    row = table.grid.end(head=heads == cells > 0, bold=bolds == cells, linked=links_now > first)
    if links_now > first:
        walk.firm_rows(CELL.join(cell for cell in row.cells if cell), first, links_now)
    elif _is_line(row):
        walk.head(LEVEL_TABLE, next(cell for cell in row.cells if cell)[:HEADING_LENGTH])


def _is_line(row: Row) -> bool:
    """Whether one cell goes across the table: a heading of the rows below it."""
    return row.filled == 1 and bool(row.wide)


def _cell(walk: Walk, node: Node, tag: str) -> Closer | None:
    if not walk.open_tables:
        walk.out.append(BREAK)
        return None
    table = walk.open_tables[-1]
    walk.out.append(CELL if table.cells[0] and not table.roomy else BREAK)
    table.cells[0] += 1
    table.cells[1] += tag == "th"
    return partial(_close_cell, walk, node.attrs, table, len(walk.out), walk.bold)


def _close_cell(walk: Walk, attrs: Attrs, table: OpenTable, start: int, bold: int) -> None:
    pieces = walk.out[start:]
    whole = "".join(pieces) if len(pieces) < MANY_PIECES else ""
    text = squash(whole)
    if table.nested or len(text) > LAYOUT_CELL or len(pieces) >= MANY_PIECES:
        table.nested = table.roomy = True
        walk.out[start - 1] = BREAK
        return
    columns, rows = attrs.get("colspan"), attrs.get("rowspan")
    table.grid.cell(text, columns=_number(columns) if columns else 1, rows=_number(rows) if rows else 1)
    table.cells[2] += not text or walk.bold - bold >= BOLD_SHARE * len(whole)
    table.roomy = len(text) > BLOCK_ROW
    if table.roomy:
        walk.out[start - 1] = BREAK
    elif not text:
        del walk.out[start - 1 :]
    elif BREAK in whole:
        walk.out[start:] = [text]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1  # noqa: PLR2004 - more is a trap


# Links


def _anchor(walk: Walk, node: Node, _tag: str) -> Closer:
    walk.inner_level, walk.in_anchor = 0, True
    return partial(_close_anchor, walk, node.attrs, len(walk.out), len(walk.alts), walk.heads)


def _close_anchor(walk: Walk, attrs: Attrs, start: int, alts: int, heads: Heads) -> None:
    walk.in_anchor = False
    text = walk.since(start)
    walk.link_chars += len(text)
    text = text or _silent_text(attrs, walk.alts[alts:])
    href = attrs.get("href")
    if not href or href[0] in _ODD_STARTS:
        _odd_anchor(walk, attrs, href, text)
        return
    if href[0] in "mMtT" and _CONTACT.match(href):
        _contact(walk, href)
        return
    reference = Reference(href, text, walk.heading_for(text, heads, walk.inner_level))
    walk.references.append(reference)
    title = attrs.get("title")
    if title and len(title) > len(text) + 2:
        reference.row = squash(title)
    if "?" in href:
        _inner(walk, href, text)
    if "map" in href or "longdo" in href:
        walk.has_map = walk.has_map or links.is_map(href)


_ODD_STARTS: Final = "#jJ \t\r\n"
_CONTACT: Final = re.compile("mailto:|tel:", re.IGNORECASE)


def _silent_text(attrs: Attrs, alts: list[str]) -> str:
    """What a link without words says: its picture's alternative text, its title, its label for screen readers."""
    return squash(" ".join(alts) or attrs.get("title") or attrs.get("aria-label") or "")


def _odd_anchor(walk: Walk, attrs: Attrs, href: str | None, text: str) -> None:
    """A link that has no plain address: of a script, to a place on the page, a toggle, or dead."""
    href = href.strip() if href is not None else None
    code = f"{attrs.get('onclick') or ''} {href if href and href[:11].lower() == 'javascript:' else ''}"
    target = links.script_target(code) or links.data_target(attrs)
    if target:
        walk.refer(target, text, LinkKind.SCRIPT)
    elif _is_toggle(attrs):
        _note_toggle(walk, attrs, text)
    elif href is None:
        return
    elif not links.leads_nowhere(href):
        if href[:1] == "#":
            walk.panels.setdefault(href[1:], text)
        elif href[:11].lower() == "javascript:":
            walk.script_links += 1
        else:
            walk.refer(href, text)
    elif attrs.get("onclick"):
        walk.script_links += 1
    elif text and text.lower() not in _NO_LABELS:
        walk.dead.append(text)


_NO_LABELS: Final = frozenset(
    "top ↑ × x ^ › » « ‹ < > … prev next previous ปิด ถัดไป ก่อนหน้า กลับขึ้นด้านบน กลับด้านบน ขึ้นบน ก+ ก- ก a+ a- a".split()
)
_TOGGLES: Final = ("data-toggle", "data-bs-toggle", "aria-expanded", "aria-haspopup", "aria-controls", "data-target")


def _is_toggle(attrs: Attrs) -> bool:
    if any(name in attrs for name in _TOGGLES):
        return True
    css = attrs.get("class") or ""
    return attrs.get("role") in {"button", "tab"} or "toggle" in css or mark_of("a", css, "", "") is Mark.HEADING


def _note_toggle(walk: Walk, attrs: Attrs, text: str) -> None:
    """The words of a toggle are the heading of the panel that it opens."""
    if walk.in_chrome or not text or len(text) > HEADING_LENGTH:
        return
    for name in ("href", "data-target", "data-bs-target", "aria-controls"):
        panel = (attrs.get(name) or "").lstrip("#")
        if panel:
            walk.panels.setdefault(panel, text)
    walk.head(LEVEL_BLOCK, text)


def _contact(walk: Walk, href: str) -> None:
    kind, _, address = href.partition(":")
    address = squash(address.partition("?")[0].replace("%20", " "))
    kept = walk.emails if kind.lower() == "mailto" else walk.phones
    if address and address not in kept:
        kept.append(address)


def _inner(walk: Walk, href: str, text: str) -> None:
    target = links.inner_address(href)
    if target:
        walk.refer(target, text, LinkKind.FRAME)


# Frames, pictures, forms, the rest


def _framed(walk: Walk, node: Node, tag: str) -> None:
    attrs = node.attrs
    href = attrs.get("data" if tag == "object" else "src") or attrs.get("data-src") or ""
    if not href or href.startswith(("about:", "data:", "javascript:")):
        return
    text = squash(attrs.get("title") or "")
    walk.refer(href, text, LinkKind.FRAME)
    walk.has_map = walk.has_map or links.is_map(href)
    _inner(walk, href, text)


def _area(walk: Walk, node: Node, _tag: str) -> None:
    attrs = node.attrs
    href = attrs.get("href") or ""
    text = squash(attrs.get("alt") or attrs.get("title") or "")
    if links.leads_nowhere(href):
        _odd_anchor(walk, attrs, href, text)
    else:
        walk.refer(href, text)


_ICONS: Final = (
    "icon",
    "logo",
    "bullet",
    "spacer",
    "blank.",
    "pixel",
    "counter",
    "arrow",
    "button",
    "loading",
    "dot.",
    "line.gif",
    "avatar",
)


def _image(walk: Walk, node: Node, _tag: str) -> None:
    attrs = node.attrs
    alt = squash(attrs.get("alt") or attrs.get("title") or "")
    if alt:
        walk.alts.append(alt)
        walk.has_map = walk.has_map or ("แผนที่" in alt and not walk.in_chrome)
    source = (attrs.get("src") or attrs.get("data-src") or "").lower()
    small = _is_small(attrs.get("width")) or _is_small(attrs.get("height"))
    if source and not small and not any(word in source[-80:] for word in _ICONS):
        walk.images += 1


def _is_small(size: str | None) -> bool:
    digits = (size or "").removesuffix("px").strip()
    return digits.isascii() and digits.isdigit() and int(digits[:6]) < 60  # noqa: PLR2004 - pixels of an icon


def _form(walk: Walk, node: Node, _tag: str) -> Closer:
    attrs = node.attrs
    form = OpenForm()
    form.login = _ENTRY.search(f"{attrs.get('action')} {attrs.get('id')} {attrs.get('class')}") is not None
    walk.open_forms.append(form)
    walk.out.append(BREAK)

    def close() -> None:
        walk.open_forms.pop()
        walk.has_form = walk.has_form or (form.fields > 1 and not form.login)

    return close


_ENTRY: Final = re.compile("search|log-?in|sign-?in", re.IGNORECASE)


def _field(walk: Walk, node: Node, tag: str) -> None:
    if not walk.open_forms:
        return
    form, kind = walk.open_forms[-1], (node.attrs.get("type") or "text").lower()
    if kind == "password":
        form.login = True
    elif tag == "textarea" or kind == "file":
        form.fields += 2
    elif kind not in {"hidden", "submit", "button", "image", "reset", "search"}:
        form.fields += 1


def _meta(walk: Walk, node: Node, _tag: str) -> None:
    attrs = node.attrs
    if (attrs.get("http-equiv") or "").lower() == "refresh" and not walk.refresh:
        walk.refresh = links.refresh_target(attrs.get("content") or "")


def _base(walk: Walk, node: Node, _tag: str) -> None:
    walk.base = walk.base or (node.attrs.get("href") or "").strip()


def _title(walk: Walk, node: Node, _tag: str) -> None:
    child = node.child
    if not walk.title and child is not None:
        walk.title = squash(child.text_content or "")


def _script(walk: Walk, _node: Node, _tag: str) -> None:
    walk.scripts += 1


def _app(walk: Walk, _node: Node, _tag: str) -> None:
    walk.wants_script = True


def _no_script(walk: Walk, node: Node, _tag: str) -> None:
    child = node.child
    while child is not None and not walk.wants_script:
        walk.wants_script = _ASKS.search(child.text_content or "") is not None
        child = child.next


_ASKS: Final = re.compile("javascript|จาวาสคริปต์|จาวาสคริปท์|เปิดใช้งานสคริปต์", re.IGNORECASE)


def _select(walk: Walk, node: Node, _tag: str) -> None:
    """A menu of addresses that a script jumps to; any other choice is part of a form and no text."""
    _field(walk, node, "select")
    if not _JUMPS.search(node.attrs.get("onchange") or ""):
        return
    option = node.child
    while option is not None:
        target = option.attrs.get("value") if option.tag == "option" else None
        words = option.child.text_content if option.child else ""
        if target and not links.leads_nowhere(target):
            walk.refer(target, squash(words or ""), LinkKind.SCRIPT)
        option = option.next


_JUMPS: Final = re.compile("location|open|jump", re.IGNORECASE)

# Elements whose insides are not text for people. Their openers still look at them.
SKIPPED: Final = frozenset(
    "script style noscript template svg select textarea title datalist canvas audio video math -comment".split()
)
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
    **dict.fromkeys("td th".split(), _cell),
    **dict.fromkeys("iframe frame embed object".split(), _framed),
    **dict.fromkeys("input textarea".split(), _field),
    **dict.fromkeys("app-root app-main".split(), _app),
    "pre": _block,
    "button": _button,
    "li": _item,
    "table": _table,
    "tr": _row,
    "a": _anchor,
    "area": _area,
    "img": _image,
    "form": _form,
    "meta": _meta,
    "base": _base,
    "title": _title,
    "script": _script,
    "noscript": _no_script,
    "select": _select,
}
