"""Where the year of a content is read: signature, cover, upload folder, day of posting; each with its own trust."""

from datetime import date

import pytest

from oitcrawl.judge.clues import outside_clues
from oitcrawl.judge.freshness import SURE, tell
from oitcrawl.model.content import Media
from oitcrawl.model.finding import Status
from oitcrawl.model.harvest import Record
from oitcrawl.ruleset.check import YearRule
from tests.judge.ground import ANNUAL, FULL_REPORT, HOME, PLAN, PROGRESS, home, verdict

UNDATED = FULL_REPORT.replace("ประจำปีงบประมาณ พ.ศ. 2567", "")
PLAN_TEXT = "แผนการดำเนินงานประจำปี\nเทศบาลตำบลตัวอย่าง\nโครงการ ก และโครงการ ข\nความก้าวหน้า ร้อยละ 40\n" + "ก" * 7000


def told_of(record, wanted=YearRule.THIS_YEAR):
    return tell(outside_clues(record, None), wanted)


@pytest.mark.parametrize("lead", ["ประกาศ ณ วันที่", "สั่ง ณ วันที่", "ลงนามวันที่", "ให้ไว้ ณ วันที่", "ประกาศ  ณ\nวันที่"])
def test_the_signature_on_the_last_leaf_tells_the_year(lead):
    site = home()
    site.file("a.pdf", f"{PLAN_TEXT}\f{lead} 9 ธันวาคม พ.ศ. 2567", label="แผนการดำเนินงานประจำปี")

    finding = verdict(site, PROGRESS)

    assert (finding.status, finding.year_found) == (Status.FOUND, (2568,))
    assert "(ปี 2568 จากวันที่ลงนามท้ายเอกสาร)" in finding.because


def test_a_report_signed_in_december_is_about_the_year_before():
    site = home()
    site.file("a.pdf", f"{UNDATED}{'ก' * 7000}\fประกาศ ณ วันที่ 9 ธันวาคม 2567", label="รายงานผลการดำเนินงานประจำปี")

    assert verdict(site, ANNUAL).year_found == (2567,)


def test_a_month_alone_on_the_cover_tells_when_it_was_made():
    record = Record(
        url=HOME + "a.pdf", media=Media.PDF, cover="แบบรายงาน\nก\nข\nค\nง\nจ\nฉ\nตุลาคม ๒๕๖๗\n\nเนื้อหา ปี 2564"
    )

    assert (told_of(record).years, told_of(record).source) == ((2568,), "วันที่บนปก")


@pytest.mark.parametrize("folder", ["uploads/2567/12", "wp-content/uploads/2024/12", "files/2567/12"])
def test_the_upload_folder_says_when_it_was_put_there_and_settles_nothing(folder):
    found = told_of(Record(url=f"{HOME}{folder}/a.pdf", media=Media.PDF))

    assert (found.years, found.source) == ((2568,), "โฟลเดอร์ของไฟล์")
    assert found.trust < SURE


def test_an_undated_content_tells_what_its_folder_hints_at():
    site = home()
    site.file("uploads/2567/12/a.pdf", UNDATED, label="รายงานผลการดำเนินงานประจำปี")

    finding = verdict(site, ANNUAL)

    assert (finding.status, finding.year_found) == (Status.UNVERIFIED, ())
    assert "โฟลเดอร์ของไฟล์ชี้ไปที่ปี 2567" in finding.because


@pytest.mark.parametrize("posted", ["เผยแพร่เมื่อ 9 ธ.ค. 67", "โพสต์เมื่อ 9 ธันวาคม 2567", "Posted on 09/12/2024"])
def test_the_day_of_posting_may_agree(posted):
    site = home()
    site.page("a", f"โครงการ ก ความก้าวหน้า ร้อยละ 40 {'ก' * 200} {posted}", title="แผนการดำเนินงานประจำปี")

    finding = verdict(site, PROGRESS)

    assert (finding.status, finding.year_found) == (Status.FOUND, (2568,))
    assert "วันที่เผยแพร่ในหน้า" in finding.because


