"""The pace of one site, with a clock that is a number: it falls at once, rises slowly, and keeps its bounds."""

import pytest

from oitcrawl.crawl.pace import LEAST, MAX_WAIT, RUN, Pace
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy
from oitcrawl.settings import Settings

URL = "https://x.go.th/"
MISSING = Failed(url=URL, cause=FailCause.NOT_FOUND)


class Clock:
    """A pace, and the clock that it looks at."""

    def __init__(self, **settings):
        self.now = 1000.0
        self.pace = Pace(Settings(**{"rate": 8.0, "concurrency": 8, **settings}), clock=lambda: self.now)

    def ask(self, answer, times=1):
        """So many requests one after the other, each sent when its turn has come."""
        for _ in range(times):
            self.now += self.pace.take()
            began = self.now
            self.now += getattr(answer, "elapsed", 0.0)
            self.pace.heed(answer, began)
        return self.pace


def good(seconds=0.1, size=10):
    return Fetched(url=URL, final_url=URL, body=b"x" * size, elapsed=seconds)


def failed(cause=FailCause.SERVER_ERROR):
    return Failed(url=URL, cause=cause)


@pytest.mark.parametrize(
    "cause",
    [
        FailCause.TOO_MANY_REQUESTS,
        FailCause.SERVER_ERROR,
        FailCause.CONNECT,
        FailCause.TIMEOUT,
        FailCause.PROTOCOL,
    ],
)
def test_a_site_under_strain_is_asked_half_as_fast_and_half_as_much_at_once(cause):
    pace = Clock().ask(failed(cause))

    assert (4.0, 4, 0.25) == (pace.rate, pace.window, pace.gap)
    assert (1, 4.0) == (pace.slowed, pace.lowest_rate)


@pytest.mark.parametrize("cause", [FailCause.NOT_FOUND, FailCause.FORBIDDEN, FailCause.TLS, FailCause.TOO_LARGE])
def test_answers_that_tell_nothing_of_strain_slow_nothing(cause):
    pace = Clock().ask(failed(cause), times=20)

    assert (8.0, 8, 0, 0.0) == (pace.rate, pace.window, pace.slowed, pace.lowest_rate)


def test_our_own_refusals_neither_slow_nor_speed():
    clock = Clock()
    clock.ask(failed())

    assert 4.0 == clock.ask(Refused(url=URL, by=RefusedBy.ROBOTS), times=5 * RUN).rate


def test_requests_that_were_under_way_together_count_as_one_trouble():
    clock = Clock()

    for _ in range(4):
        clock.pace.heed(failed(), clock.now - 1)

    assert (1, 4.0) == (clock.pace.slowed, clock.pace.rate)


def test_it_never_falls_below_a_floor_and_the_lowest_rate_is_told():
    pace = Clock().ask(failed(), times=30)

    assert (8.0 * LEAST, 1, 0.5) == (pace.rate, pace.window, pace.lowest_rate)


def test_a_slow_site_is_still_asked_now_and_then():
    assert 10.0 >= Clock(rate=0.5).ask(failed(), times=30).gap


def test_it_rises_slowly_and_never_above_what_is_allowed():
    clock = Clock()
    clock.ask(failed(), times=2)
    rates = [clock.ask(good(), times=RUN).rate for _ in range(9)]

    assert [3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 8.0, 8.0, 8.0] == rates
    assert (8, 2.0) == (clock.pace.window, clock.pace.lowest_rate)


def test_dead_links_answered_in_time_are_good_answers():
    clock = Clock()
    clock.ask(failed())

    assert 5.0 == clock.ask(MISSING, times=RUN).rate


def test_a_failure_ends_a_run_of_good_answers():
    clock = Clock(rate=64.0)
    clock.ask(failed())
    clock.ask(good(), times=RUN - 1)
    clock.ask(failed())

    assert 16.0 == clock.ask(good(), times=RUN - 1).rate


def test_an_answer_slower_than_the_settings_allow_slows():
    assert 1 == Clock(slow_seconds=3.0).ask(good(3.1)).slowed
    assert 0 == Clock(slow_seconds=3.0).ask(good(2.9)).slowed


def test_a_large_file_may_take_its_time():
    assert 0 == Clock(slow_seconds=3.0).ask(good(20.0, size=10_000_000)).slowed


def test_answers_far_slower_than_usual_slow_but_one_hiccup_does_not():
    clock = Clock()
    clock.ask(good(0.1), times=40)

    assert 0 == clock.ask(good(2.0), times=4).slowed
    assert 1 <= clock.ask(good(2.0), times=4).slowed


def test_a_site_that_is_always_as_slow_is_not_slowed_for_it():
    assert 0 == Clock().ask(good(2.0), times=60).slowed


def test_the_crawl_delay_is_a_floor_for_the_gap():
    clock = Clock()
    clock.pace.keep_apart(2.0)
    clock.pace.keep_apart(0.0)

    clock.pace.take()

    assert (2.0, 2.0) == (clock.pace.gap, clock.pace.take())


def test_a_rest_holds_the_whole_site_and_is_capped_and_counted_once():
    clock = Clock()
    clock.pace.rest(30.0)
    clock.pace.rest(20.0)

    assert (True, 30.0, 30.0) == (clock.pace.is_resting, clock.pace.take(), clock.pace.waited)
    clock.pace.rest(86_400.0)
    assert MAX_WAIT == clock.pace.waited
    clock.now += MAX_WAIT
    assert not clock.pace.is_resting


def test_requests_that_a_browser_sent_are_made_up_for():
    clock = Clock()

    clock.pace.spend(16)

    assert 2.0 == clock.pace.take()


def test_without_a_limit_it_is_slowed_from_the_speed_that_was_seen_and_set_free_again():
    clock = Clock(rate=0.0)
    clock.ask(good(0.01), times=40)
    assert 0.0 == clock.pace.take()

    assert 45.0 <= clock.ask(failed()).rate <= 55.0
    assert 0.0 == clock.ask(good(0.01), times=4 * RUN).rate


def test_a_site_without_a_limit_may_struggle_at_the_first_request():
    assert 0.0 < Clock(rate=0.0).ask(failed()).gap <= 1.0
