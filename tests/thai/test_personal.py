"""Numbers of private persons: every spelling of them, and all the numbers that are none. All are invented."""

import time

import pytest

from oitcrawl.thai.masking import mask_personal
from oitcrawl.thai.personal import PersonalKind, find_personal
from oitcrawl.thai.personal_cards import is_card_number
from oitcrawl.thai.personal_tables import numbers_in_table

CARD = "1234567890121"  # counts up, with its right check digit: nobody's
OTHER = "1100000000016"
COMPANY = "0105555000005"
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def grouped(digits, between="-"):
    return between.join((digits[0], digits[1:5], digits[5:10], digits[10:12], digits[12]))


def kinds(text, **more):
    return [one.kind.value for one in find_personal(text, **more)]


def test_the_check_digit_decides():
    assert is_card_number(CARD)
    assert [number for number in range(10) if is_card_number(f"{CARD[:-1]}{number}")] == [1]
    assert not is_card_number(CARD[:-1])
    assert not is_card_number("1234567890ก21")


@pytest.mark.parametrize(
    "text",
    [
        grouped(CARD),
        CARD,
        grouped(CARD, " "),
        grouped(CARD, " - "),
        grouped(CARD, "–"),
        grouped(CARD, "."),
        grouped(CARD).translate(THAI),
        CARD.translate(THAI),
        grouped(CARD)[:7].translate(THAI) + grouped(CARD)[7:],
        f"1. นายทดสอบ สมมุติ {grouped(CARD)} บ้านเลขที่ 9/9",
        f"ลำดับ 1 {grouped(OTHER)}",
        "เลขประจำตัวประชาชน " + " ".join(CARD),
        "เลขประจำตัวประชาชน | " + " | ".join(CARD),
        "เลขบัตรประจําตัวประชาชน: 1 234 567 890 12 1",
        "เลขประจาตัวประชาชน\n12345-67890121",
        f"เลขที่บัตร {grouped(COMPANY)}",
        "ID card no. 1234-5678-90121",
        "1-2345-67890-\n12-1",
        "เลขประจำตัวประชาชน 1-2345-6▯890-12-1",
        "1-2345-678\n90-12-1",
        "เลขประจำตัวประชาชน 1234567\n890121",
        f"เลขประจำตัวประชาชน {CARD.translate(WIDE)}",
        "เลขประจำตัวประชาชน\n" + "\n".join(CARD),
    ],
)
def test_a_card_is_found_however_it_is_spelt_and_covered_without_moving_anything(text):
    covered = mask_personal(text)

    assert kinds(text) == ["national_id"]
    assert len(covered) == len(text)
    assert not any(
        CARD[at : at + 4] in covered.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")) for at in range(10)
    )
    assert kinds(covered) == []


