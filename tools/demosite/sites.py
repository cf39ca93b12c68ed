"""Tiny whole sites, each built around one habit of real agencies: files, who and when, and what must come out."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from demosite.shell import table
from demosite.sites_long import LONG_ITEMS, long_page

NOBODY = "อบต.หนองสมมุติ"


@dataclass(frozen=True, slots=True, kw_only=True)
class TinySite:
    """One site.

    Attributes:
        name: its folder.
        why: the habit it is about, one English sentence.
        as_of: ISO date for which it is judged.
        files: bytes below ``www/``.
        expected: ``items`` (O-code -> allowed statuses) and ``others`` (allowed statuses of all others).
        answers: special answers, see ``oitcrawl.demo.bundle``.
        kind: kind of agency.
    """

    name: str
    why: str
    as_of: str
    files: dict[str, bytes]
    expected: dict[str, Any]
    answers: dict[str, Any] = field(default_factory=dict)
    kind: str = "local_government"

    @property
    def site_yaml(self) -> str:
        """Who is scanned, and when."""
        return (
            f'# {self.why}\nas_of: "{self.as_of}"\nfiscal_year: 2568\nedition: nacc-2568\n'
            f"agency:\n  code: {self.name}\n  name: {NOBODY}\n  kind: {self.kind}\n"
        )

    def tree(self) -> dict[str, bytes]:
        """All its files, by name below the folder of the site."""
        out = {f"www/{name}": body for name, body in self.files.items()}
        if self.answers:
            out["www/answers.json"] = _json(self.answers)
        return {**out, "site.yaml": self.site_yaml.encode(), "expected.json": _json(self.expected)}


def tiny_sites() -> tuple[TinySite, ...]:
    """All of them."""
    return (_vendor_php(), _older_numbers(), _one_page(), _dead_labels(), _all_503())


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _page(title: str, body: str, *, declared: bool = True) -> str:
    charset = '<meta charset="utf-8">' if declared else ""
    return f"<html><head>{charset}<title>{title}</title></head><body>\n<h1>{title}</h1>\n{body}\n</body></html>\n"


def _links(entries: Iterable[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f'<li><a href="{href}">{text}</a></li>\n' for text, href in entries) + "</ul>"


def _vendor_php() -> TinySite:
    pages = {
        "index.php": ("หน้าแรก", _links([
            ("โครงสร้างและอำนาจหน้าที่", "showdata.php?menuid=2"), ("ติดต่อเรา", "showdata.php?menuid=3"),
            ("ข่าวประชาสัมพันธ์", "all.php"), ("รายงานผลการดำเนินงานประจำปี 2567", "showdata.php?menuid=4"),
            ("การจัดการเรื่องร้องเรียนการทุจริต", "showdata.php?menuid=5"), ("สถานที่ท่องเที่ยว", "showdata.php?menuid=6"),
        ])),
        "showdata.php?menuid=2": ("โครงสร้างและอำนาจหน้าที่", f"""
<p>แผนผังโครงสร้างการแบ่งส่วนราชการ {NOBODY}</p><img src="chart.jpg" width="600" height="400" alt="แผนผังโครงสร้าง">
<p>ฝ่ายการเมือง: นายก รองนายก เลขานุการนายก สภาองค์การบริหารส่วนตำบล</p>
<p>ฝ่ายข้าราชการประจำ: ปลัด รองปลัด สำนักปลัด กองคลัง กองช่าง</p>
<h2>อำนาจหน้าที่</h2><p>มีหน้าที่ต้องทำในเขตตำบลตามพระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537 ได้แก่ จัดให้มีทางบกทางน้ำ และรักษาความสะอาด</p>"""),
        "showdata.php?menuid=3": ("ติดต่อเรา", """
