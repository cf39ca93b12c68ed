"""A night, the next one, judging again, history and reports: all the same on a PostgreSQL server as in a folder."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from oitcrawl.cli import run


@pytest.fixture
def site():
    """A small site with an ETag on each page."""
    pages = {
        "/": "<h1>อบต. ตัวอย่าง</h1><a href=/structure>โครงสร้างหน่วยงาน</a> <a href=/contact>ติดต่อเรา</a>",
        "/structure": "<h1>โครงสร้างหน่วยงาน</h1>" + "<p>สำนักปลัด กองคลัง กองช่าง</p>" * 20,
        "/contact": "<h1>ติดต่อเรา</h1><p>โทร. 0 2000 0000 saraban@example.go.th เลขที่ 1 หมู่ 2</p>" * 5,
    }

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get(self.path, "").encode()
            tag = f'"{len(body)}"'
            same = self.headers.get("If-None-Match") == tag and body
            self.send_response(304 if same else 200 if body else 404)
            self.send_header("ETag", tag)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", "0" if same else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if same else body)

        def log_message(self, *_words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


def story(site, folder, capsys):
    """All commands that use the store, one after the other; what they tell that should not differ."""
    code = f"127-0-0-1-{site.rstrip('/').rpartition(':')[2]}"
    options = [
        "--allow-private",
        "--render",
        "never",
        "--ocr",
        "never",
        "--out",
        str(folder / "reports"),
        "--rate",
        "0",
    ]
    formats = ["--formats", "json"]
    words = [
        ["scan", site, *options, *formats],
        ["scan", site, *options, *formats],
        ["rejudge", code, "--fiscal-year", "2568", "--out", str(folder / "reports"), *formats],
        ["report", code, "--out", str(folder / "reports"), *formats],
        ["store", "verify"],
        ["store", "prune"],
        ["store", "vacuum"],
    ]
    codes = [run(one) for one in words]
    capsys.readouterr()
    assert run(["history", code, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    rows = rows if isinstance(rows, list) else rows.get("scans", rows.get("history"))
    return codes, [(row["id"], row["partial"], row["counts"], row["judged_from"]) for row in rows]


def test_every_command_does_the_same_on_both(site, postgres, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    here = story(site, tmp_path / "a", capsys)
    monkeypatch.setenv("OITCRAWL_DATABASE", postgres)
    there = story(site, tmp_path / "b", capsys)

    assert here == there
    assert [0] * 7 == here[0]
    assert [(3, 2), (2, None), (1, None)] == [(row[0], row[3]) for row in here[1]]
