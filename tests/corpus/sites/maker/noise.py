"""What else stands on a site: news, galleries, look-alikes, pages of no interest, menus that lead nowhere."""

import random
from html import escape

from demosite.paper import Centred, Paragraph

from maker.papers import Block, html
from maker.plan import Course
from maker.shelf import Shelf
from maker.wording import Lookalike, lookalikes

DEAD_MENUS = ("ระบบจองห้องประชุม", "สินค้าโอทอป", "แหล่งท่องเที่ยว", "หนังสือราชการ", "พยากรณ์อากาศ", "ราคาน้ำมันวันนี้")
_NEWS = (
    "ฉีดวัคซีนป้องกันโรคพิษสุนัขบ้าประจำหมู่บ้าน",
    "แจ้งปิดการจราจรชั่วคราวเพื่อซ่อมท่อประปา",
    "ขอเชิญชำระภาษีที่ดินและสิ่งปลูกสร้าง",
    "มอบผ้าห่มกันหนาวแก่ผู้สูงอายุ",
    "ปลูกต้นไม้เฉลิมพระเกียรติ",
    "พ่นหมอกควันกำจัดยุงลาย",
    "แจ้งดับกระแสไฟฟ้าเพื่อบำรุงรักษา",
)
_PLAIN = {
    "ประวัติความเป็นมา": "เดิมพื้นที่แห่งนี้เป็นป่าโปร่งและทุ่งนา ต่อมามีผู้คนมาตั้งบ้านเรือนริมลำน้ำและเรียกชื่อตามต้นไม้ใหญ่กลางหมู่บ้าน",
    "สภาพทั่วไป": "พื้นที่เป็นที่ราบสลับเนินเขา มีลำห้วยไหลผ่านสองสาย ประชากรส่วนใหญ่ปลูกข้าวและอ้อย อากาศร้อนชื้นตลอดปี",
    "ตราสัญลักษณ์": "รูปต้นไม้และรวงข้าวในวงกลม หมายถึงความอุดมสมบูรณ์ของแผ่นดิน",
}
# Look-alikes that another item would rightly take, or that tell the very thing: no noise, since the truth would change.
UNFIT = frozenset(
    (
        "คู่มือสำหรับประชาชน การชำระภาษีที่ดินและสิ่งปลูกสร้าง",  # O9
        "คู่มือปฏิบัติงานเจ้าหน้าที่ธุรการ",  # O8
        "สถิติเรื่องร้องเรียนการทุจริต",  # O19
        "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคล ปี {last}",  # O15
        "แผนพัฒนาบุคลากร 3 ปี {span}",  # O14
        "เว็บบอร์ดถาม-ตอบ",  # O3
        "สถิติการให้บริการประชาชน {this}",  # O11
        "รายงานการรับของขวัญตามนโยบาย No Gift Policy รอบ 12 เดือน ปี {last}",  # O22
        "ประกาศ No Gift Policy {last}",  # O21 of last year
        "รายงานผลการบริหารจัดการความเสี่ยงการทุจริต ปี {last}",  # O24
        "การประเมินความเสี่ยงการทุจริต {this}",  # O23
        "รายงานผลการดำเนินการป้องกันการทุจริต ปี {last}",  # O26
        "แผนปฏิบัติการป้องกันการทุจริต {span}",  # O25
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน {this}",  # O27
    )
)


def plain_pages(shelf: Shelf) -> list[tuple[str, str]]:
    """Pages of no interest, as (words, address)."""
    return [(title, shelf.page(title, f"<h2>{title}</h2><p>{text}</p>")) for title, text in _PLAIN.items()]


def news_years_back(shelf: Shelf) -> int | None:
    """How old the news may be so that they do not change the truth about O4; None where there may be none."""
    course = shelf.plan.courses.get("O4", Course.WHOLE)
    if course in {Course.OLD, Course.OLD_NEW_LABEL}:
        return max(one.years_back for one in shelf.plan.published["O4"])
    wholes = {Course.WHOLE, Course.OLD_BESIDE, Course.UNCONFIRMED}
    return 0 if course in wholes and any(one.fate == "fine" for one in shelf.plan.published.get("O4", ())) else None


def menu(shelf: Shelf, *entries: tuple[str, str]) -> list[tuple[str, str]]:
    """Entries of a menu; without the news where there are none."""
    some = news_years_back(shelf) is not None
    return [(words, href) for words, href in entries if some or not words.startswith("ข่าว")]


def news(shelf: Shelf) -> list[tuple[str, str, str]]:
    """News as (day, words, address), of the years that the truth allows."""
    back = news_years_back(shelf)
    if back is None:
        return []
    year, made = shelf.words(back).this - 1, []
    for title in shelf.chance.sample(_NEWS, 4):
        day = f"{shelf.chance.randrange(1, 29)} {shelf.chance.choice(('ตุลาคม', 'พฤศจิกายน', 'ธันวาคม'))} {year}"
        body = f"<h2>{title}</h2><p>{shelf.shown(day)}</p><p>เจ้าหน้าที่ได้ออกดำเนินการในพื้นที่ตามกำหนด</p>"
        made.append((day, title, shelf.page(title, body)))
    return made


def gallery(shelf: Shelf) -> str:
    """A page of pictures; its address."""
    pictures = "".join(
        f'<img src="/img/person{n}.png" width="300" height="200" alt="ภาพที่ {n + 1}">' for n in range(6)
    )
    return shelf.page("แกลเลอรี", f"<h2>แกลเลอรี</h2>{pictures}")


def false_friends(shelf: Shelf, many: int = 10) -> list[tuple[str, str]]:
    """Look-alikes, as (words, address): a third of them pages, the rest PDFs."""
    fit = [one for one in lookalikes() if one.label not in UNFIT]
    return [_put(shelf, one, shelf.chance) for one in shelf.chance.sample(fit, min(many, len(fit)))]


def _put(shelf: Shelf, one: Lookalike, chance: random.Random) -> tuple[str, str]:
    words = shelf.words()
    label = words.fill(one.label)
    lines = [line.strip() for line in words.fill(one.text).splitlines() if line.strip()]
    blocks: tuple[Block, ...] = (Centred(lines[0]), *map(Paragraph, lines[1:]))
    shelf.count += 1
    if chance.random() < 0.35:
        return label, shelf.page(escape(label), html(blocks, digits=shelf.digits))
    href = shelf.file_address(f"{chance.choice(('doc', 'file', 'scan', 'IMG'))}_{shelf.count}.pdf", shelf.count)
    made = shelf.words().this - 543
    from datetime import date

    shelf.put_file(href, shelf.printer.file(blocks, "pdf", name=href, made=date(made, 1, 9)), "pdf")
    return label, href
