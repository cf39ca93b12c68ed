"""How long one program waits for another that writes into the same file: so long in all, and not without a word."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

QUIET: Final = 3.0  # seconds of a wait that nobody need know of
_AGAIN: Final = 2.0  # times the patience, after which a program that went on without may wait anew

Tell = Callable[[str, str], None]


class Listener:
    """Who is told, in Thai and English, that a program waits; nobody until somebody says so."""

    def __init__(self) -> None:
        self.tell: Tell = lambda _thai, _english: None


listener: Final = Listener()


class Patience:
    """The patience of one program with one database file.

    Attributes:
        where: the file, for people.
    """

    def __init__(self, where: str) -> None:
        self.where = where
        self._since: float | None = None  # when the wait began that has not been rewarded yet
        self._told = False

    def left(self, seconds: float) -> float:
        """What is left of a patience of so many ``seconds``; all of it where the last wait was rewarded."""
        if self._since is None or time.monotonic() - self._since > seconds * (1 + _AGAIN):
            return seconds
        return max(0.0, seconds - (time.monotonic() - self._since))

    @contextmanager
    def waiting(self, seconds: float) -> Iterator[None]:
        """For what waits its turn inside: told of when it takes long; what it raises leaves the patience spent."""
        if self.left(seconds) == seconds:
            self._since, self._told = time.monotonic(), False
        alarm = threading.Timer(QUIET, self._tell, (seconds,))
        alarm.daemon = True
        alarm.start()
        try:
            yield
        finally:
            alarm.cancel()
        self._since = None

    def _tell(self, seconds: float) -> None:
        if not self._told:
            self._told = True
            listener.tell(
                f"กำลังรอ: โปรแกรมอื่นกำลังเขียน {self.where} อยู่ (รอไม่เกิน {seconds:.0f} วินาที)",
                f"waiting: another program is writing {self.where} (for {seconds:.0f} s at most)",
            )
