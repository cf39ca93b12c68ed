"""What bytes are, whatever their name."""

import pytest
from read.making import ole, tiny_docx, tiny_pdf, tiny_png, tiny_xlsx, zipped
from read.making_archives import tar_of, zip_entry
from read.making_old import tiny_xls, word97

from oitcrawl.model.content import Media
from oitcrawl.read.sniff import is_encrypted_office, is_markup, is_torn_container, sniff

SAMPLES = [
    (tiny_pdf("ก"), Media.PDF),
    (b"\r\n\r\n" + tiny_pdf("ก"), Media.PDF),
    (b"<br />\n<b>Notice</b>: x in y.php\n" + tiny_pdf("ก"), Media.PDF),
    (tiny_docx("<w:p/>"), Media.DOCX),
    (tiny_docx("<w:p/>")[:400], Media.DOCX),
    (tiny_xlsx(ก=[["1"]]), Media.XLSX),
    (zipped({"ppt/presentation.xml": "x"}), Media.PPTX),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}, stored=True), Media.ODT),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, stored=True), Media.ODS),
    (zipped({"รายงาน.pdf": b"%PDF-1.4", "a.xlsx": b""}), Media.ARCHIVE),
    (zipped({"letter.docx": tiny_docx("<w:p/>")}, stored=True), Media.ARCHIVE),
    (b"Rar!\x1a\x07\x01\x00", Media.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c\x00", Media.ARCHIVE),
    (ole("Root Entry", "WordDocument"), Media.DOC),
    (ole("Root Entry", "Workbook"), Media.XLS),
    (ole("Root Entry", "Book"), Media.XLS),
    (ole("Root Entry", "PowerPoint Document"), Media.PPT),
    (ole("Root Entry", "__properties_version1.0"), Media.EMAIL),
    (b"\xdb\xa5\x2d\0" + bytes(100), Media.DOC),
    (word97("ก\r"), Media.DOC),
    (tiny_xls({"ก": [["ข"]]}), Media.XLS),
    (zipped({"xl/workbook.bin": b"", "[Content_Types].xml": ""}), Media.XLSX),
    (zipped({"word/document.xml": "x", "word/vbaProject.bin": b""}), Media.DOCX),
    (zipped({"mimetype": "application/vnd.oasis.opendocument.presentation"}, stored=True), Media.PPTX),
    (zip_entry("ลับ.pdf".encode(), b"a", flags=1), Media.ARCHIVE),
    (tar_of({"ก.txt": b"a"}), Media.ARCHIVE),
    (tar_of({"ก.txt": b"a"}, "w:gz"), Media.ARCHIVE),
    (b"From: a@b\r\nTo: c@d\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\ny", Media.EMAIL),
    (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\nFrom: <Saved>\r\n\r\n", Media.EMAIL),
    (b"<?xml version='1.0'?><w:wordDocument xmlns:w='x'/>", Media.DOC),
    (b"PK and other words of a text", Media.TEXT),
    (b"{\\rtf1\\ansi", Media.RTF),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", Media.IMAGE),
    (tiny_png(), Media.IMAGE),
    (b"GIF89a\x01", Media.IMAGE),
    (b"RIFF\x10\0\0\0WEBPVP8 ", Media.IMAGE),
    (b"BM\x10\0\0\0\0\0\0\0\x36\0", Media.IMAGE),
    (b"<?xml version='1.0'?><svg xmlns='x'></svg>", Media.IMAGE),
    (b"<!DOCTYPE html><html>", Media.HTML),
    (b"\xef\xbb\xbf\n <!-- made by x -->\n<HTML>", Media.HTML),
    (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html xmlns="y">', Media.HTML),
    ("<table><tr><td>ก</td></tr></table>".encode(), Media.HTML),
    ("สวัสดี <br> ข่าว <a href='x'>ก</a>".encode(), Media.HTML),
    ("<html>ก</html>".encode("utf-16"), Media.HTML),
    (b"<?xml version='1.0'?><urlset></urlset>", Media.OTHER),
    (b"<rss version='2.0'>", Media.OTHER),
    ("รายงานผล ปี 2567\nข้อ 1 < ข้อ 2".encode(), Media.TEXT),
    ("รายงาน".encode("cp874"), Media.TEXT),
    (b"\x00\x01\x02\x03\x04 junk", Media.OTHER),
    (b"\0\0\0\x18ftypmp42", Media.OTHER),
]


@pytest.mark.parametrize("number", range(len(SAMPLES)))
def test_bytes_tell_what_they_are(number):
    body, media = SAMPLES[number]

    assert media is sniff(body, content_type="application/octet-stream", name="x.jpg")


def test_name_and_header_decide_only_between_kinds_of_text():
    assert Media.CSV is sniff(b"a,b\n1,2", name="data.CSV?x=1")
    assert Media.CSV is sniff(b"a,b\n1,2", content_type="text/csv")
    assert Media.OTHER is sniff(b'{"a": 1}', content_type="application/json")
    assert Media.OTHER is sniff(b"body {}", name="style.css")
    assert Media.HTML is sniff("ข้อความล้วน".encode(), content_type="text/html")
    assert Media.PDF is sniff(tiny_pdf("ก"), content_type="text/html", name="report.php")


def test_pages_are_told_cheaply():
    assert is_markup(b"<html>")
    assert not is_markup(tiny_pdf("ก"), "text/html")


def test_a_locked_office_file_is_told():
    assert is_encrypted_office(ole("EncryptionInfo", "EncryptedPackage"))
    assert not is_encrypted_office(ole("WordDocument"))


def test_a_container_that_lost_its_list_of_streams_is_told():
    whole = word97("ก\r")

    assert is_torn_container(whole[:2500])
    assert not is_torn_container(whole)
