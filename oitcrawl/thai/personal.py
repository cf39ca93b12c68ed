"""Numbers of private persons in Thai texts: national ID cards, bank accounts, mobile telephones. Calm.

What an agency or its officials publish to be reached by is none of it, nor are numbers of projects, contracts,
companies, budgets or dates. Doubtful numbers are left alone: a warning that is wrong is not read the second time.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from oitcrawl.thai.personal_boxes import box_places
from oitcrawl.thai.personal_cards import ALONE, AM, ARABIC, DASH, ENDS, GAP, SPACE, card_places, digits_of, holds

ADDRESS: Final = re.compile(r"https?://[^\s<>\"«»]+")
_NEAR: Final = 150  # characters around a number that say whose it is
_HEAD: Final = 400  # characters at the top of a page that say what it is about


class PersonalKind(StrEnum):
    """What kind of number of a person."""

    NATIONAL_ID = "national_id"
    BANK_ACCOUNT = "bank_account"
    PHONE = "phone"

    @property
    def thai(self) -> str:
        """Its name in Thai."""
        return _THAI[self]


_THAI: Final = {
    PersonalKind.NATIONAL_ID: "เลขประจำตัวประชาชน",
    PersonalKind.BANK_ACCOUNT: "เลขที่บัญชีธนาคารของบุคคล",
    PersonalKind.PHONE: "โทรศัพท์มือถือของบุคคล",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Personal:
    """A number of a person, and where it stands in its text; ``digits`` are never to be written down."""

    kind: PersonalKind
    start: int
    end: int
    digits: str

    def __repr__(self) -> str:
        """Without the number, so that no log ever holds it."""
        return f"Personal({self.kind.value}, {self.start}-{self.end})"


def may_hold_personal(text: str) -> bool:
    """Whether ``text`` has digits enough for a number of a person; most texts have not."""
    return _MAYBE.search(text) is not None


def find_personal(text: str, *, about: str = "") -> tuple[Personal, ...]:
    """The numbers of private persons in ``text``, in order, none overlapping another.

    Args:
        text: a page of a document or of the web, or any part of one.
        about: what it is called, such as title and headings: lists of officials have telephones to be called.
    """
    if not may_hold_personal(text):
        return ()
    plain = text.translate(ARABIC)
    found: list[Personal] = []
    taken = [match.span() for match in ADDRESS.finditer(plain)]  # in order; numbers in them are moments and versions
    for one in (*_cards(plain), *_accounts(plain), *_phones(plain, about)):
        at = bisect(taken, (one.start, len(plain)))
        if (at == 0 or taken[at - 1][1] <= one.start) and (at == len(taken) or one.end <= taken[at][0]):
            found.append(one)
            taken.insert(at, (one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))


_MAYBE: Final = re.compile(r"[0-9๐-๙０-９▯](?:[^0-9๐-๙０-９▯\n]{0,9}\n?[0-9๐-๙０-９▯]){9}")


def _cards(text: str) -> Iterator[Personal]:
    for start, end in (*card_places(text), *box_places(text)):
        yield Personal(kind=PersonalKind.NATIONAL_ID, start=start, end=end, digits=digits_of(text[start:end]))


# Accounts

_BANK: Final = (
    rf"(?:ธนาคาร|ธ\.\s?ก\.\s?ส|กสิกร|กรุงไทย|ไทยพาณิชย์|กรุงเทพ\s*จ{AM}กัด|ออมสิน|กรุงศรี|ทหารไทย|ทีทีบี|ธนชาต|อาคารสงเคราะห์|"
    r"\b(?:KTB|SCB|BBL|KBANK|TTB|BAY|GSB|BAAC|GHB|PromptPay)\b|พร้อมเพย์)"
)
OF_ACCOUNT: Final = (
    r"(?:เลข\s*(?:ที่)?\s*(?:บัญชี|บ/ช)(?!\s*แยก)|(?:บัญชี|บ/ช)[^0-9\n]{0,30}เลข(?:ที่)?|"
    r"account\s*(?:no|number)|พร้อมเพย์|promptpay)"
)
_ACCOUNT: Final = re.compile(
    rf"(?:{OF_ACCOUNT}|{_BANK})[^0-9\n]{{0,40}}\n?[ \t]{{0,8}}(?P<number>[0-9](?:{GAP}[0-9]){{9,14}}){ENDS}",
    re.IGNORECASE,
)
_MOST: Final = 10  # numbers behind one word
_OR: Final = re.compile(
    rf"\s{{0,3}}(?:\([^()\n]{{0,40}}\)|(?!โทร)[ก-๛. ]{{1,40}}?)?\s{{0,3}}(?:หรือ|และ|กับ|[,/;&\n])\s{{0,3}}"
    rf"(?:เลข\s*(?:ที่)?|หมายเลข|บัญชี|เบอร์|{_BANK}|\s){{0,4}}(?P<number>[0-9](?:{GAP}[0-9]){{9,14}}){ENDS}",
    re.IGNORECASE,
)
_ACCOUNT_SIGNS: Final = (
    *(
        "บัญชี",
        "บ/ช",
        "ธนาคาร",
        "ธ.",
        "กสิกร",
        "กรุงไทย",
        "ไทยพาณิชย์",
        "กรุงเทพ",
        "ออมสิน",
        "กรุงศรี",
        "ทหารไทย",
        "ทีทีบี",
        "ธนชาต",
    ),
    *(
        "อาคารสงเคราะห์",
        "พร้อมเพย์",
        "ktb",
        "scb",
        "bbl",
        "kbank",
        "ttb",
        "bay",
        "gsb",
        "baac",
        "ghb",
        "promptpay",
        "account",
    ),
)
_GROUPED: Final = re.compile(  # 123-4-56789-0, and of twelve digits 01-123-4-56789-0 or 0201-2345-6789
    rf"{ALONE}(?P<number>(?:[0-9]{{2}}-)?[0-9]{{3}}-[0-9]-[0-9]{{5}}-[0-9]|[0-9]{{4}}-[0-9]{{4}}-[0-9]{{4}}){ENDS}"
)
_ACCOUNT_WORD: Final = re.compile(rf"{OF_ACCOUNT}|{_BANK}|บัญชี", re.IGNORECASE)
_BANK_WORD: Final = re.compile(_BANK, re.IGNORECASE)
# นายก is a mayor or a president; every tenth man's name begins with ก as well.
_PRESIDENT: Final = (
    r"ก(?:เทศ|อบ|องค|อง(?:เอก|โท|ตรี|ใหญ่)|รัฐ|สภา|สมา|เมือง|เหล่า|พุทธ|กิ่ง|สโมสร|ยุว|ฯ|ที่|ได้|ไม่|พร้อม|ของ|คน|ใน|และ|หรือ|เป็น|มี|พบ|เปิด|"
    r"มอบ|ร่วม|นำ|พา|ลง|ให้|จะ|[^ก-๛]|$)"
)
_OF_BODY: Final = re.compile(
    rf"ชื่อ\s*บัญชี\s*[:：]?\s*[“\"'«(]?\s*(?!นาย(?!{_PRESIDENT})|นาง|น\.\s?ส|ด\.[ชญ]|mr|ms|miss)\S|บริษัท|ห้าง|หจก|เงินฝาก|กระแสรายวัน|ช{AM}ระ|"
    r"ค่าธรรมเนียม|ภาษี|บริจาค|กองทุน|เงินบ[ำํ]|บัญชี(?:ของ)?\s*(?:เทศบาล|อบต|อบจ|องค์การ|ส[ำํ]|กรม|กระทรวง|โรงพยาบาล|โรงเรียน|มหาวิทยาลัย)",
    re.IGNORECASE,
)


def _accounts(text: str) -> Iterator[Personal]:
    for pattern in (_ACCOUNT, _GROUPED) if holds(text, _ACCOUNT_SIGNS) else ():
        for hit in pattern.finditer(text):
            if _is_account(text, *hit.span("number")):
                yield _hit(PersonalKind.BANK_ACCOUNT, hit, "number")
                yield from _further(text, hit.end("number"))


def _further(text: str, at: int) -> Iterator[Personal]:
    """The other numbers behind one word: ``พร้อมเพย์ A หรือ B``."""
    for _ in range(_MOST):
        hit = _OR.match(text, at)
        if hit is None or not _is_account(text, *hit.span("number")):
            return
        yield _hit(PersonalKind.BANK_ACCOUNT, hit, "number")
        at = hit.end("number")


def _is_account(text: str, start: int, end: int) -> bool:
    around, line = _around(text, start, end), _line(text, start, end)
    if not _ACCOUNT_WORD.search(around) and not (_ACCOUNT_WORD.search(text[:_HEAD]) and PERSON.search(line)):
        return False
    if PERSON.search(line) and not _BODY_NAME.search(line):
        return True
    grouped = "-" in text[start:end] or bool(_BANK_WORD.search(around))
    if _OF_BODY.search(around) or not grouped:
        return bool(PERSON_ACCOUNT.search(around))
    return True


_BODY_NAME: Final = re.compile(rf"ชื่อ\s*บัญชี\s*[:：]?\s*(?!นาย(?!{_PRESIDENT})|นาง|น\.\s?ส)\S")

# Persons

_TITLE: Final = (
    rf"(?:นางสาว|นาง(?!สาว|ฟ้า)|นาย(?!{_PRESIDENT}|อ[ำํ]เภอ|ทะเบียน|ช่าง|แพทย์|ตรวจ|ทหาร|จ้าง|หน้า|ท้าย|ด่าน)|น\.\s?ส\.|ด\.\s?[ชญ]\.|เด็กชาย|เด็กหญิง|"
    r"ว่าที่\s?ร\.?[ตทอ]?\.?)"
)
PERSON: Final = re.compile(
    rf"{_TITLE}\s*[ก-ฮเ-ไ][ก-๛]{{1,30}}|(?<![A-Za-z])(?:Mr|Mrs|Ms|Miss)\.?\s+[A-Z][a-z]+", re.MULTILINE
)
PERSON_ACCOUNT: Final = re.compile(rf"ชื่อ\s*บัญชี\s*[:：]?\s*{_TITLE}")
# Words beside officials, and beside those that private persons are listed by.
_OFFICIAL: Final = re.compile(
    rf"นาย{_PRESIDENT}|ปลัด|ผู้บริหาร|ผู้อ{AM}นวยการ|ผอ\.|หัวหน้า|เจ้าหน้าที่|เจ้าพนักงาน|นักวิชาการ|นักวิเคราะห์|นักบริหาร|นักพัฒนา|นักทรัพยากร|นักจัดการ|"
    rf"นิติกร|วิศวกร|นายช่าง|ต{AM}แหน่ง|สมาชิกสภา|ส\.อบต|ประธาน|รองประธาน|เลขานุการ|กรรมการ|ก{AM}นัน|ผู้ใหญ่บ้าน|อสม|ผู้น{AM}|ครู|อาจารย์|แพทย์|"
    rf"พยาบาล|อธิบดี|เลขาธิการ|ผู้ว่าราชการ|นายอ{AM}เภอ|ผู้ประสานงาน|ผู้รับผิดชอบ|ผู้ดูแล|สายตรง|สายด่วน|ติดต่อสอบถาม|สอบถาม|ช่องทาง|ทำเนียบ|ท{AM}เนียบ|"
    r"บุคลากร|โครงสร้าง|ผู้จัดการ|บริษัท|ห้างหุ้นส่วน|หจก|ร้าน|ผู้รับจ้าง|dpo|ผู้จัดทำ|director|chief|officer|mayor",
    re.IGNORECASE,
)
PRIVATE: Final = re.compile(
    rf"ผู้ร้อง|ผู้แจ้ง|ผู้สูงอายุ|คนพิการ|ผู้พิการ|ผู้ป่วย|ผู้ติดเชื้อ|เบี้ยยังชีพ|ผู้มีสิทธิ|ผู้รับเงิน|ผู้รับเบี้ย|ผู้ลงทะเบียน|ผู้สมัคร|ผู้เข้าร่วม|ผู้เข้าอบรม|ผู้ปกครอง|"
    rf"ผู้ขอ|ผู้ยื่น|ผู้ประสบ|ผู้เสียภาษี|ผู้ช{AM}ระ|ประชาชน|ครัวเรือน|นักเรียน|เด็กเล็ก|บ้านเลขที่|ที่อยู่|ผู้กู้|สมาชิกกลุ่ม"
)


# Telephones

_STEP: Final = rf"{SPACE}{{0,2}}[)）]?{SPACE}?{DASH}?{SPACE}{{0,2}}"
_MOBILE: Final = re.compile(rf"{ALONE}(?P<number>(?:\+?66{_STEP}\(?0?\)?|0){_STEP}[689](?:{_STEP}[0-9]){{8}}){ENDS}")
_COLUMNS: Final = re.compile(rf"^(?=[^\n]*ต{AM}แหน่ง)(?=[^\n]*(?:โทร|เบอร์|มือถือ))", re.MULTILINE)


def _phones(text: str, about: str) -> Iterator[Personal]:
    hits = [hit for hit in _MOBILE.finditer(text) if len(digits_of(hit["number"])) <= 12]  # noqa: PLR2004 - +66 (0)
    if not hits:
        return
    official = is_of_officials(f"{about}\n{text[:_HEAD]}") or _COLUMNS.search(text) is not None
    for hit in hits:
        start, end = hit.span("number")
        if "|" in hit["number"] and not _is_boxed_phone(text, start, end):
            continue
        line = _line(text, start, end)
        near = line if PERSON.search(line) else _lines(text, start, end)
        if not PERSON.search(near):
            continue
        private = PRIVATE.search(near) is not None
        if private or not (official or _OFFICIAL.search(_lines(text, start, end))):
            yield _hit(PersonalKind.PHONE, hit, "number")


def _is_boxed_phone(text: str, start: int, end: int) -> bool:
    """Whether digits in cells, as many marks are, have a word for telephones by them, and no more digits."""
    more = re.search(r"(?<![0-9])[0-9][ |]{1,5}$", text[max(0, start - 8) : start])
    further = re.match(r"[ |]{1,5}[0-9](?![0-9])", text[end : end + 8])
    return not (more or further) and PHONE_WORD.search(_lines(text, start, end)) is not None


PHONE_WORD: Final = re.compile(r"โทร|เบอร์|มือถือ|phone|mobile|tel", re.IGNORECASE)


def is_of_officials(words: str) -> bool:
    """Whether a page so called, or that begins so, lists officials or ways to reach an agency."""
    return _OFFICIAL.search(words) is not None and PRIVATE.search(words) is None


# Places


def _hit(kind: PersonalKind, hit: re.Match[str], group: str | int = 0) -> Personal:
    start, end = hit.span(group)
    return Personal(kind=kind, start=start, end=end, digits=digits_of(hit[group]))


def _line(text: str, start: int, end: int) -> str:
    """The line around a place, no further than is near."""
    return text[_back(text, start, 1) : _forth(text, end, 1)]


def _lines(text: str, start: int, end: int) -> str:
    """The line, two before it and one behind it: a card of a person has name, post and telephone on lines each."""
    return text[_back(text, start, 3) : _forth(text, end, 2)]


def _around(text: str, start: int, end: int) -> str:
    return text[max(0, start - _NEAR) : end + _NEAR]


def _back(text: str, at: int, lines: int) -> int:
    least = max(0, at - _NEAR)
    for _ in range(lines):
        at = text.rfind("\n", least, at)
        if at < 0:
            return least
    return at + 1


def _forth(text: str, at: int, lines: int) -> int:
    most = min(len(text), at + _NEAR)
    for _ in range(lines):
        at = text.find("\n", at, most)
        if at < 0:
            return most
        at += 1
    return at
