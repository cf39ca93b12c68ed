"""One program at a time goes through the night: a second start learns who does, and a dead one's place is taken."""

import time
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import Final, Self

from oitcrawl.errors import StoreError
from oitcrawl.store.locks import BEAT, Claim, Holder, Sign, StoredLocks, new_token

NIGHT: Final = "night"
_POLL: Final = 1.0  # seconds


class Turn:
    """The lock of the night, held; use it in a ``with`` block, which gives it back.

    Attributes:
        token: our name as its holder.
        before: from whom it was taken, because that one is gone; None when nobody had it.
        lost: set when another one took it from us, who gave no sign of life for too long.
    """

    def __init__(self, locks: StoredLocks, token: str, before: Holder | None) -> None:
        self._locks, self._end = locks, Event()
        self.token, self.before, self.lost = token, before, Event()
        self._on_lost: Callable[[], None] = lambda: None
        self._thread = Thread(target=self._beat, name="oitcrawl-beat", daemon=True)

    def on_lost(self, tell: Callable[[], None]) -> None:
        """Let ``tell`` be called, from another thread, when the lock is lost."""
        self._on_lost = tell

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end.set()
        self._thread.join()
        with suppress(StoreError):  # it grows stale by itself
            self._locks.give_back(NIGHT, self.token)

    def _beat(self) -> None:
        while not self._end.wait(BEAT.total_seconds()):
            with suppress(StoreError):  # the database may come back
                if not self._locks.beat(NIGHT, self.token):
                    self.lost.set()
                    self._on_lost()
                    return


def take_turn(
    locks: StoredLocks, what: str, *, waiting: Callable[[Holder], None] = lambda _holder: None
) -> Turn | Holder:
    """The lock of the night, or who holds it.

    Where it cannot be known whether the holder lives, as on another machine, its next sign of life is waited for.

    Args:
        locks: of the database.
        what: the command, for people.
        waiting: told once when it is waited.

    Raises:
        StoreError: the database cannot be written.
    """
    token = new_token()
    claim = locks.take(NIGHT, token, what)
    first, told = claim.holder, False
    while not claim.taken and claim.sign is Sign.UNSURE and _is_silent(claim, first):
        if not told and claim.holder:
            waiting(claim.holder)
            told = True
        time.sleep(_POLL)
        claim = locks.take(NIGHT, token, what)
    if claim.taken:
        return Turn(locks, token, claim.holder)
    assert claim.holder is not None
    return claim.holder


def _is_silent(claim: Claim, first: Holder | None) -> bool:
    """Whether the holder has given no sign of life since it was first looked at."""
    return claim.holder is not None and first is not None and claim.holder.beat == first.beat
