"""What a word makes of a scan: the person's status in front, the machine's beside it, the estimate with both."""

from dataclasses import replace
from datetime import date

import pytest

from oitcrawl.judge.waiver import waived
from oitcrawl.model.estimate import Cost
from oitcrawl.model.finding import MachineVerdict, Status
from oitcrawl.model.person import Source, Word
from oitcrawl.model.scan import AgencyScan, Range
from oitcrawl.model.site import Waiver
from oitcrawl.persons.effect import LAPSED, plain, with_words
from oitcrawl.persons.standing import Ground, shown, words_on
from tests.persons.samples import H, P, U, X, item, part, review, scan, summarise


def heard(made, *reviews):
    return with_words(made, words_on(made, reviews, Ground()), summarise)


def on_part(key, word=Word.CONFIRM, state=H, **more):
    return review(word, uid=key, component=key, status=None, machine_state=state, **more)


def test_a_confirmed_doubt_is_found_with_the_machines_doubt_beside_it():
    (one,) = heard(scan(), review()).items

    assert one.status is Status.FOUND
    assert "สมศรี" in one.because
    assert one.machine == MachineVerdict(
        status=Status.UNVERIFIED, because="โปรแกรมว่าอย่างนี้", settles="เปิดดูเอง", confidence=0.9
    )
    assert ("สมศรี ตัวอย่าง", "เปิดดูแล้ว", Source.STORE) == (
        one.persons[0].by,
        one.persons[0].reason,
        one.persons[0].source,
    )


def test_the_estimate_counts_the_word_and_tells_what_the_machine_alone_gives():
    summary = heard(scan(), review()).summary

    assert Range(low=100, high=100) == summary.estimate
    assert Range(low=0, high=100) == summary.machine
    assert (1, 1, 0) == (summary.by_person, summary.found, summary.unverified)


def test_an_estimate_that_cannot_be_made_again_stays_and_says_so():
    made = scan()
    words = words_on(made, [review()], Ground())
    summary = with_words(made, words, None).summary

    assert made.summary.estimate == summary.estimate
    assert 1 == summary.found
    assert "ยังไม่รวมคำของคน 1 ข้อ" in summary.basis


def test_a_rejected_item_becomes_the_gap_that_the_person_names():
    word = review(Word.REJECT, status=Status.OUTDATED, machine=MachineVerdict(status=Status.FOUND))
    (one,) = heard(scan(item(Status.FOUND)), word).items

    assert (Status.OUTDATED, Status.FOUND) == (one.status, one.machine.status)


def test_person_and_machine_agreeing_leaves_the_verdict_to_the_machine():
    (one,) = heard(scan(item(Status.FOUND)), review(machine=MachineVerdict(status=Status.FOUND))).items

    assert one.machine is None
    assert "โปรแกรมว่าอย่างนี้" == one.because
    assert 1 == len(one.persons)


def test_a_confirmed_picture_is_present_and_keeps_what_the_machine_said():
    (one,) = heard(scan(item(Status.FOUND, part("a", H))), on_part("a")).items

    assert (Status.FOUND, None) == (one.status, one.machine)
    assert (P, H) == (one.components[0].state, one.components[0].machine)


def test_a_rejected_component_makes_the_item_incomplete():
    (one,) = heard(scan(item(Status.FOUND, part("a", H), part("b", P))), on_part("a", Word.REJECT)).items

    assert (Status.INCOMPLETE, ("องค์ประกอบ a",)) == (one.status, one.lacking)
    assert "ยังขาด: องค์ประกอบ a" in one.because


def test_a_component_that_nobody_confirmed_to_be_asked_for_never_makes_an_item_incomplete():
    (one,) = heard(scan(item(Status.FOUND, part("a", H, known="recalled"))), on_part("a", Word.REJECT)).items

    assert (Status.FOUND, X) == (one.status, one.components[0].state)


