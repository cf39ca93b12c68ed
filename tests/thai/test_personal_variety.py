"""How many numbers of persons are found among made sentences of many kinds, and how many others are taken for one."""

import random
import re

import pytest

from oitcrawl.thai.masked_address import is_covered, mask_address
from oitcrawl.thai.masking import mask_personal
from oitcrawl.thai.personal import find_personal

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
FIRST = "สมชาย สมหญิง มานะ กิตติ กมล กนก กองแก้ว เกษม ประเสริฐ จันทร์ บุญมี".split()
LAST = "ใจดี มีสุข ทองแท้ ศรีสมมุติ บุญทดสอบ แก้วใส".split()
TITLES = "นาย นาง นางสาว น.ส. ด.ช. ด.ญ.".split()
EACH = 25  # sentences of each kind
CARDS = """{p} เลขประจำตัวประชาชน {n}
เลขบัตรประชาชน {n} ชื่อ {p}
{p} ถือบัตรประจำตัวประชาชนเลขที่ {n} ออกให้ ณ อำเภอเมือง
1. {p} {n} บ้านเลขที่ 12 หมู่ 3
ID Card No. {n}
ข้าพเจ้า {p} อายุ 45 ปี หมายเลขประจำตัวประชาชน (13 หลัก) {n}
มอบอำนาจให้ {p} บัตรประชาชนเลขที่ {n} เป็นผู้ดำเนินการแทน
ผู้รับจ้าง {p} เลขประจำตัวผู้เสียภาษี {n}
ผู้ชนะการเสนอราคา ได้แก่ {p} ({n})
{n} {p} 600 บาท
ลำดับ 5 {n} {p} เบี้ยยังชีพผู้สูงอายุ"""
PHONES = """ผู้ร้องเรียน {p} โทร {n}
{p} โทรศัพท์มือถือ {n}
{p} / หมู่ 4 ตำบลทดสอบ เบอร์โทร {n}
ผู้สมัครเข้ารับการสรรหา {p} โทร. {n}
ผู้ขอใช้บริการ: {p} ({n})
รายชื่อผู้สูงอายุ 1. {p} {n}"""
ACCOUNTS = """โอนเงินเข้าบัญชี {p} ธนาคารกรุงไทย เลขที่บัญชี {n}
ชื่อบัญชี {p} เลขที่บัญชี {n} ธ.ก.ส.
{p} บัญชีออมทรัพย์ธนาคารออมสิน เลขที่ {n}
เลขที่บัญชี {n} ชื่อบัญชี {p}
ผู้รับเงิน {p} กรุงไทย {n}"""
CELLS = """ชื่อ | เลขประจำตัวประชาชน
{p} | {n}
---
เลขประจำตัวประชาชน | {n}
---
ข้อมูลสถิติการให้บริการ ปีงบประมาณ พ.ศ. 2568
ชื่อ | เลขประจำตัวประชาชน | เบอร์โทร
{p} | {n} | 0812345678
---
เลขประจำตัวประชาชน
{p} | {n}
---
แบบคำขอขึ้นทะเบียน
{p} | {n}
---
{n}
นางสมมุติ ทดสอบ
---
ที่ | ชื่อ | เลขบัตรประชาชน | หมู่
1 | {p} | {n} | 4
---
ที่ | เลขบัตรประชาชน | ชื่อ
1 | {n} | {p}
2 | {n} | {p}
---
{p} เลขประจำตัวประชาชน {n} อยู่บ้านเลขที่ 9"""
OTHERS = """เลขที่โครงการ <11> ประกวดราคา
เลขคุมสัญญา <12>
เลขที่โครงการในระบบ e-GP <11>
วงเงินงบประมาณ <money> บาท ราคากลาง <money> บาท
ประกาศ ณ วันที่ <day>/<day>/<year> เลขที่ <4>/<year>
ที่ ทส <5>/ว <4> ลงวันที่ 1 ตุลาคม <year>
รหัสไปรษณีย์ <5> โทร 0-4221-<4>
โทร 02-<3>-<4> ต่อ <3>
สายด่วน 1<3>
เลขประจำตัวผู้เสียภาษี 0<12>
เลขทะเบียนนิติบุคคล 0-<4>-<5>-<2>-<1>
บริษัท ทดสอบ จำกัด เลขประจำตัวผู้เสียภาษีอากร 0<12>
รหัสครุภัณฑ์ 416-<2>-<4>/<year>
รหัสงบประมาณ <13><4>
รหัสสินค้า 885<10>
เลขที่ใบเสร็จ <10>
เลขที่หนังสือ <13>
เลขที่ค้ำประกัน <13>
เลขที่ใบอนุญาต <13>
รหัสโครงการ <13>
ติดต่อสอบถาม นายกองค์การบริหารส่วนตำบล โทร <mobile>
นายทดสอบ ใจดี นายก อบต.ทดสอบ โทร <mobile>
นายกิตติ ใจดี ปลัดเทศบาล โทร <mobile>
ชำระภาษีผ่านธนาคารกรุงไทย เลขที่บัญชี <account> ชื่อบัญชี เทศบาลตำบลทดสอบ
กองทุนหลักประกันสุขภาพ เลขที่บัญชี <account>
เงินฝากธนาคารกรุงไทย ประเภทออมทรัพย์ เลขที่ <account> จำนวน <money>
บริษัท ทดสอบ จำกัด ธนาคารกสิกรไทย เลขที่บัญชี <account>
ร้านทดสอบพาณิชย์ โดยนายสมชาย ใจดี โทร <mobile>
กำนันตำบลทดสอบ นายมานะ มีสุข <mobile>
ศูนย์รับเรื่องร้องเรียน โทร <mobile>
เลขที่โฉนด <5> เล่ม <3> หน้า <2>"""


