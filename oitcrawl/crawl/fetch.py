"""One address in, one value out. What the web does wrong is a value, never an exception."""

import asyncio
import re
import ssl
import time
import zlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Self

import httpx

from oitcrawl.crawl.acts import is_unsafe
from oitcrawl.crawl.cookies import Cookies
from oitcrawl.crawl.fields import file_name, line_of, media_of, place_of, text_of
from oitcrawl.crawl.gate import Gate, GateClosed, NameUnknown
from oitcrawl.crawl.robots import MAX_BYTES
from oitcrawl.crawl.tls import BrokenTls, Trust
from oitcrawl.crawl.transport import Transport
from oitcrawl.crawl.unpack import ENCODINGS, unpacker
from oitcrawl.crawl.urls import Addresses, canonical
from oitcrawl.crawl.wire import Answer
from oitcrawl.model.visit import (
    PERMANENT,
    Exchange,
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
_RULES = "/robots.txt"
_FREE = 20_000_000  # unpacked bytes that need no ratio, as in archives
_MAY_CHANGE = "ที่อยู่อาจเปลี่ยนข้อมูล"
_ACCEPT = "text/html,application/xhtml+xml,application/pdf,*/*;q=0.8"
_WEB_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    ssl.SSLError,
    zlib.error,
    OSError,
    ValueError,
)

Bars = Callable[[str], Awaitable[Refused | Failed | None]]


class Fetcher:
    """Fetches addresses of one site; an async context manager."""

    def __init__(
        self,
        settings: Settings,
        *,
        home: str,
        also: Iterable[str] = (),
        gate: Gate | None = None,
        record: Callable[[Exchange], None] | None = None,
        agent: str = "",
    ) -> None:
        """Open nothing yet.

        Args:
            settings: bounds and courtesy.
            home: the site's home page.
            also: further addresses that count as the agency's own.
            gate: decides which addresses may be connected to; None is the usual one for ``home``.
            record: told every request with its answer; None when nobody keeps them.
            agent: what it calls itself; empty for our own name.
        """
        self._settings = settings
        self._addresses = Addresses(home, also)
        self._cookies = Cookies(settings.max_cookies)
        self._waits: dict[str, str] = {}
        self._record = record
        self._transport = Transport(
            gate or Gate.of(home, also, allow_private=settings.allow_private),
            headers=_headers(settings) | ({"User-Agent": agent} if agent else {}),
            trust=Trust(read_broken=settings.broken_tls == "read"),
            per_host=settings.concurrency + 1,
            seconds=settings.timeout,
            max_body=settings.max_body,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._transport.aclose()

    async def fetch(self, url: str, bars: Bars | None = None, validators: Validators | None = None) -> Visit:
        """Fetch ``url`` (canonical) and what it redirects to, within the bounds of the settings.

        Args:
            url: the address.
            bars: why an address that it redirects to may not be asked for, None where it may; it may ask for the
                rules of that place first.
            validators: of an earlier answer; the server may then say that nothing changed.
        """
        if is_unsafe(url):
            return Refused(url=url, by=RefusedBy.UNSAFE, detail=_MAY_CHANGE)
        try:
            async with asyncio.timeout(self._settings.max_seconds):
                return await self._follow(url, bars, validators)
        except TimeoutError:
            return Failed(url=url, cause=FailCause.TIMEOUT, detail=f"เกิน {self._settings.max_seconds:g} วินาที")
        except GateClosed as closed:
            return Refused(url=url, by=RefusedBy.GATE, detail=closed.message)
        except _WEB_ERRORS as error:
            return _failure(url, error)

    def asked_to_wait(self, url: str) -> str:
        """The Retry-After header of the last failure of ``url``, as sent; told once, empty when there was none."""
        return self._waits.pop(url, "")

    async def _follow(self, url: str, bars: Bars | None, validators: Validators | None) -> Visit:
        here, seen, patient = url, {url}, True
        for _ in range(self._settings.max_redirects + 1):
            answer = await self._once(url, here, _conditions(validators, url, here))
            if not isinstance(answer, _Moved):
                return answer
            if barred := await self._barred(url, answer.place, bars):
                return barred
            if answer.place in seen and not (answer.sets_cookie and patient):
                return Failed(url=url, cause=FailCause.REDIRECT_LOOP, detail=answer.place)
            # a first visit may be sent back to where it was, this time with a cookie
            patient = answer.place not in seen and patient
            seen.add(answer.place)
            here = answer.place
        return Failed(url=url, cause=FailCause.REDIRECT_LOOP, detail=f"เกิน {self._settings.max_redirects} ครั้ง")

    async def _barred(self, url: str, place: str, bars: Bars | None) -> Refused | Failed | None:
        """Why a redirect of ``url`` to ``place`` is not followed; None when it is."""
        plain = canonical(place)
        if not self._addresses.is_own(plain):
            return Refused(url=url, by=RefusedBy.OFFSITE, detail=place)
        if is_unsafe(place) or is_unsafe(plain):
            return Refused(url=url, by=RefusedBy.UNSAFE, detail=place)
        if len(place) > (longest := self._settings.max_url):
            return Failed(url=url, cause=FailCause.BAD_REDIRECT, detail=place[:longest])
        barred = await bars(place) if bars is not None else None
        return None if barred is None else replace(barred, url=url)

    async def _once(self, url: str, here: str, ask: bytes) -> "Fetched | Unchanged | Failed | _Moved":
        """One request: a body, "unchanged", a failure, or the address that it redirects to."""
        started = time.monotonic()
        fields = ask + self._cookies.line(here)
        answer = await self._transport.get(here, fields)
        if is_rules := here.endswith(_RULES):
            answer = await self._beginning(here, fields, answer)
        elapsed = time.monotonic() - started
        if self._record is not None:
            self._record(_exchange(here, self._settings, fields, answer, elapsed))
        if b"set-cookie" in answer.fields:
            self._cookies.take(here, answer.status, answer.lines)
        if not 200 <= answer.status < 300:  # noqa: PLR2004 - HTTP
            if ask and answer.status == httpx.codes.NOT_MODIFIED:
                return self._unchanged(url, here, answer, elapsed)
            return self._no_body(url, here, answer)
        body = _body(answer, self._settings, cut=is_rules)
        if body is None:
            return Failed(url=url, cause=FailCause.TOO_LARGE, status=answer.status)
        return self._fetched(url, here, answer, body, elapsed)

    async def _beginning(self, here: str, fields: bytes, answer: Answer) -> Answer:
        """``answer``; of a robots.txt without end as much as RFC 9309 wants read: it forbids all the same."""
        if answer.pieces is not None:
            return answer
        return await self._transport.beginning(here, fields, MAX_BYTES + 1)

    def _no_body(self, url: str, here: str, answer: Answer) -> "Failed | _Moved":
        if answer.status in _REDIRECTS:
            return _redirect(url, here, answer)
        if wait := text_of(answer.fields, b"retry-after"):
            self._waits[url] = wait
        return _refusal(url, answer.status)

    def _unchanged(self, url: str, here: str, answer: Answer, elapsed: float) -> Unchanged:
        fields = answer.fields
        return Unchanged(
            url=url,
            final_url=_told(url, here),
            validators=Validators(etag=text_of(fields, b"etag"), last_modified=text_of(fields, b"last-modified")),
            elapsed=elapsed,
            tls=self._transport.trouble(here),
        )

    def _fetched(self, url: str, here: str, answer: Answer, body: bytes, elapsed: float) -> Fetched:
        fields = answer.fields
        media, charset = media_of(fields)
        return Fetched(
            url=url,
            final_url=_told(url, here),
            status=answer.status,
            content_type=media,
            charset=charset,
            body=body,
            disposition=file_name(fields),
            etag=text_of(fields, b"etag"),
            last_modified=text_of(fields, b"last-modified"),
            elapsed=elapsed,
            tls=self._transport.trouble(here),
        )


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


def _headers(settings: Settings) -> dict[str, str]:
    return {
        "User-Agent": user_agent(settings),
        "Accept": _ACCEPT,
        "Accept-Language": "th,en;q=0.5",
        "Accept-Encoding": ENCODINGS,
    }


def _exchange(url: str, settings: Settings, fields: bytes, answer: Answer, elapsed: float) -> Exchange:
    """The request and its answer as they went over the wire; of a body that was too large only the head."""
    parted = (line.partition(": ") for line in fields.decode("latin-1").split("\r\n") if line)
    asked = [(name, value) for name, _, value in parted]
    lines = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.lines]
    return Exchange(
        url=url,
        request_headers=(("Host", httpx.URL(url).netloc.decode("ascii")), *_headers(settings).items(), *asked),
        status=answer.status,
        reason=httpx.codes.get_reason_phrase(answer.status),
        headers=tuple(lines),
        body=b"".join(answer.pieces or ()),
        started=datetime.now(UTC) - timedelta(seconds=elapsed),
        elapsed=elapsed,
    )


