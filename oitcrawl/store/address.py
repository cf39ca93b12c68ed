"""Where the database is: a folder or the address of a server, whose password nobody is told."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy import exc

from oitcrawl.errors import SettingsError, StoreError
from oitcrawl.settings import Settings

FILE_NAME: Final = "oitcrawl.sqlite3"
PASSWORD: Final = "OITCRAWL_DATABASE_PASSWORD"  # noqa: S105 - the name of a variable
_DRIVER: Final = "postgresql+psycopg"
_SERVERS: Final = frozenset({"postgresql", "postgres"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address that was understood.

    Attributes:
        url: for SQLAlchemy, password included.
        where: for people, without it.
        path: file of the database; None on a server, and where the address itself names a file.
        folder: where files beside the database lie.
    """

    url: sa.URL
    where: str
    path: Path | None
    folder: Path

    def hidden(self, text: str) -> str:
        """``text`` without the password, should a driver have repeated it."""
        secret = str(self.url.password or "")
        quoted = (
            self.url.render_as_string(hide_password=False).partition("://")[2].partition("@")[0].partition(":")[2]
        )
        for word in (secret, quoted):
            text = text.replace(word, "***") if len(word) > 2 else text  # noqa: PLR2004 - parts of any word
        return text


def address_of(settings: Settings, environ: Mapping[str, str] = os.environ) -> str:
    """The address or folder that ``settings`` name, with its password: a secret, for doors only.

    The password is that of the address, else of the variable ``OITCRAWL_DATABASE_PASSWORD``, else of the first line
    of ``database_password_file``; without any the server's own ways (``PGPASSWORD``, ``~/.pgpass``) are left.

    Raises:
        SettingsError: the file of the password cannot be read.
        StoreError: the address cannot be understood.
    """
    where = settings.database or settings.data_dir
    if "://" not in where:
        return where
    url = _parsed(where)
    if url.password or url.get_backend_name() == "sqlite":
        return url.render_as_string(hide_password=False)
    password = environ.get(PASSWORD) or _from_file(settings.database_password_file)
    return (url.set(password=password) if password else url).render_as_string(hide_password=False)


def server_words(address: str) -> str:
    """``address`` as libpq and the queue want it: ``postgresql://...``, password included.

    Raises:
        StoreError: it is not of a PostgreSQL server.
    """
    url = _parsed(address) if "://" in address else None
    if url is None or url.get_backend_name() != "postgresql":
        raise StoreError(
            "คำสั่งนี้ต้องใช้ PostgreSQL แต่ที่เก็บข้อมูลเป็น SQLite",
            cure='ตั้ง database = "postgresql://ผู้ใช้@เครื่อง/ชื่อ" แล้วย้ายข้อมูลด้วย oitcrawl store export และ import',
            en='this needs PostgreSQL, and the store is SQLite — set database = "postgresql://user@host/name", and '
            "move what is kept with: oitcrawl store export, then store import",
        )
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def understood(where: str | Path, folder: str | Path = "") -> Address:
    """What ``where`` means.

    Args:
        where: a folder, an address (``postgresql://user@host/name``), or empty for the user's data folder.
        folder: for files beside a database on a server; empty for the user's data folder.

    Raises:
        StoreError: an address that cannot be understood.
    """
    if "://" in str(where):
        url = _parsed(str(where))
        return Address(url=url, where=_shown(url), path=None, folder=_home(folder))
    path = _home(where) / FILE_NAME
    url = sa.URL.create("sqlite", database=str(path))
    return Address(url=url, where=str(path), path=path, folder=path.parent)


def _home(folder: str | Path) -> Path:
    return Path(folder).expanduser() if str(folder) else user_data_path("oitcrawl", appauthor=False)


def _parsed(text: str) -> sa.URL:
    """``text`` as an address.

    Raises:
        StoreError: it is none; it is not repeated, as it may hold a password.
    """
    authority = text.partition("://")[2].partition("/")[0]
    try:
        url = sa.make_url(text) if authority.count("@") <= 1 else None
    except (exc.ArgumentError, ValueError):
        url = None
    if url is None:
        raise StoreError(
            "ที่อยู่ของฐานข้อมูลใช้ไม่ได้",
            cure=f"เขียนแบบ postgresql://ผู้ใช้@เครื่อง:5432/ฐานข้อมูล และใส่รหัสผ่านในตัวแปร {PASSWORD}",
            en=f"the address of the database cannot be understood — write postgresql://user@host:5432/name, and put "
            f"the password into {PASSWORD}",
        )
    if url.drivername in _SERVERS:
        url = url.set(drivername=_DRIVER)
    secret = url.query.get("password")
    return url.difference_update_query(["password"]).set(password=str(secret)) if secret else url


def _shown(url: sa.URL) -> str:
    """``url`` for people: without password, and without what stands after the question mark."""
    return url.set(query={}, password=None).render_as_string(hide_password=True)


def _from_file(name: str) -> str:
    if not name:
        return ""
    path = Path(name).expanduser()
    try:
        return path.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, ValueError) as error:
        raise SettingsError(
            "อ่านไฟล์รหัสผ่านของฐานข้อมูลไม่ได้",
            path=path,
            cure="ตรวจ database_password_file และสิทธิ์การอ่าน",
            en="the file of the database's password cannot be read — look at database_password_file",
        ) from error