TABLES = """ชื่อ | ต.ค. | พ.ย. | ธ.ค. | ม.ค. | ก.พ. | มี.ค. | เม.ย. | พ.ค. | มิ.ย. | ก.ค. | ส.ค. | ก.ย. | รวม
นายทดสอบ ใจดี | <ones>
---
ผู้ประเมิน | ข้อ 1 | ข้อ 2 | ข้อ 3 | ข้อ 4 | ข้อ 5 | ข้อ 6 | ข้อ 7 | ข้อ 8 | ข้อ 9 | ข้อ 10 | ข้อ 11 | ข้อ 12 | ข้อ 13
นายทดสอบ ใจดี | <ones>
---
ตัวชี้วัด | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13
การปฏิบัติหน้าที่ | <ones>
---
ที่ | ก | ข | ค | ง | จ | ฉ | ช | ซ | ฌ | ญ | ฎ | ฏ | ฐ
1 | <ones>
---
คะแนน ITA | <ones>
---
ชื่อ | คะแนนรายข้อ
นายทดสอบ ใจดี | <ones>
นางทดสอบ ใจดี | <ones>
---
<marks>
---
นายทดสอบ ใจดี | <marks>
---
ชื่อ | เลขประจำตัวประชาชน | คะแนนที่ได้
นายทดสอบ ใจดี | 1-2345-67890-12-2 | <ones>
---
<ones>
<ones>
<ones>
<ones>
---
อา | จ | อ | พ | พฤ | ศ | ส
1 | 2 | 3 | 4 | 5 | 6 | 7
8 | 9 | 10 | 11 | 12 | 13 | 14
---
ลำดับ | ปี | งบประมาณ | โครงการ | หมายเหตุ
<1> | <year> | <5> | <2> | <1>
---
<1> | <year> | <5> | <2> | <1>
---
นายทดสอบ ใจดี ผู้รับผิดชอบโครงการ วงเงิน
<1> | <4> | <5> | <2> | <1>
---
จำนวนครั้งที่ให้บริการ <spaced>
---
ระดับ 1 2 3 4 5 6 7 8 9 10 11 12 13
ผู้ตอบ <spaced>
---
ลำดับ\n1\n2\n3\n4\n5\n6\n7\n8\n9\n1\n0\n1\n1
---
เลขที่โครงการ | <11> | <12> | CNTR-<5>/<2>
---
เลขที่เอกสาร 1-<4>-<5>
หน้า <1>"""


@pytest.fixture
def dice():
    return random.Random(20)


def digits(dice, count):
    return "".join(str(dice.randint(0, 9)) for _ in range(count))


def card(dice):
    twelve = str(dice.randint(1, 8)) + digits(dice, 11)
    weighed = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return twelve + str((11 - weighed % 11) % 10)


def parted(number, sizes, mark):
    at, parts = 0, []
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return mark.join(parts)


def spelt(dice, number, sizes):
    """A number as one of many would write it."""
    mark = dice.choice(["", "-", " ", " - ", "–"])
    return parted(number, sizes, mark).translate(dice.choice([ARABIC, THAI]))


def person(dice):
    return f"{dice.choice(TITLES)}{dice.choice(['', ' '])}{dice.choice(FIRST)} {dice.choice(LAST)}"


@pytest.mark.parametrize(
    ("patterns", "make", "sizes"),
    [
        (CARDS, card, (1, 4, 5, 2, 1)),
        (PHONES, lambda dice: f"0{dice.choice('689')}{digits(dice, 8)}", (3, 3, 4)),
        (ACCOUNTS, lambda dice: digits(dice, 10), (3, 1, 5, 1)),
    ],
    ids=["cards", "telephones", "accounts"],
)
def test_nearly_every_number_of_a_person_is_found(patterns, make, sizes, dice, record_property):
    missed, tried = [], 0
    for pattern in patterns.splitlines() * EACH:
        number = make(dice)
        text = pattern.format(p=person(dice), n=spelt(dice, number, sizes))
        tried += 1
        if number not in {one.digits for one in find_personal(text)}:
            missed.append(text)
    record_property("figure", f"personal numbers: {tried - len(missed)} of {tried} found")

    assert len(missed) <= tried / 200, missed[:5]


