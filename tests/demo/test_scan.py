"""A scan of the bundled agency says of every item what its truth file says."""

from dataclasses import replace

import pytest

from oitcrawl.compose import Order, scan_site
from oitcrawl.demo.serve import DemoSite
from oitcrawl.read import ocr
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

ITEMS = [f"O{number}" for number in range(1, 29)]
READS_SCANS = pytest.mark.skipif(not ocr.is_available(), reason="no Tesseract with Thai data on this machine")


@pytest.fixture(scope="module", params=["never", pytest.param("auto", marks=READS_SCANS)])
def scanned(request):
    """The demo, scanned with and without character recognition, and the truth of that case."""
    with DemoSite() as site:
        order = Order(
            site=replace(site.agency, url=site.url),
            rules=load_edition("nacc-2568"),
            as_of=site.as_of,
            fiscal_year=site.fiscal_year,
        )
        truth = site.truth.items | (site.truth.unrecognised if request.param == "never" else {})
        yield truth, scan_site(order, Settings(allow_private=True, rate=0.0, ocr=request.param))


@pytest.mark.parametrize("item", ITEMS)
def test_the_status_is_the_true_one(scanned, item):
    truth, scan = scanned
    found = {finding.item: finding for finding in scan.items}

    assert truth[item]["status"] == found[item].status.value


@pytest.mark.parametrize("item", ITEMS)
def test_an_incomplete_item_lacks_what_it_truly_lacks(scanned, item):
    truth, scan = scanned
    finding = next(one for one in scan.items if one.item == item)
    absent = [part.key for part in finding.components if part.state.value == "absent"]
    true = truth[item]

    assert true["lacking"] == (absent if true["status"] == "incomplete" else [])


@pytest.mark.parametrize("item", ITEMS)
def test_the_year_found_is_that_of_the_evidence(scanned, item):
    truth, scan = scanned
    finding = next(one for one in scan.items if one.item == item)
    years = set(truth[item]["year_found"])

    assert years == years & set(finding.year_found)


def test_what_could_not_be_read_is_listed_with_its_cause(scanned):
    _, scan = scanned
    coverage = scan.coverage

    read = coverage.ocr_pages > 0
    assert ({"password"} if read else {"scan", "password"}) == {unread.cause.value for unread in coverage.unread}
    assert {"not_found", "server_error"} == {failed.cause.value for failed in coverage.failed}
    assert {"robots"} == {refused.by.value for refused in coverage.refused}
    assert coverage.stopped_by is None
    assert {"broken_link", "image_only_document", "offsite_evidence"} <= {warning.kind for warning in scan.warnings}
