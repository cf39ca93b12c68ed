"""What an agency's addresses came to is kept for the next night, whole, in its order, and each agency's own."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from oitcrawl.model.known import Known
from oitcrawl.model.visit import TlsTrouble
from oitcrawl.store.database import Database
from oitcrawl.store.visits import Round, StoredVisits

NOW = datetime(2026, 1, 20, 22, 0, tzinfo=UTC)
FULL = Known(
    url="https://www.example.go.th/แผน?a=1",
    final_url="https://www.example.go.th/b",
    etag='W/"1"',
    last_modified="Tue, 20 Jan 2026 00:00:00 GMT",
    sha256="a" * 64,
    content_type="application/pdf",
    charset="tis-620",
    disposition="แผน.pdf",
    size=9,
    status=200,
    came="soft_404",
    permanent=True,
    detail="ไม่พบ",
    tls=TlsTrouble.EXPIRED,
    rendered=True,
    label="แผนพัฒนา",
    vital=True,
    first_seen=NOW,
    last_seen=NOW,
    last_asked=NOW,
    last_changed=NOW,
    asked=9,
    changed=2,
    quiet=3,
)


@pytest.fixture
def visits(place):
    database = Database(place)
    yield StoredVisits(database), database
    database.close()


def save(visits, agency, *known, scan=1, terms="t"):
    stored, database = visits
    with database.write() as connection:
        stored.save(connection, agency, Round(scan=scan, terms=terms, swept=NOW, known=known))


def plain(number):
    return Known(url=f"https://www.example.go.th/{number}", last_asked=NOW)


def test_a_round_comes_back_as_it_was(visits):
    save(visits, "x", FULL, *map(plain, range(300)), scan=7)

    assert visits[0].load("x") == Round(scan=7, terms="t", swept=NOW, known=(FULL, *map(plain, range(300))))


def test_the_next_round_takes_the_place_of_the_last_of_that_agency_alone(visits):
    save(visits, "x", FULL, plain(1))
    save(visits, "y", plain(2))
    save(visits, "x", plain(3), scan=2, terms="u")

    assert Round(scan=2, terms="u", swept=NOW, known=(plain(3),)) == visits[0].load("x")
    assert (plain(2),) == visits[0].load("y").known


def test_an_agency_that_was_never_scanned_whole_has_no_round(visits):
    assert visits[0].load("x") is None


def test_a_round_that_cannot_be_understood_counts_as_none(visits):
    save(visits, "x", FULL)
    with visits[1].write() as connection:
        connection.execute(sa.text("UPDATE visits SET outcome = '{'"))

    assert visits[0].load("x") is None


def test_what_no_text_of_a_server_may_hold_is_replaced(visits):
    strange = replace(plain(1), etag='"a\0b"', content_type="text/\ud800html", disposition="ไฟล์\0")

    save(visits, "abt", strange)
    (kept,) = visits[0].load("abt").known

    assert ('"a\ufffdb"', "text/?html", "ไฟล์\ufffd") == (kept.etag, kept.content_type, kept.disposition)


def test_codes_made_of_the_longest_host_names_are_kept(visits):
    code = "a" * 253

    save(visits, code, plain(1))

    assert (plain(1),) == visits[0].load(code).known


def test_several_writers_of_one_agency_take_turns_and_leave_one_whole_round(visits):
    stored, database = visits
    start = threading.Barrier(4)

    def write(number):
        start.wait()
        for _ in range(5):
            with database.write() as connection:
                database.take_turns(connection, "abt")
                some = tuple(plain(one) for one in range(number, number + 30))
                stored.save(connection, "abt", Round(scan=number, terms="t", swept=NOW, known=some))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    last = stored.load("abt")

    assert [plain(one) for one in range(last.scan, last.scan + 30)] == list(last.known)
