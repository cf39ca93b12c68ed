"""``agencies check`` against real servers on loopback: each says what is wrong with it, and is asked politely."""

import json
import time
from contextlib import ExitStack, contextmanager, nullcontext
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

import pytest

from oitcrawl.cli import run

NAME = "องค์การบริหารส่วนตำบลทุ่งสมมุติ"
FILLER = "<p>" + "ข่าวประชาสัมพันธ์ของหน่วยงานในวันนี้ " * 30 + "</p>"


def page(name=NAME, body=FILLER):
    return f"<html><head><title>{name}</title></head><body><h1>{name}</h1>{body}</body></html>".encode()


@contextmanager
def website(status=200, body=b"", *, headers=(), robots="", delay=0.0, seen=None, under_way=None):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            (seen if seen is not None else []).append(self.path)
            if self.path == "/robots.txt":
                return self.answer(200 if robots else 404, robots.encode(), ())
            with under_way or nullcontext():
                time.sleep(delay)
                return self.answer(status, body, headers)

        def answer(self, status, body, headers):
            self.send_response(status)
            for name, value in (
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Length", str(len(body))),
                *headers,
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


class Count:
    """How many were inside at once at the most."""

    def __init__(self):
        self.now = self.most = 0
        self.lock = Lock()

    def __enter__(self):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)

    def __exit__(self, *_):
        with self.lock:
            self.now -= 1


@pytest.fixture
def check(tmp_path, capsys):
    """Checks agencies at addresses; gives the exit code and what is told of each."""

    def checker(**urls):
        file = tmp_path / "agencies.yaml"
        lines = [f"  - {{code: {code}, name: {NAME}, url: '{url}'}}" for code, url in urls.items()]
        file.write_text("agencies:\n" + "\n".join(lines) + "\n", encoding="utf-8")
        code = run(["agencies", "check", "--agencies", str(file), "--allow-private", "--json"])
        told = {one["code"]: one for one in json.loads(capsys.readouterr().out)}
        return code, {
            code: [doubt["kind"] for doubt in one["home"]["doubts"] if not doubt["is_hint"]]
            for code, one in told.items()
        }

    return checker


def test_each_home_page_says_what_is_wrong_with_it(check):
    with ExitStack() as sites:
        open_ = lambda *given, **named: sites.enter_context(website(*given, **named))  # noqa: E731
        other = open_(200, page())
        code, told = check(
            good=open_(200, page()),
            short=open_(200, page("อบต.ทุ่งสมมุติ")),
            other=open_(200, page("เทศบาลตำบลบ้านอื่น")),
            forbidden=open_(403, b"no"),
            gone=open_(404, b"nothing"),
            broken=open_(500, b"broken"),
            moved=open_(302, b"", headers=(("Location", other),)),
            robots=open_(200, page(), robots="User-agent: *\nDisallow: /\n"),
            scripted=open_(
                200,
                b"<html><head><title>x</title></head><body><div id=app></div><script src=a.js></script></body></html>",
            ),
            nobody="http://127.0.0.1:9/",
        )

    assert 1 == code
    assert {
        "good": [],
        "short": [],
        "other": ["other_name"],
        "forbidden": ["shut_out"],
        "gone": ["unreachable"],
        "broken": ["unreachable"],
        "moved": ["moved"],
        "robots": ["robots"],
        "scripted": [],
        "nobody": ["unreachable"],
    } == told


def test_all_is_well_is_0_and_a_wrong_entry_is_2(check, tmp_path, capsys):
    with website(200, page()) as url:
        assert (0, {"good": []}) == check(good=url)
    file = tmp_path / "agencies.yaml"
    file.write_text(
        f"agencies:\n  - {{code: a, name: {NAME}, url: 'http://127.0.0.1:9/', owners: {{O99: กองคลัง}}}}\n",
        encoding="utf-8",
    )

    assert 2 == run(["agencies", "check", "--agencies", str(file), "--offline"])
    assert "O99" in capsys.readouterr().out


def test_sites_are_asked_beside_each_other_for_robots_and_home_only(check):
    with ExitStack() as sites:
        asked, count = [[] for _ in range(12)], Count()
        urls = {
            f"a{at}": sites.enter_context(website(200, page(), delay=0.4, seen=seen, under_way=count))
            for at, seen in enumerate(asked)
        }
        code, _ = check(**urls)

    assert 0 == code
    assert count.most > 4
    assert all(seen == ["/robots.txt", "/"] for seen in asked)


def test_agencies_that_share_a_home_page_are_told_so(check):
    with website(200, page()) as url:
        code, told = check(one=url, two=url)

    assert (1, {"one": ["shared"], "two": ["shared"]}) == (code, told)


def test_a_private_address_is_named_as_such(tmp_path, capsys):
    file = tmp_path / "agencies.yaml"
    file.write_text(f"agencies:\n  - {{code: a, name: {NAME}, url: 'http://127.0.0.1:9/'}}\n", encoding="utf-8")

    assert 1 == run(["agencies", "check", "a", "--agencies", str(file)])
    assert "--allow-private" in capsys.readouterr().out


LISTED = f"""\
agencies:
  - {{code: one, name: {NAME}, kind: local_government, province: น่าน, group: เหนือ, url: "https://one.example.go.th/"}}
  - {{code: two, name: โรงพยาบาลสมมุติ, kind: hospital, province: แพร่, group: เหนือ, url: "https://two.example.go.th/"}}
  - {{code: three, name: กรมสมมุติ, kind: central, url: "https://three.example.go.th/"}}
"""


@pytest.mark.parametrize(
    "words, codes",
    [
        ([], ["one", "two", "three"]),
        (["--group", "เหนือ"], ["one", "two"]),
        (["--kind", "hospital"], ["two"]),
        (["--province", "จังหวัดน่าน"], ["one"]),
        (["--search", "กรม"], ["three"]),
        (["--group", "เหนือ", "--search", "two.example"], ["two"]),
    ],
)
def test_agencies_are_listed_by_what_they_have_in_common(words, codes, tmp_path, capsys):
    file = tmp_path / "agencies.yaml"
    file.write_text(LISTED, encoding="utf-8")

    assert 0 == run(["agencies", "list", "--agencies", str(file), "--json", *words])
    assert codes == [one["code"] for one in json.loads(capsys.readouterr().out)]


def test_groups_are_counted_and_an_unknown_kind_is_a_mistake(tmp_path, capsys):
    file = tmp_path / "agencies.yaml"
    file.write_text(LISTED, encoding="utf-8")

    assert 0 == run(["agencies", "list", "--agencies", str(file), "--groups", "--json"])
    assert {"เหนือ": 2, "": 1} == json.loads(capsys.readouterr().out)
    assert 2 == run(["agencies", "list", "--agencies", str(file), "--kind", "spaceship"])