<p>ที่อยู่ 1 หมู่ 2 ตำบลหนองสมมุติ อำเภอตัวอย่าง จังหวัดสมมุติบุรี 99999</p><p>โทรศัพท์ 02-000-0000 อีเมล saraban@nongsommut.example</p>
<iframe src="https://www.google.com/maps/embed?pb=x" width="400" height="300" title="แผนที่"></iframe><p>ถาม-ตอบทาง LINE OA @nongsommut-demo</p>"""),
        "all.php": ("ข่าวประชาสัมพันธ์", _links([
            ("ลงพื้นที่ช่วยเหลือผู้ประสบวาตภัย 9 เมษายน 2568", "shownews.php?id=821"),
            ("จัดเก็บขยะหลังเทศกาล 18 เมษายน 2568", "shownews.php?id=822"),
        ])),
        "shownews.php?id=821": ("ลงพื้นที่ช่วยเหลือผู้ประสบวาตภัย", "<p>วันที่ 9 เมษายน 2568 มอบสังกะสีแก่ครัวเรือน 6 หลัง</p>"),
        "shownews.php?id=822": ("จัดเก็บขยะหลังเทศกาล", "<p>วันที่ 18 เมษายน 2568 เก็บขยะริมทางทั้งตำบล</p>"),
        "showdata.php?menuid=4": ("รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567", table(
            ["โครงการ", "งบประมาณ", "เบิกจ่าย", "ผลการดำเนินงาน"],
            [["ซ่อมถนนหมู่ 1", "200,000", "198,000", "แล้วเสร็จ"], ["อบรมอาชีพ", "20,000", "19,500", "ผู้เข้าร่วม 30 คน"]],
        ) + "<h2>ปัญหาและอุปสรรค</h2><p>ฝนตกหนัก</p><h2>ข้อเสนอแนะ</h2><p>เริ่มงานให้เร็วขึ้น</p>"),
        "showdata.php?menuid=5": ("แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", """
<h2>วิธีการร้องเรียน</h2><p>ผู้ร้องเรียนยื่นด้วยตนเองหรือทางไปรษณีย์ ระบุชื่อผู้ถูกร้องและพฤติการณ์</p>
<h2>ขั้นตอนการจัดการเรื่องร้องเรียน</h2><p>รับเรื่อง ตรวจสอบข้อเท็จจริง แต่งตั้งคณะกรรมการ แจ้งผล</p>
<h2>ส่วนงานที่รับผิดชอบ</h2><p>สำนักปลัด</p><h2>ระยะเวลาดำเนินการ</h2><p>ภายใน 30 วัน</p>"""),
        "showdata.php?menuid=6": ("สถานที่ท่องเที่ยว", "<p>หนองน้ำสาธารณะ</p>"),
    }  # fmt: skip
    files, answers = {}, {}
    for address, (title, body) in pages.items():
        name = address.replace("?", "_").replace("=", "") + ".htm"
        files[name] = _page(title, body, declared=False).encode("cp874")
        answers[f"/{address}"] = {"file": name, "headers": {"Content-Type": "text/html"}}
    answers["/"] = answers["/index.php"]
    return TinySite(
        name="vendor-php-cp874",
        why="Small-vendor PHP in undeclared windows-874, menus without numbers.",
        as_of="2025-06-02",
        files=files,
        answers=answers,
        expected={"items": {item: ["found"] for item in ("O1", "O3", "O4", "O7", "O17")}, "others": ["missing"]},
    )


def _older_numbers() -> TinySite:
    rows = [
        ("O14 คู่มือหรือมาตรฐานการปฏิบัติงาน", "d1.html"),
        ("O23 นโยบายหรือแผนการบริหารทรัพยากรบุคคล", "d2.html"),
        ("O27 แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", "d3.html"),
        ("O33 รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา", "d4.html"),
        ("O17 รายงานผลการสำรวจความพึงพอใจการให้บริการ", "d5.html"),
    ]
    cells = [[what, f'<a href="{href}">คลิกลิงค์ข้อมูล</a>'] for what, href in rows]
    files = {
        "index.html": _page("หน้าแรก", _links([("การประเมิน ITA", "ita.html")])),
        "ita.html": _page("การเปิดเผยข้อมูลสาธารณะ (OIT)", table(["ข้อ", "URL"], cells)),
        "d1.html": _page("คู่มือการปฏิบัติงาน งานทะเบียน", """<h2>ชื่องาน</h2><p>งานทะเบียนพาณิชย์</p>
