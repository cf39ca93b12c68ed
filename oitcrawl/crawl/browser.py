"""The only door to Playwright: one browser for a site, started at the first need, replaced when it fails or grows."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

from oitcrawl.crawl.acts import is_unsafe
from oitcrawl.crawl.browser_program import Processes, arguments, found, has_own, in_own_folder, is_root, programs
from oitcrawl.crawl.browser_running import Running
from oitcrawl.crawl.browser_tab import WATCH, Stuck, Tab
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.leave import Leave
from oitcrawl.crawl.proxy import Proxy
from oitcrawl.crawl.rendering import Chooser, Interest, joined
from oitcrawl.crawl.shown import barred, named_links, opened_links
from oitcrawl.crawl.tls import Trust
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Content, Page
from oitcrawl.model.visit import Fetched
from oitcrawl.ration import Ration
from oitcrawl.settings import Settings

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import Playwright

_T = TypeVar("_T")
PAGES_EACH: Final = 150  # rendered by one browser before a fresh one takes over
TABS: Final = 2  # while one page waits for the site the other is at work
_FAILURES: Final = 3  # of browsers in a row after which no other is started
_LAUNCH: Final = 20_000  # milliseconds


def is_available(wanted: str = "") -> bool:
    """Whether pages can be rendered here: the package playwright is installed, and a Chromium is found.

    Args:
        wanted: path of the only Chromium to be used; empty for any.
    """
    return why_not(wanted) == ""


def why_not(wanted: str = "") -> str:
    """Why no page can be rendered here: ``playwright`` or ``chromium`` is absent; empty when nothing is."""
    if find_spec("playwright") is None:
        return "playwright"
    return "" if found(wanted) else "chromium"


class Browser:
    """Shows pages of one site to a browser; an async context manager.

    Attributes:
        pages: rendered so far.
        trouble: why there is no browser, in Thai; empty while none is missing.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        gate: Gate,
        addresses: Addresses,
        interest: Interest,
        read: Callable[[Fetched], Awaitable[Content]],
        decode: Callable[[bytes, str], str] = lambda body, charset: body.decode(charset or "utf-8", "replace"),
        may: Callable[[str], bool] = lambda _url: True,
        spent: Callable[[int], None] = lambda _requests: None,
        agent: str = "",
        pictures: bool = False,
        ration: Ration | None = None,
    ) -> None:
        """Nothing is started before the first page.

        Args:
            settings: render_seconds, browser_memory, browser and others.
            gate: which addresses may be connected to; the fetcher's own.
            addresses: resolves links and tells the site's own.
            interest: how likely a link leads to a disclosure.
            read: bytes in, content out; reads what the browser shows.
            decode: (body, charset of the header) -> text.
            may: whether robots.txt allows an address.
            spent: told how many requests a page sent to the site.
            agent: what the crawler calls itself; stands behind what the browser calls itself.
            pictures: it is for ``picture`` and loads the pictures of pages; else none is ever loaded.
            ration: the memory that it shares with readers; None lets it have one of its own.
        """
        self._settings, self._gate, self._addresses = settings, gate, addresses
        self._read, self._decode, self._agent = read, decode, agent
        self._may = lambda url: not is_unsafe(url) and may(url)
        self._spent, self._chooser = spent, Chooser(settings, interest)
        self._running: Running | None = None
        self._starting, self._places = asyncio.Lock(), asyncio.Semaphore(TABS)
        self._pictures, self._failures = pictures, 0
        self._ration = ration or Ration(settings.memory_total)
        self.pages = 0
        self.trouble = ""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    def wants(self, page: Page, worth: float) -> bool:
        """Whether ``page`` must be shown to be seen as a person sees it, and a browser and a budget are there."""
        return not self.trouble and self._chooser.wants(page, worth)

    def put_by(self, page: Page, answer: Fetched, worth: float) -> None:
        """Remember a page that was not shown, for the second look."""
        self._chooser.put_by(page, answer, worth)

    def second_look(self) -> list[tuple[Page, Fetched]]:
        """Pages that may be worth showing when nothing else is left to visit, at most 20, the worthiest first."""
        return [] if self.trouble else self._chooser.second_look()

    async def show(self, page: Page, answer: Fetched) -> Page | None:
        """The page as the browser shows it, with the links of both; None when the browser could not."""
        body = self._decode(answer.body, answer.charset).encode("utf-8", "replace")
        choose, seconds = self._chooser.opens(page), self._settings.render_seconds
        shown = await self._in_tab(lambda tab: tab.show(answer.final_url, body, seconds, choose))
        if shown is None:
            return None
        self._spent(shown.requests)
        pages = [again for html in shown.documents() if (again := await self._again(html, answer))]
        if not pages:
            return None
        opened = opened_links(pages[0], shown, self._addresses)
        named = named_links(pages[0], shown, self._addresses)
        whole, gained = joined(page, pages, opened, named, self._addresses.is_own)
        if why := barred(pages[0], shown, self._addresses.is_own):
            whole = replace(whole, needs_script=True, barred=why)
        self._chooser.learn(page, gained)
        self.pages += 1
        return whole

    async def _again(self, html: str, answer: Fetched) -> Page | None:
        """What the same reader makes of HTML that the browser gave."""
        body = html.encode("utf-8", "replace")
        content = await self._read(replace(answer, body=body, charset="utf-8", content_type="text/html"))
        return content if isinstance(content, Page) else None

    # The browser

    async def picture(self, url: str, body: bytes, charset: str, fit: Callable[[str], bool] = bool) -> bytes | None:
        """A screenshot, as WebP, of what ``url`` answered; None where there is none or its HTML is not ``fit``."""
        html = self._decode(body, charset).encode("utf-8", "replace")
        taken = await self._in_tab(lambda tab: tab.picture(url, html, self._settings.render_seconds, fit))
        if taken is None:
            return None
        self._spent(taken[1])
        return taken[0] or None

    async def _in_tab(self, work: Callable[[Tab], Awaitable[_T]]) -> _T | None:
        """What work in a tab comes to; a browser that broke is replaced, and the work tried once more."""
        for _ in range(2):
            async with self._places:
                running = await self._ready()
                if running is None:
                    return None
                try:
                    done = await self._work_in(running, work)
                except Stuck:
                    return None
                except Exception as error:  # noqa: BLE001 - hostile pages break browsers in every way
                    await self._lose(running, error)
                    if running.fat:
                        return None
                else:
                    self._failures = 0
                    return done
        return None

    async def _work_in(self, running: Running, work: Callable[[Tab], Awaitable[_T]]) -> _T:
        """Work in a free tab of a browser; a tab that got stuck is not used again.

        Raises:
            Stuck: the page did not answer in time.
            Exception: the browser is broken.
        """
        running.busy += 1
        running.pages += 1
        tab: Tab | None = None
        try:
            tab = running.free.pop() if running.free else await self._new_tab(running)
            done = await work(tab)
            if not self._places.locked():  # nobody waits for the tab
                await tab.rest()
            running.free.append(tab)
        except Stuck:
            await self._close_stuck(running, tab)
            raise
        else:
            return done
        finally:
            running.busy -= 1

    async def _close_stuck(self, running: Running, tab: Tab | None) -> None:
        """Close a tab whose page answers no more; where that fails, end the browser."""
        try:
            if tab is not None:
                await tab.close()
        except Exception as error:  # noqa: BLE001 - as it may be in any state
            await self._lose(running, error)

    async def _ready(self) -> Running | None:
        """A browser to use: the one at work, or a fresh one where it is gone, grown or has shown many pages."""
        async with self._starting:
            running = self._running
            if running is not None and not running.busy and self._is_worn(running):
                await self._end()
            if self._running is None and not self.trouble:
                self._running = await self._start()
            return self._running

    def _is_worn(self, running: Running) -> bool:
        return running.pages >= PAGES_EACH or running.processes.megabytes() > self._settings.browser_memory * 0.8

    async def _start(self) -> Running | None:
        """Start a browser; None, and ``trouble``, where none can be started."""
        if self._failures >= _FAILURES:
            self.trouble = f"เบราว์เซอร์หยุดทำงาน {self._failures} ครั้งติดกัน"
            return None
        doors = AsyncExitStack()
        try:
            return await self._launch(doors)
        except ImportError:
            self.trouble = "ไม่มีแพ็กเกจ playwright"
        except Exception as error:  # noqa: BLE001 - a scan goes on without a browser
            words = str(error).splitlines() or [type(error).__name__]
            self.trouble = f"เปิดเบราว์เซอร์ไม่ได้ ({words[0][:200]})"
        with suppress(Exception):
            await doors.aclose()
        return None

    async def _launch(self, doors: AsyncExitStack) -> Running:
        from playwright.async_api import async_playwright

        leave = Leave(self._may)
        proxy = await doors.enter_async_context(
            Proxy(
                gate=self._gate,
                may=leave.given,
                trust=Trust(read_broken=self._settings.broken_tls == "read"),
                agent=self._agent,
                timeout=self._settings.timeout,
                max_bytes=self._settings.max_body,
            )
        )
        playwright = await in_own_folder(doors, async_playwright)
        mark = secrets.token_hex(8)
        processes = Processes(mark)
        doors.callback(processes.kill)
        words = [*arguments(mark, pictures=self._pictures), proxy.key.argument]
        chromium = await _launched(playwright, self._settings.browser, words, proxy.url)
        doors.push_async_callback(_closed, chromium)
        processes.bound(self._settings.browser_memory)
        agent = f"Mozilla/5.0 (compatible) Chrome/{chromium.version} Safari/537.36 {self._agent}".strip()
        running = Running(doors=doors, chromium=chromium, proxy=proxy, leave=leave, processes=processes, agent=agent)
        running.most = self._settings.browser_memory
        self._ration.join(running)
        doors.callback(self._ration.leave, running)
        return running

    async def _new_tab(self, running: Running) -> Tab:
        context = await running.chromium.new_context(
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            service_workers="block",
            accept_downloads=False,
            user_agent=running.agent,
        )
        await context.add_init_script(WATCH)
        return await Tab.open(context, running.proxy, running.leave.give)

    async def _lose(self, running: Running, _error: Exception) -> None:
        """Give up a browser that broke."""
        async with self._starting:
            if self._running is running:
                self._failures += 1
                await self._end()

    async def _end(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            running.processes.find()
            with suppress(Exception):
                await asyncio.wait_for(running.doors.aclose(), 10)
            running.processes.kill()


async def _launched(playwright: "Playwright", wanted: str, args: list[str], proxy: str) -> "Chromium":
    """A browser: the wanted one, else Playwright's own, else one of the system.

    Raises:
        Exception: none of them starts; the trouble of the last one.
    """
    words: dict[str, Any] = {
        "args": args,
        "chromium_sandbox": not is_root(),
        "proxy": {"server": proxy, "bypass": "<-loopback>"},
        "handle_sigint": False,
        "handle_sigterm": False,
        "handle_sighup": False,
        "timeout": _LAUNCH,
    }
    trouble: Exception = RuntimeError("ไม่พบ Chromium")
    for program in ([None] if has_own() and not wanted else []) + list(programs(wanted)):
        try:
            return await playwright.chromium.launch(executable_path=program, **words)
        except Exception as error:  # noqa: BLE001 - the next one may start
            trouble = error
    raise trouble


async def _closed(chromium: "Chromium") -> None:
    with suppress(Exception):
        await asyncio.wait_for(chromium.close(), 4)
