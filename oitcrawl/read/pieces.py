"""Frames, pictures, forms and the head of a page, while it is walked."""

import re
from typing import Final

from oitcrawl.model.content import LinkKind
from oitcrawl.read import links
from oitcrawl.read.anchors import inner_reference
from oitcrawl.read.node import Node
from oitcrawl.read.state import BREAK, Closer, OpenForm, squash
from oitcrawl.read.walk import Walk

_PUBLISHED: Final = {"article:published_time", "datepublished", "dc.date", "dcterms.date", "pubdate"}


def framed(walk: Walk, node: Node, tag: str) -> None:
    """A frame, or an object shown in the page."""
    attrs = node.attributes
    href = attrs.get("data" if tag == "object" else "src") or attrs.get("data-src") or ""
    if not href or href.startswith(("about:", "data:", "javascript:")):
        return
    text = squash(attrs.get("title") or "")
    walk.refer(href, text, LinkKind.FRAME)
    walk.has_map = walk.has_map or links.is_map(href)
    inner_reference(walk, href, text)


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


def image(walk: Walk, node: Node, _tag: str) -> None:
    """A picture."""
    attrs = node.attributes
    alt = squash(attrs.get("alt") or attrs.get("title") or "")
    if alt:
        walk.alts.append(alt)
        walk.has_map = walk.has_map or ("แผนที่" in alt and not walk.in_chrome)
    source = (attrs.get("src") or attrs.get("data-src") or "").lower()
    small = _is_small(attrs.get("width")) or _is_small(attrs.get("height"))
    if source and not small and not any(word in source[-80:] for word in _ICONS):
        walk.pictures.append(len(walk.headings))


def _is_small(size: str | None) -> bool:
    digits = (size or "").removesuffix("px").strip()
    return digits.isascii() and digits.isdigit() and int(digits[:6]) < 60  # noqa: PLR2004 - pixels of an icon


def form(walk: Walk, node: Node, _tag: str) -> Closer:
    """A form opens."""
    attrs = node.attributes
    form = OpenForm()
    form.login = _ENTRY.search(f"{attrs.get('action')} {attrs.get('id')} {attrs.get('class')}") is not None
    walk.open_forms.append(form)
    walk.out.append(BREAK)

    def close() -> None:
        walk.open_forms.pop()
        walk.has_form = walk.has_form or (form.fields > 1 and not form.login)

    return close


_ENTRY: Final = re.compile("search|log-?in|sign-?in", re.IGNORECASE)


def field(walk: Walk, node: Node, tag: str) -> None:
    """A field of a form."""
    if not walk.open_forms:
        return
    form, kind = walk.open_forms[-1], (node.attributes.get("type") or "text").lower()
    if kind == "password":
        form.login = True
    elif tag == "textarea" or kind == "file":
        form.fields += 2
    elif kind not in {"hidden", "submit", "button", "image", "reset", "search"}:
        form.fields += 1


def meta(walk: Walk, node: Node, _tag: str) -> None:
    """A meta element: a refresh, the day on which the page was published, or what it was made with."""
    attrs = node.attributes
    name = attrs.get("property") or attrs.get("name") or attrs.get("itemprop") or ""
    if not walk.published and name.lower() in _PUBLISHED:
        walk.published = (attrs.get("content") or "").strip()[:10]
    if name.lower() == "generator" and not walk.generator:
        walk.generator = squash(attrs.get("content") or "")
    if (attrs.get("http-equiv") or "").lower() == "refresh" and not walk.refresh:
        walk.refresh = links.refresh_target(attrs.get("content") or "")


def base(walk: Walk, node: Node, _tag: str) -> None:
    """The base of the page's addresses."""
    walk.base = walk.base or (node.attributes.get("href") or "").strip()


def title(walk: Walk, node: Node, _tag: str) -> None:
    """The title of the page."""
    child = node.child
    if not walk.title and child is not None:
        walk.title = squash(child.text_content or "")


def script(walk: Walk, _node: Node, _tag: str) -> None:
    """A script: counted."""
    walk.scripts += 1


def app(walk: Walk, _node: Node, _tag: str) -> None:
    """The empty place that a script fills."""
    walk.wants_script = True


def no_script(walk: Walk, node: Node, _tag: str) -> None:
    """What is said to those without scripts."""
    child = node.child
    while child is not None and not walk.wants_script:
        walk.wants_script = _ASKS.search(child.text_content or "") is not None
        child = child.next


_ASKS: Final = re.compile("javascript|จาวาสคริปต์|จาวาสคริปท์|เปิดใช้งานสคริปต์", re.IGNORECASE)


def select(walk: Walk, node: Node, _tag: str) -> None:
    """A menu of addresses that a script jumps to; any other choice is part of a form and no text."""
    field(walk, node, "select")
    if not _JUMPS.search(node.attributes.get("onchange") or ""):
        return
    option = node.child
    while option is not None:
        target = option.attributes.get("value") if option.tag == "option" else None
        words = option.child.text_content if option.child else ""
        if target and not links.leads_nowhere(target):
            walk.refer(target, squash(words or ""), LinkKind.SCRIPT)
        option = option.next


_JUMPS: Final = re.compile("location|open|jump", re.IGNORECASE)
