"""A change is named for what it is and for whose doing it is; not seeing is nobody's merit and nobody's fault."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from report.samples import evidence, scan, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.model.outline import Cause
from oitcrawl.report.compare import ChangeKind, Sight, Standing, change_kind, compare, outline

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


def earlier(base=None, **more):
    """A visit of the day before."""
    one = base or scan()
    day = timedelta(days=1)
    return replace(one, started=one.started - day, finished=one.finished - day, as_of=one.as_of - day, **more)


def item(base, code, **more):
    """``base`` with other values in one item."""
    return replace(base, items=tuple(replace(one, **more) if one.item == code else one for one in base.items))


def causes(before, after, sights=None):
    return {one.item: one.cause for one in compare((1, before), (2, after), sights).changes}


def test_changes_come_worst_first_and_join_on_the_slug_not_the_number():
    previous = with_statuses(earlier(), O2=F, O5=IN)
    renumbered = replace(
        previous, items=tuple(replace(one, item=f"O{99 - int(one.item[1:])}") for one in previous.items)
    )

    actual = [(one.kind, one.item) for one in compare((1, renumbered), (2, scan())).changes]

    assert actual == [(ChangeKind.NEW_GAP, "O2"), (ChangeKind.MENDED, "O5")]


def test_other_rules_or_another_frame_are_told():
    same = compare((1, earlier()), (2, scan()))
    other = compare((1, earlier()), (2, scan(rules_digest="sha256:other", fiscal_year=2567)))

    assert (same.rules_changed, same.frame_changed, same.changes) == (False, False, ())
    assert (other.rules_changed, other.frame_changed) == (True, True)


def test_under_the_same_rules_a_difference_is_the_sites_doing():
    assert causes(with_statuses(earlier(), O12=F), scan()) == {"O12": Cause.SITE}


def test_the_same_evidence_under_other_rules_is_the_rules_doing():
    before = item(earlier(rules_digest="sha256:old"), "O2", status=F)

    assert causes(before, scan()) == {"O2": Cause.RULES}
    assert causes(item(earlier(engine="0.0.9"), "O2", status=F), scan()) == {"O2": Cause.RULES}


def test_a_document_that_was_there_before_and_was_not_taken_for_the_item_is_the_rules_doing():
    piece = evidence("O12", "แผนจัดซื้อ", url="https://a.example/plan.pdf", sha256="ab" * 32)
    file = replace(scan().attachments[0], url=piece.url, sha256=piece.sha256)
    now = item(scan(), "O12", status=F, evidence=(piece,))
    known = earlier(rules_digest="sha256:old", attachments=(file,))

    assert causes(known, replace(now, attachments=(file,))) == {"O12": Cause.RULES}
    assert causes(earlier(rules_digest="sha256:old"), now) == {"O12": Cause.BOTH}


def test_evidence_that_differs_under_other_rules_cannot_be_told_apart():
    before = with_statuses(earlier(rules_digest="sha256:old"), O12=F)

    assert causes(before, scan()) == {"O12": Cause.BOTH}
    assert causes(before, scan(), lambda *_: Sight(before=lambda _: True, after=lambda _: True)) == {
        "O12": Cause.RULES
    }


def test_one_visit_judged_twice_never_blames_the_site():
    before = with_statuses(scan(rules_digest="sha256:old"), O12=F, O13=M)

    assert causes(before, scan(judged_from=1)) == {"O12": Cause.RULES, "O13": Cause.RULES}
    later = scan(judged_from=1, as_of=date(2025, 5, 1))
    assert causes(with_statuses(scan(), O12=F), later) == {"O12": Cause.TIME}


def test_a_term_that_ran_out_is_neither_the_site_nor_the_rules():
    before = item(earlier(), "O2", status=N)

    assert causes(before, scan()) == {"O2": Cause.TIME}
    assert causes(item(before, "O2", evidence=()), scan()) == {"O2": Cause.SITE}  # something was published meanwhile


def test_a_scan_that_could_not_see_says_nothing_of_the_site():
    told = compare((1, with_statuses(earlier(), O13=F, O1=U)), (2, scan())).changes

    assert {one.item: (one.cause, one.standing) for one in told} == {
        "O13": (Cause.SCANNER, Standing.UNSEEN),
        "O1": (Cause.SCANNER, Standing.UNSEEN),
    }


def test_another_year_is_another_question_and_a_waiver_a_persons_word():
    assert causes(with_statuses(earlier(fiscal_year=2567), O12=F), scan()) == {"O12": Cause.FRAME}
    assert causes(with_statuses(earlier(), O10=M), scan()) == {"O10": Cause.PERSON}


def test_an_outline_holds_each_status_and_why_it_differs_from_the_scan_before():
    made = outline((2, scan()), (1, with_statuses(earlier(), O12=F)))

    assert (made.number, made.after, made.found, made.gaps, made.unseen) == (2, 1, 17, 6, 2)
    assert {mark.item: mark.cause for mark in made.marks if mark.cause} == {"O12": Cause.SITE}
    assert outline((1, scan()), None).after is None
