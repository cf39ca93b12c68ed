"""Encodings: what servers and pages say about them, and what the bytes are."""

import pytest

from oitcrawl.read.charset import decode

TEXT = "<p>แผนพัฒนาท้องถิ่น พ.ศ. ๒๕๖๘ “ทบทวน” – รายงานผลการดำเนินงานประจำปี เธอเน้นน้ำใจ</p>"
META = '<meta charset="{}">'


def in_one_byte_letters(text, name):
    """UTF-8 bytes taken for letters of a code page; bytes that it lacks pass as controls."""
    return "".join(bytes([byte]).decode(name, "ignore") or chr(byte) for byte in text.encode())


SAMPLES = {
    "utf8": (TEXT.encode(), ""),
    "utf8_with_mark": (b"\xef\xbb\xbf" + TEXT.encode(), ""),
    "utf8_said_tis620": (TEXT.encode(), "tis-620"),
    "utf8_meta_tis620": ((META.format("tis-620") + TEXT).encode(), ""),
    "utf8_said_latin1": (TEXT.encode(), "iso-8859-1"),
    "utf8_cut": (TEXT.encode() * 20 + "ท".encode()[:2] + TEXT.encode(), "utf-8"),
    "cp874": (TEXT.encode("cp874"), ""),
    "cp874_said_so": (TEXT.encode("cp874"), "windows-874"),
    "cp874_said_tis620": (TEXT.encode("cp874"), "TIS-620"),
    "cp874_said_iso885911": (TEXT.encode("cp874"), "iso-8859-11"),
    "cp874_said_utf8": (TEXT.encode("cp874"), "utf-8"),
    "cp874_said_latin1": (TEXT.encode("cp874"), "iso-8859-1"),
    "cp874_said_1252": (TEXT.encode("cp874"), "windows-1252"),
    "cp874_said_big5": (TEXT.encode("cp874"), "big5"),
    "cp874_said_nonsense": (TEXT.encode("cp874"), "x-thai-unknown"),
    "cp874_meta_utf8": ((META.format("utf-8") + TEXT).encode("cp874"), ""),
    "cp874_meta_1252": ((META.format("windows-1252") + TEXT).encode("cp874"), ""),
    "cp874_meta_874": ((META.format("windows-874") + TEXT).encode("cp874"), "iso-8859-1"),
    "cp874_with_bad_byte": (TEXT.encode("cp874") * 3 + b"\xfe", ""),
    "utf16": (TEXT.encode("utf-16"), ""),
    "utf16_le_without_mark": (TEXT.encode("utf-16-le"), ""),
    "utf16_be_without_mark": (TEXT.encode("utf-16-be"), ""),
    "utf32": (TEXT.encode("utf-32"), ""),
    "twice_by_latin1": (TEXT.encode().decode("latin-1").encode(), "utf-8"),
    "twice_by_1252": (in_one_byte_letters(TEXT, "cp1252").encode(), "utf-8"),
    "twice_by_874": (in_one_byte_letters(TEXT, "cp874").encode(), "utf-8"),
    "half_twice": ((TEXT + in_one_byte_letters(TEXT, "cp1252")).encode(), ""),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_thai_comes_out_whatever_was_declared(name):
    body, charset = SAMPLES[name]
    text = decode(body, charset=charset).text

    assert TEXT[3:-4] in text
    assert "à" not in text


def test_english_pages_in_western_encodings_stay_so():
    assert "Café “open” – naïve" == decode("Café “open” – naïve".encode("cp1252"), charset="windows-1252").text


def test_pages_of_word_that_say_1252_and_are_stay_western():
    body = b"<meta charset=windows-1252>\x93&#3585;&#3634;&#3619;\x94 \x96 \xa0 \x92"

    assert "“&#3585;" in decode(body).text


def test_nothing_makes_it_fail():
    for body in (
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\xff" * 50,
        bytes(range(256)) * 4,
        b"\xff\xfe\x00\xd8",
        b"\x81\x8d\x8f",
    ):
        for charset in ("", "utf-7", "utf-16", "base64", "hex", "rot13", "idna", "cp874", "\0"):
            assert isinstance(decode(body, charset=charset).text, str)
