"""What retention says is done to the database: in short transactions, so that scans can be written meanwhile."""

import json
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from oitcrawl.model.status import Status
from oitcrawl.store.codec import unpack
from oitcrawl.store.database import Database
from oitcrawl.store.retention import Facts, Plan, Terms, plan
from oitcrawl.store.sieve import Sieve
from oitcrawl.store.tables import (
    contents,
    glances,
    harvest_parts,
    harvests,
    outlines,
    pictures,
    reviews,
    rounds,
    scans,
    transcripts,
)

_DIGEST: Final = re.compile(rb'"([0-9a-f]{64})"')  # whatever JSON holds it: ten times faster than reading JSON
_PASSED: Final = frozenset({Status.FOUND.value, Status.NOT_DUE.value, Status.WAIVED.value})
_MANY: Final = 400  # rows in one transaction
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What went, or would go.

    Attributes:
        scans: whole scans.
        harvests: scans that stay, but can no longer be judged again.
        contents, transcripts, pictures: texts, recognised pages and pictures.
        size: bytes of all of these.
        seconds: that it took.
    """

    scans: int = 0
    harvests: int = 0
    contents: int = 0
    transcripts: int = 0
    pictures: int = 0
    size: int = 0
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def prune(
    database: Database, terms: Terms, *, dry_run: bool = False, progress: Progress = lambda _done, _all: None
) -> Pruned:
    """Remove what retention no longer keeps.

    Args:
        database: pruned while others may write to it.
        terms: for how long what is kept.
        dry_run: only count.
        progress: told (done, all) of the scans that are looked into.

    Raises:
        StoreError: the database cannot be read or written. What was removed until then is sound by itself.
    """
    began = time.monotonic()
    made, size = _planned(database, terms)
    wanted = _wanted(database, terms, made, progress)
    if not dry_run:
        _drop(database, made)
    done = Pruned(scans=len(made.drop), harvests=len(made.strip), size=size)
    for name, table, old in _shelves(terms):
        found = _unwanted(database, table, old, wanted)
        if not dry_run:
            _delete(database, table.c.sha256, list(found), old)
        done = replace(done, **{name: len(found)}, size=done.size + sum(found.values()))
    return replace(done, seconds=round(time.monotonic() - began, 2))


def _planned(database: Database, terms: Terms) -> tuple[Plan, int]:
    """What goes, and the bytes of it."""
    columns = (scans.c.id, scans.c.agency, scans.c.finished, scans.c.partial)
    about = sa.select(
        *columns, harvests.c.source, harvests.c.judged_from, sa.func.length(harvests.c.head).label("head")
    )
    with database.read() as connection:
        rows = connection.execute(about.outerjoin(harvests, harvests.c.scan == scans.c.id)).all()
        built_on = set(connection.execute(sa.select(rounds.c.scan)).scalars())
        made = plan(map(_facts, rows), terms, built_on=built_on, rest_on=set(_reviewed(connection)))
        sizes = connection.execute(sa.select(scans.c.id, sa.func.length(scans.c.scan)))
        size = sum(length for number, length in sizes if number in made.drop)
        parts = sa.select(harvest_parts.c.scan, sa.func.sum(sa.func.length(harvest_parts.c.data))).group_by(
            harvest_parts.c.scan
        )
        size += sum(int(length) for number, length in connection.execute(parts) if number not in made.sources)
    return made, size


def _facts(row: Any) -> Facts:
    return Facts(
        number=row.id,
        agency=row.agency,
        finished=row.finished,
        partial=row.partial,
        source=row.source if row.head else None,
        judged_from=row.judged_from,
    )


def _reviewed(connection: sa.Connection) -> Iterator[int]:
    """The scans that people looked at when they gave their words."""
    for agency, at in connection.execute(sa.select(reviews.c.agency, reviews.c.at).distinct()).all():
        seen = sa.select(scans.c.id).where(scans.c.agency == agency, scans.c.finished <= at)
        last = seen.order_by(scans.c.partial, scans.c.finished.desc(), scans.c.id.desc()).limit(1)
        if (number := connection.execute(last).scalar()) is not None:
            yield number


# --- which texts are wanted ---


def _wanted(database: Database, terms: Terms, made: Plan, progress: Progress) -> Sieve:
    """Digests of all texts that a harvest, a piece of evidence or a person's word is about."""
    with database.read() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(contents)).scalar_one()
    sieve, done = Sieve(count), 0
    every = len(made.sources) + len(made.past)
    for some in _batches(sorted(made.sources)):
        sieve.add(_of_harvests(database, some))
        progress(done := done + len(some), every)
    words = _words(database)
    sieve.add(digest for told in words.values() for digest in told[1])
    for some in _batches(sorted(made.past)):
        sieve.add(_of_evidence(database, some, terms.before(terms.evidence), words))
        progress(done := done + len(some), every)
    return sieve


