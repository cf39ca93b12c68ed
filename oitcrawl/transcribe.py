"""Scans are read like this: the covers first, part by part; then only pages that can still change a verdict."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from oitcrawl.judge.covers import CoverSays, cover_says, tells_enough
from oitcrawl.judge.suspects import is_offered
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.judge.wants import Want, is_scan
from oitcrawl.logbook import DOCUMENT_COVER, what_it_says
from oitcrawl.model.content import Document, Label, Media, Page, TextLayer, Unread, UnreadCause
from oitcrawl.model.harvest import Harvest, LoadContent, Record, Records
from oitcrawl.model.scan import ScanWarning, UnreadAddress
from oitcrawl.read.merge import as_page, leaves_to_read, with_transcripts
from oitcrawl.read.unread import cure_of
from oitcrawl.read.words import Region, Transcript

COVER_SHARE = 0.6  # of the budget that the covers may use
FIRST_PAGES = 3  # of a document that are read before it is judged again
NEXT_PAGES = 9
BUSY = 3  # scans under way for each lane; fewer would leave lanes idle at the end of each wave
MISSES = 2
DULL = 0.3  # interest below which a single picture is taken for a photograph

UNREADABLE = Transcript(text="", confidence=0.0)
T = TypeVar("T")
Look = Callable[[str, Media, int, Region], Awaitable[Transcript | None]]


@dataclass(slots=True, kw_only=True)
class Scribe:
    """What the doors give for reading scans.

    Attributes:
        look: (digest, media, leaf from 1, region) -> what recognition made of it; None when the file is gone or its
            reader failed. It may answer from the store.
        unfold: digest of a page whose font codes nobody can read -> leaves of its print; 0 when it cannot be printed.
        seconds: of recognition for this agency.
        leaves: pages of one document that are read at most.
        lanes: pages under way at once.
        interest: how likely a link leads to a disclosure, 0-1.
        progress: told (pages read, address) after each.
        stop: set to end early.
        keep: takes what a file says in the end, by its digest: all that is judged can then be judged again.
    """

    look: Look
    unfold: Callable[[str], Awaitable[int]]
    seconds: float
    leaves: int
    interest: Callable[[str, Label], float]
    lanes: int = 2
    progress: Callable[[int, str], None] = lambda _pages, _url: None
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    keep: Callable[[str, Page | Document], None] = lambda _digest, _text: None


Judge = Callable[[Harvest, LoadContent], tuple[Want, ...]]


async def read_scans(
    harvest: Harvest, load: LoadContent, scribe: Scribe, matcher: TopicMatcher, judge: Judge
) -> tuple[Harvest, LoadContent]:
    """Read what scans say, as far as it can change a verdict and the budget lasts.

    Args:
        harvest: what the survey brought home.
        load: texts that were read.
        scribe: the way to recognition, and the budget.
        matcher: tells what a cover is about.
        judge: which scans are worth reading, by what is known so far.

    Returns:
        The harvest with covers and texts of scans filled in, and a way to load these texts.
    """
    work = _Work(harvest, load, scribe, matcher)
    if work.scans:
        await work.read_covers()
        await work.read_pages(judge)
    for digest, text in work.texts():
        scribe.keep(digest, text)
    return work.harvest(), work.load


@dataclass(slots=True)
class _Scan:
    """One scan under way."""

    record: Record
    base: Document | Unread
    todo: tuple[int, ...]  # leaves without text
    done: dict[int, Transcript] = field(default_factory=dict)  # whole pages
    cover: Transcript | None = None
    says: CoverSays | None = None
    misses: int = 0  # looks that came to nothing
    document: Document | None = None
    page: Page | None = None  # what is printed and read, when it is a page of the site

    @property
    def text(self) -> Page | Document | None:
        """What it says with the pages recognised so far; None before the first."""
        return as_page(self.page, self.document) if self.page and self.document else self.document

    @property
    def failed(self) -> bool:
        """Whether it is given up: one page may be broken, two say that the file or its reader is."""
        return self.misses >= MISSES

    @property
    def left(self) -> tuple[int, ...]:
        """Leaves still to be read."""
        return () if self.failed else tuple(leaf for leaf in self.todo if leaf not in self.done)


class _Work:
    """The scans of one harvest under way."""

    def __init__(self, harvest: Harvest, load: LoadContent, scribe: Scribe, matcher: TopicMatcher) -> None:
        self._harvest, self._load, self.scribe, self.matcher = harvest, load, scribe, matcher
        self._started = time.monotonic()
        self._spent = 0.0
        self._pages = 0
        self.scans: dict[str, _Scan] = {}  # by digest: one file under two addresses is read once
        self._by_url: dict[str, str] = {}
        for record in self._in_order(harvest.records):
            self._take(record)

    def _in_order(self, records: Iterable[Record]) -> list[Record]:
        some = [(self._interest(record), record) for record in records if is_scan(record) and record.sha256]
        some = [one for one in some if one[1].media is not Media.IMAGE or one[0] >= DULL or is_offered(one[1])]
        return [record for _, record in sorted(some, key=lambda one: -one[0])]

    def _interest(self, record: Record) -> float:
        labels = record.labels or (Label(text=record.file_name),)
        return max(self.scribe.interest(record.url, label) for label in labels)

    def _take(self, record: Record) -> None:
        self._by_url[record.url] = record.sha256
        if record.sha256 in self.scans:
            return
        content = None if record.unread is UnreadCause.SCAN else self._load(record)
        base = content if isinstance(content, Document) else _as_unread(record)
        scan = _Scan(record, base, leaves_to_read(base)[: self.scribe.leaves])
        scan.page = content if isinstance(content, Page) else None
        self.scans[record.sha256] = scan

    # --- covers ---

    async def read_covers(self) -> None:
        """Of every scan whose first page has no text as much of it as tells what it is."""
        waiting = [scan for scan in self.scans.values() if scan.todo[:1] == (1,)]
        await self._all(waiting, self._read_cover, self.scribe.seconds * COVER_SHARE)

    async def _read_cover(self, scan: _Scan) -> None:
        if scan.page is not None:
            await self._unfold(scan)
        for region in Region if scan.todo else ():
            found = await self._look(scan, 1, region)
            if found is None:
                return
            self._keep_cover(scan, found)
            if region is Region.PAGE:
                scan.done[1] = found
                self._merge(scan)
            elif tells_enough(cover_says(self.matcher, found.text), found.confidence):
                return

    def _keep_cover(self, scan: _Scan, found: Transcript) -> None:
        """Of the readings of a cover the one that names an item surest stays: more of the page may be read worse."""
        says = cover_says(self.matcher, found.text)
        if scan.cover is None or (says.score, says.letters) >= (scan.says.score if scan.says else 0.0, 0):
            scan.cover, scan.says = found, says

    async def _unfold(self, scan: _Scan) -> None:
        """Print a page of the site; its print is read like a scan."""
        started = time.monotonic()
        count = await self.scribe.unfold(scan.record.sha256)
        self._spent += time.monotonic() - started
        scan.base = replace(_as_unread(scan.record), leaf_count=count)
        scan.todo = tuple(range(1, min(count, self.scribe.leaves) + 1))

    # --- pages ---

    async def read_pages(self, judge: Judge) -> None:
        """Wave after wave the next pages of the best scans of each open item, until nothing can change."""
        while not self._is_over(self.scribe.seconds):
            batch = self._choose(judge(self.harvest(), self.load))
            if not batch:
                return
            leaves = [(scan, leaf) for scan in batch for leaf in _next_leaves(scan)]
            await self._all(leaves, self._read_leaf, self.scribe.seconds)
            for scan in batch:
                self._merge(scan)

    def _choose(self, wants: Sequence[Want]) -> list[_Scan]:
        """Of each item the likeliest scan that is not wholly read; the next likely ones too, while lanes are free."""
        chosen: dict[str, _Scan] = {}
        served: set[str] = set()
        for want in sorted(wants, key=lambda one: one.rank):
            digest = self._by_url.get(want.url, "")
            scan = self.scans.get(digest)
            if scan is None or not scan.left:
                continue
            if want.slug not in served or len(chosen) < BUSY * self.scribe.lanes:
                served.add(want.slug)
                chosen[digest] = scan
        return list(chosen.values())

    async def _read_leaf(self, work: tuple[_Scan, int]) -> None:
        scan, leaf = work
        if not scan.failed:
            found = await self._look(scan, leaf, Region.PAGE)
            scan.done[leaf] = found or UNREADABLE

    # --- one look ---

    async def _look(self, scan: _Scan, leaf: int, region: Region) -> Transcript | None:
        found = await self.scribe.look(scan.record.sha256, scan.record.media, leaf, region)
        if found is None:
            scan.misses += 1
            return None
        self._spent += found.seconds
        self._pages += region is Region.PAGE
        self.scribe.progress(self._pages, scan.record.url)
        return found

    async def _all(self, tasks: Sequence[T], work: Callable[[T], Awaitable[None]], seconds: float) -> None:
        """``work`` on each, as many at once as there are lanes, until ``seconds`` are spent."""
        waiting = iter(tasks)

        async def lane() -> None:
            for task in waiting:
                if self._is_over(seconds):
                    return
                await work(task)

        await asyncio.gather(*(lane() for _ in range(self.scribe.lanes)))

    def _is_over(self, seconds: float) -> bool:
        return self.scribe.stop.is_set() or self._spent >= seconds

    def _merge(self, scan: _Scan) -> None:
        if scan.done:
            scan.document = with_transcripts(scan.base, scan.done)

    # --- what is known by now ---

    def load(self, record: Record) -> Page | Document | None:
        """Text of a record, recognised text of scans too."""
        scan = self.scans.get(record.sha256)
        return (scan.text if scan else None) or self._load(record)

    def texts(self) -> Iterator[tuple[str, Page | Document]]:
        """Digest and text of each file of which pages were recognised."""
        return ((digest, scan.text) for digest, scan in self.scans.items() if scan.text)

    def harvest(self) -> Harvest:
        """The harvest with what is known of scans by now."""
        read, coverage = self._harvest.records, self._harvest.coverage
        records = Records(len(read), lambda number: self._told(read[number])) if self.scans else read
        left = {one.url for one in coverage.unread}
        by_url = {record.final_url: record for record in records if record.final_url in left}
        unread = tuple(filter(None, (_still_unread(one, by_url.get(one.url)) for one in coverage.unread)))
        coverage = replace(
            coverage,
            unread=unread,
            documents=coverage.documents + len(coverage.unread) - len(unread),
            ocr_pages=self._pages,
            seconds=round(coverage.seconds + time.monotonic() - self._started, 2),
            stopped_by=coverage.stopped_by or ("interrupted" if self.scribe.stop.is_set() else None),
        )
        return replace(
            self._harvest, records=records, coverage=coverage, warnings=(*self._harvest.warnings, *self._warnings())
        )

    def _told(self, record: Record) -> Record:
        scan = self.scans.get(record.sha256) if record.url in self._by_url else None
        if scan is None:
            return record
        if scan.document is not None and scan.document.text_layer is not TextLayer.NONE:
            fields = what_it_says(scan.document)
            return replace(record, unread=None, **(fields | {"cover": self._best_cover(scan, fields["cover"])}))
        if scan.failed:
            return replace(record, unread=UnreadCause.CRASHED)
        if scan.document is not None:
            return replace(record, unread=UnreadCause.UNCLEAR)
        if scan.page is not None:
            return record
        return replace(record, cover=scan.cover.text[:DOCUMENT_COVER]) if scan.cover else record

    def _best_cover(self, scan: _Scan, cover: str) -> str:
        """The text of the first pages, after the part of the cover that names an item where they name none."""
        if scan.cover is None or scan.says is None or scan.says.slug is None or scan.page is not None:
            return cover
        if cover_says(self.matcher, cover).score >= scan.says.score:
            return cover
        return f"{scan.cover.text}\n{cover}"[:DOCUMENT_COVER]

    def _warnings(self) -> tuple[ScanWarning, ...]:
        unseen = [scan for scan in self.scans.values() if not scan.done and scan.cover is None and not scan.failed]
        if not unseen or not self._is_over(self.scribe.seconds * COVER_SHARE):
            return ()
        message = f"เวลาอ่านภาพสแกนหมดก่อน ยังไม่ได้เปิดอ่าน {len(unseen)} ไฟล์ เพิ่มเวลาด้วยการตั้งค่า ocr_seconds"
        return (ScanWarning(kind="ocr_budget", message=message),)


def _next_leaves(scan: _Scan) -> tuple[int, ...]:
    return scan.left[: NEXT_PAGES if scan.done.keys() - {1} else FIRST_PAGES]


def _still_unread(one: UnreadAddress, record: Record | None) -> UnreadAddress | None:
    """The entry of a scan in the coverage by what is known now; None when it was read."""
    if record is None or record.unread is one.cause:
        return one
    if record.unread is None:
        return None
    return replace(one, cause=record.unread, cure=cure_of(record.media, record.unread))


def _as_unread(record: Record) -> Unread:
    return Unread(
        url=record.final_url or record.url,
        media=record.media,
        cause=UnreadCause.SCAN,
        leaf_count=max(1, record.leaf_count),
        sha256=record.sha256,
        size=record.size,
    )


async def read_whole(content: Document | Unread, look: Look, *, leaves: int, lanes: int = 2) -> Document | Unread:
    """``content`` with every page recognised that has no text of its own, at most ``leaves``.

    Returns:
        The content itself when nothing needs it, or nothing could be recognised.
    """
    waiting = iter(leaves_to_read(content)[:leaves])
    found: dict[int, Transcript] = {}

    async def lane() -> None:
        for leaf in waiting:
            transcript = await look(content.sha256, content.media, leaf, Region.PAGE)
            if transcript is not None:
                found[leaf] = transcript

    await asyncio.gather(*(lane() for _ in range(lanes)))
    return with_transcripts(content, found) if found else content
