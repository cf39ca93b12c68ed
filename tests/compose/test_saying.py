"""A word is taken down with who, on what, what the machine said, and until when; nobody's word is none."""

from datetime import UTC, date, datetime

import pytest

from oitcrawl.compose.saying import Saying, review_of
from oitcrawl.errors import UsageError
from oitcrawl.model.finding import Status
from oitcrawl.model.person import Looked, Word
from oitcrawl.persons.standing import Ground, Seen
from tests.persons.samples import FILE, OTHER, SHA, SITE, H, item, part, review, scan

UNVERIFIED = scan(item(Status.UNVERIFIED, part("chart", H)))
BY = "สมศรี ตัวอย่าง นักวิเคราะห์"
NOW = datetime(2025, 4, 2, tzinfo=UTC)


def say(made=UNVERIFIED, *, kept=(), ground=None, now=NOW, **words):
    words = {"word": Word.CONFIRM, "target": "O7", "by": BY} | words
    return review_of(Saying(**words), made, kept, ground or Ground(), now=now)


def test_a_confirmation_remembers_what_was_looked_at_and_what_the_machine_said():
    one = say(ground=Ground(print_of={SHA: "words"}.get))

    assert Looked(url=FILE, sha256=SHA, leaf=3, print="words") == one.looked
    assert (Status.FOUND, Status.UNVERIFIED) == (one.status, one.machine.status)
    assert ("annual-report", "O7", "nacc-2568", 2568) == (one.slug, one.item, one.edition, one.fiscal_year)


@pytest.mark.parametrize("by", ["", "  ", "ชื่อ ตำแหน่ง", "NAME POSITION"])
def test_nobody_cannot_say_anything(by):
    with pytest.raises(UsageError, match="ใครเป็นผู้ตรวจ"):
        say(by=by)


@pytest.mark.parametrize("word", [Word.REJECT, Word.WAIVE, Word.WITHDRAW])
@pytest.mark.parametrize("reason", ["", "เหตุผล"])
def test_all_but_a_confirmation_need_a_reason(word, reason):
    with pytest.raises(UsageError, match="ต้องบอกเหตุผล"):
        say(word=word, reason=reason, until=date(2026, 1, 1))


@pytest.mark.parametrize("name", ["o7", "annual-report", "O7"])
def test_an_item_is_named_by_its_code_or_slug(name):
    assert "annual-report" == say(target=name).slug


@pytest.mark.parametrize("words", [{"target": "O99"}, {"component": "none"}, {"url": "ftp://x/"}, {"url": "ไฟล์"}])
def test_what_is_not_there_is_one_line(words):
    with pytest.raises(UsageError):
        say(**words)


def test_a_gap_is_never_confirmed_by_a_slip():
    gap = scan(item(Status.MISSING))

    with pytest.raises(UsageError, match="«ไม่พบ»"):
        say(gap)
    assert Status.MISSING is say(gap, status=Status.MISSING).status
    assert Status.FOUND is say(gap, status=Status.FOUND).status


def test_a_rejection_names_a_gap_and_missing_unless_told_otherwise():
    found = scan(item(Status.FOUND))

    assert Status.MISSING is say(found, word=Word.REJECT, reason="คนละเรื่อง").status
    assert Status.OUTDATED is say(found, word=Word.REJECT, reason="เก่า", status=Status.OUTDATED).status
    with pytest.raises(UsageError, match="--status"):
        say(found, word=Word.REJECT, reason="x", status=Status.FOUND)


def test_what_has_no_evidence_is_confirmed_only_with_an_address():
    bare = scan(item(evidence=()))

    with pytest.raises(UsageError, match="--url"):
        say(bare)
    assert f"{SITE}/x.pdf" == say(bare, url=f"{SITE}/x.pdf").looked.url


def test_an_address_that_the_machine_read_is_watched_from_then_on():
    ground = Ground(seen=lambda url: Seen(sha256=OTHER) if url == f"{SITE}/%E0%B8%81" else None)

    assert OTHER == say(url=f"{SITE}/ก", ground=ground).looked.sha256
    assert "" == say(url=f"{SITE}/b", ground=ground).looked.sha256
    assert SHA == say(url=FILE).looked.sha256


def test_a_word_on_a_component_says_nothing_of_the_whole():
    one = say(component="CHART")

    assert ("chart", None, H) == (one.component, one.status, one.machine_state)


def test_a_word_counts_until_the_end_of_its_year_or_for_a_year():
    assert date(2025, 9, 30) == say().until
    assert date(2026, 4, 1) == say(scan(item(year_wanted=()))).until
    assert date(2026, 4, 1) == say(scan(fiscal_year=2567)).until  # that year is over
    assert date(2027, 1, 1) == say(until=date(2027, 1, 1)).until


def test_a_day_that_is_past_and_a_waiver_without_one_are_refused():
    with pytest.raises(UsageError, match="ผ่านไปแล้ว"):
        say(until=date(2025, 3, 31))
    with pytest.raises(UsageError, match="วันหมดอายุ"):
        say(word=Word.WAIVE, reason="ไม่มีบริการ")


@pytest.mark.parametrize("word", [Word.CONFIRM, Word.WAIVE])
def test_a_day_after_the_scan_but_before_today_in_bangkok_is_past(word):
    late = datetime(2025, 6, 30, 17, 30, tzinfo=UTC)  # the first of July in Bangkok
    words = {"word": word, "reason": "ไม่มีบริการ"}

    with pytest.raises(UsageError, match=r"ผ่านไปแล้ว.*ตั้งแต่ 2025-07-01"):
        say(now=late, until=date(2025, 6, 30), **words)
    assert date(2025, 7, 1) == say(now=late, until=date(2025, 7, 1), **words).until
    assert late == say(now=late).at


def test_a_waiver_is_about_no_evidence():
    one = say(word=Word.WAIVE, reason="ไม่มีบริการ", until=date(2026, 1, 1))

    assert (Status.WAIVED, ()) == (one.status, one.about)


def test_a_word_is_withdrawn_by_its_number_once():
    kept = (review(number=4),)
    back = say(word=Word.WITHDRAW, target="4", reason="ดูผิดหน้า", kept=kept)

    assert (kept[0].uid, Word.WITHDRAW) == (back.withdraws, back.word)
    with pytest.raises(UsageError, match="เลขที่ 4"):
        say(word=Word.WITHDRAW, target="4", reason="อีกครั้ง", kept=(*kept, back))
