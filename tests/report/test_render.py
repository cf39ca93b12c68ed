"""Pages are valid HTML5, self-contained, without script, and readable in every colour they use."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest
from report.samples import after, all_in, fleet, hostile, scan, site_down, with_statuses

import oitcrawl.report
from oitcrawl.model.finding import Status
from oitcrawl.report.overview import overview
from oitcrawl.report.render import render_latest, render_overview, render_report
from oitcrawl.report.view import view
from oitcrawl.report.words import Words

THAI = Words("th")
PAGES = {
    "mixed": lambda words: render_report(
        view(scan(edition_note="หมายเหตุ"), past=after(with_statuses(scan(), O2=Status.FOUND)), words=words)
    ),
    "found": lambda words: render_report(view(all_in(Status.FOUND), words=words)),
    "missing": lambda words: render_report(view(all_in(Status.MISSING), words=words)),
    "down": lambda words: render_report(view(site_down(), words=words)),
    "hostile": lambda words: render_report(view(hostile(), words=words)),
    "overview": lambda words: render_overview(overview(fleet(), words=words)),
    "empty-overview": lambda words: render_overview(overview([], words=words)),
    "latest": lambda words: render_latest("2025-03-10/index.html", "10 มีนาคม 2568", words),
}


class Tags(HTMLParser):
    """All tags with their attributes, and how often each id is given."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_strict_html5_parser_finds_no_error(name, lang):
    html5lib.HTMLParser(strict=True).parse(PAGES[name](Words(lang)))


@pytest.mark.parametrize("name", ["mixed", "hostile", "overview"])
def test_nothing_is_loaded_and_no_handler_is_written(name):
    tags = Tags(PAGES[name](THAI)).tags

    assert {tag for tag, _ in tags} & {"link", "img", "iframe", "object", "embed", "base", "form"} == set()
    assert [attrs for _, attrs in tags if any(key.startswith("on") or key in {"src", "style"} for key in attrs)] == []


def test_a_report_holds_no_script_at_all():
    for name in ("mixed", "hostile"):
        assert not [tag for tag, _ in Tags(PAGES[name](THAI)).tags if tag == "script"]


def test_every_link_goes_to_the_web_a_report_or_a_place_on_the_page():
    for name, make in PAGES.items():
        tags = Tags(make(THAI)).tags
        ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
        for href in [attrs["href"] for tag, attrs in tags if tag in {"a", "use"}]:
            assert re.match(r"https?://|#|\.\./\d|[a-z0-9.-]+/latest/index\.html$", href), href
            assert not href.startswith("#") or href[1:] in ids, href
        assert len(ids) == len(set(ids)), name


def test_the_content_policy_allows_only_the_very_style_and_script_of_the_page():
    page = PAGES["overview"](THAI)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page).group(1).replace("&#39;", "'")
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL).group(1)
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_crawled_text_arrives_escaped_and_clean():
    page = PAGES["hostile"](THAI)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e\ud800-\udfff\ufffe]", page)


def test_words_that_matched_are_marked():
    assert "<mark>รายงานผลการดำเนินงานประจำปี</mark>" in PAGES["mixed"](THAI)


def test_status_is_told_by_word_and_icon_beside_colour():
    page = PAGES["mixed"](THAI)
    tiles = re.findall(r'<a class="tile s-(\w+)".*?</a>', page, re.DOTALL)
    whole = re.findall(r'<a class="tile s-(\w+)".*?#i-(\w+)".*?tile-word">([^<]+)<', page, re.DOTALL)

    assert len(tiles) == 28
    assert all(Status(status).thai == word and status == icon for status, icon, word in whole)
    assert len(whole) == 28


def test_english_pages_mark_the_thai_text_as_thai():
    page = PAGES["mixed"](Words("en"))

    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert '<h1 lang="th">' in page
    assert "What to fix" in page


def test_the_same_scan_gives_the_same_bytes():
    assert PAGES["mixed"](THAI) == PAGES["mixed"](THAI)


def test_a_report_stays_small():
    sizes = {name: len(make(THAI).encode()) for name, make in PAGES.items()}

    assert max(sizes.values()) < 1_500_000, sizes


def palettes() -> list[dict[str, str]]:
    css = (Path(oitcrawl.report.__file__).parent / "static/report.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    light, dark, paper = (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block)) for block in blocks)
    return [light, light | dark, light | paper]


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("number", [0, 1, 2], ids=["light", "dark", "paper"])
def test_every_text_colour_has_contrast_enough_on_every_ground_it_stands_on(number):
    colours = palettes()[number]
    grounds = ("bg", "surface", "raised")
    pairs = [(ink, ground) for ink in ("text", "muted", "accent") for ground in grounds]
    pairs.append(("mark-text", "mark"))
    for status in ("found", "not_due", "unverified", "incomplete", "outdated", "missing", "aside"):
        pairs += [(status, f"{status}-bg"), (status, "surface"), (status, "bg"), ("text", f"{status}-bg")]
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    weak = {pair: ratio for pair, ratio in weak.items() if ratio < 4.5}

    assert weak == {}
