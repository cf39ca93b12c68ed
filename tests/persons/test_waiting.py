"""What waits for a person: the most useful first, each with something to open."""

from dataclasses import replace

from oitcrawl.model.estimate import Cost
from oitcrawl.model.finding import MachineVerdict, Place, PlaceState, Status
from oitcrawl.model.waits import SURE, Why
from oitcrawl.persons.effect import with_words
from oitcrawl.persons.standing import Ground, words_on
from oitcrawl.persons.waiting import items_waiting, waiting
from tests.persons.samples import FILE, H, P, U, item, part, piece, review, scan, summarise


def whys(*items):
    return [(one.component, one.whys) for one in waiting(scan(*items))]


def test_what_cannot_be_told_waits_with_its_evidence_and_the_parts_that_were_not_read():
    (one,) = waiting(scan(item(Status.UNVERIFIED, part("a", U), part("b", P))))

    assert ((Why.UNVERIFIED,), FILE, 3, True) == (one.whys, one.url, one.leaf, one.is_evidence)
    assert ("องค์ประกอบ a",) == one.unread


def test_a_picture_waits_as_a_question_of_its_own():
    assert [("a", (Why.HUMAN,))] == whys(item(Status.FOUND, part("a", H), part("b", P)))


def test_low_confidence_and_contradictions_wait_and_a_sure_verdict_does_not():
    assert [("", (Why.UNSURE,))] == whys(item(Status.FOUND, confidence=SURE - 0.01))
    assert [("", (Why.UNSURE,))] == whys(item(Status.MISSING, confidence=SURE - 0.01))
    assert [("", (Why.CONFLICT,))] == whys(item(Status.FOUND, warnings=("label_contradicts_file",)))
    assert [] == whys(item(Status.FOUND, warnings=("far_from_home",)), item(Status.NOT_APPLICABLE))


def test_without_evidence_the_place_that_nobody_read_is_opened_else_the_home_page():
    doubt = Place(kind="menu", name="รายงาน", url="https://www.agency.example/menu", state=PlaceState.FAILED)

    (one,) = waiting(scan(item(evidence=(), places=(doubt,))))
    (home,) = waiting(scan(item(evidence=())))

    assert (doubt.url, False) == (one.url, one.is_evidence)
    assert "https://www.agency.example/" == home.url


def test_what_cannot_be_told_at_all_comes_before_a_picture():
    picture = item(Status.FOUND, part("a", H), item="O1", slug="one")
    doubt = item(item="O2", slug="two")
    made = scan(picture, doubt)

    assert ["O2", "O1"] == [one.item for one in waiting(made)]
    assert 2 == items_waiting(made)


def heard(made, *reviews):
    return with_words(made, words_on(made, reviews, Ground()), summarise)


def test_what_a_person_settled_waits_no_more():
    assert () == waiting(heard(scan(item(Status.UNVERIFIED, part("a", H))), review()))


def test_a_word_that_lapsed_waits_again_and_says_what_changed():
    made = scan(item(Status.FOUND, evidence=(piece(sha256="c" * 64),)))
    (one,) = waiting(heard(made, review(machine=MachineVerdict(status=Status.FOUND))))

    assert (Why.LAPSED,) == one.whys
    assert "เปลี่ยนไปแล้ว" in one.lapsed.lapsed


def test_a_lapsed_word_on_a_component_asks_for_that_component():
    gone = review(component="a", status=None, machine_state=H, until=replace(scan()).as_of.replace(year=2024))
    (one,) = waiting(heard(scan(item(Status.FOUND, part("a", H))), gone))

    assert ("a", (Why.LAPSED,)) == (one.component, one.whys)


def test_of_equal_doubts_the_item_that_weighs_more_comes_first():
    made = scan(item(), item(item="O28", slug="integrity-report"))
    costs = tuple(
        Cost(item=code, status=Status.UNVERIFIED, indicator="9", indicator_points=2 * points, oit_points=points)
        for code, points in (("O7", 1.4), ("O28", 12.5))
    )
    weighed = replace(made, summary=replace(made.summary, costs=costs))

    assert ["O7", "O28"] == [one.item for one in waiting(made)]
    assert [("O28", 12.5), ("O7", 1.4)] == [(one.item, one.points) for one in waiting(weighed)]
