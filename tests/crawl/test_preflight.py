"""Data that a page asks another server for: leave is given here and never asked for, so that nothing but GET goes out."""

import json
from dataclasses import replace

import pytest
from crawl.test_browser import EMPTY, SETTINGS, Desk
from crawl.web import served

from oitcrawl.crawl.browser import is_available
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.shown import Shown, barred
from oitcrawl.model.content import Leaf, Page

SHOWN = [pytest.mark.browser, pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright")]
ROWS = json.dumps([{"file": "/a.pdf", "title": "แผนพัฒนาท้องถิ่น"}])
OPEN = "application/json\r\nAccess-Control-Allow-Origin: *"
FILL = ".then(r => r.json()).then(d => t.tBodies[0].innerHTML = `<tr><td><a href=${d[0].file}>x</a>`).catch(() => 0)"


async def asked(answer, words):
    """The page whose rows a script gets from another server by ``words``, and what that one was asked for."""
    async with served({"/": ""}) as web, served({"/rows": answer}) as api:
        web.pages["/"] = f"{EMPTY}<script>fetch('{api.url}/rows', {words}){FILL}</script>"
        desk = Desk(web, replace(SETTINGS, render_seconds=4.0))
        places = frozenset(("127.0.0.1", int(one.url.rpartition(":")[2])) for one in (web, api))
        desk.browser._gate = Gate(own=places, private=places)
        async with desk.browser:
            return await desk.show(), api.asked


class TestInTheBrowser:
    pytestmark = SHOWN

    @pytest.mark.parametrize(
        "words",
        ["{headers: {'X-Requested-With': 'XMLHttpRequest'}}", "{headers: {'Content-Type': 'application/json'}}"],
    )
    async def test_rows_that_need_leave_are_read_and_leave_is_never_asked_for(self, words):
        page, calls = await asked((OPEN, ROWS), words)

        assert [("GET", "/rows")] == calls
        assert (["/a.pdf"], "") == (["/" + one.url.split("/", 3)[3] for one in page.links], page.barred)

    async def test_a_server_that_shows_no_other_page_its_data_is_kept_to_that(self):
        page, calls = await asked(("application/json", ROWS), "{headers: {'X-A': '1'}}")

        assert ([], [("GET", "/rows")]) == ([*page.links], calls)

    @pytest.mark.parametrize("words", ["{method: 'POST', headers: {'X-A': '1'}}", "{method: 'OPTIONS'}"])
    async def test_rows_that_come_by_another_method_are_not_seen_and_nothing_is_sent(self, words):
        page, calls = await asked((OPEN, ROWS), words)

        assert ([], True, "post") == (calls, page.needs_script, page.barred)

    @pytest.mark.parametrize("status", [500, 503, 403, 429])
    async def test_rows_whose_server_is_in_trouble_are_not_seen(self, status):
        page, _ = await asked(status, "{headers: {'X-A': '1'}}")

        assert (True, "silent") == (page.needs_script, page.barred)

    async def test_rows_that_are_not_there_are_not_there(self):
        page, _ = await asked(404, "{}")

        assert (False, "") == (page.needs_script, page.barred)


@pytest.mark.parametrize(
    "silent, why",
    [
        ("https://www.x.go.th/api/list", "silent"),
        ("https://api.x.go.th/list", "silent"),
        ("https://api.other.go.th/list", ""),
        ("https://api.notx.go.th/list", ""),
        ("https://www.x.go.th/api/visit_count", ""),
    ],
)
def test_only_data_of_the_office_itself_counts_as_lacking(silent, why):
    page = Page(url="https://www.x.go.th/ita", leaf=Leaf(number=1, text="กำลังโหลด"), sha256="")

    assert why == barred(page, Shown(html="", silent=(silent,)), lambda url: "//www.x.go.th/" in url)


def test_a_page_that_lacks_nothing_misses_nothing():
    page = Page(url="https://www.x.go.th/ita", leaf=Leaf(number=1, text="แผนพัฒนา"), sha256="")

    assert "" == barred(page, Shown(html="", silent=("https://www.x.go.th/api/list",)), lambda _url: True)
