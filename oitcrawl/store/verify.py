"""Whether all that is kept can still be read and hangs together, and what to do where it does not."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa

from oitcrawl.model.scan import AgencyScan
from oitcrawl.store.codec import READER, decode, unpack
from oitcrawl.store.database import Database
from oitcrawl.store.keepsakes import StoredKeepsakes
from oitcrawl.store.tables import (
    contents,
    glances,
    harvest_parts,
    harvests,
    outlines,
    rounds,
    scans,
    transcripts,
)

_FEW: Final = 5  # examples told of each trouble
_OFTEN: Final = 500  # rows between two words of progress
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One kind of thing that is wrong.

    Attributes:
        kind: for programs.
        count: how many there are.
        examples: a few of them.
        words: what is wrong, in Thai and in English.
        cure: what to do, in Thai and in English.
        mended: it was put right.
    """

    kind: str
    count: int
    examples: tuple[str, ...]
    words: tuple[str, str]
    cure: tuple[str, str]
    mended: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told = {"kind": self.kind, "count": self.count, "examples": list(self.examples), "mended": self.mended}
        return {**told, "message": self.words[0], "cure": self.cure[0]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at, as rows by table, and what is wrong; nothing when all is well."""

    looked: dict[str, int]
    troubles: tuple[Trouble, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong any more."""
        return all(one.mended for one in self.troubles)


def verify(database: Database, *, mend: bool = False, progress: Progress = lambda _table, _rows: None) -> Verified:
    """Look at everything that is kept.

    Args:
        database: read while others may write to it.
        mend: remove texts that are damaged, so that they are read again, and what belongs to no scan.
        progress: told (table, rows) now and then.

    Raises:
        StoreError: the database cannot be read, or when mending not written.
    """
    looked: dict[str, int] = {}

    def walked(table: sa.Table) -> Iterator[Any]:
        with database.read() as connection:
            for number, row in enumerate(connection.execute(sa.select(table).execution_options(yield_per=100)), 1):
                looked[table.name] = number
                if number % _OFTEN == 0:
                    progress(table.name, number)
                yield row

    troubles = []
    for kind, find in _CHECKS:
        keys = list(find(database, walked))
        if keys:
            troubles.append(_told(database, kind, keys, mend=mend))
    return Verified(looked=looked, troubles=tuple(troubles))


Walk = Callable[[sa.Table], Iterator[Any]]


def _told(database: Database, kind: str, keys: list[Any], *, mend: bool) -> Trouble:
    words, cure = _WORDS[kind]
    column = _MENDED_BY.get(kind)
    if mend and column is not None:
        with database.write() as connection:
            for key in set(keys):
                connection.execute(sa.delete(column.table).where(column == key))
    examples = tuple(dict.fromkeys(map(str, keys)))
    return Trouble(
        kind=kind,
        count=len(examples),
        examples=examples[:_FEW],
        words=words,
        cure=cure,
        mended=mend and column is not None,
    )


# --- what is looked at: each gives the keys of what is wrong ---


def _file(database: Database, _walk: Walk) -> Iterator[str]:
    """The file of the database itself; a server looks after its own."""
    if database.dialect == "sqlite":
        with database.read() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars().all()
        yield from (line for line in said if line != "ok")


def _texts(_database: Database, walk: Walk) -> Iterator[str]:
    """Texts whose bytes are damaged, or that are not what their digest names."""
    for row in walk(contents):
        try:
            sound = f'"sha256":"{row.sha256}"'.encode() in unpack(row.data)
            sound = sound or decode(unpack(row.data)).sha256 == row.sha256
        except ValueError:
            sound = row.reader != READER and _unpacks(row.data)  # an older form: nobody asks for it any more
        if not sound:
            yield row.sha256


def _recognised(_database: Database, walk: Walk) -> Iterator[str]:
    return (row.sha256 for row in walk(transcripts) if not _unpacks(row.data))


def _unloadable(_database: Database, walk: Walk) -> Iterator[int]:
    for row in walk(scans):
        try:
            sound = AgencyScan.from_json(unpack(row.scan)).agency.code == row.agency
        except ValueError:
            sound = False
        if not sound:
            yield row.id


def _harvests(database: Database, walk: Walk) -> Iterator[int]:
    """Scans that say they can be judged again, and cannot."""
    keepsakes = StoredKeepsakes(database)
    known: dict[int, bool] = {}
    for row in walk(harvests):
        if not row.head:
            continue  # retention took it
        if row.source not in known:
            known[row.source] = keepsakes.load(row.scan) is not None
        if not known[row.source]:
            yield row.scan


def _loose_harvests(database: Database, _walk: Walk) -> Iterator[int]:
    used = sa.select(harvests.c.source).where(sa.func.length(harvests.c.head) > 0)
    return _scalars(database, sa.select(harvest_parts.c.scan).where(harvest_parts.c.scan.not_in(used)).distinct())


def _loose_rounds(database: Database, _walk: Walk) -> Iterator[str]:
    return _scalars(database, sa.select(rounds.c.agency).where(rounds.c.scan.not_in(sa.select(scans.c.id))))


def _loose_glances(database: Database, _walk: Walk) -> Iterator[int]:
    return _without_scan(database, glances.c.scan)


def _loose_outlines(database: Database, _walk: Walk) -> Iterator[int]:
    return _without_scan(database, outlines.c.scan)


def _loose_heads(database: Database, _walk: Walk) -> Iterator[int]:
    return _without_scan(database, harvests.c.scan)


def _lost(database: Database, _walk: Walk) -> Iterator[str]:
    """Agencies whose last scan refers to texts that are not kept."""
    keepsakes = StoredKeepsakes(database)
    with database.read() as connection:
        last = connection.execute(sa.select(rounds.c.agency, rounds.c.scan).order_by(rounds.c.agency)).all()
    for agency, number in last:
        kept = keepsakes.load(number)
        if kept is not None and (count := keepsakes.lost(kept[1])):
            yield f"{agency} ({count})"


def _without_scan(database: Database, column: sa.Column[int]) -> Iterator[int]:
    return _scalars(database, sa.select(column).where(column.not_in(sa.select(scans.c.id))))


def _scalars(database: Database, query: sa.Select[Any]) -> Iterator[Any]:
    with database.read() as connection:
        yield from connection.execute(query).scalars().all()


def _unpacks(data: bytes) -> bool:
    try:
        unpack(data)
    except ValueError:
        return False
    return True


_CHECKS: Final[tuple[tuple[str, Callable[[Database, Walk], Iterator[Any]]], ...]] = (
    ("file", _file),
    ("text", _texts),
    ("recognised", _recognised),
    ("scan", _unloadable),
    ("harvest", _harvests),
    ("loose_head", _loose_heads),
    ("loose_harvest", _loose_harvests),  # after the heads: mending these loosens more
    ("loose_glance", _loose_glances),
    ("loose_outline", _loose_outlines),
    ("loose_round", _loose_rounds),
    ("lost", _lost),
)
_MENDED_BY: Final[dict[str, sa.Column[Any]]] = {
    "text": contents.c.sha256,
    "recognised": transcripts.c.sha256,
    "loose_harvest": harvest_parts.c.scan,
    "loose_head": harvests.c.scan,
    "loose_glance": glances.c.scan,
    "loose_outline": outlines.c.scan,
    "loose_round": rounds.c.agency,
}
_AGAIN: Final = ("ตรวจเว็บไซต์นั้นใหม่ด้วย oitcrawl scan --fresh", "scan that website again: oitcrawl scan --fresh")
_BACKUP: Final = (
    "นำสำเนากลับมาด้วย oitcrawl store import หรือตรวจเว็บไซต์นั้นใหม่",
    "bring a copy back with: oitcrawl store import, or scan that website again",
)
_MEND: Final = (
    "สั่ง oitcrawl store verify --mend แล้วสิ่งที่ขาดจะถูกอ่านใหม่เมื่อตรวจครั้งหน้า",
    "oitcrawl store verify --mend; what is lacking is read again at the next scan",
)
_WORDS: Final = {
    "file": (
        ("ไฟล์ฐานข้อมูลเสียหาย", "the file of the database is damaged"),
        (
            "ส่งออกเท่าที่อ่านได้ด้วย oitcrawl store export แล้วนำเข้าฐานข้อมูลใหม่ หรือนำไฟล์สำรองกลับมา",
            "export what can be read with: oitcrawl store export, import it into a new one, or bring a copy back",
        ),
    ),
    "text": (("เนื้อหาที่เก็บไว้เสียหาย", "texts are damaged"), _MEND),
    "recognised": (("ผลการอ่านภาพสแกนเสียหาย", "recognised pages are damaged"), _MEND),
    "scan": (("ผลการตรวจอ่านไม่ได้", "scans cannot be read"), _BACKUP),
    "harvest": (("ผลการตรวจที่นำมาตัดสินใหม่ไม่ได้", "scans cannot be judged again"), _AGAIN),
    "loose_harvest": (("เนื้อหาที่ไม่มีการตรวจใดใช้", "harvests that no scan has"), _MEND),
    "loose_head": (("เนื้อหาของการตรวจที่ไม่มีแล้ว", "harvests of scans that are not there"), _MEND),
    "loose_glance": (("ภาพรวมของการตรวจที่ไม่มีแล้ว", "glances of scans that are not there"), _MEND),
    "loose_outline": (("สรุปของการตรวจที่ไม่มีแล้ว", "outlines of scans that are not there"), _MEND),
    "loose_round": (
        ("หน่วยงานที่รอบก่อนหน้าหายไป", "agencies whose last round is not there"),
        _MEND,
    ),
    "lost": (("การตรวจครั้งล่าสุดขาดเนื้อหา (จำนวนในวงเล็บ)", "last scans that lack texts (how many)"), _AGAIN),
}
