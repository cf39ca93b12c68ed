"""A redirect to another origin of the same site: its robots.txt is asked for before it is followed (RFC 9309)."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.visit import Visitor
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy
from oitcrawl.settings import Settings

SHUT = "User-agent: *\nDisallow: /\n"
HALF = "User-agent: *\nDisallow: /b\n"


class Origin:
    """path -> body, a status, or ``>`` and where it redirects to."""

    def __init__(self):
        self.pages, self.asked, self.port = {}, [], 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader, writer):
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ")[1].decode()
        self.asked.append(path)
        page = self.pages.get(path, 404)
        status, body = (page, "") if isinstance(page, int) else (200, page)
        line = ""
        if body[:1] == ">":
            status, line, body = 302, f"Location: {body[1:]}\r\n", ""
        if status:
            head = f"HTTP/1.1 {status} X\r\n{line}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            writer.write(head.encode() + body.encode())
            await writer.drain()
        writer.close()


@asynccontextmanager
async def twins(**settings):
    """A site of two origins, and a visitor of it."""
    one, other = Origin(), Origin()
    servers = [await asyncio.start_server(some.serve, "127.0.0.1", 0) for some in (one, other)]
    one.port, other.port = (server.sockets[0].getsockname()[1] for server in servers)
    places = frozenset(("127.0.0.1", some.port) for some in (one, other))
    settings = Settings(**{"rate": 0.0, "retries": 0, "timeout": 2.0, "max_seconds": 4.0, **settings})
    home = f"{one.url}/"
    async with Fetcher(settings, home=home, also=(other.url,), gate=Gate(own=places, private=places)) as fetcher:
        yield one, other, Visitor(fetcher, settings, home=home)
    for server in servers:
        server.close()


async def test_the_rules_of_the_twin_are_asked_for_before_the_twin_is():
    async with twins() as (one, other, visitor):
        one.pages = {"/": f">{other.url}/home"}
        other.pages = {"/robots.txt": HALF, "/home": "x"}

        answer = await visitor.visit(f"{one.url}/")

    assert (Fetched, ["/robots.txt", "/home"]) == (type(answer), other.asked)


@pytest.mark.parametrize("rules", [SHUT, HALF, 503])
async def test_what_the_twin_shuts_is_not_asked_for(rules):
    async with twins() as (one, other, visitor):
        one.pages = {"/": f">{other.url}/b"}
        other.pages = {"/robots.txt": rules, "/b": "x"}

        answer = await visitor.visit(f"{one.url}/")

    assert isinstance(answer, Refused)
    assert (RefusedBy.ROBOTS, ["/robots.txt"]) == (answer.by, other.asked)


async def test_a_twin_that_is_down_forbids_nothing_and_is_not_asked_further():
    async with twins() as (one, other, visitor):
        one.pages, other.pages = {"/": f">{other.url}/b"}, {"/robots.txt": 0, "/b": "x"}

        answer = await visitor.visit(f"{one.url}/")

    assert isinstance(answer, Failed)
    assert (FailCause.PROTOCOL, ["/robots.txt"]) == (answer.cause, other.asked)


async def test_rules_to_which_rules_led_are_not_asked_for_again():
    async with twins() as (one, other, visitor):
        one.pages = {"/robots.txt": f">{other.url}/robots.txt", "/": f">{other.url}/a", "/c": f">{other.url}/b"}
        other.pages = {"/robots.txt": HALF, "/a": "x", "/b": "x"}

        answers = [await visitor.visit(one.url + path) for path in ("/", "/c", "/b")]

    assert [Fetched, Refused, Refused] == [type(answer) for answer in answers]
    assert ["/robots.txt", "/a"] == other.asked


async def test_rules_that_lead_to_each_other_keep_nobody_waiting():
    async with twins() as (one, other, visitor):
        one.pages = {"/robots.txt": f">{other.url}/robots.txt", "/": f">{other.url}/a"}
        other.pages = {"/robots.txt": f">{one.url}/robots.txt", "/a": "x"}

        answer = await asyncio.wait_for(visitor.visit(f"{one.url}/"), 5)

    assert isinstance(answer, Fetched)  # rules that cannot be had by redirects forbid nothing (RFC 9309, 2.3.1.2)


async def test_whoever_waits_for_the_rules_of_the_twin_does_not_stand_in_their_way():
    async with twins(concurrency=1) as (one, other, visitor):
        one.pages = {f"/{n}": f">{other.url}/a{n}" for n in range(5)}
        other.pages = {"/robots.txt": HALF, **{f"/a{n}": "x" for n in range(9)}}

        urls = [*(f"{one.url}/{n}" for n in range(5)), *(f"{other.url}/a{n}" for n in range(5, 9))]
        answers = await asyncio.wait_for(asyncio.gather(*map(visitor.visit, urls)), 8)

    assert {Fetched} == {type(answer) for answer in answers}
    assert 1 == other.asked.count("/robots.txt")


async def test_the_twins_wish_to_be_asked_slowly_is_kept():
    async with twins() as (one, other, visitor):
        one.pages, other.pages = (
            {"/": f">{other.url}/a"},
            {"/robots.txt": "User-agent: *\nCrawl-delay: 2\n", "/a": "x"},
        )

        await visitor.visit(f"{one.url}/")

    assert 2.0 == visitor.pace.gap


async def test_a_sitemap_that_robots_shut_is_not_asked_for():
    async with twins() as (one, _, visitor):
        one.pages = {"/robots.txt": SHUT, "/sitemap.xml": "<urlset><url><loc>http://x/</loc></url></urlset>"}

        named = await visitor.sitemaps()

    assert ((), ["/robots.txt"]) == (named, one.asked)


async def test_nothing_is_asked_for_first_where_robots_are_left_out():
    async with twins(obey_robots=False) as (one, other, visitor):
        one.pages, other.pages = {"/": f">{other.url}/b"}, {"/robots.txt": SHUT, "/b": "x"}

        answer = await visitor.visit(f"{one.url}/")

    assert (Fetched, ["/b"]) == (type(answer), other.asked)
