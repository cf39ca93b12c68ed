"""One address in, one value out, against a real server on loopback."""

import asyncio
import gzip
import time
import zlib
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from oitcrawl.crawl.fetch import Fetcher, user_agent
from oitcrawl.crawl.visit import Visitor
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, Unchanged, Validators
from oitcrawl.settings import Settings


class Server(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append((self.path, dict(self.headers)))
        name = self.path.partition("?")[0].replace("/", "_").replace("-", "_").rstrip("_")
        getattr(self, "on" + name, self.on_other)()

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

    def on_delnews_way(self):
        self.reply(302, b"", Location="/delnews.php?id=5")

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

    def on_language(self):
        if "lang=th" in self.path:
            self.reply(body=b"thai")
        else:
            self.reply(302, b"", Location="/language?lang=th")

    def on_cookie(self):
        if "seen=1" in self.headers.get("Cookie", ""):
            self.reply(body=b"welcome")
        else:
            self.reply(302, b"", Location="/cookie", Set_Cookie="seen=1; Path=/")

    def on_endless_cookie(self):
        self.reply(302, b"", Location="/endless-cookie", Set_Cookie="seen=1; Path=/")

    def on_thai_redirect(self):
        self.send_response(301)
        self.send_header("Content-Length", "0")
        self.flush_headers()
        self.wfile.write("Location: /ไทย\r\n\r\n".encode())

    def on_deflate(self):
        self.reply(body=zlib.compress(b"x" * 1000), Content_Encoding="deflate")

    def on_raw_deflate(self):
        self.reply(body=zlib.compress(b"x" * 1000, wbits=-15), Content_Encoding="deflate")

    def on_two_members(self):
        self.reply(body=gzip.compress(b"x" * 600) + gzip.compress(b"x" * 400), Content_Encoding="gzip")

    def on_cut_gzip(self):
        self.reply(body=gzip.compress(bytes(range(256)) * 9)[:-9], Content_Encoding="gzip")

    def on_odd_encoding(self):
        self.reply(body=b"x" * 1000, Content_Encoding="UTF-8")

    def on_brotli(self):
        self.reply(body=b"\x0b\x02\x80hello\x03", Content_Encoding="br")

    def on_trailing(self):
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(gzip.compress(b"x"))
            for _ in range(100):
                self.wfile.write(b"z" * 10_000)
        self.close_connection = True

    def on_slow_404(self):
        self.send_response(404)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"n")
        self.wfile.flush()
        time.sleep(1.5)

    def on_versioned(self):
        asked = (self.headers.get("If-None-Match"), self.headers.get("If-Modified-Since"))
        if '"7"' in asked or "Sat, 01 Feb 2025 00:00:00 GMT" in asked:
            self.send_response(304)
            self.send_header("ETag", '"7"')
            self.end_headers()
        else:
            self.reply(ETag='"7"', Last_Modified="Sat, 01 Feb 2025 00:00:00 GMT")

    def on_moved_versioned(self):
        self.reply(302, b"", Location="/versioned")

    def on_stubborn(self):
        self.send_response(304)
        self.end_headers()

    def on_aside(self):
        self.reply(302, b"", Location="/secret/plan")

    def log_message(self, *args):
        pass


setattr(Server, "on_robots.txt", lambda self: self.reply(body=b"User-agent: *\nDisallow: /secret\n"))


class Counting(ThreadingHTTPServer):
    def process_request(self, request, client_address):
        self.connections += 1
        super().process_request(request, client_address)


