"""Every status can be reached, and each trap of real sites is stepped over."""

from dataclasses import replace
from datetime import date

import pytest

from oitcrawl.judge.decide import decide
from oitcrawl.model.content import Label, Link, Media, TextLayer, UnreadCause
from oitcrawl.model.finding import Status
from oitcrawl.model.site import AgencyKind, Waiver
from oitcrawl.ruleset.check import YearRule
from oitcrawl.ruleset.edition import Known
from tests.judge.ground import (
    ANNUAL,
    BEFORE_HALF,
    COMPLAINTS,
    CONTACT,
    ETHICS,
    FULL_REPORT,
    GIFT,
    HOME,
    NEWS,
    PLAN,
    PROGRESS,
    SCHOOL,
    STRUCTURE,
    gathered,
    home,
    judged,
    part,
    rule,
    says,
    states,
    verdict,
)

LABEL = "O7 รายงานผลการดำเนินงานประจำปี พ.ศ. 2567"


# --- every status ---


def test_a_complete_report_of_last_year_is_found():
    site = home()
    site.file("report.pdf", FULL_REPORT, label=LABEL)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.FOUND
    assert finding.year_wanted == (2567,)
    assert finding.year_found == (2567,)
    assert finding.confidence > 0.85
    assert "รายงานผลการดำเนินงานประจำปี" in finding.because


def test_a_report_without_one_part_is_incomplete_and_says_which():
    site = home()
    site.file("report.pdf", FULL_REPORT.replace("ปัญหาและอุปสรรค", "เรื่องอื่น"), label=LABEL)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.INCOMPLETE
    assert finding.lacking == ("ส่วน problems",)
    assert "ส่วน problems" in finding.because
    assert finding.advice.startswith("เพิ่มส่วน problems")


def test_an_old_report_is_outdated_and_says_both_years():
    site = home()
    site.file("report.pdf", FULL_REPORT.replace("2567", "2565"), label="รายงานผลการดำเนินงานประจำปี 2565")

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.OUTDATED
    assert finding.year_found == (2565,)
    assert "2565" in finding.because
    assert "2567" in finding.because
    assert "2567" in finding.advice


def test_nothing_at_all_is_missing():
    finding = verdict(home(), ANNUAL)

    assert finding.status is Status.MISSING
    assert finding.evidence == ()
    assert finding.advice.startswith("เผยแพร่รายงานผลการดำเนินงานประจำปี ปี 2567")


def test_what_nobody_asks_of_this_kind_is_not_applicable():
    assert verdict(home(), SCHOOL).status is Status.NOT_APPLICABLE
    assert verdict(home(), SCHOOL, kind=AgencyKind.SCHOOL).status is Status.MISSING


def test_a_valid_waiver_waives():
    waiver = Waiver(item="O7", reason="รวมกับรายงานของจังหวัด", by="ผู้ตรวจ ก", until=date(2025, 6, 1))

    finding = verdict(home(), ANNUAL, waivers=(waiver,))

    assert finding.status is Status.WAIVED
    assert "รวมกับรายงานของจังหวัด" in finding.because


@pytest.mark.parametrize(("reason", "until"), [("มีเหตุผล", date(2025, 5, 31)), ("  ", date(2026, 1, 1))])
def test_an_expired_or_reasonless_waiver_does_nothing(reason, until):
    waiver = Waiver(item="O7", reason=reason, by="ผู้ตรวจ ก", until=until)

    assert verdict(home(), ANNUAL, waivers=(waiver,)).status is Status.MISSING


def test_progress_is_not_due_before_the_half_year_ends():
    site = home()
    site.file("plan.pdf", "แผนการดำเนินงานประจำปี 2568\nโครงการก่อสร้างถนน", label="แผนการดำเนินงานประจำปี 2568")

    assert verdict(site, PROGRESS, as_of=BEFORE_HALF).status is Status.NOT_DUE
    assert verdict(site, PROGRESS, as_of=date(2025, 3, 31)).status is Status.NOT_DUE
    assert verdict(site, PROGRESS, as_of=date(2025, 4, 1)).status is Status.INCOMPLETE


