"""PDFs: text by page, scans, locks, damage; with pdftotext and without."""

from datetime import date
from pathlib import Path

import pytest
from read.making import tiny_pdf

from oitcrawl.model.content import Document, Media, TextLayer, Unread, UnreadCause
from oitcrawl.read import pdf
from oitcrawl.settings import Settings
from oitcrawl.thai.text import fold

TEXT = "รายงานผลการดำเนินงานประจำปี\nงบประมาณ พ.ศ. ๒๕๖๗"
PICTURE = bytes(range(16))


@pytest.fixture(params=["program", "pdfium"])
def way(request, monkeypatch):
    """Both ways to the text."""
    if request.param == "pdfium":
        monkeypatch.setattr(pdf, "text_program", lambda: None)
    elif pdf.text_program() is None:
        pytest.skip("pdftotext is not installed")
    return request.param


@pytest.mark.usefixtures("way")
def test_text_comes_page_by_page_with_its_properties(content):
    read = content(tiny_pdf(TEXT, "หน้าที่สอง", title="Microsoft Word - รายงาน 67", created="D:25671231120000"))

    assert [(1, TEXT), (2, "หน้าที่สอง")] == [(leaf.number, leaf.text) for leaf in read.leaves]
    assert ("รายงาน 67", (date(2024, 12, 31),), 2) == (read.title, read.meta_dates, read.leaf_count)
    assert (Media.PDF, TextLayer.GOOD) == (read.media, read.text_layer)


@pytest.mark.usefixtures("way")
def test_words_that_lost_their_nikhahit_are_mended(content):
    assert "คำนำ ประจำปี" == content(tiny_pdf("ค าน า ประจ าปี")).leaves[0].text


@pytest.mark.usefixtures("way")
def test_private_codes_are_garbled_not_absent(content):
    read = content(tiny_pdf("".join(chr(0xE080 + n) for n in range(120))))

    assert isinstance(read, Document)
    assert TextLayer.GARBLED is read.text_layer


def test_a_scan_is_unread_with_its_number_of_pages(content):
    read = content(tiny_pdf(PICTURE, PICTURE, PICTURE))

    assert isinstance(read, Unread)
    assert (UnreadCause.SCAN, 3) == (read.cause, read.leaf_count)
    assert "สแกน" in read.cure


def test_a_scanned_page_among_others_makes_it_partial(content):
    read = content(tiny_pdf(PICTURE, TEXT, created="x"))

    assert TextLayer.PARTIAL is read.text_layer
    assert ["", TEXT] == [leaf.text for leaf in read.leaves]
    assert 1 == read.images


def test_an_empty_page_is_no_scan(content):
    assert TextLayer.GOOD is content(tiny_pdf(TEXT, None)).text_layer


def test_a_locked_file_says_so(content):
    from fpdf import FPDF

    locked = FPDF()
    locked.set_encryption(owner_password="a", user_password="b")
    locked.add_page()
    locked.set_font("helvetica")
    locked.cell(text="secret")

    assert UnreadCause.PASSWORD is content(bytes(locked.output())).cause


@pytest.mark.parametrize("body", [b"%PDF-1.4\nobj junk", tiny_pdf(TEXT)[:300], b"%PDF-1.7" + bytes(range(256)) * 20])
def test_damage_is_a_value(content, body):
    read = content(body)

    assert (Media.PDF, UnreadCause.DAMAGED) == (read.media, read.cause)


def test_no_more_pages_than_the_limit_are_read_but_all_are_counted(content):
    read = content(tiny_pdf(*["หน้า"] * 9), settings=Settings(max_leaves=4))

    assert (4, 9) == (len(read.leaves), read.leaf_count)


def test_a_document_that_takes_too_long_is_left(content):
    assert UnreadCause.TOO_SLOW is content(tiny_pdf(TEXT), settings=Settings(reader_seconds=-1.0)).cause


def test_a_program_that_fails_gives_way_to_pdfium(content, monkeypatch):
    monkeypatch.setattr(pdf, "text_program", lambda: "/no/such/program")

    assert TEXT == content(tiny_pdf(TEXT)).leaves[0].text


def test_dates_of_properties_may_be_buddhist_or_nonsense():
    assert date(2025, 1, 15) == pdf.pdf_date("D:20250115093000+07'00'")
    assert date(2025, 1, 15) == pdf.pdf_date("D:25680115")
    assert None is pdf.pdf_date("D:20251345") is pdf.pdf_date("") is pdf.pdf_date("yesterday")


def test_titles_that_programs_make_up_are_no_titles(content):
    for title in ("งานนำเสนอ PowerPoint", "479E214BD1D7961D", "Untitled", "1"):
        assert "" == content(tiny_pdf(TEXT, title=title)).title


def test_thai_of_a_real_font_comes_out_whole(content):
    fonts = sorted(Path("/usr/share/fonts/truetype/tlwg").glob("Laksaman.ttf"))
    if not fonts or pdf.text_program() is None:
        pytest.skip("no Thai font or no pdftotext here")
    from fpdf import FPDF

    made = FPDF()
    made.add_font("thai", fname=str(fonts[0]))
    made.set_font("thai", size=16)
    made.set_text_shaping(True)
    made.add_page()
    made.multi_cell(0, text="ผู้อำนวยการสำนักงานที่ตั้งปฏิญญา กำหนดให้เจ้าหน้าที่ปฏิบัติงาน")
    out = bytes(made.output())

    assert fold("ผู้อำนวยการสำนักงานที่ตั้งปฏิญญา กำหนดให้เจ้าหน้าที่ปฏิบัติงาน") == fold(content(out).leaves[0].text)
