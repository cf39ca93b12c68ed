"""What people said of items: rows are added and never changed, so that nobody's word can be lost or rewritten."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from pydantic import TypeAdapter

from oitcrawl.errors import StoreError
from oitcrawl.model.person import Review
from oitcrawl.store.database import Database
from oitcrawl.store.tables import reviews


class StoredReviews:
    """Words in the database, by agency."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, review: Review) -> Review:
        """Keep a word; one that is here already (by its ``uid``) is given back as it is kept.

        Returns:
            It with its number in this store.

        Raises:
            StoreError: the database cannot be written.
        """
        row = {
            "uid": review.uid,
            "agency": review.agency,
            "slug": review.slug,
            "at": _moment(review.at),
            "data": _json(review),
        }
        new = self._database.insert(reviews).values(row).on_conflict_do_nothing(index_elements=["uid"])
        with self._database.write() as connection:
            connection.execute(new)
            kept = connection.execute(sa.select(reviews).where(reviews.c.uid == review.uid)).one()
        return next(self._read([kept]))

    def of(self, agency: str) -> tuple[Review, ...]:
        """All words on an agency, the oldest first, withdrawn ones too.

        Raises:
            StoreError: the database cannot be read, or a word in it.
        """
        query = sa.select(reviews).where(reviews.c.agency == agency).order_by(reviews.c.number)
        with self._database.read() as connection:
            rows = connection.execute(query).all()
        return tuple(self._read(rows))

    def agencies(self) -> frozenset[str]:
        """Codes of the agencies that something was said of.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._database.read() as connection:
            return frozenset(connection.execute(sa.select(reviews.c.agency).distinct()).scalars())

    def _read(self, rows: Iterable[Any]) -> Iterator[Review]:
        for row in rows:
            try:
                data = _plain().validate_json(row.data)
                yield _adapter().validate_python({**data, "number": row.number})
            except ValueError as error:
                raise StoreError(
                    f"อ่านคำของผู้ตรวจเลขที่ {row.number} ใน {self._database.where} ไม่ได้",
                    cure="ปรับรุ่น oitcrawl ให้เป็นรุ่นที่บันทึกคำนี้",
                    en=f"word {row.number} cannot be read — use the version of oitcrawl that wrote it",
                ) from error


def _moment(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def _json(review: Review) -> str:
    try:
        return _adapter().dump_json(review, exclude={"number"}).decode()
    except ValueError:  # half a surrogate pair, as a terminal of another character set gives
        told = _adapter().dump_python(review, mode="json", exclude={"number"})
        return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode()


@cache
def _adapter() -> TypeAdapter[Review]:
    return TypeAdapter(Review)


@cache
def _plain() -> TypeAdapter[dict[str, Any]]:
    return TypeAdapter(dict[str, Any])
