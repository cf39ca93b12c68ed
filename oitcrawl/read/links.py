"""What a page refers to: addresses in anchors, frames, viewers and scripts, and the words around them."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from oitcrawl.model.content import Label, Link, LinkKind
from oitcrawl.read.node import Attrs

ROW_LENGTH: Final = 300
LABEL_LENGTH: Final = 500
Resolve = Callable[[str, str], str | None]


class Reference:
    """A link under way: its address as written, and the words that gather around it while the page is walked.

    Attributes:
        href: as written.
        text: its own words.
        row: words of the row, list item or small block around it.
        firm: ``row`` is of a table row or list item and stays.
        heading: nearest heading above.
    """

    __slots__ = ("firm", "heading", "href", "kind", "row", "text")

    def __init__(self, href: str, text: str, heading: str, kind: LinkKind = LinkKind.ANCHOR) -> None:
        self.href = href
        self.text = text
        self.row = ""
        self.firm = False
        self.heading = heading
        self.kind = kind

    def copy(self) -> "Reference":
        """The same, for a page that may come to know more of it."""
        twin = Reference(self.href, self.text, self.heading, self.kind)
        twin.row, twin.firm = self.row, self.firm
        return twin


def make_links(
    references: Iterable[Reference], *, base: str, url: str, title: str, resolve: Resolve, limit: int
) -> tuple[Link, ...]:
    """Links of a page: absolute, each (address, text) once, those that resolve to nothing left out."""
    links: list[Link] = []
    seen: set[tuple[str, str]] = set()
    for reference in references:
        target = resolve(base, reference.href)
        if target is None or target == url:  # print and language variants of the page itself lead nowhere
            continue
        key = (target, reference.text)
        if key in seen:
            continue
        seen.add(key)
        links.append(_link(reference, target, title, url))
        if len(links) >= limit:
            break
    return tuple(links)


def _link(reference: Reference, target: str, title: str, url: str) -> Link:
    """A link with its label.

    A page makes a hundred of them, and the constructors of frozen dataclasses take three times as long to fill the
    same slots; a test sees to it that no field is forgotten.
    """
    label: Label = _new(Label)
    _set_text(label, reference.text[:LABEL_LENGTH])
    _set_row(label, reference.row[:ROW_LENGTH])
    _set_heading(label, reference.heading[:ROW_LENGTH])
    _set_page_title(label, title)
    _set_found_on(label, url)
    link: Link = _new(Link)
    _set_url(link, target)
    _set_label(link, label)
    _set_kind(link, reference.kind)
    return link


_new: Final[Callable[..., Any]] = object.__new__
_set_text, _set_row, _set_heading, _set_page_title, _set_found_on = (
    vars(Label)[name].__set__ for name in ("text", "row", "heading", "page_title", "found_on")
)
_set_url, _set_label, _set_kind = (vars(Link)[name].__set__ for name in ("url", "label", "kind"))


def script_target(code: str) -> str:
    """The address that ``onclick`` or a ``javascript:`` address leads to, or an empty string."""
    if "http-equiv" in code:
        return ""
    found = _GOES.search(code) or _FILE_IN_CODE.search(code)
    return found.group("to").strip() if found else ""


_GOES: Final = re.compile(
    r"(?:location(?:\.href|\.assign|\.replace)?\s*(?:=|\()|(?:window\.)?open\s*\(|navigateTo\s*\()\s*(['\"])(?P<to>[^'\"]+)\1"
)
# A document named in any call: showPdf('docs/x.pdf'). Pages are not: calls that count or delete name them too.
_FILE_IN_CODE: Final = re.compile(
    r"(['\"])(?P<to>[^'\"\s]+\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|odt|ods)(?:[?#][^'\"]*)?)\1", re.IGNORECASE
)

NOWHERE: Final = re.compile(
    r"\s*(?:#!?/?|#0|javascript:\s*(?:void\s*\(?\s*0?\s*\)?|//|return\b.*)?\s*;?\s*|about:blank)?\s*", re.IGNORECASE
)


def leads_nowhere(href: str) -> bool:
    """Whether an address is a mere placeholder: ``#``, ``#!``, ``javascript:void(0)``, empty."""
    return NOWHERE.fullmatch(href) is not None


_INNER_KEYS: Final = frozenset(
    {"url", "file", "src", "pdf", "source", "doc", "document", "href", "link", "path", "u"}
)
_DOCUMENT: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods)$", re.IGNORECASE)


def inner_address(href: str) -> str:
    """The document that a viewer shows: ``docs.google.com/gview?url=...``, ``viewer.html?file=...``; else empty."""
    _, mark, query = href.partition("?")
    if not mark:
        return ""
    query = query.partition("#")[0].replace("&amp;", "&")
    is_viewer = "docs.google." in href or "officeapps" in href
    for key, value in parse_qsl(query, max_num_fields=None):
        if key.lower() in _INNER_KEYS and value and (is_viewer or _DOCUMENT.search(unquote(value).partition("?")[0])):
            return value
    return ""


def is_document(href: str) -> bool:
    """Whether an address ends as those of documents do."""
    return _DOCUMENT.search(href.partition("?")[0]) is not None


DATA_TARGETS: Final = (
    "data-href",
    "data-url",
    "data-pdf",
    "data-file",
    "data-link",
    "data-source",
    "data-pdf-url",
    "source",
)


def data_target(attrs: Attrs) -> str:
    """The address in a data attribute by which scripts and flipbooks know their target, or an empty string."""
    for name in DATA_TARGETS:
        value = attrs.get(name)
        if value and not value.startswith(("#", "{", "[", "data:")) and (name != "source" or _DOCUMENT.search(value)):
            return value.strip()
    return ""


# nothing is given back (++): else spaces without end take time by their cube
_REFRESH: Final = re.compile(r"\s*+[\d.]*+\s*+[;,]?\s*+url\s*+=\s*+['\"]?\s*+(?P<to>[^'\"]+)", re.IGNORECASE)


def refresh_target(content: str) -> str:
    """The address of a meta refresh, or an empty string (a page that only reloads itself)."""
    found = _REFRESH.match(content)
    return found.group("to").strip() if found else ""


_MAPS: Final = re.compile(
    r"google\.[a-z.]+/maps|maps\.google\.|goo\.gl/maps|maps\.app\.goo\.gl|openstreetmap\.org|longdo\.com|map\.nostramap",
    re.IGNORECASE,
)


def is_map(href: str) -> bool:
    """Whether an address shows a map."""
    return _MAPS.search(href) is not None


def unhidden_mail(code: str) -> str:
    """The mail address that Cloudflare hides from robots (``data-cfemail``), or an empty string."""
    try:
        key, *letters = bytes.fromhex(code)
    except ValueError:
        return ""
    address = bytes(letter ^ key for letter in letters).decode("utf-8", "replace")
    return address if "@" in address else ""
