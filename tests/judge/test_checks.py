"""Each word of the closed vocabulary, with what it takes and what it must not take."""

from datetime import date

import pytest

from oitcrawl.judge.checks import examine, prove
from oitcrawl.judge.reading import CheckIndex, Reading
from oitcrawl.model.content import Document, Label, Leaf, Link, Media, Page, Table, TextLayer
from oitcrawl.model.finding import ComponentState
from oitcrawl.ruleset.check import (
    ColumnsCheck,
    ContactCheck,
    ContactKind,
    DateCheck,
    FileCheck,
    FormCheck,
    HeadingCheck,
    HumanCheck,
    ImageCheck,
    LinkCheck,
    MapCheck,
    Measure,
    MeasureCheck,
    PeriodCheck,
    PersonCheck,
    RowsCheck,
    YearRule,
)
from tests.judge.ground import context_of, home, part, rule, rules, says, words

URL = "https://www.agency.example/x"
CONTEXT = context_of(home())


def proof(check, content, **more):
    index = CheckIndex(rules(rule("O1", "x", "เรื่อง", YearRule.IN_FORCE, part("one", check))))
    return prove(check, Reading(content, index, **more), CONTEXT)


def page(text="", *, tables=(), links=(), **more):
    leaf = Leaf(number=1, text=text, tables=tables)
    return Page(url=URL, leaf=leaf, links=tuple(Link(url=u, label=Label(text=t)) for t, u in links), **more)


def pdf(*texts, **more):
    leaves = tuple(Leaf(number=n, text=text) for n, text in enumerate(texts, 1))
    return Document(url=URL, media=Media.PDF, leaves=leaves, **{"leaf_count": len(leaves), **more})


def test_a_phrase_is_found_through_spaces_digits_and_sara_am():
    found = proof(says("ปัญหาและอุปสรรคในการทำงาน ปี 2567"), page("พบ ปัญ หาและอุปสรรค  ในการทํางาน ปี ๒๕๖๗ ดังนี้"))

    assert found.marked == "ปัญ หาและอุปสรรค ในการทํางาน ปี ๒๕๖๗"


def test_an_occurrence_inside_a_barred_longer_word_does_not_count():
    check = says()
    check = type(check)(phrases=words("อธิบดี", inside_not=("รองอธิบดี",)))

    assert proof(check, page("นางสมศรี รองอธิบดี")) is None
    assert proof(check, page("นางสมศรี รองอธิบดี และนายสมชาย อธิบดี")) is not None


def test_a_phrase_may_need_company_nearby():
    check = says("ตัวชี้วัด", near=words("ยุทธศาสตร์"))

    assert proof(check, page("ยุทธศาสตร์ที่ 1 มีตัวชี้วัดดังนี้")) is not None
    assert proof(check, page("ยุทธศาสตร์ที่ 1 " + "ก" * 300 + " ตัวชี้วัด")) is None
    assert proof(check, pdf("ยุทธศาสตร์ที่ 1", "ตัวชี้วัด")) is None
    assert proof(check, page("ตัวชี้วัด")) is None


def test_a_phrase_may_have_to_occur_more_than_once():
    check = says("โครงการ", "โครงการก่อสร้าง", count=2)

    assert proof(check, page("โครงการก่อสร้างถนน")) is None
    assert proof(check, page("โครงการก่อสร้างถนน และโครงการอบรม")) is not None


def test_a_heading_is_a_heading_a_title_or_a_short_line_of_a_document():
    check = HeadingCheck(phrases=words("ช่องทางการให้บริการ"))

    assert proof(check, page("ข้อความ ช่องทางการให้บริการ", headings=("คู่มือ",))) is None
    assert proof(check, page("", headings=("3. ช่องทางการให้บริการ",))).marked == "3. ช่องทางการให้บริการ"
    assert proof(check, page("", title="ช่องทางการให้บริการ")) is not None
    assert proof(check, pdf("1\nช่องทางการให้บริการ\nที่สำนักงาน")) is not None
    assert proof(check, pdf("ช่องทางการให้บริการ" + "ก" * 90)) is None


COLUMNS = ColumnsCheck(columns=(words("โครงการ", "กิจกรรม"), words("งบประมาณ")))


def test_columns_are_looked_for_in_the_header():
    good = Table(header=("ที่", "ชื่อกิจกรรม", "งบประมาณ (บาท)"), rows=(("1", "ก", "5"),))
    swapped = Table(header=("ที่", "รายการ"), rows=(("โครงการ", "งบประมาณ"), ("1", "2")))
    plain = Table(rows=(("โครงการ", "งบประมาณ"), ("ก", "5")))

    assert proof(COLUMNS, page(tables=(good,))).text == "ที่ | ชื่อกิจกรรม | งบประมาณ (บาท)"
    assert proof(COLUMNS, page(tables=(swapped,))) is not None  # a header of two rows
    assert proof(COLUMNS, page(tables=(plain,))) is not None
    assert proof(COLUMNS, page("โครงการ งบประมาณ", tables=(Table(header=("ที่", "ชื่อ"), rows=()),))) is None


