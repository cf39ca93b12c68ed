"""Links in JSON that a page loaded: every address in it, called what its own object calls it. Calm."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from oitcrawl.model.content import Label, Link, LinkKind

MAX_LINKS: Final = 2000
_MAX_NODES: Final = 50_000
_MAX_DEPTH: Final = 40
_LONGEST: Final = 2000  # characters of an address
_TITLES: Final = re.compile(
    r"(?:^|[_-])(?:title|name|label|text|topic|subject|caption|head(?:ing|er)?|desc(?:ription)?|detail|menu|item|t|th)"
    r"(?:[_-]?(?:th|thai|full))?$|(?:title|name|label|topic|subject)(?:th)?$|ชื่อ|หัวข้อ|เรื่อง|รายการ",
    re.IGNORECASE,
)
_POINTS: Final = re.compile(r"url|href|link|path|file|doc|pdf|download|attach|src|target|slug|route", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|zip|rar|7z|csv|rtf|html?|php|aspx?|jsp)(?:[?#].*)?$", re.IGNORECASE
)
_PICTURE: Final = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|ico|bmp|avif)(?:[?#].*)?$", re.IGNORECASE)
_NO_PAGE: Final = re.compile(r"\.(?:js|mjs|css|woff2?|ttf|eot|map|mp[34]|webm|json|xml)(?:[?#].*)?$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?:)?//[^\s<>\"]+|\.{0,2}/[^\s<>\"/][^<>\"\n]*|\?[\w\[\]%-]+=[^\s<>\"]+")
_ANCHOR: Final = re.compile(
    r"<a\s[^>]*?href\s*=\s*[\"']([^\"'#][^\"']*)[\"'][^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL
)
_MACHINE: Final = re.compile(r"/wp-json/|/api/(?![^?]*(?:download|file|doc|pdf))|/oembed|/graphql", re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^>]*>")

Resolve = Callable[[str, str], str | None]


def links_in(text: str, *, where: str, page: str, title: str, resolve: Resolve) -> list[Link]:
    """Links that a JSON answer names; none when it is no JSON.

    Args:
        text: the answer.
        where: its address.
        page: address of the page that loaded it; what it names is relative to that.
        title: title of that page.
        resolve: (base, href) -> canonical absolute address, or None.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    links: dict[tuple[str, str], Link] = {}
    for href, words, heading in _found(data):
        url = resolve(page, href)
        if url is None or url in {page, where} or (url, words) in links:
            continue
        label = Label(text=words[:500], heading=heading[:300], page_title=title, found_on=page)
        links[url, words] = Link(url=url, label=label, kind=LinkKind.SCRIPT)
        if len(links) >= MAX_LINKS:
            break
    return list(links.values())


def _found(data: Any) -> Iterator[tuple[str, str, str]]:
    """(address, what its object calls it, what the object around calls itself), in document order."""
    todo: list[tuple[Any, str, str, str, int]] = [(data, "", "", "", 0)]
    for _ in range(_MAX_NODES):
        if not todo:
            return
        value, key, own, above, depth = todo.pop()
        if isinstance(value, dict) and depth < _MAX_DEPTH:
            mine = _title_of(value)
            inner = (mine, own or above) if mine else (own, above)
            todo.extend((one, str(name), *inner, depth + 1) for name, one in reversed(value.items()))
        elif isinstance(value, list) and depth < _MAX_DEPTH:
            todo.extend((one, key, own, above, depth + 1) for one in reversed(value))
        elif isinstance(value, str) and value:
            yield from _in_string(value, key, own, above)


def _in_string(value: str, key: str, own: str, above: str) -> Iterator[tuple[str, str, str]]:
    if "<a" in value or "<A" in value:
        for found in _ANCHOR.finditer(value):
            yield found.group(1).replace("&amp;", "&"), _plain(found.group(2)), own
    elif len(value) <= _LONGEST and is_address(value.strip(), key):
        yield value.strip(), own if own != value else "", above


def is_address(value: str, key: str = "") -> bool:
    """Whether a string is an address of a page or a document, as the value of ``key``."""
    if _NO_PAGE.search(value) or _MACHINE.search(value) or (_PICTURE.search(value) and not _POINTS.search(key)):
        return False
    if _ADDRESS.fullmatch(value):
        return bool(urlsplit(value).path.strip("/")) or "?" in value or bool(_POINTS.search(key))
    return (
        _DOCUMENT.search(value) is not None
        and not re.search(r"[\n<>]", value)
        and bool(_POINTS.search(key) or " " not in value.strip())
    )


def _title_of(data: dict[Any, Any]) -> str:
    """What an object calls itself: its number and its title, else its longest words."""
    inner = ((str(key), one.get("rendered") if isinstance(one, dict) else one) for key, one in data.items())
    strings = ((key, one) for key, one in inner if isinstance(one, str) and one.strip() and "<a" not in one)
    words = {key: one for key, one in strings if not is_address(one, key)}
    titles = [_plain(one) for key, one in words.items() if _TITLES.search(key)]
    titles = [one for one in titles if one]
    if not titles:
        rest = [_plain(one) for one in words.values()]
        return max((one for one in rest if 2 < len(one) <= 300), key=len, default="")  # noqa: PLR2004 - a code
    number = next((words[key].strip() for key in words if _NUMBERS.search(key) and len(words[key]) <= 12), "")  # noqa: PLR2004
    best = max(titles[:4], key=lambda one: (len(one) <= 300, min(len(one), 300)))  # noqa: PLR2004 - a text, no title
    return f"{number} {best}" if number and not best.startswith(number) else best


_NUMBERS: Final = re.compile(r"^(?:no|number|num|code|oit|item_?(?:no|code)|order|ข้อ)$", re.IGNORECASE)


def _plain(text: str) -> str:
    return " ".join(_TAGS.sub(" ", text).split()) if "<" in text else " ".join(text.split())
