"""Files of the nineties made by hand: OLE containers, letters of Word 97 and 95, workbooks of Excel 97."""

import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def ole_file(streams):
    """An OLE container of ``streams``: name -> bytes; short ones are padded with zeros, so that none is a mini stream."""
    padded = {name: data.ljust(max(4096, -(-len(data) // SECTOR) * SECTOR), b"\0") for name, data in streams.items()}
    entries, body, starts = [("Root Entry", 5, END, 0)], b"", []
    for name, data in padded.items():
        starts.append(len(body) // SECTOR)
        entries.append((name, 2, starts[-1], len(data)))
        body += data
    count = len(body) // SECTOR
    directory = b"".join(
        _entry(name, kind, start, size, number, len(entries))
        for number, (name, kind, start, size) in enumerate(entries)
    )
    directory = directory.ljust(-(-len(directory) // SECTOR) * SECTOR, b"\0")
    table = []
    for data in padded.values():
        first = len(table)
        table += [*range(first + 1, first + len(data) // SECTOR), END]
    table += [*range(count + 1, count + len(directory) // SECTOR), END]
    fats = -(-(len(table) + 1) // 128)
    fats = -(-(len(table) + fats) // 128)
    where = len(table)
    table += [FAT] * fats
    table += [FREE] * (fats * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, fats, count, 0, 4096, END, 0, END, 0)
    header += struct.pack("<109I", *[*range(where, where + fats), *[FREE] * (109 - fats)])
    return header + body + directory + struct.pack(f"<{len(table)}I", *table)


def _entry(name, kind, start, size, number, count):
    raw = (name + "\0").encode("utf-16-le")
    right = number + 1 if 0 < number < count - 1 else FREE
    child = 1 if number == 0 and count > 1 else FREE
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child)
        + bytes(16 + 4 + 16)
        + struct.pack("<III", start, size, 0)
    )


def word97(text, *, encrypted=False):
    """A DOC of Word 97: one piece of UTF-16; ``\\r`` ends paragraphs, ``\\x07`` cells and rows, ``\\f`` pages."""
    words = text.encode("utf-16-le")
    start = 2048
    size = len(words) // 2
    pieces = struct.pack("<II", 0, size) + struct.pack("<HIH", 0, start, 0)
    clx = b"\2" + struct.pack("<I", len(pieces)) + pieces
    fib = bytearray(start)
    struct.pack_into("<HHHH", fib, 0, 0xA5EC, 0xC1, 0x4000, 0x041E)
    struct.pack_into("<H", fib, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<II", fib, 0x18, start, start + len(words))
    struct.pack_into("<HH", fib, 0x20, 14, 0)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<II", fib, 0x40, start + len(words), 0)
    struct.pack_into("<I", fib, 0x4C, size)
    struct.pack_into("<H", fib, 0x98, 93)
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    return ole_file({"WordDocument": bytes(fib) + words, "1Table": clx})


def word95(text, *, encoding="cp874"):
    """A DOC of Word 95: bytes of a code page from one place to another."""
    words = text.encode(encoding)
    start = 1024
    fib = bytearray(start)
    struct.pack_into("<HHHH", fib, 0, 0xA5DC, 0x68, 0x4000, 0x041E)
    struct.pack_into("<II", fib, 0x18, start, start + len(words))
    struct.pack_into("<I", fib, 0x34, len(words))
    return ole_file({"WordDocument": bytes(fib) + words})
