"""Reader processes: their limits, their deaths, and that neither costs anybody else anything."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from read import pool_jobs as jobs
from read.making import paragraph, tiny_docx, tiny_pdf

from oitcrawl import read as read_module
from oitcrawl.errors import OwnFailure
from oitcrawl.model.content import Document, Media, UnreadCause
from oitcrawl.read import pool as pool_module
from oitcrawl.read import reader as reader_module
from oitcrawl.read.pool import ReaderDied, ReaderPool, ReaderTimeout, ReaderTooBig, read_in_pool
from oitcrawl.settings import Settings

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and limits of POSIX")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory of a process")
ROOT = Path(__file__).parents[2]


@pytest.fixture
async def pool():
    async with ReaderPool(Settings(readers=1, reader_memory=250)) as one:
        yield one


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"


async def gone(pid, seconds=5.0):
    until = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > until:
            return False
        await asyncio.sleep(0.02)
    return True


async def noted(path):
    """What a job wrote down when it had begun."""
    while not path.exists() or not path.read_text(encoding="utf-8"):  # noqa: ASYNC110 - another process writes it
        await asyncio.sleep(0.01)
    return int(path.read_text(encoding="utf-8"))


async def test_a_job_runs_in_another_process_and_gives_its_result(pool):
    assert 42 == await pool.run(jobs.double, 21, seconds=10)
    assert os.getpid() != await pool.run(jobs.who, seconds=10)


async def test_nothing_is_started_before_the_first_job_and_one_reader_serves_jobs_in_a_row(monkeypatch):
    started = []
    real = reader_module._started
    monkeypatch.setattr(reader_module, "_started", lambda memory: started.append(memory) or real(memory))
    async with ReaderPool(Settings(readers=3)) as pool:
        assert [] == started
        for _ in range(3):
            await pool.run(jobs.who, seconds=10)
    assert 1 == len(started)


async def test_as_many_jobs_run_at_once_as_there_are_readers():
    async with ReaderPool(Settings(readers=2)) as pool:
        pids = await asyncio.gather(*(pool.run(jobs.nap, 0.2, seconds=20) for _ in range(6)))

    assert 2 == len(set(pids))


def test_a_reader_for_each_core_but_not_more_than_four():
    assert 1 <= ReaderPool(Settings()).workers <= 4
    assert 7 == ReaderPool(Settings(readers=7)).workers


async def test_a_job_that_takes_too_long_is_ended_with_its_reader_and_its_programs(pool, tmp_path):
    began = time.monotonic()
    with pytest.raises(ReaderTimeout):
        await pool.run(jobs.nap_with_a_program, str(tmp_path / "note"), seconds=0.5)

    assert time.monotonic() - began < 5
    assert await gone(await noted(tmp_path / "note"))
    assert 4 == await pool.run(jobs.double, 2, seconds=10)


@LINUX
async def test_a_job_that_grows_too_big_is_ended_and_named_so(pool):
    with pytest.raises(ReaderTooBig):
        await pool.run(jobs.grow, 1000, 10, seconds=20)

    assert 4 == await pool.run(jobs.double, 2, seconds=10)


@POSIX
async def test_one_piece_of_memory_that_is_too_big_is_refused(pool):
    with pytest.raises(ReaderTooBig):
        await pool.run(jobs.grow, 1000, 1000, seconds=20)


async def test_a_job_within_its_memory_is_left_alone(pool):
    assert 15 == await pool.run(jobs.grow, 150, 10, seconds=20)


async def test_a_job_that_finds_no_memory_is_too_big(pool):
    with pytest.raises(ReaderTooBig):
        await pool.run(jobs.fail, "memory", seconds=10)


@LINUX
async def test_what_earlier_files_left_in_a_reader_is_not_held_against_the_next_one(pool, tmp_path):
    await pool.run(jobs.who, seconds=10)

    assert 5 == await pool.run(jobs.hold_then_grow, 100, str(tmp_path / "diary"), seconds=20)


async def test_a_job_that_always_kills_its_reader_is_tried_twice_in_two_processes(pool, tmp_path):
    diary = tmp_path / "diary"
    with pytest.raises(ReaderDied):
        await pool.run(jobs.die, str(diary), seconds=10)

    assert 2 == len(set(diary.read_text(encoding="utf-8").split()))
    assert 4 == await pool.run(jobs.double, 2, seconds=10)


@POSIX
async def test_a_job_whose_reader_dies_once_is_done_by_the_next(pool, tmp_path):
    assert "second" == await pool.run(jobs.die_once, str(tmp_path / "diary"), seconds=10)


@POSIX
async def test_a_reader_that_dies_while_nobody_needs_it_costs_nothing(pool):
    first = await pool.run(jobs.who, seconds=10)
    os.kill(first, signal.SIGKILL)
    await gone(first)

    assert first != await pool.run(jobs.who, seconds=10)


@POSIX
async def test_readers_killed_at_random_lose_no_file_and_do_none_twice(tmp_path):
    numbers = range(30)
    async with ReaderPool(Settings(readers=2)) as pool:
        jobs_under_way = asyncio.gather(*(pool.run(jobs.jot, str(tmp_path), n, 0.1, seconds=20) for n in numbers))
        kills = await kill_at_random(pool, jobs_under_way, times=4)
        results = await jobs_under_way

    assert 4 == kills
    assert list(numbers) == results
    assert ["x"] * 30 == [(tmp_path / f"{n}.txt").read_text(encoding="utf-8") for n in numbers]


async def kill_at_random(pool, until, *, times):
    """Kill readers that are up, each in the first half of its job, so that its job cannot be done yet."""
    chance, kills, victims = random.Random(3), 0, set()
    while not until.done() and kills < times:
        await asyncio.sleep(chance.uniform(0.05, 0.2))
        up = [one for one in pool._readers if one._process and one.is_ready and one._process.pid not in victims]
        if not up:
            continue
        victim = chance.choice(up)
        done, pid = victim._done, victim._process.pid
        while victim._done == done and not until.done():  # noqa: ASYNC110 - looked at from outside
            await asyncio.sleep(0.001)
        # a fresh reader counts anew and does the job again that its forerunner was killed in: none dies twice of us
        if victim.is_ready and victim._process.pid == pid and victim._done == done + 1:
            victims.add(victim._process.pid)
            os.kill(victim._process.pid, signal.SIGKILL)
            kills += 1
    return kills


async def test_an_exception_of_the_job_travels_as_it_is_and_says_where_it_was(pool):
    with pytest.raises(ValueError) as caught:
        await pool.run(jobs.fail, "value", seconds=10)

    assert ("wrong", 7) == caught.value.args
    assert "pool_jobs.py" in caught.value.__notes__[0]


async def test_an_exception_that_cannot_travel_sends_its_words(pool):
    with pytest.raises(RuntimeError, match="OddError: at page 3"):
        await pool.run(jobs.fail, "odd", seconds=10)
    with pytest.raises(RuntimeError, match="SystemExit: 5"):
        await pool.run(jobs.fail, "exit", seconds=10)
    with pytest.raises(AttributeError, match="pickle"):
        await pool.run(jobs.unpicklable, seconds=10)


async def test_a_job_that_cannot_travel_is_a_mistake_of_the_caller_and_the_pool_goes_on(pool):
    with pytest.raises((AttributeError, TypeError)):
        await pool.run(lambda: 1, seconds=10)

    assert 4 == await pool.run(jobs.double, 2, seconds=10)


async def test_a_reader_is_replaced_after_its_number_of_files():
    async with ReaderPool(Settings(readers=1, reader_files=3)) as pool:
        pids = [await pool.run(jobs.who, seconds=10) for _ in range(7)]

    assert [3, 3, 1] == [pids.count(pid) for pid in dict.fromkeys(pids)]


async def test_cancelling_the_caller_ends_the_job_at_once_and_frees_the_reader(pool, tmp_path):
    task = asyncio.create_task(pool.run(jobs.nap, 60, str(tmp_path / "note"), seconds=90))
    pid = await noted(tmp_path / "note")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert await gone(pid)
    assert 4 == await pool.run(jobs.double, 2, seconds=10)


async def test_a_caller_that_is_cancelled_while_it_waits_takes_no_reader_along(pool):
    busy = asyncio.create_task(pool.run(jobs.nap, 0.5, seconds=20))
    waiting = asyncio.create_task(pool.run(jobs.who, seconds=20))
    await asyncio.sleep(0.1)
    waiting.cancel()
    await busy

    assert 4 == await pool.run(jobs.double, 2, seconds=10)


async def test_closing_ends_all_that_runs_and_all_that_waits(tmp_path):
    pool = ReaderPool(Settings(readers=1))
    running = asyncio.create_task(pool.run(jobs.nap, 60, str(tmp_path / "note"), seconds=90))
    waiting = asyncio.create_task(pool.run(jobs.who, seconds=90))
    pid = await noted(tmp_path / "note")
    began = time.monotonic()
    await pool.close()
    ended = await asyncio.gather(running, waiting, return_exceptions=True)

    assert time.monotonic() - began < 2
    assert ["the pool of readers is closed"] * 2 == [str(one) for one in ended]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)  # not even a zombie is left
    with pytest.raises(RuntimeError):
        await pool.run(jobs.who, seconds=10)
    await pool.close()


async def test_where_no_reader_can_be_started_that_is_our_own_failure(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    async with ReaderPool(Settings(readers=1)) as pool:
        with pytest.raises(OwnFailure):
            await pool.run(jobs.who, seconds=10)


@POSIX
async def test_readers_stand_back_and_are_deaf_to_ctrl_c(pool):
    found = await pool.run(jobs.circumstances, seconds=10)

    assert found["nice"] > os.nice(0) or os.nice(0) >= 15
    assert 30 <= found["processor"] <= 60  # the system would end a loop that nobody watches
    assert ("1", True, 0, False) == (found["omp"], found["sigint"], found["core"], found["main"])


async def test_what_libraries_print_goes_nowhere_and_what_they_read_is_empty(pool, capfd):
    assert "" == await pool.run(jobs.chatter, seconds=10)
    assert 4 == await pool.run(jobs.double, 2, seconds=10)
    assert ("", "") == capfd.readouterr()


async def test_the_event_loop_keeps_ticking_while_readers_work_and_large_bodies_travel():
    gaps = []

    async def tick():
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.005)
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

    async with ReaderPool(Settings(readers=1)) as pool:
        heart = asyncio.create_task(tick())
        body = b"x" * 50_000_000
        assert 50_000_000 == await pool.run(len, body, seconds=20)
        assert "spun" == await pool.run(jobs.spin, 0.5, seconds=20)
        assert 2_000_000 == len(await pool.run(jobs.text_of, 2_000_000, seconds=20))
        heart.cancel()

    assert len(gaps) > 50
    assert max(gaps) < 0.4  # the jobs take longer; tests/bench/pool.py measures the pauses on a quiet machine


async def test_documents_are_read_as_at_home_and_trouble_becomes_a_stated_cause(pool):
    url = "https://www.abt-tonmai.go.th/plan.pdf"
    body = tiny_pdf("แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570", title="แผน")
    content = await read_in_pool(pool, body, url=url, settings=Settings())
    damaged = await read_in_pool(pool, b"%PDF-1.5 obj", url=url, settings=Settings())

    assert isinstance(content, Document)
    assert "แผนพัฒนาท้องถิ่น" in content.leaves[0].text
    assert (Media.PDF, UnreadCause.DAMAGED) == (damaged.media, damaged.cause)


@LINUX
async def test_a_document_that_unfolds_beyond_the_memory_is_too_large():
    body = tiny_docx(paragraph("แผนพัฒนา" * 30) * 20_000)
    settings = Settings(readers=1, reader_memory=90)
    async with ReaderPool(settings) as pool:
        content = await read_in_pool(pool, body, url="https://x.go.th/a.docx", settings=settings)

    assert len(body) < 100_000
    assert (UnreadCause.TOO_LARGE, "memory") == (content.cause, content.detail)


def test_a_reader_that_swallows_the_want_of_memory_still_tells_it(monkeypatch):
    def starving(*_, **__):
        raise MemoryError

    monkeypatch.setitem(read_module._READERS, Media.PDF, starving)

    with pytest.raises(MemoryError):
        pool_module._read_document(b"%PDF-1.5 obj", "https://x.go.th/a.pdf", "", "", "", Settings())


@pytest.mark.parametrize(
    ("trouble", "cause"),
    [
        (ReaderTimeout, UnreadCause.TOO_SLOW),
        (ReaderTooBig, UnreadCause.TOO_LARGE),
        (ReaderDied, UnreadCause.CRASHED),
    ],
)
async def test_a_reader_that_fails_names_the_file(trouble, cause):
    class Failing:
        async def run(self, *_, **__):
            raise trouble

    body = tiny_docx("<w:p/>")
    content = await read_in_pool(Failing(), body, url="https://x.go.th/a.docx", settings=Settings())

    assert (cause, Media.DOCX, len(body), 64) == (content.cause, content.media, content.size, len(content.sha256))
    assert content.cure


SCRIPT = """
import asyncio, sys
from oitcrawl.read.pool import ReaderPool
from oitcrawl.settings import Settings
from read.pool_jobs import nap, spin

