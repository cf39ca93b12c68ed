"""Two real databases: every test that asks for ``place`` is run on SQLite in a folder and on a PostgreSQL server."""

import pytest
import sqlalchemy as sa

from oitcrawl.store.database import FILE_NAME


@pytest.fixture
def places(request, tmp_path, monkeypatch):
    """A function that gives the place of a store, by the kind of its database."""

    def give(kind):
        if kind == "sqlite":
            return tmp_path
        monkeypatch.setattr("oitcrawl.store.address.user_data_path", lambda *_names, **_more: tmp_path)
        return request.getfixturevalue("postgres")

    return give


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, places):
    """Where a store is to be opened: a folder of its own, or the address of an empty database."""
    return places(request.param)


@pytest.fixture
def raw(place, tmp_path):
    """Statements past all code of ours: ``raw("DELETE FROM scans")`` gives the rows of an answer."""
    url = f"sqlite:///{tmp_path / FILE_NAME}" if place == tmp_path else place
    engine = sa.create_engine(url)

    def run(words, **values):
        with engine.begin() as connection:
            done = connection.execute(sa.text(words), values)
            return [tuple(row) for row in done] if done.returns_rows else []

    yield run
    engine.dispose()
