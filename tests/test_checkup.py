"""What a document would count as before it is published, judged by itself."""

from dataclasses import replace
from datetime import date

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


def test_a_year_in_the_name_that_the_cover_contradicts_is_told():
    content = read_file(REPORT.encode(), "report-2565.txt")

    assert any("2567" in hint and "2565" in hint for hint in checked(content, "report-2565.txt").hints)
    assert not checked(replace(content, url="report-2567.txt"), "report-2567.txt").hints