@pytest.mark.parametrize(
    "text",
    [
        "เลขที่โครงการ 67019012345 e-bidding",
        "เลขคุมสัญญา 670114000123",
        f"รหัสโครงการ {CARD}",
        f"เลขที่หนังสือค้ำประกัน {CARD}",
        f"เลขทะเบียนนิติบุคคล {grouped(COMPANY)}",
        f"เลขประจำตัวผู้เสียภาษี {COMPANY}",
        "x-xxxx-xxxxx-12-1",
        "1-2345-XXXXX-XX-1",
        "แบบฟอร์ม 1-2345-67890-12-3",
        "งบประมาณ 1,234,567,890,121 บาท",
        "พิกัด 13.7563310, 100.5017620",
        "1 25 300 4500 120 1 2 3 4 5 6",
        "มท 0808.2/ว 1234 ลงวันที่ 1 ตุลาคม 2567",
        "2567-10-01 12:30:45.000123",
        f"https://www.agency.example/file/{CARD}.pdf",
        f"abc{CARD}def",
        f"{CARD}9",
        "ISBN 978-616-123-456-7",
        "รหัสงบประมาณ 20004123456780000012",
        "โทร 02-123-4567 ต่อ 1234 โทรสาร 02-123-4568",
    ],
)
def test_other_numbers_are_none(text):
    assert kinds(text) == []
    assert mask_personal(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "นายทดสอบ สมมุติ เลขที่บัญชี 123-4-56789-0 ธนาคารกรุงไทย",
        "เลขที่บัญชี ๑๒๓-๔-๕๖๗๘๙-๐ ชื่อบัญชี นางสาวทดสอบ สมมุติ",
        "โอนเข้าบัญชีธนาคารออมสิน เลขที่ 020123456789 ชื่อบัญชี นางสาวทดสอบ สมมุติ",
        "ธ.ก.ส. 01-234-5-67890-1 นายทดสอบ สมมุติ",
        "พร้อมเพย์ 0812345678 นายทดสอบ สมมุติ",
        "เลขที่บัญชี 123-4-56789-0",
    ],
)
def test_accounts_of_persons_are_found(text):
    assert kinds(text) == ["bank_account"]
    assert "56789" not in mask_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "ชำระภาษีที่ธนาคารกรุงไทย เลขที่บัญชี 123-4-56789-0 ชื่อบัญชี เทศบาลตำบลทดสอบ",
        "เงินฝากธนาคารกรุงไทย ประเภทออมทรัพย์ เลขที่ 123-4-56789-0 1,250,000.00",
        "ร่วมบริจาคผ่านบัญชี เลขที่บัญชี 123-4-56789-0",
        "รหัสบัญชี 1101010101 เงินสด",
        "บริษัท ทดสอบ จำกัด ธนาคารกสิกร เลขที่บัญชี 123-4-56789-0",
        "เลขที่เอกสาร 123-4-56789-0",
    ],
)
def test_accounts_of_bodies_are_none(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "นายทดสอบ สมมุติ 081-234-5678",
        "นางสาวทดสอบ สมมุติ โทร ๐๘๑ ๒๓๔ ๕๖๗๘",
        "ผู้ร้องเรียน นางทดสอบ สมมุติ โทร. 0812345678",
        "Mr. Test Person +66 81 234 5678",
        "นายทดสอบ สมมุติ\nบ้านเลขที่ 1 หมู่ 2\nโทร 081-234-5678",
        "ผู้สมัคร นายทดสอบ สมมุติ มือถือ (081) 234-5678",
        "ผู้สมัคร นายทดสอบ สมมุติ มือถือ (08) 1234 5678",
    ],
)
def test_telephones_of_private_persons_are_found(text):
    assert kinds(text) == ["phone"]


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("นายทดสอบ สมมุติ นายกเทศมนตรี โทร 081-234-5678", ""),
        ("นายทดสอบ สมมุติ\nปลัดเทศบาล\n081-234-5678", ""),
        ("นายทดสอบ สมมุติ 081-234-5678", "ทำเนียบผู้บริหาร"),
        ("นายทดสอบ สมมุติ 081-234-5678", "โครงสร้างหน่วยงาน"),
        ("ช่องทางแจ้งเรื่องร้องเรียน นายทดสอบ สมมุติ 081-234-5678", ""),
        ("แจ้งเหตุ โทร 081-234-5678", ""),
        ("ชื่อ ตำแหน่ง โทร\nนายทดสอบ สมมุติ พนักงานขับรถ 0812345678", ""),
        ("นายทดสอบ สมมุติ 02-123-4567", ""),
        ("นายทดสอบ สมมุติ 081-xxx-5678", ""),
        ("นายทดสอบ สมมุติ เลขที่สัญญา 08123456789", ""),
    ],
)
def test_ways_to_reach_officials_are_none(text, about):
    assert kinds(text, about=about) == []


def test_a_list_of_citizens_is_private_though_an_official_heads_it():
    text = "ประกาศ นายกเทศมนตรี รายชื่อผู้มีสิทธิรับเบี้ยยังชีพ\n1 นายทดสอบ สมมุติ ผู้มีสิทธิ 081-234-5678"

    assert kinds(text) == ["phone"]


