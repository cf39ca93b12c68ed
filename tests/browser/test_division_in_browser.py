"""The page of a division and declared links in a real Chromium: accessible, silent, not too wide."""

from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from report.samples import HOSTILE, PDF_OF, SITE, hostile, scan, shots

from oitcrawl.model.declared import DeclaredFit, DeclaredLink, DeclaredState
from oitcrawl.report import publish

pytestmark = pytest.mark.browser

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
WCAG = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
SYSTEM = ("chromium-headless-shell", "chromium", "google-chrome", "chrome")
PAGES = ("division", "division-en", "nobody", "hostile", "agency", "agency-en")


def declared() -> tuple[DeclaredLink, ...]:
    """A declared link of every kind."""
    better = f"{SITE}/docs/file/O9-{PDF_OF}"
    ways = (
        ("O1", DeclaredState.READ, DeclaredFit.BEST, ""),
        ("O2", DeclaredState.READ, DeclaredFit.AMONG, better),
        ("O7", DeclaredState.READ, DeclaredFit.NONE, ""),
        ("O9", DeclaredState.READ, DeclaredFit.OTHER_ITEM, better),
        ("O12", DeclaredState.DEAD, DeclaredFit.UNKNOWN, ""),
        ("O13", DeclaredState.UNREAD, DeclaredFit.BEST, ""),
        ("O14", DeclaredState.OUTSIDE, DeclaredFit.UNKNOWN, ""),
    )
    return tuple(
        DeclaredLink(item=item, url=f"{SITE}/entered/{item}", state=state, fit=fit, better=to, taken_for=("O5",))
        for item, state, fit, to in ways
    )


def owned(base):
    """The sample with a division for procurement, and one with an evil name."""
    owners = {"O6": "กองคลัง", "O12": "กองคลัง", "O13": "กองคลัง, สำนักปลัด", "O14": HOSTILE}
    items = tuple(replace(one, owner=owners.get(one.item, one.owner)) for one in base.items)
    return replace(base, items=items, declared=declared())


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Addresses of pages by name."""
    out = tmp_path_factory.mktemp("divisions")
    formats = ("html", "divisions", "calendar", "submission", "xlsx")
    thai = publish(owned(scan(edition_note="หมายเหตุ")), out / "th", shots=shots, formats=formats)
    english = publish(owned(scan()), out / "en", lang="en", formats=formats)
    evil = publish(owned(hostile()), out / "evil", formats=formats)
    (hostile_page,) = (path for path in evil.glob("division-*.html") if "script" in path.name)
    files = {
        "division": thai / "division-กองคลัง.html",
        "division-en": english / "division-กองคลัง.html",
        "nobody": thai / "division-ไม่ระบุผู้รับผิดชอบ.html",
        "hostile": hostile_page,
        "agency": thai / "index.html",
        "agency-en": english / "index.html",
    }
    return {name: file.as_uri() for name, file in files.items()}


def settle(page):
    """Wait until the page is shown, which it is when its font is there."""
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready.then(() => true)")
    page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => true)")


@pytest.fixture
def open_page(browser, pages):
    """Opens a page by name; what it says, asks for and pops up is kept in ``heard``."""
    contexts = []

    def opened(name, **options):
        context = browser.new_context(locale="th-TH", timezone_id="Asia/Bangkok", **options)
        contexts.append(context)
        page = context.new_page()
        heard = {"requests": [], "console": [], "dialogs": []}
        page.on("request", lambda request: heard["requests"].append(request.url))
        page.on("console", lambda message: heard["console"].append(message.text))
        page.on("dialog", lambda dialog: (heard["dialogs"].append(dialog.message), dialog.dismiss()))
        page.goto(pages[name])
        settle(page)
        return page, heard

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (360, "dark"), (1440, "light"), (1440, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_no_violation(open_page, name, width, scheme):
    page, _ = open_page(name, color_scheme=scheme, viewport={"width": width, "height": 900})

    found = Axe().run(page, options=WCAG)

    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 15


@pytest.mark.parametrize("name", PAGES)
def test_no_page_says_anything_or_asks_for_anything(open_page, pages, name):
    page, heard = open_page(name)
    page.wait_for_timeout(100)

    asked = [url for url in heard["requests"] if not url.startswith(("data:font/woff2", "data:image/webp"))]
    assert asked == [pages[name]]
    assert (heard["console"], heard["dialogs"]) == ([], [])


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(open_page, name):
    page, _ = open_page(name)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    wider = {}
    for width in (320, 360, 640, 768, 960, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
            wider[width] = needed

    assert wider == {}


def test_the_schedule_leads_to_the_card_of_its_item(open_page):
    page, _ = open_page("division", viewport={"width": 1280, "height": 900})
    page.locator(".schedule a", has_text="O12").click()

    assert page.locator("#O12").evaluate("(one) => one.matches(':target')")
    assert page.locator("article.card").count() == 3


def test_the_page_of_the_agency_leads_to_each_division_and_back(open_page):
    page, _ = open_page("agency")
    page.locator("#handout a", has_text="กองคลัง").first.click()
    page.wait_for_url("**/division-*")
    settle(page)
    assert page.locator("h1").inner_text() == "กองคลัง"

    page.locator("nav a[href='index.html']").click()
    page.wait_for_url("**/index.html")
    settle(page)
    assert page.locator("h1").inner_text() == "องค์การบริหารส่วนตำบลสวนไผ่"


def test_a_declared_link_stands_on_the_card_of_its_item(open_page):
    page, _ = open_page("agency")

    assert page.locator("#O12 .declared").inner_text().count("ลิงก์เสีย") == 1
    assert page.locator("#O12 .declared a").first.get_attribute("href") == f"{SITE}/entered/O12"
    assert page.locator("#declared tbody tr").count() == 7


def test_paper_shows_the_schedule_on_the_first_page(open_page):
    page, _ = open_page("division")
    pdf = page.pdf(prefer_css_page_size=True, print_background=True)

    assert pdf.startswith(b"%PDF")
    page.emulate_media(media="print")
    assert page.locator(".schedule").is_visible()
    assert not page.locator(".nav").is_visible()
