"""Rows of another store taken in: each once, scans by their names, what the next night builds upon by its age."""

from typing import Any

import sqlalchemy as sa

from oitcrawl.store.database import Database
from oitcrawl.store.tables import contents, reviews, rounds, scans

Row = dict[str, Any]


class Merge:
    """One import under way, within one transaction."""

    def __init__(self, database: Database, connection: sa.Connection) -> None:
        self._database, self._connection = database, connection
        self._numbers: dict[int, int] = {}  # a scan's number there -> here
        self._finished: dict[int, str] = {}  # a scan's number here -> when it ended
        self._anew: set[str] = set()  # agencies whose rounds are taken over

    def take(self, table: sa.Table, rows: list[Row]) -> None:
        """Take rows of a table."""
        if table is scans:
            for row in rows:
                self._scan(row)
            return
        moved = [self._renumbered(table, row) for row in rows if self._is_known(table, row)]
        if table is rounds:
            moved = [row for row in moved if self._is_newer(row)]
        elif table.info.get("carry") == "agency":
            moved = [row for row in moved if row["agency"] in self._anew]
        if moved:
            self._insert(table, moved)

    def count(self, table: sa.Table) -> int:
        """Rows of a table."""
        return int(self._connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one())

    def _scan(self, row: Row) -> None:
        """Take a scan; one of that name stays as it is."""
        there, name = row.pop("id"), row["uid"]
        here = self._connection.execute(sa.select(scans.c.id).where(scans.c.uid == name)).scalar() if name else None
        if here is None:
            key = self._connection.execute(scans.insert().values(row)).inserted_primary_key
            assert key is not None
            here = int(key[0])
        self._numbers[there] = here
        self._finished[here] = row["finished"]

    def _is_known(self, table: sa.Table, row: Row) -> bool:
        """Whether the scan that a row is about came along."""
        of_scan = (column.name for column in table.c if column.info.get("of_scan") and not column.nullable)
        return all(row[name] in self._numbers for name in of_scan)

    def _renumbered(self, table: sa.Table, row: Row) -> Row:
        moved = {
            column.name: self._numbers.get(row[column.name], 0)
            for column in table.c
            if column.info.get("of_scan") and row[column.name] is not None
        }
        if table is reviews:
            row.pop("number")
        return {**row, **moved}

    def _is_newer(self, row: Row) -> bool:
        """Whether a round is of a later scan than the one here, which then goes with its visits."""
        here = sa.select(scans.c.finished).join(rounds, rounds.c.scan == scans.c.id)
        finished = self._connection.execute(here.where(rounds.c.agency == row["agency"])).scalar()
        if finished is not None and finished >= self._finished[row["scan"]]:
            return False
        for table in (one for one in rounds.metadata.sorted_tables if one.info.get("carry") == "agency"):
            self._connection.execute(table.delete().where(table.c.agency == row["agency"]))
        self._anew.add(row["agency"])
        return True

    def _insert(self, table: sa.Table, rows: list[Row]) -> None:
        new = self._database.insert(table)
        if table is contents:  # what a newer reader made of the same bytes is better
            values = {name: getattr(new.excluded, name) for name in ("media", "reader", "data", "kept")}
            new = new.on_conflict_do_update(
                index_elements=["sha256"], set_=values, where=contents.c.reader < new.excluded.reader
            )
        else:
            new = new.on_conflict_do_nothing()
        self._connection.execute(new, rows)
