"""How a page is built, in a few bytes: its scripts and style sheets, the order of its elements; never its words."""

import base64
import re
from typing import Final
from zlib import crc32

KEPT: Final = 16  # smallest of the hashes of all features; two such sketches tell how much two pages have in common
FEW: Final = 4  # fewer features say nothing
_BYTES: Final = 3  # of a hash
_HEAD: Final = 6_000  # bytes in which scripts and style sheets are looked for
_BODY: Final = 6_000  # bytes of elements: header and menu stand first, and they are the template's
_FILE: Final = re.compile(rb"""["'/=]([\w.-]{1,60}\.(?:js|css))["'?\s>]""")
_ELEMENT: Final = re.compile(rb"""<([a-zA-Z][a-zA-Z0-9]*)(?:\s+(?:class|id)=["']?\s*([\w-]{1,40}))?""")
_DIGITS: Final = re.compile(rb"\d+")


def skeleton(body: bytes) -> str:
    """A sketch of how a page is built, as short text; empty where too little of it is to be seen.

    Args:
        body: its HTML, in any encoding that spells ASCII as ASCII does.
    """
    features = _features(body)
    if len(features) < FEW:
        return ""
    smallest = sorted({crc32(one) >> 8 for one in features})[:KEPT]
    return base64.b64encode(b"".join(one.to_bytes(_BYTES, "big") for one in smallest)).decode()


def _features(body: bytes) -> set[bytes]:
    """Names of scripts and style sheets without numbers, and each three elements that follow one another."""
    start = max(body.find(b"<body"), body.find(b"<BODY"), 0)
    names = {_DIGITS.sub(b"", name).lower() for name in _FILE.findall(body, 0, min(start, _HEAD))}
    row = [tag.lower() + b"." + name for tag, name in _ELEMENT.findall(body, start, start + _BODY)]
    return names | set(map(b">".join, zip(row, row[1:], row[2:], strict=False)))
