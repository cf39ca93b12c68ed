"""Items named by slug or by code: a code is that of an edition, a slug is for ever."""

from datetime import date

import pytest

from oitcrawl.compose import Order, open_desk
from oitcrawl.judge.assignment import Assignment, context_of
from oitcrawl.judge.decide import decide
from oitcrawl.judge.sighting import Gathered
from oitcrawl.model.finding import Status
from oitcrawl.model.harvest import Harvest
from oitcrawl.model.scan import Coverage
from oitcrawl.model.site import AgencySite, Waiver
from oitcrawl.ruleset.load import load_edition
from oitcrawl.ruleset.naming import by_code, by_slug, names_of
from oitcrawl.settings import Settings
from oitcrawl.thai.calendar import FiscalYear

OLD, NEW = load_edition("nacc-2568", cases=False), load_edition("nacc-2569", cases=False)
URL = "https://www.agency.example/"


def site(name, **more):
    waiver = Waiver(item=name, reason="ปิดปรับปรุง", by="หัวหน้า", until=date(2030, 1, 1))
    return AgencySite(
        code="x", url=URL, declared=((name, URL + "a"),), owners=((name, "กองคลัง"),), waivers=(waiver,), **more
    )


def named(one):
    return one.declared[0][0], one.owners[0][0], one.waivers[0].item


@pytest.mark.parametrize("name", ["O13", "procurement-report"])
def test_a_code_means_what_its_edition_says_and_a_slug_the_same_everywhere(name):
    kept = by_slug(site(name), OLD)

    assert ("procurement-report",) * 3 == named(kept)
    assert ("O13",) * 3 == named(by_code(kept, OLD))
    assert ("O12",) * 3 == named(by_code(kept, NEW))


def test_what_no_rule_is_called_stays_and_names_nothing():
    assert ("O99",) * 3 == named(by_code(by_slug(site("O99"), OLD), NEW))
    assert ("gift-report",) * 3 == named(by_code(site("gift-report"), NEW))


def test_an_order_keeps_slugs_so_that_a_scan_can_be_judged_by_another_edition():
    assert ("procurement-report",) * 3 == named(Order(site=site("O13"), rules=OLD).assignment().site)
    assert ("hr-plan",) * 3 == named(Order(site=site("O13"), rules=NEW).assignment().site)


@pytest.mark.parametrize(("rules", "name", "item"), [(OLD, "O13", "O13"), (NEW, "procurement-report", "O12")])
def test_owner_and_waiver_reach_the_item_that_is_meant(rules, name, item):
    assignment = Assignment(
        site=site(name), rules=rules, fiscal_year=FiscalYear(2569), as_of=date(2026, 4, 1), engine="test"
    )
    context = context_of(assignment, Harvest(records=(), coverage=Coverage()))

    findings = decide(Gathered(), rules, context)
    assert [(item, "กองคลัง")] == [(one.item, one.owner) for one in findings if one.owner]
    assert [item] == [one.item for one in findings if one.status is Status.WAIVED]


def test_names_are_told_with_what_they_mean_elsewhere():
    owners = (("O1", "สำนักปลัด"), ("O12", "กองคลัง"), ("hr-plan", "สำนักปลัด"), ("O77", "-"))
    told = {one.name: one for one in names_of(AgencySite(code="x", url=URL, owners=owners), NEW, (OLD, NEW))}

    assert ("structure-and-authority", ()) == (told["O1"].slug, told["O1"].others)
    assert "procurement-report" == told["O12"].slug
    assert (("nacc-2568", "procurement-list-and-progress"),) == told["O12"].others
    assert ("hr-plan", ()) == (told["hr-plan"].slug, told["hr-plan"].others)
    assert told["O77"].slug is None


def test_codes_of_a_file_stay_those_of_the_edition_that_it_names(tmp_path):
    with open_desk(Settings(data_dir=str(tmp_path))) as desk:
        other = desk.order(site("O13", edition="nacc-2568"), edition="nacc-2569").assignment()
        same = desk.order(site("O13", edition="nacc-2569")).assignment()
        unsaid = desk.order(site("O13"), edition="nacc-2569").assignment()

    assert ("nacc-2569", ("procurement-report",) * 3) == (other.rules.edition, named(other.site))
    assert ("nacc-2569", ("hr-plan",) * 3) == (same.rules.edition, named(same.site))
    assert ("hr-plan",) * 3 == named(unsaid.site)  # of the edition in use
