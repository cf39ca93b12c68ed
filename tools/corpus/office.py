"""Papers as office files: DOCX by python-docx, XLSX by xlsxwriter, ODT, ODS, PPTX and RTF written by hand."""

import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape

from corpus.drawn import MADE
from corpus.papers import Block, Paper, Part

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP of parts with one fixed date."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in parts.items():
            entry = zipfile.ZipInfo(name, (2025, 1, 15, 8, 0, 0))
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, body, kind)
    return out.getvalue()


def blocks(paper: Paper) -> Iterable[Block]:
    """Every block of every page that says something."""
    return (block for page in paper.pages for block in page if block.part is not Part.EMBLEM)


def docx(paper: Paper) -> bytes:
    """With page breaks between the pages and a real heading style for the title."""
    import docx as library

    book = library.Document()
    book.core_properties.title, book.core_properties.author = paper.title, "งานสารบรรณ"
    book.core_properties.created = MADE.replace(tzinfo=None)
    for number, page in enumerate(paper.pages):
        if number:
            book.add_page_break()
        for block in page:
            _docx_block(book, block)
    out = BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _docx_block(book, block: Block) -> None:  # noqa: ANN001 - the library's own class
    if block.part is Part.TABLE:
        table = book.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
        for row in block.rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    elif block.part in (Part.TITLE, Part.HEADING):
        book.add_heading(block.plain, 1 if block.part is Part.TITLE else 2)
    elif block.plain:
        book.add_paragraph(block.plain)


def xlsx(paper: Paper) -> bytes:
    """A sheet for each page: a paragraph is a cell of column A, a table its cells; numbers stay texts."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": paper.title, "created": datetime(2025, 1, 15)})  # noqa: DTZ001 - the library's way
    for number, rows in enumerate(sheet_rows(paper), 1):
        sheet = book.add_worksheet(f"แผ่นที่ {number}")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(at, column, text)
    book.close()
    return out.getvalue()


def sheet_rows(paper: Paper) -> list[list[tuple[str, ...]]]:
    """Rows of each page as a spreadsheet would hold them."""
    return [
        [row for block in page if block.part is not Part.EMBLEM for row in (block.rows or ((block.plain,),))]
        for page in paper.pages
    ]


def xls(paper: Paper) -> bytes:
    """The old binary workbook, by xlwt."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    for number, rows in enumerate(sheet_rows(paper), 1):
        sheet = book.add_sheet(f"แผ่นที่ {number}")
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(at, column, text)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def odt(paper: Paper) -> bytes:
    """Paragraphs, headings and tables of an OpenDocument text."""
    body = "".join(map(_odt_block, blocks(paper)))
    return _open_document("text", f"<office:text>{body}</office:text>", paper.title)


def _odt_block(block: Block) -> str:
    if block.part is Part.TABLE:
        return _odf_table("ตาราง", block.rows)
    tag, level = {Part.TITLE: ("h", 1), Part.HEADING: ("h", 2)}.get(block.part, ("p", 0))
    outline = f' text:outline-level="{level}"' if level else ""
    return f"<text:{tag}{outline}>{escape(block.plain)}</text:{tag}>"


def ods(paper: Paper) -> bytes:
    """A table for each page of an OpenDocument spreadsheet."""
    sheets = "".join(_odf_table(f"แผ่นที่ {number}", rows) for number, rows in enumerate(sheet_rows(paper), 1))
    return _open_document("spreadsheet", f"<office:spreadsheet>{sheets}</office:spreadsheet>", paper.title)


def _odf_table(name: str, rows: Iterable[tuple[str, ...]]) -> str:
    def cell(text: str) -> str:
        said = f"<text:p>{escape(text)}</text:p>"
        return f'<table:table-cell office:value-type="string">{said}</table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    return f'<table:table table:name="{name}">{body}</table:table>'


