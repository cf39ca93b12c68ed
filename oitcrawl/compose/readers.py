"""Reads what the survey brings: pages at once, documents from the store or in reader processes, scans on demand."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from oitcrawl.compose.sheets import PAGES, is_suspect, undressed
from oitcrawl.crawl.urls import Addresses
from oitcrawl.errors import OwnFailure
from oitcrawl.model.content import Content, Document, Media, Page, TextLayer, Unread, UnreadCause
from oitcrawl.model.exposed import exposures
from oitcrawl.model.visit import Fetched, Visit
from oitcrawl.read import Frames, is_markup, ocr, read
from oitcrawl.read.charset import decode
from oitcrawl.read.cover_markup import cover_markup
from oitcrawl.read.heavy import is_heavy
from oitcrawl.read.jobs import look, print_file
from oitcrawl.read.pool import ReaderDied, ReaderPool, ReaderTimeout, ReaderTooBig, read_in_pool
from oitcrawl.read.snapshot import Snapshot, snapshot
from oitcrawl.read.words import Region, Transcript
from oitcrawl.settings import Settings
from oitcrawl.store.spool import Heap, Spool
from oitcrawl.store.transcripts import TranscriptShelf

_HERE = "https://page.invalid/"  # of a page that is only looked at
PRINT = "-print"  # after the digest of a page, the name of its print in the spool
_PICTURES = {UnreadCause.SCAN, UnreadCause.GARBLED}


class Library(Protocol):
    """Where contents are kept between their visit and the judging, and from one scan to the next."""

    def keep(self, content: Content) -> None:
        """Take a content in; one digest is kept once."""

    def load(self, sha256: str) -> Page | Document | None:
        """The content of that digest, or None."""

    def recall(self, sha256: str) -> Document | Unread | None:
        """What reading these bytes gave before, or None."""


@dataclass(kw_only=True)
class Readers:
    """The readers of one scan.

    Attributes:
        addresses: resolves the links of pages.
        pool: reader processes; none is started before the first document.
        library: contents by digest.
        shelf: transcripts by digest, page, region and engine.
        spool: files of which pages may have to be recognised.
        frames: what frames the pages of the site, read once.
        pages: bytes of pages for their pictures; None keeps none, and no documents beyond those to be recognised.
        fetch: fetches an address, for bytes that were read at an earlier scan; None fetches nothing again.
        moments: when the bytes of each digest were fetched, of those that were put by.
    """

    addresses: Addresses
    settings: Settings
    pool: ReaderPool
    library: Library
    shelf: TranscriptShelf
    spool: Spool
    frames: Frames = field(default_factory=Frames)
    pages: Heap | None = None
    moments: dict[str, datetime] = field(default_factory=dict)
    fetch: Callable[[str], Awaitable[Visit]] | None = None
    _undressed: int = 0  # pages whose style sheets were looked at
    _away: dict[str, str] = field(default_factory=dict)  # digest of what was read at an earlier scan -> its address
    _inside: dict[str, tuple[str, str]] = field(default_factory=dict)  # digest of a member -> its archive, its path
    _printing: asyncio.Lock = field(default_factory=asyncio.Lock)  # two leaves of one page want one print

    async def read(self, answer: Fetched) -> Content:
        """What an answer says. Documents that were read before, here or elsewhere, are not read again."""
        if is_markup(answer.body, answer.content_type):
            heavy = is_heavy(answer.body, self.settings.heavy_page)
            page = await self._heavy(answer) if heavy else self._page(answer)
            if self.fetch is not None and self._undressed < PAGES and isinstance(page, Page) and is_suspect(page):
                self._undressed += 1
                page = await undressed(page, answer, self.addresses, self.fetch)
            if self.settings.ocr != "never" and isinstance(page, Page) and page.text_layer is TextLayer.GARBLED:
                self.spool.put(page.sha256, answer.body)
            if self.pages is not None and isinstance(page, Page):
                self.pages.put(page.sha256, answer.body, answer.charset)
                self.moments.setdefault(page.sha256, datetime.now(UTC))
            return page
        digest = sha256(answer.body).hexdigest()
        known = self.library.recall(digest)
        content = known if known is not None else await self._document(answer, digest)
        content = at_address(content, answer.final_url)
        self._put_by(content, answer.body, digest)
        return content

    async def _heavy(self, answer: Fetched) -> Content:
        """A page over which the parser may sit for long: it is read in a process that can be ended."""
        return await read_in_pool(
            self.pool,
            answer.body,
            url=answer.final_url,
            content_type=answer.content_type,
            charset=answer.charset,
            disposition=answer.disposition,
            settings=self.settings,
            resolve=self.addresses.copy().resolve,
        )

    def _page(self, answer: Fetched) -> Content:
        return read(
            answer.body,
            url=answer.final_url,
            content_type=answer.content_type,
            charset=answer.charset,
            disposition=answer.disposition,
            resolve=self.addresses.resolve,
            settings=self.settings,
            frames=self.frames,
        )

    def again(self, content: Content, url: str) -> Content:
        """What was read at an earlier scan, as met at ``url``; its bytes are fetched if a page must be recognised."""
        content = at_address(content, url)
        inner = [one for one in members_of(content) if may_be_recognised(one)]
        if inner or may_be_recognised(content) or isinstance(content, Page):
            self._away[content.sha256] = url
        for one in inner:
            self._inside[one.sha256] = content.sha256, path_inside(one)
        return content

    async def _lying(self, digest: str) -> Path | None:
        """Where the bytes of a digest lie; those that were read at an earlier scan are fetched now."""
        file, url = self.spool.file(digest), self._away.pop(digest, "")
        if file is None and url and self.fetch is not None:
            answer = await self.fetch(url)
            if isinstance(answer, Fetched) and sha256(answer.body).hexdigest() == digest:
                self.spool.put(digest, answer.body)
        return self.spool.file(digest)

    async def _document(self, answer: Fetched, digest: str) -> Content:
        content = await read_in_pool(
            self.pool,
            answer.body,
            url=answer.final_url,
            content_type=answer.content_type,
            charset=answer.charset,
            disposition=answer.disposition,
            settings=self.settings,
            sha256=digest,
        )
        for one in (content, *members_of(content)):
            if isinstance(one, Page) or _is_lasting(one):
                self.library.keep(one)
        return content

    def _put_by(self, content: Content, body: bytes, digest: str) -> None:
        """Keep the bytes of what may have to be recognised, or shown in a picture."""
        inner = [one for one in members_of(content) if self._may_be_asked_for(one)]
        if not (inner or self._may_be_asked_for(content)) or not self.spool.put(digest, body):
            return
        now = datetime.now(UTC)
        for one in inner:
            self._inside[one.sha256] = digest, path_inside(one)
            self.moments.setdefault(one.sha256, now)
        self.moments.setdefault(digest, now)

    def _may_be_asked_for(self, content: Content) -> bool:
        if self.pages is not None and content.media in {Media.PDF, Media.IMAGE}:
            return True
        return self.settings.ocr != "never" and may_be_recognised(content)

    async def picture(self, digest: str, media: Media, leaf: int, personal: int = 0) -> Snapshot | None:
        """A picture of a page of a document that was put by; None when there is none or its reader failed.

        Args:
            digest: of the document.
            media: what it is.
            leaf: the page, from 1.
            personal: numbers of private persons on it, all of which have to be covered.
        """
        outer, path = self._inside.get(digest, (digest, ""))
        file = self.spool.file(outer)
        return None if file is None else await self._taken(str(file), path, media, leaf, personal)

    def covered_page(self, digest: str, personal: int) -> tuple[bytes, str] | None:
        """A page that was put by, with the numbers of private persons in it covered, and its charset.

        None where it is gone, or not all of the ``personal`` numbers stand in the page itself and could be covered.
        """
        body = self.pages.get(digest) if self.pages is not None else None
        if body is None:
            return None
        source = decode(body[0], charset=body[1])[0]
        known = self._shown(source)
        covered = cover_markup(source, known)
        if len(known) < personal or self._shown(covered):
            return None
        return covered.encode("utf-8", "replace"), "utf-8"

    def is_harmless(self, html: str) -> bool:
        """Whether a page shows no number of a private person, also none that a script brought."""
        return bool(html) and not self._shown(html)

    def _shown(self, html: str) -> frozenset[str]:
        """Numbers of private persons that a page shows."""
        body = html.encode("utf-8", "replace")
        page = self._page(Fetched(url=_HERE, final_url=_HERE, body=body, content_type="text/html", charset="utf-8"))
        found = exposures(page) if isinstance(page, Page) else ()
        return frozenset[str]().union(*(one.numbers for one in found))

    async def small(self, screenshot: bytes) -> Snapshot | None:
        """A picture in the sizes that reports show."""
        return await self._taken(screenshot, "", Media.IMAGE, 1)

    async def _taken(
        self, source: str | bytes, path: str, media: Media, leaf: int, personal: int = 0
    ) -> Snapshot | None:
        seconds = self.settings.ocr_leaf_seconds
        try:
            return await self.pool.run(snapshot, source, path, media, leaf, self.settings, personal, seconds=seconds)
        except OwnFailure:
            raise
        except Exception:  # noqa: BLE001 - hostile files find every hole; the report has no picture of it
            return None

    async def look(self, digest: str, media: Media, leaf: int, region: Region) -> Transcript | None:
        """What recognition makes of a page, from the shelf or by a reader; None when file or reader failed."""
        key = digest, leaf, region.value, self.engine
        if (kept := self.shelf.get(key)) is not None:
            return replace(Transcript(**kept), seconds=0.0)  # type: ignore[arg-type]
        outer, path = self._inside.get(digest, (digest, ""))
        file = await self._file(outer, media)
        if file is None:
            return None
        seconds = 2 * self.settings.ocr_leaf_seconds
        try:
            found = await self.pool.run(
                look, str(file), path, _as_printed(media), leaf, region, self.settings, seconds=seconds
            )
        except OwnFailure:
            raise
        except Exception:  # noqa: BLE001 - hostile pictures find every hole; the report says that it could not be read
            return None
        self.shelf.put(key, asdict(found))
        return found

    async def unfold(self, digest: str) -> int:
        """Leaves of the print of a page whose codes nobody can read; 0 when it cannot be printed."""
        key = digest, 0, "print", self.engine
        if (kept := self.shelf.get(key)) is not None:
            return int(str(kept["leaves"]))
        leaves = await self._print(digest)
        if leaves:
            self.shelf.put(key, {"leaves": leaves})
        return leaves

    async def _print(self, digest: str) -> int:
        file = await self._lying(digest)
        if file is None:
            return 0
        seconds = self.settings.reader_seconds
        try:
            return await self.pool.run(print_file, str(file), str(file) + PRINT, seconds, seconds=seconds + 5)
        except (ReaderTimeout, ReaderDied, ReaderTooBig):
            return 0

    async def _file(self, digest: str, media: Media) -> Path | None:
        """Where the file lies, or the print of a page; a page is printed again only when one of its leaves is new."""
        if media is not Media.HTML:
            return await self._lying(digest)
        async with self._printing:
            return self.spool.file(digest + PRINT) or (
                self.spool.file(digest + PRINT) if await self._print(digest) else None
            )

    @cached_property
    def engine(self) -> str:
        """Version of the engine and its models."""
        return ocr.engine()


def _as_printed(media: Media) -> Media:
    return Media.PDF if media is Media.HTML else media


def members_of(content: Content) -> Iterator[Document | Page | Unread]:
    """All that is inside a content, at any depth."""
    for member in content.members if isinstance(content, Document) else ():
        yield member
        yield from members_of(member)


def may_be_recognised(content: Content) -> bool:
    """Whether it is a picture of text, or has pages that are."""
    if isinstance(content, Unread):
        return content.cause in _PICTURES
    return isinstance(content, Document) and content.media is Media.PDF and content.text_layer is not TextLayer.GOOD


def _is_lasting(content: Document | Unread) -> bool:
    """Whether reading the same bytes again would give the same: trouble of this machine may pass."""
    passing = {UnreadCause.NEEDS_PROGRAM, UnreadCause.CRASHED, UnreadCause.TOO_SLOW}
    if not isinstance(content, Unread):
        return True
    return content.cause not in passing and not (
        content.cause is UnreadCause.TOO_LARGE and content.detail == "memory"
    )


def path_inside(member: Document | Page | Unread) -> str:
    """The path of a member inside the outermost file."""
    return unquote(member.url.rpartition("#")[2]) if isinstance(member, Page) else member.path


def at_address(content: Content, url: str) -> Content:
    """The same content, and all that is inside it, as found at ``url``: it may have been read at another address."""
    old = content.url
    if old == url or isinstance(content, Page):
        return content
    if isinstance(content, Unread):
        return replace(content, url=url)
    return replace(content, url=url, members=tuple(_moved(one, old, url) for one in content.members))


def _moved(member: Document | Page | Unread, old: str, url: str) -> Document | Page | Unread:
    moved = replace(member, url=url + member.url.removeprefix(old))
    if isinstance(moved, Document):
        return replace(moved, members=tuple(_moved(one, old, url) for one in moved.members))
    return moved
