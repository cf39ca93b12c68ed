"""Scans several agencies at once in one process: one event loop, one pool of readers, one store.

``scan_sites`` takes a list of them; a ``Crew`` takes them as they come, for as long as its process lives.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import urlsplit

from oitcrawl.compose.doors import Common, Order, Watch, scan_among
from oitcrawl.errors import OitcrawlError, OwnFailure
from oitcrawl.model.scan import AgencyScan
from oitcrawl.read.pool import ReaderPool
from oitcrawl.settings import Settings
from oitcrawl.store.scans import Store

AT_ONCE: Final = 4  # agencies

Outcome = AgencyScan | OitcrawlError


@dataclass(slots=True, kw_only=True)
class Watchers:
    """How a caller watches several scans and stops them.

    Attributes:
        ended: told each outcome as it comes; an agency that was not begun before a stop has none. What it raises ends
            all scans.
        progress: told (visited, waiting, address), both over all agencies under way, after each visit.
        on_start: given a function that stops all scans early; callable from a signal handler or another thread.
    """

    ended: Callable[[Order, Outcome], None]
    progress: Callable[[int, int, str], None] = lambda _done, _left, _url: None
    on_start: Callable[[Callable[[], None]], None] = field(default=lambda _stop: None)


def scan_sites(
    orders: Sequence[Order],
    settings: Settings,
    *,
    watchers: Watchers,
    at_once: int = AT_ONCE,
    store: Store | None = None,
) -> None:
    """Scan agencies, ``at_once`` of them at a time; one agency's trouble never stops another.

    Agencies on one host are scanned one after the other: each site is asked at its own pace alone.

    Args:
        orders: what to scan and by which rules.
        settings: budgets and courtesy, for each agency.
        watchers: takes the results.
        at_once: agencies under way at a time, at least 1.
        store: where texts are kept and found again; None keeps them in memory for each scan.
    """
    asyncio.run(_scan_sites(orders, settings, watchers, max(1, at_once), store))


async def _scan_sites(
    orders: Sequence[Order], settings: Settings, watchers: Watchers, at_once: int, store: Store | None
) -> None:
    hosts = iter(_by_host(orders))
    async with ReaderPool(settings) as pool:
        common = Common(pool=pool, store=store, aside=_in_a_thread if at_once > 1 else None)
        watchers.on_start(common.stopper())
        tally = _Tally(watchers.progress)
        lanes = [asyncio.create_task(_lane(hosts, settings, watchers, common, tally)) for _ in range(at_once)]
        try:
            await asyncio.gather(*lanes)
        finally:
            for lane in lanes:
                lane.cancel()


class Crew:
    """Scans orders as they come, some sites at a time. An async context manager; leaving it ends its readers.

    Orders on one host are scanned one after the other. Readers live only while a scan is under way.
    """

    def __init__(
        self,
        settings: Settings,
        store: Store,
        *,
        at_once: int = AT_ONCE,
        progress: Callable[[int, int, str], None] = lambda _done, _left, _url: None,
    ) -> None:
        """Make an idle one.

        Args:
            settings: budgets and courtesy, for each agency.
            store: where texts are kept and found again.
            at_once: agencies under way at a time, at least 1.
            progress: as of ``Watchers``.
        """
        self._settings, self._store, self._tally = settings, store, _Tally(progress)
        self._free = asyncio.Semaphore(max(1, at_once))
        self._hosts: dict[str, asyncio.Lock] = {}
        self._stop = asyncio.Event()
        self._common: Common | None = None
        self._busy = 0

    async def scan(self, order: Order, begin: Callable[[], bool] = lambda: True) -> Outcome | None:
        """Scan one agency when it is its turn.

        Args:
            order: what to scan and by which rules.
            begin: told when the scan is about to be begun; False calls it off.

        Returns:
            What came of it; None when it was called off, or everything was stopped before it was begun.
        """
        async with self._hosts.setdefault(_host(order), asyncio.Lock()), self._free:
            if self._stop.is_set() or not begin():
                return None
            common = self._enter()
            try:
                return await _outcome(order, self._settings, self._tally.watch(order), common)
            finally:
                self._tally.forget(order)
                await self._leave()

    @property
    def busy(self) -> int:
        """Scans under way."""
        return self._busy

    @property
    def stopped(self) -> bool:
        """Whether somebody said stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """End all scans early and begin none; to be called in the event loop."""
        self._stop.set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._common is not None:
            await self._common.pool.close()

    def _enter(self) -> Common:
        self._busy += 1
        if self._common is None:
            self._common = Common(
                pool=ReaderPool(self._settings), store=self._store, aside=_in_a_thread, stop=self._stop
            )
        return self._common

    async def _leave(self) -> None:
        self._busy -= 1
        if not self._busy and self._common is not None:
            common, self._common = self._common, None
            await common.pool.close()