def test_the_header_of_a_flattened_table_lies_close_together():
    assert proof(COLUMNS, pdf("ที่ โครงการ/กิจกรรม งบประมาณ ระยะเวลา\n1 สร้างถนน 500,000")) is not None
    assert proof(COLUMNS, pdf("โครงการ " + "ก" * 400 + " งบประมาณ")) is None


def test_a_link_is_known_by_its_label():
    check = LinkCheck(phrases=words("กระดานถามตอบ"))

    assert proof(check, page(links=(("กระดาน ถาม-ตอบ", URL + "/qa"),))).marked == "กระดาน ถาม-ตอบ"
    assert proof(check, page("กระดานถามตอบ")) is None
    assert proof(check, pdf("กระดานถามตอบ")) is None


def test_a_file_has_so_many_pages():
    assert proof(FileCheck(leaves=8), pdf("ก", leaf_count=8)) is not None
    assert proof(FileCheck(leaves=8), pdf("ก", leaf_count=7)) is None
    assert proof(FileCheck(leaves=1), page("ก")) is None


@pytest.mark.parametrize(
    "text",
    [
        "โทร. 0 5544 1234",
        "โทรศัพท์ ๐-๕๕๔๔-๑๒๓๔",
        "081-234-5678",
        "02 123 4567 ต่อ 12",
        "(055) 441234",
        "+66 55 441 234",
        "สายด่วน 1567",
    ],
)
def test_telephone_numbers(text):
    assert proof(ContactCheck(kind=ContactKind.PHONE), page(text)) is not None


@pytest.mark.parametrize(
    "text", ["งบประมาณ 1,055,441,234 บาท", "เลขประจำตัวผู้เสียภาษี 0994000412345", "วันที่ 01/02/2568", "พ.ศ. 2567", "โทร -"]
)
def test_numbers_that_are_no_telephone(text):
    assert proof(ContactCheck(kind=ContactKind.PHONE), page(text)) is None


def test_mail_addresses_in_text_and_links():
    check = ContactCheck(kind=ContactKind.EMAIL)

    assert proof(check, page("อีเมล saraban_06530101@dla.go.th")).marked == "saraban_06530101@dla.go.th"
    assert proof(check, page("อีเมล", emails=("saraban@agency.example",))) is not None
    assert proof(check, page("อีเมล: -")) is None


def test_postal_addresses_end_with_province_and_code():
    check = ContactCheck(kind=ContactKind.ADDRESS)

    assert proof(check, page("เลขที่ ๙ หมู่ ๔ ตำบลตัวอย่าง\nอำเภอเมือง จังหวัดตัวอย่าง ๕๓๐๐๐")) is not None
    assert proof(check, page("99 ถนนสุโขทัย แขวงดุสิต เขตดุสิต กรุงเทพมหานคร 10300")) is not None
    assert proof(check, page("ตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง")) is None
    assert proof(check, page("ถนนสายหลัก ระยะทาง 53000 เมตร")) is None
    assert proof(check, page("ตำบลตัวอย่าง อำเภอเมือง มีประชากร 12345 คน")) is None


@pytest.mark.parametrize(
    "text",
    [
        "เลขที่ 9 ถ.สุขใจ ต.ในเมือง อ.เมืองตัวอย่าง ตัวอย่าง 53000",
        "222 หมู่ 7 ตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง",
        "99 Moo 4, Tua Yang Subdistrict, Mueang District 53000",
        "แขวงตัวอย่าง เขตตัวอย่าง กทม. 10300",
    ],
)
def test_postal_addresses_as_they_are_shortened(text):
    assert proof(ContactCheck(kind=ContactKind.ADDRESS), page(text)) is not None


def test_the_chrome_counts_only_where_it_is_asked_for():
    content = page("เนื้อหา", chrome="โทร 0 5544 1234")
    check = ContactCheck(kind=ContactKind.PHONE)

    assert proof(check, content) is None
    assert proof(check, content, chrome=True) is not None


