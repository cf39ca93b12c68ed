"""What the words around a link tell by themselves: something, nothing ("คลิก"), or plainly another thing."""

import re
from functools import lru_cache

from oitcrawl.model.content import Label
from oitcrawl.thai.codes import find_codes
from oitcrawl.thai.text import WordFinder, fold, fold_label

# Words that say how to open a thing and not what it is.
_OPENERS = (
    "คลิก ที่นี่ ที่นี้ กด เปิด ดู อ่าน ดาวน์โหลด ดาวโหลด โหลด ไฟล์ แนบ เอกสาร ข้อมูล รายละเอียด เพิ่มเติม ทั้งหมด ต่อ "
    "ลิงก์ ลิงค์ ลิ้งค์ ลิ้ง เว็บไซต์ เชื่อมโยง หน้า ถัดไป ก่อนหน้า กลับ หน้าแรก หน้าหลัก หลัก เมนู แสดง ขยาย พิมพ์ ประกอบ "
    "ฉบับเต็ม แบบ ชุด ที่ ข้อ ลำดับ รายการ ตาม ปีงบประมาณ ปีงบ ปี พศ ประจำ ประจำปี ไตรมาส รอบ เดือน ครั้ง แรก หลัง "
    "เผยแพร่ สาธารณะ การเปิดเผย เปิดเผย ตัวชี้วัด มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม "
    "สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม "
    "click here download downloads open view read more detail details link file files attach attachment document "
    "documents pdf doc docx xls xlsx jpg jpeg png zip rar page index home html htm php aspx next prev back menu show "
    "img image scan upload uploads new untitled ita itas oit www http https"
).split()
_OPENER = WordFinder(sorted({fold(word) for word in _OPENERS}))
_DIGITS = re.compile(r"[0-9]+")
_CODE_NAME = re.compile(r"^(?=.*\d)[a-z0-9]+$")
_ADDRESS = re.compile(r"^\s*(?:https?:)?//|^\s*www\.", re.IGNORECASE)
_SHORT = 2  # folded characters that may be left over: a stray letter or two say nothing

# Things that agencies' sites hold beside the disclosures, and that lead to none of them.
_OTHER_THINGS = (
    "ภาพกิจกรรม กระดานสนทนา กระดานถาม เว็บบอร์ด สมุดเยี่ยม แหล่งท่องเที่ยว สถานที่ท่องเที่ยว ปฏิทิน พยากรณ์ "
    "ราคาน้ำมัน ราคาทอง วิดีโอ วีดีโอ วีดิทัศน์ แกลเลอรี อัลบั้ม โอทอป otop สินค้าชุมชน ตราสัญลักษณ์ แผนผังเว็บไซต์ "
    "เข้าสู่ระบบ สมัครสมาชิก ลืมรหัสผ่าน ผู้ดูแลระบบ ผู้ดูแลเว็บ เว็บเมล webmail backoffice webmaster facebook "
    "youtube tiktok twitter instagram english ภาษาอังกฤษ หนังสือราชการ "
    "หนังสือสั่งการ ประกาศราคากลาง ประกวดราคา ประกาศผู้ชนะ รับสมัครงาน รับโอน จดหมายข่าว วารสาร login gallery sitemap rss"
).split()
_OTHER = re.compile("|".join(map(fold, _OTHER_THINGS)))
_BACK_DOOR = re.compile(
    r"/(?:wp-)?(?:admin|login|signin|backend|backoffice|administrator|webmail|cpanel|phpmyadmin|member)(?:[/.?_-]|$)",
    re.IGNORECASE,
)
_SENTENCE = 45  # folded characters; a longer label is the headline of one thing, not the name of a menu