def test_a_whole_item_may_be_not_due():
    assert verdict(home(), GIFT, as_of=BEFORE_HALF).status is Status.NOT_DUE
    assert verdict(home(), GIFT).status is Status.MISSING


def test_a_scan_that_calls_itself_so_is_unverified():
    site = home()
    site.file("report.pdf", label=LABEL, unread=UnreadCause.SCAN)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.UNVERIFIED
    assert set(states(finding).values()) == {"unreadable"}
    assert "ภาพสแกน" in finding.because
    assert HOME + "report.pdf" in finding.settles


AMOUNT = part("amount", says("วงเงิน"), known=Known.RECALLED)
RECALLED = rule("O14", "kept-in-mind", "รายงานผลการจัดซื้อ", YearRule.IN_FORCE, AMOUNT)


def recalled(text):
    site = home()
    site.page("detail", text, label="รายงานผลการจัดซื้อ")
    return judged(site, RECALLED)["O14"]


def test_what_shows_nothing_of_what_is_asked_for_is_not_found_and_no_gap():
    finding = recalled("รายละเอียด")

    assert finding.status is Status.UNVERIFIED
    assert "ไม่พบองค์ประกอบใดในเนื้อหา" in finding.because
    assert HOME + "detail" in finding.settles
    assert recalled("วงเงิน 500 บาท").status is Status.FOUND


def test_a_document_that_names_itself_is_found_without_components_that_nobody_confirmed():
    site = home()
    site.file("a.pdf", "รายงานผลการจัดซื้อ\nเนื้อหาของรายงานทั้งหมด", label="เปิด")

    finding = judged(site, RECALLED)["O14"]

    assert finding.status is Status.FOUND
    assert "ครบ" not in finding.because


# --- years ---


def test_a_report_printed_in_the_next_year_is_about_the_year_of_its_title():
    site = home()
    site.file(
        "report.pdf", FULL_REPORT + "\nจัดทำเมื่อ ธันวาคม 2567\nลงวันที่ 9 ธันวาคม 2567", label="รายงานผลการดำเนินงานประจำปี"
    )

    assert verdict(site, ANNUAL).status is Status.FOUND


def test_a_report_that_only_bears_the_day_of_its_signature_is_about_the_year_before():
    site = home()
    text = FULL_REPORT.replace("ประจำปีงบประมาณ พ.ศ. 2567", "") + "ประกาศ ณ วันที่ 9 ธันวาคม พ.ศ. 2567"
    site.file("report.pdf", text, label="รายงานผลการดำเนินงานประจำปี")

    assert verdict(site, ANNUAL).year_found == (2567,)


def test_without_any_year_it_is_unverified_and_never_outdated():
    site = home()
    site.file("report.pdf", FULL_REPORT.replace("ประจำปีงบประมาณ พ.ศ. 2567", ""), label="รายงานผลการดำเนินงานประจำปี")

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.UNVERIFIED
    assert "บอกปีไม่ได้" in finding.because
    assert "ปีงบประมาณ" in finding.settles


def test_the_cover_says_the_year_before_the_label_does():
    site = home()
    site.file("report.pdf", FULL_REPORT.replace("2567", "2564"), label="รายงานผลการดำเนินงานประจำปี 2567")

    assert verdict(site, ANNUAL).status is Status.OUTDATED


def test_a_plan_of_several_years_covers_the_years_between():
    site = home()
    text = "แผนพัฒนาท้องถิ่น (พ.ศ. 2566 - 2570)\fยุทธศาสตร์ที่ 1\fตัวชี้วัดของยุทธศาสตร์"
    site.file("plan.pdf", text, label="แผนพัฒนาท้องถิ่น 2566-2570 ทบทวน 2566")

    assert verdict(site, PLAN).status is Status.FOUND
    assert verdict(site, PLAN, year=2571, as_of=date(2028, 1, 10)).status is Status.OUTDATED
    assert verdict(site, PLAN, year=2571).status is Status.NOT_DUE


