"""The only door to httpx: one address in, one value out. What the web does wrong is a value, never an exception."""

import asyncio
import re
import ssl
import time
from collections.abc import Iterable
from email.message import Message
from functools import cache
from types import TracebackType
from typing import Self
from urllib.parse import unquote

import httpcore
import httpx

from oitcrawl.crawl.gate import Gate, GateClosed, GatedNetwork, NameUnknown
from oitcrawl.crawl.urls import Addresses, canonical
from oitcrawl.model.visit import PERMANENT, FailCause, Failed, Fetched, Refused, RefusedBy, Visit
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


class Fetcher:
    """Fetches addresses of one site; an async context manager.

    Attributes:
        retry_after: the Retry-After header of the last answer that had one, as sent; empty when there was none.
    """

    def __init__(self, settings: Settings, *, home: str, also: Iterable[str] = ()) -> None:
        self._settings = settings
        self._gate = Gate.of(home, also, allow_private=settings.allow_private)
        self._addresses = Addresses(home, also)
        self._client = _client(settings, self._gate)
        self.retry_after = ""

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def fetch(self, url: str) -> Visit:
        """Fetch ``url`` and what it redirects to, within the bounds of the settings."""
        try:
            async with asyncio.timeout(self._settings.max_seconds):
                return await self._follow(url)
        except TimeoutError:
            return Failed(url=url, cause=FailCause.TIMEOUT, detail=f"เกิน {self._settings.max_seconds:g} วินาที")
        except GateClosed as closed:
            return Refused(url=url, by=RefusedBy.GATE, detail=closed.message)
        except (httpx.HTTPError, httpx.InvalidURL, httpcore.ConnectError, ssl.SSLError, OSError, ValueError) as error:
            return _failure(url, error)

    async def _follow(self, url: str) -> Visit:
        here, seen = url, {url}
        for _ in range(self._settings.max_redirects + 1):
            answer = await self._once(url, here)
            if isinstance(answer, Fetched | Failed):
                return answer
            if not self._addresses.is_own(answer):
                return Refused(url=url, by=RefusedBy.OFFSITE, detail=answer)
            if answer in seen:
                return Failed(url=url, cause=FailCause.REDIRECT_LOOP, detail=answer)
            seen.add(answer)
            here = answer
        return Failed(url=url, cause=FailCause.REDIRECT_LOOP, detail=f"เกิน {self._settings.max_redirects} ครั้ง")

    async def _once(self, url: str, here: str) -> Fetched | Failed | str:
        """One request: a body, a failure, or the address that it redirects to."""
        self._gate.check_url(here)
        started = time.monotonic()
        async with self._client.stream("GET", here) as response:
            status = response.status_code
            if status in _REDIRECTS:
                return _redirect(url, here, response)
            if not response.is_success:
                self.retry_after = response.headers.get("retry-after", "")
                return _refusal(url, status)
            body = await self._body(response)
        if body is None:
            return Failed(url=url, cause=FailCause.TOO_LARGE, status=status)
        return _fetched(url, here, response, body, time.monotonic() - started)

    async def _body(self, response: httpx.Response) -> bytes | None:
        """The decoded body, or None when it is larger than the settings allow."""
        limit = self._settings.max_body
        if int(response.headers.get("content-length") or 0) > limit:
            return None
        pieces, size = [], 0
        async for piece in response.aiter_bytes():
            size += len(piece)
            if size > limit:
                return None
            pieces.append(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)


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
        headers={"User-Agent": user_agent(settings), "Accept": _ACCEPT, "Accept-Language": "th,en;q=0.5"},
        timeout=httpx.Timeout(settings.timeout),
        follow_redirects=False,
        trust_env=False,
    )


@cache
def _tls() -> ssl.SSLContext:
    """One context for all clients: making it costs 19 ms."""
    return ssl.create_default_context()


def _redirect(url: str, here: str, response: httpx.Response) -> Failed | str:
    try:
        raw = response.headers.raw
        place = next(value for key, value in raw if key.lower() == b"location")
        target = place.decode("utf-8", "replace") if not place.isascii() else place.decode("ascii")
        return canonical(str(httpx.URL(here).join(target)))
    except (StopIteration, ValueError, httpx.InvalidURL):
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
        final_url=here,
        status=response.status_code,
        content_type=media.strip().lower(),
        charset=_charset(parameters),
        body=body,
        disposition=_file_name(headers) if "content-disposition" in headers else "",
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        elapsed=elapsed,
    )


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
    if any(isinstance(one, ssl.SSLError) for one in chain):
        cause = FailCause.TLS
    elif any(isinstance(one, NameUnknown) for one in chain):
        cause = FailCause.DNS
    elif isinstance(error, httpx.TimeoutException):
        cause = FailCause.TIMEOUT
    elif isinstance(error, httpx.DecodingError):
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
