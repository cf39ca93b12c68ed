"""Whole small sites, each with what must come out of it; and real snapshots, where they are at hand."""

import json
from dataclasses import replace
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from sites.server import serve, site_case, site_folders

from oitcrawl.compose import Order, scan_site, site_from_url
from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan, json_schema
from oitcrawl.model.site import AgencyKind, AgencySite
from oitcrawl.read import ocr, printing
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared" / "sites"
SETTINGS = Settings(allow_private=True, rate=0.0, retries=1)
FOLDERS = {folder.name: folder for folder in site_folders() if not folder.name.startswith("zoo-")}  # see test_zoo


def order(site, **more):
    return Order(site=site, rules=load_edition("nacc-2568"), **more)


@cache
def scan_of(name):
    case = site_case(FOLDERS[name])
    with serve(case.folder) as running:
        site = case.agency_at(running.url)
        return scan_site(order(site, as_of=case.as_of, fiscal_year=case.fiscal_year), SETTINGS)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_whole_site_comes_out_as_expected(name):
    case = site_case(FOLDERS[name])
    wrong = {
        item.item: (item.status.value, item.because)
        for item in scan_of(name).items
        if item.status.value not in case.allowed(item.item)
    }

    assert {} == wrong


@pytest.mark.parametrize("name", FOLDERS)
def test_a_scan_comes_back_from_its_json(name):
    scan = scan_of(name)

    assert scan == AgencyScan.from_json(scan.to_json())


def test_the_schema_in_the_repository_is_the_one_of_the_code():
    written = json.loads((ROOT / "docs" / "scan.schema.json").read_text(encoding="utf-8"))

    assert json_schema() == written


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def snapshot(name, path="", settings=SETTINGS, **site):
    """A scan of a real snapshot as a stranger would start it: by its address alone."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip("../shared is not here")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    try:
        agency = (
            AgencySite(code=name, url=url, **{k: v(url) if callable(v) else v for k, v in site.items()})
            if site
            else site_from_url(url + path)
        )
        return scan_site(order(agency, fiscal_year=2569), settings), url
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def hangdong():
    """Without recognition: its 114 printed pages take minutes."""
    return snapshot("hangdong", settings=replace(SETTINGS, ocr="never"))


@pytest.mark.shared
def test_hangdong_dead_links_are_listed_with_where_they_stand(hangdong):
    scan, url = hangdong
    dead = [failed for failed in scan.coverage.failed if failed.permanent]

    assert len([failed for failed in dead if failed.found_on == url]) >= 48
    assert scan.coverage.stopped_by is None


@pytest.mark.shared
def test_hangdong_names_itself_and_its_kind(hangdong):
    scan, _ = hangdong

    assert AgencyKind.LOCAL_GOVERNMENT.value == scan.agency.kind
    assert scan.agency.name.startswith("เทศบาลตำบล")


@pytest.mark.shared
def test_hangdong_readable_pages_are_found_as_evidence(hangdong):
    """Structure and service pages are readable; executives are pictures and the plan is in private codes."""
    scan, url = hangdong
    seen = {item.item: {piece.url.removeprefix(url) for piece in item.evidence} for item in scan.items}

    assert {"power.html", "structure.html"} <= seen["O1"]
    assert {"handgor.html", "manteam.html"} <= seen["O2"]
    assert {"devstratigy.html"} <= seen["O5"]
    assert {"regisman.html"} <= seen["O9"]


@pytest.mark.shared
def test_hangdong_pages_in_private_codes_are_unreadable_and_never_absent(hangdong):
    scan, _ = hangdong
    items = {item.item: item for item in scan.items}

    assert Status.UNVERIFIED is items["O5"].status
    assert {"unreadable"} == {part.state.value for part in items["O5"].components}
    assert Status.UNVERIFIED is items["O2"].status


@pytest.mark.shared
@pytest.mark.timeout(240)
@pytest.mark.skipif(not ocr.is_available() or printing.browser() is None, reason="no Tesseract, or no browser")
def test_hangdong_pages_in_private_codes_are_read_off_their_print():
    scan, _ = snapshot(
        "hangdong", settings=replace(SETTINGS, ocr_leaves=4, memory_total=4000)
    )  # the tests' process is large
    (plan,) = [item for item in scan.items if item.item == "O5"]

    assert scan.coverage.ocr_pages >= 4
    assert any("ยุทธศาสตร์" in piece.quote for piece in plan.evidence)
    assert "absent" not in {part.state.value for part in plan.components}  # of 114 leaves four were read


@pytest.mark.shared
def test_hangdong_a_dead_link_is_named_as_the_cause(hangdong):
    scan, _ = hangdong
    items = {item.item: item for item in scan.items}

    assert Status.MISSING is items["O7"].status
    assert "404" in items["O7"].because


@pytest.mark.shared
def test_phon_sung_labels_without_evidence_find_nothing():
    scan, _ = snapshot("phon-sung", path="ITA.html")

    assert [] == [item.item for item in scan.items if item.status is Status.FOUND]
    assert [] == [
        item.item
        for item in scan.items
        if any(
            piece.strength > 0 and piece.readable and not piece.offsite and piece.media.value != "html"
            for piece in item.evidence
        )
    ]
