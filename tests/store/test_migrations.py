"""Tables go from version to version and back, with what is in them, on both databases."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from oitcrawl.errors import StoreError
from oitcrawl.store.database import OLDEST, SCHEMA, Database
from oitcrawl.store.keepsakes import wanted_texts
from oitcrawl.store.migrations import migrate
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.tables import meta, schema_version
from tests.store.samples import page, scan
from tests.store.test_keepsakes import keepsake, record
from tests.store.test_reviews import review

VERSIONS = Path(__file__).parents[2] / "oitcrawl" / "store" / "migrations" / "versions"


def fill(place):
    """A store with something in every room."""
    with Store(place) as store:
        store.contents.keep(page(1))
        store.transcripts.put(("a" * 64, 1, "page", "e"), {"text": "ก"})
        store.lay_beside("abt-example", Beside(keepsake=keepsake(records=(record(0, sha256=page(1).sha256),))))
        store.save_scan(scan(day=1))
        store.save_scan(scan(day=2))
        store.reviews.add(review())


def told(place):
    """What a store tells, of every room."""
    with Store(place) as store:
        _, kept = store.keepsakes.load(1)
        return (
            [store.scan(number) for number in (1, 2)],
            [store.contents.load(digest) for digest in wanted_texts(kept)],
            store.transcripts.get(("a" * 64, 1, "page", "e")),
            kept,
            store.reviews.of("abt"),
            [[number for number, _ in rows] for rows in store.glances.newest()],
        )


@pytest.mark.parametrize("version", range(OLDEST, SCHEMA))
def test_down_and_up_again_loses_nothing(place, version):
    fill(place)
    before = told(place)

    down = migrate(place, version)
    up = migrate(place, SCHEMA)

    assert [(SCHEMA, version), (version, SCHEMA)] == [down, up]
    assert before == told(place)


def test_all_revisions_lead_to_the_tables_as_they_stand(place):
    Database(place).close()
    migrate(place, OLDEST)
    migrate(place, SCHEMA)

    database = Database(place)
    with database.write() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": database.dialect != "sqlite"})
        found = [one for one in compare_metadata(context, meta) if "oitcrawl_revision" not in str(one)]
    database.close()

    assert found == []


def test_each_version_has_a_revision():
    numbers = sorted(int(file.name[1:5]) for file in VERSIONS.glob("v*.py"))

    assert list(range(OLDEST, SCHEMA + 1)) == numbers


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5])
def test_a_database_of_an_older_version_is_caught_up_when_it_is_opened(place, raw, version):
    fill(place)
    migrate(place, OLDEST)
    since = {
        "transcripts": 2,
        "harvests": 3,
        "harvest_parts": 3,
        "visits": 3,
        "rounds": 3,
        "pictures": 4,
        "reviews": 5,
    }
    for table, first in {**since, "outlines": 6, "glances": 6}.items():
        if version < first:
            raw(f"DROP TABLE {table}")
    raw("UPDATE oitcrawl_schema SET version = :n", n=version)

    with Store(place) as store:
        assert SCHEMA == store.database.version()
        assert scan(day=2) == store.latest("abt-example")
        assert page(1) == store.contents.load(page(1).sha256)
        assert 2 == len(next(store.glances.newest()))


def test_scans_are_given_names_that_are_the_same_in_each_copy(place, raw):
    fill(place)
    migrate(place, OLDEST)
    migrate(place, SCHEMA)
    first = raw("SELECT uid FROM scans ORDER BY id")
    migrate(place, OLDEST)
    migrate(place, SCHEMA)

    assert first == raw("SELECT uid FROM scans ORDER BY id")
    assert 2 == len(set(first))


def test_several_programs_that_open_an_older_database_at_once_move_it_once(place):
    fill(place)
    migrate(place, OLDEST)

    def opened(_number):
        with Store(place) as store:
            return store.latest("abt-example")

    with ThreadPoolExecutor(4) as pool:
        assert [scan(day=2)] * 4 == list(pool.map(opened, range(4)))


def test_several_programs_that_make_the_tables_at_once_make_them_once(place):
    def opened(_number):
        with Store(place) as store:
            return store.codes()

    with ThreadPoolExecutor(4) as pool:
        assert [()] * 4 == list(pool.map(opened, range(4)))


@pytest.mark.parametrize("to", [OLDEST - 1, SCHEMA + 1, 0])
def test_a_version_that_there_is_not_is_refused(place, to):
    Database(place).close()

    with pytest.raises(StoreError, match=str(to)):
        migrate(place, to)


def test_a_move_that_fails_leaves_the_database_as_it_was(place, raw, monkeypatch):
    fill(place)
    migrate(place, OLDEST)
    raw("ALTER TABLE contents ADD COLUMN kept VARCHAR(10)")  # in the way of the next revision

    with pytest.raises(StoreError):
        migrate(place, SCHEMA)

    assert [(OLDEST,)] == raw("SELECT version FROM oitcrawl_schema")
    assert "uid" not in columns(raw, place)


def columns(raw, place):
    database = Database(place, upgrade=False)
    with database.read() as connection:
        names = {column["name"] for column in sa.inspect(connection).get_columns("scans")}
    database.close()
    return names


def test_a_store_of_this_version_is_opened_without_loading_the_mover(tmp_path):
    program = (
        "import sys; from oitcrawl.store.scans import Store; Store(sys.argv[1]).close(); Store(sys.argv[1]).close(); "
        "assert 'alembic' not in sys.modules"
    )

    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stderr)


def test_the_number_of_the_version_stands_once(place, raw):
    Database(place).close()

    assert [(SCHEMA,)] == raw(f"SELECT version FROM {schema_version.name}")
