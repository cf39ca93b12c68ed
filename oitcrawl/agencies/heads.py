"""What the columns of a table of agencies are called, in Thai and English, as offices write them. Calm."""

import re
from enum import StrEnum
from typing import Final, NamedTuple

from oitcrawl.thai.text import fold, thai_digits_to_arabic


class Column(StrEnum):
    """What a column of a table says of an agency."""

    CODE = "code"
    NAME = "name"
    URL = "url"
    ALSO = "also"
    SEEDS = "seeds"
    PROVINCE = "province"
    KIND = "kind"
    GROUP = "group"
    NOTIFY = "notify"
    RATE = "rate"
    EDITION = "edition"
    OPENS = "opens"
    CLOSES = "closes"
    DECLARED = "declared"  # of one item: the address that is entered for it
    OWNER = "owner"  # of one item: the division responsible for it
    NOT_KEPT = "not_kept"  # known, and of no use to a scan: running numbers, telephones, remarks
    UNKNOWN = "unknown"


class Head(NamedTuple):
    """A column's meaning; ``item`` is the code of the item that it is about, or empty."""

    column: Column
    item: str = ""


_NAMES: Final = {
    Column.CODE: ("รหัส|รหัสหน่วยงาน|รหัส อปท|รหัสองค์กร|รหัสอ้างอิง|รหัสหน่วย|code|agency code|agency id|id|key"),
    Column.NAME: (
        "ชื่อหน่วยงาน|หน่วยงาน|รายชื่อหน่วยงาน|รายชื่อ|ชื่อ|ชื่อเต็ม|ชื่อภาษาไทย|"
        "ชื่อหน่วยงานภาครัฐ|ชื่อหน่วยงานของรัฐ|หน่วยงานของรัฐ|"
        "หน่วยงานภาครัฐ|ชื่อ อปท|อปท|รายชื่อ อปท|ชื่อองค์กร|องค์กร|ชื่อองค์กรปกครองส่วนท้องถิ่น|"
        "องค์กรปกครองส่วนท้องถิ่น|ชื่อส่วนราชการ|"
        "ส่วนราชการ|ชื่อสถานศึกษา|สถานศึกษา|ชื่อโรงเรียน|โรงเรียน|ชื่อโรงพยาบาล|โรงพยาบาล|ชื่อ อบต|"
        "ชื่อเทศบาล|name|agency|agency name|"
        "organization|organisation|organization name|name th|thai name|full name|office"
    ),
    Column.URL: (
        "เว็บไซต์|เว็บไซท์|เว็บไซด์|เวบไซต์|เว็บไซต์หน่วยงาน|เว็บไซต์ของหน่วยงาน|เว็บไซต์หลัก|"
        "เว็บไซต์หลักของหน่วยงาน|ที่อยู่เว็บไซต์|ชื่อเว็บไซต์|"
        "ลิงก์เว็บไซต์|ลิงค์เว็บไซต์|ลิงก์|ลิงค์|เว็บ|โฮมเพจ|หน้าแรก|หน้าแรกเว็บไซต์|url เว็บไซต์|"
        "url หน่วยงาน|url หน้าแรก|website|web site|"
        "web|url|website url|web url|link|homepage|home page|site|main website|เว็ปไซต์|เว็ปไซด์|"
        "เวปไซต์|เวปไซด์|เวบไซด์|เวบไซท์"
    ),
    Column.ALSO: (
        "เว็บไซต์อื่น|เว็บไซต์อื่นๆ|เว็บไซต์รอง|เว็บไซต์สำรอง|เว็บไซต์เพิ่มเติม|เว็บไซต์อื่นของหน่วยงาน|also|other websites|second website"
    ),
    Column.SEEDS: (
        "หน้า ita|หน้า oit|ลิงก์ oit|ลิงค์ oit|ลิงก์ ita|ลิงค์ ita|url oit|url ita|oit url|ita url|"
        "หน้าเปิดเผยข้อมูล|หน้าเว็บ oit|หน้าเว็บ ita|"
        "หน้าเปิดเผยข้อมูลสาธารณะ|seeds|seed|ita page|oit page"
    ),
    Column.PROVINCE: "จังหวัด|จ|ชื่อจังหวัด|province|changwat",
    Column.KIND: (
        "ประเภท|ประเภทหน่วยงาน|ประเภท อปท|ประเภทองค์กร|ประเภทของหน่วยงาน|ชนิด|ชนิดหน่วยงาน|"
        "กลุ่มประเภทหน่วยงาน|ประเภทหน่วยงานภาครัฐ|"
        "kind|type|agency type|agency kind|category"
    ),
    Column.GROUP: "กลุ่ม|กลุ่มหน่วยงาน|ชื่อกลุ่ม|กลุ่มงาน|group|agency group",
    Column.NOTIFY: (
        "อีเมล|อีเมล์|อีเมลหน่วยงาน|อีเมล์หน่วยงาน|อีเมลแจ้งเตือน|อีเมลผู้ประสานงาน|อีเมลติดต่อ|"
        "อีเมลกลาง|อีเมล์กลาง|ไปรษณีย์อิเล็กทรอนิกส์|"
        "email|e mail|mail|email address|contact email|notify"
    ),
    Column.RATE: "อัตรา|อัตราคำขอ|คำขอต่อวินาที|จำนวนคำขอต่อวินาที|rate|requests per second",
    Column.EDITION: "ชุดเกณฑ์|เกณฑ์|ฉบับเกณฑ์|เกณฑ์ที่ใช้|edition",
    Column.OPENS: ("วันเปิดระบบ|เปิดระบบ|วันเปิด|วันเริ่ม|วันที่เปิดระบบ|วันเริ่มรับข้อมูล|opens|window opens|window open|open"),
    Column.CLOSES: ("วันปิดระบบ|ปิดระบบ|วันปิด|วันสิ้นสุด|วันที่ปิดระบบ|วันสิ้นสุดรับข้อมูล|closes|window closes|window close|close"),
    Column.NOT_KEPT: (
        "ลำดับ|ลำดับที่|ที่|เลขที่|no|number|ข้อ|หมายเหตุ|note|notes|remark|remarks|โทรศัพท์|"
        "เบอร์โทร|เบอร์โทรศัพท์|หมายเลขโทรศัพท์|โทร|"
        "phone|tel|telephone|โทรสาร|แฟกซ์|fax|ที่อยู่|ที่ตั้ง|address|รหัสไปรษณีย์|zip|postal code|"
        "อำเภอ|เขตอำเภอ|อำเภอเขต|district|amphoe|ตำบล|"
        "แขวง|tambon|subdistrict|ภาค|ภูมิภาค|region|เขต|สังกัด|กระทรวง|กระทรวงสังกัด|ministry|"
        "ต้นสังกัด|ผู้ประสานงาน|ผู้ติดต่อ|ชื่อผู้ประสานงาน|"
        "contact|ตำแหน่ง|position|เฟซบุ๊ก|เฟสบุ๊ค|facebook|fanpage|line|line id|ไลน์|คะแนน|ผลคะแนน|"
        "score|ระดับ|ชื่อย่อ|ชื่อภาษาอังกฤษ|name en|"
        "english name|ละติจูด|ลองจิจูด|latitude|longitude|lat|long|lng|ประชากร|ผู้บริหาร|นายก|ปลัด|"
        "สถานะ|status"
    ),
}
_MEANING: Final = {fold(word): column for column, words in _NAMES.items() for word in words.split("|")}
_ITEM: Final = re.compile(r"\bO[ -]?([0-9]{1,2})\b", re.IGNORECASE)
_OWNER: Final = re.compile(r"ผู้รับผิดชอบ|กองที่รับผิดชอบ|หน่วยงานที่รับผิดชอบ|ฝ่ายที่รับผิดชอบ|owner|responsible", re.IGNORECASE)
_PARTS: Final = re.compile(r"[/\n|:()\[\]]+")


def head(text: str) -> Head:
    """What a column called ``text`` says: ``UNKNOWN`` where nobody can tell."""
    text = thai_digits_to_arabic(text)
    if item := _ITEM.search(text):
        about = f"O{int(item[1])}"
        if _OWNER.search(text):
            return Head(Column.OWNER, about)
        if not fold(_ITEM.sub(" ", text)) or re.search("ลิงก์|ลิงค์|url|link", text, re.IGNORECASE):
            return Head(Column.DECLARED, about)
    whole = _MEANING.get(fold(text))
    if whole is not None:
        return Head(whole)
    known = (_MEANING.get(fold(part)) for part in _PARTS.split(text))
    return Head(next((one for one in known if one is not None), Column.UNKNOWN))


def spoken() -> tuple[str, ...]:
    """A name of each column that is kept, for people."""
    return tuple(words.split("|")[0] for column, words in _NAMES.items() if column is not Column.NOT_KEPT)
