"""Workers that are killed, frozen or told to stop in mid-scan, and a server that is: nothing is lost or doubled."""

import signal
import sys
import time
from datetime import UTC, datetime

import pytest

from oitcrawl.store.runs import RunOutcome
from oitcrawl.store.scans import Store
from tests.fleet.ground import HALF, PAGES, TAKEOVER, Machine, agencies_file, sites, wait_for

pytest.importorskip("procrastinate", reason="the queue is not here: pip install 'oitcrawl[fleet]'")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def queued(postgres, tmp_path):
    """A function that gives so many sites, each with a scan queued, that stop in the middle until they are let go."""
    with sites(3) as servers:
        desk = Machine(tmp_path / "desk", postgres)

        def give(count=3):
            told = desk.run("enqueue", "--all", "--agencies", str(agencies_file(tmp_path, servers[:count])))
            assert 0 == told.returncode, told.stderr
            return servers[:count]

        yield give


def kept(address, tmp_path):
    """Codes of the agencies of all whole scans that are kept, one for each scan, and the outcomes of all runs."""
    with Store(address, folder=tmp_path / "look") as store:
        scans = [row.agency for code in store.codes() for row in store.history(code) if not row.partial]
        runs = [run.outcome for code in store.codes() for run in store.runs.since(BEGIN, [code])]
    return scans, runs


def are_half_done(servers):
    return lambda: all(len(server.asked) > HALF for server in servers)


def let_go(servers):
    for server in servers:
        server.free.set()


def jobs(server, address):
    return server.sql("SELECT status::text, attempts FROM procrastinate_jobs ORDER BY id", address.rpartition("/")[2])


def test_a_killed_worker_s_scans_are_finished_by_another(
    queued, postgres, postgres_server, tmp_path, record_property
):
    first, second = Machine(tmp_path / "one", postgres), Machine(tmp_path / "two", postgres)
    servers = queued(2)
    with first.worker("--at-once", "2") as worker:
        wait_for(are_half_done(servers))
        with second.worker("--until-empty", "--at-once", "2") as other:
            wait_for(lambda: "taking scans" in second.log)
            worker.kill()
            worker.wait(10)
            killed, before = time.time(), [len(server.asked) for server in servers]
            let_go(servers)
            other.wait(60)
    taken_over = [server.asked[count] - killed for server, count in zip(servers, before, strict=True)]

    scans, runs = kept(postgres, tmp_path)
    assert 0 == other.returncode, second.log
    assert ["a0", "a1"] == scans
    assert [RunOutcome.GOOD] * 2 == runs
    assert [] == jobs(postgres_server, postgres)
    assert max(taken_over) < TAKEOVER
    figure = f"kill -9 of a worker: its 2 scans taken over after {max(taken_over):.1f} s (stated {TAKEOVER:.0f} s)"
    record_property("figure", figure + ", each kept once")


def test_a_frozen_worker_that_wakes_up_again_doubles_no_scan(queued, postgres, postgres_server, tmp_path):
    """As a machine that slept: its scan was taken over and is kept, and then it ends its own."""
    first, second = Machine(tmp_path / "one", postgres, grace_seconds=60), Machine(tmp_path / "two", postgres)
    servers = queued(1)
    with first.worker("--until-empty", "--at-once", "1") as worker:
        wait_for(are_half_done(servers))
        worker.send_signal(signal.SIGSTOP)
        let_go(servers)
        with second.worker("--until-empty", "--at-once", "1") as other:
            other.wait(60)
        worker.send_signal(signal.SIGCONT)
        worker.wait(60)

    scans, runs = kept(postgres, tmp_path)
    assert [0, 0] == [worker.returncode, other.returncode], first.log + second.log
    assert "a0: 40 pages" in first.log
    assert "a0: 40 pages" in second.log
    assert ["a0"] == scans
    assert [RunOutcome.GOOD] == runs
    assert [] == jobs(postgres_server, postgres)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_told_to_stop_gives_its_scan_back_and_it_costs_no_try(
    queued, postgres, postgres_server, tmp_path, number
):
    machine = Machine(tmp_path / "one", postgres)
    servers = queued(1)
    with machine.worker() as worker:
        wait_for(are_half_done(servers))
        worker.send_signal(number)
        worker.wait(30)
    left = jobs(postgres_server, postgres)
    asked = len(servers[0].asked)
    let_go(servers)
    with machine.worker("--until-empty") as worker:
        worker.wait(60)

    assert [("todo", 0)] == left, machine.log
    assert (["a0"], [RunOutcome.GOOD]) == kept(postgres, tmp_path)
    assert len(servers[0].asked) - asked < PAGES, "it went on where it had been stopped"


def test_a_worker_told_to_stop_lets_its_scan_end_within_the_time_of_grace(
    queued, postgres, postgres_server, tmp_path
):
    machine = Machine(tmp_path / "one", postgres, grace_seconds=60)
    servers = queued(3)
    with machine.worker("--at-once", "1") as worker:
        wait_for(are_half_done(servers[:1]))
        worker.send_signal(signal.SIGTERM)
        let_go(servers)
        worker.wait(60)

    assert 0 == worker.returncode, machine.log
    assert (["a0"], [RunOutcome.GOOD]) == kept(postgres, tmp_path)
    assert [("todo", 0)] * 2 == jobs(postgres_server, postgres)
    assert [0, 0] == [len(server.asked) for server in servers[1:]]


def test_a_server_that_is_killed_and_comes_back_loses_no_scan(
    queued, postgres, postgres_server, tmp_path, record_property
):
    """The workers wait for it, as documented, and go on."""
    machines = [Machine(tmp_path / name, postgres) for name in ("one", "two")]
    servers = queued(3)
    with machines[0].worker("--until-empty", "--at-once", "1") as one, machines[1].worker("--until-empty") as two:
        wait_for(lambda: sum(are_half_done([server])() for server in servers) >= 2)
        postgres_server.kill()
        killed = time.monotonic()
        time.sleep(2)
        postgres_server.start()
        let_go(servers)
        one.wait(80)
        two.wait(80)
        taken = time.monotonic() - killed

    scans, runs = kept(postgres, tmp_path)
    assert [0, 0] == [one.returncode, two.returncode], machines[0].log + machines[1].log
    assert ["a0", "a1", "a2"] == scans
    assert [RunOutcome.GOOD] * 3 == runs
    assert [] == jobs(postgres_server, postgres)
    record_property("figure", f"kill of PostgreSQL under 2 workers: all 3 scans kept once, {taken:.0f} s after it")