def test_an_ended_plan_is_outdated():
    site = home()
    site.file("plan.pdf", "แผนพัฒนาสี่ปี (พ.ศ. 2561 - 2564)\fยุทธศาสตร์\fตัวชี้วัด", label="แผนพัฒนาสี่ปี 2561-2564")

    assert verdict(site, PLAN).status is Status.OUTDATED


def test_everything_moves_along_with_the_fiscal_year():
    site = home()
    site.file("report.pdf", FULL_REPORT, label=LABEL)

    later = verdict(site, ANNUAL, year=2569, as_of=date(2026, 6, 1))

    assert later.status is Status.OUTDATED
    assert later.year_wanted == (2568,)


def test_a_report_of_a_later_year_does_not_stand_for_the_wanted_one():
    site = home()
    site.file("report.pdf", FULL_REPORT.replace("2567", "2568"), label="รายงานผลการดำเนินงานประจำปี 2568")

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.MISSING
    assert finding.year_found == (2568,)
    assert "ปี 2568" in finding.because
    assert {one.right_year for one in finding.evidence} == {False}


def test_the_year_of_a_folder_proves_nothing():
    site = home()
    text = FULL_REPORT.replace("ประจำปีงบประมาณ พ.ศ. 2567", "")
    site.file("ITA/2567/report.pdf", text, label="รายงานผลการดำเนินงานประจำปี", last_modified=date(2024, 11, 1))

    assert verdict(site, ANNUAL).status is Status.UNVERIFIED


def test_under_the_round_of_assessment_stand_results_of_the_year_before():
    site = home()
    text = FULL_REPORT.replace("ประจำปีงบประมาณ พ.ศ. 2567", "")
    site.file("report.pdf", text, label="รายงานผลการดำเนินงานประจำปี", page_title="การประเมิน ITA ปี 2568")

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.FOUND
    assert finding.confidence < 0.8


def test_this_or_last_year_takes_either():
    for year, status in ((2568, Status.FOUND), (2567, Status.FOUND), (2566, Status.OUTDATED)):
        site = home()
        text = f"สถิติเรื่องร้องเรียน ปีงบประมาณ {year}\nจำนวนเรื่องร้องเรียนทั้งหมด 3 เรื่อง ดำเนินการแล้วเสร็จ 3 เรื่อง"
        site.page("stat", text + " " * 10, title=f"สถิติเรื่องร้องเรียน ปีงบประมาณ {year}", label="สถิติเรื่องร้องเรียน")

        assert verdict(site, COMPLAINTS).status is status


def test_a_component_may_have_a_year_of_its_own():
    site = home()
    site.page("code", "ประมวลจริยธรรมของหน่วยงาน พ.ศ. 2564 ใช้บังคับกับเจ้าหน้าที่ทุกคน", title="จริยธรรม ประมวล 2564")
    site.page("work", "อบรมจริยธรรมเมื่อวันที่ 15 มกราคม 2568 แก่เจ้าหน้าที่ทุกคน", title="การขับเคลื่อนจริยธรรม 2568")

    assert states(verdict(site, ETHICS)) == {"code": "present", "driving": "present"}
    assert verdict(site, ETHICS).status is Status.FOUND


def test_an_old_activity_beside_a_code_in_force_is_incomplete_and_named():
    site = home()
    site.page("code", "ประมวลจริยธรรมของหน่วยงาน พ.ศ. 2564 ใช้บังคับกับเจ้าหน้าที่ทุกคน", title="จริยธรรม ประมวล 2564")
    site.page("work", "อบรมจริยธรรมเมื่อวันที่ 15 มกราคม 2566 แก่เจ้าหน้าที่ทุกคน", title="การขับเคลื่อนจริยธรรม 2566")

    finding = verdict(site, ETHICS)

    assert finding.status is Status.INCOMPLETE
    assert "2566" in next(one.note for one in finding.components if one.key == "driving")


# --- components ---


