"""Letters of old Word: from their streams, and by antiword where that is not enough."""

from datetime import date

import pytest
from read.making import tiny_docx
from read.making_letters import tiny_rtf
from read.making_old import ole_file, word95, word97

from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.read import doc
from oitcrawl.settings import Settings

WORDS = "รายงานผลการดำเนินงาน ประจำปี ๒๕๖๘\rเรื่อง การจัดซื้อจัดจ้าง\r"
OLD = b"\xdb\xa5\x2d\0" + bytes(400)  # the head of a letter of Word 2


@pytest.mark.parametrize("make", [word97, word95])
def test_thai_of_old_word_is_read(content, make):
    read = content(make(WORDS * 20))

    assert (Media.DOC, WORDS.split("\r")[:2]) == (read.media, read.leaves[0].text.split("\n")[:2])


def test_letters_of_one_byte_are_read(content):
    assert "Résumé “2025”" == content(word97("Résumé “2025”\r", narrow=True)).leaves[0].text


def test_pages_boxes_and_properties(content):
    read = content(word97("ปก\r\fคำนำ\rจบ\r", boxes="นายกเทศมนตรี\r", info=("แผน ๒๕๖๘", "กองคลัง")))

    assert ["ปก", "คำนำ\nจบ\nนายกเทศมนตรี"] == [leaf.text for leaf in read.leaves]
    assert ("แผน ๒๕๖๘", "กองคลัง", (date(2025, 1, 15),)) == (read.title, read.author, read.meta_dates)


@pytest.mark.parametrize("tables", [True, False])
def test_rows_of_tables_are_rows(content, tables):
    text = "ก่อน\rลำดับ\x07โครงการ\x07\n1\x07ถนน\x07\n2\x07คลอง\x07\nหลัง\r"
    (leaf,) = content(word97(text, tables=tables)).leaves

    assert "ก่อน\nลำดับ | โครงการ\n1 | ถนน\n2 | คลอง\nหลัง" == leaf.text
    assert (("ลำดับ", "โครงการ"), (("1", "ถนน"), ("2", "คลอง"))) == (leaf.tables[0].header, leaf.tables[0].rows)


def test_empty_cells_keep_their_place_where_the_file_tells_rows(content):
    text = "ที่\x07รายการ\x07วงเงิน\x07\nหนึ่ง\vสอง\x07\x07500\x07\n"
    (leaf,) = content(word97(text, tables=True)).leaves

    assert (("หนึ่ง สอง", "", "500"),) == leaf.tables[0].rows


def test_fields_show_their_result(content):
    text = "ก \x13 HYPERLINK \x13 x \x14 y \x15 \x14ลิงก์\x15 ข\x01\r"

    assert "ก ลิงก์ ข" == content(word97(text)).leaves[0].text


def test_a_letter_of_pictures_is_a_scan(content):
    assert UnreadCause.SCAN is content(word97("\x01\r\x08\r")).cause
    assert UnreadCause.EMPTY is content(word97("\r")).cause


def test_a_locked_letter_says_so(content):
    assert UnreadCause.PASSWORD is content(word97(WORDS, encrypted=True)).cause


def test_without_the_program_the_cure_names_it(content, monkeypatch):
    monkeypatch.setattr(doc, "doc_program", lambda: None)
    read = content(OLD)

    assert UnreadCause.NEEDS_PROGRAM is read.cause
    assert "sudo apt install antiword" in read.cure


@pytest.fixture
def program(monkeypatch, tmp_path):
    """A program in place of antiword."""

    def make(script):
        file = tmp_path / "program"
        file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        file.chmod(0o755)
        monkeypatch.setattr(doc, "doc_program", lambda: str(file))

    return make


def test_what_the_program_says_is_the_letter(content, program):
    program("printf 'ประกาศ\\n|ลำดับ|โครงการ|\\n|1  |ถนน  |\\nจบ\\n'")
    (leaf,) = content(OLD).leaves

    assert "ประกาศ\nลำดับ | โครงการ\n1 | ถนน\nจบ" == leaf.text
    assert ("ลำดับ", "โครงการ") == leaf.tables[0].header


def test_thai_that_the_program_takes_for_western_is_put_right(content, program, tmp_path):
    (tmp_path / "said").write_text(WORDS.encode("cp874").decode("latin-1"), encoding="utf-8")
    program(f"cat {tmp_path / 'said'}")

    assert WORDS.partition("\r")[0] in content(OLD).leaves[0].text


def test_a_program_that_takes_too_long_or_fails_is_told(content, program):
    program("exec sleep 60")
    assert UnreadCause.TOO_SLOW is content(OLD, settings=Settings(reader_seconds=0.3)).cause
    program("exit 1")
    assert UnreadCause.DAMAGED is content(OLD).cause


@pytest.mark.parametrize("cut", [600, 2500, 4000])
def test_damage_is_a_value(content, cut):
    assert UnreadCause.DAMAGED is content(word97(WORDS)[:cut]).cause


def test_streams_that_lead_in_rings_or_out_of_the_file_end(content):
    body = bytearray(word97(WORDS))
    for number in range(len(body) // 512 - 1):
        hurt = bytearray(body)
        at = 512 * (number + 1)
        hurt[at : at + 512] = b"\0\0\0\0" * 128

        assert content(bytes(hurt)) is not None


def test_the_xml_of_word_2003_is_read(content):
    space = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = f"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w:wordDocument xmlns:w='{space}'><w:body><w:sect><w:p><w:r><w:t>แผนงาน</w:t></w:r></w:p></w:sect></w:body></w:wordDocument>"

    assert (Media.DOC, "แผนงาน") == ((read := content(body.encode())).media, read.leaves[0].text)


def test_what_is_called_doc_is_told_by_its_bytes(content):
    url = "https://www.abt-tonmai.go.th/letter.doc"
    letter = tiny_docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>")

    assert [Media.RTF, Media.HTML, Media.DOCX] == [
        content(body, url=url).media for body in (tiny_rtf("a"), b"<html><body>a</body></html>", letter)
    ]
    assert Media.OTHER is content(ole_file({"Other": b"x"}), url=url).media