async def main():
    async with ReaderPool(Settings(readers=2)) as pool:
        await asyncio.gather(*(pool.run(nap, float(sys.argv[1]), note, seconds=90) for note in sys.argv[2:]))

asyncio.run(main())
print("done")
"""


def begun(seconds, *notes):
    code = f"import sys; sys.path[:0] = {[str(ROOT), str(ROOT / 'tests')]!r}\n{SCRIPT}"
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, str(seconds), *map(str, notes)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


async def test_a_program_with_a_pool_ends_without_a_word(tmp_path):
    program = begun(0.1, tmp_path / "a", tmp_path / "b")
    said = await asyncio.to_thread(program.communicate, timeout=30)

    assert (b"done", b"", 0) == (said[0].strip(), said[1], program.returncode)


@POSIX
async def test_ctrl_c_ends_the_parent_and_all_readers_promptly(tmp_path):
    program = begun(60, tmp_path / "a", tmp_path / "b")
    pids = [await noted(tmp_path / name) for name in "ab"]
    began = time.monotonic()
    os.killpg(program.pid, signal.SIGINT)
    _, errors = await asyncio.to_thread(program.communicate, timeout=30)

    assert time.monotonic() - began < 5
    assert errors.rstrip().endswith(b"KeyboardInterrupt")
    assert b"Warning" not in errors
    assert [True, True] == [await gone(pid) for pid in pids]


@POSIX
async def test_readers_end_with_a_parent_that_is_killed(tmp_path):
    program = begun(60, tmp_path / "a", tmp_path / "b")
    pids = [await noted(tmp_path / name) for name in "ab"]
    program.kill()
    await asyncio.to_thread(program.communicate, timeout=30)

    assert [True, True] == [await gone(pid) for pid in pids]
