"""One fix, many sites: only what most agencies of one template lack for one cause is told, with what to change."""

import json
from dataclasses import replace
from html import unescape

import pytest
from report.samples import all_in, scan
from report.test_kin import site

from oitcrawl.cli import run
from oitcrawl.model.finding import Place, PlaceState, Status
from oitcrawl.report.fleet import fleet_of
from oitcrawl.report.overview import overview
from oitcrawl.report.render import render_overview
from oitcrawl.report.shared import LISTED, SHOWN
from oitcrawl.report.vendors import vendors
from oitcrawl.report.words import Words
from oitcrawl.store.scans import Store

THAI = Words("th")
NOWHERE = Place(kind="link", name="แผน <b>ยุทธศาสตร์", state=PlaceState.NOWHERE)
BROWSER = Place(kind="link", name="ITA", url="https://a.go.th/ita", state=PlaceState.NEEDS_BROWSER)
ABSENT = Place(kind="link", name="E-Service", state=PlaceState.ABSENT)


def agency(code, vendor="a", **held):
    """A complete agency, but for these items: O-code -> (status, place)."""
    base = all_in(Status.FOUND)
    items = tuple(
        replace(one, status=held[one.item][0], places=(held[one.item][1],)) if one.item in held else one
        for one in base.items
    )
    return replace(
        base,
        agency=replace(base.agency, code=code, name=f"อบต.{code}"),
        items=items,
        template=replace(site(vendor, code), credit="บริษัท ตัวอย่าง จำกัด"),
    )


def lacking(count, vendor="a", first=0, **held):
    return [agency(f"{vendor}{number:03}", vendor, **held) for number in range(first, first + count)]


def test_what_most_lack_for_one_cause_is_one_fix():
    agencies = lacking(4, O5=(Status.MISSING, NOWHERE), O7=(Status.UNVERIFIED, BROWSER)) + lacking(3, first=4)
    (vendor,) = vendors(fleet_of(agencies))

    assert ("บริษัท ตัวอย่าง จำกัด", 7) == (vendor.credit, len(vendor.agencies))
    assert {("nowhere", 4), ("browser", 4)} == {(one.kind, len(one.agencies)) for one in vendor.fixes}


def test_what_half_of_them_lack_or_lack_for_other_causes_is_none():
    half = lacking(3, O5=(Status.MISSING, NOWHERE)) + lacking(3, first=3)
    mixed = lacking(2, "b", O5=(Status.MISSING, NOWHERE)) + lacking(2, "b", first=2, O5=(Status.UNVERIFIED, BROWSER))
    two = lacking(2, "c", O5=(Status.MISSING, NOWHERE))

    assert [("a", ()), ("b", ())] == [
        (one.agencies[0][0], one.fixes) for one in vendors(fleet_of(half + mixed + two))
    ]


def test_items_held_up_alike_are_one_fix_and_its_worth_counts_them_all():
    held = dict.fromkeys(("O5", "O7", "O12"), (Status.UNVERIFIED, BROWSER))
    (vendor,) = vendors(fleet_of(lacking(5, **held)))

    (fix,) = vendor.fixes
    assert (3, 5, 15, ("ITA",)) == (len(fix.items), len(fix.agencies), fix.worth, fix.menus)


def test_a_menu_that_another_site_of_the_template_has_is_to_be_opened_and_else_to_be_added():
    wanting = lacking(3, O10=(Status.MISSING, ABSENT))
    (alone,) = vendors(fleet_of(wanting))
    (beside,) = vendors(fleet_of([*wanting, *lacking(1, first=3)]))

    assert (["no_menu"], ["unopened"]) == ([one.kind for one in alone.fixes], [one.kind for one in beside.fixes])


def test_the_overview_says_one_fix_and_lists_the_agencies():
    agencies = lacking(37, O5=(Status.MISSING, NOWHERE))
    view = overview(agencies, words=THAI)
    page = render_overview(view)

    assert "แก้ครั้งเดียว ได้ 37 เว็บไซต์" in page
    assert view.shared.best in unescape(page)
    assert "แผน <b>ยุทธศาสตร์" not in page
    assert 37 == page.count("data-t=1>")
    assert LISTED == len(view.shared.vendors[0].who)
    assert "และอีก 13 แห่ง" in view.shared.vendors[0].more
    assert "One fix, 37 sites" in render_overview(overview(agencies, words=Words("en")))


def test_without_shared_fixes_there_is_no_section():
    page = render_overview(overview([scan()], words=THAI))

    assert 'id="shared"' not in page
    assert 'id="template"' not in page


def test_of_many_templates_the_worthiest_are_shown():
    agencies = [
        one for number in range(SHOWN + 3) for one in lacking(3, f"v{number:02}-", O5=(Status.MISSING, NOWHERE))
    ]
    view = overview(agencies, words=THAI).shared

    assert (SHOWN, SHOWN + 3) == (len(view.vendors), len(view.choices))
    assert "อีก 3 ระบบ" in view.others


@pytest.fixture
def stored(tmp_path, monkeypatch):
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(tmp_path))
    with Store(tmp_path) as store:
        for one in [*lacking(4, O5=(Status.MISSING, NOWHERE)), replace(scan(), template=None)]:
            store.save_scan(one)


def test_the_command_lists_templates_and_what_to_change(stored, capsys):
    assert 0 == run(["vendors", "--lang", "en"])
    told = capsys.readouterr()
    assert "One fix, 4 sites: O5 — The menu entry is there" in told.out
    assert "1 agencies were scanned by an earlier version" in told.err

    assert 0 == run(["vendors", "--json"])
    told = json.loads(capsys.readouterr().out)
    (template,) = told["templates"]
    assert (5, 1, 0) == (told["agencies"], told["unknown"], told["apart"])
    assert ["a000", "a001", "a002", "a003"] == template["agencies"] == template["fixes"][0]["agencies"]
    assert ("nowhere", 4, "O5") == (
        *map(template["fixes"][0].get, ("kind", "sites")),
        template["fixes"][0]["items"][0]["item"],
    )
