"""Targets of markup: pages with their links, sitemaps, robots.txt; any bytes give something bounded."""

import gzip
import re
from typing import Final

from hypothesis import strategies as st

from oitcrawl.crawl.robots import AGENT, MAX_DELAY, robots_from
from oitcrawl.crawl.sitemap import MAX_URLS, read_sitemap
from oitcrawl.crawl.urls import Addresses, canonical
from oitcrawl.model.visit import Fetched
from oitcrawl.read import html
from oitcrawl.read.charset import decode
from oitcrawl.read.hidden import MAX_HIDDEN
from oitcrawl.read.links import LABEL_LENGTH, ROW_LENGTH
from tests.fuzz import addresses, robots_reference
from tests.fuzz.frame import Target, demand, written

_URL: Final = "https://www.khlongsai.go.th/ita/index.php?id=5"
_MAX_LINKS: Final = 40
_HALF: Final = re.compile("[\ud800-\udfff]")


def page(data: bytes) -> None:
    """One page: links lead to http and https in their one form, all is bounded, and reading it again gives the same."""
    read = _read(data)
    demand(read == _read(data), "the same when read again", data)
    demand(len(read.links) <= _MAX_LINKS, "as many links as were asked for", data)
    demand(len(read.headings) <= html.MAX_HEADINGS and len(read.dead_anchors) <= html.MAX_DEAD, "bounded", data)
    demand(len(read.alts) <= html.MAX_ALTS and len(read.leaf.tables) <= html.MAX_TABLES, "bounded", data)
    demand(len(read.hidden) <= MAX_HIDDEN, "bounded", data)
    demand(0.0 <= read.leaf.quality <= 1.0, "a share", data, read.leaf.quality)
    for link in (*read.links, *read.hidden, *read.veiled):
        demand(link.url.startswith(("http://", "https://")), "http or https", data, link.url)
        demand(canonical(link.url) == link.url, "its one form", data, link.url)
        demand(len(link.label.text) <= LABEL_LENGTH, "a short label", data)
        demand(max(len(link.label.row), len(link.label.heading)) <= LABEL_LENGTH, "a short row and heading", data)
    for link in read.links:
        demand(len(link.label.row) <= ROW_LENGTH and len(link.label.heading) <= ROW_LENGTH, "a short row", data)
    demand(not read.refresh or canonical(read.refresh) == read.refresh, "a refresh leads to http or https", data)
    for text in (
        read.title,
        read.leaf.text,
        read.chrome,
        *read.headings,
        *read.alts,
        *(link.label.text for link in read.links),
    ):
        demand(not _HALF.search(text), "no half letter", data, text)
    demand(len(read.leaf.text) <= 4 * len(data) + 100, "no more text than there was", data, len(read.leaf.text))


def charset(data: bytes) -> None:
    """Any bytes as text, by any header: whole letters, and the bytes themselves where it says so."""
    for name in ("", "tis-620", "utf-8", "windows-1252", "utf-16", "x-unknown", "\x00"):
        read = decode(data, charset=name)
        demand(not _HALF.search(read.text), "no half letter", data, read.encoding)
        demand(not read.as_is or read.text.encode() == data, "as it is", data, read.encoding)
        demand(len(read.text) <= len(data) + 1, "no more than there was", data, read.encoding)


def sitemap(data: bytes) -> None:
    """A sitemap: a bounded number of addresses, no entity of its own, nothing read from elsewhere."""
    read = read_sitemap(data)
    demand(read == read_sitemap(data), "the same when read again", data)
    demand(len(read.pages) <= MAX_URLS and len(read.maps) <= MAX_URLS, "bounded", data)
    demand(sum(map(len, read.pages + read.maps)) <= 2_000_000, "no billion laughs", data)
    for one in (*read.pages, *read.maps):
        demand("root:" not in one, "nothing of this machine", data, one)
        Addresses(addresses.HOME).resolve(_URL, one)


