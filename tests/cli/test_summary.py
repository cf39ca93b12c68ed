"""The terminal says the estimate as an estimate, and first what wins most for the least work."""

from dataclasses import replace
from pathlib import Path

import pytest
from report.samples import all_in, scan, site_down

from oitcrawl.cli.console import Voice
from oitcrawl.cli.summary import tell_line, tell_scan
from oitcrawl.model.finding import Status

FOLDER = Path("reports")


@pytest.fixture
def said(capsys):
    def lines(made, lang="th"):
        voice = Voice(lang)
        voice.err.width = 500
        tell_scan(voice, made, FOLDER, kept=False)
        return capsys.readouterr().err.splitlines()

    return lines


def test_gaps_stand_in_the_order_of_the_report_with_gain_work_and_owner(said):
    lines = said(scan())
    at = next(number for number, line in enumerate(lines) if line.startswith("แก้ก่อน"))

    assert [line.split()[0] for line in lines[at + 1 : at + 7]] == ["O12", "O27", "O16", "O2", "O9", "O7"]
    assert lines[at + 1].endswith("— ไม่พบ · +5.0 คะแนน · แก้ลิงก์ (นาที) · กองคลัง")


def test_in_english_the_words_around_the_findings_are_english(said):
    lines = said(scan(), "en")

    assert any(line.endswith("— Missing · +5.0 points · Mend the link (minutes) · กองคลัง") for line in lines)


def test_the_range_is_told_for_oit_and_indicators_with_how_far_it_was_off(said):
    low, high = scan().summary.estimate.low, scan().summary.estimate.high
    lines = said(scan())
    told = next(line for line in lines if line.startswith("ช่วงคะแนนประมาณการ"))

    assert f"{low:.1f}-{high:.1f} [ตัวชี้วัดที่ 9 " in told
    assert told.endswith("(ไม่ใช่คะแนนทางการ)")
    assert any("ต่างไปได้ถึง 15.0 คะแนน" in line for line in lines)


def test_without_gaps_nothing_is_to_be_mended(said):
    for made in (all_in(Status.FOUND), site_down()):
        assert not [line for line in said(made) if line.startswith("แก้ก่อน")]


def test_a_scan_of_an_earlier_version_tells_its_gaps_without_points(said):
    made = scan()
    lines = said(replace(made, summary=replace(made.summary, costs=(), trials=())))

    assert any(line.endswith("— ไม่พบ · กองคลัง") for line in lines)


def test_one_line_of_many_names_three_to_mend_first(capsys):
    voice = Voice("th")
    voice.err.width = 500
    tell_line(voice, "1/2", scan(), FOLDER)

    assert "แก้ก่อน: O12, O27, O16 ·" in capsys.readouterr().err
