"""Links to gambling that a page holds but hides from its visitors, as those who break into sites put them there."""

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from oitcrawl.model.content import Label, Link
from oitcrawl.read.links import LABEL_LENGTH, Resolve
from oitcrawl.read.state import squash
from oitcrawl.thai.gambling import gambling_host, gambling_words

MOST: Final = 100
_LOOKED_AT: Final = 3000  # anchors of a page
_ABOVE: Final = 30  # elements above an anchor
_SHEETS: Final = 200_000  # characters of style sheets written into the page
_HIDES: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0*)?\s*(?:[;!]|$)|"
    r"(?:left|right|top|bottom|text-indent|margin(?:-left|-top)?)\s*:\s*-\d{3,}|font-size\s*:\s*[01](?:px|pt|em|%)?\s*(?:[;!]|$)|"
    r"clip\s*:\s*rect\(\s*[01]|clip-path\s*:\s*inset\(\s*(?:50|100)%|translate[xy]?\(\s*-\d{4,}|"
    r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[01](?:px)?\s*(?:[;!]|$)",
    re.IGNORECASE,
)
_COLOUR: Final = re.compile(r"(?:^|[;\s])color\s*:\s*([^;!]+)", re.IGNORECASE)
_GROUND: Final = re.compile(r"background(?:-color)?\s*:\s*([^;!]+)", re.IGNORECASE)
_RULE: Final = re.compile(r"([^{}]{1,300})\{([^{}]{0,2000})\}")
_NAMED: Final = re.compile(r"[.#][\w-]+")
_WHITE: Final = {"#ffffff", "white", "rgb(255,255,255)"}


def veiled_links(tree: LexborHTMLParser, *, base: str, url: str, title: str, resolve: Resolve) -> tuple[Link, ...]:
    """Links to gambling that nobody sees: not shown, off the screen, without size, or in the colour of the ground."""
    suspects = [node for node in tree.css("a[href]")[:_LOOKED_AT] if _is_gambling(node)]
    if not suspects:
        return ()
    hidden = frozenset(_hidden_names(tree))
    found: dict[str, Link] = {}
    for node in suspects:
        target = resolve(base, node.attributes.get("href") or "")
        if target and target not in found and _is_veiled(node, hidden):
            text = squash(node.text())[:LABEL_LENGTH]
            found[target] = Link(url=target, label=Label(text=text, page_title=title, found_on=url))
    return tuple(found.values())[:MOST]


def _is_gambling(node: LexborNode) -> bool:
    href = node.attributes.get("href") or ""
    return bool(gambling_host(href) or gambling_words(node.text()[:LABEL_LENGTH]))


def _is_veiled(node: LexborNode, hidden: frozenset[str]) -> bool:
    """Whether an element, or one that it stands in, is hidden."""
    colour = ""
    above: LexborNode | None = node
    for _ in range(_ABOVE):
        if above is None or above.tag in {"html", "-undef"}:
            break
        attrs = above.attributes
        style = attrs.get("style") or ""
        if "hidden" in attrs or _HIDES.search(style) or not hidden.isdisjoint(_names(attrs)):
            return True
        colour = colour or _plain(_COLOUR.search(style)) or (attrs.get("color") or "").lower()
        ground = _plain(_GROUND.search(style)) or (attrs.get("bgcolor") or "").lower()
        if ground:
            return bool(colour) and _same(colour, ground)
        above = above.parent
    return bool(colour) and _same(colour, "white")


def _names(attrs: dict[str, str | None]) -> Iterator[str]:
    yield from (f".{name}" for name in (attrs.get("class") or "").split())
    yield f"#{attrs.get('id')}"


def _hidden_names(tree: LexborHTMLParser) -> Iterator[str]:
    """Classes and ids that style sheets in the page hide by a rule for them alone."""
    room = _SHEETS
    for sheet in tree.css("style"):
        text = sheet.text()[: max(0, room)]
        room -= len(text)
        for rule in _RULE.finditer(text):
            if _HIDES.search(rule[2]):
                yield from (one.strip() for one in rule[1].split(",") if _NAMED.fullmatch(one.strip()))


def _plain(match: re.Match[str] | None) -> str:
    return re.sub(r"\s", "", match[1]).lower() if match else ""


def _same(colour: str, ground: str) -> bool:
    return _long(colour) == _long(ground) or (_long(colour) in _WHITE and _long(ground) in _WHITE)


def _long(colour: str) -> str:
    """``#fff`` as ``#ffffff``."""
    short = re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", colour)
    return "#" + "".join(letter * 2 for letter in short.groups()) if short else colour