def test_a_plan_and_its_progress_report_are_judged_together():
    site = home()
    site.file("plan.pdf", "แผนการดำเนินงานประจำปี 2568\nโครงการก่อสร้างถนน", label="แผนการดำเนินงานประจำปี 2568")
    site.file(
        "half.pdf",
        "แผนการดำเนินงานประจำปี 2568 รอบ 6 เดือน\nความก้าวหน้าร้อยละ 60",
        label="ความก้าวหน้าแผนการดำเนินงานประจำปี 2568",
    )

    finding = verdict(site, PROGRESS)

    assert finding.status is Status.FOUND
    assert {one.url for one in finding.evidence if one.component} == {HOME + "plan.pdf", HOME + "half.pdf"}


def test_a_component_of_another_kind_of_agency_is_not_asked():
    site = home()
    site.page("org", "อำนาจหน้าที่ของโรงเรียนมีดังนี้ " + "ก" * 160, title="โครงสร้างหน่วยงาน")

    assert "political" not in states(verdict(site, STRUCTURE, kind=AgencyKind.SCHOOL))
    assert verdict(site, STRUCTURE, kind=AgencyKind.SCHOOL).status is Status.FOUND
    assert verdict(site, STRUCTURE).lacking == ("ส่วน political",)


def test_a_picture_for_a_person_to_look_at_is_human_and_no_gap():
    site = home()
    site.page("org", "ฝ่ายการเมือง และ อำนาจหน้าที่ " + "ก" * 160, title="โครงสร้างหน่วยงาน")

    finding = verdict(site, STRUCTURE)

    assert states(finding)["chart"] == "human"
    assert finding.status is Status.FOUND
    assert "ควรให้คนดู" in finding.because


def test_a_statement_that_there_was_none_satisfies():
    site = home()
    site.page("stat", "ปีงบประมาณ 2568 ไม่มีเรื่องร้องเรียน " + "ก" * 160, title="สถิติเรื่องร้องเรียน 2568")

    finding = verdict(site, COMPLAINTS)

    assert finding.status is Status.FOUND
    assert {one.note for one in finding.components} == {"ระบุว่าไม่มี"}


def test_an_unconfirmed_component_alone_makes_no_gap():
    site = home()
    site.file("report.pdf", FULL_REPORT.replace("ข้อเสนอแนะ", "อื่น ๆ"), label=LABEL)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.FOUND
    assert states(finding)["suggestions"] == "absent"
    assert "ยังไม่ยืนยัน" in next(one.note for one in finding.components if one.key == "suggestions")
    assert finding.confidence < verdict(_with_full_report(), ANNUAL).confidence


def _with_full_report():
    site = home()
    site.file("report.pdf", FULL_REPORT, label=LABEL)
    return site


def test_what_a_half_readable_document_does_not_show_is_unreadable_not_absent():
    site = home()
    text = FULL_REPORT.replace("ปัญหาและอุปสรรค", "")
    site.file("report.pdf", text, label=LABEL, text_layer=TextLayer.PARTIAL)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.UNVERIFIED
    assert states(finding)["problems"] == "unreadable"
    assert states(finding)["results"] == "present"


def test_what_a_readable_document_shows_beside_a_scan_is_enough():
    site = _with_full_report()
    site.file("scan.pdf", label=LABEL + " (ฉบับสแกน)", unread=UnreadCause.SCAN)

    assert verdict(site, ANNUAL).status is Status.FOUND


def test_a_page_that_is_a_picture_is_unreadable():
    site = home()
    site.page("org", "โครงสร้างหน่วยงาน", title="โครงสร้างหน่วยงาน", images=1)

    assert verdict(site, STRUCTURE).status is Status.UNVERIFIED


def test_private_font_codes_are_unreadable():
    site = home()
    site.page(
        "org", "\uf0a0" * 300, title="โครงสร้างหน่วยงาน", text_layer=TextLayer.GARBLED, unread=UnreadCause.GARBLED
    )

    finding = verdict(site, STRUCTURE)

    assert finding.status is Status.UNVERIFIED
    assert "รหัสเฉพาะของแบบอักษร" in finding.because


# --- what is evidence and what is not ---


def test_a_label_alone_is_never_evidence():
    site = home()
    site.dead_labels.append((LABEL, HOME + "ita"))

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.MISSING
    assert finding.evidence == ()
    assert "#" in finding.because


