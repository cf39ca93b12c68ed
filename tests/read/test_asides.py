"""What stands beside the pages of a file is looked at for numbers of persons, and is no evidence. All are invented."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import xlsxwriter
from read.making import paragraph, tiny_docx, tiny_pdf, tiny_xlsx

from oitcrawl.crawl.urls import Addresses
from oitcrawl.model.content import Media
from oitcrawl.model.exposed import exposure_warning, exposures
from oitcrawl.read import read
from oitcrawl.settings import Settings

CARD = "3-4905-00867-19-5"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cp="core"'


def content(body, url="https://agency.example/a"):
    return read(
        body,
        url=url,
        content_type="",
        charset="utf-8",
        disposition="",
        resolve=Addresses(url).resolve,
        settings=Settings(),
    )


def with_part(body, name, text):
    """A package with one part more, or another one of this name."""
    out = BytesIO()
    with ZipFile(BytesIO(body)) as old, ZipFile(out, "w") as package:
        for other in old.namelist():
            if other != name:
                package.writestr(other, old.read(other))
        package.writestr(name, text)
    return out.getvalue()


def letter(name, text):
    return with_part(tiny_docx(paragraph("ประกาศรายชื่อ ประจำปี 2568")), name, text)


def book(fill):
    out = BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = made.add_worksheet("รายชื่อ")
    sheet.write(0, 0, "รายชื่อผู้รับบริการ")
    fill(made, sheet)
    made.close()
    return out.getvalue()


def hidden_sheet(made, _sheet):
    other = made.add_worksheet("ดิบ")
    other.write_row(0, 0, ["นายทดสอบ", *CARD.replace("-", "")])
    other.hide()


BOXES = "".join(f"<w:tc><w:p><w:r><w:t>{digit}</w:t></w:r></w:p></w:tc>" for digit in CARD.replace("-", ""))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (
            letter("word/header1.xml", f"<w:hdr {W}><w:p><w:r><w:t>ผู้ยื่น {CARD}</w:t></w:r></w:p></w:hdr>"),
            "หัวหรือท้ายกระดาษ",
        ),
        (letter("word/footer2.xml", f"<w:ftr {W}><w:tbl><w:tr>{BOXES}</w:tr></w:tbl></w:ftr>"), "หัวหรือท้ายกระดาษ"),
        (
            letter(
                "word/footnotes.xml",
                f"<w:f {W}><w:p><w:r><w:t>{CARD[:9]}</w:t><w:t>{CARD[9:]}</w:t></w:r></w:p></w:f>",
            ),
            "เชิงอรรถ",
        ),
        (letter("word/comments.xml", f"<w:c {W}><w:p><w:r><w:t>{CARD}</w:t></w:r></w:p></w:c>"), "ความเห็นในไฟล์"),
        (letter("docProps/core.xml", f"<p {CORE}><cp:keywords>บัตร {CARD}</cp:keywords></p>"), "คุณสมบัติของไฟล์"),
        (letter("docProps/core.xml", f"<p {CORE}><dc:subject>{CARD}</dc:subject></p>"), "คุณสมบัติของไฟล์"),
        (book(lambda _made, sheet: sheet.write_comment(0, 0, f"บัตร {CARD}")), "ความเห็นในไฟล์"),
        (book(lambda made, _sheet: made.set_properties({"author": CARD})), "คุณสมบัติของไฟล์"),
        (tiny_pdf("ประกาศ", title=f"สำเนาบัตร {CARD}"), "คุณสมบัติของไฟล์"),
        (book(hidden_sheet), "แผ่นงานที่ซ่อนไว้ ดิบ"),
    ],
    ids="header footer footnote comment keywords subject note author title hidden".split(),
)
def test_a_number_beside_the_pages_is_told_with_its_place_and_is_no_text_of_the_document(body, place):
    read_ = content(body)
    found = exposures(read_)
    warning = exposure_warning("https://agency.example/a", read_.media, found)

    assert [(one.kind.value, one.leaf, one.count) for one in found] == [("national_id", 0, 1)]
    assert f"เลขประจำตัวประชาชน 1 รายการ ({place})" in warning.message
    assert "34905" not in "".join(leaf.text for leaf in read_.leaves).replace("-", "").replace(" | ", "")


def test_places_on_and_beside_pages_are_told_apart():
    body = with_part(
        tiny_docx(paragraph(CARD)), "word/header1.xml", f"<w:hdr {W}><w:p><w:r><w:t>{CARD}</w:t></w:r></w:p></w:hdr>"
    )
    warning = exposure_warning("https://agency.example/a", Media.DOCX, exposures(content(body)))

    assert "1 รายการ (หน้า 1, หัวหรือท้ายกระดาษ)" in warning.message


@pytest.mark.parametrize(
    "body",
    [
        letter("word/header1.xml", "<w:hdr"),
        letter("docProps/core.xml", f"<p {CORE}><dc:title>1719876543217</dc:title></p>"),
        letter("word/header1.xml", f"<w:hdr {W}><w:p><w:r><w:t>เลขที่โครงการ 67019012345</w:t></w:r></w:p></w:hdr>"),
        tiny_xlsx(ก=[("รายชื่อ", "2568")]),
        tiny_pdf("ประกาศ"),
    ],
)
def test_nothing_else_is_kept_or_told(body):
    read_ = content(body)

    assert exposures(read_) == ()
    assert not getattr(read_, "torn", False)


@pytest.mark.parametrize(
    ("field", "count"),
    [
        (f'<input value="{CARD}">', 1),
        (f"<input type=text value='{CARD.replace('-', '')}'>", 1),
        (f"<textarea>เลขบัตร {CARD}</textarea>", 1),
        ("".join(f'<input maxlength=1 value="{digit}">' for digit in CARD.replace("-", "")), 1),
        (f'<input type=hidden name=token value="{CARD}">', 0),
        ('<input placeholder="x-xxxx-xxxxx-xx-x">', 0),
    ],
)
def test_fields_that_a_page_shows_filled_in_are_looked_at(field, count):
    page = content(f"<html><title>แบบคำขอ</title><p>เลขประจำตัวประชาชน</p><form>{field}</form></html>".encode())

    assert sum(one.count for one in exposures(page)) == count
    assert {one.leaf for one in exposures(page)} <= {1}
