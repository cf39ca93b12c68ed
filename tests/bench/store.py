"""Sizes and times of a store of many agencies over many nights, on SQLite and on PostgreSQL, and what 8,300 would take.

    python tests/bench/store.py [AGENCIES] [NIGHTS]

Made-up agencies: texts as of a Thai agency's pages, one in ten shared by all, something new each week.
"""

import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

from oitcrawl.model.scan import AgencyScan
from oitcrawl.store.carry import export_store, import_store
from oitcrawl.store.prune import prune
from oitcrawl.store.retention import Terms
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.sizes import sizes, vacuum
from oitcrawl.store.verify import verify
from oitcrawl.store.visits import Round
from tests.postgres import Server
from tests.store.samples import page, scan
from tests.store.test_keepsakes import keepsake, record
from tests.store.test_visits import plain

PAGES, WEEKLY, SHARED = 400, 12, 40  # pages of an agency, of which so many change each week, and are common to all
ALL = 8_300
T = TypeVar("T")
NOW = datetime(2026, 3, 1, 1, tzinfo=UTC)
WORDS = "แผนพัฒนา งบประมาณ ประจำปี รายงาน ผลการดำเนินงาน องค์การบริหารส่วนตำบล จัดซื้อจัดจ้าง ประกาศ เรื่อง ครั้งที่".split()


def main() -> None:
    agencies, nights = (int(word) for word in [*sys.argv[1:], "30", "120"][:2])
    with tempfile.TemporaryDirectory() as folder, Server() as server:
        file = Path(folder) / "store.zip"
        for name, place, other in (
            ("SQLite", Path(folder) / "a", server.new_database()),
            ("PostgreSQL", server.new_database(), Path(folder) / "b"),
        ):
            print(f"\n{name}: {agencies} agencies, {nights} nights, {PAGES} pages each")
            with Store(place) as store, Store(other) as empty:
                measure(store, empty, file, agencies, nights)


def measure(store: Store, empty: Store, file: Path, agencies: int, nights: int) -> None:
    database = store.database
    seconds, kept = timed(lambda: fill(store, agencies, nights))
    print(
        f"  written: {agencies * nights} scans in {seconds:.0f} s ({seconds / agencies / nights * 1000:.1f} ms each)"
    )
    tell(store, agencies)
    print(f"  texts referred to {kept[0]:,} times are kept {kept[1]:,} times")
    terms = Terms(today=NOW.date())
    seconds, told = timed(lambda: prune(database, terms, dry_run=True))
    print(
        f"  prune --dry-run: {seconds:.1f} s; {ALL} agencies: {seconds / agencies * ALL / 60:.0f} min; {told.as_dict()}"
    )
    seconds, _ = timed(lambda: prune(database, terms))
    print(f"  prune: {seconds:.1f} s; {ALL} agencies: {seconds / agencies * ALL / 60:.0f} min")
    done = vacuum(database, full=True)
    print(f"  vacuum --full: {done.before / 1e6:.1f} -> {done.after / 1e6:.1f} MB in {done.seconds} s")
    tell(store, agencies)
    seconds, carried = timed(lambda: export_store(database, file))
    print(f"  export: {carried.size / 1e6:.1f} MB in {seconds:.1f} s ({carried.size / 1e6 / seconds:.1f} MB/s)")
    seconds, _ = timed(lambda: import_store(empty.database, file))
    print(f"  import into the other database: {seconds:.1f} s")
    seconds, _ = timed(lambda: import_store(empty.database, file))
    print(f"  import once more: {seconds:.1f} s")
    seconds, found = timed(lambda: verify(empty.database))
    print(f"  verify: {seconds:.1f} s, {len(found.troubles)} troubles")


def fill(store: Store, agencies: int, nights: int) -> tuple[int, int]:
    """Nights of agencies; how often texts are referred to and how many are kept."""
    common = [text(f"common {number}") for number in range(SHARED)]
    used, every = 0, set[str]()
    for agency in range(agencies):
        code = f"agency-{agency}"
        pages = common + [text(f"{code} {number}") for number in range(PAGES - SHARED)]
        source = 0
        for night in range(nights):
            ended = NOW - timedelta(days=nights - 1 - night)
            if night % 7 == 0:
                for number in range(WEEKLY if night else 0):
                    pages[SHARED + number] = text(f"{code} {night} {number}")
                source = save(store, code, ended, pages)
                used, every = used + len(pages), every | {one.sha256 for one in pages}
            else:
                store.lay_beside(code, Beside(shares=store.keepsakes.head(source)))
                store.save_scan(dated(code, ended))
    with store.database.write() as connection:  # kept when they were first met, not now
        for table in ("contents", "transcripts"):
            connection.exec_driver_sql(f"UPDATE {table} SET kept = '{NOW - timedelta(days=nights):%Y-%m-%d}'")
    return used, len(every)


def save(store: Store, code: str, ended: datetime, pages: list) -> int:
    for one in pages:
        store.contents.keep(one)
    records = tuple(
        record(number, sha256=one.sha256, url=f"https://www.{code}.go.th/{number}", cover=one.leaf.text[:300])
        for number, one in enumerate(pages)
    )
    known = tuple(replace(plain(number), sha256=one.sha256) for number, one in enumerate(pages))
    store.lay_beside(
        code,
        Beside(
            keepsake=keepsake(records=records),
            end=lambda _scan, number: Round(scan=number, terms="t", swept=ended, known=known),
        ),
    )
    return store.save_scan(dated(code, ended))


def dated(code: str, ended: datetime) -> AgencyScan:
    one = scan(code)
    items = tuple(replace(one.items[0], item=f"O{number}", slug=f"slug-{number}") for number in range(1, 29))
    return replace(one, started=ended, finished=ended, items=items)


def text(name: str):
    chance = random.Random(name)
    words = " ".join(chance.choices(WORDS, k=250))
    return replace(page(1, text=f"{name} {words}", links=60), sha256=hashlib.sha256(name.encode()).hexdigest())


def tell(store: Store, agencies: int) -> None:
    found = sizes(store.database)
    rooms = ", ".join(f"{one.table} {one.size / agencies / 1000:.1f}" for one in found.rooms if one.size > 10_000)
    print(f"  {found.total / 1e6:.1f} MB = {found.total / agencies / 1000:.0f} kB an agency (kB each: {rooms})")
    print(f"  {ALL} agencies: {found.total / agencies * ALL / 1e9:.1f} GB")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.monotonic()
    done = work()
    return time.monotonic() - began, done


if __name__ == "__main__":
    main()
