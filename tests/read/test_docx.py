"""Letters of Word, honest and hostile."""

from datetime import date
from io import BytesIO

import pytest
from read.making import W, paragraph, tiny_docx, tiny_xlsx, zipped

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.read import package


def cell(text, properties=""):
    return f"<w:tc>{properties}{paragraph(text)}</w:tc>"


def test_paragraphs_are_lines_and_tables_are_rows(content):
    table = f"<w:tbl><w:tr>{cell('ลำดับ')}{cell('โครงการ')}</w:tr><w:tr>{cell('1')}{cell('ถนน')}</w:tr></w:tbl>"
    read = content(tiny_docx(paragraph("แผนดำเนินงาน ") + table + paragraph("จบ"), title="แผน"))

    assert "แผนดำเนินงาน\nลำดับ | โครงการ\n1 | ถนน\nจบ" == read.leaves[0].text
    assert (("ลำดับ", "โครงการ"), (("1", "ถนน"),)) == (read.leaves[0].tables[0].header, read.leaves[0].tables[0].rows)
    assert ("แผน", (date(2025, 1, 15),), Media.DOCX) == (read.title, read.meta_dates, read.media)


def test_pages_are_those_that_word_drew(content):
    rendered = "<w:r><w:lastRenderedPageBreak/></w:r>"
    broken = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    read = content(
        tiny_docx(
            paragraph("หน้าปก") + broken + paragraph("คำนำ", inside=rendered) + paragraph("เนื้อหา", inside=rendered)
        )
    )

    assert ["หน้าปก", "คำนำ", "เนื้อหา"] == [leaf.text for leaf in read.leaves]
    assert 3 == read.leaf_count


def test_words_in_boxes_count_once_and_deleted_ones_not_at_all(content):
    box = "<w:r><m:AlternateContent xmlns:m='m'><m:Choice><w:txbxContent>{0}</w:txbxContent></m:Choice><m:Fallback><w:txbxContent>{0}</w:txbxContent></m:Fallback></m:AlternateContent></w:r>"
    body = f"<w:p>{box.format(paragraph('รายงานประจำปี'))}<w:del><w:r><w:delText>เก่า</w:delText></w:r></w:del><w:r><w:t>ใหม่</w:t></w:r></w:p>"

    assert "รายงานประจำปี\nใหม่" == content(tiny_docx(body)).leaves[0].text


def test_words_split_into_runs_stay_whole(content):
    assert (
        "ประจำปี 2568"
        == content(
            tiny_docx(
                "<w:p><w:r><w:t>ประ</w:t></w:r><w:r><w:t>จำปี</w:t></w:r><w:r><w:tab/><w:t>2568</w:t></w:r></w:p>"
            )
        )
        .leaves[0]
        .text
    )


def test_merged_cells_repeat_what_spans_them(content):
    down, on = "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>", "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = f"<w:tr>{cell('กอง')}{cell('ชื่อ')}</w:tr><w:tr>{cell('คลัง', down)}{cell('ก')}</w:tr><w:tr>{cell('', on)}{cell('ข')}</w:tr>"

    assert ("คลัง", "ข") == content(tiny_docx(f"<w:tbl>{rows}</w:tbl>")).leaves[0].tables[0].rows[-1]


def test_a_letter_of_python_docx_is_read(content):
    from docx import Document

    made = Document()
    made.add_heading("ประกาศเจตนารมณ์", 1)
    made.add_paragraph("ข้าพเจ้าขอประกาศ")
    made.add_page_break()
    made.add_paragraph("ลงนาม")
    out = BytesIO()
    made.save(out)

    assert ["ประกาศเจตนารมณ์\nข้าพเจ้าขอประกาศ", "ลงนาม"] == [leaf.text for leaf in content(out.getvalue()).leaves]


def test_a_letter_of_pictures_only_is_a_scan(content):
    assert UnreadCause.SCAN is content(tiny_docx("<w:p/>", extra={"word/media/image1.png": b"x"})).cause
    assert UnreadCause.EMPTY is content(tiny_docx("<w:p/>")).cause


def bomb():
    entities = (
        "<!DOCTYPE x [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY {chr(98 + n)} '{'&' + chr(97 + n) + ';'}'>" for n in range(9))
        + "]>"
    )
    return (
        f"<?xml version='1.0'?>{entities}<w:document xmlns:w='{W}'><w:body>{paragraph('&j;')}</w:body></w:document>"
    )


def outside():
    return f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document xmlns:w='{W}'><w:body>{paragraph('ก&e;')}</w:body></w:document>"


def test_entities_are_never_resolved(content):
    for document in (bomb(), outside()):
        read = content(zipped({"word/document.xml": document}))

        assert "root:" not in str(read)
        assert "haha" not in str(read)


def test_a_part_that_unpacks_to_too_much_is_left(content, monkeypatch):
    monkeypatch.setattr(package, "MAX_PART", 10_000)

    assert UnreadCause.TOO_LARGE is content(tiny_docx(paragraph("ก" * 20_000))).cause
    assert UnreadCause.TOO_LARGE is content(tiny_xlsx(ก=[["ข" * 500] * 200] * 200)).cause


@pytest.mark.parametrize(
    "body",
    [
        tiny_docx(paragraph("ก"))[:-60],
        zipped({"word/document.xml": "<w:document"}),
        zipped({"word/document.xml": ""}),
        zipped({"word/other.xml": "x"}),
        tiny_xlsx(ก=[["1"]])[:-40],
        zipped({"xl/workbook.xml": "junk"}),
    ],
)
def test_damage_is_a_value(content, body):
    assert content(body).cause in {UnreadCause.DAMAGED, UnreadCause.EMPTY}


def test_a_deep_letter_is_read(content):
    assert (
        "ลึก"
        in content(tiny_docx("<w:sdt><w:sdtContent>" * 100 + paragraph("ลึก") + "</w:sdtContent></w:sdt>" * 100))
        .leaves[0]
        .text
    )
