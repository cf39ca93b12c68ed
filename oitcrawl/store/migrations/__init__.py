"""The way of our tables from version to version, up and down: Alembic's revisions, numbered as ``tables.SCHEMA``.

Whoever changes ``tables`` adds a revision with the next number and raises SCHEMA; a test compares where all revisions
lead with the tables as they stand. The number in ``oitcrawl_schema`` is the one truth: Alembic is told by it.
"""

from pathlib import Path
from typing import Final

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from oitcrawl.store.database import OLDEST, Database
from oitcrawl.store.tables import schema_version

_FOLDER: Final = Path(__file__).parent
REVISION_TABLE: Final = "oitcrawl_revision"  # Alembic's own note; made when tables are moved for the first time


def move(connection: sa.Connection, version: int, to: int) -> None:
    """Bring the tables from one version to another, within the transaction of ``connection``."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.stamp(config, revision_name(version) if version >= OLDEST else "base", purge=True)
    (command.upgrade if to > version else command.downgrade)(config, revision_name(to))
    connection.execute(schema_version.update().values(version=to))


def revision_name(version: int) -> str:
    """The name of a version's revision: ``0007``."""
    return f"{version:04}"


def migrate(where: str | Path, to: int) -> tuple[int, int]:
    """Bring a database that is not open to another version; see ``Database.migrate``.

    Raises:
        StoreError: it cannot be opened or written, or there is no such version.
    """
    database = Database(where, upgrade=False)
    try:
        return database.migrate(to)
    finally:
        database.close()
