"""Courtesy, with answers that are values and a clock that is a number."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise

import pytest

from oitcrawl.crawl.visit import MAX_WAIT, Visitor
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy
from oitcrawl.settings import Settings

HOME = "https://x.go.th/"


class Site:
    """Answers from a mapping path -> body or cause, or a list of them, one for each request; and a clock."""

    def __init__(self, answers, waits=()):
        self.answers, self.waits = {"robots.txt": FailCause.NOT_FOUND, **answers}, dict(waits)
        self.asked, self.slept, self.now = [], [], 100.0
        self.under_way = self.most = 0

    async def fetch(self, url, may=None, validators=None):
        path = url.removeprefix(HOME)
        self.asked.append((path, self.now))
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await asyncio.sleep(0)
        self.under_way -= 1
        answer = self.answers.get(path, FailCause.NOT_FOUND)
        if isinstance(answer, list):
            answer = answer.pop(0) if len(answer) > 1 else answer[0]
        if isinstance(answer, FailCause):
            return Failed(url=url, cause=answer)
        return Fetched(url=url, final_url=url, body=answer)

    def asked_to_wait(self, url):
        return self.waits.get(url.removeprefix(HOME), "")

    async def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def visitor(self, **settings):
        settings = Settings(**{"rate": 0.0, "retries": 2, **settings})
        return Visitor(self, settings, home=HOME, clock=lambda: self.now, sleep=self.sleep)

    @property
    def paths(self):
        return [path for path, _ in self.asked]


def visit(site, *paths, **settings):
    async def go():
        visitor = site.visitor(**settings)
        return await asyncio.gather(*(visitor.visit(HOME + path) for path in paths)), visitor

    return asyncio.run(go())


def test_robots_are_asked_once_however_many_wait():
    site = Site({"robots.txt": b"User-agent: *\nDisallow: /b\n", "a": b"a", "c": b"c"})

    (a, b, c), _ = visit(site, "a", "b", "c")

    assert ["robots.txt", "a", "c"] == site.paths
    assert [Fetched, Refused, Fetched] == [type(one) for one in (a, b, c)]
    assert RefusedBy.ROBOTS is b.by


def test_robots_may_be_left_out_by_the_operator():
    site = Site({"robots.txt": b"User-agent: *\nDisallow: /\n", "a": b"a"})

    (a,), _ = visit(site, "a", obey_robots=False)

    assert (["a"], Fetched) == (site.paths, type(a))


def test_a_server_in_trouble_is_not_entered_and_the_report_says_why():
    site = Site({"robots.txt": FailCause.SERVER_ERROR, "a": b"a"})

    (a,), visitor = visit(site, "a")

    assert (RefusedBy.ROBOTS, True) == (a.by, "server_error" in a.detail)
    assert ["robots.txt"] * 3 == site.paths
    assert not visitor.gave_up


@pytest.mark.parametrize("cause", [FailCause.DNS, FailCause.CONNECT, FailCause.TLS, FailCause.TIMEOUT])
def test_a_site_that_is_down_has_failed_and_forbids_nothing(cause):
    """ "robots.txt forbids" would be untrue: nobody answered."""
    (a,), _ = visit(Site({"robots.txt": cause}), "a")

    assert Failed(url=HOME + "a", cause=cause) == a


def test_a_site_that_comes_back_is_visited():
    site = Site({"robots.txt": [FailCause.DNS, FailCause.NOT_FOUND], "a": b"a"})

    async def go():
        visitor = site.visitor()
        return [await visitor.visit(HOME + "a") for _ in range(2)]

    assert [Failed, Fetched] == [type(one) for one in asyncio.run(go())]


@pytest.mark.parametrize("cause", [FailCause.TIMEOUT, FailCause.SERVER_ERROR, FailCause.NOT_FOUND, FailCause.TLS])
def test_an_address_is_tried_once(cause):
    site = Site({"a": cause})

    visit(site, "a")

    assert ["robots.txt", "a"] == site.paths


def test_robots_of_a_server_in_trouble_are_asked_for_again_after_growing_pauses():
    site = Site({"robots.txt": [FailCause.SERVER_ERROR, FailCause.TOO_MANY_REQUESTS, b""], "a": b"a"})

    (a,), _ = visit(site, "a", rate=1000.0)

    assert isinstance(a, Fetched)
    assert [0.5, 2.0] == [seconds for seconds in site.slept if seconds > 0.1]


def test_the_whole_site_rests_for_as_long_as_it_asks():
    site = Site({"a": [FailCause.TOO_MANY_REQUESTS, b"a"], "b": b"b"}, {"a": "30"})

    async def go():
        visitor = site.visitor()
        first = await visitor.visit(HOME + "a")
        return first, await asyncio.gather(*(visitor.visit(HOME + path) for path in "ab")), visitor

    first, second, visitor = asyncio.run(go())

    assert (Failed, [Fetched, Fetched]) == (type(first), [type(one) for one in second])
    assert all(now >= 130 for _, now in site.asked[2:])
    assert 30 == visitor.pace.waited


def test_requests_that_wait_for_their_turn_rest_too():
    """The site asks for a rest while others already wait for a turn that would come sooner."""
    site = Site({"a": FailCause.TOO_MANY_REQUESTS, "b": b"b"}, {"a": "30"})

    async def go():
        visitor = site.visitor(rate=1.0)
        await visitor.visit(HOME + "b")
        waiting = asyncio.ensure_future(visitor.visit(HOME + "b"))
        visitor.pace.rest(30)
        await waiting

    asyncio.run(go())

    assert 130 <= site.asked[-1][1]


def test_a_site_under_strain_is_asked_more_slowly_and_less_at_once():
    site = Site({"a": FailCause.SERVER_ERROR, **{f"p{number}": b"x" for number in range(30)}})

    async def go():
        visitor = site.visitor(rate=8.0, concurrency=4)
        for _ in range(2):
            await visitor.visit(HOME + "a")
        before, site.most = len(site.asked), 0
        await asyncio.gather(*(visitor.visit(f"{HOME}p{number}") for number in range(8)))
        return before

    before = asyncio.run(go())

    times = [now for _, now in site.asked[before:]]
    assert (1, 0.5) == (site.most, min(later - sooner for sooner, later in pairwise(times)))


def test_a_browser_asks_for_its_turn_and_its_other_requests_are_made_up_for():
    site = Site({"a": b"a"})

    async def go():
        visitor = site.visitor(rate=2.0)
        await visitor.visit(HOME + "a")
        await visitor.turn()
        visitor.spent(6)
        await visitor.visit(HOME + "a")
        return visitor

    assert 10 == asyncio.run(go()).requests
    assert 100 + 3 * 0.5 + 6 * 0.5 == site.asked[-1][1]


@pytest.mark.parametrize(
    "header, low, high",
    [
        ("86400", MAX_WAIT, MAX_WAIT),
        (timedelta(seconds=50), 5, 50),
        (timedelta(days=-9), 0, 0),
        ("soon", 0, 0),
        ("-5", 0, 0),
        ("nan", 0, 0),
    ],
)
def test_retry_after_is_a_number_a_date_or_nonsense(header, low, high):
    if isinstance(header, timedelta):  # counted from now, not from when the tests were collected
        header = format_datetime(datetime.now(UTC) + header, usegmt=True)
    site = Site({"a": FailCause.SERVER_ERROR}, {"a": header})

    _, visitor = visit(site, "a")

    assert low <= visitor.pace.waited <= high


def test_requests_under_way_stay_few():
    site = Site({f"p{number}": b"x" for number in range(30)})

    visit(site, *(f"p{number}" for number in range(30)), concurrency=3)

    assert 3 == site.most


def test_the_rate_of_the_site_and_of_robots_is_kept():
    site = Site({"robots.txt": b"User-agent: *\nCrawl-delay: 2\n", "a": b"a", "b": b"b"})

    visit(site, "a", "b", rate=10.0)

    times = [now for _, now in site.asked]
    assert [2.0] == [round(later - sooner, 6) for sooner, later in pairwise(times[1:])]
    assert times[1] > times[0]


@pytest.mark.parametrize("last, gave_up", [(FailCause.TIMEOUT, True), (FailCause.NOT_FOUND, False), (b"b", False)])
def test_many_failures_in_a_row_end_the_visit(last, gave_up):
    site = Site({"a": FailCause.TIMEOUT, "b": last})

    async def go():
        visitor = site.visitor(max_failures=3)
        for path in "aaab":
            await visitor.visit(HOME + path)
        return visitor

    assert gave_up is asyncio.run(go()).gave_up


def test_a_firewall_that_answers_200_shuts_us_out_all_the_same():
    site = Site({"a": b"captcha"})

    async def go(*truths):
        visitor = site.visitor(max_failures=3)
        for truth in truths:
            await visitor.visit(HOME + "a")
            visitor.told(Failed(url=HOME + "a", cause=truth) if truth else None)
        return visitor.gave_up

    assert asyncio.run(go(*[FailCause.BLOCKED] * 3))
    assert not asyncio.run(go(FailCause.BLOCKED, FailCause.BLOCKED, None, FailCause.BLOCKED))
    assert not asyncio.run(go(*[FailCause.SOFT_404] * 5))


def sitemaps(site):
    return asyncio.run(site.visitor().sitemaps())


def test_sitemaps_are_followed_through_their_index():
    site = Site(
        {
            "robots.txt": b"Sitemap: https://x.go.th/index.php?map\n",
            "index.php?map": b"<sitemapindex><sitemap><loc>https://x.go.th/posts.xml</loc></sitemap>"
            b"<sitemap><loc>https://elsewhere.com/posts.xml</loc></sitemap></sitemapindex>",
            "posts.xml": b"<urlset><url><loc>https://x.go.th/plan</loc></url></urlset>",
        }
    )

    assert ("https://x.go.th/plan",) == sitemaps(site)
    assert ["robots.txt", "index.php?map", "posts.xml"] == site.paths


def test_a_sitemap_is_looked_for_where_it_usually_is():
    site = Site({"sitemap.xml": b"https://x.go.th/a\nhttps://x.go.th/b\n"})

    assert ("https://x.go.th/a", "https://x.go.th/b") == sitemaps(site)


def test_sitemaps_that_name_each_other_come_to_an_end():
    ring = b"<sitemapindex><sitemap><loc>https://x.go.th/sitemap.xml</loc></sitemap></sitemapindex>"

    assert () == sitemaps(Site({"sitemap.xml": ring}))