def _open_document(kind: str, body: str, title: str) -> bytes:
    media = f"application/vnd.oasis.opendocument.{kind}"
    names = " ".join(
        f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "text", "table", "meta", "manifest")
    )
    names += ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2"'
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    meta = f"<office:meta><dc:title>{escape(title)}</dc:title><meta:creation-date>2025-01-15T08:00:00</meta:creation-date></office:meta>"
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{what}"/>'
        for path, what in (("/", media), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    return packed(
        {
            "mimetype": media,
            "content.xml": f"{head}<office:document-content {names}><office:body>{body}</office:body></office:document-content>",
            "meta.xml": f"{head}<office:document-meta {names}>{meta}</office:document-meta>",
            "META-INF/manifest.xml": f'{head}<manifest:manifest xmlns:manifest="{OFFICE}:manifest:1.0">{files}</manifest:manifest>',
        }
    )


DRAW = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHOW = "http://schemas.openxmlformats.org/presentationml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def pptx(paper: Paper) -> bytes:
    """A slide for each page: a box for each paragraph, tables as tables."""
    count = len(paper.pages)
    numbers = range(1, count + 1)
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in numbers)
    names = f'xmlns:a="{DRAW}" xmlns:p="{SHOW}" xmlns:r="{LINKS}"'
    kinds = "".join(
        f'<Override PartName="/ppt/slides/slide{n}.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.slide+xml"/>'
        for n in numbers
    )
    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/ppt/presentation.xml" ContentType="{main}"/>{kinds}</Types>',
        "_rels/.rels": _links([("officeDocument", "ppt/presentation.xml")]),
        "ppt/presentation.xml": f"<p:presentation {names}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": _links([("slide", f"slides/slide{n}.xml") for n in numbers]),
    }
    for number, page in enumerate(paper.pages, 1):
        shapes = "".join(_shape(at, block) for at, block in enumerate(page, 2) if block.part is not Part.EMBLEM)
        tree = f"<p:cSld><p:spTree>{shapes}</p:spTree></p:cSld>"
        parts[f"ppt/slides/slide{number}.xml"] = f"<p:sld {names}>{tree}</p:sld>"
    return packed(parts)


def _links(targets: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{LINKS}/{kind}" Target="{path}"/>'
        for n, (kind, path) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def _shape(number: int, block: Block) -> str:
    name = f'<p:cNvPr id="{number}" name="กล่อง {number}"/>'
    if block.part is Part.TABLE:
        rows = "".join(
            "<a:tr>" + "".join(f"<a:tc>{_words(text)}</a:tc>" for text in row) + "</a:tr>" for row in block.rows
        )
        data = f'<a:graphic><a:graphicData uri="{DRAW.replace("/main", "/table")}"><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic>'
        return f"<p:graphicFrame><p:nvGraphicFramePr>{name}</p:nvGraphicFramePr>{data}</p:graphicFrame>"
    kind = '<p:nvPr><p:ph type="title"/></p:nvPr>' if block.part is Part.TITLE else "<p:nvPr/>"
    said = _words(block.plain).replace("a:txBody", "p:txBody")
    return f"<p:sp><p:nvSpPr>{name}<p:cNvSpPr/>{kind}</p:nvSpPr><p:spPr/>{said}</p:sp>"


def _words(text: str) -> str:
    return f"<a:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(text)}</a:t></a:r></a:p></a:txBody>"


def rtf(paper: Paper, *, old: bool = False) -> bytes:
    """Rich text: letters as Unicode numbers, or (``old``) as bytes of the Thai code page, as WordPad wrote it."""

    def said(text: str) -> str:
        if old:
            return "".join(chr(code) if code < 128 else f"\\'{code:02x}" for code in text.encode("cp874"))
        return "".join(letter if letter < "\x80" else f"\\u{ord(letter)}?" for letter in text)

    body = "".join(_rtf_block(block, said) for block in blocks(paper))
    fonts = r"{\fonttbl{\f0\fnil\fcharset222 TH Sarabun New;}}"
    about = f"{{\\info{{\\title {said(paper.title)}}}}}"
    return f"{{\\rtf1\\ansi\\ansicpg874\\deff0{fonts}{about}\\f0\\fs32 {body}}}".encode("ascii")


def _rtf_block(block: Block, said) -> str:  # noqa: ANN001 - a function of a text
    if block.part is not Part.TABLE:
        return f"\\pard {said(block.plain)}\\par\n"
    edges = "".join(f"\\cellx{2000 * at}" for at in range(1, len(block.rows[0]) + 1))
    return "".join(
        f"\\trowd{edges}\\pard\\intbl " + "".join(f"{said(text)}\\cell " for text in row) + "\\row\n"
        for row in block.rows
    )
