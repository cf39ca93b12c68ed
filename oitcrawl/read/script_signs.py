"""Signs that a script builds a page, or a part of it: strong ones, and weak ones that plain pages show as well."""

import re
from typing import Final

from oitcrawl.read import links
from oitcrawl.read.node import Attrs
from oitcrawl.read.walk import Walk

NEARLY_NOTHING: Final = 200  # letters; a page that shows less and runs scripts is built by them
MANY_CODES: Final = 5
MANY_SCRIPTED: Final = 5
_CODED: Final = re.compile(r"(?:O|o|โอ|ข้อ)\s?\d{1,2}(?!\d)")
_LOADS: Final = re.compile(rb"fetch\s*\(|axios|\$\.(?:ajax|get|post|getJSON)|XMLHttpRequest|/api/")
_HOLES: Final = re.compile(r"\{\{[^{}\n]{1,80}\}\}")
_ROOT: Final = re.compile(
    rb"<(?:div|main)[^>]*\bid=[\"']?(?:app|root|__next|__nuxt|___gatsby|q-app)[\"']?[^>]*>\s*(?:<!--.*?-->\s*)?</"
)
# Elements that hold nothing, where lists, tables, menus and panels stand; and what those are called.
HOLLOW: Final = ",".join(f"{tag}:blank" for tag in "tbody div ul ol nav section table".split())
_PANEL: Final = re.compile(  # of ids and classes
    "menu|nav|list|content|panel|accordion|collapse|tab|data|result|rows|items|year|ita|oit|app|root|load",
    re.IGNORECASE,
)


def is_empty_panel(tag: str, attrs: Attrs) -> bool:
    """Whether an element that holds nothing is called as what a script fills is."""
    return tag == "tbody" or _PANEL.search(f"{attrs.get('id') or ''} {attrs.get('class') or ''}") is not None


def script_signs(walk: Walk, text: str, chrome: str, raw: bytes) -> tuple[str, ...]:
    """All signs of script on a page, as ``Page.script_signs`` names them.

    Args:
        walk: what the walk through the page gathered.
        text: its content.
        chrome: its navigation, header and footer.
        raw: its bytes.
    """
    if not walk.scripts:
        return ("onclick",) if walk.script_links else ()
    signs = {
        "shell": _is_shell(walk, text, chrome, raw),
        "holes": "{{" in text and len(_HOLES.findall(text)) > 1,
        "script_links": walk.script_links >= MANY_SCRIPTED and walk.script_links * 2 > len(walk.references),
        "table_without_links": _lists_codes_without_links(walk),
        "loader": walk.loaders > 0,
        "dead_links": bool(walk.dead),
        "empty_panels": walk.empty_panels,
        "onclick": walk.script_links > 0,
    }
    return tuple([name for name, seen in signs.items() if seen])


def needs_script(signs: tuple[str, ...], walk: Walk, raw: bytes) -> bool:
    """Whether the signs say that what the page is for cannot be seen without a browser."""
    if "shell" in signs or "holes" in signs or (walk.scripts and "script_links" in signs):
        return True
    return "table_without_links" in signs and not walk.dead and _LOADS.search(raw) is not None


def _is_shell(walk: Walk, text: str, chrome: str, raw: bytes) -> bool:
    """Whether nearly nothing is there but an empty place for a script to fill."""
    told = len(text) > NEARLY_NOTHING or len(walk.pictures) > 1
    if told or any(links.is_document(one.href) for one in walk.references):
        return False
    signs = walk.wants_script or walk.loaders or _ROOT.search(raw)
    if signs:
        return True
    return len(text) + len(chrome) < NEARLY_NOTHING and not walk.references and not walk.refresh


def _lists_codes_without_links(walk: Walk) -> bool:
    """Whether a table lists O-codes and nothing leads from its rows."""
    rows = [row for table in walk.tables for row in table.rows]
    if sum(1 for row in rows if any(_CODED.match(cell) for cell in row[:2])) < MANY_CODES:
        return False
    return sum(1 for one in walk.references if one.firm and _CODED.match(one.row)) < MANY_CODES
