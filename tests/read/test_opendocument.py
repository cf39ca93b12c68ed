"""OpenDocument letters and slides, honest and hostile."""

from datetime import date

import pytest
from read.making import tiny_docx, zipped
from read.making_letters import tiny_odt

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.read import package
from oitcrawl.settings import Settings


def paragraph(text, style=""):
    named = f' text:style-name="{style}"' if style else ""
    return f"<text:p{named}>{text}</text:p>"


def row(*cells):
    return (
        "<table:table-row>"
        + "".join(f"<table:table-cell>{paragraph(one)}</table:table-cell>" for one in cells)
        + "</table:table-row>"
    )


def test_a_letter_is_read_with_headings_lists_and_properties(content):
    body = (
        '<text:h text:outline-level="1">ประกาศเจตนารมณ์</text:h>'
        + paragraph("ข้าพเจ้า<text:s text:c='3'/>นาย<text:tab/>ก<text:line-break/>ขอ<text:span>ประ</text:span>กาศ")
        + f"<text:list><text:list-item>{paragraph('ข้อ ๑')}</text:list-item></text:list>"
    )
    read = content(tiny_odt(body, title="ประกาศ", author="สำนักปลัด"))

    assert "ประกาศเจตนารมณ์\nข้าพเจ้า นาย ก\nขอประกาศ\nข้อ ๑" == read.leaves[0].text
    assert (Media.ODT, "ประกาศ", "สำนักปลัด") == (read.media, read.title, read.author)
    assert (date(2025, 1, 15), date(2025, 2, 1)) == read.meta_dates


def test_tables_keep_header_and_spans(content):
    table = (
        f"<table:table><table:table-header-rows>{row('กอง', 'ชื่อ')}</table:table-header-rows>"
        f'<table:table-row><table:table-cell table:number-rows-spanned="2">{paragraph("คลัง")}</table:table-cell>'
        f"<table:table-cell>{paragraph('ก')}</table:table-cell></table:table-row>"
        f"<table:table-row><table:covered-table-cell/><table:table-cell>{paragraph('ข')}</table:table-cell></table:table-row>"
        "</table:table>"
    )
    (found,) = content(tiny_odt(table)).leaves[0].tables

    assert (("กอง", "ชื่อ"), (("คลัง", "ก"), ("คลัง", "ข"))) == (found.header, found.rows)


def test_pages_part_at_forced_and_drawn_breaks(content):
    styles = (
        '<style:style style:name="P1"><style:paragraph-properties fo:break-before="page"/></style:style>'
        '<style:style style:name="P2"><style:paragraph-properties fo:break-after="page"/></style:style>'
    )
    body = (
        paragraph("ปก")
        + paragraph("คำนำ", "P1")
        + paragraph("จบคำนำ", "P2")
        + paragraph("หนึ่ง<text:soft-page-break/>สอง")
    )
    read = content(tiny_odt(body, styles=styles))

    assert ["ปก", "คำนำ\nจบคำนำ", "หนึ่ง", "สอง"] == [leaf.text for leaf in read.leaves]


def test_what_a_reader_does_not_see_is_left_out(content):
    hidden = f"<text:tracked-changes>{paragraph('ลบแล้ว')}</text:tracked-changes>" + paragraph(
        f"เห็น<office:annotation>{paragraph('หมายเหตุส่วนตัว')}</office:annotation>ชัด"
    )

    assert "เห็นชัด" == content(tiny_odt(hidden)).leaves[0].text


def test_words_in_boxes_are_lines(content):
    box = f"<draw:frame><svg:title>image1.png</svg:title><draw:text-box>{paragraph('ในกรอบ')}</draw:text-box></draw:frame>"

    assert "ก่อน\nในกรอบ\nหลัง" == content(tiny_odt(paragraph(f"ก่อน{box}หลัง"))).leaves[0].text


def test_slides_are_leaves_without_notes(content):
    def slide(text):
        notes = f"<presentation:notes>{paragraph('บันทึกผู้พูด')}</presentation:notes>"
        return f"<draw:page><draw:frame><draw:text-box>{text}</draw:text-box></draw:frame>{notes}</draw:page>"

    read = content(tiny_odt(slide(paragraph("แผนปี ๒๕๖๘")) + slide("") + slide(paragraph("จบ")), kind="presentation"))

    assert ["แผนปี ๒๕๖๘", "", "จบ"] == [leaf.text for leaf in read.leaves]
    assert (Media.PPTX, 3) == (read.media, read.leaf_count)


def test_entities_are_never_resolved(content):
    laughs = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'><!ENTITY c SYSTEM 'file:///etc/passwd'>]>"
    read = content(tiny_odt(paragraph("ก&b;&c;ข"), head=laughs))

    assert "root:" not in str(read)
    assert "haha" not in str(read)


def test_bombs_and_repeated_cells_are_bounded(content, monkeypatch):
    wide = f'<table:table><table:table-row><table:table-cell table:number-columns-repeated="999999999">{paragraph("ก")}</table:table-cell></table:table-row></table:table>'

    assert len(content(tiny_odt(wide)).leaves[0].text) < 2000
    monkeypatch.setattr(package, "MAX_PART", 10_000)
    assert UnreadCause.TOO_LARGE is content(tiny_odt(paragraph("ก" * 20_000))).cause
    monkeypatch.setattr(package, "MAX_PART", 80_000_000)
    monkeypatch.setattr(package, "MAX_PACKAGE", 3000)
    assert UnreadCause.TOO_LARGE is content(tiny_odt(paragraph("ก" * 2000))).cause


def test_a_locked_letter_says_so(content):
    manifest = "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"

    assert UnreadCause.PASSWORD is content(tiny_odt(paragraph("ก"), extra={"META-INF/manifest.xml": manifest})).cause


@pytest.mark.parametrize("cut", [100, 400, 900])
def test_damage_is_a_value(content, cut):
    assert UnreadCause.DAMAGED is content(tiny_odt(paragraph("ก"))[:cut]).cause


def test_a_letter_of_pictures_is_a_scan_and_one_of_nothing_empty(content):
    assert UnreadCause.SCAN is content(tiny_odt("", extra={"Pictures/1.png": b"x"})).cause
    assert UnreadCause.EMPTY is content(tiny_odt("")).cause


def test_elements_inside_elements_without_end_are_survived(content):
    deep = "<text:section>" * 5000 + paragraph("ลึก") + "</text:section>" * 5000

    assert content(tiny_odt(paragraph("ตื้น") + deep)) is not None


def test_no_more_pages_than_the_limit_are_kept(content):
    body = paragraph("<text:soft-page-break/>".join("กขคงจ"))
    read = content(tiny_odt(body), settings=Settings(max_leaves=2))

    assert (2, 5) == (len(read.leaves), read.leaf_count)


def test_a_part_that_is_not_there_is_damage(content):
    body = zipped({"mimetype": "application/vnd.oasis.opendocument.text"}, stored=True)

    assert UnreadCause.DAMAGED is content(body).cause
    assert Media.DOCX is content(tiny_docx("<w:p/>")).media
