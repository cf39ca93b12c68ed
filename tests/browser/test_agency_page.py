"""The agency page in a real Chromium: what is read without colour, mouse or screen is what is read with them."""

import re

import pytest
from report.samples import scan

from oitcrawl.model.finding import Status
from oitcrawl.report.render import render_report
from oitcrawl.report.view import view
from oitcrawl.report.words import Words

pytestmark = pytest.mark.browser

A4 = {"width": 688, "height": 1009}  # CSS pixels inside the margins
UNCUT = ".card-calm, .fix, .tile, .evidence, .vitals > div, .open-items > li"


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The page of the invented agency in both languages."""
    folder = tmp_path_factory.mktemp("agency")
    for lang in ("th", "en"):
        page = render_report(view(scan(), words=Words(lang)))
        (folder / f"{lang}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def shown(browser, files):
    """Opens the page; closed at the end of the test."""
    contexts = []

    def shown(lang="th", *, width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.goto((files / f"{lang}.html").as_uri())
        return page

    yield shown
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_tile_has_its_status_by_hue_and_by_icon_and_by_word(shown, scheme):
    page = shown(scheme=scheme)
    page.wait_for_function("document.querySelector('.tile-word').innerText")  # laid out, on a busy machine too
    told = page.evaluate(
        """() => [...document.querySelectorAll(".tile")].map(tile => [
            getComputedStyle(tile).borderTopColor,
            tile.querySelector(".tile-top use").getAttribute("href"),
            tile.querySelector(".tile-word").innerText,
            tile.querySelector(".tile-top svg").getBoundingClientRect().width > 12,
        ])"""
    )
    by_word = {word: (hue, icon) for hue, icon, word, _ in told}

    assert len(told) == 28
    assert all(visible for *_, visible in told)
    assert set(by_word) == {status.thai for status in Status}
    assert len({icon for _, icon in by_word.values()}) == len(by_word)
    assert len({hue for hue, _ in by_word.values()}) == len(by_word) - 1  # what is set aside shares one grey


def test_every_tile_is_reached_and_followed_by_keyboard(shown):
    page = shown()
    page.locator(".tile").first.focus()
    reached = []
    for _ in range(28):
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))
        page.keyboard.press("Tab")
    page.locator(".tile").nth(6).focus()
    page.keyboard.press("Enter")

    assert reached == [f"#O{number}" for number in range(1, 29)]
    assert page.url.endswith("#O7")


def test_details_open_in_place_by_keyboard(shown):
    page = shown()
    source = page.locator("#O7 .evidence details.source").first
    before = page.url
    source.locator("summary").focus()
    page.keyboard.press("Enter")

    assert source.get_attribute("open") is not None
    assert source.locator("dl").is_visible()
    assert re.search(r"[0-9a-f]{64}", source.inner_text())
    assert page.url == before


@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_picture_says_the_same_in_words(shown, lang):
    page = shown(lang)
    names = page.evaluate(
        "[...document.querySelectorAll('svg[role=img]')].map(one => one.getAttribute('aria-label'))"
    )
    nameless = page.evaluate(
        "[...document.querySelectorAll('svg:not([role=img])')].filter(one => one.getAttribute('aria-hidden') !== 'true').length"
    )

    assert len(names) == 1 + 7 + 1  # all items, each group, what was read
    assert all(re.search(r"\d", name) for name in names)
    assert nameless == 0


@pytest.mark.parametrize("lang", ["th", "en"])
def test_a_phone_never_scrolls_sideways_with_everything_unfolded(shown, lang):
    page = shown(lang, width=360)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")

    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_matched_words_are_marked_and_the_way_there_is_readable(shown):
    page = shown()
    first = page.locator("#O7 .evidence").first

    assert first.locator("mark").count() >= 2
    assert first.locator(".ev-way").inner_text().startswith("ทางไป (3 คลิก) หน้าแรก › ITA › ")


def test_nothing_that_belongs_together_is_cut_on_paper(shown):
    page = shown(width=A4["width"])
    page.emulate_media(media="print")
    told = page.evaluate(
        """wanted => [...document.querySelectorAll(wanted)].filter(one => one.getClientRects().length).map(one => [
            getComputedStyle(one).breakInside, one.getBoundingClientRect().height])""",
        UNCUT,
    )

    assert {kept for kept, _ in told} == {"avoid"}
    assert max(height for _, height in told) < A4["height"]


def test_the_ring_stands_out_from_its_ground_in_light_and_dark(shown):
    for scheme in ("light", "dark"):
        page = shown(scheme=scheme)
        hues = page.evaluate(
            "[...document.querySelectorAll('.ring circle')].map(one => getComputedStyle(one).stroke)"
        )
        assert len(set(hues)) == len(hues) == 4
