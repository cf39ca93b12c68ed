"""A PDF written by hand: pictures as pages, text that is not seen over them, pages of other PDFs between them."""

import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Final

import pypdfium2
from PIL import Image

from corpus.drawn import HIGH, LEFT, WIDE, Line
from corpus.scans import Wear, as_picture

DATE: Final = b"(D:20250115080000+07'00')"
DEFAULT_WIDTH: Final = 480  # thousandths of the size of the letters


def picture_pdf(
    pictures: Sequence[Image.Image], wear: Wear, *, layers: Sequence[Sequence[Line]] = (), title: str = ""
) -> bytes:
    """An image-only PDF; with ``layers`` it says the text of these lines, unseen, as programs that recognise do."""
    book = _Book()
    font = _blank_font(book) if layers else 0
    pages = []
    for number, picture in enumerate(pictures):
        drawn = book.add(*_picture(picture, wear))
        content = f"q {WIDE} 0 0 {HIGH} 0 0 cm /I Do Q\n".encode()
        if layers:
            content += _unseen(layers[number])
        stream = book.add({"Filter": "/FlateDecode"}, zlib.compress(content))
        resources = f"<</XObject<</I {drawn} 0 R>>" + (f"/Font<</F {font} 0 R>>" if font else "") + ">>"
        box = f"[0 0 {WIDE} {HIGH}]"
        keys = {"Type": "/Page", "Parent": "1 0 R", "MediaBox": box, "Contents": f"{stream} 0 R"}
        pages.append(book.add({**keys, "Resources": resources}))
    return book.bound(pages, title)


def joined(first: bytes, second: bytes) -> bytes:
    """One PDF of the pages of two."""
    out = BytesIO()
    with pypdfium2.PdfDocument.new() as whole:
        for body in (first, second):
            with pypdfium2.PdfDocument(body) as part:
                whole.import_pages(part)
        whole.save(out)
    # pdfium takes the clock for the date and the number of a file
    body = re.sub(rb"(?<=<)[0-9A-F]{32}(?=>)", b"0" * 32, out.getvalue())
    return re.sub(rb"(?<=Date\(D:)[0-9]{14}", b"20250115080000", body)


def _picture(picture: Image.Image, wear: Wear) -> tuple[dict[str, str], bytes]:
    wide, high = picture.size
    keys = {"Type": "/XObject", "Subtype": "/Image", "Width": f"{wide}", "Height": f"{high}"}
    keys["ColorSpace"] = "/DeviceGray"
    if not wear.bilevel:
        return keys | {"BitsPerComponent": "8", "Filter": "/DCTDecode"}, as_picture(picture, "jpg", wear)
    fax = Image.open(BytesIO(as_picture(picture, "tif", wear)))
    strips = zip(fax.tag_v2[273], fax.tag_v2[279], strict=True)
    if len(fax.tag_v2[273]) > 1:  # one strip is one stream; more cannot be put together
        return keys | {"BitsPerComponent": "1", "Filter": "/FlateDecode"}, zlib.compress(picture.tobytes(), 9)
    start, size = next(strips)
    parts = f"<</K -1/Columns {wide}/Rows {high}/BlackIs1 {'true' if fax.tag_v2[262] == 0 else 'false'}>>"
    body = as_picture(picture, "tif", wear)[start : start + size]
    return keys | {"BitsPerComponent": "1", "Filter": "/CCITTFaxDecode", "DecodeParms": parts}, body


def _unseen(lines: Sequence[Line]) -> bytes:
    out = [b"BT 3 Tr"]
    for line in lines:
        codes = line.text.encode("utf-16-be").hex()
        # as wide as the line may be: what hangs over the edge of the page would be left out by readers
        narrow = min(100.0, 100 * (WIDE - LEFT - line.x) / (len(codes) / 4 * line.size * DEFAULT_WIDTH / 1000))
        place = f"1 0 0 1 {line.x:.1f} {HIGH - line.y:.1f} Tm"
        out.append(f"/F {line.size:.1f} Tf {narrow:.1f} Tz {place} <{codes}> Tj".encode())
    return b"\n".join([*out, b"ET"])


def _blank_font(book: "_Book") -> int:
    """A font without shapes whose codes are the letters themselves."""
    low, high = "<0000>", "<FFFF>"
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Plain def /CMapType 2 def\n"
        f"1 begincodespacerange {low} {high} endcodespacerange\n1 beginbfrange {low} {high} {low} endbfrange\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    to_unicode = book.add({}, table.encode())
    about = book.add(
        {
            "Type": "/FontDescriptor",
            "FontName": "/Unseen",
            "Flags": "4",
            "FontBBox": "[0 0 500 1000]",
            "ItalicAngle": "0",
            "Ascent": "1000",
            "Descent": "0",
            "CapHeight": "1000",
            "StemV": "80",
        }
    )
    system = "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    below = {"Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": "/Unseen", "CIDSystemInfo": system}
    child = book.add({**below, "FontDescriptor": f"{about} 0 R", "DW": str(DEFAULT_WIDTH)})
    keys = {"Type": "/Font", "Subtype": "/Type0", "BaseFont": "/Unseen", "Encoding": "/Identity-H"}
    return book.add({**keys, "DescendantFonts": f"[{child} 0 R]", "ToUnicode": f"{to_unicode} 0 R"})


class _Book:
    """Objects of a PDF under way; number 1 is the list of pages."""

    def __init__(self) -> None:
        self._objects: list[bytes] = [b""]

    def add(self, keys: Mapping[str, str], body: bytes | None = None) -> int:
        held = dict(keys) if body is None else {**keys, "Length": str(len(body))}
        said = b"<<" + "".join(f"/{key} {value}" for key, value in held.items()).encode() + b">>"
        if body is not None:
            said += b"stream\n" + body + b"\nendstream"
        self._objects.append(said)
        return len(self._objects)

    def bound(self, pages: Sequence[int], title: str) -> bytes:
        kids = " ".join(f"{page} 0 R" for page in pages)
        self._objects[0] = f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>".encode()
        root = self.add({"Type": "/Catalog", "Pages": "1 0 R"})
        name = (b"\xfe\xff" + title.encode("utf-16-be")).hex()
        about = self.add({"Title": f"<{name}>", "CreationDate": DATE.decode(), "Producer": "(Scanner)"})
        out = BytesIO(b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n")
        out.seek(0, 2)
        places = []
        for number, said in enumerate(self._objects, 1):
            places.append(out.tell())
            out.write(f"{number} 0 obj\n".encode() + said + b"\nendobj\n")
        start = out.tell()
        rows = "".join(f"{place:010d} 00000 n \n" for place in places)
        out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{rows}".encode())
        end = f"trailer<</Size {len(places) + 1}/Root {root} 0 R/Info {about} 0 R>>\nstartxref\n{start}\n%%EOF\n"
        out.write(end.encode())
        return out.getvalue()
