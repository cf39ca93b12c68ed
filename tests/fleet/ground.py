"""Ground for workers: sites that answer late, agencies files, and the program itself as processes."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).parents[2]
TAKEOVER = 6.0
PAGES, HALF = 40, 20


class Late(BaseHTTPRequestHandler):
    """A site of 40 pages that notes when it was asked; from the middle on it answers only when it is let go."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(time.time())
        if len(self.server.asked) > HALF:
            self.server.free.wait(60)
        links = "".join(f"<a href=/p{number}>เรื่องที่ {number}</a>" for number in range(1, PAGES))
        pages = {"/": links, **{f"/p{number}": f"<p>แผนพัฒนา {number}</p>" for number in range(1, PAGES)}}
        body = f"<html><body><h1>อบต.ทดสอบ</h1>{pages.get(self.path, '')}</body></html>".encode()
        self.send_response(self.server.status if self.path in pages else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(OSError):  # who asked is gone
            self.wfile.write(body)

    def log_message(self, *args):
        pass


@contextmanager
def sites(count, *, status=200):
    """``count`` running sites, each on a port of its own, that stop in the middle until ``free`` is set."""
    running = [ThreadingHTTPServer(("127.0.0.1", 0), Late) for _ in range(count)]
    for server in running:
        server.asked, server.free, server.status = [], Event(), status
        server.daemon_threads, server.block_on_close = True, False
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield running
    finally:
        for server in running:
            server.free.set()
            server.shutdown()
            server.server_close()


def agencies_file(folder, servers):
    """An agencies file with one agency for each server, called a0, a1, ..."""
    file = folder / "agencies.yaml"
    lines = [
        f"  - {{code: a{number}, name: อบต.ทดสอบ, url: 'http://127.0.0.1:{server.server_port}/'}}"
        for number, server in enumerate(servers)
    ]
    file.write_text("\n".join(["agencies:", *lines]), encoding="utf-8")
    return file


class Machine:
    """A machine of its own: the same database, another data folder."""

    def __init__(self, folder, address, **settings):
        folder.mkdir(exist_ok=True)
        self.folder, told = folder, {"takeover_seconds": TAKEOVER, "retry_seconds": 0, "grace_seconds": 0, **settings}
        self.environ = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "OITCRAWL_DATABASE": address,
            "OITCRAWL_DATA_DIR": str(folder / "data"),
            "OITCRAWL_ALLOW_PRIVATE": "1",
            "OITCRAWL_RATE": "0",
            "OITCRAWL_RENDER": "never",
            "OITCRAWL_OCR": "never",
            "OITCRAWL_PICTURES": "never",
            "OITCRAWL_LANG": "en",
            **{f"OITCRAWL_FLEET_{name.upper()}": str(value) for name, value in told.items()},
        }

    def run(self, *words):
        """One command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "oitcrawl", "fleet", *words],
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=90,
        )

    @contextmanager
    def worker(self, *words):
        """A running worker, gone at the end whatever it does."""
        with (self.folder / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "oitcrawl", "fleet", "work", *words],
                cwd=self.folder,
                env=self.environ,
                stdout=log,
                stderr=log,
            )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait(30)

    @property
    def log(self):
        return (self.folder / "worker.log").read_text(encoding="utf-8")


def wait_for(what, seconds=60.0):
    """Wait until ``what()`` is true."""
    until = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.02)
    return found
