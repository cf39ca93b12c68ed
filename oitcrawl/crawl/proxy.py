"""A forward proxy on loopback in front of the browser: its only way out, and with the same gate as the fetcher's."""

import asyncio
import base64
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

from oitcrawl.crawl.gate import Gate, GateClosed
from oitcrawl.crawl.own_key import OwnKey, own_key
from oitcrawl.crawl.tls import Trust
from oitcrawl.crawl.transport import Transport

READY: Final = "ready.oitcrawl.invalid"  # asked for once, so that the browser learns the password
_METHODS: Final = frozenset({"GET", "HEAD"})
_MAX_HEAD: Final = 65_536
_PIECE: Final = 65_536
_USUAL: Final = {"http": 80, "https": 443}
_OWN_HEADERS: Final = frozenset({b"proxy-authorization", b"proxy-connection"})
# Hosts that count visitors: nothing of a page depends on them, and a scan is no visitor.
_COUNTERS: Final = (
    "google-analytics.com",
    "googletagmanager.com",
    "doubleclick.net",
    "googlesyndication.com",
    "connect.facebook.net",
    "histats.com",
    "hotjar.com",
    "clarity.ms",
    "truehits.net",
    "addthis.com",
    "sharethis.com",
)


class _Turned(Exception):  # noqa: N818 - what became of a request
    """A request that is not carried out.

    Attributes:
        status: line of the answer.
        extra: further headers.
    """

    def __init__(self, status: str, extra: str = "") -> None:
        super().__init__(status)
        self.status, self.extra = status, extra


@dataclass(slots=True)
class _Ask:
    """The head of one request."""

    method: str
    target: str
    headers: list[bytes]

    def header(self, name: bytes) -> bytes:
        """Value of a header, empty when it is absent."""
        for line in self.headers:
            key, _, value = line.partition(b":")
            if key.strip().lower() == name:
                return value.strip()
        return b""


@dataclass(slots=True)
class _Upstream:
    """The connection to a server and the task that carries its answers back."""

    place: tuple[str, str, int]
    writer: asyncio.StreamWriter
    pump: "asyncio.Task[None]"

    def close(self) -> None:
        """Let go of the server."""
        self.pump.cancel()
        self.writer.close()


