"""A whole store as one file, and such a file merged into another store: to PostgreSQL, or to another machine.

The file is a zip of one line of JSON per row, with the digest of each part in ``manifest.json``.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

import sqlalchemy as sa

from oitcrawl import durable
from oitcrawl.errors import StoreError, UsageError
from oitcrawl.store.database import Database
from oitcrawl.store.merge import Merge
from oitcrawl.store.tables import SCHEMA, meta

FORMAT: Final = "oitcrawl.store/1"
_MANIFEST: Final = "manifest.json"
_MANY: Final = 200
Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What was written to a file or taken from one.

    Attributes:
        rows: by table; of an import, those that were not here yet.
        size: bytes of the file.
    """

    rows: dict[str, int]
    size: int


def export_store(database: Database, file: Path, *, progress: Progress = lambda _table, _rows: None) -> Carried:
    """Write all that is kept into ``file``, as it is at one moment; scans may go on meanwhile.

    Raises:
        StoreError: the database cannot be read, or the file not written; then there is none.
    """
    part = file.with_name(file.name + ".part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            rows = _written(database, archive, progress)
        durable.settle([part])  # the store may be removed once its copy is there
        part.replace(file)
        durable.settle_folder(file.parent)
        return Carried(rows=rows, size=file.stat().st_size)
    except OSError as error:
        raise StoreError(
            f"เขียน {file} ไม่ได้ ({error.strerror or error})",
            cure="เลือกโฟลเดอร์ที่เขียนได้และมีที่ว่าง",
            en=f"{file} cannot be written ({error.strerror or error}) — choose another folder",
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def import_store(database: Database, file: Path, *, progress: Progress = lambda _table, _rows: None) -> Carried:
    """Merge what ``file`` holds into the database, all of it or nothing; what is here already stays as it is.

    Raises:
        UsageError: the file is none of ours, damaged, or of a newer version.
        StoreError: the database cannot be written.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _checked(archive, file)
            with database.write() as connection:
                database.take_turns(connection, "import")
                rows = _merged(Merge(database, connection), archive, progress)
        return Carried(rows=rows, size=file.stat().st_size)
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise _no_export(file, str(getattr(error, "strerror", None) or error)) from error


def _written(database: Database, archive: zipfile.ZipFile, progress: Progress) -> dict[str, int]:
    told, rows = {}, {}
    with database.read() as connection:
        for table in _carried():
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
                digest, count = hashlib.sha256(), 0
                for line in _lines(connection, table):
                    out.write(line)
                    digest.update(line)
                    count += 1
                    if count % _MANY == 0:
                        progress(table.name, count)
            told[table.name], rows[table.name] = {"rows": count, "sha256": digest.hexdigest()}, count
    head = {
        "format": FORMAT,
        "schema": SCHEMA,
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "tables": told,
    }
    archive.writestr(_MANIFEST, json.dumps(head, indent=1))
    return rows


def _lines(connection: sa.Connection, table: sa.Table) -> Iterator[bytes]:
    """Rows as JSON, in the order of their keys: the same store gives the same lines."""
    query = sa.select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_MANY)
    names = [(column.name, isinstance(column.type, sa.LargeBinary)) for column in table.c]
    for row in connection.execute(query):
        told = {
            name: base64.b64encode(value).decode() if is_bytes and value is not None else value
            for (name, is_bytes), value in zip(names, row, strict=True)
        }
        yield json.dumps(told, separators=(",", ":")).encode() + b"\n"


def _checked(archive: zipfile.ZipFile, file: Path) -> None:
    """Refuse a file that is none of ours, or whose parts are not what they were.

    Raises:
        UsageError: so it is.
    """
    try:
        head = json.loads(archive.read(_MANIFEST))
        tables = dict(head["tables"])
        known = head["format"] == FORMAT
    except (KeyError, ValueError, TypeError) as error:
        raise _no_export(file, "") from error
    if not known or head.get("schema", 0) > SCHEMA:
        raise UsageError(
            f"{file} สร้างด้วย oitcrawl รุ่นใหม่กว่า",
            cure="ปรับรุ่น oitcrawl แล้วสั่งใหม่",
            en=f"{file} was made by a newer oitcrawl — install it, and import again",
        )
    for name, told in tables.items():
        digest = hashlib.sha256()
        try:
            with archive.open(f"{name}.jsonl") as part:
                _digest(part, digest)
        except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError) as error:
            raise _no_export(file, name) from error
        if digest.hexdigest() != told["sha256"]:
            raise _no_export(file, name)


def _digest(part: IO[bytes], digest: "hashlib._Hash") -> None:
    while some := part.read(1 << 20):
        digest.update(some)


def _merged(merge: Merge, archive: zipfile.ZipFile, progress: Progress) -> dict[str, int]:
    names, rows = set(archive.namelist()), {}
    for table in _carried():
        if f"{table.name}.jsonl" not in names:
            continue  # of an older version, which had no such table
        with archive.open(f"{table.name}.jsonl") as part:
            before, done = merge.count(table), 0
            for some in _batches(_row(table, line) for line in part):
                merge.take(table, some)
                progress(table.name, done := done + len(some))
        rows[table.name] = max(0, merge.count(table) - before)
    return rows


def _row(table: sa.Table, line: bytes) -> dict[str, Any]:
    told = json.loads(line)
    return {
        column.name: base64.b64decode(value)
        if isinstance(column.type, sa.LargeBinary) and value is not None
        else value
        for column in table.c
        for value in (told.get(column.name),)
    }


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    some: list[dict[str, Any]] = []
    for row in rows:
        some.append(row)
        if len(some) == _MANY:
            yield some
            some = []
    if some:
        yield some


def _carried() -> list[sa.Table]:
    """The tables that a file holds, scans first: others say their numbers."""
    some = [table for table in meta.sorted_tables if table.info.get("carry") != "none"]
    return sorted(some, key=lambda table: (table.name != "scans", table.name != "rounds", table.name))


def _no_export(file: Path, what: str) -> UsageError:
    told = f" ({what})" if what else ""
    return UsageError(
        f"{file} ไม่ใช่ไฟล์ที่ oitcrawl store export เขียน หรือไฟล์เสียหาย{told}",
        cure="ส่งออกใหม่จากเครื่องเดิม แล้วคัดลอกให้ครบ",
        en=f"{file} was not written by: oitcrawl store export, or is damaged{told} — export again and copy all of it",
    )
