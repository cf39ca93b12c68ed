"""Scans in a few words are kept beside them, by agency, and what cannot be read is left out."""

import sqlite3
from datetime import UTC, date, datetime

from oitcrawl.model.finding import Status
from oitcrawl.model.outline import Cause, Mark, Outline
from oitcrawl.model.scan import Range
from oitcrawl.store.database import FILE_NAME
from oitcrawl.store.scans import Store


def outline(number=1, status=Status.FOUND, **more):
    base = {
        "number": number,
        "as_of": date(2025, 4, 1),
        "finished": datetime(2025, 4, 1, 2, 30, tzinfo=UTC),
        "edition": "nacc-2568",
        "fiscal_year": 2568,
        "terms": ("sha256:00", "0.1.0"),
        "estimate": Range(low=1.0, high=2.5),
        "after": number - 1 or None,
        "marks": (Mark(slug="strategic-plan", item="O5", status=status, cause=Cause.SITE),),
    }
    return Outline(**(base | more))


def test_outlines_come_back_equal_and_by_agency(tmp_path):
    with Store(tmp_path) as store:
        store.outlines.put("a", outline(1))
        store.outlines.put("a", outline(3))
        store.outlines.put("b", outline(2))

        assert {1: outline(1), 3: outline(3)} == store.outlines.of("a")
        assert {} == store.outlines.of("nobody")


def test_an_outline_made_again_takes_the_place_of_the_older(tmp_path):
    with Store(tmp_path) as store:
        store.outlines.put("a", outline(1))
        store.outlines.put("a", outline(1, Status.MISSING))

        assert {1: outline(1, Status.MISSING)} == store.outlines.of("a")


def test_what_this_version_cannot_read_is_left_out(tmp_path):
    with Store(tmp_path) as store:
        store.outlines.put("a", outline(1))
        store.outlines.put("a", outline(2))
    with sqlite3.connect(tmp_path / FILE_NAME) as raw:
        raw.execute("UPDATE outlines SET data = x'00' WHERE scan = 1")
    raw.close()

    with Store(tmp_path) as store:
        assert {2: outline(2)} == store.outlines.of("a")
