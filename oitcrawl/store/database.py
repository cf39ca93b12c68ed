"""The one door to the database: SQLite in a folder by default, a PostgreSQL server by its address."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.dialects import sqlite

from oitcrawl.errors import StoreAway, StoreError
from oitcrawl.store.address import FILE_NAME, Address, understood
from oitcrawl.store.patience import Patience
from oitcrawl.store.tables import SCHEMA, meta, schema_version
from oitcrawl.store.troubles import CANNOT_OPEN, complaint

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert

    Insert = sqlite.Insert | PostgresInsert

__all__ = ["FILE_NAME", "OLDEST", "SCHEMA", "Database"]

OLDEST: Final = 6  # the first version that migrations know; older ones are caught up with it
PATIENCE: Final = 30.0  # seconds that a writer waits for another one, or for the server to come back
_FOREIGN: Final = ("procrastinate_", "apscheduler_", "spatial_ref_sys")  # tables that may stand beside ours
_LOCK: Final = 0x6F69746372  # "oitcr": whoever makes or changes our tables holds it
T = TypeVar("T")


class Database:
    """An open database with our tables in it.

    Attributes:
        where: its path or address, without a password, for people.
        dialect: ``sqlite``, ``postgresql``.
        folder: where files beside the database lie: its folder, or for a server the data folder.
    """

    def __init__(self, where: str | Path = "", *, folder: str | Path = "", upgrade: bool = True) -> None:
        """Open it, and make it where there is none.

        Args:
            where: a folder, an address (``postgresql://...``), or empty for the user's data folder.
            folder: for files beside a database on a server; empty for the user's data folder.
            upgrade: bring the tables of an older version to this one; False leaves them as they are.

        Raises:
            StoreError: it cannot be opened, is no database of ours, or of a newer version.
        """
        self._address = understood(where, folder)
        self.where, self.folder = self._address.where, self._address.folder
        self.dialect = self._address.url.get_backend_name()
        if self._address.path is not None:
            _make(self.folder)
        with self._guard():
            self._was_there = False
            self._engine = (_sqlite if self.dialect == "sqlite" else _server)(self._address)
        try:
            self._prepare(upgrade=upgrade)
        except StoreError:
            self.close()
            raise

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection that only reads, and sees one moment of the database however often it asks.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._guard(), self._connect() as connection:
            if self.dialect == "sqlite":
                yield connection.execution_options(oitcrawl_reads=True)
            else:
                yield connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A connection in one transaction: all of it is written, or nothing.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._guard(), self._connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def alone(self) -> Iterator[sa.Connection]:
        """A connection without a transaction, for what must not stand in one, such as VACUUM.

        Raises:
            StoreError: the database refuses.
        """
        with self._guard(), self._engine.connect() as connection:
            if self.dialect != "sqlite":  # where the driver leaves transactions to us anyway
                connection = connection.execution_options(isolation_level="AUTOCOMMIT")  # noqa: PLW2901 - the same one
            yield connection.execution_options(oitcrawl_alone=True)

    def run(self, work: Callable[[sa.Connection], T]) -> T:
        """``work`` in one transaction, once more after a server that went away has come back.

        ``work`` may be done although its answer was lost: it must be harmless to do it again.

        Raises:
            StoreError: the database cannot be written, or stays away.
        """

        def once() -> T:
            with self.write() as connection:
                return work(connection)

        return self._patiently(once)

    def take_turns(self, connection: sa.Connection, key: str) -> None:
        """Until the end of the transaction, let no other one pass here with the same ``key``."""
        if self.dialect != "sqlite":  # where writers take turns anyway
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK >> 8, sa.func.hashtext(key))))

    def insert(self, table: sa.Table) -> "Insert":
        """An INSERT that knows what to do on a conflict, in the words of this database."""
        if self.dialect == "sqlite":
            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql  # takes long to load, and few keep their scans on a server

        return postgresql.insert(table)

    @property
    def engine(self) -> sa.Engine:
        """The engine itself, for libraries that keep tables of their own beside ours, such as the scheduler's."""
        return self._engine

    def version(self) -> int:
        """The version of the tables as they are.

        Raises:
            StoreError: the database cannot be read.
        """
        with self.read() as connection:
            return int(connection.execute(sa.select(schema_version.c.version)).scalar_one())

    def migrate(self, to: int = SCHEMA) -> tuple[int, int]:
        """Bring the tables to another version, up or down, all or nothing.

        Returns:
            The version before and after.

        Raises:
            StoreError: there is no such version, or the database cannot be written.
        """
        if not OLDEST <= to <= SCHEMA:
            raise StoreError(
                f"ไม่มีโครงสร้างรุ่น {to}", cure=f"เลือกรุ่น {OLDEST} ถึง {SCHEMA}", en=f"choose {OLDEST} to {SCHEMA}"
            )
        from oitcrawl.store.migrations import move  # Alembic takes long to load, and is hardly ever needed

        with self.write() as connection:
            self._lock(connection)
            version = int(connection.execute(sa.select(schema_version.c.version)).scalar_one())
            if version != to:
                self._demand_ours(version)
                move(connection, version, to)
        return version, to

    def close(self) -> None:
        """Give the file or server back."""
        self._engine.dispose()

    def _connect(self) -> sa.Connection:
        """A connection; a server that was there before is waited for."""

        def once() -> sa.Connection:
            with self._guard():
                return self._engine.connect()

        return self._patiently(once)

    def _patiently(self, work: Callable[[], T]) -> T:
        """``work``, again and again while a server that was there before is away."""
        until, pause = time.monotonic() + PATIENCE, 0.2
        while True:
            try:
                return work()
            except StoreAway:  # SQLite has waited already
                if not self._was_there or self.dialect == "sqlite" or time.monotonic() + pause > until:
                    raise
            time.sleep(pause)
            pause = min(2 * pause, 5.0)

    def _prepare(self, *, upgrade: bool) -> None:
        """Make the tables, or refuse a database that is not ours.

        Raises:
            StoreError: another program's tables, or a newer version.
        """
        if self.dialect == "sqlite":
            with self._guard(), self._engine.connect() as connection:
                _use_wal(connection)
        with self.read() as connection:
            version, is_empty = _state(connection)
        if is_empty:
            version = self._make_tables()
        self._demand_ours(version)
        if version is not None and version < SCHEMA and upgrade:
            self.migrate()
        self._was_there = True

    def _make_tables(self) -> int | None:
        with self.write() as connection:
            self._lock(connection)
            version, is_empty = _state(connection)  # another program may have been quicker
            if not is_empty:
                return version
            self._demand_utf8(connection)
            meta.create_all(connection)
            connection.execute(schema_version.insert().values(version=SCHEMA))
        return SCHEMA

    def _lock(self, connection: sa.Connection) -> None:
        """Let one program at a time make or change tables."""
        if self.dialect != "sqlite":  # where a transaction that writes is alone anyway
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))

    def _demand_utf8(self, connection: sa.Connection) -> None:
        if self.dialect != "postgresql":
            return
        encoding = connection.execute(sa.text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            raise StoreError(
                f"{self.where} เก็บภาษาไทยไม่ได้ (รหัสอักษร {encoding})",
                cure="ให้ผู้ดูแลสร้างฐานข้อมูลใหม่ด้วย createdb -E UTF8 -T template0 ชื่อฐานข้อมูล",
                en=f"{self.where} cannot hold Thai ({encoding}) — make another: createdb -E UTF8 -T template0 NAME",
            )

    def _demand_ours(self, version: int | None) -> None:
        if version is None:
            raise StoreError(
                f"{self.where} เป็นฐานข้อมูลของโปรแกรมอื่น",
                cure="ตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์อื่น หรือค่า database เป็นฐานข้อมูลอื่น",
            )
        if version > SCHEMA:
            raise StoreError(
                f"{self.where} สร้างด้วย oitcrawl รุ่นใหม่กว่า (โครงสร้างรุ่น {version} รู้จักถึงรุ่น {SCHEMA})",
                cure="ปรับรุ่น oitcrawl หรือตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์อื่น",
            )

    @contextmanager
    def _guard(self) -> Iterator[None]:
        """Whatever goes wrong inside, as one line with path and cure."""
        try:
            yield
        except exc.SQLAlchemyError as error:
            raise complaint(error, self._address) from error
        except ImportError as error:
            name = str(error.name)
            cure = "pip install 'oitcrawl[fleet]'" if name.startswith("psycopg") else f"pip install {name}"
            raise StoreError(f"ใช้ {self.where} ไม่ได้: ไม่มี {name}", cure=cure) from error
        except OSError as error:
            raise StoreError(f"ใช้ {self.where} ไม่ได้ ({error.strerror or error})", cure=CANNOT_OPEN[1]) from error


def _make(folder: Path) -> None:
    """Make the folder of the database when it is not there.

    Raises:
        StoreError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"สร้างโฟลเดอร์เก็บข้อมูล {folder} ไม่ได้ ({error.strerror})", cure="ตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์ที่เขียนได้"
        ) from error


def _state(connection: sa.Connection) -> tuple[int | None, bool]:
    """The version of our tables (None: they are not there), and whether there are no tables of other programs."""
    about = sa.inspect(connection)
    if about.has_table(schema_version.name):
        return connection.execute(sa.select(schema_version.c.version)).scalar(), False
    return None, all(name.startswith(_FOREIGN) for name in about.get_table_names())


def _sqlite(address: Address) -> sa.Engine:
    """An engine on which a transaction that writes takes its turn at once, and one that reads waits for nobody."""
    engine, patience = sa.create_engine(address.url, connect_args={"timeout": PATIENCE}), Patience(address.where)

    @sa.event.listens_for(engine, "connect")
    def on_connect(raw: "sa.engine.interfaces.DBAPIConnection", _record: object) -> None:
        raw.isolation_level = None  # the driver would begin too late, and not at all for tables
        raw.execute("PRAGMA synchronous=FULL")  # what was said to be kept outlives a power cut

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        if options.get("oitcrawl_reads", False):
            connection.exec_driver_sql("BEGIN")
        elif not options.get("oitcrawl_alone", False):
            _take_turn(connection, patience)

    return engine


def _take_turn(connection: sa.Connection, patience: Patience) -> None:
    """Begin to write, after whoever is writing; who has waited in vain is not waited for as long again."""
    left = patience.left(PATIENCE)
    if left == PATIENCE:
        with patience.waiting(PATIENCE):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(left * 1000)}")
    try:
        with patience.waiting(PATIENCE):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")


def _server(address: Address) -> sa.Engine:
    """An engine whose connections are looked at before they are used: the server may have been started again."""
    about: dict[str, Any] = {}
    if address.url.drivername == "postgresql+psycopg":
        about = {"connect_timeout": 10, "application_name": "oitcrawl"}
    engine = sa.create_engine(address.url, pool_pre_ping=True, hide_parameters=True, connect_args=about)

    @sa.event.listens_for(engine, "connect")
    def on_connect(raw: "sa.engine.interfaces.DBAPIConnection", _record: object) -> None:
        if engine.dialect.name == "postgresql":
            cursor = raw.cursor()
            cursor.execute(f"SET lock_timeout = {int(PATIENCE * 1000)}")
            cursor.close()
            raw.commit()

    return engine


def _use_wal(connection: sa.Connection) -> None:
    """Let readers read while one writes; a file system that cannot stays as it is."""
    alone = connection.execution_options(oitcrawl_alone=True)  # it cannot be said inside a transaction
    if alone.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
        alone.exec_driver_sql("PRAGMA journal_mode=WAL")
