"""An invented agency that publishes numbers of private persons in every place where a site can; all made up."""

import io
from zipfile import ZipFile

from read.drawing import page as drawn
from read.drawing import saved, scanned
from read.making import paragraph, tiny_docx, tiny_pdf, tiny_xlsx
from sites.serving import SmallSite, html

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
OFFICES = ("02-123-4567", "0-4221-1234", "1567", "042-211-235")
PDF, DOCX, XLSX, ZIP = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/zip",
)


def card(seed):
    """An invented number of a national card with its check digit."""
    twelve = f"{1 + seed % 8}{(seed * 7919 + 1234567) % 10**11:011d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return twelve + str((11 - weighed % 11) % 10)


def dashed(number):
    return "-".join((number[0], number[1:5], number[5:10], number[10:12], number[12]))


def spaced(number):
    return dashed(number).replace("-", " ")


PLACES = (
    "pdf pdf-second-page pdf-thai pdf-title scanned page page-spaced page-thai page-title heading table table-thai xlsx docx link-text "
    "link-row link-title link-thai file-name file-name-bare query dead-text dead-address forbidden offsite zip-name comment "
    "disposition image-alt sheet-name redirected menu changed script"
).split()
CARDS = {place: card(number) for number, place in enumerate(PLACES, 3)}
NUMBERS = CARDS | {
    "account-docx": "9876543210",
    "account-page": "4018273645",
    "account-table": "5550192837",
    "phone-pdf": "0898765432",
    "phone-page": "0613572468",
    "phone-thai": "0827364510",
    "phone-table": "0945671238",
    "phone-link": "0856712349",
}
C, D = CARDS, {place: dashed(number) for place, number in CARDS.items()}
N = NUMBERS
REPORT = """รายงานผลการดำเนินงานประจำปี
ประจำปีงบประมาณ พ.ศ. 2568
ผลการดำเนินโครงการ เลขที่โครงการ 67019012345 งบประมาณ 1,234,567.00 บาท
ผลการใช้จ่ายงบประมาณ ปัญหา อุปสรรค ข้อเสนอแนะ
"""


def mobile(number):
    return f"{number[:3]}-{number[3:6]}-{number[6:]}"


def account(number):
    return f"{number[:3]}-{number[3]}-{number[4:9]}-{number[9]}"


def pdfs():
    second = f"{REPORT}นายทดสอบ สมมุติ ผู้ร้องเรียน {D['pdf-second-page']} โทร {mobile(N['phone-pdf'])}"
    return {
        "o7.pdf": tiny_pdf(
            f"{REPORT}ผู้รับเงินช่วยเหลือ เลขประจำตัวประชาชน {D['pdf']}", second, title=f"รายงาน {D['pdf-title']}"
        ),
        "o11.pdf": tiny_pdf(
            "รายงานผลการใช้จ่ายงบประมาณประจำปี 2568\nผู้มีสิทธิ เลขประจำตัวประชาชน " + D["pdf-thai"].translate(THAI)
        ),
        "scanned.pdf": scanned(
            drawn(
                (
                    "รายงานผลการดำเนินการเพื่อจัดการความเสี่ยง",
                    "การทุจริต ประจำปีงบประมาณ พ.ศ. 2568",
                    "เลขประจำตัวประชาชน",
                    D["scanned"],
                )
            )
        ),
    }


def table(head, *cells):
    rows = "".join(f"<tr><td>{n}</td><td>นายทดสอบ สมมุติ</td><td>{cell}</td></tr>" for n, cell in enumerate(cells, 1))
    return f"<table><tr><th>ที่</th><th>ชื่อ - สกุล</th><th>{head}</th></tr>{rows}</table>"


def xlsx():
    head, name = ("ที่", "ชื่อ - สกุล", "เลขบัตรประชาชน", "เลขที่บัญชี"), f"ผู้มีสิทธิ {D['sheet-name']}"
    return tiny_xlsx(**{name: [head, ("1", "ทดสอบ สมมุติ", C["xlsx"], account(N["account-table"]))]})


def archive(pdf):
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr(f"แผนปฏิบัติการ {D['zip-name']}.pdf", pdf)
    return out.getvalue()


