"""The overview puts what needs work first, and never makes an unseen site look good."""

from dataclasses import replace
from datetime import UTC, datetime

from report.samples import all_in, fleet, scan

from oitcrawl.model.finding import Status
from oitcrawl.report.overview import overview
from oitcrawl.report.words import Words

THAI = Words("th")


def test_most_gaps_come_first_and_a_site_that_was_not_seen_before_one_that_is_complete():
    rows = overview(fleet(), words=THAI).rows

    assert [(row.href.partition("/")[0], row.gaps, row.unverified) for row in rows] == [
        ("abt-thungyai", 7, 2),
        ("evil-code", 6, 2),
        ("abt-suanphai", 6, 2),
        ("hospital-9", 0, 28),
        ("muang-nakhon", 0, 0),
    ]


def test_the_newest_scan_of_an_agency_counts_whatever_the_order():
    newer = replace(all_in(Status.FOUND), started=datetime(2025, 3, 11, tzinfo=UTC))

    for scans in ((scan(), newer), (newer, scan())):
        rows = overview(iter(scans), words=THAI).rows
        assert [row.gaps for row in rows] == [0]


def test_a_row_tells_counts_estimate_and_days():
    row = overview([scan()], words=THAI).rows[0]

    assert row.counts == (1, 1, 4, 2, 1, 17)
    assert (row.estimate, row.as_of_text, row.window) == ("64.6–73.8", "10 มี.ค. 2568", "อีก 22 วัน")


def test_no_scans_make_an_empty_overview():
    assert overview([], words=THAI).rows == ()
