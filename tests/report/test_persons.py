"""A person's word stands beside the machine's verdict on the card, in the matrix, in sheets and over the estimate."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime

from report.samples import scan

from oitcrawl.model.finding import MachineVerdict, Status
from oitcrawl.model.person import PersonWord, Source, Word
from oitcrawl.model.scan import Range
from oitcrawl.report.cards import card
from oitcrawl.report.lines import items_csv
from oitcrawl.report.persons import people_line
from oitcrawl.report.render import render_report
from oitcrawl.report.view import view
from oitcrawl.report.words import Words

THAI, ENGLISH = Words("th"), Words("en")
BASE = scan()
CONFIRMED = PersonWord(
    number=3,
    source=Source.STORE,
    word=Word.CONFIRM,
    status=Status.FOUND,
    by="สมศรี ตัวอย่าง <b>",
    reason="เปิดดูแล้ว ครบ",
    at=datetime(2025, 4, 2, 20, tzinfo=UTC),
    until=date(2025, 9, 30),
    url="https://www.suanphai.example.go.th/a.pdf",
)
WAIVED = PersonWord(
    source=Source.AGENCIES, word=Word.WAIVE, status=Status.WAIVED, by="ปลัด", reason="ย้ายระบบ", until=date(2025, 6, 30)
)
MACHINE = MachineVerdict(status=Status.UNVERIFIED, because="เป็นภาพสแกน", confidence=0.4)


def with_word(item, *words, machine=None, status=None):
    own = next(one for one in BASE.items if one.item == item)
    return replace(own, persons=words, machine=machine, status=status or own.status)


def shown(item, words=THAI):
    return card(item, BASE, words)


def test_a_card_shows_who_said_what_when_and_until_and_what_the_machine_says():
    one = shown(with_word("O13", CONFIRMED, machine=MACHINE, status=Status.FOUND))

    (word,) = one.persons
    assert ("confirm", "ยืนยันโดยคน: พบครบถ้วน", "เปิดดูแล้ว ครบ") == (word.tone, word.said, word.reason)
    assert "โดย สมศรี ตัวอย่าง <b> · เมื่อ 3 เม.ย. 2568 · มีผลถึง 30 ก.ย. 2568 · คำเลขที่ 3" == word.facts
    assert ("unverified", "ตรวจไม่ได้", "เป็นภาพสแกน") == (one.machine.status, one.machine.word, one.machine.because)
    assert "ยืนยันโดยคน" == one.mark
    assert not [name for name, _ in one.facts if name == THAI("card.confidence")]


def test_a_word_that_lapsed_says_so_and_marks_the_matrix():
    one = shown(with_word("O13", replace(CONFIRMED, lapsed="หลักฐานเปลี่ยนไปแล้ว")))

    assert "lapsed" == one.persons[0].tone
    assert "รอคนตรวจอีกครั้ง: หลักฐานเปลี่ยนไปแล้ว" in one.persons[0].lapsed
    assert "คำของคนหมดผล" == one.mark


def test_agreement_is_told_and_a_waiver_names_its_source():
    agreed = shown(with_word("O1", CONFIRMED))
    waived = shown(with_word("O10", WAIVED, machine=MACHINE))

    assert agreed.agreed
    assert agreed.machine is None
    assert "จากไฟล์รายชื่อหน่วยงาน" in waived.persons[0].facts
    assert "from the agencies file" in shown(with_word("O10", WAIVED), ENGLISH).persons[0].facts


def test_a_component_carries_the_state_that_the_machine_gave():
    own = next(one for one in BASE.items if one.components)
    key = own.components[0].key
    parts = (replace(own.components[0], machine=own.components[0].state), *own.components[1:])
    word = replace(CONFIRMED, component=key, status=None)
    one = shown(replace(own, components=parts, persons=(word,)))

    assert one.components[0].machine.startswith("โปรแกรม: ")
    assert f"ยืนยันโดยคน: มี «{own.components[0].label}»" == one.persons[0].said


def test_an_item_that_nobody_spoke_of_looks_as_before():
    one = shown(with_word("O1"))

    assert ((), None, "", False) == (one.persons, one.machine, one.mark, one.agreed)


def test_the_line_over_the_estimate_tells_what_the_machine_alone_gives():
    summary = replace(BASE.summary, by_person=2, machine=Range(low=50.0, high=71.44))

    assert "รวมคำของคน 2 ข้อ · โปรแกรมอย่างเดียวได้ 50.0–71.4" == people_line(summary, THAI)
    assert "" == people_line(BASE.summary, THAI)


def test_words_reach_the_page_escaped_and_the_sheet():
    items = tuple(
        with_word("O13", CONFIRMED, machine=MACHINE, status=Status.FOUND) if one.item == "O13" else one
        for one in BASE.items
    )
    made = replace(BASE, items=items)
    page = render_report(view(made, words=THAI))
    row = list(csv.DictReader(io.StringIO(items_csv(made, THAI).decode("utf-8-sig"))))[12]

    assert "สมศรี ตัวอย่าง &lt;b&gt;" in page
    assert page.count('class="tile-mark"') == 1
    assert ("found", "unverified") == (row["status"], row["machine_status"])
    assert "เปิดดูแล้ว ครบ" in row["person"]
