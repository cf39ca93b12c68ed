"""An invented agency with every status, long titles, hostile words and broken links, for reports and for the eye."""

import base64
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from oitcrawl.judge.score import summarise
from oitcrawl.model.content import Media, UnreadCause
from oitcrawl.model.finding import (
    ComponentFinding,
    ComponentState,
    Evidence,
    ItemFinding,
    Place,
    PlaceState,
    Status,
    When,
)
from oitcrawl.model.person import MachineVerdict, PersonWord, Source, Word
from oitcrawl.model.reason import RunnerUp
from oitcrawl.model.scan import (
    AgencyRef,
    AgencyScan,
    Attachment,
    Coverage,
    EvidencePicture,
    FailedAddress,
    HiddenLink,
    Range,
    RefusedAddress,
    RemovedAddress,
    RemovedHow,
    ScanWarning,
    Section,
    Summary,
    TrapNote,
    TrapReason,
    UnreadAddress,
    UnseenPage,
    Vitals,
)
from oitcrawl.model.visit import FailCause, RefusedBy
from oitcrawl.report.forms import Shot
from oitcrawl.report.history import Past, past
from oitcrawl.ruleset.load import load_edition

SITE = "https://www.suanphai.example.go.th"
HOSTILE = "<script>alert(1)</script> \"onmouseover='x' =cmd|'/c calc'!A1 \x00\x1b[31m\u202eแผน\ud800\ufffe"
GROUPS = (
    ("9.1", "ข้อมูลพื้นฐาน"),
    ("9.2", "การบริหารงานและการให้บริการ"),
    ("9.3", "การจัดซื้อจัดจ้าง"),
    ("9.4", "การบริหารและพัฒนาทรัพยากรบุคคล"),
    ("9.5", "การส่งเสริมความโปร่งใส"),
    ("10.1", "การดำเนินการเพื่อป้องกันการทุจริต"),
    ("10.2", "การส่งเสริมคุณธรรมและความโปร่งใส"),
)
F, IN, OUT, M, U, N, W, A = (
    Status.FOUND,
    Status.INCOMPLETE,
    Status.OUTDATED,
    Status.MISSING,
    Status.UNVERIFIED,
    Status.NOT_DUE,
    Status.WAIVED,
    Status.NOT_APPLICABLE,
)
ITEMS = (
    ("O1", "structure-and-authority", "โครงสร้างและอำนาจหน้าที่", "9.1", F),
    ("O2", "executives", "ข้อมูลผู้บริหาร", "9.1", IN),
    ("O3", "contact", "ข้อมูลการติดต่อ", "9.1", F),
    ("O4", "news", "ข่าวประชาสัมพันธ์", "9.1", F),
    ("O5", "strategic-plan", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "9.2", F),
    ("O6", "annual-plan-and-progress", "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี", "9.2", N),
    ("O7", "annual-report", "รายงานผลการดำเนินงานประจำปี", "9.2", OUT),
    ("O8", "staff-manual", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "9.2", F),
    ("O9", "service-manual", "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", "9.2", IN),
    ("O10", "e-service", "E-Service", "9.2", W),
    ("O11", "service-statistics", "ข้อมูลสถิติการให้บริการ", "9.2", F),
    (
        "O12",
        "procurement-list-and-progress",
        "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ",
        "9.3",
        M,
    ),
    ("O13", "procurement-report", "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี", "9.3", U),
    ("O14", "hr-plan", "แผนการบริหารและพัฒนาทรัพยากรบุคคล", "9.4", F),
    ("O15", "hr-report", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี", "9.4", F),
    ("O16", "ethics", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", "9.4", IN),
    ("O17", "complaint-procedure", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "9.5", F),
    ("O18", "complaint-channel", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "9.5", F),
    ("O19", "complaint-statistics", "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "9.5", F),
    ("O20", "participation", "การเปิดโอกาสให้เกิดการมีส่วนร่วม", "9.5", A),
    ("O21", "no-gift-policy", "ประกาศเจตนารมณ์และการสร้างวัฒนธรรม ตามนโยบาย No Gift Policy จากการปฏิบัติหน้าที่", "10.1", F),
    ("O22", "gift-report", "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา", "10.1", F),
    (
        "O23",
        "bribery-risk-assessment",
        "การประเมินความเสี่ยงที่อาจเกิดการให้หรือรับสินบนจากการดำเนินงานตามภารกิจของหน่วยงาน",
        "10.1",
        F,
    ),
    ("O24", "risk-management-report", "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบ", "10.1", U),
    ("O25", "anticorruption-plan", "แผนปฏิบัติการป้องกันการทุจริต", "10.1", F),
    ("O26", "anticorruption-report", "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "10.1", F),
    ("O27", "integrity-measures", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "10.2", IN),
    ("O28", "integrity-report", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "10.2", F),
)
LABELS = (
    "ผลการดำเนินงานของแต่ละโครงการหรือกิจกรรม",
    "ผลการใช้จ่ายงบประมาณ",
    "ปัญหาและอุปสรรค",
    "ข้อเสนอแนะ (ไม่มีให้ระบุว่าไม่มี)",
)


PDF_OF = "%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99%202567.pdf"


def digest(item: str) -> str:
    """Digest of the invented file of an item."""
    return f"{'9f2c41d07ab3e55c' * 3}{int(item[1:]):016x}"


def component(number: int, state: ComponentState, **values) -> ComponentFinding:
    """One component in ``state``."""
    return ComponentFinding(key=f"part{number}", label=LABELS[number], state=state, **values)


def evidence(item: str, about: str, /, **values) -> Evidence:
    """A piece of evidence of ``item`` on the invented site."""
    base = Evidence(
        url=f"{SITE}/docs/file/{item}-{PDF_OF}",
        found_on=f"{SITE}/Pages/ita_year_detail/7",
        media=Media.PDF,
        title=f"{about} ประจำปีงบประมาณ พ.ศ. 2567",
        label=f"{item} {about}",
        quote=f"องค์การบริหารส่วนตำบลสวนไผ่ ขอรายงาน {about} ประจำปีงบประมาณ พ.ศ. ๒๕๖๗ ตามโครงการที่ได้รับอนุมัติจากสภาฯ จำนวน 14 โครงการ",
        marked=about,
        matched=(about, "๒๕๖๗"),
        leaf=3,
        heading="ส่วนที่ 2 ผลการดำเนินงาน",
        dated=When(start=date(2023, 10, 1), end=date(2024, 9, 30), text="ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"),
        sha256=digest(item),
        strength=0.9,
        path=(f"{SITE}/", f"{SITE}/Pages/ita", f"{SITE}/Pages/ita_year_detail/7"),
        clicks=("ITA", "การเปิดเผยข้อมูลสาธารณะ ปี 2568", f"{item} {about}"),
        right_year=True,
    )
    return replace(base, **values)


def finding(item: str, slug: str, title: str, group: str, status: Status) -> ItemFinding:  # noqa: PLR0911 - a table in words
    """A finding in ``status`` with what belongs to it."""
    base = ItemFinding(item=item, slug=slug, title=title, group=group, status=status, because="", year_wanted=(2567,))
    piece = evidence(item, title)
    present = tuple(component(number, ComponentState.PRESENT, evidence=0) for number in range(4))
    match status:
        case Status.FOUND:
            page = evidence(
                item, title, url=f"{SITE}/Pages/{slug}", media=Media.HTML, leaf=None, component="part1", dated=None
            )
            return replace(
                base,
                because=f"พบ{title}ของปีที่ต้องการ และมีองค์ประกอบครบทุกข้อที่เครื่องมือตรวจได้",
                year_found=(2567,),
                confidence=0.94,
                places=(Place(kind="link", name=title[:90], url=piece.url, state=PlaceState.SEEN),),
                components=(
                    *present[:3],
                    component(3, ComponentState.HUMAN, known="recalled", note="ให้ดูว่าภาพถ่ายเป็นของกิจกรรมนี้จริง"),
                ),
                evidence=(piece, page),
            )
        case Status.INCOMPLETE:
            return replace(
                base,
                because="พบเอกสารของปีที่ต้องการ แต่ยังขาดองค์ประกอบ 2 ข้อ",
                year_found=(2567,),
                confidence=0.88,
                components=(
                    *present[:1],
                    component(1, ComponentState.ABSENT, note="ไม่พบคำว่าเบิกจ่ายหรือใช้จ่ายในเอกสารทั้ง 42 หน้า"),
                    component(2, ComponentState.ABSENT, known="recalled"),
                    component(3, ComponentState.UNREADABLE, note="หน้า 12–18 เป็นภาพสแกน อ่านข้อความไม่ได้"),
                ),
                lacking=(LABELS[1], LABELS[2]),
                evidence=(piece,),
                advice="เพิ่มตารางงบประมาณที่ได้รับและที่เบิกจ่ายของแต่ละโครงการ และหัวข้อปัญหาอุปสรรค แล้วเผยแพร่ไฟล์ที่มีข้อความ (ไม่ใช่ภาพสแกน) แทนไฟล์เดิม",
                owner="กองยุทธศาสตร์และงบประมาณ" if group == "10.2" else "สำนักปลัด",
                warnings=("image_only_document",),
            )
        case Status.OUTDATED:
            return replace(
                base,
                because="ฉบับใหม่ที่สุดที่พบเป็นของปีงบประมาณ 2565 แต่ต้องเป็นของปี 2567",
                year_found=(2565,),
                confidence=0.91,
                components=present,
                evidence=(replace(piece, right_year=False, offsite=True),),
                advice="เผยแพร่รายงานผลการดำเนินงานของปีงบประมาณ พ.ศ. 2567 ที่เมนู ITA ของปีที่ประเมิน โดยคงฉบับเดิมไว้เป็นข้อมูลย้อนหลัง",
                owner="สำนักปลัด",
                warnings=("offsite_evidence", "stale_year_copy"),
            )
        case Status.MISSING:
            return replace(
                base,
                because="เข้าอ่านเว็บไซต์ครบทุกหน้าที่พบแล้ว ไม่มีหน้าหรือเอกสารใดเป็นข้อนี้ มีเพียงลิงก์เสีย «แผนการจัดซื้อจัดจ้าง»",
                confidence=0.82,
                components=tuple(component(number, ComponentState.ABSENT) for number in range(4)),
                lacking=LABELS,
                advice="แก้ลิงก์ «แผนการจัดซื้อจัดจ้าง» ให้เปิดได้ · จัดทำตารางรายการจัดซื้อจัดจ้างของปีงบประมาณ พร้อมวงเงิน วิธีการ และความก้าวหน้าของแต่ละรายการ แล้ววางลิงก์ไว้ที่เมนู ITA",
                owner="กองคลัง",
                warnings=("broken_link",),
                places=(
                    Place(kind="menu", name="การจัดซื้อจัดจ้าง", url=f"{SITE}/Pages/procure", state=PlaceState.SEEN),
                    Place(kind="hub", name="ITA 2568", url=f"{SITE}/Pages/ita", state=PlaceState.SEEN),
                    Place(
                        kind="link",
                        name="แผนการจัดซื้อจัดจ้าง",
                        url=f"{SITE}/docs/file/old-7.pdf",
                        state=PlaceState.GONE,
                        cause="not_found",
                    ),
                    Place(kind="link", name="แผนจัดหาพัสดุ", url=f"{SITE}/", state=PlaceState.NOWHERE),
                    Place(kind="menu", name="แผนการจัดหาพัสดุ · งานพัสดุ", state=PlaceState.ABSENT),
                ),
                runner_up="สรุปผลการดำเนินการจัดซื้อจัดจ้างรายเดือน (สขร.1) เดือนมกราคม 2568 ไม่นับ เพราะเป็นแบบสรุปรายเดือน ไม่ใช่รายการทั้งปีพร้อมความก้าวหน้า",
                next_best=RunnerUp(url=f"{SITE}/Pages/monthly", name="สขร.1", cause="weaker"),
            )
        case Status.UNVERIFIED:
            return replace(
                base,
                because="พบลิงก์ที่ชื่อตรงกับข้อนี้ แต่ไฟล์เป็นภาพสแกนที่ไม่มีข้อความ จึงอ่านเนื้อหาไม่ได้",
                confidence=0.4,
                components=tuple(component(number, ComponentState.UNREADABLE) for number in range(4)),
                evidence=(
                    replace(piece, readable=False, quote="", marked="", matched=(), dated=None, right_year=None),
                ),
                places=(
                    Place(kind="link", name=title[:90], url=piece.url, state=PlaceState.UNREAD, cause="scan"),
                    Place(
                        kind="hub",
                        name="ITA 2568",
                        url=f"{SITE}/ita/2568",
                        state=PlaceState.NEEDS_BROWSER,
                        cause="needs_javascript",
                    ),
                    Place(
                        kind="open", name="ดาวน์โหลด", url=f"{SITE}/slow/1", state=PlaceState.FAILED, cause="timeout"
                    ),
                    Place(kind="menu", name="การบริหารงาน", url=f"{SITE}/Pages/admin", state=PlaceState.SEEN),
                ),
                settles="เผยแพร่ไฟล์ที่ส่งออกจากโปรแกรมโดยตรง หรือตรวจใหม่โดยเปิด OCR หรือให้คนเปิดดูไฟล์",
                advice="เผยแพร่ไฟล์ที่มีข้อความ",
            )
        case Status.NOT_DUE:
            return replace(
                base,
                because="พบแผนประจำปีแล้ว ส่วนรายงานความก้าวหน้ายังไม่ถึงกำหนด (หลัง 31 มีนาคม 2568)",
                year_wanted=(2568,),
                year_found=(2568,),
                confidence=0.9,
                components=(
                    *present[:2],
                    replace(component(2, ComponentState.NOT_DUE), key="progress"),
                    component(3, ComponentState.NOT_DUE, known="recalled"),
                ),
                evidence=(piece,),
                advice="เผยแพร่รายงานความก้าวหน้ารอบ 6 เดือนภายในเดือนเมษายน",
            )
        case Status.WAIVED:
            return replace(base, because="ยกเว้นโดยหัวหน้าสำนักปลัด ถึง 30 มิถุนายน 2568: อยู่ระหว่างย้ายระบบ", year_wanted=())
        case _:
            return replace(base, because="เกณฑ์ไม่ได้ถามข้อนี้กับหน่วยงานประเภทนี้", year_wanted=())


def coverage() -> Coverage:
    """A crawl that met every kind of trouble."""
    dead = tuple(
        FailedAddress(
            url=f"{SITE}/docs/file/old-{number}.pdf",
            cause=FailCause.GONE if number % 7 == 0 else FailCause.NOT_FOUND,
            permanent=True,
            status=404,
            found_on=f"{SITE}/Pages/ita_year_detail/{number % 5 + 3}" if number % 6 else "",
            label=f"O{number % 28 + 1} เอกสารประกอบการเปิดเผยข้อมูลสาธารณะ ลำดับที่ {number}" if number % 4 else "",
        )
        for number in range(1, 31)
    )
    failed = tuple(
        FailedAddress(url=f"{SITE}/slow/{number}", cause=cause, permanent=False, label="ดาวน์โหลด")
        for number, cause in enumerate((FailCause.TIMEOUT,) * 6 + (FailCause.FORBIDDEN, FailCause.SERVER_ERROR))
    )
    refused = (
        *tuple(RefusedAddress(url=f"{SITE}/calendar?month={number}", by=RefusedBy.TRAP) for number in range(140)),
        RefusedAddress(url=f"{SITE}/Pages/increment_download_3", by=RefusedBy.UNSAFE, label="ดาวน์โหลด"),
    )
    unread = (
        UnreadAddress(
            url=f"{SITE}/docs/file/O13.pdf",
            cause=UnreadCause.SCAN,
            label="O13 รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี",
            found_on=f"{SITE}/Pages/ita",
        ),
        UnreadAddress(
            url=f"{SITE}/docs/file/O24.pdf", cause=UnreadCause.GARBLED, label="O24 รายงานผลการจัดการความเสี่ยง"
        ),
    )
    return Coverage(
        pages=812,
        documents=240,
        rendered=3,
        failed=(*dead, *failed),
        refused=refused,
        unread=unread,
        browser="absent",
        needs_browser=(
            UnseenPage(url=f"{SITE}/ita/2568", cause="absent", found_on=f"{SITE}/", label="ITA 2568"),
            UnseenPage(url=f"{SITE}/e-service", cause="absent", found_on=f"{SITE}/", label="E-Service"),
        ),
        vitals=Vitals(home=f"{SITE}/", home_seconds=0.84, tls="sound", timed=790, median=1.38, slow=4.2),
        hidden=(HiddenLink(url=f"{SITE}/docs/file/old-o5.pdf", found_on=f"{SITE}/Pages/ita", label="แผนพัฒนา 2566"),),
        sections=sections(),
        traps=(
            TrapNote(
                reason=TrapReason.CALENDAR,
                pattern=f"{SITE}/calendar?month=N",
                visited=4,
                left=140,
                examples=tuple(f"{SITE}/calendar?month={number}" for number in (5, 6, 7)),
            ),
        ),
        removed=(
            RemovedAddress(
                url=f"{SITE}/docs/file/plan-2565.pdf",
                how=RemovedHow.UNLINKED,
                label="แผนพัฒนา 2565",
                seen=date(2025, 2, 3),
            ),
        ),
        seconds=203.4,
        bytes=341_200_000,
        requests=1_288,
    )


def sections() -> tuple[Section, ...]:
    """Sections of every kind: whole, in part, unseen, of dead links only, and many small ones."""
    plain = tuple(
        Section(name=f"งานบริการประชาชน ด้านที่ {number}", url=f"{SITE}/Pages/service_{number}", read=30 - number)
        for number in range(1, 12)
    )
    return (
        Section(
            name="จัดซื้อจัดจ้าง",
            url=f"{SITE}/Pages/procure",
            read=118,
            gone=11,
            failed=6,
            refused=2,
            unread=9,
            cause="scan",
            examples=(
                (f"{SITE}/docs/file/O13.pdf", "scan"),
                (f"{SITE}/slow/1", "timeout"),
                (f"{SITE}/calendar?month=3", "trap"),
            ),
        ),
        Section(
            name="ปฏิทินกิจกรรม",
            url=f"{SITE}/calendar",
            read=4,
            refused=140,
            cause="trap",
            examples=((f"{SITE}/calendar?month=3", "trap"),),
        ),
        Section(
            name="ITA การประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ",
            url=f"{SITE}/ita/2568",
            needs_browser=2,
            unvisited=3,
            cause="unvisited",
            examples=((f"{SITE}/ita/2568", "needs_javascript"), (f"{SITE}/ita/2567", "unvisited")),
        ),
        Section(name="หน้าแรก", url=f"{SITE}/", read=1),
        *plain,
        Section(name="กองการศึกษา", gone=4, examples=((f"{SITE}/edu", "not_found"),)),
        Section(name="", read=61, failed=2, cause="server_error", others=23),
    )


WARNINGS = (
    ScanWarning(kind="gambling_spam", url=f"{SITE}/webboard/12", message="กระทู้ถามตอบมีข้อความชวนเล่นพนัน"),
    ScanWarning(kind="far_from_home", url=f"{SITE}/a/b/c/d", message="O16 อยู่ห่างจากหน้าแรก 5 คลิก"),
    ScanWarning(kind="broken_link", url=f"{SITE}/", message="เมนู “แผนดำเนินงาน” ไม่พาไปไหน (#)"),
    ScanWarning(kind="broken_link", url=f"{SITE}/", message="เมนู “E-Service” ไม่พาไปไหน (#)"),
)


def attachment(name: str, /, **values) -> Attachment:
    """A file of the invented site called ``name``; sound, unless ``values`` say otherwise."""
    media = values.get("media", Media.PDF)
    base = Attachment(
        url=f"{SITE}/docs/file/{len(name)}-{media}",
        found_on=f"{SITE}/Pages/ita",
        name=name,
        file_name=f"file_{len(name)}.{media}",
        media=media,
        size=1_240_000,
        leaves=12,
        quality=0.99,
        sha256=hashlib.sha256(name.encode("utf-8", "replace")).hexdigest(),
    )
    return replace(base, **values)


def of_item(item: str, **values) -> Attachment:
    """The file that the evidence of ``item`` comes from."""
    title = next(title for one, _, title, *_ in ITEMS if one == item)
    file = {
        "url": f"{SITE}/docs/file/{item}-{PDF_OF}",
        "file_name": f"{item}-รายงาน 2567.pdf",
        "items": (item,),
        "sha256": digest(item),
    }
    return attachment(f"{title} ประจำปีงบประมาณ พ.ศ. 2567", **{**file, **values})


def attachments() -> tuple[Attachment, ...]:
    """Files of every quality, kind and trouble, and many without any."""
    thai = "ประกาศองค์การบริหารส่วนตำบลสวนไผ่ เรื่อง "
    copies = tuple(f"{SITE}/docs/file/copy-{number}.pdf" for number in range(9))
    twice = {"years_inside": (2567,), "years_named": (2567,), "sha256": "5a" * 32, "size": 3_300_000}
    box = f"{SITE}/docs/file/ita-2568.zip"
    return (
        of_item("O5", years_inside=(2566, 2567, 2568, 2569, 2570), years_named=(2566, 2567, 2568, 2569, 2570)),
        of_item("O7", recognised=3, silent=39, leaves=42, quality=0.913, years_inside=(2565,), years_named=(2567,)),
        of_item("O12", media=Media.XLSX, leaves=3, size=48_300, quality=1.0, years_named=(2567,)),
        of_item("O13", cause=UnreadCause.SCAN, leaves=18, silent=18, quality=0.0, size=24_800_000),
        of_item("O24", cause=UnreadCause.GARBLED, leaves=9, quality=0.12),
        of_item("O27", recognised=4, leaves=30, quality=0.874, years_inside=(2567,)),
        of_item("O6", quality=0.71, years_inside=(2567,), years_named=(2567,)),
        attachment("แผนการบริหารและพัฒนาทรัพยากรบุคคล", url=copies[0], same_as=copies[1:], items=("O14",), **twice),
        *(
            attachment(
                f"แผน HR {number}",
                url=url,
                same_as=tuple(one for one in copies if one != url),
                items=("O15",) if number == 1 else (),
                **twice,
            )
            for number, url in enumerate(copies[1:], 1)
        ),
        attachment(f"{thai}มาตรการป้องกันการรับสินบน", cause=UnreadCause.UNCLEAR, leaves=2, silent=2, quality=0.0),
        attachment("คู่มือประชาชน", cause=UnreadCause.PASSWORD, leaves=0, quality=0.0, media=Media.PDF),
        attachment("บันทึกข้อความ ที่ อต 71801/ว 15", media=Media.DOC, cause=UnreadCause.NEEDS_PROGRAM, quality=0.0),
        attachment("ผังกระบวนงาน", media=Media.IMAGE, recognised=1, leaves=1, quality=0.64, size=880_000),
        attachment(f"{thai}ผู้ชนะการเสนอราคา", recognised=1, leaves=1, quality=0.95, size=412_000),
        attachment("วารสาร อบต.สวนไผ่ ฉบับพิเศษ", size=61_700_000, leaves=64, silent=20),
        attachment("เอกสารประกอบการประเมิน ITA 2568", url=box, media=Media.ARCHIVE, leaves=0, quality=0.0),
        attachment("แบบคำร้องทั่วไป", url=f"{box}#form/request.docx", media=Media.DOCX, leaves=1, size=31_000),
        *(
            attachment(f"{thai}ราคากลางงานก่อสร้าง ครั้งที่ {number}", url=f"{SITE}/docs/price/{number}.pdf")
            for number in range(1, 31)
        ),
        *(
            attachment(
                f"{thai}สอบราคาจ้างเหมา ครั้งที่ {number}",
                url=f"{SITE}/docs/bid/{number}.pdf",
                cause=UnreadCause.SCAN,
                quality=0.0,
                leaves=2,
                silent=2,
            )
            for number in range(1, 9)
        ),
    )


def scan(**values) -> AgencyScan:
    """The sample scan; ``values`` replace its fields."""
    items = tuple(finding(*item) for item in ITEMS)
    base = AgencyScan(
        engine="0.1.0",
        edition="nacc-2568",
        edition_title="การเปิดเผยข้อมูลสาธารณะ (OIT) ปีงบประมาณ พ.ศ. 2568",
        rules_digest="sha256:" + "4be1" * 16,
        agency=AgencyRef(
            code="abt-suanphai",
            name="องค์การบริหารส่วนตำบลสวนไผ่",
            kind="local_government",
            url=f"{SITE}/",
            province="อุตรดิตถ์",
        ),
        fiscal_year=2568,
        as_of=date(2025, 3, 10),
        started=datetime(2025, 3, 10, 2, 0, 5, tzinfo=UTC),
        finished=datetime(2025, 3, 10, 2, 3, 29, tzinfo=UTC),
        coverage=coverage(),
        items=items,
        summary=summary(items),
        warnings=WARNINGS,
        attachments=attachments(),
        groups=GROUPS,
        pictures=tuple(
            EvidencePicture(
                url=f"{SITE}/docs/file/{item}-{PDF_OF}",
                sha256=digest(item),
                leaf=3,
                file=f"evidence/{digest(item)[:20]}{item[1:]}-3.webp",
                seen=datetime(2025, 3, 10, 2, 1, tzinfo=UTC),
            )
            for item in ("O5", "O7", "O9", "O13")
        ),
        pictured="documents",
        window_opens=date(2025, 4, 1),
        window_closes=date(2025, 4, 30),
    )
    return replace(base, **values)


def summary(items: tuple[ItemFinding, ...]) -> Summary:
    """Counts of ``items`` with the estimate that follows from them."""
    return summarise(items, load_edition("nacc-2568", cases=False), 2568)


def with_statuses(base: AgencyScan, **statuses: Status) -> AgencyScan:
    """``base`` with other statuses: ``with_statuses(scan(), O7=Status.FOUND)``."""
    items = tuple(
        finding(item.item, item.slug, item.title, item.group, statuses.get(item.item, item.status))
        for item in base.items
    )
    return replace(base, items=items, summary=summary(items))


def after(*earlier: AgencyScan, now: AgencyScan | None = None, rules: str = "") -> Past:
    """The past of ``now`` (else of ``scan()``), with a visit a day before it, two days before it, ...

    Args:
        earlier: the oldest first.
        now: the scan itself.
        rules: digest that the earlier ones were judged by; empty for the same.
    """
    own = now or scan()
    line = [
        replace(
            one,
            started=own.started - timedelta(days=days),
            finished=own.finished - timedelta(days=days),
            as_of=own.as_of - timedelta(days=days),
            rules_digest=rules or own.rules_digest,
        )
        for days, one in zip(range(len(earlier), 0, -1), earlier, strict=True)
    ]
    return past(list(enumerate([*line, own], 1)))


def reviewed() -> AgencyScan:
    """The scan with people's words in it: confirmed, rejected, waived and lapsed, with hostile words among them."""
    day, at = date(2025, 9, 30), datetime(2025, 4, 2, 3, tzinfo=UTC)
    said = PersonWord(source=Source.STORE, word=Word.CONFIRM, by=HOSTILE, reason=HOSTILE, at=at, until=day)
    of = {
        "O13": replace(said, number=1, status=F, url=f"{SITE}/docs/{PDF_OF}"),
        "O3": replace(said, number=2, word=Word.REJECT, status=OUT, reason="เป็นของปีก่อน " * 12),
        "O12": replace(said, number=3, word=Word.WAIVE, status=W, reason="ไม่มีรายการ"),
        "O4": replace(said, number=4, status=F, url=HOSTILE, lapsed="หลักฐานที่คนดูไว้เปลี่ยนไปแล้ว"),
    }
    items = tuple(_said(one, of[one.item]) if one.item in of else one for one in scan().items)
    alone = scan().summary.estimate
    return replace(scan(), items=items, summary=replace(summary(items), by_person=3, machine=alone))


def _said(item: ItemFinding, word: PersonWord) -> ItemFinding:
    if word.lapsed or word.status is None:
        return replace(item, persons=(word,))
    parts = tuple(replace(one, machine=ComponentState.HUMAN) for one in item.components)
    was = MachineVerdict(status=item.status, because=item.because)
    return replace(item, status=word.status, machine=was, persons=(word,), components=parts)


def all_in(status: Status) -> AgencyScan:
    """A scan with every item in ``status``."""
    return with_statuses(scan(), **{item: status for item, *_ in ITEMS})


def site_down() -> AgencyScan:
    """A site that could not be reached: no verdict on anything."""
    gone = FailedAddress(url=f"{SITE}/", cause=FailCause.CONNECT, permanent=False)
    blind = tuple(
        replace(
            finding(*item[:4], Status.UNVERIFIED),
            because="เข้าเว็บไซต์ไม่ได้",
            evidence=(),
            components=(),
            settles="ตรวจว่าเว็บไซต์เปิดอยู่ แล้วตรวจใหม่",
        )
        for item in ITEMS
    )
    return scan(
        items=blind,
        summary=replace(summary(blind), estimate=Range(low=0.0, high=100.0), indicators=()),
        coverage=Coverage(
            failed=(gone,), stopped_by="failures", requests=3, seconds=61.0, vitals=Vitals(home_cause="connect")
        ),
        warnings=(),
        attachments=(),
        partial=True,
    )


def hostile(text: str = HOSTILE, owner: str = '=HYPERLINK("http://evil.example")') -> AgencyScan:
    """A scan in which every crawled text attacks the report and no link may be followed."""
    bad = "javascript:alert(1)"
    piece = evidence(
        "O1",
        text,
        url=bad,
        found_on="data:text/html,<script>alert(2)</script>",
        title=text,
        label=text,
        quote=text,
        marked="<script>",
        heading=text,
        path=(bad, "file:///etc/passwd"),
    )
    items = tuple(
        replace(
            finding(*item),
            title=text,
            because=text,
            advice=text,
            owner=owner,
            runner_up=text,
            settles=text,
            lacking=(text, "+1", "-1", "@SUM(A1)", "\t=1"),
            evidence=(piece, piece),
            warnings=(text,),
            places=(Place(kind="link", name=text, url=bad, state=PlaceState.FAILED, cause=text),),
        )
        for item in ITEMS
    )
    agency = AgencyRef(code="../../Evil Code", name=text, kind=text, url=bad, province=text)
    file = attachment(text, url=bad, file_name=text, found_on=bad, same_as=(bad, text), items=(text, "O1"))
    dead = FailedAddress(url=bad, cause=FailCause.NOT_FOUND, permanent=True, label=text, found_on=bad)
    return scan(
        items=items,
        agency=agency,
        edition_note=text,
        groups=tuple((group, text) for group, _ in GROUPS),
        summary=replace(summary(items), basis=text),
        attachments=(file, attachment("=1+1", url="data:text/html,x", recognised=1), attachment("", file_name="")),
        warnings=(ScanWarning(kind=text, url=bad, message=text),),
        coverage=Coverage(
            failed=(dead,),
            unread=(UnreadAddress(url=bad, cause=UnreadCause.SCAN, label=text),),
            needs_browser=(UnseenPage(url=bad, cause="absent", label=text),),
            hidden=(HiddenLink(url=bad, label=text, found_on=bad),),
            sections=(Section(name=text, url=bad, read=1, failed=1, cause=text, examples=((bad, text),)),),
            traps=(TrapNote(reason=TrapReason.LOOP, pattern=text, left=1, examples=(bad,)),),
            removed=(RemovedAddress(url=bad, how=RemovedHow.NOT_FOUND, label=text),),
        ),
    )


WEBP = base64.b64decode(
    "UklGRpAAAABXRUJQVlA4IIQAAACwBQCdASoqADgAPx14sFOtJ6Sit+gBoCOJaQAAiOZRUbypRw5McSU4vd22mE6UN+MQS7o4XAAA/u0y0J4G45pOkGOVghmMwHgvT/NN0L24CN3KvCCG4267pcwUCO1FPJuW+9nC+7rprL8ZWm4LEQvs2zzm93FDnBtVOGj+zsGepchAAAA="
)


def shots(picture: EvidencePicture) -> Shot | None:
    """Every picture of the sample but the last, whose file was lost."""
    return None if "O13" in picture.url else Shot(full=WEBP + b"full", thumb=WEBP)


def fleet() -> tuple[AgencyScan, ...]:
    """A few agencies for the overview, one of them hostile, one down, one complete."""
    named = (
        ("muang-nakhon", "เทศบาลนครนครินทร์", "นครสวรรค์", all_in(Status.FOUND)),
        (
            "abt-thungyai",
            "องค์การบริหารส่วนตำบลทุ่งใหญ่ใต้ร่มไม้ใหญ่ริมคลองสิบสอง",
            "พระนครศรีอยุธยา",
            with_statuses(scan(), O1=OUT, O3=M, O7=F),
        ),
        ("hospital-9", "โรงพยาบาลเก้าเลี้ยว", "", site_down()),
    )
    placed = tuple(
        replace(one, agency=replace(one.agency, code=code, name=name, province=province))
        for code, name, province, one in named
    )
    return (scan(), *placed, hostile())
