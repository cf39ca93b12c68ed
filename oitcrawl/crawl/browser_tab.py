"""One page of the browser, used again and again: it shows HTML that was fetched already, and reads what scripts make.

Walls, from the outside in: the proxy, where TLS ends too, lets nothing but GET and HEAD through to checked addresses,
and nothing that did not come by here before, as guesses of the browser at the next page do not; requests of the
page, of whatever kind, stop in the browser's network layer, where no script reaches them, and only GET within
robots.txt, of nothing that might change something, goes on; what asks a server whether it may be asked (a preflight)
is answered here and never sent; the page's own policy (CSP) forbids pictures, fonts, media, frames, workers, forms
and WebSockets; a script in front of its scripts silences windows and dialogs.
"""

import asyncio
import base64
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from oitcrawl.crawl.acts import is_unsafe
from oitcrawl.crawl.proxy import READY, Proxy
from oitcrawl.crawl.shown import MAX_WENT, Shown, sensible
from oitcrawl.crawl.stand_in import SAFE, answer_of, asks_for, leave_for

if TYPE_CHECKING:
    from playwright.async_api import BrowserContext, CDPSession

_SCRIPTS: Final = Path(__file__).with_name("in_page")
WATCH: Final = (_SCRIPTS / "watch.js").read_text(encoding="utf-8")
_TAKE: Final = (_SCRIPTS / "take.js").read_text(encoding="utf-8").strip().rstrip(";")
_OPEN: Final = ";".join((_SCRIPTS / name).read_text(encoding="utf-8") for name in ("panes.js", "open.js"))
MAX_HTML: Final = 12_000_000  # characters
_ROUNDS: Final = 4  # panels inside panels
_MAX_OPENED: Final = 120
_OPENING: Final = 6.0  # seconds
_COUNTED: Final = frozenset({"Document", "Script", "XHR", "Fetch"})
_DATA: Final = frozenset({"XHR", "Fetch"})
_MAX_BARRED: Final = 100
_MAX_DATA: Final = 2000
_ASIDE: Final = frozenset({401, 403, 408, 429})  # statuses that say nothing of what is there, as all from 500 do
_TROUBLE: Final = 500
_ABORTED: Final = "net::ERR_ABORTED"
_OLD: Final = 6.0  # seconds after which a request is no longer waited for
_BLOCKED: Final = tuple(
    f"*.{suffix}{rest}"
    for suffix in "png jpg jpeg gif webp svg ico bmp avif woff woff2 ttf otf eot mp3 mp4 webm m4v avi pdf zip".split()
    for rest in ("", "?*")
)
_LARGE: Final = tuple(f"*.{kind}{rest}" for kind in "mp3 mp4 webm m4v avi pdf zip".split() for rest in ("", "?*"))
_POLICY: Final = (
    "img-src data:; font-src 'none'; media-src 'none'; object-src 'none'; worker-src 'none'; child-src 'none'; "
    "frame-src 'none'; form-action 'none'; connect-src http: https: data: blob:; "
    "sandbox allow-scripts allow-same-origin"
)
_SHOWY: Final = _POLICY.replace(
    "img-src data:; font-src 'none'", "img-src http: https: data:; font-src http: https: data:"
)
_SIZE: Final = (1000, 1400)  # pixels of a screenshot
_LOADED: Final = """Promise.race([new Promise((go) => setTimeout(go, 3000)), Promise.all([document.fonts.ready,
  ...[...document.images].map((one) => one.complete || new Promise((go) => { one.onload = one.onerror = go; }))])])"""


class Stuck(Exception):  # noqa: N818 - the state of a page
    """A page that neither loads nor answers in time."""


Choose = Callable[[list[str], list[tuple[str, bool]]], list[int]]


