"""What passes the debugger of a browser by (speculation rules, above all on https) is refused by its proxy."""

import asyncio
import json
from dataclasses import replace

import pytest
from crawl.test_browser import SETTINGS, Desk, labels, self_signed
from crawl.web import served

from oitcrawl.crawl.browser import is_available
from oitcrawl.crawl.leave import Leave

SHOWN = [pytest.mark.browser, pytest.mark.skipif(not is_available(), reason="no Chromium, or no playwright")]


class TestLeave:
    def test_only_what_was_given_leave_has_it(self):
        leave = Leave(lambda url: "logout" not in url)

        assert (True, False) == (leave.give("http://a/x"), leave.give("http://a/logout"))
        assert [True, False, False] == [leave.given(f"http://a/{path}") for path in ("x", "logout", "y")]

    def test_leave_ends_where_the_site_takes_it_back(self):
        shut = set()
        leave = Leave(lambda url: url not in shut)
        leave.give("http://a/x")
        shut.add("http://a/x")

        assert not leave.given("http://a/x")

    def test_it_remembers_the_last_ones_and_holds_no_more(self):
        leave = Leave(lambda _url: True)
        for number in range(12_000):
            leave.give(f"http://a/{number % 6000}")

        assert len(leave._given) <= 5000
        assert (True, False) == (leave.given("http://a/5999"), leave.given("http://a/1"))


def rules(kind, *paths):
    return json.dumps({kind: [{"source": "list", "urls": list(paths), "eagerness": "immediate"}]})


def tag(spelled, kind, *paths):
    return f"<script {spelled}>{rules(kind, *paths)}</script>"


LATE = (
    "const s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = JSON.stringify("
    "{prefetch: [{source: 'list', urls: ['/logout?late', '/closed/late', '/open/late'], eagerness: 'immediate'}]});"
    "document.body.append(s)"
)
LATER = "try { fetchLater('/logout?later', {activateAfter: 0}); fetchLater('/closed/later', {activateAfter: 0}) } catch {}"
SLOW = "fetch('/slow').then(() => document.body.append('ครบ'))"  # the page stays for as long as guesses take
WAYS = {
    "prefetch": tag("type=speculationrules", "prefetch", "/logout?a", "/closed/a", "/open/a"),
    "prerender": tag("TYPE='&#115;peculationRules'", "prerender", "/logout?b", "/closed/b", "/open/b"),
    "late": f"<script>{LATE}</script>",
    "fetchLater": f"<script>{LATER}</script>",
    "links": "".join(
        f"<link rel={rel} href=/logout?{rel}>" for rel in ("prefetch", "prerender", "preload as=script")
    ),
    "redirect": "<script>fetch('/away').catch(() => 0)</script>",
}


class SlowWeb:
    """Pages that guess, and one answer that takes its time."""

    @staticmethod
    def pages(way):
        return {"/": f"<title>แผน</title>{WAYS[way]}<p>x<script>{SLOW}</script>", "/slow": "ok"}

    @staticmethod
    def slowed(web):
        answer = web.answer

        async def slow(path, writer):
            if path == "/away":
                writer.write(b"HTTP/1.1 302 X\r\nLocation: /logout?away\r\nContent-Length: 0\r\n\r\n")
                return True
            await asyncio.sleep(1.5 if path == "/slow" else 0)
            return await answer(path, writer)

        web.answer = slow


async def met(way, tmp_path, *, tls):
    """What the site was asked for while a page that guesses in this way was shown."""
    async with served(SlowWeb.pages(way), tls=self_signed(tmp_path) if tls else None) as web:
        SlowWeb.slowed(web)
        desk = Desk(web, replace(SETTINGS, broken_tls="read"), may=lambda url: "/closed/" not in url)
        async with desk.browser:
            page = await desk.show()
            await asyncio.sleep(0.3)
    assert "ครบ" in page.leaf.text
    return sorted(path for _, path in web.asked)


class TestInTheBrowser:
    pytestmark = SHOWN

    @pytest.mark.parametrize("way", WAYS)
    async def test_nothing_that_a_page_guesses_over_tls_is_asked_for(self, way, tmp_path):
        expected = ["/away", "/slow"] if way == "redirect" else ["/slow"]

        assert expected == await met(way, tmp_path, tls=True)

    async def test_nothing_that_a_page_guesses_in_plain_is_asked_for(self, tmp_path):
        assert ["/slow"] == await met("prefetch", tmp_path, tls=False)

    async def test_scripts_modules_and_redirects_over_tls_are_as_before(self, tmp_path):
        module = "import {rows} from './m.js?v=1'; for (const one of await rows()) {"
        module += (
            "const a = document.createElement('a'); a.href = one; a.textContent = one; document.body.append(a) }"
        )
        inner = "export const rows = async () => (await fetch('/go')).json()"
        pages = {
            "/": "<p>x<script type=module src=/a.js></script>",
            "/a.js": ("text/javascript", module),
            "/m.js": ("text/javascript\r\nAccess-Control-Allow-Origin: *", inner),
            "/go": ("text/html", ""),
            "/rows": ("application/json", '["/1.pdf", "/2.pdf"]'),
        }
        async with served(pages, tls=self_signed(tmp_path)) as web:
            answer = web.answer

            async def moved(path, writer):
                if path != "/go":
                    return await answer(path, writer)
                writer.write(b"HTTP/1.1 302 X\r\nLocation: /rows?q=%E0%B8%81#part\r\nContent-Length: 0\r\n\r\n")
                return True

            web.answer = moved
            desk = Desk(web, replace(SETTINGS, broken_tls="read"))
            async with desk.browser:
                page = await desk.show()

        assert {"/1.pdf", "/2.pdf"} == set(labels(page))
        assert ["/a.js", "/m.js?v=1", "/go", "/rows?q=%E0%B8%81"] == web.paths()