def test_persons_have_a_title_and_two_names():
    check = PersonCheck(count=2)

    assert proof(check, page("นายสมชาย ใจดี นายกเทศมนตรี\nนางสาวสมหญิง รักไทย รองนายกเทศมนตรี")).text.count(",") == 1
    assert proof(check, page("ว่าที่ ร.ต. สมชาย ใจดี\nดร.สมหญิง รักไทย")) is not None
    assert proof(check, page("นายแพทย์สมชาย ใจดี\nทพญ.สมหญิง รักไทย")) is not None
    assert proof(check, page("เภสัชกรหญิงสมหญิง รักไทย แพทย์หญิงสมใจ รักดี")) is not None
    assert proof(check, page("นายแพทย์ชำนาญการ พิเศษ นายแพทย์สาธารณสุขจังหวัด ตัวอย่าง ทันตแพทย์ เชี่ยวชาญ ด้าน")) is None
    assert proof(check, page("นายสมชาย ใจดี นายสมชาย  ใจดี")) is None
    assert proof(check, page("นายกเทศมนตรี ตำบลตัวอย่าง นายอำเภอ เมืองตัวอย่าง นายช่าง โยธา")) is None


@pytest.mark.parametrize(
    "text", ["เดือนตุลาคม 2567", "ไตรมาสที่ 2 ปีงบประมาณ 2568", "ตุลาคม 2567 - มีนาคม 2568", "ปีงบประมาณ พ.ศ. 2568"]
)
def test_periods(text):
    assert proof(PeriodCheck(), page(text)) is not None


def test_a_single_day_is_no_period():
    assert proof(PeriodCheck(), page("วันที่ 5 มกราคม 2568")) is None


def test_dated_entries_fall_in_the_year_and_not_after_the_day_of_judgement():
    this, last = DateCheck(year=YearRule.THIS_YEAR), DateCheck(year=YearRule.LAST_YEAR)

    assert proof(this, page("9 ธ.ค. 2567")).marked == "9 ธ.ค. 2567"
    assert proof(this, page("9 ส.ค. 2568")) is None
    assert proof(this, page("9 ก.ย. 2567")) is None
    assert proof(last, page("9 ก.ย. 2567")) is not None
    assert proof(this, page("ปีงบประมาณ 2568")) is None


def test_rows_of_a_table_or_numbered_lines():
    check = RowsCheck(count=3)
    rows = tuple((str(n), "ก") for n in range(3))

    assert proof(check, page(tables=(Table(header=("ที่", "รายการ"), rows=rows),))) is not None
    assert proof(check, page(tables=(Table(header=("ที่", "รายการ"), rows=(*rows[:2], ("", ""))),))) is None
    assert proof(check, pdf("1. ก\n2. ข\n๓. ค")) is not None
    assert proof(check, pdf("1. ก\n2. ข\n9. ค")) is None


def test_pictures_maps_and_forms():
    assert proof(ImageCheck(count=2), page(images=2)) is not None
    assert proof(ImageCheck(count=2), page(images=1)) is None
    assert proof(MapCheck(), page(has_map=True)) is not None
    assert proof(MapCheck(), page(links=(("แผนที่", "https://maps.app.goo.gl/abc"),))) is not None
    assert proof(MapCheck(), page("แผนที่")) is None
    assert proof(FormCheck(), page(has_form=True)) is not None
    assert proof(FormCheck(), page(links=(("กรอก", "https://forms.gle/abc"),))) is not None
    assert proof(FormCheck(), page("แบบฟอร์ม")) is None


def state(component, content):
    index = CheckIndex(rules(rule("O1", "x", "เรื่อง", YearRule.IN_FORCE, component)))
    return examine(component, Reading(content, index), CONTEXT).state


def test_a_person_is_asked_only_when_no_check_is_satisfied():
    component = part("chart", says("สำนักปลัด"), HumanCheck(question="ดูภาพ"))

    assert state(component, page("สำนักปลัด")) is ComponentState.PRESENT
    assert state(component, page("อื่น ๆ")) is ComponentState.HUMAN
    assert state(component, page("อื่น ๆ", images=1)) is ComponentState.HUMAN
    assert state(component, page("\uf0a1" * 50, text_layer=TextLayer.GARBLED)) is ComponentState.UNREADABLE


def test_a_person_is_not_asked_to_look_where_all_is_in_words():
    component = part("chart", says("สำนักปลัด"), HumanCheck(question="ดูภาพ", images=1))

    assert state(component, page("อื่น ๆ" * 100)) is ComponentState.ABSENT
    assert state(component, page("อื่น ๆ" * 100, images=1)) is ComponentState.HUMAN
    assert state(component, page("อื่น ๆ")) is ComponentState.HUMAN


def test_absent_is_said_only_of_what_was_read_whole():
    component = part("one", says("สำนักปลัด"))

    assert state(component, page("อื่น ๆ")) is ComponentState.ABSENT
    assert state(component, page("อื่น ๆ", images=1)) is ComponentState.UNREADABLE
    assert state(component, page("อื่น ๆ" * 100, images=1)) is ComponentState.ABSENT
    assert state(component, page("อื่น ๆ", needs_script=True)) is ComponentState.UNREADABLE
    assert state(component, pdf("อื่น ๆ", leaf_count=9)) is ComponentState.UNREADABLE
    assert state(component, pdf("อื่น ๆ", text_layer=TextLayer.PARTIAL)) is ComponentState.UNREADABLE


