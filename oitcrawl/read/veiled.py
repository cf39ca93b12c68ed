"""Links to gambling that a page holds but hides from its visitors, as those who break into sites put them there."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from oitcrawl.model.content import Label, Link, Page
from oitcrawl.read.links import LABEL_LENGTH, Resolve
from oitcrawl.read.state import squash
from oitcrawl.thai.gambling import gambling_host, gambling_words

MOST: Final = 100
_LOOKED_AT: Final = 3000  # anchors of a page
_METAS: Final = 200
_TOLD: Final = frozenset("description keywords og:description og:title twitter:description twitter:title".split())
_DESCRIPTION: Final = 5000  # characters
_UNSHOWN: Final = frozenset({"noscript", "template"})  # what only those without scripts see, as search engines are
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
_COMMENT: Final = re.compile(r"/\*[^*]{0,2000}\*/")
_NAMED: Final = re.compile(r"[.#][\w-]+")
_SIMPLE: Final = re.compile(r"(?:[\w\-.#]{1,60}[\s>]{0,3}){1,4}")  # what may be asked of a page without long work
_RULES: Final = 300  # that hide something
_SHEET: Final = re.compile(r"<link\b[^>]{0,500}>", re.IGNORECASE)
_HREF: Final = re.compile(r"\bhref\s*=\s*(?:\"([^\"]{1,500})\"|'([^']{1,500})'|([^\s>]{1,500}))", re.IGNORECASE)
_WHITE: Final = {"#ffffff", "white", "rgb(255,255,255)"}


def veiled_links(tree: LexborHTMLParser, *, base: str, url: str, title: str, resolve: Resolve) -> tuple[Link, ...]:
    """Links to gambling that nobody sees: not shown, off the screen, without size, or in the colour of the ground.

    What the page tells of itself to search engines alone, if it invites to gambling, is one to the page itself.
    """
    suspects = [node for node in tree.css("a[href]")[:_LOOKED_AT] if _is_gambling(node)]
    told = _to_engines(tree, url, title)
    if not suspects:
        return told
    hidden, nodes = frozenset(_hidden_names(tree)), _hidden_nodes(tree, _inner_sheets(tree))
    veiled = (node for node in suspects if _is_veiled(node, hidden, nodes))
    return (*told, *_as_links(veiled, base=base, url=url, title=title, resolve=resolve))


def _to_engines(tree: LexborHTMLParser, url: str, title: str) -> tuple[Link, ...]:
    """The description of the page, where it invites to gambling."""
    metas = (node.attributes for node in tree.css("meta[content]")[:_METAS])
    said = (
        one.get("content") or "" for one in metas if (one.get("name") or one.get("property") or "").lower() in _TOLD
    )
    text = squash("\n".join(dict.fromkeys(said))[:_DESCRIPTION])
    if not any(is_lure for _, is_lure in gambling_words(text)):
        return ()
    return (Link(url=url, label=Label(text=text[:LABEL_LENGTH], page_title=title, found_on=url)),)


def is_suspect(page: Page) -> bool:
    """Whether a page links to gambling in sight of all, as far as it tells itself: its sheets may tell otherwise."""
    seen = all(link.url == page.url for link in page.veiled)
    return seen and any(gambling_host(link.url) or gambling_words(link.label.text) for link in page.links)


def sheets_of(source: str, base: str, resolve: Resolve) -> tuple[str, ...]:
    """Addresses of the style sheets that a page links to."""
    found = []
    for tag in _SHEET.findall(source[:_SHEETS]):
        href = _HREF.search(tag)
        if href and "stylesheet" in tag.lower() and (url := resolve(base, href[1] or href[2] or href[3])):
            found.append(url)
    return tuple(dict.fromkeys(found))


def veiled_by(sheets: str, source: str, *, url: str, title: str, resolve: Resolve) -> tuple[Link, ...]:
    """Links to gambling in ``source`` that the rules of ``sheets`` hide."""
    if not _HIDES.search(sheets):
        return ()
    tree = LexborHTMLParser(source)
    nodes = _hidden_nodes(tree, sheets)
    suspects = (node for node in tree.css("a[href]")[:_LOOKED_AT] if _is_gambling(node))
    veiled = (node for node in suspects if _is_veiled(node, frozenset(), nodes))
    return _as_links(veiled, base=url, url=url, title=title, resolve=resolve)


def _as_links(nodes: Iterable[LexborNode], *, base: str, url: str, title: str, resolve: Resolve) -> tuple[Link, ...]:
    found: dict[str, Link] = {}
    for node in nodes:
        target = resolve(base, node.attributes.get("href") or "")
        if target and target not in found:
            text = squash(node.text())[:LABEL_LENGTH]
            found[target] = Link(url=target, label=Label(text=text, page_title=title, found_on=url))
    return tuple(found.values())[:MOST]


def _is_gambling(node: LexborNode) -> bool:
    href = node.attributes.get("href") or ""
    return bool(gambling_host(href) or gambling_words(node.text()[:LABEL_LENGTH]))


def _is_veiled(node: LexborNode, hidden: frozenset[str], nodes: frozenset[int]) -> bool:
    """Whether an element, or one that it stands in, is hidden."""
    colour = ""
    above: LexborNode | None = node
    for _ in range(_ABOVE):
        if above is None or above.tag in {"html", "-undef"}:
            break
        if above.tag in _UNSHOWN:
            return True
        attrs = above.attributes
        style = attrs.get("style") or ""
        if "hidden" in attrs or _HIDES.search(style) or not hidden.isdisjoint(_names(attrs)):
            return True
        if above.mem_id in nodes:
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
    yield from (one for one in _hiding(_inner_sheets(tree)) if _NAMED.fullmatch(one))


def _hidden_nodes(tree: LexborHTMLParser, sheets: str) -> frozenset[int]:
    """Elements that rules of ``sheets`` hide, of those rules whose selectors are simple."""
    nodes: set[int] = set()
    selectors = [one for one in _hiding(sheets) if _SIMPLE.fullmatch(one)]
    for selector in list(dict.fromkeys(selectors))[:_RULES]:
        try:
            nodes.update(node.mem_id for node in tree.css(selector)[:_LOOKED_AT])
        except (SelectolaxError, ValueError):
            continue
    return frozenset(nodes)


def _inner_sheets(tree: LexborHTMLParser) -> str:
    return "\n".join(sheet.text() for sheet in tree.css("style"))[:_SHEETS]


def _hiding(sheets: str) -> Iterator[str]:
    """The selectors of rules that hide something."""
    for rule in _RULE.finditer(_COMMENT.sub("", sheets)):
        if _HIDES.search(rule[2]):
            yield from (one.strip() for one in rule[1].split(","))


def _plain(match: re.Match[str] | None) -> str:
    return re.sub(r"\s", "", match[1]).lower() if match else ""


def _same(colour: str, ground: str) -> bool:
    return _long(colour) == _long(ground) or (_long(colour) in _WHITE and _long(ground) in _WHITE)


def _long(colour: str) -> str:
    """``#fff`` as ``#ffffff``."""
    short = re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])", colour)
    return "#" + "".join(letter * 2 for letter in short.groups()) if short else colour
