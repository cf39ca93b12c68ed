"""Visits that are written down as they are made, and answered from what was written when a scan was cut off."""

from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any

from oitcrawl.crawl.pace import Pace
from oitcrawl.model.content import Page
from oitcrawl.model.visit import (
    FailCause,
    Failed,
    Fetched,
    Refused,
    RefusedBy,
    TlsTrouble,
    Unchanged,
    Validators,
    Visit,
)
from oitcrawl.reception import Renders
from oitcrawl.store.codec import decode, encode
from oitcrawl.store.journal import Journal
from oitcrawl.survey import Visits

_KINDS = {Fetched: "fetched", Unchanged: "unchanged", Failed: "failed", Refused: "refused"}
_NAMES = {kind: [one.name for one in fields(kind) if one.name not in {"url", "body"}] for kind in _KINDS}


class WrittenVisits:
    """Visits through a journal: what is in it is answered without a request, all else is written down.

    Attributes:
        replayed: answers that came from the journal.
    """

    def __init__(self, visits: Visits, journal: Journal) -> None:
        self._visits, self._journal = visits, journal
        self.replayed = 0

    @property
    def requests(self) -> int:
        """Requests sent, those before the scan was cut off included."""
        return self._visits.requests + self.replayed

    @property
    def pace(self) -> Pace:
        """How fast the site is asked."""
        return self._visits.pace

    @property
    def gave_up(self) -> bool:
        """Whether so many visits in a row failed that the site is left alone."""
        return self._visits.gave_up

    async def visit(self, url: str, validators: Validators | None = None) -> Visit:
        """The answer that is written down, or that of the site."""
        while (entry := self._journal.take("visit", url)) is not None:
            answer = _answer(url, entry.head, entry.body)
            if _still_holds(answer, validators):
                self.replayed += 1
                return answer
        answer = await self._visits.visit(url, validators)
        head = _head(answer)
        self._journal.write("visit", url, head, answer.body if isinstance(answer, Fetched) else b"")
        return answer

    async def sitemaps(self) -> tuple[str, ...]:
        """As written down, or as the site has them."""
        if (entry := self._journal.take("sitemaps", "")) is not None:
            return tuple(entry.head["urls"])
        urls = await self._visits.sitemaps()
        self._journal.write("sitemaps", "", {"urls": urls})
        return urls

    def told(self, truth: Failed | None) -> None:
        """Learn what an answer really was."""
        self._visits.told(truth)


class WrittenBrowser:
    """A browser through a journal: what it showed before the scan was cut off is not shown again.

    Attributes:
        pages: shown, those before included.
    """

    def __init__(self, browser: Renders, journal: Journal, *, is_kept: Callable[[str], bool]) -> None:
        """Stand before ``browser``.

        Args:
            browser: shows pages.
            journal: of this scan.
            is_kept: whether a page (its address) has no bytes that could be shown, because it is as it was.
        """
        self._browser, self._journal, self._is_kept = browser, journal, is_kept
        self._replayed = 0
        self.showed: set[str] = set()

    @property
    def pages(self) -> int:
        """Pages shown, those before the scan was cut off included."""
        return self._browser.pages + self._replayed

    @property
    def trouble(self) -> str:
        """Why there is no browser after all."""
        return self._browser.trouble

    def wants(self, page: Page, worth: float) -> bool:
        """Whether ``page`` must be shown; what need not be shown when it was read stays as it is."""
        return not self._is_kept(page.url) and self._browser.wants(page, worth)

    def put_by(self, page: Page, answer: Fetched, worth: float) -> None:
        """Remember a page for the second look."""
        if not self._is_kept(page.url):
            self._browser.put_by(page, answer, worth)

    def second_look(self) -> list[tuple[Page, Fetched]]:
        """Pages that may hide what is lacking."""
        return self._browser.second_look()

    async def show(self, page: Page, answer: Fetched) -> Page | None:
        """The page as it is written down, or as the browser shows it."""
        self.showed.add(answer.url)
        if (entry := self._journal.take("shown", page.url)) is not None:
            content = decode(entry.body) if entry.body else None
            self._replayed += 1
            return content if isinstance(content, Page) else None
        made = await self._browser.show(page, answer)
        self._journal.write("shown", page.url, {}, encode(made) if made is not None else b"")
        return made


def _still_holds(answer: Visit, validators: Validators | None) -> bool:
    """Whether an answer would be the same some hours later: a failure may have passed, a rule been changed."""
    match answer:
        case Fetched():
            return True
        case Unchanged():
            return bool(validators)
        case Failed():
            return answer.permanent
        case Refused():
            return answer.by is RefusedBy.OFFSITE


def _head(answer: Visit) -> dict[str, Any]:
    told = {name: value for name in _NAMES[type(answer)] if (value := getattr(answer, name))}
    if isinstance(answer, Unchanged) and answer.validators:
        told["validators"] = asdict(answer.validators)
    return {"kind": _KINDS[type(answer)], **told}


def _answer(url: str, head: dict[str, Any], body: bytes) -> Visit:
    """The answer that ``_head`` told.

    Raises:
        ValueError, KeyError, TypeError: it told none.
    """
    told = {name: value for name, value in head.items() if name != "kind"}
    if "tls" in told:
        told["tls"] = TlsTrouble(told["tls"])
    match head["kind"]:
        case "fetched":
            return Fetched(url=url, body=body, **told)
        case "unchanged":
            return Unchanged(url=url, **(told | {"validators": Validators(**head.get("validators", {}))}))
        case "failed":
            return Failed(url=url, **(told | {"cause": FailCause(head["cause"])}))
        case _:
            return Refused(url=url, **(told | {"by": RefusedBy(head["by"])}))
