"""Pages on what the agency does: plans, purchases, staff, services."""

from demosite.papers_other import MONTHLY
from demosite.people import AGENCY
from demosite.shell import Shelf, link, paper, table

PLANS = (("แผนงาน", "/Pages/plan"),)
BUYING = (("การจัดซื้อจัดจ้าง", "/Pages/procurement_news"),)
SERVICES = (("บริการประชาชน", "/Pages/service_manual"),)


def put(shelf: Shelf) -> None:
    """Put these pages."""
    _plans(shelf)
    _purchases(shelf)
    _staff(shelf)
    _services(shelf)
    _services_more(shelf)


def _plans(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/plan",
        "แผนพัฒนาท้องถิ่น",
        f"""
<details open><summary>แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)</summary>
<p>{link("ดูไฟล์แนบ", paper("file/แผนพัฒนาท้องถิ่น66-70.pdf"))}</p></details>
<details><summary>แผนการดำเนินงาน ประจำปีงบประมาณ พ.ศ. 2568</summary>
<p>{link("ดูไฟล์แนบ", paper("file/แผนการดำเนินงาน2568.pdf"))}</p></details>""",
    )
    shelf.page(
        "/Pages/budget",
        "ข้อบัญญัติงบประมาณ",
        table(
            ["ปี", "เอกสาร"],
            [["2568", link("ข้อบัญญัติงบประมาณรายจ่าย ประจำปีงบประมาณ พ.ศ. 2568", paper("file/ข้อบัญญัติ2568.pdf"))]],
        ),
        crumbs=PLANS,
    )
    shelf.page(
        "/Pages/manpower",
        "แผนอัตรากำลัง 3 ปี",
        f"""
<p>{link("แผนอัตรากำลัง 3 ปี (2567 - 2569)", paper("file/อัตรากำลัง67-69.pdf"))}</p>""",
        crumbs=PLANS,
    )


def _purchases(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/procurement_news",
        "ประกาศจัดซื้อจัดจ้าง",
        f"""
<ul><li>{link("ประกาศเผยแพร่แผนการจัดซื้อจัดจ้าง ประจำปีงบประมาณ พ.ศ. 2568", paper("file/ประกาศแผนจัดซื้อ68.pdf"))}</li>
<li>{link("ประกาศราคากลาง ถนน คสล. หมู่ที่ 3", paper("egp/ราคากลางถนนม3.pdf"))}</li>
<li>{link("ประกาศผู้ชนะการเสนอราคา ถนน คสล. หมู่ที่ 3", paper("egp/ผู้ชนะม3.pdf"))}</li></ul>
<p>{link("สรุปผลการจัดซื้อจัดจ้างรายเดือน (สขร.1)", "/Pages/procurement_monthly")}</p>""",
    )
    rows = [[p.name.split("เดือน")[1].rsplit(".", 1)[0], link("ดาวน์โหลด", paper(p.name))] for p in MONTHLY]
    shelf.page(
        "/Pages/procurement_monthly",
        "สรุปผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุรายเดือน (สขร.1)",
        table(["ประจำเดือน", "ไฟล์"], rows),
        crumbs=BUYING,
    )


def _staff(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/hr",
        "การบริหารทรัพยากรบุคคล",
        f"""
<ul><li>{link("แผนการบริหารและพัฒนาทรัพยากรบุคคล ปีงบประมาณ 2565 - 2567", paper("file/hrplan65-67.docx"))}</li>
<li>{link("แผนอัตรากำลัง 3 ปี", "/Pages/manpower")}</li>
<li>{link("การควบคุมภายใน (แบบ ปค. 5)", paper("file/ปค5-67.docx"))}</li></ul>""",
        crumbs=PLANS,
    )
    shelf.page(
        "/Pages/jobs",
        "รับสมัครงาน",
        f"""
<p>{link("ประกาศรับสมัครพนักงานจ้าง ตำแหน่งผู้ช่วยเจ้าพนักงานธุรการ", paper("file/รับสมัครงาน680124.pdf"))}</p>""",
    )
    shelf.page(
        "/Pages/staff_manual",
        "คู่มือการปฏิบัติงานของเจ้าหน้าที่",
        table(
            ["คู่มือ", "ไฟล์"],
            [
                ["คู่มือการปฏิบัติงาน งานสารบรรณ", link("เปิดไฟล์", paper("file/คู่มือปฏิบัติงานสารบรรณ.docx"))],
                ["คู่มือการปฏิบัติงาน งานจัดเก็บรายได้", link("เปิดไฟล์", paper("file/คู่มืองานจัดเก็บรายได้.pdf"))],
            ],
        ),
    )


