"""Mistyped links: what a dead address was probably meant to be, tried once, so that what it meant can be found."""

import re
from collections.abc import Awaitable, Callable

from oitcrawl.crawl.urls import canonical
from oitcrawl.model.scan import ScanWarning
from oitcrawl.model.visit import Failed, Fetched, Visit

MAX_VARIANTS = 3  # of one address
MAX_TRIES = 30  # of one site
WORTH = 0.5  # interest below which a mistyped link is not worth a request
_ENDINGS = (
    (
        re.compile(
            r"\.(?:htmk(?:=?l)?|hmtl|htlm|hml|htm1|hhtml|htmll|html=|htnl|thml|phtml|htm(?:=|%3D)l?)$", re.IGNORECASE
        ),
        ".html",
    ),
    (re.compile(r"\.(?:phpp|pph|hph|php=)$", re.IGNORECASE), ".php"),
    (re.compile(r"\.(?:pdff|pfd|dpf|pdg|pd|pdf=|pdfl)$", re.IGNORECASE), ".pdf"),
    (re.compile(r"\.(?:doxc|dcox|docxx)$", re.IGNORECASE), ".docx"),
    (re.compile(r"\.(?:xlxs|xslx|xlsxx)$", re.IGNORECASE), ".xlsx"),
)
_TWICE = re.compile(r"(\.(?:pdf|html?|php|docx?|xlsx?|zip|jpe?g))(?:\.?\1)+$", re.IGNORECASE)
_TAIL = re.compile(r"(?:%20|%C2%A0|%E2%80%8B|[.,;:'\")\]\s]|%22|%27)+$", re.IGNORECASE)
_EDGES = re.compile(r"(?:(?<=/)(?:%20)+|(?:%20)+(?=/|$|\.\w{2,5}$))", re.IGNORECASE)
_BACKSLASH = re.compile(r"%5C", re.IGNORECASE)


class Speller:
    """Tries what dead addresses were probably meant to be; a try that fails leaves no trace.

    Attributes:
        tries: addresses asked for so far.
    """

    def __init__(self, visit: Callable[[str], Awaitable[Visit]]) -> None:
        """A speller that asks by ``visit``, which says of untrue answers that they failed."""
        self._visit = visit
        self.tries = 0

    async def mend(self, failed: Failed, interest: float) -> Fetched | None:
        """The answer of what ``failed`` was probably meant to be, or None.

        Args:
            failed: what was asked for and is not there.
            interest: 0-1, how likely its links lead to a disclosure.
        """
        if not failed.permanent or interest < WORTH:
            return None
        for url in variants(failed.url):
            if self.tries >= MAX_TRIES:
                return None
            self.tries += 1
            answer = await self._visit(url)
            if isinstance(answer, Fetched):
                return answer
        return None


def variants(url: str) -> tuple[str, ...]:
    """What a dead address may have been meant to be: at most three, likeliest first, none for what looks right."""
    front, mark, query = url.partition("?")
    start = front.find("/", 8)
    if start < 0:
        return ()
    root, path = front[:start], front[start:]
    mended = _mended(path)
    lower = mended[: mended.rfind(".")] + mended[mended.rfind(".") :].lower() if "." in mended else mended
    guesses = [mended, lower, _lowered(mended)]
    rest = f"{mark}{query}"
    found = dict.fromkeys(canonical(f"{root}{guess}{rest}") for guess in guesses if guess != path)
    return tuple(one for one in found if one != url)[:MAX_VARIANTS]


def mistyped(failed: Failed, found: str, found_on: str) -> ScanWarning:
    """The warning that a link is mistyped: whoever clicks it meets an error."""
    where = f"ลิงก์ในหน้า {found_on} " if found_on else "ลิงก์"
    message = f"{where}พิมพ์ที่อยู่ผิด ผู้ชมจะพบว่าไม่มีหน้า (404) ที่ถูกน่าจะเป็น {found}"
    return ScanWarning(kind="broken_link", url=failed.url, message=message)


def _mended(path: str) -> str:
    """``path`` without slips of typing: blanks at edges, back slashes, mistyped and doubled endings."""
    path = _EDGES.sub("", _TAIL.sub("", _BACKSLASH.sub("/", path))) or "/"
    for slip, ending in _ENDINGS:
        path = slip.sub(ending, path)
    return _TWICE.sub(r"\1", path)


def _lowered(path: str) -> str:
    """``path`` in lower case; escapes keep theirs."""
    return re.sub(r"%[0-9A-Fa-f]{2}|[A-Z]+", lambda m: m[0] if m[0][0] == "%" else m[0].lower(), path)
