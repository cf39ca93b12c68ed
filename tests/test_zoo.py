"""The zoo: the same 28 disclosures in the dress of many vendors; a person reaches them, so must the crawler."""

from functools import cache
from urllib.parse import unquote

import pytest
from sites.server import serve, site_case, site_folders

from oitcrawl.compose import Order, scan_site
from oitcrawl.crawl.browser import is_available
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

SETTINGS = Settings(allow_private=True, rate=0.0, retries=1, ocr="never", pictures="never")
FOLDERS = {folder.name: folder for folder in site_folders() if folder.name.startswith("zoo-")}


@cache
def scanned(name, render="auto"):
    case = site_case(FOLDERS[name])
    settings = SETTINGS if render == "auto" else Settings(**{**_fields(SETTINGS), "render": render})
    with serve(case.folder) as running:
        order = Order(
            site=case.agency_at(running.url),
            rules=load_edition("nacc-2568"),
            as_of=case.as_of,
            fiscal_year=case.fiscal_year,
        )
        return scan_site(order, settings), running.url.rstrip("/")


def _fields(settings):
    return {name: getattr(settings, name) for name in Settings.__slots__}


def expected_of(name):
    expected = site_case(FOLDERS[name]).expected
    without = expected.get("without_browser")
    return without | {"items": {}} if without and not is_available() else expected


def with_key(key):
    return [name for name in FOLDERS if key in site_case(FOLDERS[name]).expected]


def test_the_zoo_holds_at_least_fourteen_styles():
    assert len(FOLDERS) >= 14


@pytest.mark.parametrize("name", FOLDERS)
def test_every_disclosure_is_reached_where_a_person_would_reach_it(name):
    scan, base = scanned(name)
    expected = expected_of(name)
    reached = expected.get("evidence", {})
    seen = {item.item: {unquote(one.url.removeprefix(base)) for one in item.evidence} for item in scan.items}

    assert {} == {item: seen[item] for item, address in reached.items() if unquote(address) not in seen[item]}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_zoo_comes_out_as_expected(name):
    scan, _ = scanned(name)
    expected = expected_of(name)
    wrong = {
        item.item: (item.status.value, item.because)
        for item in scan.items
        if item.status.value not in expected["items"].get(item.item, expected["others"])
    }

    assert {} == wrong


@pytest.mark.parametrize("name", with_key("warnings"))
def test_what_is_odd_about_a_site_is_said(name):
    scan, _ = scanned(name)

    assert set(expected_of(name)["warnings"]) <= {warning.kind for warning in scan.warnings}


@pytest.mark.parametrize("name", with_key("causes"))
def test_a_dead_end_is_named_by_its_cause(name):
    scan, _ = scanned(name)
    because = {item.item: item.because for item in scan.items}

    assert [] == [item for item in expected_of(name)["causes"] if "soft 404" not in because[item]]


@pytest.mark.parametrize("name", with_key("hidden"))
def test_links_in_comments_are_told_and_are_no_evidence(name):
    scan, base = scanned(name)
    told = {hidden.url.removeprefix(base) for hidden in scan.coverage.hidden}
    evidence = {one.url.removeprefix(base) for item in scan.items for one in item.evidence}

    assert set(expected_of(name)["hidden"]) <= told
    assert set() == set(expected_of(name)["hidden"]) & evidence


@pytest.mark.parametrize("name", with_key("offsite"))
def test_what_is_kept_elsewhere_is_known_and_not_called_missing(name):
    scan, _ = scanned(name)
    away = {item.item for item in scan.items if any(one.offsite for one in item.evidence)}

    assert set(expected_of(name)["offsite"]) <= away


@pytest.mark.parametrize("name", with_key("without_browser"))
def test_without_a_browser_what_scripts_build_is_never_called_missing(name):
    scan, _ = scanned(name, render="never")

    assert {"unverified"} == {item.status.value for item in scan.items}


@pytest.mark.skipif(not is_available(), reason="no browser")
def test_plain_sites_are_hardly_ever_shown_to_a_browser():
    plain = [name for name in FOLDERS if name not in with_key("without_browser")]
    shown = sum(scanned(name)[0].coverage.rendered for name in plain)
    pages = sum(scanned(name)[0].coverage.pages for name in plain)

    assert shown <= pages * 0.1
