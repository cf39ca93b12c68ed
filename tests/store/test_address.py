"""Where the database is, and its password: taken from the environment or a file, and never told to anybody."""

import subprocess
import sys
import traceback
from pathlib import Path

import pytest
import sqlalchemy as sa

from oitcrawl.errors import OitcrawlError, SettingsError, StoreAway, StoreError
from oitcrawl.settings import Settings, load_settings
from oitcrawl.store.address import address_of, server_words, understood
from oitcrawl.store.scans import Store, open_store
from tests.postgres import PASSWORD
from tests.store.samples import scan

ROOT = Path(__file__).parents[2]
SECRET = "ge:heim@123/"


def bare(postgres):
    """The address without its password."""
    return sa.make_url(postgres).set(password=None, drivername="postgresql").render_as_string().replace(":***", "")


def test_a_folder_stays_a_folder():
    assert address_of(Settings(data_dir="/srv/x"), {}) == "/srv/x"
    assert address_of(Settings(), {}) == ""


def test_the_password_comes_from_the_address_else_the_environment_else_a_file(tmp_path):
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\nmore\n", encoding="utf-8")
    settings = Settings(database="postgresql://u@h:5432/x", database_password_file=str(file))
    own = Settings(database="postgresql://u:own@h:5432/x", database_password_file=str(file))

    found = [
        sa.make_url(address_of(one, environ)).password
        for one, environ in [
            (own, {"OITCRAWL_DATABASE_PASSWORD": "env"}),
            (settings, {"OITCRAWL_DATABASE_PASSWORD": "env"}),
            (settings, {}),
        ]
    ]

    assert ["own", "env", SECRET] == found


def test_without_a_password_the_server_is_asked_in_its_own_ways():
    assert sa.make_url(address_of(Settings(database="postgres://u@h/x"), {})).password is None


def test_a_password_file_that_is_not_there_is_told():
    with pytest.raises(SettingsError, match="database_password_file"):
        address_of(Settings(database="postgresql://u@h/x", database_password_file="/nowhere"), {})


def test_settings_take_the_address_and_do_not_show_it(tmp_path):
    file = tmp_path / "oitcrawl.toml"
    file.write_text(f'database = "postgresql://u:{SECRET}@h/x"\n', encoding="utf-8")
    settings = load_settings(path=file)

    assert SECRET in settings.database
    assert SECRET not in repr(settings)


def test_the_queue_is_given_the_address_as_its_library_wants_it():
    assert server_words("postgresql+psycopg://u:p@h:5433/x") == "postgresql://u:p@h:5433/x"


@pytest.mark.parametrize("where", ["", "/srv/x", "sqlite:////srv/x"])
def test_a_queue_on_sqlite_is_refused_with_the_way_out(where):
    with pytest.raises(StoreError, match="export") as error:
        server_words(where)

    assert "PostgreSQL" in str(error.value)


def test_files_beside_a_server_lie_in_the_data_folder(tmp_path):
    assert understood("postgresql://u@h/x", tmp_path).folder == tmp_path


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:{}@127.0.0.1:1/x",
        "postgresql://u:{}@nowhere.invalid/x",
        "postgresql://u@127.0.0.1:1/x?password={}",
        "postgresql+nosuchdriver://u:{}@h/x",
        "nosuchbase://u:{}@h/x",
        "postgresql://u:geheim@123@h/x",
        "postgresql://u:geheim:123/@h/x",
        "postgresql://u:geheim@h:port/x",
        "mysql://u:{}@127.0.0.1:1/x",
    ],
)
def test_no_trouble_tells_the_password(address, tmp_path):
    with pytest.raises(OitcrawlError) as error:
        open_store(Settings(database=address.format("geheim123"), data_dir=str(tmp_path)))

    said = f"{error.value} {error.value.en} {error.value!r}"
    assert "geheim" not in said
    assert "\n" not in str(error.value)
    assert error.value.cure


def test_a_wrong_password_is_told_without_it_even_in_a_traceback(postgres):
    wrong = "geheim" + "123"  # in two, as a traceback shows this line
    where = address_of(Settings(database=bare(postgres)), {"OITCRAWL_DATABASE_PASSWORD": wrong})

    with pytest.raises(StoreError) as error:
        Store(where)

    assert "OITCRAWL_DATABASE_PASSWORD" in error.value.cure
    assert wrong not in "".join(traceback.format_exception(error.value))
    assert not isinstance(error.value, StoreAway)


def test_a_database_that_is_not_there_is_told(postgres):
    with pytest.raises(StoreError, match="ยังไม่มีฐานข้อมูลนี้") as error:
        Store(f"{postgres}x")

    assert "createdb" in error.value.cure


def test_a_server_that_is_not_there_may_come_back():
    with pytest.raises(StoreAway, match="ต่อเซิร์ฟเวอร์ฐานข้อมูลไม่ได้"):
        Store("postgresql://u@127.0.0.1:1/x")


def test_a_database_that_cannot_hold_thai_is_refused(postgres_server):
    postgres_server.sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        with pytest.raises(StoreError, match="LATIN1"):
            Store(postgres_server.address("latin"))
    finally:
        postgres_server.drop(postgres_server.address("latin"))


def test_a_role_that_may_only_read_reads_and_is_told_so_when_it_writes(postgres, postgres_server):
    with Store(postgres) as store:
        store.save_scan(scan())
    name = postgres.rpartition("/")[2]
    postgres_server.sql("CREATE ROLE reader LOGIN PASSWORD 'reader'")
    postgres_server.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", name)
    try:
        with Store(f"postgresql://reader:reader@127.0.0.1:{postgres_server.port}/{name}") as store:
            assert scan() == store.latest("abt-example")
            with pytest.raises(StoreError, match="อ่านได้อย่างเดียว"):
                store.save_scan(scan(day=2))
    finally:
        postgres_server.sql("DROP OWNED BY reader", name)
        postgres_server.sql("DROP ROLE reader")


def test_a_command_finds_the_server_by_the_environment_and_hides_the_password(postgres, tmp_path):
    environ = {
        "PATH": "/usr/bin:/bin",
        "OITCRAWL_DATABASE": bare(postgres),
        "OITCRAWL_DATABASE_PASSWORD": PASSWORD,
        "OITCRAWL_DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    done = subprocess.run(
        [sys.executable, "-m", "oitcrawl", "store", "size"], env=environ, capture_output=True, text=True, cwd=tmp_path
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert "scans" in done.stdout
    assert "127.0.0.1" in done.stdout
    assert PASSWORD not in done.stdout
