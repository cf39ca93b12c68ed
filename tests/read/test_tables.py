"""Tables: spanning cells, headers, and what is no table at all."""

from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.read.tables import Grid, plain_table


def test_a_header_of_two_rows_is_joined_by_column(page):
    table = page(
        "<table><tr><th rowspan=2>ลำดับ</th><th rowspan=2>โครงการ</th><th colspan=2>งบประมาณ</th></tr><tr><th>ได้รับ</th><th>ใช้จ่าย</th></tr>"
        "<tr><td>1</td><td>ถนน</td><td>500</td><td>400</td></tr></table>"
    ).leaf.tables[0]

    assert ("ลำดับ", "โครงการ", "งบประมาณ ได้รับ", "งบประมาณ ใช้จ่าย") == table.header
    assert (("1", "ถนน", "500", "400"),) == table.rows


def test_a_bold_first_row_is_the_header(page):
    table = page(
        "<table><tr><td><b>ก</b></td><td><strong>ข</strong></td></tr><tr><td>1</td><td>2</td></tr></table>"
    ).leaf.tables[0]

    assert ("ก", "ข") == table.header


def test_known_names_of_columns_are_the_header_below_the_title():
    table = plain_table([["แผนจัดซื้อ ปี 2568", "", ""], ["ที่", "รายการ", "วงเงิน (บาท)"], ["1", "กระดาษ", "5,000"]])

    assert ("ที่", "รายการ", "วงเงิน (บาท)") == table.header
    assert (("1", "กระดาษ", "5,000"),) == table.rows


def test_a_row_of_links_or_figures_is_no_header(page):
    rows = "<tr><td>ชื่อโครงการ <a href=a>ก</a></td><td>รายละเอียด</td></tr><tr><td>1</td><td>2</td></tr>"

    assert () == page(f"<table>{rows}</table>").leaf.tables[0].header
    assert () == plain_table([["ลำดับ", "โครงการ", "5,000"], ["1", "ก", "ข"]]).header


def test_one_column_or_one_row_is_no_table(page):
    assert () == page("<table><tr><td>ก</td></tr><tr><td>ข</td></tr></table>").leaf.tables
    assert () == page("<table><tr><td>ก</td><td>ข</td></tr></table>").leaf.tables


def test_cells_that_claim_too_much_do_no_harm(page):
    read = page(
        "<table><tr><td colspan=99999999 rowspan=65000>ก</td><td>ข</td></tr><tr><td colspan=-1>1</td><td rowspan=x>2</td></tr></table>"
    )

    assert len(read.leaf.tables[0].rows[0]) < 100


@given(
    st.lists(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 5), st.integers(0, 5)), max_size=6), max_size=8)
)
def test_every_cell_keeps_its_text(rows):
    grid = Grid()
    for row in rows:
        for text, columns, high in row:
            grid.cell(text, columns=columns, rows=high)
        made = grid.end()

        assert {text for text, _, _ in row} <= set(made.cells)
