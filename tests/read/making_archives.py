"""Archives made by hand: RAR 4 and 5 with stored files, TAR and 7z; no program makes RAR freely."""

import io
import struct
import tarfile
import zlib
from binascii import crc32


def rar5(files):
    """A RAR 5 of ``files``: name -> bytes, stored."""
    out = b"Rar!\x1a\x07\x01\x00" + _block5(vint(1) + vint(0) + vint(0))
    for name, data in files.items():
        raw = name.encode()
        head = (
            vint(2)
            + vint(2)
            + vint(len(data))
            + vint(4)
            + vint(len(data))
            + vint(0x20)
            + struct.pack("<I", crc32(data))
        )
        out += _block5(head + vint(0) + vint(0) + vint(len(raw)) + raw) + data
    return out + _block5(vint(5) + vint(0) + vint(0))


def _block5(body):
    sized = vint(len(body)) + body
    return struct.pack("<I", crc32(sized)) + sized


def vint(number):
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


def rar4(files, *, encoding="utf-8", encrypted=False):
    """A RAR 4 of ``files``: name -> bytes, stored; names in one-byte letters or UTF-8."""
    out = b"Rar!\x1a\x07\x00" + _block4(0x73, 0, bytes(6))
    for name, data in files.items():
        raw = name.encode(encoding)
        flags = 0x8000 | (0x0200 if encoding == "utf-8" else 0) | (0x04 if encrypted else 0)
        head = struct.pack("<IIBIIBBHI", len(data), len(data), 2, crc32(data), 0x5A210000, 29, 0x30, len(raw), 0x20)
        out += _block4(0x74, flags, head + raw) + data
    return out + _block4(0x7B, 0x4000, b"")


def _block4(kind, flags, body):
    rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", crc32(rest) & 0xFFFF) + rest


def tar_of(files, mode="w"):
    """A TAR of ``files``: name -> bytes; ``mode`` as of ``tarfile``."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def seven_zip(files):
    """A 7z of ``files`` by libarchive's writer."""
    import libarchive

    chunks = []
    with libarchive.custom_writer(lambda data: chunks.append(bytes(data)) or len(data), "7zip") as archive:
        for name, data in files.items():
            archive.add_file_from_memory(name, len(data), data)
    return b"".join(chunks)


def zip_entry(name, data, *, flags=0, method=0, packed=None):
    """A ZIP of one entry with a raw name and any flags: what ``zipfile`` does not write."""
    packed = data if packed is None else packed
    fixed = struct.pack(
        "<HHHHHIIIHH", 20, flags, method, 0, 0x5A21, zlib.crc32(data), len(packed), len(data), len(name), 0
    )
    local = b"PK\3\4" + fixed + name + packed
    central = b"PK\1\2\x14\0" + fixed + struct.pack("<HHHII", 0, 0, 0, 0x20, 0) + name
    return local + central + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)
