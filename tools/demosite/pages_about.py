"""Pages on what the agency is: home, history, structure, people, contact."""

from demosite.people import ADDRESS, AGENCY, COUNCIL, HEAD, MAIL, OFFICERS, PHONE, POLITICIANS, SHORT, VILLAGES
from demosite.shell import Shelf, link, paper, table

GENERAL = (("ข้อมูลพื้นฐาน", "/about/general"),)


def put(shelf: Shelf, latest: str) -> None:
    """Put these pages; ``latest`` is the list of the newest news for the home page."""
    _home(shelf, latest)
    _story(shelf)
    _structure(shelf)
    _people(shelf)
    _divisions(shelf)
    _contact(shelf)


def _home(shelf: Shelf, latest: str) -> None:
    shelf.page(
        "/",
        "หน้าแรก",
        f"""
<p><img src="/img/banner.png" width="900" height="220" alt="ยินดีต้อนรับสู่ {SHORT}"></p>
<p><a href="/ita"><img src="/img/ita.png" width="240" height="90" alt="ITA การประเมินคุณธรรมและความโปร่งใส"></a>
<a href="/Pages/eservice"><img src="/img/eservice.png" width="240" height="90" alt="E-Service"></a></p>
<h2>สารจากนายก</h2><p>{HEAD} นายก{AGENCY} ยินดีต้อนรับทุกท่าน พวกเราพร้อมบริการด้วยความสุจริตและโปร่งใส</p>
<h2>ข่าวล่าสุด</h2>{latest}
<p>{link("ดูข่าวทั้งหมด", "/news")}</p>
<h2>เอกสารเผยแพร่</h2><ul>
<li>{link("ราคากลาง โครงการถนน คสล. หมู่ที่ 3", paper("egp/ราคากลางถนนม3.pdf"))}</li>
<li>{link("รายงานการประชุมสภา สมัยสามัญ สมัยที่ 1/2568", paper("file/ประชุมสภา1-2568.pdf"))}</li>
<li>{link("ประกาศรายชื่อผู้มีสิทธิรับเบี้ยยังชีพผู้สูงอายุ (เปิดด้วยรหัสผ่าน)", paper("file/เบี้ยยังชีพ0368.pdf"))}</li>
<li>{link("ปฏิทินวันพระ 2568", "/docs/file/calendar2568.pdf")}</li>
</ul>
<h2>หน่วยงานที่เกี่ยวข้อง</h2><p><a href="https://www.example.go.th/">กรมตัวอย่าง</a></p>""",
    )


def _story(shelf: Shelf) -> None:
    shelf.page(
        "/about/history",
        "ประวัติความเป็นมา",
        f"""
<p>{AGENCY} ยกฐานะจากสภาตำบลเมื่อปี พ.ศ. 2539 ชื่อ "ทุ่งตัวอย่าง" มาจากทุ่งนากว้างซึ่งคนเดินทางใช้เป็นที่พักแรม</p>
<p>ผู้เฒ่าเล่าว่า เดิมมีบ้านเรือนเพียงสิบหลังคาเรือน ต่อมามีผู้อพยพมาจับจองที่ทำกินมากขึ้น</p>""",
        crumbs=GENERAL,
    )
    shelf.page(
        "/about/vision",
        "วิสัยทัศน์และพันธกิจ",
        """
<p>"ทุ่งตัวอย่างน่าอยู่ เกษตรก้าวหน้า คุณภาพชีวิตดี มีธรรมาภิบาล"</p>
<ol><li>พัฒนาถนน ไฟฟ้า และแหล่งน้ำ</li><li>ดูแลเด็กและผู้สูงอายุ</li><li>ส่งเสริมอาชีพ</li></ol>""",
        crumbs=GENERAL,
    )
    villages = table(["หมู่ที่", "ชื่อหมู่บ้าน"], [[str(n), village] for n, village in enumerate(VILLAGES, 1)])
    shelf.page(
        "/about/general",
        "สภาพทั่วไปของตำบล",
        f"""
<p>ตำบลทุ่งตัวอย่างมีพื้นที่ 48 ตารางกิโลเมตร มี 7 หมู่บ้าน ประชาชนส่วนใหญ่ทำนาและทำสวน</p>{villages}
<p>{link("ข้อมูลประชากร", paper("file/ประชากร67.xlsx"))}</p>
<p>{link("สถานที่ท่องเที่ยว", "/Pages/travel")} {link("สินค้าชุมชน", "/Pages/otop")}</p>""",
        crumbs=GENERAL,
    )
    shelf.page("/Pages/travel", "สถานที่ท่องเที่ยว", "<p>อ่างเก็บน้ำหนองสมมุติ ชมพระอาทิตย์ตกได้ตลอดปี</p>", crumbs=GENERAL)
    shelf.page("/Pages/otop", "สินค้าชุมชน", "<p>เสื่อกกบ้านดอนแบบ กล้วยตากบ้านป่าสาธิต</p>", crumbs=GENERAL)


