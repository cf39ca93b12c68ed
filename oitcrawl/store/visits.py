"""What each agency's addresses came to when they were last asked: the ground on which the next night builds."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from oitcrawl.model.known import Known
from oitcrawl.model.visit import TlsTrouble
from oitcrawl.store.database import Database
from oitcrawl.store.tables import rounds, visits

_COLUMNS: Final = tuple(
    "url final_url etag last_modified sha256 content_type charset disposition size status asked changed quiet".split()
)
_MOMENTS: Final = ("first_seen", "last_seen", "last_asked", "last_changed")
_APART: Final = ("came", "permanent", "detail", "rendered", "label", "vital")


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The last whole scan of an agency, and the addresses it asked.

    Attributes:
        scan: its number.
        terms: what it was made under; a scan under other terms begins anew.
        swept: when every address was last asked for.
        known: the addresses, in the order in which they were asked.
    """

    scan: int
    terms: str
    swept: datetime
    known: tuple[Known, ...]


class StoredVisits:
    """Rounds in the database, one for each agency."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(self, agency: str) -> Round | None:
        """The last round of an agency; None when there is none, or it cannot be understood.

        Raises:
            StoreError: the database cannot be read.
        """
        asked = sa.select(visits).where(visits.c.agency == agency).order_by(visits.c.number)
        with self._database.read() as connection:
            row = connection.execute(sa.select(rounds).where(rounds.c.agency == agency)).first()
            some = connection.execute(asked).all() if row is not None else []
        if row is None:
            return None
        try:
            return Round(
                scan=row.scan,
                terms=row.terms,
                swept=datetime.fromisoformat(row.swept),
                known=tuple(map(_known, some)),
            )
        except (ValueError, KeyError, TypeError):
            return None

    def save(self, connection: sa.Connection, agency: str, done: Round) -> None:
        """Keep a round in place of the one before, within the transaction that keeps its scan."""
        self.forget(connection, agency)
        row = {"agency": agency, "scan": done.scan, "terms": done.terms, "swept": _text(done.swept)}
        connection.execute(rounds.insert().values(row))
        if rows := list(_rows(agency, done.known)):
            connection.execute(visits.insert(), rows)

    def forget(self, connection: sa.Connection, agency: str) -> None:
        """Let the next scan of an agency begin anew."""
        for table in (rounds, visits):
            connection.execute(table.delete().where(table.c.agency == agency))


def _rows(agency: str, known: Iterable[Known]) -> Iterable[dict[str, Any]]:
    for number, one in enumerate(known):
        row = {name: getattr(one, name) for name in _COLUMNS}
        moments = {name: _text(getattr(one, name)) for name in _MOMENTS}
        apart = {name: value for name in _APART if (value := getattr(one, name)) or name == "came"}
        if one.tls:
            apart["tls"] = one.tls.value
        yield {"agency": agency, "number": number, "outcome": json.dumps(apart, ensure_ascii=True), **row, **moments}


def _known(row: Any) -> Known:
    columns = {name: getattr(row, name) for name in _COLUMNS}
    told = {name: getattr(row, name) for name in _MOMENTS}
    moments: dict[str, Any] = {name: datetime.fromisoformat(text) for name, text in told.items() if text}
    apart = json.loads(row.outcome)
    if "tls" in apart:
        apart["tls"] = TlsTrouble(apart["tls"])
    return Known(**columns, **moments, **apart)


def _text(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds") if moment else ""
