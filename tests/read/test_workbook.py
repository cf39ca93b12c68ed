"""Workbooks, honest and hostile."""

import zipfile
from datetime import UTC, date, datetime
from io import BytesIO

from read.making import ole, tiny_xlsx

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
