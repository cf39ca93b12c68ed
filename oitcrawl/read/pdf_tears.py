"""Whether a PDF is damaged so that pages may lack text: readers of PDF pass over what is broken without a word."""

import re
import time
import zlib
from itertools import islice
from typing import Final

MAX_STREAMS: Final = 3000
MAX_UNPACKED: Final = 40_000_000  # bytes
MAX_OBJECTS: Final = 50_000
_PLACE: Final = re.compile(rb"(?<=[\r\n ])(\d{10}) \d{5} n")
_CHUNK: Final = 200_000
_STREAM: Final = re.compile(rb">>\s*stream\r?\n")
_HEAD: Final = 500  # bytes in front of a stream in which its own dictionary stands
# Pictures, fonts and profiles hold no text; what is packed twice or locked is left alone.
_OTHER: Final = re.compile(
    rb"/(?:Image|Length1|Type1C|CIDFontType0C|OpenType|ICCBased|N [134]\b|Crypt|\w+Decode[^/]*/\w+Decode)"
)


def is_torn(body: bytes, until: float) -> bool:
    """Whether the end of a PDF is lost, an object of it, or a packed stream of it that may hold text is broken.

    Args:
        body: the bytes.
        until: on the monotonic clock, when to stop looking.
    """
    if body.rfind(b"%%EOF") < body.rfind(b"endobj") or _lacks_objects(body):
        return True
    if b"/Encrypt" in body:
        return False
    room = MAX_UNPACKED
    for number, found in enumerate(_STREAM.finditer(body)):
        if number >= MAX_STREAMS or room <= 0 or time.monotonic() > until:
            break
        start = found.end()
        if _is_packed_text(body[max(0, start - _HEAD) : start]):
            unpacked = _unpacked(body[start : body.find(b"endstream", start) % (len(body) + 1)], room)
            if unpacked < 0:
                return True
            room -= unpacked
    return False


def _lacks_objects(body: bytes) -> bool:
    """Whether zeros stand, or nothing, where an object should: readers take the pages that need it for blank."""
    places = (int(found[1]) for found in islice(_PLACE.finditer(body), MAX_OBJECTS))
    return any(body[place : place + 1] in {b"", b"\0"} for place in places)


def _is_packed_text(head: bytes) -> bool:
    own = head[head.rfind(b"obj") :]
    return b"/FlateDecode" in own and not _OTHER.search(own)


def _unpacked(data: bytes, room: int) -> int:
    """Bytes that a stream unpacks to, as far as ``room`` goes; negative when it is broken."""
    machine, size = zlib.decompressobj(), 0
    try:
        while data and not machine.eof and size < room:
            size += len(machine.decompress(data, _CHUNK))
            data = machine.unconsumed_tail
    except zlib.error:
        return -1
    return size
