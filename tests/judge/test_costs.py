"""What an item costs, by hand: shares, both cases, the real score tables, weights of an edition, and the order."""

from dataclasses import replace
from datetime import date

import pytest

from oitcrawl.judge.costs import costs, trials
from oitcrawl.judge.score import summarise
from oitcrawl.model.estimate import Effort
from oitcrawl.model.finding import (
    ComponentFinding,
    ComponentState,
    ItemFinding,
    MachineVerdict,
    Place,
    PlaceState,
    Status,
)
from oitcrawl.ruleset.edition import EQUAL_WEIGHTS, Weights
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.rule import Due


@pytest.fixture(scope="module")
def nacc():
    return load_edition("nacc-2568", cases=False)


def findings(rules, *, rest=Status.FOUND, **statuses):
    """One finding per item of the edition, ``rest`` where ``statuses`` name no other."""
    return [
        ItemFinding(
            item=one.item,
            slug=one.slug,
            title=one.title,
            group=one.group,
            status=statuses.get(one.item, rest),
            because="",
        )
        for one in rules.rules
    ]


def by_item(found):
    return {one.item: one for one in found}


# --- what an item weighs ---


def test_all_28_found_is_a_hundred_to_a_hundred_and_nothing_to_gain(nacc):
    summary = summarise(findings(nacc), nacc)

    assert (summary.estimate.low, summary.estimate.high) == (100.0, 100.0)
    assert [(number, one.low, one.high) for number, one in summary.indicators] == [
        ("9", 100.0, 100.0),
        ("10", 100.0, 100.0),
    ]
    assert len(summary.costs) == 28
    assert {(one.gain_low, one.gain_high, one.effort) for one in summary.costs} == {(0.0, 0.0, Effort.NONE)}


def test_the_points_of_an_item_are_its_part_of_group_indicator_oit_and_total(nacc):
    known = by_item(costs(findings(nacc, rest=Status.MISSING), nacc))

    # O7: one of 7 in one of 5 groups: 100/35 of indicator 9; half of that of the OIT; 40% of that of the total
    assert (known["O7"].indicator, known["O7"].indicator_points) == ("9", pytest.approx(2.8571, abs=1e-4))
    assert known["O7"].oit_points == pytest.approx(1.4286, abs=1e-4)
    assert known["O7"].ita_points == pytest.approx(0.5714, abs=1e-4)
    # O12: one of 2 in one of 5 groups
    assert (known["O12"].indicator_points, known["O12"].oit_points, known["O12"].ita_points) == (10.0, 5.0, 2.0)
    # O28: one of 2 in one of 2 groups
    assert (known["O28"].indicator_points, known["O28"].oit_points, known["O28"].ita_points) == (25.0, 12.5, 5.0)
    assert sum(one.oit_points for one in known.values()) == pytest.approx(100, abs=0.01)


def test_without_a_known_share_of_the_total_no_points_of_it_are_told(nacc):
    silent = replace(nacc, weights=replace(nacc.weights, of_total=None))

    assert {one.ita_points for one in costs(findings(nacc), silent)} == {None}


def test_what_is_not_asked_costs_nothing_and_leaves_its_part_to_its_group(nacc):
    known = by_item(costs(findings(nacc, O27=Status.NOT_APPLICABLE, O28=Status.MISSING), nacc))

    assert "O27" not in known
    assert (known["O28"].indicator_points, known["O28"].oit_points) == (50.0, 25.0)


def test_a_whole_indicator_that_is_not_asked_leaves_the_oit_to_the_other(nacc):
    unasked = {f"O{number}": Status.NOT_APPLICABLE for number in range(21, 29)}
    summary = summarise(findings(nacc, O12=Status.MISSING, **unasked), nacc)

    assert [number for number, _ in summary.indicators] == ["9"]
    assert (summary.estimate.low, summary.cost("O12").oit_points) == (90.0, 10.0)


def test_weights_of_an_edition_tell_the_points(nacc):
    weights = (("O1", 3.0), ("O2", 1.0), ("O21", 2.0), ("O22", 2.0))
    edition = replace(nacc, weights=Weights(items=weights, of_total=0.5))
    summary = summarise(findings(edition, O1=Status.OUTDATED, O21=Status.UNVERIFIED), edition)
    known = by_item(summary.costs)

    # indicator 9 lost 3 of 4; indicator 10 may have lost 2 of 4
    assert [(one.low, one.high) for _, one in summary.indicators] == [(25.0, 25.0), (50.0, 100.0)]
    assert (summary.estimate.low, summary.estimate.high) == (37.5, 62.5)
    assert (known["O1"].indicator_points, known["O1"].oit_points, known["O1"].ita_points) == (75.0, 37.5, 18.75)
    assert (known["O21"].gain_low, known["O21"].gain_high) == (25.0, 0.0)
    assert known["O7"].oit_points == 0.0


# --- gains ---


STATUSES = {
    "O1": Status.MISSING,
    "O5": Status.INCOMPLETE,
    "O12": Status.UNVERIFIED,
    "O14": Status.OUTDATED,
    "O22": Status.NOT_DUE,
    "O26": Status.WAIVED,
}


