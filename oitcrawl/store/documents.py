"""What reading gave, kept by the digest of the bytes: in memory for one scan, or in the database for ever."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from oitcrawl.model.content import Content, Document, Media, Page, Unread
from oitcrawl.store.codec import READER, decode, encode, pack, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.tables import contents

_WINDOW = 32_768  # bytes that zlib looks back
_BATCH = 64  # contents written in one transaction
_BATCH_BYTES = 2_000_000
_RENEWED = 7  # days for which a note of when a text was met is good enough


class MemoryContents:
    """Texts of one scan in memory, compressed; pages of one site share most of their frame, and so cost little."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._dictionary = b""

    def keep(self, content: Content) -> None:
        """Remember ``content`` under its digest; one without a digest is passed over."""
        if not content.sha256 or content.sha256 in self._kept:
            return
        data = encode(content)
        self._dictionary = self._dictionary or data[-_WINDOW:]
        self._kept[content.sha256] = pack(data, self._dictionary)

    def load(self, sha256: str) -> Page | Document | None:
        """What was kept under that digest, or None."""
        return _readable(self._decoded(sha256))

    def recall(self, sha256: str) -> Document | Unread | None:
        """What reading these bytes gave before; None for pages, whose links depend on their address."""
        return _document(self._decoded(sha256))

    def _decoded(self, sha256: str) -> Content | None:
        packed = self._kept.get(sha256)
        return None if packed is None else decode(unpack(packed, self._dictionary))

    def __len__(self) -> int:
        """How many contents are kept."""
        return len(self._kept)

    @property
    def size(self) -> int:
        """Compressed bytes held."""
        return sum(map(len, self._kept.values()))


class StoredContents:
    """Texts in the database, written in batches; ``flush`` writes what still waits."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._waiting: dict[str, dict[str, object]] = {}
        self._bytes = 0
        new = database.insert(contents)
        self._insert = new.on_conflict_do_update(
            index_elements=["sha256"],
            set_={name: getattr(new.excluded, name) for name in ("media", "reader", "data", "kept")},
            where=sa.or_(
                contents.c.reader != new.excluded.reader,
                contents.c.kept.is_(None),
                contents.c.kept < sa.bindparam("renewed"),
                # the same page at another address has other links: the last one counts, for the scan that met it
                sa.and_(contents.c.media == Media.HTML.value, contents.c.data != new.excluded.data),
            ),
        )

    def keep(self, content: Content) -> None:
        """Remember ``content`` under its digest; one without a digest is passed over.

        Raises:
            StoreError: the database cannot be written.
        """
        if not content.sha256 or content.sha256 in self._waiting:
            return
        data = pack(encode(content))
        self._waiting[content.sha256] = {
            "sha256": content.sha256,
            "media": content.media.value,
            "reader": READER,
            "data": data,
            **_days(),
        }
        self._bytes += len(data)
        if len(self._waiting) >= _BATCH or self._bytes >= _BATCH_BYTES:
            self.flush()

    def load(self, sha256: str) -> Page | Document | None:
        """What was kept under that digest; None when nothing was, or an earlier version kept it in another form.

        Raises:
            StoreError: the database cannot be read.
        """
        return _readable(self._decoded(sha256, contents.c.sha256 == sha256))

    def recall(self, sha256: str) -> Document | Unread | None:
        """What reading these bytes gave before, by the reader of this version; None when it never did, and for pages.

        Raises:
            StoreError: the database cannot be read.
        """
        same = sa.and_(contents.c.sha256 == sha256, contents.c.reader == READER, contents.c.media != Media.HTML.value)
        return _document(self._decoded(sha256, same))

    def known(self, sha256: str) -> Content | None:
        """All that reading these bytes gave, by the reader of this version, or None.

        A page has the links of the address at which it was met last.

        Raises:
            StoreError: the database cannot be read.
        """
        return self._decoded(sha256, sa.and_(contents.c.sha256 == sha256, contents.c.reader == READER))

    def _decoded(self, sha256: str, which: sa.ColumnElement[bool]) -> Content | None:
        if sha256 in self._waiting:
            self.flush()
        with self._database.read() as connection:
            packed = connection.execute(sa.select(contents.c.data).where(which)).scalar()
        try:
            return None if packed is None else decode(unpack(packed))
        except ValueError:
            return None

    def flush(self) -> None:
        """Write what still waits, in one transaction; what cannot be written waits on, for another scan may need it.

        Raises:
            StoreError: the database cannot be written.
        """
        if self._waiting:
            waiting = sorted(
                self._waiting.values(), key=_digest
            )  # two writers of the same must not wait for each other
            self._database.run(lambda connection: connection.execute(self._insert, waiting))
        self._waiting, self._bytes = {}, 0


def _days() -> dict[str, str]:
    """Today, and the day before which a text that is met again is noted anew: retention counts from there."""
    today = datetime.now(UTC).date()
    return {"kept": today.isoformat(), "renewed": (today - timedelta(days=_RENEWED)).isoformat()}


def _digest(row: dict[str, object]) -> str:
    return str(row["sha256"])


def _readable(content: Content | None) -> Page | Document | None:
    return None if isinstance(content, Unread) else content


def _document(content: Content | None) -> Document | Unread | None:
    return None if isinstance(content, Page) else content
