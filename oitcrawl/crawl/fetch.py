"""The only door to httpx: one address in, one value out. What the web does wrong is a value, never an exception."""

import asyncio
import re
import ssl
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from functools import cache
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urljoin

import httpcore
import httpx

from oitcrawl.crawl.gate import Gate, GateClosed, GatedNetwork, NameUnknown
from oitcrawl.crawl.unpack import ENCODINGS, unpacker
from oitcrawl.crawl.urls import Addresses, canonical, spelled
from oitcrawl.model.visit import (
    PERMANENT,
    FailCause,
    Failed,
    Fetched,
    Refused,
    RefusedBy,
    Unchanged,
    Validators,
    Visit,
)
from oitcrawl.settings import Settings
from oitcrawl.version import __version__

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CAUSES = {
    404: FailCause.NOT_FOUND,
    410: FailCause.GONE,
    401: FailCause.FORBIDDEN,
    403: FailCause.FORBIDDEN,
    451: FailCause.FORBIDDEN,
    429: FailCause.TOO_MANY_REQUESTS,
}
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8"
_DRAINED = 65_536  # bytes of an answer without use that are read, so that its connection can be used again
_DRAINING = 1.0  # seconds
_EIGHT_BIT = re.compile(rb"[\x80-\xff]")
_WEB_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpcore.ConnectError,
    ssl.SSLError,
    zlib.error,
    OSError,
    ValueError,
)


class Fetcher:
    """Fetches addresses of one site; an async context manager."""

    def __init__(self, settings: Settings, *, home: str, also: Iterable[str] = ()) -> None:
        self._settings = settings
        self._gate = Gate.of(home, also, allow_private=settings.allow_private)
        self._addresses = Addresses(home, also)
        self._client = _client(settings, self._gate)
        self._waits: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def fetch(
        self, url: str, may: Callable[[str], bool] | None = None, validators: Validators | None = None
    ) -> Visit:
        """Fetch ``url`` (canonical) and what it redirects to, within the bounds of the settings.

        Args:
            url: the address.
            may: whether an address that it redirects to may be asked for.
            validators: of an earlier answer; the server may then say that nothing changed.
        """
        try:
            async with asyncio.timeout(self._settings.max_seconds):
                return await self._follow(url, may, validators)
        except TimeoutError:
            return Failed(url=url, cause=FailCause.TIMEOUT, detail=f"เกิน {self._settings.max_seconds:g} วินาที")
        except GateClosed as closed:
            return Refused(url=url, by=RefusedBy.GATE, detail=closed.message)
        except _WEB_ERRORS as error:
            return _failure(url, error)

    def asked_to_wait(self, url: str) -> str:
        """The Retry-After header of the last failure of ``url``, as sent; told once, empty when there was none."""
        return self._waits.pop(url, "")

    async def _follow(self, url: str, may: Callable[[str], bool] | None, validators: Validators | None) -> Visit:
        here, seen, patient, ask = url, {url}, True, _conditions(validators)
        for _ in range(self._settings.max_redirects + 1):
            answer = await self._once(url, here, ask)
            if not isinstance(answer, _Moved):
                return answer
            if not self._addresses.is_own(canonical(answer.place)):
                return Refused(url=url, by=RefusedBy.OFFSITE, detail=answer.place)
            if may is not None and not may(answer.place):
                return Refused(url=url, by=RefusedBy.ROBOTS, detail=answer.place)
            if answer.place in seen and not (answer.sets_cookie and patient):
                return Failed(url=url, cause=FailCause.REDIRECT_LOOP, detail=answer.place)
            # a first visit may be sent back to where it was, this time with a cookie
            patient = answer.place not in seen and patient
            seen.add(answer.place)
            here = answer.place
        return Failed(url=url, cause=FailCause.REDIRECT_LOOP, detail=f"เกิน {self._settings.max_redirects} ครั้ง")

    async def _once(self, url: str, here: str, ask: dict[str, str]) -> "Fetched | Unchanged | Failed | _Moved":
        """One request: a body, "unchanged", a failure, or the address that it redirects to."""
        self._gate.check_url(here)
        started = time.monotonic()
        async with self._client.stream("GET", here, headers=ask) as response:
            if not response.is_success:
                await _drain(response)
                if ask and response.status_code == httpx.codes.NOT_MODIFIED:
                    return _unchanged(url, here, response, time.monotonic() - started)
                return self._no_body(url, here, response)
            body = await self._body(response)
        if body is None:
            return Failed(url=url, cause=FailCause.TOO_LARGE, status=response.status_code)
        return _fetched(url, here, response, body, time.monotonic() - started)

    def _no_body(self, url: str, here: str, response: httpx.Response) -> "Failed | _Moved":
        if response.status_code in _REDIRECTS:
            return _redirect(url, here, response)
        if wait := response.headers.get("retry-after", ""):
            self._waits[url] = wait
        return _refusal(url, response.status_code)

    async def _body(self, response: httpx.Response) -> bytes | None:
        """The decoded body, or None when it is larger than the settings allow."""
        limit = self._settings.max_body
        if int(response.headers.get("content-length") or 0) > limit:
            return None
        unpack = unpacker(response.headers.get("content-encoding", ""))
        pieces, size, raw = [], 0, 0
        async for piece in response.aiter_raw():
            raw += len(piece)
            plain = unpack.take(piece, limit + 1 - size) if unpack else piece
            size += len(plain)
            if max(size, raw) > limit:
                return None
            pieces.append(plain)
        if unpack and size:
            unpack.finish()
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


@dataclass(frozen=True, slots=True)
class _Moved:
    """A redirect.

    Attributes:
        place: where to, absolute, as the server wants it spelled.
        sets_cookie: the answer carried a cookie.
    """

    place: str
    sets_cookie: bool


