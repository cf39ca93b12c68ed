"""The map of a site outlives the night: what did not change needs no link adding, what changed is replaced."""

import time

import pytest

from oitcrawl.crawl.frontier import Frontier
from oitcrawl.model.content import Label, Link
from oitcrawl.settings import Settings

SITE = "https://x.go.th/"


def link(path, text="", **words):
    return Link(url=SITE + path, label=Label(text=text, **words))


def page(path, *links, title=""):
    return [link(to, text, found_on=SITE + path, page_title=title) for to, text in links]


def frontier(snapshot=None, **settings):
    some = Frontier(lambda _url, label: {"แผน": 0.9, "ข่าว": 0.1}.get(label.text, 0.5), Settings(**settings))
    if snapshot is not None:
        some.restore(snapshot)
    return some


def own(url):
    return url.startswith(SITE)


def walk(some, pages):
    """Visit all; ``pages`` maps a path to its links, or to None for one that did not change."""
    some.add(link(""), depth=0, path=())
    order = []
    while target := some.pop():
        path = target.url.removeprefix(SITE)
        order.append(path)
        way = (*target.path, target.url)
        links = pages.get(path, ())
        if links is None:
            some.follow_again(depth=target.depth + 1, path=way)
        else:
            some.follow(links, depth=target.depth + 1, path=way, own=own)
    return order


PAGES = {
    "": page("", ("a", "แผน"), ("b", "ข่าว"), title="หน้าแรก"),
    "a": page("a", ("c", "คลิก"), title="แผนทั้งหมด"),
    "b": page("b", ("c", "แผนพัฒนา"), ("d", "ข่าวเก่า")),
}


def test_links_that_lead_off_the_site_are_given_back():
    some = frontier()
    away = Link(url="https://drive.google.com/x", label=Label(text="แผน"))

    assert [away] == some.follow([link("a"), away], depth=1, path=(SITE,), own=own)
    assert SITE + "a" == some.pop().url


def test_an_unchanged_site_is_walked_the_same_way_with_the_same_words():
    first = frontier()
    order = walk(first, PAGES)
    again = frontier(first.snapshot())

    assert order == walk(again, dict.fromkeys(PAGES))
    for path in order:
        assert first.labels(SITE + path) == again.labels(SITE + path)
        assert first.way(SITE + path) == again.way(SITE + path)
    assert () == again.orphans()


def test_a_changed_page_replaces_its_links_and_its_words():
    first = frontier()
    walk(first, PAGES)
    changed = {**dict.fromkeys(PAGES), "b": page("b", ("c", "แผนอัตรากำลัง"), title="ข่าวใหม่")}
    again = frontier(first.snapshot())

    assert "d" not in walk(again, changed)
    assert {"คลิก", "แผนอัตรากำลัง"} == {label.text for label in again.labels(SITE + "c")}
    assert {"แผนทั้งหมด", "ข่าวใหม่"} == {label.page_title for label in again.labels(SITE + "c")}
    assert (SITE + "d",) == again.orphans()
    assert (SITE + "c",) == again.links_of(SITE + "b")


def test_what_only_an_orphan_links_to_is_an_orphan_too_and_forgotten_the_night_after():
    first = frontier()
    walk(first, {**PAGES, "d": page("d", ("e", "ไฟล์"))})
    again = frontier(first.snapshot())
    walk(again, {**dict.fromkeys(PAGES), "d": None, "b": page("b", ("c", "แผนพัฒนา"))})

    assert {SITE + "d", SITE + "e"} == set(again.orphans())

    third = frontier(again.snapshot())
    walk(third, dict.fromkeys(PAGES))
    assert () == third.orphans()
    assert ("แผนพัฒนา", SITE + "b") in {(one.text, one.found_on) for one in third.labels(SITE + "c")}


def test_words_of_a_page_that_no_longer_answers_do_not_count():
    first = frontier()
    walk(first, PAGES)
    again = frontier(first.snapshot())
    again.add(link(""), depth=0, path=())
    again.follow_again(depth=1, path=(SITE,))
    again.follow_again(depth=2, path=(SITE, SITE + "a"))

    assert ["คลิก"] == [label.text for label in again.labels(SITE + "c")]


def test_nothing_is_called_an_orphan_while_addresses_wait():
    first = frontier()
    walk(first, PAGES)
    again = frontier(first.snapshot())
    again.add(link(""), depth=0, path=())

    assert () == again.orphans()
    assert walk(frontier(again.snapshot()), dict.fromkeys(PAGES)) == walk(
        frontier(first.snapshot()), dict.fromkeys(PAGES)
    )


@pytest.mark.parametrize("data", [b"", b"oitgraph2", b"oitgraph2xx", b"something else"])
def test_a_damaged_map_is_refused(data):
    with pytest.raises(ValueError, match=r".+"):
        frontier().restore(data)


def test_a_known_word_is_known_again_after_the_night():
    first = frontier()
    walk(first, PAGES)
    again = frontier(first.snapshot())
    walk(again, {"": page("", ("a", "แผน"), ("b", "ข่าว"), title="หน้าแรก")})

    assert ["แผน"] == [label.text for label in again.labels(SITE + "a")]


def test_a_map_of_two_thousand_pages_is_restored_at_once():
    """The bound of 60 ms is the design's; what is held here is only that it does not grow out of hand."""
    some = frontier(family_cap=10**6)
    some.add(link(""), depth=0, path=())
    for number in range(2000):
        links = [link(f"p{(number * 37 + k * k) % 2300}", f"คำบรรยายลิงก์ที่ {k} ของหน้า") for k in range(87)]
        some.follow(links, depth=2, path=(SITE, f"{SITE}p{number}"), own=own)
    snapshot = some.snapshot()

    started = time.process_time()
    frontier(snapshot)
    assert time.process_time() - started < 2
