"""A pool of reader processes: a bad file costs its own reader, never the scan, and never the time of the event loop.

Each reader has its own pipe, so whatever kills it, at whatever moment, leaves the others untouched.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from hashlib import sha256 as digest_of
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from oitcrawl.errors import OwnFailure
from oitcrawl.model.content import Content, UnreadCause
from oitcrawl.ration import Ration
from oitcrawl.read import read
from oitcrawl.read.links import Resolve
from oitcrawl.read.reader import Reader
from oitcrawl.read.sniff import sniff
from oitcrawl.read.unread import unread
from oitcrawl.read.worker import Answer, Question
from oitcrawl.settings import Settings

MOST_READERS: Final = 4
TRIES: Final = 2
START_SECONDS: Final = 60.0  # for a reader to come up, on a machine that is busy with other things
_POLL: Final = 0.2  # seconds after which whoever waits for memory looks again
GRACE: Final = 10.0  # seconds at most over reader_seconds: readers watch their clock, and keep what they have

T = TypeVar("T")


class ReaderTimeout(Exception):  # noqa: N818 - reads as what happened
    """A job took longer than it was given; its reader was ended."""


class ReaderTooBig(Exception):  # noqa: N818 - reads as what happened
    """A job needed more memory than a reader may hold."""


class _Crowded(Exception):  # noqa: N818 - reads as what happened
    """A reader was ended because all that works here held too much together, and it the most."""


class ReaderDied(Exception):  # noqa: N818 - reads as what happened
    """Two readers, the second one fresh, died over the same job."""


class ReaderPool:
    """Reader processes, started when they are first needed. An async context manager; leaving it ends them all.

    Attributes:
        workers: how many there may be at once.
        ration: the memory that they share with all that a scan starts.
    """

    def __init__(self, settings: Settings, ration: Ration | None = None) -> None:
        self.ration: Ration = ration or Ration(settings.memory_total)
        self.workers: int = settings.readers or min(_cores(), MOST_READERS)
        self._readers = [Reader(settings) for _ in range(self.workers)]
        # The last used comes first: a site with few documents starts but one.
        self._free: asyncio.LifoQueue[Reader] = asyncio.LifoQueue()
        for reader in reversed(self._readers):
            self._free.put_nowait(reader)
        self._closed = False
        self._at_work = 0
        self._alone = asyncio.Lock()
        self._change = asyncio.Event()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def run(self, job: Callable[..., T], *args: Any, seconds: float) -> T:
        """What ``job(*args)`` returns in a reader process; waits until one is free, and memory.

        A reader that is ended because all together hold too much, and it the most, is asked once more, alone.

        Cancelling the caller ends the job at once. The jobs that wait hold only what the caller holds.

        Args:
            job: an importable function; it, its arguments and its result are pickled.
            args: its arguments.
            seconds: how long it may take, from when a reader has it.

        Raises:
            ReaderTimeout: it took longer.
            ReaderTooBig: it needed more memory than ``settings.reader_memory``, or alone than is left of the ration.
            ReaderDied: its reader died, and so did the next.
            OwnFailure: no reader can be started on this machine.
            RuntimeError: the pool is closed.
            Exception: whatever the job raises.
        """
        question = Question(job=job, args=args, seconds=seconds)
        try:
            answer = await self._answer(question, self._among_others())
        except _Crowded:
            answer = await self._alone_answer(question)
        match answer.kind:
            case "value":
                return answer.value  # type: ignore[no-any-return]
            case "memory":
                raise ReaderTooBig(_name(job))
            case "raised":
                raise answer.value

    async def _answer(self, question: Question, place: AbstractAsyncContextManager[None]) -> Answer:
        """The answer of the next reader that is free, at a ``place`` that nobody waits for without a reader.

        Raises:
            _Crowded: it was ended to make room.
        """
        reader = await self._free.get()
        try:
            async with place:
                return await self._ask(reader, question)
        finally:
            reader.when_idle(partial(self._free.put_nowait, reader))

    async def _alone_answer(self, question: Question) -> Answer:
        try:
            return await self._answer(question, self._by_itself())
        except _Crowded:
            return Answer(kind="memory")

    @asynccontextmanager
    async def _among_others(self) -> AsyncIterator[None]:
        """A place beside others, when nobody works alone and there is memory for more; the first need not wait."""
        async with self._alone:
            while self._at_work and self.ration.is_high and not self._closed:
                await self._changed(_POLL)
            self._at_work += 1
        try:
            yield
        finally:
            self._at_work -= 1
            self._change.set()

    @asynccontextmanager
    async def _by_itself(self) -> AsyncIterator[None]:
        """The only place, when all others are done; nobody begins meanwhile."""
        async with self._alone:
            while self._at_work:
                await self._changed(_POLL)
            yield

    async def _changed(self, seconds: float) -> None:
        self._change.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._change.wait(), seconds)

    async def _ask(self, reader: Reader, question: Question) -> Answer:
        """The answer of a reader, or of the fresh one after it."""
        answer: Answer | None = None
        for _ in range(TRIES):
            await self._start(reader)
            was_fresh = reader.is_fresh
            answer = await self._within(question.seconds, reader, partial(reader.ask, question))
            if answer is not None and (answer.kind != "memory" or was_fresh):
                return answer
            self._demand_open()
            if reader.crowded and answer is None:
                raise _Crowded
            # What earlier files left behind in a used reader may be what killed it: a fresh one tries again.
        if answer is None:
            raise ReaderDied(_name(question.job))
        return answer

    async def _start(self, reader: Reader) -> None:
        self.ration.join(reader)
        for _ in range(TRIES):
            self._demand_open()
            with suppress(ReaderTimeout):
                if reader.is_ready or await self._within(START_SECONDS, reader, reader.start):
                    return
            await reader.idle()
        raise OwnFailure(
            "เริ่มโปรแกรมย่อยสำหรับอ่านเอกสารไม่ได้",
            cure="ตรวจหน่วยความจำที่ว่าง แล้วสั่ง oitcrawl doctor",
            en="reader processes cannot be started — look at free memory, then run oitcrawl doctor",
        )

    async def _within(self, seconds: float, reader: Reader, step: Callable[[], T]) -> T:
        """The result of a blocking step of a reader, taken in a thread; late or unwanted, it ends the reader."""
        result = reader.in_thread(step)
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.shield(result)
        except TimeoutError:
            reader.kill()
            raise ReaderTimeout(f"{seconds:.0f} s") from None
        except asyncio.CancelledError:
            reader.kill()
            raise

    def _demand_open(self) -> None:
        if self._closed:
            raise RuntimeError("the pool of readers is closed")

    async def close(self) -> None:
        """End all readers now; jobs under way, and those that wait, raise RuntimeError."""
        self._closed = True
        for reader in self._readers:
            reader.kill()
        await asyncio.gather(*(reader.idle() for reader in self._readers))
        for reader in self._readers:
            reader.bury()
            self.ration.leave(reader)


async def read_in_pool(
    pool: ReaderPool,
    body: bytes,
    *,
    url: str,
    content_type: str = "",
    charset: str = "",
    disposition: str = "",
    settings: Settings,
    sha256: str = "",
    resolve: Resolve | None = None,
) -> Content:
    """Read a document in a reader process, as ``oitcrawl.read.read`` would; what fails there becomes ``Unread``.

    Pages of HTML are better read at once, unless they are heavy.

    Args:
        pool: the readers.
        body: the bytes.
        url: canonical address that answered.
        content_type: media type of the header.
        charset: charset parameter of the header.
        disposition: file name of Content-Disposition, or empty.
        settings: limits of reading.
        sha256: digest of ``body``, where it is known.
        resolve: resolves the links of a page; it travels by pickle. None lets them lead nowhere.
    """
    seconds = settings.reader_seconds + min(GRACE, settings.reader_seconds)
    try:
        return await pool.run(
            _read_document,
            body,
            url,
            content_type,
            charset,
            disposition,
            settings,
            resolve,
            seconds=seconds,
        )
    except ReaderTimeout:
        cause, detail = UnreadCause.TOO_SLOW, "time"
    except ReaderTooBig:
        cause, detail = UnreadCause.TOO_LARGE, "memory"
    except ReaderDied:
        cause, detail = UnreadCause.CRASHED, ""
    media = await asyncio.to_thread(sniff, body, content_type=content_type, name=disposition or url)
    digest = sha256 or (await asyncio.to_thread(digest_of, body)).hexdigest()
    return unread(url, media, cause, detail=detail, sha256=digest, size=len(body))


def _read_document(
    body: bytes,
    url: str,
    content_type: str,
    charset: str,
    disposition: str,
    settings: Settings,
    resolve: Resolve | None = None,
) -> Content:
    """Runs in the reader.

    Raises:
        MemoryError: the file needs more memory than there is; ``read`` itself takes that for damage.
    """
    content = read(
        body,
        url=url,
        content_type=content_type,
        charset=charset,
        disposition=disposition,
        resolve=resolve or _to_nowhere,
        settings=settings,
    )
    if getattr(content, "cause", None) is UnreadCause.DAMAGED and getattr(content, "detail", "") == "MemoryError":
        raise MemoryError
    return content


def _to_nowhere(_base: str, _href: str) -> None:
    """No link of a document is an address to visit."""


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def _name(job: Callable[..., Any]) -> str:
    return getattr(job, "__qualname__", type(job).__name__)
