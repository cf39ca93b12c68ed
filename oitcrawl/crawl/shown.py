"""What a browser showed of a page, and the links in it that are no part of its HTML. Calm."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from oitcrawl.crawl.loaded import links_in
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Label, Link, LinkKind, Page

MAX_WENT: Final = 30  # addresses that a page goes to by itself: more are a storm
_NAME: Final = 3  # parts of the name of an office under .go.th, .ac.th or .or.th
_MAX_EACH: Final = 5  # addresses that one opening leads to
_EMPTY: Final = frozenset({"shell", "loader", "holes", "empty_panels", "table_without_links"})
_LOADING: Final = re.compile(r"กำลังโหลด|กำลังประมวลผล|\b(?:loading|processing)\b\s*(?:\.|…|$)", re.IGNORECASE)
_TELLS: Final = re.compile(  # paths of requests that tell the site something and bring nothing to show
    r"count|visit|(?:^|[/_-])(?:hit|stat|track|log|ping|beacon|csrf|token|session|consent|cookie)s?(?=[/_.-]|$)"
    r"|analytic|online|telemetry",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page as the browser shows it.

    Attributes:
        html: of the page after its scripts, and after all was opened.
        before: of the page before anything was opened, as tabs may put a part away; empty when nothing was.
        base: what its links are relative to, when that is not its address and the HTML does not say so.
        answers: address and text of JSON that it loaded.
        went: address that a script wanted to go to, and the text and row of what had been opened, both empty when the
            script went by itself.
        opened: href, text, row and heading of links that came to light when something was opened.
        is_quiet: it had fallen quiet when it was read.
        barred: address, and whether its method was at fault, of each request for data that was not let through.
        silent: address of each request for data that got no answer, or one that tells of trouble.
        requests: that its scripts sent to its own host, beside those answered from the browser's memory.
    """

    html: str
    before: str = ""
    base: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    went: tuple[tuple[str, str, str], ...] = ()
    opened: tuple[tuple[str, str, str, str], ...] = ()
    barred: tuple[tuple[str, bool], ...] = ()
    silent: tuple[str, ...] = ()
    is_quiet: bool = True
    requests: int = 0

    def documents(self) -> list[str]:
        """The HTML at the end, and before; with what links are relative to, where scripts changed the address."""
        some = [html for html in (self.html, self.before) if html]
        if not self.base.startswith("http"):
            return some
        base = self.base.replace('"', "%22")
        return [html.replace("<head>", f'<head><base href="{base}">', 1) for html in some]


def sensible(went: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    """Of ``Shown.went`` the first few of each opening, and of what the page wanted by itself, each once."""
    room: dict[tuple[str, str], int] = {("", ""): MAX_WENT}
    kept = []
    for one in dict.fromkeys(went):
        _, text, row = one
        room[text, row] = room.get((text, row), _MAX_EACH) - 1
        if room[text, row] >= 0:
            kept.append(one)
    return tuple(kept)


def barred(page: Page, shown: Shown, is_own: Callable[[str], bool]) -> str:
    """Why data of the site was kept from ``page``, as of ``Page.barred``; empty where nothing seems to be lacking.

    A page may tell its site of a visit, and is none the emptier when it cannot: only where an empty table, list or
    loader stands there still has anything been missed.

    Args:
        page: as read from what the browser showed.
        shown: the same.
        is_own: whether an address is the agency's own.
    """
    if not page.needs_script and _EMPTY.isdisjoint(page.script_signs) and not _LOADING.search(page.leaf.text):
        return ""

    def counts(url: str) -> bool:
        return (is_own(url) or _is_kin(url, page.url)) and not _TELLS.search(urlsplit(url).path)

    faults = {by_method for url, by_method in shown.barred if counts(url)}
    if faults:
        return "post" if True in faults else "closed"
    return "silent" if any(map(counts, shown.silent)) else ""


def _is_kin(url: str, page: str) -> bool:
    """Whether two addresses are of one office by their names: ``api.x.go.th`` and ``www.x.go.th``."""
    one, other = (urlsplit(some).hostname or "" for some in (url, page))
    name = ".".join(other.split(".")[-_NAME:])
    return one == other or (name.count(".") == _NAME - 1 and one.endswith(f".{name}") and not name[-1:].isdigit())


def opened_links(page: Page, shown: Shown, addresses: Addresses) -> list[Link]:
    """Links that came to light, and where scripts wanted to go, when something on ``page`` was opened."""
    tried = [(href, text, row, heading, LinkKind.ANCHOR) for href, text, row, heading in shown.opened]
    tried += [(href, text, row, "", LinkKind.SCRIPT) for href, text, row in shown.went if text]
    links = []
    for href, text, row, heading, kind in tried:
        if (url := addresses.resolve(page.url, href)) and url != page.url:
            more = row if len(row) > len(text) + 2 else ""
            label = Label(text=text, row=more, heading=heading, page_title=page.title, found_on=page.url)
            links.append(Link(url=url, label=label, kind=kind))
    return links


def named_links(page: Page, shown: Shown, addresses: Addresses) -> list[Link]:
    """Links in JSON from the site's own hosts, and where scripts of ``page`` went by themselves."""
    links = []
    for href, text, _ in shown.went:
        url = None if text else addresses.resolve(page.url, href)
        if url and url != page.url:
            label = Label(text="", page_title=page.title, found_on=page.url)
            links.append(Link(url=url, label=label, kind=LinkKind.REFRESH))
    for where, text in shown.answers:
        source = addresses.resolve(page.url, where)
        if source and addresses.is_own(source):
            links += links_in(text, where=source, page=page.url, title=page.title, resolve=addresses.resolve)
    return links
