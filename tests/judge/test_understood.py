"""What others word as nobody foresaw is not called absent: a document is blamed only where it was understood."""

from oitcrawl.model.finding import ComponentState, Status
from tests.judge.ground import ANNUAL, CONTACT, home, states, verdict

TITLE = "รายงานผลการดำเนินงานประจำปี 2567\nหน่วยงานตัวอย่าง\nจัดทำโดยสำนักปลัด\n"
STRANGE = "สิ่งที่เราทำสำเร็จร่วมกันในรอบปี\nเงินแต่ละก้อนหมดไปกับอะไรบ้าง\nเรื่องที่ยังติดขัดอยู่ในตอนนี้\n"


def report(text):
    site = home()
    site.file("r.pdf", TITLE + text, label="รายงานผลการดำเนินงานประจำปี 2567")
    return verdict(site, ANNUAL)


def test_a_document_in_words_that_nobody_foresaw_lacks_nothing_for_sure():
    finding = report(STRANGE)

    assert Status.UNVERIFIED is finding.status
    assert "«สิ่งที่เราทำสำเร็จร่วมกันในรอบปี»" in finding.because
    assert states(finding)["results"] == ComponentState.UNREADABLE
    assert finding.settles


def test_a_document_without_anything_beside_its_title_lacks_what_it_lacks():
    assert Status.INCOMPLETE is report("").status


def test_the_formulas_of_a_letter_are_no_words_to_be_understood():
    letter = "เรียน หัวหน้าส่วนราชการ\nตามที่มอบหมายให้รวบรวมข้อมูลนั้น\nจึงเรียนมาเพื่อโปรดพิจารณา\nผู้รายงาน หัวหน้าสำนักปลัด\n"

    assert Status.INCOMPLETE is report(letter).status


def test_a_document_that_shows_most_in_known_words_lacks_the_one_thing():
    finding = report("ผลการดำเนินโครงการ\nผลการใช้จ่ายงบประมาณ\n" + STRANGE)

    assert Status.INCOMPLETE is finding.status
    assert ("ส่วน problems",) == finding.lacking


def test_a_document_that_shows_little_and_says_little_beside_lacks_the_rest():
    assert Status.INCOMPLETE is report("ผลการดำเนินโครงการ 12 โครงการ แล้วเสร็จทุกโครงการตามแผน\n").status


def test_what_is_no_matter_of_words_is_absent_all_the_same():
    site = home()
    site.page("c", STRANGE * 3, title="ข้อมูลการติดต่อ", label="ข้อมูลการติดต่อ")
    assert Status.INCOMPLETE is verdict(site, CONTACT).status


def test_unconfirmed_parts_are_neither_counted_nor_doubted():
    finding = report("ผลการดำเนินโครงการ\nผลการใช้จ่ายงบประมาณ\nปัญหาและอุปสรรค\n" + STRANGE)

    assert Status.FOUND is finding.status
    assert states(finding)["suggestions"] == ComponentState.ABSENT


def test_words_of_links_are_nothing_that_a_page_says():
    site = home()
    links = ("ไปยังหน้าแรกของเว็บไซต์หน่วยงาน", "แผนผังการเดินทางมาติดต่อ", "ดูเอกสารของปีอื่นทั้งหมด")
    body = TITLE + "\n".join(links) + "\n" + "ผลการดำเนินโครงการ แล้วเสร็จทุกโครงการ " * 9
    site.page("r", body, title="รายงานผลการดำเนินงานประจำปี 2567", label="รายงานผลการดำเนินงานประจำปี 2567", links=links)

    assert Status.INCOMPLETE is verdict(site, ANNUAL).status


def test_the_section_of_another_item_is_none_of_its_words():
    site = home()
    body = "ข้อมูลทั่วไป\nรายงานผลการดำเนินงานประจำปี 2567\n" + "ผลการดำเนินโครงการ แล้วเสร็จทุกโครงการ\n" * 9
    other = "แผนพัฒนา 2566-2570\n" + STRANGE
    heads = ("ข้อมูลทั่วไป", "รายงานผลการดำเนินงานประจำปี 2567", "แผนพัฒนา 2566-2570")
    site.page("all", body + other, title="ข้อมูล ITA", label="ITA", headings=heads)

    assert Status.INCOMPLETE is verdict(site, ANNUAL).status
