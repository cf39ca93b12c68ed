"""A store goes into one file and comes out of it the same: into an empty or a filled store, of either database."""

import json
import zipfile
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from oitcrawl.errors import StoreError, UsageError
from oitcrawl.store.carry import export_store, import_store
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.tables import meta, scans
from oitcrawl.store.verify import verify
from oitcrawl.store.visits import Round
from tests.store.samples import document, page, scan
from tests.store.test_keepsakes import keepsake, record
from tests.store.test_reviews import review
from tests.store.test_visits import NOW, plain

OTHER = {"sqlite": "postgresql", "postgresql": "sqlite"}


@pytest.fixture
def other_place(places, place, tmp_path):
    """An empty store of the other database."""
    return places("postgresql") if place == tmp_path else tmp_path


def fill(place, code="abt-example", *, days=(1, 2), text=1, terms="t"):
    with Store(place) as store:
        store.contents.keep(page(text))
        store.transcripts.put((f"{text:064}", 1, "page", "e"), {"text": "ก"})
        for day in days:
            kept = keepsake(records=(record(0, sha256=page(text).sha256),))
            store.lay_beside(
                code,
                Beside(
                    keepsake=kept,
                    end=lambda _scan, number: Round(scan=number, terms=terms, swept=NOW, known=(plain(f"u{text}"),)),
                ),
            )
            store.save_scan(scan(code, day=day))
        store.reviews.add(replace(review(), uid=f"uid-{code}-{text}", agency=code))


def told(store, code="abt-example"):
    rows = store.history(code)
    return (
        [store.scan(row.id) for row in rows],
        [store.keepsakes.load(row.id)[1] for row in rows],
        [replace(one, number=0) for one in store.reviews.of(code)],
        replace(store.visits.load(code), scan=0),
        store.visits.load(code).scan == rows[0].id,
        [store.contents.load(digest) for digest in (page(1).sha256, page(2).sha256)],
    )


def carried(source, file):
    with Store(source) as store:
        return export_store(store.database, file)


def counts(place):
    with Store(place) as store, store.database.read() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in meta.sorted_tables
        }


def test_all_that_is_kept_goes_to_the_other_database_and_is_sound(place, other_place, tmp_path):
    fill(place)
    file = tmp_path / "store.zip"

    out = carried(place, file)
    with Store(other_place) as store:
        came = import_store(store.database, file)
        with Store(place) as source:
            assert told(source) == told(store)
        assert verify(store.database).troubles == ()

    assert out.rows == came.rows
    assert out.size == file.stat().st_size


def test_what_was_imported_twice_is_there_once(place, other_place, tmp_path):
    fill(place)
    file = tmp_path / "store.zip"
    carried(place, file)
    with Store(other_place) as store:
        import_store(store.database, file)
    before = counts(other_place)

    with Store(other_place) as store:
        again = import_store(store.database, file)

    assert set(again.rows.values()) == {0}
    assert before == counts(other_place)


def test_a_filled_store_keeps_its_own_and_takes_what_it_lacks(place, other_place, tmp_path):
    fill(place, days=(1, 2), text=1)
    fill(other_place, "other", days=(3,), text=2)
    fill(other_place, days=(5,), text=2, terms="newer")
    file = tmp_path / "store.zip"
    carried(place, file)

    with Store(other_place) as store:
        import_store(store.database, file)
        days = [store.scan(row.id).finished.day for row in store.history("abt-example")]
        last = store.visits.load("abt-example")

        assert [5, 2, 1] == days
        assert ("newer", "https://www.example.go.th/u2") == (last.terms, last.known[0].url)
        assert [page(1), page(2)] == [store.contents.load(page(number).sha256) for number in (1, 2)]
        assert 2 == len(store.reviews.of("abt-example"))
        assert all(store.keepsakes.load(row.id) for row in store.history("abt-example"))
        assert verify(store.database).troubles == ()


