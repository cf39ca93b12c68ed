"""Several agencies at once, on servers of their own: results as they come, and one's trouble is its own."""

import time
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread, get_ident

import pytest

import oitcrawl.scan as story
from oitcrawl.compose import Order, Watchers, scan_sites, site_from_url
from oitcrawl.errors import OwnFailure
from oitcrawl.model.finding import Status
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.visit import FailCause
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings
from oitcrawl.store.scans import Store

SETTINGS = Settings(allow_private=True, rate=0.0, ocr="never", render="never", retries=0)


class Slow(BaseHTTPRequestHandler):
    """Three pages, each after a tenth of a second; what was asked of which server, and when."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(time.monotonic())
        time.sleep(0.1)
        pages = {"/": "<a href=/a>โครงสร้าง</a><a href=/b>แผนพัฒนา</a>", "/a": "โครงสร้าง", "/b": "แผนพัฒนา"}
        body = f"<html><body><h1>อบต.ทดสอบ</h1>{pages.get(self.path, '')}</body></html>".encode()
        self.send_response(200 if self.path in pages else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def servers(count, answers=Slow):
    running = [ThreadingHTTPServer(("127.0.0.1", 0), answers) for _ in range(count)]
    for server in running:
        server.asked = []
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield running
    finally:
        for server in running:
            server.shutdown()
            server.server_close()


def order(server, path="", rules=None):
    site = site_from_url(f"http://127.0.0.1:{server.server_port}/{path}")
    return Order(site=site, rules=rules or load_edition("nacc-2568", cases=False), fiscal_year=2569)


def scan_all(orders, settings=SETTINGS, **more):
    outcomes = []
    watchers = Watchers(ended=lambda one, outcome: outcomes.append((one, outcome)), **more.pop("watch", {}))
    scan_sites(orders, settings, watchers=watchers, **more)
    return outcomes


def test_agencies_are_scanned_at_once_and_each_gets_its_own_result():
    with servers(3) as running:
        outcomes = scan_all([order(server) for server in running], at_once=3)
        spans = [(server.asked[0], server.asked[-1]) for server in running]

    assert [3, 3, 3] == [outcome.coverage.pages for _, outcome in outcomes]
    assert all(one.site.url == outcome.agency.url for one, outcome in outcomes)
    assert max(begin for begin, _ in spans) < min(end for _, end in spans)


def test_no_more_agencies_than_wanted_are_under_way():
    with servers(3) as running:
        scan_all([order(server) for server in running], at_once=1)
        spans = sorted((server.asked[0], server.asked[-1]) for server in running)

    assert spans[0][1] < spans[1][0]
    assert spans[1][1] < spans[2][0]


def test_two_agencies_on_one_host_are_not_scanned_at_once():
    """Each would keep the rate alone, both together would not."""
    ended = []
    with servers(2) as running:
        first, other = running
        orders = [order(first), order(first, "a"), order(other)]
        watch = {"progress": lambda _done, _left, url: ended.append(url)}
        outcomes = scan_all(orders, at_once=3, watch=watch)

    assert orders[0] in [one for one, _ in outcomes[:2]]
    assert orders[1] is outcomes[-1][0]
    assert 3 == len(outcomes)
    assert ended


def test_a_mistake_of_ours_at_one_agency_costs_no_other():
    with servers(2) as running:
        rules = load_edition("nacc-2568", cases=False)
        bad = replace(order(running[0]), rules=replace(rules, digest="none", rules=None))

        outcomes = scan_all([bad, order(running[1])], at_once=1)

    assert [OwnFailure, AgencyScan] == [type(outcome) for _, outcome in outcomes]
    assert bad.site.url in str(outcomes[0][1])
    assert outcomes[0][1].__cause__ is not None


def test_a_stop_ends_those_under_way_with_what_they_saw_and_begins_no_other():
    stops = []
    with servers(3) as running:
        watch = {"on_start": stops.append, "progress": lambda _done, _left, _url: stops[0]()}
        outcomes = scan_all([order(server) for server in running], at_once=2, watch=watch)
        untouched = running[2].asked

    assert [True, True] == [outcome.partial for _, outcome in outcomes]
    assert [] == untouched


@pytest.mark.parametrize("at_once", [0, 9])
def test_nothing_to_scan_is_nothing_wrong(at_once):
    assert [] == scan_all([], at_once=at_once)


def test_a_judge_that_takes_its_time_holds_up_no_other_site(monkeypatch):
    """Judging is what is slow here; what it loads is still fetched by the one thread that uses the library."""
    threads, judged = set(), story.judge_harvest

    def slow(*args, **more):
        threads.add(get_ident())
        time.sleep(1.0)
        return judged(*args, **more)

    monkeypatch.setattr(story, "judge_harvest", slow)
    with servers(2) as running, Store() as store:
        started = time.monotonic()
        outcomes = scan_all([order(server) for server in running], at_once=2, store=store)
        taken = time.monotonic() - started

    assert [3, 3] == [outcome.coverage.pages for _, outcome in outcomes]
    assert get_ident() not in threads
    assert taken < 2.0 + 0.9


class Dying(Slow):
    """Answers a few requests, then only that it is overloaded."""

    def do_GET(self):
        self.server.asked.append(self.path)
        links = "".join(f"<a href=/n{number}>ข่าวที่ {number}</a>" for number in range(60))
        here = links if self.path == "/" else f"<h1>ข่าว {self.path}</h1>" + f"<p>เนื้อข่าว {self.path}</p>" * 9
        body = f"<html><body>{here}</body></html>".encode()
        known = self.path == "/" or self.path.startswith("/n")
        self.send_response((200 if known else 404) if len(self.server.asked) <= 12 else 503)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def test_a_site_that_dies_on_the_way_is_left_alone_and_accused_of_nothing():
    with servers(1, Dying) as (server,):
        settings = replace(SETTINGS, max_failures=6, retries=2, rate=40.0)
        ((_, scan),) = scan_all([order(server)], settings)

    coverage = scan.coverage
    assert "failures" == coverage.stopped_by
    assert coverage.pages > 1
    assert coverage.unvisited > 30
    assert 1 + 60 == coverage.pages + len(coverage.failed) + coverage.unvisited
    assert {FailCause.SERVER_ERROR} == {one.cause for one in coverage.failed}
    assert coverage.slowed >= 1
    assert 0.0 < coverage.lowest_rate <= 20.0
    assert [] == [item.item for item in scan.items if item.status in {Status.MISSING, Status.OUTDATED}]
