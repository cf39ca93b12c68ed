"""Sitemaps: XML, index, gzip or plain text, within bounds and without entities."""

import re
import zlib
from dataclasses import dataclass

from lxml import etree

MAX_BYTES = 20_000_000
MAX_URLS = 5_000
_GZIP = b"\x1f\x8b"
_PLACES = frozenset({"url", "sitemap"})  # a loc of anything else is of a picture, a film, a piece of news


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap names, in its order.

    Attributes:
        pages: addresses of pages.
        maps: addresses of further sitemaps.
    """

    pages: tuple[str, ...] = ()
    maps: tuple[str, ...] = ()


def read_sitemap(body: bytes) -> Sitemap:
    """The pages and further sitemaps that a sitemap names; nothing when it is none."""
    text = _unpacked(body)
    if text.lstrip()[:1] != b"<":
        lines = text.decode("utf-8", "replace").split()
        return Sitemap(pages=tuple(line for line in lines if re.match(r"https?://", line))[:MAX_URLS])
    try:
        root = etree.fromstring(text, parser=_parser())
    except (etree.XMLSyntaxError, ValueError):
        return Sitemap()
    if root is None:
        return Sitemap()
    found: dict[str, list[str]] = {place: [] for place in _PLACES}
    for node in root.iter("{*}loc"):
        place = _kind(node.getparent())
        if node.text and place in found and len(found[place]) < MAX_URLS:
            found[place].append(node.text.strip())
    return Sitemap(pages=tuple(found["url"]), maps=tuple(found["sitemap"]))


def parse_sitemap(body: bytes) -> tuple[str, ...]:
    """All addresses that a sitemap or a sitemap index names."""
    named = read_sitemap(body)
    return (*named.maps, *named.pages)


def _kind(node: etree._Element | None) -> str:
    # not by QName, which raises at names that the parser let pass: <:url>
    return "" if node is None or not isinstance(node.tag, str) else node.tag.rpartition("}")[2]


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)


def _unpacked(body: bytes) -> bytes:
    """``body`` without gzip, as far as it goes: a sitemap cut short still names pages."""
    if not body.startswith(_GZIP):
        return body[:MAX_BYTES]
    try:
        return zlib.decompressobj(31).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""