def test_nearly_no_other_number_is_taken_for_one(dice, record_property):
    def one(match):
        mobile, account = f"08{digits(dice, 8)}", digits(dice, 10)
        told = {
            "money": f"{dice.randint(10**5, 10**9):,}.00",
            "mobile": spelt(dice, mobile, (3, 3, 4)),
            "account": parted(account, (3, 1, 5, 1), "-"),
            "day": str(dice.randint(1, 28)),
            "year": str(dice.randint(2560, 2570)),
        }
        return told.get(match[1]) or digits(dice, int(match[1]))

    texts = [re.sub(r"<(\w+)>", one, pattern) for pattern in OTHERS.splitlines() * EACH]
    wrong = [text for text in texts if find_personal(text)]
    record_property("figure", f"other numbers: {len(wrong)} of {len(texts)} taken for personal ones")

    assert len(wrong) <= len(texts) / 200, wrong[:5]


def in_cells(dice, number):
    """A number as forms hold it: a digit a box, a group a box, boxes parted by hyphens."""
    ways = [" | ".join(number), parted(number, (1, 4, 5, 2, 1), " | ")]
    ways += [" | - | ".join(" | ".join(group) for group in parted(number, (1, 4, 5, 2, 1), "-").split("-"))]
    return dice.choice(ways).translate(dice.choice([ARABIC, THAI, WIDE]))


def test_nearly_every_number_in_cells_is_found_and_covered(dice, record_property):
    missed, tried = [], 0
    for pattern in CELLS.split("\n---\n") * EACH:
        number = card(dice)
        while max(number) < "6" or len(set(number)) < 5:  # nothing but its name tells these from marks
            number = card(dice)
        cells = " | ".join(number) if pattern.startswith("{n}") else in_cells(dice, number)
        text = pattern.format(p=person(dice), n=cells)
        tried += 1
        known = {one.digits for one in find_personal(text)}
        if number not in known or cells in mask_personal(text, known):
            missed.append(text)
        known.add(number)
        assert number[:6] not in re.sub("[^0-9]", "", mask_personal(f"{person(dice)} | {cells[:30]}…", known))
    record_property("figure", f"personal numbers in cells: {tried - len(missed)} of {tried} found")

    assert len(missed) <= tried / 200, missed[:5]


def test_nearly_no_table_of_numbers_is_taken_for_cards(dice, record_property):
    def one(match):
        told = {
            "ones": " | ".join(digits(dice, 13)),
            "marks": " | ".join(str(dice.randint(1, 5)) for _ in range(13)),
            "spaced": " ".join(digits(dice, 13)),
            "year": str(dice.randint(2560, 2570)),
        }
        return told.get(match[1]) or digits(dice, int(match[1]))

    texts = [re.sub(r"<(\w+)>", one, pattern) for pattern in TABLES.split("\n---\n") * EACH * 4]
    wrong = [text for text in texts if find_personal(text)]
    record_property("figure", f"tables of other numbers: {len(wrong)} of {len(texts)} taken for personal ones")

    assert len(wrong) <= len(texts) / 500, wrong[:5]


CARD = "1234567890121"
DASHED = parted(CARD, (1, 4, 5, 2, 1), "-")
PACKED = "".join(f"%E0%B9%9{digit}" for digit in CARD)


@pytest.mark.parametrize(
    ("url", "known"),
    [
        (f"https://a.go.th/upload/{DASHED}.pdf", ()),
        (f"https://a.go.th/upload/{DASHED.replace('-', '%20')}.pdf", ()),
        (f"https://a.go.th/upload/{DASHED.replace('-', '_')}-scan.pdf", ()),
        (f"https://a.go.th/upload/{DASHED.translate(THAI)}.pdf", ()),
        (f"https://a.go.th/get.php?id_card={CARD}&a=1", ()),
        (f"https://a.go.th/people/cid/{CARD}", ()),
        (f"https://a.go.th/upload/{CARD}.pdf", (CARD,)),
        (f"https://a.go.th/upload/{PACKED}.pdf", (CARD,)),
        ("https://a.go.th/upload/0812345678.jpg", ("0812345678",)),
    ],
)
def test_a_number_in_an_address_is_covered_and_the_address_known_to_lead_nowhere(url, known):
    covered = mask_address(url, known)
    shown = re.sub(r"%E0%B9%9(\d)", r"\1", covered).translate(ARABIC)

    assert not any(CARD[at : at + 4] in shown for at in range(9))
    assert is_covered(covered)
    assert mask_address(covered, known) == covered
    assert covered.startswith("https://a.go.th/")
    assert mask_personal(f"ดู {url} ที่นี่", known) == f"ดู {covered} ที่นี่"


@pytest.mark.parametrize(
    "url",
    [
        f"https://a.go.th/upload/{CARD}.pdf",  # may as well be a moment
        "https://a.go.th/upload/1719876543210_1.pdf",
        "https://a.go.th/news/2567-10-01-12345678901.html",
        "https://a.go.th/?sid=4f3a1234567890121bc&id=1",
        "https://a.go.th/%E0%B8%81%E0%B8%99.pdf",
        "https://process3.gprocurement.go.th/egp?proj_id=67019012345",
        "https://a.go.th/xxxxxxxx.pdf",
    ],
)
def test_other_addresses_stay(url):
    assert mask_address(url) == url
    assert not is_covered(url)