_HOME = re.compile("|".join(map(fold, "หน้าแรก หน้าหลัก โฮมเพจ โฮม homepage home".split())))
# how one gets there, and where on the page the link stands
_BESIDE_HOME = re.compile(
    "|".join(map(fold, "กลับไป กลับ ไปยัง ไปที่ ไป สู่ ของ เว็บไซต์ เว็บไซด์ เว็บ เมนู ท้ายหน้า ด้านล่าง ด้านบน ล่าง บน page".split()))
)
_PAGER = re.compile("|".join(map(fold, "ถัดไป ก่อนหน้า หน้าสุดท้าย next prev last 123".split())))

# How the headlines of posts about events begin.
_EVENT_WORDS = (
    "กิจกรรม ภาพกิจกรรม ภาพข่าว ข่าวกิจกรรม เข้าร่วม ร่วม จัดโครงการ จัดกิจกรรม จัดประชุม จัดอบรม จัดการประชุม ประชุม "
    "การประชุม อบรม การอบรม โครงการอบรม ลงพื้นที่ รับมอบ มอบ ต้อนรับ ศึกษาดูงาน นายก รองนายก ปลัด คณะผู้บริหาร ผู้บริหาร "
    "เชิญชวน ขอเชิญ ประมวลภาพ พิธี"
).split()
_EVENT = re.compile(f"^(?:{'|'.join(map(fold, _EVENT_WORDS))})")
_ROW = 60  # characters that a row has beside the link's own
_HEADLINE = 30  # folded characters; a shorter title that begins so is the name of a page (นายกเทศมนตรี)


@lru_cache(maxsize=65536)
def says_nothing(text: str) -> bool:
    """Whether a label tells nothing of its target: empty, ``คลิก``, ``IMG_001.pdf``, an address, a bare year."""
    if _ADDRESS.match(text):
        return True
    folded = fold_label(text)
    return _telling(folded) <= _SHORT or bool(_CODE_NAME.match(folded))


def _telling(folded: str) -> int:
    """Folded characters beside the words of opening and digits."""
    opening = sum(end - start for _, start, end in _OPENER.find(folded))
    return len(_DIGITS.sub("", folded)) - opening


@lru_cache(maxsize=65536)
def is_other_thing(text: str) -> bool:
    """Whether a label plainly names something that is no disclosure and leads to none: a gallery, one headline."""
    folded = fold_label(text)
    return len(folded) > _SENTENCE or bool(_OTHER.search(folded))


def says_home(label: Label) -> bool:
    """Whether a link says that it leads to the home page, and nothing beside; no pager, which says "first page"."""
    folded = fold_label(label.text)
    if not _HOME.search(folded) or _PAGER.search(fold_label(label.row)):
        return False
    return len(_BESIDE_HOME.sub("", _HOME.sub("", folded))) <= _SHORT


def is_back_door(url: str) -> bool:
    """Whether an address is an entrance for the site's own staff: nothing is published behind it."""
    return _BACK_DOOR.search(url) is not None


@lru_cache(maxsize=65536)
def is_event(text: str) -> bool:
    """Whether a headline tells of something that took place, as posts of news do."""
    folded = fold_label(text)
    return len(folded) > _HEADLINE and bool(_EVENT.match(folded))


def telling_cell(row: str) -> str:
    """The first cell of a row that tells something; the row itself when none does."""
    return next((cell.strip() for cell in row.split(" | ") if not says_nothing(cell)), row)


def own_row(label: Label, *, silent: bool) -> str:
    """The row of a link, unless it is so much longer that it holds other links too, as items of nested menus do."""
    return label.row if silent or len(label.row) <= _ROW + 2 * len(label.text) else ""


def best_words(labels: tuple[Label, ...]) -> str:
    """The words by which a person knows the target: the first telling label, cell or heading, else its number."""
    for label in labels:
        for text in (label.text, *label.row.split(" | "), label.heading):
            if text and not says_nothing(text):
                return " ".join(text.split())[:160]
    numbered = (" ".join(label.row.replace("|", " ").split()) for label in labels if find_codes(label.row))
    return next(numbered, "")[:160] or next((label.text for label in labels if label.text), "")
