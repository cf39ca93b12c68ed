"""One address in, one value out, against a real server on loopback."""

import asyncio
import gzip
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from oitcrawl.crawl.fetch import Fetcher, user_agent
from oitcrawl.crawl.visit import Visitor
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy
from oitcrawl.settings import Settings


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        getattr(self, "on" + self.path.partition("?")[0].replace("/", "_").rstrip("_"), self.on_other)()

    def reply(self, status=200, body=b"hello", **headers):
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def on_other(self):
        self.reply(404)

    def on(self):
        self.reply(body="หน้าแรก".encode(), Content_Type="text/html; charset=TIS-620", ETag='"1"')

    def on_gzip(self):
        self.reply(body=gzip.compress(b"x" * 1000), Content_Encoding="gzip")

    def on_bomb(self):
        self.reply(body=gzip.compress(b"\0" * 5_000_000), Content_Encoding="gzip")

    def on_lie(self):
        self.reply(body=b"not gzip", Content_Encoding="gzip")

    def on_big(self):
        self.reply(body=b"y" * 200_000)

    def on_drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(40):
            time.sleep(0.1)
            try:
                self.wfile.write(b"z")
                self.wfile.flush()
            except OSError:
                return

    def on_silent(self):
        time.sleep(1.5)

    def on_old(self):
        self.reply(301, b"", Location="/gzip")

    def on_loop(self):
        self.reply(302, b"", Location="/loop")

    def on_chain(self):
        number = int(self.path.partition("=")[2])
        self.reply(302, b"", Location=f"/chain?n={number + 1}")

    def on_inside(self):
        self.reply(302, b"", Location="http://169.254.169.254/latest/meta-data/")

    def on_sideways(self):
        self.reply(302, b"", Location=f"http://127.0.0.1:{self.server.server_port + 1}/")

    def on_nowhere(self):
        self.reply(302, b"")

    def on_forbidden(self):
        self.reply(403)

    def on_gone(self):
        self.reply(410)

    def on_error(self):
        self.reply(500)

    def on_busy(self):
        self.server.busy += 1
        if self.server.busy > 2:
            self.reply(200)
        else:
            self.reply(503, Retry_After="7")

    def on_short(self):
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def on_garbage(self):
        self.wfile.write(b"\x00\x01 nothing like HTTP\r\n\r\n")
        self.close_connection = True

    def on_named(self):
        self.reply(Content_Disposition="attachment; filename*=UTF-8''%E0%B9%81%E0%B8%9C%E0%B8%99.pdf")

    def on_robots_txt(self):
        self.reply(404)

    def log_message(self, *args):
        pass


setattr(Server, "on_robots.txt", lambda self: self.reply(body=b"User-agent: *\nDisallow: /secret\n"))


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    server.seen, server.busy = [], 0
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def settings(**more):
    return Settings(
        **{
            "allow_private": True,
            "timeout": 0.6,
            "max_seconds": 1.2,
            "max_body": 100_000,
            "retries": 0,
            "rate": 0.0,
            **more,
        }
    )


def fetch(server, path, **more):
    home = f"http://127.0.0.1:{server.server_port}/"

    async def go():
        async with Fetcher(settings(**more), home=home) as fetcher:
            return await fetcher.fetch(home + path.removeprefix("/"))

    return asyncio.run(go())


def test_a_body_arrives_with_what_the_header_says(server):
    page = fetch(server, "/")

    assert "หน้าแรก".encode() == page.body
    assert ("text/html", "tis-620", '"1"') == (page.content_type, page.charset, page.etag)


def test_the_user_agent_names_tool_version_and_contact(server):
    fetch(server, "/", contact="https://ita.example.go.th/contact")

    sent = server.seen[-1][1]["User-Agent"]
    assert user_agent(Settings(contact="https://ita.example.go.th/contact")) == sent
    assert sent.startswith("oitcrawl/")
    assert "ita.example.go.th" in sent


def test_compressed_bodies_are_unpacked(server):
    assert b"x" * 1000 == fetch(server, "/gzip").body


def test_a_redirect_is_followed_and_told(server):
    page = fetch(server, "/old")

    assert page.url.endswith("/old")
    assert page.final_url.endswith("/gzip")


