"""The draft plan is what the assessment asks for: checked before it is published, it is taken for the right item."""

from report.samples import scan

from oitcrawl.compose.checking import check_files
from oitcrawl.compose.doors import Order
from oitcrawl.model.site import AgencySite
from oitcrawl.report import publish
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings


def test_a_draft_is_taken_for_the_measures_of_its_year(tmp_path):
    made = scan()
    folder = publish(made, tmp_path, formats=("docx",))
    site = AgencySite(code="x", name=made.agency.name, kind=made.agency.kind, url=made.agency.url)
    order = Order(site=site, rules=load_edition(made.edition), as_of=made.as_of, fiscal_year=made.fiscal_year)

    (checked,) = check_files([folder / "plan.docx"], order, Settings(data_dir=str(tmp_path / "data")))

    assert checked.finding.slug == "integrity-measures"
    assert checked.finding.item == "O27"
    assert checked.finding.year_found == (2568,)
    assert checked.finding.lacking == ()
