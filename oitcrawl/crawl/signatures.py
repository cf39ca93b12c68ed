"""Pages in front of the content: firewalls, captchas, login walls, "closed for repairs", parked domains. Calm."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from oitcrawl.crawl.wordings import APOLOGY, BLOCKED, BLOCKED_CODE, LOGIN, MAINTENANCE, PARKED, SERVICE
from oitcrawl.model.content import Page
from oitcrawl.model.visit import FailCause
from oitcrawl.thai.text import fold

BARE_LETTERS = 900  # folded; a page that says more is no mere barrier
LOOSELY = 3  # characters for each folded letter, at most: blanks and marks are many
BARE_LINKS = 12
FEW_LETTERS = 350  # so short that words anywhere in it are what it is about
NEXT_TO_NOTHING = 150
FEW_OWN_LINKS = 6
HALF = 0.5
THIRD = 0.3
_SPACE = re.compile(r"\s+")
_PARTS = re.compile(r"\s[|·»:–—-]\s")
_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_SUSPENDED = re.compile(r"/(?:cgi-sys/)?(?:suspendedpage|defaultwebpage)\.cgi|/suspended\.page/", re.IGNORECASE)


def barrier(page: Page, body: bytes, *, is_home: bool = False) -> FailCause | None:
    """What stands in front of the content, or None. A page with menus, files or a text of its own is no barrier.

    Args:
        page: as read.
        body: its bytes.
        is_home: the home page: no service is hidden behind its login.
    """
    if _SUSPENDED.search(page.url):
        return FailCause.PARKED
    if len(page.leaf.text) + len(page.chrome) > LOOSELY * BARE_LETTERS:
        return None  # nearly all pages: not worth folding
    letters = len(fold(page.leaf.text)) + len(fold(page.chrome))
    own = own_links(page)
    if letters > BARE_LETTERS or own > FEW_OWN_LINKS:
        return None
    if _says(PARKED, page, letters):
        return FailCause.PARKED
    if len(page.links) > BARE_LINKS or page.refresh:
        return None
    return _in_front(page, body, letters, is_home=is_home)


def _in_front(page: Page, body: bytes, letters: int, *, is_home: bool) -> FailCause | None:
    if _says(BLOCKED, page, letters) or (letters <= NEXT_TO_NOTHING and BLOCKED_CODE.search(body)):
        return FailCause.BLOCKED
    if letters > FEW_LETTERS:
        return None
    if _says(MAINTENANCE, page, letters):
        return FailCause.MAINTENANCE
    return FailCause.LOGIN if _is_login(page, body, is_home=is_home) else None


def own_links(page: Page) -> int:
    """Links that lead on within the page's own host, each address once, itself not counted."""
    host = urlsplit(page.url).hostname
    return len({link.url for link in page.links if urlsplit(link.url).hostname == host and link.url != page.url})


def plain(text: str) -> str:
    """``text`` as wordings are looked for in it: lower case, single spaces."""
    return _SPACE.sub(" ", text).strip().lower()


def parts(texts: Iterable[str]) -> Iterable[str]:
    """The pieces of titles that dividers part: ``404 Not Found | name of the agency`` has two."""
    return (plain(piece) for text in texts for piece in _PARTS.split(text) if piece.strip())


def covers(wording: re.Pattern[str], text: str, share: float = HALF) -> bool:
    """Whether ``wording`` makes up at least ``share`` of ``text``."""
    found = wording.search(text)
    return found is not None and found.end() - found.start() >= share * len(text)


def opens(wording: re.Pattern[str], text: str) -> bool:
    """Whether ``text`` begins with ``wording``, but for an apology, and is made of it."""
    after = APOLOGY.sub("", text, count=1)
    found = wording.match(after)
    return found is not None and found.end() >= HALF * len(after)


def _says(wording: re.Pattern[str], page: Page, letters: int) -> bool:
    """Whether the title or a heading is made of ``wording``, or a very short page holds it."""
    if any(covers(wording, part) for part in parts((page.title, *page.headings[:4]))):
        return True
    if letters > FEW_LETTERS:
        return False
    return any(covers(wording, plain(line), THIRD) for line in page.leaf.text.splitlines())


def _is_login(page: Page, body: bytes, *, is_home: bool) -> bool:
    if not _PASSWORD.search(body):
        return False
    text = plain(" ".join((page.title, *page.headings, page.leaf.text, page.chrome)))
    return bool(LOGIN.search(text)) and (is_home or not SERVICE.search(text))