@pytest.mark.parametrize("own", [(), (("O1", 3.0), ("O5", 1.0), ("O12", 5.0), ("O14", 1.0), ("O22", 2.0))])
def test_a_gain_is_what_both_ends_of_the_estimate_rise_by_when_that_item_alone_is_found(nacc, own):
    edition = replace(nacc, weights=Weights(items=own)) if own else nacc
    before = summarise(findings(edition, **STATUSES), edition)

    for one in before.costs:
        after = summarise(findings(edition, **{**STATUSES, one.item: Status.FOUND}), edition)
        rise = (after.estimate.low - before.estimate.low, after.estimate.high - before.estimate.high)
        assert rise == pytest.approx((one.gain_low, one.gain_high), abs=0.02), one.item


def test_what_could_not_be_checked_gains_in_the_worst_case_only_and_what_is_not_due_in_none(nacc):
    known = by_item(costs(findings(nacc, **STATUSES), nacc))

    assert (known["O1"].gain_low, known["O1"].gain_high) == (2.5, 2.5)
    assert (known["O12"].gain_low, known["O12"].gain_high) == (5.0, 0.0)
    assert (known["O22"].gain_low, known["O22"].gain_high) == (0.0, 0.0)
    assert known["O22"].oit_points == pytest.approx(4.1667, abs=1e-4)


def test_a_persons_word_counts_as_it_says(nacc):
    def said(one):
        return (
            replace(one, status=Status.FOUND, machine=MachineVerdict(status=Status.MISSING))
            if one.item == "O12"
            else one
        )

    items = [said(one) for one in findings(nacc, O12=Status.MISSING, O13=Status.WAIVED)]
    summary = summarise(items, nacc)

    assert (summary.estimate.low, summary.machine.low) == (100.0, 95.0)
    assert (summary.cost("O12").status, summary.cost("O12").gain_low) == (Status.FOUND, 0.0)
    assert (summary.cost("O13").status, summary.cost("O13").gain_low) == (Status.WAIVED, 0.0)


# --- how far it errs ---


def test_the_estimate_is_shown_beside_the_real_score_tables(nacc):
    nine, ten = trials(nacc)

    # 100 x (1 + 6/7 + 0/2 + 2/3 + 1) / 5 = 70.48, where the table says 72.00
    assert (nine.lost, nine.official, nine.estimated) == (("O7", "O12", "O13", "O14"), 72.0, 70.48)
    assert nine.error == 1.52
    # 100 x (1 + 1/2) / 2 = 75.00, where the table says 90.00
    assert (ten.lost, ten.official, ten.estimated, ten.error) == (("O28",), 90.0, 75.0, 15.0)


def test_the_real_tables_are_what_the_estimate_really_gives(nacc):
    for trial in trials(nacc):
        summary = summarise(findings(nacc, **dict.fromkeys(trial.lost, Status.MISSING)), nacc)

        assert dict(summary.indicators)[trial.indicator].low == trial.estimated


def test_the_basis_says_how_far_it_was_off(nacc):
    assert "ต่างไปได้ถึง 15.0 คะแนน" in summarise(findings(nacc), nacc).basis
    untried = replace(nacc, weights=EQUAL_WEIGHTS)
    assert "ต่างไป" not in summarise(findings(nacc), untried).basis


def test_an_edition_that_dropped_an_item_of_a_table_keeps_the_tables_that_fit():
    (ten,) = trials(load_edition("nacc-2569", cases=False))

    assert (ten.lost, ten.year, ten.error) == (("O26",), 2568, 15.0)


# --- when ---


def test_what_is_not_due_says_when_it_will_be(nacc):
    rules = tuple(replace(one, due=Due.HALF_YEAR) if one.item == "O22" else one for one in nacc.rules)
    half = replace(nacc, rules=rules)
    known = by_item(costs(findings(half, O22=Status.NOT_DUE), half, 2568))

    assert (known["O22"].due, known["O21"].due) == (date(2025, 3, 31), None)
    assert by_item(costs(findings(half, O22=Status.NOT_DUE), half))["O22"].due is None


def test_a_component_that_is_not_due_tells_the_day_of_its_item(nacc):
    progress = next(one.key for one in nacc.by_item("O6").components if one.due is not None)
    part = ComponentFinding(key=progress, label="", state=ComponentState.NOT_DUE)
    items = [
        replace(one, components=(part,)) if one.item == "O6" else one for one in findings(nacc, O6=Status.NOT_DUE)
    ]

    assert by_item(costs(items, nacc, 2569))["O6"].due == date(2026, 3, 31)


# --- order ---


def test_gaps_come_first_by_gain_per_effort_then_in_the_order_of_items(nacc):
    gone = Place(kind="link", name="รายงาน", url="https://a.example/x.pdf", state=PlaceState.GONE)

    def detailed(one):
        if one.item == "O7":
            return replace(one, warnings=("broken_link",), places=(gone,))
        return replace(one, lacking=("ก",)) if one.status is Status.INCOMPLETE else one

    statuses = {
        "O7": Status.MISSING,
        "O12": Status.MISSING,
        "O13": Status.MISSING,
        "O14": Status.INCOMPLETE,
        "O2": Status.UNVERIFIED,
    }
    found = costs([detailed(one) for one in findings(nacc, **statuses, O6=Status.NOT_DUE)], nacc)

    # O7 1.43 points for a link; O14 3.33 for one part (3 units); O12 and O13 5 points, made anew (8 units)
    assert [one.item for one in found][:6] == ["O7", "O14", "O12", "O13", "O2", "O6"]
    assert [round(one.worth, 2) for one in found][:4] == [1.43, 1.11, 0.62, 0.62]
