"""Files inside a TAR, and single files packed by gzip, bzip2 or xz: read as a stream, never written to disk."""

import bz2
import io
import lzma
import re
import tarfile
import zlib
from collections.abc import Iterator
from typing import Any, Final

from oitcrawl.read.inside import CHUNK, Bounds, Entry, Labels, thai_name
from oitcrawl.read.trouble import Trouble, trouble_of

XZ_MEMORY: Final = 200_000_000  # bytes that unpacking xz may ask for
BLOCK: Final = 512  # bytes of a header of TAR


def is_tar(head: bytes) -> bool:
    """Whether ``head`` starts a TAR: its first header sums up."""
    if len(head) < BLOCK or not head[0] or not _SUM.fullmatch(head[148:156]):
        return False
    try:
        tarfile.TarInfo.frombuf(head[:BLOCK], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


# Where the sum stands: octal digits, or a mark that it is binary; else tarfile raises, which is slow for each page.
_SUM: Final = re.compile(rb"[\x80\xff].*|[\s\x1c-\x1f0-7oO_+-]*(?:\0.*)?", re.DOTALL)


def tar_entries(body: bytes, bounds: Bounds, name: str) -> Iterator[Entry]:
    """The files of a TAR, packed or not; of anything else that is packed, its one file.

    Args:
        body: the bytes.
        bounds: limits; what is skipped over counts as well, for it must be unpacked.
        name: name of the file, for that of its one file (``แผน.pdf.gz`` holds ``แผน.pdf``).

    Raises:
        Trouble: damage, or a limit is reached.
    """
    stream = io.BufferedReader(_Unpacked(body, bounds), CHUNK)
    try:
        head = stream.peek(BLOCK)
        if is_tar(head):
            yield from _members(stream, bounds)
        else:
            inner = label_inside(body, name)
            yield Entry(path=Labels().give(inner), load=lambda: bounds.gather(_chunks(stream)))
    except (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
        raise trouble_of(error) from error


def _members(stream: Any, bounds: Bounds) -> Iterator[Entry]:
    labels = Labels()
    with tarfile.open(fileobj=stream, mode="r|", encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            bounds.watch()
            if info.isfile():
                yield Entry(
                    path=labels.give(thai_name(info.name.encode("utf-8", "surrogateescape"))),
                    load=_loader(archive, info, bounds),
                )


def _loader(archive: tarfile.TarFile, info: tarfile.TarInfo, bounds: Bounds) -> Any:
    def load() -> bytes:
        try:
            member = archive.extractfile(info)
            assert member is not None
            return bounds.gather(_chunks(member))
        except (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError) as error:
            raise trouble_of(error) from error

    return load


def _chunks(stream: Any) -> Iterator[bytes]:
    return iter(lambda: stream.read(CHUNK), b"")


_PACKED_NAME: Final = re.compile(r"\.(?:gz|bz2|xz|z)$", re.IGNORECASE)


def label_inside(body: bytes, name: str) -> str:
    """Name of the one file in a packed one: as its header says, or the name of the outer one without the ending."""
    if body.startswith(b"\x1f\x8b") and len(body) > 10 and body[3] & 8 and not body[3] & 4:  # noqa: PLR2004 - FNAME, no FEXTRA
        return thai_name(body[10:1000].partition(b"\0")[0])
    return _PACKED_NAME.sub("", name.rpartition("/")[2].partition("?")[0])


class _Unpacked(io.RawIOBase):
    """The bytes that a packed file stands for, within bounds; those of a plain TAR as they are."""

    def __init__(self, body: bytes, bounds: Bounds) -> None:
        super().__init__()
        self._chunks = _unpacked(body)
        self._bounds = bounds
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill ``buffer`` as far as the next chunk goes."""
        view = memoryview(buffer).cast("B")
        if not self._rest:
            self._rest = next(self._chunks, b"")
            self._bounds.unpack(len(self._rest))
        taken = self._rest[: len(view)]
        view[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def _unpacked(body: bytes) -> Iterator[bytes]:
    if body.startswith(b"\x1f\x8b"):
        yield from _inflated(body)
    elif body.startswith(b"BZh"):
        yield from _many(body, bz2.BZ2Decompressor)
    elif body.startswith(b"\xfd7zXZ"):
        yield from _many(body, lambda: lzma.LZMADecompressor(memlimit=XZ_MEMORY))
    else:
        yield from (body[at : at + CHUNK] for at in range(0, len(body), CHUNK))


def _inflated(body: bytes) -> Iterator[bytes]:
    """Members of gzip one after another; what follows the last is filling."""
    data = body
    while data.startswith(b"\x1f\x8b"):
        machine = zlib.decompressobj(wbits=31)
        while not machine.eof:
            chunk = machine.decompress(data, CHUNK)
            data = machine.unconsumed_tail
            if chunk:
                yield chunk
            elif not data and not machine.eof:
                raise EOFError
        data = machine.unused_data


def _many(body: bytes, make: Any) -> Iterator[bytes]:
    """Streams of bzip2 or xz one after another."""
    data = body
    while data.strip(b"\0"):
        machine = make()
        while not machine.eof:
            chunk = machine.decompress(data, CHUNK)
            data = b""
            if chunk:
                yield chunk
            elif machine.needs_input:
                raise Trouble("truncated")
        data = machine.unused_data
