"""When nothing else is left to visit, pages that were passed over are shown to the browser after all."""

import asyncio
from dataclasses import dataclass, field, replace

from test_survey import HOME, Web

from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Label, Link
from oitcrawl.model.site import AgencySite
from oitcrawl.read import read
from oitcrawl.settings import Settings
from oitcrawl.survey import SurveyTools, survey


@dataclass
class Glasses:
    """A browser that passes every page over at first, and later sees a link in one of them."""

    hides: dict  # path of a page -> path that only a browser sees
    pages: int = 0
    trouble: str = ""
    kept: list = field(default_factory=list)

    def wants(self, page, worth):
        return False

    def put_by(self, page, answer, worth):
        if page.url.removeprefix(HOME) in self.hides:
            self.kept.append((page, answer))

    def second_look(self):
        kept, self.kept = self.kept, []
        return kept

    async def show(self, page, answer):
        self.pages += 1
        path = self.hides[page.url.removeprefix(HOME)]
        if path is None:
            return None
        link = Link(url=HOME + path, label=Label(text="ซ่อนอยู่"))
        return replace(page, links=(*page.links, link), rendered=True, needs_script=False, sha256="shown")


def walk(web, browser, **settings):
    settings, addresses, kept = Settings(concurrency=2, **settings), Addresses(HOME), []

    async def reader(answer):
        return read(
            answer.body, url=answer.final_url, content_type="text/html", resolve=addresses.resolve, settings=settings
        )

    async def go():
        tools = SurveyTools(
            addresses=addresses,
            visits=web,
            read=reader,
            keep=kept.append,
            interest=lambda _url, _label: 0.1,
            browser=browser,
        )
        return await survey(AgencySite(code="x", url=HOME), tools, settings)

    return asyncio.run(go()), kept


def test_what_a_second_look_brings_is_followed_even_to_a_further_one():
    web = Web(
        {"/": "<a href=ita>ITA</a>", "/ita": "<div id=app></div><script></script>", "/deep": "ลึก", "/last": "สุดท้าย"}
    )

    harvest, kept = walk(web, Glasses({"ita": "deep", "deep": "last"}))

    records = {record.url.removeprefix(HOME): record for record in harvest.records}
    assert {"", "ita", "deep", "last"} == set(records)
    assert (HOME, HOME + "ita", HOME + "deep") == records["last"].path
    assert 2 == harvest.coverage.rendered
    assert "shown" in {page.sha256 for page in kept}


def test_the_record_of_a_page_is_written_again_and_not_twice():
    web = Web({"/": "<a href=ita>ITA</a>", "/ita": "<div id=app></div><script></script>"})

    harvest, _ = walk(web, Glasses({"ita": "nowhere"}))

    (ita,) = [record for record in harvest.records if record.url.endswith("ita")]
    assert ("shown", False) == (ita.sha256, ita.needs_script)
    assert 2 == harvest.coverage.pages


def test_a_page_that_the_browser_cannot_show_still_needs_one():
    web = Web({"/": "<a href=ita>ITA</a>", "/ita": "<div id=app></div><script></script>"})

    harvest, _ = walk(web, Glasses({"ita": None}))

    (ita,) = [record for record in harvest.records if record.url.endswith("ita")]
    assert ita.needs_script
