"""Files of the nineties made by hand: OLE containers, letters of Word 97 and 95, workbooks of Excel 97."""

import re
import struct
from datetime import date

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


def word97(text, *, encrypted=False, tables=False, boxes="", narrow=False, info=None):
    """A DOC of Word 97.

    Args:
        text: ``\\r`` ends paragraphs, ``\\v`` paragraphs inside a cell, ``\\x07`` cells, ``\\n`` rows, ``\\f`` pages.
        encrypted: whether its head says so.
        tables: whether formats say which paragraphs stand in tables and which end rows.
        boxes: text of text boxes.
        narrow: whether the text is kept in one byte a letter.
        info: title and author of its properties.
    """
    marked, text = text, text.translate({ord("\n"): "\x07", ord("\v"): "\r"})
    whole = text + boxes
    words = whole.encode("cp1252") if narrow else whole.encode("utf-16-le")
    start, size = 2048, len(whole)
    place = (start * 2) | 0x40000000 if narrow else start
    pieces = struct.pack("<II", 0, size) + struct.pack("<HIH", 0, place, 0)
    clx = b"\1" + struct.pack("<H", 3) + b"abc" + b"\2" + struct.pack("<I", len(pieces)) + pieces
    fib = bytearray(start)
    struct.pack_into("<HHHH", fib, 0, 0xA5EC, 0xC1, 0x4000, 0x041E)
    struct.pack_into("<H", fib, 0x0A, 0x0200 | (0x0100 if encrypted else 0))
    struct.pack_into("<II", fib, 0x18, start, start + len(words))
    struct.pack_into("<I", fib, 0x4C, len(text))
    struct.pack_into("<I", fib, 0x64, len(boxes))
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    stream = (bytes(fib) + words).ljust(-(-(start + len(words)) // SECTOR) * SECTOR, b"\0")
    table = clx
    if tables:
        page = len(stream) // SECTOR
        stream += _formats(marked, start)
        struct.pack_into("<II", (head := bytearray(stream)), 0x102, len(clx), 12)
        stream, table = bytes(head), clx + struct.pack("<III", start, start + len(words), page)
    streams = {"WordDocument": stream, "1Table": table}
    if info:
        streams["\x05SummaryInformation"] = summary(*info)
    return ole_file(streams)


def _formats(text, start):
    """A page of paragraph formats for ``text``: 15 bytes for each kind, at the end of the page."""
    kinds = {"plain": b"", "cell": struct.pack("<HB", 0x2416, 1), "row": struct.pack("<HBHB", 0x2416, 1, 0x2417, 1)}
    places, at = {}, 480
    page = bytearray(SECTOR)
    for name, codes in kinds.items():
        body = struct.pack("<H", 0) + struct.pack("<HH", 0x840F, 3) + codes
        body += b"\0" * (len(body) % 2)
        at -= len(body) + 2
        page[at : at + 2 + len(body)] = bytes([0, len(body) // 2]) + body
        places[name] = at // 2
    ends, marks = [start], []
    for run in re.findall("[^\r\x07\f\n\v]*[\r\x07\f\n\v]", text):
        marks.append({"\n": "row", "\x07": "cell", "\v": "cell"}.get(run[-1], "plain"))
        ends.append(ends[-1] + 2 * len(run))
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    for number, mark in enumerate(marks):
        page[4 * len(ends) + 13 * number] = places[mark]
    page[511] = len(marks)
    return bytes(page)


def summary(title, author, *, page=874):
    """A summary stream: title, author, and 15 January 2025 as the day of making."""
    texts = [(number, text.encode(f"cp{page}") + b"\0") for number, text in ((2, title), (4, author))]
    values = [(1, struct.pack("<Ihh", 2, page, 0))]
    values += [(number, struct.pack("<II", 30, len(raw)) + raw + bytes(-len(raw) % 4)) for number, raw in texts]
    values.append((12, struct.pack("<IQ", 64, (date(2025, 1, 15) - date(1601, 1, 1)).days * 864_000_000_000)))
    listed, body = b"", b""
    for number, value in values:
        listed += struct.pack("<II", number, 8 + 8 * len(values) + len(body))
        body += value
    section = struct.pack("<II", 8 + len(listed) + len(body), len(values)) + listed + body
    return (
        struct.pack("<HHI", 0xFFFE, 0, 2)
        + bytes(16)
        + struct.pack("<I", 1)
        + bytes(16)
        + struct.pack("<I", 48)
        + section
    )


def word95(text, *, encoding="cp874"):
    """A DOC of Word 95: bytes of a code page from one place to another."""
    words = text.encode(encoding)
    start = 1024
    fib = bytearray(start)
    struct.pack_into("<HHHH", fib, 0, 0xA5DC, 0x68, 0x4000, 0x041E)
    struct.pack_into("<II", fib, 0x18, start, start + len(words))
    struct.pack_into("<I", fib, 0x34, len(words))
    return ole_file({"WordDocument": bytes(fib) + words})


def tiny_xls(sheets, *, info=None, extra=b""):
    """An XLS of Excel 97: name -> rows of texts and numbers; ``extra`` are more records of the last sheet."""
    texts = list(
        dict.fromkeys(cell for rows in sheets.values() for row in rows for cell in row if isinstance(cell, str))
    )
    bodies = []
    for rows in sheets.values():
        cells = b"".join(
            _record(0x00FD, struct.pack("<HHHI", y, x, 0, texts.index(cell)))
            if isinstance(cell, str)
            else _record(0x0203, struct.pack("<HHHd", y, x, 0, cell))
            for y, row in enumerate(rows)
            for x, cell in enumerate(row)
        )
        height, width = len(rows), max(map(len, rows), default=0)
        bodies.append(_bof(0x10) + _record(0x0200, struct.pack("<IIHHH", 0, height, 0, width, 0)) + cells)
    bodies[-1] += extra
    strings = struct.pack("<II", len(texts), len(texts)) + b"".join(_text(text, "<H") for text in texts)
    head = _bof(0x05) + _record(0x0042, struct.pack("<H", 1200))
    tail = _record(0x00FC, strings) + _record(0x000A, b"")
    names = [_text(name, "<B") for name in sheets]
    at = len(head) + sum(len(name) + 10 for name in names) + len(tail)
    listed = b""
    for name, body in zip(names, bodies, strict=True):
        listed += _record(0x0085, struct.pack("<IBB", at, 0, 0) + name)
        at += len(body) + 4
    book = head + listed + tail + b"".join(body + _record(0x000A, b"") for body in bodies)
    streams = {"Workbook": book}
    if info:
        streams["\x05SummaryInformation"] = summary(*info)
    return ole_file(streams)


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _bof(kind):
    return _record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _text(text, length):
    return struct.pack(length, len(text)) + b"\1" + text.encode("utf-16-le")
