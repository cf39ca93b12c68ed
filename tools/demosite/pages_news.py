"""News with its list pages, and pictures of activities. Only what happened is told; look-alikes are among it."""

from demosite.people import AGENCY, HEAD, PLACE, SHORT
from demosite.shell import Shelf, link

PER_LIST = 6
# number, day, headline, text; newest first
NEWS: list[tuple[int, str, str, str]] = [
    (624, "14 มีนาคม 2568", "ออกหน่วยบริการประชาชนเคลื่อนที่ หมู่ที่ 4", "พร้อมตรวจสุขภาพเบื้องต้นและรับเรื่องเดือดร้อน"),
    (623, "5 มีนาคม 2568", "พ่นหมอกควันป้องกันโรคไข้เลือดออก", "ดำเนินการครบทุกหมู่บ้านในตำบล"),
    (622, "26 กุมภาพันธ์ 2568", "ซ้อมแผนป้องกันอัคคีภัยในศูนย์พัฒนาเด็กเล็ก", "ครูและเด็กเข้าร่วมทั้งหมด 64 คน"),
    (621, "20 กุมภาพันธ์ 2568", "ประชุมสภาสมัยสามัญ สมัยที่ 1 ประจำปี 2568", "ประชาชนเข้าร่วมฟังการประชุมได้"),
    (620, "12 กุมภาพันธ์ 2568", "แจ้งกำหนดชำระภาษีที่ดินและสิ่งปลูกสร้าง", "ชำระได้ถึงวันที่ 30 เมษายน ณ กองคลัง"),
    (619, "31 มกราคม 2568", "ส่งมอบถังขยะเปียกให้ครัวเรือน หมู่ที่ 1", "เป็นไปตามข้อสรุปของเวทีชาวบ้าน"),
    (618, "11 มกราคม 2568", "จัดงานวันเด็กแห่งชาติ", "เด็กและผู้ปกครองร่วมงานกว่า 300 คน"),
    (617, "3 มกราคม 2568", "สรุปจุดบริการประชาชนช่วงปีใหม่", "ไม่มีอุบัติเหตุร้ายแรงในพื้นที่ตำบล"),
    (616, "27 ธันวาคม 2567", "เปิดจุดบริการประชาชน 7 วันปีใหม่", "ณ หน้าที่ทำการและแยกบ้านห้วยทดลอง"),
    (615, "9 ธันวาคม 2567", "ประชุมพนักงานประจำเดือนธันวาคม", f"{HEAD} เป็นประธาน"),
    (614, "21 พฤศจิกายน 2567", "ซ่อมถนนลูกรังสายบ้านใหม่อุปมา", "ใช้เครื่องจักรกลของหน่วยงาน"),
    (613, "15 พฤศจิกายน 2567", "จัดงานลอยกระทง ประจำปี 2567", "ประกวดกระทงวัสดุธรรมชาติ"),
    (612, "4 พฤศจิกายน 2567", "รับมอบผ้าห่มกันหนาวจากผู้มีจิตศรัทธา", "แจกจ่ายแก่ผู้สูงอายุ 120 ราย"),
    (611, "18 ตุลาคม 2567", "ทอดกฐินสามัคคี วัดทุ่งสมมุติ", "ขอเชิญประชาชนร่วมทำบุญ"),
    (610, "7 ตุลาคม 2567", "ลงพื้นที่สำรวจความเสียหายจากน้ำหลาก", "หมู่ที่ 5 และหมู่ที่ 6"),
    (597, "16 สิงหาคม 2567", f"{SHORT} ได้คะแนน ITA ปี 2567 ที่ 84.10 คะแนน", "ขอขอบคุณทุกท่านที่ร่วมตอบแบบวัด"),
    (596, "12 สิงหาคม 2567", "กิจกรรมวันแม่แห่งชาติ", "ปลูกต้นไม้รอบที่ทำการ"),
    (588, "13 เมษายน 2567", "สืบสานประเพณีสงกรานต์", "รดน้ำดำหัวผู้สูงอายุ"),
    (580, "8 กุมภาพันธ์ 2567", "อบรมอาสาสมัครท้องถิ่นรักษ์โลก", "เรียนรู้การคัดแยกขยะ"),
    (566, "22 ธันวาคม 2566", "แข่งขันกีฬาต้านยาเสพติด", "ทีมจากทุกหมู่บ้านเข้าร่วม"),
    (551, "2 มิถุนายน 2566", "ปล่อยพันธุ์ปลาในอ่างเก็บน้ำหนองสมมุติ", "จำนวน 50,000 ตัว"),
]


def put(shelf: Shelf) -> None:
    """Put the lists, the details and the gallery."""
    lists = [NEWS[start : start + PER_LIST] for start in range(0, len(NEWS), PER_LIST)]
    for number, entries in enumerate(lists, 1):
        pages = " ".join(link(str(n), _list(n)) for n in range(1, len(lists) + 1))
        shelf.page(_list(number), "ข่าวประชาสัมพันธ์", _entries(entries) + f"<p>หน้า {pages}</p>")
    for number, day, headline, text in NEWS:
        shelf.page(
            _address(number),
            headline,
            f"""
<p>วันที่ {day}</p><p><img src="/img/news.png" width="480" height="270" alt="{headline}"></p>
<p>{AGENCY} {PLACE} {headline} {text}</p>""",
            crumbs=(("ข่าวประชาสัมพันธ์", "/news"),),
        )
    photos = "".join(
        f'<p><img src="/img/news.png" width="480" height="270" alt="{entry[2]}"> {entry[2]}</p>'
        for entry in NEWS[3:8]
    )
    shelf.page("/gallery", "ภาพกิจกรรม", photos)


def latest() -> str:
    """The newest news for the home page."""
    return _entries(NEWS[:5])


def _list(number: int) -> str:
    return "/news" if number == 1 else f"/news?page={number}"


def _address(number: int) -> str:
    return f"/select_news.php?news_id={number}&id_type=1"


def _entries(entries: list[tuple[int, str, str, str]]) -> str:
    lines = "".join(
        f"<li>{link(headline, _address(number))} <small>{day}</small></li>\n" for number, day, headline, _ in entries
    )
    return f"<ul>{lines}</ul>"
