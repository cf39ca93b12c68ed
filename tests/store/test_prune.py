"""Pruning takes what retention no longer keeps, and nothing that a scan, a piece of evidence or a word rests on."""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from oitcrawl.model.finding import Status
from oitcrawl.model.person import Looked
from oitcrawl.store.pictures import KeptPicture
from oitcrawl.store.prune import prune
from oitcrawl.store.retention import Terms
from oitcrawl.store.scans import Beside, Store
from oitcrawl.store.sieve import Sieve
from tests.store.samples import document, scan
from tests.store.test_keepsakes import keepsake, record
from tests.store.test_reviews import review

TODAY = date(2026, 3, 1)
TERMS = Terms(today=TODAY)


@pytest.fixture
def store(place):
    with Store(place) as opened:
        yield opened


def night(store, days, *, code="abt-example", files=(), status=Status.FOUND, evidence="", partial=False, shares=None):
    """A scan that ended so many days ago, with these files in its harvest; returns its number."""
    moment = datetime.combine(TODAY, datetime.min.time(), UTC) - timedelta(days=days)
    one = scan(code, status=status, partial=partial)
    (item,) = one.items
    item = replace(item, evidence=(replace(item.evidence[0], sha256=evidence),))
    one = replace(one, started=moment, finished=moment, items=(item,))
    if shares is not None:
        store.lay_beside(code, Beside(shares=store.keepsakes.head(shares)))
    else:
        records = tuple(record(at, sha256=digest) for at, digest in enumerate(files))
        store.lay_beside(code, Beside(keepsake=keepsake(records=records)))
    return store.save_scan(one)


def keep(store, number, raw, *, days=400):
    """A text, its recognised page and its picture, kept so many days ago; returns the digest."""
    one = document(number)
    store.contents.keep(one)
    store.contents.flush()
    store.transcripts.put((one.sha256, 1, "page", "e"), {"text": "ก"})
    seen = datetime.combine(TODAY - timedelta(days=days), datetime.min.time(), UTC)
    store.pictures.put((one.sha256, 1), KeptPicture(full=b"full", thumb=b"thumb", seen=seen))
    day = (TODAY - timedelta(days=days)).isoformat()
    raw("UPDATE contents SET kept = :day WHERE sha256 = :digest", day=day, digest=one.sha256)
    raw("UPDATE transcripts SET kept = :day WHERE sha256 = :digest", day=day, digest=one.sha256)
    return one.sha256


def is_kept(store, digest):
    found = (
        store.contents.load(digest) is not None,
        store.transcripts.get((digest, 1, "page", "e")) is not None,
        store.pictures.get((digest, 1)) is not None,
    )
    assert len(set(found)) == 1
    return found[0]


def test_texts_that_no_scan_needs_go_after_ninety_days(store, raw):
    old, young = keep(store, 1, raw, days=91), keep(store, 2, raw, days=89)
    night(store, 1)

    done = prune(store.database, TERMS)

    assert [False, True] == [is_kept(store, one) for one in (old, young)]
    assert (1, 1, 1) == (done.contents, done.transcripts, done.pictures)


def test_texts_of_the_last_good_scan_stay_however_old_it_is(store, raw):
    text = keep(store, 1, raw, days=900)
    number = night(store, 900, files=[text])
    night(store, 5, partial=True)

    prune(store.database, TERMS)

    assert is_kept(store, text)
    assert store.keepsakes.lost(store.keepsakes.load(number)[1]) == 0


def test_evidence_of_passed_items_stays_two_years_and_of_others_ninety_days(store, raw):
    passed, failed, ancient = (keep(store, number, raw) for number in (1, 2, 3))
    night(store, 200, evidence=passed)
    night(store, 230, evidence=failed, status=Status.MISSING)
    night(store, 740, evidence=ancient)
    night(store, 1)

    prune(store.database, TERMS)

    assert [True, False, False] == [is_kept(store, one) for one in (passed, failed, ancient)]