def test_a_thai_file_name_is_read(server):
    assert "แผน.pdf" == fetch(server, "/named").disposition


@pytest.mark.parametrize(
    "path, cause, permanent",
    [
        ("/absent", FailCause.NOT_FOUND, True),
        ("/gone", FailCause.GONE, True),
        ("/forbidden", FailCause.FORBIDDEN, False),
        ("/error", FailCause.SERVER_ERROR, False),
        ("/bomb", FailCause.TOO_LARGE, False),
        ("/big", FailCause.TOO_LARGE, False),
        ("/lie", FailCause.DECODE, False),
        ("/drip", FailCause.TIMEOUT, False),
        ("/silent", FailCause.TIMEOUT, False),
        ("/loop", FailCause.REDIRECT_LOOP, False),
        ("/chain?n=0", FailCause.REDIRECT_LOOP, False),
        ("/nowhere", FailCause.BAD_REDIRECT, False),
        ("/short", FailCause.PROTOCOL, False),
        ("/garbage", FailCause.PROTOCOL, False),
    ],
)
def test_what_the_web_does_wrong_is_a_value(server, path, cause, permanent):
    failed = fetch(server, path)

    assert isinstance(failed, Failed)
    assert (cause, permanent) == (failed.cause, failed.permanent)


@pytest.mark.parametrize("path, by", [("/inside", RefusedBy.OFFSITE), ("/sideways", RefusedBy.OFFSITE)])
def test_a_redirect_off_the_site_is_not_followed(server, path, by):
    refused = fetch(server, path)

    assert isinstance(refused, Refused)
    assert by is refused.by


def test_a_loopback_address_is_refused_without_the_flag(server):
    refused = fetch(server, "/", allow_private=False)

    assert isinstance(refused, Refused)
    assert RefusedBy.GATE is refused.by


def test_nobody_listening_is_a_failure_to_connect():
    async def go():
        async with Fetcher(settings(), home="http://127.0.0.1:9/") as fetcher:
            return await fetcher.fetch("http://127.0.0.1:9/")

    assert FailCause.CONNECT is asyncio.run(go()).cause


def test_a_name_that_is_none_is_told_apart():
    async def go():
        async with Fetcher(settings(), home="http://no-such-name.invalid/") as fetcher:
            return await fetcher.fetch("http://no-such-name.invalid/")

    assert FailCause.DNS is asyncio.run(go()).cause


def visit(server, *paths, **more):
    home = f"http://127.0.0.1:{server.server_port}/"
    slept = []

    async def sleep(seconds):
        slept.append(seconds)

    async def go():
        async with Fetcher(settings(**more), home=home) as fetcher:
            visitor = Visitor(fetcher, settings(**more), home=home, sleep=sleep)
            return [await visitor.visit(home + path) for path in paths], visitor

    return (*asyncio.run(go()), slept)


def test_robots_are_obeyed(server):
    (answer, *_), _, _ = visit(server, "secret/plan")

    assert isinstance(answer, Refused)
    assert RefusedBy.ROBOTS is answer.by
    assert "/secret/plan" not in [path for path, _ in server.seen]


def test_a_passing_failure_is_tried_again_after_the_asked_time(server):
    server.busy = 0
    (answer,), _, slept = visit(server, "busy", retries=2)

    assert isinstance(answer, Fetched)
    assert [7.0, 7.0] == slept


def test_a_lasting_failure_is_not_tried_again(server):
    before = len(server.seen)
    visit(server, "gone", retries=3)

    assert ["/robots.txt", "/gone"] == [path for path, _ in server.seen[before:]]


def test_many_failures_in_a_row_end_the_visit(server):
    _, visitor, _ = visit(server, "error", "error", "error", max_failures=3)

    assert visitor.gave_up


def test_one_answer_in_between_starts_the_count_again(server):
    _, visitor, _ = visit(server, "error", "error", "gzip", "error", max_failures=3)

    assert not visitor.gave_up


def test_requests_keep_the_rate(server):
    _, visitor, slept = visit(server, "gzip", "gzip", "gzip", rate=4.0)

    assert 4 == visitor.requests
    assert 3 == len(slept)
    assert all(0 < pause <= 0.75 for pause in slept)
