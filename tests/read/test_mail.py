"""Mails and pages saved as one file."""

from datetime import date
from email.message import EmailMessage

import pytest
from read.making import tiny_pdf, zipped

from oitcrawl.model.content import Media, Page, UnreadCause
from oitcrawl.read import archive
from oitcrawl.settings import Settings


def mail(text="เรียน นายก\nขอส่งรายงาน", *, html="", subject="ส่งรายงาน ITA ปี ๒๕๖๘"):
    made = EmailMessage()
    made["From"] = "กองคลัง <clerk@abt-tonmai.go.th>"
    made["To"] = "ita@abt-tonmai.go.th"
    made["Subject"] = subject
    made["Date"] = "Wed, 15 Jan 2025 09:30:00 +0700"
    made["Message-ID"] = "<1@abt-tonmai.go.th>"
    if text:
        made.set_content(text)
    if html:
        made.set_content(html, subtype="html")
    return made


def test_a_mail_is_its_text_and_its_attachments_are_members(content):
    made = mail()
    made.add_attachment(tiny_pdf("แผน"), maintype="application", subtype="pdf", filename="แผน ๒๕๖๘.pdf")
    made.add_attachment(zipped({"ใน.txt": "ลึก"}), maintype="application", subtype="zip", filename="รวม.zip")
    body = made.as_bytes()
    read = content(body)

    assert "ส่งรายงาน ITA ปี ๒๕๖๘\n" in read.leaves[0].text
    assert read.leaves[0].text.endswith("เรียน นายก\nขอส่งรายงาน")
    assert (Media.EMAIL, "ส่งรายงาน ITA ปี ๒๕๖๘", (date(2025, 1, 15),)) == (read.media, read.title, read.meta_dates)
    assert ["แผน ๒๕๖๘.pdf", "รวม.zip"] == [one.path for one in read.members]
    assert "รวม.zip/ใน.txt" == read.members[1].members[0].path
    assert "ลึก".encode() == archive.member_bytes(body, "รวม.zip/ใน.txt", Settings())


def test_a_mail_without_plain_text_is_read_from_its_page(content):
    read = content(mail("", html="<html><style>p{}</style><p>เรียน นายก</p><p>ขอส่ง</p></html>").as_bytes())

    assert read.leaves[0].text.endswith("เรียน นายก\nขอส่ง")


def test_old_mails_in_the_thai_code_page_are_read(content):
    head = "From: a@b.go.th\nTo: c@d.go.th\nSubject: รายงาน\nMIME-Version: 1.0\nContent-Type: text/plain; charset=windows-874\n\n"
    read = content((head + "ขอส่งรายงานผล").encode("cp874"))

    assert ("รายงาน", "ขอส่งรายงานผล") == (read.title, read.leaves[0].text.split("\n")[-1])


def test_a_mail_inside_a_mail_is_a_member(content):
    outer = mail("ส่งต่อ")
    outer.add_attachment(mail("ข้างใน"))
    (inner,) = content(outer.as_bytes()).members

    assert (Media.EMAIL, True) == (inner.media, inner.leaves[0].text.endswith("ข้างใน"))


def test_a_page_saved_as_one_file_is_a_page(content):
    body = (
        b"From: <Saved by Blink>\r\nSubject: =?utf-8?B?4LmB4Lic4LiZ?=\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\n'
        b"Content-Type: text/html; charset=windows-874\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        b"Content-Location: http://a/b\r\n\r\n<html><h1>=E1=BC=B9</h1><p>=A1=D2=C3</html>\r\n"
        b"--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n--x--\r\n"
    )
    read = content(body)

    assert isinstance(read, Page)
    assert (("แผน",), len(body)) == (read.headings, read.size)
    assert "การ" in read.leaf.text


def test_parts_inside_parts_without_end_are_survived(content):
    head = "From: a\r\nTo: b\r\nMIME-Version: 1.0\r\n"
    for number in range(300):
        head += f'Content-Type: multipart/mixed; boundary="{number}"\r\n\r\n--{number}\r\n'

    assert content(head.encode()).cause in {UnreadCause.DAMAGED, UnreadCause.EMPTY, UnreadCause.TOO_LARGE}


def test_a_letter_that_speaks_of_dates_is_no_mail(content):
    assert Media.TEXT is content("Date: 15 ม.ค.\nTo: นายก\nSubject: ขอเชิญ\n\nข้อความ".encode()).media


@pytest.mark.parametrize("limit", [{"max_entries": 1}, {"max_body": 3000}])
def test_attachments_are_bounded(content, limit):
    made = mail()
    for number in range(3):
        made.add_attachment(b"a b" * 300, maintype="application", subtype="octet-stream", filename=f"{number}.txt")
    read = content(made.as_bytes(), settings=Settings(**limit))

    assert "entries" == read.members[-1].detail if "max_entries" in limit else UnreadCause.TOO_LARGE is read.cause
