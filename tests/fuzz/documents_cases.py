"""Files that fuzzing has found, each made anew by what is wrong with it, and what they must come to."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

from read.making_old import ole_file

from oitcrawl.model.content import UnreadCause
from tests.fuzz.documents_damage import in_stream
from tests.fuzz.documents_mutations import Choices, parts_of, zipped_parts
from tests.fuzz.documents_seeds import TEXT, seed


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A broken file.

    Attributes:
        name: what is wrong with it.
        make: makes it.
        cause: why it is unread; None when it is read, as far as it goes.
        torn: whether what is read says that it may not be all.
    """

    name: str
    make: Callable[[], bytes]
    cause: UnreadCause | None = None
    torn: bool = False


def _xls_ring() -> bytes:
    """Every sector of its first stream leads back to the first: calamine took memory until none was left."""
    body = seed("xls")
    return body[:-512] + b"\0\0\0\0" * 4 + body[-496:]


def _xls_short() -> bytes:
    """Its directory says that the stream is longer than its sectors reach."""
    body = seed("xls")
    at = body.index("Workbook".encode("utf-16-le")) + 120
    return body[:at] + (50_000).to_bytes(4, "little") + body[at + 4 :]


def _doc_without_length() -> bytes:
    body = seed("doc")
    return body[: 512 + 0x4C] + bytes(4) + body[512 + 0x50 :]


def _mail_of_no_day() -> bytes:
    return re.sub(rb"Date: .*", b"Date: Wed, 15 Jan 99999999999 09:30:00 +0700", seed("eml"))


def _mail_with_zeros() -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@abt.example", "b@abt.example", "x"
    made["Message-ID"] = "<1@abt.example>"
    made.set_content(TEXT)
    return (
        made.as_bytes()
        .replace(b"Content-Transfer-Encoding: base64", b"X-A: b")
        .replace(b"\n\n", b"\n\n\0\0plain\0", 1)
    )


def _without(name: str, part: str) -> bytes:
    return zipped_parts([one for one in parts_of(seed(name)) if one[0] != part])


def _with(name: str, part: str, change: Callable[[bytes], bytes]) -> bytes:
    return zipped_parts([(key, change(data) if key == part else data) for key, data in parts_of(seed(name))])


def _half(data: bytes) -> bytes:
    return data[: data.index(b"\xe0\xb8", len(data) // 2)]


def _zeros(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes(60) + data[len(data) // 2 + 60 :]


def _zip_without_a_list() -> bytes:
    body = seed("zip")
    return body[:-22] + b"PK\5\6" + bytes(18)


def _cell(place: bytes, *, rows: bytes = b"") -> bytes:
    """A workbook with another cell, and after it a row of many without a place."""
    more = b"<c " + place + b"><v>1</v></c></row>" + (rows + b"<c><v>1</v></c>" * 900 + b"</row>" if rows else b"")
    return _with("xlsx", "xl/worksheets/sheet2.xml", lambda data: data.replace(b"</row>", more, 1))


def _ods_repeated() -> bytes:
    far = b'<table:table-cell table:number-columns-repeated="99999999999"'
    return _with("ods", "content.xml", lambda data: data.replace(b"<table:table-cell", far))


def _pdf_with_zeros() -> bytes:
    """All pages are there, but where the letters of the last stood are zeros: readers take it for blank."""
    body = seed("pdf")
    start, end = body.rindex(b" 0 obj") - 2, body.rindex(b"endobj")
    return body[:start] + bytes(end - start) + body[end:]


def _pdf_without_end() -> bytes:
    """Only its last word was cut off: that more was is not to be known."""
    body = seed("pdf-real")
    return body[: body.rindex(b"%%EOF")]


_DAMAGED: Final = UnreadCause.DAMAGED
_LARGE: Final = UnreadCause.TOO_LARGE
CASES: Final = (
    Case(name="xls whose sectors run in a ring", make=_xls_ring, cause=_DAMAGED),
    Case(name="xls shorter than it says", make=_xls_short, cause=_DAMAGED),
    Case(name="xlsx without its list of sheets is not empty", make=lambda: _without("xlsx", "xl/workbook.xml"), cause=_DAMAGED),
    Case(name="xlsx with zeros in a sheet", make=lambda: _with("xlsx", "xl/worksheets/sheet2.xml", _zeros), cause=_DAMAGED),
    Case(name="xlsx with zeros in its texts", make=lambda: _with("xlsx", "xl/sharedStrings.xml", _zeros), cause=_DAMAGED),
    Case(name="xlsx with a row beyond all numbers", make=lambda: _cell(b'r="A99999999999999999999"'), cause=_LARGE),
    Case(name="xlsx whose far corner names its place last", make=lambda: _cell(b's="1" r=\'XFD1048576\''), cause=_LARGE),
    Case(name="xlsx of far rows of cells without places", make=lambda: _cell(b"", rows=b"<row r='1048576'>"), cause=_LARGE),
    Case(name="ods of cells repeated beyond all numbers", make=_ods_repeated, cause=_LARGE),
    Case(name="ods with zeros", make=lambda: _with("ods", "content.xml", _zeros), cause=_DAMAGED),
    Case(name="docx cut off inside its text", make=lambda: _with("docx", "word/document.xml", _half), torn=True),
    Case(name="docx with zeros in its text", make=lambda: _with("docx", "word/document.xml", _zeros), torn=True),
    Case(name="docx without its text is no archive", make=lambda: _without("docx", "word/document.xml"), cause=UnreadCause.UNSUPPORTED),
    Case(name="odt cut off inside its text", make=lambda: _with("odt", "content.xml", _half), torn=True),
    Case(name="pptx that lost a slide", make=lambda: _without("pptx", "ppt/slides/slide2.xml"), torn=True),
    Case(name="pptx with a slide of nothing", make=lambda: _with("pptx", "ppt/slides/slide2.xml", lambda _: b""), torn=True),
    Case(name="pptx cut off inside a slide", make=lambda: _with("pptx", "ppt/slides/slide1.xml", _half), torn=True),
    Case(name="doc that says it has no text is not empty", make=_doc_without_length, cause=_DAMAGED),
    Case(name="rtf cut off", make=lambda: seed("rtf")[:900], torn=True),
    Case(name="rtf with zeros among its letters", make=lambda: seed("rtf").replace(b"\\par ", b"\\par \0\1", 2)),
    Case(name="rtf of nothing but its head is not empty", make=lambda: seed("rtf")[:60], cause=_DAMAGED),
    Case(name="mail of a day that no calendar has", make=_mail_of_no_day),
    Case(name="mail with zeros in its text", make=_mail_with_zeros),
    Case(name="mail cut off inside an attachment", make=lambda: seed("eml")[:-900], torn=True),
    Case(name="pdf without its last word", make=_pdf_without_end, torn=True),
    Case(name="pdf with zeros in place of a page's text", make=_pdf_with_zeros, torn=True),
    Case(name="pdf with a broken stream", make=lambda: in_stream(seed("pdf-real"), Choices(b"\0\1\2")), torn=True),
    Case(name="zip whose list is gone is not empty", make=_zip_without_a_list, cause=_DAMAGED),
    Case(name="workbook of half a container", make=lambda: ole_file({"Workbook": b"\x09\x08\x10\0" + bytes(200)}), cause=_DAMAGED),
)  # fmt: skip
