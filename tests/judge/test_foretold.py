"""Last year's file under this year's name is of last year, whatever the link says."""

from oitcrawl.model.finding import Status
from tests.judge.ground import ANNUAL, FULL_REPORT, home, verdict

UNDATED = FULL_REPORT.replace("2567", "")
LABEL = "รายงานผลการดำเนินงานประจำปี 2567"


def report(text, label=LABEL):
    site = home()
    site.file("r.pdf", f"{UNDATED}\n{text}", label=label)
    return verdict(site, ANNUAL)


def test_a_file_that_speaks_only_of_earlier_times_is_out_of_date_under_a_new_label():
    finding = report("ข้อมูลเดือนตุลาคม 2564 ถึงกันยายน 2565")

    assert Status.OUTDATED is finding.status
    assert "แต่ข้อความของลิงก์ระบุปี 2567" in finding.because


def test_a_label_is_believed_where_the_file_tells_no_time():
    assert Status.FOUND is report("").status


def test_a_label_is_believed_where_the_file_names_its_year_anywhere():
    assert Status.FOUND is report("เปรียบเทียบกับเดือนกันยายน 2565\nเงินคงเหลือ ปี ๒๕๖๗").status


def test_a_file_made_shortly_before_its_year_or_after_it_belies_no_label():
    assert Status.FOUND is report("จัดทำเมื่อวันที่ 15 สิงหาคม 2566").status
    assert Status.FOUND is report("จัดทำเมื่อวันที่ 15 ตุลาคม 2567").status
