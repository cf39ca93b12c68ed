"""Files broken in the ways of their formats: parts of packages, objects of PDFs, sectors, groups, headers of entries.

Every choice is taken from the bytes of the input, so that hypothesis can make it smaller and atheris can learn from it.
"""

import io
import re
import struct
import warnings
import zipfile
import zlib
from binascii import crc32
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, TypeVar

T = TypeVar("T")
INTEGERS: Final = (0, 1, 2, 127, 128, 255, 256, 511, 512, 32767, 65535, 65536, 2**24, 2**31 - 1, 2**31, 2**32 - 1)
NUMBERS: Final = (
    b"0", b"-1", b"1", b"2", b"255", b"65536", b"2147483647", b"2147483648", b"4294967295", b"-2147483648",
    b"99999999999999999999", b"1e308", b"0.0000001", b"-9999999.5", b"NaN",
)  # fmt: skip
_PDF_WORDS: Final = (
    b"/Kids", b"/Parent", b"/Count", b"/Contents", b"/Resources", b"/Font", b"/ToUnicode", b"/Length", b"/Filter",
    b"/FlateDecode", b"/ASCIIHexDecode", b"/LZWDecode", b"/DCTDecode", b"/JPXDecode", b"/JBIG2Decode", b"/RunLengthDecode",
    b"/Prev", b"/Root", b"/Type/ObjStm", b"/XRef", b"/Type3", b"/Type0", b"/Identity-H", b"/DescendantFonts",
    b"/MediaBox", b"/CropBox", b"/Rotate", b"/UserUnit", b"/Encoding", b"/Widths", b"/FirstChar", b"/AcroForm", b"/XFA",
    b"/Encrypt", b"/OCProperties", b"null", b"[", b"]", b"<<", b">>", b"(", b")", b"endobj", b"endstream", b"stream",
    b"BT", b"ET", b"Tj", b"TJ", b"Tf", b"Do", b"cm", b"q", b"Q", b"BI ID EI", b"sh", b"gs",
)  # fmt: skip
_RTF_WORDS: Final = (
    b"{", b"}", b"\\", b"\\bin", b"\\bin5 ", b"\\bin-1 ", b"\\u", b"\\uc0 ", b"\\uc99999 ", b"\\'", b"\\'zz", b"\\*",
    b"\\par ", b"\\page ", b"\\trowd", b"\\cell ", b"\\row ", b"\\clvmrg", b"\\cellx", b"\\fonttbl", b"\\info", b"\\title ",
    b"\\creatim", b"\\yr", b"\\ansicpg65001 ", b"\\ansicpg0 ", b"\\mac", b"\\v ", b"\\f99999999 ", b"\\fcharset222 ",
    b"\\u-99999999", b"\\sect", b"\\nestcell", b"\\pict",
)  # fmt: skip
_XML_PIECES: Final = (
    b"<", b">", b"</", b"/>", b"&", b"&#0;", b"&#xFFFF;", b"&#xD800;", b"&lt;", b"]]>", b"<![CDATA[", b"<!--", b"<?x?>",
    b"\0", b"\x01", b"\x0c", b"\xff", b"\xef\xbf\xbf", b"\xed\xa0\x80", b"xmlns:w='x'", b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
    b"\xe0\xb8", b'"', b"'", b" x='", b"<a:t>", b"<w:t/>",
)  # fmt: skip


