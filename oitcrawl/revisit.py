"""Visits of a later night: each known address is asked whether it changed, and what did not is not read again."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from oitcrawl.crawl.impossible import is_home, is_home_like
from oitcrawl.crawl.pace import Pace
from oitcrawl.model.content import Content, Document, Page
from oitcrawl.model.known import READ, Known, digest, known_of
from oitcrawl.model.visit import FailCause, Failed, Fetched, Refused, Unchanged, Validators, Visit
from oitcrawl.reception import Doubts
from oitcrawl.survey import Visits

SITEMAPS: Final = "sitemaps:"  # under this address the digest of what the sitemaps name is known

Recall = Callable[[str], Content | None]
Read = Callable[[Fetched], Awaitable[Content]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a site.

    Attributes:
        known: its addresses, in the order in which they were asked.
        home: address of its home page.
        recall: (digest) -> what was read of these bytes, or None.
        now: when this night's scan began.
        most: the longest pause between two visits of an address, in nights.
        sweep: everything is asked for, and no server is believed that nothing changed.
    """

    known: tuple[Known, ...] = ()
    home: str
    recall: Recall
    now: datetime
    most: int = 7
    sweep: bool = False


@dataclass(slots=True)
class Tally:
    """What the night came to.

    Attributes:
        unchanged: addresses that had not changed.
        skipped: addresses that were not asked.
        bytes: fetched.
    """

    unchanged: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    bytes: int = 0


