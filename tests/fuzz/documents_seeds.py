"""Sound files of every format that readers know, small, in Thai: what fuzzing starts from."""

import bz2
import gzip
import io
import lzma
import re
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image

from oitcrawl.demo.serve import HERE

sys.path.append(str(Path(__file__).parents[1]))  # where atheris runs: the makers know each other by their folder
from read.making import form_pdf, paragraph, tiny_docx, tiny_pdf, tiny_xlsx, zipped
from read.making_archives import rar4, rar5, seven_zip, tar_of
from read.making_letters import in_bytes, in_units, shape, slide_table, tiny_odt, tiny_pptx, tiny_rtf
from read.making_old import tiny_xls, word95, word97

FIRST: Final = "แผนปฏิบัติการป้องกันการทุจริต ประจำปีงบประมาณ พ.ศ. 2568"
LINES: Final = (
    FIRST,
    "องค์การบริหารส่วนตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง",
    "ส่วนที่ 1 บทนำ ความเป็นมาและวัตถุประสงค์ของแผน",
    "โครงการอบรมคุณธรรมและจริยธรรมแก่บุคลากร งบประมาณ 20,000 บาท",
    "ตัวชี้วัดของโครงการ ร้อยละ 80 ของผู้เข้าร่วมมีความรู้เพิ่มขึ้น",
    "ระยะเวลาดำเนินการ 1 ตุลาคม 2567 ถึง 30 กันยายน 2568",
    "ประกาศ ณ วันที่ 15 มกราคม พ.ศ. 2568",
)
ROWS: Final = (
    ("ลำดับ", "โครงการ", "งบประมาณ", "ผลการเบิกจ่าย"),
    ("1", "จ้างก่อสร้างถนนคอนกรีต", "500000", "489000"),
    ("2", "จัดซื้อวัสดุสำนักงาน", "30000", "29500"),
)
TEXT: Final = "\n".join(LINES)
PAGES: Final = ("\n".join(LINES[:3]), "\n".join(LINES[3:5]), "\n".join(LINES[5:]))


def _pdf_pages() -> bytes:
    return tiny_pdf(*PAGES, title=FIRST, created="D:25680115")


def _pdf_packed() -> bytes:
    """The same with its streams deflated, as every program writes them."""
    body = _pdf_pages()

    def pack(found: re.Match[bytes]) -> bytes:
        data = zlib.compress(found[2])
        return b"<<" + found[1] + b"/Filter/FlateDecode/Length %d>>stream\n" % len(data) + data + b"\nendstream"

    return re.sub(rb"<<([^<>]*)/Length \d+>>stream\n(.*?)\nendstream", pack, body, flags=re.DOTALL)


def _pdf_attached() -> bytes:
    inner = _docx()
    spec = b"/Names<</EmbeddedFiles<</Names[(a.docx) 300 0 R]>>>>"
    files = (
        b"300 0 obj<</Type/Filespec/F(a.docx)/UF(a.docx)/EF<</F 301 0 R>>>>endobj\n"
        b"301 0 obj<</Type/EmbeddedFile/Length %d>>stream\n" % len(inner) + inner + b"\nendstream endobj\n"
    )
    return _pdf_pages().replace(b"/Type/Catalog", b"/Type/Catalog" + spec).replace(b"xref\n0", files + b"xref\n0", 1)


def _from_demo(name: str) -> bytes:
    with zipfile.ZipFile(HERE / "site.zip") as archive:
        return archive.read(f"docs/{name}")


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def _docx() -> bytes:
    return tiny_docx("".join(map(paragraph, LINES)) + _table(ROWS), title=FIRST)


def _odt() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in ROWS
    )
    lines = "".join(f"<text:p>{line}</text:p>" for line in LINES)
    return tiny_odt(f"{lines}<table:table>{rows}</table:table>", title=FIRST)


def _ods() -> bytes:
    rows = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in row
        )
        + "</table:table-row>"
        for row in (*((line,) for line in LINES), *ROWS)
    )
    more = {"META-INF/manifest.xml": "<manifest/>"}
    return tiny_odt(f'<table:table table:name="a">{rows}</table:table>', kind="spreadsheet", extra=more)


def _odp() -> bytes:
    slides = "".join(
        f'<draw:page draw:name="{n}"><draw:frame><draw:text-box><text:p>{page}</text:p></draw:text-box></draw:frame></draw:page>'
        for n, page in enumerate(PAGES)
    )
    return tiny_odt(slides, kind="presentation")


def _xls() -> bytes:
    return tiny_xls({"แผน": [[line] for line in LINES], "ผล": [list(row) for row in ROWS]}, info=(FIRST, "งานแผน"))


def _xlsx() -> bytes:
    return tiny_xlsx(แผน=[[line] for line in LINES], ผล=[list(row) for row in ROWS])


def _word97() -> bytes:
    rows = "\n".join("\x07".join(row) + "\x07" for row in ROWS) + "\n"
    return word97("\r".join(LINES) + "\r" + rows, tables=True, info=(FIRST, "งานแผน"))


