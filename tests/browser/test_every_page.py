"""Every page that we write, as a browser shows it: accessible, valid, silent, still, and no wider than a phone.

The pages are found in what is published, so that a new kind of page is held to the same without a line here.
"""

from dataclasses import replace
from pathlib import Path

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from report.samples import fleet, hostile, reviewed, scan, shots, site_down, summary

from oitcrawl.report import publish, publish_overview

pytestmark = pytest.mark.browser

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
KINDS = ("report", "division", "overview")
SHOWN = (
    "document.fonts.ready.then(() => Promise.all(document.getAnimations().map((one) => one.finished)).then(() => 1))"
)
LANGS = ("th", "en")
STILL = """new PerformanceObserver((seen) => {
  for (const one of seen.getEntries()) { window.shifted = (window.shifted || 0) + one.value; }
}).observe({type: 'layout-shift', buffered: true});"""


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """The file of one page of each kind, by language and kind, and those of a hostile agency."""
    files = {}
    whole = scan(edition_note="หมายเหตุ")
    for lang in LANGS:
        out = tmp_path_factory.mktemp(lang)
        folder = publish(whole, out, lang=lang, shots=shots)
        for one in fleet()[1:]:
            publish(one, out, formats=("html",), lang=lang)
        files |= {
            (lang, "report"): folder / "index.html",
            (lang, "overview"): publish_overview(fleet(), out, lang=lang),
        }
        files[lang, "short"] = _page(_short(whole), out / "short", lang=lang)
        files[lang, "division"] = min(folder.glob("division-*.html"))
    for name, made in (("hostile", hostile), ("down", site_down), ("reviewed", reviewed)):
        files["th", name] = _page(_short(made()), tmp_path_factory.mktemp(name))
    folder = publish(hostile(), tmp_path_factory.mktemp("hostile"), shots=shots)
    return files | {("hostile", page.name): page for page in sorted(folder.glob("*.html"))}


def _page(one, out, **words):
    return publish(one, out, formats=("html",), shots=shots, **words) / "index.html"


def _short(whole):
    """A report with one item of each status: axe looks at every pair of colours, and takes 8 s for all 28 items."""
    items = tuple({item.status: item for item in whole.items}.values())
    return replace(whole, items=items, summary=summary(items))


@pytest.fixture
def opened(browser):
    """Opens a file; whatever it asks for beside itself is stopped and written down, with all that it says."""
    contexts = []

    def opened(file: Path, **options):
        context = browser.new_context(service_workers="block", accept_downloads=False, **options)
        contexts.append(context)
        heard = {"asked": [], "said": []}

        def answer(route):
            url = route.request.url
            if url == file.as_uri():
                return route.continue_()
            heard["asked"].append(url)
            return route.abort()

        context.route("**/*", answer)
        page = context.new_page()
        page.add_init_script(STILL)
        page.on("console", lambda message: heard["said"].append(message.text))
        page.on("pageerror", lambda error: heard["said"].append(str(error)))
        page.on("dialog", lambda dialog: (heard["said"].append(dialog.message), dialog.dismiss()))
        page.on("popup", lambda popup: heard["said"].append(popup.url))
        page.goto(file.as_uri())
        page.evaluate(SHOWN)
        return page, heard

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ("short", "division", "overview"))
def test_a_page_is_accessible_light_and_dark_on_a_phone_and_on_a_desk(published, opened, kind, lang):
    page, _ = opened(published[lang, kind])
    page.evaluate("document.querySelectorAll('details').forEach((one, at) => { if (at % 3 === 0) one.open = true; })")
    found = {}
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            result = Axe().run(page, options=WCAG)
            found |= {(width, scheme): result.generate_report()} if result.violations_count else {}

    assert found == {}


@pytest.mark.parametrize(("kind", "scheme"), [("hostile", "light"), ("down", "dark"), ("reviewed", "light")])
def test_a_report_out_of_the_ordinary_is_accessible(published, opened, kind, scheme):
    page, _ = opened(published["th", kind], color_scheme=scheme, viewport={"width": 1280, "height": 900})

    result = Axe().run(page, options=WCAG)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_silent_still_and_no_wider_than_a_phone(published, opened, kind, lang):
    page, heard = opened(published[lang, kind], viewport={"width": 360, "height": 740})
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(120)

    assert heard == {"asked": [], "said": []}
    assert page.evaluate("PerformanceObserver.supportedEntryTypes.includes('layout-shift')")
    assert page.evaluate("window.shifted || 0") == 0
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_hostile_words_do_nothing_on_any_page_when_everything_is_pressed(published, opened):
    pages = [file for (lang, _), file in published.items() if lang in {"hostile", "th"}]
    for file in pages:
        page, heard = opened(file)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.evaluate("document.querySelectorAll('button').forEach((one) => one.click())")
        away = page.evaluate(
            "[...document.links].map((a) => a.protocol).filter((p) => !/^(https?|file|mailto|tel):$/.test(p))"
        )

        assert away == [], file.name
        assert heard == {"asked": [], "said": []}, file.name


def test_every_page_is_valid_html5(published):
    for file in published.values():
        html5lib.HTMLParser(strict=True).parse(file.read_text(encoding="utf-8"))
