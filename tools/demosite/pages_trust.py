"""Pages on openness: the ITA tables, complaints, ethics, measures against corruption."""

from demosite.people import AGENCY, SHORT
from demosite.shell import Shelf, link, paper, table

ITA = (("ITA", "/ita"),)
CLEAN = (("ป้องกันการทุจริต", "/Pages/anticorruption"),)
DRIVE = "https://drive.google.com/file/d/1DemoHrReportTwoFiveSixSeven/view?usp=sharing"

# code, what is asked, link, remark; the wording follows the published table of FY2568
ROWS_2568: list[tuple[str, str, str, str]] = [
    ("O1", "โครงสร้างและอำนาจหน้าที่", "/Pages/structure", "แผนผังโครงสร้างและอำนาจหน้าที่"),
    ("O2", "ข้อมูลผู้บริหาร", "/Pages/executives", ""),
    ("O3", "ข้อมูลการติดต่อ", "/Pages/contact", ""),
    ("O4", "ข่าวประชาสัมพันธ์", "/news", ""),
    ("O5", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "/Pages/plan", "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)"),
    (
        "O6",
        "แผนและความก้าวหน้าในการดำเนินงานและการใช้งบประมาณประจำปี",
        paper("file/แผนการดำเนินงาน2568.pdf"),
        "แผนการดำเนินงาน 2568",
    ),
    ("O7", "รายงานผลการดำเนินงานประจำปี", paper("file/รายงานผลการดำเนินงาน66.pdf"), "รายงานผลการดำเนินงาน 2566"),
    ("O8", "คู่มือหรือแนวทางการปฏิบัติงานของเจ้าหน้าที่", "/Pages/staff_manual", ""),
    ("O9", "คู่มือหรือแนวทางการขอรับบริการสำหรับผู้รับบริการหรือผู้มาติดต่อ", "/Pages/service_manual", "คู่มือสำหรับประชาชน"),
    ("O10", "E-Service", "/Pages/eservice", ""),
    ("O11", "ข้อมูลสถิติการให้บริการ", "#", ""),
    (
        "O12",
        "รายการการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ และความก้าวหน้าการจัดซื้อจัดจ้างหรือการจัดหาพัสดุ",
        paper("ita68/o12.xlsx"),
        "ไฟล์ Excel",
    ),
    (
        "O13",
        "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี",
        paper("ita68/o13_รายงานผลจัดซื้อจัดจ้าง67.pdf"),
        "ประจำปีงบประมาณ พ.ศ. 2567",
    ),
    ("O14", "แผนการบริหารและพัฒนาทรัพยากรบุคคล", paper("file/hrplan65-67.docx"), ""),
    ("O15", "รายงานผลการบริหารและพัฒนาทรัพยากรบุคคลประจำปี", DRIVE, "ประจำปีงบประมาณ พ.ศ. 2567"),
    ("O16", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม", "/Pages/ethics", ""),
    ("O17", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", paper("ita68/o17.pdf"), ""),
    ("O18", "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "/Pages/complaint_corruption", ""),
    ("O19", "ข้อมูลสถิติเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "/Pages/complaint_stat", "ปีงบประมาณ พ.ศ. 2568"),
    ("O20", "การเปิดโอกาสให้เกิดการมีส่วนร่วม", "/Pages/participation", ""),
    ("O21", "ประกาศเจตนารมณ์และการสร้างวัฒนธรรม ตามนโยบาย No Gift Policy จากการปฏิบัติหน้าที่", "", ""),
    ("O22", "รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา", paper("ita68/o22.pdf"), ""),
    ("O23", "การประเมินความเสี่ยงที่อาจเกิดการให้หรือรับสินบนจากการดำเนินงานตามภารกิจของหน่วยงาน", paper("ita67/o30.pdf"), ""),
    ("O24", "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบ", "/Pages/risk", ""),
    ("O25", "แผนปฏิบัติการป้องกันการทุจริต", paper("file/แผนปฏิบัติการป้องกันการทุจริต66-70.pdf"), ""),
    ("O26", "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "/Pages/anticorruption_report", ""),
    ("O27", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", paper("ita68/o27_มาตรการ.pdf"), ""),
    ("O28", "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "/docs/ita68/o28.pdf", ""),
]
_NO_GIFT = (
    f'<a href="{paper("ita68/No Gift Policy 2568.pdf")}">คลิก (ประกาศเจตนารมณ์)</a><br>'
    f'<a href="{paper("ita68/o21-2.pdf")}">คลิก (การสร้างวัฒนธรรม)</a>'
)
# The table of the year before, in its own numbering.
ROWS_2567: list[tuple[str, str]] = [
    ("O1 โครงสร้าง", "/Pages/structure"),
    ("O2 ข้อมูลผู้บริหาร", "/Pages/executives"),
    ("O4 ข้อมูลการติดต่อ", "/Pages/contact"),
    ("O5 ข่าวประชาสัมพันธ์", "/news"),
    ("O7 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", paper("file/แผนพัฒนาท้องถิ่น66-70.pdf")),
    ("O9 รายงานผลการดำเนินงานประจำปี 2566", paper("file/รายงานผลการดำเนินงาน66.pdf")),
    ("O17 รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี 2566", paper("ita67/o17.pdf")),
    ("O18 แผนการบริหารและพัฒนาทรัพยากรบุคคล", paper("file/hrplan65-67.docx")),
    ("O26 ประกาศเจตนารมณ์นโยบาย No Gift Policy ปี 2567", paper("ita67/o26.pdf")),
    ("O28 รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา ปี 2566", paper("ita67/o28.pdf")),
    ("O30 การประเมินความเสี่ยงการให้หรือรับสินบน ปี 2567", paper("ita67/o30.pdf")),
    ("O31 รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบ ปี 2566", paper("ita67/o31.pdf")),
    ("O32 แผนปฏิบัติการป้องกันการทุจริต", paper("file/แผนปฏิบัติการป้องกันการทุจริต66-70.pdf")),
    ("O33 รายงานผลการดำเนินการป้องกันการทุจริต ปี 2566", paper("ita67/o33.pdf")),
    ("O34 มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ปี 2567", paper("ita67/o34.pdf")),
]


def put(shelf: Shelf) -> None:
    """Put these pages."""
    _ita(shelf)
    _complaints(shelf)
    _ethics(shelf)
    _anticorruption(shelf)
    shelf.answers["/Pages/complaint_stat"] = {"status": 500, "body": "<h1>Internal Server Error</h1>"}


def _ita(shelf: Shelf) -> None:
    shelf.page(
        "/ita",
        "การประเมินคุณธรรมและความโปร่งใส (ITA)",
        f"""
<ul><li>{link("การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2568", "/Pages/ita_year_detail/2568")}</li>
<li>{link("การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2567", "/Pages/ita_year_detail/2567")}</li></ul>
<p><a href="https://itas.nacc.go.th/go/eit/demo">ตอบแบบวัด EIT</a></p>""",
    )
    rows = [
        [code, asked, _NO_GIFT if code == "O21" else link("คลิก", href), remark]
        for code, asked, href, remark in ROWS_2568
    ]
    shelf.page(
        "/Pages/ita_year_detail/2568",
        "การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2568",
        table(["ข้อ", "ข้อมูล", "URL", "คำอธิบาย"], rows),
        crumbs=ITA,
    )
    old = [[what, link("เปิดข้อมูล", href)] for what, href in ROWS_2567]
    shelf.page(
        "/Pages/ita_year_detail/2567",
        "การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. 2567",
        table(["ข้อ", "URL"], old),
        crumbs=ITA,
    )


def _complaints(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/complaint",
        "ร้องเรียนร้องทุกข์ทั่วไป",
        """
<form action="/Pages/complaint" method="post"><label>เรื่องที่เดือดร้อน เช่น ถนน ไฟทาง ขยะ <textarea name="detail"></textarea></label><button>ส่งเรื่อง</button></form>""",
    )
    shelf.page(
        "/Pages/complaint_corruption",
        "ช่องทางแจ้งเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ",
        f"""
<p>แบบฟอร์มนี้ใช้แจ้งเบาะแสการทุจริตและประพฤติมิชอบของเจ้าหน้าที่{AGENCY} โดยเฉพาะ แยกจากเรื่องร้องเรียนทั่วไป</p>
<form action="/Pages/complaint_corruption" method="post">
<label>ชื่อเจ้าหน้าที่หรือหน่วยงานที่ถูกร้องเรียน <input name="who"></label>
<label>พฤติการณ์การทุจริต <textarea name="what"></textarea></label>
<label>แนบหลักฐาน <input type="file" name="proof"></label>
<label>โทรศัพท์ของผู้แจ้ง (ไม่บังคับ) <input name="phone"></label><button>ส่งเรื่องร้องเรียนออนไลน์</button></form>
<h2>การคุ้มครองข้อมูลของผู้แจ้งเบาะแส</h2>
<p>ข้อมูลของผู้ร้องเรียนและผู้แจ้งเบาะแสจะเก็บเป็นความลับ เปิดดูได้เฉพาะเจ้าหน้าที่ที่ได้รับมอบหมาย</p>""",
    )


def _ethics(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/ethics",
        "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม",
        f"""
<h2>ประมวลจริยธรรม</h2><p>{link("ประมวลจริยธรรมพนักงานส่วนท้องถิ่น", paper("file/ประมวลจริยธรรม.pdf"))}</p>
<h2>การขับเคลื่อนจริยธรรม ประจำปีงบประมาณ พ.ศ. 2568</h2>
<ul><li>{link("คำสั่งแต่งตั้งคณะทำงานขับเคลื่อนจริยธรรม", paper("file/คำสั่ง412-2567.pdf"))}</li>
<li>{link("แนวปฏิบัติ Do's &amp; Don'ts", paper("file/dosdonts68.pdf"))}</li></ul>""",
    )
    shelf.page(
        "/Pages/participation",
        "การเปิดโอกาสให้เกิดการมีส่วนร่วม",
        f"""
<p>เมื่อวันที่ 22 มกราคม 2568 {SHORT} จัดเวทีรับฟังความคิดเห็นเรื่องการจัดการขยะต้นทาง</p>
<p>{link("สรุปผลการมีส่วนร่วม เรื่องการจัดการขยะต้นทาง 2568", paper("file/สรุปการมีส่วนร่วม68.pdf"))}</p>""",
    )


def _anticorruption(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/anticorruption",
        "ป้องกันการทุจริต",
        f"""
<ul><li>{link("แผนปฏิบัติการป้องกันการทุจริต (พ.ศ. 2566 - 2570)", paper("file/แผนปฏิบัติการป้องกันการทุจริต66-70.pdf"))}</li>
<li>{link("รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริต รอบ 6 เดือน ปี 2567", paper("file/กำกับติดตาม6เดือน67.docx"))}</li>
<li>{link("รายงานผลการดำเนินการป้องกันการทุจริต ประจำปี 2567", "/Pages/anticorruption_report")}</li>
<li>{link("ผลสำรวจความพึงพอใจ", "/Pages/satisfaction")}</li><li>{link("กฎหมายที่เกี่ยวข้อง", "/Pages/law")}</li>
<li>{link("สถิติผู้เข้าชมเว็บไซต์", "/Pages/visitors")}</li></ul>""",
    )
    shelf.page(
        "/Pages/anticorruption_report",
        "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี",
        """
<p>ประจำปีงบประมาณ พ.ศ. 2567</p>
<iframe src="/download.php?id=26" width="100%" height="700" title="รายงานผลการดำเนินการป้องกันการทุจริต 2567"></iframe>""",
        crumbs=CLEAN,
    )
    shelf.answers["/download.php?id=26"] = {
        "file": "docs/ita68/o26.pdf",
        "headers": {"Content-Disposition": "inline; filename=o26.pdf"},
    }
    address = paper("ita68/pdf_67b5c5db5595a.pdf")
    shelf.page(
        "/Pages/risk",
        "การจัดการความเสี่ยงการทุจริต",
        table(
            ["รายงาน", "ไฟล์"],
            [
                [
                    "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยงการทุจริตและประพฤติมิชอบ ประจำปีงบประมาณ พ.ศ. 2567",
                    f'<a href="javascript:void(0)" onclick="window.location.href=\'{address}\'">ดาวน์โหลด</a>',
                ]
            ],
        ),
        crumbs=CLEAN,
    )
