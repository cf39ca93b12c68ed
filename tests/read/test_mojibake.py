"""Thai read in the wrong encoding, and Thai at private codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.read.mojibake import set_encoding_right

THAI = "รายงานผลการดำเนินงานประจำปีงบประมาณ ขององค์การบริหารส่วนตำบล"


def as_symbols(text):
    return "".join(chr(0xF000 + byte) if byte > 0x20 else chr(byte) for byte in text.encode("cp874"))


def read_as(text, encoding):
    """Bytes that the encoding lacks become control codes, as browsers and most programs have it."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize(
    "broken",
    [
        THAI.encode("cp874").decode("latin-1"),
        THAI.encode().decode("latin-1"),
        read_as(THAI, "cp1252"),
        read_as(THAI, "cp874"),
        as_symbols(THAI),
    ],
)
def test_what_was_read_in_the_wrong_encoding_comes_back(broken):
    assert THAI == set_encoding_right(broken)


def test_only_the_misread_part_changes():
    assert "รายงาน รายงานผล (1)" == set_encoding_right("รายงาน " + "รายงานผล".encode().decode("latin-1") + " (1)")


@pytest.mark.parametrize(
    "sound",
    ["เธอและเนื้อเพลง เน้นเนินเขา เธอ", "à la carte", "naïve café, señor", "• \uf0b7 ข้อหนึ่ง \uf0a7 ข้อสอง", "", "à¸ x"],
)
def test_sound_text_and_bullets_stay(sound):
    assert sound == set_encoding_right(sound)


@given(
    st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E3A), min_size=4),
    st.sampled_from(["cp1252", "latin-1"]),
)
def test_utf8_read_as_western_always_comes_back(text, encoding):
    broken = read_as(text, encoding) if encoding == "cp1252" else text.encode().decode(encoding)

    assert text == set_encoding_right(broken)


@given(st.text(st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" \n1a.é")))
def test_no_thai_is_taken_for_misread_by_chance(text):
    assert set_encoding_right(text) == set_encoding_right(set_encoding_right(text))
