"""Workbooks, honest and hostile."""

import struct
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from read.making import ole, tiny_xlsx, zipped
from read.making_letters import SPACES
from read.making_old import tiny_xls

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.read import workbook
from oitcrawl.settings import Settings


def test_sheets_are_leaves_with_a_table(content):
    read = content(
        tiny_xlsx(
            แผนจัดซื้อ=[
                ["แผนจัดซื้อจัดจ้าง ปี 2568"],
                [],
                ["ลำดับ", "รายการ", "วงเงิน"],
                [1, "กระดาษ", 5000.5],
                [2, "หมึก", 700],
            ],
            ว่าง=[],
        )
    )

    assert ["แผนจัดซื้อ", "ว่าง"] == [leaf.name for leaf in read.leaves]
    assert "แผนจัดซื้อจัดจ้าง ปี 2568\nลำดับ | รายการ | วงเงิน\n1 | กระดาษ | 5000.5\n2 | หมึก | 700" == read.leaves[0].text
    assert ("ลำดับ", "รายการ", "วงเงิน") == read.leaves[0].tables[0].header
    assert (2, Media.XLSX) == (read.leaf_count, read.media)


def test_no_more_rows_than_the_limit_are_read(content):
    read = content(tiny_xlsx(ก=[[n, "ข"] for n in range(50)]), settings=Settings(max_rows=10))

    assert 10 == len(read.leaves[0].text.splitlines())


def test_an_empty_workbook_is_empty(content):
    assert UnreadCause.EMPTY is content(tiny_xlsx(ก=[])).cause


def test_cells_at_the_ends_of_the_earth_do_not_fill_the_memory(content):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(tiny_xlsx(ก=[["1"]]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                far = b'<row r="1048576"><c r="XFD1048576"><v>9</v></c></row></sheetData>'
                data = data.replace(b"</sheetData>", far)
            new.writestr(name, data)

    assert UnreadCause.TOO_LARGE is content(out.getvalue()).cause


def test_a_locked_workbook_says_so(content):
    assert UnreadCause.PASSWORD is content(ole("EncryptionInfo", "EncryptedPackage")).cause


def test_a_broken_old_workbook_is_damaged(content):
    assert (Media.XLS, UnreadCause.DAMAGED) == ((read := content(ole("Workbook"))).media, read.cause)


def test_cells_are_written_as_people_see_them():
    assert ["5000", "0.5", "2025-01-15", "2025-01-15", "ประจำปี", ""] == [
        workbook.cell_text(value)
        for value in (5000.0, 0.5, datetime(2025, 1, 15, 8, tzinfo=UTC), date(2025, 1, 15), "ประจ าปี\n", "")
    ]


ROWS = [["แผนจัดซื้อจัดจ้าง ๒๕๖๘"], ["ลำดับ", "รายการ", "วงเงิน"], [1, "กระดาษ", 5000.5], [2, "หมึก", 700]]
TOLD = "แผนจัดซื้อจัดจ้าง ๒๕๖๘\nลำดับ | รายการ | วงเงิน\n1 | กระดาษ | 5000.5\n2 | หมึก | 700"


def test_workbooks_of_old_excel_are_read(content):
    read = content(tiny_xls({"แผน": ROWS, "สอง": [["ข"]]}, info=("แผนจัดซื้อ", "กองคลัง")))

    assert [("แผน", TOLD), ("สอง", "ข")] == [(leaf.name, leaf.text) for leaf in read.leaves]
    assert ("ลำดับ", "รายการ", "วงเงิน") == read.leaves[0].tables[0].header
    assert (Media.XLS, "แผนจัดซื้อ", "กองคลัง", (date(2025, 1, 15),)) == (
        read.media,
        read.title,
        read.author,
        read.meta_dates,
    )


def tiny_ods(*rows, times=1):
    lines = "".join(f'<table:table-row table:number-rows-repeated="{times}">{row}</table:table-row>' for row in rows)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<office:document-content {SPACES}><office:body><office:spreadsheet><table:table table:name="แผน">{lines}</table:table></office:spreadsheet></office:body></office:document-content>',
            "META-INF/manifest.xml": "<manifest/>",
            "meta.xml": f"<office:document-meta {SPACES}><office:meta><dc:title>แผน</dc:title></office:meta></office:document-meta>",
        },
        stored=True,
    )


def text_cell(text, more=""):
    return f'<table:table-cell office:value-type="string" {more}><text:p>{text}</text:p></table:table-cell>'


def test_open_workbooks_are_read_with_their_empty_ends(content):
    empty = '<table:table-cell table:number-columns-repeated="16384"/>'
    rows = [text_cell(one) + text_cell(two) for one, two in (("ลำดับ", "รายการ"), ("๑", "กระดาษ"), ("๒", "หมึก"))]
    read = content(tiny_ods(*rows, empty))

    assert ("ลำดับ | รายการ\n๑ | กระดาษ\n๒ | หมึก", "แผน", Media.ODS) == (read.leaves[0].text, read.title, read.media)


def test_properties_of_a_workbook_are_told(content):
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "แผนจัดซื้อ", "author": "กองคลัง", "created": datetime(2025, 1, 15, tzinfo=UTC)})
    book.add_worksheet("ก").write(0, 0, "ข")
    book.close()
    read = content(out.getvalue())

    assert ("แผนจัดซื้อ", "กองคลัง", date(2025, 1, 15)) == (read.title, read.author, read.meta_dates[0])


def far_xls():
    return tiny_xls({"ก": [["a"]]}, extra=struct.pack("<HHHHHd", 0x0203, 14, 65535, 255, 0, 1.0))


def far_ods():
    wide = text_cell("x", 'table:number-columns-repeated="16000"')
    return tiny_ods(wide, times=1_000_000)


def far_xlsb():
    """The head of a binary sheet: a cell in the first row and column and one far away."""

    def record(kind, body):
        return bytes([kind, len(body)]) + body

    def row(number, column):
        return record(0, struct.pack("<I", number) + bytes(13)) + record(5, struct.pack("<IId", column, 0, 1.0))

    return zipped({"xl/workbook.bin": b"", "xl/worksheets/sheet1.bin": row(0, 0) + row(1_000_000, 16_000)})


@pytest.mark.parametrize("make", [far_xls, far_ods, far_xlsb])
def test_cells_far_apart_are_refused_in_every_format(content, make):
    assert UnreadCause.TOO_LARGE is content(make()).cause
