"""Addresses and anchors as a report shows them. Calm."""

import re
from dataclasses import dataclass

from oitcrawl.report.safe import readable, safe_link


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """An address as people read it; ``href`` is empty when it may not be followed."""

    text: str
    href: str


def anchor(item: str) -> str:
    """The id of an item's card."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", item) or "item"


def link(url: str) -> LinkView:
    """An address for people, followed only when its scheme is allowed."""
    return LinkView(text=readable(url), href=safe_link(url))
