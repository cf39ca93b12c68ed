"""Sheets open with frozen headings and filters, hold every item, and never run what a site wrote."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
import python_calamine
from report.samples import SITE, all_in, attachment, attachments, hostile, scan

from oitcrawl.model.declared import DeclaredFit, DeclaredLink, DeclaredState
from oitcrawl.model.finding import Status
from oitcrawl.report.forms import Material, files_of
from oitcrawl.report.lines import items_csv
from oitcrawl.report.sheets import gaps_xlsx
from oitcrawl.report.words import Words

THAI = Words("th")


def sheets(book: bytes) -> dict[str, list[list[object]]]:
    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    return {name: opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names}


def rows(text: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))


def test_the_csv_has_a_mark_that_spreadsheet_programs_know_and_a_line_per_item():
    text = items_csv(scan(), THAI)
    lines = rows(text)

    assert text.startswith(b"\xef\xbb\xbf")
    assert [line[0] for line in lines] == ["item", *(f"O{number}" for number in range(1, 29))]
    assert {len(line) for line in lines} == {26}
    assert lines[7][4:9] == [
        "outdated",
        "ไม่เป็นปัจจุบัน",
        "ฉบับใหม่ที่สุดที่พบเป็นของปีงบประมาณ 2565 แต่ต้องเป็นของปี 2567",
        "2567",
        "2565",
    ]


def test_no_cell_of_the_csv_is_a_formula():
    for line in rows(items_csv(hostile(), THAI)):
        assert not [value for value in line if value.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "＝", "\u200b="])
def test_no_cell_of_any_file_is_a_formula_whatever_a_site_or_a_person_writes(start):
    evil = f"{start}cmd|'/c calc'!A1"
    items = tuple(
        replace(one, because=evil, owner=evil.replace(",", ""), advice=evil, settles=evil, title=evil)
        for one in hostile().items
    )
    link = DeclaredLink(
        item="O1", url=evil, state=DeclaredState.READ, fit=DeclaredFit.NONE, because=evil, better=evil
    )
    files = files_of(
        material(replace(hostile(), items=items, declared=(link,))), ("xlsx", "divisions", "submission", "csv")
    )
    cells = [value for name, content in files.items() for value in _cells(name, content)]

    assert len(files) >= 4
    assert len(cells) > 500
    assert [
        value for value in cells if value.lstrip(" \u200b").startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    ] == []


def _cells(name: str, content: bytes) -> list[str]:
    if name.endswith(".csv"):
        return [value for line in rows(content)[1:] for value in line]
    if not name.endswith(".xlsx"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert not [one for one in book.namelist() if b"<f>" in book.read(one)]
    return [value for sheet in sheets(content).values() for row in sheet for value in row if isinstance(value, str)]


def test_sheets_are_ready_for_paper_and_a_date_is_a_date():
    with zipfile.ZipFile(io.BytesIO(gaps_xlsx(scan(), THAI))) as book:
        page, names = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/workbook.xml").decode()
        styles = book.read("xl/styles.xml").decode()

    assert 'paperSize="9"' in page
    assert 'orientation="landscape"' in page
    assert "fitToWidth" in page or "fitToHeight" in page
    assert "องค์การบริหารส่วนตำบลสวนไผ่" in page.partition("<oddHeader>")[2]
    assert names.count("_xlnm.Print_Titles") == 8
    assert 'name val="Tahoma"' in styles
    assert "[$-107041E]d mmm yyyy" in styles
    assert sheets(gaps_xlsx(scan(), THAI))["สิ่งที่ต้องแก้ไข"][1][10:12] == [date(2025, 3, 31)] * 2


def test_a_division_has_a_sheet_of_its_own_with_due_dates():
    made = files_of(material(scan()), ("divisions",))
    book = sheets(made["gaps-สำนักปลัด.xlsx"])

    assert list(book) == ["สิ่งที่ต้องแก้ไข", "ตรวจดูและรอกำหนด", "รายข้อทั้งหมด", "องค์ประกอบ"]
    assert {row[1] for row in book["สิ่งที่ต้องแก้ไข"][1:]} == {"O2", "O7", "O9", "O16"}
    assert all(isinstance(row[11], date) for row in book["สิ่งที่ต้องแก้ไข"][1:])


def material(whole):
    return Material(scan=whole, past=None, words=THAI, album={})


def test_the_workbook_leads_with_what_to_fix_in_the_order_of_the_report():
    made = sheets(gaps_xlsx(scan(), THAI))

    assert list(made) == [
        "สิ่งที่ต้องแก้ไข",
        "ผลต่อคะแนน (ประมาณ)",
        "รายข้อทั้งหมด",
        "องค์ประกอบ",
        "ตรวจไม่ได้",
        "หมวดของเว็บไซต์",
        "ไฟล์แนบ",
        "ลิงก์เสีย",
    ]
    assert [row[1] for row in made["สิ่งที่ต้องแก้ไข"][1:]] == ["O12", "O27", "O16", "O2", "O9", "O7"]
    assert len(made["รายข้อทั้งหมด"]) == 29
    assert len(made["ลิงก์เสีย"]) == 31


def test_every_sheet_has_a_frozen_heading_and_a_filter():
    with zipfile.ZipFile(io.BytesIO(gaps_xlsx(scan(), THAI))) as book:
        pages = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]

    assert len(pages) == 8
    assert all('state="frozen"' in page and "<autoFilter" in page for page in pages)


def test_the_workbook_holds_no_formula_and_links_only_to_the_web():
    with zipfile.ZipFile(io.BytesIO(gaps_xlsx(hostile(), THAI))) as book:
        text = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))}
    external = [
        target
        for name, xml in text.items()
        if "worksheets/_rels" in name
        for target in re.findall(r'Target="([^"]+)"', xml)
    ]

    assert not [name for name, xml in text.items() if "worksheets/sheet" in name and "<f>" in xml]
    assert [target for target in external if not target.startswith("http")] == []


def test_an_empty_list_still_makes_a_sheet_that_opens():
    made = sheets(gaps_xlsx(all_in(Status.FOUND), THAI))

    assert len(made["สิ่งที่ต้องแก้ไข"]) == 1


def test_sheets_made_again_are_the_same_bytes():
    assert gaps_xlsx(scan(), THAI) == gaps_xlsx(scan(), THAI)
    assert items_csv(scan(), THAI) == items_csv(scan(), THAI)


def test_english_headings_stand_over_thai_findings():
    made = sheets(gaps_xlsx(scan(), Words("en")))

    assert made["To fix"][0][:4] == ["Rank", "Item", "Title", "Status"]


def test_the_sheet_of_attachments_holds_every_file_with_its_cure():
    lines = sheets(gaps_xlsx(scan(), THAI))["ไฟล์แนบ"]
    known = {row[1]: dict(zip(lines[0], row, strict=True)) for row in lines[1:]}
    read = known["รายงานผลการดำเนินงานประจำปี ประจำปีงบประมาณ พ.ศ. 2567"]

    assert len(lines) == 1 + len(attachments())
    assert (read["ข้อ"], read["หน้า / แผ่นงาน"], read["คุณภาพข้อความ"]) == ("O7", "42 หน้า", "ดี 91%")
    assert (read["ปีในไฟล์"], read["ปีในชื่อ"]) == ("2565", "2567")
    assert read["ข้อสังเกต"] == "เป็นภาพสแกน • ปีในไฟล์ไม่ตรงกับปีในชื่อ"
    assert known["แผน HR 1"]["ไฟล์เดียวกันอยู่ที่"].count("• https://") == 8


def test_several_addresses_in_one_cell_are_not_one_link():
    files = (attachment("a", same_as=(f"{SITE}/b", f"{SITE}/c")), attachment("b", same_as=(f"{SITE}/only",)))
    with zipfile.ZipFile(io.BytesIO(gaps_xlsx(scan(attachments=files), THAI))) as book:
        links = book.read("xl/worksheets/_rels/sheet7.xml.rels").decode()

    assert f'"{SITE}/only"' in links
    assert f"{SITE}/b" not in links


def test_places_stand_beside_each_item_and_the_first_doubt_beside_what_cannot_be_told():
    made = sheets(gaps_xlsx(scan(), THAI))
    items = {row[0]: row[-1] for row in made["รายข้อทั้งหมด"]}
    open_items = {row[0]: row[4] for row in made["ตรวจไม่ได้"][1:] if row[0]}

    assert "เมนู «แผนการจัดหาพัสดุ · งานพัสดุ» – ไม่พบเมนูหรือลิงก์ที่ใช้คำนี้ในเว็บไซต์" in items["O12"]
    assert f"เปิดไม่ได้: ไม่ตอบภายในเวลา {SITE}/slow/1" in items["O13"]
    assert open_items["O13"].startswith(f"{SITE}/docs/file/O13")
    assert rows(items_csv(scan(), THAI))[12][17] == items["O12"]


def test_sections_are_a_sheet_with_every_count():
    lines = sheets(gaps_xlsx(scan(), THAI))["หมวดของเว็บไซต์"]

    assert lines[1][0] == "จัดซื้อจัดจ้าง"
    assert [int(value) for value in lines[1][2:9]] == [118, 6, 2, 0, 0, 9, 11]
    assert lines[-1][0] == "หมวดย่อยอื่น ๆ รวม 23 หมวด"
