"""Scans are saved whole and found again; troubles of the disk are one line with a cure."""

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from oitcrawl.errors import StoreError
from oitcrawl.model.finding import Status
from oitcrawl.store import database as database_module
from oitcrawl.store.database import FILE_NAME, SCHEMA
from oitcrawl.store.scans import Store
from tests.store.samples import page, scan


@pytest.fixture
def store(place):
    with Store(place) as opened:
        yield opened


def test_a_scan_comes_back_equal(store):
    number = store.save_scan(scan())

    assert scan() == store.scan(number)
    assert scan() == store.latest("abt-example")


def test_nothing_stored_gives_nothing(store):
    assert store.latest("abt-example") is None
    assert store.scan(7) is None
    assert store.history("abt-example") == ()
    assert store.codes() == ()


def test_the_latest_is_the_one_that_ended_last(store):
    for day in (3, 9, 5):
        store.save_scan(scan(day=day))

    assert scan(day=9) == store.latest("abt-example")
    assert scan(day=5) == store.latest("abt-example", before=datetime(2025, 4, 9, 2, 30, tzinfo=UTC))
    assert store.latest("abt-example", before=datetime(2025, 4, 1, tzinfo=UTC)) is None


def test_an_interrupted_scan_never_takes_the_place_of_a_whole_one(store):
    store.save_scan(scan(day=3))
    number = store.save_scan(scan(day=9, partial=True))

    assert scan(day=3) == store.latest("abt-example")
    assert scan(day=9, partial=True) == store.latest("abt-example", good_only=False)
    assert scan(day=9, partial=True) == store.scan(number)


def test_the_history_lists_every_scan_newest_first(store):
    store.save_scan(scan(day=3, status=Status.MISSING))
    store.save_scan(scan(day=9, partial=True))
    store.save_scan(scan("other", day=8))

    rows = store.history("abt-example")

    assert [(2, True), (1, False)] == [(row.id, row.partial) for row in rows]
    assert rows[1].counts == ((Status.MISSING, 1),)
    assert rows[1].finished == scan(day=3).finished
    assert rows[0].line() == "#2  9 เม.ย. 2568 09:30 น.  ปีงบประมาณ 2568  เกณฑ์ nacc-2568  พบครบถ้วน 1  (ตรวจยังไม่จบ)"
    assert rows[1].line("en") == "#1  2025-04-03 09:30  FY2568  nacc-2568  missing 1"
    assert rows[1].as_dict() == {
        "id": 1,
        "agency": "abt-example",
        "finished": "2025-04-03T02:30:00+00:00",
        "fiscal_year": 2568,
        "edition": "nacc-2568",
        "partial": False,
        "counts": {"missing": 1},
        "judged_from": None,
    }
    assert store.codes() == ("abt-example", "other")


def test_saving_a_scan_writes_the_texts_that_waited(place):
    with Store(place) as store:
        store.contents.keep(page(1))
        store.save_scan(scan())
        with Store(place) as other:
            assert page(1) == other.contents.load(page(1).sha256)


def test_closing_writes_the_texts_that_waited(place):
    with Store(place) as store:
        store.contents.keep(page(1))
    with Store(place) as again:
        assert page(1) == again.contents.load(page(1).sha256)


def test_the_folder_is_made_and_named(tmp_path):
    folder = tmp_path / "ข้อมูล ของเรา" / "deep"
    with Store(str(folder)) as store:
        assert store.where == str(folder / FILE_NAME)
    assert (folder / FILE_NAME).is_file()


def test_an_empty_place_means_the_user_data_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("oitcrawl.store.address.user_data_path", lambda *_names, **_more: tmp_path / "user")
    with Store("") as store:
        assert store.where == str(tmp_path / "user" / FILE_NAME)


def test_an_address_of_a_database_works_too(tmp_path):
    with Store(f"sqlite:///{(tmp_path / 'own.db').as_posix()}") as store:
        store.save_scan(scan())
        assert scan() == store.latest("abt-example")
    assert (tmp_path / "own.db").is_file()


def one_line(error, *words):
    said = str(error.value)
    assert "\n" not in said
    assert error.value.cure
    assert error.value.exit_code == 4
    for word in words:
        assert str(word) in said


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "data").write_text("x")

    with pytest.raises(StoreError) as error:
        Store(tmp_path / "data")

    one_line(error, tmp_path / "data")


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    (tmp_path / FILE_NAME).mkdir()

    with pytest.raises(StoreError) as error:
        Store(tmp_path)

    one_line(error, tmp_path / FILE_NAME, "เปิดไม่ได้")


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path):
    (tmp_path / FILE_NAME).write_bytes(b"this is no database, but a letter to the mayor " * 40)
    before = (tmp_path / FILE_NAME).read_bytes()

    with pytest.raises(StoreError) as error:
        Store(tmp_path)

    one_line(error, tmp_path / FILE_NAME, "ไม่ใช่ฐานข้อมูล")
    assert before == (tmp_path / FILE_NAME).read_bytes()


