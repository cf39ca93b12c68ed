"""Declared links beside what the site holds: open or dead, of which item, and whether another link is better."""

from dataclasses import replace

import pytest

from oitcrawl.judge.assignment import Assignment, judge
from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.declared import DeclaredFit, DeclaredState
from oitcrawl.model.harvest import Blank
from oitcrawl.model.site import AgencySite
from oitcrawl.thai.calendar import FiscalYear
from tests.judge.ground import AS_OF, FULL_REPORT, HOME, WordMatcher, home, rules

LABEL = "รายงานผลการดำเนินงานประจำปี 2567"
BEST = HOME + "best.pdf"


def sound():
    """A site with all that O7 asks for."""
    site = home()
    site.file("best.pdf", FULL_REPORT, label=LABEL)
    return site


def judged(site, *declared, led=()):
    who = AgencySite(code="toy", name="หน่วยงานตัวอย่าง", url=HOME, declared=declared)
    edition = rules()
    assignment = Assignment(site=who, rules=edition, fiscal_year=FiscalYear(2568), as_of=AS_OF, engine="0")
    return judge(assignment, replace(site.harvest, led=led), site.load, WordMatcher(edition.rules))


def declared(site, url, item="O7", **more):
    (one,) = judged(site, (item, url), **more).declared
    return one


def test_the_best_evidence_needs_no_better_link():
    one = declared(sound(), BEST)

    assert (one.item, one.url, one.answered) == ("O7", BEST, BEST)
    assert (one.state, one.fit, one.taken_for) == (DeclaredState.READ, DeclaredFit.BEST, ("O7",))
    assert (one.right_year, one.better) == (True, "")


def test_a_slug_names_an_item_as_well_as_a_code():
    assert declared(sound(), BEST, "annual-report").item == "O7"


def test_a_copy_of_the_best_evidence_is_as_good():
    site = sound()
    site.file("copy.pdf", FULL_REPORT, label=LABEL, sha256="sha-best.pdf")

    assert declared(site, HOME + "copy.pdf").fit is DeclaredFit.BEST


def test_a_file_that_says_it_is_another_item():
    site = sound()
    site.file("plan.pdf", "แผนพัฒนา 2566-2570\nยุทธศาสตร์ ตัวชี้วัด", label="แผนพัฒนา 2566-2570")
    one = declared(site, HOME + "plan.pdf")

    assert (one.fit, one.taken_for, one.better) == (DeclaredFit.OTHER_ITEM, ("O5",), BEST)


def test_a_page_of_which_nothing_says_what_it_is():
    site = sound()
    site.page("about", "เกี่ยวกับเรา", title="เกี่ยวกับเรา", label="เกี่ยวกับเรา")
    one = declared(site, HOME + "about")

    assert one.taken_for == ()
    assert one.fit in {DeclaredFit.AMONG, DeclaredFit.NONE}
    assert (one.name, one.better) == ("เกี่ยวกับเรา", BEST)


def test_a_report_of_another_year_is_outdone_by_that_of_the_wanted_one():
    site = sound()
    site.file("old.pdf", FULL_REPORT.replace("2567", "2565"), label="รายงานผลการดำเนินงานประจำปี 2565")
    one = declared(site, HOME + "old.pdf")

    assert one.fit is not DeclaredFit.BEST
    assert one.taken_for == ("O7",)
    assert one.better == BEST


def test_a_file_without_text_is_open_and_unread():
    site = sound()
    site.file("scan.pdf", label="เอกสาร", unread=UnreadCause.PASSWORD)
    one = declared(site, HOME + "scan.pdf")

    assert (one.state, one.cause) == (DeclaredState.UNREAD, "password")


