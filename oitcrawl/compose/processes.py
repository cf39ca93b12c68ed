"""Judges all agencies again in one process or several: streaming, and a process that dies costs no other agency."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from oitcrawl.compose.afresh import Afresh, Fate, Terms
from oitcrawl.compose.delivery import Delivery
from oitcrawl.errors import OwnFailure
from oitcrawl.settings import Settings
from oitcrawl.store.scans import open_store

_AHEAD: Final = 2  # agencies handed to each process: the one it judges, and the next


def fates(
    desk: Delivery,
    codes: Iterable[str],
    terms: Terms,
    *,
    at_once: int = 1,
    stopped: Callable[[], bool] = lambda: False,
) -> Iterator[Fate]:
    """Judge agencies again and give what became of each, as they come.

    Args:
        desk: store, settings and report folder.
        codes: of the agencies.
        terms: how.
        at_once: processes; 1 judges in this one.
        stopped: asked before each agency; True lets those under way end and begins no other.

    Raises:
        StoreError: the database cannot be opened.
    """
    left = iter(codes)
    if at_once > 1:
        yield from _in_processes(desk.settings, left, terms, at_once, stopped)
        return
    afresh = Afresh(desk, terms)
    while not stopped() and (code := next(left, None)) is not None:
        yield afresh.judge(code)


def _in_processes(
    settings: Settings, left: Iterator[str], terms: Terms, at_once: int, stopped: Callable[[], bool]
) -> Iterator[Fate]:
    """The same in several; agencies at which a process died are judged once more, each alone."""
    while doubtful := (yield from _one_pool(settings, left, terms, at_once, stopped)):
        for code in doubtful:
            if (yield from _one_pool(settings, iter((code,)), terms, 1, stopped)):
                yield Fate.failed(code, _died(code))


def _one_pool(
    settings: Settings, left: Iterator[str], terms: Terms, at_once: int, stopped: Callable[[], bool]
) -> Generator[Fate, None, list[str]]:
    """Judge until none is left; gives the agencies that were under way when a process died, else nothing."""
    pool = ProcessPoolExecutor(
        at_once, multiprocessing.get_context("spawn"), initializer=_begin, initargs=(settings, terms)
    )
    asked: dict[str, Future[Fate] | None] = {}
    try:
        while True:
            while len(asked) < at_once * _AHEAD and not stopped() and (code := next(left, None)) is not None:
                asked[code] = None
                asked[code] = pool.submit(_judge, code)
            if not asked:
                return []
            wait([one for one in asked.values() if one is not None], return_when=FIRST_COMPLETED)
            for code, one in list(asked.items()):
                if one is not None and one.done():
                    fate = one.result()
                    del asked[code]
                    yield fate
    except BrokenProcessPool:
        return list(asked)
    finally:
        pool.shutdown(cancel_futures=True)


# In the other process


_here: list[Afresh] = []  # what this process judges with


def _begin(settings: Settings, terms: Terms) -> None:
    """Open the doors of a process that only judges; Ctrl-C is for the one that hands out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _here.append(Afresh(Delivery(settings, open_store(settings)), terms))


def _end_with_parent() -> None:
    """Nobody waits for a process whose parent was killed; what it is writing is written whole or not at all."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _judge(code: str) -> Fate:
    return _here[0].judge(code)


def _died(code: str) -> OwnFailure:
    return OwnFailure(
        f"โปรแกรมย่อยที่ตัดสิน {code} ใหม่หยุดทำงานสองครั้ง (หน่วยความจำอาจไม่พอ)",
        cure=f"ลด --at-once หรือลองเฉพาะหน่วยงานนี้: oitcrawl rejudge {code}",
        en=f"the process that judged {code} died twice (memory?) — lower --at-once, or try: oitcrawl rejudge {code}",
    )
