"""Small files of every format, made in memory: nothing but invented words, no font and no other program."""

import struct
import zipfile
import zlib
from io import BytesIO
from urllib.parse import urljoin

PAGE_URL = "https://www.abt-tonmai.go.th/ita/index.html"


def resolve(base, href):
    """As the crawler resolves, in little: absolute, without fragment; None for what is no address."""
    url = urljoin(base, href.strip()).partition("#")[0]
    return url if url.startswith("http") else None


def tiny_pdf(*pages, title="", created="", author="", encrypt=False):
    """A PDF of ``pages``: a str is text (lines part at newlines), bytes are a grey picture, None is an empty page.

    A pair is a picture with text upon it.

    One Type 1 font without a program; its ToUnicode map says which letter each code is, so any letters will do.
    """
    letters = sorted({letter for page in pages for letter in _text_of(page)} - {"\n"})
    codes = {letter: number for number, letter in enumerate(letters, 33)}
    assert len(codes) < 220
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>"}
    kids = []
    next_number = 10
    for page in pages:
        number, content, picture = next_number, next_number + 1, next_number + 2
        next_number += 3
        kids.append(f"{number} 0 R")
        resources = b"/Font<</F1 3 0 R>>"
        drawn = b""
        if _text_of(page):
            lines = [bytes(codes[letter] for letter in line).hex() for line in _text_of(page).split("\n")]
            drawn = (
                b"BT /F1 12 Tf 14 TL 40 800 Td " + b" ".join(f"<{line}> Tj T*".encode() for line in lines) + b" ET"
            )
        if isinstance(page, bytes | tuple):
            resources += f"/XObject<</I1 {picture} 0 R>>".encode()
            drawn = b"q 500 0 0 700 40 60 cm /I1 Do Q " + drawn
            objects[picture] = _stream(
                b"/Type/XObject/Subtype/Image/Width 4/Height 4/BitsPerComponent 8/ColorSpace/DeviceGray",
                (page if isinstance(page, bytes) else page[0])[:16],
            )
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R/Resources<<".encode()
            + resources
            + b">>>>"
        )
        objects[content] = _stream(b"", drawn)
    objects[2] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    objects[3] = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 33/LastChar 255/ToUnicode 4 0 R/Widths["
        + b"600 " * 223
        + b"]>>"
    )
    objects[4] = _stream(b"", _to_unicode(codes))
    objects[5] = (
        b"<</Title " + _utf16(title) + b"/Author " + _utf16(author) + b"/CreationDate(" + created.encode() + b")>>"
    )
    return _assemble(objects)


def _text_of(page):
    return page if isinstance(page, str) else page[1] if isinstance(page, tuple) else ""


def form_pdf(label, value):
    """A PDF of one page with a label and a text field that nobody has drawn yet."""
    return _assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]/DA(/F1 12 Tf 0 g)/DR<</Font<</F1 3 0 R>>>>>>>>",
            2: b"<</Type/Pages/Count 1/Kids[6 0 R]>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            5: b"<</Title()>>",
            6: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Annots[8 0 R]"
            b"/Resources<</Font<</F1 3 0 R>>>>>>",
            7: _stream(b"", b"BT /F1 12 Tf 40 800 Td (" + label.encode() + b") Tj ET"),
            8: b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/F 4/Rect[100 780 400 810]/P 6 0 R/DA(/F1 12 Tf 0 g)/V "
            + _utf16(value)
            + b">>",
        }
    )


def _to_unicode(codes):
    rows = [f"<{code:02x}> <{letter.encode('utf-16-be').hex()}>" for letter, code in codes.items()]
    blocks = [rows[start : start + 90] for start in range(0, len(rows), 90)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def _utf16(text):
    return b"<feff" + text.encode("utf-16-be").hex().encode() + b">"


def _stream(keys, data):
    return b"<<" + keys + f"/Length {len(data)}>>stream\n".encode() + data + b"\nendstream"


def _assemble(objects):
    out = BytesIO()
    out.write(b"%PDF-1.5\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = out.tell()
        out.write(f"{number} 0 obj".encode() + body + b"endobj\n")
    start = out.tell()
    size = max(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n".encode())
    for number in range(1, size):
        place = places.get(number)
        out.write(f"{place:010d} 00000 n \n".encode() if place else b"0000000000 65535 f \n")
    out.write(f"trailer<</Size {size}/Root 1 0 R/Info 5 0 R>>startxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def zipped(parts, *, stored=False):
    """A ZIP of ``parts``: name -> str or bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def paragraph(text, *, inside=""):
    return f'<w:p>{inside}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tiny_docx(body, *, title="", extra=None):
    """A DOCX whose document part holds ``body``."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "docProps/core.xml": (
            '<c:coreProperties xmlns:c="c" xmlns:dc="dc" xmlns:t="t">'
            f"<dc:title>{title}</dc:title><t:created>2025-01-15T08:00:00Z</t:created></c:coreProperties>"
        ),
    }
    return zipped(parts | (extra or {}))


def tiny_xlsx(**sheets):
    """An XLSX of sheets given as rows of cells, by ``xlsxwriter``."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
    book.close()
    return out.getvalue()


def ole(*streams):
    """The head of an OLE file with directory entries of these names."""
    entries = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + b"\0" * 64 for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + entries


def tiny_png():
    raw = zlib.compress(b"\0\x80" * 4)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 1, 4, 8, 0, 0, 0, 0)), (b"IDAT", raw), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body
