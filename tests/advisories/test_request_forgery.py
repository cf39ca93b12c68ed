"""Server-side request forgery, as published of other tools: by redirect, name, spelling, wrapper and browser."""

import asyncio
import socket

import pytest
from advisories.ground import fetched, moved, ok, site

from oitcrawl.crawl.browser import Browser, is_available
from oitcrawl.crawl.gate import Gate, GateClosed
from oitcrawl.crawl.transport import Transport
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.visit import Failed, Fetched, Refused, RefusedBy
from oitcrawl.read import read
from oitcrawl.settings import Settings

INSIDE = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::]:{port}/",
    "//127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}\\",
    "http:/127.0.0.1:{port}/",
    "http://user:pass@127.0.0.1:{port}/",
    "http://own.example@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@own.example/",
    "http://127.0.0.1:{port}?@own.example/",
    "http://127.0.0.1:{port}\\@own.example/",
    "http://127.0.0.1\\.own.example:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://localhost.:{port}/",
    "http://127.0.0.1.:{port}/",
    " http://127.0.0.1:{port}/",
    "\thttp://127.0.0.1:{port}/",
]
pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("place", INSIDE)
async def test_a_redirect_into_the_inside_is_not_followed(place):
    """SSRF by redirect, the most often published flaw of crawlers; the spellings are those of its bypasses."""
    async with site({"/": ok(b"secret")}) as canary:
        there = place.format(port=canary.port).encode()
        async with site({"/go": moved(there)}) as own:
            answer = await fetched(own, "/go")

    assert isinstance(answer, Refused | Failed)
    assert [] == canary.heads


@pytest.mark.parametrize(
    "place",
    [
        "file:///etc/passwd",
        "ftp://127.0.0.1/x",
        "data:text/html,x",
        "gopher://127.0.0.1:70/",
        "s3://a/b",
        "FILE:/etc/passwd",
        "jar:file:///x!/",
        "view-source:file:///x",
        "source:file:///x",
        "local_file:///etc/passwd",
    ],
)
async def test_a_redirect_to_another_scheme_is_not_followed(place):
    """Scrapy, GHSA-23j4-mw76-5v7h: redirects were followed to file:, data:, ftp: and s3:; schemes before a scheme
    passed changedetection.io, CVE-2024-51483, and Python's urllib, CVE-2019-9948."""
    async with site({"/go": moved(place.encode())}) as own:
        answer = await fetched(own, "/go")

    assert isinstance(answer, Refused | Failed)
    assert not isinstance(answer, Fetched)


async def test_a_chain_of_own_redirects_ends_at_the_first_strange_one():
    """Checks of the first and the last address alone were passed by a hop between them."""
    async with site({"/": ok(b"secret"), "/back": moved(b"/")}) as canary:
        answers = {"/1": moved(b"/2"), "/2": moved(f"{canary.url}/back".encode())}
        async with site(answers) as own:
            answer = await fetched(own, "/1")

        assert (Refused, RefusedBy.OFFSITE) == (type(answer), answer.by)
        assert 2 == len(own.heads)
        assert [] == canary.heads


async def test_what_a_site_set_is_not_shown_to_another():
    """Scrapy, CVE-2024-3574 (GHSA-cw9j-q3vf-hrrv) and CVE-2024-1968 (GHSA-4qqq-9vqf-3h3f): credentials after a redirect."""
    async with site({"/": ok(b"x")}) as canary:
        answers = {
            "/set": moved(b"/go", b"", b"Set-Cookie: s=1; Path=/"),
            "/go": moved(f"{canary.url}/".encode(), b"", b"WWW-Authenticate: Basic realm=x"),
        }
        async with site(answers) as own:
            await fetched(own, "/set")

            assert [b"s=1" in head for head in own.heads] == [False, True]
            assert [] == canary.heads
            assert not any(b"authorization" in head.lower() for head in own.heads)


