"""The overview of a large fleet in a real Chromium: chosen from by keyboard, whole without a script, quiet."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from report.many import agencies

from oitcrawl.model.glance import Course, glance
from oitcrawl.report.overview import overview
from oitcrawl.report.render import render_overview
from oitcrawl.report.words import Words

pytestmark = pytest.mark.browser

COUNT = 180  # more than are shown at once, and than have a line of their own in the map
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
PARTS = ("agencies", "items", "map", "shared")


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    courses = [Course(now=glance(now), earlier=(glance(before),)) for before, now in agencies(COUNT)]
    page = tmp_path_factory.mktemp("many") / "index.html"
    page.write_text(render_overview(overview(courses, words=Words("th"))), encoding="utf-8")
    return page


@pytest.fixture
def opened(browser, file):
    contexts, said = [], []

    def open_page(part="", viewport=DESK, **options):
        context = browser.new_context(locale="th-TH", viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri() + (f"#{part}" if part else ""))
        page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished)).then(() => 1)")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


def rows(page):
    return page.locator("#table tbody tr:visible")


def shown(page):
    return page.locator("#shown").inner_text()


@pytest.mark.parametrize(
    ("part", "scheme"),
    [("agencies", "light"), ("items", "dark"), ("map", "dark"), ("shared", "light"), ("shared", "dark")],
)
def test_axe_finds_no_violation_in_any_part(opened, part, scheme):
    page = opened(part, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('tbody tr:nth-child(n+9)').forEach((one) => one.remove())")  # alike

    found = Axe().run(page, options=WCAG)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("part", PARTS)
def test_no_part_scrolls_sideways_on_a_phone(opened, part):
    page = opened(part, PHONE)

    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator(".part:visible").count() == 1
    assert page.locator(f"#{part}").is_visible()


def test_fifty_agencies_are_shown_and_more_on_demand(opened):
    page = opened()
    assert rows(page).count() == 50
    assert shown(page) == "พบ 180 จาก 180 หน่วยงาน"

    page.get_by_role("button", name="แสดงอีก 50").click()
    assert rows(page).count() == 100
    assert page.evaluate("document.activeElement.closest('tr').rowIndex") == 51

    page.get_by_role("button", name="แสดงทุกหน่วยงาน").click()
    assert rows(page).count() == COUNT
    assert not page.locator("#more").is_visible()


def test_province_kind_status_and_owner_choose_together(opened):
    page = opened()
    row = page.locator("#table tbody tr").nth(3)
    province, kind = row.locator("td").first.inner_text(), row.locator("th small").inner_text()
    page.locator("#province").select_option(label=province)
    page.locator("#kind").select_option(label=kind)
    found = rows(page)

    assert 0 < found.count() < 50
    assert set(found.locator("td:nth-child(2)").all_inner_texts()) == {province}
    assert set(found.locator("th small").all_inner_texts()) == {kind}

    page.locator("#reset").click()
    page.locator("#owner").select_option(label="กองคลัง")
    page.locator("#status").select_option(label="ไม่พบ")
    assert "0" not in rows(page).locator("td:nth-child(4)").all_inner_texts()
    assert all(text.startswith("กองคลัง ") for text in rows(page).locator(".chosen .tag").all_inner_texts())


def test_an_item_leads_to_the_agencies_that_lack_it_by_keyboard(opened):
    page = opened("items")
    line = page.locator(".by-item tbody tr").first
    code, count = line.locator(".code").inner_text(), line.locator("td").nth(1).inner_text().split()[0]
    line.get_by_role("button").focus()
    page.keyboard.press("Enter")

    assert shown(page).startswith(f"พบ {count} จาก")
    assert page.locator("#agencies").is_visible()
    assert page.evaluate("document.activeElement.id") == "item"
    assert all(text.startswith(code) for text in rows(page).locator(".chosen .badge").all_inner_texts())
    page.go_back()
    assert page.locator("#items").is_visible()


def test_a_shared_fix_leads_to_the_agencies_of_its_template(opened):
    page = opened("shared")
    vendor = page.locator(".vendor").first
    count = vendor.locator(".uses").inner_text().split()[0]
    assert vendor.locator("h4").first.inner_text().startswith("แก้ครั้งเดียว ได้")
    vendor.get_by_role("button").click()

    assert shown(page).startswith(f"พบ {count} จาก")
    assert page.evaluate("document.activeElement.id") == "template"
    page.locator("#reset").click()
    assert shown(page).startswith(f"พบ {COUNT} จาก")


def test_a_search_for_a_code_finds_agencies_and_one_for_nonsense_says_what_to_do(opened):
    page = opened()
    page.get_by_label("ค้นหา").fill("o12 o28")
    codes = rows(page).locator("th i").all_inner_texts()
    assert codes
    assert all({"O12", "O28"} <= set(text.split()) for text in codes)

    page.get_by_label("ค้นหา").fill("ไม่มีจริง")
    assert rows(page).count() == 0
    assert "ล้างตัวกรอง" in page.locator("#nothing").inner_text()


def test_a_phone_sorts_without_headers(opened):
    page = opened(viewport=PHONE)
    page.locator("#sort").select_option(label="พบครบถ้วน ↓")

    found = [int(text) for text in rows(page).locator("td:nth-child(9)").all_text_contents()]
    assert found == sorted(found, reverse=True)


def test_without_a_script_every_agency_item_and_the_map_are_there(opened):
    page = opened(java_script_enabled=False)

    assert rows(page).count() == COUNT
    assert page.locator(".part:visible").count() == len(PARTS)
    assert not page.locator("#tools").is_visible()
    assert page.locator("button:visible").count() == 0
    assert page.locator(".by-item details").first.is_visible()


def test_the_map_tells_its_numbers_on_a_narrow_screen_too_to_those_who_cannot_see_it(opened):
    page = opened("map", PHONE)
    cell = page.locator(".heat .total td").first

    assert cell.inner_text().strip().isdigit()
    assert "จังหวัด" in page.locator(".heat thead th").first.inner_text()
