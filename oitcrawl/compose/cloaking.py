"""Asks for the home page once more as a search engine does: who broke into a site often shows spam to those alone."""

import re
from collections.abc import Iterator
from typing import Final

from oitcrawl.compose.readers import Readers
from oitcrawl.crawl.fetch import Fetcher, user_agent
from oitcrawl.crawl.visit import Visitor
from oitcrawl.logbook.defaced import defacement_on
from oitcrawl.logbook.spam import spam_on
from oitcrawl.model.content import Page
from oitcrawl.model.scan import ScanWarning
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import Fetched
from oitcrawl.read import read
from oitcrawl.settings import Settings

ENGINE: Final = "Googlebot"
KIND: Final = "cloaking"
_ALIKE: Final = 0.25  # share of words in common below which two answers are of different pages
_LONG: Final = 40  # words of a page that can be compared
_HOW: Final = "เมื่อเปิดหน้าแรกด้วยชื่อของเครื่องมือค้นหา (Googlebot) "
_CURE: Final = "ให้ผู้ดูแลระบบตรวจว่าเว็บไซต์ถูกบุกรุกหรือไม่ โดยเฉพาะไฟล์ .htaccess และปลั๊กอิน"
_WORD: Final = re.compile(r"[\w\u0e00-\u0e7f]{3,}")


async def cloaked(
    site: AgencySite, settings: Settings, readers: Readers, visitor: Visitor
) -> tuple[ScanWarning, ...]:
    """The warnings that the home page tells a search engine something else; empty where it does not, or not answers.

    Two requests, by the same gate, robots.txt (for us and for the engine whose name is used) and pace as any other.
    """
    ours = await _page(site.url, readers, visitor)
    if ours is None:
        return ()
    async with Fetcher(settings, home=site.url, also=site.also, agent=engine_agent(settings)) as fetcher:
        theirs = await _page(site.url, readers, Visitor(fetcher, settings, home=site.url, agent=ENGINE))
    return tuple(differences(ours, theirs)) if theirs is not None else ()


def engine_agent(settings: Settings) -> str:
    """The name of a search engine, with our own behind it: whoever reads the log of the server knows who it was."""
    return f"Mozilla/5.0 (compatible; {ENGINE}/2.1; +http://www.google.com/bot.html) {user_agent(settings)}"


def differences(ours: Page, theirs: Page) -> Iterator[ScanWarning]:
    """What a search engine is shown that others are not.

    Args:
        ours: the page as anybody gets it.
        theirs: the page as a search engine gets it.
    """
    spam, sign = spam_on(theirs), defacement_on(theirs)
    if spam is not None and spam_on(ours) is None:
        yield ScanWarning(kind=spam.kind, url=ours.url, message=f"{_HOW}{spam.message} ({_CURE})")
    elif sign is not None and defacement_on(ours) is None:
        yield ScanWarning(kind=sign.kind, url=ours.url, message=f"{_HOW}{sign.message}")
    elif _is_other(ours, theirs):
        yield ScanWarning(kind=KIND, url=ours.url, message=f"{_HOW}ได้เนื้อหาคนละอย่างกับที่ผู้เข้าชมเห็น {_CURE}")


def _is_other(ours: Page, theirs: Page) -> bool:
    one, other = _words(ours), _words(theirs)
    if min(len(one), len(other)) < _LONG:
        return False
    return len(one & other) < _ALIKE * min(len(one), len(other))


def _words(page: Page) -> frozenset[str]:
    links = (link.label.text for link in page.links)
    return frozenset(_WORD.findall("\n".join((page.title, *page.headings, page.leaf.text, page.chrome, *links))))


async def _page(url: str, readers: Readers, visitor: Visitor) -> Page | None:
    answer = await visitor.visit(url)
    if not isinstance(answer, Fetched) or not readers.addresses.is_own(answer.final_url):
        return None
    content = read(  # not by the readers, which remember what frames the pages of the site
        answer.body,
        url=answer.final_url,
        content_type=answer.content_type,
        charset=answer.charset,
        resolve=readers.addresses.resolve,
        settings=readers.settings,
    )
    return content if isinstance(content, Page) else None
