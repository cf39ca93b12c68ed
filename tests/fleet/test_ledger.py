"""What became of an agency's scans tells when the next is due, and a dead program's runs are cleared up once."""

from datetime import UTC, datetime, timedelta

import pytest

from oitcrawl.fleet.due import Past
from oitcrawl.fleet.ledger import DEATHS, OWNER, clear_up, pasts
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import Store
from tests.store.samples import scan

GOOD = scan().started
CODE = "abt-example"


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path) as opened:
        yield opened


def ran(store, token, outcome, hours, holder="night:old"):
    store.runs.begin(Run(token=token, agency=CODE, started=GOOD + timedelta(hours=hours), holder=holder))
    if outcome is not RunOutcome.RUNNING:
        store.runs.end(token, outcome)


def past(store):
    return pasts(store, GOOD + timedelta(days=1))(CODE)


def test_nothing_known_is_no_past(store):
    assert past(store) == Past()


def test_a_failure_counts_until_a_whole_scan_comes_after_it(store):
    ran(store, "a", RunOutcome.UNREADABLE, -2)
    assert past(store) == Past(tried=GOOD - timedelta(hours=2))
    store.save_scan(scan())
    assert past(store) == Past(good=GOOD)
    ran(store, "b", RunOutcome.FAILED, 2)
    assert past(store) == Past(good=GOOD, tried=GOOD + timedelta(hours=2))


def test_what_was_cut_off_is_gone_on_with_but_not_for_ever(store):
    store.save_scan(scan())
    ran(store, "a", RunOutcome.PARTIAL, 1)
    assert past(store) == Past(good=GOOD, cut=True)
    for death in range(1, DEATHS):
        ran(store, f"d{death}", RunOutcome.DIED, 1 + death)
        assert past(store) == Past(good=GOOD, cut=True)
    ran(store, "last", RunOutcome.DIED, 9)
    assert past(store) == Past(good=GOOD, tried=GOOD + timedelta(hours=9))


def test_runs_of_a_program_that_died_are_ended_and_those_of_others_left_alone(store):
    ran(store, "lost", RunOutcome.RUNNING, 1)
    ran(store, "kept", RunOutcome.RUNNING, 1)
    ran(store, "ours", RunOutcome.RUNNING, 1, holder=OWNER + "new")
    ran(store, "queue", RunOutcome.RUNNING, 1, holder="queue:worker")
    number = store.save_scan(scan(), uid="kept")

    left = clear_up(store, "new")

    assert [run.token for run in left.again] == ["lost"]
    assert [(run.token, number) for run, number in left.unreported] == [("kept", number)]
    assert {run.token for run in store.runs.under_way()} == {"ours", "queue"}
    outcomes = {run.token: run.outcome for run in store.runs.since(datetime(2020, 1, 1, tzinfo=UTC))}
    assert (outcomes["lost"], outcomes["kept"]) == (RunOutcome.DIED, RunOutcome.UNREPORTED)
    again = clear_up(store, "new")
    assert (again.again, len(again.unreported)) == ((), 1)
    store.runs.reported(CODE, left.unreported[0][1])
    assert clear_up(store, "new").unreported == ()
