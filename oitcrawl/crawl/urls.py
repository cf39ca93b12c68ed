"""Addresses: one canonical form for each page, cheaply, and which of them are the agency's own. Calm."""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

_CACHE = 200_000
_OTHER_SCHEME = re.compile(r"^(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_PATH = "/!$&'()*+,;=:@-._~"
_SAFE_QUERY = "/!$'()*+,;=:@-._~?&"
_ESCAPE_OR_WIDE = re.compile(r"%|[^\x21-\x7e]|[\"<>\\^`{|}]")
_BREAKS = re.compile(r"[\t\n\r]")
_ESCAPED_SLASH = re.compile(r"%2[Ff]")
_SLASHES = re.compile(r"/{2,}")
# What stays escaped when it was: %26 is not &, %3D not =, %2B not +, %23 not #, %3F not ?, %25 not %.
_RESERVED = re.compile(r"%(?:2[36Bb5]|3[DdFf]|20)")
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"^[0-9A-Za-z,_-]{16,}$")
# Parameters that say who is looking, never what is shown.
_DROPPED = frozenset(
    "phpsessid jsessionid fbclid gclid utm_source utm_medium utm_campaign utm_term utm_content".split()
)
_SESSIONS = frozenset("sid sessionid session_id s aspsessionid".split())
# Print and language variants of one page.
_VARIANTS = frozenset(
    [("view", "print"), ("format", "print"), ("layout", "print"), ("task", "print"), ("tmpl", "component")]
    + [(key, value) for key in ("print", "pop") for value in ("1", "true", "yes")]
    + [
        (key, value)
        for key in ("lang", "hl", "language")
        for value in ("th", "en", "th_th", "en_us", "th-th", "en-us")
    ]
)
_UNSAFE = re.compile(
    r"(?:^|[/?&=_.-])(?:log-?out|sign-?out|logoff|delete|remove|destroy|unsubscribe|add-to-cart|wp-login|"
    r"increment_[a-z_]*|counter|xmlrpc)(?:$|[/?&=_.\-0-9])",
    re.IGNORECASE,
)


class Addresses:
    """Resolves links of one agency's site and tells its own addresses from others.

    Links repeat on every page of a site, so the answer for (folder of the page, raw href) is remembered: the common
    case costs one look-up.
    """

    def __init__(self, home: str, also: Iterable[str] = ()) -> None:
        self._cache: dict[tuple[str, str], str | None] = {}
        self._hosts = frozenset(host for url in (home, *also) for host in _twins(url))
        self._own: dict[str, bool] = {}
        self._home_names = frozenset(_twins(home))
        self._origin = ""

    def prefer(self, url: str) -> None:
        """Take the scheme and host of ``url`` for all addresses of the home site: http, https and www are one site."""
        origin = _origin(url)
        if origin != self._origin and self._names(origin) in self._home_names:
            self._origin = origin
            self._cache.clear()

    def resolve(self, base: str, href: str) -> str | None:
        """The canonical absolute address of ``href`` on the page ``base``; None when HTTP cannot fetch it."""
        if href[:1] == "#":
            return None
        # href without a path keeps the page's own path or query, so the folder does not decide alone
        key = (base if href[:1] in {"", "?"} else base[: base.rfind("/", 8) + 1] or base, href)
        try:
            return self._cache[key]
        except KeyError:
            if len(self._cache) > _CACHE:
                self._cache.clear()
            found = self._cache[key] = self._unified(_resolve(base, href))
            return found

    def _unified(self, url: str | None) -> str | None:
        if url is None or not self._origin:
            return url
        origin = _origin(url)
        return self._origin + url[len(origin) :] if self._names(origin) in self._home_names else url

    @staticmethod
    def _names(origin: str) -> str:
        return origin.partition("://")[2].removeprefix("www.")

    def is_own(self, url: str) -> bool:
        """Whether ``url`` (canonical) is on the site's own hosts; www and scheme do not matter, ports do."""
        origin = _origin(url)
        try:
            return self._own[origin]
        except KeyError:
            if len(self._own) > _CACHE:
                self._own.clear()
            own = self._own[origin] = self._names(origin) in self._hosts
            return own


