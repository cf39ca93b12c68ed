"""Pictures of evidence, kept for ever by the digest of what they show and its page: reports are written from them."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from oitcrawl.store.database import Database
from oitcrawl.store.tables import pictures

Key = tuple[str, int]  # sha256 of the bytes, page from 1 (0 for a page of the web)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPicture:
    """A picture as it was made.

    Attributes:
        full, thumb: WebP.
        seen: when the bytes that it shows were fetched.
    """

    full: bytes
    thumb: bytes
    seen: datetime


class StoredPictures:
    """Pictures in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._insert = database.insert(pictures).on_conflict_do_nothing()

    def put(self, key: Key, picture: KeptPicture) -> None:
        """Keep one; the first of a key stays.

        Raises:
            StoreError: the database cannot be written.
        """
        row = {"sha256": key[0], "leaf": key[1], "seen": picture.seen.isoformat()}
        with self._database.write() as connection:
            connection.execute(self._insert, {**row, "picture": picture.full, "thumb": picture.thumb})

    def get(self, key: Key) -> KeptPicture | None:
        """What was kept, or None.

        Raises:
            StoreError: the database cannot be read.
        """
        same = sa.and_(pictures.c.sha256 == key[0], pictures.c.leaf == key[1])
        with self._database.read() as connection:
            row = connection.execute(sa.select(pictures).where(same)).first()
        if row is None:
            return None
        return KeptPicture(full=row.picture, thumb=row.thumb, seen=datetime.fromisoformat(row.seen))