@pytest.fixture(scope="module")
def server():
    server = Counting(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    server.seen, server.busy, server.connections = [], 0, 0
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


def again(server, path, *asked):
    home = f"http://127.0.0.1:{server.server_port}/"

    async def go():
        async with Fetcher(settings(), home=home) as fetcher:
            return [await fetcher.fetch(home + path, validators=validators) for validators in asked]

    return asyncio.run(go())


@pytest.mark.parametrize(
    "validators", [Validators(etag='"7"'), Validators(last_modified="Sat, 01 Feb 2025 00:00:00 GMT")]
)
@pytest.mark.parametrize("path", ["versioned", "moved-versioned"])
def test_what_did_not_change_is_not_sent_again(server, path, validators):
    before = server.connections
    home = f"http://127.0.0.1:{server.server_port}/versioned"
    asked = [replace(one, of=home) for one in (validators, Validators(etag='"6"'))]
    first, second, third = again(server, path, None, *asked)

    assert (Fetched, '"7"', "Sat, 01 Feb 2025 00:00:00 GMT") == (type(first), first.etag, first.last_modified)
    assert (Unchanged, Validators(etag='"7"')) == (type(second), second.validators)
    assert (first.url, first.final_url) == (second.url, second.final_url)
    assert b"hello" == third.body
    assert 1 == server.connections - before


def test_validators_are_shown_to_the_address_alone_that_they_belong_to(server):
    (answer,) = again(server, "moved-versioned", Validators(etag='"7"'))

    assert (Fetched, b"hello") == (type(answer), answer.body)


def test_unchanged_is_no_answer_to_who_did_not_ask(server):
    (answer,) = again(server, "stubborn", None)

    assert (Failed, 304) == (type(answer), answer.status)


def test_a_validator_that_no_header_may_hold_is_not_sent(server):
    (answer,) = again(server, "versioned", Validators(etag='"7"\r\nX: y', last_modified="ก"))

    assert b"hello" == answer.body
    assert "X" not in server.seen[-1][1]


def test_a_redirect_is_followed_and_told(server):
    page = fetch(server, "/old")

    assert page.url.endswith("/old")
    assert page.final_url.endswith("/gzip")


def test_a_redirect_to_a_variant_of_the_same_page_is_followed_to_the_letter(server):
    """``?lang=th`` is the same page to us, but the server wants to be asked so."""
    page = fetch(server, "/language")

    assert b"thai" == page.body
    assert page.url == page.final_url


def test_a_visitor_who_is_sent_back_with_a_cookie_gets_in(server):
    assert b"welcome" == fetch(server, "/cookie").body


def test_a_thai_redirect_is_asked_for_in_escapes(server):
    fetch(server, "/thai-redirect")

    assert "/%E0%B9%84%E0%B8%97%E0%B8%A2" == server.seen[-1][0]


@pytest.mark.parametrize("path", ["/gzip", "/deflate", "/raw-deflate", "/two-members", "/odd-encoding"])
def test_every_encoding_that_servers_mean_is_unpacked(server, path):
    assert b"x" * 1000 == fetch(server, path).body


def test_only_encodings_that_unpack_within_bounds_are_asked_for(server):
    fetch(server, "/")

    assert "gzip, deflate" == server.seen[-1][1]["Accept-Encoding"]


def test_the_connection_is_kept_after_a_failure(server):
    home = f"http://127.0.0.1:{server.server_port}/"
    before = server.connections

    async def go():
        async with Fetcher(settings(), home=home) as fetcher:
            return [await fetcher.fetch(home + path) for path in ("absent", "old", "gone", "gzip")]

    asyncio.run(go())

    assert 1 == server.connections - before


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
        ("/cut-gzip", FailCause.DECODE, False),
        ("/brotli", FailCause.DECODE, False),
        ("/trailing", FailCause.TOO_LARGE, False),
        ("/slow-404", FailCause.NOT_FOUND, True),
        ("/endless-cookie", FailCause.REDIRECT_LOOP, False),
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


def test_a_redirect_to_what_may_change_something_is_not_followed(server):
    refused = fetch(server, "/delnews_way")

    assert isinstance(refused, Refused)
    assert RefusedBy.UNSAFE is refused.by
    assert "/delnews_way" == server.seen[-1][0]


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


def test_a_redirect_into_what_robots_forbid_is_not_followed(server):
    before = len(server.seen)
    (answer, *_), _, _ = visit(server, "aside")

    assert isinstance(answer, Refused)
    assert (RefusedBy.ROBOTS, True) == (answer.by, answer.detail.endswith("/secret/plan"))
    assert ["/robots.txt", "/aside"] == [path for path, _ in server.seen[before:]]


def test_how_long_a_server_asks_to_wait_is_told_once(server):
    home = f"http://127.0.0.1:{server.server_port}/"
    server.busy = 0

    async def go():
        async with Fetcher(settings(), home=home) as fetcher:
            answer = await fetcher.fetch(home + "busy")
            return answer, fetcher.asked_to_wait(home + "busy"), fetcher.asked_to_wait(home + "busy")

    answer, first, second = asyncio.run(go())

    assert (FailCause.SERVER_ERROR, "7", "") == (answer.cause, first, second)


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