def robots(data: bytes) -> None:
    """What RFC 9309 forbids, by a reader of its grammar, we do not allow; delays and sitemaps are bounded."""
    rules = robots_from(Fetched(url=_URL, final_url=_URL, body=data))
    demand(0.0 <= rules.delay <= MAX_DELAY, "a delay in its bounds", data, rules.delay)
    demand(len(rules.sitemaps) <= 20, "bounded", data)
    text = data.decode("utf-8-sig", "replace")
    reference = None if text.lstrip()[:1] == "<" else robots_reference.understood(text, AGENT)
    for path in _ASKED:
        url = f"https://www.khlongsai.go.th{path}"
        allowed = rules.allows(url)
        demand(allowed == rules.allows(url), "the same when asked again", data, path)
        if reference is not None and not robots_reference.allows(reference, path):
            demand(not allowed, "what the reference forbids is not allowed", data, path)


def _read(data: bytes) -> html.Page:
    return html.read_page(data, url=_URL, resolve=Addresses(addresses.HOME).resolve, max_links=_MAX_LINKS)


# Likely pages

_TAGS: Final = "a b p div span table tr td th ul li h1 h2 h3 header nav footer main form iframe frame embed object script style title meta base img br template noscript select option textarea svg math details button area center font body html head noframes xmp plaintext".split()
_NAMES: Final = "href src onclick content http-equiv data-href data-pdf data-url data-src title alt class id style name value target download data data-cfemail source hidden aria-label colspan rowspan role rel".split()
_VALUES: Final = (
    "refresh", "0;url=/x", "5; URL='http://127.0.0.1/'", "window.open('a.pdf')", 'location.href="b.docx"', "javascript:void(0)", "javascript:alert(1)", "#", "mailto:a@x.go.th", "tel:0812345678",
    "display:none", "data:text/html,x", "https://docs.google.com/gview?url=http://x.go.th/a.pdf", "viewer.html?file=%2Fa.pdf", "9999999", "-1", "54204a", "_df_book", "text/html; charset=tis-620", "", "O1",
)  # fmt: skip
_value = st.sampled_from(_VALUES) | addresses.addresses | st.text(max_size=6)
_attribute = st.tuples(
    st.sampled_from(_NAMES), st.sampled_from(('="', "='", "=", " = ")), _value, st.sampled_from(('"', "'", "", " "))
).map("".join)
_opening = st.tuples(
    st.just("<"),
    st.sampled_from(_TAGS),
    st.lists(_attribute.map(" ".__add__), max_size=3).map("".join),
    st.sampled_from((">", "/>", " ", ">>")),
).map("".join)
_closing = st.sampled_from(_TAGS).map("</{}>".format)
_PIECES: Final = (
    "<!--",
    "-->",
    "<!-- <a href='/x.pdf'>ก</a> -->",
    "<![CDATA[",
    "]]>",
    "<?php ?>",
    "<!DOCTYPE html>",
    "&amp;",
    "&#0;",
    "&#xD800;",
    "&nbsp;",
    "ข้อมูลการเปิดเผย OIT",
    "ปี 2568",
    "O12 รายงาน",
    "\x00",
    "\ufeff",
    "<",
    ">",
    "รายงานผล\n",
)
_pages = st.lists(_opening | _closing | _opening | st.sampled_from(_PIECES) | st.text(max_size=5), max_size=25).map(
    "".join
)
_SITEMAPS: Final = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">', "<url><loc>https://x.go.th/a</loc></url>", "</urlset>", "<sitemapindex>", "<sitemap><loc>/b.xml</loc></sitemap>", "<loc>", "</loc>", "<image:loc>x</image:loc>",
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>', "&a;", "&b;", "&c;", '<?xml version="1.0" encoding="tis-620"?>', "<url>", "</url>", "https://x.go.th/c\n", "<![CDATA[http://x]]>", "\x00",
)  # fmt: skip
_RULES: Final = (
    "User-agent: *\n", "User-agent: oitcrawl\n", "user-agent:OITCRAWL # we\n", "User-agent: oit\n", "User-agent: oitcrawl/1.0\n", "User-agent: googlebot\n", "Disallow: /\n", "Disallow:\n", "Disallow: /admin\n", "Disallow: /*.pdf$\n",
    "Disallow: /*?\n", "Allow: /admin/ita\n", "Allow: /\n", "Allow: /*.pdf\n", "Crawl-delay: 5\n", "Crawl-delay: nan\n", "Crawl-delay: -1\n", "Crawl-delay: 1e999\n", "Request-rate: 1/5s\n", "Request-rate: 0/0\n", "Visit-time: 0600-0845\n", "Sitemap: /s.xml\n",
    "Disallow: /%E0%B8%81\n", "Disallow: /ก\n", "Disallow: /a%2Fb\n", "Disallow: /a/b\n", "Disallow: /*/*/*/*/*/*/*/*/*/*a$\n", "Disallow: $\n", "Disallow: *\n", "disallow : /x\n", "\n", "\r", "# x\n", "Disallow: /admin/ita/x$\n", "Allow: /$\n", "Host: x\n",
)  # fmt: skip
_ASKED: Final = (
    "/",
    "/a",
    "/admin",
    "/admin/ita",
    "/admin/ita/x",
    "/x/o12.pdf",
    "/x/o12.pdf?v=1",
    "/%E0%B8%81",
    "/a%2Fb",
    "/a/b",
    "/x",
    "/a/a/a/a/a/a/a/a/a/a/a",
    "/$",
    "/~x",
    "/a?b=%2F",
)


