"""What is kept elsewhere is opened only where the settings say so, and never behind a login."""

import asyncio
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from oitcrawl.crawl.elsewhere import Elsewhere
from oitcrawl.model.offsite import OffsiteState
from oitcrawl.model.visit import Failed, Fetched, Refused, RefusedBy
from oitcrawl.settings import Settings

ID = "1AbcDEF_ghi-JKLmnop123456"
FILE = f"https://drive.google.com/file/d/{ID}/view"
BYTES = f"https://drive.google.com/uc?export=download&id={ID}"


class Fake:
    """A visitor of one origin, with answers from a mapping."""

    def __init__(self, answers, asked):
        self.answers, self.asked, self.requests = answers, asked, 0

    async def visit(self, url):
        self.requests += 1
        self.asked.append(url)
        answer = self.answers[url]
        if isinstance(answer, bytes):
            kind = "text/html" if answer.startswith(b"<") else "application/pdf"
            return Fetched(url=url, final_url=url, content_type=kind, body=answer)
        return Refused(url=url, by=RefusedBy.OFFSITE, detail=answer) if isinstance(answer, str) else answer


def opened(url, answers, hosts="drive.google.com"):
    asked = []

    async def visitor(_home):
        return Fake(answers, asked)

    async def go():
        async with Elsewhere(Settings(offsite_hosts=hosts), open_visitor=visitor) as elsewhere:
            return await elsewhere.open(url), elsewhere.requests

    found, requests = asyncio.run(go())
    assert len(asked) == requests
    return found, asked


def test_a_drive_file_is_read_under_the_address_that_people_know():
    sender = f"https://drive.usercontent.google.com/download?id={ID}"
    found, asked = opened(FILE, {BYTES: sender, sender: b"%PDF-1.4"})

    assert (FILE, FILE, b"%PDF-1.4") == (found.url, found.final_url, found.body)
    assert [BYTES, sender] == asked


def test_a_large_file_is_asked_for_once_more():
    confirm = f"https://drive.usercontent.google.com/download?id={ID}&export=download&confirm=t"
    found, _ = opened(FILE, {BYTES: b"<html>can't scan this file for viruses", confirm: b"%PDF-1.4 big"})

    assert b"%PDF-1.4 big" == found.body


def test_a_login_is_told_by_where_it_leads_and_never_visited():
    found, asked = opened(FILE, {BYTES: "https://accounts.google.com/ServiceLogin?continue=x"})

    assert OffsiteState.LOGIN is found
    assert [BYTES] == asked


def test_a_deleted_file_is_a_dead_link_at_its_known_address():
    found, _ = opened(FILE, {BYTES: b"<html>Sorry, the file you have requested does not exist."})

    assert isinstance(found, Failed)
    assert (FILE, True) == (found.url, found.permanent)


def test_steps_from_sender_to_sender_come_to_an_end():
    a, b = (f"https://{name}.googleusercontent.com/x" for name in "ab")
    found, asked = opened(FILE, {BYTES: a, a: b, b: a})

    assert OffsiteState.FAILED is found
    assert [BYTES, a, b] == asked


@pytest.mark.parametrize(
    ("url", "may"),
    [
        (FILE, True),
        ("https://docs.google.com/document/d/1/edit", False),
        ("https://files.kept.example/x.pdf", True),
        ("https://notkept.example/x.pdf", False),
        ("https://facebook.com/x", False),
        ("https://drive.google.com.evil.com/x", False),
        ("https://drive.google.com@evil.com/x", False),
    ],
)
def test_only_named_hosts_are_opened_and_social_media_never(url, may):
    hosts = "drive.google.com, kept.example, facebook.com"

    assert may is Elsewhere(Settings(offsite_hosts=hosts)).admits(url)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/login":
            self.send_response(302)
            self.send_header("Location", "https://accounts.google.com/ServiceLogin")
            self.end_headers()
            return
        self.send_response(200 if self.path == "/plan.pdf" else 404)
        self.send_header("Content-Type", "application/pdf")
        self.end_headers()
        self.wfile.write(b"%PDF-1.4")

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def place():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def really_open(place, path, **settings):
    async def go():
        async with Elsewhere(Settings(rate=0.0, retries=0, **settings)) as elsewhere:
            return await elsewhere.open(f"http://{place}{path}")

    return asyncio.run(go())


def test_a_host_named_with_its_port_may_be_private_when_that_is_allowed(place):
    assert b"%PDF-1.4" == really_open(place, "/plan.pdf", offsite_hosts=place, allow_private=True).body
    assert OffsiteState.LOGIN is really_open(place, "/login", offsite_hosts=place, allow_private=True)
    assert really_open(place, "/gone.pdf", offsite_hosts=place, allow_private=True).permanent


def test_the_gate_is_the_public_one_otherwise(place):
    assert OffsiteState.FAILED is really_open(place, "/plan.pdf", offsite_hosts=place)
    assert OffsiteState.FAILED is really_open(place, "/plan.pdf", offsite_hosts="127.0.0.1", allow_private=True)
