"""What is announced of nights: what two in a row agree on, never what swings, and never the scanner's doing as the site's."""

from datetime import date

import pytest

from oitcrawl.compose import Saying
from oitcrawl.model.person import Word
from tests.notify.samples import CODE, IN, F, M, U

FIRST = "เริ่มแจ้งผลตรวจ"


def kinds(told):
    """Each morning in a letter: first, worse, better, swinging, several, or nothing."""
    signs = {FIRST: "1", "แย่ลง": "w", "ดีขึ้น": "b", "แกว่ง": "~"}
    return "".join(
        "".join(sign for word, sign in signs.items() if any(word in one for one in day)) or "." for day in told
    )


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ((F, F, F), "1.."),
        ((F, M, M, M), "1.w."),
        ((F, M, F, F), "1..."),
        ((F, M, M, F, F), "1.w.b"),
        ((F, U, U, U, F), "1...."),
        ((F, U, M, M), "1..w"),
        ((F, M, U, M), "1..w"),
        ((U, U, M, M), "1..."),
        ((F, M, F, M, F, M, F, M, F), "1.....~.."),
        ((F, M, M, F, F, M, M, F, F, M, M), "1.w.b.~...."),
        ((F, IN, M, M), "1..w"),
    ],
)
def test_what_each_line_of_nights_announces(office, statuses, expected):
    assert expected == kinds(office.nights(*statuses))


@pytest.mark.parametrize(("confirm", "expected"), [(1, "1w..."), (2, "1.w.."), (3, "1..w.")])
def test_how_many_nights_must_agree_is_a_setting(office, confirm, expected):
    office.settle(confirm_scans=confirm)
    assert expected == kinds(office.nights(F, M, M, M, M))


def test_an_item_that_swung_is_news_again_once_it_rests(office):
    office.settle(flap_days=5)
    told = kinds(office.nights(F, M, M, F, F, M, M, F, F, M, M, M, M, M, M))

    assert "~" in told
    assert told.endswith(".w..") or "w" in told[told.index("~") :]


def test_a_change_that_was_missed_is_announced_later_and_one_that_went_back_is_not(office):
    office.settle(flap_changes=9)
    office.nights(F)
    for day, status in enumerate((M, M, IN, IN), 1):
        office.scan(day, status)
    (item,) = office.announce(4).planned
    assert "พบครบถ้วน → ไม่ครบองค์ประกอบ" in item.letter.text(3000)

    for day, status in enumerate((M, M, IN, IN), 5):
        office.scan(day, status)
    assert () == office.announce(8).planned


def test_the_scanners_doing_is_told_apart_from_the_sites(office):
    office.nights(F)
    office.scan(1, M, rules="sha256:other")
    office.scan(2, M, rules="sha256:other")
    (item,) = office.announce(2).planned
    text = item.letter.text(3000)

    assert "แยกไม่ได้ว่ามาจากเว็บไซต์" in text or "เกณฑ์หรือโปรแกรมตรวจเปลี่ยน" in text
    assert "เว็บไซต์เปลี่ยน:" not in text


def test_judging_the_same_visit_by_other_rules_is_the_scanners_doing(office):
    office.nights(F, F)
    office.scan(1, M, rules="sha256:other", judged_from=2)
    (item,) = office.announce(2).planned

    assert "เกณฑ์หรือโปรแกรมตรวจเปลี่ยน (เว็บไซต์ไม่ได้เปลี่ยน):" in item.letter.text(3000)


def test_the_sites_own_doing_is_told_as_such_with_who_answers_for_it(office):
    office.nights(F, M, M)
    text = office.letters[-1].text

    assert "เว็บไซต์เปลี่ยน:\n▼ O12 " in text
    assert "พบครบถ้วน → ไม่พบ" in text


def test_a_persons_word_is_told_as_a_persons(office):
    office.nights(M, M)
    said = Saying(target="O12", word=Word.WAIVE, by="ผู้ตรวจ", reason="ไม่มีรายการในปีนี้", until=date(2099, 9, 30))
    office.desk.review(CODE, said)
    (item,) = office.announce(1, 4).planned

    assert "เปลี่ยนตามคำของผู้ตรวจ:" in item.letter.text(3000)
    assert "ยกเว้นโดยผู้ตรวจ" in item.letter.text(3000)
    assert () == office.announce(1, 5).planned
