"""Whole commands in trouble: two scans of one agency at once, Ctrl-C twice, a disk that takes no more bytes."""

import contextlib
import json
import signal
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from oitcrawl.store.scans import Store
from oitcrawl.store.verify import verify
from tests.compose.test_resume import command, environment
from tests.faults.ground import is_one_line_with_a_cure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are of Unix")
PAGES = 6


class Slow(BaseHTTPRequestHandler):
    """A site whose pages wait until they may be seen; ``gate`` lets them, ``asked`` is set by the third request."""

    def do_GET(self):
        self.server.count += 1
        if self.server.count >= 3:
            self.server.asked.set()
            self.server.gate.wait(20)
        links = "".join(f"<a href='/p{n}'>ข่าวที่ {n}</a> " for n in range(PAGES))
        body = (
            f"<html><title>อบต.ทดสอบ</title><h1>อบต.ทดสอบ {self.path}</h1>{links}<p>เนื้อหาของ {self.path}</p>".encode()
        )
        is_page = self.path == "/" or self.path.startswith("/p")
        self.send_response(200 if is_page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # nobody may wait any more
            self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    server.daemon_threads = True
    server.count, server.gate, server.asked = 0, Event(), Event()
    server.url = f"http://127.0.0.1:{server.server_port}/"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield server
    server.gate.set()
    server.shutdown()
    server.server_close()


def started(site, folder, *more, before=None):
    return subprocess.Popen(
        command(site.url, folder, *more),
        env=environment(folder),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=before,  # noqa: PLW1509 - there is one thread in the child
    )


def ended(process, seconds=60):
    _, said = process.communicate(timeout=seconds)
    return process.returncode, said


def kept(folder):
    """The scans that are kept, the newest first; the database is whole, and so is every scan.json."""
    for file in (folder / "reports").rglob("scan.json"):
        assert json.loads(file.read_text(encoding="utf-8"))["items"]
    with Store(folder / "data") as store:
        assert verify(store.database).troubles == ()
        return [row for code in store.codes() for row in store.history(code)]


def test_two_scans_of_one_agency_at_once_both_end_and_nothing_is_lost(site, tmp_path):
    first = started(site, tmp_path)
    assert site.asked.wait(30)
    second = started(site, tmp_path)
    time.sleep(1)
    site.gate.set()
    (one, first_said), (two, second_said) = ended(first), ended(second)

    assert (0, 0) == (one, two), (first_said, second_said)
    assert 2 == len(kept(tmp_path))
    assert "Traceback" not in first_said + second_said
    assert json.loads((tmp_path / "scan.json").read_text(encoding="utf-8"))["items"]
    assert not list((tmp_path / "data" / "journals").iterdir())


def test_ctrl_c_twice_ends_at_once_and_the_same_command_goes_on(site, tmp_path):
    site.gate.set()
    assert 0 == ended(started(site, tmp_path))[0]
    (good,) = kept(tmp_path)
    report = sorted((tmp_path / "reports").rglob("*"))
    site.gate.clear()
    site.asked.clear()

    running = started(site, tmp_path, "--fresh")
    assert site.asked.wait(30)
    running.send_signal(signal.SIGINT)
    said = running.stderr.readline()
    began = time.monotonic()
    running.send_signal(signal.SIGINT)
    code, rest = ended(running, 20)

    assert 130 == code, rest
    assert time.monotonic() - began < 10
    assert "press again to quit at once" in said
    assert "Traceback" not in rest
    assert "interrupted" in rest
    assert [good] == kept(tmp_path)
    assert report == sorted((tmp_path / "reports").rglob("*"))
    site.gate.set()
    code, said = ended(started(site, tmp_path, "--resume"))
    assert 0 == code, said
    assert 2 == len(kept(tmp_path))


def test_a_disk_that_takes_no_more_bytes_is_told_in_a_line_and_the_same_command_completes(site, tmp_path):
    import resource

    site.gate.set()
    assert 0 == ended(started(site, tmp_path))[0]
    (good,) = kept(tmp_path)

    def cramped():
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))

    code, said = ended(started(site, tmp_path, "--fresh", before=cramped))
    assert 4 == code, said
    assert is_one_line_with_a_cure(said), said
    assert good in kept(tmp_path)
    code, said = ended(started(site, tmp_path))
    assert 0 == code, said
    assert good.id < kept(tmp_path)[0].id