def test_the_day_of_posting_never_accuses():
    site = home()
    site.page("a", f"โครงการ ก ความก้าวหน้า ร้อยละ 40 {'ก' * 200} โพสต์เมื่อ 9 ธ.ค. 65", title="แผนการดำเนินงานประจำปี")

    assert verdict(site, PROGRESS).status is Status.UNVERIFIED


def test_a_page_that_says_when_it_was_published_is_of_that_fiscal_year():
    site = home()
    text = f"โครงการ ก ความก้าวหน้า ร้อยละ 40 {'ก' * 200}"
    site.page("a", text, title="แผนการดำเนินงานประจำปี", published=date(2024, 12, 9))

    finding = verdict(site, PROGRESS)

    assert (finding.status, finding.year_found) == (Status.FOUND, (2568,))


def test_a_cover_that_contradicts_its_label_is_told_and_lowers_the_confidence():
    alone, against = home(), home()
    alone.file("a.pdf", FULL_REPORT, label="รายงานผลการดำเนินงานประจำปี 2567")
    against.file("a.pdf", FULL_REPORT, label="รายงานผลการดำเนินงานประจำปี 2566")

    sure, unsure = verdict(alone, ANNUAL), verdict(against, ANNUAL)

    assert (sure.status, unsure.status) == (Status.FOUND, Status.FOUND)
    assert unsure.confidence < sure.confidence
    assert "ปี 2567 จากปกเอกสาร แต่ข้อความของลิงก์ระบุปี 2566" in unsure.because


def test_the_labels_of_what_lies_under_two_years_tell_nothing():
    site = home()
    text = "แผนพัฒนา\nยุทธศาสตร์\nตัวชี้วัด\fก\fข"
    site.file("ITA/2567/plan.pdf", text, label="แผนพัฒนา ปี 2567", sha256="same")
    site.file("ITA/2568/plan.pdf", text, label="แผนพัฒนา ปี 2568", sha256="same")

    assert verdict(site, PLAN).status is Status.UNVERIFIED


def test_the_content_of_a_copied_folder_is_judged_by_its_own_words():
    site = home()
    text = FULL_REPORT.replace("2567", "2566")
    site.file("ITA/2567/a.pdf", text, label="รายงานผลการดำเนินงานประจำปี 2566", sha256="same")
    site.file("ITA/2568/a.pdf", text, label="รายงานผลการดำเนินงานประจำปี 2567", sha256="same")

    finding = verdict(site, ANNUAL)

    assert (finding.status, finding.year_found) == (Status.OUTDATED, (2566,))
    assert "stale_year_copy" in finding.warnings


@pytest.mark.parametrize("broken", ["(พ.ศ. 2566\n- 2570)", "(พ.ศ. 2566 -\n2570)", "พ.ศ. ๒๕๖๖\nถึง พ.ศ. ๒๕๗๐"])
def test_a_cover_whose_span_wraps_covers_the_years_between(broken):
    site = home()
    site.file("plan.pdf", f"แผนพัฒนาท้องถิ่น {broken}\fยุทธศาสตร์ที่ 1\fตัวชี้วัดของยุทธศาสตร์", label="แผนพัฒนา")

    finding = verdict(site, PLAN, year=2569, as_of=date(2026, 6, 1))

    assert (finding.status, finding.year_found) == (Status.FOUND, (2566, 2567, 2568, 2569, 2570))


def test_years_on_both_sides_of_the_wanted_one_are_never_called_later():
    site = home()
    site.file("plan.pdf", "แผนพัฒนาท้องถิ่น\nพ.ศ. 2566 และ พ.ศ. 2570\fยุทธศาสตร์ที่ 1\fตัวชี้วัด", label="แผนพัฒนา")

    finding = verdict(site, PLAN, year=2569, as_of=date(2026, 6, 1))

    assert finding.status is Status.UNVERIFIED
    assert "หลังจากปีที่ต้องการ" not in finding.because
    assert "ระบุปี 2566, 2570 ไว้ จึงยืนยันไม่ได้ว่าครอบคลุมปี 2569" in finding.because
