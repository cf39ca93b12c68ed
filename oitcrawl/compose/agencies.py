"""Is an entry of the agencies file sound, and does its home page answer as the agency's own?"""

import asyncio
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Page
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import Failed, Fetched, Refused, Unchanged, Visit
from oitcrawl.read import read
from oitcrawl.ruleset.load import RuleSet, editions
from oitcrawl.ruleset.naming import Named, names_of
from oitcrawl.settings import Settings
from oitcrawl.thai.text import fold


def site_problems(site: AgencySite) -> tuple[str, ...]:
    """What can be told from the entry alone, as Thai lines."""
    return tuple(_entry_problems(site))


def _entry_problems(site: AgencySite) -> Iterator[str]:
    if not site.name:
        yield "ไม่มีชื่อหน่วยงาน (name) — เติมชื่อภาษาไทยเพื่อให้รายงานอ่านง่าย"
    hosts = {urlsplit(url).hostname for url in (site.url, *site.also)}
    for item, url in site.declared:
        if urlsplit(url).hostname not in hosts:
            yield f"declared {item} อยู่นอกเว็บไซต์หลัก ({url}) — เพิ่มใน also: ถ้าเป็นของหน่วยงานเอง"


def site_names(site: AgencySite, load: Callable[[str | None], RuleSet]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What names of items in the entry mean: problems, and hints for names that another edition reads otherwise.

    Args:
        site: the entry.
        load: gives an edition by its name; None is the default one.

    Raises:
        RulesError: the edition of the entry is unknown or broken.
    """
    rules = load(site.edition)
    others = tuple(load(name) for name in editions() if name != rules.edition)
    names = list(names_of(site, rules, others))
    unknown = f"ไม่ใช่ข้อใดของฉบับ {rules.edition} — ดูทั้งหมด: oitcrawl rules list --edition {rules.edition}"
    problems = (f"{one.where}: {one.name} {unknown}" for one in names if not one.slug)
    hints = (_elsewhere(one, rules.edition) for one in names if one.slug and one.others)
    return tuple(problems), tuple(hints)


def _elsewhere(one: Named, edition: str) -> str:
    other, slug = one.others[0]
    line = f"{one.where}: {one.name} ในฉบับ {edition} คือ {one.slug} แต่ในฉบับ {other} คือ {slug}"
    return f"{line} — เขียน {one.slug} แทน จะไม่ต้องแก้เมื่อเปลี่ยนฉบับ"


def check_home(site: AgencySite, settings: Settings) -> tuple[str, ...]:
    """Fetch the home page once and say, as Thai lines, what is not as it should be."""
    answer = asyncio.run(_fetch(site, settings))
    match answer:
        case Failed():
            return (f"หน้าแรกไม่ตอบ ({answer.cause.value}{f' {answer.status}' if answer.status else ''}) — ตรวจ url",)
        case Refused():
            return (f"ไม่ได้เข้าหน้าแรก ({answer.by.value}: {answer.detail})",)
        case Unchanged():
            return ()
        case Fetched():
            return tuple(_home_problems(site, answer, settings))


async def _fetch(site: AgencySite, settings: Settings) -> Visit:
    async with Fetcher(settings, home=site.url, also=site.also) as fetcher:
        return await fetcher.fetch(site.url)


def _home_problems(site: AgencySite, answer: Fetched, settings: Settings) -> Iterator[str]:
    addresses = Addresses(site.url, also=site.also)
    if not addresses.is_own(answer.final_url):
        yield f"หน้าแรกพาไปเว็บไซต์อื่น ({answer.final_url}) — แก้ url หรือเพิ่มใน also:"
    page = read(
        answer.body, url=answer.final_url, charset=answer.charset, resolve=addresses.resolve, settings=settings
    )
    if not isinstance(page, Page):
        yield "หน้าแรกไม่ใช่หน้าเว็บที่อ่านได้ — ตรวจ url"
    elif site.name and fold(site.name) not in fold(f"{page.title} {page.chrome} {page.leaf.text}"):
        yield f"ไม่พบชื่อ «{site.name}» ในหน้าแรก — ตรวจว่า url เป็นของหน่วยงานนี้จริง"
