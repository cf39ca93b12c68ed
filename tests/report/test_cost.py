"""What an item may cost follows the groups, and only items that are asked share it."""

from dataclasses import replace

import pytest
from report.samples import all_in, scan, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.model.scan import Range
from oitcrawl.report.cost import costs


def test_all_points_together_are_a_hundred():
    assert sum(costs(all_in(Status.MISSING)).values()) == pytest.approx(100)


def test_an_item_of_a_small_group_costs_more_than_one_of_a_large_group():
    points = costs(all_in(Status.MISSING))

    assert points["O28"] == pytest.approx(12.5)
    assert points["O12"] == pytest.approx(5.0)
    assert points["O5"] == pytest.approx(100 / 2 / 5 / 7)


def test_what_is_not_asked_costs_nothing_and_leaves_its_share_to_its_group():
    points = costs(with_statuses(scan(), O27=Status.NOT_APPLICABLE, O28=Status.MISSING))

    assert "O27" not in points
    assert points["O28"] == pytest.approx(25.0)


def test_no_points_are_told_when_the_estimate_was_made_with_other_weights():
    made = scan()
    weighted = replace(made, summary=replace(made.summary, estimate=Range(low=1.0, high=2.0)))

    assert costs(weighted) == {}
    assert costs(made) != {}
