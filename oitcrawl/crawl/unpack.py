"""Content encodings, within bounds: no piece of a body unpacks to more than is asked for. Calm."""

import zlib

ENCODINGS = "gzip, deflate"  # what is asked for; brotli and zstd unpack without bounds
_GZIP, _ZLIB, _RAW = 31, 15, -15
_REFUSED = frozenset({"br", "zstd", "compress", "x-compress"})


class Unpacker:
    """Unpacks one body, piece by piece."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._stream = zlib.decompressobj(bits)
        self._begun = False

    def take(self, piece: bytes, room: int) -> bytes:
        """What ``piece`` unpacks to, at most ``room`` bytes: a full ``room`` means that there may be more.

        Raises:
            zlib.error: it is not what its header says.
        """
        plain = self._first(piece, room) if not self._begun else self._stream.decompress(piece, room)
        while self._stream.eof and self._stream.unused_data[:2] == b"\x1f\x8b" and len(plain) < room:
            rest = self._stream.unused_data  # gzip files may stand one after the other
            self._stream = zlib.decompressobj(self._bits)
            plain += self._stream.decompress(rest, room - len(plain))
        return plain

    def finish(self) -> None:
        """Demand that the body is whole.

        Raises:
            zlib.error: its end is lacking, so what was unpacked may be half a page.
        """
        if not self._stream.eof:
            raise zlib.error("body cut short")

    def _first(self, piece: bytes, room: int) -> bytes:
        self._begun = True
        try:
            return self._stream.decompress(piece, room)
        except zlib.error:
            if self._bits != _ZLIB:
                raise
            self._stream = zlib.decompressobj(_RAW)  # half of the world's servers mean raw deflate
            return self._stream.decompress(piece, room)


def unpacker(encoding: str) -> Unpacker | None:
    """What unpacks a body with the header ``encoding``; None when it is plain.

    Raises:
        zlib.error: an encoding that was not asked for.
    """
    match encoding.strip().lower():
        case "gzip" | "x-gzip":
            return Unpacker(_GZIP)
        case "deflate":
            return Unpacker(_ZLIB)
        case name if name in _REFUSED or "," in name:
            raise zlib.error(f"encoding {name}")
    return None  # servers write UTF-8, none, binary and much else there
