"""Telephone numbers, mail and postal addresses, and the names of persons, as texts and pages state them. Calm."""

import re

from oitcrawl.judge.reading import Reading
from oitcrawl.model.content import Page
from oitcrawl.ruleset.check import ContactKind
from oitcrawl.thai.text import fold, thai_digits_to_arabic

SHOWN = 4  # names shown


def contacts(kind: ContactKind, reading: Reading) -> list[str]:
    """The first contact of that kind that is stated, in its text or by a link of the whole page; empty for none."""
    page = reading.content if isinstance(reading.content, Page) and reading.window is None else None
    text = thai_digits_to_arabic(reading.seen)
    linked = {ContactKind.PHONE: page.phones, ContactKind.EMAIL: page.emails} if page else {}
    own = linked.get(kind, ())
    found = next((hit.group() for pattern in _CONTACTS[kind] if (hit := pattern.search(text))), None)
    words = found or next(iter(own), None)
    return [] if words is None else [" ".join(words.split())]


def persons(least: int, reading: Reading) -> list[str]:
    """The names of ``least`` different persons with their titles, a few as one line; empty for fewer."""
    names: dict[str, str] = {}
    for hit in _PERSON.finditer(reading.seen):
        names.setdefault(fold(hit.group(1) + hit.group(2)), " ".join(hit.group().split()))
        if len(names) >= least:
            return [", ".join(list(names.values())[:SHOWN])]
    return []


_PHONE = re.compile(r"(?<![\d.])(?:\+66[\s\-–‑.()]*|0[\s\-–‑.()]*)[2-9](?:[\s\-–‑.()]{0,3}\d){7,8}(?!\d)")
_HOTLINE = re.compile(r"(?:สายด่วน|โทร(?:ศัพท์)?\.?)\s*:?\s*(1\d{3})(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9][\w.+\-]*\s?(?:@|\[at\]|\(at\))\s?[A-Za-z0-9][\w\-]*(?:\.[A-Za-z0-9\-]+)+")
_HOUSE = r"(?:เลขที่|หมู่|ม\.\s?\d|ถนน|ถ\.)"
_TAMBON = r"(?:ตำบล|ตําบล|ต\.|แขวง)"
_AMPHOE = r"(?:อำเภอ|อําเภอ|อ\.|เขต)"
_PROVINCE = r"(?:จังหวัด|จ\.|กรุงเทพ|กทม)"
_POSTCODE = r"(?<![\d,.])[1-9]\d{4}(?![\d,]|\s?(?:คน|ราย|บาท|ครัว|ไร่|ตาราง))"
_ADDRESSES = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        rf"(?:{_HOUSE}|{_TAMBON}|{_AMPHOE}).{{0,180}}?{_PROVINCE}\s*\S+.{{0,40}}?{_POSTCODE}",
        rf"(?:{_HOUSE}|{_TAMBON}).{{1,80}}?{_AMPHOE}.{{1,60}}?{_POSTCODE}",  # the province named without its word
        rf"{_HOUSE}.{{1,140}}?{_AMPHOE}.{{1,60}}?{_PROVINCE}\s*\S+",
        rf"(?:Moo|Road|Rd\.|Street|Sub-?district|Tambon).{{1,140}}?{_POSTCODE}",
    )
)
_CONTACTS = {
    ContactKind.PHONE: (_PHONE, _HOTLINE),
    ContactKind.EMAIL: (_EMAIL,),
    ContactKind.ADDRESS: _ADDRESSES,
}

# Posts and offices that begin like the title นาย.
_POSTS = (
    r"ก(?:เทศ|องค์|รัฐ|สมาคม|เหล่า|ฯ|สภา|เมือง|อบต|อบจ|อ\.บ|ท\.|\s|$)|"
    "ทะเบียน|อำเภอ|อําเภอ|ช่าง|แพทย์|ตรวจ|ทหาร|จ้าง|หน้า|ท้าย|ด่าน"
)
# Titles of doctors stand before names, and before ranks of posts too.
_RANKS = "สาธารณสุข|เชี่ยวชาญ|ชำนาญ|ชํานาญ|ปฏิบัติ|ทรงคุณ|ผู้|ประจำ|ประจํา|ใหญ่|หัวหน้า|ใช้ทุน|แผน|ฝ่าย|กลุ่ม|และ|หรือ"
_TITLES = (
    rf"(?:นายแพทย์|แพทย์หญิง|(?:ทันตแพทย์|สัตวแพทย์|เภสัชกร)(?:หญิง)?)(?!\s*(?:{_RANKS}))|(?:ทพ|สพ|ทพญ|สพญ|ภก|ภญ)\.|"
    rf"นาย(?!{_POSTS})|นางสาว|นาง(?!สาว|ฟ้า)|น\.\s?ส\.|ดร\.|ผศ\.|รศ\.|ศ\.|นพ\.|พญ\.|[พรจสด]\.(?:[ตส]\.)?(?:[อทตจ]\.)+|"
    r"ว่าที่\s?ร(?:้อย)?\.?\s?(?:ตรี|โท|เอก|ต\.|ท\.|อ\.)?(?:\s?หญิง)?|"
    r"(?:พล|พัน|ร้อย|จ่าสิบ|สิบ|ดาบ)(?:ตำรวจ|อากาศ|เรือ)?(?:ตรี|โท|เอก)"
)
_PERSON = re.compile(rf"(?:{_TITLES})\s*([ก-ฮเ-ไ][ก-๛]{{1,24}})\s+([ก-ฮเ-ไ][ก-๛]{{1,30}})")