def _mail(*, attached: bool = True) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "clerk@abt.example", "ita@abt.example", FIRST
    made["Date"], made["Message-ID"] = "Wed, 15 Jan 2025 09:30:00 +0700", "<1@abt.example>"
    made.set_content(TEXT)
    if attached:
        made.add_attachment(_docx(), maintype="application", subtype="zip", filename="แผน.docx")
    return made.as_bytes()


def _saved_page() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["MIME-Version"] = "<Saved by Blink>", FIRST, "1.0"
    made["Date"] = "Wed, 15 Jan 2025 09:30:00 +0700"
    made.set_content(_page(), subtype="html")
    made.replace_header("Content-Type", 'text/html; charset="utf-8"')
    return made.as_bytes()


def _rtf_row(row: tuple[str, ...]) -> str:
    return "\\trowd\\cellx1\\cellx2 " + "\\cell ".join(map(in_units, row)) + "\\cell\\row "


def _page() -> str:
    lines = "".join(f"<p>{line}</p>" for line in LINES)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    return f"<!doctype html><title>{FIRST}</title><h1>{FIRST}</h1>{lines}<table>{rows}</table><a href='a.pdf'>{FIRST}</a>"


def _pictures() -> dict[str, Callable[[], bytes]]:
    def drawn(kind: str, count: int = 1) -> bytes:
        out = io.BytesIO()
        pages = [Image.linear_gradient("L").resize((320, 240)).rotate(90 * n) for n in range(count)]
        more = {"save_all": True, "append_images": pages[1:]} if count > 1 else {}
        pages[0].save(out, kind, **more)
        return out.getvalue()

    kinds = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "bmp": "BMP", "webp": "WEBP"}
    return {name: lambda kind=kind: drawn(kind) for name, kind in kinds.items()} | {"tif": lambda: drawn("TIFF", 3)}


def _heic() -> bytes:
    return b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + struct.pack(">I", 40) + b"meta" + bytes(36)


def _members() -> dict[str, bytes]:
    return {"แผน.docx": _docx(), "โฟลเดอร์/อ่าน.txt": TEXT.encode()}


SEEDS: Final[dict[str, Callable[[], bytes]]] = {
    "pdf": _pdf_pages,
    "pdf-packed": _pdf_packed,
    "pdf-form": lambda: form_pdf("name", FIRST),
    "pdf-scan": lambda: tiny_pdf(b"\x40" * 16, (b"\x40" * 16, "7"), None),
    "pdf-attached": _pdf_attached,
    "pdf-real": lambda: _from_demo("file/อัตรากำลัง67-69.pdf"),
    "docx": _docx,
    "docx-real": lambda: _from_demo("file/แบบคำร้องทั่วไป.docx"),
    "odt": _odt,
    "odp": _odp,
    "ods": _ods,
    "pptx": lambda: tiny_pptx(*(shape(*page.split("\n")) for page in PAGES), slide_table(*ROWS)),
    "xlsx": _xlsx,
    "xlsx-real": lambda: _from_demo("ita68/o12.xlsx"),
    "xls": _xls,
    "doc": _word97,
    "doc-narrow": lambda: word97("plain words of a letter\r" * 20, narrow=True),
    "doc-95": lambda: word95("\r".join(LINES)),
    "rtf": lambda: tiny_rtf("\\par ".join(map(in_bytes, LINES)), info=f"{{\\info{{\\title {in_bytes(FIRST)}}}}}"),
    "rtf-units": lambda: tiny_rtf("\\par ".join(map(in_units, LINES)) + "".join(map(_rtf_row, ROWS))),
    "csv": lambda: "\n".join(",".join(f'"{cell}"' for cell in row) for row in ROWS * 3).encode(),
    "txt": lambda: TEXT.replace("ส่วนที่", "\fส่วนที่").encode("cp874"),
    "html": lambda: _page().encode(),
    "mht": _saved_page,
    "eml": _mail,
    "zip": lambda: zipped(_members()),
    "zip-in-zip": lambda: zipped({"ใน.zip": zipped(_members()), "แผน.pdf": _pdf_pages()}),
    "rar4": lambda: rar4(_members()),
    "rar5": lambda: rar5(_members()),
    "7z": lambda: seven_zip(_members()),
    "tar": lambda: tar_of(_members()),
    "tgz": lambda: tar_of(_members(), "w:gz"),
    "gz": lambda: gzip.compress(TEXT.encode(), mtime=0),
    "bz2": lambda: bz2.compress(TEXT.encode()),
    "xz": lambda: lzma.compress(TEXT.encode()),
    "heic": _heic,
    **_pictures(),
}


@cache
def seed(name: str) -> bytes:
    """A sound file."""
    return SEEDS[name]()


def names_of(*starts: str) -> tuple[str, ...]:
    """Names of the seeds that start so."""
    return tuple(name for name in SEEDS if name.startswith(starts))
