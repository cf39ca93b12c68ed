"""What a vendor could mend is told from what only an agency can: its content."""

import pytest

from oitcrawl.model.finding import ItemFinding, Place, PlaceState, Status
from oitcrawl.model.snag import Snag, SnagKind, snag_of

URL = "https://a.go.th/pages/ita_detail/12"


def item(status, *places):
    return ItemFinding(
        item="O7", slug="annual-report", title="รายงาน", group="9.1", status=status, because="", places=places
    )


def place(state, cause="", kind="link", url=URL):
    return Place(kind=kind, name="แผน", url=url, state=state, cause=cause)


@pytest.mark.parametrize(
    ("status", "seen", "snag"),
    [
        (Status.UNVERIFIED, place(PlaceState.NEEDS_BROWSER), (SnagKind.BROWSER, "")),
        (Status.UNVERIFIED, place(PlaceState.FAILED, "forbidden"), (SnagKind.BLOCKED, "forbidden")),
        (Status.UNVERIFIED, place(PlaceState.REFUSED, "robots"), (SnagKind.BLOCKED, "robots")),
        (Status.UNVERIFIED, place(PlaceState.FAILED, "timeout"), (SnagKind.FAILED, "timeout /pages/ita_detail/N")),
        (Status.MISSING, place(PlaceState.GONE), (SnagKind.DEAD, "/pages/ita_detail/N")),
        (Status.OUTDATED, place(PlaceState.GONE), (SnagKind.DEAD, "/pages/ita_detail/N")),
        (Status.MISSING, place(PlaceState.NOWHERE), (SnagKind.NOWHERE, "")),
        (Status.MISSING, place(PlaceState.SEEN), (SnagKind.EMPTY, "")),
    ],
)
def test_what_is_in_the_way(status, seen, snag):
    found = snag_of(item(status, seen))

    assert (*snag, "แผน") == (found.kind, found.detail, found.menu)


def test_an_item_that_nothing_is_called_is_no_menu():
    assert snag_of(item(Status.MISSING, place(PlaceState.ABSENT, url=""))) == Snag(kind=SnagKind.NO_MENU)


@pytest.mark.parametrize(
    "one",
    [
        item(Status.FOUND, place(PlaceState.GONE)),
        item(Status.INCOMPLETE, place(PlaceState.SEEN)),
        item(Status.OUTDATED, place(PlaceState.SEEN)),
        item(Status.MISSING),
        item(Status.UNVERIFIED, place(PlaceState.UNVISITED)),
        item(Status.UNVERIFIED, place(PlaceState.UNREAD, "scan")),
        item(Status.MISSING, place(PlaceState.GONE, kind="hub")),
    ],
)
def test_what_only_the_agency_can_mend_is_none(one):
    assert snag_of(one) is None