def test_a_dead_link_as_the_only_evidence_is_missing_with_that_cause():
    site = home()
    site.blank("report.pdf", "not_found", label=LABEL, permanent=True)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.MISSING
    assert "404" in finding.because
    assert finding.advice.startswith("แก้ลิงก์")
    assert finding.warnings == ("broken_link",)


def test_a_page_that_lists_reports_is_no_evidence_of_them():
    site = home()
    labels = [
        f"รายงานผลการดำเนินงานประจำปี {year} ผลการดำเนินโครงการ ผลการใช้จ่ายงบประมาณ ปัญหาและอุปสรรค"
        for year in (2566, 2567)
    ]
    site.page(
        "list", "รายงานผลการดำเนินงานประจำปี\n" + "\n".join(labels), title="รายงานผลการดำเนินงานประจำปี", links=labels
    )

    assert verdict(site, ANNUAL).status is Status.MISSING


def test_the_targets_of_a_list_are_evidence_though_their_links_say_click():
    site = home()
    site.file("a.pdf", FULL_REPORT.partition("\n")[2], label="คลิก", row="O7 | รายงานผลการดำเนินงานประจำปี 2567 | คลิก")

    assert verdict(site, ANNUAL).status is Status.FOUND


def test_the_heading_above_tells_what_a_link_does_not():
    site = home()
    site.file("a.pdf", FULL_REPORT.partition("\n")[2], label="ดาวน์โหลด", heading="รายงานผลการดำเนินงานประจำปี 2567")

    assert verdict(site, ANNUAL).status is Status.FOUND


def test_news_that_merely_mentions_a_report_is_not_the_report():
    site = home()
    site.page(
        "news/1",
        "นายก อบต. ร่วมประชุมเมื่อ 9 มกราคม 2567 พิจารณาเรื่องสำคัญหลายเรื่อง",
        title="ประชุมคณะทำงานจัดทำรายงานผลการดำเนินงานประจำปี 2567 ณ ห้องประชุม",
        label="ประชุมคณะทำงานจัดทำรายงานผลการดำเนินงานประจำปี 2567 ณ ห้องประชุม",
    )

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.MISSING
    assert "เพียงกล่าวถึง" in finding.runner_up


def test_the_content_wins_over_a_label_that_contradicts_it():
    site = home()
    site.file("a.pdf", FULL_REPORT, label="แผนพัฒนา พ.ศ. 2566-2570")

    verdicts = judged(site)

    assert verdicts["O7"].status is Status.FOUND
    assert verdicts["O5"].status is Status.MISSING
    assert "label_contradicts_file" in verdicts["O7"].warnings


def test_words_in_the_menu_of_every_page_are_no_evidence():
    site = home()
    for number in range(8):
        site.page(
            f"p{number}",
            "เนื้อหาเรื่องทั่วไปของหน้านี้ " * 5,
            title="หน่วยงานตัวอย่าง",
            headings=("รายงานผลการดำเนินงานประจำปี", "โครงสร้างหน่วยงาน"),
            chrome="รายงานผลการดำเนินงานประจำปี ผลการดำเนินโครงการ",
        )

    assert verdict(site, ANNUAL).status is Status.MISSING
    assert verdict(site, STRUCTURE).status is Status.MISSING


def test_the_footer_of_the_home_page_tells_where_the_agency_is():
    site = home()
    site.records.clear()
    footer = "เลขที่ 9 หมู่ 4 ตำบลตัวอย่าง อำเภอเมือง จังหวัดตัวอย่าง 53000 โทรศัพท์ 0 5544 1234 อีเมล saraban@agency.example"
    site.page("", "ยินดีต้อนรับ", title="หน่วยงานตัวอย่าง", chrome=footer)
    site.page("about", "ประวัติความเป็นมา", title="ประวัติ", label="ประวัติ")

    finding = verdict(site, CONTACT)

    assert finding.status is Status.FOUND
    assert {key for key, state in states(finding).items() if state == "present"} == {"address", "phone", "email"}


