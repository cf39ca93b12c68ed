"""Archives with Thai names: ZIP of two eras, TAR, 7z by the system's libarchive, RAR written by hand (stored)."""

import gzip
import io
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

DATE: Final = (2025, 1, 15, 8, 0, 0)
SECONDS: Final = 1736928000


def zipped(files: Mapping[str, bytes], *, encoding: str = "utf-8") -> bytes:
    """A ZIP: names flagged as UTF-8, or raw bytes of the Thai code page as Windows wrote them for years."""
    raw = {name: name.encode(encoding) for name in files}
    # the standard writer flags every Thai name: unflagged ones stand in as digits of equal length and are put back
    names = {name: name if encoding == "utf-8" else f"{at:0{len(raw[name])}d}" for at, name in enumerate(files)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(names[name], DATE), body, zipfile.ZIP_DEFLATED)
    body = out.getvalue()
    for name in files if encoding != "utf-8" else ():
        body = body.replace(names[name].encode(), raw[name])
    return body


def tarred(files: Mapping[str, bytes]) -> bytes:
    """A gzipped TAR."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, body in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(body), SECONDS
            archive.addfile(entry, io.BytesIO(body))
    return gzip.compress(out.getvalue(), mtime=SECONDS)


def seven(files: Mapping[str, bytes]) -> bytes:
    """A 7z archive."""
    import libarchive

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.7z"
        with libarchive.file_writer(str(file), "7zip") as archive:
            for name, body in files.items():
                archive.add_file_from_memory(name, len(body), body, mtime=SECONDS)
        return file.read_bytes()


def rar(files: Mapping[str, bytes]) -> bytes:
    """A RAR of version 5 whose files are stored as they are."""
    out = b"Rar!\x1a\x07\x01\x00" + _rar_block(1, 0, _vint(0))
    for name, body in files.items():
        said = name.encode()
        # file flags: CRC32 given; attributes, CRC, no compression (version 0, method 0), made on Windows
        head = _vint(4) + _vint(len(body)) + _vint(0x20) + struct.pack("<I", zlib.crc32(body))
        head += _vint(0) + _vint(0) + _vint(len(said)) + said
        out += _rar_block(2, 2, _vint(len(body)) + head) + body
    return out + _rar_block(5, 0, _vint(0))


def _rar_block(kind: int, flags: int, rest: bytes) -> bytes:
    head = _vint(kind) + _vint(flags) + rest
    sized = _vint(len(head)) + head
    return struct.pack("<I", zlib.crc32(sized)) + sized


def _vint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])