@pytest.mark.parametrize(
    "between",
    [" หรือ ", " และ ", ", ", " / ", " นายทดสอบ สมมุติ หรือพร้อมเพย์ ", " (นายทดสอบ สมมุติ) หรือ ", "\nหรือ "],
)
def test_several_numbers_behind_one_word_are_accounts(between):
    text = f"พร้อมเพย์ 081-234-5678{between}{grouped(CARD)}{between}089-765-4321 นายทดสอบ สมมุติ"
    covered = mask_personal(text)

    assert not set("456789") & set(covered)


def test_a_telephone_behind_an_account_of_a_body_is_none():
    text = "เลขที่บัญชี 123-4-56789-0 ชื่อบัญชี เทศบาลตำบลทดสอบ หรือ โทร 081-234-5678"

    assert kinds(text) == []


def test_telephones_that_a_workbook_took_for_numbers_are_told_by_their_heading():
    rows = (("สรุปผล", ""), ("ชื่อ-สกุล", "เบอร์โทรศัพท์"), ("นายทดสอบ สมมุติ", "812345678"), ("ว่าง", "12345678"))
    vendors = (("1", "นายทดสอบ สมมุติ", "812345678"), ("2", "ร้านทดสอบ", "898765432"), ("3", "นายกเทศมนตรี", "898765433"))

    assert numbers_in_table((), rows)[0] == {(PersonalKind.PHONE, "812345678")}
    assert numbers_in_table(("ที่", "ผู้ได้รับคัดเลือก", "โทร"), vendors)[0] == {(PersonalKind.PHONE, "812345678")}
    assert mask_personal("สมมุติ 81-234-5678", {"812345678"}) == "สมมุติ xx-xxx-xxxx"


def test_the_header_of_a_table_tells_what_its_columns_are():
    header = ("ที่", "ชื่อ - สกุล", "เลขบัตรประชาชน", "เลขที่บัญชี", "เบอร์โทร")
    rows = (("1", "ทดสอบ สมมุติ", f"{CARD[:5]} {CARD[5:]}", "1234567890", "081-2345678"), ("2", "ว่าง"))

    persons, public = numbers_in_table(header, rows)

    assert persons == {
        (PersonalKind.NATIONAL_ID, CARD),
        (PersonalKind.BANK_ACCOUNT, "1234567890"),
        (PersonalKind.PHONE, "0812345678"),
    }
    assert not public


def test_a_table_with_posts_lists_officials():
    header = ("ชื่อ", "ตำแหน่ง", "โทรศัพท์")

    assert numbers_in_table(header, (("ทดสอบ", "นิติกร", "0812345678"),)) == (frozenset(), {"0812345678"})


def test_what_a_cut_left_of_a_known_number_is_covered_too():
    assert mask_personal("สมมุติ 1-2345-678", {CARD}) == "สมมุติ x-xxxx-xxx"
    assert mask_personal("…345-67890-12-1 บ้านเลขที่ 12", {CARD}) == "…xxx-xxxxx-xx-x บ้านเลขที่ 12"
    assert mask_personal("345-67890", {CARD}) == "xxx-xxxxx"
    assert mask_personal("ปี 2345 และ 67890 บาท", {CARD}) == "ปี 2345 และ 67890 บาท"


def test_a_known_telephone_is_covered_without_a_name_beside_it_and_others_stay():
    assert mask_personal("โทร 081-2345678 หรือ 081-999-9999", {"0812345678"}) == "โทร xxx-xxxxxxx หรือ 081-999-9999"


def test_a_number_is_shown_by_no_repr():
    assert CARD not in repr(find_personal(CARD))


@pytest.mark.parametrize(
    "hostile",
    [
        "1 " * 100_000,
        "1-" * 100_000,
        "เลขบัตร " * 20_000,
        "ธนาคาร " * 20_000,
        "นาย" * 50_000,
        "1 | " * 100_000,
        "1\n" * 100_000,
        "1 | 2\n" * 60_000,
        ("1 | " * 13 + "\n") * 5000,
        "พร้อมเพย์ 0812345678 " * 1500,
    ],
)
def test_no_text_takes_long(hostile):
    began = time.monotonic()
    find_personal(hostile)
    mask_personal(hostile, {CARD, OTHER})

    assert time.monotonic() - began < 2
