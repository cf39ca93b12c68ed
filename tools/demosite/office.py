"""Papers as DOCX and XLSX; archives with fixed dates, so that the same text gives the same bytes."""

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter
from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH

from demosite.paper import Block, Centred, Grid, Heading, NewLeaf, Paper, Paragraph, Signature


def packed(files: dict[str, bytes]) -> bytes:
    """A zip archive (bytes) of ``files``, in order of their names, all dated alike."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(files, key=lambda name: (name != "[Content_Types].xml", name)):
            entry = ZipInfo(name, (2025, 3, 20, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, files[name])
    return out.getvalue()


def docx(paper: Paper) -> bytes:
    """The bytes of ``paper`` as a Word document."""
    word = Document()
    _properties(word, paper)
    for block in paper.blocks:
        _lay(word, block)
    out = io.BytesIO()
    word.save(out)
    return _again(out)


def xlsx(paper: Paper) -> bytes:
    """The bytes of ``paper`` as a workbook with one sheet: lines in the first column, tables as tables."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": paper.title, "created": _moment(paper)})
    sheet = book.add_worksheet("ข้อมูล")
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 9, 28)
    bold = book.add_format({"bold": True, "border": 1, "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True})
    line = 0
    for block in paper.blocks:
        for number, row in enumerate(_rows(block)):
            for column, text in enumerate(row):
                style = (bold if number == 0 else cell) if isinstance(block, Grid) else None
                sheet.write_string(line, column, text, style)
            line += 1
    book.close()
    return _again(out)


def _properties(word: Word, paper: Paper) -> None:
    about = word.core_properties
    about.title, about.author, about.comments = paper.title, "อบต.ทุ่งตัวอย่าง", ""
    about.created = about.modified = _moment(paper)


def _lay(word: Word, block: Block) -> None:
    match block:
        case Heading(text):
            word.add_heading(text, level=2)
        case Centred(text):
            word.add_heading(text, level=1).alignment = WD_ALIGN_PARAGRAPH.CENTER
        case Paragraph(text):
            word.add_paragraph(text)
        case Grid(rows):
            table = word.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
            for row in rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        case Signature(name, position, day):
            for text in (f"ลงชื่อ ({name})", position, day):
                word.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
        case NewLeaf():
            word.add_page_break()


def _rows(block: Block) -> tuple[tuple[str, ...], ...]:
    match block:
        case Grid(rows):
            return rows
        case Heading(text) | Centred(text) | Paragraph(text):
            return ((text,),)
        case Signature(name, position, day):
            return ((f"ลงชื่อ ({name}) {position} {day}",),)
        case NewLeaf():
            return ()


def _again(data: io.BytesIO) -> bytes:
    with ZipFile(data) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _moment(paper: Paper) -> datetime:
    return datetime(paper.made.year, paper.made.month, paper.made.day, 9, 30)  # noqa: DTZ001 - Office keeps no zone
