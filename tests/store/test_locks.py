"""One holder at a time, on both databases; one who is gone, or silent for a minute, gives way."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from oitcrawl.store import locks as module
from oitcrawl.store.locks import BEAT, STALE, Holder, Sign, StoredLocks, here, new_token
from oitcrawl.store.scans import Store

START = datetime(2026, 6, 1, tzinfo=UTC)


class Locks:
    """Locks under a clock that the test holds."""

    def __init__(self, database):
        self.now = START
        self.locks = StoredLocks(database, clock=lambda _connection: self.now)

    def take(self, token, what="a"):
        return self.locks.take("night", token, what)


@pytest.fixture
def held(place):
    with Store(place) as store:
        yield Locks(store.database)


def somewhere_else(monkeypatch, host="else#m2#b2", pid=4711):
    """From here on we are another process, maybe on another machine."""
    monkeypatch.setattr(module, "here", lambda: host)
    monkeypatch.setattr(module.os, "getpid", lambda: pid)


def test_a_lock_is_one_holders_until_it_is_given_back(held):
    first, second = new_token(), new_token()

    assert held.take(first, "schedule run").taken
    claim = held.take(second)
    assert (claim.taken, claim.sign, claim.holder.what, claim.holder.pid) == (
        False,
        Sign.ALIVE,
        "schedule run",
        os.getpid(),
    )
    held.locks.give_back("night", second)
    assert held.locks.holder("night").token == first
    held.locks.give_back("night", first)
    assert held.locks.holder("night") is None
    assert held.take(second).taken


def test_a_holder_that_gives_no_sign_of_life_for_a_minute_gives_way_and_learns_it(held, monkeypatch):
    first, second = new_token(), new_token()
    held.take(first)
    held.now += STALE
    assert held.locks.beat("night", first)
    somewhere_else(monkeypatch)
    held.now += STALE

    assert (held.take(second).taken, held.take(second).sign) == (False, Sign.UNSURE)
    held.now += timedelta(seconds=1)
    claim = held.take(second)

    assert claim.taken
    assert claim.holder.token == first
    assert not held.locks.beat("night", first)
    assert held.locks.beat("night", second)


def test_a_process_that_ended_on_this_machine_gives_way_at_once(held):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module.os, "getpid", lambda: ended.pid)
        held.take("theirs")

    assert held.take(new_token()).taken == (sys.platform != "win32")


def test_a_restarted_container_of_the_same_name_and_number_gives_way_to_itself(held):
    held.take("of the one before, which was process 1 too")

    assert held.take(new_token()).taken


@pytest.mark.parametrize(
    ("before", "now", "gone"),
    [("pc#m1#boot1", "pc#m1#boot2", True), ("pc##boot1", "pc##boot2", False), ("pc#m1#boot1", "pc#m2#boot2", False)],
)
def test_a_machine_that_was_started_anew_has_lost_its_processes(held, monkeypatch, before, now, gone):
    monkeypatch.setattr(module, "_is_contained", lambda: False)
    somewhere_else(monkeypatch, before)
    held.take("theirs")
    somewhere_else(monkeypatch, now)

    assert held.take(new_token()).taken == gone


@pytest.mark.parametrize("ahead", [timedelta(minutes=2), timedelta(days=400)], ids=["minutes", "years"])
def test_a_sign_of_life_from_the_future_locks_for_a_minute_and_not_until_then(held, monkeypatch, ahead):
    """The holder's clock was ahead, or ours was set back since; it is gone."""
    held.now += ahead
    held.take("gone, on another machine")
    somewhere_else(monkeypatch)
    held.now -= ahead

    claim = held.take(new_token())
    assert (claim.taken, claim.sign) == (False, Sign.UNSURE)
    for _ in range(4):  # others who ask do not put it off
        held.now += STALE / 4
        assert not held.take(new_token()).taken
    held.now += timedelta(seconds=1)
    assert held.take(new_token()).taken


def test_a_holder_who_lives_under_a_clock_that_is_ahead_keeps_its_lock(held, monkeypatch):
    first = new_token()
    held.take(first)
    somewhere_else(monkeypatch)
    for _ in range(30):  # five minutes, its clock a day ahead all the time
        held.now += timedelta(days=1)
        assert held.locks.beat("night", first)
        held.now += BEAT - timedelta(days=1)
        before = held.take(new_token())
        assert (before.taken, before.holder.token, before.holder.beat) == (False, first, held.now)


def test_a_clock_that_is_set_back_neither_locks_for_ever_nor_breaks_the_lock_of_who_lives_here(held):
    first, second = new_token(), new_token()
    held.take(first)
    held.now -= timedelta(days=9)

    assert held.take(second).sign is Sign.ALIVE
    assert held.locks.beat("night", first)
    assert held.locks.holder("night").beat == held.now
    held.locks.give_back("night", first)
    assert held.take(second).taken


def test_of_many_that_ask_at_once_one_gets_it(place):
    with Store(place) as store:
        locks, tokens = StoredLocks(store.database), [new_token() for _ in range(12)]
        with ThreadPoolExecutor(6) as pool:
            taken = list(pool.map(lambda token: locks.take("night", token, "x").taken, tokens))

    assert sum(taken) == 1


def test_the_clock_is_the_databases(place):
    with Store(place) as store:
        store.locks.take("night", "a", "x")

        assert abs(store.locks.holder("night").beat - datetime.now(UTC)) < timedelta(seconds=5)
    assert BEAT * 3 < STALE
    assert here() == here()
    assert Holder(token="t", host="pc#m#b", pid=1, what="w", since=START, beat=START).machine == "pc"
