"""The clock of the machine jumps between two scans: none is lost, and a scan of the future hides none of the present."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from oitcrawl.fleet.due import Terms, next_due
from oitcrawl.fleet.ledger import pasts
from oitcrawl.model.site import AgencySite
from oitcrawl.report import publish
from oitcrawl.store.scans import Store
from tests.store.samples import scan

NOW = datetime.now(UTC).replace(microsecond=0)
CODE = "abt-example"


def made(at):
    return replace(scan(), started=at - timedelta(minutes=5), finished=at, as_of=at.date())


@pytest.fixture
def store(tmp_path):
    with Store(tmp_path / "data") as opened:
        yield opened


@pytest.mark.parametrize("jump", [timedelta(hours=8), timedelta(days=400)], ids=["hours", "a-year"])
def test_after_a_clock_that_was_ahead_is_set_right_the_next_scan_is_the_newest(store, jump):
    before, ahead, right = made(NOW - timedelta(days=2)), made(NOW + jump), made(NOW)
    for one in (before, ahead, right):
        store.save_scan(one)

    assert store.latest(CODE) == right
    assert store.newest(CODE) == 3
    assert [row.id for row in store.history(CODE)] == [3, 1, 2]  # nothing is lost; what cannot be is last
    ((newest, earlier),) = store.glances.newest(2)
    assert (newest[0], earlier[0]) == (3, 1)


def test_a_scan_of_the_future_does_not_put_off_the_next_one(store):
    store.save_scan(made(NOW - timedelta(days=3)))
    store.save_scan(made(NOW + timedelta(days=400)))
    site = AgencySite(code=CODE, name="อบต. ตัวอย่าง", url="https://www.example.go.th/")

    due = next_due(Terms(), site, pasts(store, NOW)(CODE), NOW)

    assert due.at <= NOW


def test_a_scan_that_is_the_only_one_is_the_newest_though_its_clock_was_wrong(store):
    store.save_scan(made(NOW + timedelta(days=9)))

    assert store.newest(CODE) == 1
    assert store.latest(CODE) is not None


def test_under_a_clock_that_went_back_nothing_is_lost_and_the_last_good_scan_stays_the_newest(store):
    now, behind = made(NOW), made(datetime(1980, 1, 1, 1, tzinfo=UTC))
    store.save_scan(now)
    store.save_scan(behind)
    store.save_scan(later := made(NOW + timedelta(minutes=9)))

    assert [row.id for row in store.history(CODE)] == [3, 1, 2]
    assert store.latest(CODE) == later


def test_what_leads_to_the_newest_report_leaves_one_of_the_future(tmp_path):
    ahead, right = made(NOW + timedelta(days=400)), made(NOW)
    publish(ahead, tmp_path, formats=("json",))
    publish(right, tmp_path, formats=("json",))
    publish(made(NOW - timedelta(days=30)), tmp_path, formats=("json",))  # an older one, written again

    pointer = json.loads((tmp_path / CODE / "latest" / "pointer.json").read_text(encoding="utf-8"))

    assert pointer["folder"] == right.as_of.isoformat()
    assert (tmp_path / CODE / ahead.as_of.isoformat() / "scan.json").is_file()
    assert date.fromisoformat(pointer["folder"]) <= date.today() + timedelta(days=1)  # noqa: DTZ011