def test_what_the_next_night_builds_upon_comes_along_where_it_is_newer(place, other_place, tmp_path):
    fill(place, days=(9,), text=1, terms="newer")
    fill(other_place, days=(5,), text=2)
    file = tmp_path / "store.zip"
    carried(place, file)

    with Store(other_place) as store:
        import_store(store.database, file)
        last = store.visits.load("abt-example")

        assert ("newer", "https://www.example.go.th/u1", 1) == (last.terms, last.known[0].url, len(last.known))
        assert store.scan(last.scan).finished.day == 9


def test_the_same_store_gives_the_same_lines(place, tmp_path):
    fill(place)
    for name in ("a", "b"):
        carried(place, tmp_path / name)

    first, second = ({one.filename: one.CRC for one in zipfile.ZipFile(tmp_path / name).infolist()} for name in "ab")

    assert first.pop("manifest.json")
    second.pop("manifest.json")
    assert first == second
    assert "scans.jsonl" in first


def test_an_empty_store_makes_an_empty_file_that_is_taken_too(place, other_place, tmp_path):
    file = tmp_path / "store.zip"

    assert set(carried(place, file).rows.values()) == {0}
    with Store(other_place) as store:
        assert set(import_store(store.database, file).rows.values()) == {0}


@pytest.mark.parametrize("damage", ["cut", "letters", "other zip", "nothing", "row", "newer"])
def test_a_file_that_is_damaged_or_none_of_ours_changes_nothing(place, tmp_path, damage):
    fill(place)
    file = tmp_path / "store.zip"
    carried(place, file)
    whole = file.read_bytes()
    match damage:
        case "cut":
            file.write_bytes(whole[: len(whole) // 2])
        case "letters":
            file.write_text("x")
        case "other zip":
            with zipfile.ZipFile(file, "w") as archive:
                archive.writestr("a.txt", "x")
        case "nothing":
            file.unlink()
        case "row" | "newer":
            rewritten(file, damage)
    before = counts(place)

    with Store(place) as store, pytest.raises(UsageError) as error:
        import_store(store.database, file)

    assert error.value.cure
    assert error.value.en
    assert before == counts(place)


def rewritten(file, damage):
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if damage == "row":
        parts["scans.jsonl"] = parts["scans.jsonl"].replace(b"abt-example", b"abt-exbmple")
    else:
        parts["manifest.json"] = json.dumps({**json.loads(parts["manifest.json"]), "schema": 99}).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(place, tmp_path):
    fill(place)
    with Store(place) as store, pytest.raises(StoreError) as error:
        export_store(store.database, tmp_path / "no folder" / "store.zip")

    assert "no folder" in str(error.value)


def test_an_import_that_fails_in_the_middle_leaves_the_store_as_it_was(place, other_place, tmp_path, raw):
    fill(other_place)
    file = tmp_path / "store.zip"
    carried(other_place, file)
    Store(place).close()
    raw("DROP TABLE transcripts")  # one of the last

    with Store(place) as store, pytest.raises(StoreError):
        import_store(store.database, file)

    assert raw("SELECT count(*) FROM scans") == raw("SELECT count(*) FROM contents") == [(0,)]


def test_a_big_blob_and_strange_letters_come_through(place, other_place, tmp_path):
    big = document(1)
    big = replace(
        big, leaves=(replace(big.leaves[0], text="ข้อความ\0" + "".join(map(chr, range(0x4E00, 0x9000))) * 100),)
    )
    with Store(place) as store:
        store.contents.keep(big)
        store.contents.flush()
    file = tmp_path / "store.zip"
    carried(place, file)

    with Store(other_place) as store:
        import_store(store.database, file)

        assert big == store.contents.load(big.sha256)


def test_every_table_says_how_it_is_carried():
    words = {table.name: table.info.get("carry", "key") for table in meta.sorted_tables}

    assert set(words.values()) <= {"none", "agency", "key"}
    assert not [
        table.name
        for table in meta.sorted_tables
        if table is not scans
        and "scan" in table.c
        and not (table.c.scan.info.get("of_scan") or table.info.get("carry") == "none")
    ]
