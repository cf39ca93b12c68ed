"""What a site allows, and what it names itself."""

import gzip

import pytest

from oitcrawl.crawl.robots import MAX_DELAY, robots_from
from oitcrawl.crawl.sitemap import Sitemap, parse_sitemap, read_sitemap
from oitcrawl.model.visit import FailCause, Failed, Fetched

SITE = "https://x.go.th"


def answer(text):
    return Fetched(url=SITE, final_url=SITE, body=text.encode() if isinstance(text, str) else text)


def test_disallowed_paths_are_kept():
    robots = robots_from(
        answer("User-agent: *\nDisallow: /admin\nAllow: /admin/ita\nSitemap: https://x.go.th/s.xml\n")
    )

    assert [True, False, True] == [robots.allows(SITE + path) for path in ("/a", "/admin/x", "/admin/ita/1")]
    assert ("https://x.go.th/s.xml",) == robots.sitemaps


def test_a_group_of_our_own_wins_over_the_general_one():
    robots = robots_from(answer("User-agent: oitcrawl\nDisallow:\n\nUser-agent: *\nDisallow: /\n"))

    assert robots.allows(SITE + "/a")


def test_crawl_delay_is_honoured_up_to_a_cap():
    assert 3.0 == robots_from(answer("User-agent: *\nCrawl-delay: 3\n")).delay
    assert MAX_DELAY == robots_from(answer("User-agent: *\nCrawl-delay: 86400\n")).delay


@pytest.mark.parametrize("cause, open_", [
    (FailCause.NOT_FOUND, True), (FailCause.FORBIDDEN, True), (FailCause.SERVER_ERROR, False), (FailCause.TIMEOUT, False),
    (FailCause.TOO_MANY_REQUESTS, False), (FailCause.DNS, False), (FailCause.TLS, False), (FailCause.REDIRECT_LOOP, True),
    (FailCause.TOO_LARGE, True), (FailCause.DECODE, True), (FailCause.CLIENT_ERROR, True),
])  # fmt: skip
def test_an_absent_file_allows_all_and_a_broken_server_shuts(cause, open_):
    assert open_ is robots_from(Failed(url=SITE, cause=cause)).allows(SITE + "/a")


def test_an_html_page_in_place_of_robots_says_nothing():
    assert robots_from(answer("<html>Disallow: /</html>")).allows(SITE + "/a")


@pytest.mark.parametrize(
    "before",
    ["<!-- hi -->\n", "<!-- hi -->\r\n", "<html>\n<pre>\n", "\ufeff  <!doctype html>\n\n", "<\n", "<b>x</b>\r"],
)
@pytest.mark.parametrize("head", ["User-agent: *", "  user-agent : *", "User agent: oitcrawl", "useragent: *"])
def test_rules_behind_a_line_of_html_are_rules(before, head):
    robots = robots_from(answer(f"{before}{head}\nDisallow: /\n"))

    assert not robots.allows(SITE + "/a")


@pytest.mark.parametrize(
    "page",
    [
        "<p>Disallow: /</p>",
        "<script>\nvar userAgent = navigator.userAgent;\n</script>",
        "<p>\nUser-agents\nDisallow: /",
    ],
)
def test_a_page_that_names_no_group_says_nothing(page):
    assert robots_from(answer(page)).allows(SITE + "/a")


def test_any_bytes_are_survived():
    assert robots_from(answer(bytes(range(256)) * 50)).allows(SITE + "/a")


def test_request_rate_counts_as_a_delay():
    assert 5.0 == robots_from(answer("User-agent: *\nRequest-rate: 1/5\n")).delay


def test_a_file_without_end_is_cut_between_rules():
    long = b"User-agent: *\n" + b"Disallow: /aaaa\n" * 40_000 + b"Disallow: /\n"

    assert robots_from(answer(long)).allows(SITE + "/b")
    assert not robots_from(answer(long)).allows(SITE + "/aaaa")
    assert robots_from(answer(long)).allows(SITE + "/aaa")


URLSET = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc> https://x.go.th/a </loc></url></urlset>'
)


@pytest.mark.parametrize(
    "body", [URLSET.encode(), gzip.compress(URLSET.encode()), b"https://x.go.th/a\n", URLSET[:-9].encode()]
)
def test_sitemaps_in_every_form(body):
    assert ("https://x.go.th/a",) == parse_sitemap(body)


@pytest.mark.parametrize("body", [b"", b"<html>", b"\x1f\x8bbroken", b"<", b"\x00" * 10])
def test_what_is_no_sitemap_names_nothing(body):
    assert () == parse_sitemap(body)


def test_entities_are_not_followed():
    bomb = b'<!DOCTYPE x [<!ENTITY a "https://x.go.th/"><!ENTITY b SYSTEM "file:///etc/passwd">]><urlset><url><loc>&b;</loc></url></urlset>'

    assert not any("root" in url for url in parse_sitemap(bomb))


def test_an_index_names_maps_and_a_map_names_pages_but_no_pictures():
    index = b"<sitemapindex><sitemap><loc>https://x.go.th/map.php?n=1</loc></sitemap></sitemapindex>"
    pictures = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/">'
        b"<url><loc>https://x.go.th/a</loc><image:image><image:loc>https://x.go.th/a.jpg</image:loc></image:image></url>"
        b"</urlset>"
    )

    assert Sitemap(maps=("https://x.go.th/map.php?n=1",)) == read_sitemap(index)
    assert Sitemap(pages=("https://x.go.th/a",)) == read_sitemap(pictures)


def test_a_packed_map_that_is_cut_short_names_what_it_has():
    pages = "".join(f"<url><loc>https://x.go.th/{number}</loc></url>" for number in range(3000))
    packed = gzip.compress(f"<urlset>{pages}</urlset>".encode())

    assert 100 < len(read_sitemap(packed[: len(packed) // 2]).pages) < 3000


def test_a_packed_map_unpacks_within_bounds():
    assert Sitemap() == read_sitemap(gzip.compress(b"<urlset>" + b" " * 30_000_000))


def test_a_group_is_ours_by_the_whole_name_and_also_with_the_version_of_a_log():
    shut = "User-agent: {}\nDisallow: /\n"

    assert not robots_from(answer(shut.format("oitcrawl/1.0 (+https://x.go.th)"))).allows(SITE + "/a")
    assert not robots_from(answer(shut.format("*") + "User-agent: oit\nDisallow:\n")).allows(SITE + "/a")
    assert not robots_from(answer(shut.format("oit*"))).allows(SITE + "/a")
    assert robots_from(answer(shut.format("oitcrawler"))).allows(SITE + "/a")
