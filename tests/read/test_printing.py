"""Pages are printed as people see them, and fetch nothing for it."""

import sys
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pypdfium2
import pytest

from oitcrawl.read import printing
from oitcrawl.read.trouble import TooSlow

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(printing.browser() is None, reason="no Chromium on this machine"),
]


WIDE = b"<p>" + b"<b>word " * 60_000


def words_of(pdf):
    with closing(pypdfium2.PdfDocument(pdf)) as document, closing(document[0]) as page:
        return page.get_textpage().get_text_bounded()


@pytest.fixture
def server():
    asked = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    one = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=one.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{one.server_port}", asked
    one.shutdown()
    one.server_close()


def test_a_page_becomes_a_pdf():
    pdf = printing.print_page(b"<html><body><p>Plan 2568</p></body></html>", 60)

    assert "Plan 2568" in words_of(pdf)


def test_nothing_is_fetched_and_no_script_runs_and_no_file_is_shown(server, tmp_path):
    address, asked = server
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    page = f"""<html><body><p>Before</p><img src="{address}/i.png"><iframe src="{secret.as_uri()}"></iframe>
    <link rel="stylesheet" href="{address}/s.css"><object data="{secret.as_uri()}"></object>
    <script>document.body.innerHTML = "SCRIPT"; fetch("{address}/x")</script>
    <meta http-equiv="refresh" content="0;url={address}/r"></body></html>"""

    text = words_of(printing.print_page(page.encode(), 60))

    assert [] == asked
    assert "Before" in text
    assert "SECRET" not in text
    assert "SCRIPT" not in text


def test_a_page_that_takes_too_long_is_given_up():
    with pytest.raises(TooSlow):
        printing.print_page(WIDE, 0.3)


def test_a_plan_of_many_leaves_is_printed_in_parts_and_joined_in_their_order(monkeypatch):
    printed = []
    print_one = printing._printed
    monkeypatch.setattr(printing, "_printed", lambda *words: printed.append(words) or print_one(*words))
    leaf = '<div id="pf{0:x}" class="pf w0 h0" style="height:360mm;break-after:page">leaf {0}.</div>'
    body = f'<div id="page-container">{"".join(map(leaf.format, range(1, 24)))}</div>'.encode()

    with closing(pypdfium2.PdfDocument(printing.print_page(body, 60))) as document:
        texts = [page.get_textpage().get_text_bounded().split() for page in document]

    assert [["leaf", f"{number}."] for number in range(1, 24)] == texts
    assert len(printed) == 5


def test_a_print_that_lacks_a_part_is_none(monkeypatch):
    answers = iter([b"%PDF of the first", None, None])
    monkeypatch.setattr(printing, "_printed", lambda *words: next(answers))

    assert printing.print_page(b'<div id="pf1" class="pf w0">' * 11, 60) is None


def test_a_print_with_a_damaged_part_is_none(monkeypatch):
    monkeypatch.setattr(printing, "_printed", lambda *words: b"%PDF-1.7 cut off")

    assert printing.print_page(b'<div id="pf1" class="pf w0">' * 11, 60) is None


def test_without_a_browser_there_is_no_print(monkeypatch):
    monkeypatch.setattr(printing, "BROWSERS", ())

    assert printing.print_page(WIDE, 6) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits there")
def test_the_browser_is_bounded_in_memory_and_the_reader_keeps_its_own_bound():
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    with printing._memory(4000):
        inside = resource.getrlimit(resource.RLIMIT_DATA)

    assert (4000 << 20, before) == (inside[0], resource.getrlimit(resource.RLIMIT_DATA))