def test_news_is_as_fresh_as_its_newest_entry():
    def news(*days):
        site = home()
        entries = "\n".join(f"{day} หน่วยงานแจ้งข่าวสารแก่ประชาชนในพื้นที่ทราบโดยทั่วกัน" for day in days)
        site.page("news", entries, title="ข่าวประชาสัมพันธ์", label="ข่าวประชาสัมพันธ์")
        return verdict(site, NEWS)

    assert news("9 ธันวาคม 2567", "1 มีนาคม 2565").status is Status.FOUND
    assert news("9 ธันวาคม 2566", "1 มีนาคม 2565").status is Status.OUTDATED
    assert news("9 ธันวาคม 2566", "1 สิงหาคม 2568").status is Status.OUTDATED  # later than the day of judgement


def test_sections_of_one_page_are_judged_apart():
    site = home()
    text = (
        "ข้อมูลหน่วยงาน\nโครงสร้างหน่วยงาน\nฝ่ายการเมือง นายกและรองนายก "
        + "ก" * 100
        + "\nสถิติเรื่องร้องเรียน ปี 2568\nไม่มีเรื่องร้องเรียน อำนาจหน้าที่ "
        + "ข" * 100
    )
    site.page("all", text, title="ข้อมูลหน่วยงาน", headings=("ข้อมูลหน่วยงาน", "โครงสร้างหน่วยงาน", "สถิติเรื่องร้องเรียน ปี 2568"))

    verdicts = judged(site)

    assert verdicts["O19"].status is Status.FOUND
    assert verdicts["O1"].lacking == ("ส่วน authority",)  # it stands in the other section


def test_a_one_page_site_is_its_home_page():
    site = home()
    site.records.clear()
    text = "ยินดีต้อนรับ\nสถิติเรื่องร้องเรียน ปี 2568\nในรอบปีงบประมาณนี้ ไม่มีเรื่องร้องเรียน ทั้งทางตรงและทางออนไลน์ " + "ก" * 60
    site.page("", text, title="หน่วยงานตัวอย่าง", headings=("ยินดีต้อนรับ", "สถิติเรื่องร้องเรียน ปี 2568"))
    site.file("other.pdf", "เรื่องอื่น", label="เรื่องอื่น")

    assert verdict(site, COMPLAINTS).status is Status.FOUND


def test_an_offsite_document_is_seen_but_not_read():
    site = home()
    site.file("https://drive.google.com/1", label=LABEL, media=Media.OTHER, offsite=True)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.UNVERIFIED
    assert finding.evidence[0].offsite
    assert "offsite_evidence" in finding.warnings


def test_a_rule_may_refuse_offsite_evidence_and_pages():
    site = home()
    site.file("https://drive.google.com/1", label=LABEL, media=Media.OTHER, offsite=True)
    site.page("report", FULL_REPORT, title=LABEL)
    strict = replace(ANNUAL, offsite=False, pages=False)

    assert judged(site, strict)["O7"].evidence == ()


def test_a_declared_address_is_taken_at_its_word():
    site = home()
    site.file("x.pdf", FULL_REPORT.partition("\n")[2])

    assert verdict(site, ANNUAL).status is Status.MISSING
    assert verdict(site, ANNUAL, declared=(("O7", HOME + "x.pdf"),)).status is Status.FOUND


# --- honesty ---


@pytest.mark.parametrize("reason", ["timeout", "forbidden", "robots", "unvisited", "server_error"])
def test_nothing_is_missing_while_something_that_calls_itself_so_was_not_read(reason):
    site = home()
    site.blank("report.pdf", reason, label=LABEL, is_page=False)

    verdicts = judged(site)

    assert verdicts["O7"].status is Status.UNVERIFIED
    assert verdicts["O7"].settles
    assert verdicts["O5"].status is Status.MISSING  # it plainly is another item


@pytest.mark.parametrize("label", ["", "คลิก", "ดาวน์โหลด", "IMG_001.pdf", "ITA 2568", "ปีงบประมาณ 2568"])
def test_what_tells_nothing_of_itself_may_be_anything(label):
    site = home()
    site.blank("x.pdf", label=label, is_page=False)

    assert {one.status for one in judged(site).values()} == {Status.UNVERIFIED, Status.NOT_APPLICABLE}


