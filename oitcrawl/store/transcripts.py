"""What character recognition made of a page, kept for ever: by digest of the file, page, region and engine."""

import json
from datetime import UTC, datetime
from typing import Protocol

import sqlalchemy as sa

from oitcrawl.store.codec import pack, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.tables import transcripts

Key = tuple[str, int, str, str]  # sha256 of the file, page from 1, region, engine


class TranscriptShelf(Protocol):
    """Where transcripts are kept, as plain JSON-able mappings: the store knows nothing of readers."""

    def put(self, key: Key, transcript: dict[str, object]) -> None:
        """Keep one; the first of a key stays."""

    def get(self, key: Key) -> dict[str, object] | None:
        """What was kept, or None."""


class MemoryTranscripts:
    """Transcripts of one scan."""

    def __init__(self) -> None:
        self._kept: dict[Key, dict[str, object]] = {}

    def put(self, key: Key, transcript: dict[str, object]) -> None:
        """Keep one; the first of a key stays."""
        self._kept.setdefault(key, transcript)

    def get(self, key: Key) -> dict[str, object] | None:
        """What was kept, or None."""
        return self._kept.get(key)


class StoredTranscripts:
    """Transcripts in the database, each written at once: it cost a second of work."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(transcripts).on_conflict_do_nothing()

    def put(self, key: Key, transcript: dict[str, object]) -> None:
        """Keep one; the first of a key stays.

        Raises:
            StoreError: the database cannot be written.
        """
        sha256, leaf, region, engine = key
        data = pack(json.dumps(transcript, ensure_ascii=False).encode("utf-8", "replace"))
        row = {
            "sha256": sha256,
            "leaf": leaf,
            "region": region,
            "engine": engine,
            "data": data,
            "kept": datetime.now(UTC).date().isoformat(),
        }
        with self._database.write() as connection:
            connection.execute(self._insert, row)

    def get(self, key: Key) -> dict[str, object] | None:
        """What was kept, or None when nothing was or it is damaged.

        Raises:
            StoreError: the database cannot be read.
        """
        columns = (transcripts.c.sha256, transcripts.c.leaf, transcripts.c.region, transcripts.c.engine)
        same = sa.and_(*(column == value for column, value in zip(columns, key, strict=True)))
        with self._database.read() as connection:
            packed = connection.execute(sa.select(transcripts.c.data).where(same)).scalar()
        try:
            kept = None if packed is None else json.loads(unpack(packed))
        except ValueError:
            return None
        return kept if isinstance(kept, dict) else None
