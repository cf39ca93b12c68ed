"""A card lets a person put a finger on the evidence, and marks what is not certain."""

from dataclasses import replace

import pytest
from report.samples import ITEMS, digest, evidence, finding, of_item, reviewed, scan

from oitcrawl.model.finding import Status
from oitcrawl.report.cards import anchor, card
from oitcrawl.report.evidence import quote_pieces
from oitcrawl.report.words import Words

THAI = Words("th")


def made(status: Status, **values):
    return card(replace(finding(*ITEMS[6][:4], status), **values), scan(), THAI)


@pytest.mark.parametrize(
    ("quote", "marked", "expected"),
    [
        ("ก รายงาน ข", "รายงาน", (("ก ", False), ("รายงาน", True), (" ข", False))),
        ("รายงาน รายงาน", "รายงาน", (("รายงาน", True), (" ", False), ("รายงาน", True))),
        ("ไม่มีคำนั้น", "รายงาน", (("ไม่มีคำนั้น", False),)),
        ("a.c abc", "a.c", (("a.c", True), (" abc", False))),
        ("", "รายงาน", ()),
    ],
)
def test_matched_words_are_marked_where_they_stand(quote, marked, expected):
    assert quote_pieces(quote, marked) == expected


def test_evidence_tells_page_heading_link_clicks_date_and_digest():
    first = made(Status.FOUND).evidence[0]

    assert first.kind == "PDF · หน้า 3"
    assert first.url.text.endswith("O7-รายงาน 2567.pdf")
    assert dict(first.facts)["ใต้หัวข้อ"] == "ส่วนที่ 2 ผลการดำเนินงาน"
    assert dict(first.facts)["เห็นเมื่อ"] == "10 มีนาคม 2568"
    assert dict(first.facts)["รหัสไฟล์ (SHA-256)"] == digest("O7")
    assert (first.clicks, len(first.path)) == ("3 คลิก", 3)


def test_weak_evidence_is_tagged():
    assert made(Status.OUTDATED).evidence[0].tags == ("ปีไม่ตรง", "เก็บนอกเว็บไซต์หลัก")
    assert made(Status.UNVERIFIED).evidence[0].tags == ("อ่านข้อความไม่ได้",)


def test_components_lead_to_their_evidence_and_recalled_ones_are_unconfirmed():
    parts = made(Status.INCOMPLETE).components

    assert [(one.state, one.unconfirmed, one.anchor) for one in parts] == [
        ("present", False, "O7-e1"),
        ("absent", False, ""),
        ("absent", True, ""),
        ("unreadable", False, ""),
    ]


def test_a_component_that_names_evidence_that_is_not_there_leads_nowhere():
    broken = made(Status.FOUND, evidence=())

    assert {one.anchor for one in broken.components} == {""}
    assert broken.no_evidence


def test_only_the_best_evidence_stands_open_and_the_number_is_capped():
    many = made(Status.FOUND, evidence=tuple(evidence("O7", str(number)) for number in range(40)))

    assert (len(many.evidence), len(many.more)) == (1, 11)


def test_a_found_item_needs_no_advice_and_only_unverified_says_what_would_settle_it():
    assert made(Status.FOUND, advice="ทำต่อไป").advice == ()
    assert made(Status.MISSING, advice="ก ข · ค · ").advice == ("ก ข", "ค")
    assert made(Status.MISSING, settles="ไม่เกี่ยว").settles == ""
    assert made(Status.UNVERIFIED).settles


def test_an_item_without_a_wanted_year_shows_no_years():
    assert "ปีที่ต้องการ" not in dict(made(Status.FOUND, year_wanted=()).facts)
    assert dict(made(Status.MISSING, year_found=()).facts)["ปีที่พบ"] == "ไม่ทราบ"


def test_an_anchor_is_an_id_whatever_the_code():
    assert anchor('O7" onclick') == "O7--onclick"


def told(file, **values):
    finding_of = replace(finding(*ITEMS[6][:4], Status.FOUND), evidence=(evidence("O7", "รายงาน", **values),))
    return card(finding_of, scan(attachments=(file,)), THAI).evidence[0].recognised


def test_evidence_from_recognised_text_says_so_with_its_confidence():
    assert told(of_item("O7", recognised=2, leaves=2, quality=0.9199)) == "อ่านจากภาพด้วย OCR ความมั่นใจ 91%"
    assert told(of_item("O7", recognised=2, leaves=9, quality=0.97)) == "บางหน้าของไฟล์นี้อ่านจากภาพด้วย OCR"
    assert told(of_item("O7")) == ""
    assert told(of_item("O9", recognised=2, leaves=2)) == ""


def test_recognised_evidence_is_known_by_its_bytes_also_after_a_redirect():
    moved = of_item("O7", url="https://www.suanphai.example.go.th/download?id=7", recognised=2, leaves=2, quality=0.9)

    assert told(moved) == "อ่านจากภาพด้วย OCR ความมั่นใจ 90%"
    assert told(replace(moved, sha256="")) == ""
    assert told(replace(moved, sha256="", url=evidence("O7", "").url)) != ""


def test_every_matched_word_is_marked_the_longest_first():
    assert quote_pieces("รายงานประจำปี 2567", "รายงาน", "รายงานประจำปี", "2567") == (
        ("รายงานประจำปี", True),
        (" ", False),
        ("2567", True),
    )


def test_the_way_to_evidence_is_told_in_the_words_to_click():
    first = made(Status.FOUND).evidence[0]

    assert first.way[:3] == ("หน้าแรก", "ITA", "การเปิดเผยข้อมูลสาธารณะ ปี 2568")
    assert first.path[0][1] == "ITA"


def test_a_way_with_an_unknown_step_is_told_by_addresses_alone():
    piece = replace(evidence("O7", "รายงาน"), clicks=("ITA", "", "รายงาน"))
    first = made(Status.FOUND, evidence=(piece,)).evidence[0]

    assert first.way == ()
    assert len(first.path) == 3


def test_evidence_of_an_earlier_version_keeps_its_path_and_its_mark():
    piece = replace(evidence("O7", "รายงาน"), clicks=(), matched=())
    first = made(Status.FOUND, evidence=(piece,)).evidence[0]

    assert len(first.path) == 3
    assert ("รายงาน", True) in first.quote


def test_a_gap_tells_what_it_costs_and_what_is_found_costs_nothing():
    cards = {one.item: card(one, scan(), THAI) for one in scan().items}

    assert dict(cards["O7"].facts)["ค่าประมาณ OIT"].startswith("เสีย ")
    assert dict(cards["O13"].facts)["ค่าประมาณ OIT"].startswith("อาจเสีย ")
    assert "ค่าประมาณ OIT" not in dict(cards["O1"].facts)


def test_the_card_says_whether_a_person_has_looked_or_should():
    cards = {one.item: card(one, reviewed(), THAI) for one in reviewed().items}

    assert (cards["O13"].review, cards["O13"].waits) == ("ตรวจทานแล้ว", False)
    assert cards["O4"].review.startswith("ควรมีผู้ตรวจทาน: คำเดิมหมดผลแล้ว")
    assert cards["O24"].review == "ควรมีผู้ตรวจทาน: โปรแกรมยังสรุปไม่ได้"
    assert (cards["O2"].review, cards["O2"].waits) == ("ยังไม่มีผู้ตรวจทาน", False)
    assert not cards["O20"].waits


def test_the_runner_up_can_be_opened():
    missing = next(one for one in scan().items if one.item == "O12")

    assert card(missing, scan(), THAI).runner_up_url.text.endswith("/Pages/monthly")
