"""Serves a bundled site on a free port of loopback, in a thread, for as long as a ``with`` block lasts."""

import json
import sys
import time
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from socketserver import TCPServer
from threading import Thread
from types import TracebackType
from typing import Any, Self

from oitcrawl.agencies import load_agencies
from oitcrawl.demo.bundle import Answer, Bundle
from oitcrawl.model.site import AgencySite

HERE = Path(__file__).parent
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".css": "text/css",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".svg": "image/svg+xml",
}
_POLL_SECONDS = 0.02  # how soon the server notices that it should stop


class SiteServer:
    """A web server for one bundle, on a port of 127.0.0.1 that the system picks.

    ``with SiteServer(bundle) as site: ... site.url`` - the threads are daemons, the log is silent.
    """

    def __init__(self, bundle: Bundle) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.bundle = bundle
        self._thread = Thread(target=self._server.serve_forever, args=(_POLL_SECONDS,), name="demo-site", daemon=True)

    @property
    def url(self) -> str:
        """Address of the home page, with a slash at its end."""
        return f"{self._server.base}/"

    @property
    def requests(self) -> tuple[str, ...]:
        """Request targets answered so far, in order."""
        return tuple(self._server.requests)

    def __enter__(self) -> Self:
        """Start serving."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving and give the port back."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a right scan of the demo says.

    Attributes:
        as_of: the day for which the truth holds.
        fiscal_year: Buddhist year assessed.
        items: by O-code: ``status``, ``lacking`` (component keys), ``year_found``, ``because`` (Thai).
        unrecognised: the same, of the items that are judged otherwise where scans are not read.
    """

    as_of: date
    fiscal_year: int
    items: dict[str, dict[str, Any]]
    unrecognised: dict[str, dict[str, Any]]


class DemoSite(SiteServer):
    """The invented อบต. of the package, served: ``with DemoSite() as site: scan(site.url)``."""

    def __init__(self) -> None:
        super().__init__(Bundle.from_zip(HERE / "site.zip"))

    @cached_property
    def agency(self) -> AgencySite:
        """The agency as its agencies file tells it; its address is the placeholder of the file, not ``url``."""
        return load_agencies(HERE / "agency.yaml")[0]

    @cached_property
    def truth(self) -> Truth:
        """The statuses that a right scan gives."""
        told = json.loads((HERE / "truth.json").read_text(encoding="utf-8"))
        return Truth(
            as_of=date.fromisoformat(told["as_of"]),
            fiscal_year=told["fiscal_year"],
            items=told["items"],
            unrecognised=told["unrecognised"],
        )

    @property
    def as_of(self) -> date:
        """The day for which the demo is judged."""
        return self.truth.as_of

    @property
    def fiscal_year(self) -> int:
        """The Buddhist fiscal year for which the demo is judged."""
        return self.truth.fiscal_year


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False  # a crawler may leave idle connections open
    request_queue_size = 64
    bundle: Bundle

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.requests: list[str] = []

    def server_bind(self) -> None:
        """Bind without asking the name service who 127.0.0.1 is, which may take seconds."""
        TCPServer.server_bind(self)

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler that hangs up is no news."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def base(self) -> str:
        """Where it listens: scheme, host and port."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 30
    server: _Server

    def do_GET(self) -> None:
        """Answer with the file or the special answer."""
        self.server.requests.append(self.path)
        answer = self.server.bundle.answer(self.path, base=self.server.base)
        if answer.delay:
            time.sleep(answer.delay)
        etag = f'"{sha256(answer.body).hexdigest()[:16]}"'
        fresh = answer.status == 200 and self.headers.get("If-None-Match") == etag  # noqa: PLR2004 - HTTP OK
        self._send(answer, etag, not_modified=fresh)

    do_HEAD = do_GET  # noqa: N815 - the name that the standard library calls

    def _send(self, answer: Answer, etag: str, *, not_modified: bool) -> None:
        body = b"" if not_modified else answer.body
        self.send_response(304 if not_modified else answer.status)
        headers = {
            "Content-Type": _TYPES.get(PurePosixPath(answer.name).suffix.lower(), "application/octet-stream"),
            "ETag": etag,
            **answer.headers,
            "Content-Length": str(len(body)),
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the standard library
        """Keep quiet."""
