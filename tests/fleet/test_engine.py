"""The queue on a real server: one scan for each agency, the most pressing first, the dead's taken over, not for ever."""

import asyncio
from datetime import UTC, datetime

import pytest

pytest.importorskip("procrastinate", reason="the queue is not here: pip install 'oitcrawl[fleet]'")

from oitcrawl.errors import StoreAway, StoreError
from oitcrawl.fleet import engine
from oitcrawl.fleet.engine import Depth, Queue, Wanted
from oitcrawl.fleet.jobs import NotScanned, Ticket
from oitcrawl.model.site import AgencySite
from oitcrawl.settings import Settings
from oitcrawl.store.address import server_words

SETTINGS = Settings(fleet_takeover_seconds=2, fleet_tries=3, fleet_retry_seconds=0)


@pytest.fixture
def queue(postgres):
    """A queue with its tables."""
    one = Queue(server_words(postgres), SETTINGS)
    one.prepare()
    return one


@pytest.fixture
def sql(postgres, postgres_server):
    """Statements past all code of ours."""
    return lambda words: postgres_server.sql(words, postgres.rpartition("/")[2])


def wanted(*codes, priority=0, host=""):
    return [
        Wanted(
            ticket=Ticket(run=f"run-{code}", site=AgencySite(code=code, url=f"https://{host or code}.go.th/")),
            priority=priority,
        )
        for code in codes
    ]


def work_through(queue, do, at_once=1, until=None):
    """Work until ``until()``, or until nothing is left."""
    queue.take(do)

    async def run():
        async with queue.open():
            working = asyncio.create_task(queue.work(at_once))
            async with asyncio.timeout(60):
                while not until() if until else (await queue.counted()).left:  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.05)
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)

    asyncio.run(run())


def test_tables_are_made_once_and_left_alone_then(queue, sql):
    asyncio.run(queue.enqueue(wanted("a")))
    queue.prepare()

    assert [(1,)] == sql("SELECT count(*) FROM procrastinate_jobs")


def test_tables_of_an_older_version_are_brought_to_this_one(queue, sql):
    sql("DROP FUNCTION procrastinate_retry_job_v2")
    sql("ALTER TYPE procrastinate_job_event_type RENAME VALUE 'retried' TO 'not_there_yet'")
    sql("COMMENT ON TABLE procrastinate_jobs IS 'oitcrawl 03.03.00_01_pre_priority_lock_fetch_job.sql'")
    queue.prepare()

    assert [(1,)] == sql("SELECT count(*) FROM pg_proc WHERE proname = 'procrastinate_retry_job_v2'")
    ((mark,),) = sql("SELECT obj_description('procrastinate_jobs'::regclass, 'pg_class')")
    assert mark > "oitcrawl 03.03"


def test_tables_that_somebody_else_made_are_left_to_them(queue, sql):
    sql("DROP FUNCTION procrastinate_retry_job_v2")
    sql("COMMENT ON TABLE procrastinate_jobs IS NULL")
    queue.prepare()

    assert [(0,)] == sql("SELECT count(*) FROM pg_proc WHERE proname = 'procrastinate_retry_job_v2'")


def test_the_store_opens_beside_the_queue_s_tables(queue, postgres, tmp_path):
    from oitcrawl.store.scans import Store

    with Store(postgres, folder=tmp_path) as store:
        assert () == store.codes()


def test_an_agency_is_queued_once_and_not_while_its_scan_is_under_way(queue, sql):
    assert ("a", "b") == asyncio.run(queue.enqueue(wanted("a", "b")))
    assert ("c",) == asyncio.run(queue.enqueue(wanted("a", "b", "c")))
    sql("UPDATE procrastinate_jobs SET status = 'doing' WHERE args->'site'->>'code' = 'a'")

    assert () == asyncio.run(queue.enqueue(wanted("a")))
    assert Depth(waiting=2, running=1) == asyncio.run(queue.depth())


def test_an_agency_whose_scan_was_given_up_may_be_queued_again(queue, sql):
    asyncio.run(queue.enqueue(wanted("a")))
    sql("UPDATE procrastinate_jobs SET status = 'failed'")

    assert ("a",) == asyncio.run(queue.enqueue(wanted("a")))
    assert Depth(waiting=1, failed=1) == asyncio.run(queue.depth())


def test_two_who_queue_at_once_queue_each_agency_once(postgres, queue, sql):
    other = Queue(server_words(postgres), SETTINGS)
    codes = [f"a{number}" for number in range(300)]

    async def both():
        return await asyncio.gather(queue.enqueue(wanted(*codes)), other.enqueue(wanted(*codes)))

    first, second = asyncio.run(both())

    assert sorted(codes) == sorted(first + second)
    assert [(300,)] == sql("SELECT count(*) FROM procrastinate_jobs")