async def test_a_name_that_answers_otherwise_the_second_time_gains_nothing(monkeypatch):
    """DNS rebinding between check and use: the name is asked for once, and the checked address is connected to."""
    answers, dialed = [["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]], []

    async def getaddrinfo(_loop, host, port, **_):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in answers.pop(0)]

    async def create_connection(_loop, _make, host, port, **_):
        dialed.append((host, port))
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", create_connection)
    async with Transport(Gate.of("http://rebind.example/"), headers={}, seconds=1.0) as transport:
        for _ in range(3):
            with pytest.raises(Exception, match=r".*"):
                await transport.get("http://rebind.example/")

    assert {("93.184.216.34", 80)} == set(dialed)
    assert 2 == len(answers), "asked for once"


@pytest.mark.parametrize(
    "address",
    "::ffff:127.0.0.1 ::ffff:a00:1 ::ffff:169.254.169.254 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::7f00:1 2002:7f00:1:: "
    "2002:a9fe:a9fe:: 2001:0:4136:e378:8000:63bf:5601:5601 fe80::1 fec0::1 fc00::1 ff02::1 ::1 :: 2001:db8::1 100::1 "
    "100.64.0.1 192.0.0.1 192.0.0.192 198.18.0.1 169.254.169.254 0.0.0.0 240.0.0.1 255.255.255.255 224.0.0.1 192.88.99.1".split(),
)
async def test_a_name_that_resolves_inside_is_refused_however_it_is_written(address):
    """IPv4 in IPv6 (mapped, NAT64, 6to4, Teredo) and ranges that lists of private networks forget; ipaddress had such
    a gap itself (CVE-2024-4032)."""
    gate = Gate.of("http://own.example/")
    with pytest.raises(GateClosed):
        gate.check_address("own.example", 80, address)


@pytest.mark.parametrize("url", ["http://0177.0.0.1/", "http://0x7f.1/", "http://017700000001/", "http://127.0.1/"])
async def test_leading_zeros_are_read_as_systems_read_them(url):
    """Python's ipaddress, CVE-2021-29921: leading zeros were dropped by one part and read as octal by another."""
    with pytest.raises(GateClosed):
        Gate.of(url).check_url(url)


@pytest.mark.parametrize(
    "href",
    [
        "https://www.google.com/url?q=http://169.254.169.254/latest/meta-data/",
        "https://l.facebook.com/l.php?u=http%3A%2F%2F127.0.0.1%3A8080%2Fadmin",
        "https://docs.google.com/viewer?url=http://user:pw@10.0.0.1/x.pdf",
        "https://view.officeapps.live.com/op/view.aspx?src=http%3A%2F%2F%5B%3A%3Affff%3A127.0.0.1%5D%2Fx.docx",
        "https://www.google.com/url?q=https://www.google.com/url?q=http://localhost/",
    ],
)
async def test_what_a_wrapper_leads_to_goes_through_the_gate(href):
    """Open redirects of trusted services as a way around a list of allowed hosts."""
    url = Addresses("http://own.example/").resolve("http://own.example/", href)

    assert url is not None
    assert not Addresses("http://own.example/").is_own(url)
    with pytest.raises(GateClosed):
        Gate.of("http://own.example/").check_url(url)


@pytest.mark.parametrize(
    "href", ["https://www.google.com/url?q=file:///etc/passwd", "https://www.google.com/url?q=javascript:alert(1)"]
)
async def test_a_wrapper_leads_to_no_other_scheme(href):
    assert Addresses("http://own.example/").resolve("http://own.example/", href).startswith("https://www.google.com/")


@pytest.mark.browser
@pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright")
async def test_the_browser_reads_no_file_and_reaches_nothing_inside(tmp_path):
    """Screenshot and rendering services: file: addresses read by the browser (url-to-png, GHSA-665w-mwrr-77q3;
    PlaywrightCapture, CVE-2026-44439), and redirects, frames and scripts that it follows unchecked (Firecrawl,
    CVE-2026-32857; Open WebUI, CVE-2026-54018)."""
    (tmp_path / "secret.html").write_text("<title>WORD-OF-A-FILE</title>WORD-OF-A-FILE", encoding="utf-8")
    file = (tmp_path / "secret.html").as_uri()
    async with site({}) as canary:
        there = canary.url.encode()
        html = (
            f"<p>x</p><iframe src='{file}'></iframe><object data='{file}'></object><embed src='{file}'>"
            f"<link rel=stylesheet href='{file}'><script src='{file}'></script><img src='{canary.url}/i'>"
            f"<iframe src='/hop'></iframe><iframe src='{canary.url}/f'></iframe><a ping='{canary.url}/p' href=/>a</a>"
            f"<script>fetch('/hop').catch(()=>0);fetch('{file}').then(r=>r.text()).then(t=>document.body.append(t)).catch(()=>0);"
            f"try{{new WebSocket('{canary.url.replace('http', 'ws')}/w')}}catch(e){{}};"
            f"try{{const p=new RTCPeerConnection({{iceServers:[{{urls:'stun:127.0.0.1:{canary.port}'}}]}});p.createDataChannel('x');"
            f"p.createOffer().then(o=>p.setLocalDescription(o))}}catch(e){{}};"
            f"navigator.sendBeacon('{canary.url}/b','x');setTimeout(()=>{{location='{file}'}},200)</script>"
        ).encode()
        async with site({"/": ok(html), "/hop": moved(there + b"/hop")}) as own:
            addresses = Addresses(f"{own.url}/")

            async def content(answer):
                return read(
                    answer.body,
                    url=answer.final_url,
                    content_type="text/html",
                    charset="",
                    resolve=addresses.resolve,
                    settings=Settings(),
                )

            answer = Fetched(url=f"{own.url}/", final_url=f"{own.url}/", content_type="text/html", body=html)
            gate = Gate.of(f"{own.url}/", allow_private=True)
            async with Browser(
                Settings(allow_private=True, render_seconds=6.0), gate=gate, addresses=addresses, interest=lambda *_: 0.2, read=content
            ) as browser:  # fmt: skip
                page = await browser.show(await content(answer), answer)

        assert "WORD-OF-A-FILE" not in repr(page)
        assert [] == canary.heads
