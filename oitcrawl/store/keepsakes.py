"""What scans brought home, kept so that they can be judged again; scans that brought home the same share it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from pydantic import TypeAdapter

from oitcrawl.model.content import Document, Label, Page
from oitcrawl.model.harvest import Harvest, Keepsake
from oitcrawl.model.scan import Coverage
from oitcrawl.model.site import AgencySite
from oitcrawl.store.codec import encode, pack, unpack
from oitcrawl.store.database import Database, contents, harvests

_MANY: Final = 500  # digests asked for in one query
# Labels and ways are most of a harvest, and say the same words again and again: they are kept apart, each word once.
_APART: Final = {"records": {"__all__": {"labels", "path"}}, "blanks": {"__all__": {"labels"}}, "coverage": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is each scan's own, also where it shares its harvest.

    Attributes:
        source: number of the scan that brought the harvest home.
        judged_from: number of the scan that was judged again; None for a scan of the website.
        coverage: as the survey told it.
        site: the agency as it was judged.
    """

    source: int
    judged_from: int | None = None
    coverage: Coverage
    site: AgencySite


class StoredKeepsakes:
    """Keepsakes in the database, by the number of their scan."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, connection: sa.Connection, scan: int, keepsake: Keepsake) -> None:
        """Keep what a scan brought home, within the transaction that keeps the scan."""
        head = Head(source=scan, coverage=keepsake.harvest.coverage, site=keepsake.site)
        connection.execute(harvests.insert().values(**_row(scan, head), data=pack(_encode(keepsake))))

    def share(self, connection: sa.Connection, scan: int, head: Head) -> None:
        """Note that a scan has the harvest of another one, but for its coverage."""
        connection.execute(harvests.insert().values(**_row(scan, head), data=None))

    def head(self, scan: int) -> Head | None:
        """What ``share`` needs to know of a scan; None when nothing was kept of it, or not in a form of this version.

        Raises:
            StoreError: the database cannot be read.
        """
        columns = (harvests.c.source, harvests.c.judged_from, harvests.c.head)
        with self._database.read() as connection:
            row = connection.execute(sa.select(*columns).where(harvests.c.scan == scan)).first()
        try:
            return None if row is None else _head(row)
        except ValueError:
            return None

    def load(self, scan: int) -> tuple[Head, Keepsake] | None:
        """What a scan brought home; None when nothing was kept, or not in a form of this version.

        Raises:
            StoreError: the database cannot be read.
        """
        own, whole = harvests.alias(), harvests.alias()
        query = (
            sa.select(own.c.source, own.c.judged_from, own.c.head, whole.c.data)
            .join(whole, whole.c.scan == own.c.source)
            .where(own.c.scan == scan)
        )
        with self._database.read() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        try:
            head = _head(row)
            return head, _decode(head, unpack(row.data))
        except (ValueError, KeyError, TypeError):
            return None

    def lost(self, keepsake: Keepsake) -> int:
        """How many of the texts that judging may ask for are no longer kept."""
        wanted = wanted_texts(keepsake)
        digests, kept = list(wanted), 0
        with self._database.read() as connection:
            for start in range(0, len(digests), _MANY):
                some = contents.c.sha256.in_(digests[start : start + _MANY])
                kept += connection.execute(sa.select(sa.func.count()).select_from(contents).where(some)).scalar_one()
        return len(wanted) - kept


def wanted_texts(keepsake: Keepsake) -> frozenset[str]:
    """Digests of the texts that judging ``keepsake`` may ask for."""
    recognised = dict(keepsake.recognised)
    read = {one.sha256 for one in keepsake.harvest.records if one.sha256 and one.unread is None}
    return frozenset(recognised.get(digest, digest) for digest in read | recognised.keys())


def recognised_key(sha256: str, content: Page | Document) -> str:
    """The digest under which the text of a file is kept together with what was recognised of it."""
    return hashlib.sha256(sha256.encode() + encode(content)).hexdigest()


def _row(scan: int, head: Head) -> dict[str, Any]:
    told = b'{"coverage":' + _dump(_coverages(), head.coverage) + b',"site":' + _dump(_sites(), head.site) + b"}"
    return {"scan": scan, "source": head.source, "judged_from": head.judged_from, "head": pack(told)}


def _head(row: Any) -> Head:
    told = json.loads(unpack(row.head))
    return Head(
        source=row.source,
        judged_from=row.judged_from,
        coverage=_coverages().validate_python(told["coverage"]),
        site=_sites().validate_python(told["site"]),
    )


def _encode(keepsake: Keepsake) -> bytes:
    harvest, words = keepsake.harvest, _Words()
    apart = {
        "labels": [[words.label(label) for label in labels] for labels in _labels(harvest)],
        "ways": [[words.number(url) for url in record.path] for record in harvest.records],
        "recognised": keepsake.recognised,
        "words": words.all(),
    }
    return _dump(_harvests(), harvest, without=_APART) + b"\n" + _json(apart)


def _decode(head: Head, data: bytes) -> Keepsake:
    fields, apart = map(json.loads, data.split(b"\n"))
    harvest = _harvests().validate_python({**fields, "coverage": {}})
    words = apart["words"]
    labels = [tuple(_label(row, words) for row in rows) for rows in apart["labels"]]
    ways = [tuple(words[number] for number in way) for way in apart["ways"]]
    named, left = labels[: len(ways)], labels[len(ways) :]
    records = tuple(
        replace(record, labels=around, path=way)
        for record, around, way in zip(harvest.records, named, ways, strict=True)
    )
    blanks = tuple(replace(blank, labels=around) for blank, around in zip(harvest.blanks, left, strict=True))
    return Keepsake(
        site=head.site,
        harvest=replace(harvest, records=records, blanks=blanks, coverage=head.coverage),
        recognised=tuple((file, text) for file, text in apart["recognised"]),
    )


def _labels(harvest: Harvest) -> Iterator[tuple[Label, ...]]:
    yield from (record.labels for record in harvest.records)
    yield from (blank.labels for blank in harvest.blanks)


class _Words:
    """Each word once, by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers))

    def label(self, label: Label) -> list[int]:
        number = self.number
        return [number(word) for word in (label.text, label.row, label.heading, label.page_title, label.found_on)]

    def all(self) -> list[str]:
        return list(self._numbers)


def _label(row: list[int], words: list[str]) -> Label:
    text, around, heading, title, found_on = (words[number] for number in row)
    return Label(text=text, row=around, heading=heading, page_title=title, found_on=found_on)


def _dump(adapter: TypeAdapter[Any], value: object, *, without: Any = None) -> bytes:
    """``value`` as one line of JSON."""
    try:
        return adapter.dump_json(value, exclude=without)
    except ValueError:  # half a surrogate pair, as broken fonts give
        return _json(adapter.dump_python(value, mode="json", exclude=without))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@cache
def _harvests() -> TypeAdapter[Harvest]:
    return TypeAdapter(Harvest)


@cache
def _coverages() -> TypeAdapter[Coverage]:
    return TypeAdapter(Coverage)


@cache
def _sites() -> TypeAdapter[AgencySite]:
    return TypeAdapter(AgencySite)
