"""A stored scan judged again, without the web: the same under the same rules, bit for bit; other under other terms."""

import json
import socket
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from sites.server import serve, site_case, site_folders

from oitcrawl.cli import run
from oitcrawl.compose import Order, open_desk
from oitcrawl.demo.serve import DemoSite
from oitcrawl.errors import UsageError
from oitcrawl.model.scan import AgencyScan
from oitcrawl.read import ocr
from oitcrawl.settings import Settings

FOLDERS = [folder for folder in site_folders() if folder.name in {"all-503", "dead-labels", "older-numbers"}]


def settings(folder, **more):
    places = {"data_dir": str(folder / "data"), "reports_dir": str(folder / "reports")}
    return Settings(allow_private=True, rate=0.0, retries=0, render="never", pictures="never", **(places | more))


def judged(scan):
    """All of a scan that judging decides."""
    return replace(scan, judged_from=None).to_json()


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def scanned(desk, site, **terms):
    order = Order(site=site, rules=desk.rules(), **terms)
    scan = desk.scan(order)
    desk.deliver(scan, formats=("json",))
    return scan


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_site_judged_again_gives_the_same_bytes(folder, tmp_path, monkeypatch):
    case = site_case(folder)
    with open_desk(settings(tmp_path, ocr="never")) as desk:
        with serve(folder) as running:
            scan = scanned(desk, case.agency_at(running.url), as_of=case.as_of, fiscal_year=case.fiscal_year)

        again, report = desk.rejudge(1, formats=("json",))

        assert judged(scan) == judged(again)
        assert 1 == again.judged_from
        assert again == AgencyScan.from_json((report / "scan.json").read_bytes())
        assert [(2, 1), (1, None)] == [(row.id, row.judged_from) for row in desk.store.history(case.agency["code"])]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo scanned once, with recognition where there is Tesseract."""
    folder = tmp_path_factory.mktemp("demo")
    with open_desk(settings(folder, ocr="auto" if ocr.is_available() else "never")) as desk, DemoSite() as site:
        agency = replace(site.agency, url=site.url)
        scan = scanned(desk, agency, as_of=site.as_of, fiscal_year=site.fiscal_year)
    return folder, scan


def test_the_demo_with_its_recognised_scans_judged_again_gives_the_same_bytes(demo, no_network):
    folder, scan = demo
    with open_desk(settings(folder)) as desk:
        again, _ = desk.rejudge(1, formats=())

    assert judged(scan) == judged(again)
    assert scan.coverage.ocr_pages == again.coverage.ocr_pages


def test_another_year_and_day_give_other_verdicts(demo, no_network):
    folder, scan = demo
    with open_desk(settings(folder)) as desk:
        again, _ = desk.rejudge(1, fiscal_year=scan.fiscal_year + 3, as_of=date(2028, 3, 1), formats=())

    assert (scan.fiscal_year + 3, date(2028, 3, 1)) == (again.fiscal_year, again.as_of)
    assert again.summary.found < scan.summary.found


def test_another_year_or_edition_has_a_report_of_its_own_however_often_it_is_judged_again(demo, no_network):
    folder, scan = demo
    home = folder / "reports" / scan.agency.code
    with open_desk(settings(folder)) as desk:
        desk.rewrite(1, formats=("json",))
        kept, led = (home / f"{scan.as_of}" / "scan.json").read_bytes(), (home / "latest/pointer.json").read_bytes()
        overview = desk.publish_overview().read_bytes()
        _, year = desk.rejudge(1, fiscal_year=2571, formats=("json",))
        assert overview == desk.publish_overview().read_bytes()  # its row tells what its link leads to
        number = desk.store.newest(scan.agency.code)
        _, edition = desk.rejudge(1, edition="nacc-2569", formats=("json",))
        _, again = desk.rejudge(number, formats=("json",))
        assert kept == (home / f"{scan.as_of}" / "scan.json").read_bytes()
        _, back = desk.rejudge(number, fiscal_year=scan.fiscal_year, formats=("json",))

    assert f"{scan.as_of}-{scan.edition}-FY2571" == year.name == again.name
    assert f"{scan.as_of}-nacc-2569-FY{scan.fiscal_year}" == edition.name
    assert f"{scan.as_of}" == back.name
    assert led == (home / "latest/pointer.json").read_bytes()


def test_the_command_tells_what_is_new_and_marks_the_history(demo, tmp_path, capsys, monkeypatch, no_network):
    folder, scan = demo
    monkeypatch.setenv("OITCRAWL_DATA_DIR", str(folder / "data"))
    words = ["rejudge", scan.agency.code, "--out", str(tmp_path / "reports"), "--lang", "en"]

    assert 0 == run(words)
    assert 0 == run(["history", scan.agency.code, "--json"])

    rows = json.loads(capsys.readouterr().out)
    assert None is rows[-1]["judged_from"]
    assert rows[0]["judged_from"] is not None
    assert list((tmp_path / "reports").glob("*/*/index.html"))


def test_of_contents_that_were_pruned_one_line_says_so(demo, tmp_path):
    folder, _ = demo
    with open_desk(settings(folder)) as desk:
        with desk.store._database.write() as connection:
            kept = connection.execute(sa.text("SELECT * FROM contents WHERE media = 'html'")).mappings().all()
            connection.execute(sa.text("DELETE FROM contents WHERE media = 'html'"))
        try:
            with pytest.raises(UsageError) as caught:
                desk.rejudge(1, formats=())
        finally:
            with desk.store._database.write() as connection:
                for row in kept:
                    connection.execute(
                        sa.text(
                            "INSERT INTO contents (sha256, media, reader, data) VALUES (:sha256, :media, :reader, :data)"
                        ),
                        dict(row),
                    )

    assert f"เนื้อหา {len(kept)} รายการของการตรวจเลขที่ 1 ไม่อยู่ในฐานข้อมูลแล้ว" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_scan_that_is_not_there_is_told(tmp_path):
    with open_desk(settings(tmp_path)) as desk, pytest.raises(UsageError, match="ไม่มีการตรวจเลขที่ 7"):
        desk.rejudge(7)
