"""Which links of a list page lead to its further pages. Calm."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from oitcrawl.crawl.traps import family, nature
from oitcrawl.model.content import Link, Page
from oitcrawl.model.scan import TrapReason

_SHORT = 20
_NUMBERS = re.compile(r"\d+")
_STEP = re.compile(
    r"^\W*(?:[\d๐-๙]{1,4}|ถัดไป|หน้าถัดไป|หน้าต่อไป|ต่อไป|ก่อนหน้านี้|เก่ากว่า|รายการเก่า|สุดท้าย|หน้าสุดท้าย"
    r"|next(?: page)?|older(?: posts)?|last)?\W*$",
    re.IGNORECASE,
)


def older_pages(page: Page, is_past: Callable[[Page], bool]) -> tuple[str, ...]:
    """The further pages of a list when the page itself holds nothing that is recent enough, else nothing."""
    further = next_pages(page.url, page.links)
    return further if further and is_past(page) else ()


def next_pages(url: str, links: Iterable[Link]) -> tuple[str, ...]:
    """Addresses of the pages that come after the page ``url`` of a list, each once.

    A link counts when its words are a page number or a word like "next", its address is a page of a list or alike
    the page's own, and no number in it is smaller than the page's own: what comes before is newer.
    """
    steps = [link for link in links if len(link.label.text) <= _SHORT and _is_step(link.label.text)]
    if not steps:
        return ()
    kin, own = family(url), _numbers(url)
    found = (link.url for link in steps if _continues(link.url, kin, own))
    return tuple(dict.fromkeys(one for one in found if one != url))


@lru_cache(maxsize=4096)
def _is_step(text: str) -> bool:
    return _STEP.match(text) is not None


def _continues(url: str, kin: str, own: tuple[int, ...]) -> bool:
    if family(url) != kin:
        return nature(url) is TrapReason.PAGES and _stem(url) == kin.partition("?")[0].rstrip("/") and _last(url) > 1
    return _numbers(url) > own


def _stem(url: str) -> str:
    """The address of the list itself, whose first page names no number."""
    return family(_PAGE.sub("", url)).partition("?")[0].rstrip("/")


def _last(url: str) -> int:
    return max(_numbers(url), default=0)


def _numbers(url: str) -> tuple[int, ...]:
    return tuple(
        int(one) for one in _NUMBERS.findall(url.partition("://")[2].partition("/")[2]) if len(one) <= _DIGITS
    )


_DIGITS = 9  # longer numbers count nothing
_PAGE = re.compile(r"/page/\d+/?|/p\d+/?$", re.IGNORECASE)
