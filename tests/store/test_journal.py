"""What a scan was answered survives a kill at any byte, and is taken up again only where that is right."""

from datetime import UTC, datetime, timedelta

import pytest

from oitcrawl.store.journal import Journal, Verdict, Wish, tidy

NOW = datetime(2026, 1, 20, 22, 0, tzinfo=UTC)
ENTRIES = [
    ("visit", "a", {"n": 1}, b"one"),
    ("visit", "b", {"n": 2}, b""),
    ("visit", "a", {"n": 3}, b"\x00\xff" * 900),
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "journals" / "x.journal"


def written(path, entries=ENTRIES, **more):
    journal = Journal(path, "terms", now=NOW, **more)
    for kind, key, head, body in entries:
        journal.write(kind, key, head, body)
    journal.close()
    return path.read_bytes()


def again(path, *, wish=Wish.AUTO, terms="terms", hours=1.0):
    return Journal(path, terms, wish=wish, now=NOW + timedelta(hours=hours))


def taken(journal, kind, key):
    entry = journal.take(kind, key)
    return entry and (entry.head, entry.body)


def test_entries_come_back_each_once_and_in_their_order(path):
    written(path)

    journal = again(path)

    assert (Verdict.RESUMED, 3, NOW) == (journal.verdict, journal.found, journal.began)
    assert ({"n": 1}, b"one") == taken(journal, "visit", "a")
    assert ({"n": 3}, b"\x00\xff" * 900) == taken(journal, "visit", "a")
    assert None is taken(journal, "visit", "a")
    assert ({"n": 2}, b"") == taken(journal, "visit", "b")
    assert 0 == journal.left
    journal.close()


def test_what_is_written_after_a_resume_follows_what_was_there(path):
    written(path)
    second = again(path)
    second.take("visit", "a")
    second.write("visit", "c", {}, b"new")
    second.close()

    third = again(path)

    assert 4 == third.found
    assert ({}, b"new") == taken(third, "visit", "c")
    assert ({"n": 1}, b"one") == taken(third, "visit", "a")
    third.close()


def test_a_kill_at_any_byte_loses_at_most_the_last_entry(path):
    whole = written(path)
    ends = []
    for count in range(len(ENTRIES) + 1):
        path.unlink()
        ends.append(len(written(path, ENTRIES[:count])))
    for cut in [*range(ends[0], len(whole), 61), len(whole)]:
        path.write_bytes(whole[:cut])
        journal = again(path)
        journal.write("visit", "after", {}, b"x")
        journal.close()
        later = again(path)
        assert sum(end <= cut for end in ends[1:]) + 1 == later.found
        assert ({}, b"x") == taken(later, "visit", "after")
        later.close()


def blanked(path, start, end):
    """The file as it may be after a power cut: as long as it was, and nothing in a part of it."""
    whole = path.read_bytes()
    path.write_bytes(whole[:start] + bytes(end - start) + whole[end:])


def test_a_power_cut_that_leaves_the_end_of_the_file_blank_loses_no_more_than_that(path):
    whole = written(path)
    blanked(path, whole.index(b'["visit","b"'), len(whole))

    journal = again(path)

    assert (Verdict.RESUMED, 1) == (journal.verdict, journal.found)
    assert ({"n": 1}, b"one") == taken(journal, "visit", "a")
    journal.write("visit", "d", {}, b"new")
    journal.close()
    journal = again(path)
    assert 2 == journal.found
    assert ({}, b"new") == taken(journal, "visit", "d")
    journal.close()


def test_an_answer_of_which_a_power_cut_left_a_part_is_not_taken_for_the_site_s(path):
    whole = written(path)
    start = whole.index(b"one")
    blanked(path, start, start + 3)

    journal = again(path)

    assert 3 == journal.found
    assert None is taken(journal, "visit", "a")  # it is asked for again
    assert ({"n": 2}, b"") == taken(journal, "visit", "b")
    assert ({"n": 3}, b"\x00\xff" * 900) == taken(journal, "visit", "a")
    journal.close()


@pytest.mark.parametrize(
    "wish,terms,hours,verdict",
    [
        (Wish.AUTO, "terms", 5.9, Verdict.RESUMED),
        (Wish.AUTO, "terms", 6.1, Verdict.TOO_OLD),
        (Wish.RESUME, "terms", 60, Verdict.RESUMED),
        (Wish.AUTO, "others", 1, Verdict.OTHER_TERMS),
        (Wish.RESUME, "others", 1, Verdict.OTHER_TERMS),
        (Wish.FRESH, "terms", 1, Verdict.DROPPED),
    ],
)
def test_a_journal_is_taken_up_when_fresh_and_under_the_same_terms(path, wish, terms, hours, verdict):
    written(path)

    journal = again(path, wish=wish, terms=terms, hours=hours)

    assert verdict is journal.verdict
    assert (3 if verdict is Verdict.RESUMED else 0) == journal.found
    journal.close()


def test_without_a_journal_there_is_nothing_to_take_up(path):
    journal = again(path)

    assert (Verdict.NONE, None, None) == (journal.verdict, journal.began, journal.take("visit", "a"))
    journal.remove()
    assert not path.exists()


@pytest.mark.parametrize(
    "rubbish", [b"", b"no journal at all", b"\x00" * 40, b"\x05\x00\x00\x00\x00\x00\x00\x00{bad}"]
)
def test_a_file_that_is_no_journal_is_begun_anew(path, rubbish):
    path.parent.mkdir()
    path.write_bytes(rubbish)
    journal = again(path)
    journal.write("visit", "a", {}, b"x")
    journal.close()

    later = again(path, hours=2)
    assert 1 == later.found
    later.close()


def test_a_folder_that_cannot_be_written_makes_no_journal_and_no_failure(tmp_path):
    (tmp_path / "file").write_text("x")
    journal = again(tmp_path / "file" / "x.journal")
    journal.write("visit", "a", {}, b"x")

    assert None is journal.take("visit", "a")
    journal.remove()


def test_a_second_scan_of_the_agency_leaves_the_journal_of_the_first_alone(path):
    first = Journal(path, "terms", now=NOW)
    first.write("visit", "a", {}, b"one")
    second = again(path)
    second.write("visit", "b", {}, b"two")
    second.remove()
    first.close()

    journal = again(path)
    assert ({}, b"one") == taken(journal, "visit", "a")
    assert 1 == journal.found
    journal.close()


def test_journals_that_nobody_came_back_for_are_removed_after_a_week(path):
    written(path)
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)

    tidy(path.parent, now=made + timedelta(days=6))
    assert path.exists()

    tidy(path.parent, now=made + timedelta(days=8))
    assert not path.exists()
    tidy(path.parent / "nowhere")
