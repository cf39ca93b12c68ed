"""Whoever wants to keep what went over the wire is told every request with its answer, as sent."""

from datetime import UTC, datetime, timedelta

from crawl.web import served

from oitcrawl.crawl.fetch import Fetcher, user_agent
from oitcrawl.model.visit import Failed, Fetched, Validators
from oitcrawl.settings import Settings

SETTINGS = Settings(allow_private=True, rate=0.0, retries=0)


async def told(pages, path, settings=SETTINGS, **how):
    heard = []
    async with served(pages) as web, Fetcher(settings, home=f"{web.url}/", record=heard.append) as fetcher:
        return await fetcher.fetch(web.url + path, **how), heard, web.url


async def test_an_exchange_holds_request_and_answer():
    visit, (one,), url = await told({"/": "หน้าแรก"}, "/", validators=Validators(etag='"1"'))

    asked = dict(one.request_headers)
    assert (one.url, one.status, one.reason, one.method) == (f"{url}/", 200, "OK", "GET")
    assert one.body == visit.body == "หน้าแรก".encode()
    assert asked["User-Agent"] == user_agent(SETTINGS)
    assert asked["Host"] == url.split("/")[2]
    assert asked["If-None-Match"] == '"1"'
    assert dict(one.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert timedelta() <= datetime.now(UTC) - one.started < timedelta(seconds=20)
    assert one.elapsed > 0


async def test_what_is_not_there_is_recorded_too():
    visit, (one,), _ = await told({"/": "x"}, "/gone")

    assert isinstance(visit, Failed)
    assert (one.status, one.reason) == (404, "Not Found")


async def test_of_a_body_that_is_too_large_the_head_is_recorded():
    small = Settings(allow_private=True, rate=0.0, max_body=1000)

    visit, (one,), _ = await told({"/": "x" * 5000}, "/", settings=small)

    assert isinstance(visit, Failed)
    assert (one.status, one.body) == (200, b"")


async def test_without_anybody_to_tell_it_fetches_all_the_same():
    async with served({"/": "x"}) as web, Fetcher(SETTINGS, home=f"{web.url}/") as fetcher:
        assert isinstance(await fetcher.fetch(f"{web.url}/"), Fetched)
