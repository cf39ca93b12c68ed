"""The cookies of one visit: some sites send a first visit back to where it was, with a cookie."""

from http.cookiejar import CookieJar

import httpx

from oitcrawl.crawl.fields import line_of


class Cookies:
    """Takes cookies and gives them back, by the rules of http.cookiejar."""

    def __init__(self) -> None:
        self._jar = httpx.Cookies(CookieJar())
        self._plain: dict[str, bytes] | None = {}

    def take(self, url: str, status: int, lines: list[tuple[bytes, bytes]]) -> None:
        """Remember the cookies of an answer."""
        self._jar.extract_cookies(httpx.Response(status, headers=lines, request=httpx.Request("GET", url)))
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
        return line_of("Cookie", request.headers.get("cookie", ""))
