"""PDFs: text by page, scans, locks, damage; with pdftotext and without."""

from datetime import date
from pathlib import Path

import pytest
from read.making import form_pdf, tiny_pdf

from oitcrawl.model.content import Document, Media, TextLayer, TextSource, Unread, UnreadCause
from oitcrawl.read import pdf
from oitcrawl.read.quality import NEEDS_OCR
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


@pytest.mark.usefixtures("way")
def test_each_page_says_where_its_text_comes_from_and_how_good_it_is(content):
    codes = "".join(chr(0xE080 + n) for n in range(90))
    read = content(tiny_pdf(TEXT, "สานักงานเทศบาลตาบล", codes, PICTURE, None))

    assert ["text", "repaired", "text", "none", "text"] == [leaf.source for leaf in read.leaves]
    sound, mended, garbled, scan, blank = (leaf.quality for leaf in read.leaves)
    assert sound == mended == blank == 1.0
    assert scan < garbled < NEEDS_OCR
    assert "สำนักงานเทศบาลตำบล" == read.leaves[1].text
    assert TextLayer.PARTIAL is read.text_layer


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("stamp", ["Scanned by CamScanner", "- 12 -", "2/7", "Scanned with ACE Scanner"])
def test_a_stamp_on_a_picture_of_the_page_does_not_make_a_scan_readable(content, stamp):
    mixed = content(tiny_pdf((PICTURE, stamp), TEXT))

    assert ("", TextSource.NONE, 0.0) == (mixed.leaves[0].text, mixed.leaves[0].source, mixed.leaves[0].quality)
    assert TextLayer.PARTIAL is mixed.text_layer
    assert UnreadCause.SCAN is content(tiny_pdf((PICTURE, stamp), (PICTURE, stamp))).cause


@pytest.mark.usefixtures("way")
def test_a_caption_on_a_picture_stays_but_the_picture_is_still_to_be_read(content):
    read = content(tiny_pdf((PICTURE, "ภาพกิจกรรม"), TEXT))

    assert ("ภาพกิจกรรม", TextSource.NONE) == (read.leaves[0].text, read.leaves[0].source)


@pytest.mark.usefixtures("way")
def test_text_over_a_picture_and_short_text_without_one_are_text(content):
    read = content(tiny_pdf((PICTURE, TEXT), "- 12 -"))

    assert (TextLayer.GOOD, ["text", "text"]) == (read.text_layer, [leaf.source for leaf in read.leaves])


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("value", ["Somchai", "เทศบาลตำบลต้นไม้งาม"])
def test_values_of_form_fields_are_text(content, value):
    read = content(form_pdf("Label", value))

    assert 1 == read.leaves[0].text.count(value)
    assert read.leaves[0].text.startswith("Label")


def test_the_author_is_told_unless_it_is_nobody(content):
    assert "สำนักปลัด เทศบาลตำบลต้นไม้" == content(tiny_pdf(TEXT, author="สำนักปลัด เทศบาลตำบลต้นไม้")).author
    assert "" == content(tiny_pdf(TEXT, author="User")).author


def test_the_better_of_two_ways_counts_for_each_page(content, monkeypatch):
    codes = "".join(chr(0xE080 + n) for n in range(90))
    monkeypatch.setattr(pdf, "_by_program", lambda *_: [TEXT, codes])

    assert [TEXT, "หน้าที่สอง"] == [leaf.text for leaf in content(tiny_pdf("ก", "หน้าที่สอง")).leaves]
    monkeypatch.setattr(pdf, "_by_program", lambda *_: ["", ""])
    assert "หน้าที่สอง" == content(tiny_pdf(codes, "หน้าที่สอง")).leaves[1].text


def test_when_pdfium_finds_only_codes_nothing_is_lost(content, monkeypatch):
    codes = "".join(chr(0xE080 + n) for n in range(90))
    monkeypatch.setattr(pdf, "_by_program", lambda *_: None)

    assert TextLayer.GARBLED is content(tiny_pdf(codes)).text_layer