def _page_seeds() -> list[bytes]:
    anchors = "".join(f'<tr><td>O{n} ข้อ<td><a href="/f{n}.pdf">ไฟล์</a>' for n in range(5))
    sides = "<base href=/b/><meta http-equiv=refresh content='0;url=/x'><iframe src=//x.go.th/></iframe><div onclick=\"window.open('a.pdf')\">ก</div>"
    whole = f"<title>OIT</title><h1>ปี 2568</h1><nav><ul><li><a href=/>หน้าแรก</a></ul></nav><table>{anchors}</table>{sides}"
    return [
        whole.encode(),
        whole.encode("cp874"),
        whole.encode("utf-16"),
        sides.encode(),
        b"<!-- <a href=/x.pdf>x</a> -->",
    ]


def _map_seeds() -> list[bytes]:
    whole = "".join(_SITEMAPS[:3])
    return [whole.encode(), gzip.compress(whole.encode()), "".join(_SITEMAPS).encode(), b"https://x.go.th/a\n" * 3]


def _robots_seeds() -> list[bytes]:
    return ["".join(_RULES).encode(), *("".join(_RULES[at : at + 4]).encode() for at in range(0, len(_RULES), 3))]


_bytes = (
    st.binary(max_size=60)
    | _pages.map(lambda text: text.encode("cp874", "replace"))
    | _pages.map(lambda text: text.encode("utf-16-le", "replace"))
)

TARGETS: Final = (
    Target(name="page", run=page, inputs=written(_pages) | _bytes, seeds=_page_seeds, words=(*(f"<{tag}" for tag in _TAGS), *(f"{name}=" for name in _NAMES), *_VALUES, *_PIECES), watched=("oitcrawl.read", "oitcrawl.crawl.urls"), examples=400),
    Target(name="charset", run=charset, inputs=_bytes | written(_pages), seeds=_page_seeds, words=("à¸", "เธ", b"\xa1\xa2", b"\xff\xfe", b"\xef\xbb\xbf", "charset=tis-620"), watched=("oitcrawl.read.charset", "w3lib"), examples=150, longest=500),
    Target(name="sitemap", run=sitemap, inputs=written(st.lists(st.sampled_from(_SITEMAPS) | st.text(max_size=5), max_size=12).map("".join)) | st.binary(max_size=40), seeds=_map_seeds, words=_SITEMAPS, watched=("oitcrawl.crawl.sitemap",), examples=200),
    Target(name="robots", run=robots, inputs=written(st.lists(st.sampled_from(_RULES) | st.text(max_size=5), max_size=12).map("".join)), seeds=_robots_seeds, words=_RULES, watched=("oitcrawl.crawl.robots", "protego"), examples=300),
)  # fmt: skip
