"""Damage as networks, disks and copying do it, where a checksum or the frame of the format can tell: nothing may hide it."""

import re
from functools import cache
from typing import Final

from oitcrawl.model.content import Content
from tests.fuzz.documents_mutations import Choices, Mutate, blank, cut, flip, lose, part_of
from tests.fuzz.documents_oracle import examine
from tests.fuzz.documents_seeds import names_of, seed

_ANY: Final[tuple[Mutate, ...]] = (cut, blank, flip, lose)
_STREAM: Final = re.compile(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.{40,}?)\r?\n?endstream", re.DOTALL)
_OBJECT: Final = re.compile(rb"(?<=\n)\d+ 0 obj.*?endobj", re.DOTALL)


def in_stream(body: bytes, by: Choices) -> bytes:
    """A bit or a stretch of a packed stream of a PDF broken."""
    found = list(_STREAM.finditer(body))
    if not found:
        return cut(body, by)
    one = by.one(found)
    data = one[1]
    middle = 8 + by.below(len(data) - 20)
    new = data[:middle] + bytes([data[middle] ^ 0x55, data[middle + 1] ^ 0x2A]) + data[middle + 2 :]
    return body[: one.start(1)] + new + body[one.end(1) :]


def of_object(body: bytes, by: Choices) -> bytes:
    """Zeros where an object stood."""
    found = list(_OBJECT.finditer(body))
    one = by.one(found) if found else None
    return body[: one.start()] + bytes(len(one[0])) + body[one.end() :] if one else body


def in_part(body: bytes, by: Choices) -> bytes:
    """A part of a package cut off, or zeros in it."""
    return part_of(body, by, (cut, blank))


WAYS: Final[dict[bytes, tuple[Mutate, ...]]] = {
    b"PK": (*_ANY, in_part, in_part),
    b"%PDF": (cut, in_stream, in_stream, of_object),
    b"\xd0\xcf\x11\xe0": (cut,),
    b"{\\rtf": (cut,),
    b"Rar!": _ANY,
    b"7z": _ANY,
    b"\x1f\x8b": _ANY,
    b"BZh": _ANY,
    b"\xfd7z": _ANY,
}
# Plain text, pages and the files of a TAR have nothing that could tell; what the net cuts off them the fetch notices.
NAMES: Final = names_of(
    "pdf", "docx", "od", "pptx", "xls", "doc", "rtf", "zip", "rar", "7z", "tgz", "gz", "bz2", "xz"
)


def damaged(body: bytes, by: Choices) -> bytes:
    """``body`` after damage behind its head, by which it is told."""
    ways = next((ways for start, ways in WAYS.items() if body.startswith(start)), (cut,))
    way = by.one(ways)
    if way in {in_stream, of_object, in_part}:
        return way(body, by)
    head = min(600, len(body) // 4)
    return body[:head] + way(body[head:], by)


@cache
def sound(name: str) -> Content:
    """What the sound file of a name says."""
    return examine(seed(name))
