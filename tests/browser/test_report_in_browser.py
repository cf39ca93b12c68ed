"""The report in a real Chromium: accessible, silent, harmless, and no wider than a phone."""

from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from axe_playwright_python.sync_playwright import Axe
from report.samples import after, fleet, hostile, reviewed, scan, shots, site_down, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.report import publish, publish_overview
from oitcrawl.report.compare import compare

pytestmark = pytest.mark.browser

WCAG = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
REPORTS = ("mixed", "mixed-en", "hostile", "down", "reviewed")
PAGES = (*REPORTS, "overview", "overview-en")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Addresses of published pages by name."""
    out = tmp_path_factory.mktemp("reports")
    one = with_statuses(scan(), O2=Status.FOUND, O5=Status.MISSING, O7=Status.MISSING, O13=Status.FOUND)
    two = with_statuses(scan(), O2=Status.FOUND, O7=Status.FOUND, O24=Status.FOUND)
    past = replace(after(one, one, two), chosen=compare((1, one), (4, scan())))
    for one in fleet():
        publish(one, out / "th", formats=("html",))
    made = {
        "mixed": publish(scan(edition_note="หมายเหตุ"), out / "mixed", past=past, shots=shots),
        "mixed-en": publish(scan(edition_note="หมายเหตุ"), out / "en", past=past, lang="en"),
        "hostile": publish(hostile(), out / "hostile"),
        "down": publish(site_down(), out / "down"),
        "reviewed": publish(reviewed(), out / "reviewed"),
    }
    files = {name: folder / "index.html" for name, folder in made.items()}
    files["overview"] = publish_overview(fleet(), out / "th")
    files["overview-en"] = publish_overview(fleet(), out / "en", lang="en")
    files["latest"] = out / "mixed" / "abt-suanphai" / "latest" / "index.html"
    return {name: file.as_uri() for name, file in files.items()}


@pytest.fixture
def open_page(browser, pages):
    """Opens a page by name; what it says, asks for and pops up is kept in ``heard``."""
    contexts = []

    def opened(name, **options):
        context = browser.new_context(
            locale="th-TH", timezone_id="Asia/Bangkok", service_workers="block", accept_downloads=False, **options
        )
        contexts.append(context)
        page = context.new_page()
        heard = {"requests": [], "console": [], "dialogs": []}
        page.on("request", lambda request: heard["requests"].append(request.url))
        page.on("console", lambda message: heard["console"].append(message.text))
        page.on("pageerror", lambda error: heard["console"].append(str(error)))
        page.on("dialog", lambda dialog: (heard["dialogs"].append(dialog.message), dialog.dismiss()))
        page.goto(pages[name])
        if options.get("java_script_enabled", True) and name != "latest":
            page.evaluate("document.fonts.ready.then(() => true)")
            page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => true)")
        return page, heard

    yield opened
    for context in contexts:
        context.close()


def test_axe_finds_no_violation_in_a_whole_report(open_page):
    """Each kind of page is looked at in both languages, colours and widths by ``test_every_page``."""
    page, _ = open_page("mixed", viewport={"width": 1280, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach((one, at) => { if (at % 3 === 0) one.open = true; })")

    found = Axe().run(page, options=WCAG)

    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 15


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_anything_asks_for_anything_or_pops_up(open_page, pages, name):
    page, heard = open_page(name)
    page.wait_for_timeout(150)

    asked = [url for url in heard["requests"] if not url.startswith(("data:font/woff2", "data:image/webp"))]
    assert asked == [pages[name]]
    assert heard["console"] == []
    assert heard["dialogs"] == []


def test_hostile_words_do_nothing_even_when_the_page_is_used(open_page):
    page, heard = open_page("hostile")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    for box in page.locator("h1, .tile, .badge, blockquote, .url, .fix-title").all()[:60]:
        box.hover(force=True)

    assert heard["dialogs"] == []
    assert page.locator("script").count() == 0
    assert page.evaluate("[...document.links].filter((a) => !/^(https?|file):/.test(a.protocol)).length") == 0
    beside = page.evaluate("[...document.links].filter((a) => a.protocol === 'file:' && !a.hash).map((a) => a.href)")
    assert [link for link in beside if not Path(url2pathname(urlsplit(link).path)).is_file()] == []


@pytest.mark.parametrize("name", ["mixed", "hostile", "overview"])
def test_no_page_scrolls_sideways_at_any_width(open_page, name):
    page, _ = open_page(name)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wider = {}
    for width in (320, 360, 600, 768, 960, 1024, 1279, 1280, 1407, 1408, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wider[width] = needed

    assert wider == {}


def test_the_embedded_font_is_used_for_thai_and_latin(open_page):
    page, _ = open_page("mixed")

    assert page.evaluate("document.fonts.check('16px Sarabun', 'ก a')")
    assert page.evaluate("[...document.fonts].filter((one) => one.status === 'loaded').length") == 4


def test_the_first_tab_reaches_a_visible_way_to_the_content(open_page):
    page, _ = open_page("mixed")
    page.keyboard.press("Tab")

    focused = page.locator(":focus")
    assert focused.get_attribute("href") == "#main"
    assert focused.bounding_box()["y"] >= 0
    assert focused.evaluate("(one) => getComputedStyle(one).outlineStyle") == "solid"


def test_a_tile_leads_to_its_card(open_page):
    page, _ = open_page("mixed", viewport={"width": 1280, "height": 900})
    page.locator(".tile", has_text="O12").click()

    assert page.locator("#O12").evaluate("(one) => one.matches(':target')")
    assert 0 <= page.locator("#O12").bounding_box()["y"] < 900


def test_a_component_leads_to_evidence_that_is_folded_away(open_page):
    page, _ = open_page("mixed", viewport={"width": 1280, "height": 900})
    folded = page.locator("#O1-e2")
    assert not folded.is_visible()

    page.evaluate("location.hash = '#O1-e2'")

    assert folded.is_visible()


def test_paper_shows_the_checklists_that_the_screen_folds(open_page):
    page, _ = open_page("mixed")
    folded = page.locator("#O1 .components ul")
    assert not folded.is_visible()

    page.emulate_media(media="print")

    assert folded.evaluate("(one) => one.getBoundingClientRect().height") > 30


def test_attachments_are_a_table_on_a_desk_and_blocks_on_a_phone(open_page):
    page, _ = open_page("mixed", viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page.locator("nav a[href='#attachments']").click()
    row = page.locator("#attachments tbody tr").nth(1)
    cells = [row.locator("th, td").nth(number) for number in range(4)]

    assert page.locator("#attachments tbody tr:visible").count() == 12
    assert len({round(cell.bounding_box()["y"]) for cell in cells}) == 1

    page.set_viewport_size({"width": 360, "height": 740})

    assert len({round(cell.bounding_box()["y"]) for cell in cells}) == 4
    assert {round(cell.bounding_box()["x"]) for cell in cells} == {round(row.bounding_box()["x"])}


def test_paper_says_how_many_attachments_it_leaves_out(open_page):
    page, _ = open_page("mixed")
    notes = page.locator("#attachments .print-only")
    assert not notes.first.is_visible()

    page.emulate_media(media="print")

    assert [note.inner_text()[:14] for note in notes.all()] == ["และอีก 8 ไฟล์ ", "ไฟล์ที่ไม่มีข้"]
    assert not page.locator("#attachments details").first.is_visible()


def test_a_report_prints_on_paper_with_page_numbers_in_few_pages(open_page, tmp_path):
    page, _ = open_page("mixed")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)

    assert pdf.startswith(b"%PDF")
    assert 8 < pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type /Page/") < 30


def test_the_overview_is_a_plain_table_without_script(open_page):
    page, _ = open_page("overview", java_script_enabled=False, viewport={"width": 1440, "height": 900})

    assert page.locator("#agencies tbody tr").count() == 5
    assert not page.locator("#tools").is_visible()
    assert page.locator("thead button").count() == 0


def test_the_overview_searches_and_sorts(open_page):
    page, _ = open_page("overview", viewport={"width": 1440, "height": 900})
    page.get_by_label("ค้นหา").fill("อุตรดิตถ์")
    assert page.locator("#agencies tbody tr:visible").count() == 1
    assert page.locator("#shown").inner_text() == "พบ 1 จาก 5 หน่วยงาน"

    page.get_by_label("ค้นหา").fill("")
    header = page.get_by_role("columnheader", name="พบครบถ้วน")
    for order, first in (("ascending", "0"), ("descending", "28")):
        header.get_by_role("button").click()
        assert header.get_attribute("aria-sort") == order
        assert page.locator("#agencies tbody tr").first.locator("td").nth(7).inner_text() == first


def test_latest_forwards_to_the_report(open_page):
    page, _ = open_page("latest")
    page.wait_for_url("**/2025-03-10/index.html")

    assert page.locator("h1").inner_text() == "องค์การบริหารส่วนตำบลสวนไผ่"
