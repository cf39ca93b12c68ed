"""A word counts until its day, and as long as what was looked at stands there; then it only warns."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from oitcrawl.model.finding import MachineVerdict, Status
from oitcrawl.model.person import Looked, Word
from oitcrawl.model.scan import Coverage, FailedAddress
from oitcrawl.model.visit import FailCause
from oitcrawl.persons.standing import Ground, Seen, newest, words_on
from tests.persons.samples import FILE, LOOKED, OTHER, SHA, H, P, U, X, item, part, piece, review, scan

GROUND = Ground()


def lapsed(one, made, ground=GROUND):
    (word,) = words_on(made, [one], ground)["annual-report"]
    return word.lapsed


def dead(url, *, permanent=True):
    cause = FailCause.NOT_FOUND if permanent else FailCause.TIMEOUT
    return Coverage(failed=(FailedAddress(url=url, cause=cause, permanent=permanent),))


def test_a_word_counts_while_nothing_changed():
    assert lapsed(review(), scan()) == ""


def test_a_word_counts_on_its_last_day_and_not_after():
    assert lapsed(review(), scan(as_of=date(2025, 9, 30))) == ""
    assert lapsed(review(), scan(as_of=date(2025, 10, 1))) == "หมดอายุเมื่อ 30 ก.ย. 2568"


def test_a_word_lapses_when_the_bytes_that_were_looked_at_differ():
    assert "เปลี่ยนไปแล้ว" in lapsed(review(), scan(item(evidence=(piece(sha256=OTHER),))))


def test_a_page_whose_clock_only_went_on_says_the_same():
    looked = replace(LOOKED, print="same words")
    made = scan(item(evidence=(piece(sha256=OTHER),)))

    assert lapsed(review(about=(looked,)), made, Ground(print_of={OTHER: "same words"}.get)) == ""
    assert lapsed(review(about=(looked,)), made, Ground(print_of={OTHER: "others"}.get)) != ""


def test_a_word_lapses_when_its_page_is_gone():
    assert "ไม่อยู่แล้ว" in lapsed(review(), scan(coverage=dead(FILE)))
    assert "ไม่อยู่แล้ว" in lapsed(review(), scan(item(evidence=())), Ground(seen=lambda _url: Seen(gone=True)))


def test_what_could_not_be_seen_tonight_takes_no_word_back():
    blind = item(Status.UNVERIFIED, evidence=())

    assert lapsed(review(), scan(blind, coverage=dead(FILE, permanent=False))) == ""
    assert lapsed(review(machine=MachineVerdict(status=Status.MISSING)), scan(blind)) == ""


def test_what_the_store_knows_of_an_address_counts_where_the_scan_does_not_show_it():
    made = scan(item(evidence=()))

    assert lapsed(review(), made, Ground(seen=lambda _url: Seen(sha256=SHA))) == ""
    assert lapsed(review(), made, Ground(seen=lambda _url: Seen(sha256=OTHER))) != ""


def test_an_address_that_the_machine_never_read_cannot_change_in_its_eyes():
    looked = Looked(url="https://drive.example/1")

    assert lapsed(review(about=(looked,)), scan()) == ""


@pytest.mark.parametrize(
    ("then", "said", "now", "counts"),
    [
        (Status.UNVERIFIED, Status.FOUND, Status.FOUND, True),  # the machine came round
        (Status.UNVERIFIED, Status.FOUND, Status.OUTDATED, False),
        (Status.OUTDATED, Status.FOUND, Status.OUTDATED, True),  # the person knew that verdict
        (Status.OUTDATED, Status.FOUND, Status.MISSING, False),
        (Status.FOUND, Status.MISSING, Status.FOUND, True),
        (Status.FOUND, Status.MISSING, Status.NOT_DUE, False),
    ],
)
def test_another_verdict_of_the_machine_is_looked_at_again(then, said, now, counts):
    word = Word.CONFIRM if said is Status.FOUND else Word.REJECT
    one = review(word, status=said, machine=MachineVerdict(status=then))

    assert (lapsed(one, scan(item(now))) == "") is counts


def test_a_component_that_is_newly_lacking_is_looked_at_again():
    machine = MachineVerdict(status=Status.INCOMPLETE, lacking=("องค์ประกอบ a",))
    one = review(machine=machine)

    assert lapsed(one, scan(item(Status.INCOMPLETE, part("a", X)))) == ""
    assert "องค์ประกอบ b" in lapsed(one, scan(item(Status.INCOMPLETE, part("a", X), part("b", X))))


def test_a_rejection_never_reaches_evidence_that_nobody_looked_at():
    one = review(Word.REJECT, machine=MachineVerdict(status=Status.FOUND))
    new = item(Status.FOUND, evidence=(piece(), piece(f"{FILE}2", OTHER)))

    assert lapsed(one, scan(item(Status.FOUND))) == ""
    assert "หลักฐานใหม่" in lapsed(one, scan(new))


@pytest.mark.parametrize(
    ("then", "now", "counts"), [(H, H, True), (U, P, True), (U, H, True), (H, X, False), (X, U, True)]
)
def test_a_word_on_a_component_lapses_by_that_component_alone(then, now, counts):
    one = review(component="a", status=None, machine_state=then)

    assert (lapsed(one, scan(item(Status.INCOMPLETE, part("a", now), part("b", X)))) == "") is counts


def test_a_word_of_another_year_speaks_of_another_document():
    assert "2568" in lapsed(review(), scan(fiscal_year=2569))
    assert words_on(scan(fiscal_year=2567), [review()], GROUND) == {}


def test_an_item_without_a_year_keeps_its_word_over_the_turn_of_the_year():
    made = scan(item(year_wanted=()), fiscal_year=2569)

    assert lapsed(review(until=date(2026, 4, 1)), made) == ""


def test_a_waiver_asks_for_nothing_but_a_reason_and_its_day():
    waiver = review(Word.WAIVE, status=Status.WAIVED, about=())

    assert lapsed(waiver, scan(item(Status.MISSING), fiscal_year=2569)) == ""
    assert lapsed(replace(waiver, reason=" "), scan()) == "ไม่มีเหตุผล"
    assert lapsed(waiver, scan(as_of=date(2025, 10, 1))) != ""


def test_the_newest_word_counts_and_a_withdrawal_brings_the_one_before_back():
    first = review()
    second = review(Word.REJECT, number=2, uid="2" * 32, at=datetime(2025, 4, 3, tzinfo=UTC))
    back = review(Word.WITHDRAW, number=3, uid="3" * 32, withdraws=second.uid, at=datetime(2025, 4, 4, tzinfo=UTC))

    assert newest([second, first]) == (second,)
    assert newest([first, second, back]) == (first,)


def test_words_on_components_and_on_the_whole_item_stand_side_by_side():
    on_part = review(component="a", number=2, uid="2" * 32, status=None, machine_state=H)
    made = scan(item(Status.UNVERIFIED, part("a", H)))

    assert ["", "a"] == [word.component for word in words_on(made, [on_part, review()], GROUND)["annual-report"]]
