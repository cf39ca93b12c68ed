"""One ration of memory for a scan with all that it starts: who takes too much is ended, and new work waits meanwhile.

Told by Linux alone; elsewhere nothing is weighed and nobody is ended.
"""

import ctypes
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final, Protocol

LOOK: Final = 0.05  # seconds between two looks; what grows as fast as memory can be written gains 100 MB in it
_THOROUGH: Final = 10  # looks between two at all threads of all processes
_LEAST: Final = 400  # megabytes that are left to readers and browsers, however large this process grows
_HIGH: Final = 0.7  # of the ration, from which new work waits
_WORTH: Final = 40  # megabytes for which it pays to end who has nothing to do
_ENDING: Final = 1.0  # seconds in which the memory of what was ended comes back


class Eater(Protocol):
    """What is started, grows and can be ended.

    Attributes:
        most: megabytes that it may hold, whatever the others do.
        base: megabytes that it holds before it has done anything.
    """

    most: float
    base: float

    @property
    def first(self) -> int:
        """Number of its first process; 0 while it has none."""

    @property
    def is_busy(self) -> bool:
        """Whether somebody waits for what it does."""

    def end(self) -> None:
        """End it and all that it started, from any thread, and let it be known that it took too much."""


class Ration:
    """Weighs this process, what it started, and each eater by itself, in a thread of its own.

    Attributes:
        megabytes: that all may hold together, for each scan under way.
        total: megabytes that all held at the last look.
        peak: the most that was seen.
    """

    def __init__(self, megabytes: float) -> None:
        self.megabytes = megabytes
        self.total = self.peak = 0.0
        self._eaters: list[Eater] = []
        self._scans = 0
        self._known: set[int] = set()
        self._lock = Lock()
        self._over: Event | None = None

    @property
    def is_high(self) -> bool:
        """Whether new work should wait until other work is done."""
        return self.total > _HIGH * self._allowed

    @property
    def _allowed(self) -> float:
        return self.megabytes * max(1, self._scans)

    @contextmanager
    def scan(self) -> Iterator[None]:
        """One more scan is under way, with a ration of its own."""
        if not self._scans:
            _give_back()  # what the one before held is let go only after its end
        self._scans += 1
        try:
            yield
        finally:
            self._scans -= 1

    def join(self, eater: Eater) -> None:
        """Weigh ``eater`` from now on."""
        with self._lock:
            if eater not in self._eaters:
                self._eaters.append(eater)
            if self._over is None and sys.platform == "linux":
                self._over = Event()
                Thread(target=self._watch, args=(self._over,), name="oitcrawl-ration", daemon=True).start()

    def leave(self, eater: Eater) -> None:
        """Weigh it no more; where none is left, nothing is."""
        with self._lock:
            if eater in self._eaters:
                self._eaters.remove(eater)
            if not self._eaters and self._over is not None:
                self._over.set()
                self._over, self.total, self._known = None, 0.0, set()

    def _watch(self, over: Event) -> None:
        turn = 0
        while not over.wait(LOOK):
            with suppress(OSError, ValueError, MemoryError):
                self._look(thorough=turn % _THOROUGH == 0)
            turn += 1
        if self._over is None:
            self.total = 0.0

    def _look(self, *, thorough: bool) -> None:
        """Weigh all, and end who takes too much."""
        with self._lock:
            eaters = [(one, root) for one in self._eaters if (root := one.first)]
        children = self._children([root for _, root in eaters], thorough=thorough)
        weights = {process: _memory(process) for process in self._known}
        held = [(one, _sum(weights, below(root, children))) for one, root in eaters]
        eaten = {process for _, root in eaters for process in below(root, children)}
        self.total = _sum(weights, self._known - eaten) + sum(weight for _, weight in held)
        self.peak = max(self.peak, self.total)
        if whom := self._too_much(held):
            root = whom.first
            whom.end()
            _await_end(below(root, children))

    def _children(self, roots: Iterable[int], *, thorough: bool) -> dict[int, list[int]]:
        """Mother -> children of all processes that this one started."""
        children: dict[int, list[int]] = {}
        todo = [os.getpid(), *roots, *(() if thorough else self._known)]
        for process in todo:
            if process not in children:
                children[process] = _started_by(process, thorough=thorough)
                todo.extend(children[process])
        self._known = set(children)
        return children

    def _too_much(self, held: list[tuple[Eater, float]]) -> Eater | None:
        """Who is to be ended: who holds more than it may, else, when all hold too much, who has taken most."""
        for one, weight in held:
            if weight > one.most:
                return one
        ours = self.total - sum(weight for _, weight in held)
        if self.total - ours <= max(self._allowed - ours, _LEAST):
            return None
        idle = [(one, weight) for one, weight in held if not one.is_busy and weight > _WORTH]
        return max(idle or held, key=lambda one: one[1] - one[0].base, default=(None, 0.0))[0]


def _give_back() -> None:
    """Return what the allocator keeps free to the system, where it can: who scans for months stays small."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def family(first: int) -> list[int]:
    """A process and all that descend from it, as far as the system tells."""
    tree = [first] if first else []
    for process in tree:
        tree.extend(one for one in _started_by(process, thorough=True) if one not in tree)
    return tree


def below(first: int, children: dict[int, list[int]]) -> list[int]:
    """A process and all that descend from it, among those that are known."""
    tree = [first]
    for process in tree:
        tree.extend(one for one in children.get(process, ()) if one not in tree)
    return tree


def _started_by(process: int, *, thorough: bool) -> list[int]:
    """Children of a process, of its first thread or of all of them; none when it is gone."""
    tasks, found = Path(f"/proc/{process}/task"), list[int]()
    with suppress(OSError):
        for thread in tasks.iterdir() if thorough else [tasks / str(process)]:
            with suppress(FileNotFoundError, ProcessLookupError):  # a thread that just ended
                found += map(int, (thread / "children").read_bytes().split())
    return found


def _await_end(processes: list[int]) -> None:
    """Wait until some processes hold no memory, so that no other is ended for what they held."""
    until = time.monotonic() + _ENDING
    while time.monotonic() < until and any(_memory(one) != (0, 0) for one in processes):
        time.sleep(LOOK / 5)


def _memory(process: int) -> tuple[int, int]:
    """Kilobytes of a process that are its own, and those of files that it shares with others."""
    try:
        lines = Path(f"/proc/{process}/status").read_bytes().split(b"\n")
    except OSError:
        return 0, 0
    pairs = (line.partition(b":") for line in lines if line.startswith(b"Rss"))
    sizes = {name: int(size.split()[0]) for name, _, size in pairs}
    return sizes.get(b"RssAnon", 0) + sizes.get(b"RssShmem", 0), sizes.get(b"RssFile", 0)


def _sum(weights: dict[int, tuple[int, int]], processes: Iterable[int]) -> float:
    """Megabytes of some processes: their own memory, and what they share once."""
    some = [weights.get(process, (0, 0)) for process in processes]
    return (sum(own for own, _ in some) + max((shared for _, shared in some), default=0)) / 1024
