"""How a site is built, apart from what it says: sites that one vendor set up are built alike. Calm."""

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

ALIKE: Final = 0.55
"""Likeness from which two sites are of one template.

Measured on made sites of seven styles, four agencies each: any two sites of one style are at least 0.75 alike, any
two of different styles at most 0.40 (``tests/judge/test_template.py`` holds both).
"""
BONES: Final = 0.2
"""Share of the bones that two sites must have in common besides: many vendors use the addresses of one CMS."""
BARE: Final = 0.8
"""Share of the routes that must be the same where the bones of one are not known, as in scans of earlier versions."""
_ROUTES: Final = 0.6  # how much the routes count; the bones count the rest
_FEW: Final = 2  # routes in common that are no chance
_BYTES: Final = 3  # of a bone
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[a-z][a-z_.-]{0,39}")
_FILE: Final = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|rar|7z|csv|od[tsp]|rtf|txt)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """How a site is built.

    Attributes:
        generator: what the home page says it was made with (``WordPress``); may be empty.
        credit: what the home page says of who made it; may be empty. For people: likeness does not hear it.
        routes: patterns of its addresses, ``/pages/ita_year_detail/N``, those of the most addresses first.
        bones: sketch of the elements, scripts and style sheets of its pages: hashes of three bytes, as base64.
    """

    generator: str = ""
    credit: str = ""
    routes: tuple[str, ...] = ()
    bones: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """What likeness is judged by: routes and bones as sets."""

    routes: frozenset[str]
    bones: frozenset[int]


def traits(template: Template) -> Traits:
    """What the likeness of a template is judged by."""
    return Traits(frozenset(template.routes), unpacked(template.bones))


def likeness(one: Traits, other: Traits) -> float:
    """How much alike two sites are built, 0-1; ``ALIKE`` and more is one template.

    Routes and bones each count by what both have of what any has. Bones alone, or routes alone, are not enough: plain
    frames are alike everywhere, and so are the addresses of a common CMS.
    """
    routes = _shared(one.routes, other.routes)
    if not one.bones or not other.bones:
        firm = routes >= BARE and len(one.routes & other.routes) >= _FEW
        return routes if firm else min(routes, ALIKE / 2)
    bones = _shared(one.bones, other.bones)
    whole = _ROUTES * routes + (1 - _ROUTES) * bones
    return whole if bones >= BONES else min(whole, ALIKE / 2)


def _shared(one: frozenset[str] | frozenset[int], other: frozenset[str] | frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0


def route(url: str) -> str:
    """The pattern of an address: N is a number, T varying text, FILE a document; of parameters the names stay."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return "T"
    path = "/".join(_step(step) for step in unquote(parts.path).lower().split("/"))
    names = sorted({name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{path or '/'}?{'&'.join(names)}" if names else path or "/"


def _step(step: str) -> str:
    """One step of a path, without what differs from page to page."""
    if _FILE.search(step):
        return "FILE"
    bare = _DIGITS.sub("N", step)
    return bare if bare in {"", "N"} or _WORD.fullmatch(bare.replace("N", "")) else "T"


def varies(pattern: str) -> bool:
    """Whether a pattern stands for many addresses."""
    return "?" in pattern or any(letter.isupper() for letter in pattern)


def unpacked(sketch: str) -> frozenset[int]:
    """A sketch as the numbers that it is made of; none where it is damaged."""
    try:
        data = base64.b64decode(sketch)
    except ValueError:
        return frozenset()
    return frozenset(int.from_bytes(data[at : at + _BYTES], "big") for at in range(0, len(data), _BYTES))


def packed(hashes: Iterable[int]) -> str:
    """Numbers of three bytes as a sketch."""
    return base64.b64encode(b"".join(one.to_bytes(_BYTES, "big") for one in sorted(hashes))).decode()
