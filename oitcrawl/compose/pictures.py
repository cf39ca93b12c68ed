"""Takes pictures of the evidence of a scan while its bytes are at hand, and finds them again for its report."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Protocol

from oitcrawl.compose.readers import Readers
from oitcrawl.crawl.browser import Browser, is_available
from oitcrawl.crawl.fetch import user_agent
from oitcrawl.crawl.gate import Gate
from oitcrawl.crawl.visit import Visitor
from oitcrawl.model.content import Media
from oitcrawl.model.finding import Evidence
from oitcrawl.model.scan import AgencyScan, EvidencePicture
from oitcrawl.model.site import AgencySite
from oitcrawl.read.charset import decode
from oitcrawl.read.snapshot import Snapshot
from oitcrawl.report.forms import Shot
from oitcrawl.store.pictures import KeptPicture, Key, StoredPictures
from oitcrawl.store.scans import Store

MOST = 60  # pictures of one scan
PAGES = 30  # of these of web pages, each of which loads its pictures again
PAUSE = 1.0  # seconds between two of those, as a visitor would leave
SECONDS = 90.0  # for all of them
COVERED = 1_000_000  # added to the page under which a picture with numbers painted over is kept
_DRAWN = {Media.PDF, Media.IMAGE, Media.HTML}


class Camera(Protocol):
    """Takes pictures of pages of the web."""

    async def picture(self, url: str, body: bytes, charset: str, fit: Callable[[str], bool]) -> bytes | None:
        """A screenshot of what ``url`` answered, as PNG, JPEG or WebP; None when the browser could not.

        Args:
            url: the address.
            body: what it answered.
            charset: of the body.
            fit: whether the page may be shown as scripts made it, told its HTML.
        """


@dataclass(slots=True, kw_only=True)
class Photographer:
    """Takes the pictures of one scan.

    Attributes:
        readers: draw pages of documents, and know the bytes of all that was fetched.
        kept: pictures of this and earlier scans; the same bytes are never drawn twice.
        camera: a browser; None where there is none.
        stop: set to end early.
    """

    readers: Readers
    kept: StoredPictures
    camera: Camera | None = None
    stop: asyncio.Event
    _pages: int = 0

    async def take(self, scan: AgencyScan) -> AgencyScan:
        """The scan with pictures of its evidence, the best piece of each item first."""
        until = time.monotonic() + SECONDS

        async def one(piece: Evidence) -> EvidencePicture | None:
            async with lanes[piece.media is Media.HTML]:
                is_late = self.stop.is_set() or time.monotonic() > until
                return await self._one(piece, only_kept=is_late)

        lanes = asyncio.Semaphore(self.readers.pool.workers), asyncio.Semaphore(1)
        found = await asyncio.gather(*(one(piece) for piece in _chosen(scan)))
        pictures = tuple(picture for picture in found if picture is not None)
        return replace(scan, pictures=pictures, pictured="all" if self.camera else "documents")

    async def _one(self, piece: Evidence, *, only_kept: bool) -> EvidencePicture | None:
        key = key_of(piece)
        place = place_of(key, covered=bool(piece.personal))
        kept = self.kept.get(place)
        if kept is None and not only_kept:
            kept = await self._made(piece, place)
        if kept is None:
            return None
        return EvidencePicture(
            url=piece.url, sha256=key[0], leaf=key[1], file=_name(key), seen=kept.seen, covered=bool(piece.personal)
        )

    async def _made(self, piece: Evidence, key: Key) -> KeptPicture | None:
        seen = self.readers.moments.get(piece.sha256)
        made = await (self._page(piece) if piece.media is Media.HTML else self._leaf(piece))
        if made is None or seen is None:
            return None
        kept = KeptPicture(full=made.full, thumb=made.thumb, seen=seen.replace(microsecond=0))
        self.kept.put(key, kept)
        return kept

    def _leaf(self, piece: Evidence) -> Awaitable[Snapshot | None]:
        return self.readers.picture(piece.sha256, piece.media, piece.leaf or 1, piece.personal)

    async def _page(self, piece: Evidence) -> Snapshot | None:
        body = self._body(piece)
        if body is None or self.camera is None or self._pages >= PAGES:
            return None
        self._pages += 1
        screenshot = await self.camera.picture(piece.url, *body, self.readers.is_harmless)
        if self.readers.settings.rate:
            await asyncio.sleep(PAUSE)
        return await self.readers.small(screenshot) if screenshot else None

    def _body(self, piece: Evidence) -> tuple[bytes, str] | None:
        """The page and its charset, with what it lays open covered; None where that cannot be."""
        if piece.personal:
            return self.readers.covered_page(piece.sha256, piece.personal)
        return self.readers.pages.get(piece.sha256) if self.readers.pages else None


Photograph = Callable[[AgencyScan], Awaitable[AgencyScan]]


async def photographer(
    doors: AsyncExitStack,
    site: AgencySite,
    readers: Readers,
    visitor: Visitor,
    store: Store | None,
    stop: asyncio.Event,
) -> Photograph:
    """Takes the pictures of a scan's evidence; where none are wanted, or nothing is kept, it gives the scan back."""
    settings = readers.settings
    if store is None or settings.pictures == "never":
        return _as_it_is
    camera = None
    if settings.render != "never" and is_available(settings.browser):
        camera = Browser(
            settings,
            gate=Gate.of(site.url, site.also, allow_private=settings.allow_private),
            addresses=readers.addresses,
            interest=lambda _url, _label: 0.0,
            read=readers.read,
            decode=lambda body, charset: decode(body, charset=charset)[0],
            may=visitor.allows,
            spent=visitor.spent,
            agent=user_agent(settings),
            pictures=True,
            ration=readers.pool.ration,
        )
        await doors.enter_async_context(camera)
    return Photographer(readers=readers, kept=store.pictures, camera=camera, stop=stop).take


async def _as_it_is(scan: AgencyScan) -> AgencyScan:
    return scan


def key_of(piece: Evidence) -> Key:
    """What a picture of that evidence is kept under: the digest of its bytes, and its page."""
    return piece.sha256, 0 if piece.media is Media.HTML else piece.leaf or 1


def place_of(key: Key, *, covered: bool) -> Key:
    """Where a picture of ``key`` is kept: one that was made before its numbers were covered is never shown again."""
    return (key[0], key[1] + COVERED) if covered else key


def shots(kept: StoredPictures) -> Callable[[EvidencePicture], Shot | None]:
    """Finds the pictures of a scan for its report."""

    def find(picture: EvidencePicture) -> Shot | None:
        one = kept.get(place_of((picture.sha256, picture.leaf), covered=picture.covered))
        return Shot(full=one.full, thumb=one.thumb) if one else None

    return find


def _chosen(scan: AgencyScan) -> list[Evidence]:
    """At most sixty pieces: the best of every item before the second best of any, each picture once."""
    first: dict[Key, Evidence] = {}
    for rank in zip_longest(*(item.evidence for item in scan.items)):
        for piece in filter(None, rank):
            if piece.sha256 and not piece.offsite and piece.media in _DRAWN:
                first.setdefault(key_of(piece), piece)
    return list(first.values())[:MOST]


def _name(key: Key) -> str:
    return f"evidence/{key[0][:20]}-{key[1]}.webp"
