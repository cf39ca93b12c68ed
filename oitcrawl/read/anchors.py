"""Links in a page, while it is walked: of anchors, buttons and areas, plain, scripted, toggling or dead."""

import re
from functools import partial
from typing import Final

from oitcrawl.model.content import LinkKind
from oitcrawl.read import links
from oitcrawl.read.links import Reference
from oitcrawl.read.marks import Mark, mark_of
from oitcrawl.read.node import Attrs, Node
from oitcrawl.read.state import DONE, HEADING_LENGTH, LEVEL_BLOCK, Closer, Heads, heading_for, squash
from oitcrawl.read.walk import Walk, lone_text


def button(walk: Walk, node: Node, _tag: str) -> Closer:
    """A button; its words head what drops down from it."""
    attrs, start = node.attributes, len(walk.out)

    def close() -> None:
        walk.last_button = text = walk.since(start)[:HEADING_LENGTH]
        if _is_toggle(attrs):
            _note_toggle(walk, attrs, text)

    return close


def anchor(walk: Walk, node: Node, _tag: str) -> Closer | None:
    """A link opens; one that holds but a text, as most do, is done with at once."""
    words = lone_text(node)
    if words is None:
        walk.inner_level, walk.in_anchor = 0, True
        return partial(_close_anchor, walk, node.attributes, len(walk.out), len(walk.alts), walk.heads)
    walk.out.append(words)
    _note_anchor(walk, node.attributes, " ".join(words.split()), len(walk.alts), walk.heads, 0)
    return DONE


def _close_anchor(walk: Walk, attrs: Attrs, start: int, alts: int, heads: Heads) -> None:
    walk.in_anchor = False
    _note_anchor(walk, attrs, walk.since(start), alts, heads, walk.inner_level)


def _note_anchor(walk: Walk, attrs: Attrs, text: str, alts: int, heads: Heads, level: int) -> None:
    walk.link_chars += len(text)
    text = text or _silent_text(attrs, walk.alts[alts:])
    href = attrs.get("href")
    if not href or href[0] in _ODD_STARTS:
        _odd_anchor(walk, attrs, href, text)
        return
    if href[0] in "mMtT" and _CONTACT.match(href):
        _contact(walk, href)
        return
    reference = Reference(href, text, heading_for(text, heads, level))
    walk.references.append(reference)
    title = attrs.get("title")
    if title and len(title) > len(text) + 2:
        reference.row = squash(title)
    if "?" in href:
        inner_reference(walk, href, text)
    if "map" in href or "longdo" in href:
        walk.has_map = walk.has_map or links.is_map(href)


_ODD_STARTS: Final = "#jJ \t\r\n"
_CONTACT: Final = re.compile("mailto:|tel:", re.IGNORECASE)


def _silent_text(attrs: Attrs, alts: list[str]) -> str:
    """What a link without words says: its picture's alternative text, its title, its label for screen readers."""
    return squash(" ".join(alts) or attrs.get("title") or attrs.get("aria-label") or "")


def _odd_anchor(walk: Walk, attrs: Attrs, href: str | None, text: str) -> None:
    """A link that has no plain address: of a script, to a place on the page, a toggle, or dead."""
    if href is None:
        href = "" if "href" in attrs else None  # an address without a value is an empty one
    href = href and href.strip()
    code = f"{attrs.get('onclick') or ''} {href if href and href[:11].lower() == 'javascript:' else ''}"
    target = links.script_target(code) or links.data_target(attrs)
    if target:
        walk.refer(target, text, LinkKind.SCRIPT)
    elif _is_toggle(attrs):
        _note_toggle(walk, attrs, text)
    elif href is None:
        return
    elif not links.leads_nowhere(href):
        _named_place(walk, href, text)
    elif attrs.get("onclick"):
        walk.script_links += 1
    elif len(text) > 1 and not text.isdigit() and text.lower() not in _NO_LABELS:
        walk.dead.append(text)


def _named_place(walk: Walk, href: str, text: str) -> None:
    """A place on the page, a script, or after all an address."""
    if href[:1] == "#":
        if not _SKIPS.match(text):
            walk.panels.setdefault(href[1:], text)
    elif href[:11].lower() == "javascript:":
        walk.script_links += 1
    else:
        walk.refer(href, text)


_SKIPS: Final = re.compile(
    "skip|ข้าม|ไปยัง|ไปที่|กลับ|back|top|$", re.IGNORECASE
)  # to a place of the page, not a name of it
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


def inner_reference(walk: Walk, href: str, text: str) -> None:
    """Note the document that a viewer at ``href`` shows, if it is a viewer."""
    target = links.inner_address(href)
    if target:
        walk.refer(target, text, LinkKind.FRAME)


def area(walk: Walk, node: Node, _tag: str) -> None:
    """A part of a picture that is a link."""
    attrs = node.attributes
    href = attrs.get("href") or ""
    text = squash(attrs.get("alt") or attrs.get("title") or "")
    if links.leads_nowhere(href):
        _odd_anchor(walk, attrs, href, text)
    else:
        walk.refer(href, text)
