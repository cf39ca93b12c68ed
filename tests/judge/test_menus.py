"""A menu that stands in the text of every page says nothing of the page: its words are those of the site."""

from tests.judge.web import Web

ENTRIES = (
    "หน้าหลัก โครงสร้าง คณะผู้บริหาร แผนพัฒนาท้องถิ่น คู่มือประชาชน ร้องเรียนการทุจริต จัดซื้อจัดจ้าง "
    "ประชุมสภา อบรมจริยธรรม กิจกรรมปลูกจิตสำนึก รายงานประจำปี ข่าวประชาสัมพันธ์ ภาพกิจกรรม"
).split()
LINKS = "".join(f'<li><a href="m{number}.html">{words}</a></li>' for number, words in enumerate(ENTRIES))
CODE = (
    "<h3>ประมวลจริยธรรมของเทศบาลตำบลตัวอย่าง ปีงบประมาณ 2568</h3>"
    "<p>มาตรฐานทางจริยธรรมที่พนักงานทุกคนต้องถือปฏิบัติ</p><p>หนึ่ง ยึดมั่นในสถาบันหลัก</p><p>สอง ซื่อสัตย์ เที่ยงธรรม ไม่เอาเปรียบผู้อื่น</p>"
    "<p>สาม ถือประโยชน์ส่วนรวมเหนือประโยชน์ของตน และปฏิบัติต่อทุกคนอย่างเสมอหน้า</p><p>สี่ ดำรงตนเป็นแบบอย่างที่ดี</p>"
    "<p>ห้า กล้าตัดสินใจและกระทำในสิ่งที่ถูกต้องชอบธรรมทั้งต่อหน้าและลับหลัง หก มุ่งผลสัมฤทธิ์ของงานเพื่อชาวบ้าน</p>"
)


def laid_out(inside):
    return f"<div><ul>{LINKS}</ul></div><div>{inside}</div>"


def site(inside):
    web = Web().page("", laid_out('<h3>ยินดีต้อนรับ</h3><a href="c.html">ประมวลจริยธรรม</a>'))
    for number, words in enumerate(ENTRIES):
        web.page(f"m{number}.html", laid_out(f"<h3>{words}</h3><p>{words} ของเทศบาลตำบลตัวอย่าง</p>"))
    return web.page("c.html", laid_out(inside)).items()["O16"]


def state(item, key):
    return {part.key: part.state.value for part in item.components}[key]


def test_words_of_the_menu_are_no_evidence_of_what_a_page_should_hold():
    assert state(site(CODE), "driving") != "present"


def test_the_same_words_below_the_menu_are():
    told = f"{CODE}<h4>การขับเคลื่อนจริยธรรม ปีงบประมาณ 2568</h4><p>อบรมจริยธรรมแก่พนักงานทุกคน และแต่งตั้งคณะทำงานขับเคลื่อนจริยธรรม</p>"

    assert state(site(told), "driving") == "present"
