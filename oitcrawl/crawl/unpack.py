"""Content encodings, within bounds: no piece of a body unpacks to more than is asked for. Calm."""

import zlib

ENCODINGS = "gzip, deflate"  # what is asked for; brotli and zstd unpack without bounds
_GZIP, _ZLIB, _RAW = 31, 15, -15
_MAGIC = b"\x1f\x8b"
_REFUSED = frozenset({"br", "zstd", "compress", "x-compress"})


class Unpacker:
    """Unpacks one body, piece by piece."""

    def __init__(self, bits: int, members: int) -> None:
        self._bits, self._most = bits, members
        self._stream = zlib.decompressobj(bits)
        self._begun = False
        self._members = 1

    def take(self, piece: bytes, room: int) -> bytes:
        """What ``piece`` unpacks to, at most ``room`` bytes: a full ``room`` means that there may be more.

        Raises:
            zlib.error: it is not what its header says, or of very many parts.
        """
        if self._stream.eof:
            piece = self._stream.unused_data[:1] + piece  # a magic number may come in two pieces
            if not piece.startswith(_MAGIC):
                return b""  # what stands behind the end; zlib would hoard it
        plain = self._first(piece, room) if not self._begun else self._next(piece, room)
        while self._stream.eof and self._stream.unused_data.startswith(_MAGIC) and len(plain) < room:
            plain += self._next(self._stream.unused_data, room - len(plain))
        return plain

    def _next(self, piece: bytes, room: int) -> bytes:
        """What ``piece`` unpacks to; gzip files may stand one after the other."""
        if self._stream.eof:
            self._members += 1
            if self._members > self._most:
                raise zlib.error("too many members")
            self._stream = zlib.decompressobj(self._bits)
        return self._stream.decompress(piece, room)

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


def unpacker(encoding: str, members: int) -> Unpacker | None:
    """What unpacks a body with the header ``encoding``; None when it is plain.

    Args:
        encoding: the header.
        members: gzip files that may stand one after the other; more of them only keep us busy.

    Raises:
        zlib.error: an encoding that was not asked for.
    """
    match encoding.strip().lower():
        case "gzip" | "x-gzip":
            return Unpacker(_GZIP, members)
        case "deflate":
            return Unpacker(_ZLIB, members)
        case name if name in _REFUSED or "," in name:
            raise zlib.error(f"encoding {name}")
    return None  # servers write UTF-8, none, binary and much else there
