"""A report says by which edition, of which year, and whether it is confirmed."""

import io
import zipfile

import pytest
from report.samples import scan

from oitcrawl.report.editions import edition_marks
from oitcrawl.report.render import render_report
from oitcrawl.report.sheets import gaps_xlsx
from oitcrawl.report.view import view
from oitcrawl.report.words import Words

NOTE = "เกณฑ์ฉบับชั่วคราว (provisional edition) · ถอดความจากหน้าเว็บไซต์ของหน่วยงาน ไม่ใช่ตัวบททางการ"
PROVISIONAL = {"edition": "nacc-2569", "edition_year": 2569, "provisional": True, "edition_note": NOTE}


@pytest.mark.parametrize(
    ("lang", "word"), [("th", "ฉบับชั่วคราว ไม่ใช่ตัวบททางการ"), ("en", "provisional, not the official text")]
)
def test_the_head_says_of_which_year_the_edition_is_and_that_it_is_not_confirmed(lang, word):
    page = render_report(view(scan(**PROVISIONAL), words=Words(lang)))
    head = page.partition("</header>")[0]

    assert word in head
    assert "2569" in head
    assert "ไม่ใช่ตัวบททางการ" in head


def test_nothing_is_said_of_what_is_not_known_and_no_doubt_where_there_is_none():
    words = Words("th")

    assert "" == edition_marks(scan(), words)
    assert "ชั่วคราว" not in edition_marks(scan(edition_year=2568), words)


def footers(one):
    book = zipfile.ZipFile(io.BytesIO(gaps_xlsx(one, Words("th"))))
    return [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]


def test_printed_sheets_carry_it_too():
    assert all("ฉบับชั่วคราว" in sheet for sheet in footers(scan(**PROVISIONAL)))
    assert not any("ฉบับของปี" in sheet for sheet in footers(scan(edition_year=2568)))