def home(extra=""):
    bare = C["file-name-bare"]
    links = f"""
    <nav><a href="/m.html">คำร้อง {D["menu"]}</a></nav>
    <p><a href="/o7.pdf">O7 รายงานผลการดำเนินงานประจำปี 2568 ของ {D["link-text"]}</a></p>
    <p><a href="/o11.pdf" title="ของ {D["link-title"]}">O13 รายงานผลการใช้จ่ายงบประมาณประจำปี 2568</a></p>
    <p>ผู้ร้อง {D["link-row"]} <a href="/o2.html">O2 ข้อมูลผู้บริหาร</a></p>
    <p><a href="/o3.html">O3 ข้อมูลการติดต่อ</a> <a href="/o5.html">O5 แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน</a></p>
    <p><a href="/o8.html">O8 คู่มือการปฏิบัติงาน {D["link-thai"].translate(THAI)}</a></p>
    <p><a href="/upload/{D["file-name"]}.pdf">O26 แผนปฏิบัติการป้องกันการทุจริต</a></p>
    <p><a href="/upload/{bare}.html">O14 แผนการบริหารทรัพยากรบุคคล {bare}</a></p>
    <p><a href="/get?idcard={C["query"]}&amp;a=1">O16 ประมวลจริยธรรม</a></p>
    <p><a href="/gone/{D["dead-address"]}.pdf">O12 ประกาศจัดซื้อจัดจ้าง {D["dead-text"]}</a></p>
    <p><a href="/private/{D["forbidden"]}.pdf">O19 สถิติเรื่องร้องเรียน {D["forbidden"]}</a></p>
    <p><a href="http://offsite.invalid/{D["offsite"]}">O20 การมีส่วนร่วม {D["offsite"]}</a></p>
    <p><a href="/moved">O21 รายงาน</a> <a href="/list.docx">ประกาศรายชื่อผู้มีสิทธิ</a> <a href="/list.xlsx">บัญชีผู้รับเบี้ยยังชีพ</a></p>
    <p><a href="/scanned.pdf">O24 รายงานผลการจัดการความเสี่ยงการทุจริตประจำปี 2568</a> <a href="/a.zip">O25 แผน</a></p>
    <p><a href="/o10.html">O10 E-Service</a></p>
    <p><a href="/download?n=1">O9 คู่มือการขอรับบริการ</a> <a href="/p.html">ผู้ร้อง นางสมมุติ ทดสอบ โทร {mobile(N["phone-link"])}</a></p>
    <!-- <a href="/hidden.pdf">ของ {D["comment"]}</a> --><img src="/x.png" alt="บัตร {D["image-alt"]}">
    <footer>โทร {OFFICES[0]} สายด่วน {OFFICES[2]}</footer>{extra}"""
    return html("องค์การบริหารส่วนตำบลทดสอบ", links)


