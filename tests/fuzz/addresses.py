"""Targets of addresses: one spelling for all, and none that passes the gate to a place that is not public."""

import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

from hypothesis import strategies as st

from oitcrawl.crawl.acts import is_unsafe
from oitcrawl.crawl.gate import Gate, GateClosed, is_public
from oitcrawl.crawl.offsite import kind_of, unwrapped
from oitcrawl.crawl.urls import Addresses, canonical, readable, spelled
from tests.fuzz.frame import Target, demand, text_of, written

HOME: Final = "https://www.khlongsai.go.th/"
_CONTROLS: Final = frozenset(map(chr, [*range(0x21), 0x7F]))


def address(data: bytes) -> None:
    """One address: its one form stays as it is, says no more than http or https, and breaks no line of HTTP."""
    text = text_of(data)
    readable(text)
    unwrapped(text)
    for form in (canonical, spelled):
        try:
            found = form(text)
        except ValueError:  # declared: it is no such address
            continue
        demand(form(found) == found, f"{form.__name__} of {form.__name__} changes nothing", text, found)
        demand(found.startswith(("http://", "https://")), "http or https", text, found)
        demand(found.isascii() and not _CONTROLS & set(found), "no blank, no control, all ASCII", text, found)
        demand(is_unsafe(found) in {True, False}, "told apart")
        kind_of(found)


def gate(data: bytes) -> None:
    """One address before the gate: what passes leads to no private place, however the rest of the world spells it."""
    text = text_of(data)
    gate = Gate.of(HOME)
    for url in {text, *_forms(text)}:
        try:
            gate.check_url(url)
        except GateClosed:  # declared
            continue
        parts = urlsplit(url)
        host = parts.hostname or ""
        demand(parts.scheme in {"http", "https"}, "http or https", url)
        demand(parts.username is None and "\\" not in url, "no credentials, no back slash", url)
        demand(parts.port in {None, 80, 443}, "usual ports", url)
        demand(host.rstrip(".").rpartition(".")[2] != "localhost", "no name of this machine", url)
        for place in _as_others_read(host):
            demand(is_public(place), "a public address", url, str(place))


def link(data: bytes) -> None:
    """An href on a page, as ``base`` and ``href`` with a line end between: an address in its one form, or none."""
    base, _, href = text_of(data).partition("\n")
    addresses = Addresses(HOME)
    for page in (HOME, base):
        found = addresses.resolve(page, href)
        demand(found == addresses.resolve(page, href), "the same when asked again", page, href, found)
        demand(
            found == addresses.copy().resolve(page, href), "the same when nothing is remembered", page, href, found
        )
        if found is not None:
            demand(canonical(found) == found, "its one form", page, href, found)
            demand(addresses.is_own(found) == addresses.copy().is_own(found), "own or not", found)


def _forms(text: str) -> set[str]:
    forms = set()
    for form in (canonical, spelled):
        try:
            forms.add(form(text))
        except ValueError:
            continue
    return forms


def _as_others_read(host: str) -> set[ipaddress.IPv4Address | ipaddress.IPv6Address]:
    """Addresses that the system's resolver takes the host for without asking anybody."""
    try:
        found = socket.getaddrinfo(host.partition("%")[0], 80, flags=socket.AI_NUMERICHOST, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return set()
    return {ipaddress.ip_address(one[4][0].partition("%")[0]) for one in found}


# Likely addresses

_SCHEMES: Final = (
    "http://",
    "https://",
    "HTTP://",
    "http:/",
    "http:\\\\",
    "https:",
    "//",
    "",
    "ftp://",
    "javascript:",
    "\thttp://",
)
_HOSTS: Final = (
    "www.khlongsai.go.th", "khlongsai.go.th.", "คลองใส.ไทย", "xn--12cl1ck0bl6hdu9iyb9bp.com", "127.0.0.1", "0x7f.1", "017700000001", "2130706433",
    "[::1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[fe80::1%25eth0]", "localhost", "LOCALHOST.", "a.localhost", "１２７.0.0.1",
    "127。0。0。1", "8.8.8.8", "[2606:4700::1]", "user@x.go.th", "u:p@127.0.0.1", "x.go.th\\@10.0.0.1", "169.254.169.254", "①⑦②.16.0.1",
    "%31%32%37.0.0.1", "127.0.0.1%00.x.go.th", "x.go.th#@127.0.0.1", "x.go.th:80", "x.go.th:65536", "x.go.th:", "x.go.th:๘๐", "ﬁ.go.th", "-", "[", "[v1.x]",
)  # fmt: skip
_PATHS: Final = (
    "/", "//a//b", "/./a/../b", "/../..", "/%2e%2e/%2F", "/%41%zz%", "/ข่าว/ita 2568.pdf", "/a;jsessionid=1234567890123456789", "/(S(abcdefghijklmnop))/x",
    "/a\\b", "/a&amp;b", "/\u200b", "/\ud7ff", "/%E0%B8%81", "/%A1%A2", "/a\rb\nc", "/logout.php", "/a%20", "/a?b", "/;", "/a:b", "/.",
)  # fmt: skip
_QUERIES: Final = (
    "?", "?a=1&b=2", "?print=1", "?sid=1234567890abcdef1234", "?lang=th&", "?x=%26%3D%2B%23", "?url=http://127.0.0.1/x.pdf", "??", "?a=ก", "?utm_source=x&id=5",
    "?file=../x.pdf", "#frag", "?a#?b", "?page=", "?q=%", "?a=%25%32%35",
)  # fmt: skip
_noise = st.text(max_size=8) | st.sampled_from(
    ("%", "\\", "\x00", "\r\n", "@", ":", "[", "]", "\u3002", "\u2100", "\u202e", "ำ", "&amp;")
)
addresses = st.tuples(
    st.sampled_from(_SCHEMES), st.sampled_from(_HOSTS) | _noise, st.sampled_from(_PATHS) | _noise, st.sampled_from(_QUERIES) | _noise, _noise | st.just("")
).map("".join)  # fmt: skip
_hrefs = (
    addresses | st.tuples(st.sampled_from(_PATHS) | _noise, st.sampled_from(_QUERIES) | _noise).map("".join) | _noise
)


def _seeds() -> list[bytes]:
    return [f"http://{host}{path}".encode("utf-8", "replace") for host, path in zip(_HOSTS, _PATHS * 2, strict=False)]


def _pairs() -> list[bytes]:
    return [
        f"{HOME}{path[1:]}\n{query}{path}".encode("utf-8", "replace")
        for path, query in zip(_PATHS, _QUERIES * 2, strict=False)
    ]


_WORDS: Final = (*_SCHEMES, *_HOSTS, *_PATHS, *_QUERIES)
_WATCHED: Final = ("oitcrawl.crawl", "urllib.parse", "ipaddress", "encodings.idna")

TARGETS: Final = (
    Target(name="address", run=address, inputs=written(addresses), seeds=_seeds, words=_WORDS, watched=_WATCHED, examples=400),
    Target(name="gate", run=gate, inputs=written(addresses), seeds=_seeds, words=_WORDS, watched=_WATCHED, examples=400),
    Target(
        name="link", run=link, inputs=written(st.tuples(addresses, _hrefs).map("\n".join)), seeds=_pairs, words=_WORDS, watched=_WATCHED, examples=300,
    ),
)  # fmt: skip
