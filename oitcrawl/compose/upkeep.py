"""What is done to the store as a whole: pruned, carried, verified, measured, moved to another version."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from oitcrawl.settings import Settings
from oitcrawl.store import carry, prune, sizes, verify
from oitcrawl.store.address import address_of
from oitcrawl.store.database import SCHEMA, Database
from oitcrawl.store.retention import Terms
from oitcrawl.store.scans import open_store

Progress = Callable[[str, int], None]


def prune_store(settings: Settings, *, dry_run: bool, progress: Callable[[int, int], None]) -> prune.Pruned:
    """Remove what the settings no longer keep, or only count it.

    Raises:
        StoreError: the database cannot be read or written.
    """
    terms = Terms(
        today=datetime.now(UTC).date(),
        scans=settings.keep_scans_days,
        evidence=settings.keep_evidence_days,
        bodies=settings.keep_bodies_days,
    )
    with open_store(settings) as store:
        return prune.prune(store.database, terms, dry_run=dry_run, progress=progress)


def vacuum_store(settings: Settings, *, full: bool = False) -> sizes.Vacuumed:
    """Give free room back; ``full`` is for PostgreSQL: to the disk, while scans wait.

    Raises:
        StoreError: the database is in use, or there is no room to do it.
    """
    with open_store(settings) as store:
        return sizes.vacuum(store.database, full=full)


def export_store(settings: Settings, file: Path, progress: Progress) -> carry.Carried:
    """Write all that is kept into one file.

    Raises:
        StoreError: the database cannot be read, or the file not written.
    """
    with open_store(settings) as store:
        return carry.export_store(store.database, file, progress=progress)


def import_store(settings: Settings, file: Path, progress: Progress) -> carry.Carried:
    """Merge such a file into the store.

    Raises:
        UsageError: the file is none of ours, or damaged.
        StoreError: the database cannot be written.
    """
    with open_store(settings) as store:
        return carry.import_store(store.database, file, progress=progress)


def verify_store(settings: Settings, *, mend: bool, progress: Progress) -> verify.Verified:
    """Look at everything that is kept.

    Raises:
        StoreError: the database cannot be read, or when mending not written.
    """
    with open_store(settings) as store:
        return verify.verify(store.database, mend=mend, progress=progress)


def store_sizes(settings: Settings, most: int) -> dict[str, Any]:
    """What is kept, in bytes: see ``sizes.Sizes``; with the ``most`` biggest agencies as ``biggest``.

    Raises:
        StoreError: the database cannot be read.
    """
    with open_store(settings) as store:
        database = store.database
        told = {"where": database.where, "version": database.version(), **sizes.sizes(database).as_dict()}
        return {**told, "biggest": dict(sizes.of_agencies(database, most))}


def migrate_store(settings: Settings, to: int | None) -> tuple[str, int, int]:
    """Bring the tables to another version; None is that of this program.

    Returns:
        Where the store is, the version before and after.

    Raises:
        StoreError: there is no such version, or the database cannot be written.
    """
    database = Database(address_of(settings), upgrade=False)
    try:
        return database.where, *database.migrate(SCHEMA if to is None else to)
    finally:
        database.close()
