"""Second tries: addresses whose failure may pass wait aside and are visited again when nothing else is left."""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from typing import Final

from oitcrawl.crawl.pace import PASSING
from oitcrawl.crawl.queue import Target
from oitcrawl.model.visit import FailCause, Failed, Visit
from oitcrawl.settings import Settings

PAUSE: Final = 3.0  # seconds between the last failure and the first round
BRIEF: Final = 0.5  # the same while nothing of the site was read: nothing can be done meanwhile
MAX_PAUSE: Final = 60.0
_GROWTH: Final = 4.0
_UNSPARED: Final = 0.1  # of the pauses, for a site without a limit of its rate: it is the operator's own


class SecondTries:
    """Targets that failed and may yet answer.

    They are visited in rounds, at most ``settings.retries`` for one address, each after a longer pause.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rounds = settings.retries
        self._scale = 1.0 if settings.rate else _UNSPARED
        self._clock, self._sleep = clock, sleep
        self._aside: dict[str, tuple[Target, Failed]] = {}
        self._open: deque[Target] = deque()
        self._tries: Counter[str] = Counter()
        self._turn = 0
        self._last = float("-inf")

    def __len__(self) -> int:
        """Targets whose last word is not spoken."""
        return len(self._aside)

    def keep(self, target: Target, answer: Visit) -> bool:
        """Keep ``target`` for a later try; False when its answer is its last word.

        That is so when it did not fail, when another try would mend nothing, and when all tries were made.
        """
        self._aside.pop(target.url, None)
        if not isinstance(answer, Failed) or self._tries[target.url] >= self._tries_for(answer.cause):
            return False
        self._aside[target.url] = target, answer
        self._last = self._clock()
        return True

    def _tries_for(self, cause: FailCause) -> int:
        """How often an address is visited again; what came halfway twice is taken for what there is."""
        if cause is FailCause.CUT_OFF:
            return min(1, self._rounds)
        return self._rounds if cause in PASSING else 0

    def pop(self) -> Target | None:
        """The next target of the round that is open, or None when it is over."""
        if not self._open:
            return None
        target = self._open.popleft()
        self._tries[target.url] += 1
        return target

    async def next_round(self, *, brief: bool, seconds: float, stop: asyncio.Event) -> bool:
        """Pause, then open the next round with all that waits aside; whether there is one.

        Args:
            brief: pause but briefly.
            seconds: left of the budget; a longer pause is not begun.
            stop: ends the pause early.
        """
        pause = self._pause(brief=brief)
        if not self._aside or pause >= seconds:
            return False
        if pause > 0:
            await _either(self._sleep(pause), stop)
        self._turn += 1
        self._open.extend(target for target, _ in self._aside.values())
        return True

    def last_words(self) -> list[Failed]:
        """The failures of all that waits aside; it waits no more."""
        failed = [failed for _, failed in self._aside.values()]
        self._aside.clear()
        self._open.clear()
        return failed

    def _pause(self, *, brief: bool) -> float:
        """Seconds until the next round: pauses grow, and what went by since the last failure counts."""
        whole: float = min((BRIEF if brief else PAUSE) * _GROWTH**self._turn, MAX_PAUSE) * self._scale
        return self._last + whole - self._clock()


async def _either(pause: Awaitable[None], stop: asyncio.Event) -> None:
    """Wait for the end of ``pause`` or for ``stop``, whichever comes first."""
    tasks = [asyncio.ensure_future(pause), asyncio.ensure_future(stop.wait())]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
