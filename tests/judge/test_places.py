"""Each verdict says where such a thing is usually found, and whether that was seen."""

from dataclasses import replace

from oitcrawl.judge.decide import decide
from oitcrawl.judge.gather import topics_of
from oitcrawl.judge.places import MOST, with_places
from oitcrawl.model.content import UnreadCause
from oitcrawl.model.finding import PlaceState, Status
from tests.judge.ground import ALL, ANNUAL, CONTACT, FULL_REPORT, HOME, SCHOOL, WordMatcher, gathered, home

MENU = replace(CONTACT, where=("ติดต่อเรา", "สายตรงผู้บริหาร", "หน้าแรก"))
RULES = tuple(MENU if one is CONTACT else one for one in ALL)


def finding(site, one):
    found, edition, context = gathered(site, *RULES)
    topics = topics_of(site.harvest, edition, WordMatcher(edition.rules), context)
    done = with_places(decide(found, edition, context), site.harvest, found, edition, topics)
    return next(finding for finding in done if finding.item == one.item)


def told(site, one):
    return [(place.kind, place.state.value, place.name, place.cause) for place in finding(site, one).places]


def test_what_is_missing_names_the_places_that_were_looked_at_and_the_menus_that_are_not_there():
    site = home()
    site.page("ita", "ITA 2568", label="ITA 2568")

    assert finding(site, MENU).status is Status.MISSING
    assert told(site, MENU) == [
        ("hub", "seen", "ITA 2568", ""),
        ("link", "absent", "ข้อมูลการติดต่อ", ""),
        ("menu", "absent", "ติดต่อเรา · สายตรงผู้บริหาร", ""),
    ]


def test_a_menu_where_people_expect_it_is_told_by_its_name_its_heading_or_its_page():
    site = home()
    site.page("c", "ตึกแดง", label="สายตรงผู้บริหาร")

    menus = [one for one in finding(site, MENU).places if one.kind == "menu"]

    assert [(one.name, one.state, one.url) for one in menus] == [
        ("สายตรงผู้บริหาร", PlaceState.SEEN, HOME + "c"),
        ("ติดต่อเรา", PlaceState.ABSENT, ""),
    ]


def test_what_cannot_be_told_names_cause_and_address_first():
    site = home()
    site.blank("o7", "server_error", label="รายงานผลการดำเนินงานประจำปี 2567")

    found = finding(site, ANNUAL)

    assert found.status is Status.UNVERIFIED
    first = found.places[0]
    assert (first.kind, first.state, first.cause, first.url) == (
        "link",
        PlaceState.FAILED,
        "server_error",
        HOME + "o7",
    )


def test_every_way_of_not_seeing_has_its_own_word():
    site = home()
    about = "รายงานผลการดำเนินงานประจำปี 2567"
    site.page("js", needs_script=True, label=f"{about} ก")
    site.file("s.pdf", unread=UnreadCause.PASSWORD, label=f"{about} ข")
    site.blank("r", "robots", label=f"{about} ค")
    site.blank("u", "unvisited", label=f"{about} ง")
    site.blank("d", "not_found", permanent=True, label=f"{about} จ")
    site.dead_labels.append((f"{about} ฉ", HOME))

    states = {state for _, state, _, _ in told(site, ANNUAL)}

    assert states == {"needs_browser", "unread", "refused", "unvisited", "gone", "nowhere"}


def test_an_address_that_says_nothing_of_itself_leaves_a_doubt_on_what_is_not_found_and_none_on_what_is():
    site = home()
    site.file("r.pdf", FULL_REPORT, label="รายงานผลการดำเนินงานประจำปี 2567")
    site.blank("x", "timeout", label="คลิก")

    assert told(site, ANNUAL) == [("link", "seen", "รายงานผลการดำเนินงานประจำปี 2567", "")]
    assert ("open", "failed", "คลิก", "timeout") in told(site, MENU)


def test_doubts_do_not_crowd_out_what_was_seen_nor_the_other_way_round():
    site = home()
    about = "รายงานผลการดำเนินงานประจำปี"
    for number in range(9):
        site.blank(f"b{number}", "timeout", label=f"{about} {number}")
        site.page(f"p{number}", "ก", label=f"{about} {number}")

    states = [place.state for place in finding(site, ANNUAL).places]

    assert len(states) == MOST
    assert (states.count(PlaceState.FAILED), states.count(PlaceState.SEEN)) == (4, 2)


def test_what_nobody_asks_for_has_no_places():
    assert finding(home(), SCHOOL).places == ()
