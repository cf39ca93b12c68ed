"""A change counts when two scans in a row say so; other rules and passed dates count at once; blindness never does."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from report.samples import after, reviewed, scan, with_statuses

from oitcrawl.model.finding import Status
from oitcrawl.model.outline import Cause
from oitcrawl.report.compare import ChangeKind, Standing, compare
from oitcrawl.report.history import past, since_chosen, since_last, stands, tally

F, IN, M, U = Status.FOUND, Status.INCOMPLETE, Status.MISSING, Status.UNVERIFIED


def nights(*statuses, rules=(), again=()):
    """Visits on days in a row in which O12 has these statuses; ``rules`` and ``again`` name nights from 0 on."""
    made = []
    for night, status in enumerate(statuses):
        day = night - sum(one < night or one == night for one in again)
        when = datetime(2025, 3, 10 + day, 2, tzinfo=UTC)
        one = with_statuses(scan(started=when, finished=when, as_of=when.date()), O12=status)
        if any(first <= night for first in rules):
            one = replace(one, rules_digest="sha256:new")
        made.append(replace(one, judged_from=night) if night in again else one)
    return list(enumerate(made, 1))


def told(line):
    """What is told of O12 at the last night: (kind, before, after, cause, standing)."""
    found = since_last(past(line), line[-1][1])
    one = next((one for one in found.changes if one.item == "O12"), None)
    return one and (one.kind, one.before, one.after, one.cause, one.standing)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((F, F), None),
        ((F, M), (ChangeKind.NEW_GAP, F, M, Cause.SITE, Standing.ONCE)),
        ((F, M, M), (ChangeKind.NEW_GAP, F, M, Cause.SITE, Standing.SETTLED)),
        ((F, M, M, M), None),
        ((F, M, F), (ChangeKind.OTHER, M, F, Cause.SITE, Standing.WITHDRAWN)),
        ((F, M, F, F), None),
        ((M, F, F), (ChangeKind.MENDED, M, F, Cause.SITE, Standing.SETTLED)),
        ((F, IN, M), (ChangeKind.NEW_GAP, F, M, Cause.SITE, Standing.ONCE)),
        ((F, U), (ChangeKind.BLIND, F, U, Cause.SCANNER, Standing.UNSEEN)),
        ((F, U, U), None),
        ((F, U, F), (ChangeKind.SEEN, U, F, Cause.SCANNER, Standing.UNSEEN)),
        ((F, U, M), (ChangeKind.NEW_GAP, F, M, Cause.SITE, Standing.ONCE)),
        ((F, M, U, M), (ChangeKind.NEW_GAP, F, M, Cause.SITE, Standing.SETTLED)),
        ((U, M), (ChangeKind.SEEN, U, M, Cause.SCANNER, Standing.UNSEEN)),
    ],
)
def test_what_is_told_after_each_line_of_nights(statuses, expected):
    assert told(nights(*statuses)) == expected


@pytest.mark.parametrize(
    ("confirm", "statuses", "expected"),
    [
        (1, (F, M), M),
        (2, (F, M), F),
        (3, (F, M, M), F),
        (3, (F, M, M, M), M),
        (3, (F, M, M, F, M, M), F),
        (3, (F, M, U, M, M), M),
    ],
)
def test_how_many_scans_must_agree_is_a_setting(confirm, statuses, expected):
    slug = next(item.slug for item in scan().items if item.item == "O12")
    assert expected is stands(past(nights(*statuses)).outlines, confirm)[slug][-1].settled


def test_the_first_scan_has_nothing_to_tell():
    assert since_last(after(), scan()) is None


def test_judging_again_by_other_rules_counts_at_once_and_is_no_second_look():
    assert told(nights(F, M, rules=(1,), again=(1,))) == (ChangeKind.NEW_GAP, F, M, Cause.RULES, Standing.SETTLED)

    doubted = nights(F, M, M, rules=(2,), again=(2,))
    assert told(doubted) == (ChangeKind.NEW_GAP, F, M, Cause.SITE, Standing.ONCE)


def test_other_rules_and_other_evidence_wait_for_the_next_scan():
    assert told(nights(F, M, rules=(1,))) == (ChangeKind.NEW_GAP, F, M, Cause.BOTH, Standing.ONCE)


def test_since_a_chosen_scan_the_steps_in_between_tell_whose_doing_it_was():
    line = nights(F, M, M, M, rules=(3,))
    now = line[-1][1]
    chosen = replace(past(line), chosen=compare(line[0], line[-1]))

    (one,) = since_chosen(chosen, now).changes
    assert (one.cause, one.standing) == (Cause.SITE, Standing.SETTLED)

    (alone,) = compare(line[0], line[-1]).changes
    assert alone.cause is Cause.BOTH
    assert since_chosen(past(line), now) is None


def test_since_a_chosen_scan_what_was_seen_once_waits_too():
    line = nights(F, F, M)
    told = since_chosen(replace(past(line), chosen=compare(line[0], line[-1])), line[-1][1])

    assert [Standing.ONCE] == [one.standing for one in told.changes]
    assert {} == tally(told.changes)


def test_a_persons_word_is_news_only_when_it_was_said_since_the_last_scan():
    now = reviewed()
    news = {one.item: one.cause for one in since_last(after(scan(), now=now), now).changes}
    assert {"O13": Cause.PERSON, "O3": Cause.PERSON, "O12": Cause.PERSON} == news

    late = replace(now, finished=datetime(2025, 4, 20, tzinfo=UTC), started=datetime(2025, 4, 20, tzinfo=UTC))
    assert () == since_last(after(scan(), now=late), late).changes


def test_another_fiscal_year_begins_a_history_of_its_own():
    (_, old), (_, new) = nights(M, F)
    new = replace(new, fiscal_year=2569)
    line = past([(1, old), (2, new)])

    assert [2] == [one.number for one in line.kin]
    assert (ChangeKind.MENDED, Cause.FRAME) == told([(1, old), (2, new)])[:4:3]
    assert since_last(line, new).frame_changed


def test_where_an_item_stands_is_known_after_every_scan():
    story = stands(past(nights(F, M, M, U)).outlines)["procurement-list-and-progress"]

    assert [(F, None), (F, M), (M, None), (M, None)] == [(one.settled, one.waiting) for one in story]
    assert [0, 0, 0, 1] == [one.blind for one in story]
    assert date(2025, 3, 11) == story[-1].since


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [((F, M), None), ((F, M, M), (1, date(2025, 3, 10))), ((F, F, M, U, M), (2, date(2025, 3, 11))), ((F, U), None)],
)
def test_a_change_names_the_scan_that_was_last_as_before_where_it_is_an_older_one(statuses, expected):
    line = nights(*statuses)
    (one,) = since_last(past(line), line[-1][1]).changes

    assert one.seen == expected


def test_gaps_that_were_known_before_an_outage_are_seen_again_and_not_new():
    assert told(nights(M, M, U, M)) == (ChangeKind.SEEN, U, M, Cause.SCANNER, Standing.UNSEEN)
    line = nights(M, U, M)
    chosen = compare(line[1], line[2])
    assert [(one.kind, one.standing) for one in chosen.changes] == [(ChangeKind.SEEN, Standing.UNSEEN)]


def test_a_persons_word_is_no_mending_by_the_site():
    now = reviewed()
    found = since_last(after(scan(), now=now), now)

    assert tally(found.changes) == {}
    assert {one.kind for one in found.changes} == {ChangeKind.OTHER}
