"""The one door to warcio: all that was asked and answered in a scan, as WARC, written as it comes."""

import queue
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Final, Self
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from oitcrawl.errors import StoreError
from oitcrawl.model.visit import Exchange

_WAITING: Final = 64  # exchanges that wait for the disk; then the crawl waits
_NAME_LIMIT: Final = 80  # letters of the agency's code in the name of a file
_HOPS: Final = frozenset({"transfer-encoding", "connection", "keep-alive", "content-length"})
Headers = list[tuple[str, str]]


class WarcFile:
    """One WARC file of one scan; a context manager. A thread of its own writes it: compressing takes time.

    Attributes:
        path: where it lies.
        trouble: why it ends early, one Thai line; empty while all is well. What was written before stays readable.
    """

    def __init__(self, folder: str | Path, agency: str, moment: datetime, software: str) -> None:
        """Open the file.

        Args:
            folder: made where it is absent.
            agency: code of the agency, part of the name.
            moment: when the scan began, part of the name.
            software: name and version of what writes it.

        Raises:
            StoreError: the file cannot be made.
        """
        code = re.sub(r"[^a-z0-9-]+", "-", agency.lower()).strip("-")[:_NAME_LIMIT] or "scan"
        self.path = Path(folder) / f"{code}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.warc.gz"
        self.trouble = ""
        self._queue: queue.Queue[Exchange | None] = queue.Queue(_WAITING)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("wb", buffering=0)
        except OSError as error:
            raise StoreError(
                f"เขียน WARC ที่ {self.path} ไม่ได้ ({error.strerror or error})",
                cure="เลือกโฟลเดอร์ที่เขียนได้ด้วย --warc",
            ) from error
        self._page = BytesIO()  # what is about to be written, whole records only
        self._writer = WARCWriter(self._page, gzip=True, warc_version="1.1")
        self._thread = Thread(target=self._work, args=(software,), name="warc", daemon=True)

    def __enter__(self) -> Self:
        """Itself, ready to take exchanges."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Write what still waits and close the file."""
        self._queue.put(None)
        self._thread.join()

    def record(self, exchange: Exchange) -> None:
        """Take one exchange; waits while the disk is far behind, and drops it once there is trouble."""
        if not self.trouble:
            self._queue.put(exchange)

    def _work(self, software: str) -> None:
        """In the thread: write until there is no more."""
        self._safely(partial(self._begin, software))
        while (exchange := self._queue.get()) is not None:
            if not self.trouble:
                self._safely(partial(self._write, exchange))
        try:
            self._file.close()
        except OSError as error:
            self._complain(error)

    def _safely(self, step: Callable[[], None]) -> None:
        """Do one step whole or not at all: a disk that is full leaves no half of a record."""
        step()
        page = memoryview(self._page.getvalue())
        before = self._file.tell()
        try:
            while page:
                page = page[self._file.write(page) :]
        except OSError as error:
            self._complain(error)
            with suppress(OSError):
                self._file.truncate(before)
        self._page.seek(0)
        self._page.truncate()

    def _complain(self, error: OSError) -> None:
        self.trouble = self.trouble or f"เขียน {self.path} ต่อไม่ได้ ({error.strerror or error}) มีเฉพาะส่วนก่อนหน้านั้น"

    def _begin(self, software: str) -> None:
        told = {"software": software, "format": "WARC File Format 1.1", "conformsTo": _SPECIFICATION}
        self._writer.write_record(self._writer.create_warcinfo_record(self.path.name, told))

    def _write(self, one: Exchange) -> None:
        parts = urlsplit(one.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        when = f"{one.started.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        answer = self._writer.create_warc_record(
            one.url,
            "response",
            payload=BytesIO(one.body),
            length=len(one.body),
            http_headers=StatusAndHeaders(f"{one.status} {one.reason}".strip(), _plain(one), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": when},
        )
        question = self._writer.create_warc_record(
            one.url,
            "request",
            http_headers=StatusAndHeaders(f"{target} HTTP/1.1", list(one.request_headers), protocol=one.method),
            warc_headers_dict={"WARC-Date": when},
        )
        self._writer.write_request_response_pair(question, answer)


def _plain(one: Exchange) -> Headers:
    """The headers of an answer whose body lies here whole: how it was cut on the wire is undone."""
    kept: Iterable[tuple[str, str]] = (pair for pair in one.headers if pair[0].lower() not in _HOPS)
    return [*kept, ("Content-Length", str(len(one.body)))]


_SPECIFICATION: Final = "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
