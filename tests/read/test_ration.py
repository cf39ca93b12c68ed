"""One ration of memory for all readers: the largest is ended, tried again alone, and no neighbour pays for it."""

import asyncio
import sys
import time

import pytest
from read import pool_jobs as jobs

from oitcrawl import ration as ration_module
from oitcrawl.ration import Ration, below, family
from oitcrawl.read.pool import ReaderPool, ReaderTooBig
from oitcrawl.settings import Settings

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of a process"),
    pytest.mark.timeout(60),
]
ROOM = 400  # megabytes for readers, where the ration is smaller than what this process holds itself


@pytest.fixture
async def pool():
    async with ReaderPool(Settings(readers=3, reader_memory=2000, memory_total=1)) as one:
        await asyncio.gather(*(one.run(jobs.nap, 0.2, seconds=20) for _ in range(3)))
        yield one


async def test_jobs_that_fit_alone_but_not_together_are_done_one_after_the_other(pool, tmp_path):
    diaries = [tmp_path / "a", tmp_path / "b"]
    ours = pool.ration.total
    pool.ration.megabytes = ours + ROOM

    done = await asyncio.gather(*(pool.run(jobs.hold, 280, 1.5, str(one), seconds=20) for one in diaries))

    assert [280, 280] == done
    assert 3 == sum(len(one.read_text()) for one in diaries)
    assert pool.ration.peak < ours + ROOM + 400  # what was written between two looks


async def test_who_alone_takes_more_than_there_is_is_too_big(pool, tmp_path):
    with pytest.raises(ReaderTooBig):
        await pool.run(jobs.hold, 700, 5.0, str(tmp_path / "diary"), seconds=20)

    assert "xx" == (tmp_path / "diary").read_text()


async def test_a_small_neighbour_of_a_large_one_is_left_alone(pool, tmp_path):
    small, large = await asyncio.gather(
        pool.run(jobs.hold, 60, 2.0, str(tmp_path / "small"), seconds=20),
        pool.run(jobs.hold, 900, 5.0, seconds=20),
        return_exceptions=True,
    )

    assert (60, True, "x") == (small, isinstance(large, ReaderTooBig), (tmp_path / "small").read_text())


async def test_programs_of_a_reader_count_as_its_own_and_end_with_it(pool):
    began = time.monotonic()

    with pytest.raises(ReaderTooBig):
        await pool.run(jobs.hold_by_a_program, 700, seconds=40)

    assert time.monotonic() - began < 15


async def test_new_work_waits_while_memory_is_high_and_not_longer(pool):
    first = asyncio.create_task(pool.run(jobs.nap, 1.0, seconds=20))
    await asyncio.sleep(0.2)
    usual, pool.ration.megabytes = pool.ration.megabytes, 10
    second = asyncio.create_task(pool.run(jobs.nap, 0.0, seconds=20))
    await asyncio.sleep(0.4)

    assert not second.done()
    await first
    await asyncio.wait_for(second, 5)
    pool.ration.megabytes = usual


async def test_where_there_is_room_nobody_waits():
    async with ReaderPool(Settings(readers=3, memory_total=4000)) as pool:  # the process of the tests is large itself
        await asyncio.gather(*(pool.run(jobs.nap, 0.0, seconds=20) for _ in range(3)))
        ours, began = pool.ration.total, time.monotonic()
        await asyncio.gather(*(pool.run(jobs.hold, 30, 2.0, seconds=20) for _ in range(3)))

        assert time.monotonic() - began < 5.5  # one after the other would take six
        assert pool.ration.peak < ours + 500


async def test_nothing_is_weighed_once_the_pool_is_closed():
    async with ReaderPool(Settings(readers=1)) as pool:
        await pool.run(jobs.nap, 1.0, seconds=20)
        assert pool.ration.total > 0

    await asyncio.sleep(20 * ration_module.LOOK)
    assert 0 == pool.ration.total


def test_each_scan_under_way_has_a_ration_of_its_own():
    ration = Ration(100)
    ration.total = 120
    with ration.scan():
        assert ration.is_high
        with ration.scan():
            assert not ration.is_high
    assert ration.is_high


class Eater:
    def __init__(self, most=1000.0, base=0.0, *, is_busy=True):
        self.most, self.base, self.is_busy, self.first = most, base, is_busy, 1


@pytest.mark.parametrize(
    "held, ended",
    [
        ([(Eater(), 300.0), (Eater(), 90.0)], None),
        ([(Eater(), 300.0), (Eater(), 290.0)], 0),
        ([(Eater(base=250.0), 300.0), (Eater(), 290.0)], 1),  # a browser is large before it shows anything
        ([(Eater(most=100.0), 120.0), (Eater(), 150.0)], 0),  # over its own bound, whatever the others do
        ([(Eater(), 450.0), (Eater(is_busy=False), 60.0)], 1),  # what nobody waits for goes first
        ([], None),
    ],
)
def test_who_has_taken_most_is_ended(held, ended):
    ration = Ration(500)
    ration.total = 50 + sum(weight for _, weight in held)

    assert (None if ended is None else held[ended][0]) is ration._too_much(held)


def test_a_family_is_told_without_going_round():
    assert [1, 2, 3, 4] == below(1, {1: [2, 3], 2: [4], 4: [1]})
    assert [] == family(0)