def user_agent(settings: Settings) -> str:
    """What the crawler calls itself: the tool, its version and where its operator can be reached."""
    contact = re.sub(r"[^\x21-\x7e]", "", settings.contact)
    return f"oitcrawl/{__version__} (+{contact})"


class _GatedTransport(httpx.AsyncHTTPTransport):
    """httpx's own transport over connections that passed the gate."""

    def __init__(self, gate: Gate, limits: httpx.Limits) -> None:
        super().__init__(verify=_tls(), limits=limits, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_tls(),
            max_connections=limits.max_connections,
            max_keepalive_connections=limits.max_keepalive_connections,
            keepalive_expiry=limits.keepalive_expiry,
            network_backend=GatedNetwork(gate),
        )


def _client(settings: Settings, gate: Gate) -> httpx.AsyncClient:
    limits = httpx.Limits(
        max_connections=settings.concurrency + 1, max_keepalive_connections=settings.concurrency + 1
    )
    return httpx.AsyncClient(
        transport=_GatedTransport(gate, limits),
        headers={
            "User-Agent": user_agent(settings),
            "Accept": _ACCEPT,
            "Accept-Language": "th,en;q=0.5",
            "Accept-Encoding": ENCODINGS,
        },
        timeout=httpx.Timeout(settings.timeout),
        follow_redirects=False,
        trust_env=False,
    )


@cache
def _tls() -> ssl.SSLContext:
    """One context for all clients: making it costs 19 ms."""
    return ssl.create_default_context()


async def _drain(response: httpx.Response) -> None:
    """Read a short body to its end; a long, slow or broken one is left, and its connection with it."""
    left = _DRAINED
    with suppress(httpx.HTTPError, TimeoutError):
        async with asyncio.timeout(_DRAINING):
            async for piece in response.aiter_raw():
                left -= len(piece)
                if left < 0:
                    return


def _redirect(url: str, here: str, response: httpx.Response) -> Failed | _Moved:
    try:
        place = next(value for key, value in response.headers.raw if key.lower() == b"location")
        target = (
            _EIGHT_BIT.sub(lambda byte: b"%%%02X" % ord(byte[0]), place).decode("ascii").strip().replace("\\", "/")
        )
        return _Moved(spelled(urljoin(here, target)), "set-cookie" in response.headers)
    except (StopIteration, ValueError):
        return Failed(url=url, cause=FailCause.BAD_REDIRECT, status=response.status_code)


def _refusal(url: str, status: int) -> Failed:
    default = FailCause.SERVER_ERROR if status >= 500 else FailCause.CLIENT_ERROR  # noqa: PLR2004 - HTTP
    cause = _CAUSES.get(status, default)
    return Failed(url=url, cause=cause, permanent=cause in PERMANENT, status=status)


def _fetched(url: str, here: str, response: httpx.Response, body: bytes, elapsed: float) -> Fetched:
    headers = response.headers
    media, _, parameters = headers.get("content-type", "").partition(";")
    return Fetched(
        url=url,
        final_url=url if here == url else canonical(here),
        status=response.status_code,
        content_type=media.strip().lower(),
        charset=_charset(parameters),
        body=body,
        disposition=_file_name(headers) if "content-disposition" in headers else "",
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        elapsed=elapsed,
    )


def _conditions(validators: Validators | None) -> dict[str, str]:
    """The headers by which a server may say that nothing changed."""
    if not validators:
        return {}
    pairs = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return {name: value for name, value in pairs if value}


def _unchanged(url: str, here: str, response: httpx.Response, elapsed: float) -> Unchanged:
    headers = response.headers
    repeated = Validators(etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))
    final_url = url if here == url else canonical(here)
    return Unchanged(url=url, final_url=final_url, validators=repeated, elapsed=elapsed)


def _charset(parameters: str) -> str:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", parameters, re.IGNORECASE)
    return found.group(1).lower() if found else ""


def _file_name(headers: httpx.Headers) -> str:
    """The name of Content-Disposition: RFC 5987, else raw bytes as UTF-8 or the Thai code page."""
    raw = next(value for key, value in headers.raw if key.lower() == b"content-disposition")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp874", "replace")
    if found := re.search(r"filename\*\s*=\s*([\w-]+)'[^']*'([^;]+)", text):
        try:
            return unquote(found.group(2).strip().strip('"'), encoding=found.group(1), errors="replace")
        except LookupError:
            pass
    message = Message()
    message["Content-Disposition"] = text if text.isascii() else ""
    plain = re.search(r'filename\s*=\s*"?([^";]+)', text)
    name = message.get_filename() or (plain.group(1) if plain else "")
    return unquote(name).replace("\\", "/").rpartition("/")[2]


def _failure(url: str, error: Exception) -> Failed:
    chain = _chain(error)
    tls = next((one for one in chain if isinstance(one, ssl.SSLError)), None)
    if tls is not None:
        return Failed(url=url, cause=FailCause.TLS, detail=getattr(tls, "verify_message", "") or tls.reason or "")
    if any(isinstance(one, NameUnknown) for one in chain):
        cause = FailCause.DNS
    elif isinstance(error, httpx.TimeoutException):
        cause = FailCause.TIMEOUT
    elif isinstance(error, zlib.error):
        cause = FailCause.DECODE
    elif isinstance(error, httpx.ProtocolError | httpx.InvalidURL | ValueError):
        cause = FailCause.PROTOCOL
    else:
        cause = FailCause.CONNECT
    return Failed(url=url, cause=cause, detail=type(error).__name__)


def _chain(error: BaseException | None) -> list[BaseException]:
    chain = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain
