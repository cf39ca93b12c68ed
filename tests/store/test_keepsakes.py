"""What a scan brought home comes back the very same, however much it is, and is shared where it did not change."""

from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from oitcrawl.model.content import Label, Media, TextLayer, UnreadCause
from oitcrawl.model.harvest import Blank, Harvest, Keepsake, Record, Records
from oitcrawl.model.scan import Coverage, FailedAddress, ScanWarning
from oitcrawl.model.site import AgencyKind, AgencySite, Waiver, Window
from oitcrawl.model.visit import FailCause
from oitcrawl.store.keepsakes import Head, wanted_texts
from oitcrawl.store.scans import Beside, Store
from tests.store.samples import document, page, scan

HOME = "https://www.example.go.th/"
SITE = AgencySite(
    code="abt-example",
    name="อบต. ตัวอย่าง",
    kind=AgencyKind.LOCAL_GOVERNMENT,
    url=HOME,
    declared=(("O1", HOME + "structure"),),
    waivers=(Waiver(item="O10", reason="ไม่มีบริการ", by="ปลัด", until=date(2026, 1, 1)),),
    window=Window(opens=date(2026, 4, 1), closes=date(2026, 4, 30)),
)


def label(number):
    return Label(
        text=f"แผน {number % 7}", row=f"ข้อ {number} | แผน", heading="แผน", page_title="หน้าแรก", found_on=HOME
    )


def record(number, **more):
    fields = {
        "url": f"{HOME}{number}",
        "final_url": f"{HOME}{number}",
        "media": Media.PDF if number % 2 else Media.HTML,
        "cover": f"แผนพัฒนา\fหน้า {number}",
        "headings": ("แผน", "ตัวชี้วัด"),
        "labels": tuple(label(one) for one in range(number % 9)),
        "path": (HOME, f"{HOME}list") if number else (),
        "sha256": f"{number:064x}",
        "last_modified": date(2025, 4, 1),
        "quality": 0.123,
    }
    return Record(**(fields | more))


def keepsake(size=3, *, records=None, **more):
    some = tuple(map(record, range(size))) if records is None else records
    harvest = Harvest(
        records=some,
        blanks=(Blank(url=HOME + "gone", reason="not_found", permanent=True, labels=(label(1),)),),
        dead_labels=(("โครงสร้าง", HOME),),
        coverage=Coverage(pages=2, failed=(FailedAddress(url=HOME, cause=FailCause.TIMEOUT, permanent=False),)),
        warnings=(ScanWarning(kind="k", url=HOME, message="คำเตือน"),),
    )
    return Keepsake(site=SITE, harvest=harvest, **more)


@pytest.fixture
def store(place):
    with Store(place) as opened:
        yield opened


def save(store, kept, **more):
    store.lay_beside("abt-example", Beside(keepsake=kept, **more))
    return store.save_scan(scan())


@pytest.mark.parametrize("size", [0, 1, 3, 1000])
def test_a_keepsake_comes_back_as_it_was(store, size):
    kept = keepsake(size, recognised=(("a" * 64, "b" * 64),))

    number = save(store, kept)

    assert (Head(source=number, coverage=kept.harvest.coverage, site=SITE), kept) == store.keepsakes.load(number)


def test_records_that_are_made_when_looked_at_come_back_too(store):
    number = save(store, keepsake(records=Records(900, record)))

    _, back = store.keepsakes.load(number)

    assert tuple(map(record, range(900))) == back.harvest.records


def test_a_scan_that_found_the_same_shares_the_harvest_and_keeps_its_own_coverage(store):
    first = save(store, keepsake(5))
    own = replace(store.keepsakes.head(first), coverage=Coverage(pages=2, not_modified=5))
    store.lay_beside("abt-example", Beside(shares=own))
    second = store.save_scan(scan(day=2))

    head, back = store.keepsakes.load(second)

    assert (first, 5) == (head.source, back.harvest.coverage.not_modified)
    assert keepsake(5).harvest.records == back.harvest.records


def test_a_scan_without_a_keepsake_has_none(store):
    assert store.keepsakes.load(store.save_scan(scan())) is None


def test_what_was_laid_beside_goes_with_the_next_scan_of_that_agency_alone(store):
    store.lay_beside("abt-example", Beside(keepsake=keepsake()))

    other, own, later = store.save_scan(scan("other")), store.save_scan(scan()), store.save_scan(scan(day=2))

    assert [None, own, None] == [
        head and head.source for head in (store.keepsakes.head(one) for one in (other, own, later))
    ]


def test_texts_that_are_no_longer_kept_are_counted(store):
    texts = page(), document()
    for text in texts:
        store.contents.keep(text)
    records = (record(0, sha256=texts[0].sha256), record(1, sha256=texts[1].sha256))
    number = save(store, keepsake(records=records))
    _, kept = store.keepsakes.load(number)

    assert store.keepsakes.lost(kept) == 0

    with store._database.write() as connection:
        connection.execute(sa.text("DELETE FROM contents WHERE media = 'xlsx'"))

    assert store.keepsakes.lost(kept) == 1


def test_of_an_unread_file_nothing_is_wanted_but_what_was_recognised():
    unread = record(0, unread=UnreadCause.SCAN, text_layer=TextLayer.NONE)
    recognised = record(1, unread=None, recognised=2)
    kept = keepsake(records=(unread, recognised), recognised=((recognised.sha256, "c" * 64),))

    assert {"c" * 64} == wanted_texts(kept)