<h2>ขั้นตอนการปฏิบัติงาน</h2><p>1. รับคำขอ ใช้ระยะเวลา 5 นาที 2. ตรวจเอกสาร ใช้ระยะเวลา 15 นาที</p>
<h2>ระเบียบและกฎหมายที่เกี่ยวข้อง</h2><p>พระราชบัญญัติทะเบียนพาณิชย์ พ.ศ. 2499</p>"""),
        "d2.html": _page("แผนการบริหารและพัฒนาทรัพยากรบุคคล ประจำปีงบประมาณ พ.ศ. 2568", table(
            ["โครงการ/กิจกรรม", "งบประมาณ", "ระยะเวลาดำเนินการ"],
            [["การสรรหาและบรรจุบุคคลตามแผนอัตรากำลัง (ด้านการบริหาร)", "ไม่ใช้งบประมาณ", "ต.ค. 2567 - ก.ย. 2568"],
             ["อบรมพัฒนาบุคลากร (ด้านการพัฒนา)", "50,000", "ม.ค. - มี.ค. 2568"]])),
        "d3.html": _page("แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริตและประพฤติมิชอบ", """
<h2>วิธีการร้องเรียนสำหรับบุคคลภายนอก</h2><p>ยื่นเรื่องด้วยตนเองหรือทางเว็บไซต์</p><h2>ขั้นตอนการจัดการ</h2><p>รับเรื่อง สอบข้อเท็จจริง แจ้งผล</p>
<h2>ส่วนงานที่รับผิดชอบ</h2><p>งานนิติการ</p><h2>ระยะเวลา</h2><p>ดำเนินการภายใน 30 วัน</p>"""),
        "d4.html": _page("รายงานการรับทรัพย์สินหรือประโยชน์อื่นใดโดยธรรมจรรยา ประจำปีงบประมาณ พ.ศ. 2566",
                         "<p>ระหว่างวันที่ 1 ตุลาคม 2565 ถึง 30 กันยายน 2566 ไม่มีการรับของขวัญ</p>"),
        "d5.html": _page("รายงานผลการสำรวจความพึงพอใจการให้บริการ ปี 2567", "<p>ผู้ตอบพอใจร้อยละ 90</p>"),
    }  # fmt: skip
    expected = {
        "O8": ["found"],
        "O14": ["found"],
        "O17": ["found"],
        "O22": ["outdated"],
        "O23": ["missing"],
        "O27": ["missing"],
    }
    return TinySite(
        name="older-numbers",
        why="An ITA table that keeps the numbers of FY2566: the words decide, never the number.",
        as_of="2025-06-02",
        files={name: text.encode() for name, text in files.items()},
        expected={"items": expected, "others": ["missing"]},
    )


def _one_page() -> TinySite:
    return TinySite(
        name="one-long-page",
        why="Everything on one long page under numbered headings, all in Thai digits.",
        as_of="2025-06-02",
        files={"index.html": _page("การเปิดเผยข้อมูลสาธารณะ พ.ศ. ๒๕๖๘", long_page()).encode()},
        expected={"items": {item: ["found"] for item in LONG_ITEMS}, "others": ["missing"]},
    )


def _dead_labels() -> TinySite:
    from demosite.pages_trust import ROWS_2568

    cells = [[code, asked, '<a href="#">คลิก</a>'] for code, asked, _, _ in ROWS_2568]
    body = table(["ข้อ", "ข้อมูล", "URL"], cells) + '<p><a href="javascript:void(0)">ดูเพิ่มเติม</a></p>'
    return TinySite(
        name="dead-labels",
        why="A complete table whose every link is '#': labels are no evidence.",
        as_of="2025-06-02",
        files={"index.html": _page("ITA 2568", body).encode()},
        expected={"items": {}, "others": ["missing"]},
    )


def _all_503() -> TinySite:
    return TinySite(
        name="all-503",
        why="A server that is down answers 503 to everything: nothing may be said of it.",
        as_of="2025-06-02",
        files={},
        answers={"*": {"status": 503, "body": "Service Unavailable"}},
        expected={"items": {}, "others": ["unverified"]},
    )
