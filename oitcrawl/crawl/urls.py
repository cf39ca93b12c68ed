"""Addresses: one canonical form for each page, cheaply, and which of them are the agency's own. Calm."""

import re
import sys
from collections.abc import Iterable
from typing import Final
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

from oitcrawl.crawl.offsite import unwrapped

_CACHE = 20_000  # links whose addresses are remembered: menus are; a large site's every link need not be
_ABSOLUTE = ("http://", "https://")
_OTHER_SCHEME = re.compile(r"^(?!https?:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SAFE_PATH = "/!$&'()*+,;=:@-._~"
_SAFE_QUERY = "/!$'()*+,;=:@-._~?&"
_SAFE_USER = "!$&'()*+,;=:-._~"
_ESCAPE_OR_WIDE = re.compile(r"%|[^\x21-\x7e]|[\"<>\[\]\\^`{|}]")
_BREAKS = re.compile(r"[\t\n\r]")
_BLANK = (
    "".join(map(chr, range(0x21)))
    + "\x7f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    + "".join(map(chr, range(0x2000, 0x200B)))
)
_NO_HOST = re.compile(r"//+(?:\?|$)")  # urljoin would take the page's own path, and a browser takes none
_SLOPPY_SCHEME = re.compile(r"^(https?):/*(?=[^/])", re.IGNORECASE)
_ESCAPED_SLASH = re.compile(r"%2[Ff]")
_SLASHES = re.compile(r"/{2,}")
# What stays escaped when it was: %26 is not &, %3D not =, %2B not +, %23 not #, %3F not ?, %25 not %.
_RESERVED = re.compile(r"%(?:2[36Bb5]|3[DdFf]|20)")
# A path in which nothing can be spelled in two ways.
_PLAIN = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*/?")
_SESSION_PATH = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#;]*|/\(S\([0-9a-z]{16,}\)\)(?=/)", re.IGNORECASE)
_SESSION_VALUE = re.compile(r"^[0-9A-Za-z,_-]{16,}$")
# Parameters that say who is looking, never what is shown.
_DROPPED = frozenset("phpsessid jsessionid oscsid zenid fbclid gclid msclkid igshid mc_cid mc_eid".split())
_SESSIONS = frozenset("sid sessionid session_id s aspsessionid".split())
# Print and language variants of one page; the empty page and the default layout are left over in print links.
_VARIANTS = frozenset(
    [("view", "print"), ("format", "print"), ("layout", "print"), ("task", "print"), ("tmpl", "component")]
    + [("page", ""), ("layout", "default")]
    + [(key, value) for key in ("print", "pop") for value in ("1", "true", "yes", "y")]
    + [
        (key, value)
        for key in ("lang", "hl", "language")
        for value in "th en tha eng thai english th_th en_us en_gb th-th en-us en-gb".split()
    ]
)

# https://url.spec.whatwg.org/#forbidden-host-code-points, but for the colon, which IPv6 has
FORBIDDEN_IN_HOST: Final = re.compile(r"[\x00-\x20\x7f#%/<>?@\[\\\]^|]")


class Addresses:
    """Resolves links of one agency's site and tells its own addresses from others.

    Links repeat on every page of a site, so answers are remembered, by the folder of the page or, for an href that
    says the whole path, by its host: the common case costs one look-up. Equal answers are one string.
    """

    def __init__(self, home: str, also: Iterable[str] = ()) -> None:
        self._caches: dict[str, dict[str, str | None]] = {}
        self._room = _CACHE
        self._base = self._folder = self._root = ""
        self._plain = False
        self._in_folder: dict[str, str | None] = {}
        self._in_root: dict[str, str | None] = {}
        self._hosts = frozenset(host for url in (home, *also) for host in _twins(url))
        self._own: dict[str, bool] = {}
        self._home_names = frozenset(_twins(home))
        self._origin = ""

    def prefer(self, url: str) -> None:
        """Give all addresses of the home site the scheme and host of ``url``: http, https and www are one site."""
        origin = _origin(url)
        if origin != self._origin and _name(origin) in self._home_names:
            self._origin = origin
            self._forget()

    def copy(self) -> "Addresses":
        """One that answers the same and remembers nothing yet: small enough to travel."""
        twin = Addresses("")
        twin._hosts, twin._home_names, twin._origin = self._hosts, self._home_names, self._origin
        return twin

    def resolve(self, base: str, href: str) -> str | None:
        """The canonical absolute address of ``href`` on the page ``base``; None when HTTP cannot fetch it."""
        if base is not self._base:
            self._stand_on(base)
        first = href[:1]
        if first <= " " or first > "~":
            href = href.strip(_BLANK)
            first = href[:1]
        if first in {"", "#"}:
            return None
        cache = self._in_root if first == "/" or href.startswith(_ABSOLUTE) else self._in_folder
        try:
            return cache[href]
        except KeyError:
            found = self._find(base, href, first)
        if first != "?":  # what has no path keeps the page's own
            cache[href] = found
            self._room -= 1
            if self._room < 0:
                self._forget()
        return found

    def is_own(self, url: str) -> bool:
        """Whether ``url`` (canonical) is on the site's own hosts; www and scheme do not matter, ports do."""
        origin = _origin(url)
        try:
            return self._own[origin]
        except KeyError:
            if len(self._own) > _CACHE:
                self._own.clear()
            own = self._own[origin] = _name(origin) in self._hosts
            return own

    def _stand_on(self, base: str) -> None:
        """Take out what is remembered for the folder and the host of the page ``base``."""
        folder = base[: base.rfind("/", 8, _end_of_path(base)) + 1] or base
        self._base, self._folder, self._root = base, folder, _origin(base)
        self._plain = _is_plain(folder, self._root)  # a base element may say anything
        self._in_folder = self._caches.setdefault(folder, {})
        self._in_root = self._caches.setdefault(f"{self._root} ", {})

    def _forget(self) -> None:
        self._caches.clear()
        self._room = _CACHE
        self._base = ""

    def _find(self, base: str, href: str, first: str) -> str | None:
        url = self._plainly(href, first) if self._plain else None
        if url is None:
            url = _resolve(base, href)
        if url is None:
            return None
        if "?" in url and (inner := unwrapped(url)) != url:
            url = _resolve(base, inner) or url
        origin = _origin(url)
        if self._origin and _name(origin) in self._home_names:
            url = self._origin + url[len(origin) :]
        return sys.intern(url)

    def _plainly(self, href: str, first: str) -> str | None:
        """The address of an href that is a plain path, as most are, or None."""
        path = href.partition("#")[0]
        if first == "/":
            return self._root + path if _PLAIN.fullmatch(path) else None
        folder = self._folder
        while path.startswith("../"):
            path = path[3:]
            folder = folder[: folder.rfind("/", len(self._root), -1) + 1] or folder
        return folder + path if path and _PLAIN.fullmatch("/" + path) else None


def canonical(url: str) -> str:
    """The one form of an absolute http or https address that all its spellings share.

    Raises:
        ValueError: it is no such address.
    """
    parts = urlsplit(_tidy(url))
    path = _escaped(_SLASHES.sub("/", _SESSION_PATH.sub("", parts.path)), _SAFE_PATH) or "/"
    query = _query(parts.query)
    return f"{_root(parts)}{_dotless(path)}{'?' + query if query else ''}"


def spelled(url: str) -> str:
    """``url`` properly escaped, with all that it says: what a server redirects to must be asked for to the letter.

    Raises:
        ValueError: it is no http or https address.
    """
    parts = urlsplit(_tidy(url))
    path = _dotless(_escaped(parts.path, _SAFE_PATH)) or "/"
    return f"{_root(parts)}{path}{'?' + _escaped(parts.query, _SAFE_QUERY) if parts.query else ''}"


def readable(url: str) -> str:
    """``url`` as people read it: percent escapes decoded as UTF-8, else as cp874 (old Thai servers)."""
    raw = unquote_to_bytes(url)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp874", "replace")


def _root(parts: SplitResult) -> str:
    """Scheme, host and port in their one form; a user name is kept, so that the gate can refuse it by name."""
    scheme, host, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    if scheme not in {"http", "https"} or not host:
        raise ValueError(f"not an http address: {parts.geturl()!r}")
    if not host.isascii():
        host = host.encode("idna").decode("ascii").rstrip(".")
    if not host or FORBIDDEN_IN_HOST.search(host):
        raise ValueError(f"no name of a host: {host!r}")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != (443 if scheme == "https" else 80):
        host = f"{host}:{port}"
    user = f"{_escaped(parts.netloc.rpartition('@')[0], _SAFE_USER)}@" if parts.username is not None else ""
    return f"{scheme}://{user}{host}"


def _origin(url: str) -> str:
    end = url.find("/", 8)
    return url if end < 0 else url[:end]


def _is_plain(folder: str, root: str) -> bool:
    """Whether what is added to ``folder`` need not be spelled anew."""
    try:
        return folder[-1:] == "/" and bool(_PLAIN.fullmatch(folder, len(root))) and canonical(root) == f"{root}/"
    except ValueError:
        return False


def _name(origin: str) -> str:
    return origin.partition("://")[2].removeprefix("www.")


def _end_of_path(url: str) -> int:
    end = url.find("?")
    return len(url) if end < 0 else end


def _resolve(base: str, href: str) -> str | None:
    text = _tidy(href)
    if not text or text[0] == "#" or _OTHER_SCHEME.match(text) or _NO_HOST.match(text):
        return None
    try:
        return canonical(urljoin(base, text))
    except ValueError:
        return None


def _tidy(href: str) -> str:
    """``href`` without the slips of hand-made pages: line breaks, back slashes, ``&amp;``, ``http:/x``."""
    text = _BREAKS.sub("", href).strip(_BLANK)
    text = text.replace("\\", "/").replace("&amp;", "&").partition("#")[0]
    return _SLOPPY_SCHEME.sub(r"\1://", text) if text[:1] in "hH" else text


def _query(query: str) -> str:
    if not query:
        return ""
    kept = [pair for pair in query.split("&") if pair and not _is_variant(pair)]
    return _escaped("&".join(kept), _SAFE_QUERY)


def _is_variant(pair: str) -> bool:
    key, _, value = pair.partition("=")
    key = key.lower()
    if key in _DROPPED or key.startswith("utm_") or (key, value.lower()) in _VARIANTS:
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
    """``host`` or ``host:port`` of ``url``, without www; http and https of one host are one site."""
    try:
        address = canonical(url if "://" in url else f"http://{url}")
    except ValueError:
        return ()
    name = _name(_origin(address)).rpartition("@")[2]
    return (re.sub(r"(?<!\[):(?:80|443)$", "", name),)
