"""What a visit to an address came to. A failure of the web is a value, never an exception."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class FailCause(StrEnum):
    """Why an address could not be fetched. The ones in ``PERMANENT`` say that nothing is there."""

    NOT_FOUND = "not_found"  # 404
    GONE = "gone"  # 410
    FORBIDDEN = "forbidden"  # 401, 403, 451: the site shuts the scanner out
    CLIENT_ERROR = "client_error"  # other 4xx
    SERVER_ERROR = "server_error"  # 5xx
    TOO_MANY_REQUESTS = "too_many_requests"  # 429 after all tries
    TIMEOUT = "timeout"
    CONNECT = "connect"  # refused, reset, unreachable
    DNS = "dns"
    TLS = "tls_problem"
    PROTOCOL = "protocol"  # broken HTTP
    REDIRECT_LOOP = "redirect_loop"
    BAD_REDIRECT = "bad_redirect"
    TOO_LARGE = "too_large"
    DECODE = "decode"  # a content-encoding that does not decode
    SOFT_404 = "soft_404"  # status 200, but the page says that nothing is there, or is the home page in its place
    EMPTY_PAGE = "empty_page"  # status 200, and the place for the content is empty
    BLOCKED = "blocked_scanner"  # a firewall or captcha page in place of the content
    LOGIN = "login"  # a login form in place of the content
    MAINTENANCE = "maintenance"  # "closed for repairs" in place of the content
    PARKED = "parked"  # the domain is for sale, or its hosting is suspended
    CUT_OFF = "cut_off"  # status 200, and the page ends halfway: what it had was read, and it may have had more
    WRONG_TYPE = "wrong_type"  # a page where a document was promised: the link says .pdf, the bytes are an error page


PERMANENT = frozenset({FailCause.NOT_FOUND, FailCause.GONE, FailCause.SOFT_404})


class TlsTrouble(StrEnum):
    """What is wrong with a site's certificate."""

    INCOMPLETE = "missing_intermediate"
    EXPIRED = "expired"
    EARLY = "not_yet_valid"
    WRONG_NAME = "wrong_name"
    SELF_SIGNED = "self_signed"
    UNTRUSTED = "untrusted"


class RefusedBy(StrEnum):
    """Which of our own rules kept us from fetching an address."""

    ROBOTS = "robots"
    GATE = "gate"  # private, loopback or reserved address; wrong scheme or port
    TRAP = "trap"  # cap of an address family
    BUDGET = "budget"
    UNSAFE = "unsafe"  # logout, delete, counters: never fetched
    OFFSITE = "offsite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer with a body.

    Attributes:
        url: the address asked for, canonical.
        final_url: the address that answered after redirects, canonical.
        status: HTTP status, 200-299.
        content_type: media type of the header, lower case, without parameters; empty when absent.
        charset: charset parameter of the header; empty when absent.
        body: decoded bytes.
        disposition: file name of Content-Disposition; empty when absent.
        etag: validator, empty when absent.
        last_modified: validator as sent, empty when absent.
        elapsed: seconds from request to the last byte.
        tls: what is wrong with the certificate of the server that answered; None when nothing is.
    """

    url: str
    final_url: str
    status: int = 200
    content_type: str = ""
    charset: str = ""
    body: bytes
    disposition: str = ""
    etag: str = ""
    last_modified: str = ""
    elapsed: float = 0.0
    tls: TlsTrouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What an earlier answer said of its version; sent along, it lets the server say "unchanged".

    Attributes:
        etag, last_modified: as the server sent them.
        of: address that sent them, which alone is shown them; empty for the one that is asked for.
    """

    etag: str = ""
    last_modified: str = ""
    of: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """The server says that nothing changed since the answer whose validators were sent along (304).

    Attributes:
        url: the address asked for, canonical.
        final_url: the address that answered after redirects, canonical.
        validators: as the server repeats them, empty where it does not.
        elapsed: seconds.
        tls: as for ``Fetched``.
    """

    url: str
    final_url: str
    validators: Validators = Validators()
    elapsed: float = 0.0
    tls: TlsTrouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """An address that gave no usable answer.

    Attributes:
        permanent: the server says that nothing is there (404, 410, soft 404).
        status: HTTP status where there was one, else 0.
        found_on: the page whose link led here.
        tls: what is wrong with the certificate, where that is the cause.
    """

    url: str
    cause: FailCause
    permanent: bool = False
    status: int = 0
    detail: str = ""
    found_on: str = ""
    tls: TlsTrouble | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An address that we chose not to fetch."""

    url: str
    by: RefusedBy
    detail: str = ""
    found_on: str = ""


Visit = Fetched | Unchanged | Failed | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer as they went over the wire, for a record of what stood where and when.

    Attributes:
        url: the address asked, of one hop: a redirect is an exchange of its own.
        request_headers: as sent, (name, value) pairs in order.
        status: HTTP status.
        reason: its phrase; may be empty.
        headers: as received, (name, value) pairs in order.
        body: the bytes received, content-encoding not undone where the reader of the wire kept it; see ``headers``.
        started: when the request was sent, aware.
        elapsed: seconds to the last byte.
        method: of the request.
    """

    url: str
    request_headers: tuple[tuple[str, str], ...] = ()
    status: int
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    started: datetime
    elapsed: float = 0.0
    method: str = "GET"


def whole(answer: Visit) -> Fetched | Failed | Refused:
    """``answer``, which is a failure when it says "unchanged" to who has no earlier answer to hold it against."""
    if isinstance(answer, Unchanged):
        return Failed(url=answer.url, cause=FailCause.PROTOCOL, status=304, detail="304 ทั้งที่ไม่ได้ถาม")
    return answer
