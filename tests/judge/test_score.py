"""The estimate: worst and best case, by thematic groups or by the edition's own weights."""

from dataclasses import replace

import pytest

from oitcrawl.judge.score import summarise
from oitcrawl.model.finding import ItemFinding, Status
from oitcrawl.model.scan import Range
from oitcrawl.ruleset.edition import Indicator, Weights
from tests.judge.ground import rules

EDITION = replace(
    rules(),
    indicators=(
        Indicator(number="9", title="การเปิดเผยข้อมูล", groups=("9.1", "9.2")),
        Indicator(number="10", title="การป้องกันการทุจริต", groups=("10.1",)),
    ),
)


def finding(item, group, status):
    return ItemFinding(item=item, slug=item.lower(), title=item, group=group, status=status, because="")


def summary(*triples, edition=EDITION):
    return summarise([finding(*one) for one in triples], edition)


def test_groups_weigh_alike_and_oit_is_the_mean_of_its_indicators():
    result = summary(
        ("O1", "9.1", Status.FOUND),
        ("O2", "9.1", Status.FOUND),
        ("O3", "9.1", Status.FOUND),
        ("O5", "9.2", Status.MISSING),
        ("O21", "10.1", Status.FOUND),
    )

    assert result.indicators == (("9", Range(low=50.0, high=50.0)), ("10", Range(low=100.0, high=100.0)))
    assert result.estimate == Range(low=75.0, high=75.0)
    assert (result.found, result.missing) == (4, 1)


def test_the_refuted_flat_mean_is_not_what_is_computed():
    groups = {"9.1": 4, "9.2": 7, "9.3": 2, "9.4": 3, "9.5": 4}
    lost = {"9.2": 1, "9.3": 2, "9.4": 1}
    items = [
        (f"{group}-{n}", group, Status.MISSING if n < lost.get(group, 0) else Status.FOUND)
        for group, size in groups.items()
        for n in range(size)
    ]
    edition = replace(EDITION, indicators=(Indicator(number="9", title="", groups=tuple(groups)),))

    assert summary(*items, edition=edition).estimate.low == pytest.approx(70.48, abs=0.01)


def test_what_could_not_be_checked_is_lost_in_the_worst_case_and_not_in_the_best():
    result = summary(("O1", "9.1", Status.UNVERIFIED), ("O2", "9.1", Status.FOUND))

    assert result.estimate == Range(low=50.0, high=100.0)
    assert "ตรวจไม่ได้ 1 ข้อ" in result.basis


@pytest.mark.parametrize("status", [Status.FOUND, Status.NOT_DUE, Status.WAIVED])
def test_what_is_not_owed_or_answered_for_is_not_lost(status):
    assert summary(("O1", "9.1", status)).estimate == Range(low=100.0, high=100.0)


@pytest.mark.parametrize("status", [Status.MISSING, Status.OUTDATED, Status.INCOMPLETE])
def test_gaps_score_nothing(status):
    assert summary(("O1", "9.1", status)).estimate == Range(low=0.0, high=0.0)


def test_what_nobody_asks_for_is_left_out():
    result = summary(("O1", "9.1", Status.NOT_APPLICABLE), ("O5", "9.2", Status.FOUND))

    assert result.estimate == Range(low=100.0, high=100.0)
    assert "ไม่นำมาคิด" in result.basis


def test_weights_of_the_edition_go_before_groups():
    edition = replace(EDITION, weights=Weights(items=(("O1", 3.0), ("O5", 1.0))))

    assert summary(("O1", "9.1", Status.FOUND), ("O5", "9.2", Status.MISSING), edition=edition).estimate.low == 75.0


def test_the_basis_says_that_it_is_an_estimate():
    assert summary(("O1", "9.1", Status.FOUND)).basis.startswith("ค่าประมาณ ไม่ใช่คะแนนทางการ")


def test_without_any_item_there_is_nothing_to_estimate():
    assert summary().estimate == Range(low=0.0, high=0.0)