def test_a_menu_page_that_failed_may_lead_to_anything():
    site = home()
    site.blank("plan", label="แผนงานต่าง ๆ")

    assert verdict(site, ANNUAL).status is Status.UNVERIFIED


@pytest.mark.parametrize(
    "label", ["ภาพกิจกรรมวันเด็ก", "แหล่งท่องเที่ยว", "นายกฯ ร่วมเป็นประธานในพิธีเปิดการแข่งขันกีฬาประจำตำบล ครั้งที่ 5"]
)
def test_what_plainly_is_something_else_excuses_nothing(label):
    site = home()
    site.blank("x", label=label)

    assert verdict(site, ANNUAL).status is Status.MISSING


def test_an_unread_document_of_an_old_year_excuses_nothing():
    site = home()
    site.file("old.pdf", label="รายงานผลการดำเนินงานประจำปี 2560", unread=UnreadCause.SCAN)

    assert verdict(site, ANNUAL).status is Status.MISSING


def test_an_outdated_document_is_unverified_while_a_newer_one_was_not_read():
    site = home()
    site.file("old.pdf", FULL_REPORT.replace("2567", "2565"), label="รายงานผลการดำเนินงานประจำปี 2565")
    site.blank("new.pdf", label="รายงานผลการดำเนินงานประจำปี 2567", is_page=False)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.UNVERIFIED
    assert finding.evidence[0].url == HOME + "old.pdf"


def test_an_incomplete_document_is_unverified_while_a_completing_one_was_not_read():
    site = home()
    site.file("a.pdf", FULL_REPORT.replace("ปัญหาและอุปสรรค", ""), label=LABEL)
    site.blank("b.pdf", label=LABEL + " ส่วนที่ 2", is_page=False)

    assert verdict(site, ANNUAL).status is Status.UNVERIFIED


@pytest.mark.parametrize("cause", ["pages", "minutes", "bytes", "failures", "interrupted"])
def test_a_crawl_that_stopped_early_accuses_nobody(cause):
    site = home()
    site.stopped_by = cause

    verdicts = judged(site)

    assert {one.status for one in verdicts.values()} == {Status.UNVERIFIED, Status.NOT_APPLICABLE}
    assert all(one.settles for one in verdicts.values() if one.status is Status.UNVERIFIED)


def test_a_home_page_built_by_a_script_hides_everything():
    site = home()
    site.records[0] = replace(site.records[0], needs_script=True)
    site.file("x.pdf", "เรื่องอื่น", label="เรื่องอื่นโดยแท้")

    assert verdict(site, ANNUAL).status is Status.UNVERIFIED


# --- evidence ---


def test_evidence_quotes_the_original_and_names_the_leaf():
    site = home()
    text = FULL_REPORT + "\fหน้าที่สอง  บทที่ ๓  ปัญ หา และ อุปสรรค  ที่พบ"
    site.file("a.pdf", text.replace("ปัญหาและอุปสรรค ที่พบระหว่าง", "ระหว่าง"), label=LABEL)

    finding = verdict(site, ANNUAL)
    piece = next(one for one in finding.evidence if one.component == "problems")

    assert piece.marked == "ปัญ หา และ อุปสรรค"
    assert piece.marked in piece.quote
    assert piece.leaf == 2
    assert piece.found_on == HOME
    assert piece.label == LABEL
    assert piece.right_year is True
    assert piece.dated.start == date(2023, 10, 1)


def test_every_present_component_points_to_its_evidence():
    finding = verdict(_with_full_report(), ANNUAL)

    for one in finding.components:
        assert finding.evidence[one.evidence].component == one.key


def test_evidence_is_few_even_when_there_is_much():
    site = home()
    for number in range(30):
        site.file(f"{number}.pdf", FULL_REPORT + str(number), label=LABEL)

    assert len(verdict(site, ANNUAL).evidence) <= 6


def test_the_owner_of_an_item_is_named():
    assert verdict(home(), ANNUAL, owners=(("O7", "กองแผน"),)).owner == "กองแผน"