@pytest.mark.parametrize(
    ("reason", "permanent", "state"),
    [
        ("not_found", True, DeclaredState.DEAD),
        ("timeout", False, DeclaredState.FAILED),
        ("robots", False, DeclaredState.REFUSED),
        ("unvisited", False, DeclaredState.UNVISITED),
        ("sister_site", False, DeclaredState.OUTSIDE),
    ],
)
def test_a_link_that_was_not_read_says_why(reason, permanent, state):
    site = sound()
    site.blank("x.pdf", reason, permanent=permanent, is_page=False)
    one = declared(site, HOME + "x.pdf")

    assert (one.state, one.cause, one.fit, one.better) == (state, reason, DeclaredFit.UNKNOWN, BEST)


def test_a_link_that_the_scan_never_met_is_outside():
    one = declared(home(), "https://elsewhere.example/o7.pdf")

    assert (one.state, one.answered, one.better) == (DeclaredState.OUTSIDE, "", "")


def test_only_a_link_that_does_not_open_is_called_dead():
    site = sound()
    site.blank("gone.pdf", "not_found", permanent=True)
    site.blank("shut.pdf", "robots")
    site.blank("later.pdf", "unvisited")
    told = judged(site, ("O7", HOME + "gone.pdf"), ("O5", HOME + "shut.pdf"), ("O6", HOME + "later.pdf")).warnings

    assert [one.url for one in told if one.kind == "declared_url_dead"] == [HOME + "gone.pdf"]


def test_a_link_that_was_sent_on_is_followed_and_shown_as_written():
    written = "http://agency.example/go?id=7"
    one = declared(sound(), written, led=((written, BEST),))

    assert (one.url, one.answered, one.fit) == (written, BEST, DeclaredFit.BEST)


def test_a_link_that_is_sent_on_to_the_home_page_says_so():
    written = HOME + "redirhome"

    assert declared(sound(), written, led=((written, HOME),)).to_home
    assert not declared(sound(), HOME.rstrip("/"), led=((HOME.rstrip("/"), HOME),)).to_home
    assert not declared(sound(), BEST).to_home


def test_a_link_on_the_own_site_that_is_sent_away_tells_where():
    site = sound()
    site.blanks.append(Blank(url=HOME + "out", reason="offsite", sent_to="https://elsewhere.example/o7"))
    one = declared(site, HOME + "out")

    assert (one.state, one.answered) == (DeclaredState.SENT_AWAY, "https://elsewhere.example/o7")


def test_what_only_the_agency_calls_so_is_not_blamed_on_a_link():
    site = sound()
    site.file("plan.pdf", "แผนพัฒนา 2566-2570\nยุทธศาสตร์ ตัวชี้วัด", label="เอกสาร")
    found = judged(site, ("O7", HOME + "plan.pdf"))

    (one,) = found.declared
    told = [warning.message for warning in found.warnings if warning.kind == "label_contradicts_file"]
    assert one.because.startswith("ท่านแจ้งไว้เป็นข้อนี้ แต่เนื้อหาระบุเองว่าเป็น O5")
    assert told
    assert all(message.startswith("ท่านแจ้งไว้เป็นข้อนี้ (O7") for message in told)


def test_thai_letters_and_their_escapes_are_one_address():
    site = home()
    site.file("%E0%B8%A3%E0%B8%B2%E0%B8%A2.pdf", FULL_REPORT, label=LABEL)

    assert declared(site, HOME + "ราย.pdf#page=2").fit is DeclaredFit.BEST


def test_a_link_kept_elsewhere_that_was_not_opened_is_unknown():
    site = home()
    site.file("https://drive.google.com/1", label="เอกสาร", media=Media.OTHER, offsite=True)
    one = declared(site, HOME + "https://drive.google.com/1")

    assert (one.offsite, one.state) == (True, DeclaredState.UNREAD)
    assert one.fit in {DeclaredFit.UNKNOWN, DeclaredFit.BEST, DeclaredFit.AMONG}


def test_an_item_that_the_edition_does_not_know_is_left_out():
    assert judged(sound(), ("O99", BEST)).declared == ()
