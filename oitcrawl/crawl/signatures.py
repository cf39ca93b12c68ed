"""Pages in front of the content: firewalls, captchas, login walls, "closed for repairs", parked domains. Calm."""

import re
from collections.abc import Iterable, Sequence
from html import unescape
from urllib.parse import urlsplit

from oitcrawl.crawl.look import FILE, is_counter
from oitcrawl.crawl.wordings import (
    APOLOGY,
    BLOCKED,
    BLOCKED_CODE,
    BROKEN,
    BROKEN_TRACE,
    LOGIN,
    MAINTENANCE,
    PARKED,
    SERVICE,
)
from oitcrawl.model.content import LinkKind, Page
from oitcrawl.model.visit import FailCause
from oitcrawl.thai.text import fold

BARE_LETTERS = 900  # folded; a page that says more is no mere barrier
LOOSELY = 3  # characters for each folded letter, at most: blanks and marks are many
BARE_LINKS = 12
FEW_LETTERS = 350  # so short that words anywhere in it are what it is about
NEXT_TO_NOTHING = 150
FEW_OWN_LINKS = 6
DOOR_LINKS = 2  # the home page and the way to a forgotten password; more are a menu
A_WORD = 2  # folded letters that need not be a text of its own
BROKEN_LETTERS = 80  # folded, beside the error and its trace; a page that says more is a true one with a flaw
TRACE = 6000  # characters of an error with its trace, at most
HALF = 0.5
THIRD = 0.3
_SPACE = re.compile(r"\s+")
_PARTS = re.compile(r"\s[|·»:–—-]\s")
_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password", re.IGNORECASE)
_FORM = re.compile(r"<form\b.*?</form\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)\s*>|<!--.*?-->|<[^>]*>", re.IGNORECASE | re.DOTALL)
_RIGHTS = re.compile(r"^(?:©|\(c\)|copyright|สงวนลิขสิทธิ์|ลิขสิทธิ์)|all rights? reserved|powered by")
_SUSPENDED = re.compile(r"/(?:cgi-sys/)?(?:suspendedpage|defaultwebpage)\.cgi|/suspended\.page/", re.IGNORECASE)


def barrier(page: Page, body: bytes, *, is_home: bool = False) -> FailCause | None:
    """What stands in front of the content, or None. A page with menus, files or a text of its own is no barrier.

    Args:
        page: as read.
        body: its bytes.
        is_home: the home page: no service is hidden behind its login.
    """
    if is_home and not _offers_files(page) and is_broken(page, page.leaf.text.splitlines()):
        return FailCause.SERVER_ERROR
    if _SUSPENDED.search(page.url):
        return FailCause.PARKED
    return _barrier(page, body, is_home=is_home)


def _barrier(page: Page, body: bytes, *, is_home: bool) -> FailCause | None:
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


def is_broken(page: Page, lines: Sequence[str]) -> bool:
    """Whether ``lines``, what ``page`` shows beside its frame, are a program's error and next to nothing else."""
    if sum(map(len, lines)) > TRACE or not any(BROKEN.search(plain(line)) for line in lines):
        return False
    heads = {fold(text) for text in (page.title, *page.headings, *page.breadcrumb)}
    other = (line for line in lines if not _is_trace(plain(line)) and not is_counter(line))
    return sum(len(folded) for line in other if (folded := fold(line)) not in heads) <= BROKEN_LETTERS


def _is_trace(line: str) -> bool:
    return BROKEN.search(line) is not None or BROKEN_TRACE.search(line) is not None


def _is_login(page: Page, body: bytes, *, is_home: bool) -> bool:
    """Whether the page is made of a form to log in and nothing else; its frame counts only where it leads on."""
    if not _PASSWORD.search(body) or page.has_form or _offers_files(page):
        return False
    named = any(LOGIN.search(part) for part in parts((page.title, *page.headings[:1])))
    if own_links(page) > DOOR_LINKS and (is_home or not named):
        return False
    text = plain(" ".join((page.title, *page.headings, page.leaf.text)))
    if not is_home and SERVICE.search(text):
        return False
    return not _beside_form(page, _form_words(body))


def _offers_files(page: Page) -> bool:
    """Whether documents, drives or frames can be reached from the page."""
    return any(link.kind is LinkKind.FRAME or FILE.search(link.url.partition("?")[0]) for link in page.links)


def _form_words(body: bytes) -> list[str]:
    """What stands in forms that ask for a password, in folded pieces, the longest first."""
    try:
        source = body.decode()
    except UnicodeDecodeError:
        source = body.decode("cp874", "replace")
    forms = (form for form in _FORM.findall(source) if _PASSWORD.search(form.encode()))
    pieces = {fold(unescape(piece)) for form in forms for piece in _TAG.split(form)}
    return sorted((piece for piece in pieces if len(piece) > A_WORD), key=len, reverse=True)


def _beside_form(page: Page, words: Sequence[str]) -> bool:
    """Whether the page says anything but the ``words`` of its form, its title and that one must log in."""
    known = {fold(part) for part in parts((page.title,))} | {fold(page.title)}
    for line in page.leaf.text.splitlines():
        said = plain(line)
        if covers(LOGIN, said, THIRD) or _RIGHTS.search(said) or is_counter(line):
            continue
        rest = fold(line)
        for word in words:
            rest = rest.replace(word, "")
        if len(rest) > A_WORD and rest not in known:
            return True
    return False
