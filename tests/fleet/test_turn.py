"""The turn of the night: one at a time, and who cannot be asked is given a minute to show that he lives."""

import threading
from datetime import timedelta

import pytest

from oitcrawl.fleet import turn as module
from oitcrawl.fleet.turn import NIGHT, Turn, take_turn
from oitcrawl.store import locks as lock_module
from oitcrawl.store.locks import Holder, new_token
from oitcrawl.store.scans import Store


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(module, "BEAT", timedelta(seconds=0.05))
    monkeypatch.setattr(module, "_POLL", 0.05)


def test_a_turn_is_held_in_its_block_and_given_back(store):
    with take_turn(store.locks, "schedule run") as held:
        other = take_turn(store.locks, "scan --due")
        assert isinstance(other, Holder)
        assert other.what == "schedule run"
        assert held.before is None
    assert store.locks.holder(NIGHT) is None


def test_whoever_beats_on_another_machine_is_left_alone(store, monkeypatch):
    asked = []
    with monkeypatch.context() as there:
        there.setattr(lock_module, "here", lambda: "else#m#b")
        theirs = take_turn(store.locks, "fleet")
    with theirs:
        said = take_turn(store.locks, "scan --due", waiting=asked.append)

    assert isinstance(said, Holder)
    assert [holder.machine for holder in asked] == ["else"]


def test_whoever_is_silent_on_another_machine_gives_way_in_the_end(store, monkeypatch):
    monkeypatch.setattr(lock_module, "STALE", timedelta(seconds=0.4))
    with monkeypatch.context() as there:
        there.setattr(lock_module, "here", lambda: "else#m#b")
        store.locks.take(NIGHT, "theirs", "schedule run")

    held = take_turn(store.locks, "scan --due")

    assert isinstance(held, Turn)
    assert held.before.machine == "else"


def test_whoever_loses_the_lock_is_told(store):
    lost = threading.Event()
    with take_turn(store.locks, "schedule run") as held:
        held.on_lost(lost.set)
        store.locks.give_back(NIGHT, held.token)
        store.locks.take(NIGHT, new_token(), "another")

        assert lost.wait(10)
        assert held.lost.is_set()
    assert store.locks.holder(NIGHT).what == "another"  # it is not ours to give back