def test_an_incomplete_item_is_found_once_people_saw_all_that_it_lacked():
    made = scan(item(Status.INCOMPLETE, part("a", X), part("b", X)))

    (half,) = heard(made, on_part("a", state=X)).items
    (whole,) = heard(made, on_part("a", state=X), on_part("b", state=X)).items

    assert (Status.INCOMPLETE, ("องค์ประกอบ b",)) == (half.status, half.lacking)
    assert (Status.FOUND, ()) == (whole.status, whole.lacking)
    assert ("องค์ประกอบ a", "องค์ประกอบ b") == whole.machine.lacking


@pytest.mark.parametrize(("found", "status"), [((2567,), Status.FOUND), ((), Status.UNVERIFIED)])
def test_seeing_the_components_settles_an_unread_file_but_never_its_year(found, status):
    (one,) = heard(scan(item(Status.UNVERIFIED, part("a", U), year_found=found)), on_part("a", state=U)).items

    assert one.status is status


def test_a_waiver_keeps_the_verdict_beside_it():
    waiver = review(Word.WAIVE, status=Status.WAIVED, about=(), reason="ไม่มีบริการ")
    (one,) = heard(scan(item(Status.MISSING)), waiver).items

    assert (Status.WAIVED, Status.MISSING) == (one.status, one.machine.status)
    assert "ไม่มีบริการ" in one.because


def test_a_word_that_lapsed_only_warns():
    made = scan(as_of=date(2025, 10, 1))
    after = heard(made, review())

    assert made.items[0].status is after.items[0].status
    assert made.summary == after.summary
    assert [LAPSED] == [warning.kind for warning in after.warnings]
    assert "หมดอายุ" in after.warnings[0].message
    assert after.items[0].persons[0].lapsed


def test_hearing_twice_and_reading_from_json_changes_nothing():
    made = scan(item(Status.INCOMPLETE, part("a", X)), item(Status.FOUND, slug="other", item="O8"))
    once = heard(made, on_part("a", state=X), review(uid="x", slug="other", item="O8", word=Word.REJECT,
                 status=Status.MISSING, machine=MachineVerdict(status=Status.FOUND)))  # fmt: skip
    words = {one.slug: tuple(w for w in one.persons) for one in once.items}

    assert once == with_words(AgencyScan.from_json(once.to_json()), words, summarise)
    assert made.items == tuple(map(plain, once.items))


def test_a_word_of_the_store_goes_before_the_waiver_of_the_agencies_file_and_both_are_shown():
    file = Waiver(item="O7", reason="ย้ายระบบ", by="ปลัด", until=date(2025, 6, 30))
    own = waived(item(Status.MISSING), file)
    made = scan(own)
    (one,) = heard(made, review(machine=MachineVerdict(status=Status.MISSING))).items

    assert (Status.FOUND, Status.MISSING) == (one.status, one.machine.status)
    assert [Source.STORE, Source.AGENCIES] == [word.source for word in one.persons]
    assert own == plain(one)


def test_a_lapsed_word_leaves_the_waiver_of_the_agencies_file_standing():
    own = waived(item(Status.MISSING), Waiver(item="O7", reason="ย้ายระบบ", by="ปลัด", until=date(2025, 6, 30)))
    word = shown(review(), lapsed="หมดอายุ")
    (one,) = with_words(scan(own), {"annual-report": (word,)}, summarise).items

    assert (Status.WAIVED, own.because, own.machine) == (one.status, one.because, one.machine)


def test_a_scan_of_an_earlier_version_knows_of_no_words():
    text = scan().to_json().replace('"persons": []', '"old": 0').replace('"by_person": 0,', "")

    assert AgencyScan.from_json(text) == scan(summary=replace(scan().summary, by_person=0))


def test_without_the_edition_what_an_item_costs_is_kept_only_where_its_status_stayed():
    two = scan(item(Status.UNVERIFIED), item(Status.MISSING, item="O8", slug="staff-manual"))
    costs = tuple(
        Cost(item=one.item, status=one.status, indicator="9", indicator_points=2.0, oit_points=1.0)
        for one in two.items
    )
    made = replace(two, summary=replace(two.summary, costs=costs))
    told = with_words(made, words_on(made, (review(),), Ground()), None)

    assert [one.status for one in told.items] == [Status.FOUND, Status.MISSING]
    assert [one.item for one in told.summary.costs] == ["O8"]