class Tab:
    """A page in its own context."""

    def __init__(self, context: "BrowserContext", session: "CDPSession", may: Callable[[str], bool]) -> None:
        self._context, self._session, self._may = context, session, may
        self._expected: tuple[str, bytes] | None = None
        self._frame = ""
        self._went: list[tuple[str, str, str]] = []
        self._barred: list[tuple[str, bool]] = []
        self._data: dict[str, str] = {}
        self._silent: list[str] = []
        self._under_way: dict[str, float] = {}
        self._ends = asyncio.Event()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._host = ""
        self._sent = 0
        self._policy = _POLICY

    @classmethod
    async def open(cls, context: "BrowserContext", proxy: Proxy, may: Callable[[str], bool]) -> "Tab":
        """A new page in ``context``, behind its walls.

        Args:
            context: of its own, with ``WATCH`` in front of every page.
            proxy: whose password it learns.
            may: whether the site allows an address to be fetched.
        """
        page = await context.new_page()
        context.on("page", lambda popup: asyncio.ensure_future(popup.close()))
        session = await context.new_cdp_session(page)
        tab = cls(context, session, may)
        session.on("Fetch.requestPaused", tab._paused)
        session.on("Fetch.authRequired", lambda event: tab._later(tab._log_in(event, proxy)))
        session.on("Network.requestWillBeSent", tab._began)
        session.on("Network.responseReceivedExtraInfo", tab._answered)  # also of what is kept from the page
        session.on("Network.loadingFinished", tab._ended)
        session.on("Network.loadingFailed", tab._failed)
        session.on("Network.requestServedFromCache", tab._spared)
        await session.send("Network.enable", {"maxTotalBufferSize": 0, "maxResourceBufferSize": 0})
        await session.send("Network.setBlockedURLs", {"urls": list(_BLOCKED)})
        tree = await session.send("Page.getFrameTree")
        tab._frame = tree["frameTree"]["frame"]["id"]
        await session.send("Fetch.enable", {"patterns": [{"urlPattern": "*"}], "handleAuthRequests": True})
        tab._expected = (f"http://{READY}/", b"")
        await asyncio.wait_for(session.send("Page.navigate", {"url": f"http://{READY}/"}), 10)
        tab._expected = None
        return tab

    async def show(self, url: str, body: bytes, seconds: float, choose: Choose | None = None) -> Shown:
        """Show ``body``, UTF-8, as what ``url`` answered, and read it when its scripts have fallen quiet.

        Args:
            url: its address.
            body: HTML in UTF-8.
            seconds: how long it may take.
            choose: given the titles of the page and the labels of what can be opened, which are to be; True beside
                a label that leads to a part of the page by a route of its own. None opens nothing.

        Raises:
            Stuck: it took longer.
        """
        self._expected, self._went, self._barred, self._silent = (url, body), [], [], []
        self._data.clear()
        self._host, self._sent = urlsplit(url).netloc, 0
        self._under_way.clear()
        until = time.monotonic() + seconds
        try:
            async with asyncio.timeout(seconds + 1):
                await self._session.send("Page.navigate", {"url": url})
                quiet = await self._quiet(until)
                before, opened = await self._open(choose, until) if choose else ("", [])
                told = await self._call(f"{_TAKE}({MAX_HTML})")
        except TimeoutError:
            raise Stuck(url) from None
        if not isinstance(told, dict):
            raise Stuck(url)
        base = str(told["base"])
        return Shown(
            html=str(told["html"]),
            before=before,
            base="" if told["hasBase"] or base.partition("#")[0] == url.partition("#")[0] else base,
            answers=tuple((str(where), str(text)) for where, text in told["answers"]),
            went=sensible((*self._went, *((str(where), str(text), str(row)) for where, text, row in told["went"]))),
            opened=tuple((str(a), str(b), str(c), str(d)) for a, b, c, d in opened),
            barred=tuple(self._barred),
            silent=tuple(self._silent),
            is_quiet=quiet,
            requests=self._sent,
        )

    async def picture(self, url: str, body: bytes, seconds: float, fit: Callable[[str], bool]) -> tuple[bytes, int]:
        """A screenshot, as WebP, of the upper part of ``body`` with its pictures and fonts, and requests sent for it.

        No picture is taken, and its bytes are empty, when the HTML that scripts made of the page is not ``fit``.

        Raises:
            Stuck: it took longer.
        """
        width, height = _SIZE
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._policy = _SHOWY
        try:
            await self._session.send("Network.setBlockedURLs", {"urls": list(_LARGE)})
            await self._session.send("Emulation.setDeviceMetricsOverride", screen)
            await self.show(url, body, seconds)
            async with asyncio.timeout(10):
                await self._call(_LOADED)
                html = await self._call(f"document.documentElement.outerHTML.slice(0, {MAX_HTML})")
                if not isinstance(html, str) or not fit(html):
                    return b"", self._sent
                words = {"format": "webp", "quality": 80}
                taken = await self._session.send("Page.captureScreenshot", words)
                return base64.b64decode(taken["data"]), self._sent
        except TimeoutError:
            raise Stuck(url) from None
        finally:
            self._policy = _POLICY
            await self._session.send("Emulation.clearDeviceMetricsOverride")
            await self._session.send("Network.setBlockedURLs", {"urls": list(_BLOCKED)})

    async def rest(self) -> None:
        """Leave the page, whose scripts would go on."""
        async with asyncio.timeout(3):
            await self._session.send("Page.navigate", {"url": "about:blank"})

    async def close(self) -> None:
        """Close the page and its context."""
        for task in self._tasks:
            task.cancel()
        async with asyncio.timeout(3):
            await self._context.close()

    async def _quiet(self, until: float) -> bool:
        """Wait until scripts and requests have come to rest; whether they have in time."""
        while (left := until - time.monotonic()) > 0:
            still = await self._call(f"window.__oitcrawl ? __oitcrawl.quiet({left * 1000:.0f}) : false")
            if not await self._busy(until):
                return bool(still)
        return False

    async def _busy(self, until: float) -> bool:
        """Wait for the requests under way, as of modules that name each other; whether there were any."""
        was = False
        while self._fresh() and (left := until - time.monotonic()) > 0:
            was = True
            self._ends.clear()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ends.wait(), min(left, 0.5))
        return was

    def _fresh(self) -> bool:
        oldest = time.monotonic() - _OLD
        return any(began > oldest for began in self._under_way.values())

    async def _open(self, choose: Choose, until: float) -> tuple[str, list[list[str]]]:
        """Open what ``choose`` wants, and what comes to light inside.

        Returns:
            The HTML before anything was opened, empty when nothing was, and links that were not there before.
        """
        before, found = "", list[list[str]]()
        until, left = min(until, time.monotonic() + _OPENING), _MAX_OPENED
        for _ in range(_ROUNDS):
            told = await self._call(f"{_OPEN};__opens.tell()")
            if not told:
                break
            titles = [str(one) for one in told["titles"]]
            which = choose(titles, [(str(label), bool(route)) for label, route in told["openers"]])[:left]
            seconds = until - time.monotonic()
            if not which or seconds <= 0:
                break
            before = before or str(await self._call(f"document.documentElement.outerHTML.slice(0,{MAX_HTML})") or "")
            found += await self._call(f"__opens.open({json.dumps(which)},{seconds * 1000:.0f})") or []
            left -= len(which)
        if before:
            await self._call("__panes.restore()")
        return before, found

    async def _call(self, code: str) -> Any:
        """What ``code`` comes to in the page; None when it fails there."""
        words = {"expression": code, "awaitPromise": True, "returnByValue": True}
        answer = await self._session.send("Runtime.evaluate", words)
        return answer["result"].get("value") if "exceptionDetails" not in answer else None

    # Requests of the page

    def _began(self, event: dict[str, Any]) -> None:
        url, kind = event["request"]["url"], event.get("type")
        if kind in _COUNTED and not url.startswith("data:"):
            self._under_way[event["requestId"]] = time.monotonic()
        if kind in _DATA and len(self._data) < _MAX_DATA:
            self._data[event["requestId"]] = url
        self._sent += kind != "Document" and urlsplit(url).netloc == self._host

    def _spared(self, _event: dict[str, Any]) -> None:
        self._sent = max(self._sent - 1, 0)

    def _ended(self, event: dict[str, Any]) -> None:
        self._under_way.pop(event["requestId"], None)
        self._ends.set()

    def _answered(self, event: dict[str, Any]) -> None:
        status = event["statusCode"]
        if status >= _TROUBLE or status in _ASIDE:
            self._miss(event["requestId"])

    def _failed(self, event: dict[str, Any]) -> None:
        ours = event.get("blockedReason") or event.get("canceled") or event.get("errorText") == _ABORTED
        if not ours and "corsErrorStatus" not in event:  # what a server shows no other page, people do not see either
            self._miss(event["requestId"])
        self._ended(event)

    def _miss(self, request: str) -> None:
        """Note that a request for data came to nothing, by trouble that may be of the moment or of us alone."""
        url = self._data.pop(request, "")
        if url and len(self._silent) < _MAX_BARRED:
            self._silent.append(url)

    def _paused(self, event: dict[str, Any]) -> None:
        self._later(self._answer(event))

    def _later(self, work: Any) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # the page may be gone before its request is answered

    async def _answer(self, event: dict[str, Any]) -> None:
        """Let a request go on, give it the body that was fetched, or end it."""
        name, url, kind = {"requestId": event["requestId"]}, event["request"]["url"], event["resourceType"]
        if kind == "Document":
            if self._expected is None or event["frameId"] != self._frame:
                if event["frameId"] == self._frame and len(self._went) < MAX_WENT:
                    self._went.append((url, "", ""))
                await self._session.send("Fetch.failRequest", {**name, "errorReason": "Aborted"})
                return
            (_, body), self._expected = self._expected, None
            if READY in url:
                await self._session.send("Fetch.continueRequest", name)
            else:
                await self._session.send("Fetch.fulfillRequest", {**name, **answer_of(body, self._policy)})
            return
        asks = asks_for(event["request"])
        method = asks or event["request"]["method"]
        if method not in SAFE or is_unsafe(url) or not self._may(url):
            if kind in _DATA and len(self._barred) < _MAX_BARRED:
                self._barred.append((url, method not in SAFE))
            await self._session.send("Fetch.failRequest", {**name, "errorReason": "BlockedByClient"})
        elif asks:
            await self._session.send("Fetch.fulfillRequest", {**name, **leave_for(event["request"])})
        else:
            await self._session.send("Fetch.continueRequest", name)

    async def _log_in(self, event: dict[str, Any], proxy: Proxy) -> None:
        """Tell the proxy's password to the browser, and to nobody else that asks for one."""
        asks = event["authChallenge"].get("source") == "Proxy"
        answer = {"response": "ProvideCredentials", "username": proxy.user, "password": proxy.password}
        response = answer if asks else {"response": "CancelAuth"}
        words = {"requestId": event["requestId"], "authChallengeResponse": response}
        await self._session.send("Fetch.continueWithAuth", words)
