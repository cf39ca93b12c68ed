"""Titles as people read them: with all the lines over which they wrap, and as the link spells them on a bad scan."""

import pytest

from oitcrawl.judge.titles import clearest, cover_windows, whole_title
from oitcrawl.model.content import TextLayer
from oitcrawl.model.finding import Status
from tests.judge.ground import ANNUAL, FULL_REPORT, home, verdict


@pytest.mark.parametrize(
    ("cover", "title"),
    [
        (
            "รายงานผลการจัดซื้อจัดจ้างหรือ\nการจัดหาพัสดุประจำปี\nงบประมาณ พ.ศ. 2568\nเทศบาลตำบลสมมติ",
            "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปีงบประมาณ พ.ศ. 2568",
        ),
        ("แผนพัฒนาท้องถิ่น (พ.ศ. 2566\n- 2570)\nอบต.สมมติ", "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)"),
        ("มาตรการส่งเสริมความโปร่งใส\nภายในหน่วยงาน\nเทศบาลตำบลสมมติ", "มาตรการส่งเสริมความโปร่งใส ภายในหน่วยงาน"),
        ("คู่มือการให้บริการ\nเทศบาลตำบลสมมติ", "คู่มือการให้บริการ"),
        ("รายงานประจำปี\nเทศบาลตำบลสมมติ", "รายงานประจำปี"),
        ("รายงานการติดตาม\nกองคลัง", "รายงานการติดตาม"),
        ("แผนและ\n1. บทนำ", "แผนและ"),
    ],
)
def test_a_title_goes_on_over_its_lines_and_no_further(cover, title):
    assert title == whole_title(cover, cover_windows(cover)[0])


def test_words_that_stand_nowhere_on_the_cover_stay_as_they_are():
    assert whole_title("แผนพัฒนา\nและอื่น ๆ", "ข้อความของลิงก์") == "ข้อความของลิงก์"


CALLED = "รายงานผลการจัดซื้อจัดจ้างหรือการจัดหาพัสดุประจำปี"


@pytest.mark.parametrize(
    ("read", "shown"),
    [
        ("จ7 ▯ อว รายงานผลการจัดซ้อจัดจ้างหรอการจัดหาพัสดุ ประจำปิงบประมาณ พ.ศ.", CALLED),
        (f"{CALLED}งบประมาณ พ.ศ. 2568", f"{CALLED}งบประมาณ พ.ศ. 2568"),  # read well, and says more
        ("แผนพัฒนาบุคลากร ๒๕▯▯", "แผนพัฒนาบุคลากร ๒๕▯▯"),  # another thing than the link says
    ],
)
def test_a_badly_recognised_title_is_shown_in_the_words_of_its_link(read, shown):
    assert shown == clearest(read, CALLED)


def test_the_evidence_is_named_by_its_whole_title():
    text = FULL_REPORT.replace(
        "รายงานผลการดำเนินงานประจำปี", "รายงานผลการดำเนินงานประจำปีของหน่วยงานและ\nของโรงเรียนในสังกัด", 1
    )
    site = home()
    site.file("a.pdf", text, label="รายงานผลการดำเนินงานประจำปี 2567")

    assert "ของหน่วยงานและของโรงเรียนในสังกัด" in verdict(site, ANNUAL).evidence[0].title


def test_a_scan_is_named_by_its_clean_link():
    text = FULL_REPORT.replace("รายงานผลการดำเนินงานประจำปี", "▯ รายงานผลการดำเนนงานประจำปี", 1)
    site = home()
    site.file("a.pdf", text, label="รายงานผลการดำเนินงานประจำปี 2567", recognised=1, text_layer=TextLayer.GOOD)

    finding = verdict(site, ANNUAL)

    assert finding.status is not Status.MISSING
    assert finding.evidence[0].title == "รายงานผลการดำเนินงานประจำปี 2567"
