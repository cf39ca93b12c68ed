"""The whole sites of tests/sites are what their generator makes."""

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "tests" / "sites")]

from demosite.zoo_all import all_sites  # noqa: E402
from server import serve, site_case, site_folders  # noqa: E402

SITES = ROOT / "tests" / "sites"


def test_sites_made_again_are_the_sites_in_the_repository():
    made = {f"{site.name}/{name}": body for site in all_sites() for name, body in site.tree().items()}
    kept = {
        file.relative_to(SITES).as_posix(): file.read_bytes()
        for folder in site_folders()
        for file in folder.rglob("*")
        if file.is_file()
    }

    assert made == kept


def test_every_case_reads_and_names_its_agency():
    cases = [site_case(folder) for folder in site_folders()]

    assert [site.name for site in sorted(all_sites(), key=lambda site: site.name)] == [
        c.agency["code"] for c in cases
    ]
    assert [] == [case.folder.name for case in cases if not case.expected["others"]]
    assert {"missing"} == {status for case in cases for status in case.expected["others"]} - {"unverified"}


def test_the_old_encoding_is_served_without_saying_so():
    from http.client import HTTPConnection

    with serve(SITES / "vendor-php-cp874") as running:
        connection = HTTPConnection("127.0.0.1", int(running.url.rsplit(":", 1)[1].strip("/")), timeout=10)
        connection.request("GET", "/showdata.php?menuid=3")
        answer = connection.getresponse()
        body = answer.read()
        connection.close()

    assert "text/html" == answer.headers["Content-Type"]
    assert "ติดต่อเรา".encode("cp874") in body
    assert b"charset" not in body
