"""Second tries: what waits for one, when its round comes, and what is said when it never does."""

import asyncio

import pytest

from oitcrawl.crawl.again import MAX_PAUSE, SecondTries
from oitcrawl.crawl.frontier import Target
from oitcrawl.model.visit import FailCause, Failed, Fetched
from oitcrawl.settings import Settings


class Clock:
    """Second tries, the clock that they look at, and the pauses that they made."""

    def __init__(self, **settings):
        self.now, self.slept = 50.0, []
        self.tries = SecondTries(Settings(**settings), clock=lambda: self.now, sleep=self.sleep)

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def round(self, *, brief=False, seconds=1e6, stop=False):
        async def go():
            event = asyncio.Event()
            if stop:
                event.set()
            return await self.tries.next_round(brief=brief, seconds=seconds, stop=event)

        return asyncio.run(go())

    def fail(self, name, cause=FailCause.TIMEOUT):
        return self.tries.keep(target(name), Failed(url=name, cause=cause))


def target(name):
    return Target(url=name, depth=1, path=(), interest=0.5)


@pytest.mark.parametrize(
    "cause, kept",
    [
        (FailCause.TIMEOUT, True),
        (FailCause.CONNECT, True),
        (FailCause.SERVER_ERROR, True),
        (FailCause.TOO_MANY_REQUESTS, True),
        (FailCause.PROTOCOL, True),
        (FailCause.NOT_FOUND, False),
        (FailCause.FORBIDDEN, False),
        (FailCause.TLS, False),
        (FailCause.DNS, False),
        (FailCause.SOFT_404, False),
    ],
)
def test_only_what_a_second_try_mends_waits_for_one(cause, kept):
    assert kept is Clock().fail("a", cause)


def test_nothing_is_given_out_before_its_round():
    clock = Clock()
    clock.fail("a")

    assert clock.tries.pop() is None
    assert clock.round()
    assert target("a") == clock.tries.pop()
    assert clock.tries.pop() is None


def test_pauses_grow_and_are_bounded():
    clock = Clock(retries=5)
    clock.fail("a")
    while clock.round():
        clock.fail(clock.tries.pop().url)

    assert [3.0, 12.0, 48.0, MAX_PAUSE, MAX_PAUSE] == clock.slept


def test_time_that_went_by_since_the_failure_is_not_waited_again():
    clock = Clock()
    clock.fail("a")
    clock.now += 100.0

    assert (True, []) == (clock.round(), clock.slept)


def test_a_site_of_which_nothing_was_read_is_asked_again_soon():
    clock = Clock()
    clock.fail("a")
    clock.round(brief=True)

    assert [0.5] == clock.slept


def test_a_pause_longer_than_the_budget_is_not_begun():
    clock = Clock()
    clock.fail("a")

    assert (False, []) == (clock.round(seconds=2.0), clock.slept)


def test_a_stop_ends_the_pause():
    clock = Clock()
    clock.fail("a")

    async def forever(_seconds):
        await asyncio.Event().wait()

    clock.tries._sleep = forever

    assert clock.round(stop=True)


def test_after_the_last_round_the_failure_is_the_last_word():
    clock = Clock(retries=1)
    clock.fail("a")
    clock.round()
    clock.tries.pop()

    assert not clock.fail("a")
    assert (0, False) == (len(clock.tries), clock.round())


def test_an_answer_takes_the_earlier_failure_back():
    clock = Clock()
    clock.fail("a")
    clock.fail("b")
    clock.round()

    clock.tries.keep(clock.tries.pop(), Fetched(url="a", final_url="a", body=b""))

    assert ["b"] == [failed.url for failed in clock.tries.last_words()]
    assert (0, None) == (len(clock.tries), clock.tries.pop())


def test_without_retries_nothing_waits():
    assert not Clock(retries=0).fail("a")
