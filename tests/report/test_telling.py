"""An English report says in English why and what to do, of the finding's own data, and keeps the Thai beside it."""

import re
from dataclasses import replace

import pytest
from report.samples import ITEMS, evidence, finding

from oitcrawl.model.finding import Place, PlaceState, Status
from oitcrawl.report.telling import telling
from oitcrawl.report.words import Words, english
from oitcrawl.ruleset.load import load_edition

THAI, ENGLISH = Words("th"), Words("en")
THAI_LETTER = re.compile("[\u0e01-\u0e5b]")


def told(status: Status, words=ENGLISH, **values):
    return telling(replace(finding(*ITEMS[6][:4], status), **values), words)


def test_a_thai_report_says_what_the_judge_wrote():
    item = finding(*ITEMS[6][:4], Status.OUTDATED)
    one = telling(item, THAI)

    assert (one.name, one.because, one.thai, one.thai_next) == ("", item.because, "", "")


def test_an_english_report_names_the_item_and_keeps_the_thai_sentence():
    one = told(Status.OUTDATED)

    assert one.name == "Annual performance report"
    assert one.thai.startswith("ฉบับใหม่ที่สุด")
    assert one.thai_next.startswith("เผยแพร่รายงาน")


@pytest.mark.parametrize(
    ("status", "values", "because"),
    [
        (Status.OUTDATED, {}, "The newest found is «T» of 2565, but 2567 is wanted."),
        (Status.FOUND, {}, "«T» of 2567 (wanted: 2567) was found, with every component that can be checked."),
        (Status.FOUND, {"year_wanted": ()}, "«T» was found, with every component that can be checked."),
        (
            Status.INCOMPLETE,
            {"lacking": ("X",)},
            "«T» of 2567 (wanted: 2567) was found, but it is not complete. Lacking: X.",
        ),
        (Status.MISSING, {}, "No evidence was found, and enough of the site was read to say so."),
        (Status.NOT_DUE, {}, "What is lacking is not due yet."),
    ],
)
def test_why_is_told_in_english(status, values, because):
    piece = evidence("O7", "รายงาน", title="T")
    values = {"evidence": () if status is Status.MISSING else (piece,), "places": (), **values}

    assert told(status, **values).because == because


def test_what_could_not_be_told_names_the_place_and_the_cure():
    one = told(Status.UNVERIFIED)

    assert "Could not be opened: No answer in time" in one.because
    assert not THAI_LETTER.search(one.settles)
    assert told(Status.UNVERIFIED, places=()).because.startswith("It cannot be told, as «")
    assert told(Status.UNVERIFIED, places=(), evidence=()).because == "It could not be told."


def test_a_settled_place_is_no_doubt():
    seen = tuple(replace(one, state=PlaceState.SEEN) for one in finding(*ITEMS[6][:4], Status.UNVERIFIED).places)

    assert "stand where nobody" not in told(Status.UNVERIFIED, places=seen).because


@pytest.mark.parametrize(
    ("status", "values", "steps"),
    [
        (Status.INCOMPLETE, {"lacking": ("X", "Y")}, ("Add: X", "Add: Y")),
        (Status.OUTDATED, {}, ("Publish the edition of 2567 on the main site", "Keep the earlier edition beside it")),
        (Status.MISSING, {"year_wanted": ()}, ("Publish it on the main site, with a link on the ITA page",)),
        (Status.MISSING, {}, ("Publish it for 2567 on the main site, with a link on the ITA page",)),
        (Status.FOUND, {"advice": "ไม่มี"}, ()),
        (Status.OUTDATED, {"advice": ""}, ()),
    ],
)
def test_what_to_do_is_told_in_english(status, values, steps):
    assert told(status, **values).advice == steps


@pytest.mark.parametrize("edition", ["nacc-2568", "nacc-2569"])
def test_every_item_of_every_edition_has_an_english_name(edition):
    unnamed = [rule.slug for rule in load_edition(edition).rules if not ENGLISH.maybe(f"item.{rule.slug}")]

    assert unnamed == []


@pytest.mark.parametrize("edition", ["nacc-2568", "nacc-2569"])
def test_every_name_that_an_edition_gives_is_known_in_english(edition):
    rules = load_edition(edition)
    names = [
        *(title for _, title in rules.groups),
        *(one.label for rule in rules.rules for one in rule.components),
        rules.title,
    ]

    assert [name for name in names if not english(name) or THAI_LETTER.search(english(name))] == []


def test_the_english_of_an_edition_takes_its_numbers_along_and_a_name_of_its_own_stays():
    title = "รายการเปิดเผยข้อมูลสาธารณะ O1-O30 ปีงบประมาณ พ.ศ. 2570"

    assert ENGLISH.own(title) == "Public disclosure items O1–O30, fiscal year B.E. 2570"
    assert THAI.own(title) == title
    assert ENGLISH.own("ชื่อที่หน่วยงานตั้งเอง") == "ชื่อที่หน่วยงานตั้งเอง"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PlaceState.GONE, "Only a dead link is there: «รายงาน»."),
        (PlaceState.NOWHERE, "Words of a link that leads nowhere are there: «รายงาน»."),
    ],
)
def test_english_names_the_link_that_stands_in_place_of_what_is_missing(state, said):
    places = (Place(kind="link", name="รายงาน", url="http://a.example/o7.pdf", state=state),)

    assert told(Status.MISSING, evidence=(), places=places).because.endswith(said)


def test_what_lacks_is_named_in_english():
    one = told(Status.INCOMPLETE, lacking=("ข้อเสนอแนะ",), evidence=(evidence("O7", "รายงาน", title="T"),))

    assert one.because.endswith("Lacking: Suggestions.")
    assert one.advice == ("Add: Suggestions",)
