"""What a document would count as before it is published, judged by itself."""

import importlib.util
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fpdf import FPDF

from oitcrawl.checkup import check_content
from oitcrawl.judge.assignment import Assignment
from oitcrawl.judge.topic import TopicMatcher
from oitcrawl.model.content import Document, TextLayer
from oitcrawl.model.finding import Status
from oitcrawl.model.site import AgencySite
from oitcrawl.read import read
from oitcrawl.ruleset.load import load_edition
from oitcrawl.settings import Settings
from oitcrawl.thai.calendar import FiscalYear

RULES = load_edition("nacc-2568", cases=False)
MATCHER = TopicMatcher(RULES)
REPORT = "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. 2567\nอบต.ทดสอบ\nผลการดำเนินโครงการ\nผลการใช้จ่ายงบประมาณ\n"
ASSIGNMENT = Assignment(
    site=AgencySite(code="check", url="https://check.invalid/"),
    rules=RULES,
    fiscal_year=FiscalYear(2568),
    as_of=date(2025, 4, 1),
    engine="0",
)


def load_bench(name):
    """A script of tests/bench, as a module."""
    path = Path(__file__).parent / "bench" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_file(body, name):
    return read(body, url=name, disposition=name, resolve=lambda _base, _href: None, settings=Settings())


def checked(content, name, **more):
    return check_content(content, name, ASSIGNMENT, MATCHER, **more)


@pytest.fixture
def portfolio():
    """A PDF that only carries another file: its own page is blank."""
    pdf = FPDF()
    pdf.add_page()
    pdf.embed_file(bytes=REPORT.encode(), basename="report.txt")
    return read_file(bytes(pdf.output()), "แนบ.pdf")


def test_what_is_attached_to_a_blank_page_is_not_lost(portfolio):
    assert isinstance(portfolio, Document)
    assert ["report.txt"] == [member.path for member in portfolio.members]
    assert TextLayer.NONE is portfolio.text_layer


def test_a_wrapper_is_not_judged_by_what_is_inside_it(portfolio):
    (inside,) = portfolio.members

    outer, inner = checked(portfolio, "แนบ.pdf"), checked(inside, "แนบ.pdf ▸ report.txt")

    assert outer.finding is None or outer.finding.item != "O7"
    assert "O7" == inner.finding.item


def test_an_empty_file_lacks_nothing_it_cannot_be_judged():
    checkup = checked(read_file(b"", "ว่าง.pdf"), "ว่าง.pdf", item="O7")

    assert checkup.finding is None
    assert "อ่านไม่ได้" in checkup.unread


def test_a_locked_file_is_never_called_missing():
    pdf = FPDF()
    pdf.set_encryption(owner_password="a", user_password="b")
    pdf.add_page()
    checkup = checked(read_file(bytes(pdf.output()), "l.pdf"), "l.pdf", item="O7")

    assert checkup.finding.status is not Status.MISSING


def test_a_file_that_is_damaged_in_part_is_told_with_what_to_do():
    content = read_file(REPORT.encode(), "report-2567.txt")
    assert not checked(content, "report-2567.txt").hints

    torn = checked(replace(content, torn=True), "report-2567.txt")

    assert [hint for hint in torn.hints if "เสียหาย" in hint and "ต้นฉบับ" in hint] == list(torn.hints)


def test_a_year_in_the_name_that_the_cover_contradicts_is_told():
    content = read_file(REPORT.encode(), "report-2565.txt")

    assert any("2567" in hint and "2565" in hint for hint in checked(content, "report-2565.txt").hints)
    assert not checked(replace(content, url="report-2567.txt"), "report-2567.txt").hints


@pytest.mark.parametrize(
    ("text", "paper", "near", "old"),
    [
        ("แผนอัตรากำลัง ๓ ปี\nปีงบประมาณ ๒๕61-๒๕๖3\nเทศบาลตำบลทดสอบ", "แผนอัตรากำลัง", ("O1", "O14"), True),
        ("คำกล่าวแสดงเจตจำนงของผู้บริหาร\nข้าพเจ้าขอแสดงเจตจำนงต่อต้านการทุจริต ปี 2568", "เจตจำนง", ("O21",), False),
        ("พระราชบัญญัติ\nมาตรฐานทางจริยธรรม\nพ.ศ. ๒๕๖๒\nให้ไว้ ณ วันที่ ๑๕ เมษายน พ.ศ. ๒๕๖๒", "กฎหมาย", (), False),
        ("คำนำ\nพระราชกฤษฎีกาว่าด้วยหลักเกณฑ์กำหนดให้หน่วยงานทบทวนงาน", "", (), False),
    ],
)
def test_a_paper_that_is_no_item_is_called_what_it_is(text, paper, near, old):
    checkup = checked(read_file(text.encode(), "a.txt"), "a.txt")

    assert checkup.finding is None
    assert paper in checkup.paper
    assert bool(paper) == bool(checkup.paper)
    assert checkup.near == near
    assert old == any("ไม่เป็นปัจจุบัน" in hint for hint in checkup.hints)


def test_a_paper_of_a_later_year_is_shown_with_what_it_holds():
    text = REPORT.replace("2567", "2568") + "ปัญหาและอุปสรรค\nบุคลากรไม่เพียงพอ\nข้อเสนอแนะ\nสรรหาเพิ่ม\n"
    content = read_file(text.encode(), "a.txt")

    finding = checked(content, "a.txt").finding

    assert (finding.item, finding.year_found) == ("O7", (2568,))
    assert "ปี 2568 จากปกเอกสาร" in finding.because
    assert {one.right_year for one in finding.evidence} == {False}
    assert "present" in {one.state.value for one in finding.components}


def test_a_file_judged_as_another_item_than_it_seems_is_told_so():
    checkup = checked(read_file(REPORT.encode(), "a.txt"), "a.txt", item="O5")

    assert checkup.finding.item == "O5"
    assert any("O7" in hint for hint in checkup.hints)


def test_a_file_without_words_of_its_own_is_judged_as_the_item_that_a_person_says():
    text = "เทศบาลตำบลทดสอบ\nปีงบประมาณ พ.ศ. 2567\n1. ทั่วไป\nผลการดำเนินโครงการ\nผลการใช้จ่ายงบประมาณ\n"
    content = read_file(text.encode(), "a.txt")

    assert checked(content, "a.txt").finding is None
    assert checked(content, "a.txt", item="O7").finding.status is Status.INCOMPLETE


def test_real_papers_are_called_what_they_are_with_their_fiscal_year():
    """The figures that tests/bench/papers.py prints."""
    bench = load_bench("papers")
    answers = bench.ask_all()
    if not answers:
        pytest.skip("the real papers are not here")

    found = bench.figures(answers)

    assert (found.slug, found.years, found.old) == (found.papers,) * 3
