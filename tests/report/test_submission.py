"""Only what passed may be entered; all else is told apart with why, and declared links are compared."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import python_calamine
from report.samples import HOSTILE, PDF_OF, SITE, hostile, reviewed, scan

from oitcrawl.model.declared import DeclaredFit, DeclaredLink, DeclaredState
from oitcrawl.model.finding import PersonWord, Status
from oitcrawl.model.person import Source, Word
from oitcrawl.report.declared import declared_of, declared_table
from oitcrawl.report.submission import entries, submission_xlsx
from oitcrawl.report.words import Words

THAI = Words("th")
READY, NOT_READY, DECLARED = "ลิงก์ที่พร้อมกรอก", "ยังไม่พร้อมกรอก", "ลิงก์ที่แจ้งไว้"


def sheets(book: bytes) -> dict[str, list[dict[str, object]]]:
    """Rows of each sheet by their headings."""
    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    found = {}
    for name in opened.sheet_names:
        head, *rows = opened.get_sheet_by_name(name).to_python()
        found[name] = [dict(zip(head, row, strict=True)) for row in rows]
    return found


def with_item(item: str, **values):
    """The sample with one item changed."""
    return scan(items=tuple(replace(one, **values) if one.item == item else one for one in scan().items))


def declared(item="O1", **values) -> DeclaredLink:
    base = {"url": f"{SITE}/entered", "answered": f"{SITE}/entered", "state": DeclaredState.READ}
    return DeclaredLink(**{"item": item, "fit": DeclaredFit.BEST, **base, **values})


def test_every_item_is_on_one_of_two_sheets_and_only_what_passed_is_ready():
    made = sheets(submission_xlsx(scan(), THAI))
    ready, rest = ([row["ข้อ"] for row in made[name]] for name in (READY, NOT_READY))
    found = [one.item for one in scan().items if one.status is Status.FOUND]

    assert ready == found
    assert sorted([*ready, *rest]) == sorted(one.item for one in scan().items)


def test_a_ready_row_says_what_to_enter_what_it_shows_and_when_it_was_seen():
    row = sheets(submission_xlsx(scan(), THAI))[READY][0]

    assert row["ลิงก์ที่ให้กรอก"] == f"{SITE}/docs/file/O1-รายงาน 2567.pdf"
    assert row["สิ่งที่ลิงก์แสดง"] == "โครงสร้างและอำนาจหน้าที่ ประจำปีงบประมาณ พ.ศ. 2567 · PDF · หน้า 3"
    assert row["วันที่ตรวจพบ"] == date(2025, 3, 10)
    assert row["ผ่านโดย"] == "ระบบตรวจพบครบถ้วน"
    assert f"{SITE}/Pages/structure-and-authority" in row["ลิงก์ประกอบ"]


def test_what_a_person_confirmed_is_ready_by_the_link_they_looked_at():
    (one,) = [entry for entry in entries(reviewed(), THAI) if entry.item.item == "O13"]

    assert one.url == f"{SITE}/docs/{PDF_OF}"
    assert one.person is not None


def test_what_a_person_rejected_or_waived_is_not_ready():
    ready = {entry.item.item for entry in entries(reviewed(), THAI)}

    assert not {"O3", "O12"} & ready
    assert "O4" in ready  # found by the scan; the word on it has lapsed


def test_a_person_who_confirms_a_gap_makes_nothing_ready():
    word = PersonWord(
        source=Source.STORE,
        word=Word.CONFIRM,
        status=Status.MISSING,
        by="ปลัด",
        at=datetime(2025, 3, 1, tzinfo=UTC),
        until=date(2025, 9, 30),
        url=f"{SITE}/x",
    )

    assert "O12" not in {entry.item.item for entry in entries(with_item("O12", persons=(word,)), THAI)}


def test_a_found_item_without_a_link_that_can_be_entered_is_not_ready():
    bad = tuple(replace(one, url="javascript:alert(1)") for one in scan().items[0].evidence)
    made = sheets(submission_xlsx(with_item("O1", evidence=bad), THAI))

    assert "O1" not in {row["ข้อ"] for row in made[READY]}
    (row,) = [row for row in made[NOT_READY] if row["ข้อ"] == "O1"]
    assert str(row["เหตุผล"]).startswith("ไม่มีลิงก์ที่กรอกได้")


def test_evidence_of_another_year_or_without_text_is_never_entered():
    first, second = scan().items[0].evidence
    made = with_item("O1", evidence=(replace(first, right_year=False), replace(second, readable=True)))

    assert entries(made, THAI)[0].url == second.url


def test_what_is_not_ready_says_why_what_to_do_and_by_when():
    rows = {row["ข้อ"]: row for row in sheets(submission_xlsx(scan(), THAI))[NOT_READY]}

    assert rows["O7"]["สถานะ"] == "ไม่เป็นปัจจุบัน"
    assert str(rows["O7"]["สิ่งที่ต้องดำเนินการ"]).startswith("เผยแพร่รายงาน")
    assert rows["O7"]["กำหนดเสร็จ"] == date(2025, 3, 31)
    assert str(rows["O13"]["สิ่งที่ต้องดำเนินการ"]).startswith("เผยแพร่ไฟล์ที่ส่งออก")
    assert str(rows["O10"]["สิ่งที่ต้องดำเนินการ"]).startswith("ไม่ต้องกรอก")
    assert str(rows["O6"]["สิ่งที่ต้องดำเนินการ"]).startswith("กรอกได้เมื่อ")


@pytest.mark.parametrize(
    ("link", "tone", "todo"),
    [
        (declared(), "good", "ใช้ลิงก์นี้ได้"),
        (declared("O7"), "warn", "ใช้ลิงก์นี้ได้เมื่อแก้ไขข้อนี้ครบแล้ว"),
        (declared("O13"), "warn", "เปิดดูด้วยตนเอง"),
        (declared(fit=DeclaredFit.OTHER_ITEM, taken_for=("O5",), better=f"{SITE}/b"), "bad", "เปลี่ยนเป็นลิงก์"),
        (declared(fit=DeclaredFit.NONE), "warn", "เผยแพร่ข้อมูลของข้อนี้"),
        (declared(fit=DeclaredFit.AMONG, better=f"{SITE}/b"), "warn", "เปลี่ยนเป็นลิงก์"),
        (declared(state=DeclaredState.DEAD, cause="not_found", fit=DeclaredFit.UNKNOWN), "bad", "แก้ลิงก์ให้เปิดได้"),
        (declared(state=DeclaredState.FAILED, cause="timeout", fit=DeclaredFit.UNKNOWN), "bad", "ตรวจอีกครั้ง"),
        (declared(state=DeclaredState.REFUSED, cause="robots", fit=DeclaredFit.UNKNOWN), "blind", "เปิดดูด้วยตนเอง"),
        (declared(state=DeclaredState.UNVISITED, cause="unvisited", fit=DeclaredFit.UNKNOWN), "blind", "ตรวจอีกครั้ง"),
        (declared(state=DeclaredState.OUTSIDE, fit=DeclaredFit.UNKNOWN), "blind", "เปิดดูด้วยตนเอง"),
    ],
)
@pytest.mark.parametrize("lang", ["th", "en"])
def test_every_declared_link_is_told_with_what_to_do(link, tone, todo, lang):
    whole = scan(declared=(link,))
    item = next(one for one in whole.items if one.item == link.item)
    (seen,) = declared_of(item, whole, Words(lang))

    assert seen.tone == tone
    assert all((seen.opens, seen.same))
    assert bool(seen.compared) is link.state.opened
    assert lang == "en" or seen.todo.startswith(todo)


def test_declared_links_are_a_sheet_and_a_table():
    links = (declared(), declared("O7", fit=DeclaredFit.AMONG, better=f"{SITE}/b", answered=f"{SITE}/moved"))
    rows = sheets(submission_xlsx(scan(declared=links), THAI))[DECLARED]
    table = declared_table(scan(declared=links), THAI)

    assert [(row["ข้อ"], row["ตรงกับหลักฐานที่ดีที่สุด"], row["ลิงก์ที่เหมาะสมกว่า"]) for row in rows] == [
        ("O1", "ตรงกัน", ""),
        ("O7", "ไม่ตรงกัน", f"{SITE}/b"),
    ]
    assert "2 รายการ ใช้ได้ 1 รายการ ต้องดำเนินการ 1 รายการ" in table.lead
    assert table.rows[1].answered.href == f"{SITE}/moved"
    assert declared_table(scan(), THAI) is None


def test_another_spelling_of_one_address_leads_nowhere_else():
    link = declared(url=f"{SITE}/รายงาน 2567.pdf", answered=f"{SITE}/{PDF_OF}")

    assert declared_table(scan(declared=(link,)), THAI).rows[0].answered is None


def test_another_link_than_the_declared_one_is_remarked():
    other = declared(fit=DeclaredFit.AMONG, better=f"{SITE}/b")
    (one, *_) = entries(scan(declared=(other,)), THAI)

    assert "ต่างจากลิงก์ที่แจ้งไว้" in one.remark
    assert "ต่างจากลิงก์ที่แจ้งไว้" not in entries(scan(declared=(declared(),)), THAI)[0].remark


def test_hostile_words_are_text_and_hostile_addresses_no_links():
    evil = replace(hostile(), declared=(declared(url=HOSTILE, answered="", better="javascript:x", because=HOSTILE),))
    with zipfile.ZipFile(io.BytesIO(submission_xlsx(evil, THAI))) as book:
        text = "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name)

    assert "<f>" not in text
    assert 'Target="javascript' not in text


def test_the_same_scan_gives_the_same_bytes():
    assert submission_xlsx(scan(), THAI) == submission_xlsx(scan(), THAI)


@pytest.mark.parametrize(
    ("link", "opens"),
    [
        ({"answered": f"{SITE}/o1.pdf"}, f"เปิดได้ โดยถูกส่งต่อไปยังที่อยู่อื่น → {SITE}/o1.pdf"),
        ({"answered": f"{SITE}/entered/"}, "เปิดได้"),
        (
            {"answered": f"{SITE}/", "to_home": True, "fit": DeclaredFit.NONE},
            f"ถูกส่งต่อไปหน้าแรก จึงไม่แสดงข้อมูลใดของตนเอง → {SITE}/",
        ),
        (
            {"answered": "https://elsewhere.example/x", "state": DeclaredState.SENT_AWAY, "fit": DeclaredFit.UNKNOWN},
            "อยู่ในเว็บไซต์ของหน่วยงาน แต่ถูกส่งต่อออกไปยังเว็บไซต์อื่น ซึ่งระบบไม่ได้เปิด → https://elsewhere.example/x",
        ),
    ],
)
def test_a_declared_link_that_is_sent_on_says_where_it_ends(link, opens):
    (row,) = sheets(submission_xlsx(scan(declared=(declared(**link),)), THAI))[DECLARED]

    assert opens in row.values()
