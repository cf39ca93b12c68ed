"""Sitemaps: XML, index, gzip or plain text, within bounds and without entities."""

import gzip
import io
import re

from lxml import etree

MAX_BYTES = 20_000_000
MAX_URLS = 5_000
_GZIP = b"\x1f\x8b"


def parse_sitemap(body: bytes) -> tuple[str, ...]:
    """The addresses that a sitemap or sitemap index names, in order; none when it is not one."""
    text = _unpacked(body)
    if text.lstrip()[:1] != b"<":
        lines = text.decode("utf-8", "replace").split()
        return tuple(line for line in lines if re.match(r"https?://", line))[:MAX_URLS]
    try:
        root = etree.fromstring(text, parser=_parser())
    except (etree.XMLSyntaxError, ValueError):
        return ()
    if root is None:
        return ()
    found = (node.text.strip() for node in root.iter("{*}loc") if node.text)
    return tuple(url for url, _ in zip(found, range(MAX_URLS), strict=False))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, recover=True)


def _unpacked(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body[:MAX_BYTES]
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            return packed.read(MAX_BYTES)
    except (OSError, EOFError):
        return b""