def test_the_most_pressing_comes_first(queue):
    done = []

    async def do(ticket, _tries):
        done.append(ticket.site.code)

    asyncio.run(queue.enqueue([*wanted("usual"), *wanted("failed", priority=10), *wanted("near", priority=40)]))
    work_through(queue, do)

    assert ["near", "failed", "usual"] == done


def test_agencies_on_one_host_are_never_scanned_at_once(queue):
    under_way, most = set(), []

    async def do(ticket, _tries):
        under_way.add(ticket.site.code)
        most.append(len(under_way))
        await asyncio.sleep(0.05)
        under_way.discard(ticket.site.code)

    asyncio.run(queue.enqueue(wanted("a", "b", "c", host="www")))
    work_through(queue, do, at_once=3)

    assert [1, 1, 1] == most


def test_what_may_pass_is_tried_again_until_the_tries_are_spent(queue, sql):
    tried = []

    async def do(ticket, tries):
        tried.append((ticket.site.code, tries))
        raise NotScanned("ไม่ตอบ", passing=ticket.site.code == "down")

    asyncio.run(queue.enqueue(wanted("down", "shut")))
    work_through(queue, do)

    assert [("down", 1), ("down", 2), ("down", 3)] == [one for one in tried if one[0] == "down"]
    assert [("shut", 1)] == [one for one in tried if one[0] == "shut"]
    assert [("failed", 2)] == sql("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")


def test_a_scan_that_waits_for_its_next_try_is_counted_as_later(queue, sql):
    asyncio.run(queue.enqueue(wanted("a")))
    sql("UPDATE procrastinate_jobs SET scheduled_at = now() + interval '1 hour'")

    assert Depth(later=1) == asyncio.run(queue.depth())


def test_scans_of_the_dead_are_taken_over_and_those_of_the_living_are_not(queue, sql):
    asyncio.run(queue.enqueue(wanted("dead", "alive", "nobody")))
    sql(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '5 s'), (now() + interval '1 h')"
    )
    sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 1 WHERE args->'site'->>'code' = 'dead'")
    sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = 2 WHERE args->'site'->>'code' = 'alive'")
    sql("UPDATE procrastinate_jobs SET status = 'doing' WHERE args->'site'->>'code' = 'nobody'")

    assert 2 == rescue(queue, [])
    assert [("alive", "doing", 0), ("dead", "todo", 1), ("nobody", "todo", 1)] == sql(
        "SELECT args->'site'->>'code', status::text, attempts FROM procrastinate_jobs ORDER BY 1"
    )


def test_a_scan_that_kills_its_workers_is_given_up(queue, sql):
    lost = []
    asyncio.run(queue.enqueue(wanted("poison")))
    for _ in range(SETTINGS.fleet_tries):
        sql("UPDATE procrastinate_jobs SET status = 'doing'")
        rescue(queue, lost)

    assert [("poison", 3)] == lost
    assert [("failed", 3)] == sql("SELECT status::text, attempts FROM procrastinate_jobs")


def test_one_at_a_time_rescues(queue, sql, postgres):
    """Another could take a scan back that a healthy worker has just begun."""
    import psycopg

    asyncio.run(queue.enqueue(wanted("a")))
    sql("UPDATE procrastinate_jobs SET status = 'doing'")
    with psycopg.connect(server_words(postgres)) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s, %s)", engine._LOCKS)

        assert 0 == rescue(queue, [])
    assert 1 == rescue(queue, [])


def test_a_stopped_worker_gives_back_what_has_not_ended(postgres, sql):
    queue = Queue(server_words(postgres), Settings(fleet_takeover_seconds=2, fleet_grace_seconds=0))
    queue.prepare()
    begun = []

    async def do(_ticket, _tries):
        begun.append(datetime.now(UTC))
        await asyncio.sleep(60)

    asyncio.run(queue.enqueue(wanted("a")))
    work_through(queue, do, until=lambda: bool(begun))

    assert [("todo", 0)] == sql("SELECT status::text, attempts FROM procrastinate_jobs")


def test_tables_that_may_not_be_made_are_told_in_one_line(postgres, sql):
    sql("CREATE TABLE procrastinate_events (n INTEGER)")

    with pytest.raises(StoreError, match="procrastinate_events"):
        Queue(server_words(postgres), SETTINGS).prepare()


def test_a_server_that_does_not_answer_is_told_in_one_line():
    queue = Queue("postgresql://oitcrawl:secret@127.0.0.1:9/none", SETTINGS)

    with pytest.raises(StoreAway) as told:
        queue.prepare()

    assert "secret" not in f"{told.value}{told.value.en}"


def rescue(queue, lost):
    async def lose(ticket, tries):
        lost.append((ticket.site.code, tries))

    async def run():
        async with queue.open():
            return await queue.rescue(lose)

    return asyncio.run(run())
