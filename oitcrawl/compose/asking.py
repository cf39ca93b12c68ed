"""Asks why an address of a stored scan, or a file, was or was not taken for an item."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from oitcrawl.checkup import harvest_of
from oitcrawl.compose.checking import contents_of, demand_readable, file_readers
from oitcrawl.compose.doors import Order
from oitcrawl.compose.rejudge import Texts
from oitcrawl.errors import UsageError
from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.inquiry import Inquiry, inquire, seen_at
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Content, Document, Page
from oitcrawl.model.exposed import exposures
from oitcrawl.model.harvest import Keepsake, Record
from oitcrawl.model.masked import masked
from oitcrawl.model.scan import AgencyScan
from oitcrawl.ruleset.load import Rule, RuleSet
from oitcrawl.settings import Settings
from oitcrawl.store.scans import Store
from oitcrawl.thai.calendar import FiscalYear
from oitcrawl.version import __version__

Choose = Callable[[str], tuple[Rule, RuleSet]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An answer, and the scan that it is of.

    Attributes:
        inquiry: the answer.
        scan: number of the stored scan; None for a file.
        agency: code of the agency; empty for a file.
        edition: by whose rules.
        fiscal_year: Buddhist year assessed.
    """

    inquiry: Inquiry
    scan: int | None = None
    agency: str = ""
    edition: str
    fiscal_year: int


def ask_stored(
    store: Store, url: str, choose: Choose, *, agency: str | None = None, scan: int | None = None
) -> Asked:
    """Why ``url`` was, or was not, taken for an item, in the newest scan that met it.

    Args:
        store: the stored scans.
        url: the address, with or without its scheme.
        choose: gives the item to ask about and its edition, told the edition of the scan.
        agency: look only at this agency's newest scan.
        scan: look only at this scan.

    Raises:
        UsageError: no such scan is stored, or none of them met the address.
        StoreError: the database cannot be read.
    """
    looked = 0
    for number in _numbers(store, url, agency, scan):
        stored, kept = store.scan(number), store.keepsakes.load(number)
        if stored is None or kept is None:
            continue
        looked += 1
        if seen_at(url, kept[1].harvest) is not None:
            return _ask_scan(store, number, stored, kept[1], url, choose(stored.edition))
    raise _unknown(url, looked, store.codes())


def ask_file(path: Path, rule: Rule, order: Order, settings: Settings) -> Asked:
    """Why a file would, or would not, be taken for an item, as if it stood alone on the site.

    Raises:
        UsageError: it cannot be opened.
    """
    demand_readable(path)
    content = asyncio.run(_read(path, settings))
    assignment = order.assignment()
    harvest = harvest_of(content, path.name)
    text = content if isinstance(content, Page | Document) else None
    found = inquire(path.name, rule, assignment, harvest, lambda _record: text, TopicMatcher(order.rules))
    assert found is not None, "the file is all that the harvest holds"
    return Asked(
        inquiry=masked(found, _numbers_in(text)), edition=order.rules.edition, fiscal_year=assignment.fiscal_year.be
    )


async def _read(path: Path, settings: Settings) -> Content:
    async with AsyncExitStack() as doors:
        readers = await file_readers(doors, settings)
        async for _file, content in contents_of([path], readers):
            return replace(content, members=()) if isinstance(content, Document) else content
    raise AssertionError("one file gives one content")


def _ask_scan(
    store: Store, number: int, scan: AgencyScan, keepsake: Keepsake, url: str, chosen: tuple[Rule, RuleSet]
) -> Asked:
    rule, rules = chosen
    assignment = Assignment(
        site=keepsake.site,
        rules=rules,
        fiscal_year=FiscalYear(scan.fiscal_year),
        as_of=scan.as_of,
        engine=__version__,
    )
    load = Texts(store.contents, keepsake).load
    found = inquire(url, rule, assignment, keepsake.harvest, load, TopicMatcher(rules))
    assert found is not None, "the harvest knows the address"
    seen = seen_at(url, keepsake.harvest)
    text = load(seen) if isinstance(seen, Record) else None
    return Asked(
        inquiry=masked(found, _numbers_in(text)),
        scan=number,
        agency=scan.agency.code,
        edition=rules.edition,
        fiscal_year=scan.fiscal_year,
    )


def _numbers_in(text: Page | Document | None) -> frozenset[str]:
    """Digits of the persons' numbers in a content as it was read."""
    return frozenset[str]().union(*(one.numbers for one in exposures(text))) if text is not None else frozenset()


def _numbers(store: Store, url: str, agency: str | None, scan: int | None) -> Iterator[int]:
    """Scans that may have met the address, those of agencies whose site it is of first."""
    if scan is not None:
        yield scan
        return
    codes = [agency] if agency else sorted(store.codes(), key=lambda code: not _is_of(store, code, url))
    for code in codes:
        number = store.newest(code)
        if number is not None:
            yield number


def _is_of(store: Store, code: str, url: str) -> bool:
    newest = store.latest(code, good_only=False)
    if newest is None:
        return False
    host = (urlsplit(newest.agency.url).hostname or "").removeprefix("www.")
    return bool(host) and host in url


def _unknown(url: str, looked: int, codes: tuple[str, ...]) -> UsageError:
    if not looked:
        return UsageError(
            "ไม่มีการตรวจที่เก็บเนื้อหาไว้ให้ดู",
            cure=f"รหัสที่มี: {', '.join(codes)}" if codes else "เริ่มด้วย oitcrawl scan URL",
            en=f"no scan with its contents is stored — known agencies: {', '.join(codes) or 'none'}",
        )
    return UsageError(
        f"ไม่เคยพบ {url} ในการตรวจที่เก็บไว้ {looked} ครั้ง: ไม่มีลิงก์ใดในหน้าที่อ่านพาไปถึง หรือเป็นเว็บไซต์อื่น",
        cure="ตรวจตัวสะกดของที่อยู่ ดูว่ามีหน้าใดในเว็บไซต์ลิงก์ไปหาหรือไม่ แล้วตรวจเว็บไซต์ใหม่",
        en=f"none of {looked} stored scans met {url}: no link leads there — check its spelling",
    )