def _body(answer: Answer, settings: Settings, *, cut: bool = False) -> bytes | None:
    """The decoded body; None when it is larger than it may be, or with ``cut``, of a robots.txt, its beginning.

    Raises:
        zlib.error: it is not what its header says, or its end is lacking.
    """
    if answer.pieces is None:
        return None
    unpack = unpacker(text_of(answer.fields, b"content-encoding"), settings.max_members)
    if unpack is None:
        return b"".join(answer.pieces)
    grown = max(_FREE, settings.max_ratio * sum(map(len, answer.pieces)))
    limit = MAX_BYTES + 1 if cut else min(settings.max_body, grown)
    plain, size = [], 0
    for piece in answer.pieces:
        plain.append(unpack.take(piece, limit + 1 - size))
        size += len(plain[-1])
        if size > limit:
            return b"".join(plain)[:limit] if cut else None
    if size and not cut:
        unpack.finish()
    return plain[0] if len(plain) == 1 else b"".join(plain)


def _redirect(url: str, here: str, answer: Answer) -> Failed | _Moved:
    try:
        return _Moved(place_of(answer.fields, here), b"set-cookie" in answer.fields)
    except ValueError:
        return Failed(url=url, cause=FailCause.BAD_REDIRECT, status=answer.status)


def _refusal(url: str, status: int) -> Failed:
    default = FailCause.SERVER_ERROR if status >= 500 else FailCause.CLIENT_ERROR  # noqa: PLR2004 - HTTP
    cause = _CAUSES.get(status, default)
    return Failed(url=url, cause=cause, permanent=cause in PERMANENT, status=status)


def _conditions(validators: Validators | None, url: str, here: str) -> bytes:
    """The header lines by which a server may say that nothing changed, for the address that they belong to alone.

    Another one may have the same version of something else, such as the page that moved there.
    """
    if not validators or _told(url, here) != (validators.of or url):
        return b""
    return line_of("If-None-Match", validators.etag) + line_of("If-Modified-Since", validators.last_modified)


def _told(url: str, here: str) -> str:
    """The address that answered, as it is told."""
    return url if here == url else canonical(here)


def _failure(url: str, error: Exception) -> Failed:
    if isinstance(error, BrokenTls):
        return Failed(url=url, cause=FailCause.TLS, detail=str(error), tls=error.trouble)
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