def _of_harvests(database: Database, numbers: Sequence[int]) -> Iterator[bytes]:
    query = sa.select(harvest_parts.c.data).where(harvest_parts.c.scan.in_(numbers))
    with database.read() as connection:
        for data in connection.execute(query.execution_options(yield_per=50)).scalars():
            yield from set(_DIGEST.findall(_unpacked(data)))


def _of_evidence(
    database: Database, numbers: Sequence[int], since: str, words: dict[str, tuple[set[str], set[str]]]
) -> Iterator[str]:
    """Digests of the evidence of passed and reviewed items of scans since a day."""
    query = sa.select(scans.c.agency, scans.c.scan).where(scans.c.id.in_(numbers), scans.c.finished >= since)
    with database.read() as connection:
        for agency, data in connection.execute(query):
            reviewed = words[agency][0] if agency in words else set()
            for item in _items(_unpacked(data)):
                if item.get("status") in _PASSED or item.get("slug") in reviewed:
                    yield from (one["sha256"] for one in item.get("evidence", ()) if one.get("sha256"))


def _words(database: Database) -> dict[str, tuple[set[str], set[str]]]:
    """By agency, slugs of the items that people spoke of, and digests of what they looked at."""
    found: dict[str, tuple[set[str], set[str]]] = {}
    with database.read() as connection:
        for agency, slug, data in connection.execute(sa.select(reviews.c.agency, reviews.c.slug, reviews.c.data)):
            slugs, digests = found.setdefault(agency, (set(), set()))
            slugs.add(slug)
            digests.update(_text.decode() for _text in _DIGEST.findall(data.encode()))
    return found


def _items(data: bytes) -> list[dict[str, Any]]:
    try:
        return list(json.loads(data).get("items", ()))
    except ValueError:
        return []


def _unpacked(data: bytes) -> bytes:
    try:
        return unpack(data)
    except ValueError:  # damaged: `store verify` tells of it
        return b""


# --- what goes ---


def _shelves(terms: Terms) -> tuple[tuple[str, sa.Table, sa.ColumnElement[bool]], ...]:
    """Rooms of texts, and what in them is old enough: a scan under way has written what no scan refers to yet."""
    old = terms.before(terms.bodies)
    return (
        ("contents", contents, contents.c.kept.is_(None) | (contents.c.kept < old)),
        ("transcripts", transcripts, transcripts.c.kept.is_(None) | (transcripts.c.kept < old)),
        ("pictures", pictures, pictures.c.seen < old),
    )


def _unwanted(database: Database, table: sa.Table, old: sa.ColumnElement[bool], wanted: Sieve) -> dict[str, int]:
    """Digests that nobody wants, with their bytes."""
    size = sum(
        (sa.func.length(column) for column in table.c if isinstance(column.type, sa.LargeBinary)), sa.literal(0)
    )
    query = sa.select(table.c.sha256, size).where(old).execution_options(yield_per=5000)
    found: dict[str, int] = {}
    with database.read() as connection:
        for digest, length in connection.execute(query):
            if digest not in wanted:
                found[digest] = found.get(digest, 0) + length
    return found


def _drop(database: Database, made: Plan) -> None:
    with database.read() as connection:
        earlier = sa.select(harvest_parts.c.scan).where(harvest_parts.c.scan <= made.newest).distinct()
        kept = set(connection.execute(earlier).scalars())
    _delete(database, harvest_parts.c.scan, sorted(kept - made.sources))
    _strip(database, sorted(made.strip))
    for column in (harvests.c.scan, glances.c.scan, outlines.c.scan, scans.c.id):
        _delete(database, column, sorted(made.drop))


def _strip(database: Database, numbers: Sequence[int]) -> None:
    """Forget harvests; of a scan that was judged again, which one it was stays."""
    for some in _batches(numbers):
        mine = harvests.c.scan.in_(some)
        with database.write() as connection:
            connection.execute(harvests.delete().where(mine, harvests.c.judged_from.is_(None)))
            connection.execute(harvests.update().where(mine).values(head=b"", source=harvests.c.scan))


def _delete(
    database: Database, column: sa.Column[Any], values: Sequence[Any], also: sa.ColumnElement[bool] | None = None
) -> None:
    for some in _batches(values):
        which = column.in_(some) if also is None else column.in_(some) & also
        with database.write() as connection:
            connection.execute(sa.delete(column.table).where(which))


def _batches(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))
