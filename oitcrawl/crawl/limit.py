"""Ends work in time: what is still under way when its time is over or somebody says stop is cut off."""

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any, Final

GRACE: Final = 2.0  # seconds for what is under way to come to its own end
_LAST: Final = 5.0  # seconds for what was cut off to clean up


async def within(work: Iterable[Coroutine[Any, Any, None]], *, seconds: float, stop: asyncio.Event) -> bool:
    """Do all the ``work`` side by side; whether some of it was cut off.

    Args:
        work: raises what it likes; the first error ends all of it and is raised here.
        seconds: after which, and a short grace, what is under way is cancelled.
        stop: does the same at once.
    """
    tasks = [asyncio.ensure_future(one) for one in work]
    told = asyncio.ensure_future(stop.wait())
    whole = asyncio.ensure_future(_all(tasks))
    try:
        await asyncio.wait([whole, told], timeout=max(0.0, seconds), return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait([whole], timeout=GRACE)
        for task in tasks:
            if task.done():
                task.result()
        return not whole.done()
    finally:
        told.cancel()
        whole.cancel()
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks, timeout=_LAST)


async def _all(tasks: list[asyncio.Task[None]]) -> None:
    await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
