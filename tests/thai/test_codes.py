"""The numbers before a disclosure, and the numbers that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oitcrawl.thai.codes import find_codes, plain_number


def read(text):
    return [(code.number, code.scheme, text[code.start : code.end]) for code in find_codes(text)]


@pytest.mark.parametrize(
    ("label", "number", "scheme", "words"),
    [
        ("O7", 7, "o", "O7"),
        ("o 16 ประมวลจริยธรรม", 16, "o", "o 16"),
        ("O๑๔ แผน", 14, "o", "O๑๔"),
        ("Ｏ๗", 7, "o", "Ｏ๗"),
        ("O1โครงสร้างหน่วยงาน", 1, "o", "O1"),
        ("O-12 รายงาน", 12, "o", "O-12"),
        ("(O07) รายงาน", 7, "o", "O07"),
        ("O12.1 รายงานย่อย", 12, "o", "O12"),
        ("O48", 48, "o", "O48"),
        ("/images/ita/o14-1.pdf", 14, "o", "o14"),
        ("แบบฟอร์มการมีส่วนร่วมo19_v3", 19, "o", "o19"),
        ("๐๑๔ แผนการบริหาร", 14, "bare", "๐๑๔"),
        ("010", 10, "bare", "010"),
        ("๐๑๐ E-Service", 10, "bare", "๐๑๐"),
        ("0 16 ประมวลจริยธรรม", 16, "bare", "0 16"),
        ("  (07) ข่าว", 7, "bare", "07"),
        ("017-งบหน้า68", 17, "bare", "017"),
        ("/ita/pdf/017-งบหน้า68.pdf", 17, "bare", "017"),
        ("ITA 2568\n012 รายงาน", 12, "bare", "012"),
        ("OIT 3 อำนาจหน้าที่", 3, "oit", "OIT 3"),
        ("OIT-014", 14, "oit", "OIT-014"),
        ("MOIT 2", 2, "moit", "MOIT 2"),
        ("moit17 แผน", 17, "moit", "moit17"),
        ("EB5 หน่วยงานมีการสรุปผล", 5, "eb", "EB5"),
    ],
)
def test_codes_are_read_in_every_form(label, number, scheme, words):
    actual = read(label)

    assert [(number, scheme, words)] == actual


@pytest.mark.parametrize(
    "label",
    [
        "2568",
        "ITA 2568",
        "OIT 2568",
        "OIT68",
        "oit2023",
        "1.2 แผน",
        "๐.๕",
        "01/02/2567",
        "01-02-67",
        "01 ตุลาคม 2567",
        "02 ม.ค. 68",
        "๐๕ ธันวาคม ๒๕๖๗",
        "630703",
        "0167",
        "02-123-4567",
        "053 123456",
        "08.30 น.",
        "08:30",
        "O 68",
        "O0",
        "00",
        "No. 12",
        "CO2",
        "H2O 5000",
        "Z3o5TQ",
        "page=o2",
        "o2o",
        "โครงการ 010",
        "จำนวน 07 แห่ง",
        "หน้า 12",
        "ข้อ 7",
        "COVID 19",
        "MOIT 2568",
        "O10,000",
        "๐๙๙",
        "",
    ],
)
def test_other_numbers_are_no_codes(label):
    assert read(label) == []


def test_several_codes_stand_in_their_order():
    assert read("O1, O3 และ OIT 5") == [(1, "o", "O1"), (3, "o", "O3"), (5, "oit", "OIT 5")]


@given(st.integers(1, 48), st.sampled_from(["O", "o", "O ", "o-", "O.", "OIT ", "oit"]), st.booleans())
def test_every_number_of_a_numbering_is_read_in_both_scripts(number, prefix, thai):
    digits = str(number).translate({ord("0") + n: "๐๑๒๓๔๕๖๗๘๙"[n] for n in range(10)}) if thai else str(number)

    actual = find_codes(f"{prefix}{digits} รายงาน")

    assert [number] == [code.number for code in actual]


@given(st.text(st.characters() | st.sampled_from("oO0๐12 .-/")))
def test_codes_always_lie_in_the_text_in_order(text):
    codes = find_codes(text)

    assert all(0 <= code.start < code.end <= len(text) for code in codes)
    assert sorted(code.start for code in codes) == [code.start for code in codes]


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("๐๑๔", 14),
        ("010", 10),
        ("o 16", 16),
        ("OIT 3", 3),
        ("017-งบหน้า68", 17),
        ("O๑๔", 14),
        ("0 14", 14),
        ("ตัวชี้วัดที่ O14", 14),
        ("O – 14 แผน", 14),
        ("OIT ข้อ 14", 14),
        ("O ข้อที่ ๗", 7),
    ],
)
def test_the_forms_that_agencies_write_are_read(label, number):
    assert [number] == [code.number for code in find_codes(label)]


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("14", 14),
        ("๑๔.", 14),
        ("14 | แผน | คลิก", 14),
        ("3) แผน", 3),
        ("ข้อ 14", 14),
        ("ข้อ ๑๔ | ดาวน์โหลด", 14),
        ("ข้อที่ 7 รายงาน", 7),
        ("ข้อ 010", 10),
        ("ตัวชี้วัดที่ 7", 7),
        ("ลำดับ 3", 3),
    ],
)
def test_a_bare_number_at_the_start_of_a_row_is_read(cell, number):
    assert number == plain_number(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "0",
        "99",
        "1-14",
        "07:30",
        "แผน 14",
        "O14",
        "1.2 แผน",
        "9.00 น.",
        "14 มกราคม 2568",
        "3. ม.ค. 68",
        "2568",
        "ข้อ 2568",
        "ข้อ 1-5",
        "ข้อ 9.1",
        "14 แห่ง",
        "5%",
    ],
)
def test_sections_dates_amounts_and_numbers_further_in_are_no_bare_numbers(cell):
    assert plain_number(cell) is None


@given(
    st.integers(1, 48),
    st.sampled_from(["", "ข้อ ", "ข้อที่", "ตัวชี้วัดที่ ", "ลำดับที่ "]),
    st.sampled_from([" | แผน", "", "\n"]),
    st.booleans(),
)
def test_every_bare_number_is_read_in_both_scripts(number, before, behind, thai):
    digits = str(number).translate({ord("0") + n: "๐๑๒๓๔๕๖๗๘๙"[n] for n in range(10)}) if thai else str(number)

    assert number == plain_number(f"{before}{digits}{behind}")


@given(st.text(st.characters() | st.sampled_from("ข้อ0๐12 .-/|")))
def test_a_bare_number_lies_within_the_longest_numbering(text):
    number = plain_number(text)

    assert number is None or 1 <= number <= 48