def test_a_damaged_database_is_told(tmp_path):
    with Store(tmp_path) as store:
        for day in range(1, 29):
            store.save_scan(scan(day=day))
    file = tmp_path / FILE_NAME
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))

    with pytest.raises(StoreError) as error, Store(tmp_path) as store:
        store.history("abt-example")

    one_line(error, file)


def test_a_damaged_scan_is_told_by_its_number(place, raw):
    with Store(place) as store:
        number = store.save_scan(scan())
        where = store.where
    raw("UPDATE scans SET scan = :data", data=b"\0")

    with Store(place) as store, pytest.raises(StoreError) as error:
        store.scan(number)

    one_line(error, number, where)


def test_the_database_of_another_program_is_left_alone(place, raw):
    raw("CREATE TABLE songs (name TEXT)")

    with pytest.raises(StoreError) as error:
        Store(place)

    one_line(error, "โปรแกรมอื่น")


def test_a_database_of_a_newer_version_is_refused(place, raw):
    Store(place).close()
    raw("UPDATE oitcrawl_schema SET version = :n", n=SCHEMA + 1)

    with pytest.raises(StoreError) as error:
        Store(place)

    one_line(error, "รุ่นใหม่กว่า")


def test_a_database_that_may_only_be_read_is_read_and_says_so_when_written(tmp_path):
    with Store(tmp_path) as store:
        store.save_scan(scan())
    place = (tmp_path / FILE_NAME).as_posix()

    with Store(f"sqlite:///file:{place}?mode=ro&uri=true") as store:
        with pytest.raises(StoreError) as error:
            store.save_scan(scan(day=2))

        one_line(error, "อ่านได้อย่างเดียว")
        assert scan() == store.latest("abt-example")


@pytest.mark.skipif(sys.platform != "linux", reason="a folder that nobody, not even root, can write to")
def test_a_folder_that_nobody_can_write_to_is_told():
    with pytest.raises(StoreError) as error:
        Store("/proc/oitcrawl")

    one_line(error, "/proc/oitcrawl")


@pytest.mark.parametrize(
    ("where", "word"),
    [
        ("nosuchbase://user:secret@localhost/x", "nosuchbase"),
        ("postgresql+nosuchdriver://user:secret@localhost/x", "nosuchdriver"),
    ],
)
def test_a_database_we_cannot_speak_to_is_told_without_its_password(where, word):
    with pytest.raises(StoreError) as error:
        Store(where)

    one_line(error, word)
    assert "secret" not in str(error.value)


def test_a_lock_that_stays_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(database_module, "PATIENCE", 0.1)
    with Store(tmp_path) as store:
        raw = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as error:
            store.save_scan(scan())
        one_line(error, tmp_path / FILE_NAME, "กำลังเขียน")
        assert store.codes() == ()
        raw.execute("ROLLBACK")
        raw.close()

        assert 1 == store.save_scan(scan())


def test_a_failed_save_leaves_nothing_behind(tmp_path):
    with Store(tmp_path) as store:
        store.save_scan(scan(day=1))
        with store._database.read() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1")
        big = scan(day=2)
        big = type(big).from_json(
            big.to_json().replace("อบต. ตัวอย่าง", "".join(chr(0x4E00 + one * 7 % 20000) for one in range(60000)))
        )
        with pytest.raises(StoreError, match="ดิสก์เต็ม"):
            store.save_scan(big)

    with Store(tmp_path) as again:
        assert [1] == [row.id for row in again.history("abt-example")]
        assert scan(day=1) == again.latest("abt-example")


def test_two_writers_at_once_lose_nothing(place):
    start = threading.Barrier(4)

    def work(name):
        start.wait()
        with Store(place) as store:
            for day in range(1, 11):
                store.contents.keep(page(day))
                store.contents.flush()
                store.save_scan(scan(name, day=day))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, ["a", "b", "c", "d"]))

    with Store(place) as store:
        assert {"a": 10, "b": 10, "c": 10, "d": 10} == {code: len(store.history(code)) for code in store.codes()}
        assert page(7) == store.contents.load(page(7).sha256)


def test_two_programs_at_once_lose_nothing(place):
    words = (
        "import sys; sys.path.insert(0, sys.argv[3])\n"
        "from tests.store.samples import scan\n"
        "from oitcrawl.store.scans import Store\n"
        "with Store(sys.argv[1]) as store:\n"
        "    for day in range(1, 9): store.save_scan(scan(sys.argv[2], day=day))\n"
    )
    root = str(database_module.Path(__file__).parents[2])
    programs = [
        subprocess.Popen([sys.executable, "-c", words, str(place), name, root], cwd=root) for name in ("a", "b")
    ]

    assert [0, 0] == [program.wait(60) for program in programs]
    with Store(place) as store:
        assert [8, 8] == [len(store.history(code)) for code in ("a", "b")]


def test_a_reader_is_not_held_up_by_a_writer(tmp_path):
    with Store(tmp_path) as store:
        store.save_scan(scan())
        raw = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")

        assert scan() == store.latest("abt-example")
        raw.execute("ROLLBACK")
        raw.close()
