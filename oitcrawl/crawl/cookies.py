"""The cookies of one visit: some sites send a first visit back to where it was, with a cookie."""

from http.cookiejar import CookieJar
from typing import Final

import httpx

from oitcrawl.crawl.fields import line_of

MAX_LINE: Final = 4096  # bytes of one of them, as browsers have it
MAX_SENT: Final = 8192  # bytes that are sent with a request; more of them no server takes
_PER_ANSWER: Final = 40
_SET: Final = b"set-cookie"


class Cookies:
    """Takes cookies and gives them back, by the rules of http.cookiejar."""

    def __init__(self, most: int) -> None:
        """Keep at most so many at a time: a site that sets more is a trap, and all of them are forgotten."""
        self._most = most
        self._jar = httpx.Cookies(CookieJar())
        self._plain: dict[str, bytes] | None = {}

    def take(self, url: str, status: int, lines: list[tuple[bytes, bytes]]) -> None:
        """Remember the cookies of an answer."""
        kept = [line for line in lines if line[0].lower() == _SET and len(line[1]) <= MAX_LINE][:_PER_ANSWER]
        self._jar.extract_cookies(httpx.Response(status, headers=kept, request=httpx.Request("GET", url)))
        if len(self._jar.jar) > self._most:
            self._jar.jar.clear()
        lasting = all(cookie.path == "/" and cookie.expires is None for cookie in self._jar.jar)
        self._plain = {} if lasting else None

    def line(self, url: str) -> bytes:
        """The header line for a request of ``url``; empty without cookies for it."""
        if not len(self._jar.jar):
            return b""
        if self._plain is None:
            return self._ask(url)
        origin = url[: url.find("/", 8)]  # cookies for a whole site until the end of the visit: asked for once
        if origin not in self._plain:
            self._plain[origin] = self._ask(url)
        return self._plain[origin]

    def _ask(self, url: str) -> bytes:
        request = httpx.Request("GET", url)
        self._jar.set_cookie_header(request)
        line = line_of("Cookie", request.headers.get("cookie", ""))
        return line if len(line) <= MAX_SENT else b""