def test_none_is_an_answer_only_where_the_rule_takes_it():
    content = page("ไม่มีเรื่องร้องเรียน")

    assert state(part("one", says("ดำเนินการแล้วเสร็จ"), unless_nil=True), content) is ComponentState.PRESENT
    assert state(part("one", says("ดำเนินการแล้วเสร็จ")), content) is ComponentState.ABSENT


def test_quotes_show_the_words_around_in_the_original():
    text = "ก่อนหน้า " * 60 + "ปัญหา\u200bและ อุปสรรค ๑ ข้อ " + "ตามหลัง " * 60

    found = proof(says("ปัญหาและอุปสรรค 1 ข้อ"), page(text))

    assert found.marked == "ปัญหา\u200bและ อุปสรรค ๑ ข้อ"
    assert found.marked in found.text
    assert len(found.text) <= 165
    assert found.text.startswith("…")
    assert found.text.endswith("…")


def test_quotes_name_the_heading_above():
    content = page("ส่วนแรก\nเนื้อหา\nส่วนสอง\nปัญหาและอุปสรรค", headings=("ส่วนแรก", "ส่วนสอง"))

    assert proof(says("ปัญหาและอุปสรรค"), content).heading == "ส่วนสอง"


def test_the_words_of_tables_are_read_even_when_the_text_lacks_them():
    sheet = Document(
        url=URL,
        media=Media.XLSX,
        leaves=(Leaf(number=1, text="", tables=(Table(header=("โครงการ",), rows=(("สร้างถนน",),)),)),),
        leaf_count=1,
    )

    assert proof(says("สร้างถนน"), sheet) is not None
    assert date(2025, 6, 1) == CONTEXT.as_of


def test_words_of_the_title_are_no_header_of_a_flattened_table():
    check = ColumnsCheck(columns=(words("โครงการ"), words("ผลการดำเนินงาน")))

    assert proof(check, pdf("รายงานผลการดำเนินงานตามโครงการ\nเทศบาลตำบลตัวอย่าง\nเรียบร้อยดี")) is None
    assert proof(check, pdf("รายงานประจำปี\nลำดับ โครงการ ผลการดำเนินงาน\n1 ซ่อมถนน แล้วเสร็จ")) is not None


def test_a_single_word_without_cells_is_no_header():
    check = ColumnsCheck(columns=(words("เรื่อง"),))

    assert proof(check, pdf("คู่มือ\nเรื่องนี้จัดทำขึ้นเพื่อประชาชน")) is None
    assert proof(check, page(tables=(Table(header=("เรื่อง", "เวลา"), rows=(("ภาษี", "3 วัน"),)),))) is not None


@pytest.mark.parametrize(
    ("check", "content", "text"),
    [
        (FileCheck(leaves=2), pdf("ก", "ข"), "เอกสาร 2 หน้า"),
        (MapCheck(), page(has_map=True), "แผนที่ในหน้า"),
        (FormCheck(), page(has_form=True), "แบบฟอร์มในหน้า"),
        (PersonCheck(count=2), page("นายสมมุติ ตัวอย่าง\nนางสาวสมใจ แบบอย่าง"), "นายสมมุติ ตัวอย่าง, นางสาวสมใจ แบบอย่าง"),
        (MeasureCheck(measure=Measure.MONEY, count=2), page("100 บาท และ 200 บาท"), "100 บาท, 200 บาท"),
    ],
)
def test_what_only_describes_a_content_is_no_quotation(check, content, text):
    found = proof(check, content)

    assert (found.text, found.marked, found.described) == (text, "", True)


def test_words_that_stand_there_are_a_quotation():
    assert not proof(says("แผนพัฒนา"), page("แผนพัฒนา")).described
    assert not proof(PersonCheck(count=1), page("นายสมมุติ ตัวอย่าง")).described


@pytest.mark.parametrize(
    ("rows", "shown"),
    [
        ("ที่ 1 60,000 -\nที่ 2 - 200,000\nที่ ๓ ๑๕,๐๐๐ -", False),
        ("ที่ 1 60,000\nที่ 2 อบรมพนักงาน 200,000", True),
        ("อบรมพนักงาน 60,000\nกิจกรรมจิตอาสา 200,000", True),
    ],
)
def test_the_head_of_a_column_of_running_numbers_names_nothing(rows, shown):
    text = f"แผนของหน่วยงาน\nประจำปี\nงาน/โครงการ งบประมาณ\n{rows}"
    document = Document(url=URL, media=Media.PDF, leaves=(Leaf(number=1, text=text),), leaf_count=1)

    assert (proof(says("งาน/โครงการ"), document) is not None) is shown
    assert proof(says("งบประมาณ"), document) is not None
