"""The HTTP client: GET over kept connections, the address gate inside. httpx's face is there for who wants it."""

import asyncio
import re
import sys
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Mapping
from types import TracebackType
from typing import Self

import httpx

from oitcrawl.crawl.dial import Dialer, Place
from oitcrawl.crawl.gate import Gate, GateClosed
from oitcrawl.crawl.pool import Pool, Stream
from oitcrawl.crawl.tls import Trust
from oitcrawl.crawl.wire import Answer
from oitcrawl.model.visit import TlsTrouble

_PLAIN = re.compile(r"/[A-Za-z0-9_~!$&'()*+,;=:@%/?.-]*")  # nothing in it needs an escape
_DOTS = re.compile(r"/\.")
_CERTIFICATE = 65_536  # bytes
_USUAL = {"http": 80, "https": 443}


class Origin:
    """A scheme, host and port that passed the gate, with all of a request that does not change.

    Attributes:
        pool: connections to it.
        fixed: what stands between the target and the end of the header lines.
    """

    __slots__ = ("fixed", "place", "pool")

    def __init__(self, place: Place, pool: Pool, fixed: bytes) -> None:
        self.place, self.pool, self.fixed = place, pool, fixed


class Transport(httpx.AsyncBaseTransport):
    """Asks servers; ``get`` is the short way, ``handle_async_request`` the way of httpx."""

    def __init__(
        self,
        gate: Gate,
        *,
        headers: Mapping[str, str],
        trust: Trust | None = None,
        per_host: int = 8,
        seconds: float = 20.0,
        max_body: int = 60_000_000,
    ) -> None:
        """Open nothing yet.

        Args:
            gate: decides which addresses may be connected to.
            headers: sent with each ``get``.
            trust: what is known of certificates.
            per_host: connections to one scheme, host and port.
            seconds: for connecting and between two bytes.
            max_body: bytes of one body as sent.
        """
        self._gate, self._per_host, self._max_body = gate, per_host, max_body
        self._trust = trust or Trust()
        self._dialer = Dialer(gate, self._trust, seconds, self._certificate)
        self._fixed = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("latin-1")
        self._pools: dict[Place, Pool] = {}
        self._origins: dict[str, Origin] = {}

    async def get(self, url: str, fields: bytes = b"", limit: int | None = None) -> Answer:
        """Ask for ``url`` and take the whole answer.

        Args:
            url: absolute http or https address.
            fields: further header lines, each ended by CR LF.
            limit: bytes of the body as sent; None is the limit of this transport.

        Raises:
            GateClosed: it must not be asked for.
            httpx.InvalidURL, httpx.TransportError: it cannot be, or no sound answer came.
        """
        origin, target = self._split(url)
        head = b"GET %b HTTP/1.1\r\n%b%b\r\n" % (target, origin.fixed, fields)
        return await origin.pool.whole(head, self._max_body if limit is None else limit)

    async def beginning(self, url: str, fields: bytes, size: int) -> Answer:
        """Ask for ``url`` and take the first ``size`` bytes of its body, or a little more; raises as ``get`` does."""
        origin, target = self._split(url)
        head = b"GET %b HTTP/1.1\r\n%b%b\r\n" % (target, origin.fixed, fields)
        stream = await origin.pool.stream(head, sys.maxsize)
        pieces: list[bytes] = []
        try:
            async for piece in stream:
                pieces.append(piece)
                if (size := size - len(piece)) <= 0:
                    break
        finally:
            stream.close()
        return Answer(stream.wire.status, stream.wire.lines, stream.wire.fields, pieces)

    async def streams(self, secure: bool, host: str, port: int, limit: int) -> tuple[StreamReader, StreamWriter]:
        """A connection of the caller's own, as two streams, of which the first holds ``limit`` bytes.

        Raises:
            GateClosed: it must not be connected to.
            ConnectionError: nobody answers there, or not with a certificate that is to be trusted.
        """
        try:
            return await self._dialer.streams(Place(secure, host, port), limit)
        except httpx.HTTPError as error:
            raise ConnectionError(str(error)) from error

    def trouble(self, url: str) -> TlsTrouble | None:
        """What is wrong with the certificate of the server of ``url``, which was read all the same."""
        if not self._trust.troubles:
            return None
        place = self._split(url)[0].place
        return self._trust.troubles.get((place.host, place.port)) if place.secure else None

    def _split(self, url: str) -> tuple[Origin, bytes]:
        """The origin of ``url`` and its path and query as sent."""
        end = url.find("/", 8)
        origin = self._origins.get(url[:end])
        target = url[end:]
        if origin is not None and _PLAIN.fullmatch(target) and not _DOTS.search(target):
            return origin, target.encode("ascii")
        return self._make_out(url)

    def _make_out(self, url: str) -> tuple[Origin, bytes]:
        """The long way of ``_split``, as httpx spells addresses."""
        self._gate.check_url(url)
        parts = httpx.URL(url)
        host = parts.raw_host.decode("ascii")
        place = Place(parts.scheme == "https", host, parts.port or _USUAL[parts.scheme])
        bare = f"[{host}]" if ":" in host else host
        self._gate.check_url(f"{parts.scheme}://{bare}:{place.port}/")  # once more as it is read here
        fixed = b"Host: " + parts.netloc + b"\r\n" + self._fixed
        origin = Origin(place, self._pool(place), fixed)
        end = url.find("/", 8)
        if end > 0 and url.startswith(("http://", "https://")) and not set("?#@\\") & set(url[:end]):
            self._origins[url[:end]] = origin
        return origin, parts.raw_path

    def _pool(self, place: Place) -> Pool:
        if place not in self._pools:
            self._pools[place] = Pool(place, self._dialer.dial, self._per_host)
        return self._pools[place]

    async def _certificate(self, url: str) -> bytes | None:
        """The certificate at ``url``, or None."""
        try:
            answer = await self.get(url, limit=_CERTIFICATE)
        except (httpx.HTTPError, httpx.InvalidURL, GateClosed, OSError, ValueError):
            return None
        return b"".join(answer.pieces) if answer.status == httpx.codes.OK and answer.pieces is not None else None

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a GET of an ``httpx.AsyncClient``; its body streams.

        Raises:
            GateClosed: the address must not be asked for.
            httpx.UnsupportedProtocol: another method: the crawler changes nothing anywhere.
            httpx.TransportError: no sound answer came.
        """
        if request.method != "GET":
            raise httpx.UnsupportedProtocol(f"{request.method} is never sent")
        origin, target = self._make_out(str(request.url))
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in request.headers.raw)
        if lines.count(b"\n") != len(request.headers.raw):
            raise httpx.LocalProtocolError("a line break in a header")
        stream = await origin.pool.stream(b"GET %b HTTP/1.1\r\n%b\r\n" % (target, lines), self._max_body)
        wire = stream.wire
        return httpx.Response(wire.status, headers=wire.lines, stream=_Body(stream))

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            pool.close()
        self._pools.clear()
        self._origins.clear()
        await asyncio.sleep(0)  # asyncio closes a socket one turn later

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self.aclose()


class _Body(httpx.AsyncByteStream):
    """The body of one answer, as httpx wants it."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._stream:
            yield piece

    async def aclose(self) -> None:
        """Give the connection back."""
        self._stream.close()
