"""One canonical form per page, and which addresses are the agency's own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.crawl import urls
from oitcrawl.crawl.urls import Addresses, canonical, readable, spelled

BASE = "https://www.x.go.th/a/b.php?x=1"
PIECES = "a b. ../ ./ / // . .. ? q=1 #f http: https:// x.go.th %41 %e0 h HTTP:// \\ &amp; ;sid=1 ก :80".split()
BASES = [
    "http://x.go.th/",
    "http://x.go.th/a/b",
    "http://x.go.th/b/?u=/c/d",
    "HTTP://X.go.th:80/a/",
    "http://x.go.th",
]


@pytest.mark.parametrize(
    "href, expected",
    [
        ("c.html", "https://www.x.go.th/a/c.html"),
        ("../d", "https://www.x.go.th/d"),
        ("?page=2", "https://www.x.go.th/a/b.php?page=2"),
        ("/x#top", "https://www.x.go.th/x"),
        ("/%e0%b8%81.pdf", "https://www.x.go.th/%E0%B8%81.pdf"),
        ("/ก.pdf", "https://www.x.go.th/%E0%B8%81.pdf"),
        ("/%A1%E0.pdf", "https://www.x.go.th/%A1%E0.pdf"),
        ("/my file.pdf", "https://www.x.go.th/my%20file.pdf"),
        ("/A%2fB", "https://www.x.go.th/A%2FB"),
        ("/p?a=%26b", "https://www.x.go.th/p?a=%26b"),
        ("x.php?id=1&amp;page=2", "https://www.x.go.th/a/x.php?id=1&page=2"),
        ("x.php?id=1&PHPSESSID=abcdef0123456789", "https://www.x.go.th/a/x.php?id=1"),
        ("x.php?sid=5", "https://www.x.go.th/a/x.php?sid=5"),
        ("x.php?sid=9f86d081884c7d659a2f", "https://www.x.go.th/a/x.php"),
        ("/p;jsessionid=AB12?x=1", "https://www.x.go.th/p?x=1"),
        ("/p?id=3&lang=en", "https://www.x.go.th/p?id=3"),
        ("/p?lang=plan", "https://www.x.go.th/p?lang=plan"),
        ("/p?tmpl=component&print=1&id=3", "https://www.x.go.th/p?id=3"),
        ("/p?utm_source=line&id=3", "https://www.x.go.th/p?id=3"),
        ("\\files\\a.pdf", "https://www.x.go.th/files/a.pdf"),
        (" \n/z\n", "https://www.x.go.th/z"),
        ("http:/x.go.th/z", "http://x.go.th/z"),
        ("HTTPS://WWW.X.GO.TH:443", "https://www.x.go.th/"),
        ("//y.go.th/", "https://y.go.th/"),
        ("/a//b", "https://www.x.go.th/a/b"),
        ("/../../up", "https://www.x.go.th/up"),
        ("hello.html", "https://www.x.go.th/a/hello.html"),
        ("../../../d/e.html#x", "https://www.x.go.th/d/e.html"),
        ("./e.html", "https://www.x.go.th/a/e.html"),
        ("..", "https://www.x.go.th/"),
        ("https://www.x.go.th/z/../y", "https://www.x.go.th/y"),
        ("/p?a[]=1", "https://www.x.go.th/p?a%5B%5D=1"),
        ("/p?a%5b%5D=1", "https://www.x.go.th/p?a%5B%5D=1"),
        ("/p?id=3&utm_id=9", "https://www.x.go.th/p?id=3"),
        ("/p?id=3&tmpl=component&print=1&layout=default&page=", "https://www.x.go.th/p?id=3"),
        ("/p?page=2", "https://www.x.go.th/p?page=2"),
        ("/p?lang=thai&id=3", "https://www.x.go.th/p?id=3"),
    ],
)
def test_spellings_of_one_page_become_one_address(href, expected):
    assert expected == Addresses("https://www.x.go.th/").resolve(BASE, href)


@pytest.mark.parametrize(
    "href", ["", "#", "#top", "javascript:void(0)", "JavaScript:x", "mailto:a@b", "tel:1", "data:x", "file:///etc"]
)
def test_what_http_cannot_fetch_is_none(href):
    assert Addresses("https://www.x.go.th/").resolve(BASE, href) is None


def test_an_answer_is_the_same_from_the_cache():
    addresses = Addresses("https://www.x.go.th/")
    first = [addresses.resolve(page, "c") for page in (BASE, "https://www.x.go.th/a/z", "https://www.x.go.th/q/z")]

    assert first == [
        addresses.resolve(page, "c") for page in (BASE, "https://www.x.go.th/a/z", "https://www.x.go.th/q/z")
    ]
    assert ["/a/c", "/a/c", "/q/c"] == [url.removeprefix("https://www.x.go.th") for url in first]


@pytest.mark.parametrize("href", ["?page=2", " ?page=2", "\n?page=2\n"])
def test_what_has_no_path_stays_on_its_own_page(href):
    addresses = Addresses("https://x.go.th/")

    assert ["https://x.go.th/a/1?page=2", "https://x.go.th/a/2?page=2"] == [
        addresses.resolve(f"https://x.go.th/a/{page}", href) for page in (1, 2)
    ]


def test_a_slash_in_a_query_makes_no_folder():
    found = Addresses("https://x.go.th/").resolve("https://x.go.th/a/b?u=/c/d", "e")

    assert "https://x.go.th/a/e" == found


@pytest.mark.parametrize("base", ["HTTP://X.go.th:80/a/b", "http://x.go.th/a/../a/b", "http://x.go.th//a/b"])
def test_a_base_element_may_be_spelled_as_it_likes(base):
    assert "http://x.go.th/a/c.html" == Addresses("http://x.go.th/").resolve(base, "c.html")


def test_the_memory_of_addresses_is_bounded(monkeypatch):
    monkeypatch.setattr(urls, "_CACHE", 100)
    addresses = Addresses("https://x.go.th/")

    found = [addresses.resolve("https://x.go.th/a/", f"p{number}") for number in range(1000)]

    assert "https://x.go.th/a/p999" == found[-1]
    assert sum(map(len, addresses._caches.values())) <= 200


@given(st.lists(st.sampled_from([*PIECES, " "]), max_size=6).map("".join), st.sampled_from(BASES))
def test_plain_paths_take_a_short_cut_to_the_same_address(href, base):
    """What the cache and the short cut answer is what joining and spelling anew answer."""
    joined = None if href.strip()[:1] in {"", "#"} else urls._resolve(base, href)

    assert joined == Addresses("http://y/").resolve(base, href)


def test_a_server_is_asked_for_all_that_it_redirects_to():
    assert "http://x/a//b;sid=1?lang=en&u=%E0%B8%81" == spelled("HTTP://X:80/a//b;sid=1?lang=en&u=ก#top")


def test_a_thai_domain_is_own_in_both_spellings():
    addresses = Addresses("https://เทศบาล.ไทย/")

    assert addresses.is_own(canonical("https://เทศบาล.ไทย/a"))
    assert addresses.is_own(canonical("https://www.เทศบาล.ไทย/a"))


@pytest.mark.parametrize(
    "url, own",
    [
        ("https://www.x.go.th/a", True),
        ("http://x.go.th/a", True),
        ("https://sub.x.go.th/", False),
        ("https://x.go.th:8080/", False),
        ("https://ita.x.go.th/y", True),
        ("https://evil.th/www.x.go.th/", False),
    ],
)
def test_own_hosts_are_the_home_its_twin_and_the_named_ones(url, own):
    assert own is Addresses("https://www.x.go.th/", also=("https://ita.x.go.th/",)).is_own(url)


def test_http_https_and_www_become_one_once_the_home_page_has_answered():
    addresses = Addresses("http://x.go.th/")
    addresses.prefer("https://www.x.go.th/index.html")

    assert "https://www.x.go.th/a" == addresses.resolve("https://www.x.go.th/", "http://x.go.th/a")
    assert "http://y.go.th/a" == addresses.resolve("https://www.x.go.th/", "http://y.go.th/a")


def test_a_stranger_is_never_preferred():
    addresses = Addresses("http://x.go.th/")
    addresses.prefer("https://evil.th/")

    assert "http://x.go.th/a" == addresses.resolve("http://x.go.th/", "/a")


def test_people_read_thai_in_addresses():
    assert "https://x/แผน.pdf" == readable("https://x/%E0%B9%81%E0%B8%9C%E0%B8%99.pdf")
    assert "https://x/กา" == readable("https://x/%A1%D2")


@given(st.text(min_size=0, max_size=60))
def test_any_text_resolves_to_a_stable_address_or_to_none(href):
    """A canonical address is its own canonical form, and nothing raises."""
    found = Addresses("https://www.x.go.th/").resolve(BASE, href)

    assert found is None or canonical(found) == found


def test_a_viewer_or_a_way_out_is_the_address_that_it_leads_to():
    some = Addresses("https://www.x.go.th/")
    viewer = "https://docs.google.com/viewer?url=http%3A%2F%2Fx.go.th%2Fdoc%2Fo7%20a.pdf&embedded=true"

    assert "http://x.go.th/doc/o7%20a.pdf" == some.resolve("https://www.x.go.th/ita", viewer)
    assert "https://drive.google.com/file/d/1QQ/view" == some.resolve(
        "https://www.x.go.th/ita",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fdrive.google.com%2Ffile%2Fd%2F1QQ%2Fview",
    )
    assert "https://l.facebook.com/l.php?u=http://[bad" == some.resolve(
        "https://www.x.go.th/", "https://l.facebook.com/l.php?u=http://[bad"
    ).replace("%5B", "[")
