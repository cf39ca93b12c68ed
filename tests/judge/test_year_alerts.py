"""Warnings about years: copies, contradictions, and what will be out of date when the next window opens."""

from datetime import date

import pytest

from oitcrawl.judge.year_alerts import window_after
from oitcrawl.model.content import Label
from oitcrawl.model.site import Waiver, Window
from oitcrawl.ruleset.edition import YearlyWindow
from oitcrawl.thai.calendar import FiscalYear
from tests.judge.ground import AS_OF, COMPLAINTS, FULL_REPORT, HOME, PLAN, context_of, gathered, home, rules

WINDOW = Window(opens=date(2025, 4, 1), closes=date(2025, 4, 30))
LABEL = "รายงานผลการดำเนินงานประจำปี"
PLAN_TEXT = "แผนพัฒนาท้องถิ่น (พ.ศ. {})\nยุทธศาสตร์\nตัวชี้วัด\fก\fข"
COMPLAINTS_TEXT = "สถิติเรื่องร้องเรียน ปีงบประมาณ พ.ศ. {}\nจำนวนเรื่องร้องเรียนทั้งหมด 3\nดำเนินการแล้วเสร็จ 3"


def warned(site, kind, **more):
    found, _, _ = gathered(site, **{"window": WINDOW, **more})
    return [one for one in found.warnings if one.kind == kind]


def test_a_copied_folder_is_named_with_both_addresses_and_what_its_text_says():
    site = home()
    site.file("ITA/2567/a.pdf", FULL_REPORT, label=LABEL, sha256="same")
    site.file("ITA/2568/a.pdf", FULL_REPORT, label=LABEL, sha256="same")

    (copy,) = warned(site, "stale_year_copy")

    assert copy.url == HOME + "ITA/2568/a.pdf"
    assert HOME + "ITA/2567/a.pdf" in copy.message
    assert copy.url in copy.message
    assert "ในเอกสารเองระบุปี 2567" in copy.message


@pytest.mark.parametrize(
    ("old", "new"), [("ITA67", "ITA68"), ("oit2567", "oit2568"), ("uploads/2024", "uploads/2025")]
)
def test_year_folders_are_known_by_many_names(old, new):
    site = home()
    site.page(f"{old}/a.html", FULL_REPORT, label=LABEL, sha256="same")
    site.page(f"{new}/a.html", FULL_REPORT, label=LABEL, sha256="same")

    assert [HOME + f"{new}/a.html"] == [one.url for one in warned(site, "stale_year_copy")]


def test_copies_under_labels_of_two_years_are_told_too():
    site = home()
    site.file("a.pdf", FULL_REPORT, labels=(Label(text=LABEL, heading="ITA 2567", found_on=HOME),), sha256="same")
    site.file("b.pdf", FULL_REPORT, labels=(Label(text=LABEL, heading="ITA 2568", found_on=HOME),), sha256="same")

    assert [HOME + "b.pdf"] == [one.url for one in warned(site, "stale_year_copy")]


def test_one_file_in_the_lists_of_two_rounds_is_told_with_both_pages():
    site = home()
    labels = tuple(Label(text=LABEL, page_title=f"ITA {year}", found_on=f"{HOME}ita{year}") for year in (2567, 2568))
    site.file("a.pdf", FULL_REPORT, labels=labels)

    (copy,) = warned(site, "stale_year_copy")

    assert HOME + "ita2567" in copy.message
    assert HOME + "ita2568" in copy.message


LISTS = tuple(
    Label(text="ดูข้อมูล", heading=f"การเปิดเผยข้อมูลสาธารณะ (OIT) ประจำปีงบประมาณ พ.ศ. {year}", found_on=f"{HOME}ita{year}")
    for year in (2567, 2568)
)


def test_a_living_page_in_the_lists_of_two_rounds_contradicts_nothing():
    site = home()
    site.page("structure", "โครงสร้างหน่วยงาน\nสำนักปลัด กองคลัง", title="โครงสร้างหน่วยงาน", labels=LISTS)

    assert warned(site, "year_conflict") == []


def test_the_page_of_the_news_in_the_lists_of_two_rounds_is_no_copy():
    site = home()
    text = "ข่าวประชาสัมพันธ์\n14 มีนาคม 2568 ประชุม\n1 มีนาคม 2568 อบรม"
    site.page("news", text, title="ข่าวประชาสัมพันธ์", labels=LISTS)

    found, _, _ = gathered(site, window=WINDOW)

    assert "news" in found.sightings
    assert [one for one in found.warnings if one.kind in {"stale_year_copy", "year_conflict"}] == []


