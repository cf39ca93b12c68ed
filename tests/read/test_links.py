"""Addresses hidden in scripts, viewers and data attributes."""

import pytest

from oitcrawl.read.links import inner_address, is_map, leads_nowhere, refresh_target, script_target, unhidden_mail


@pytest.mark.parametrize(
    "href",
    [
        "",
        " ",
        "#",
        "#!",
        "#/",
        "#0",
        "javascript:void(0)",
        "JavaScript:void(0);",
        "javascript:",
        "javascript:;",
        "javascript:return false;",
        "about:blank",
    ],
)
def test_placeholders_lead_nowhere(href):
    assert leads_nowhere(href)


@pytest.mark.parametrize("href", ["#o7", "o7.pdf", "javascript:go('x')", "/", "?page=2"])
def test_addresses_and_calls_lead_somewhere(href):
    assert not leads_nowhere(href)


@pytest.mark.parametrize(
    ("code", "target"),
    [
        ("location='a.html'", "a.html"),
        ("document.location.href = 'a.html'", "a.html"),
        ('window.location.assign("a.html")', "a.html"),
        ("window.open ( 'a.html' , '_blank')", "a.html"),
        ("open('a.pdf')", "a.pdf"),
        ("viewFile(12, '/docs/แผน 68.pdf')", ""),
        ("viewFile(12, '/docs/plan68.PDF')", "/docs/plan68.PDF"),
        ("deletePost('post.php?id=3')", ""),
        ("alert('ok')", ""),
        ("", ""),
    ],
)
def test_scripts_name_their_target(code, target):
    assert target == script_target(code)


def test_only_viewers_and_documents_have_an_inner_address():
    assert "https://x.go.th/a" == inner_address("https://docs.google.com/gview?url=https://x.go.th/a&embedded=true")
    assert "/f/แผน.pdf" == inner_address("/viewer.html?file=%2Ff%2F%E0%B9%81%E0%B8%9C%E0%B8%99.pdf")
    assert "" == inner_address("/login.php?url=/admin")
    assert "" == inner_address("/a.pdf")


def test_refresh_is_read_in_every_spelling():
    for content in ("0;url=/a", "0; URL='/a'", '5 ; url = "/a"', "0,url=/a", "; url=/a"):
        assert "/a" == refresh_target(content), content
    assert "" == refresh_target("60")


def test_maps_of_several_makers_are_known():
    assert is_map("https://www.google.co.th/maps/place/x")
    assert is_map("https://www.openstreetmap.org/#map=15/1/2")
    assert not is_map("/sitemap.html")


def test_broken_hidden_mail_is_nothing():
    assert "" == unhidden_mail("zz") == unhidden_mail("") == unhidden_mail("00ff")
