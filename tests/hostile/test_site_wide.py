"""What a site says of all its pages may be hostile too: its names, its robots.txt, its sitemaps."""

import asyncio
import gzip
import socket

import pytest
from hostile.ground import Canary, HostileSite, trick
from hostile.tricks_http import OK, after, moved

from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.sitemap import MAX_URLS, read_sitemap
from oitcrawl.crawl.visit import Visitor
from oitcrawl.model.visit import Failed, Fetched, Refused, RefusedBy
from oitcrawl.settings import Settings

SETTINGS = Settings(allow_private=True, rate=0.0, timeout=1.0, max_seconds=3.0, max_body=3_000_000, retries=0)
HOST = "www.agency.example"
INSIDE = {
    "loopback": ["127.0.0.1"],
    "private": ["10.0.0.5"],
    "carrier-grade": ["100.64.0.1"],
    "link-local": ["169.254.169.254"],
    "multicast": ["224.0.0.1"],
    "reserved": ["240.0.0.1"],
    "zero": ["0.0.0.0"],
    "ietf": ["192.0.0.8"],
    "ipv6-loopback": ["::1"],
    "ipv6-private": ["fd00::1"],
    "ipv6-link-local": ["fe80::1%1"],
    "ipv4-mapped": ["::ffff:127.0.0.1"],
    "ipv4-compatible": ["::127.0.0.1"],
    "nat64": ["64:ff9b::7f00:1"],
    "6to4": ["2002:7f00:1::"],
    "public-and-private": ["93.184.216.34", "192.168.1.1"],
    "private-behind-many": [*(f"93.184.216.{n}" for n in range(1, 8)), "10.1.1.1"],
}


@pytest.fixture
def names(monkeypatch):
    """Sets what names resolve to, answer after answer, and tells who was connected to."""

    def play(*answers):
        left, connected = list(answers), []

        def resolve(_host, port, *_, **__):
            addresses = left.pop(0) if len(left) > 1 else left[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

        async def connect(_loop, _make, address, _port, **_):
            connected.append(address)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        monkeypatch.setattr(asyncio.BaseEventLoop, "create_connection", connect)
        return connected

    return play


@pytest.mark.parametrize("addresses", INSIDE.values(), ids=INSIDE)
async def test_a_name_of_the_site_that_leads_inside_is_refused(names, addresses):
    connected = names(addresses)
    async with Fetcher(Settings(), home=f"http://{HOST}/") as fetcher:
        answer = await fetcher.fetch(f"http://{HOST}/")

    assert (Refused, RefusedBy.GATE, []) == (type(answer), answer.by, connected)


async def test_a_name_that_leads_inside_the_second_time_is_not_looked_up_again(names):
    connected = names(["93.184.216.34"], ["127.0.0.1"])
    async with Fetcher(Settings(), home=f"http://{HOST}/") as fetcher:
        answers = [await fetcher.fetch(f"http://{HOST}/{n}") for n in range(2)]

    assert [Failed, Failed] == [type(one) for one in answers]
    assert ["93.184.216.34"] * 2 == connected


async def ruled(rules, ask="/private/secret.html"):
    """What a visit of ``ask`` comes to where robots.txt is answered so."""
    over = {"/robots.txt": rules}
    with Canary() as canary, HostileSite((), canary=canary, over=over) as site:
        base = site.url.rstrip("/")
        async with Fetcher(SETTINGS, home=site.url) as fetcher:
            answer = await Visitor(fetcher, SETTINGS, home=site.url).visit(base + ask)
        assert [] == canary.contacts
        return answer


RULES = b"User-agent: *\nDisallow: /private/\n"
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
OBEYED = {
    "robots-without-end": after(PLAIN + b"\r\n" + RULES, piece=b"# x\n" * 9000),
    "robots-of-a-terabyte": after(PLAIN + b"Content-Length: 1099511627776\r\n\r\n" + RULES, piece=b"# x\n" * 9000),
    "robots-of-many-rules": after(PLAIN + b"\r\n" + RULES + b"Disallow: /a*b*c*d*e*f*g$\n" * 9000),
    "robots-in-a-bomb": after(
        PLAIN + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(RULES + b"# " + b"x" * 20_000_000)
    ),
    "robots-with-mad-delay": after(PLAIN + b"\r\n" + RULES + b"Crawl-delay: nan\nCrawl-delay: -5\n"),
}


@pytest.mark.parametrize("answer", OBEYED.values(), ids=OBEYED)
async def test_rules_are_obeyed_however_they_are_told(answer):
    assert RefusedBy.ROBOTS is (await ruled(trick("robots", "")(answer))).by


LOOSE = {
    "robots-that-is-a-page": after(OK + b"\r\n<html>Disallow: /</html>"),
    "robots-of-noise": after(PLAIN + b"\r\n" + bytes(range(256)) * 900),
    "robots-elsewhere": moved("http://{canary}/robots.txt"),
    "robots-behind-logout": moved("/logout"),
}


@pytest.mark.parametrize("answer", LOOSE.values(), ids=LOOSE)
async def test_what_are_no_rules_forbids_nothing_and_leads_nowhere(answer):
    assert isinstance(await ruled(trick("robots", "")(answer), "/ita"), Fetched)


def many(tag, count):
    return b"<%b>" % tag + b"<url><loc>http://x.go.th/a</loc></url>" * count


SITEMAPS = {
    "sitemap-of-a-million": many(b"urlset", 200_000),
    "sitemap-bomb": gzip.compress(b"<urlset>" + b" " * 60_000_000),
    "sitemap-of-entities": b'<!DOCTYPE u [<!ENTITY a "x"><!ENTITY b SYSTEM "file:///etc/passwd">]><urlset><url><loc>http://x/&b;</loc></url></urlset>',
    "sitemap-deep": b"<urlset>" * 200_000,
    "sitemap-of-lines": b"http://x.go.th/a\n" * 200_000,
    "sitemap-of-noise": bytes(range(256)) * 4000,
}


@pytest.mark.parametrize("body", SITEMAPS.values(), ids=SITEMAPS)
def test_sitemaps_are_read_within_bounds(body):
    found = read_sitemap(body)

    assert len(found.pages) <= MAX_URLS
    assert not any("root:" in one for one in found.pages)


def test_no_further_port_of_a_host_is_the_targets_own():
    gate = Gate.of("http://127.0.0.1:8001/", allow_private=True)

    assert {("127.0.0.1", 8001)} == gate.private