class Choices:
    """Choices taken from bytes, one after another; when they are spent, from what they were."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0
        self._state = crc32(data) or 1

    def below(self, count: int) -> int:
        """A number from 0 to ``count`` - 1."""
        if count <= 1:
            return 0
        width = (count - 1).bit_length() + 7 >> 3
        raw = self._data[self._at : self._at + width]
        self._at += width
        if len(raw) == width:
            return int.from_bytes(raw, "big") % count
        self._state = self._state * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        return (self._state >> 24) % count

    def one(self, things: Sequence[T]) -> T:
        """One of them."""
        return things[self.below(len(things))]

    def span(self, size: int) -> tuple[int, int]:
        """A stretch of something of that size, short ones most often."""
        start = self.below(max(size, 1))
        length = 1 + self.below(self.one((2, 8, 64, 1024, max(size, 2))))
        return start, min(size, start + length)


Mutate = Callable[[bytes, Choices], bytes]


def flip(body: bytes, by: Choices) -> bytes:
    """One bit."""
    out = bytearray(body)
    if out:
        out[by.below(len(out))] ^= 1 << by.below(8)
    return bytes(out)


def cut(body: bytes, by: Choices) -> bytes:
    """The end lost."""
    return body[: by.below(len(body) + 1)]


def lose(body: bytes, by: Choices) -> bytes:
    """A stretch lost."""
    start, end = by.span(len(body))
    return body[:start] + body[end:]


def blank(body: bytes, by: Choices) -> bytes:
    """A stretch of zeros, as broken disks leave."""
    start, end = by.span(len(body))
    return body[:start] + bytes(end - start) + body[end:]


def repeat(body: bytes, by: Choices) -> bytes:
    """A stretch said again and again."""
    start, end = by.span(min(len(body), 4000))
    return body[:end] + body[start:end] * by.below(by.one((2, 20, 300))) + body[end:]


def integer(body: bytes, by: Choices) -> bytes:
    """A binary number of two, four or eight bytes replaced."""
    width, order = by.one((2, 4, 4, 8)), by.one(("<", "<", ">"))
    if len(body) < width:
        return body
    at = by.below(len(body) - width + 1)
    code = order + {2: "H", 4: "I", 8: "Q"}[width]
    return body[:at] + struct.pack(code, by.one(INTEGERS) % (1 << 8 * width)) + body[at + width :]


def number(body: bytes, by: Choices) -> bytes:
    """A number written in digits replaced."""
    found = list(re.finditer(rb"-?\d+(?:\.\d+)?", body[:400_000]))
    if not found:
        return body
    one = by.one(found)
    return body[: one.start()] + by.one(NUMBERS) + body[one.end() :]


def _insert(pieces: tuple[bytes, ...]) -> Mutate:
    def insert(body: bytes, by: Choices) -> bytes:
        at = by.below(len(body) + 1)
        return body[:at] + by.one(pieces) * by.one((1, 1, 2, 500)) + body[at:]

    return insert


PLAIN: Final[tuple[Mutate, ...]] = (flip, cut, lose, blank, repeat, integer, number)


# XML

_TAG: Final = re.compile(rb"<[^<>]{1,300}>")


def tag(body: bytes, by: Choices) -> bytes:
    """A tag lost, doubled, put elsewhere, or nested in itself."""
    found = [one.span() for one in _TAG.finditer(body[:300_000])]
    if not found:
        return body
    (start, end), (other, _) = by.one(found), by.one(found)
    piece = body[start:end]
    match by.below(4):
        case 0:
            return body[:start] + body[end:]
        case 1:
            return body[:end] + piece * (1 + by.below(400)) + body[end:]
        case 2:
            return body[:other] + piece + body[other:]
        case _:
            return body[:start] + body[other : other + end - start] + body[end:]


XML: Final[tuple[Mutate, ...]] = (tag, tag, number, _insert(_XML_PIECES), *PLAIN)


# ZIP and packages of parts


def package(body: bytes, by: Choices) -> bytes:
    """A part of a package broken inside, lost, emptied, doubled or called otherwise; the package itself is sound."""
    parts = parts_of(body)
    if not parts:
        return once(body, by, PLAIN)
    at = by.below(len(parts))
    name, data = parts[at]
    match by.below(10):
        case 0:
            del parts[at]
        case 1:
            parts[at] = (name, b"")
        case 2:
            parts.append((name, by.one(parts)[1]))
        case 3:
            parts[at] = (by.one(parts)[0], data)
        case 4:
            parts[at] = (name, mutated(data, by))
        case _:
            parts[at] = (name, once(data, by, XML if data.lstrip()[:1] == b"<" else PLAIN))
    return zipped_parts(parts, by.one((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def part_of(body: bytes, by: Choices, ways: Sequence[Mutate]) -> bytes:
    """One part of a package broken in one of these ways."""
    parts = parts_of(body)
    if not parts:
        return body
    at = by.below(len(parts))
    parts[at] = (parts[at][0], by.one(ways)(parts[at][1], by))
    return zipped_parts(parts, zipfile.ZIP_DEFLATED)


def parts_of(body: bytes) -> list[tuple[str, bytes]]:
    """Names and bytes of what is in a package; nothing when it is broken from outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return [(info.filename, archive.read(info)) for info in archive.infolist()]
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        ValueError,
        OSError,
        EOFError,
        RuntimeError,
        struct.error,
    ):
        return []


