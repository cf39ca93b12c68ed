"""Scans at a glance, kept beside the scans: an overview of thousands need not read each of them whole."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from oitcrawl.errors import StoreError
from oitcrawl.model.glance import Glance, glance
from oitcrawl.model.scan import AgencyScan
from oitcrawl.store.codec import pack, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.newest import NEWEST
from oitcrawl.store.tables import glances, scans

Numbered = tuple[int, Glance]
_BATCH: Final = 200  # agencies that are asked for over one connection
_GOOD: Final = scans.c.partial.is_(False)


class StoredGlances:
    """Glances in the database; that of a scan of an earlier version is made when it is first wanted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, connection: sa.Connection, number: int, scan: AgencyScan) -> None:
        """Keep the glance of a scan in the transaction that keeps the scan."""
        connection.execute(self._database.insert(glances).values(_row(number, glance(scan))).on_conflict_do_nothing())

    def of(self, number: int) -> Glance | None:
        """The glance of the scan of that number, or None.

        Raises:
            StoreError: the database cannot be read, or the scan in it.
        """
        with self._database.read() as connection:
            row = connection.execute(_WANTED.where(scans.c.id == number)).first()
        return self._read(row)[1] if row is not None else None

    def before(self, code: str, moment: datetime) -> Numbered | None:
        """The newest scan of an agency that ended before ``moment`` and was not interrupted, with its number.

        Raises:
            StoreError: the database cannot be read, or the scan in it.
        """
        day = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        ended = scans.c.finished < day.isoformat(timespec="microseconds")
        query = _WANTED.where(scans.c.agency == code, _GOOD, ended).order_by(*NEWEST).limit(1)
        with self._database.read() as connection:
            row = connection.execute(query).first()
        return self._read(row) if row is not None else None

    def newest(self, count: int = 2) -> Iterator[tuple[Numbered, ...]]:
        """The last ``count`` scans of each agency with their numbers, the newest first; agencies by their code.

        Interrupted scans are passed over, except where an agency has no other: then its newest is given. They are
        read as they are asked for.

        Raises:
            StoreError: the database cannot be read, or a scan in it.
        """
        with self._database.read() as connection:
            codes = connection.execute(sa.select(scans.c.agency).distinct().order_by(scans.c.agency)).scalars().all()
        for start in range(0, len(codes), _BATCH):
            with self._database.read() as connection:
                found = [_last(connection, code, count) for code in codes[start : start + _BATCH]]
            for rows in found:
                yield tuple(map(self._read, rows))

    def _read(self, row: sa.Row[Any, Any]) -> Numbered:
        if row.data is not None:
            try:
                return row.id, Glance.from_json(unpack(row.data))
            except ValueError:
                pass  # of another version: made again
        return row.id, self._made(row.id)

    def _made(self, number: int) -> Glance:
        """The glance of a scan that has none, kept for the next time."""
        with self._database.read() as connection:
            data = connection.execute(sa.select(scans.c.scan).where(scans.c.id == number)).scalar_one()
        try:
            made = glance(AgencyScan.from_json(unpack(data)))
        except ValueError as error:
            raise StoreError(
                f"อ่านการตรวจเลขที่ {number} ใน {self._database.where} ไม่ได้", cure="ตรวจเว็บไซต์นั้นใหม่ด้วย oitcrawl scan"
            ) from error
        new = self._database.insert(glances).values(_row(number, made))
        new = new.on_conflict_do_update(index_elements=["scan"], set_={"data": new.excluded.data})
        with self._database.write() as connection:
            connection.execute(new)
        return made


_WANTED: Final = sa.select(scans.c.id, glances.c.data).outerjoin(glances, glances.c.scan == scans.c.id)
_OF_AGENCY: Final = _WANTED.where(scans.c.agency == sa.bindparam("code")).order_by(*NEWEST)
_GOOD_ONES: Final = _OF_AGENCY.where(_GOOD).limit(sa.bindparam("count"))
_ANY: Final = _OF_AGENCY.limit(1)


def _last(connection: sa.Connection, code: str, count: int) -> list[sa.Row[Any, Any]]:
    good = connection.execute(_GOOD_ONES, {"code": code, "count": count}).all()
    return list(good or connection.execute(_ANY, {"code": code}).all())


def _row(number: int, one: Glance) -> dict[str, Any]:
    return {"scan": number, "data": pack(one.to_json())}