def test_every_finding_says_why():
    site = _with_full_report()
    site.blank("x.pdf", label="คลิก", is_page=False)

    assert all(one.because for one in judged(site).values())


def test_a_document_behind_a_page_that_names_it_is_joined_with_the_page():
    site = home()
    title = "รายงานผลการดำเนินงานประจำปี 2567"
    link = Link(url=HOME + "d.pdf", label=Label(text="ดาวน์โหลด", page_title=title))
    site.page("d", f"{title}\nดาวน์โหลด", title=title, links=(link,))
    site.file("d.pdf", FULL_REPORT.partition("\n")[2].partition("\n")[2], label="ดาวน์โหลด", page_title=title)

    finding = verdict(site, ANNUAL)

    assert finding.status is Status.FOUND
    assert {one.url for one in finding.evidence if one.component} == {HOME + "d.pdf"}


def test_a_page_with_a_broken_font_hides_only_itself():
    site = home()
    garbled = {"text_layer": TextLayer.GARBLED, "unread": UnreadCause.GARBLED}
    site.page("x", "\uf0a0" * 300, title="", label="งานป้องกันภัย", **garbled)

    assert verdict(site, ANNUAL).status is Status.MISSING


def test_a_dead_link_is_counted_for_what_it_says_and_nothing_near():
    site = home()
    site.blank("p", "not_found", label="แผนพัฒนา", permanent=True)

    verdicts = judged(site)

    assert "404" in verdicts["O5"].because
    assert "404" not in verdicts["O7"].because


def test_the_row_of_a_nested_menu_tells_nothing_of_one_link_in_it():
    site = home()
    row = "ข้อมูลทั่วไป ประวัติความเป็นมา ตราสัญลักษณ์ รายงานผลการดำเนินงานประจำปี 2567 งานทะเบียน งานป้องกันภัย งานคลัง " * 2
    site.page("old", FULL_REPORT, label="ประวัติความเป็นมา", row=row)

    assert verdict(site, ANNUAL).status is Status.MISSING


def test_the_year_of_what_needs_none_is_told_with_where_it_was_read():
    site = home()
    site.page("org", "ฝ่ายการเมือง และ อำนาจหน้าที่ ตามกฎหมาย พ.ศ. 2546 " + "ก" * 160, title="โครงสร้างหน่วยงาน 2546")

    finding = verdict(site, STRUCTURE)

    assert finding.year_wanted == ()
    assert finding.year_found == (2546,)
    assert "(ปี 2546 จากชื่อหน้า)" in finding.because


# --- before the year begins ---

SUMMER = date(2024, 7, 1)  # of fiscal year 2567: that of the assessment, 2568, begins in October


def test_nothing_of_a_year_that_has_not_begun_is_owed():
    """The next round is looked at from May on; results of a year that goes on cannot be there, nor plans be late."""
    old = home()
    old.file("r.pdf", FULL_REPORT.replace("2567", "2565"), label="รายงานผลการดำเนินงานประจำปี 2565")

    for site, item, until in (
        (home(), ANNUAL, "30 กันยายน 2567"),
        (old, ANNUAL, "30 กันยายน 2567"),
        (home(), GIFT, "31 มีนาคม 2568"),
    ):
        finding = verdict(site, item, as_of=SUMMER)

        assert finding.status is Status.NOT_DUE
        assert until in finding.because


def test_what_asks_for_no_year_is_owed_at_any_time():
    assert verdict(home(), STRUCTURE, as_of=SUMMER).status is Status.MISSING


def test_what_is_published_early_is_found_early():
    plan = "แผนพัฒนา (พ.ศ. 2566 - 2570)\fยุทธศาสตร์ที่ 1\fตัวชี้วัดของยุทธศาสตร์"
    site = home()
    site.file("p.pdf", plan, label="แผนพัฒนา พ.ศ. 2566-2570")

    assert verdict(site, PLAN, as_of=SUMMER).status is Status.FOUND


def test_the_verdict_holds_until_the_year_begins():
    found, edition, context = gathered(home(), as_of=SUMMER)
    decide(found, edition, context)

    assert date(2024, 10, 1) == context.holds_until
