"""Small answers and files that become large or never end, as published of other tools."""

import gzip
import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest
from advisories.ground import fetched, moved, ok, site
from read.making import W, paragraph, zipped

from oitcrawl.crawl.sitemap import parse_sitemap
from oitcrawl.model.content import Unread
from oitcrawl.model.visit import FailCause, Failed, Fetched
from oitcrawl.read import read
from oitcrawl.settings import Settings


def content(body, name="file"):
    return read(body, url=f"https://own.example/{name}", resolve=lambda _base, href: href, settings=Settings())


BOMB = gzip.compress(b"\0" * 40_000_000)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", BOMB),
        ("deflate", zlib.compress(b"\0" * 40_000_000)),
        ("gzip, gzip", gzip.compress(BOMB)),
        ("br", b"\x0b\x02\x80hello\x03"),
        ("gzip," * 200 + "gzip", BOMB),
    ],
)
async def test_a_body_is_not_unpacked_beyond_its_bound(encoding, body):
    """Scrapy, CVE-2024-3572 (GHSA-7j7m-v7m3-jqm7): the bound held for packed bytes only; CVE-2025-6176:
    not for brotli; also encodings one in another without number."""
    async with site({"/": ok(body, b"Content-Encoding: " + encoding.encode())}) as own:
        answer = await fetched(own, "/")

    assert isinstance(answer, Failed)
    assert answer.cause in {FailCause.TOO_LARGE, FailCause.DECODE}


@pytest.mark.asyncio
async def test_the_body_of_a_redirect_is_not_unpacked():
    """urllib3, GHSA-38jv-5279-wg99: the bounds were not kept for the body of a redirect."""
    async with site({"/go": moved(b"/", BOMB, b"Content-Encoding: gzip"), "/": ok(b"home")}) as own:
        began = time.process_time()
        answer = await fetched(own, "/go")

    assert isinstance(answer, Fetched)
    assert b"home" == answer.body
    assert time.process_time() - began < 2


LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'haha'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    + "]>"
)


def test_entities_are_not_multiplied():
    """The billion laughs, CVE-2003-1564 of libxml2 and of many after it."""
    began = time.process_time()
    parts = {
        "word/document.xml": f"<?xml version='1.0'?>{LAUGHS}<w:document xmlns:w='{W}'><w:body>{paragraph('before &a11; after')}</w:body></w:document>"
    }
    told = content(zipped({"[Content_Types].xml": "<Types/>", **parts}), "x.docx")
    named = parse_sitemap(f"{LAUGHS}<urlset><url><loc>https://own.example/&a11;</loc></url></urlset>".encode())

    assert len(repr(told)) < 10_000
    assert sum(map(len, named)) < 10_000
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "way", ["SYSTEM 'file://{file}'", "PUBLIC 'x' 'file://{file}'", "SYSTEM 'http://127.0.0.1:9/x'"]
)
def test_no_file_is_read_through_an_entity(tmp_path, way):
    """XXE in office files and sitemaps, found in most libraries that read them."""
    (tmp_path / "secret").write_text("WORD-OF-A-FILE", encoding="utf-8")
    doctype = f"<!DOCTYPE x [<!ENTITY e {way.format(file=tmp_path / 'secret')}>]>"
    body = f"<?xml version='1.0'?>{doctype}<w:document xmlns:w='{W}'><w:body>{paragraph('a &e; b')}</w:body></w:document>"
    letter = zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": body})
    odt = zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{doctype}<o xmlns:t='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><t:p>&e;</t:p></o>",
        },
        stored=True,
    )
    sheet = zipped(
        {
            "[Content_Types].xml": f"{doctype}<Types>&e;</Types>",
            "xl/workbook.xml": f"{doctype}<workbook>&e;</workbook>",
        }
    )
    page = f"{doctype}<p>&e;</p>".encode()

    assert not any("WORD-OF-A-FILE" in repr(content(one)) for one in (letter, odt, sheet, page))
    assert not any(
        "WORD-OF-A-FILE" in one
        for one in parse_sitemap(f"{doctype}<urlset><url><loc>&e;</loc></url></urlset>".encode())
    )


def test_entries_that_share_their_bytes_are_bounded_together():
    """The better zip bomb, CVE-2019-13232 of unzip: overlapping entries pass each bound alone."""
    kernel = b"\0" * 20_000_000
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(kernel) + packed.flush()
    fixed = struct.pack("<HHHHHIII", 20, 0, 8, 0, 0x5A21, zlib.crc32(kernel), len(data), len(kernel))
    local = b"PK\3\4" + fixed + struct.pack("<HH", 5, 0) + b"x.txt" + data
    central = b"".join(
        b"PK\1\2\x14\0" + fixed + struct.pack("<HHHHHII", 5, 0, 0, 0, 0, 0x20, 0) + f"{n:03}.t".encode()
        for n in range(400)
    )
    body = local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 400, 400, len(central), len(local), 0)
    began = time.process_time()

    told = content(body, "x.zip")

    assert len(repr(told)) < 2_000_000
    assert time.process_time() - began < 20


def test_archives_in_archives_end():
    """42.zip and archives that hold themselves: depth and sizes count together."""
    body = b"x" * 1000
    for depth in range(40):
        body = zipped({f"{depth}-{n}.zip": body for n in range(2)})
        if len(body) > 300_000:
            break
    began = time.process_time()

    told = content(body, "x.zip")

    assert not isinstance(told, Unread) or told.cause
    assert time.process_time() - began < 20


def test_a_picture_larger_than_it_may_be_is_not_drawn():
    """Pictures of a few bytes that say 60,000 x 60,000 points: decompression bombs of picture libraries."""
    rows = zlib.compress(b"\0" * 1000)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0))
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )
    began = time.process_time()

    told = content(png, "x.png")

    assert told is not None
    assert time.process_time() - began < 3


def test_a_sheet_that_says_it_has_a_million_columns_costs_little():
    """Cells at the far end of a sheet make readers lay out all between."""
    xml = "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><dimension ref='A1:XFD1048576'/><sheetData><row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData></worksheet>"
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        book.writestr(
            "xl/workbook.xml",
            "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>",
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet' Target='worksheets/sheet1.xml'/></Relationships>",
        )
        book.writestr("xl/worksheets/sheet1.xml", xml)
    began = time.process_time()

    told = content(made.getvalue(), "x.xlsx")

    assert len(repr(told)) < 2_000_000
    assert time.process_time() - began < 10