def test_evidence_of_reviewed_items_stays_and_so_does_what_a_person_looked_at_and_the_scan(store, raw):
    seen, looked = keep(store, 1, raw), keep(store, 2, raw)
    number = night(store, 201, evidence=seen, status=Status.MISSING)
    night(store, 200, status=Status.MISSING)  # of the same week: without the word only this one would stay
    night(store, 1)
    at = datetime.combine(TODAY, datetime.min.time(), UTC) - timedelta(days=200, hours=1)
    word = review(agency="abt-example", slug="strategic-plan", at=at, about=(Looked(url="u", sha256=looked),))
    store.reviews.add(word)

    prune(store.database, TERMS)

    assert store.scan(number) is not None
    assert [True, True] == [is_kept(store, one) for one in (seen, looked)]


def test_a_scan_that_is_stripped_still_loads_and_its_harvest_is_gone(store, raw):
    first, again = night(store, 200), night(store, 1)
    before = store.scan(first)

    done = prune(store.database, TERMS)

    assert (before, None) == (store.scan(first), store.keepsakes.load(first))
    assert store.keepsakes.load(again) is not None
    assert 1 == done.harvests
    assert [(again,)] == raw("SELECT DISTINCT scan FROM harvest_parts")
    assert [again, first] == [row.id for row in store.history("abt-example")]


def test_a_harvest_that_younger_scans_share_stays_with_its_scan(store):
    source = night(store, 80)
    later = night(store, 79, shares=source)
    last = night(store, 1, shares=source)

    prune(store.database, TERMS)

    assert store.scan(source) is not None
    assert store.keepsakes.load(last)[0].source == source
    assert store.keepsakes.load(later) is not None


def test_a_dry_run_counts_the_same_and_removes_nothing(store, raw):
    keep(store, 1, raw)
    for days in range(400, 0, -3):
        night(store, days)
    rooms = "scans", "harvests", "harvest_parts", "glances", "contents", "transcripts", "pictures"
    before = [raw(f"SELECT count(*) FROM {room}") for room in rooms]

    told = prune(store.database, TERMS, dry_run=True)
    after = [raw(f"SELECT count(*) FROM {room}") for room in rooms]
    done = prune(store.database, TERMS)

    assert before == after
    assert replace(told, seconds=0) == replace(done, seconds=0)
    assert done.scans > 50
    assert done.size > 0
    again = prune(store.database, TERMS)
    assert (0, 0, 0, 0) == (again.scans, again.harvests, again.contents, again.size)


def test_glances_and_the_like_go_with_their_scan(store, raw):
    for days in (200, 199, 1):
        night(store, days)

    prune(store.database, TERMS)

    left = raw("SELECT id FROM scans ORDER BY id")
    assert left == raw("SELECT scan FROM glances ORDER BY scan")
    assert len(left) == 2


def test_what_is_written_while_it_prunes_stays(store, place):
    night(store, 200)
    night(store, 100)
    written = []

    def meanwhile(_done, _all):
        if not written:
            with Store(place) as other:
                written.append(night(other, 0))

    prune(store.database, TERMS, progress=meanwhile)

    assert store.keepsakes.load(written[0]) is not None


def test_a_damaged_scan_or_harvest_does_not_stop_it(store, raw):
    night(store, 200)
    night(store, 1)
    raw("UPDATE scans SET scan = :data", data=b"x")
    raw("UPDATE harvest_parts SET data = :data", data=b"x")

    assert prune(store.database, TERMS).harvests == 1


def test_a_text_that_a_scan_met_again_is_young_again(store, raw):
    text = keep(store, 1, raw, days=400)
    store.contents.keep(document(1))
    store.contents.flush()
    night(store, 1)

    prune(store.database, replace(TERMS, today=datetime.now(UTC).date()))

    assert store.contents.load(text) is not None


def test_a_sieve_knows_its_own_and_hardly_any_stranger():
    own, strangers = (
        [hashlib.sha256(b"%d" % one).hexdigest() for one in some] for some in (range(99_000), range(99_000, 100_000))
    )
    sieve = Sieve(len(own))
    sieve.add(own)

    assert all(one in sieve for one in own)
    assert sum(one in sieve for one in strangers) < 20
