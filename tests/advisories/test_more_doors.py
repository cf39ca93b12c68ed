"""Other ways in that were published of crawlers, archivers and makers of reports: sitemaps, headers, prints, names."""

import asyncio
import os
import subprocess
from dataclasses import replace

import pytest
from advisories.ground import moved, ok, site
from read.making import tiny_pdf
from report.samples import hostile
from sites.serving import SmallSite, html

from oitcrawl.compose import Order, open_desk, scan_site, site_from_url
from oitcrawl.compose.press import Press
from oitcrawl.crawl.browser import is_available
from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.model.visit import Failed, Fetched, Refused
from oitcrawl.read.html import read_page
from oitcrawl.report.forms import Material, files_of
from oitcrawl.report.words import Words
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings

SETTINGS = Settings(allow_private=True, rate=0.0, retries=0, render="never", ocr="never", max_pages=20, timeout=2.0)


def scanned(url):
    order = Order(site=site_from_url(url), rules=load_edition("nacc-2568"), fiscal_year=2569)
    return scan_site(order, SETTINGS)


def test_what_a_sitemap_names_goes_through_the_gate_and_stays_on_the_site():
    """Crawlee, CVE-2026-46497 (GHSA-3r75-xc34-5f44): addresses of sitemaps were fetched unchecked."""
    with SmallSite({"/": ("text/html", b"secret")}) as canary:
        pages = {"/": html("หน่วยงานทดสอบ", "<p>ยินดีต้อนรับ</p>")}
        foes = [f"{canary.url}x", "http://169.254.169.254/latest/", "http://[::1]/", "file:///etc/passwd"]
        places = "".join(f"<url><loc>{foe}</loc></url>" for foe in foes)
        pages["/sitemap.xml"] = ("application/xml", f"<urlset>{places}</urlset>".encode())
        pages["/robots.txt"] = (
            "text/plain",
            f"Sitemap: {canary.url}sitemap.xml\nSitemap: file:///etc/passwd\n".encode(),
        )
        with SmallSite(pages) as own:
            done = scanned(own.url)

        assert done.coverage.pages == 1
        assert canary.asked == []


@pytest.mark.parametrize("path", ["/logout", "/admin/delete/3", "/private/x.html"])
def test_a_redirect_to_what_may_not_be_asked_for_is_not_followed(path):
    """website-scraper, GHSA-p84x-wfhh-qf4q: filters of addresses were not asked again for where a redirect led."""

    async def story():
        answers = {
            "/": ok("<title>หน่วยงาน</title><a href=/go>ข่าว</a>".encode()),
            "/robots.txt": b"HTTP/1.1 200 OK\r\nContent-Length: 34\r\n\r\nUser-agent: *\nDisallow: /private/\n\n",
            "/go": moved(path.encode()),
            path: ok(b"never"),
        }
        async with site(answers) as own:
            await asyncio.to_thread(scanned, f"{own.url}/")
            return [head.split(b" ")[1].decode() for head in own.heads]

    asked = asyncio.run(story())

    assert "/go" in asked
    assert path not in asked


@pytest.mark.parametrize(
    "name", ["sys.exit", "builtins.exec", "rot13", "bz2_codec", "unicode_escape", "undefined", "idna", "../x"]
)
async def test_a_word_of_a_header_names_no_code(name):
    """Scrapy, CVE-2026-105782 (GHSA-cwxj-rr6w-m6w7): a header was taken for the path of a class, and called."""
    lines = (f"Referrer-Policy: {name}".encode(), f"Content-Encoding: {name}".encode())
    body = "<title>หน่วยงาน</title><p>ข่าว".encode()
    page = read_page(body, url="http://a.example/", charset=name, resolve=lambda _base, _href: None)
    async with site({"/": ok(body, *lines)}) as own, Fetcher(SETTINGS, home=f"{own.url}/") as fetcher:
        answer = await fetcher.fetch(f"{own.url}/")

    assert page.title == "หน่วยงาน"
    assert isinstance(answer, Fetched | Failed | Refused)


def test_nothing_of_a_page_is_kept_where_a_reader_of_reports_would_run_it(tmp_path):
    """ArchiveBox, CVE-2023-45815 (GHSA-cr45-98w9-gwqx): scripts of archived pages ran beside all other archives."""
    mark = "alert('WORD-OF-A-SCRIPT')"
    pages = {
        "/": html("หน่วยงานทดสอบ", f"<script>{mark}</script><a href=/7.html>O7 รายงานผลการดำเนินงานประจำปี 2568</a>"),
        "/7.html": html("O7 รายงานผลการดำเนินงานประจำปี 2568", f'<svg onload="{mark}"></svg><p>ผลการดำเนินงาน 2568</p>'),
    }
    settings = replace(SETTINGS, data_dir=str(tmp_path / "data"), reports_dir=str(tmp_path / "reports"))
    with SmallSite(pages) as own, open_desk(settings) as desk:
        desk.deliver(desk.scan(Order(site=site_from_url(own.url), rules=desk.rules(), fiscal_year=2569)))
    files = [path for path in (tmp_path / "reports").rglob("*") if path.is_file()]

    assert files
    assert {path.suffix for path in files} <= {".html", ".json", ".csv", ".xlsx", ".ics", ".docx", ".webp"}
    assert [path.name for path in files if b"WORD-OF-A-SCRIPT" in path.read_bytes()] == []


@pytest.mark.browser
@pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright")
def test_a_printed_report_fetches_nothing_that_a_site_wrote_into_it():
    """Makers of PDF: wkhtmltopdf, CVE-2022-35583; local-deep-research, CVE-2026-43979 (GHSA-fj2m-qvh9-jq4q): markup in
    a title was fetched from inside while the report was printed."""
    with SmallSite({"/x": ("text/plain", b"secret")}) as canary:
        foe = f"{canary.url}x"
        barb = f"\"'><iframe src='{foe}'></iframe><img src='{foe}'><link rel=stylesheet href='{foe}'><style>@import '{foe}';"
        made = hostile(f"{barb}</style><script>fetch('{foe}')</script>", "x")
        page = files_of(Material(scan=made, past=None, words=Words("th"), album={}), ("html",))["index.html"]
        printed = Press()(page)

        assert printed is not None
        assert printed.startswith(b"%PDF")
        assert canary.asked == []


def test_no_name_of_a_site_becomes_a_word_of_a_command(monkeypatch):
    """ArchiveBox, CVE-2026-42601 (GHSA-3h23-7824-pj8r): arguments of programs; here what is fetched goes by our names."""
    started = []
    real = subprocess.Popen.__init__

    def note(self, args, *rest, **more):
        started.append([os.fsdecode(one) for one in args] if not isinstance(args, str) else [args])
        real(self, args, *rest, **more)

    monkeypatch.setattr(subprocess.Popen, "__init__", note)
    name = "-o--output=x;touch y.pdf"
    pages = {
        "/": html("หน่วยงาน", f'<a href="/{name}">รายงาน</a>'),
        f"/{name}": ("application/pdf", tiny_pdf("รายงาน")),
    }
    with SmallSite(pages) as own:
        scanned(own.url)

    assert not any("touch" in word for words in started for word in words)
