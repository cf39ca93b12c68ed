"""Evidence that a site's firewall turns the scanner away, and the letter that asks to be let in."""

import asyncio
import ipaddress
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from oitcrawl.compose.delivery import Delivery
from oitcrawl.compose.doors import BANGKOK
from oitcrawl.compose.homes import check_home
from oitcrawl.compose.nothing_read import SHUT_OUT
from oitcrawl.compose.whole import write_whole
from oitcrawl.crawl.fetch import user_agent
from oitcrawl.model.coverage import Coverage
from oitcrawl.model.scan import AgencyScan
from oitcrawl.model.site import AgencySite
from oitcrawl.model.visit import FailCause
from oitcrawl.report.letter import Form, LetterView, Refusal, Request, letter, letter_text
from oitcrawl.report.wordfile import letter_docx
from oitcrawl.report.words import Words
from oitcrawl.settings import DEFAULT_CONTACT, Settings
from oitcrawl.store.runs import RunOutcome
from oitcrawl.store.scans import Store

BACK: Final = timedelta(days=60)
_FORBIDDEN: Final = 403
_LEAST: Final = 5  # pages turned away one by one: fewer are closed folders, not a firewall
_SHARE: Final = 0.1  # of what was asked for
_WALL: Final = frozenset({FailCause.FORBIDDEN.value, FailCause.BLOCKED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of a block.

    Attributes:
        refusals: the latest first; none where there is no block.
        beside: pages that were turned away one by one, too few for a firewall.
    """

    refusals: tuple[Refusal, ...] = ()
    beside: int = 0


def evidence(store: Store, code: str, home: str, now: datetime) -> Evidence:
    """What the store knows of an agency's firewall: its newest scan, and nights on which nothing could be read.

    Raises:
        StoreError: the database cannot be read.
    """
    scan = store.latest(code, good_only=False)
    by_scan = tuple(_of_scan(scan)) if scan is not None else ()
    since = scan.started if scan is not None else now - BACK
    by_runs = tuple(
        Refusal(url=home, since=run.started, until=run.finished or run.started)
        for run in store.runs.since(max(since, now - BACK), [code])
        if run.outcome is RunOutcome.UNREADABLE and any(told in run.cause for told in SHUT_OUT)
    )
    is_wall = scan is not None and _is_wall(scan.coverage)
    refusals = sorted((*by_runs, *(by_scan if is_wall else ())), key=lambda one: one.since, reverse=True)
    return Evidence(refusals=tuple(refusals), beside=0 if is_wall else len(by_scan))


def _of_scan(scan: AgencyScan) -> Iterator[Refusal]:
    for one in scan.coverage.failed:
        if one.cause is FailCause.BLOCKED or (one.cause is FailCause.FORBIDDEN and one.status == _FORBIDDEN):
            status = one.status if one.cause is FailCause.FORBIDDEN else 0
            yield Refusal(url=one.url, since=scan.started, until=scan.finished, status=status)


def _is_wall(coverage: Coverage) -> bool:
    """Whether it is a firewall that turned pages away, not a few folders that are closed to everybody."""
    if coverage.vitals is not None and coverage.vitals.home_cause in _WALL:
        return True
    if any(one.cause is FailCause.BLOCKED for one in coverage.failed):
        return True
    shut = sum(one.cause is FailCause.FORBIDDEN and one.status == _FORBIDDEN for one in coverage.failed)
    return shut >= _LEAST and shut >= _SHARE * (coverage.pages + coverage.documents + len(coverage.failed))


def asked_now(site: AgencySite, settings: Settings) -> Evidence:
    """The same by asking for the home page once, at this moment."""
    began = datetime.now(UTC)
    home = asyncio.run(check_home(site, settings))
    if not any(one.kind == "shut_out" for one in home.doubts):
        return Evidence()
    return Evidence(refusals=(Refusal(url=site.url, since=began, until=began, status=home.status),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How the letter is wished; see ``report.letter.Request``."""

    form: Form = "memo"
    office: str = ""
    to: str = ""
    addresses: tuple[str, ...] = ()


def petition(
    site: AgencySite, found: Evidence, settings: Settings, wish: Wish, *, now: datetime, lang: str = "th"
) -> tuple[LetterView, Words]:
    """The letter for the administrator of ``site``, and the words that it is written in."""
    words = Words("en" if lang == "en" else "th")
    request = Request(
        agency=site.name or site.code,
        site=site.url,
        refusals=found.refusals,
        agent=user_agent(settings),
        addresses=wish.addresses or own_addresses(),
        rate=settings.rate if site.rate is None else site.rate,
        at_once=settings.concurrency,
        hours=settings.scan_at,
        contact="" if settings.contact == DEFAULT_CONTACT else settings.contact,
        office=wish.office,
        to=wish.to,
        day=now.astimezone(BANGKOK).date(),
        form=wish.form,
    )
    return letter(request, words), words


def write_letter(file: Path, view: LetterView, words: Words, now: datetime) -> None:
    """Write the letter: ``.docx`` for Word, anything else as text.

    Raises:
        PublishError: the file cannot be written.
    """
    is_word = file.suffix.lower() == ".docx"
    write_whole(file, letter_docx(view, words, now) if is_word else letter_text(view).encode())


def site_of(desk: Delivery, code: str) -> AgencySite | None:
    """An agency that is in no agencies file and was scanned once; None for an unknown one.

    Raises:
        StoreError: the database cannot be read.
    """
    scan = desk.store.latest(code, good_only=False)
    return None if scan is None else AgencySite(code=code, name=scan.agency.name, url=scan.agency.url)


def own_addresses() -> tuple[str, ...]:
    """Public addresses of this machine, where it knows them itself; behind a gateway it does not. Sends nothing."""
    found = []
    for family, beyond in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as way:
            way.connect((beyond, 9))
            found.append(way.getsockname()[0])
    return tuple(one for one in found if ipaddress.ip_address(one).is_global)
