"""A scan with --warc leaves one file with every request; without it nothing is left, and trouble is said once."""

from dataclasses import replace
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator

from oitcrawl.compose import Order, open_desk
from oitcrawl.compose.records import open_warc, with_trouble
from oitcrawl.demo.serve import DemoSite
from oitcrawl.settings import Settings


def settings(folder, **more):
    places = {"data_dir": str(folder / "data"), "reports_dir": str(folder / "reports")}
    return Settings(
        allow_private=True, rate=0.0, render="never", ocr="never", pictures="never", max_pages=25, **places, **more
    )


def scanned(folder, **more):
    with DemoSite() as site, open_desk(settings(folder, **more)) as desk:
        agency = replace(site.agency, url=site.url)
        return desk.scan(Order(site=agency, rules=desk.rules(), as_of=site.as_of)), site.requests, agency


def test_every_request_of_a_scan_is_in_its_warc(tmp_path):
    scan, requests, agency = scanned(tmp_path, warc=str(tmp_path / "warc"))

    (file,) = (tmp_path / "warc").iterdir()
    with file.open("rb") as opened:
        kept = [
            record.rec_headers["WARC-Target-URI"]
            for record in ArchiveIterator(opened)
            if record.rec_type == "response"
        ]
    paths = [urlsplit(url)._replace(scheme="", netloc="").geturl() for url in kept]
    assert file.name.startswith(f"{agency.code}-")
    assert sorted(paths) == sorted(requests)
    assert len(kept) > 20
    assert not [one for one in scan.warnings if one.kind == "warc_incomplete"]


def test_nothing_is_kept_where_it_is_not_wanted(tmp_path):
    scanned(tmp_path)

    assert list(tmp_path.rglob("*.warc.gz")) == []


def test_a_record_that_ends_early_is_a_warning_of_the_scan(tmp_path):
    scan, _, agency = scanned(tmp_path)
    with open_warc(agency.code, settings(tmp_path, warc=str(tmp_path))) as warc:
        assert with_trouble(scan, warc) is scan
        warc.trouble = "ดิสก์เต็ม"

    assert [one.message for one in with_trouble(scan, warc).warnings if one.kind == "warc_incomplete"] == ["ดิสก์เต็ม"]
    assert with_trouble(scan, None) is scan