@dataclass(kw_only=True)
class Proxy:
    """Carries requests of the browser to addresses that pass the gate; an async context manager.

    Only GET and HEAD pass. TLS ends here, under a key that this browser alone believes, so that nothing is hidden;
    towards the server it begins anew, with the certificates that this machine trusts. Before a request that may be
    sent, nobody is connected to. Strangers on this machine do not know the password.

    Attributes:
        gate: which addresses may be connected to.
        may: whether an address may be asked for at all, whoever in the browser wants it.
        trust: what is known of the certificates of servers.
        agent: what we call ourselves where the issuer of one is asked for.
        timeout: seconds for connecting.
        max_bytes: bytes of one connection.
        refused: addresses that the gate refused, the first few.
        bytes: carried to the browser so far.
    """

    gate: Gate
    may: Callable[[str], bool] = lambda _url: True
    trust: Trust = field(default_factory=Trust)
    agent: str = ""
    timeout: float = 20.0
    max_bytes: int = 60_000_000
    refused: list[str] = field(default_factory=list)
    bytes: int = 0
    user: str = "oitcrawl"
    password: str = field(default_factory=lambda: secrets.token_urlsafe(18))
    key: OwnKey = field(default_factory=own_key)
    _server: asyncio.Server | None = None
    _open: set["asyncio.Task[None]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        headers = {"User-Agent": self.agent} if self.agent else {}
        self._transport = Transport(self.gate, headers=headers, trust=self.trust, seconds=self.timeout)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_MAX_HEAD)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for task in list(self._open):
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._transport.aclose()

    @property
    def url(self) -> str:
        """Where it listens."""
        port = self._server.sockets[0].getsockname()[1] if self._server is not None else 0
        return f"http://127.0.0.1:{port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._open.add(task)
        try:
            with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                await self._converse(reader, writer)
        finally:
            writer.close()
            if task is not None:
                self._open.discard(task)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, origin: str = "") -> None:
        """Answer the requests of one connection. The browser sends the next one when the last is answered.

        Args:
            reader: the browser's words.
            writer: what it is told.
            origin: whom it takes us for, inside a tunnel; it has shown the password outside then.
        """
        upstream: _Upstream | None = None
        try:
            while ask := _parsed(await reader.readuntil(b"\r\n\r\n"), origin):
                try:
                    if not origin:
                        self._demand_password(ask)
                        if ask.method == "CONNECT":
                            await self._tunnel(ask, reader, writer)
                            return
                    upstream = await self._forward(ask, upstream, writer)
                except _Turned as turned:
                    writer.write(_answer(turned))
                    await writer.drain()
        finally:
            if upstream is not None:
                upstream.close()

    def _demand_password(self, ask: _Ask) -> None:
        word = base64.b64encode(f"{self.user}:{self.password}".encode())
        if not secrets.compare_digest(ask.header(b"proxy-authorization"), b"Basic " + word):
            raise _Turned("407 Proxy Authentication Required", 'Proxy-Authenticate: Basic realm="oitcrawl"\r\n')

    async def _forward(self, ask: _Ask, upstream: _Upstream | None, writer: asyncio.StreamWriter) -> _Upstream:
        """Send a request on, over the open connection when it leads to the same server."""
        parts = urlsplit(ask.target)
        if parts.hostname == READY:
            raise _Turned("200 OK")
        has_body = ask.header(b"transfer-encoding") or ask.header(b"content-length") not in {b"", b"0"}
        if ask.method not in _METHODS or has_body:
            raise _Turned("405 Method Not Allowed")
        if parts.scheme not in _USUAL or not parts.hostname or ask.header(b"upgrade"):
            raise _Turned("400 Bad Request")
        self._check(ask.target, parts.hostname)
        if not self.may(ask.target):
            raise _Turned("403 Forbidden")
        place = parts.scheme, parts.hostname, parts.port or _USUAL[parts.scheme]
        if upstream is None or upstream.place != place or upstream.pump.done():
            if upstream is not None:
                upstream.close()
            server, sink = await self._connect(*place)
            upstream = _Upstream(place, sink, asyncio.create_task(self._pump(server, writer)))
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        kept = [line for line in ask.headers if line.partition(b":")[0].strip().lower() not in _OWN_HEADERS]
        upstream.writer.write(b"\r\n".join([f"{ask.method} {path} HTTP/1.1".encode(), *kept, b"", b""]))
        await upstream.writer.drain()
        return upstream

    async def _tunnel(self, ask: _Ask, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Be the TLS server that the browser wants to speak to; nobody is connected to yet."""
        host, _, port = ask.target.rpartition(":")
        if not port.isdigit():
            raise _Turned("400 Bad Request")
        origin = f"https://{host}" if int(port) == _USUAL["https"] else f"https://{ask.target}"
        self._check(f"{origin}/", host.strip("[]"))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await writer.start_tls(self.key.context, ssl_handshake_timeout=self.timeout)
        await self._converse(reader, writer, origin)

    def _check(self, url: str, host: str) -> None:
        if any(host == name or host.endswith("." + name) for name in _COUNTERS):
            raise _Turned("403 Forbidden")
        try:
            self.gate.check_url(url)
        except GateClosed:
            self._note(url)
            raise _Turned("403 Forbidden") from None

    def _note(self, url: str) -> None:
        if len(self.refused) < 100:  # noqa: PLR2004 - enough to tell
            self.refused.append(url)

    async def _connect(self, scheme: str, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to a server that passes the gate and, on https, has a certificate that is to be trusted."""
        try:
            return await self._transport.streams(scheme == "https", host, port, _PIECE)
        except GateClosed:
            self._note(f"{host}:{port}")
            raise _Turned("403 Forbidden") from None
        except (OSError, ValueError):
            raise _Turned("502 Bad Gateway") from None

    async def _pump(self, server: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry answers to the browser, within the bound; the connection ends with the server's."""
        left = self.max_bytes
        with suppress(OSError):
            while left > 0 and (piece := await server.read(_PIECE)):
                left -= len(piece)
                self.bytes += len(piece)
                writer.write(piece)
                await writer.drain()
        writer.close()


def _parsed(head: bytes, origin: str) -> _Ask:
    """The head of a request to a proxy, or with ``origin`` to this server.

    Raises:
        OSError: it is none.
    """
    first, *headers = head[:-4].split(b"\r\n")
    words = first.decode("latin-1").split(" ")
    if len(words) != 3:  # noqa: PLR2004 - of HTTP
        raise ConnectionError("no request")
    method, target, _ = words
    if not (target.startswith("/") if origin else method == "CONNECT" or target.startswith("http")):
        raise ConnectionError("no request to a proxy")
    return _Ask(method, origin + target, headers)


def _answer(turned: _Turned) -> bytes:
    return f"HTTP/1.1 {turned.status}\r\n{turned.extra}Content-Type: text/plain\r\nContent-Length: 0\r\n\r\n".encode()