class Revisits:
    """Visits with a memory.

    What did not change is given to the survey as an answer without a body; ``reader`` knows what was read of it.

    Attributes:
        tally: counts for the coverage.
    """

    def __init__(self, visits: Visits, past: Past) -> None:
        self._visits, self._past = visits, past
        self._known = {one.url: one for one in past.known}
        self._sure: dict[str, bool] = {}  # as they were: whether they were asked for it
        self._in_hand: dict[str, Visit] = {}  # asked already, and not as they were
        self._ready: dict[str, Content] = {}  # what was read of answers without a body
        self._now: dict[str, Known] = {}
        self._recalled: set[str] = set()
        self._given: set[str] = set()
        self.tally = Tally()

    # --- the quick round ---

    async def all_as_before(
        self, *, lanes: int, stop: asyncio.Event, progress: Callable[[int, int, str], None]
    ) -> bool:
        """Ask every known address that is due; whether all answer as they did. Ends at the first that does not.

        Args:
            lanes: visits under way at once.
            stop: ends it early.
            progress: told (visited, waiting, address).
        """
        some = [one for one in self._past.known if one.url != SITEMAPS]
        if not some or self._past.sweep or any(one.rendered for one in some):
            return False
        if not await self._same_sitemaps():
            return False
        some.sort(key=lambda one: one.url != self._past.home)  # what is not the agency's site any more is left alone
        if not await self._is_as_before(some[0]):
            self._begin_anew()
            return False
        waiting, same = iter(some[1:]), asyncio.Event()
        same.set()

        async def lane() -> None:
            for one in waiting:
                if stop.is_set() or not same.is_set() or not await self._is_as_before(one):
                    same.clear()
                    return
                progress(len(self._now), len(some) - len(self._now), one.url)

        await asyncio.gather(*(lane() for _ in range(lanes)))
        if not same.is_set():
            self._begin_anew()
        return same.is_set()

    def _begin_anew(self) -> None:
        """Forget what was noted: the survey may find that nothing leads to an address any more."""
        self._now = {url: one for url, one in self._now.items() if url == SITEMAPS}
        self.tally = Tally(bytes=self.tally.bytes)

    async def _is_as_before(self, one: Known) -> bool:
        if self._may_skip(one):
            self._settle(one, asked=False)
            return True
        return await self._answers_the_same(one)

    async def _answers_the_same(self, one: Known) -> bool:
        """Ask an address; whether it is as it was. Else its answer, which then is whole, is in hand."""
        answer = await self._visits.visit(one.url, one.validators if one.sha256 else None)
        if same := self._is_same(one, answer):
            self._settle(one, asked=True)
        elif isinstance(answer, Unchanged):  # of something else than what is known
            self._in_hand[one.url] = await self._visits.visit(one.url)
        else:
            self._in_hand[one.url] = answer
        return same

    def _settle(self, one: Known, *, asked: bool) -> None:
        self._sure[one.url] = asked
        self._note(one, asked=asked)

    async def _same_sitemaps(self) -> bool:
        known = self._known.get(SITEMAPS)
        return known is not None and known.sha256 == _digest_of(await self.sitemaps())

    # --- visits for the survey ---

    @property
    def requests(self) -> int:
        """Requests sent."""
        return self._visits.requests

    @property
    def pace(self) -> Pace:
        """How fast the site is asked."""
        return self._visits.pace

    @property
    def gave_up(self) -> bool:
        """Whether so many visits in a row failed that the site is left alone."""
        return self._visits.gave_up

    def told(self, truth: Failed | None) -> None:
        """Learn what an answer really was."""
        self._visits.told(truth)

    async def sitemaps(self) -> tuple[str, ...]:
        """Addresses that the site's sitemaps name; asked once a night."""
        if (kept := self._in_hand.get(SITEMAPS)) is not None:
            assert isinstance(kept, Fetched)
            return tuple(kept.body.decode().split())
        urls = await self._visits.sitemaps()
        body = "\n".join(urls).encode()
        self._in_hand[SITEMAPS] = Fetched(url=SITEMAPS, final_url=SITEMAPS, body=body)
        self._now[SITEMAPS] = Known(url=SITEMAPS, sha256=_digest_of(urls), last_asked=self._past.now)
        return urls

    async def visit(self, url: str, validators: Validators | None = None) -> Visit:
        """The answer of an address; without a body when it did not change, or need not be asked tonight."""
        one = self._known.get(url)
        if one is not None and (kept := await self._as_it_was(one)) is not None:
            return kept
        answer = self._in_hand.pop(url, None) or await self._visits.visit(url, validators)
        self._note_answer(url, answer)
        return answer

    async def _as_it_was(self, one: Known) -> Fetched | Failed | None:
        """The answer without its bytes when it is as it was; None when it must be, or was, fetched anew."""
        if one.url in self._in_hand or (kept := self._kept(one)) is None:
            return None
        if one.url in self._sure:
            self._note(one, asked=self._sure[one.url])
            return kept
        if self._may_skip(one):
            self._settle(one, asked=False)
            return kept
        return kept if await self._answers_the_same(one) else None

    def _kept(self, one: Known) -> Fetched | Failed | None:
        """The answer as it was, when it can be had without its bytes."""
        if not one.sha256 or one.rendered or self._past.sweep or self._shows_home(one):
            return None
        if one.came != READ:
            cause = FailCause(one.came)
            return Failed(url=one.url, cause=cause, permanent=one.permanent, status=one.status, detail=one.detail)
        content = self._past.recall(one.sha256)
        if content is None or (isinstance(content, Page) and content.url != one.final_url):
            return None
        self._ready[one.final_url] = content
        self._recalled.add(content.sha256)
        return one.answer()

    def _shows_home(self, one: Known) -> bool:
        """Whether it is a home page: other answers are held against it, which takes its bytes."""
        return is_home(one.url, self._past.home) or is_home_like(one.url)

    def _may_skip(self, one: Known) -> bool:
        return bool(one.sha256) and not self._past.sweep and not one.is_due(self._past.now, self._past.most)

    def _is_same(self, one: Known, answer: Visit) -> bool:
        match answer:
            case Unchanged():
                return answer.final_url == one.final_url and answer.tls is one.tls
            case Fetched():
                version = (one.final_url, one.sha256, one.content_type, one.charset)
                same = version == (answer.final_url, digest(answer.body), answer.content_type, answer.charset)
                self.tally.bytes += len(answer.body) if same else 0
                return same
            case Failed():
                return not one.sha256 and (one.came, one.permanent) == (answer.cause.value, answer.permanent)
            case Refused():
                return not one.sha256 and one.came == answer.by.value

    # --- what is read ---

    def is_kept(self, answer: Fetched) -> bool:
        """Whether an answer is without its body because it is as it was."""
        return not answer.body and answer.url in self._sure

    def gave(self, url: str) -> bool:
        """Whether the page at ``url`` was given without its bytes."""
        return url in self._given

    def reader(self, read: Read, at_address: Callable[[Content, str], Content]) -> Read:
        """``read``, which knows what was read of answers that have no body."""

        async def again(answer: Fetched) -> Content:
            if self.is_kept(answer) and (content := self._ready.pop(answer.final_url, None)) is not None:
                self._given.add(answer.final_url)
                return at_address(content, answer.final_url)
            return await read(answer)

        return again

    def keeper(self, keep: Callable[[Page | Document], None]) -> Callable[[Page | Document], None]:
        """``keep``, which is not given what it gave."""

        def fresh(content: Page | Document) -> None:
            if content.sha256 not in self._recalled:
                keep(content)

        return fresh

    # --- what is known in the end ---

    def heed(self, answer: Fetched, truth: Failed | None) -> None:
        """Note what an answer with a body really was."""
        known = self._now.get(answer.url)
        if known is not None and truth is not None:
            self._now[answer.url] = replace(
                known, came=truth.cause.value, permanent=truth.permanent, detail=truth.detail, last_seen=None
            )

    def showed(self, url: str) -> None:
        """Note that a browser had to build the page."""
        if (known := self._now.get(url)) is not None:
            self._now[url] = replace(known, rendered=True)

    def known(self) -> tuple[Known, ...]:
        """What is known now, in the order in which it was asked."""
        return tuple(self._now.values())

    def _note(self, one: Known, *, asked: bool) -> None:
        """Note that an address is as it was."""
        if not asked:
            self.tally.skipped.add(one.url)
            self._now[one.url] = one
            return
        if one.sha256:
            self.tally.unchanged.add(one.url)
        now = self._past.now
        self._now[one.url] = replace(
            one,
            last_asked=now,
            last_seen=now if one.came == READ else one.last_seen,
            asked=one.asked + 1,
            quiet=one.quiet + 1,
        )

    def _note_answer(self, url: str, answer: Visit) -> None:
        old, now = self._known.get(url), self._past.now
        new = known_of(url, answer, now)
        if old is not None:
            is_new = new.sha256 != old.sha256
            new = replace(
                new,
                rendered=False,
                vital=old.vital,
                first_seen=old.first_seen or new.first_seen,
                last_seen=new.last_seen or old.last_seen,
                last_changed=now if is_new else old.last_changed,
                asked=old.asked + 1,
                changed=old.changed + is_new,
                quiet=0 if is_new else old.quiet + 1,
            )
        self._now[url] = new


class RememberedDoubts:
    """Doubts that are not asked again about answers that are as they were."""

    def __init__(self, doubts: Doubts, revisits: Revisits) -> None:
        self._doubts, self._revisits = doubts, revisits

    async def doubt(self, answer: Fetched, content: Content) -> Failed | None:
        """The failure that the answer really is, or None."""
        if self._revisits.is_kept(answer):
            return None
        truth = await self._doubts.doubt(answer, content)
        self._revisits.heed(answer, truth)
        return truth

    async def astray(self, answer: Fetched) -> Failed | None:
        """The failure that a redirect to the home page really is, or None."""
        if self._revisits.is_kept(answer):
            return None
        truth = await self._doubts.astray(answer)
        self._revisits.heed(answer, truth)
        return truth


def _digest_of(urls: Iterable[str]) -> str:
    return digest("\n".join(urls).encode())
