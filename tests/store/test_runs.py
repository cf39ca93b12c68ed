"""Runs are written down when they begin and when they end, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from oitcrawl.model.coverage import Coverage
from oitcrawl.model.glance import Dark
from oitcrawl.model.site import AgencySite
from oitcrawl.store.keepsakes import Head
from oitcrawl.store.runs import Run, RunOutcome
from oitcrawl.store.scans import Beside, Store
from tests.store.samples import URL, scan

START = datetime(2026, 6, 1, 18, tzinfo=UTC)


@pytest.fixture
def store(place):
    with Store(place) as opened:
        yield opened


def a_run(token, agency="abt-example", hours=0, **more):
    return Run(token=token, agency=agency, started=START + timedelta(hours=hours), holder="night:x", **more)


def test_a_run_is_under_way_until_its_end_is_written_down(store):
    run = a_run("a", planned=START)
    store.runs.begin(run)
    store.runs.begin(run)

    assert store.runs.under_way() == (run,)
    store.runs.end("a", RunOutcome.UNREADABLE, "ไม่ตอบ " * 100, at=START)
    assert store.runs.under_way() == ()
    (kept,) = store.runs.since(START)
    assert (kept.outcome, kept.finished, len(kept.cause)) == (RunOutcome.UNREADABLE, START, 300)


def test_runs_are_told_by_time_and_agency_and_forgotten_when_old(store):
    for token, agency, hours in (("a", "one", 0), ("b", "two", 1), ("c", "one", 2)):
        store.runs.begin(a_run(token, agency, hours))
        store.runs.end(token, RunOutcome.GOOD, at=START + timedelta(hours=hours))

    assert [run.token for run in store.runs.since(START + timedelta(hours=1))] == ["b", "c"]
    assert [run.token for run in store.runs.since(START, ["one"])] == ["a", "c"]
    assert store.runs.forget(START + timedelta(hours=1)) == 1
    assert [run.token for run in store.runs.since(START)] == ["b", "c"]


def test_the_last_good_scan_is_a_whole_one_of_the_website(store):
    first = store.save_scan(scan(day=3), uid="token")
    store.save_scan(scan(day=9, partial=True))

    assert store.runs.scan_of("token") == first
    assert store.runs.scan_of("other") is None
    assert store.runs.last_good() == {"abt-example": scan(day=3).started}
    assert store.save_scan(scan(day=3), uid="token") == first  # the same job, done twice


def test_judging_again_is_no_visit(store):
    number = store.save_scan(scan(day=3))
    head = Head(site=AgencySite(code="abt-example", url=URL), source=number, judged_from=number, coverage=Coverage())
    store.lay_beside("abt-example", Beside(shares=head))
    store.save_scan(scan(day=9))

    assert store.runs.last_good() == {"abt-example": scan(day=3).started}


def test_a_website_is_dark_since_the_first_try_after_its_last_scan(store):
    seen = scan()
    store.save_scan(seen)
    code, hour = seen.agency.code, timedelta(hours=1)
    tries = {"before": seen.started - hour, "first": seen.started + hour, "second": seen.started + 2 * hour}
    for token, started in tries.items():
        store.runs.begin(Run(token=token, agency=code, started=started))
        store.runs.end(token, RunOutcome.UNREADABLE, "ไม่ตอบ")
    store.runs.begin(Run(token="ours", agency=code, started=seen.started + 3 * hour))
    store.runs.end("ours", RunOutcome.FAILED, "ดิสก์เต็ม")

    assert store.runs.dark() == {code: Dark(since=tries["first"], times=2)}
    assert [run.token for run in store.runs.unreadable(code)] == ["second", "first", "before"]
    store.save_scan(replace(seen, started=seen.started + 4 * hour, finished=seen.finished + 4 * hour))
    assert store.runs.dark() == {}
