"""What a journal gives back in place of a visit, and what it must never give back."""

import asyncio
from types import SimpleNamespace

import pytest

from oitcrawl.model.content import Leaf, Page
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, TlsTrouble, Unchanged, Validators
from oitcrawl.resume import WrittenBrowser, WrittenVisits
from oitcrawl.store.journal import Journal

URL = "https://www.example.go.th/a"
ETAG = Validators(etag='"1"')


class Site:
    """Answers one thing, and counts."""

    def __init__(self, answer, sitemap=("s",)):
        self.answer, self.sitemap, self.requests, self.heard = answer, sitemap, 0, []
        self.pace, self.gave_up = SimpleNamespace(slowed=0), False

    async def visit(self, url, validators=None):
        self.requests += 1
        return self.answer

    async def sitemaps(self):
        self.requests += 1
        return self.sitemap

    def told(self, truth):
        self.heard.append(truth)


def run(path, answer, do, **more):
    """``do`` with visits through the journal at ``path``; what it gives, and the site."""
    journal, site = Journal(path, "terms"), Site(answer, **more)
    visits = WrittenVisits(site, journal)
    given = asyncio.run(do(visits))
    journal.close()
    return given, site, visits


async def once(visits):
    return await visits.visit(URL)


@pytest.mark.parametrize(
    "answer",
    [
        Fetched(url=URL, final_url=URL + "/b", content_type="text/html", charset="tis-620", body="ก".encode() * 99,
                disposition="แผน.pdf", etag='"1"', last_modified="x", elapsed=0.5, tls=TlsTrouble.EXPIRED),
        Fetched(url=URL, final_url=URL, body=b""),
        Failed(url=URL, cause=FailCause.NOT_FOUND, permanent=True, status=404, found_on="f"),
        Refused(url=URL, by=RefusedBy.OFFSITE, detail="https://other.example/"),
    ],
)  # fmt: skip
def test_an_answer_comes_back_as_it_was_without_a_request(tmp_path, answer):
    first, _, _ = run(tmp_path / "j", answer, once)
    again, site, visits = run(tmp_path / "j", None, once)

    assert answer == first == again
    assert (0, 1, 1) == (site.requests, visits.replayed, visits.requests)


@pytest.mark.parametrize(
    "answer",
    [
        Failed(url=URL, cause=FailCause.TIMEOUT),
        Failed(url=URL, cause=FailCause.SERVER_ERROR, status=503),
        Failed(url=URL, cause=FailCause.FORBIDDEN, status=403),
        Refused(url=URL, by=RefusedBy.ROBOTS),
        Unchanged(url=URL, final_url=URL, validators=ETAG),  # of a version that nobody knows any more
    ],
)
def test_what_may_be_otherwise_by_now_is_asked_again(tmp_path, answer):
    run(tmp_path / "j", answer, once)
    fresh = Fetched(url=URL, final_url=URL, body=b"x")

    given, site, _ = run(tmp_path / "j", fresh, once)

    assert (fresh, 1) == (given, site.requests)


def test_an_unchanged_address_stays_so_for_who_knows_its_version(tmp_path):
    async def ask(visits):
        return await visits.visit(URL, ETAG)

    answer = Unchanged(url=URL, final_url=URL, validators=ETAG, elapsed=0.1)
    run(tmp_path / "j", answer, ask)

    assert answer == run(tmp_path / "j", None, ask)[0]


def test_several_answers_of_an_address_come_back_in_their_order(tmp_path):
    async def twice(visits):
        return [await visits.visit(URL), await visits.visit(URL)]

    run(tmp_path / "j", Fetched(url=URL, final_url=URL, body=b"1"), once)
    given, site, _ = run(tmp_path / "j", Fetched(url=URL, final_url=URL, body=b"2"), twice)
    later, none, _ = run(tmp_path / "j", None, twice)

    assert [b"1", b"2"] == [one.body for one in given] == [one.body for one in later]
    assert (1, 0) == (site.requests, none.requests)


def test_sitemaps_are_asked_for_once(tmp_path):
    async def maps(visits):
        return await visits.sitemaps()

    first, _, _ = run(tmp_path / "j", None, maps, sitemap=(URL, URL + "/2"))
    again, site, _ = run(tmp_path / "j", None, maps, sitemap=())

    assert (URL, URL + "/2") == first == again
    assert 0 == site.requests


def test_what_an_answer_really_was_is_passed_on(tmp_path):
    async def tell(visits):
        visits.told(None)

    assert [None] == run(tmp_path / "j", None, tell)[1].heard


class Browser:
    """Shows every page that wants it with a new title."""

    trouble = ""

    def __init__(self):
        self.pages, self.aside = 0, []

    def wants(self, page, worth):
        return worth > 0.5

    def put_by(self, page, answer, worth):
        self.aside.append(page.url)

    def second_look(self):
        return []

    async def show(self, page, answer):
        self.pages += 1
        return Page(url=page.url, title="สร้างแล้ว", leaf=Leaf(number=1, text="x"), rendered=True)


PAGE = Page(url=URL, leaf=Leaf(number=1, text=""))
ANSWER = Fetched(url=URL, final_url=URL, body=b"x")


def test_a_page_that_was_shown_is_not_shown_again(tmp_path):
    shown = []
    for _ in range(2):
        journal, inner = Journal(tmp_path / "j", "terms"), Browser()
        browser = WrittenBrowser(inner, journal, is_kept=lambda _url: False)
        shown.append((asyncio.run(browser.show(PAGE, ANSWER)), inner.pages, browser.pages, browser.showed))
        journal.close()

    assert shown[0][0] == shown[1][0]
    assert [(1, 1, {URL}), (0, 1, {URL})] == [one[1:] for one in shown]


def test_a_page_without_its_bytes_is_neither_shown_nor_put_by(tmp_path):
    journal, inner = Journal(tmp_path / "j", "terms"), Browser()
    kept = WrittenBrowser(inner, journal, is_kept=lambda url: url == URL)
    other = WrittenBrowser(inner, journal, is_kept=lambda _url: False)

    assert [False, True, False] == [kept.wants(PAGE, 0.9), other.wants(PAGE, 0.9), other.wants(PAGE, 0.1)]
    kept.put_by(PAGE, ANSWER, 0.4)
    other.put_by(PAGE, ANSWER, 0.4)
    assert [URL] == inner.aside
    journal.close()
