"""Sums of money and lengths of time in a text, told by their units: words around them differ, these do not."""

import re

from oitcrawl.ruleset.check import Measure
from oitcrawl.thai.text import thai_digits_to_arabic

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_DIGIT = "หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า"
_SPELT = (
    rf"(?:(?:{_DIGIT}|ยี่|เอ็ด|ครึ่ง)?(?:สิบ|ร้อย)?(?:{_DIGIT}|เอ็ด)"
    r"|(?:สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|ยี่)?สิบ|ครึ่ง)"
)  # fmt: skip
_MONEY = re.compile(
    # with its unit, or written as accounts write sums: 45,000 or 45000.00
    rf"(?<![\d.,/]){_NUMBER}\s?(?:ล้าน|แสน|หมื่น|พัน)?\s?(?:บาท|ลบ\.|฿)"
    r"|(?<![\d.,/:])\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d,/])"
    r"|(?<![\d.,/:])\d{3,9}\.\d\d(?![\d.,/])"
)
_TIME = re.compile(
    # "open 24 hours" tells when one may come, not how long a thing takes
    r"(?<!ตลอด)(?<!ตลอด )(?<!ทุก)(?<!ทุก )(?<!เปิด)(?<!เปิด )"
    rf"(?<![\d.,/])(?:{_NUMBER}|{_SPELT})\s?(?:-\s?\d+\s?)?"
    # "5 วันที่" and "เดือนมกราคม" are dates, "3 เดือนแรก" a period
    r"(?:วันทำการ|วันทําการ|วันราชการ|วัน(?!ที่|จันทร์|อังคาร|พุธ|พฤหัส|ศุกร์|เสาร์|อาทิตย์)|นาที|ชั่วโมง|ชม\.?|ช\.ม\.|สัปดาห์|เดือน(?!แรก|หลัง|ที่|ม|ก|เ|พ|ส|ต|ธ))"
)
# How long a paper is good for, or how old a photograph may be, is no time that anything takes.
_VALID = re.compile(
    r"(?:มีอายุ|อายุใช้งาน|อายุไม่เกิน|ถ่ายไว้|ถ่ายมาแล้ว|ถ่ายไม่เกิน|ย้อนหลัง)\s*(?:ไม่เกิน|ไม่น้อยกว่า|ภายใน|คราวละ|ครั้งละ)?\s*$"
)
_BEFORE = 40  # letters looked at before a time
_PATTERNS = {Measure.MONEY: _MONEY, Measure.DURATION: _TIME}


def measures(text: str, measure: Measure) -> list[str]:
    """Every sum of money or length of time that ``text`` states, as it stands there (digits in Arabic)."""
    plain = thai_digits_to_arabic(text)
    hits = _PATTERNS[measure].finditer(plain)
    if measure is Measure.DURATION:
        hits = (hit for hit in hits if not _VALID.search(plain, max(0, hit.start() - _BEFORE), hit.start()))
    return [" ".join(hit.group().split()) for hit in hits]
