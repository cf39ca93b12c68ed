"""Reads the files of a folder as a scan would, every page of them, and has each judged."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

from oitcrawl.checkup import Checkup, check_content
from oitcrawl.compose.doors import Order
from oitcrawl.compose.readers import Readers, may_be_recognised, members_of
from oitcrawl.crawl.urls import Addresses
from oitcrawl.errors import StoreError, UsageError
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.logbook import may_disclose
from oitcrawl.model.content import Content, Document, Page, Unread
from oitcrawl.model.visit import Fetched
from oitcrawl.read import ocr
from oitcrawl.read.pool import ReaderPool
from oitcrawl.settings import Settings
from oitcrawl.store.documents import MemoryContents
from oitcrawl.store.scans import open_store
from oitcrawl.store.spool import Spool
from oitcrawl.store.transcripts import MemoryTranscripts
from oitcrawl.transcribe import read_whole

Told = Callable[[int, int, str], None]
AT_ONCE = 4  # files under way


def check_files(
    files: Sequence[Path], order: Order, settings: Settings, *, item: str | None = None, progress: Told | None = None
) -> list[Checkup]:
    """Judge files before they are published, without any network; in the order given, members after their archive.

    Args:
        files: paths.
        order: rules, day and kind of agency.
        settings: limits of reading; ``ocr`` says whether scans are recognised.
        item: judge all as this item.
        progress: told (done, left, name).

    Raises:
        UsageError: a file cannot be opened.
    """
    for file in files:
        demand_readable(file)
    return asyncio.run(_check_all(files, order, settings, item, progress or (lambda _done, _left, _name: None)))


async def _check_all(
    files: Sequence[Path], order: Order, settings: Settings, item: str | None, progress: Told
) -> list[Checkup]:
    assignment, matcher = order.assignment(), TopicMatcher(order.rules)
    checkups: list[Checkup] = []
    async with AsyncExitStack() as doors:
        readers = await file_readers(doors, settings)
        done = 0
        async for file, content in contents_of(files, readers):
            done += 1
            progress(done, len(files) - done, file.name)
            parts = [(file.name, content)] if _is_own(content) else []
            parts += [
                (f"{file.name} ▸ {inner(one)}", one)
                for one in members_of(content)
                if _is_own(one) and may_disclose(one)
            ]
            checkups += [check_content(one, name, assignment, matcher, item=item) for name, one in parts]
    return checkups


async def file_readers(doors: AsyncExitStack, settings: Settings) -> Readers:
    """Readers with the transcripts of earlier nights, where there is a store."""
    try:
        shelf = doors.enter_context(open_store(settings)).transcripts
    except StoreError:
        shelf = None
    return Readers(
        addresses=Addresses("https://check.invalid/"),
        settings=settings,
        pool=await doors.enter_async_context(ReaderPool(settings)),
        library=MemoryContents(),
        shelf=shelf or MemoryTranscripts(),
        spool=doors.enter_context(Spool()),
    )


async def contents_of(files: Sequence[Path], readers: Readers) -> AsyncIterator[tuple[Path, Content]]:
    """Each file with its content, in order, a few of them read ahead."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(file: Path) -> Content:
        async with room:
            return await _content(file, readers)

    tasks = [asyncio.create_task(one(file)) for file in files]
    try:
        for file, task in zip(files, tasks, strict=True):
            yield file, await task
    finally:
        for task in tasks:
            task.cancel()


async def _content(file: Path, readers: Readers) -> Content:
    body = await asyncio.to_thread(file.read_bytes)
    answer = Fetched(url=file.name, final_url=file.name, body=body, disposition=file.name)
    content = await readers.read(answer)
    if readers.settings.ocr == "never" or not ocr.is_available():
        return content
    return await _recognised(content, readers)


async def _recognised(content: Content, readers: Readers) -> Content:
    """The content, and what is inside it, with scans read."""
    if isinstance(content, Document) and content.members:
        members = tuple([await _recognised(one, readers) for one in content.members])
        content = replace(content, members=members)
    if isinstance(content, Page) or not may_be_recognised(content):
        return content
    return await read_whole(content, readers.look, leaves=readers.settings.ocr_leaves, lanes=readers.pool.workers)


def _is_own(content: Content) -> bool:
    """Whether it says something itself: an archive only holds others."""
    return not isinstance(content, Document) or bool(content.leaves) or not content.members


def inner(member: Document | Page | Unread) -> str:
    """The path of a member, for people."""
    return unquote(member.url.rpartition("#")[2])


def demand_readable(file: Path) -> None:
    """Refuse what cannot be opened as a file.

    Raises:
        UsageError: it is no plain file, or not readable.
    """
    if file.exists() and not file.is_file():
        raise UsageError(
            f"{file} ไม่ใช่ไฟล์ธรรมดา",
            cure="ระบุไฟล์เอกสารหรือโฟลเดอร์",
            en=f"{file} is no plain file — name a document or a folder",
        )
    try:
        with file.open("rb"):
            pass
    except OSError as error:
        raise UsageError(
            f"เปิดไฟล์ {file} ไม่ได้ ({error.strerror})",
            cure="ตรวจชื่อไฟล์และสิทธิ์การอ่าน",
            en=f"cannot open {file} ({error.strerror})",
        ) from error
