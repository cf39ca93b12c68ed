"""Invented agencies: no such place, no such person, no such number."""

import random
from dataclasses import dataclass

_PLACES = "หนองสมมุติ ดอนตัวอย่าง ห้วยจำลอง โคกทดสอบ นาอุปมา บึงสาธิต ทุ่งเทียบเคียง เขาแบบอย่าง วังนิทัศน์ คลองสาธก".split()
_FIRST = "สมมุติ สมใจ ตัวอย่าง จำลอง ทดลอง ต้นแบบ อุปมา สาธิต".split()
_LAST = "ใจงาม มีดี รอบคอบ ตั้งมั่น เพียรดี รักถิ่น แบบฉบับ ทองแท้".split()
_KINDS = {
    "local_government": (("องค์การบริหารส่วนตำบล", "อบต.", "อบต."), ("เทศบาลตำบล", "ทต.", "เทศบาล"), ("เทศบาลเมือง", "ทม.", "เทศบาล")),
    "central": (("กรมพัฒนา", "กรมพัฒนา", "กรม"), ("กรมส่งเสริมกิจการ", "กรมส่งเสริมกิจการ", "กรม")),
    "university": (("มหาวิทยาลัย", "ม.", ""), ("มหาวิทยาลัยราชภัฏ", "มรภ.", "")),
    "hospital": (("โรงพยาบาล", "รพ.", ""),),
    "school": (("วิทยาลัยการอาชีพ", "วก.", ""),),
}  # fmt: skip
KINDS = ("local_government", "local_government", "central", "university", "hospital", "school")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency:
    """An agency: ``like`` is the type whose words it uses (อบต., เทศบาล, กรม), or empty."""

    kind: str
    name: str
    short: str
    like: str
    head: str
    place: str

    @property
    def address(self) -> str:
        """Where it is."""
        return f"เลขที่ 99 หมู่ที่ 9 ตำบล{self.place} อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี 99990"


PHONE = "02-000-0000"
EMAIL = "saraban@agency.example"


def agency_of(kind: str, chance: random.Random) -> Agency:
    """An agency of ``kind``."""
    long, short, like = chance.choice(_KINDS[kind])
    place = chance.choice(_PLACES)
    head = f"{chance.choice(('นาย', 'นางสาว', 'นาง'))}{chance.choice(_FIRST)} {chance.choice(_LAST)}"
    return Agency(kind=kind, name=f"{long}{place}", short=f"{short}{place}", like=like, head=head, place=place)
