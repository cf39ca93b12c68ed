"""The bundled agency is served as a real server would."""

import json
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest

from oitcrawl.demo.bundle import Bundle
from oitcrawl.demo.serve import HERE, DemoSite, SiteServer


@pytest.fixture(scope="module")
def site():
    with DemoSite() as running:
        yield running


def ask(site, target, *, method="GET", headers=None):
    parts = urlsplit(site.url)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request(method, target, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_the_home_page_is_thai_html(site):
    status, headers, body = ask(site, "/")

    assert 200 == status
    assert "text/html; charset=utf-8" == headers["Content-Type"]
    assert "องค์การบริหารส่วนตำบลทุ่งตัวอย่าง" in body.decode()


@pytest.mark.parametrize(
    ("name", "media", "start"),
    [
        ("docs/file/แผนพัฒนาท้องถิ่น66-70.pdf", "application/pdf", b"%PDF"),
        ("docs/ita68/No Gift Policy 2568.pdf", "application/pdf", b"%PDF"),
        ("docs/ita68/o12.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
    ],
)
def test_a_thai_file_name_is_asked_for_percent_encoded(site, name, media, start):
    status, headers, body = ask(site, "/" + quote(name))

    assert (200, media, start) == (status, headers["Content-Type"], body[: len(start)])


def test_a_query_chooses_the_page(site):
    first, second = ask(site, "/news")[2], ask(site, "/news?page=2")[2]

    assert b"news_id=624" in first
    assert b"news_id=624" not in second
    assert b"news_id=618" in second


def test_a_download_address_sends_the_document_with_its_name(site):
    status, headers, body = ask(site, "/download.php?id=26")

    assert (200, "application/pdf", b"%PDF") == (status, headers["Content-Type"], body[:4])
    assert "filename=o26.pdf" in headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("target", "status"), [("/Pages/complaint_stat", 500), ("/docs/ita68/o28.pdf", 404), ("/nothing/here", 404)]
)
def test_failures_answer_as_the_bundle_says(site, target, status):
    assert status == ask(site, target)[0]


def test_the_sitemap_names_the_address_of_the_running_server(site):
    body = ask(site, "/sitemap.xml")[2].decode()

    assert f"<loc>{site.url}ita</loc>" in body
    assert "@BASE@" not in body
    assert f"Sitemap: {site.url}sitemap.xml" in ask(site, "/robots.txt")[2].decode()


def test_head_sends_no_body_and_a_known_etag_is_not_sent_again(site):
    status, headers, body = ask(site, "/about/history", method="HEAD")
    again = ask(site, "/about/history", headers={"If-None-Match": headers["ETag"]})

    assert (200, b"") == (status, body)
    assert (304, b"") == (again[0], again[2])


def test_every_link_of_the_sitemap_answers(site):
    lines = ask(site, "/sitemap.xml")[2].decode().splitlines()
    addresses = [line.split("<loc>")[1].split("</loc>")[0].replace("&amp;", "&") for line in lines if "<loc>" in line]

    assert 60 <= len(addresses) <= 80
    assert [] == [url for url in addresses if ask(site, url.removeprefix(site.url[:-1]))[0] != 200]


def test_the_port_is_given_back():
    with DemoSite() as running:
        url = running.url
        with urlopen(url) as answer:
            assert 200 == answer.status

    with pytest.raises(OSError):
        urlopen(url, timeout=2)


def test_a_pattern_answers_for_a_whole_site():
    bundle = Bundle(files={"index.html": b"hello"}, answers={"*": {"status": 503, "body": "busy"}})
    with SiteServer(bundle) as running:
        assert (503, b"busy") == ask(running, "/any/where?x=1")[::2]


def test_the_agency_file_and_the_truth_speak_of_the_same_site(site):
    assert "demo" == site.agency.code
    assert "local_government" == site.agency.kind
    assert ["O10"] == [waiver.item for waiver in site.agency.waivers]
    assert 2568 == site.fiscal_year
    assert "2025-03-20" == site.as_of.isoformat()


def test_the_truth_covers_all_items_and_every_status_that_can_occur(site):
    statuses = [entry["status"] for entry in site.truth.items.values()]

    assert [f"O{n}" for n in range(1, 29)] == list(site.truth.items)
    assert {
        "found": 15,
        "incomplete": 4,
        "outdated": 3,
        "missing": 2,
        "unverified": 2,
        "waived": 1,
        "not_due": 1,
    } == {status: statuses.count(status) for status in statuses}
    assert [] == [item for item, entry in site.truth.items.items() if not entry["because"]]


def test_answers_of_the_bundle_are_plain_json():
    bundle = Bundle.from_zip(HERE / "site.zip")

    assert bundle.answers == json.loads(json.dumps(bundle.answers))
    assert "answers.json" not in bundle.files
