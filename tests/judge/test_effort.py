"""The kind of work is told by the cause: what the site shows, not what the item is about."""

import pytest

from oitcrawl.judge.effort import effort_of
from oitcrawl.model.content import Media
from oitcrawl.model.estimate import Effort
from oitcrawl.model.finding import ComponentFinding, ComponentState, Evidence, ItemFinding, Place, PlaceState, Status
from oitcrawl.model.offsite import OffsiteKind, OffsiteState
from tests.judge.ground import home, judged

URL = "https://www.agency.example/a.pdf"


def item(status, **more):
    return ItemFinding(
        item="O7", slug="annual-report", title="", group="9.2", status=status, because="", year_wanted=(2567,), **more
    )


def link(state, *, name="รายงานผล", cause="", kind="link"):
    return Place(kind=kind, name=name, url=URL, state=state, cause=cause)


def piece(**more):
    return Evidence(url=URL, media=Media.PDF, **more)


def parts(*states):
    return tuple(ComponentFinding(key=f"k{n}", label="", state=one) for n, one in enumerate(states))


@pytest.mark.parametrize("status", [Status.FOUND, Status.WAIVED, Status.NOT_APPLICABLE])
def test_what_lacks_nothing_takes_no_work(status):
    assert effort_of(item(status)) == (Effort.NONE, 0)


def test_a_missing_item_is_made_anew_unless_only_its_link_is_dead_or_another_year_is_there():
    assert effort_of(item(Status.MISSING)) == (Effort.CREATE, 0)
    assert effort_of(item(Status.MISSING, warnings=("broken_link",))) == (Effort.LINK, 0)
    assert effort_of(item(Status.MISSING, evidence=(piece(),))) == (Effort.EDITION, 0)


def test_an_old_edition_is_replaced_unless_the_wanted_one_is_behind_a_dead_link():
    assert effort_of(item(Status.OUTDATED)) == (Effort.EDITION, 0)
    assert effort_of(item(Status.OUTDATED, places=(link(PlaceState.GONE, name="รายงานผล ปี ๒๕๖๗"),))) == (
        Effort.LINK,
        0,
    )
    for other in (
        link(PlaceState.GONE, name="รายงานผล ปี 2565"),
        link(PlaceState.SEEN, name="รายงานผล ปี 2567"),
        link(PlaceState.GONE, name="ITA 2567", kind="menu"),
    ):
        assert effort_of(item(Status.OUTDATED, places=(other,))) == (Effort.EDITION, 0)


def test_an_incomplete_item_wants_as_many_parts_as_it_lacks():
    assert effort_of(item(Status.INCOMPLETE, lacking=("ก", "ข"))) == (Effort.PART, 2)
    assert effort_of(item(Status.INCOMPLETE)) == (Effort.PART, 1)  # a person's word may name none


@pytest.mark.parametrize("cause", ["scan", "password", "garbled", "unclear", "damaged", "offsite_login", "offsite"])
def test_what_is_there_but_closed_is_published_anew_without_new_content(cause):
    state = PlaceState.OFFSITE if cause.startswith("offsite") else PlaceState.UNREAD

    assert effort_of(item(Status.UNVERIFIED, places=(link(state, cause=cause),))) == (Effort.PUBLISH, 0)


@pytest.mark.parametrize(
    "cause", ["timeout", "robots", "offsite_failed", "unvisited", "needs_javascript", "needs_program", "too_large"]
)
def test_what_our_machine_could_not_see_is_for_a_person_to_look_at(cause):
    assert effort_of(item(Status.UNVERIFIED, places=(link(PlaceState.FAILED, cause=cause),))) == (Effort.LOOK, 0)


def test_the_first_doubt_decides():
    slow, scan = link(PlaceState.FAILED, cause="timeout"), link(PlaceState.UNREAD, cause="scan")

    assert effort_of(item(Status.UNVERIFIED, places=(slow, scan))) == (Effort.LOOK, 0)
    assert effort_of(item(Status.UNVERIFIED, places=(link(PlaceState.SEEN), scan, slow))) == (Effort.PUBLISH, 0)


def test_evidence_with_pages_of_pictures_or_behind_a_login_is_published_anew():
    closed = parts(ComponentState.UNREADABLE)
    away = piece(kept=OffsiteKind.DRIVE_FILE, reach=OffsiteState.LOGIN)

    assert effort_of(item(Status.UNVERIFIED, components=closed, warnings=("image_only_document",))) == (
        Effort.PUBLISH,
        0,
    )
    assert effort_of(item(Status.UNVERIFIED, evidence=(away,))) == (Effort.PUBLISH, 0)
    assert effort_of(item(Status.UNVERIFIED, components=closed)) == (Effort.LOOK, 0)


def test_what_is_not_due_is_added_to_what_is_there_or_made():
    there = parts(ComponentState.PRESENT, ComponentState.NOT_DUE, ComponentState.NOT_DUE)

    assert effort_of(item(Status.NOT_DUE, evidence=(piece(),), components=there)) == (Effort.PART, 2)
    assert effort_of(item(Status.NOT_DUE, components=parts(ComponentState.NOT_DUE))) == (Effort.CREATE, 0)


# --- as the judge really leaves it ---


def test_a_dead_link_to_the_only_evidence_is_a_link_to_mend():
    site = home()
    site.blank("old.pdf", "not_found", label="รายงานผลการดำเนินงานประจำปี 2567", permanent=True, is_page=False)
    found = judged(site)["O7"]

    assert (found.status, effort_of(found)) == (Status.MISSING, (Effort.LINK, 0))


def test_a_report_of_an_earlier_year_is_another_edition_to_make():
    site = home()
    site.file("r.pdf", "รายงานผลการดำเนินงานประจำปี\nประจำปีงบประมาณ พ.ศ. 2565", label="รายงานผลการดำเนินงานประจำปี 2565")
    found = judged(site)["O7"]

    assert (found.status, effort_of(found)) == (Status.OUTDATED, (Effort.EDITION, 0))


def test_nothing_at_all_is_made_anew():
    found = judged(home())["O7"]

    assert (found.status, effort_of(found)) == (Status.MISSING, (Effort.CREATE, 0))
