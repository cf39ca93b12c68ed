"""Damage is found, named, and cured where it can be; a sound store has none."""

import pytest

from oitcrawl.store.codec import pack
from oitcrawl.store.scans import Store
from oitcrawl.store.sizes import of_agencies, sizes, vacuum
from oitcrawl.store.verify import verify
from tests.store.samples import page
from tests.store.test_carry import fill


@pytest.fixture
def store(place):
    fill(place)
    with Store(place) as opened:
        yield opened


def kinds(store, **more):
    return [one.kind for one in verify(store.database, **more).troubles]


def test_a_sound_store_has_no_trouble_and_all_of_it_was_looked_at(store):
    found = verify(store.database)

    assert found.is_sound
    assert found.troubles == ()
    assert {"contents": 1, "transcripts": 1, "scans": 2, "harvests": 2} == found.looked


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("UPDATE contents SET data = :junk", "text"),
        ("UPDATE contents SET data = :foreign", "text"),
        ("UPDATE transcripts SET data = :junk", "recognised"),
        ("UPDATE scans SET scan = :junk", "scan"),
        ("UPDATE scans SET agency = 'somebody'", "scan"),
        ("UPDATE harvest_parts SET data = :junk", "harvest"),
        ("DELETE FROM harvest_parts", "harvest"),
        ("DELETE FROM harvests", "loose_harvest"),
        ("DELETE FROM scans WHERE id = 2", "loose_head"),
        ("DELETE FROM scans WHERE id = 1", "loose_glance"),
        ("DELETE FROM scans", "loose_round"),
        ("DELETE FROM contents", "lost"),
    ],
)
def test_each_damage_is_found_and_says_what_to_do(store, raw, words, kind):
    values = {"junk": b"\0\1", "foreign": pack(b'{"sha256":"other"}')}
    raw(words, **{name: value for name, value in values.items() if f":{name}" in words})

    found = verify(store.database)
    one = next(one for one in found.troubles if one.kind == kind)

    assert not found.is_sound
    assert one.count >= 1
    assert all((*one.examples, *one.words, *one.cure))
    assert {"kind", "count", "examples", "message", "cure", "mended"} == one.as_dict().keys()


def test_what_can_be_mended_is_mended(store, raw):
    raw("UPDATE contents SET data = :junk", junk=b"x")
    raw("DELETE FROM scans WHERE id = 2")

    assert {"text", "loose_head", "loose_glance", "loose_round"} <= set(kinds(store, mend=True))
    assert {"lost"} >= set(kinds(store))
    assert store.contents.load(page(1).sha256) is None


def test_a_text_of_an_older_form_is_no_damage(store, raw):
    raw("UPDATE contents SET reader = 0, data = :data", data=pack(b"an older form"))

    assert kinds(store) == []


def test_sizes_are_told_by_table_and_agency(store):
    found = sizes(store.database)

    assert found.total > 0
    assert (1, 2) == (found.agencies, next(one.rows for one in found.rooms if one.table == "scans"))
    assert found.rooms[0].size >= found.rooms[-1].size
    assert found.per_agency == sum(one.size for one in found.rooms)
    ((code, size),) = of_agencies(store.database)
    assert code == "abt-example"
    assert 0 < size < found.per_agency


def test_room_is_given_back(store, raw):
    raw("CREATE TABLE junk (data TEXT)")
    raw("INSERT INTO junk VALUES (:data)", data="".join(map(chr, range(0x4E00, 0x9000))) * 60)
    raw("DELETE FROM junk")

    plain = vacuum(store.database)
    done = vacuum(store.database, full=True)

    assert done.after < plain.before - (2_500_000 if store.database.dialect == "sqlite" else 0)