def _services(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/service_manual",
        "คู่มือสำหรับประชาชน",
        f"""
<p>คู่มือการขอรับบริการสำหรับผู้มาติดต่อ{AGENCY}</p>
<ul><li>{link("การขอรับการสนับสนุนน้ำอุปโภคบริโภค", paper("file/คู่มือขอน้ำ.pdf"))}</li>
<li>{link("การลงทะเบียนรับเงินเบี้ยยังชีพผู้สูงอายุ", "/Pages/service_manual_detail/2")}</li>
<li>{link("การขอให้ตัดแต่งต้นไม้", "/Pages/service_manual_detail/3")}</li></ul>""",
    )
    _manual(
        shelf,
        2,
        "การลงทะเบียนรับเงินเบี้ยยังชีพผู้สูงอายุ",
        "งานสวัสดิการสังคม สำนักปลัด",
        "ระเบียบกระทรวงมหาดไทยว่าด้วยหลักเกณฑ์การจ่ายเงินเบี้ยยังชีพผู้สูงอายุ พ.ศ. 2566",
        [("ยื่นคำขอพร้อมบัตรประจำตัวประชาชน", "10 นาที"), ("ตรวจสอบคุณสมบัติ", "3 วันทำการ"), ("ประกาศรายชื่อ", "7 วันทำการ")],
    )
    _manual(
        shelf,
        3,
        "การขอให้ตัดแต่งต้นไม้",
        "งานสาธารณูปโภค กองช่าง",
        "พระราชบัญญัติรักษาความสะอาดและความเป็นระเบียบเรียบร้อยของบ้านเมือง พ.ศ. 2535",
        [("แจ้งจุดที่ขอให้ตัดแต่ง", "5 นาที"), ("เจ้าหน้าที่ออกสำรวจ", "2 วันทำการ"), ("ออกปฏิบัติงาน", "5 วันทำการ")],
    )


def _manual(shelf: Shelf, number: int, service: str, unit: str, law: str, steps: list[tuple[str, str]]) -> None:
    rows = [[str(n), what, time] for n, (what, time) in enumerate(steps, 1)]
    shelf.page(
        f"/Pages/service_manual_detail/{number}",
        f"คู่มือสำหรับประชาชน: {service}",
        f"""
<h2>งานที่ให้บริการ</h2><p>{service}</p>
<h2>ช่องทางการให้บริการ</h2><p>{unit} {AGENCY} เวลา 08.30 - 16.30 น.</p>
<h2>ขั้นตอนและระยะเวลาการให้บริการ</h2>{table(["ลำดับ", "ขั้นตอน", "ระยะเวลา"], rows)}
<h2>กฎหมายที่เกี่ยวข้อง</h2><p>{law}</p>""",
        crumbs=SERVICES,
    )


def _services_more(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/eservice",
        "E-Service",
        "<p>ระบบกำลังย้ายไปใช้แพลตฟอร์มกลางของจังหวัด ขออภัยในความไม่สะดวก</p>",
        crumbs=SERVICES,
    )
    shelf.page(
        "/Pages/forms",
        "แบบฟอร์มคำร้อง",
        f"<p>{link('แบบคำร้องทั่วไป', paper('file/แบบคำร้องทั่วไป.docx'))}</p>",
        crumbs=SERVICES,
    )
    shelf.page(
        "/Pages/faq",
        "คำถามที่พบบ่อย",
        "<p>ถาม: อบต. หยุดวันไหน</p><p>ตอบ: หยุดวันเสาร์ อาทิตย์ และวันหยุดราชการ</p>",
        crumbs=SERVICES,
    )
    shelf.page(
        "/Pages/satisfaction",
        "ผลสำรวจความพึงพอใจ",
        f"""
<p>{link("รายงานผลการสำรวจความพึงพอใจการให้บริการ ประจำปี 2567", paper("file/ความพึงพอใจ67.pdf"))}</p>""",
        crumbs=SERVICES,
    )
    shelf.page(
        "/Pages/law",
        "กฎหมายที่เกี่ยวข้อง",
        f"""
<ol><li>พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537</li><li>พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. 2540</li>
<li>{link("รวมกฎหมายท้องถิ่น", paper("file/กฎหมาย.pdf"))}</li></ol>""",
    )
    shelf.page(
        "/Pages/privacy",
        "นโยบายคุ้มครองข้อมูลส่วนบุคคล",
        f"""
<p>{AGENCY} เก็บรวบรวมข้อมูลส่วนบุคคลเท่าที่จำเป็นต่อการให้บริการ และไม่เปิดเผยแก่บุคคลภายนอกโดยไม่ได้รับความยินยอม</p>""",
    )
    shelf.page("/Pages/visitors", "สถิติผู้เข้าชมเว็บไซต์", "<p>วันนี้ 41 เดือนนี้ 1,204 ทั้งหมด 98,551</p>")
    shelf.page(
        "/Pages/journal", "จดหมายข่าว", f"<p>{link('จดหมายข่าว ธันวาคม 2567', paper('file/จดหมายข่าวธค67.pdf'))}</p>"
    )
