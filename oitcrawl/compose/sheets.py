"""Fetches the style sheets of a page that links to gambling, as those who break in hide their links by classes."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Page
from oitcrawl.model.visit import Fetched, Visit
from oitcrawl.read.charset import decode
from oitcrawl.read.veiled import is_suspect, sheets_of, veiled_by

PAGES: Final = 3  # of a site whose sheets are looked at
_SHEETS: Final = 4  # of one page
_BYTES: Final = 300_000  # of one sheet


async def undressed(
    page: Page, answer: Fetched, addresses: Addresses, fetch: Callable[[str], Awaitable[Visit]]
) -> Page:
    """``page`` with the links that its own site's style sheets hide; itself where none are hidden.

    Args:
        page: as read; one that ``is_suspect``.
        answer: what it was read from.
        addresses: tells the site's own, from which alone sheets are fetched.
        fetch: fetches an address, through the gate and by the rules of robots.txt.
    """
    source = decode(answer.body, charset=answer.charset)[0]
    own = [url for url in sheets_of(source, page.url, addresses.resolve) if addresses.is_own(url)]
    told = []
    for url in own[:_SHEETS]:
        sheet = await fetch(url)
        if isinstance(sheet, Fetched):
            told.append(sheet.body[:_BYTES].decode("utf-8", "replace"))
    found = veiled_by("\n".join(told), source, url=page.url, title=page.title, resolve=addresses.resolve)
    return replace(page, veiled=(*page.veiled, *found)) if found else page


__all__ = ["PAGES", "is_suspect", "undressed"]