def canonical(url: str) -> str:
    """The one form of an absolute http or https address that all its spellings share.

    Raises:
        ValueError: it is no such address.
    """
    parts = urlsplit(_tidy(url))
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in {"http", "https"} or not host:
        raise ValueError(f"not an http address: {url!r}")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    if port is not None and port != (443 if scheme == "https" else 80):
        host = f"{host}:{port}"
    if parts.username is not None:  # kept, so that the gate can refuse it by name
        host = f"{parts.netloc.rpartition('@')[0]}@{host}"
    path = _escaped(_SLASHES.sub("/", _SESSION_PATH.sub("", parts.path)), _SAFE_PATH) or "/"
    query = _query(parts.query)
    return f"{scheme}://{host}{_dotless(path)}{'?' + query if query else ''}"


def readable(url: str) -> str:
    """``url`` as people read it: percent escapes decoded as UTF-8, else as cp874 (old Thai servers)."""
    raw = unquote_to_bytes(url)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp874", "replace")


def is_unsafe(url: str) -> bool:
    """Whether fetching ``url`` might change something: logout, delete, counters. Such addresses are never fetched."""
    return _UNSAFE.search(url, url.find("/", 8)) is not None if "/" in url[8:] else False


def _origin(url: str) -> str:
    end = url.find("/", 8)
    return url if end < 0 else url[:end]


def _resolve(base: str, href: str) -> str | None:
    text = _tidy(href)
    if not text or text[0] == "#" or _OTHER_SCHEME.match(text):
        return None
    try:
        return canonical(urljoin(base, text))
    except ValueError:
        return None


def _tidy(href: str) -> str:
    """``href`` without the slips of hand-made pages: line breaks, back slashes, ``&amp;``, ``http:/x``."""
    text = _BREAKS.sub("", href).strip()
    text = text.replace("\\", "/").replace("&amp;", "&").partition("#")[0]
    return re.sub(r"^(https?):/*(?=[^/])", r"\1://", text, flags=re.IGNORECASE)


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [pair for pair in query.split("&") if pair and not _is_variant(pair)]
    return _escaped("&".join(kept), _SAFE_QUERY)


def _is_variant(pair: str) -> bool:
    key, _, value = pair.partition("=")
    key = key.lower()
    if key in _DROPPED or (key, value.lower()) in _VARIANTS:
        return True
    return key in _SESSIONS and _SESSION_VALUE.match(value) is not None


def _escaped(text: str, safe: str) -> str:
    """``text`` with one spelling of every escape: unreserved characters plain, others as upper-case ``%XX``."""
    if not _ESCAPE_OR_WIDE.search(text):
        return text
    # an escaped slash separates nothing, so it stays escaped; the same holds for what _RESERVED names
    return "%2F".join(_requote(piece, safe) for piece in _ESCAPED_SLASH.split(text))


def _requote(text: str, safe: str) -> str:
    parts, last = [], 0
    for found in _RESERVED.finditer(text):
        parts += [_plain(text[last : found.start()], safe), found.group().upper()]
        last = found.end()
    return "".join([*parts, _plain(text[last:], safe)])


def _plain(text: str, safe: str) -> str:
    return quote(unquote_to_bytes(text), safe=safe)


def _dotless(path: str) -> str:
    """``path`` without ``.`` and ``..`` segments that go above the root."""
    if "/." not in path:
        return path
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if path.endswith(("/.", "/..")):
        kept.append("")
    return "/".join(kept) or "/"


def _twins(url: str) -> tuple[str, ...]:
    """``host`` and ``host:port`` of ``url``, without www; http and https of one host are one site."""
    parts = urlsplit(url if "://" in url else f"http://{url}")
    host = (parts.hostname or "").removeprefix("www.")
    if parts.port in {None, 80, 443}:
        return (host,)
    return (f"{host}:{parts.port}",)