def pages():
    made = pdfs()
    offices = f"โทรศัพท์ {OFFICES[0]} โทรสาร {OFFICES[1]} สายด่วน {OFFICES[2]} สำนักปลัด {OFFICES[3]}"
    plan = f"แผนพัฒนาท้องถิ่น พ.ศ. 2566-2570 ยุทธศาสตร์การพัฒนา เลขประจำตัวประชาชน {D['page']} งบประมาณ"
    account_page = f"บัญชีธนาคารกรุงไทย ชื่อบัญชี นายทดสอบ สมมุติ เลขที่บัญชี {account(N['account-page'])}"
    title = f"ประมวลจริยธรรม ของ {D['page-title']}"
    manual = f"คู่มือการปฏิบัติงาน เลขบัตร {spaced(C['page-spaced'])} เลขประจำตัวประชาชน {D['page-thai'].translate(THAI)}"
    phones = f"ผู้ร้องเรียน นายทดสอบ สมมุติ โทร {mobile(N['phone-page'])} และ นางสมมุติ ทดสอบ ผู้ร้อง โทร {mobile(N['phone-thai']).translate(THAI)}"
    return {
        "/": home(),
        "/robots.txt": ("text/plain", b"User-agent: *\nDisallow: /private/\n"),
        **{f"/{name}": (PDF, body) for name, body in made.items()},
        "/m.html": html("คำร้อง", f"<p>{D['menu']}</p>"),
        "/o2.html": html(
            "ข้อมูลผู้บริหาร", f"<p>นายสมมุติ ทดสอบ<br>นายกองค์การบริหารส่วนตำบล<br>โทร 081-222-3333</p><p>{phones}</p>"
        ),
        "/o3.html": html("ข้อมูลการติดต่อ", f"<p>ที่อยู่ 99 หมู่ 1 ตำบลทดสอบ 41000</p><p>{offices}</p><p>แผนที่ Google Map</p>"),
        "/o5.html": html("แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", f"<p>{plan}</p><p>{account_page}</p>"),
        "/o8.html": html(f"คู่มือหรือแนวทางการปฏิบัติงาน {D['heading']}", f"<p>{manual}</p>"),
        f"/upload/{D['file-name']}.pdf": (PDF, tiny_pdf("แผนปฏิบัติการป้องกันการทุจริต พ.ศ. 2566-2570")),
        f"/upload/{C['file-name-bare']}.html": html(
            "แผนการบริหารและพัฒนาทรัพยากรบุคคล 2569",
            table("เลขประจำตัวประชาชน", C["table"], C["table-thai"].translate(THAI))
            + table("โทรศัพท์มือถือ", N["phone-table"])
            + f"<p>ของนายทดสอบ เลขบัตรประชาชน {C['file-name-bare']}</p>",
        ),
        f"/get?idcard={C['query']}&a=1": html(title, "<p>ประมวลจริยธรรมสำหรับเจ้าหน้าที่ของรัฐ</p>"),
        "/moved": html("รายงาน", f"<meta http-equiv=refresh content='0; url=/to/{D['redirected']}.html'>"),
        f"/to/{D['redirected']}.html": html("รายงานผลการบริหารทรัพยากรบุคคล 2568", "<p>ผลการดำเนินการ</p>"),
        "/list.docx": (
            DOCX,
            tiny_docx(paragraph(f"นางสมมุติ ทดสอบ เลขที่บัญชี {account(N['account-docx'])} บัตรประชาชน {D['docx']}")),
        ),
        "/list.xlsx": (XLSX, xlsx()),
        "/a.zip": (ZIP, archive(made["o11.pdf"])),
        "/download?n=1": (PDF, tiny_pdf(f"คู่มือการขอรับบริการ\nเลขประจำตัวประชาชน {D['disposition']}")),
        "/o10.html": html(
            "E-Service",
            "<p>ระบบบริการออนไลน์ของหน่วยงาน ยื่นคำร้องทั่วไป ชำระภาษี จองคิว ติดตามสถานะ ให้บริการประชาชนตลอด 24 ชั่วโมง</p>"
            f"<a href=https://eservice.invalid/>เข้าใช้ระบบ E-Service</a><p id=z></p><script>setTimeout(()=>{{z.textContent='เลขประจำตัวประชาชน {D['script']}'}},50)</script>",
        ),
        "/p.html": html("รายชื่อผู้ร้อง", f"<p>{phones}</p>"),
    }


class PrivateSite(SmallSite):
    """The agency's site; ``change`` makes what a second scan differs by."""

    def __init__(self):
        self.made = pages()
        super().__init__(self.made)
        self.declared = f"{self.url}get?idcard={C['query']}&a=1"
        self.labels = (f"O7 รายงานของ {D['link-text']}", f"คู่มือ เลขบัตรประชาชน {C['page-spaced']}")
        self.asked_why = [
            (f"{self.url}o7.pdf", "O7"),
            (f"{self.url}o5.html", "O5"),
            (f"{self.url}o8.html", "O8"),
            (f"{self.url}o3.html", "O3"),
            (f"{self.url}upload/{C['file-name-bare']}.html", "O14"),
        ]
        names = {"list.xlsx": "list.xlsx", "list.docx": "list.docx", "a.zip": "a.zip", **dict.fromkeys(pdfs())}
        self.files = {name: self.made[f"/{name}"][1] for name in names}
        self.files[f"สำเนา {D['docx']}.docx"] = self.files["list.docx"]
        self.files["scan.png"] = saved(drawn(("เลขประจำตัวประชาชน", D["scanned"], "ปีงบประมาณ 2568")), "PNG")

    def change(self):
        """What a later scan finds: a new link with a number, and one page gone."""
        self.made["/"] = home(f"<p><a href='/new.html'>O6 แผน {D['changed']}</a></p>")
        self.made["/new.html"] = html("แผนการใช้จ่ายงบประมาณประจำปี 2569", f"<p>แผนการใช้จ่าย {D['changed']}</p>")
        del self.made["/o8.html"]


def private_site():
    return PrivateSite()
