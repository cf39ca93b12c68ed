"""Scans in a few words, kept beside them, so that a year of nights is read without unpacking a year of scans."""

from functools import cache

import sqlalchemy as sa
from pydantic import TypeAdapter

from oitcrawl.model.outline import Outline
from oitcrawl.store.codec import pack, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.tables import outlines


class StoredOutlines:
    """Outlines in the database, by the number of their scan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, agency: str) -> dict[int, Outline]:
        """The outlines of an agency that are kept, by number; what this version cannot read is left out.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(outlines.c.scan, outlines.c.data).where(outlines.c.agency == agency)
        with self._database.read() as connection:
            rows = connection.execute(query.order_by(outlines.c.scan)).all()
        return {row.scan: one for row in rows if (one := _read(row.data)) is not None}

    def put(self, agency: str, one: Outline) -> None:
        """Keep an outline in place of an older one of the same scan.

        Raises:
            StoreError: the database cannot be written.
        """
        row = {"scan": one.number, "agency": agency, "data": pack(_adapter().dump_json(one))}
        new = self._database.insert(outlines).values(row)
        new = new.on_conflict_do_update(index_elements=["scan"], set_={"data": new.excluded.data})
        with self._database.write() as connection:
            connection.execute(new)


def _read(data: bytes) -> Outline | None:
    try:
        return _adapter().validate_json(unpack(data))
    except ValueError:
        return None


@cache
def _adapter() -> TypeAdapter[Outline]:
    return TypeAdapter(Outline)