def zipped_parts(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of these parts, in their order; names may come twice."""
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of two parts of one name
        with zipfile.ZipFile(out, "w", method) as archive:
            for name, data in parts:
                archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def entry(body: bytes, by: Choices) -> bytes:
    """A field in a header of a ZIP replaced: methods, flags, sizes, places, names."""
    found = [one.start() for one in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06|\x06\x06|\x06\x07)", body)]
    if not found:
        return body
    at = by.one(found) + 4 + by.below(42)
    width = by.one((1, 2, 4))
    value = by.one((*INTEGERS, 8, 9, 12, 14, 93, 95, 98, 99, 2048, 1)) % (1 << 8 * width)
    return body[:at] + value.to_bytes(width, "little") + body[at + width :]


ZIP: Final[tuple[Mutate, ...]] = (package, package, package, entry, entry, *PLAIN)


# PDF

_OBJECT: Final = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_REFERENCE: Final = re.compile(rb"\d+ 0 R")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)


def reference(body: bytes, by: Choices) -> bytes:
    """A reference leads elsewhere: rings, wrong kinds, nowhere."""
    found = list(_REFERENCE.finditer(body))
    if not found:
        return body
    one, other = by.one(found), by.one(found)
    new = by.one((other[0], b"1 0 R", b"2 0 R", b"0 0 R", b"4294967295 0 R", b"null"))
    return body[: one.start()] + new + body[one.end() :]


def whole_object(body: bytes, by: Choices) -> bytes:
    """An object lost, doubled, or with another's number."""
    found = list(_OBJECT.finditer(body))
    if not found:
        return body
    one, other = by.one(found), by.one(found)
    match by.below(3):
        case 0:
            return body[: one.start()] + body[one.end() :]
        case 1:
            return body[: other.end()] + b"\n" + one[0] + body[other.end() :]
        case _:
            name = other[0].partition(b" ")[0]
            return body[: one.start()] + name + b" " + one[0].partition(b" ")[2] + body[one.end() :]


def stream(body: bytes, by: Choices) -> bytes:
    """A stream broken inside, packed again if it was packed."""
    found = list(_STREAM.finditer(body))
    if not found:
        return body
    one = by.one(found)
    data = one[1]
    try:
        data = zlib.compress(once(zlib.decompress(data), by, STREAM))
    except zlib.error:
        data = once(data, by, STREAM)
    return body[: one.start(1)] + data + body[one.end(1) :]


def hexes(body: bytes, by: Choices) -> bytes:
    """A code in angle brackets replaced, as in maps of fonts and in strings."""
    found = list(re.finditer(rb"<[0-9a-fA-F]+>", body))
    if not found:
        return body
    one = by.one(found)
    new = by.one(
        (b"<>", b"<d800>", b"<0000>", b"<ffff>", b"<f0000e01>", b"<e000>", b"<" + b"00" * 600 + b">", b"<1>")
    )
    return body[: one.start()] + new + body[one.end() :]


STREAM: Final[tuple[Mutate, ...]] = (hexes, number, _insert(_PDF_WORDS), *PLAIN)
PDF: Final[tuple[Mutate, ...]] = (
    reference, reference, whole_object, stream, stream, hexes, number, number, _insert(_PDF_WORDS), *PLAIN
)  # fmt: skip


# Containers of old Office


def sector(body: bytes, by: Choices) -> bytes:
    """A number in the head, the tables or the directory of a container replaced by a likely one; or two sectors swapped."""
    count = max(1, len(body) // 512 - 1)
    if by.below(4) == 0:
        one, other = 512 * (1 + by.below(count)), 512 * (1 + by.below(count))
        out = bytearray(body)
        out[one : one + 512], out[other : other + 512] = body[other : other + 512], body[one : one + 512]
        return bytes(out)
    place = by.one((0, 0, 512 * (1 + by.below(count)), max(0, len(body) - 512), max(0, len(body) - 1024)))
    at = place + 4 * by.below(128) + by.one((0, 0, 0, 2))
    value = by.one((by.below(count + 2), *INTEGERS, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFA))
    return body[:at] + struct.pack("<I", value) + body[at + 4 :]


OLE: Final[tuple[Mutate, ...]] = (sector, sector, sector, integer, *PLAIN)
RTF: Final[tuple[Mutate, ...]] = (_insert(_RTF_WORDS), _insert(_RTF_WORDS), number, *PLAIN)
CSV: Final[tuple[Mutate, ...]] = (
    _insert((b'"', b'""', b",", b"\n", b"\r", b"\0", b";", b"\t", b"\xff", b"\x0c", b"\xe0\xb8")), *PLAIN
)  # fmt: skip
MAIL: Final[tuple[Mutate, ...]] = (
    _insert(
        (
            b"\r\n", b"\n\n", b"--", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n", b"=?utf-8?B?4LiB?=",
            b"=?x?Q?=ff?=", b"Content-Transfer-Encoding: base64\n", b"Content-Type: message/rfc822\n\n", b"charset=utf-7",
            b"filename*0*=x''%ff", b"\0", b'"',
        )
    ),
    *PLAIN,
)  # fmt: skip
MARKUP: Final[tuple[Mutate, ...]] = (
    tag,
    tag,
    _insert((*_XML_PIECES, b"<table>", b"<select>", b"<svg>", b"<a href='")),
    *PLAIN,
)


def kind_of(body: bytes) -> tuple[Mutate, ...]:
    """What may be done to a file of this kind."""
    for start, ways in _KINDS:
        if body.startswith(start):
            return ways
    return MAIL if b"MIME-Version" in body[:2000] else MARKUP if body[:1] == b"<" else CSV


_KINDS: Final[tuple[tuple[bytes, tuple[Mutate, ...]], ...]] = (
    (b"PK", ZIP), (b"%PDF", PDF), (b"\xd0\xcf\x11\xe0", OLE), (b"{\\rtf", RTF), (b"\x89PNG", PLAIN), (b"\xff\xd8", PLAIN),
    (b"GIF8", PLAIN), (b"BM", PLAIN), (b"RIFF", PLAIN), (b"II*", PLAIN), (b"Rar!", PLAIN), (b"7z", PLAIN),
    (b"\x1f\x8b", PLAIN), (b"BZh", PLAIN), (b"\xfd7z", PLAIN), (b"\0\0\0", PLAIN),
)  # fmt: skip


def once(body: bytes, by: Choices, ways: tuple[Mutate, ...]) -> bytes:
    """Broken in one way; what comes of it stays below four megabytes."""
    with suppress(struct.error):
        return by.one(ways)(body, by)[:4_000_000]
    return body


def mutated(body: bytes, by: Choices) -> bytes:
    """Broken in one way or in several."""
    for _ in range(by.one((1, 1, 1, 2, 3, 6))):
        body = once(body, by, kind_of(body))
    return body
