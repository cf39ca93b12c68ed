"""The one loop, over a site that is a mapping: what is visited first, what is written down, when it ends."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest

from oitcrawl.crawl import limit
from oitcrawl.crawl.again import SecondTries
from oitcrawl.crawl.pace import Pace
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import UnreadCause
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, TlsTrouble, Unchanged
from oitcrawl.read import read
from oitcrawl.settings import Settings
from oitcrawl.survey import SurveyTools, survey

HOME = "https://www.example.go.th/"


@dataclass
class Web:
    """A site in memory: path -> HTML, bytes or a visit value."""

    pages: dict
    redirects: dict = field(default_factory=dict)
    sitemap: tuple = ()
    requests: int = 0
    order: list = field(default_factory=list)
    gave_up: bool = False
    gives_up_after: int = 10**6
    pace: Pace = field(default_factory=lambda: Pace(Settings(), clock=lambda: 0.0))
    truths: list = field(default_factory=list)
    slept: list = field(default_factory=list)

    def told(self, truth):
        self.truths.append(truth)

    async def visit(self, url, validators=None):
        await asyncio.sleep(0)
        self.requests += 1
        self.gave_up = self.gave_up or self.requests >= self.gives_up_after
        self.order.append(url)
        final = self.redirects.get(url, url)
        page = self.pages.get(final.removeprefix(HOME.rstrip("/")))
        if isinstance(page, list):  # one answer for each visit, the last one for all others
            page = page.pop(0) if len(page) > 1 else page[0]
        if page is None:
            return Failed(url=url, cause=FailCause.NOT_FOUND, permanent=True, status=404)
        if isinstance(page, Failed | Refused | Unchanged):
            return page
        body = page if isinstance(page, bytes) else f"<html><body>{page}</body></html>".encode()
        return Fetched(url=url, final_url=final, content_type="text/html", body=body)

    async def sitemaps(self):
        return self.sitemap

    async def sleep(self, seconds):
        self.slept.append(round(seconds, 1))


def walk(web, *, settings=None, interest=lambda _url, _label: 0.1, stop_after=None, **site):
    settings = settings or Settings(concurrency=2)
    agency = AgencySite(code="x", url=HOME, **site)
    addresses = Addresses(HOME, also=agency.also)
    kept = []

    async def reader(answer):
        return read(
            answer.body, url=answer.final_url, content_type="text/html", resolve=addresses.resolve, settings=settings
        )

    async def go():
        tools = SurveyTools(addresses=addresses, visits=web, read=reader, keep=kept.append, interest=interest)
        tools.again = SecondTries(settings, sleep=web.sleep)
        if stop_after is not None:
            tools.progress = lambda done, _left, _url: tools.stop.set() if done >= stop_after else None
        return await survey(agency, tools, settings)

    return asyncio.run(go()), kept


def urls(harvest):
    return {record.url.removeprefix(HOME) for record in harvest.records}


def test_every_reachable_page_is_visited_once_and_kept():
    web = Web({"/": "<a href=a>ก</a> <a href=b>ข</a>", "/a": "<a href=b>ข</a><a href=/>หน้าแรก</a>", "/b": "ข"})

    harvest, kept = walk(web)

    assert {"", "a", "b"} == urls(harvest)
    assert 3 == len(web.order) == len(kept)
    assert (3, 0, None) == (harvest.coverage.pages, harvest.coverage.documents, harvest.coverage.stopped_by)


def test_likely_links_are_visited_first():
    web = Web({"/": "<a href=news>ข่าว</a><a href=ita>ITA</a>", "/news": "", "/ita": "<a href=o1>O1</a>", "/o1": ""})
    likely = {"ITA": 0.9, "O1": 1.0}

    walk(web, interest=lambda _url, label: likely.get(label.text, 0.0), settings=Settings(concurrency=1))

    assert ["", "ita", "o1", "news"] == [url.removeprefix(HOME) for url in web.order]


def test_labels_from_every_page_are_joined_and_the_path_is_told():
    web = Web({"/": "<a href=list>รายการ</a><a href=doc>คลิก</a>", "/list": "<a href=doc>แผนพัฒนา</a>", "/doc": "แผน"})

    harvest, _ = walk(web)

    (doc,) = [record for record in harvest.records if record.url.endswith("doc")]
    assert {"คลิก", "แผนพัฒนา"} == {label.text for label in doc.labels}
    assert (HOME,) == doc.path


def test_a_redirect_to_a_known_page_joins_its_labels():
    web = Web(
        {"/": "<a href=new>หน้าใหม่</a><a href=old>หน้าเก่า</a>", "/new": "ใหม่"},
        redirects={HOME + "old": HOME + "new"},
    )

    harvest, _ = walk(web, settings=Settings(concurrency=1))

    (new,) = [record for record in harvest.records if record.final_url.endswith("new")]
    assert {"หน้าใหม่", "หน้าเก่า"} == {label.text for label in new.labels}


def test_a_page_reached_by_a_redirect_does_not_count_its_own_address_as_a_link():
    web = Web(
        {"/": "<a href=o1>โครงสร้าง</a>", "/o1/": "<a href=/o1>โครงสร้าง</a><a href=/o2>อื่น</a>", "/o2": "อื่น"},
        redirects={HOME + "o1": HOME + "o1/"},
    )

    _, kept = walk(web)

    (page,) = [one for one in kept if one.url == HOME + "o1/"]
    assert [HOME + "o2"] == [link.url for link in page.links]


def test_failures_and_refusals_are_values_with_their_labels():
    web = Web(
        {
            "/": "<a href=dead>แผน</a><a href=slow>รายงาน</a><a href=no>ลับ</a>",
            "/slow": Failed(url=HOME + "slow", cause=FailCause.TIMEOUT),
            "/no": Refused(url=HOME + "no", by=RefusedBy.ROBOTS),
        }
    )

    harvest, _ = walk(web)

    blanks = {blank.reason: (blank.permanent, blank.labels[0].text) for blank in harvest.blanks}
    assert {"not_found": (True, "แผน"), "timeout": (False, "รายงาน"), "robots": (False, "ลับ")} == blanks
    assert HOME == harvest.coverage.failed[0].found_on


def test_a_drive_link_is_recorded_but_never_fetched():
    web = Web(
        {"/": "<a href='https://drive.google.com/file/d/x/view'>แผนพัฒนา</a><a href='https://facebook.com/x'>เพจ</a>"}
    )

    harvest, _ = walk(web)

    (away,) = [record for record in harvest.records if record.offsite]
    assert ("แผนพัฒนา", (HOME,)) == (away.labels[0].text, away.path)
    assert [HOME] == web.order


def test_a_page_budget_stops_the_survey_and_says_what_is_left():
    web = Web({"/": "".join(f"<a href=p{n}>{n}</a>" for n in range(20)), **{f"/p{n}": "x" for n in range(20)}})

    harvest, _ = walk(web, settings=Settings(max_pages=5, concurrency=1))

    assert ("pages", 5, 16) == (harvest.coverage.stopped_by, harvest.coverage.pages, harvest.coverage.unvisited)
    assert {"unvisited"} == {blank.reason for blank in harvest.blanks}


def test_a_budget_that_suffices_exactly_is_not_called_spent():
    web = Web({"/": "<a href=a>ก</a>", "/a": "ก"})

    harvest, _ = walk(web, settings=Settings(max_pages=2, concurrency=1))

    assert harvest.coverage.stopped_by is None


def test_a_stop_keeps_what_was_seen():
    web = Web({"/": "".join(f"<a href=p{n}>{n}</a>" for n in range(50)), **{f"/p{n}": "x" for n in range(50)}})

    harvest, _ = walk(web, stop_after=3)

    assert "interrupted" == harvest.coverage.stopped_by
    assert 3 <= harvest.coverage.pages <= 5


class Silent(Web):
    """A site that never answers for some of its addresses."""

    async def visit(self, url, validators=None):
        if url.endswith("silent"):
            self.requests += 1
            await asyncio.sleep(60)
        return await super().visit(url, validators)


def test_the_budget_of_time_ends_what_is_under_way(monkeypatch):
    monkeypatch.setattr(limit, "GRACE", 0.1)
    web = Silent({"/": "<a href=a>ก</a><a href=silent>แผน</a>", "/a": "ก"})

    began = time.monotonic()
    harvest, _ = walk(web, settings=Settings(concurrency=2, max_minutes=0.4 / 60))

    assert time.monotonic() - began < 3
    assert ("minutes", 1) == (harvest.coverage.stopped_by, harvest.coverage.unvisited)
    assert ({"", "a"}, {"silent": "unvisited"}) == (urls(harvest), reasons(harvest))


def test_a_stop_does_not_wait_for_what_is_under_way(monkeypatch):
    monkeypatch.setattr(limit, "GRACE", 0.1)
    web = Silent({"/": "<a href=silent>แผน</a><a href=a>ก</a>", "/a": "ก"})

    began = time.monotonic()
    harvest, _ = walk(web, stop_after=2)

    assert time.monotonic() - began < 3
    assert ("interrupted", {"silent": "unvisited"}) == (harvest.coverage.stopped_by, reasons(harvest))


def test_an_error_of_our_own_is_not_swallowed():
    class Broken(Web):
        async def visit(self, url, validators=None):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        walk(Broken({}))


def test_a_meta_refresh_is_followed():
    web = Web({"/": "<meta http-equiv=refresh content='0; url=main'>", "/main": "ของจริง"})

    assert {"", "main"} == urls(walk(web)[0])


def test_frames_are_read_as_pages():
    web = Web({"/": "<iframe src=inner></iframe>", "/inner": "เนื้อใน"})

    assert {"", "inner"} == urls(walk(web)[0])


def test_the_sitemap_adds_what_no_link_leads_to():
    web = Web({"/": "แรก", "/hidden": "ซ่อน"}, sitemap=(HOME + "hidden", "https://other.go.th/x"))

    assert {"", "hidden"} == urls(walk(web)[0])


def test_bytes_nobody_can_read_are_records_with_their_cause():
    web = Web({"/": "<a href=x.pdf>แผน</a>", "/x.pdf": b"%PDF-1.4 broken"})

    harvest, _ = walk(web)

    (broken,) = [record for record in harvest.records if record.unread]
    assert UnreadCause.DAMAGED is broken.unread
    assert UnreadCause.DAMAGED is harvest.coverage.unread[0].cause


def test_declared_and_seed_addresses_are_visited_without_a_link():
    web = Web({"/": "แรก", "/o7": "รายงาน", "/ita": "ita"})

    harvest, _ = walk(web, declared=(("O7", HOME + "o7"),), seeds=(HOME + "ita",))

    assert {"", "o7", "ita"} == urls(harvest)


def failed(path, cause=FailCause.TIMEOUT):
    return Failed(url=HOME + path, cause=cause)


def reasons(harvest):
    return {blank.url.removeprefix(HOME): blank.reason for blank in harvest.blanks}


def test_what_failed_for_a_passing_cause_is_visited_again_at_the_end():
    pages = {f"/p{number}": "x" for number in range(5)}
    links = "".join(f"<a href={path[1:]}>x</a>" for path in ["/shaky", *pages])
    web = Web({"/": links, "/shaky": [failed("shaky"), "<a href=new>ใหม่</a>"], "/new": "ใหม่", **pages})

    harvest, _ = walk(web, interest=lambda url, _label: float(url.endswith("shaky")))

    visits = [url.removeprefix(HOME) for url in web.order]
    assert (["shaky", "new"], 1) == (visits[-2:], visits.index("shaky"))
    assert ({}, 8, None) == (reasons(harvest), harvest.coverage.pages, harvest.coverage.stopped_by)
    assert [3.0] == web.slept


def test_what_fails_again_and_again_is_written_down_once():
    web = Web({"/": "<a href=a>ก</a><a href=b>ข</a><a href=c>ค</a>", "/a": failed("a"), "/b": failed("b"), "/c": "ค"})

    harvest, _ = walk(web, settings=Settings(concurrency=2, retries=2))

    assert {"a": "timeout", "b": "timeout"} == reasons(harvest)
    assert ["", "a", "a", "a", "b", "b", "b", "c"] == sorted(url.removeprefix(HOME) for url in web.order)
    assert (2, [3.0, 12.0]) == (len(harvest.coverage.failed), web.slept)


def test_a_dead_link_is_visited_once():
    web = Web({"/": "<a href=gone>ก</a>"})

    walk(web)

    assert 1 == web.order.count(HOME + "gone")


def test_a_home_page_that_answers_at_the_second_try_is_still_the_first_record():
    web = Web({"/": [failed(""), "<a href=a>ก</a>"], "/a": "ก", "/ita": "ita"})

    harvest, _ = walk(web, seeds=(HOME + "ita",))

    assert {"", "a", "ita"} == urls(harvest)
    assert HOME == harvest.records[0].url


def test_a_home_page_that_fails_is_asked_again_soon():
    web = Web({"/": failed("", FailCause.CONNECT)})

    harvest, _ = walk(web)

    assert ({"": "connect"}, [0.5, 2.0]) == (reasons(harvest), web.slept)


def test_many_failures_in_a_row_stop_the_survey_and_all_that_waited_is_told():
    pages = {f"/p{number}": failed(f"p{number}") for number in range(20)}
    web = Web({"/": "".join(f"<a href={path[1:]}>x</a>" for path in pages), **pages}, gives_up_after=6)

    harvest, _ = walk(web, settings=Settings(concurrency=1))

    assert ("failures", 15, 5) == (
        harvest.coverage.stopped_by,
        harvest.coverage.unvisited,
        len(harvest.coverage.failed),
    )
    assert {"timeout": 5, "unvisited": 15} == dict(Counter(blank.reason for blank in harvest.blanks))
    assert (6, []) == (len(web.order), web.slept)


def test_a_site_that_fails_only_second_tries_was_not_left_unread():
    pages = {f"/p{number}": failed(f"p{number}") for number in range(10)}
    web = Web({"/": "".join(f"<a href={path[1:]}>x</a>" for path in pages), **pages}, gives_up_after=14)

    harvest, _ = walk(web, settings=Settings(concurrency=1))

    assert (None, 0, 10) == (
        harvest.coverage.stopped_by,
        harvest.coverage.unvisited,
        len(harvest.coverage.failed),
    )
    assert 14 == len(web.order)


def test_second_tries_count_once_in_the_budget_of_pages():
    pages = {f"/p{number}": failed(f"p{number}") for number in range(10)}
    web = Web({"/": "".join(f"<a href={path[1:]}>x</a>" for path in pages), **pages})

    harvest, _ = walk(web, settings=Settings(max_pages=5, concurrency=1))

    assert ("pages", 5, 4, 6) == (
        harvest.coverage.stopped_by,
        len(web.order),
        len(harvest.coverage.failed),
        harvest.coverage.unvisited,
    )


def test_what_slowed_the_site_is_told():
    web = Web({"/": "แรก"})
    web.pace.heed(failed(""), 0.0)
    web.pace.rest(20.0)

    coverage = walk(web)[0].coverage

    assert (1, 2.0, 20.0) == (coverage.slowed, coverage.lowest_rate, coverage.waited)


def test_a_certificate_that_was_refused_is_warned_of_with_what_mends_it():
    refused = Failed(url=f"{HOME}a", cause=FailCause.TLS, detail="x: หมดอายุ", tls=TlsTrouble.EXPIRED)
    web = Web({"/": "<a href=a>ก</a>", "/a": refused})

    harvest, _ = walk(web)

    assert ["tls_problem"] == [warning.kind for warning in harvest.warnings]
    assert "--broken-tls read" in harvest.warnings[0].message


def test_unchanged_without_an_earlier_answer_is_told_as_a_failure_and_never_as_nothing():
    stray = Unchanged(url=HOME + "a", final_url=HOME + "a")
    harvest, _ = walk(Web({"/": "<a href=/a>แผน</a>", "/a": stray}), settings=Settings(retries=0))

    assert [(HOME + "a", FailCause.PROTOCOL)] == [(one.url, one.cause) for one in harvest.coverage.failed]
    assert [(HOME + "a", "protocol")] == [(one.url, one.reason) for one in harvest.blanks]


def test_where_declared_links_lead_is_remembered():
    moved = HOME + "old"
    web = Web({"/": "แรก", "/new": "รายงาน"}, redirects={moved: HOME + "new"})

    harvest, _ = walk(web, declared=(("O7", moved), ("O5", HOME + "ก#x")), seeds=(HOME + "new",))

    assert dict(harvest.led) == {moved: HOME + "new", HOME + "ก#x": HOME + "%E0%B8%81"}
