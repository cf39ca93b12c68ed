"""What was announced to whom: the intention is written before anything is sent, so that nothing is told twice.

A program that dies between sending and writing leaves its intention behind. Nobody can know whether the message
arrived; it counts as told, is never sent again, and the next run says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

import sqlalchemy as sa
from pydantic import TypeAdapter

from oitcrawl.store.codec import pack, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.tables import announcements, told

_LONG: Final = 300  # characters of a cause that are kept
_BATCH: Final = 300  # rows that one statement takes


class Sending(StrEnum):
    """What became of an announcement."""

    INTENDED = "intended"  # about to be sent; its program is sending it, or died
    SENT = "sent"
    UNSURE = "unsure"  # it may have arrived, or not: it is not sent again
    FAILED = "failed"  # it did not arrive; what it told is told anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One message to one recipient.

    Attributes:
        recipient: reference to the address, never the address itself when a secret is in it.
        digest: of what is told, 64 characters.
        occasion: why it is sent.
        planned: when it was about to be sent.
        state: what became of it.
        cause: why it failed; empty otherwise.
        knows: by agency, what the recipient knows once it is told.
    """

    recipient: str
    digest: str
    occasion: str
    planned: datetime
    state: Sending = Sending.INTENDED
    cause: str = ""
    knows: Mapping[str, str]


class StoredAnnouncements:
    """Announcements in the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def told(self, recipient: str) -> dict[str, str]:
        """By agency, what a recipient knows.

        Raises:
            StoreError: the database cannot be read.
        """
        query = sa.select(told.c.agency, told.c.data).where(told.c.recipient == recipient)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return {row.agency: unpack(row.data).decode() for row in rows}

    def intend(self, one: Announcement) -> bool:
        """Write down that it is about to be sent; False when it was told, or is being told, already.

        Raises:
            StoreError: the database cannot be written.
        """
        row = {
            "recipient": one.recipient,
            "digest": one.digest,
            "state": Sending.INTENDED.value,
            "occasion": one.occasion,
            "planned": _text(one.planned),
            "ended": None,
            "cause": "",
            "data": pack(_adapter().dump_json(dict(one.knows))),
        }
        new = self._database.insert(announcements).values(row)
        again = new.on_conflict_do_update(
            index_elements=["recipient", "digest"],
            set_={name: new.excluded[name] for name in ("state", "occasion", "planned", "ended", "cause", "data")},
            where=announcements.c.state == Sending.FAILED.value,
        )
        with self._database.write() as connection:  # never tried again: its answer tells whose it is
            return connection.execute(again.returning(announcements.c.digest)).first() is not None

    def end(self, recipient: str, digest: str, state: Sending, *, at: datetime, cause: str = "") -> None:
        """Write down what became of it and, unless it failed, what the recipient knows now.

        Raises:
            StoreError: the database cannot be written.
        """
        self._database.run(lambda connection: _end(self._database, connection, (recipient, digest), state, at, cause))

    def state(self, recipient: str, digest: str) -> Sending | None:
        """What became of an announcement; None when it was never intended.

        Raises:
            StoreError: the database cannot be read.
        """
        ours = (announcements.c.recipient == recipient) & (announcements.c.digest == digest)
        with self._database.read() as connection:
            state = connection.execute(sa.select(announcements.c.state).where(ours)).scalar()
        return Sending(state) if state else None

    def left(self) -> tuple[Announcement, ...]:
        """Those of which no end was written down, the oldest first.

        Raises:
            StoreError: the database cannot be read.
        """
        return self._where(announcements.c.state == Sending.INTENDED.value)

    def since(self, moment: datetime) -> tuple[Announcement, ...]:
        """Those planned at ``moment`` or later, the oldest first.

        Raises:
            StoreError: the database cannot be read.
        """
        return self._where(announcements.c.planned >= _text(moment))

    def forget(self, before: datetime) -> int:
        """Remove those that ended before ``before``; how many there were. What recipients know stays.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._database.write() as connection:
            old = announcements.c.ended < _text(before)
            return int(connection.execute(announcements.delete().where(old)).rowcount)

    def _where(self, wanted: sa.ColumnElement[bool]) -> tuple[Announcement, ...]:
        query = sa.select(announcements).where(wanted).order_by(announcements.c.planned, announcements.c.recipient)
        with self._database.read() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(_announcement(row) for row in rows)


def _end(
    database: Database,
    connection: sa.Connection,
    key: tuple[str, str],
    state: Sending,
    at: datetime,
    cause: str,
) -> None:
    ours = (announcements.c.recipient == key[0]) & (announcements.c.digest == key[1])
    values = {"state": state.value, "ended": _text(at), "cause": cause[:_LONG]}
    connection.execute(announcements.update().where(ours).values(values))
    data = connection.execute(sa.select(announcements.c.data).where(ours)).scalar()
    if data is None or state in {Sending.FAILED, Sending.INTENDED}:
        return
    knows = list(_adapter().validate_json(unpack(data)).items())
    for start in range(0, len(knows), _BATCH):
        rows = [
            {"recipient": key[0], "agency": agency, "data": pack(known.encode())}
            for agency, known in knows[start : start + _BATCH]
        ]
        new = database.insert(told).values(rows)
        new = new.on_conflict_do_update(index_elements=["recipient", "agency"], set_={"data": new.excluded.data})
        connection.execute(new)


def _announcement(row: sa.RowMapping) -> Announcement:
    return Announcement(
        recipient=row["recipient"],
        digest=row["digest"],
        occasion=row["occasion"],
        planned=datetime.fromisoformat(row["planned"]),
        state=Sending(row["state"]),
        cause=row["cause"],
        knows=_adapter().validate_json(unpack(row["data"])),
    )


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _adapter() -> TypeAdapter[dict[str, str]]:
    return _PLAIN


_PLAIN: Final = TypeAdapter(dict[str, str])
