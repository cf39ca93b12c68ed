"""Numbers of private persons in Thai texts: national ID cards, bank accounts, mobile telephones. Calm.

What an agency or its officials publish to be reached by is none of it, nor are numbers of projects, contracts,
companies, budgets or dates. Doubtful numbers are left alone: a warning that is wrong is not read the second time.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DIGITS_OF_CARD: Final = 13
ADDRESS: Final = re.compile(r"https?://[^\s<>\"«»]+")
ARABIC: Final = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
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
    taken = [match.span() for match in ADDRESS.finditer(plain)]  # numbers in addresses are moments and versions
    for one in (*_cards(plain), *_accounts(plain), *_phones(plain, about)):
        if not any(one.start < end and start < one.end for start, end in taken):
            found.append(one)
            taken.append((one.start, one.end))
    return tuple(sorted(found, key=lambda one: one.start))


def is_card_number(digits: str) -> bool:
    """Whether 13 digits end with the check digit of the national registration (weights 13 to 2, modulo 11)."""
    if len(digits) != DIGITS_OF_CARD or not digits.isdecimal():
        return False
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, range(DIGITS_OF_CARD, 1, -1), strict=False))
    return (11 - weighed % 11) % 10 == int(digits[-1])


# Cards

_SPACE: Final = r"[ \t\u00a0\u200b]"
_DASH: Final = r"[\-\u2010-\u2015\u2212.·_/|]"
_GAP: Final = rf"{_SPACE}{{0,2}}{_DASH}?{_SPACE}{{0,2}}"
_D: Final = r"[0-9▯]"  # ▯: a digit that recognition could not read for sure
_ALONE: Final = r"(?<![0-9A-Za-z▯])(?<![0-9][.,:/\-])"
_ENDS: Final = r"(?![0-9A-Za-z▯]|[.,:/\-][0-9])"
_MAYBE: Final = re.compile(r"[0-9๐-๙▯](?:[^0-9๐-๙▯\n]{0,5}\n?[0-9๐-๙▯]){9}")
_CARD: Final = re.compile(rf"{_ALONE}{_D}{_GAP}{_D}{{4}}{_GAP}\n?{_D}{{5}}{_GAP}\n?{_D}{{2}}{_GAP}{_D}{_ENDS}")
# ำ is written as one code point or two, and lost to า in many a text layer.
AM: Final = r"(?:ำ|ํา|า)"
_OF_CARD: Final = (
    rf"(?:ประจ{AM}ตัว\s*(?:บัตร)?\s*ประชาชน|บัตร\s*(?:ประจ{AM}ตัว)?\s*ประชาชน|บัตร\s*ประจ{AM}ตัว|เลข\s*(?:ที่)?\s*บัตร|"
    r"(?:13|๑๓)\s*หลัก|citizen\s*id|national\s*id|\bid\s*card|identification\s*(?:no|number|card))"
)
CALLED: Final = re.compile(_OF_CARD, re.IGNORECASE)
_SPELT: Final = re.compile(  # right behind its name a number counts however it is spaced
    rf"{_OF_CARD}[^0-9▯\n]{{0,30}}\n?[ \t]{{0,8}}(?P<number>{_D}(?:{_GAP}{_D}){{12}}){_ENDS}", re.IGNORECASE
)
_OTHER_NUMBER: Final = re.compile(
    r"(?:โครงการ|สัญญา|หนังสือ|เอกสาร|ครุภัณฑ์|พัสดุ|สินค้า|isbn|barcode|บาร์โค้ด|ใบเสร็จ|ใบกำกับ|งบประมาณ|e-?gp|"
    r"e-?bidding|เลขที่\s*ค้ำประกัน|หลักประกัน|อ้างอิง|ref|นิติบุคคล|พาณิชย์|ใบอนุญาต|ที่ดิน|โฉนด|แบบเลขที่)[^\n]{0,25}$",
    re.IGNORECASE,
)
_CARD_SIGNS: Final = ("บัตร", "ประชาชน", "หลัก", "ident", "citizen", "national", "id")
_UNSURE: Final = 4  # digits that recognition may have lost of a number that stands like one of a card


def _cards(text: str) -> Iterator[Personal]:
    for hit in _SPELT.finditer(text) if _holds(text, _CARD_SIGNS) else ():
        digits = digits_of(hit["number"])
        if is_card_number(digits) or 0 < digits.count("▯") <= _UNSURE:
            yield _hit(PersonalKind.NATIONAL_ID, hit, "number")
    for hit in _CARD.finditer(text):
        if _is_card(text, hit):
            yield _hit(PersonalKind.NATIONAL_ID, hit)


def _is_card(text: str, hit: re.Match[str]) -> bool:
    digits = digits_of(hit[0])
    before = text[max(0, hit.start() - 60) : hit.start()]
    called = CALLED.search(before) is not None
    grouped = len(hit[0]) >= DIGITS_OF_CARD + 4
    if "▯" in digits:
        return (called or (grouped and "-" in hit[0])) and digits.count("▯") <= _UNSURE
    if not is_card_number(digits):
        return False
    if called:
        return True
    # 0 are companies and public bodies, 9 was never given out
    return digits[0] not in "09" and (grouped or _OTHER_NUMBER.search(before.rpartition("\n")[2]) is None)


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
    rf"(?:{OF_ACCOUNT}|{_BANK})[^0-9\n]{{0,40}}\n?[ \t]{{0,8}}(?P<number>[0-9](?:{_GAP}[0-9]){{9,14}}){_ENDS}",
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
    rf"{_ALONE}(?P<number>(?:[0-9]{{2}}-)?[0-9]{{3}}-[0-9]-[0-9]{{5}}-[0-9]|[0-9]{{4}}-[0-9]{{4}}-[0-9]{{4}}){_ENDS}"
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
    for pattern in (_ACCOUNT, _GROUPED) if _holds(text, _ACCOUNT_SIGNS) else ():
        for hit in pattern.finditer(text):
            if _is_account(text, *hit.span("number")):
                yield _hit(PersonalKind.BANK_ACCOUNT, hit, "number")


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

_MOBILE: Final = re.compile(rf"{_ALONE}(?P<number>(?:\+?66{_GAP}\(?0?\)?|0){_GAP}[689](?:{_GAP}[0-9]){{8}}){_ENDS}")
_COLUMNS: Final = re.compile(rf"^(?=[^\n]*ต{AM}แหน่ง)(?=[^\n]*(?:โทร|เบอร์|มือถือ))", re.MULTILINE)


def _phones(text: str, about: str) -> Iterator[Personal]:
    hits = [hit for hit in _MOBILE.finditer(text) if len(digits_of(hit["number"])) <= 12]  # noqa: PLR2004 - +66 (0)
    if not hits:
        return
    official = is_of_officials(f"{about}\n{text[:_HEAD]}") or _COLUMNS.search(text) is not None
    for hit in hits:
        start, end = hit.span("number")
        line = _line(text, start, end)
        near = line if PERSON.search(line) else _lines(text, start, end)
        if not PERSON.search(near):
            continue
        private = PRIVATE.search(near) is not None
        if private or not (official or _OFFICIAL.search(_lines(text, start, end))):
            yield _hit(PersonalKind.PHONE, hit, "number")


def is_of_officials(words: str) -> bool:
    """Whether a page so called, or that begins so, lists officials or ways to reach an agency."""
    return _OFFICIAL.search(words) is not None and PRIVATE.search(words) is None


# Places


def _holds(text: str, signs: Sequence[str]) -> bool:
    """Whether a longer look is worth it: most pages name no card and no account, which plain words tell fastest."""
    small = text.lower()
    return any(sign in small for sign in signs)


def _hit(kind: PersonalKind, hit: re.Match[str], group: str | int = 0) -> Personal:
    start, end = hit.span(group)
    return Personal(kind=kind, start=start, end=end, digits=digits_of(hit[group]))


def digits_of(text: str) -> str:
    """The digits of a text, Arabic ones and those that recognition could not read."""
    return re.sub(r"[^0-9▯]", "", text)


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