def test_a_plan_whose_span_covers_both_years_may_lie_under_both():
    site = home()
    text = PLAN_TEXT.format("2566-2570")
    site.file("ITA/2567/a.pdf", text, label="แผนพัฒนา", sha256="same")
    site.file("ITA/2568/a.pdf", text, label="แผนพัฒนา", sha256="same")

    assert warned(site, "stale_year_copy") == []


def test_copies_under_one_year_are_no_stale_copies():
    site = home()
    site.file("ITA/2567/a.pdf", FULL_REPORT, label=LABEL, sha256="same")
    site.file("ITA/2567/b.pdf", FULL_REPORT, label=LABEL, sha256="same")

    assert warned(site, "stale_year_copy") == []


def test_years_that_contradict_each_other_are_told():
    site = home()
    site.file("a.pdf", FULL_REPORT, label=f"{LABEL} 2568")

    (conflict,) = warned(site, "year_conflict")

    assert conflict.url == HOME + "a.pdf"
    assert "ปกเอกสารระบุปี 2567 แต่ข้อความของลิงก์ระบุปี 2568" in conflict.message


def test_a_plan_that_ends_before_the_next_window_is_told_with_the_days_and_what_to_do():
    site = home()
    site.file("a.pdf", PLAN_TEXT.format("2564-2568"), label="แผนพัฒนา")

    (ending,) = warned(site, "expires_before_window")

    assert ending.url == HOME + "a.pdf"
    assert "สิ้นสุด 31 ธันวาคม 2568" in ending.message or "สิ้นสุด 30 กันยายน 2568" in ending.message
    assert "ปี 2569 (1 เมษายน 2569)" in ending.message
    assert "เผยแพร่แผนฉบับใหม่ที่ครอบคลุมปี 2569" in ending.message


@pytest.mark.parametrize("spans", [("2566-2570",), ("2564-2568", "2569-2573")])
def test_a_plan_that_goes_on_or_is_followed_by_another_is_not(spans):
    site = home()
    for number, span in enumerate(spans):
        site.file(f"{number}.pdf", PLAN_TEXT.format(span), label="แผนพัฒนา")

    assert warned(site, "expires_before_window") == []


def test_what_passes_only_as_last_years_will_not_pass_again():
    old, new = home(), home()
    old.file("a.pdf", COMPLAINTS_TEXT.format(2567), label="สถิติเรื่องร้องเรียน")
    new.file("a.pdf", COMPLAINTS_TEXT.format(2568), label="สถิติเรื่องร้องเรียน")

    (ending,) = warned(old, "expires_before_window")

    assert "ข้อมูลปี 2567" in ending.message
    assert "จะใช้ไม่ได้ในการประเมินปี 2569" in ending.message
    assert warned(new, "expires_before_window") == []


@pytest.mark.parametrize(("until", "told"), [(date(2025, 3, 15), True), (date(2025, 6, 30), False)])
def test_a_waiver_that_ends_before_the_window_opens_is_told(until, told):
    waiver = Waiver(item="O7", reason="อยู่ระหว่างปรับปรุงเว็บไซต์", by="ผู้ตรวจ", until=until)

    found = warned(home(), "expires_before_window", waivers=(waiver,), as_of=date(2025, 2, 1))

    assert told == bool(found)
    assert all("O7" in one.message and "15 มีนาคม 2568" in one.message for one in found)


def test_without_a_known_window_nothing_is_said_to_end():
    site = home()
    site.file("a.pdf", PLAN_TEXT.format("2564-2568"), label="แผนพัฒนา")

    assert warned(site, "expires_before_window", window=None) == []


def test_the_window_is_the_agencys_own_before_that_of_the_edition():
    edition = rules(PLAN, COMPLAINTS)
    yearly = YearlyWindow(opens=(5, 1), closes=(5, 31))
    own, none = context_of(home(), as_of=AS_OF, window=WINDOW), context_of(home(), as_of=AS_OF)
    with_window = type(edition)(**{name: getattr(edition, name) for name in edition.__slots__} | {"window": yearly})

    assert window_after(own, with_window, FiscalYear(2568)) == date(2025, 4, 1)
    assert window_after(own, with_window, FiscalYear(2569)) == date(2026, 4, 1)
    assert window_after(none, with_window, FiscalYear(2569)) == date(2026, 5, 1)
    assert window_after(none, edition, FiscalYear(2569)) is None
