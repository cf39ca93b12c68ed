"""Pages nested without end are read in no time, and others stay as they are."""

import time

import pytest

from oitcrawl.read.html import read_page
from oitcrawl.read.nesting import flattened

UNITS = {
    "div": "<div>",
    "span": "<span>",
    "table": "<table><tr><td>",
    "font": "<font size=1>",
    "b": "<b>",
    "list": "<ul><li>",
    "own": "<x-li>",
    "mixed": "<div><b><span><p><table><td><font color=red>",
    "spans_then_divs": "<span>",
    "stray_ends": "<div></table></x><b></div >",
    "within_cells": "<table><td><div></div><span></table ",
    "links": "<div><a href=y>",
    "upper": "<DIV CLASS='a>b'>",
}


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("ends", ["", "</div>"])
def test_a_page_nested_without_end_is_read_in_no_time(name, ends):
    unit = UNITS[name]
    count = 600_000 // len(unit)
    deep = "<div>" * 60_000 if name == "spans_then_divs" else ""
    html = f"<title>หน้าแรก</title><a href=/before>ก่อน</a>{unit * count}{deep}<a href=/behind>หลัง</a>{ends * 60_000}"
    began = time.process_time()

    page = read_page(html.encode(), url="https://x.go.th/", resolve=lambda _base, href: f"https://x.go.th{href}")

    assert time.process_time() - began < 1.5, "it took minutes"
    assert "https://x.go.th/before" == page.links[0].url
    assert "หน้าแรก" == page.title


def test_what_stands_behind_keeps_its_links_and_text():
    html = "<div>" * 20_000 + "<p>แผนพัฒนา <a href=/plan>ดู</a></p>"

    page = read_page(html.encode(), url="https://x.go.th/", resolve=lambda _base, href: f"https://x.go.th{href}")

    assert ["https://x.go.th/plan"] == [link.url for link in page.links]
    assert "แผนพัฒนา" in page.leaf.text


@pytest.mark.parametrize(
    "unit",
    [
        "<tr><td><font size=2>ก<td><img src=a>ข",
        "<li><a href=x>ก<br>",
        "<p>ก<p>ข<hr>",
        "<option>ก",
        "<h2>ก</h2><div><b>ข</b><input></div>",
        "<div><span>ก</div>",
        "<!-- <div><div> --><script>s='<div><div>'</script>",
    ],
)
def test_tags_that_are_left_open_are_not_taken_for_depth(unit):
    markup = (f"<table>{unit}".replace("ก", "a").replace("ข", "b") + unit * 9_000).encode()

    assert flattened(markup) is markup


def test_a_page_as_people_write_them_comes_out_as_it_went_in():
    markup = b"<div>" * 499 + b"<p>" * 9_000

    assert flattened(markup) is markup


def test_an_ordinary_page_costs_next_to_nothing():
    markup = b'<tr><td class="a"><a href="/news/detail/12">words of a link in a row</a></td></tr>\n' * 200
    began = time.perf_counter()
    for _ in range(1000):
        flattened(markup)

    assert time.perf_counter() - began < 0.1, "a tenth of a millisecond each at most, on a busy machine"
