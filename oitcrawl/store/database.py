"""The one door to the database: SQLite in a folder by default, any other by its address."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy import exc
from sqlalchemy.dialects import sqlite

from oitcrawl.errors import StoreError

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert

    Insert = sqlite.Insert | PostgresInsert

FILE_NAME: Final = "oitcrawl.sqlite3"
SCHEMA: Final = 6
PATIENCE: Final = 30.0  # seconds that a writer waits for another one

_meta = sa.MetaData()
schema_version = sa.Table("oitcrawl_schema", _meta, sa.Column("version", sa.Integer, nullable=False))
scans = sa.Table(
    "scans",
    _meta,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("agency", sa.String(200), nullable=False),
    sa.Column("started", sa.String(40), nullable=False),  # ISO 8601 in UTC: the same order in every database
    sa.Column("finished", sa.String(40), nullable=False),
    sa.Column("fiscal_year", sa.Integer, nullable=False),
    sa.Column("edition", sa.String(80), nullable=False),
    sa.Column("rules_digest", sa.String(100), nullable=False),
    sa.Column("engine", sa.String(40), nullable=False),
    sa.Column("partial", sa.Boolean, nullable=False),
    sa.Column("counts", sa.Text, nullable=False),  # JSON: status -> number of items
    sa.Column("scan", sa.LargeBinary, nullable=False),  # the scan's own JSON, compressed
    sa.Index("scans_of_agency", "agency", "finished"),
)
outlines = sa.Table(  # scans in a few words, made when they are first asked for
    "outlines",
    _meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("agency", sa.String(200), nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # statuses and why they differ, as compressed JSON
    sa.Index("outlines_of_agency", "agency", "scan"),
)
contents = sa.Table(
    "contents",
    _meta,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("media", sa.String(20), nullable=False),
    sa.Column("reader", sa.Integer, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
transcripts = sa.Table(
    "transcripts",
    _meta,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("leaf", sa.Integer, primary_key=True),
    sa.Column("region", sa.String(20), primary_key=True),
    sa.Column("engine", sa.String(200), primary_key=True),
    sa.Column("data", sa.LargeBinary, nullable=False),  # what recognition made of it, as compressed JSON
)
pictures = sa.Table(
    "pictures",
    _meta,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("leaf", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seen", sa.String(40), nullable=False),  # ISO 8601
    sa.Column("picture", sa.LargeBinary, nullable=False),  # WebP
    sa.Column("thumb", sa.LargeBinary, nullable=False),  # WebP
)
harvests = sa.Table(
    "harvests",
    _meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("source", sa.Integer, nullable=False),  # the scan whose parts hold the harvest
    sa.Column("judged_from", sa.Integer),  # the scan that was judged again
    sa.Column("head", sa.LargeBinary, nullable=False),  # coverage and agency, as compressed JSON
)
harvest_parts = sa.Table(
    "harvest_parts",
    _meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # addresses and what was read of them, as compressed JSON
)
visits = sa.Table(  # what each agency's addresses came to when they were last asked
    "visits",
    _meta,
    sa.Column("agency", sa.String(200), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("url", sa.Text, nullable=False),
    sa.Column("final_url", sa.Text, nullable=False),
    sa.Column("etag", sa.Text, nullable=False),
    sa.Column("last_modified", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("content_type", sa.Text, nullable=False),
    sa.Column("charset", sa.Text, nullable=False),
    sa.Column("disposition", sa.Text, nullable=False),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("status", sa.Integer, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),  # what it came to, as JSON
    sa.Column("first_seen", sa.String(40), nullable=False),  # moments as in scans
    sa.Column("last_seen", sa.String(40), nullable=False),
    sa.Column("last_asked", sa.String(40), nullable=False),
    sa.Column("last_changed", sa.String(40), nullable=False),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("changed", sa.Integer, nullable=False),
    sa.Column("quiet", sa.Integer, nullable=False),  # times in a row that it had not changed
)
rounds = sa.Table(  # the last whole scan of each agency, which the next one builds upon
    "rounds",
    _meta,
    sa.Column("agency", sa.String(200), primary_key=True),
    sa.Column("scan", sa.Integer, nullable=False),
    sa.Column("terms", sa.Text, nullable=False),  # under which it was made; other terms begin anew
    sa.Column("swept", sa.String(40), nullable=False),  # when everything was asked for last
)
reviews = sa.Table(  # what people said of items; rows are only added
    "reviews",
    _meta,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("uid", sa.String(40), nullable=False, unique=True),
    sa.Column("agency", sa.String(200), nullable=False),
    sa.Column("slug", sa.String(80), nullable=False),
    sa.Column("at", sa.String(40), nullable=False),  # a moment as in scans
    sa.Column("data", sa.Text, nullable=False),  # the word, as JSON
    sa.Index("reviews_of_agency", "agency", "number"),
)
glances = sa.Table(  # of each scan what an overview tells; made again where it is lacking
    "glances",
    _meta,
    sa.Column("scan", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("data", sa.LargeBinary, nullable=False),  # compressed JSON
)


class Database:
    """An open database with our tables in it.

    Attributes:
        where: its path or address, without a password, for people.
        dialect: ``sqlite``, ``postgresql``.
    """

    def __init__(self, where: str | Path = "") -> None:
        """Open it, and make it where there is none.

        Args:
            where: a folder, an address (``postgresql+psycopg://...``), or empty for the user's data folder.

        Raises:
            StoreError: it cannot be opened, is no database of ours, or of a newer version.
        """
        self._path = None if "://" in str(where) else _folder(where) / FILE_NAME
        self.where = str(self._path or "")
        with self._guard():
            url = sa.make_url(str(where)) if self._path is None else sa.URL.create("sqlite", database=str(self._path))
            self.where = self.where or url.render_as_string(hide_password=True)
            self.dialect = url.get_backend_name()
            self._engine = _sqlite(url) if self.dialect == "sqlite" else sa.create_engine(url)
        try:
            self._prepare()
        except StoreError:
            self.close()
            raise

    @property
    def folder(self) -> Path:
        """Where files beside the database lie: its folder, or for a server the user's data folder."""
        return self._path.parent if self._path is not None else user_data_path("oitcrawl", appauthor=False)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection that only reads.

        Raises:
            StoreError: the database cannot be read.
        """
        with self._guard(), self._engine.connect() as connection:
            yield connection.execution_options(oitcrawl_reads=True)

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """A connection in one transaction: all of it is written, or nothing.

        Raises:
            StoreError: the database cannot be written.
        """
        with self._guard(), self._engine.begin() as connection:
            yield connection

    def insert(self, table: sa.Table) -> "Insert":
        """An INSERT that knows what to do on a conflict, in the words of this database."""
        if self.dialect == "sqlite":
            return sqlite.insert(table)
        from sqlalchemy.dialects import postgresql  # takes long to load, and few keep their scans on a server

        return postgresql.insert(table)

    def close(self) -> None:
        """Give the file or server back."""
        self._engine.dispose()

    def _prepare(self) -> None:
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
            with self.write() as connection:
                version, is_empty = _state(connection)  # another program may have been quicker
                if is_empty:
                    _meta.create_all(connection)
                    connection.execute(schema_version.insert().values(version=SCHEMA))
                    version = SCHEMA
        self._demand_ours(version)
        if version is not None and version < SCHEMA:
            self._catch_up()

    def _catch_up(self) -> None:
        """Add the tables that came with later versions; what is there stays as it is."""
        with self.write() as connection:
            _meta.create_all(connection)
            connection.execute(schema_version.update().values(version=SCHEMA))

    def _demand_ours(self, version: int | None) -> None:
        if version is None:
            raise StoreError(
                f"{self.where} เป็นฐานข้อมูลของโปรแกรมอื่น",
                cure="ตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์อื่น",
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
            raise self._complaint(error) from error
        except ImportError as error:
            raise StoreError(f"ใช้ {self.where} ไม่ได้: ไม่มี {error.name}", cure=f"pip install {error.name}") from error
        except OSError as error:
            raise StoreError(
                f"ใช้ {self.where} ไม่ได้ ({error.strerror or error})", cure=_CURES["CANTOPEN"][1]
            ) from error

    def _complaint(self, error: exc.SQLAlchemyError) -> StoreError:
        name = str(getattr(getattr(error, "orig", None), "sqlite_errorname", ""))
        for sign, (words, cure) in _CURES.items():
            if name.startswith(f"SQLITE_{sign}"):
                return StoreError(f"{self.where} {words}", cure=cure)
        first = str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
        return StoreError(
            f"ใช้ฐานข้อมูล {self.where} ไม่ได้: {first}", cure="ตรวจ data_dir ในไฟล์ตั้งค่า แล้วสั่ง oitcrawl doctor"
        )


_CURES: Final = {
    "BUSY": ("มีโปรแกรมอื่นกำลังเขียนอยู่", "รอให้โปรแกรมนั้นเสร็จแล้วสั่งใหม่"),
    "LOCKED": ("มีโปรแกรมอื่นกำลังเขียนอยู่", "รอให้โปรแกรมนั้นเสร็จแล้วสั่งใหม่"),
    "READONLY": ("เขียนไม่ได้ (อ่านได้อย่างเดียว)", "แก้สิทธิ์ของไฟล์และโฟลเดอร์ หรือตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์อื่น"),
    "FULL": ("เขียนไม่ได้ (ดิสก์เต็ม)", "เพิ่มที่ว่าง หรือตั้ง OITCRAWL_DATA_DIR เป็นดิสก์อื่น"),
    "IOERR": ("อ่านหรือเขียนไม่สำเร็จ (ดิสก์)", "ตรวจดิสก์และที่ว่าง"),
    "CANTOPEN": ("เปิดไม่ได้", "ตรวจว่าโฟลเดอร์มีอยู่และเขียนได้ หรือตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์อื่น"),
    "NOTADB": ("ไม่ใช่ฐานข้อมูล", "ย้ายไฟล์นี้ไปที่อื่นแล้วสั่งใหม่ โปรแกรมจะสร้างให้"),
    "CORRUPT": ("เสียหาย", "ย้ายไฟล์นี้ไปที่อื่นแล้วสั่งใหม่ หรือนำไฟล์สำรองกลับมา"),
}


def _folder(where: str | Path) -> Path:
    """The folder of the database, made when it is not there.

    Raises:
        StoreError: it cannot be made.
    """
    folder = Path(where).expanduser() if str(where) else user_data_path("oitcrawl", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"สร้างโฟลเดอร์เก็บข้อมูล {folder} ไม่ได้ ({error.strerror})", cure="ตั้ง OITCRAWL_DATA_DIR เป็นโฟลเดอร์ที่เขียนได้"
        ) from error
    return folder


def _state(connection: sa.Connection) -> tuple[int | None, bool]:
    """The version of our tables (None: they are not there), and whether there are no tables at all."""
    tables = sa.inspect(connection).get_table_names()
    if schema_version.name not in tables:
        return None, not tables
    return connection.execute(sa.select(schema_version.c.version)).scalar(), False


def _sqlite(url: sa.URL) -> sa.Engine:
    """An engine on which a transaction that writes takes its turn at once, and one that reads waits for nobody."""
    engine = sa.create_engine(url, connect_args={"timeout": PATIENCE})

    @sa.event.listens_for(engine, "connect")
    def on_connect(raw: "sa.engine.interfaces.DBAPIConnection", _record: object) -> None:
        raw.isolation_level = None  # the driver would begin too late, and not at all for tables
        raw.execute("PRAGMA synchronous=NORMAL")

    @sa.event.listens_for(engine, "begin")
    def on_begin(connection: sa.Connection) -> None:
        reads = connection.get_execution_options().get("oitcrawl_reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def _use_wal(connection: sa.Connection) -> None:
    """Let readers read while one writes; a file system that cannot stays as it is."""
    raw = connection.connection.dbapi_connection
    assert raw is not None
    cursor = raw.cursor()
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode=WAL")
    cursor.close()
