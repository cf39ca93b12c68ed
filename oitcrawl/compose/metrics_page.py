"""Prometheus text in a file, or on a port of this machine that no other can reach."""

import ipaddress
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import AF_INET6
from typing import Final
from urllib.parse import urlsplit

from oitcrawl.compose.whole import write_whole
from oitcrawl.errors import OitcrawlError, OwnFailure, UsageError
from oitcrawl.report.metrics import CONTENT_TYPE

FRESH: Final = 15.0  # seconds for which a page is given again: asking often shall cost nothing
_PATIENCE: Final = 10  # seconds for a request to come in


def write_page(file: Path, page: str) -> None:
    """Write a page whole, as the collector of text files wants it.

    Raises:
        PublishError: it cannot be written.
    """
    write_whole(file, page.encode(), for_all=True)  # the collector is another user


def place_of(text: str) -> tuple[str, int]:
    """``127.0.0.1:9108`` as host and port.

    Raises:
        UsageError: no port, or an address that other machines can reach.
    """
    try:
        parts = urlsplit(f"//{text}")
        host, port = parts.hostname or "", parts.port
        host = "127.0.0.1" if host == "localhost" else host
        is_ours = ipaddress.ip_address(host).is_loopback
    except ValueError:
        host, port, is_ours = "", None, False
    if port is None or not is_ours:
        raise UsageError(
            f"--serve {text} ใช้ไม่ได้",
            cure="ใช้ที่อยู่ของเครื่องนี้เท่านั้น เช่น 127.0.0.1:9108 (ให้เครื่องอื่นอ่านผ่าน reverse proxy ที่มีการยืนยันตัวตน)",
            en=f"--serve {text}: only an address of this machine itself, such as 127.0.0.1:9108",
        )
    return host, port


def open_page(place: tuple[str, int], make: Callable[[], str]) -> ThreadingHTTPServer:
    """A server of ``/metrics`` that ``serve_forever`` runs.

    Args:
        place: host and port, of ``place_of``.
        make: makes the page; what it raises of ours is answered as 503.

    Raises:
        OwnFailure: the port is taken.
    """
    try:
        return _server(place, _Cached(make))
    except OSError as error:
        raise OwnFailure(
            f"เปิดพอร์ต {place[0]}:{place[1]} ไม่ได้ ({error.strerror})",
            cure="เลือกพอร์ตอื่น หรือปิดโปรแกรมที่ใช้พอร์ตนี้อยู่",
            en=f"{place[0]}:{place[1]} cannot be opened ({error.strerror}) — choose another port",
        ) from error


class _Cached:
    """Makes a page when the last one is too old; one thread at a time."""

    def __init__(self, make: Callable[[], str]) -> None:
        self._make, self._lock = make, threading.Lock()
        self._page, self._until = "", 0.0

    def __call__(self) -> str:
        with self._lock:
            if time.monotonic() >= self._until:
                self._page = self._make()
                self._until = time.monotonic() + FRESH
            return self._page


def _server(place: tuple[str, int], page: Callable[[], str]) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        timeout = _PATIENCE
        server_version, sys_version = "oitcrawl", ""

        def do_GET(self) -> None:
            self._answer(*self._found())

        def do_HEAD(self) -> None:
            self._answer(*self._found(), with_body=False)

        def _found(self) -> tuple[int, str]:
            if not _is_local(self.headers.get("Host", "")):
                return 403, "loopback only\n"  # a page in a browser may have been led here by a name
            if self.path.partition("?")[0] != "/metrics":
                return 404, "see /metrics\n"
            try:
                return 200, page()
            except OitcrawlError:
                return 503, "the store cannot be read\n"

        def _answer(self, status: int, text: str, *, with_body: bool = True) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", CONTENT_TYPE if status == 200 else "text/plain; charset=utf-8")  # noqa: PLR2004
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - of its face
            pass

    class Server(ThreadingHTTPServer):
        address_family = AF_INET6 if ":" in place[0] else ThreadingHTTPServer.address_family
        daemon_threads = True

    return Server(place, Handler)


def _is_local(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