def _structure(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/structure",
        "โครงสร้างและอำนาจหน้าที่",
        f"""
<h2>แผนผังโครงสร้างการแบ่งส่วนราชการ</h2>
<p><img src="/img/structure.png" width="760" height="420" alt="แผนผังโครงสร้าง {AGENCY}"></p>
<h3>ฝ่ายการเมือง</h3>
<ul><li>นายกองค์การบริหารส่วนตำบล</li><li>รองนายกองค์การบริหารส่วนตำบล 2 คน</li><li>เลขานุการนายก</li>
<li>สภาองค์การบริหารส่วนตำบล สมาชิก 7 คน</li></ul>
<h3>ฝ่ายข้าราชการประจำ</h3>
<ul><li>ปลัดองค์การบริหารส่วนตำบล</li><li>รองปลัดองค์การบริหารส่วนตำบล</li><li>สำนักปลัด</li><li>กองคลัง</li><li>กองช่าง</li>
<li>กองการศึกษา ศาสนาและวัฒนธรรม</li></ul>
<h2>หน้าที่และอำนาจของ{AGENCY}</h2>
<p>องค์การบริหารส่วนตำบลมีอำนาจหน้าที่ในการพัฒนาตำบลทั้งในด้านเศรษฐกิจ สังคม และวัฒนธรรม ตามพระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. 2537
โดยมีหน้าที่ต้องทำในเขตตำบล ได้แก่ จัดให้มีและบำรุงรักษาทางน้ำและทางบก รักษาความสะอาด ป้องกันโรคและระงับโรคติดต่อ ป้องกันและบรรเทาสาธารณภัย
ส่งเสริมการศึกษา ศาสนา และวัฒนธรรม ส่งเสริมการพัฒนาสตรี เด็ก เยาวชน ผู้สูงอายุ และผู้พิการ</p>""",
        crumbs=GENERAL,
    )


def _people(shelf: Shelf) -> None:
    politicians = "".join(_person(n, *person) for n, person in enumerate(POLITICIANS, 1))
    officers = "".join(_person(n, *person) for n, person in enumerate(OFFICERS, 5))
    shelf.page(
        "/Pages/executives",
        "ข้อมูลผู้บริหาร",
        f"""
<h2>คณะผู้บริหาร (ฝ่ายการเมือง)</h2>{politicians}
<h2>ฝ่ายข้าราชการประจำ</h2>{officers}""",
        crumbs=GENERAL,
    )
    council = "".join(f"<li>{name} {position}</li>" for name, position in COUNCIL)
    shelf.page("/Pages/council", "สมาชิกสภา อบต.", f"<ul>{council}</ul>", crumbs=GENERAL)


def _person(number: int, name: str, position: str, phone: str) -> str:
    return (
        f'<div class="person"><img src="/img/person{number:02d}.png" width="160" height="190" alt="{name}">'
        f"<p>{name}<br>{position}<br>โทร. {phone}</p></div>\n"
    )


def _divisions(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/office",
        "สำนักปลัด",
        "<p>งานบริหารทั่วไป งานนโยบายและแผน งานนิติการ งานป้องกันและบรรเทาสาธารณภัย</p>",
        crumbs=GENERAL,
    )
    shelf.page(
        "/Pages/finance", "กองคลัง", "<p>งานการเงิน งานบัญชี งานพัสดุและทรัพย์สิน งานพัฒนาและจัดเก็บรายได้</p>", crumbs=GENERAL
    )
    shelf.page("/Pages/works", "กองช่าง", "<p>งานก่อสร้าง งานออกแบบและควบคุมอาคาร งานสาธารณูปโภค</p>", crumbs=GENERAL)


def _contact(shelf: Shelf) -> None:
    shelf.page(
        "/Pages/contact",
        "ข้อมูลการติดต่อ",
        f"""
<p>{AGENCY}</p><p>ที่อยู่ {ADDRESS}</p>
<p>หมายเลขโทรศัพท์ <a href="tel:020000000">{PHONE}</a> โทรสาร 02-000-0001</p>
<p>อีเมลสารบรรณ <a href="mailto:{MAIL}">{MAIL}</a></p>
<h2>แผนที่ตั้ง</h2>
<iframe src="https://www.google.com/maps/embed?pb=demo" width="600" height="400" title="แผนที่ตั้ง {SHORT}"></iframe>
<h2>ช่องทางถาม-ตอบ</h2>
<ul><li>{link("กระดานถาม-ตอบ (Q&amp;A)", "/webboard")}</li><li>LINE Official Account: @thungtuayang-demo</li></ul>""",
    )
    shelf.page(
        "/webboard",
        "กระดานถาม-ตอบ (Q&A)",
        """
<table><tr><th>คำถาม</th><th>ผู้ถาม</th><th>คำตอบ</th></tr>
<tr><td>รถเก็บขยะมาวันไหน</td><td>ชาวบ้าน หมู่ 2</td><td>ทุกวันอังคารและวันศุกร์ครับ</td></tr>
<tr><td>ไฟทางดับหน้าบ้าน</td><td>ผู้ไม่ออกนาม</td><td>กองช่างรับเรื่องแล้วค่ะ</td></tr></table>
<form action="/webboard" method="post"><label>ตั้งคำถาม <textarea name="question"></textarea></label><button>ส่งคำถาม</button></form>""",
    )
