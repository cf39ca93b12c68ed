"""How fast one site may be asked: slower at once when it struggles, faster again little by little. Calm."""

from collections import deque
from collections.abc import Callable
from itertools import islice
from statistics import median
from typing import Final

from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, Unchanged, Visit
from oitcrawl.settings import Settings

# Causes that tell of a site under strain, and that a second try may mend.
PASSING: Final = frozenset(
    {FailCause.TIMEOUT, FailCause.CONNECT, FailCause.SERVER_ERROR, FailCause.TOO_MANY_REQUESTS, FailCause.PROTOCOL}
)
_AT_EASE: Final = frozenset({FailCause.NOT_FOUND, FailCause.GONE})
MAX_WAIT: Final = 60.0  # seconds that a Retry-After is waited for
LEAST: Final = 1 / 16  # of the allowed rate
LEAST_RATE: Final = 0.1  # requests per second; a site that wants still less would never be read
STEP: Final = 1 / 8  # of the allowed rate, won back by a run of good answers
RUN: Final = 8  # good answers
_REMEMBERED: Final = 65  # answers that make the site's usual speed
_RECENT: Final = 9  # more than are under way at once: one hiccup of the network or of ourselves slows nothing
_FAR: Final = 4.0  # times the usual time of an answer
_NOTICED: Final = 0.5  # seconds; quicker answers are never slow
_BYTES: Final = 500_000.0  # a second: what a large file takes on a narrow line is no strain
_GUESS: Final = 16.0  # requests per second, when a site without a limit struggles before any speed was seen


class Pace:
    """The pace of one site: additive increase, multiplicative decrease, of rate and of requests at once.

    Attributes:
        slowed: how many times it was slowed down.
        lowest_rate: requests per second at its slowest; 0 while it never was slowed down.
        waited: seconds that the site asked to be left alone, by Retry-After.
    """

    def __init__(self, settings: Settings, *, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._allowed = self._ceiling = settings.rate
        self._most, self._slow_seconds = settings.concurrency, settings.slow_seconds
        self._share = 1.0
        self._delay = self._next = self._rest = 0.0
        self._good = 0
        self._slowed_at = float("-inf")
        self._answers: deque[float] = deque(maxlen=_REMEMBERED)
        self._starts: deque[float] = deque(maxlen=_REMEMBERED)
        self.slowed = 0
        self.lowest_rate = self.waited = 0.0

    @property
    def rate(self) -> float:
        """Requests per second now; 0 means unlimited."""
        return self._allowed if self._share >= 1.0 else self._ceiling * self._share

    @property
    def window(self) -> int:
        """Requests that may be under way at once now."""
        return max(1, round(self._most * self._share))

    @property
    def gap(self) -> float:
        """Seconds between two requests now."""
        return max(1.0 / self.rate if self.rate else 0.0, self._delay)

    @property
    def is_resting(self) -> bool:
        """Whether the site asked to be left alone for a while that is not over."""
        return self._rest > self._clock()

    def keep_apart(self, seconds: float) -> None:
        """Never ask sooner than ``seconds`` after the last request: the site's crawl-delay."""
        self._delay = max(self._delay, seconds)

    def take(self) -> float:
        """Book the next request; the seconds until it may be sent."""
        now = self._clock()
        due = max(now, self._next, self._rest)
        self._next = due + self.gap
        self._starts.append(due)
        return due - now

    def spend(self, requests: int) -> None:
        """Count ``requests`` that somebody else, such as a browser, sent without asking: they are made up for."""
        self._next = max(self._clock(), self._next) + requests * self.gap

    def rest(self, seconds: float) -> None:
        """Leave the whole site alone for ``seconds``, at most MAX_WAIT."""
        now = self._clock()
        until = now + min(seconds, MAX_WAIT)
        if until > self._rest:
            self.waited += until - max(now, self._rest)
            self._rest = until

    def heed(self, answer: Visit, began: float) -> None:
        """Learn from an answer to a request that was sent at ``began`` on the clock."""
        match answer:
            case Failed() if answer.cause in PASSING:
                self._slow_down(began)
            case Fetched() | Unchanged() if self._is_slow(answer):
                self._slow_down(began)
            case Refused():
                pass
            case Failed() if answer.cause not in _AT_EASE:
                pass  # a 403 or a broken redirect tells nothing of strain
            case _:
                self._speed_up()

    def _is_slow(self, answer: Fetched | Unchanged) -> bool:
        """Whether the answer took too long, or the last answers took far longer than this site's usually do."""
        size = len(answer.body) if isinstance(answer, Fetched) else 0
        seconds = max(0.0, answer.elapsed - size / _BYTES)
        self._answers.append(seconds)
        if seconds > self._slow_seconds:
            return True
        if seconds < _NOTICED or len(self._answers) < 2 * _RECENT:
            return False
        recent = median(islice(reversed(self._answers), _RECENT))
        return recent > max(_NOTICED, _FAR * median(self._answers))

    def _slow_down(self, began: float) -> None:
        """Halve the pace, once for all that was sent before it was last halved: they met the same trouble."""
        self._good = 0
        if began < self._slowed_at:
            return
        self._slowed_at = self._clock()
        if self._share >= 1.0:
            self._ceiling = self._allowed or self._seen_rate()
        least = min(1.0, max(LEAST, LEAST_RATE / self._ceiling))
        self.slowed += 1
        self._share = max(self._share / 2, least)
        self.lowest_rate = round(min(self.lowest_rate or self.rate, 1.0 / self.gap), 3)
        self._next = max(self._next, self._slowed_at + self.gap)

    def _speed_up(self) -> None:
        self._good += 1
        if self._good >= RUN and self._share < 1.0:
            self._good = 0
            self._share = min(1.0, self._share + STEP)

    def _seen_rate(self) -> float:
        """Requests per second that were sent of late."""
        span = self._starts[-1] - self._starts[0] if self._starts else 0.0
        return max(1.0, (len(self._starts) - 1) / span) if span > 0 else _GUESS