async def _in_a_thread(judging: Callable[[], AgencyScan]) -> AgencyScan:
    """Judge beside the event loop: a second of it would keep all other sites waiting."""
    return await asyncio.to_thread(judging)


async def _lane(
    hosts: Iterator[list[Order]], settings: Settings, watchers: Watchers, common: Common, tally: "_Tally"
) -> None:
    """Scan one agency after the other until none is left or somebody says stop."""
    for orders in hosts:
        for order in orders:
            if common.stop.is_set():
                return
            outcome = await _outcome(order, settings, tally.watch(order), common)
            watchers.ended(order, outcome)


async def _outcome(order: Order, settings: Settings, watch: Watch, common: Common) -> Outcome:
    try:
        return await scan_among(order, settings, watch, common)
    except OitcrawlError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a mistake of ours at one agency must not cost the others their night
        name = type(error).__name__
        failure = OwnFailure(
            f"โปรแกรมขัดข้องระหว่างตรวจ {order.site.url} ({name}: {error})",
            cure="ตรวจหน่วยงานนี้ใหม่ ถ้ายังเป็นอยู่โปรดแจ้งผู้พัฒนา",
            en=f"our own failure at {order.site.url} ({name}: {error}) — scan it again; report it if it stays",
        )
        failure.__cause__ = error
        return failure


def unwritten(code: str, error: Exception) -> OitcrawlError:
    """Why the report of an agency could not be written; a mistake of ours must not cost the others their night."""
    if isinstance(error, OitcrawlError):
        return error
    told = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    failure = OwnFailure(
        f"โปรแกรมขัดข้องระหว่างเขียนรายงาน ({told})",
        cure=f"ลองใหม่ด้วย oitcrawl report {code} ถ้ายังเป็นอยู่โปรดแจ้งผู้พัฒนา",
        en=f"our own failure while the report was written ({told}) — try oitcrawl report {code}; tell us if it stays",
    )
    failure.__cause__ = error
    return failure


@dataclass(slots=True)
class _Tally:
    """Adds up the progress of all scans under way."""

    tell: Callable[[int, int, str], None]
    _each: dict[int, tuple[int, int]] = field(default_factory=dict)

    def watch(self, order: Order) -> Watch:
        """The watch of one scan; recognition is told as a visit without anything new."""
        return Watch(
            progress=lambda done, left, url: self._take(id(order), done, left, url),
            recognised=lambda _pages, url: self._tell(url),
        )

    def forget(self, order: Order) -> None:
        """Leave an order that has ended out of the sum."""
        self._each.pop(id(order), None)

    def _take(self, key: int, done: int, left: int, url: str) -> None:
        self._each[key] = done, left
        self._tell(url)

    def _tell(self, url: str) -> None:
        self.tell(sum(done for done, _ in self._each.values()), sum(left for _, left in self._each.values()), url)


def _by_host(orders: Iterable[Order]) -> list[list[Order]]:
    """Orders of one host and port together, hosts in the order in which they first come."""
    hosts: dict[str, list[Order]] = {}
    for order in orders:
        hosts.setdefault(_host(order), []).append(order)
    return list(hosts.values())


def _host(order: Order) -> str:
    return urlsplit(order.site.url).netloc.lower().removeprefix("www.")
