"""Addresses in JSON are links, called what their own object calls them."""

import json

from oitcrawl.crawl.loaded import is_address, links_in
from oitcrawl.crawl.urls import Addresses

HOME = "https://www.example.go.th/"


def told(data, **words):
    addresses = Addresses(HOME)
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False)
    links = links_in(text, where=HOME + "api/x", page=HOME + "ita", title="ITA", resolve=addresses.resolve)
    return [(one.url.removeprefix(HOME), one.label.text, one.label.heading) for one in links]


def test_each_address_is_called_by_the_title_of_its_object():
    data = [{"id": 1, "title": "แผนพัฒนา", "url": "/d/1"}, {"name_th": "รายงาน", "link": "d/2.pdf"}]

    assert [("d/1", "แผนพัฒนา", ""), ("d/2.pdf", "รายงาน", "")] == told(data)


def test_a_number_stands_before_the_title_and_the_object_around_is_the_heading():
    data = {
        "data": {"name": "การบริหารงาน", "items": [{"no": "O7", "topic": "รายงานประจำปี", "files": ["a.pdf", "b.pdf"]}]}
    }

    assert [(f"{x}.pdf", "O7 รายงานประจำปี", "การบริหารงาน") for x in "ab"] == told(data)


def test_an_object_without_a_title_is_called_by_its_longest_words():
    assert [("a.pdf", "คู่มือสำหรับประชาชน", "")] == told({"x": "คู่มือสำหรับประชาชน", "y": "ok", "f": "/a.pdf"})


def test_anchors_in_html_inside_json_are_read():
    data = {"title": {"rendered": "ITA"}, "content": "<p><a class=x href='/o1.html'>O1 <b>โครงสร้าง</b></a></p>"}

    assert [("o1.html", "O1 โครงสร้าง", "ITA")] == told(data)


def test_pictures_scripts_and_doors_for_machines_are_no_links():
    data = {
        "thumb": "/x.jpg",
        "icon": "fa/x.svg",
        "js": "/app.js",
        "self": HOME + "wp-json/wp/v2/posts/1",
        "next": "/api/ita?page=2",
        "note": "และ/หรือ",
        "when": "1/10/2567",
        "ratio": "16:9",
    }

    assert [] == told(data)


def test_a_picture_offered_as_a_file_and_a_download_are_links():
    data = {"title": "ประกาศ", "file": "/uploads/x.jpg", "get": "/api/download/5"}

    assert [("uploads/x.jpg", "ประกาศ", ""), ("api/download/5", "ประกาศ", "")] == told(data)


def test_what_is_no_json_or_without_end_gives_little():
    assert [] == told("<html>")
    assert [] == told("[" * 100_000)
    assert 2000 == len(told([{"u": f"/p/{n}"} for n in range(60_000)]))


def test_addresses_are_told_from_words():
    for value in ("/a/b", "https://x.go.th/a", "docs/แผน 2568.pdf", "?id=3", "../x.html", "//cdn.x.th/a.pdf"):
        assert is_address(value, "url"), value
    for value in ("แผนพัฒนา", "/", "a/b", "คำอธิบาย.\nบรรทัดสอง.pdf", "https://x.go.th/app.css", "text/html"):
        assert not is_address(value), value
