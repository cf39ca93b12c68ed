"""One connection to a web server: an asyncio protocol over httptools, which asks one thing at a time."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass

import httptools
import httpx

from oitcrawl.crawl.crumbs import Pieces
from oitcrawl.crawl.farewell import said_goodbye, shows_its_end
from oitcrawl.crawl.heads import LENGTH, LENIENCIES, mend

MAX_HEAD = 65_536  # bytes of the header lines of one answer
MAX_FIELDS = 200
MAX_INTERIM = 8  # answers of the 100s before the real one
DRAINED = 65_536  # bytes of an answer without use that are read, so that its connection can be used again
DRAINING = 1.0  # seconds
_HIGH_WATER = 262_144  # bytes of a streamed body that wait for their reader
_CHUNKING = 2  # bytes on the wire for one of a body: chunks of three bytes are an attack


class Stale(httpx.RemoteProtocolError):
    """A kept connection that the server had closed: nothing of an answer came, so the request may be sent again."""


@dataclass(slots=True)
class Answer:
    """One answer of a server.

    Attributes:
        status: HTTP status.
        lines: the header lines as sent.
        fields: the first value of each header, by lower-case name.
        pieces: the body as sent, still encoded; None when it is larger than was allowed.
    """

    status: int
    lines: list[tuple[bytes, bytes]]
    fields: dict[bytes, bytes]
    pieces: list[bytes] | None


class Wire(asyncio.Protocol):
    """One connection. ``whole`` takes an answer with its body at once; ``begin`` and ``pieces`` take it as it comes.

    Attributes:
        alive: whether it may be asked again.
        heard: loop time of the last byte.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        self.alive = True
        self.heard = loop.time()
        self._loop, self._seconds = loop, seconds
        self._asked = 0
        self._busy = False
        self._timer: asyncio.TimerHandle | None = None
        self._drain: asyncio.TimerHandle | None = None
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._parser: httptools.HttpResponseParser | None = None
        self._forget()

    def _forget(self) -> None:
        """Make ready for the next answer."""
        self.status = 0
        self.lines: list[tuple[bytes, bytes]] = []
        self.fields: dict[bytes, bytes] = {}
        self._headed = self._complete = self._over = self._until_close = self._paused = False
        self._fresh: list[tuple[bytes, bytes]] = []
        self._body = Pieces()
        self._head: list[bytes] = []
        self._size = self._received = self._interim = self._waiting = 0

    # what the owner does

    async def whole(self, head: bytes, limit: int) -> Answer:
        """Send ``head`` and take the answer with its body.

        Args:
            head: request line and headers, with the empty line.
            limit: bytes of the body that are taken; only a little is, and shortly, where the status is not 2xx.

        Raises:
            Stale: a kept connection was closed before anything came.
            httpx.TransportError: broken HTTP, a connection that broke, or silence.
        """
        self._ask(head, limit, whole=True)
        await self._wait()
        if self._error is not None:
            raise self._error
        pieces = None if self._over else list(self._body)
        return Answer(self.status, self.lines, self.fields, pieces)

    async def begin(self, head: bytes, limit: int) -> None:
        """Send ``head`` and wait for the header lines; raises as ``whole`` does."""
        self._ask(head, limit, whole=False)
        await self._wait()
        if self._error is not None and not self._headed:
            raise self._error

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body as it comes; the server is held back while the reader is slower.

        Raises:
            httpx.TransportError: it ends before its end, or is larger than was allowed.
        """
        while True:
            while self._body:
                piece = self._body.popleft()
                self._waiting -= len(piece)
                yield piece
            if self._complete:
                return
            if self._error is not None:
                raise self._error
            if self._over:
                raise httpx.ReadError("body larger than allowed")
            self._flow()
            await self._wait()

    def close(self) -> None:
        """Let go of the connection, at once."""
        self.alive = False
        for timer in (self._timer, self._drain):
            if timer is not None:
                timer.cancel()
        self._timer = self._drain = self._parser = None  # the parser holds our methods: a circle
        if self._transport is not None:
            self._transport.abort()

    def rested(self) -> float:
        """Seconds since the last byte or request."""
        return self._loop.time() - self.heard

    def done(self) -> bool:
        """Whether the answer is complete and the connection may be asked again."""
        self._busy = False
        return self.alive and self._complete

    def _ask(self, head: bytes, limit: int, *, whole: bool) -> None:
        self._forget()
        self._asked += 1
        self._busy, self._whole, self._limit = True, whole, limit
        self._waiter = self._loop.create_future()
        self.heard = self._loop.time()
        if self._timer is None:
            self._timer = self._loop.call_later(self._seconds, self._listen)
        if not self.alive:
            self._fail(httpx.ReadError("connection closed"))
        elif self._transport is not None:
            self._transport.write(head)

    async def _wait(self) -> None:
        if self._waiter is None:
            self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _listen(self) -> None:
        """Called now and then, never once for each request: ends an answer whose server fell silent."""
        self._timer = None
        if not self._busy or not self.alive:
            return
        silent = self._loop.time() - self.heard
        if silent >= self._seconds and not self._paused:
            if self._headed and self._is_waste():
                self._cut()
            else:
                self._fail(httpx.ReadTimeout("silence"))
        else:
            self._timer = self._loop.call_later(max(self._seconds - silent, 0.01), self._listen)

    def _fail(self, error: Exception) -> None:
        if self._error is None and not self._complete:
            self._error = error
        self.close()
        self._wake()

    # what asyncio tells

    _transport: asyncio.Transport | None = None
    _bade = True  # where it ended: with the farewell of TLS, or without TLS

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._renew()

    def _renew(self) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(**LENIENCIES)

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        self.heard = self._loop.time()
        if not self._busy or self._complete or self._parser is None:
            self.close()  # nobody asked: a farewell, or an answer too many
            return
        self._received += len(data)
        if not self._headed:
            self._head.append(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
            if not self._mended():
                self._fail(httpx.RemoteProtocolError(str(error)))
                return
        self._bound()

    def eof_received(self) -> None:
        """The server sends no more; the connection is closed."""
        self._bade = self._transport is None or said_goodbye(self._transport)

    def connection_lost(self, error: Exception | None) -> None:
        """The connection is gone: the end of an answer of unsaid length, or of a connection."""
        self._transport = None
        if self._complete or self._over or self._error is not None or not self._busy:
            self.close()
            return
        may_end = self._until_close and error is None and (self._bade or shows_its_end(self._body, self.fields))
        if self._headed and (may_end or self._is_waste()):
            self._complete = True
        self.close()
        if not self._complete:
            self._error = self._broken(error)
        self._wake()

    def _broken(self, error: Exception | None) -> Exception:
        if self._asked > 1 and not self._received:
            return Stale("closed while kept")
        if error is None or isinstance(error, ssl.SSLError):
            return httpx.RemoteProtocolError("closed before the end of the answer")
        return httpx.ReadError(str(error))

    def _is_waste(self) -> bool:
        """Whether the body of the answer is read for nothing but to keep the connection."""
        return self._whole and not 200 <= self.status < 300  # noqa: PLR2004 - HTTP

    def _bound(self) -> None:
        """Hold what came against the limits."""
        if self._complete:
            return
        if not self._headed:
            if self._received > MAX_HEAD:
                self._fail(httpx.RemoteProtocolError("header lines without end"))
            return
        if self._over or self._received > self._limit * _CHUNKING + MAX_HEAD * 8:
            self._cut()
        elif not self._whole:
            self._flow()
            self._wake()
        elif self._drain is None and self._is_waste():
            self._drain = self._loop.call_later(DRAINING, self._cut)

    def _cut(self) -> None:
        """Take no more of the body: it is larger than allowed, or not worth the wait."""
        if not self._complete:
            self._over = True
            self.close()
            self._wake()

    def _flow(self) -> None:
        """Hold the server back while the reader is behind."""
        full = self._waiting > _HIGH_WATER
        if full != self._paused and self._transport is not None and not self._complete:
            self._paused = full
            self.heard = self._loop.time()
            (self._transport.pause_reading if full else self._transport.resume_reading)()

    # what the parser tells

    def on_header(self, name: bytes, value: bytes) -> None:
        """One header line; those behind the body are read by nobody."""
        self._fresh.append((name, value))
        if self._headed and len(self._fresh) > MAX_FIELDS:
            raise ValueError("too many trailers")

    def on_headers_complete(self) -> None:
        """The header lines are complete."""
        assert self._parser is not None
        status = self._parser.get_status_code()
        if self._complete or status < 200:  # noqa: PLR2004 - HTTP
            return
        self.status, self.lines, self._fresh = status, self._fresh, []
        self.fields = fields = {name.lower(): value for name, value in reversed(self.lines)}
        self._headed = True
        self._head.clear()
        length, chunked = fields.get(LENGTH), b"chunked" in fields.get(b"transfer-encoding", b"").lower()
        self._until_close = length is None and not chunked
        if self._is_waste():
            self._limit = min(self._limit, DRAINED)
        if len(self.lines) > MAX_FIELDS:
            raise ValueError("too many header lines")
        if length is not None and not chunked and int(length) > self._limit:
            self._over = status not in {204, 304}  # what they name is the length of what they do not send

    def on_body(self, piece: bytes) -> None:
        """A piece of the body."""
        self._size += len(piece)
        if self._size > self._limit:
            self._over = True
        elif not self._complete:
            self._body.append(piece)
            self._waiting += len(piece)

    def on_message_complete(self) -> None:
        """The answer is complete, or it was one of the 100s and the real one follows."""
        if not self._headed:
            self._fresh, self._interim = [], self._interim + 1
            if self._interim > MAX_INTERIM:
                raise ValueError("too many interim answers")
            return
        if self._complete:
            self.alive = False  # a second answer to one request
            return
        self._complete = True
        if self._drain is not None:
            self._drain.cancel()
            self._drain = None
        assert self._parser is not None
        if not self._parser.should_keep_alive():
            self.alive = False
        self._wake()

    def _mended(self) -> bool:
        """Read header lines that the parser refuses once more, as browsers do: without those that are none."""
        if self._headed or not self._head:
            return False
        head, gap, rest = b"".join(self._head).partition(b"\r\n\r\n")
        mended = mend(head)
        if not gap or mended == head:
            return False
        self._fresh, self._head = [], []
        self._renew()
        assert self._parser is not None
        try:
            self._parser.feed_data(mended + gap + rest)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):
            return False
        return True
