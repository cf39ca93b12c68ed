"""A scan of the bundled agency says of every item what its truth file says."""

from dataclasses import replace

import pytest

from oitcrawl.compose import Order, scan_site
from oitcrawl.demo.serve import DemoSite
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

ITEMS = [f"O{number}" for number in range(1, 29)]


@pytest.fixture(scope="module")
def scanned():
    with DemoSite() as site:
        order = Order(
            site=replace(site.agency, url=site.url),
            rules=load_edition("nacc-2568"),
            as_of=site.as_of,
            fiscal_year=site.fiscal_year,
        )
        yield site, scan_site(order, Settings(allow_private=True, rate=0.0))


@pytest.mark.parametrize("item", ITEMS)
def test_the_status_is_the_true_one(scanned, item):
    site, scan = scanned
    found = {finding.item: finding for finding in scan.items}

    assert site.truth.items[item]["status"] == found[item].status.value


@pytest.mark.parametrize("item", ITEMS)
def test_an_incomplete_item_lacks_what_it_truly_lacks(scanned, item):
    site, scan = scanned
    finding = next(one for one in scan.items if one.item == item)
    absent = [part.key for part in finding.components if part.state.value == "absent"]
    truth = site.truth.items[item]

    assert truth["lacking"] == (absent if truth["status"] == "incomplete" else [])


@pytest.mark.parametrize("item", ITEMS)
def test_the_year_found_is_that_of_the_evidence(scanned, item):
    site, scan = scanned
    finding = next(one for one in scan.items if one.item == item)
    years = set(site.truth.items[item]["year_found"])

    assert years == years & set(finding.year_found)


def test_what_could_not_be_read_is_listed_with_its_cause(scanned):
    _, scan = scanned
    coverage = scan.coverage

    assert {"scan", "password"} == {unread.cause.value for unread in coverage.unread}
    assert {"not_found", "server_error"} == {failed.cause.value for failed in coverage.failed}
    assert {"robots"} == {refused.by.value for refused in coverage.refused}
    assert coverage.stopped_by is None
    assert {"broken_link", "image_only_document", "offsite_evidence"} <= {warning.kind for warning in scan.warnings}
