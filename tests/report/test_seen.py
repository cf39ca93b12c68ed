"""How much was seen is told by section with cause and address, and each item tells where it was looked for."""

from dataclasses import replace

import pytest
from report.samples import ITEMS, SITE, coverage, finding, scan

from oitcrawl.model.finding import Place, PlaceState
from oitcrawl.model.scan import Coverage, Section
from oitcrawl.report.collected import health, not_read, unchecked
from oitcrawl.report.seen import how_much, places, places_text
from oitcrawl.report.words import Words

THAI, ENGLISH = Words("th"), Words("en")


def item(code):
    return next(finding(*one) for one in ITEMS if one[0] == code)


def test_sections_not_read_in_full_stand_open_and_the_others_are_folded():
    seen = how_much(coverage(), THAI)

    assert [one.name for one in seen.sections][:2] == ["จัดซื้อจัดจ้าง", "ปฏิทินกิจกรรม"]
    assert len(seen.sections) + len(seen.more) == len(coverage().sections)
    assert seen.more_title == f"ดูอีก {len(seen.more)} หมวดที่ไม่มีอะไรค้าง"


def test_a_section_says_how_much_was_read_what_was_not_and_why():
    first = how_much(coverage(), THAI).sections[0]

    assert first.bar.read == "118 จาก 135 ที่อยู่"
    assert first.bar.words == "เปิดไม่ได้ 6 · ไม่ได้เข้าตามข้อกำหนด 2 · เปิดได้แต่อ่านไม่ได้ 9 · ลิงก์เสีย 11"
    assert first.cause == "สาเหตุหลัก: เป็นภาพสแกน ไม่มีข้อความ"
    assert (first.examples[1][0].href, first.examples[1][1]) == (f"{SITE}/slow/1", "ไม่ตอบภายในเวลา")


def test_a_bar_is_filled_exactly_and_dead_links_alone_are_no_failure_to_look():
    seen = how_much(coverage(), THAI)
    bars = [one.bar for one in (*seen.sections, *seen.more)]

    assert all(abs(sum(width for *_, width in bar.stretches) - 1000) < 0.1 for bar in bars)
    assert [bar.stretches for bar in bars if not bar.read] == [(("gone", 0.0, 1000.0),)]


def test_a_site_read_in_full_shows_a_few_sections_and_folds_the_rest():
    cover = Coverage(sections=tuple(Section(name=f"หมวด {number}", read=3) for number in range(9)))
    seen = how_much(cover, ENGLISH)

    assert (len(seen.sections), len(seen.more)) == (5, 4)
    assert seen.whole.read == "27 of 27 addresses"


def test_an_old_scan_without_sections_has_no_such_part():
    assert how_much(Coverage(pages=3), THAI) is None


def test_traps_and_what_is_gone_since_the_last_scan_are_told_with_examples():
    seen = how_much(coverage(), THAI)

    assert (seen.traps[0].reason, seen.traps[0].counts) == ("ปฏิทิน", "เข้าแล้ว 4 เหลือ 140")
    assert seen.removed[0][1] == "แผนพัฒนา 2565 · ไม่มีหน้าใดลิงก์ไปถึงแล้ว · เห็นครั้งล่าสุด 3 ก.พ. 2568"


def test_each_place_says_in_words_what_became_of_it():
    told = [(one.tone, one.word) for one in places(item("O12"), THAI)]

    assert told == [
        ("seen", "อ่านแล้ว"),
        ("seen", "อ่านแล้ว"),
        ("none", "ลิงก์เสีย ไม่พบหน้า"),
        ("none", "มีชื่อแต่ลิงก์ไม่พาไปไหน (#)"),
        ("none", "ไม่พบเมนูหรือลิงก์ที่ใช้คำนี้ในเว็บไซต์"),
    ]


def test_what_cannot_be_told_names_the_places_nobody_saw_with_cause_and_address():
    first = unchecked(scan(), THAI).items[0]

    assert [one.word for one in first.doubts] == [
        "เปิดได้แต่อ่านไม่ได้: เป็นภาพสแกน ไม่มีข้อความ",
        "ต้องใช้เบราว์เซอร์จึงเห็น",
        "เปิดไม่ได้: ไม่ตอบภายในเวลา",
    ]
    assert first.doubts[2].url.href == f"{SITE}/slow/1"


def test_every_state_of_a_place_has_a_word_in_both_languages():
    whole = replace(
        item("O12"),
        places=tuple(
            Place(kind=kind, name="ก", state=state)
            for state in PlaceState
            for kind in ("link", "menu", "hub", "open")
        ),
    )

    assert len(places(whole, THAI)) == len(places(whole, ENGLISH)) == 4 * len(PlaceState)


def test_a_cell_names_the_address_of_what_was_not_read_only():
    text = places_text(item("O13"), THAI)

    assert "ITA 2568» – ต้องใช้เบราว์เซอร์จึงเห็น https://" in text
    assert "การบริหารงาน» – อ่านแล้ว" in text
    assert "Pages/admin" not in text


def test_pages_that_need_a_browser_are_one_list_with_cause_and_cure():
    made = scan()
    causes = {one.cause: one for one in unchecked(made, THAI).causes}
    browser = causes["หน้าสร้างด้วยสคริปต์ และเครื่องที่ตรวจไม่มีเบราว์เซอร์"]

    assert browser.count == 2
    assert "oitcrawl doctor" in browser.settle
    assert [cause for cause, url, _ in not_read(made.coverage) if url == f"{SITE}/ita/2568"] == ["browser_absent"]


def test_hidden_links_are_said_and_called_no_evidence():
    sign = health(scan(), THAI).signs[-1]

    assert sign.title.startswith("มีลิงก์ซ่อนอยู่ในโค้ดของหน้า ผู้เข้าชมมองไม่เห็น")
    assert sign.places[0][1] == "แผนพัฒนา 2566"


def test_the_ring_goes_round_once_and_says_the_same_in_words():
    ring = how_much(scan().coverage, THAI).ring

    assert sum(length for _, _, length in ring.arcs) == pytest.approx(100, abs=0.1)
    assert ring.words.startswith(f"อ่านแล้ว {ring.percent}% ของ ")
    assert [kind for kind, _, _ in ring.arcs] == ["read", "unseen", "gone"]


@pytest.mark.parametrize(("read", "failed", "percent"), [(999, 1, "99"), (10, 0, "100"), (0, 0, "0"), (0, 3, "0")])
def test_only_what_was_read_in_full_is_a_hundred_percent(read, failed, percent):
    sections = (Section(name="ITA", read=read, failed=failed, gone=2),)

    assert how_much(Coverage(sections=sections), THAI).ring.percent == percent
