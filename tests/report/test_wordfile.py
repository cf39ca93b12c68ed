"""The draft plan as a Word file, read by a library that did not write it: A4, Thai, repeated headings, whole rows."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree
from report.samples import all_in, hostile, scan, site_down

from oitcrawl.model.finding import Status
from oitcrawl.report.wordfile import plan_docx
from oitcrawl.report.words import Words

THAI = Words("th")


def opened(of=None, words=THAI):
    return docx.Document(io.BytesIO(plan_docx(of or scan(), words)))


def parts(of):
    with zipfile.ZipFile(io.BytesIO(of)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def words_of(document):
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_sections_are_those_of_the_papers_that_agencies_publish():
    heads = [one.text for one in opened().paragraphs if one.style.name.lower() == "heading 1"]

    assert heads == [
        "1. หลักการและเหตุผล",
        "2. ผลการวิเคราะห์การประเมิน ITA",
        "3. มาตรการ ขั้นตอน ระยะเวลา และผู้รับผิดชอบ",
        "4. การกำกับติดตามและการรายงานผล",
        "5. การลงนาม",
    ]


def test_every_page_says_that_it_is_a_draft():
    document = opened()

    assert document.paragraphs[0].text == "(ร่าง)"
    for section in document.sections:
        assert section.header.paragraphs[0].text.startswith("ร่าง · จัดทำโดยเครื่องมืออัตโนมัติ")


def test_pages_are_a4_and_the_tables_of_measures_lie_across():
    document = opened()

    assert [section.orientation for section in document.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    for section in document.sections:
        assert sorted((section.page_width, section.page_height)) == [
            pytest.approx(Mm(210), abs=Mm(0.2)),
            pytest.approx(Mm(297), abs=Mm(0.2)),
        ]


def test_tables_fit_between_the_margins():
    document = opened()
    rooms = [section.page_width - section.left_margin - section.right_margin for section in document.sections]

    for number, table in enumerate(document.tables):
        room = rooms[1] if 2 <= number <= 3 else rooms[0]
        assert sum(column.width for column in table.columns) <= room + Mm(0.1)


def test_headings_of_tables_repeat_and_only_long_rows_break_across_pages():
    for table in opened().tables[:-1]:  # the last one holds the signatures
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert first._tr.trPr.find(qn("w:cantSplit")) is not None
        for row in others:
            assert not row._tr.xpath("w:trPr/w:tblHeader")
            longest = max(len(cell.text) for cell in row.cells)
            assert row._tr.xpath("w:trPr/w:cantSplit") or longest > 100  # letters


def test_thai_is_set_in_the_font_of_public_papers_with_others_to_fall_back_on():
    package = parts(plan_docx(scan(), THAI))
    styles = etree.fromstring(package["word/styles.xml"])
    fonts = etree.fromstring(package["word/fontTable.xml"])

    (default,) = styles.iterfind(f"{qn('w:docDefaults')}//{qn('w:rFonts')}")
    assert {default.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "cs")} == {"TH Sarabun New"}
    assert "Sarabun" in fonts.find(f".//{qn('w:altName')}").get(qn("w:val")).split(",")


def test_every_style_that_is_used_is_there():
    package = parts(plan_docx(scan(), THAI))
    styles = {one.get(qn("w:styleId")) for one in etree.fromstring(package["word/styles.xml"]).iter(qn("w:style"))}

    for name in ("word/document.xml", "word/header.xml", "word/footer.xml"):
        for kind in ("w:pStyle", "w:rStyle", "w:tblStyle"):
            assert {one.get(qn("w:val")) for one in etree.fromstring(package[name]).iter(qn(kind))} <= styles


def test_blanks_are_marked_so_that_nobody_overlooks_them():
    document = opened()
    runs = [run for one in document.element.body.iter(qn("w:p")) for run in one.iter(qn("w:r"))]
    text = {run: "".join(piece.text or "" for piece in run.iter(qn("w:t"))) for run in runs}

    marked = [said for run, said in text.items() if run.find(f".//{qn('w:rStyle')}") is not None]
    assert "[โปรดระบุคะแนน]" in marked
    assert all(said.startswith("[โปรดระบุ") and said.endswith("]") for said in marked)
    assert not any("[โปรดระบุ" in said for said in text.values() if said not in marked)


def test_three_people_sign():
    signatures = opened().tables[-1].rows[0].cells

    assert [cell.paragraphs[0].text for cell in signatures] == ["ผู้จัดทำ", "ผู้ตรวจสอบ", "ผู้อนุมัติ"]
    assert all("ลงชื่อ" in cell.text and "[โปรดระบุตำแหน่ง]" in cell.text for cell in signatures)


def test_pages_are_numbered():
    codes = [one.text.strip() for one in opened().sections[0].footer._element.iter(qn("w:instrText"))]

    assert codes == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_hostile_texts_stay_texts(lang):
    document = opened(hostile(), Words(lang))
    text = words_of(document)

    assert "<script>alert(1)</script>" in text
    assert "\x00" not in text
    assert "\u202e" not in text


def test_a_word_without_end_and_a_flood_of_text_leave_rows_that_fit_on_a_page():
    items = tuple(
        replace(
            one,
            because="ก" * 50_000,
            advice=" · ".join(["y" * 5_000] * 300),
            runner_up="&<>" * 9_000,
            title="ข" * 3_000,
        )
        if one.status.is_gap
        else one
        for one in scan().items
    )

    for table in opened(replace(scan(), items=items)).tables[2:4]:
        assert max(len(cell.text) for row in table.rows for cell in row.cells) < 1_100


@pytest.mark.parametrize(
    "of", [all_in(Status.FOUND), all_in(Status.MISSING), site_down()], ids=["found", "missing", "down"]
)
def test_any_scan_gives_a_file_that_opens(of):
    assert len(opened(of).tables) == 6


def test_the_same_scan_gives_the_same_bytes_and_the_moment_of_the_scan():
    made = plan_docx(scan(), THAI)

    assert plan_docx(scan(), THAI) == made
    assert opened().core_properties.created.isoformat() == "2025-03-10T02:03:29+00:00"
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_is_small():
    assert len(plan_docx(all_in(Status.MISSING), THAI)) < 60_000
