"""A change is named for what it is; not seeing is nobody's merit and nobody's fault."""

from dataclasses import replace

import pytest
from report.samples import scan, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.report.compare import ChangeKind, change_kind, compare

F, IN, OUT, M, U, N = (
    Status.FOUND,
    Status.INCOMPLETE,
    Status.OUTDATED,
    Status.MISSING,
    Status.UNVERIFIED,
    Status.NOT_DUE,
)


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (F, M, ChangeKind.NEW_GAP),
        (N, OUT, ChangeKind.NEW_GAP),
        (U, IN, ChangeKind.NEW_GAP),
        (IN, M, ChangeKind.WORSENED),
        (M, IN, ChangeKind.IMPROVED),
        (M, F, ChangeKind.MENDED),
        (F, U, ChangeKind.BLIND),
        (M, U, ChangeKind.BLIND),
        (U, F, ChangeKind.SEEN),
        (M, Status.WAIVED, ChangeKind.OTHER),
        (N, F, ChangeKind.OTHER),
    ],
)
def test_each_step_has_its_name(before, after, kind):
    assert change_kind(before, after) is kind


def test_changes_come_worst_first_and_join_on_the_slug_not_the_number():
    previous = with_statuses(scan(), O2=F, O5=IN)
    renumbered = replace(
        previous, items=tuple(replace(item, item=f"O{99 - int(item.item[1:])}") for item in previous.items)
    )

    actual = [(one.kind, one.item) for one in compare(scan(), renumbered).changes]

    assert actual == [(ChangeKind.NEW_GAP, "O2"), (ChangeKind.MENDED, "O5")]


def test_other_rules_or_another_frame_are_told():
    same = compare(scan(), scan())
    other = compare(scan(), scan(rules_digest="sha256:other", fiscal_year=2567))

    assert (same.rules_changed, same.frame_changed, same.changes) == (False, False, ())
    assert (other.rules_changed, other.frame_changed) == (True, True)
