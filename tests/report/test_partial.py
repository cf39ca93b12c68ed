"""Reports of scans that were cut off go when one is finished; what somebody added to stays."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from report.samples import scan

from oitcrawl.report import publish
from oitcrawl.report.partial import leads_to_finished, take_partial_away
from oitcrawl.report.prune import prune


def made(out, day, *, partial=False, formats=("json", "html")):
    moment = datetime(2025, 3, day, tzinfo=UTC)
    one = replace(scan(), as_of=date(2025, 3, day), started=moment, partial=partial)
    return publish(one, out, formats=formats)


def names(place):
    return sorted(path.name for path in place.iterdir())


@pytest.mark.parametrize("formats", [("json", "html"), ("html",), ("csv",)])
def test_they_go_whatever_forms_they_have(tmp_path, formats):
    place = made(tmp_path, 1).parent
    made(tmp_path, 1, partial=True, formats=formats)
    made(tmp_path, 2, partial=True, formats=formats)
    take_partial_away(place)

    assert ["2025-03-01", "latest"] == names(place)


def test_what_somebody_added_to_and_what_latest_leads_to_stay(tmp_path):
    place = made(tmp_path, 1, partial=True).parent
    noted = made(tmp_path, 2, partial=True)
    (noted / "บันทึก.txt").write_text("ของเรา", encoding="utf-8")
    made(tmp_path, 3, partial=True)
    assert not leads_to_finished(place)
    take_partial_away(place)

    assert ["2025-03-02-partial", "2025-03-03-partial", "latest"] == names(place)


def test_a_part_of_a_scan_pushes_no_finished_report_out(tmp_path):
    for day in (1, 2):
        place = made(tmp_path, day).parent
    for day in (2, 3, 4):
        made(tmp_path, day, partial=True)

    assert leads_to_finished(place)
    assert ("2025-03-02-partial",) == prune(place, keep=2)
    assert ["2025-03-01", "2025-03-02", "2025-03-03-partial", "2025-03-04-partial", "latest"] == names(place)
