"""Home pages of many agencies, each asked once and politely: do they answer, and are they the agencies' own?"""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from oitcrawl.agencies.intake import address_key
from oitcrawl.agencies.naming import is_named
from oitcrawl.crawl.absence import is_scripted
from oitcrawl.crawl.fetch import Fetcher
from oitcrawl.crawl.signatures import barrier
from oitcrawl.crawl.urls import Addresses
from oitcrawl.crawl.visit import Visitor
from oitcrawl.model.content import Page
from oitcrawl.model.site import AgencySite
from oitcrawl.model.trust import tls_cure, tls_told
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, RefusedBy, Visit
from oitcrawl.read import read
from oitcrawl.report.words import Words as Said
from oitcrawl.settings import Settings

AT_ONCE: Final = 24  # websites; each is asked for robots.txt and its home page, nothing else
_SECONDS: Final = 25.0  # for one answer as a whole
_BODY: Final = 4_000_000
_FEW: Final = 400  # letters; a page that shows fewer may be a picture that leads to the real one
_CURES: Final = {
    FailCause.DNS: ("ตรวจตัวสะกดของ url", "look at the spelling of url"),
    FailCause.FORBIDDEN: ("ขอเปิดทางให้โปรแกรม: oitcrawl letter {code}", "ask to be let in: oitcrawl letter {code}"),
    FailCause.BLOCKED: ("ขอเปิดทางให้โปรแกรม: oitcrawl letter {code}", "ask to be let in: oitcrawl letter {code}"),
    FailCause.NOT_FOUND: ("ตรวจ url", "look at url"),
    FailCause.GONE: ("ตรวจ url", "look at url"),
    FailCause.PARKED: ("ตรวจชื่อโดเมน", "look at the domain"),
}
_LATER: Final = ("เปิดในเบราว์เซอร์ดูก่อน แล้วตรวจใหม่", "open it in a browser, check again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Something about a home page that a person should look at.

    Attributes:
        kind: ``unreachable``, ``shut_out``, ``robots``, ``tls_problem``, ``moved``, ``other_name``,
            ``not_readable``, ``unclear``, ``shared`` or ``plain_http``.
        th, en: what it is and what to do.
        is_hint: worth knowing, but nothing is wrong.
    """

    kind: str
    th: str
    en: str
    is_hint: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What asking for a home page came to.

    Attributes:
        code: of the agency.
        final_url: address that answered, after redirects; empty when none did.
        status: HTTP status, 0 without one.
        seconds: to the last byte.
    """

    code: str
    final_url: str = ""
    status: int = 0
    seconds: float = 0.0
    doubts: tuple[Doubt, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether it answers and is the agency's own, as far as can be told."""
        return all(doubt.is_hint for doubt in self.doubts)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "seconds": round(self.seconds, 3)}


def check_homes(
    sites: Sequence[AgencySite],
    settings: Settings,
    *,
    told: Callable[[Home], None] = lambda _home: None,
    at_once: int = AT_ONCE,
) -> tuple[Home, ...]:
    """Ask every home page once, websites beside each other and those of one host one after the other.

    Args:
        sites: the agencies.
        settings: courtesy; robots.txt is kept.
        told: told each as it comes.
        at_once: websites under way at a time.
    """
    return asyncio.run(_check(sites, settings, told, at_once))


async def _check(
    sites: Sequence[AgencySite], settings: Settings, told: Callable[[Home], None], at_once: int
) -> tuple[Home, ...]:
    free = asyncio.Semaphore(at_once)
    hosts: dict[str, asyncio.Lock] = {}
    often = Counter(address_key(site.url) for site in sites)

    async def one(site: AgencySite) -> Home:
        async with hosts.setdefault(urlsplit(site.url).netloc, asyncio.Lock()), free:
            home = await check_home(site, settings)
        if (count := often[address_key(site.url)]) > 1:
            shared = Doubt(
                kind="shared",
                th=f"หน่วยงาน {count} แห่งใช้หน้าแรกเดียวกัน — ใส่หน้าของแต่ละแห่งถ้ามี",
                en=f"{count} agencies have this home page — give each its own page where there is one",
            )
            home = replace(home, doubts=(*home.doubts, shared))
        told(home)
        return home

    return tuple(await asyncio.gather(*map(one, sites)))


async def check_home(site: AgencySite, settings: Settings) -> Home:
    """Ask for robots.txt and the home page of ``site``, and for plain http where https is not to be had."""
    settings = replace(
        settings, retries=0, max_seconds=min(settings.max_seconds, _SECONDS), max_body=min(settings.max_body, _BODY)
    )
    answer = await _ask(site, site.url, settings)
    doubts = tuple(_doubts(site, answer, settings))
    if isinstance(answer, Failed) and answer.cause in {FailCause.CONNECT, FailCause.TIMEOUT, FailCause.TLS}:
        doubts += await _by_plain_http(site, settings)
    if isinstance(answer, Fetched):
        return Home(
            code=site.code,
            final_url=answer.final_url,
            status=answer.status,
            seconds=answer.elapsed,
            doubts=doubts,
        )
    return Home(code=site.code, status=answer.status if isinstance(answer, Failed) else 0, doubts=doubts)


async def _ask(site: AgencySite, url: str, settings: Settings) -> Visit:
    async with Fetcher(settings, home=url, also=site.also) as fetcher:
        return await Visitor(fetcher, settings, home=url).visit(url)


async def _by_plain_http(site: AgencySite, settings: Settings) -> tuple[Doubt, ...]:
    parts = urlsplit(site.url)
    if parts.scheme != "https" or parts.port:
        return ()
    url = urlunsplit(parts._replace(scheme="http"))
    if not isinstance(await _ask(site, url, settings), Fetched):
        return ()
    return (
        Doubt(kind="plain_http", th=f"แต่ {url} ตอบ — แก้ url เป็น http://", en=f"but {url} answers — write http://"),
    )


def _doubts(site: AgencySite, answer: Visit, settings: Settings) -> Iterator[Doubt]:
    match answer:
        case Failed():
            yield _failed(answer, site.code)
        case Refused():
            yield _refused(answer)
        case Fetched():
            yield from _of_page(site, answer, settings)
        case _:
            yield _unreachable(FailCause.PROTOCOL, 0, site.code)


def _failed(answer: Failed, code: str) -> Doubt:
    if answer.cause is FailCause.TLS and answer.tls is not None:
        told, cure = tls_told(answer.tls), tls_cure(answer.tls)
        return Doubt(kind="tls_problem", th=f"{told} — {cure}", en=f"TLS: {answer.tls.value} — have it mended")
    return _unreachable(answer.cause, answer.status, code)


def _unreachable(cause: FailCause, status: int, code: str) -> Doubt:
    th, en = (Said(lang).maybe(f"cause.{cause.value}") or cause.value for lang in ("th", "en"))
    number = f" ({status})" if status else ""
    cure = [words.format(code=code) for words in _CURES.get(cause, _LATER)]
    kind = "shut_out" if cause in {FailCause.FORBIDDEN, FailCause.BLOCKED} else "unreachable"
    if cause is FailCause.TLS:
        kind = "tls_problem"
    return Doubt(kind=kind, th=f"หน้าแรก: {th}{number} — {cure[0]}", en=f"home page: {en}{number} — {cure[1]}")


def _refused(answer: Refused) -> Doubt:
    if answer.by is RefusedBy.OFFSITE:
        return _moved(answer.detail or answer.url)
    if answer.by is RefusedBy.GATE:
        return Doubt(
            kind="unreachable",
            th=f"{answer.detail or 'ที่อยู่ภายใน'} — ถ้าตั้งใจตรวจเครื่องในเครือข่ายนี้ ให้เพิ่ม --allow-private",
            en="a private or reserved address — add --allow-private if that is meant",
        )
    return Doubt(
        kind="robots",
        th="robots.txt ของเว็บไซต์ห้ามโปรแกรมเข้า — ขอให้ผู้ดูแลเว็บไซต์อนุญาต oitcrawl ใน robots.txt",
        en="robots.txt keeps us out — ask the site to allow oitcrawl in it",
    )


def _moved(where: str) -> Doubt:
    return Doubt(
        kind="moved",
        th=f"หน้าแรกพาไปเว็บไซต์อื่น ({where}) — แก้ url หรือเพิ่มใน also: ถ้าเป็นของหน่วยงานเอง",
        en=f"its home page leads to another site ({where}) — change url, or add it to also:",
    )


def _of_page(site: AgencySite, answer: Fetched, settings: Settings) -> Iterator[Doubt]:
    addresses = Addresses(site.url, also=site.also)
    if not addresses.is_own(answer.final_url):
        yield _moved(answer.final_url)
    if urlsplit(answer.final_url).scheme == "http":
        yield Doubt(
            kind="plain_http",
            th="เว็บไซต์ไม่ใช้ HTTPS — ให้ผู้ดูแลติดตั้งใบรับรอง",
            en="the site has no HTTPS — have a certificate installed",
            is_hint=True,
        )
    page = read(
        answer.body, url=answer.final_url, charset=answer.charset, resolve=addresses.resolve, settings=settings
    )
    if not isinstance(page, Page):
        yield Doubt(
            kind="not_readable",
            th="หน้าแรกไม่ใช่หน้าเว็บที่อ่านได้ — ตรวจ url",
            en="the home page is no page that can be read — look at url",
        )
    elif (cause := barrier(page, answer.body, is_home=True)) is not None:
        yield _unreachable(cause, 0, site.code)
    elif site.name:
        yield from _of_name(site, page)


def _of_name(site: AgencySite, page: Page) -> Iterator[Doubt]:
    words = "\n".join((page.title, page.chrome, page.leaf.text, *page.headings, *page.alts))
    if is_named(site.name, words):
        return
    if is_scripted(page) or len(words) < _FEW:
        yield Doubt(
            kind="unclear",
            th=f"ยังบอกไม่ได้ว่าเป็นเว็บไซต์ของ «{site.name}» เพราะหน้าแรกมีข้อความน้อยหรือสร้างด้วยสคริปต์ — เปิดดูด้วยตา",
            en=f"cannot tell whether it is the site of {site.name}: little text, or built by scripts — look at it",
            is_hint=True,
        )
        return
    title = " ".join(page.title.split())[:80] or "-"
    yield Doubt(
        kind="other_name",
        th=f"ไม่พบชื่อ «{site.name}» ในหน้าแรก (ชื่อหน้าคือ «{title}») — ตรวจว่า url เป็นของหน่วยงานนี้จริง",
        en=f"{site.name} is not named on the home page (its title: {title}) — make sure that url is this agency's",
    )
