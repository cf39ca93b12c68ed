"""Text read off pictures loses marks above and below its letters: it is still understood, and never blamed for it."""

from dataclasses import replace

import pytest

from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import TextLayer, TextSource
from oitcrawl.model.finding import Status
from oitcrawl.ruleset.load import load_edition
from tests.judge.ground import ANNUAL, CONTACT, FULL_REPORT, home, states, verdict

MARKS = dict.fromkeys(map(ord, "ิ่้"))


@pytest.fixture(scope="module")
def matcher():
    return TopicMatcher(load_edition("nacc-2568", cases=False))


@pytest.mark.parametrize(
    ("lost", "whole"),
    [
        ("แนวปฏิบัติการจัดการเรืองร้องเรียนการทุจริต", "แนวปฏิบัติการจัดการเรื่องร้องเรียนการทุจริต"),
        ("การประเมินความเสียงการให้หรือรับสินบน", "การประเมินความเสี่ยงการให้หรือรับสินบน"),
        ("ประมวลจริยธรรมและการขับเคลือนจริยธรรม", "ประมวลจริยธรรมและการขับเคลื่อนจริยธรรม"),
        ("รายงานผลการจัดซ้อจัดจ้าง ประจำปิงบประมาณ 2567", "รายงานผลการจัดซื้อจัดจ้าง ประจำปีงบประมาณ 2567"),
    ],
)
def test_a_title_that_lost_marks_is_taken_for_what_it_was(matcher, lost, whole):
    assert matcher.classify(whole).slug
    assert matcher.classify(whole).slug == matcher.classify(lost, recognised=True).slug


def test_a_label_that_lost_marks_tells_less_surely_than_one_spelt_right(matcher):
    lost, whole = "การประเมนความเสยงการให้หรือรับสินบน", "การประเมินความเสี่ยงการให้หรือรับสินบน"

    assert ("O23", "O23") == (matcher.classify(lost).item, matcher.classify(whole).item)
    assert matcher.classify(lost).score < matcher.classify(whole).score


def test_long_typed_text_is_not_read_so_loosely(matcher):
    lost = "การประเมนความเสยงการให้หรือรับสินบน" + " ของสำนักงานที่ตั้งอยู่ริมแม่น้ำสายใหญ่ทางทิศเหนือของอำเภอ"

    assert (None, "O23") == (matcher.classify(lost).item, matcher.classify(lost, recognised=True).item)


def scanned(text, *, quality=0.9, layer=TextLayer.GOOD, name="r.pdf", label="รายงานผลการดำเนินงานประจำปี 2567"):
    site = home()
    url = site.file(name, text, label=label, recognised=1, text_layer=layer)
    content = site.contents[url]
    leaves = tuple(replace(leaf, source=TextSource.OCR, quality=quality) for leaf in content.leaves)
    site.contents[url] = replace(content, leaves=leaves)
    return site


def test_components_are_seen_through_lost_marks():
    found = verdict(scanned(FULL_REPORT.translate(MARKS)), ANNUAL)

    assert Status.FOUND is found.status
    assert {"present"} == set(states(found).values())


def test_the_quote_is_the_text_as_it_was_read():
    found = verdict(scanned(FULL_REPORT.replace("ผลการใช้จ่าย", "ผลการใช้จาย")), ANNUAL)

    quote = next(one for one in found.evidence if one.component == "spending")
    assert "ผลการใช้จายงบประมาณ" == quote.marked


def test_a_page_read_with_little_confidence_lacks_nothing():
    found = verdict(scanned(FULL_REPORT.replace("ปัญหาและอุปสรรค", "บืฎหๆแสะฮุปสรร"), quality=0.65), ANNUAL)

    assert Status.UNVERIFIED is found.status
    assert "unreadable" == states(found)["problems"]


def test_a_page_read_with_confidence_can_lack_a_phrase():
    found = verdict(scanned(FULL_REPORT.replace("ปัญหาและอุปสรรค", "เรื่องอื่น ๆ")), ANNUAL)

    assert ("absent", Status.INCOMPLETE) == (states(found)["problems"], found.status)


def test_a_telephone_number_is_never_called_absent_from_a_picture():
    text = "ข้อมูลการติดต่อ\nโทร ๐ ▯▯▯▯ ๑๒๓๔\n" + "ที่ทำการตั้งอยู่ในหมู่บ้าน " * 20

    found = verdict(scanned(text, label="ข้อมูลการติดต่อ"), CONTACT)

    assert {"unreadable"} == {states(found)[key] for key in ("address", "phone", "email")}


def test_a_year_that_is_not_sure_is_for_a_person():
    found = verdict(scanned(FULL_REPORT.replace("2567", "๒๕▯▯"), label="รายงานผลการดำเนินงานประจำปี"), ANNUAL)

    assert Status.UNVERIFIED is found.status
    assert "พ.ศ. ๒๕▯▯" in found.because
    assert "ต้องให้คนเปิดดู" in found.because


def test_a_year_of_the_text_does_not_stand_in_for_one_that_the_title_leaves_unsure():
    text = FULL_REPORT.replace("2567", "๒๕▯▯").replace("บทที่ 1", "1.1 ตามแผนของปีงบประมาณ พ.ศ. 2563 บทที่ 1")

    found = verdict(scanned(text, label="คลิก"), ANNUAL)
    labelled = verdict(scanned(text), ANNUAL)

    assert Status.UNVERIFIED is found.status
    assert (Status.FOUND, (2567,)) == (labelled.status, labelled.year_found)


def test_the_title_of_a_document_ends_where_numbered_text_begins():
    text = FULL_REPORT.replace("บทที่ 1", "1.1 ตามแผนพัฒนา พ.ศ. 2561 - 2565\n1.2")

    assert (2567,) == verdict(scanned(text, label="คลิก"), ANNUAL).year_found
