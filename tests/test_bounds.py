"""Every bound that hostile sites are held to is a setting with a safe default, and what makes no sense is refused."""

import zlib
from dataclasses import fields
from gzip import compress

import pytest

from oitcrawl.bounds import RANGES
from oitcrawl.crawl.cookies import Cookies
from oitcrawl.crawl.fetch import _body
from oitcrawl.crawl.traps import cap_of, loops
from oitcrawl.crawl.wire import Answer
from oitcrawl.errors import SettingsError
from oitcrawl.read.heavy import is_heavy
from oitcrawl.read.nesting import flattened
from oitcrawl.settings import Settings, load_settings

BOUNDS = {
    "bytes per response, as sent and unpacked": "max_body max_members",
    "its ratio, and that of archives": "max_ratio",
    "time per response, slow drips included": "timeout max_seconds",
    "time and bytes per site": "max_minutes max_bytes",
    "redirects": "max_redirects",
    "length of an address": "max_url max_segments",
    "links per page": "max_links",
    "depth": "max_depth",
    "pages per site and per family of addresses": "max_pages family_cap calendar_cap paged_cap",
    "cookies": "max_cookies",
    "depth of parsing": "max_html_depth heavy_page",
    "pages and pixels of documents": "max_leaves max_pixels",
    "archives": "max_entries max_nesting",
    "rows and cells of sheets": "max_rows max_cells",
    "recognition": "ocr_leaves ocr_leaf_seconds ocr_seconds",
    "memory and time per reader": "reader_memory reader_seconds reader_files",
    "memory of all": "memory_total",
    "the browser": "browser_memory render_seconds max_rendered",
    "failures in a row, and requests at once": "max_failures retries concurrency rate",
}
NAMES = [name for names in BOUNDS.values() for name in names.split()]
PLACE = "https://x.go.th/"


def test_every_bound_is_a_setting_that_is_told_and_held_in_a_range():
    known, ranges = {one.name for one in fields(Settings)}, {name for name, *_ in RANGES}

    assert [] == [
        name for name in NAMES if name not in known or name not in ranges or f" {name}" not in Settings.__doc__
    ]


@pytest.mark.parametrize("name, least, most", RANGES, ids=[name for name, *_ in RANGES])
def test_a_number_outside_its_range_is_refused_and_the_default_lies_within(name, least, most):
    assert least <= getattr(Settings(), name) <= most
    for wrong in (least - 1, most + 1, float("nan")):
        with pytest.raises(SettingsError, match=name):
            Settings(**{name: wrong})


def test_a_bound_may_be_set_by_the_environment():
    assert 12 == load_settings(environ={"OITCRAWL_MAX_SEGMENTS": "12"}).max_segments


def gzipped(body, members=1):
    return Answer(200, [], {b"content-encoding": b"gzip"}, [compress(body)] * members)


def test_an_answer_that_grows_too_often_is_too_large():
    bomb = gzipped(b"\0" * 30_000_000)

    assert _body(bomb, Settings()) is not None or len(bomb.pieces[0]) * 200 < 30_000_000
    assert _body(bomb, Settings(max_ratio=10)) is None
    assert b"x" * 1000 == _body(gzipped(b"x" * 1000), Settings(max_ratio=1))


def test_an_answer_of_too_many_parts_is_none():
    assert b"xxx" == _body(gzipped(b"x", 3), Settings(max_members=3))
    with pytest.raises(zlib.error):
        _body(gzipped(b"x", 4), Settings(max_members=3))


def test_more_cookies_than_may_be_are_forgotten():
    for most, kept in ((5, 5), (4, 0)):
        cookies = Cookies(most)
        cookies.take(PLACE, 200, [(b"Set-Cookie", b"a%d=1; Path=/" % n) for n in range(5)])

        assert kept == cookies.line(PLACE).count(b"=1")


def test_families_and_long_paths_are_held_to_their_caps():
    assert [7, 9, 400] == [
        cap_of(PLACE + path, Settings(calendar_cap=7, paged_cap=9))
        for path in ("event/calendar?month=1", "list?page=3", "d/1")
    ]
    assert loops(PLACE + "a/b/c/d", 3)
    assert not loops(PLACE + "a/b/c/d", 4)


def test_deep_and_large_pages_are_told_by_the_settings():
    deep = b"<div>" * 9000 + b"x"

    assert [30, 300] == [flattened(deep, depth).count(b"<div>") for depth in (30, 300)]
    assert [True, False] == [is_heavy(b"<p>" * 100, large) for large in (299, 300)]
