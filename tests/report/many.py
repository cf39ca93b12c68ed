"""Thousands of invented agencies, the same ones every time, for the overview and its benchmark."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from report.samples import ITEMS, finding, scan

from oitcrawl.model.coverage import Coverage
from oitcrawl.model.finding import Place, PlaceState, Status
from oitcrawl.model.template import Template, packed

KINDS = ("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "โรงเรียน", "เทศบาลเมือง", "โรงพยาบาล", "องค์การบริหารส่วนตำบล")
STEMS = ("บ้าน", "หนอง", "ทุ่ง", "สวน", "ดอน", "โคก", "ห้วย", "ท่า", "บึง", "นา", "วัง", "ป่า", "เขา", "คลอง")
ENDS = ("ไผ่", "แก้ว", "ใหม่", "สะอาด", "ทองคำ", "ใหญ่ใต้ร่มไม้", "งาม", "เจริญสุข", "ม่วง", "ขาว", "พัฒนา", "สามัคคี")
OWNERS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุข", "หน่วยตรวจสอบภายใน")
PROVINCES = tuple(
    "กระบี่ กาญจนบุรี กาฬสินธุ์ กำแพงเพชร ขอนแก่น จันทบุรี ฉะเชิงเทรา ชลบุรี ชัยนาท ชัยภูมิ ชุมพร เชียงราย เชียงใหม่ ตรัง ตราด ตาก นครนายก "
    "นครปฐม นครพนม นครราชสีมา นครศรีธรรมราช นครสวรรค์ นนทบุรี นราธิวาส น่าน บึงกาฬ บุรีรัมย์ ปทุมธานี ประจวบคีรีขันธ์ ปราจีนบุรี ปัตตานี "
    "พระนครศรีอยุธยา พะเยา พังงา พัทลุง พิจิตร พิษณุโลก เพชรบุรี เพชรบูรณ์ แพร่ ภูเก็ต มหาสารคาม มุกดาหาร แม่ฮ่องสอน ยโสธร ยะลา ร้อยเอ็ด "
    "ระนอง ระยอง ราชบุรี ลพบุรี ลำปาง ลำพูน เลย ศรีสะเกษ สกลนคร สงขลา สตูล สมุทรปราการ สมุทรสงคราม สมุทรสาคร สระแก้ว สระบุรี สิงห์บุรี "
    "สุโขทัย สุพรรณบุรี สุราษฎร์ธานี สุรินทร์ หนองคาย หนองบัวลำภู อ่างทอง อำนาจเจริญ อุดรธานี อุตรดิตถ์ อุทัยธานี อุบลราชธานี กรุงเทพมหานคร".split()
)


CODES = tuple(item[0] for item in ITEMS)
VENDORS = 60  # the first has the most agencies, the last a handful
ALONE = 0.3  # share of the agencies whose site is like no other
SNAGS = (
    (Status.UNVERIFIED, Place(kind="link", name="ข้อมูลสาธารณะ", url="https://a.go.th/oit/1", state=PlaceState.NEEDS_BROWSER)),
    (Status.MISSING, Place(kind="link", name="ประกาศและรายงาน", url="https://a.go.th/pages/ita_detail/12", state=PlaceState.GONE)),
    (Status.MISSING, Place(kind="link", name="การจัดการเรื่องร้องเรียน", url="https://a.go.th/", state=PlaceState.NOWHERE)),
    (Status.MISSING, Place(kind="link", name="แผนงานประจำปี", url="https://a.go.th/pages/plan/3", state=PlaceState.SEEN)),
    (Status.MISSING, Place(kind="link", name="", state=PlaceState.ABSENT)),
)  # fmt: skip


def built(dice, number):
    """The template of an agency and the number of its vendor; None for one that is like no other."""
    vendor = None if dice.random() < ALONE else int(VENDORS * dice.random() ** 2.5)
    own = random.Random(f"vendor-{vendor}" if vendor is not None else f"agency-{number}")
    routes = [f"/{own.choice(('pages', 'content', 'web', 'main'))}/{own.randrange(900)}_detail/N" for _ in range(8)]
    bones = [own.randrange(1 << 24) for _ in range(50)]
    changed = {dice.randrange(50): dice.randrange(1 << 24) for _ in range(8)}
    bones = [changed.get(at, bone) for at, bone in enumerate(bones)]
    credit = f"บริษัท ตัวอย่างเว็บ {vendor} จำกัด" if vendor is not None and vendor % 3 else ""
    routes = (*routes[: 6 + number % 3], f"/own/{number}/N")
    return vendor, Template(
        credit=credit, generator=("", "WordPress")[own.random() < 0.3], routes=routes, bones=packed(set(bones))
    )


def held_up(items, vendor, dice):
    """The findings, three items of which the vendor's template holds up at most of its sites."""
    if vendor is None:
        return items
    own = random.Random(f"snags-{vendor}")
    status, place = own.choice(SNAGS)
    wrong = {own.randrange(28) for _ in range(3)}
    return [
        replace(item, status=status, places=(place,)) if at in wrong and dice.random() < 0.85 else item
        for at, item in enumerate(items)
    ]


def agencies(count, seed=2568):
    """Invented agencies, each with its scan before and its newest one: the same ones for the same seed."""
    dice, other = random.Random(seed), random.Random(f"templates-{seed}")
    base = replace(scan(), attachments=(), warnings=(), pictures=(), coverage=Coverage())
    usual = [Status.FOUND] * 12 + [Status.MISSING] * 3 + [Status.INCOMPLETE, Status.OUTDATED, Status.UNVERIFIED]
    plain = {
        (item[0], status): replace(finding(*item[:4], status), owner=OWNERS[at % len(OWNERS)])
        for at, item in enumerate(ITEMS)
        for status in Status
    }
    for number in range(count):
        statuses = [dice.choice(usual) if dice.random() < 0.3 + at / 60 else Status.FOUND for at in range(28)]
        older = [dice.choice(usual) if dice.random() < 0.06 else status for status in statuses]
        agency = replace(
            base.agency,
            code=f"agency-{number:05}",
            name=f"{dice.choice(KINDS)}{dice.choice(STEMS)}{dice.choice(STEMS)}{dice.choice(ENDS)} {number}",
            kind=dice.choice(("local_government",) * 8 + ("school", "hospital", "central", "university")),
            province=dice.choice(PROVINCES),
        )
        day = date(2025, 3, 1) + timedelta(days=number % 20)
        vendor, template = built(other, number)
        yield tuple(
            replace(
                base,
                agency=agency,
                template=template,
                as_of=when,
                started=datetime(when.year, when.month, when.day, 2, 0, number % 60, tzinfo=UTC),
                finished=datetime(when.year, when.month, when.day, 2, 3, number % 60, tzinfo=UTC),
                **_judged(held_up([plain[pair] for pair in zip(CODES, some, strict=True)], vendor, again), base),
            )
            for when, some, again in (
                (day - timedelta(days=30), older, random.Random(number)),
                (day, statuses, random.Random(number)),
            )
        )


def _judged(items, base):
    gaps = sum(item.status.is_gap for item in items)
    estimate = replace(base.summary.estimate, low=round(100 - gaps * 3.7, 1), high=round(100 - gaps * 2.6, 1))
    return {"items": tuple(items), "summary": replace(base.summary, estimate=estimate)}
