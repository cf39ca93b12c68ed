"""What scans brought home, kept so that they can be judged again; scans that brought home the same share it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter

from oitcrawl.model.content import Document, Label, Page
from oitcrawl.model.harvest import Blank, Harvest, Keepsake, Record
from oitcrawl.model.scan import Coverage
from oitcrawl.model.site import AgencySite
from oitcrawl.store.codec import encode, pack, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.tables import contents, harvest_parts, harvests

_MANY: Final = 500  # digests asked for in one query
# Labels and ways are most of a harvest, and say the same words again and again: they are kept apart, each word once.
_APART: Final = {"__all__": {"labels", "path"}}
_BATCH: Final = 400
T = TypeVar("T")


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
        connection.execute(harvests.insert().values(_row(scan, head)))
        for number, part in enumerate(_parts(keepsake)):
            connection.execute(harvest_parts.insert().values(scan=scan, number=number, data=pack(part)))

    def share(self, connection: sa.Connection, scan: int, head: Head) -> None:
        """Note that a scan has the harvest of another one, but for its coverage."""
        connection.execute(harvests.insert().values(_row(scan, head)))

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
        if (head := self.head(scan)) is None:
            return None
        query = sa.select(harvest_parts.c.data).where(harvest_parts.c.scan == head.source)
        with self._database.read() as connection:
            parts = connection.execute(query.order_by(harvest_parts.c.number)).scalars().all()
        try:
            return head, _decode(head, map(unpack, parts))
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


def _parts(keepsake: Keepsake) -> Iterator[bytes]:
    """What was brought home, a few hundred addresses at a time: a site may have tens of thousands."""
    harvest = keepsake.harvest
    rest = replace(harvest, records=(), blanks=())
    yield _dump(_harvests(), rest, without={"coverage"}) + b"\n" + _json(keepsake.recognised)
    for some in _batches(harvest.records):
        yield _part("records", some)
    for left in _batches(harvest.blanks):
        yield _part("blanks", left)


def _batches(all_of_it: Sequence[T]) -> Iterator[tuple[T, ...]]:
    for start in range(0, len(all_of_it), _BATCH):
        yield tuple(all_of_it[start : start + _BATCH])


def _part(name: str, some: tuple[Record, ...] | tuple[Blank, ...]) -> bytes:
    words = _Words()
    apart = {
        "part": name,
        "labels": [[words.label(label) for label in one.labels] for one in some],
        "ways": [[words.number(url) for url in one.path] if isinstance(one, Record) else [] for one in some],
        "words": words.all(),
    }
    return _dump(_several(name), some, without=_APART) + b"\n" + _json(apart)


def _decode(head: Head, parts: Iterable[bytes]) -> Keepsake:
    first, *others = parts
    fields, recognised = map(json.loads, first.split(b"\n"))
    harvest = _harvests().validate_python({**fields, "coverage": {}})
    found: dict[str, list[Any]] = {"records": [], "blanks": []}
    for part in others:
        values, told = part.split(b"\n")
        apart = json.loads(told)
        found[apart["part"]].extend(_joined(_several(apart["part"]).validate_json(values), apart))
    return Keepsake(
        site=head.site,
        harvest=replace(
            harvest, records=tuple(found["records"]), blanks=tuple(found["blanks"]), coverage=head.coverage
        ),
        recognised=tuple((file, text) for file, text in recognised),
    )


def _joined(values: tuple[Any, ...], apart: dict[str, Any]) -> Iterator[Record | Blank]:
    """Addresses with their labels and ways."""
    words = apart["words"]
    for one, rows, way in zip(values, apart["labels"], apart["ways"], strict=True):
        around = tuple(_label(row, words) for row in rows)
        if isinstance(one, Record):
            yield replace(one, labels=around, path=tuple(words[number] for number in way))
        else:
            yield replace(one, labels=around)


class _Words:
    """Each word once, by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        """The number of a word, a new one for a new word."""
        return self._numbers.setdefault(word, len(self._numbers))

    def label(self, label: Label) -> list[int]:
        """A label as the numbers of its words."""
        number = self.number
        return [number(word) for word in (label.text, label.row, label.heading, label.page_title, label.found_on)]

    def all(self) -> list[str]:
        """The words, each at its number."""
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
def _several(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(tuple[Record, ...] if name == "records" else tuple[Blank, ...])


@cache
def _coverages() -> TypeAdapter[Coverage]:
    return TypeAdapter(Coverage)


@cache
def _sites() -> TypeAdapter[AgencySite]:
    return TypeAdapter(AgencySite)
