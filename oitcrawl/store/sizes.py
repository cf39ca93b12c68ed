"""How much room what is kept takes, by table and by agency, and giving back what is free."""

import time
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from oitcrawl.store.database import Database
from oitcrawl.store.tables import harvest_parts, meta, scans, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a table takes: rows, and bytes of its values without indexes."""

    table: str
    rows: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """What a store takes.

    Attributes:
        total: bytes of the database, indexes and free room included.
        rooms: by table, the biggest first.
        agencies: how many have a scan.
        per_agency: mean bytes of an agency, its part of the shared texts included.
    """

    total: int
    rooms: tuple[Room, ...]
    agencies: int
    per_agency: int

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def sizes(database: Database) -> Sizes:
    """What is kept, in bytes.

    Raises:
        StoreError: the database cannot be read.
    """
    with database.read() as connection:
        rooms = [_room(connection, table) for table in meta.sorted_tables]
        agencies = connection.execute(sa.select(sa.func.count(scans.c.agency.distinct()))).scalar_one()
    rooms.sort(key=lambda one: -one.size)
    kept = sum(one.size for one in rooms)
    return Sizes(
        total=total(database),
        rooms=tuple(rooms),
        agencies=agencies,
        per_agency=kept // agencies if agencies else 0,
    )


def of_agencies(database: Database, most: int = 20) -> tuple[tuple[str, int], ...]:
    """The agencies with the most bytes of their own (scans, harvests, visits; not texts, which are shared).

    Raises:
        StoreError: the database cannot be read.
    """
    own: dict[str, int] = {}
    by_scan = sa.select(scans.c.agency, sa.func.sum(sa.func.length(scans.c.scan))).group_by(scans.c.agency)
    parts = sa.select(scans.c.agency, sa.func.sum(sa.func.length(harvest_parts.c.data)))
    parts = parts.join(scans, scans.c.id == harvest_parts.c.scan).group_by(scans.c.agency)
    asked = sa.select(visits.c.agency, _bytes_of(visits)).group_by(visits.c.agency)
    with database.read() as connection:
        for query in (by_scan, parts, asked):
            for agency, size in connection.execute(query):
                own[agency] = own.get(agency, 0) + int(size or 0)
    return tuple(sorted(own.items(), key=lambda one: (-one[1], one[0]))[:most])


def total(database: Database) -> int:
    """Bytes of the database as it lies on the disk.

    Raises:
        StoreError: the database cannot be read.
    """
    with database.read() as connection:
        if database.dialect == "sqlite":
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            return int(pages * connection.exec_driver_sql("PRAGMA page_size").scalar_one())
        return int(connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one())


def has_table(database: Database, name: str) -> bool:
    """Whether the database has a table, ours or another program's.

    Raises:
        StoreError: the database cannot be read.
    """
    with database.read() as connection:
        return sa.inspect(connection).has_table(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacuumed:
    """Bytes before and after, and seconds that it took."""

    before: int
    after: int
    seconds: float


def vacuum(database: Database, *, full: bool = False) -> Vacuumed:
    """Give the room of what was removed back to the disk (SQLite) or to later scans (PostgreSQL).

    Args:
        database: to be vacuumed.
        full: on PostgreSQL, give it back to the disk too; scans must wait meanwhile.

    Raises:
        StoreError: the database is in use, or the disk lacks the room that this needs for a while.
    """
    began, before = time.monotonic(), total(database)
    with database.alone() as connection:
        if database.dialect == "sqlite":
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            connection.exec_driver_sql("VACUUM (FULL, ANALYZE)" if full else "VACUUM (ANALYZE)")
    return Vacuumed(before=before, after=total(database), seconds=round(time.monotonic() - began, 2))


def _room(connection: sa.Connection, table: sa.Table) -> Room:
    rows, size = connection.execute(sa.select(sa.func.count(), _bytes_of(table)).select_from(table)).one()
    return Room(table=table.name, rows=rows, size=int(size or 0))


def _bytes_of(table: sa.Table) -> sa.ColumnElement[Any]:
    """Bytes of blobs and letters of texts: near enough."""
    some = (
        column for column in table.c if isinstance(column.type, sa.LargeBinary | sa.String | sa.types.TypeDecorator)
    )
    return sa.func.sum(sum((sa.func.coalesce(sa.func.length(column), 0) for column in some), sa.literal(0)))
